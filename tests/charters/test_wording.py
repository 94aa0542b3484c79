import pytest

from charters.wording import has_number, vague_words

NUMBERS = [
    ("en", "We answer within 24 hours."),
    ("en", "We answer within twenty-one days."),
    ("en", "You tell us only once."),
    ("en", "You know it the same day."),
    ("en", "We answer within a week."),
    ("fr", "Nous répondons dans les quarante jours."),
    ("fr", "Nous répondons le jour même."),
    ("fr", "Nous répondons dans un jour ouvrable, dans une semaine au plus."),
    ("fr", "Vous le dites une seule fois."),
    ("nl", "Wij antwoorden binnen twintig werkdagen."),
    ("nl", "Wij antwoorden binnen vierentwintig uur."),
    ("nl", "U vertelt uw vraag maar één keer."),
    ("nl", "Wij antwoorden dezelfde dag."),
    ("nl", "Wij bellen u binnen een werkdag terug."),
    ("de", "Wir antworten innerhalb von zweiundzwanzig Tagen."),
    ("de", "Sie sagen es uns nur einmal."),
    ("de", "Wir antworten am selben Tag."),
    ("de", "Wir antworten innerhalb eines Monats."),
]
NO_NUMBERS = [
    ("en", "We are friendly and answer everyone."),
    ("fr", "Nous vous recevons dans un bureau calme, avec une aide."),
    ("nl", "U krijgt een antwoord van een medewerker."),
    ("de", "Sie bekommen eine Antwort von einem Mitarbeiter."),
    ("it", "Rispondiamo in un giorno."),
]


@pytest.mark.parametrize(("language", "text"), NUMBERS)
def test_a_number_is_seen_in_digits_and_in_words(language, text):
    assert has_number(text, language)


@pytest.mark.parametrize(("language", "text"), NO_NUMBERS)
def test_an_article_is_no_number(language, text):
    assert not has_number(text, language)


VAGUE = [
    ("en", "We answer as soon as possible.", ["as soon as possible"]),
    ("en", "We do our best to help you quickly.", ["do our best", "quickly"]),
    ("en", "You get an answer within a reasonable time.", ["within a reasonable time"]),
    ("fr", "Nous répondons dès que possible.", ["dès que possible"]),
    ("fr", "Réponse dans les meilleurs délais.", ["dans les meilleurs délais"]),
    ("fr", "Nous nous efforçons de répondre rapidement.", ["efforçons", "rapidement"]),
    ("nl", "Wij antwoorden zo snel mogelijk.", ["zo snel mogelijk"]),
    ("nl", "Antwoord binnen een redelijke termijn.", ["binnen een redelijke termijn"]),
    ("nl", "Wij streven naar een tijdige behandeling.", ["streven", "tijdige"]),
    ("de", "Wir antworten so schnell wie möglich.", ["so schnell wie möglich"]),
    ("de", "Antwort innerhalb einer angemessenen Frist.", ["innerhalb einer angemessenen frist"]),
    ("de", "Wir bemühen uns, umgehend zu antworten.", ["bemühen", "umgehend"]),
]
PRECISE = [
    ("en", "As soon as your file is complete, you have a decision within 30 days."),
    ("en", "We offer reasonable accommodation, and refer you to the appropriate service."),
    ("fr", "Vous recevez un accusé de réception dans les 5 jours ouvrables."),
    ("fr", "Au plus tôt le 1er mars, au plus tard le 31 mai."),
    ("nl", "U krijgt binnen 20 werkdagen een antwoord in uw taal."),
    ("nl", "De snelheid van onze website is 2 seconden."),
    ("de", "Sie erhalten innerhalb von 10 Arbeitstagen eine Antwort."),
    ("de", "Sobald Ihre Akte vollständig ist, zählen wir 30 Tage."),
]


@pytest.mark.parametrize(("language", "text", "words"), VAGUE)
def test_vague_words_are_found(language, text, words):
    assert list(vague_words(text, language)) == words


@pytest.mark.parametrize(("language", "text"), PRECISE)
def test_precise_words_are_left_in_peace(language, text):
    assert vague_words(text, language) == ()
