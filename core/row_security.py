"""The third wall: PostgreSQL shows a protected row only inside the context of its organisation."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, migrations, transaction


def exchange_organisation(value: str) -> str:
    """Set the organisation of this transaction ('' for none) and give back the one before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(current_setting('app.organisation', true), ''),"
            " set_config('app.organisation', %s, true)",
            [value],
        )
        return str(cursor.fetchone()[0])


@contextmanager
def organisation_context(organisation_id: int) -> Iterator[None]:
    """One organisation's rows, for one transaction; what held before is restored after."""
    with transaction.atomic():
        before = exchange_organisation(str(organisation_id))
        yield
        # Not in `finally`: after an error the rollback restores the setting by itself.
        exchange_organisation(before)


def protect(table: str) -> migrations.RunSQL:
    """Rows of `table` are seen, made and changed only in the context of their organisation, by the owner too."""
    return migrations.RunSQL(
        f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy organisation on {table}
            using (organisation_id = nullif(current_setting('app.organisation', true), '')::bigint)
        """,
        f"""
        drop policy organisation on {table};
        alter table {table} no force row level security;
        alter table {table} disable row level security
        """,
    )


def tie(table: str, column: str, parent: str) -> migrations.RunSQL:
    """The parent belongs to the same organisation: foreign keys alone see past policies.

    Must come before `protect`: under a policy, adding a key validates nothing.
    """
    name = f"{table}_{column}_same_organisation"
    return migrations.RunSQL(
        f"""
        alter table {table} add constraint {name} foreign key (organisation_id, {column})
            references {parent} (organisation_id, id) deferrable initially deferred
        """,
        f"alter table {table} drop constraint {name}",
    )
