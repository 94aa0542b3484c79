"""Sorting for people, without a collation of the database."""

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def sort_key(text: str) -> str:
    """The text without capitals and accents: `École` sorts as `ecole`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
