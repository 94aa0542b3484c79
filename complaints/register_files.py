"""Register files on their way in: kept, checked and brought in by jobs, given up, forgotten."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from complaints.enums import AT_WORK, FileState
from complaints.models import RegisterFile
from complaints.register_import import (
    Findings,
    OvertakenError,
    Reading,
    RefusedFileError,
    bring_in,
    brought_in_before,
    check,
)
from core.errors import NotAllowedError
from core.row_security import organisation_context
from organisations.models import Organisation, User

# A file that nobody decided about is forgotten, and so are the sentences about its errors.
KEPT_FOR = timedelta(days=1)
# No check and no import takes so long: its job is lost.
WORKED_FOR = 2 * KEPT_FOR
# The database is gone, and the job comes again.
LOST = (OperationalError, InterfaceError)


def path_of(row: RegisterFile) -> Path:
    return Path(settings.MEDIA_ROOT) / row.path


def folder_of(organisation: Organisation) -> str:
    """Below MEDIA_ROOT; nothing else lies in it."""
    return f"{organisation.slug}/register"


def receive(
    organisation: Organisation, file: UploadedFile[Any], *, by: User, language: str
) -> RegisterFile:
    """Keep the file under a random name until it is brought in; the check is a job."""
    name = f"{folder_of(organisation)}/{secrets.token_hex(16)}"
    target = Path(settings.MEDIA_ROOT) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as kept:
        for chunk in file.chunks():
            digest.update(chunk)
            kept.write(chunk)
    return RegisterFile.objects.create(
        organisation=organisation,
        user=by,
        name=(file.name or "")[-200:],
        sha256=digest.hexdigest(),
        size=file.size or 0,
        path=name,
        language=language,
    )


def locked(organisation: Organisation, pk: int, *states: str) -> RegisterFile:
    """The file, to be changed; refused in another state."""
    row = (
        RegisterFile.objects.select_for_update()
        .filter(organisation=organisation, pk=pk, state__in=states)
        .first()
    )
    if row is None:
        raise NotAllowedError(_("The file has been decided about meanwhile."))
    row.organisation = organisation
    return row


@transaction.atomic
def confirm(
    row: RegisterFile, *, skips_bad_rows: bool, is_again: bool, language: str
) -> RegisterFile:
    """The word to bring it in; refused for a file with errors, and for one that came before."""
    file = locked(row.organisation, row.pk, FileState.CHECKED)
    found = Findings.from_json(file.findings)
    if not found.is_storable(skips_bad_rows=skips_bad_rows):
        raise NotAllowedError(_("The file has errors. Nothing was stored."))
    if not is_again and brought_in_before(file.organisation, file.sha256):
        raise NotAllowedError(_("This file was brought in already."))
    file.skips_bad_rows, file.is_again, file.language = skips_bad_rows, is_again, language
    begin(file, FileState.IMPORTING)
    return file


@transaction.atomic
def check_again(row: RegisterFile, *, language: str) -> RegisterFile:
    """After a list was completed: the same file may be right now."""
    file = locked(row.organisation, row.pk, FileState.CHECKED)
    file.language = language
    begin(file, FileState.CHECKING)
    return file


def begin(file: RegisterFile, state: FileState) -> None:
    file.state, file.rows_read = state, 0
    file.save(update_fields=["state", "rows_read", "language", "skips_bad_rows", "is_again"])


@transaction.atomic
def give_up(row: RegisterFile) -> None:
    file = locked(row.organisation, row.pk, FileState.CHECKED, FileState.FAILED)
    if file.state == FileState.CHECKED:
        file.state, file.ended_at = FileState.GIVEN_UP, timezone.now()
    remove_content(file)
    file.save(update_fields=["state", "ended_at", "path", "findings"])


def remove_content(file: RegisterFile) -> None:
    """After the commit, since what is removed cannot come back."""
    path = path_of(file) if file.path else None
    file.path = ""
    file.findings = file.findings | {"errors": []} if file.findings else {}
    if path:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def forget_old(organisation: Organisation, *, at: datetime) -> None:
    """The content of files that nobody decided about, and what was said of it."""
    rows = RegisterFile.objects.filter(organisation=organisation)
    lost = rows.filter(state__in=AT_WORK, sent_at__lt=at - WORKED_FOR)
    lost.update(state=FileState.FAILED, ended_at=at)
    said = ~Q(path="") | Q(findings__errors__0__isnull=False)
    old = rows.filter(said, sent_at__lt=at - KEPT_FOR).exclude(state__in=AT_WORK)
    for row in old.select_for_update():
        if row.state == FileState.CHECKED:
            row.state, row.ended_at = FileState.GIVEN_UP, at
        remove_content(row)
        row.save(update_fields=["state", "ended_at", "path", "findings"])
    remove_orphans(organisation, at=at)


def remove_orphans(organisation: Organisation, *, at: datetime) -> None:
    """Content without a row: the request broke off after it was written, or it could not be removed."""
    rows = RegisterFile.objects.filter(organisation=organisation).exclude(path="")
    known = {path_of(row) for row in rows.only("path")}
    for path in (Path(settings.MEDIA_ROOT) / folder_of(organisation)).glob("*"):
        if path not in known and path.stat().st_mtime < (at - KEPT_FOR).timestamp():
            path.unlink(missing_ok=True)


# ── The jobs ─────────────────────────────────────────────


def report_to(row: RegisterFile) -> Reading:
    """A reading whose progress is seen: each handful of rows ends with a commit."""

    def report(rows: int) -> None:
        with organisation_context(row.organisation_id):
            RegisterFile.objects.filter(pk=row.pk).update(rows_read=rows)

    return Reading(row.organisation, report=report)


def row_at_work(organisation: Organisation, pk: int, state: str) -> RegisterFile | None:
    with organisation_context(organisation.pk):
        rows = RegisterFile.objects.select_related("organisation", "user")
        return rows.filter(organisation=organisation, pk=pk, state=state).first()


@contextmanager
def failing(row: RegisterFile, reading: Reading, was: FileState) -> Iterator[None]:
    """An error that nobody foresaw ends the work, unless the database is gone and the job comes again."""
    try:
        yield
    except LOST:
        raise
    except Exception:
        end(row, reading.findings, was=was, state=FileState.FAILED)
        raise


def work_on_check(organisation: Organisation, pk: int) -> None:
    row = row_at_work(organisation, pk, FileState.CHECKING)
    if row is None:
        return
    reading = report_to(row)
    with translation.override(row.language), failing(row, reading, FileState.CHECKING):
        with path_of(row).open("rb") as file:
            check(reading, file, row.name)
        end(row, reading.findings, was=FileState.CHECKING, state=FileState.CHECKED)


def work_on_import(organisation: Organisation, pk: int) -> None:
    """All or nothing. What a second check refuses is shown as the first one was."""
    row = row_at_work(organisation, pk, FileState.IMPORTING)
    if row is None:
        return
    reading = report_to(row)
    with translation.override(row.language), failing(row, reading, FileState.IMPORTING):
        try:
            with path_of(row).open("rb") as file:
                bring_in(reading, file, row, by=row.user)
        except OvertakenError:
            return
        except RefusedFileError:
            end(row, reading.findings, was=FileState.IMPORTING, state=FileState.CHECKED)
        except IntegrityError:
            # The register changed while the cases were written: a number was taken, a list shortened.
            if not has_errors_now(row):
                raise
        else:
            with suppress(OSError):
                path_of(row).unlink(missing_ok=True)
            with organisation_context(organisation.pk):
                RegisterFile.objects.filter(pk=row.pk).update(path="")


def has_errors_now(row: RegisterFile) -> bool:
    """Check once more, so that the page says what has changed."""
    reading = report_to(row)
    with path_of(row).open("rb") as file:
        found = check(reading, file, row.name)
    if found.error_count:
        end(row, found, was=FileState.IMPORTING, state=FileState.CHECKED)
    return found.error_count > 0


def end(row: RegisterFile, findings: Findings, *, was: FileState, state: FileState) -> None:
    """How the work ended, unless someone else has ended it meanwhile."""
    with organisation_context(row.organisation_id):
        RegisterFile.objects.filter(pk=row.pk, state=was).update(
            state=state,
            findings=findings.as_json(),
            rows_read=findings.rows,
            ended_at=timezone.now() if state == FileState.FAILED else None,
        )
