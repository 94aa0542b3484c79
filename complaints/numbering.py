"""Numbers of cases: organisation, year of receipt, without a gap.

A case that came from a file keeps the number it had there. Where that has our own form the counter
passes over it: a number is never given twice.
"""

from django.db import connection

from complaints.models import Case
from organisations.models import Organisation

# The counter goes on to the first number that no case has: one look into the index, unless a case
# that came from a file stands there.
GIVE = """
    insert into complaints_numbercounter as counter (organisation_id, year, last)
    values (%(organisation)s, %(year)s, 1)
    on conflict (organisation_id, year) do update set last = (
        with recursive tried (n, taken) as (
            select counter.last, true
            union all
            select n + 1, exists (
                select from complaints_case
                where organisation_id = %(organisation)s and number =
                    %(prefix)s || lpad((n + 1)::text, greatest(5, length((n + 1)::text)), '0')
            ) from tried where taken
        )
        select n from tried where not taken
    )
    returning last
"""
HOLD = (
    "insert into complaints_numbercounter as counter (organisation_id, year, last)"
    " values (%(organisation)s, %(year)s, 0)"
    " on conflict (organisation_id, year) do update set last = counter.last returning last"
)


def prefix_of(organisation: Organisation, year: int) -> str:
    return f"{organisation.code}-{year}-"


def give_number(case: Case) -> None:
    """Take the next number; must be the last write before commit, since it locks the counter."""
    year = case.received_on.year
    values: dict[str, int | str] = {
        "organisation": case.organisation_id,
        "year": year,
        "prefix": prefix_of(case.organisation, year),
    }
    with connection.cursor() as cursor:
        cursor.execute(GIVE, values)
        last = cursor.fetchone()[0]
    case.number = f"{prefix_of(case.organisation, year)}{last:05d}"
    case.save(update_fields=["number"])


def hold_counter(organisation: Organisation, year: int) -> int:
    """Lock the counter until commit, made at 0 where there is none; the last number it gave.

    A file that brings numbers of our own form needs it: the counter that does not exist yet would
    begin at 1 without a look.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, {"organisation": organisation.pk, "year": year})
        return int(cursor.fetchone()[0])


def set_counter(organisation: Organisation, year: int, last: int) -> None:
    """The last number of a block that was given at once; the counter is held."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update complaints_numbercounter set last = %s where organisation_id = %s and year = %s",
            [last, organisation.pk, year],
        )
