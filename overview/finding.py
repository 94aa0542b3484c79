"""Finding an organisation by its name or what it does, in any of the four languages.

Services are found by `processes.finding`.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from core.sorting import sort_key
from core.texts import Text
from organisations.models import Group, Organisation

# Shorter words are taken for acronyms, which only match whole: "ss" stands in "assurance" too.
SHORTEST_PART = 4
# In every name and every question; they would make all organisations equal.
LITTLE = """
    a au aux de des du en et la le les ma mes mon ne par pas pour sur un une
    bij een het in is met mijn naar niet op te van voor wat
    das dem den der die ein eine fur im mein meine mit nicht und von zu
    an and for my not of on the to what
"""
LITTLE_WORDS = frozenset(LITTLE.split())
WORD = re.compile(r"[^\W_]+")
# More words than this is a letter, not a question.
MOST_WORDS, LONGEST = 20, 500


def named(organisations: Sequence[Organisation], words: str) -> list[Organisation]:
    """Those whose names hold the most words of a question, and half of them at least.

    Where no name does, those whose description does. The order stays.
    """
    wanted = searched(words)
    by_name = _best(organisations, wanted, lambda one: [one.name, one.acronym])
    return by_name or _best(organisations, wanted, lambda one: [one.description])


def searched(words: str) -> list[str]:
    """The words as they are compared; the little ones only where there are no others."""
    asked = list(dict.fromkeys(_words(sort_key(words[:LONGEST]))))
    return [word for word in asked if _tells(word)][:MOST_WORDS] or asked[:MOST_WORDS]


def _best(
    organisations: Sequence[Organisation],
    wanted: list[str],
    texts: Callable[[Organisation], list[Text]],
) -> list[Organisation]:
    scored = [
        (_hits(f"{one.code.casefold()} {_key(texts(one))}", wanted), one) for one in organisations
    ]
    best = max((score for score, _one in scored), default=0)
    if not best or best * 2 < len(wanted):
        return []
    return [one for score, one in scored if score == best]


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in LITTLE_WORDS


def _words(key: str) -> list[str]:
    return WORD.findall(key)


def _key(texts: Iterable[Text]) -> str:
    return sort_key(" ".join(value for text in texts for value in text.values()))


def _hits(key: str, wanted: list[str]) -> int:
    whole = set(_words(key))
    return sum(word in whole or (len(word) >= SHORTEST_PART and word in key) for word in wanted)


def by_group(organisations: Iterable[Organisation]) -> list[tuple[Group, list[Organisation]]]:
    """In groups, these in the order in which they were loaded; inside a group the order stays."""
    groups: dict[Group, list[Organisation]] = {}
    for one in organisations:
        groups.setdefault(one.group, []).append(one)
    return sorted(groups.items(), key=lambda pair: pair[0].pk)
