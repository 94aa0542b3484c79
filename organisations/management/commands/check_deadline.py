from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organisations.enums import LimitKind
from organisations.models import Organisation
from organisations.time_limits import due_date


class Command(BaseCommand):
    help = "Say when what was received on a date is due, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("kind", metavar="KIND", help=" or ".join(LimitKind.values))
        parser.add_argument("date", metavar="DATE", help="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, kind = options["slug"], options["kind"]
        organisation = Organisation.objects.filter(code=slug.upper()).first()
        if organisation is None:
            raise CommandError(f"Unknown organisation: {slug}.")
        if kind not in LimitKind.values:
            raise CommandError(f"Unknown kind: {kind}. Known: {', '.join(LimitKind.values)}.")
        try:
            received_on = date.fromisoformat(options["date"])
            deadline = due_date(organisation, kind, received_on)
        except ValueError as error:
            raise CommandError(
                f"Not a date that can be counted from: {options['date']}."
            ) from error
        if deadline is None:
            self.stdout.write("no limit set")
            return
        self.stdout.write(f"{deadline.due}")
        for step in deadline.steps:
            self.stdout.write(f"{step.on}: {step.text}")
