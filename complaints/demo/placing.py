"""On which step of the map the demonstration's cases arose, and what was improved there.

One improvement has an effect that is more than chance, one has none: the cases tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from organisations.models import Organisation
from processes.demo.maps import MAPS
from processes.models import Step, StepVersion

# Of a hundred cases of a mapped service, so many are never placed.
UNPLACED = 12
# The improvement that works was done so many days ago.
REFUND_DONE = 300


@dataclass(frozen=True)
class Wave:
    """Complaints about one service beside the others: so many, received so many days ago."""

    service: str
    number: int
    from_days: int
    to_days: int


WAVES = {
    "FIN": Wave("refund", 26, REFUND_DONE + 330, REFUND_DONE + 10),
    "INAMI": Wave("invalidity", 24, 640, 40),
}


@dataclass(frozen=True)
class Spread:
    """How cases spread over the steps of a map, by key; otherwise since so many days."""

    steps: Mapping[str, int]
    since_days: int = 0
    since: Mapping[str, int] = field(default_factory=dict)

    def of(self, received_on: date, today: date) -> Mapping[str, int]:
        changed = self.since and received_on >= today - timedelta(days=self.since_days)
        return self.since if changed else self.steps


SPREADS = {
    ("FIN", "refund"): Spread(
        {
            "look_up": 4,
            "explain": 8,
            "give_account": 6,
            "check_holder": 3,
            "order_payment": 14,
            "returned": 60,
            "announce": 5,
        },
        REFUND_DONE,
        {
            "look_up": 10,
            "explain": 16,
            "give_account": 14,
            "check_holder": 8,
            "order_payment": 38,
            "returned": 4,
            "announce": 10,
        },
    ),
    ("INAMI", "invalidity"): Spread(
        {
            "ask_fund": 4,
            "information": 12,
            "submit": 8,
            "check_complete": 14,
            "examine": 48,
            "decide": 8,
            "tell": 6,
        }
    ),
}


def steps_of(organisation: Organisation) -> dict[tuple[str, str], Step]:
    """The steps of the organisation's maps, by the code of the service and the key of the step."""
    found = {}
    for plan in MAPS:
        if plan.organisation != organisation.code:
            continue
        keys = {step.name["nl"]: step.key for step in plan.steps}
        versions = StepVersion.objects.filter(
            map__in_force_from__isnull=False,
            map__service__organisation=organisation,
            map__service__code=plan.service,
        )
        for version in versions.select_related("step"):
            found[plan.service, keys[version.name["nl"]]] = version.step
    return found


def step_for(
    rng: Random,
    steps: Mapping[tuple[str, str], Step],
    spread: Spread,
    service: str,
    days: tuple[date, date],
) -> Step | None:
    """The step of a case received on the first of `days`, told on the second; None where nobody chose one."""
    if rng.randrange(100) < UNPLACED:
        return None
    shares = spread.of(*days)
    key = rng.choices(list(shares), list(shares.values()))[0]
    return steps[service, key]
