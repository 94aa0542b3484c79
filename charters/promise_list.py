"""The promises of a charter as lists show them: in words, with what is to be looked at, subject by subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from charters.contents import Contents, Promise, contents_of, from_json
from charters.enums import PART_OF_TOPIC, Part, Topic
from charters.metric_words import metric_words, target_words
from charters.models import Charter
from charters.warnings import (
    Warning,  # noqa: A004 - the word that people read
    by_promise,
    facts_for,
    warnings_of,
)

ANY_WARNING = "any"
# As many promises as are read on one page; of more, each part of the charter has its own.
MOST_ON_A_PAGE = 50
EVERY_PART = "all"


@dataclass(frozen=True)
class Line:
    """A promise in words, who sees to it, and where it may move: places within its subject, from 1."""

    promise: Promise
    # As text, like all that a row prints: a template takes longer to write a number.
    key: str
    number: str
    text: str
    language: str
    metric: str
    target: str
    owner: str
    revision: str
    warnings: Sequence[Warning]
    # '' for the first and for the last one.
    place_above: str
    place_below: str


@dataclass(frozen=True)
class Group:
    """The promises under one heading of the charter."""

    topic: Topic
    lines: Sequence[Line]


@dataclass(frozen=True)
class Listing:
    """What the working text promises, and what there is to look at."""

    contents: Contents
    warnings: Mapping[int, Sequence[Warning]]
    # By key of the promise: its revision, and the name of whoever owns it.
    kept_by: Mapping[int, tuple[int, str]]

    def groups(self, wanted: str = "", part: Part | None = None) -> list[Group]:
        """Those with warnings alone, of one code or of any, and those of one part, where that is wanted."""
        found = []
        for topic in Topic:
            if part and PART_OF_TOPIC[topic] != part:
                continue
            every = self.contents.promises_on(topic)
            lines = [
                self._line(promise, place, len(every))
                for place, promise in enumerate(every, start=1)
                if self._is_wanted(promise, wanted)
            ]
            if lines:
                found.append(Group(topic, lines))
        return found

    def parts(self) -> list[tuple[Part, int]]:
        """With their numbers of promises, where these are too many for one page."""
        if not is_long(len(self.contents.promises)):
            return []
        numbers = [(part, len(self.contents.promises_of(part))) for part in Part]
        return [(part, number) for part, number in numbers if number]

    def numbers(self) -> dict[str, int]:
        """How many promises carry a warning, by its code."""
        found: dict[str, int] = {}
        for warnings in self.warnings.values():
            for code in {warning.code for warning in warnings}:
                found[code] = found.get(code, 0) + 1
        return found

    def of(self, pk: int) -> tuple[Promise | None, Sequence[Warning]]:
        """A promise of the working text with its warnings."""
        found = next((one for one in self.contents.promises if one.key == pk), None)
        return found, self.warnings.get(pk, ())

    def _is_wanted(self, promise: Promise, wanted: str) -> bool:
        codes = [warning.code for warning in self.warnings.get(promise.key, ())]
        return not wanted or wanted in codes or (wanted == ANY_WARNING and bool(codes))

    def _line(self, promise: Promise, place: int, number: int) -> Line:
        revision, owner = self.kept_by[promise.key]
        return Line(
            promise=promise,
            key=str(promise.key),
            number=str(promise.number),
            text=str(promise.text),
            language=promise.text.shown_language,
            metric=capfirst(metric_words(promise)) if promise.is_measured else "",
            target=target_words(promise),
            owner=owner,
            revision=str(revision),
            warnings=self.warnings.get(promise.key, ()),
            place_above=str(place - 1) if place > 1 else "",
            place_below=str(place + 1) if place < number else "",
        )


def is_long(promises: int) -> bool:
    return promises > MOST_ON_A_PAGE


def listing(charter: Charter) -> Listing:
    """In as many queries whatever the number of promises."""
    contents = contents_of(charter)
    facts = facts_for(charter, contents)
    rows = charter.commitments.standing().order_by().values_list("pk", "revision", "owner__name")
    return Listing(
        contents,
        by_promise(warnings_of(contents, facts)),
        {key: (revision, owner or "") for key, revision, owner in rows},
    )


def last_promised(charter: Charter, pk: int) -> Promise | None:
    """The commitment as the last edition promised it; None where it did not."""
    edition = charter.editions.filter(withdrawn_at=None).order_by("-number").first()
    promises = from_json(edition.contents).promises if edition else ()
    return next((one for one in promises if one.key == pk), None)
