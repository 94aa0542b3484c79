"""Finding an organisation with one's own words, in any of the four languages."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.sorting import sort_key
from core.texts import Text
from organisations.models import Group, Organisation
from processes.models import Service

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
# More words than this is a letter, not a question.
MOST_WORDS, LONGEST = 20, 500


@dataclass(frozen=True)
class Found:
    """An organisation, with the services that the words name."""

    organisation: Organisation
    services: tuple[Service, ...] = ()


def matching(
    organisations: Iterable[Organisation], services: Iterable[Service], words: str
) -> list[Found]:
    """Those that hold most of the words in names, acronym, description or services; none if no word does.

    Without words all of them. The order stays.
    """
    wanted = searched(words)
    if not wanted:
        return [Found(organisation) for organisation in organisations]
    offered: dict[int, list[Service]] = {}
    for service in services:
        offered.setdefault(service.organisation_id, []).append(service)
    scored = [
        (_score(organisation, offered.get(organisation.pk, []), wanted), organisation)
        for organisation in organisations
    ]
    best = max((score for score, _organisation in scored), default=0)
    return [
        Found(organisation, _named(offered.get(organisation.pk, []), wanted))
        for score, organisation in scored
        if score and score == best
    ]


def searched(words: str) -> list[str]:
    """The words as they are compared; the little ones only where there are no others."""
    asked = list(dict.fromkeys(_words(sort_key(words[:LONGEST]))))
    return [word for word in asked if word not in LITTLE_WORDS][:MOST_WORDS] or asked[:MOST_WORDS]


def _words(key: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in key).split()


def _score(organisation: Organisation, services: list[Service], wanted: list[str]) -> int:
    texts = [organisation.name, organisation.acronym, organisation.description]
    key = " ".join([organisation.code.casefold(), *map(_key, texts)])
    key += " " + " ".join(_key(service.name) for service in services)
    return _hits(key, wanted)


def _named(services: list[Service], wanted: list[str]) -> tuple[Service, ...]:
    return tuple(service for service in services if _hits(_key(service.name), wanted))


def _key(text: Text) -> str:
    return sort_key(" ".join(text.values()))


def _hits(key: str, wanted: list[str]) -> int:
    whole = set(_words(key))
    return sum(word in whole or (len(word) >= SHORTEST_PART and word in key) for word in wanted)


def by_group(found: Iterable[Found]) -> list[tuple[Group, list[Found]]]:
    """In groups, these in the order in which they were loaded; inside a group the order stays."""
    groups: dict[Group, list[Found]] = {}
    for one in found:
        groups.setdefault(one.organisation.group, []).append(one)
    return sorted(groups.items(), key=lambda pair: pair[0].pk)
