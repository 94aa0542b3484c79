"""Write the register of an organisation to a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from complaints.register_export import write
from core.forms import FIRST_YEAR, LAST_YEAR
from core.spreadsheet import SpreadsheetError
from organisations.models import DemoLoad, Organisation

SUFFIXES = (".csv", ".xlsx")


class Command(BaseCommand):
    help = "Write the cases of an organisation as CSV or XLSX, in the form that an import reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("file", metavar="FILE", type=Path, help="ends in .csv or .xlsx")
        parser.add_argument("--year", type=int, help="of receipt; without it, every case")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        organisation = Organisation.objects.filter(code=options["slug"].upper()).first()
        if organisation is None:
            raise CommandError(f"Unknown organisation: {options['slug']}.")
        if path.suffix.lower() not in SUFFIXES:
            raise CommandError(f"{path.name}: the name ends in neither .csv nor .xlsx.")
        year = options["year"]
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"Not a year: {year}.")
        try:
            number = write(organisation, path, year, is_demo=DemoLoad.objects.exists())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        except SpreadsheetError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{number} cases written to {path}.")
