"""Complaints month by month, for one step, stage or service: what an improvement is measured on.

Cases count as they stand now, by the conditions of `counting`, in the month in which they were
received; confidential ones too, since nothing of a case is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db import connection

from complaints.counting import ADMISSIBLE, CONDITIONS
from organisations.models import Organisation

# Column to the condition under which a case counts in it; the share of founded complaints is that
# of the founded and partly founded among those with a finding.
COUNTS = {
    "complaints": CONDITIONS["complaints_received"],
    "concluded": f"{ADMISSIBLE} and finding <> ''",
    "founded": (
        f"({CONDITIONS['complaints_founded']} or {CONDITIONS['complaints_partly_founded']})"
    ),
    "unanswered": (
        f"{ADMISSIBLE} and first_answered_on is null and outcome not in ('forwarded', 'withdrawn')"
    ),
}
DAYS = "first_answered_on - received_on"
COLUMNS = ", ".join(
    f"count(*) filter (where {condition}) as {name}" for name, condition in COUNTS.items()
)
STATEMENT = f"""
    with months as (
        select generate_series(%(first)s::date, %(last)s::date, interval '1 month')::date as first
    ), counted as (
        select date_trunc('month', received_on)::date as first, {COLUMNS},
               array_agg({DAYS} order by {DAYS}) filter (where {CONDITIONS["days_to_answer:n"]})
               as days
        from complaints_case
        where organisation_id = %(organisation)s and received_on >= %(first)s
          and received_on < %(last)s::date + interval '1 month'
          and (%(service)s::bigint is null or service_id = %(service)s)
          and (%(stage)s = '' or stage = %(stage)s)
          and (%(step)s::bigint is null or step_id = %(step)s)
        group by 1
    )
    select months.first, coalesce(complaints, 0), coalesce(concluded, 0), coalesce(founded, 0),
           coalesce(unanswered, 0), coalesce(days, array[]::integer[]),
           (select min(received_on) from complaints_case where organisation_id = %(organisation)s)
    from months left join counted using (first) order by 1
"""


@dataclass(frozen=True)
class Month:
    """The complaints received in a month; `days` those to the first answer, the fewest first."""

    first: date
    complaints: int = 0
    concluded: int = 0
    founded: int = 0
    unanswered: int = 0
    days: tuple[int, ...] = ()

    @property
    def median_days(self) -> float | None:
        return float(median(self.days)) if self.days else None


def month_of(day: date) -> date:
    """The first of its month."""
    return day.replace(day=1)


def months_later(month: date, number: int) -> date:
    """The first of a month, some months on (or back)."""
    years, months = divmod(month.month - 1 + number, 12)
    return date(month.year + years, months + 1, 1)


def monthly(
    organisation: Organisation,
    first: date,
    last: date,
    *,
    service: int | None = None,
    stage: str = "",
    step: int | None = None,
) -> Sequence[Month]:
    """The whole months from that of `first` to that of `last` in which the register was kept.

    It is kept from its first case on; of the month in which it began only a part is known, unless
    that case arrived on the first. Needs the context of the organisation.
    """
    values: dict[str, int | str | date | None] = {
        "organisation": organisation.pk,
        "first": month_of(first),
        "last": month_of(last),
        "service": service,
        "stage": stage,
        "step": step,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        rows = cursor.fetchall()
    begins: date | None = rows[0][-1] if rows else None
    if begins is None:
        return []
    return [
        Month(month, complaints, concluded, founded, unanswered, tuple(days))
        for month, complaints, concluded, founded, unanswered, days, _begins in rows
        if month >= begins
    ]
