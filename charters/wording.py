"""What the wording of a promise gives away, in four languages: a number in it, words that can mean anything."""

import re
from functools import lru_cache

# Numbers written out, as parts that words are made of. Articles are no numbers: French "un",
# Dutch "een" and German "ein" count only before a word of time.
NUMBER_PARTS = {
    "en": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
        " hundred thousand"
    ),
    "fr": (
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
        " vingt vingts trente quarante cinquante soixante septante nonante cent cents mille"
    ),
    "nl": (
        "een één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"
        " vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig"
        " zeventig tachtig negentig honderd duizend"
    ),
    "de": (
        "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
        " sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig"
        " achtzig neunzig hundert tausend"
    ),
}
BETWEEN_PARTS = {"en": "-", "fr": "-|-et-", "nl": "en|ën", "de": "und"}
AFTER_PARTS = {"en": "", "fr": "", "nl": "maal", "de": "mal"}
# Alone these are articles, or pronouns, more often than numbers.
NOT_ALONE = {"en": "", "fr": "", "nl": "een", "de": "ein"}
COUNTED = {
    "en": (
        r"once|twice|dozen|half an hour|quarter of an hour|(the )?same (working )?day"
        r"|(a|an|per|each|every) (working |calendar )?(minute|hour|day|week|month|year)"
    ),
    "fr": (
        r"une (seule )?fois|demi-(heure|journée)|quart d['’]heure|jour même|même jour"
        r"|(un|une|par|chaque) (minute|heure|jour|journée|semaine|mois|an|année)"
    ),
    "nl": (
        r"één (enkele )?keer|een (enkele )?keer|eenmaal|half uur|halfuur|kwartier"
        r"|(dezelfde|zelfde) (werk)?dag|dag zelf"
        r"|(een|één|per|elke|elk|ieder|iedere) (minuut|uur|(werk)?dag|week|maand|jaar)"
    ),
    "de": (
        r"einmal|halbe[nr]? stunde|viertelstunde|(selben|gleichen) (arbeits|werk)?tag(es)?"
        r"|(ein|eine|einer|einem|einen|eines|pro|je|jede|jeden|jedes) "
        r"(minute|stunde|(arbeits|werk|kalender)?tag(es)?|woche|monats?|jahr(es)?)"
    ),
}

# Words that a customer cannot hold anyone to. Those that are precise beside other words stay out:
# "reasonable accommodation", "the appropriate service", "au plus tôt le 1er mars".
VAGUE = {
    "en": (
        r"as (soon|quickly|fast|swiftly|promptly|early|rapidly) as (possible|we can)",
        r"asap|at the earliest opportunity|(in|within) the shortest possible time",
        r"promptly|quickly|swiftly|speedily|rapidly|shortly|very soon|before long",
        r"without (undue |any )?delay|in due course|in due time|in good time|(in a )?timely( manner)?",
        r"(with)?in (a )?reasonable (time|period|delay|term)|reasonable (time|period|delay|term)",
        r"(where|wherever|if|when|whenever) possible|as (far|much|often|well) as possible",
        r"(do|doing|did) (our|its|their) (very )?best|to the best of (our|its) ability",
        r"(make|makes|making) every effort|strives?|endeavours?|aims? to|tr(y|ies) to|seeks? to",
        r"in principle|in general|generally|normally|usually|as a rule|often",
        r"regularly|from time to time|optimal(ly)?",
    ),
    "fr": (
        r"dès que possible|aussi (vite|rapidement|tôt) que possible",
        r"le plus (vite|rapidement|tôt) possible|au plus vite|au plus tôt possible",
        r"(dans )?les (plus brefs|meilleurs) délais|(à|dans un) bref délai|sans (délai|tarder)",
        r"rapidement|promptement|prochainement|bientôt|sous peu|d['’]ici peu",
        r"(dans )?(un |des )?délais? raisonnables?|en temps (utile|voulu|opportun)",
        r"si possible|dans la mesure du possible|autant que possible",
        r"(lorsque|quand|là où) c['’]est possible|chaque fois que possible",
        r"de (notre|son) mieux|tout (notre|son) possible|(tout|tous les moyens) en (œ|oe)uvre",
        r"efforçons|efforce|efforcent|efforcer|tâchons|essayons|tentons de|visons à",
        r"en principe|en général|en règle générale|généralement|normalement|habituellement",
        r"régulièrement|de temps (en|à) (temps|autre)|souvent|optimale?s?|optimaux|optimalement",
    ),
    "nl": (
        r"zo (snel|spoedig|vlug|gauw|vroeg|goed|kort) mogelijk|zsm|z\.s\.m\.|zo snel we kunnen",
        r"spoedig|snel|snelle|vlug|vlugge|vlot|vlotte|tijdig|tijdige|onverwijld|zonder uitstel",
        r"(binnen )?(een )?redelijke (termijn|tijd|periode)|te zijner tijd|te gelegener tijd",
        r"binnenkort|weldra|op korte termijn",
        r"(indien|waar|zo|wanneer|als|voor zover) mogelijk|als het (mogelijk is|kan)",
        r"in de mate van het mogelijke|zo ?veel mogelijk",
        r"(ons|zijn|haar) (uiterste )?best|al het mogelijke|alles in het werk",
        r"streven|streeft|trachten|tracht|proberen|probeert|pogen|beogen",
        r"in principe|in het algemeen|over het algemeen|doorgaans|meestal|gewoonlijk|in de regel",
        r"normaal gezien|normaliter|regelmatig|af en toe|vaak|optimale?|optimaal",
    ),
    "de": (
        r"so (schnell|rasch|bald|früh|zügig|gut) wie möglich|sobald wie möglich",
        r"schnellstmöglich|baldmöglichst|ehestmöglich|frühestmöglich|möglichst",
        r"umgehend|unverzüglich|zeitnah|rasch|schnell|zügig|bald|demnächst|in kürze",
        r"rechtzeitig|zu gegebener zeit|ohne (unnötige )?verzögerung",
        r"(innerhalb |in |binnen )?(einer |eines )?angemessene[nr]? (frist|zeit|zeitraums?)",
        r"nach möglichkeit|(wenn|soweit|sofern|wo|falls) (es )?möglich|im rahmen des möglichen",
        r"(unser|ihr|sein) (möglichstes|bestes)|bemühen|bemüht|bestrebt|versuchen|streben",
        r"im prinzip|grundsätzlich|im allgemeinen|in der regel|normalerweise|gewöhnlich",
        r"üblicherweise|regelmäßig|gelegentlich|häufig|optimale?[nrs]?",
    ),
}


# Pages hold the same texts against them again and again.
@lru_cache(maxsize=4096)
def has_number(text: str, language: str) -> bool:
    """In digits or in words: 24, quarante, eenmaal, the same day."""
    return any(sign.isdigit() for sign in text) or bool(_numbers(language).search(_folded(text)))


@lru_cache(maxsize=4096)
def vague_words(text: str, language: str) -> tuple[str, ...]:
    """What is vague in the text, as it stands there, each once."""
    found = (match.group() for match in _vague(language).finditer(_folded(text)))
    return tuple(dict.fromkeys(found))


def _folded(text: str) -> str:
    """Small letters and single blanks, accents kept: Dutch "één" is a number, "een" is none."""
    return " ".join(text.lower().replace("\u00a0", " ").split())


@lru_cache(maxsize=8)
def _numbers(language: str) -> re.Pattern[str]:
    if language not in COUNTED:
        return re.compile(r"(?!)")
    part = "|".join(sorted(NUMBER_PARTS[language].split(), key=len, reverse=True))
    between, after = BETWEEN_PARTS[language], AFTER_PARTS[language]
    not_alone = rf"(?!(?:{NOT_ALONE[language]})\b)" if NOT_ALONE[language] else ""
    word = rf"{not_alone}(?:{part})(?:(?:{between})?(?:{part}))*(?:{after})?"
    return re.compile(rf"\b(?:{word}|{COUNTED[language]})\b")


@lru_cache(maxsize=8)
def _vague(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(VAGUE.get(language, ('(?!)',)))})(?!\w)")
