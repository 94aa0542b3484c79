"""What charters of every organisation rest on, read from the data files beside this module."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from charters import inventory
from charters.models import Regulation, RegulationChange
from charters.regulation_facts import held
from core.deadlines import Unit
from organisations.reference import Count, Row, bring_in_step, read_rows, texts

FOLDER = Path(__file__).parent / "reference"


@transaction.atomic
def load_regulations() -> Count:
    """Those of the Network, to be verified. One that somebody corrected, checked or added is left alone."""
    known = {regulation.code: regulation for regulation in Regulation.objects.of_network()}
    by_people = RegulationChange.objects.filter(regulation__organisation=None).exclude(by=None)
    in_hand = set(by_people.values_list("regulation__code", flat=True))
    count = Count()
    for row in read_rows(FOLDER / "regulations.csv"):
        code = row["code"]
        if code in in_hand:
            count.kept += 1
            continue
        regulation = known.get(code)
        before = held(regulation) if regulation else {}
        regulation = regulation or Regulation(code=code)
        changed = count.changed
        bring_in_step(regulation, values(row), count)
        if count.changed > changed:
            regulation.revision += 1
            regulation.save(update_fields=["revision"])
            inventory.record(regulation, before, held(regulation), by=None)
    return count


def values(row: Row) -> Mapping[str, Any]:
    """The fields of a regulation, as the file gives them."""
    names = ("title", "kind", "obliges", "limits")
    plain = ("dated", "articles", "link", "source", "certainty")
    return {
        **{name: texts(row, name) for name in names},
        **{name: row[name] for name in plain},
        "limit_amount": int(row["limit_amount"]) if row["limit_amount"] else None,
        "limit_unit": row["limit_unit"] or Unit.CALENDAR_DAYS,
        "topics": row["topics"].split(),
    }
