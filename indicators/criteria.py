"""The list of complaints management: the Network words it, each organisation says where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotAllowedError
from indicators.enums import CriterionKind, Met
from indicators.models import Criterion, CriterionStatus
from indicators.models.definitions import FIRST_YEAR
from indicators.proofs import proof_for
from organisations.models import Organisation, User

# Of the circular: eight are known from public sources, the others are still to be written down.
WORDS = ("name", "explanation", "status", "source")


@transaction.atomic
def declare(
    criterion: Criterion,
    organisation: Organisation,
    *,
    by: User | None,
    met: str,
    since: date | None = None,
    evidence: str = "",
) -> CriterionStatus:
    """Where the organisation stands from now on; what it said before stays. Needs its context."""
    if not criterion.is_known:
        raise NotAllowedError(_("This criterion is still to be completed by the Network."))
    if met != Met.NOT_MET and since is None:
        raise NotAllowedError(_("Say since when."))
    proof = proof_for(criterion, organisation)
    return CriterionStatus.objects.create(
        organisation=organisation,
        criterion=criterion,
        met=met,
        since=since,
        evidence=evidence,
        declared_by=by,
        proved=proof.kept() if proof else None,
    )


@transaction.atomic
def add_criterion(*, code: str, kind: str, **words: Any) -> Criterion:
    """A line at the end of the list."""
    if Criterion.objects.filter(code=code).exists():
        raise NotAllowedError(_("Another line has this code."))
    last = Criterion.objects.aggregate(last=Max("position"))["last"] or 0
    # One that people wrote is not brought in step with the reference list.
    return Criterion.objects.create(code=code, kind=kind, position=last + 1, revision=2, **words)


@transaction.atomic
def word(criterion: Criterion, *, seen: int | None = None, **words: Any) -> Criterion:
    """Its words, as the Network knows them now. Raises NotAllowedError where a colleague was faster."""
    row = Criterion.objects.select_for_update().get(pk=criterion.pk)
    if seen not in (None, row.revision):
        raise NotAllowedError(_("This line has been changed since the page was shown."))
    for name in WORDS:
        setattr(row, name, words[name])
    row.revision += 1
    row.save(update_fields=[*WORDS, "revision"])
    return row


# ── Over the years ───────────────────────────────────────


@dataclass(frozen=True)
class Since:
    """A state and the day from which it holds."""

    day: date
    met: str


def course_of(statuses: Iterable[CriterionStatus]) -> list[Since]:
    """How one organisation stood, in the order of time; `statuses` as they were declared, oldest first.

    A declaration holds from its day on and replaces what was said of later days. The same state
    declared again corrects its first day.
    """
    course: list[Since] = []
    for status in statuses:
        declared_on = timezone.localdate(status.declared_at)
        begins = Since(status.since or declared_on, status.met)
        while course and (course[-1].day >= begins.day or course[-1].met == begins.met):
            course.pop()
        course.append(begins)
    return course


def stood_at(course: Iterable[Since], day: date) -> str:
    """The state on that day; empty where nothing was said of it."""
    states = [since.met for since in course if since.day <= day]
    return states[-1] if states else ""


@dataclass(frozen=True)
class YearOfApproach:
    """How many organisations had the minimum approach operational at the end of a year, of how many."""

    year: int
    count: int
    of: int


def approach_over_years(
    organisations: Iterable[Organisation], statuses: Iterable[CriterionStatus], today: date
) -> list[YearOfApproach]:
    """From the first year in which one had it, to this year as of today."""
    found: dict[int, list[CriterionStatus]] = {}
    for status in sorted(statuses, key=lambda one: one.pk):
        found.setdefault(status.organisation_id, []).append(status)
    courses = {key: course_of(rows) for key, rows in found.items()}
    first = min(
        (since.day.year for course in courses.values() for since in course if since.met == Met.MET),
        default=None,
    )
    if first is None:
        return []
    everyone = list(organisations)
    return [
        _year_of(year, everyone, courses, today)
        for year in range(max(first, FIRST_YEAR), today.year + 1)
    ]


def _year_of(
    year: int,
    organisations: Iterable[Organisation],
    courses: Mapping[int, list[Since]],
    today: date,
) -> YearOfApproach:
    day = min(date(year, 12, 31), today)
    there = [one for one in organisations if existed(one, day)]
    met = [one for one in there if stood_at(courses.get(one.pk, []), day) == Met.MET]
    return YearOfApproach(year, len(met), len(there))


def existed(organisation: Organisation, day: date) -> bool:
    first, last = organisation.valid_from, organisation.valid_until
    return (first is None or first <= day) and (last is None or last >= day)


def is_approach(criterion: Criterion) -> bool:
    return criterion.kind == CriterionKind.APPROACH
