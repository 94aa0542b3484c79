from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from charters import demo as charters_of_demo
from complaints.demo import improvements as improvements_of_demo
from complaints.demo import loading as cases_of_demo
from indicators import demo as figures_of_demo
from organisations import demo as people_of_demo
from organisations.models import DemoLoad, Membership, Organisation, User
from processes import demo as services_of_demo

SEED = 2026


class Command(BaseCommand):
    help = "Load demonstration data: three real organisations, invented people and cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, other cases")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing in an installation in use"
        )
        parser.add_argument(
            "--print-sign-ins", action="store_true", help="say who can sign in; load nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print_sign_ins"]:
            self.print_sign_ins()
        elif DemoLoad.objects.exists():
            self.say("The demonstration is already loaded.", options)
        elif options["if_empty"] and User.objects.exists():
            self.say("This installation is in use: no demonstration is loaded.", options)
        else:
            made = load(seed=options["seed"])
            self.say(f"{made} cases of the demonstration loaded.", options)

    def say(self, text: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(text)

    def print_sign_ins(self) -> None:
        if not DemoLoad.objects.exists():
            return
        rows = people_of_demo.sign_ins()
        widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
        self.stdout.write(f"Demonstration sign-ins; password of all: {people_of_demo.PASSWORD}\n")
        for *columns, roles in rows:
            padded = [text.ljust(width) for text, width in zip(columns, widths, strict=True)]
            self.stdout.write("  ".join([*padded, roles]))


@transaction.atomic
def load(*, seed: int, cases: int = cases_of_demo.CASES) -> int:
    """All or nothing: an interruption leaves no trace. How many cases were made."""
    codes = people_of_demo.CODES
    if Organisation.objects.filter(code__in=codes).count() < len(codes):
        call_command("load_reference_data", verbosity=0)
    if Membership.objects.filter(organisation__code__in=codes).exists():
        raise CommandError(
            f"{', '.join(codes)}: one of them has members already; the demonstration would mix with them."
        )
    people_of_demo.load(timezone.localdate())
    services_of_demo.load(timezone.localdate())
    charters_of_demo.load()
    made = cases_of_demo.load(seed=seed, cases=cases)
    improvements_of_demo.load(timezone.localdate())
    figures_of_demo.load(timezone.localdate(), seed=seed)
    DemoLoad.objects.create(pk=1, seed=seed)
    return made
