"""Invented texts in three languages, whose words are as unequally common as those of people."""

import random

# In one text of two thousand, whatever its language; nothing else is spelt or stemmed like it.
RARE_WORD = "zeppelin"
RARE_ONE_IN = 2000
# Both in about every fourth text of the language.
COMMON_WORDS = {"fr": "dossier réponse", "nl": "dossier antwoord", "de": "Akte Antwort"}

OPENINGS = {
    "fr": (
        "J'ai envoyé mon {noun} il y a {number} semaines.",
        "Au guichet, on m'a demandé un {noun} que vos services ont déjà.",
        "Votre site refuse mon {noun} depuis {number} jours.",
        "Je conteste le calcul de mon {noun} pour l'année passée.",
        "Une personne très aimable m'a aidé avec mon {noun}, et je tiens à la remercier.",
        "Le formulaire pour le {noun} n'existe pas dans ma langue.",
        "J'ai attendu {number} minutes au téléphone pour une question sur un {noun}.",
        "Pourquoi faut-il encore un {noun} sur papier ?",
    ),
    "nl": (
        "Ik heb mijn {noun} {number} weken geleden opgestuurd.",
        "Aan het loket vroeg men een {noun} dat uw diensten al hebben.",
        "Uw website weigert mijn {noun} al {number} dagen.",
        "Ik betwist de berekening van mijn {noun} voor vorig jaar.",
        "Een zeer vriendelijke medewerker hielp mij met mijn {noun}, waarvoor dank.",
        "Het formulier voor het {noun} bestaat niet in mijn taal.",
        "Ik wachtte {number} minuten aan de telefoon voor een vraag over een {noun}.",
        "Waarom is er nog altijd een {noun} op papier nodig?",
    ),
    "de": (
        "Ich habe mein {noun} vor {number} Wochen abgeschickt.",
        "Am Schalter verlangte man ein {noun}, das Ihre Dienste schon haben.",
        "Ihre Website lehnt mein {noun} seit {number} Tagen ab.",
        "Ich bestreite die Berechnung meines {noun} für das letzte Jahr.",
        "Eine sehr freundliche Mitarbeiterin half mir mit meinem {noun}, danke dafür.",
        "Das Formular für das {noun} gibt es nicht in meiner Sprache.",
        "Ich wartete {number} Minuten am Telefon wegen einer Frage zu einem {noun}.",
        "Warum braucht man noch immer ein {noun} auf Papier?",
    ),
}
COMMON = {
    "fr": ("Mon dossier est complet.", "Je n'ai reçu aucune réponse."),
    "nl": ("Mijn dossier is volledig.", "Ik kreeg geen antwoord."),
    "de": ("Meine Akte ist vollständig.", "Ich erhielt keine Antwort."),
}
CLOSINGS = {
    "fr": (
        "La lettre du mois dernier disait le contraire de ce qui figure sur le {noun}.",
        "Mon employeur et ma commune ont reçu la même information sur le {noun}.",
        "Je travaille de nuit et ne peux pas me déplacer pendant vos heures d'ouverture.",
        "Ma mère, âgée de {number} ans, n'a ni ordinateur ni téléphone portable.",
        "Le montant de {number} euros m'est réclamé une deuxième fois.",
        "Merci de corriger ce qui est faux et de m'expliquer la suite.",
        "Mon voisin, dans la même situation, a obtenu son {noun} en une semaine.",
        "Je propose de prévenir par courriel quand le {noun} est prêt.",
        "Les délais annoncés ne sont jamais tenus et personne ne rappelle.",
        "On m'a transféré {number} fois d'un service à l'autre.",
    ),
    "nl": (
        "De brief van vorige maand zei het tegendeel van wat op het {noun} staat.",
        "Mijn werkgever en mijn gemeente kregen dezelfde informatie over het {noun}.",
        "Ik werk 's nachts en kan niet langskomen tijdens uw openingsuren.",
        "Mijn moeder is {number} jaar en heeft geen computer en geen smartphone.",
        "Het bedrag van {number} euro wordt een tweede keer gevraagd.",
        "Gelieve recht te zetten wat fout is en uit te leggen wat volgt.",
        "Mijn buurman kreeg zijn {noun} in dezelfde situatie binnen een week.",
        "Ik stel voor om per e-mail te verwittigen wanneer het {noun} klaar is.",
        "De aangekondigde termijnen worden nooit gehaald en niemand belt terug.",
        "Men heeft mij {number} keer doorverbonden van de ene dienst naar de andere.",
    ),
    "de": (
        "Der Brief vom letzten Monat sagte das Gegenteil von dem, was im {noun} steht.",
        "Mein Arbeitgeber und meine Gemeinde erhielten dieselbe Auskunft über das {noun}.",
        "Ich arbeite nachts und kann während Ihrer Öffnungszeiten nicht kommen.",
        "Meine Mutter ist {number} Jahre alt und hat weder Computer noch Handy.",
        "Der Betrag von {number} Euro wird ein zweites Mal verlangt.",
        "Bitte berichtigen Sie, was falsch ist, und erklären Sie, wie es weitergeht.",
        "Mein Nachbar bekam sein {noun} in derselben Lage binnen einer Woche.",
        "Ich schlage vor, per E-Mail zu melden, wenn das {noun} bereit ist.",
        "Die angekündigten Fristen werden nie eingehalten und niemand ruft zurück.",
        "Man hat mich {number} Mal von einem Dienst zum anderen verbunden.",
    ),
}
STEMS = {
    "fr": "attestation certificat permis remboursement pension allocation passeport document avis formulaire",
    "nl": "attest getuigschrift rijbewijs terugbetaling pensioen uitkering paspoort document bericht formulier",
    "de": "Attest Zeugnis Erlaubnis Erstattung Rente Zulage Reisepass Dokument Bescheid Formular",
}
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ha",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "po",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "to",
    "va",
    "ve",
    "vo",
]
INVENTED_WORDS = 20_000


def nouns(language, chance):
    """Some that everybody uses, then invented ones, each rarer than the one before."""
    invented = ["".join(chance.choices(SYLLABLES, k=4)) for _ in range(INVENTED_WORDS)]
    return [*STEMS[language].split(), *invented]


class Writer:
    """Subject and text of a case."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.nouns = {language: nouns(language, chance) for language in OPENINGS}

    def noun(self, language):
        known = self.nouns[language]
        # Zipf, near enough: the logarithm of the rank is spread evenly.
        return known[int(len(known) ** self.chance.random()) - 1]

    def sentence(self, pool, language):
        return self.chance.choice(pool[language]).format(
            noun=self.noun(language), number=self.chance.randrange(2, 90)
        )

    def subject(self, language):
        return self.sentence(OPENINGS, language)

    def text(self, language):
        said = [self.sentence(OPENINGS, language)]
        said += [text for text in COMMON[language] if self.chance.random() < 0.25]
        said += [self.sentence(CLOSINGS, language) for _ in range(self.chance.randrange(1, 6))]
        if not self.chance.randrange(RARE_ONE_IN):
            said.append(f"({RARE_WORD})")
        return " ".join(said)
