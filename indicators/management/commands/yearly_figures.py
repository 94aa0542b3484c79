"""Computed figures of a year as CSV on standard output, nothing hidden."""

import csv
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.forms import FIRST_YEAR, LAST_YEAR
from indicators.exports import HEADINGS, rows
from organisations.models import Organisation


class Command(BaseCommand):
    help = "Print an organisation's computed figures of a year as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("arguments", nargs="+", metavar="SLUG YEAR", help="with --all: YEAR")
        parser.add_argument("--all", action="store_true", help="every organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        words = options["arguments"]
        if len(words) != (1 if options["all"] else 2):
            raise CommandError("Give SLUG YEAR, or YEAR with --all.")
        if not words[-1].isdecimal() or not FIRST_YEAR <= int(words[-1]) <= LAST_YEAR:
            raise CommandError(f"Not a year: {words[-1]}")
        organisations = Organisation.objects.select_related("group").order_by("code")
        if not options["all"]:
            organisations = organisations.filter(code=words[0].upper())
            if not organisations:
                raise CommandError(f"No organisation has the code {words[0]}.")
        writer = csv.writer(self.stdout, lineterminator="\r\n")
        writer.writerow(HEADINGS)
        for organisation in organisations:
            writer.writerows(rows(organisation, int(words[-1])))
