"""Cases from a file: everything that is wrong in it, and then all of it in one transaction, or nothing.

Row-level security forbids to copy into the register, so rows are copied into tables of the session
and inserted from there. No letter and no job is made. A file is read in handfuls, each in a
transaction of its own, so that its progress is seen and memory stays bounded.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice, pairwise
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import register_tables
from complaints.clock import reading_rules_once
from complaints.enums import FileState
from complaints.models import Case, RegisterFile
from complaints.register_columns import HEADINGS, REQUIRED, Reader, in_one_line, lists_of, readers
from complaints.register_course import Clock, Course, course_of
from complaints.register_rows import read_entry
from core.row_security import organisation_context
from core.spreadsheet import Row, SpreadsheetError, Table, read_table
from core.templatetags.ui import day_plain
from organisations.models import Organisation, User

ROWS_A_TIME = 2_000
# More errors nobody reads on a page; the numbers above them are of all. A command prints each.
MOST_KEPT = 500

Report = Callable[[int], None]


class RefusedFileError(Exception):
    """The file is not brought in; the sentence says why. Nothing is stored."""


class OvertakenError(Exception):
    """The file was brought in or forgotten by someone else while it was read. Nothing is stored twice."""


@dataclass
class Findings:
    """What a file holds, and what is wrong with it."""

    rows: int = 0
    bad_rows: int = 0
    # The file as a whole cannot be read, or a heading is wrong: no row can be left out instead.
    is_unreadable: bool = False
    error_count: int = 0
    # Line, column, sentence: the first of them.
    errors: list[tuple[int | None, str, str]] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)
    unread_sheets: list[str] = field(default_factory=list)
    years: dict[str, int] = field(default_factory=Counter)
    natures: dict[str, int] = field(default_factory=Counter)
    findings: dict[str, int] = field(default_factory=Counter)

    @property
    def good_rows(self) -> int:
        return self.rows - self.bad_rows

    def is_storable(self, *, skips_bad_rows: bool) -> bool:
        if self.is_unreadable or not self.good_rows:
            return False
        return skips_bad_rows or not self.error_count

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Findings":
        return cls(**stored)


@dataclass
class Reading:
    """One reading of a file: where its rows go, and who hears of errors and of progress."""

    organisation: Organisation
    report: Report = lambda _rows: None
    on_error: Callable[[SpreadsheetError], None] = lambda _error: None
    findings: Findings = field(default_factory=Findings)
    now: datetime = field(default_factory=timezone.now)
    # Numbers that the file has given, with their lines.
    numbers: dict[str, int] = field(default_factory=dict)

    def note(self, errors: Sequence[SpreadsheetError], *, of_row: bool) -> None:
        found = self.findings
        for error in errors:
            found.error_count += 1
            if len(found.errors) < MOST_KEPT:
                found.errors.append((error.line, error.column, error.message))
            self.on_error(error)
        if of_row:
            found.bad_rows += 1
        elif errors:
            found.is_unreadable = True

    def courses(self, file: IO[bytes], name: str) -> Iterator[list[Course]]:
        """The cases of the file, some at a time; what is wrong goes to the findings."""
        table = self._open(file, name)
        if table is None:
            return
        lists = lists_of(self.organisation)
        known = readers(lists)
        clock = Clock(self.organisation, self.now)
        rows = self._rows(table)
        with reading_rules_once():
            while some := handful(rows):
                yield self._read(some, known, clock)
                self.report(self.findings.rows)
        if not self.findings.rows and not self.findings.error_count:
            self.note([SpreadsheetError(_("There is no case in the file."))], of_row=False)

    def _open(self, file: IO[bytes], name: str) -> Table | None:
        try:
            table = read_table(file, name)
        except SpreadsheetError as error:
            self.note([error], of_row=False)
            return None
        self.findings.unread_sheets = [*table.unread]
        self.note(list(errors_of_headings(table)), of_row=False)
        missing = [heading for heading in HEADINGS if heading not in table.headings]
        self.findings.missing_columns = [name for name in missing if name not in REQUIRED]
        return None if REQUIRED.intersection(missing) else table

    def _rows(self, table: Table) -> Iterator[Row]:
        """The rows up to the first that cannot be read: what follows it is not told apart any more."""
        try:
            yield from table.rows
        except SpreadsheetError as error:
            self.note([error], of_row=False)

    def _read(
        self, rows: Sequence[Row], known: Sequence[tuple[str, Reader]], clock: Clock
    ) -> list[Course]:
        taken = self._numbers_in_use(rows)
        read = []
        for row in rows:
            errors: list[SpreadsheetError] = []
            course = self._course(row, known, clock, errors)
            errors += self._errors_of_number(row, taken)
            read.append((row, course, errors))
        for (row, _course, errors), (after, _next, wrong) in pairwise(read):
            if row.is_short and not errors and after.is_short and wrong:
                # A line break without quotation marks: these are the two halves of one case.
                said = _("The line cannot be read; is a quotation mark missing?")
                errors.append(SpreadsheetError(said, line=row.line))
        found = []
        for _row, course, errors in read:
            self.findings.rows += 1
            if errors or course is None:
                self.note(errors, of_row=True)
            else:
                self._count(course)
                found.append(course)
        return found

    def _course(
        self,
        row: Row,
        known: Sequence[tuple[str, Reader]],
        clock: Clock,
        errors: list[SpreadsheetError],
    ) -> Course | None:
        entry = read_entry(row, known, errors)
        if entry is None:
            return None
        try:
            return course_of(entry, clock)
        except SpreadsheetError as error:
            errors.append(error)
            return None

    def _numbers_in_use(self, rows: Sequence[Row]) -> frozenset[str]:
        given = [number for row in rows if (number := number_of(row))]
        if not given:
            return frozenset()
        with organisation_context(self.organisation.pk):
            cases = Case.objects.for_organisation(self.organisation).filter(number__in=given)
            return frozenset(number for number in cases.values_list("number", flat=True) if number)

    def _errors_of_number(self, row: Row, taken: frozenset[str]) -> Iterator[SpreadsheetError]:
        number = number_of(row)
        if not number:
            return
        first = self.numbers.setdefault(number, row.line)
        if first != row.line:
            said = _("Line %(line)d has this number too.") % {"line": first}
            yield SpreadsheetError(said, line=row.line, column="number")
        elif number in taken:
            said = _("The register already has a case with the number “%(number)s”.")
            yield SpreadsheetError(said % {"number": number[:50]}, line=row.line, column="number")

    def _count(self, course: Course) -> None:
        entry, found = course.entry, self.findings
        found.years[str(entry.received_on.year)] += 1
        found.natures[entry.nature] += 1
        if entry.finding:
            found.findings[entry.finding] += 1


def handful(rows: Iterator[Row]) -> list[Row]:
    """The next rows; with one that may break off comes what may be its other half."""
    some = list(islice(rows, ROWS_A_TIME))
    if some and some[-1].is_short:
        some += islice(rows, 1)
    return some


def number_of(row: Row) -> str:
    """As it is stored."""
    return in_one_line(row.values.get("number", ""))


def errors_of_headings(table: Table) -> Iterator[SpreadsheetError]:
    for heading in table.headings:
        if heading not in HEADINGS:
            said = _("This column is unknown. Correct its heading or take it away.")
            yield SpreadsheetError(said, line=1, column=heading)
    for heading in HEADINGS:
        if heading in REQUIRED and heading not in table.headings:
            yield SpreadsheetError(_("The column is missing."), line=1, column=heading)


def check(reading: Reading, file: IO[bytes], name: str) -> Findings:
    """What the file would bring in, and every error in it; nothing is stored."""
    for _cases in reading.courses(file, name):
        pass
    return reading.findings


def bring_in(
    reading: Reading, file: IO[bytes], row: RegisterFile, *, by: User | None
) -> RegisterFile:
    """Read the file again and store its cases, all of them at once, with `row`, which remembers it.

    Raises `RefusedFileError` for a file with errors, which then stand in the findings of `reading`,
    and for the same content a second time; `OvertakenError` where `row` waits for it no more.
    """
    organisation, found = reading.organisation, reading.findings
    today = timezone.localdate(reading.now)
    with register_tables.of_session(organisation, today) as tables:
        for courses in reading.courses(file, row.name):
            with transaction.atomic():
                tables.fill(courses)
        if not found.is_storable(skips_bad_rows=row.skips_bad_rows):
            raise RefusedFileError(_("The file has errors. Nothing was stored."))
        with organisation_context(organisation.pk):
            register_tables.one_import_at_a_time(organisation)
            if row.pk and not still_waits(row):
                raise OvertakenError
            refuse_a_second_time(row)
            row.state = FileState.IMPORTED
            row.rows_read = found.rows
            row.findings = found.as_json()
            row.ended_at = timezone.now()
            row.save()
            tables.store(file=row.pk, by=by)
    return row


def still_waits(row: RegisterFile) -> bool:
    """Locked until commit: a job whose worker seemed dead may be done by another one meanwhile."""
    rows = RegisterFile.objects.select_for_update().filter(organisation=row.organisation, pk=row.pk)
    return rows.filter(state=FileState.IMPORTING).exists()


def brought_in_before(organisation: Organisation, sha256: str) -> RegisterFile | None:
    """The same content, stored already."""
    files = RegisterFile.objects.filter(
        organisation=organisation, sha256=sha256, state=FileState.IMPORTED
    )
    return files.select_related("user").first()


def refuse_a_second_time(row: RegisterFile) -> None:
    earlier = None if row.is_again else brought_in_before(row.organisation, row.sha256)
    if earlier:
        raise RefusedFileError(
            _("This file was brought in on %(day)s already. Its cases would stand there twice.")
            % {"day": day_plain(timezone.localdate(earlier.ended_at))}
        )
