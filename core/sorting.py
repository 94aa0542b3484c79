"""Sorting for people, without a collation of the database."""

import unicodedata
from itertools import filterfalse

# What Unicode does not take apart itself; both apostrophes sort as one.
PARTS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'"}
)


def sort_key(text: str) -> str:
    """The text without capitals, accents and ligatures: `École` sorts as `ecole`, `Œuvre` as `oeuvre`.

    Serves the four languages alike (German as in a dictionary: ä as a, ß as ss). A key of a key is
    that key.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(filterfalse(unicodedata.combining, decomposed))
    if bare.isascii():
        return bare.casefold()
    return unicodedata.normalize("NFKC", bare.casefold().translate(PARTS))
