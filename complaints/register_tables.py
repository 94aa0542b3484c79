"""The tables of the session through which a file's cases enter the register.

What is copied here is seen by nobody else and ends with the session; `store` inserts it into the
register in the transaction of its caller.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from complaints.models import Case, Complainant
from complaints.moving import COUNTED
from complaints.numbering import hold_counter, prefix_of, set_counter
from complaints.register_course import Course
from complaints.words import name_key, owner_word, surname_key
from core.word_forms import SEARCH_CONFIGURATIONS
from organisations.models import Organisation, User

LONGEST_KEY = 150
OF_CASE = ("id", "number", "registered_at", "subject", "text", "next_due", *COUNTED)
OF_COMPLAINANT = ("case_id", "name", "name_key", "surname_key", "email")
OF_EVENT = ("case_id", "code", "happened_at", "old", "new")
# Table of the session: the one it feeds, and what is copied.
TABLES: Mapping[str, tuple[str, Sequence[str]]] = {
    "imported_case": ("complaints_case", OF_CASE),
    "imported_complainant": ("complaints_complainant", OF_COMPLAINANT),
    "imported_event": ("complaints_event", OF_EVENT),
}
# Two imports of one organisation wait for each other, and for nobody else.
LOCK = 20_261_122

# In the order of the copied rows: a table of the session is read as it was written.
INSERT_EVENTS = """
    insert into complaints_event (organisation_id, case_id, code, happened_at, by_id, old, new)
    select %s, case_id, code, happened_at, %s, old, new from imported_event
"""
INSERT_VECTORS = """
    insert into complaints_casesearch (case_id, organisation_id, vector)
    select id, %s, to_tsvector((%s::jsonb ->> language)::regconfig, subject || ' ' || text)
        || array_to_tsvector(array[%s])
    from imported_case
"""
# Free numbers after the last one given, for the cases without: what the register or the file has
# already is passed over.
GIVE_NUMBERS = """
    with waiting as (
        select id, row_number() over (order by id) as place
        from imported_case where number is null and extract(year from received_on) = %(year)s
    ), taken as (
        select number from complaints_case
        where organisation_id = %(organisation)s and starts_with(number, %(prefix)s)
        union all
        select number from imported_case where starts_with(number, %(prefix)s)
    ), free as (
        select n, row_number() over (order by n) as place
        from generate_series(
            %(last)s + 1,
            %(last)s + (select count(*) from waiting) + (select count(*) from taken)
        ) n
        where %(prefix)s || lpad(n::text, greatest(5, length(n::text)), '0')
            not in (select number from taken)
    ), given as (
        update imported_case
        set number = %(prefix)s || lpad(n::text, greatest(5, length(n::text)), '0')
        from waiting join free using (place)
        where imported_case.id = waiting.id
        returning n
    )
    select max(n) from given
"""


class SessionTables:
    """The tables, while they exist."""

    def fill(self, courses: Sequence[Course]) -> None:
        """Copy these cases beside those that were copied before."""
        keys = new_keys(len(courses))
        copy("imported_case", map(row_of_case, keys, courses))
        copy("imported_complainant", map(row_of_complainant, keys, courses))
        copy(
            "imported_event",
            (row for key, course in zip(keys, courses, strict=True) for row in events(key, course)),
        )

    def store(self, organisation: Organisation, *, file: int, by: User | None) -> None:
        """Insert everything; the cases last, since their numbers hold the counter until commit."""
        pk = organisation.pk
        execute(INSERT_EVENTS, [pk, by and by.pk])
        insert(
            "imported_complainant",
            {"organisation_id": pk, **unsaid(Complainant, OF_COMPLAINANT, "case_id")},
        )
        execute(INSERT_VECTORS, [pk, json.dumps(SEARCH_CONFIGURATIONS), owner_word(pk)])
        give_numbers(organisation)
        insert(
            "imported_case",
            {"organisation_id": pk, "register_file_id": file, **unsaid(Case, OF_CASE)},
        )


@contextmanager
def of_session() -> Iterator[SessionTables]:
    drop()
    for name, (table, columns) in TABLES.items():
        wanted = ", ".join(columns)
        execute(f"create temporary table {name} as select {wanted} from {table} limit 0")  # noqa: S608 - our own names
    try:
        yield SessionTables()
    finally:
        # In a transaction that has failed nothing more can be said; it takes the tables with it.
        if not connection.needs_rollback:
            drop()


def drop() -> None:
    for name in TABLES:
        execute(f"drop table if exists {name}")


def execute(statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def one_import_at_a_time(organisation: Organisation) -> None:
    """Until the end of the transaction."""
    execute("select pg_advisory_xact_lock(%s, %s)", [LOCK, organisation.pk])


def new_keys(number: int) -> list[int]:
    rows = execute(
        "select nextval(pg_get_serial_sequence('complaints_case', 'id'))"
        " from generate_series(1, %s)",
        [number],
    )
    return [key for (key,) in rows]


def copy(name: str, rows: Iterable[Sequence[Any]]) -> None:
    columns = ", ".join(TABLES[name][1])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {name} ({columns}) from stdin") as target,
    ):
        for row in rows:
            target.write_row(row)


def insert(name: str, others: Mapping[str, Any]) -> None:
    """All rows of the table of the session, with the columns that are the same for each."""
    table, columns = TABLES[name]
    into = ", ".join([*columns, *others])
    values = ", ".join([*columns, *["%s"] * len(others)])
    execute(f"insert into {table} ({into}) select {values} from {name}", [*others.values()])  # noqa: S608 - our own names


def unsaid(model: Any, said: Sequence[str], *own: str) -> dict[str, Any]:
    """The columns that no file carries, each with the default of its field."""
    passed_over = {"id", "organisation_id", "register_file_id", *said, *own}
    return {
        field.column: field.get_default()
        for field in model._meta.concrete_fields
        if field.column not in passed_over
    }


def row_of_case(key: int, course: Course) -> tuple[Any, ...]:
    entry, state = course.entry, course.state
    own = (key, entry.number, course.registered_at, entry.subject, entry.text, course.next_due)
    return (*own, *(state[column] for column in COUNTED))


def row_of_complainant(key: int, course: Course) -> tuple[Any, ...]:
    name = course.entry.complainant_name
    return (
        key,
        name,
        name_key(name)[:LONGEST_KEY],
        surname_key(name)[:LONGEST_KEY],
        course.entry.complainant_email,
    )


def events(key: int, course: Course) -> Iterator[tuple[Any, ...]]:
    for event in course.events:
        yield key, event.code, event.at, json.dumps(event.old), json.dumps(event.new)


def give_numbers(organisation: Organisation) -> None:
    """A block a year for the cases without, and the counters that must look out for given numbers."""
    prefix = f"{organisation.code}-"
    given = execute(
        "select distinct substring(number from %s) from imported_case where starts_with(number, %s)",
        [rf"^{prefix}(\d{{4}})-\d+$", prefix],
    )
    waiting = execute(
        "select distinct extract(year from received_on)::int from imported_case"
        " where number is null"
    )
    for year in sorted({int(year) for (year,) in given if year} | {year for (year,) in waiting}):
        last = hold_counter(organisation, year)
        values = {
            "organisation": organisation.pk,
            "year": year,
            "prefix": prefix_of(organisation, year),
            "last": last,
        }
        ((reached,),) = execute(GIVE_NUMBERS, values)
        if reached:
            set_counter(organisation, year, reached)
