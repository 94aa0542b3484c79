"""How many cases kept a promise: each case held against the promise of its day.

A case counts where, on the day it was received, an edition that made the promise was in force. The
register is counted in one statement for all promises of all editions: of the times that are
promised, each case tells how many had passed before it was done, so that a hundred promises are
read off the same few groups of cases. Needs the organisation's context.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils import timezone

from charters.contents import Contents, Promise, from_json
from charters.enums import WITH_LIMIT, WITH_SHARE, Metric
from charters.models import Edition
from charters.warnings import limit_of
from complaints.counting import ADMISSIBLE
from core.deadlines import Calendar, Limit, deadline
from core.small_numbers import SMALLEST_SHOWN
from organisations.models import Organisation
from organisations.time_limits import calendar_of

ONE_DAY = timedelta(days=1)
PER_CENT = 100


# ── Which promise holds on a day ─────────────────────────


@dataclass(frozen=True)
class Period:
    """Days of one year on which the same promises of the same edition hold."""

    first: date
    last: date
    # By key of the commitment.
    promises: Mapping[int, Promise]

    @property
    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += ONE_DAY


def in_force_from_to(
    editions: Iterable[Edition], first: date, last: date
) -> list[tuple[date, date, Edition]]:
    """Between two days, which edition was in force; an edition that was withdrawn counts until the day before.

    Of those whose day has come, the latest, as `EditionQuerySet.in_force_on` has it.
    """
    found: list[tuple[date, date, Edition]] = []
    ordered = sorted(editions, key=lambda one: (one.in_force_from, one.number))
    turns = {first}
    for one in ordered:
        turns |= {one.in_force_from, _withdrawn_on(one) or one.in_force_from}
    days = sorted(turn for turn in turns if first <= turn <= last)
    for day, following in zip(days, [*days[1:], last + ONE_DAY], strict=True):
        held = [one for one in ordered if _is_in_force(one, day)]
        if held:
            found.append((day, following - ONE_DAY, held[-1]))
    return found


def _withdrawn_on(edition: Edition) -> date | None:
    return timezone.localdate(edition.withdrawn_at) if edition.withdrawn_at else None


def _is_in_force(edition: Edition, day: date) -> bool:
    withdrawn = _withdrawn_on(edition)
    return edition.in_force_from <= day and (withdrawn is None or day < withdrawn)


def periods_of(spans: Iterable[tuple[date, date, Contents]], keys: Iterable[int]) -> list[Period]:
    """Cut where a year ends, and where one of these promises begins or ends within its edition."""
    wanted = set(keys)
    found = []
    for first, last, contents in spans:
        promises = [
            one for one in contents.promises if one.key in wanted and one.metric in WITH_SHARE
        ]
        turns = {first, *(date(year, 1, 1) for year in range(first.year + 1, last.year + 1))}
        for one in promises:
            turns |= {one.valid_from or first, (one.valid_until or last) + ONE_DAY}
        days = sorted(turn for turn in turns if first <= turn <= last)
        for day, following in zip(days, [*days[1:], last + ONE_DAY], strict=True):
            held = {one.key: one for one in promises if _holds_on(one, day)}
            if held:
                found.append(Period(day, following - ONE_DAY, held))
    return found


def _holds_on(promise: Promise, day: date) -> bool:
    begun = promise.valid_from is None or promise.valid_from <= day
    return begun and (promise.valid_until is None or day <= promise.valid_until)


# ── Counting ─────────────────────────────────────────────


@dataclass(frozen=True)
class Share:
    """So many of so many cases."""

    part: int
    whole: int

    @property
    def is_empty(self) -> bool:
        return not self.whole

    @property
    def is_hidden(self) -> bool:
        """Few people would be recognised in it."""
        return 0 < self.whole < SMALLEST_SHOWN

    @property
    def per_cent(self) -> float:
        return PER_CENT * self.part / self.whole


@dataclass(frozen=True)
class Counted:
    """Of each promise and year, how many cases kept it; and where another edition promised something else."""

    shares: Mapping[tuple[int, int], Share]
    changed: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Scale:
    """The times that are promised in one unit, the shortest first."""

    unit: str
    amounts: tuple[int, ...]

    @cached_property
    def limits(self) -> list[Limit]:
        return [Limit(amount, self.unit) for amount in self.amounts]

    def place(self, amount: int) -> int:
        return bisect_left(self.amounts, amount)


@dataclass(frozen=True)
class Group:
    """Cases that no promise tells apart.

    `places` holds for each scale how many of its times had passed before it was done; of what is
    not done yet, how many have passed.
    """

    kind: str
    period: int
    service: str
    stage: str
    # Done, or done as it should be.
    is_met: bool
    places: Sequence[int]
    norm: str
    number: int


@dataclass(frozen=True)
class Grouping:
    """The cases of all periods, and the scales that their places belong to."""

    scales: Sequence[Scale]
    # By kind and period.
    groups: Mapping[tuple[str, int], Sequence[Group]]

    def of(self, kind: str, place: int, promise: Promise) -> Iterator[Group]:
        """The cases of a period for which a promise holds."""
        for group in self.groups.get((kind, place), ()):
            if promise.service_code in ("", group.service) and promise.stage in ("", group.stage):
                yield group

    def place_on_scale(self, promise: Promise) -> tuple[int, int]:
        """Which scale its time stands on, and where."""
        for number, scale in enumerate(self.scales):
            if scale.unit == promise.unit:
                return number, scale.place(promise.amount or 0)
        raise LookupError(promise.unit)


ACKNOWLEDGED, ANSWERED, IN_LANGUAGE, CONCLUDED, ON_NORM = (
    "acknowledged",
    "answered",
    "in_language",
    "concluded",
    "on_norm",
)
# Each case once a kind: with what the promises of that kind ask of it. The conditions are those of
# the yearly figures, but for the time, which is the promised one, counted from the day of receipt.
STATEMENT = """
with given as materialized (
    select day, period{dates}
    from unnest(%(days)s::date[], %(periods)s::int[]{texts}) told(day, period{names})
), cases as materialized (
    select given.*,
           coalesce(service.code, '') as service,
           case when stage = any(%(stages)s::text[]) then stage else '' end as stage,
           acknowledged_on, first_answered_on,
           language = letter_language as in_language,
           finding, norms,
           {admissible} as is_admissible,
           outcome in ('forwarded', 'withdrawn') as is_left
    from complaints_case
    join given on given.day = received_on
    left join processes_service service on service.id = service_id and service.code = any(%(services)s::text[])
    where complaints_case.organisation_id = %(organisation)s
      and received_on between %(first)s and %(last)s
      and nature = 'complaint'
)
select 'acknowledged', period, service, stage, acknowledged_on is not null, {acknowledged}, '', count(*)
from cases group by 1, 2, 3, 4, 5, 6, 7
union all
select 'answered', period, service, stage, first_answered_on is not null, {answered}, '', count(*)
from cases where is_admissible and not is_left group by 1, 2, 3, 4, 5, 6, 7
union all
select 'in_language', period, service, stage, in_language, '{{}}'::int[], '', count(*)
from cases where is_admissible and first_answered_on is not null group by 1, 2, 3, 4, 5, 6, 7
union all
select 'concluded', period, service, stage, true, '{{}}'::int[], '', count(*)
from cases where is_admissible and finding <> '' group by 1, 2, 3, 4, 5, 6, 7
union all
select 'on_norm', period, service, stage, true, '{{}}'::int[], norm, count(*)
from cases, unnest(norms) norm
where is_admissible and finding in ('founded', 'partly_founded') and norm = any(%(norms)s::text[])
group by 1, 2, 3, 4, 5, 6, 7
"""


def count(edition: Edition, promises: Iterable[Promise], first: date, day: date) -> Counted:
    """Cases received from a day on, of the charter of this edition, as the register stands today."""
    measured = {one.key: one for one in promises if one.metric in WITH_SHARE}
    editions = list(edition.charter.editions.filter(in_force_from__lte=day))
    spans = [
        (begin, end, from_json(held.contents))
        for begin, end, held in in_force_from_to(editions, first, day)
    ]
    periods = periods_of(spans, measured)
    cases = _cases(edition.organisation, periods, day) if periods else Grouping((), {})
    years = range(first.year, day.year + 1)
    return Counted(
        shares={
            (key, year): _share(key, year, periods, cases) for key in measured for year in years
        },
        changed=frozenset(
            (key, period.first.year)
            for period in periods
            for key, one in period.promises.items()
            if _asks(one) != _asks(measured[key])
        ),
    )


def _share(key: int, year: int, periods: Sequence[Period], cases: Grouping) -> Share:
    part = whole = 0
    for place, period in enumerate(periods):
        promise = period.promises.get(key)
        if promise is not None and period.first.year == year:
            found = _of_period(promise, place, cases)
            part, whole = part + found.part, whole + found.whole
    return Share(part, whole)


def _of_period(promise: Promise, place: int, cases: Grouping) -> Share:
    if promise.metric in WITH_LIMIT:
        kind = ACKNOWLEDGED if promise.metric == Metric.ACKNOWLEDGED_WITHIN else ANSWERED
        return _in_time(promise, list(cases.of(kind, place, promise)), cases)
    if promise.metric == Metric.ANSWERED_IN_LANGUAGE:
        answered = list(cases.of(IN_LANGUAGE, place, promise))
        return Share(_sum(one for one in answered if one.is_met), _sum(answered))
    on_norm = cases.of(ON_NORM, place, promise)
    return Share(
        _sum(one for one in on_norm if one.norm == promise.norm),
        _sum(cases.of(CONCLUDED, place, promise)),
    )


def _in_time(promise: Promise, groups: Iterable[Group], cases: Grouping) -> Share:
    """What is not done counts once its time has passed."""
    scale, at = cases.place_on_scale(promise)
    part = whole = 0
    for group in groups:
        is_late = group.places[scale] > at
        if group.is_met or is_late:
            whole += group.number
        if group.is_met and not is_late:
            part += group.number
    return Share(part, whole)


def _sum(groups: Iterable[Group]) -> int:
    return sum(group.number for group in groups)


def _asks(promise: Promise) -> tuple[object, ...]:
    """All that a case is held against."""
    told = (promise.metric, promise.norm, promise.service_code, promise.stage)
    return (*told, limit_of(promise), promise.target)


def _cases(organisation: Organisation, periods: Sequence[Period], day: date) -> Grouping:
    promises = [one for period in periods for one in period.promises.values()]
    scales = _scales(promises)
    calendar = calendar_of(organisation)
    days = [(one, place) for place, period in enumerate(periods) for one in period.days]
    columns = [f"late_{place}" for place in range(len(scales))]
    statement = STATEMENT.format(
        texts="".join(f", %({column})s::text[]" for column in columns),
        names="".join(f", {column}" for column in columns),
        dates="".join(f", {column}::date[] as {column}" for column in columns),
        admissible=ADMISSIBLE,
        acknowledged=_places("acknowledged_on", columns),
        answered=_places("first_answered_on", columns),
    )
    values: dict[str, Any] = {
        "organisation": organisation.pk,
        "first": periods[0].first,
        "last": periods[-1].last,
        "days": [one for one, _place in days],
        "periods": [place for _one, place in days],
        "services": _named(one.service_code for one in promises),
        "stages": _named(one.stage for one in promises),
        "norms": _named(one.norm for one in promises),
        # What is open may still be done today: a limit that ends today has not passed.
        "open": day,
    }
    for column, scale in zip(columns, scales, strict=True):
        values[column] = [_too_late_from(one, scale, calendar) for one, _place in days]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = [Group(*row) for row in cursor.fetchall()]
    groups: dict[tuple[str, int], list[Group]] = defaultdict(list)
    for group in rows:
        groups[group.kind, group.period].append(group)
    return Grouping(scales, groups)


def _named(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name})


def _places(done: str, columns: Sequence[str]) -> str:
    """For each scale, how many of its times were over when it was done, or are over now."""
    buckets = ", ".join(
        f"width_bucket(coalesce({done}, %(open)s::date), {column})" for column in columns
    )
    return f"array[{buckets}]::int[]" if buckets else "'{}'::int[]"


def _too_late_from(received_on: date, scale: Scale, calendar: Calendar) -> str:
    """The first day after each of its times, as PostgreSQL writes an array."""
    dues = (deadline(received_on, limit, calendar).due for limit in scale.limits)
    return "{" + ",".join((due + ONE_DAY).isoformat() for due in dues if due) + "}"


def _scales(promises: Iterable[Promise]) -> list[Scale]:
    amounts: dict[str, set[int]] = defaultdict(set)
    for one in promises:
        if one.metric in WITH_LIMIT and one.amount is not None:
            amounts[one.unit].add(one.amount)
    return [Scale(unit, tuple(sorted(found))) for unit, found in sorted(amounts.items())]
