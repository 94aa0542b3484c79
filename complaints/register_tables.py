"""The tables of the session through which a file's cases enter the register.

What is copied here is seen by nobody else and ends with the session; `store` inserts it into the
register in the transaction of its caller.

Numbers have no gap, so whoever takes one waits until it is known whether the block before it stays.
Cases come therefore in two parts: those whose numbers are of this year, as the public form gives
them, are the last, and all that can be checked without them has been checked by then.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
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
# The tables that are fed, and what is copied for them; a part has one of its own for each.
TABLES: Mapping[str, tuple[str, Sequence[str]]] = {
    "case": ("complaints_case", OF_CASE),
    "complainant": ("complaints_complainant", OF_COMPLAINANT),
    "event": ("complaints_event", OF_EVENT),
}
EARLIER, THIS_YEAR = PARTS = ("earlier", "this_year")
# Two imports of one organisation wait for each other, and for nobody else.
LOCK = 20_261_122

# In the order of the copied rows: a table of the session is read as it was written.
INSERT_EVENTS = """
    insert into complaints_event (organisation_id, case_id, code, happened_at, by_id, old, new)
    select %s, case_id, code, happened_at, %s, old, new from {part}_event
"""
INSERT_VECTORS = """
    insert into complaints_casesearch (case_id, organisation_id, vector)
    select id, %s, to_tsvector((%s::jsonb ->> language)::regconfig, subject || ' ' || text)
        || array_to_tsvector(array[%s])
    from {part}_case
"""
# Free numbers after the last one given, for the cases without: what the register or the file has
# already is passed over.
GIVE_NUMBERS = """
    with waiting as (
        select id, row_number() over (order by id) as place
        from {part}_case where number is null and extract(year from received_on) = %(year)s
    ), taken as (
        select number from complaints_case
        where organisation_id = %(organisation)s and starts_with(number, %(prefix)s)
        union all
        select number from {part}_case where starts_with(number, %(prefix)s)
    ), free as (
        select n, row_number() over (order by n) as place
        from generate_series(
            %(last)s + 1,
            %(last)s + (select count(*) from waiting) + (select count(*) from taken)
        ) n
        where %(prefix)s || lpad(n::text, greatest(5, length(n::text)), '0')
            not in (select number from taken)
    ), given as (
        update {part}_case
        set number = %(prefix)s || lpad(n::text, greatest(5, length(n::text)), '0')
        from waiting join free using (place)
        where {part}_case.id = waiting.id
        returning n
    )
    select max(n) from given
"""


# A foreign key that names a case waits for it; the others are checked as rows come.
KEYS_TO_A_CASE = """
    select string_agg(quote_ident(conname), ', ') from pg_constraint
    where contype = 'f' and confrelid = 'complaints_case'::regclass and condeferrable
"""


class Part:
    """Cases that wait in tables of the session; an empty part takes no time."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fill(self, courses: Sequence[Course]) -> None:
        keys = new_keys(len(courses))
        self._copy("case", map(row_of_case, keys, courses))
        self._copy("complainant", map(row_of_complainant, keys, courses))
        told = (
            row for key, course in zip(keys, courses, strict=True) for row in events(key, course)
        )
        self._copy("event", told)

    def store(self, organisation: Organisation, *, file: int, by: User | None) -> None:
        """Insert everything; the cases last, since their numbers hold the counter until commit."""
        pk = organisation.pk
        self._execute(INSERT_EVENTS, [pk, by and by.pk])
        not_told = unsaid(Complainant, OF_COMPLAINANT, "case_id")
        self._insert("complainant", {"organisation_id": pk, **not_told})
        self._execute(INSERT_VECTORS, [pk, json.dumps(SEARCH_CONFIGURATIONS), owner_word(pk)])
        self._give_numbers(organisation)
        own = {"organisation_id": pk, "register_file_id": file}
        self._insert("case", {**own, **unsaid(Case, OF_CASE)})

    def _give_numbers(self, organisation: Organisation) -> None:
        """A block a year for the cases without, and the counters that must look out for given numbers."""
        prefix = f"{organisation.code}-"
        given = self._execute(
            "select distinct substring(number from %s) from {part}_case"
            " where starts_with(number, %s)",
            [rf"^{prefix}(\d{{4}})-\d+$", prefix],
        )
        waiting = self._execute(
            "select distinct extract(year from received_on)::int from {part}_case"
            " where number is null"
        )
        for year in sorted(
            {int(year) for (year,) in given if year} | {year for (year,) in waiting}
        ):
            last = hold_counter(organisation, year)
            values = {
                "organisation": organisation.pk,
                "year": year,
                "prefix": prefix_of(organisation, year),
                "last": last,
            }
            ((reached,),) = self._execute(GIVE_NUMBERS, values)
            if reached:
                set_counter(organisation, year, reached)

    def _execute(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        return execute(statement.format(part=self.name), values)

    def _copy(self, kind: str, rows: Iterable[Sequence[Any]]) -> None:
        columns = ", ".join(TABLES[kind][1])
        with (
            connection.cursor() as cursor,
            cursor.copy(f"copy {self.name}_{kind} ({columns}) from stdin") as target,
        ):
            for row in rows:
                target.write_row(row)

    def _insert(self, kind: str, others: Mapping[str, Any]) -> None:
        """All rows that wait, with the columns that are the same for each."""
        table, columns = TABLES[kind]
        into = ", ".join([*columns, *others])
        values = ", ".join([*columns, *["%s"] * len(others)])
        statement = f"insert into {table} ({into}) select {values} from {self.name}_{kind}"  # noqa: S608 - our own names
        execute(statement, [*others.values()])


class SessionTables:
    """The tables, while they exist."""

    def __init__(self, organisation: Organisation, today: date) -> None:
        self.organisation = organisation
        self.prefix = prefix_of(organisation, today.year)
        self.year = today.year
        self.parts = {name: Part(name) for name in PARTS}

    def fill(self, courses: Sequence[Course]) -> None:
        """Copy these cases beside those that were copied before."""
        chosen: dict[str, list[Course]] = {name: [] for name in PARTS}
        for course in courses:
            chosen[THIS_YEAR if self._is_of_this_year(course) else EARLIER].append(course)
        for name, some in chosen.items():
            self.parts[name].fill(some)

    def _is_of_this_year(self, course: Course) -> bool:
        """By the counter that its number concerns."""
        if course.entry.number is None:
            return course.entry.received_on.year == self.year
        return course.entry.number.startswith(self.prefix)

    def store(self, *, file: int, by: User | None) -> None:
        for part in self.parts.values():
            check_keys()
            part.store(self.organisation, file=file, by=by)


@contextmanager
def of_session(organisation: Organisation, today: date) -> Iterator[SessionTables]:
    drop()
    for part in PARTS:
        for kind, (table, columns) in TABLES.items():
            wanted = ", ".join(columns)
            execute(f"create temporary table {part}_{kind} as select {wanted} from {table} limit 0")  # noqa: S608 - our own names
    try:
        yield SessionTables(organisation, today)
    finally:
        # In a transaction that has failed nothing more can be said; it takes the tables with it.
        if not connection.needs_rollback:
            drop()


def drop() -> None:
    for part in PARTS:
        for kind in TABLES:
            execute(f"drop table if exists {part}_{kind}")


def check_keys() -> None:
    """Those of all rows that were inserted; from here on, each with its row unless it names a case."""
    execute("set constraints all immediate")
    ((names,),) = execute(KEYS_TO_A_CASE)
    execute(f"set constraints {names} deferred")


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
