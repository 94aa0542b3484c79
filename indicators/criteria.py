"""The list of complaints management: the Network words it, each organisation says where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.errors import Happening, NotAllowedError
from indicators.enums import Met
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
    seen: int | None = None,
) -> CriterionStatus:
    """Where the organisation stands from now on; what it said before stays. Needs its context.

    `seen`: the declaration that stood on the page, 0 for none. The same one sent twice is one.
    """
    # Two who declare at once: the second one sees the first.
    row = Criterion.objects.select_for_update().get(pk=criterion.pk)
    if not row.is_known:
        raise NotAllowedError(_("This criterion is still to be completed by the Network."))
    if met != Met.NOT_MET and since is None:
        raise NotAllowedError(_("Say since when."))
    own = CriterionStatus.objects.for_organisation(organisation).filter(criterion=row)
    last = own.select_related("declared_by").first()
    if last is not None and _is_said_already(last, by, (met, since, evidence)):
        return last
    if seen not in (None, last.pk if last else 0):
        raise _declared_meanwhile(last, organisation, row)
    proof = proof_for(row, organisation)
    return CriterionStatus.objects.create(
        organisation=organisation,
        criterion=criterion,
        met=met,
        since=since,
        evidence=evidence,
        declared_by=by,
        proved=proof.kept() if proof else None,
    )


def _is_said_already(
    last: CriterionStatus, by: User | None, said: tuple[str, date | None, str]
) -> bool:
    """By the same person on the same day; on another day the register is counted again."""
    is_of_today = timezone.localdate(last.declared_at) == timezone.localdate()
    is_theirs = last.declared_by_id == (by.pk if by else None)
    return is_of_today and is_theirs and said == (last.met, last.since, last.evidence)


def _declared_meanwhile(
    last: CriterionStatus | None, organisation: Organisation, criterion: Criterion
) -> NotAllowedError:
    error = NotAllowedError(_("This line has been changed since the page was shown."))
    if last is not None:
        what = capfirst(str(Met(last.met).label))
        error.happened = [Happening(what, str(last.declared_by or ""), last.declared_at)]
    place = [organisation.slug, criterion.code]
    error.back_url = reverse("indicators:own_criterion", args=place)
    return error


@transaction.atomic
def add_criterion(*, code: str, kind: str, **words: Any) -> Criterion:
    """A line at the end of the list."""
    last = Criterion.objects.aggregate(last=Max("position"))["last"] or 0
    # One that people wrote is not brought in step with the reference list.
    line = {"kind": kind, "position": last + 1, "revision": 2, **words}
    # Two who add it at once: the second one is told.
    row, is_new = Criterion.objects.get_or_create(code=code, defaults=line)
    if not is_new:
        raise NotAllowedError(_("Another line has this code."))
    return row


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
