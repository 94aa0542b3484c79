"""The promises of a charter as lists show them: in words, with what is to be looked at, subject by subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charters.contents import Contents, Promise, contents_of, from_json
from charters.enums import Topic
from charters.metric_words import metric_words, target_words
from charters.models import Charter, Commitment
from charters.warnings import (
    Facts,
    Warning,  # noqa: A004 - the word that people read
    by_promise,
    facts_for,
    warnings_of,
)

ANY_WARNING = "any"


@dataclass(frozen=True)
class Line:
    """A promise with its working row, and its place within its subject, from 1."""

    promise: Promise
    row: Commitment
    metric: str
    target: str
    warnings: Sequence[Warning]
    place: int
    is_last: bool


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
    rows: Mapping[int, Commitment]
    facts: Facts

    def groups(self, wanted: str = "") -> list[Group]:
        """Those with warnings alone, of one code or of any, where that is wanted."""
        found = []
        for topic in Topic:
            every = self.contents.promises_on(topic)
            lines = [
                self._line(promise, place, len(every))
                for place, promise in enumerate(every, start=1)
                if self._is_wanted(promise, wanted)
            ]
            if lines:
                found.append(Group(topic, lines))
        return found

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
        return Line(
            promise=promise,
            row=self.rows[promise.key],
            metric=metric_words(promise) if promise.is_measured else "",
            target=target_words(promise),
            warnings=self.warnings.get(promise.key, ()),
            place=place,
            is_last=place == number,
        )


def listing(charter: Charter) -> Listing:
    """In as many queries whatever the number of promises."""
    contents = contents_of(charter)
    rows = charter.commitments.standing().select_related("owner")
    facts = facts_for(charter)
    warnings = by_promise(warnings_of(contents, facts))
    return Listing(contents, warnings, {row.pk: row for row in rows}, facts)


def last_promised(charter: Charter, pk: int) -> Promise | None:
    """The commitment as the last edition promised it; None where it did not."""
    edition = charter.editions.filter(withdrawn_at=None).order_by("-number").first()
    promises = from_json(edition.contents).promises if edition else ()
    return next((one for one in promises if one.key == pk), None)
