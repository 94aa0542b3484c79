"""Numbers of cases: organisation, year of receipt, without a gap."""

from django.db import connection

from complaints.models import Case


def give_number(case: Case) -> None:
    """Take the next number; must be the last write before commit, since it locks the counter."""
    year = case.received_on.year
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into complaints_numbercounter (organisation_id, year, last) values (%s, %s, 1)"
            " on conflict (organisation_id, year) do update"
            " set last = complaints_numbercounter.last + 1 returning last",
            [case.organisation_id, year],
        )
        last = cursor.fetchone()[0]
    case.number = f"{case.organisation.code}-{year}-{last:05d}"
    case.save(update_fields=["number"])
