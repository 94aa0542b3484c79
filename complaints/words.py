"""Words as the register searches them: numbers, names, and the word forms of four languages."""

import re

from core.sorting import sort_key

# Stemmed to another word than their neighbours in the stop lists, and in every text: never searched.
ARTICLES = frozenset({"les", "des", "aux", "het", "een", "den", "dem"})
NUMBER = re.compile(r"^\s*[A-Za-z][A-Za-z0-9_]*-\d{4}-\d+\s*$")


def looks_like_number(words: str) -> bool:
    """`FIN-2026-00042`, in any case."""
    return bool(NUMBER.match(words))


def searched_words(words: str) -> str:
    kept = [word for word in words.split() if word.casefold() not in ARTICLES]
    return " ".join(kept)


def name_key(name: str) -> str:
    """A name as it is searched: no accents, no capitals, one space."""
    return " ".join(sort_key(name).split())


def surname_key(name: str) -> str:
    """The name without its first word: `van den berg` of `Lies van den Berg`."""
    return name_key(name).partition(" ")[2]


def upper_bound(key: str) -> str:
    """The first key after all keys that begin with `key`."""
    return key + "\U0010ffff"


def owner_word(organisation_id: int) -> str:
    """Stands in every vector of an organisation: a search reads its texts, not those of all the others."""
    return f"organisation{organisation_id}"
