"""Plainly invented complainants: no real person, no real address, no number of any kind."""

from random import Random

from complaints.enums import Channel, ComplainantKind
from complaints.intake import Person
from core.sorting import sort_key

FIRST_NAMES = {
    "fr": (
        "Marie", "Luc", "Sophie", "Julien", "Aline", "Bernard", "Chantal", "Denis", "Émilie",
        "Fatima", "Georges", "Hélène", "Ibrahim", "Jeanne", "Kevin", "Louise", "Mehdi", "Noémie",
    ),
    "nl": (
        "Sofie", "Jan", "Elke", "Pieter", "Annelies", "Bart", "Catho", "Dirk", "Eva", "Fatma",
        "Geert", "Hilde", "Ilse", "Joke", "Koen", "Leen", "Mustafa", "Nele",
    ),
    "de": ("Hans", "Petra", "Ulrich", "Monika", "Jürgen", "Ingrid"),
    "en": ("John", "Emily", "Priya", "Oliver"),
}  # fmt: skip
SURNAMES = {
    "fr": (
        "Fictive", "Spécimen", "Exemplaire", "Imaginaire", "Fable", "Légende", "Factice", "Esquisse",
        "Ébauche", "Chimère", "Rêverie", "Mirage", "Pastiche", "Figurant",
    ),
    "nl": (
        "Staal", "Fantasie", "Denkbeeld", "Sprookje", "Schets", "Verhaal", "Luchtkasteel", "Modelmans",
        "Ontwerp", "Fabel", "Bedenksel", "Mijmering", "van den Droom", "Hersenspinsel",
    ),
    "de": ("Muster", "Probe", "Märchen", "Fabel", "Entwurf"),
    "en": ("Sample", "Fiction", "Placeholder"),
}  # fmt: skip
COMPANIES = {
    "fr": ("Boulangerie Fictive SRL", "Menuiserie Spécimen SA", "ASBL L'Exemple", "Garage Mirage SRL"),
    "nl": ("Bakkerij Denkbeeld bv", "Schrijnwerkerij Staal nv", "vzw Het Sprookje", "Garage Fabel bv"),
    "de": ("Musterbau GmbH", "Bäckerei Probe VoG"),
    "en": ("Sample Trading Ltd",),
}  # fmt: skip
RELATIVES = {
    "fr": ("ma mère, Odette {surname}", "mon fils, Hugo {surname}"),
    "nl": ("mijn moeder, Godelieve {surname}", "mijn zoon, Lowie {surname}"),
    "de": ("meine Mutter, Gertrud {surname}",),
    "en": ("my father, Arthur {surname}",),
}
STREETS = {
    "fr": "rue de l'Exemple {number}\n0000 Villefictive",
    "nl": "Voorbeeldstraat {number}\n0000 Verzonnegem",
    "de": "Musterstraße {number}\n0000 Musterstadt",
    "en": "1 Sample Street, flat {number}\n0000 Inventown",
}
MAIL_HOSTS = {
    "fr": "courriel.example",
    "nl": "post.example",
    "de": "mail.example",
    "en": "mail.example",
}
ANONYMOUS = Person()


def invent(rng: Random, language: str, channel: str, kind: str) -> Person:
    """Somebody who can be written to: by e-mail, or by post where they wrote or came without one."""
    surname = rng.choice(SURNAMES[language])
    name = f"{rng.choice(FIRST_NAMES[language])} {surname}"
    on_behalf_of = ""
    if kind == ComplainantKind.COMPANY:
        name = rng.choice(COMPANIES[language])
    elif kind == ComplainantKind.ON_BEHALF:
        on_behalf_of = rng.choice(RELATIVES[language]).format(surname=surname)
    by_post = channel == Channel.LETTER or (
        channel == Channel.COUNTER and rng.choice((True, False))
    )
    return Person(
        name=name,
        kind=kind,
        on_behalf_of=on_behalf_of,
        email="" if by_post else f"{mailbox(name)}@{MAIL_HOSTS[language]}",
        address=STREETS[language].format(number=rng.randint(1, 99)) if by_post else "",
    )


def mailbox(name: str) -> str:
    words = "".join(sign if sign.isalnum() else " " for sign in sort_key(name)).split()
    return ".".join(words)
