"""What counts, once for every list, page, export and indicator.

Business dates rule: a case stands at the cut-off as its events tell, with type and norms from the
answer on that they belong to. A condition here is SQL over
the rows of `stood`: cases as they stood at the end of the cut-off day. They are counted in one
statement, since a condition that undoes later events must be computed once a row, not once a
figure. The national definitions are those of the design: "What counts".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils import timezone

from organisations.models import Organisation

ADMISSIBLE = "nature = 'complaint' and admissibility = 'admissible'"
UNDECIDED = "nature = 'complaint' and admissibility = 'pending'"
FOUNDED = f"{ADMISSIBLE} and finding = 'founded'"
ANSWER_IS_DUE = (
    f"{ADMISSIBLE} and outcome not in ('forwarded', 'withdrawn') and answer_due is not null"
    " and (first_answered_on is not null or answer_due <= %(passed)s)"
)
ACKNOWLEDGEMENT_IS_DUE = (
    "nature = 'complaint' and acknowledgement_due is not null"
    " and (acknowledged_on is not null or acknowledgement_due <= %(passed)s)"
)
# Figure to the condition under which a case counts for it.
CONDITIONS: Mapping[str, str] = {
    "requests_received": "true",
    "complaints_received": "nature = 'complaint'",
    "complaints_admissible": ADMISSIBLE,
    "complaints_inadmissible": "nature = 'complaint' and admissibility = 'inadmissible'",
    "complaints_pending_admissibility": (
        f"{UNDECIDED} and outcome not in ('forwarded', 'withdrawn')"
    ),
    "complaints_forwarded": f"{UNDECIDED} and outcome = 'forwarded'",
    "complaints_withdrawn": f"{UNDECIDED} and outcome = 'withdrawn'",
    "complaints_founded": FOUNDED,
    "complaints_partly_founded": f"{ADMISSIBLE} and finding = 'partly_founded'",
    "complaints_unfounded": f"{ADMISSIBLE} and finding = 'unfounded'",
    "complaints_no_opinion": f"{ADMISSIBLE} and finding = 'no_opinion'",
    "complaints_without_finding": f"{ADMISSIBLE} and finding = ''",
    "complaints_founded_by_type": FOUNDED,
    "acknowledged_in_time:denominator": ACKNOWLEDGEMENT_IS_DUE,
    "acknowledged_in_time:numerator": (
        f"{ACKNOWLEDGEMENT_IS_DUE} and acknowledged_on <= acknowledgement_due"
    ),
    "answered_in_time:denominator": ANSWER_IS_DUE,
    "answered_in_time:numerator": f"{ANSWER_IS_DUE} and first_answered_on <= answer_due",
    "days_to_acknowledge:n": "nature = 'complaint' and acknowledged_on is not null",
    "days_to_answer:n": f"{ADMISSIBLE} and first_answered_on is not null",
    "reopened": "nature = 'complaint' and reopened_count > 0",
    "second_line": "nature = 'complaint' and second_line_id is not null",
    "second_line:overturned": (
        "nature = 'complaint' and second_line_id is not null and second_line_overturned"
    ),
    "suggestions_received": "nature = 'suggestion'",
    "compliments_received": "nature = 'compliment'",
    "suggestions_taken_up": "nature = 'suggestion' and decision = 'taken_up'",
}
# Figure and dimension to the expression that gives the code of the breakdown.
BREAKDOWNS: Mapping[tuple[str, str], str] = {
    ("requests_received", "nature"): "nature",
    ("requests_received", "channel"): "channel",
    ("requests_received", "language"): "language",
    ("complaints_received", "channel"): "channel",
    ("complaints_received", "language"): "language",
    ("complaints_inadmissible", "ground"): "inadmissibility_ground_id",
    ("complaints_founded_by_type", "type"): "coalesce(nullif(type, ''), 'not_classified')",
}
# One row a case and norm.
NORMS = f"from stood, unnest(norms) norm where {ADMISSIBLE}"
# Figures whose cases are told beside those of `CONDITIONS`.
EVIDENT: Mapping[str, str] = {
    **CONDITIONS,
    "norms_not_respected": f"{ADMISSIBLE} and cardinality(norms) > 0",
}
# The cases of a year.
RECEIVED = "complaints_case.received_on between %(first)s and %(last)s"
# What the conditions and breakdowns read of a case.
COUNTED_FROM = (
    "acknowledged_on",
    "acknowledgement_due",
    "admissibility",
    "answer_due",
    "channel",
    "decision",
    "finding",
    "first_answered_on",
    "inadmissibility_ground_id",
    "language",
    "nature",
    "norms",
    "outcome",
    "received_on",
    "reopened_count",
    "second_line_id",
    "second_line_overturned",
    "status",
    "type",
)
NUMBERED = (*COUNTED_FROM, "number")
NUMBERS = "string_agg(number, chr(10))"
# Figure to the days it measures; pauses are not deducted.
DAYS: Mapping[str, tuple[str, str]] = {
    "days_to_acknowledge": ("acknowledged_on - received_on", "days_to_acknowledge:n"),
    "days_to_answer": ("first_answered_on - received_on", "days_to_answer:n"),
}
PERCENTILES: Mapping[str, str] = {"median": "0.5", "p90": "0.9"}


@dataclass(frozen=True)
class Counts:
    """The counts of one organisation and year as at a day; a breakdown without cases is absent."""

    organisation: Organisation
    year: int
    as_at: date
    totals: Mapping[str, int]
    breakdowns: Mapping[tuple[str, str, str], int]
    days: Mapping[tuple[str, str], float | None]
    open_at_start: int
    open_at_end: int


@dataclass(frozen=True)
class Behind:
    """The cases behind a figure: how many, and the SHA-256 of their numbers in order, one a line."""

    count: int
    digest: str


NOTHING_BEHIND = Behind(0, sha256().hexdigest())


def last_day(year: int, cut_off: date | None = None) -> date:
    """The cut-off: 31 December unless said otherwise; one in the future is today."""
    return min(cut_off or date(year, 12, 31), timezone.localdate())


def end_of(day: date) -> datetime:
    """The last moment of a day in Brussels."""
    return datetime.combine(day, time.max, tzinfo=timezone.get_default_timezone())


def stood(day: date, condition: str, columns: Sequence[str] = COUNTED_FROM) -> str:
    """Cases as they stood at the end of `day`; only those that something befell later are undone."""
    of_cases = f"from complaints_case where organisation_id = %(organisation)s and {condition}"
    as_they_are = ", ".join(columns)
    if day >= timezone.localdate():
        return f"select {as_they_are} {of_cases}"
    as_they_stood = ", ".join(f"(at).{column}" for column in columns)
    later = (
        "exists (select from complaints_event where complaints_event.case_id = complaints_case.id"
        " and complaints_event.happened_at > %(moment)s)"
    )
    return (
        f"select {as_they_are} {of_cases} and not {later} union all select {as_they_stood} from"
        f" (select complaints_case_at(complaints_case, %(moment)s) as at {of_cases} and {later}"
        " offset 0) undone"
    )


def counts(organisation: Organisation, year: int, cut_off: date | None = None) -> Counts:
    """Count the cases received in `year`, as they stood at the cut-off. Needs the organisation's context."""
    day = last_day(year, cut_off)
    names = ", ".join(f"'{name}'" for name in CONDITIONS)
    filters = ", ".join(f"count(*) filter (where {rule})" for rule in CONDITIONS.values())
    # All totals in one pass over the rows.
    totals = f"select unnest(array[{names}]), '', '', unnest(array[{filters}])::float from stood"
    broken_down = [
        f"select '{name}', '{dimension}', {code}, count(*) from stood"
        f" where {CONDITIONS[name]} group by 3"
        for (name, dimension), code in BREAKDOWNS.items()
    ]
    norms = f"select 'norms_not_respected', 'norm', norm, count(*) {NORMS} group by 3"
    days = [
        f"select '{name}', 'percentile', '{label}',"
        f" percentile_cont({share}) within group (order by {length})"
        f" from stood where {CONDITIONS[population]}"
        for name, (length, population) in DAYS.items()
        for label, share in PERCENTILES.items()
    ]
    statement = f"with stood as materialized ({stood(day, RECEIVED)}) " + " union all ".join(
        [totals, *broken_down, norms, *days]
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, _of_year(organisation, year, day))
        rows = cursor.fetchall()
    found = [(name, dimension, code, value) for name, dimension, code, value in rows]
    return Counts(
        organisation=organisation,
        year=year,
        as_at=day,
        totals={name: int(value) for name, dimension, _c, value in found if not dimension},
        breakdowns={
            (name, dimension, code): int(value)
            for name, dimension, code, value in found
            if dimension not in ("", "percentile")
        },
        days={
            (name, code): value
            for name, dimension, code, value in found
            if dimension == "percentile"
        },
        open_at_start=open_at(organisation, date(year - 1, 12, 31)),
        open_at_end=open_at(organisation, day),
    )


def _of_year(organisation: Organisation, year: int, day: date) -> dict[str, int | date]:
    today = timezone.localdate()
    return {
        "organisation": organisation.pk,
        "first": date(year, 1, 1),
        # What arrived after the cut-off had not been received then.
        "last": min(date(year, 12, 31), day),
        "moment": end_of(day),
        # A limit that ends today has not passed before the day is over.
        "passed": day if day < today else today - timedelta(days=1),
    }


def open_at(organisation: Organisation, day: date) -> int:
    """Complaints of any year not closed at the end of that day."""
    return int(_of_open(organisation, day, "count(*)")[0])


def _of_open(
    organisation: Organisation, day: date, expressions: str, columns: Sequence[str] = COUNTED_FROM
) -> tuple[Any, ...]:
    candidates = (
        "complaints_case.received_on <= %(day)s"
        " and (complaints_case.closed_on is null or complaints_case.closed_on > %(day)s)"
    )
    statement = (
        f"with stood as ({stood(day, candidates, columns)})"
        f" select {expressions} from stood where nature = 'complaint' and status <> 'closed'"
    )
    values: dict[str, int | date] = {
        "organisation": organisation.pk,
        "day": day,
        "moment": end_of(day),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] = cursor.fetchone()
    return found


# ── The cases behind the figures ─────────────────────────


def cases_behind(
    organisation: Organisation, year: int, cut_off: date | None = None
) -> Mapping[tuple[str, str, str], Behind]:
    """Of every count of `counts`, by figure, dimension and code; what has no case is absent.

    Needs the organisation's context. One pass: cases that count for the same figures come together,
    and their numbers are put in order once for all of them.
    """
    day = last_day(year, cut_off)
    # One bit a condition.
    counted = " | ".join(
        f"(coalesce({rule}, false)::int::bigint << {place})"
        for place, rule in enumerate(EVIDENT.values())
    )
    columns = list(dict.fromkeys(BREAKDOWNS.values()))
    places = ", ".join(str(place + 1) for place in range(len(columns) + 2))
    statement = (
        f"with stood as materialized ({stood(day, RECEIVED, NUMBERED)})"
        f" select {counted}, {', '.join(columns)}, norms, {NUMBERS} from stood group by {places}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, _of_year(organisation, year, day))
        groups = cursor.fetchall()
    numbers: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    lists = []
    cases = []
    for group, (bits, *codes, norms, together) in enumerate(groups):
        keys = _counts_for(bits, dict(zip(columns, codes, strict=True)), norms or [])
        lists.append([numbers[key] for key in keys])
        cases += [(number, group) for number in together.split("\n")]
    for number, group in sorted(cases):
        for counted_by in lists[group]:
            counted_by.append(number)
    for name, last in (("open_at_start", date(year - 1, 12, 31)), ("open_at_end", day)):
        together = _of_open(organisation, last, NUMBERS, NUMBERED)[0]
        numbers[name, "", ""] = sorted(together.split("\n")) if together else []
    return {key: _behind(found) for key, found in numbers.items() if found}


def _counts_for(
    bits: int, codes: Mapping[str, str | None], norms: Sequence[str]
) -> list[tuple[str, str, str]]:
    """For which figures, and parts of them, a case counts that meets these conditions."""
    met = {name for place, name in enumerate(EVIDENT) if bits >> place & 1}
    parts = [
        (name, dimension, codes[column] or "")
        for (name, dimension), column in BREAKDOWNS.items()
        if name in met
    ]
    of_norms = norms if "norms_not_respected" in met else []
    return [
        *((name, "", "") for name in met),
        *parts,
        *(("norms_not_respected", "norm", norm) for norm in of_norms),
    ]


def _behind(numbers: Sequence[str]) -> Behind:
    lines = "".join(f"{number}\n" for number in numbers)
    return Behind(len(numbers), sha256(lines.encode()).hexdigest())
