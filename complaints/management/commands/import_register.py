"""Bring cases kept elsewhere into the register of an organisation."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils.translation import get_language

from complaints.models import RegisterFile
from complaints.register_import import (
    Findings,
    Reading,
    RefusedFileError,
    bring_in,
    check,
    refuse_a_second_time,
)
from core.row_security import organisation_context
from core.spreadsheet import SpreadsheetError
from organisations.models import Organisation

SUFFIXES = (".csv", ".xlsx")


class Command(BaseCommand):
    help = "Bring the cases of a CSV or XLSX file into the register: all of them, or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("file", metavar="FILE", type=Path, help="ends in .csv or .xlsx")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is wrong; store nothing"
        )
        parser.add_argument("--skip-bad-rows", action="store_true", help="store the others")
        parser.add_argument("--again", action="store_true", help="even if the file came before")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = organisation_of(options["slug"])
        path: Path = options["file"]
        if path.suffix.lower() not in SUFFIXES:
            raise CommandError(f"{path.name}: the name ends in neither .csv nor .xlsx.")
        reading = Reading(organisation, on_error=self.tell)
        try:
            with path.open("rb") as file:
                if options["dry_run"]:
                    self.try_out(reading, file, path, options)
                else:
                    self.store(reading, file, path, options)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        except RefusedFileError as refusal:
            raise CommandError(str(refusal)) from refusal
        except IntegrityError as error:
            said = (
                "The register changed while the cases were written. Nothing is stored: try again."
            )
            raise CommandError(said) from error

    def tell(self, error: SpreadsheetError) -> None:
        self.stderr.write(str(error))

    def try_out(self, reading: Reading, file: Any, path: Path, options: dict[str, Any]) -> None:
        row = row_of(reading, file, path, options)
        found = check(reading, file, path.name)
        self.say(found)
        if not found.is_storable(skips_bad_rows=row.skips_bad_rows):
            raise CommandError(f"{found.error_count} errors. Nothing would be stored.")
        with organisation_context(row.organisation_id):
            refuse_a_second_time(row)
        self.stdout.write("Nothing is stored: this was a dry run.")

    def store(self, reading: Reading, file: Any, path: Path, options: dict[str, Any]) -> None:
        bring_in(reading, file, row_of(reading, file, path, options), by=None)
        self.say(reading.findings)
        self.stdout.write(f"{reading.findings.good_rows} cases brought in.")

    def say(self, found: Findings) -> None:
        self.stdout.write(f"{found.rows} rows, {found.bad_rows} of them with errors.")
        for title, counted in (
            ("Year of receipt", found.years),
            ("Nature", found.natures),
            ("Finding", found.findings),
        ):
            for code, number in sorted(counted.items()):
                self.stdout.write(f"{title} {code}: {number}")
        if found.missing_columns:
            missing = ", ".join(found.missing_columns)
            self.stdout.write(f"Not in the file, taken as empty: {missing}")
        if found.unread_sheets:
            self.stdout.write(f"Sheets that are not read: {', '.join(found.unread_sheets)}")


def row_of(reading: Reading, file: Any, path: Path, options: dict[str, Any]) -> RegisterFile:
    """The file, not stored yet, and read again from its beginning."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return RegisterFile(
        organisation=reading.organisation,
        name=path.name[-200:],
        sha256=digest,
        size=path.stat().st_size,
        language=get_language() or "en",
        skips_bad_rows=options["skip_bad_rows"],
        is_again=options["again"],
    )


def organisation_of(slug: str) -> Organisation:
    organisation = Organisation.objects.filter(code=slug.upper()).first()
    if organisation is None:
        raise CommandError(f"Unknown organisation: {slug}.")
    return organisation
