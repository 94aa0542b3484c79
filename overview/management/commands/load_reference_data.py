from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from charters import reference as charters
from complaints import reference as register
from indicators import published
from indicators import reference as figures
from organisations import reference
from processes import finding
from processes import reference as catalogue

# Organisations name their group and second line, time limits their organisation.
IN_ORDER = {
    "groups": reference.load_groups,
    "second-line bodies": reference.load_second_line_bodies,
    "organisations": reference.load_organisations,
    "public holidays": reference.load_public_holidays,
    "time limits": reference.load_time_limits,
    "customer groups": catalogue.load_customer_groups,
    "life events": catalogue.load_life_events,
    "grounds of inadmissibility": register.load_inadmissibility_grounds,
    "norms of conduct": register.load_norms_of_conduct,
    "regulations": charters.load_regulations,
    "indicators": figures.load_indicators,
    "criteria of complaints management": figures.load_criteria,
    "published figures": published.load_published_figures,
    "services for the finder": finding.index_missing,
}


class Command(BaseCommand):
    help = (
        "Load organisations, time limits, holidays and lists; a second run brings them up to date."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for name, load in IN_ORDER.items():
            count = load()
            if options["verbosity"]:
                kept = f", {count.kept} kept as corrected here" if count.kept else ""
                self.stdout.write(
                    f"{name}: {count.new} new, {count.changed} changed,"
                    f" {count.unchanged} unchanged{kept}"
                )
