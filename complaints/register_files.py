"""Register files on their way in: kept, checked and brought in by jobs, given up, forgotten."""

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from complaints.enums import AT_WORK, FileState
from complaints.models import RegisterFile
from complaints.register_import import (
    Findings,
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


def path_of(row: RegisterFile) -> Path:
    return Path(settings.MEDIA_ROOT) / row.path


def receive(
    organisation: Organisation, file: UploadedFile[Any], *, by: User, language: str
) -> RegisterFile:
    """Keep the file under a random name until it is brought in; the check is a job."""
    name = f"{organisation.slug}/{secrets.token_hex(16)}"
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
    rows = RegisterFile.objects.filter(organisation=organisation, sent_at__lt=at - KEPT_FOR)
    for row in rows.exclude(state__in=AT_WORK):
        if row.state == FileState.CHECKED:
            row.state, row.ended_at = FileState.GIVEN_UP, at
        remove_content(row)
        row.save(update_fields=["state", "ended_at", "path", "findings"])


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


def work_on_check(organisation: Organisation, pk: int) -> None:
    row = row_at_work(organisation, pk, FileState.CHECKING)
    if row is None:
        return
    reading = report_to(row)
    with translation.override(row.language):
        try:
            with path_of(row).open("rb") as file:
                check(reading, file, row.name)
            row.state = FileState.CHECKED
        except Exception:
            row.state = FileState.FAILED
            raise
        finally:
            keep_findings(row, reading.findings)


def work_on_import(organisation: Organisation, pk: int) -> None:
    """All or nothing. What a second check refuses is shown as the first one was."""
    row = row_at_work(organisation, pk, FileState.IMPORTING)
    if row is None:
        return
    reading = report_to(row)
    with translation.override(row.language):
        try:
            with path_of(row).open("rb") as file:
                bring_in(reading, file, row, by=row.user)
        except (RefusedFileError, IntegrityError):
            # The register has changed since the check: a number was taken, a list was shortened.
            row.state, row.ended_at = FileState.CHECKED, None
            keep_findings(row, reading.findings)
        except Exception:
            row.state = FileState.FAILED
            keep_findings(row, reading.findings)
            raise
        else:
            with suppress(OSError):
                path_of(row).unlink(missing_ok=True)
            with organisation_context(organisation.pk):
                RegisterFile.objects.filter(pk=row.pk).update(path="")


def keep_findings(row: RegisterFile, findings: Findings) -> None:
    row.findings, row.rows_read = findings.as_json(), findings.rows
    with organisation_context(row.organisation_id):
        if row.state == FileState.FAILED:
            row.ended_at = timezone.now()
        row.save(update_fields=["state", "findings", "rows_read", "ended_at"])
