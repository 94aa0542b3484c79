"""Services from a file: what it would add and change, and every error in it; then all or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import NotAllowedError
from core.spreadsheet import Row, SpreadsheetError, Table, read_table
from core.texts import Text
from organisations.models import Organisation, User
from processes import finding
from processes.catalogue_columns import BY_HEADING, CODE, Column, Lists, lists_of
from processes.completeness import PUBLISHED_LANGUAGES, PUBLISHED_TEXTS
from processes.contacts import check_code
from processes.enums import ServiceStatus
from processes.models import CatalogueFile, Service

# A catalogue is a few hundred services. More than this is not stored within one request.
MAX_BYTES = 5 * 1024 * 1024
MAX_SERVICES = 2_000
LONGEST_CODE = 30
# A file that nobody confirmed is forgotten.
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """A cell that differs from what is stored."""

    heading: str
    old: str
    new: str


@dataclass
class Planned:
    """What a row of the file would do."""

    line: int
    service: Service
    # As it was planned: once stored, the service has a key.
    is_new: bool
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    errors: list[SpreadsheetError] = field(default_factory=list)
    # Which texts a publication needs were missing before.
    lacked: frozenset[str] = frozenset()
    was_published: bool = False

    @property
    def name(self) -> str:
        texts = {code: self.values.get(f"name_{code}", "") for code in ("nl", "fr", "de", "en")}
        return str(Text({**self.service.name, **texts})) or self.service.code

    @property
    def does_something(self) -> bool:
        return self.is_new or bool(self.changes)


@dataclass(frozen=True)
class Plan:
    """Everything a file would do, row by row, and what is wrong with it."""

    rows: Sequence[Planned]
    errors: Sequence[SpreadsheetError]

    @property
    def added(self) -> Sequence[Planned]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> Sequence[Planned]:
        return [row for row in self.rows if not row.is_new and row.changes]

    @property
    def unchanged_count(self) -> int:
        return sum(not row.does_something for row in self.rows)

    @property
    def can_be_stored(self) -> bool:
        return not self.errors and any(row.does_something for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """Another one tells that the file would now do something else."""
        said = [
            (row.line, row.service.code, row.is_new, row.changes, [str(one) for one in row.errors])
            for row in self.rows
        ]
        return sha256(repr((said, [str(error) for error in self.errors])).encode()).hexdigest()


def plan(organisation: Organisation, data: bytes, name: str) -> Plan:
    """What the file would do now; nothing is stored."""
    try:
        table = read_table(BytesIO(data), name)
    except SpreadsheetError as error:
        return Plan([], [error])
    if errors := list(_errors_of_headings(table)):
        return Plan([], errors)
    rows = _rows_of(table, errors)
    services = Service.objects.for_organisation(organisation).with_parts()
    known = {service.code.casefold(): service for service in services}
    lists = lists_of(organisation)
    columns = [BY_HEADING[heading] for heading in table.headings if heading != CODE]
    planned = []
    for row in rows:
        code = row.values[CODE]
        service = known.get(code.casefold()) or Service(organisation=organisation, code=code)
        planned.append(_read(row, service, columns, lists))
    _say_what_stands_twice(planned)
    return Plan(planned, [*(error for row in planned for error in row.errors), *errors])


def _rows_of(table: Table, errors: list[SpreadsheetError]) -> Sequence[Row]:
    """The rows up to the first that cannot be read, or is one too many."""
    found: list[Row] = []
    try:
        # What comes before an error is kept.
        found.extend(islice(table.rows, MAX_SERVICES + 1))
    except SpreadsheetError as error:
        errors.append(error)
    if len(found) > MAX_SERVICES:
        said = _("There are more than %(most)d services. Divide the file.")
        errors.append(SpreadsheetError(said % {"most": MAX_SERVICES}, line=found[-1].line))
    if not found and not errors:
        errors.append(SpreadsheetError(_("There is no service in the file.")))
    return found[:MAX_SERVICES]


def _say_what_stands_twice(planned: Sequence[Planned]) -> None:
    lines: dict[str, int] = {}
    for row in planned:
        first = lines.setdefault(row.service.code.casefold(), row.line)
        if row.service.code and first != row.line:
            said = _("Line %(line)d has this code too.") % {"line": first}
            row.errors.append(SpreadsheetError(said, line=row.line, column=CODE))


def _errors_of_headings(table: Table) -> Iterator[SpreadsheetError]:
    if CODE not in table.headings:
        yield SpreadsheetError(_("The column is missing."), line=1, column=CODE)
    for heading in table.headings:
        if heading != CODE and heading not in BY_HEADING:
            yield SpreadsheetError(
                _("This column is unknown. Correct its heading or take it away."),
                line=1,
                column=heading,
            )


def _read(row: Row, service: Service, columns: Sequence[Column], lists: Lists) -> Planned:
    """The values of a row, compared with those that are stored."""
    planned = Planned(row.line, service, service.pk is None, was_published=service.is_published)
    planned.lacked = frozenset(heading for heading, text in _needed(service) if not text)
    if row.surplus:
        said = _("Something stands beyond the last heading: “%(text)s”.")
        planned.errors.append(SpreadsheetError(said % {"text": row.surplus[0][:50]}, line=row.line))
    for column in columns:
        try:
            value = column.parse(row.values[column.heading], lists)
        except SpreadsheetError as error:
            planned.errors.append(error.at(row.line, column.heading))
            continue
        planned.values[column.heading] = value
        stored = column.read(service)
        if value != stored:
            change = Change(column.heading, column.said(stored), column.said(value))
            planned.changes.append(change)
    planned.errors += [
        SpreadsheetError(said, line=row.line, column=heading) for heading, said in _faults(planned)
    ]
    return planned


def _needed(service: Service) -> Iterator[tuple[str, str]]:
    """The texts that a publication needs, by their headings."""
    for name in PUBLISHED_TEXTS:
        for code in PUBLISHED_LANGUAGES:
            yield f"{name}_{code}", (getattr(service, name).get(code) or "").strip()


def _faults(row: Planned) -> Iterator[tuple[str, str]]:
    """What is wrong with a row as a whole: the column to look at, and the sentence."""
    values, service = row.values, row.service
    if row.is_new:
        yield from _faults_of_code(service.code)
    after = {heading: values.get(heading, text) for heading, text in _needed(service)}
    read_wrongly = {error.column for error in row.errors}
    empty = [heading for heading, text in after.items() if not text]
    status = values.get("status", service.status)
    for heading in (heading for heading in empty if heading not in read_wrongly):
        if heading.startswith("name_") and (row.is_new or heading not in row.lacked):
            yield heading, _("A service has a name in Dutch and in French.")
        elif status == ServiceStatus.PUBLISHED and not (
            row.was_published and heading in row.lacked
        ):
            yield heading, _("What is published is told in Dutch and in French.")
    first = values.get("valid_from", service.valid_from)
    last = values.get("valid_until", service.valid_until)
    if first and last and last < first:
        yield "valid_until", _("The end lies before the beginning.")


def _faults_of_code(code: str) -> Iterator[tuple[str, str]]:
    if not code:
        yield CODE, _("The code is missing.")
    elif len(code) > LONGEST_CODE:
        yield CODE, _("The text is longer than %(most)d characters.") % {"most": LONGEST_CODE}
    else:
        try:
            check_code(code)
        except ValidationError as error:
            yield CODE, error.messages[0]


# ── The file between dry run and confirmation ────────────


@transaction.atomic
def keep(organisation: Organisation, *, by: User, name: str, data: bytes) -> CatalogueFile:
    """Keep a file until its sender confirms it; it takes the place of their last one."""
    forget(organisation, by=by)
    return CatalogueFile.objects.create(
        organisation=organisation, user=by, name=name[:200], content=data
    )


def kept(organisation: Organisation, *, by: User) -> CatalogueFile | None:
    return CatalogueFile.objects.filter(organisation=organisation, user=by).first()


def forget(organisation: Organisation, *, by: User) -> None:
    CatalogueFile.objects.filter(organisation=organisation, user=by).delete()


def forget_old(organisation: Organisation, *, at: datetime) -> None:
    CatalogueFile.objects.filter(organisation=organisation, sent_at__lt=at - KEPT_FOR).delete()


@transaction.atomic
def store(file: CatalogueFile, *, seen: str) -> Plan:
    """Store all that the file says, where it is what the dry run showed (`seen`); else nothing.

    The plan that comes back is the one that was stored, or shows what is different now: compare its
    fingerprint.
    """
    # Two files of one organisation come one after the other; services are then read as they stand.
    Organisation.objects.select_for_update().get(pk=file.organisation_id)
    list(Service.objects.for_organisation(file.organisation).select_for_update().values("pk"))
    found = plan(file.organisation, bytes(file.content), file.name)
    if found.fingerprint != seen:
        return found
    if not found.can_be_stored:
        raise NotAllowedError(_("The file has errors, or changes nothing."))
    rows = [row for row in found.rows if row.does_something]
    for row in rows:
        _store(row)
    finding.index_all([row.service.pk for row in rows])
    file.delete()
    return found


def _store(row: Planned) -> None:
    service = row.service
    told = [(BY_HEADING[heading], value) for heading, value in row.values.items()]
    late = [(column, value) for column, value in told if column.is_late]
    changed = {change.heading for change in row.changes}
    for column, value in told:
        if not column.is_late and column.heading in changed:
            column.store(service, value)
    service.named(service.name)
    service.save()
    for column, value in late:
        if column.heading in changed:
            column.store(service, value)
