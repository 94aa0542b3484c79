"""Lists that every catalogue uses, read from the data files beside this module."""

from pathlib import Path

from organisations.reference import Count, bring_in_step, load, read_rows, texts
from processes.models import CustomerGroup, LifeEvent

FOLDER = Path(__file__).parent / "reference"


def load_customer_groups() -> Count:
    """The shared groups; segments of an organisation may carry the same code and stay as they are."""
    shared = {group.code: group for group in CustomerGroup.objects.filter(organisation=None)}
    count = Count()
    for row in read_rows(FOLDER / "customer_groups.csv"):
        group = shared.get(row["code"]) or CustomerGroup(code=row["code"])
        bring_in_step(group, {"kind": row["kind"], "name": texts(row, "name")}, count)
    return count


def load_life_events() -> Count:
    rows = read_rows(FOLDER / "life_events.csv")
    return load(
        LifeEvent,
        "code",
        (
            (row["code"], {"name": texts(row, "name"), "position": int(row["position"])})
            for row in rows
        ),
    )
