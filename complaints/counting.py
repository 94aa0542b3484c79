"""What counts, once for every list, page, export and indicator.

Business dates rule: a case stands at the cut-off as its events tell, with type and norms from the
answer on that they belong to. A condition here is SQL over
the rows of `stood`: cases as they stood at the end of the cut-off day. They are counted in one
statement, since a condition that undoes later events must be computed once a row, not once a
figure. The national definitions are those of the design: "What counts".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

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


def last_day(year: int, cut_off: date | None = None) -> date:
    """The cut-off: 31 December unless said otherwise; one in the future is today."""
    return min(cut_off or date(year, 12, 31), timezone.localdate())


def end_of(day: date) -> datetime:
    """The last moment of a day in Brussels."""
    return datetime.combine(day, time.max, tzinfo=timezone.get_default_timezone())


def stood(day: date, condition: str) -> str:
    """Cases as they stood at the end of `day`; only those that something befell later are undone."""
    of_cases = f"from complaints_case where organisation_id = %(organisation)s and {condition}"
    as_they_are = ", ".join(COUNTED_FROM)
    if day >= timezone.localdate():
        return f"select {as_they_are} {of_cases}"
    as_they_stood = ", ".join(f"(at).{column}" for column in COUNTED_FROM)
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
    today = timezone.localdate()
    values: dict[str, int | date] = {
        "organisation": organisation.pk,
        "first": date(year, 1, 1),
        # What arrived after the cut-off had not been received then.
        "last": min(date(year, 12, 31), day),
        "moment": end_of(day),
        # A limit that ends today has not passed before the day is over.
        "passed": day if day < today else today - timedelta(days=1),
    }
    names = ", ".join(f"'{name}'" for name in CONDITIONS)
    filters = ", ".join(f"count(*) filter (where {rule})" for rule in CONDITIONS.values())
    # All totals in one pass over the rows.
    totals = f"select unnest(array[{names}]), '', '', unnest(array[{filters}])::float from stood"
    broken_down = [
        f"select '{name}', '{dimension}', {code}, count(*) from stood"
        f" where {CONDITIONS[name]} group by 3"
        for (name, dimension), code in BREAKDOWNS.items()
    ]
    norms = (
        "select 'norms_not_respected', 'norm', norm, count(*) from stood, unnest(norms) norm"
        f" where {ADMISSIBLE} group by 3"
    )
    days = [
        f"select '{name}', 'percentile', '{label}',"
        f" percentile_cont({share}) within group (order by {length})"
        f" from stood where {CONDITIONS[population]}"
        for name, (length, population) in DAYS.items()
        for label, share in PERCENTILES.items()
    ]
    received = "complaints_case.received_on between %(first)s and %(last)s"
    statement = f"with stood as materialized ({stood(day, received)}) " + " union all ".join(
        [totals, *broken_down, norms, *days]
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
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


def open_at(organisation: Organisation, day: date) -> int:
    """Complaints of any year not closed at the end of that day."""
    candidates = (
        "complaints_case.received_on <= %(day)s"
        " and (complaints_case.closed_on is null or complaints_case.closed_on > %(day)s)"
    )
    statement = (
        f"with stood as ({stood(day, candidates)})"
        " select count(*) from stood where nature = 'complaint' and status <> 'closed'"
    )
    values: dict[str, int | date] = {
        "organisation": organisation.pk,
        "day": day,
        "moment": end_of(day),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])
