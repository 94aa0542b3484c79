"""The rows of a map, read at once: what its outline, its drawing and its flags are made of."""

from dataclasses import dataclass
from datetime import date

from processes.enums import Stage
from processes.models import Action, Agreement, HandOver, Map, Service, StepVersion
from processes.support import Flag, flags

STAGES = {stage: place for place, stage in enumerate(Stage.values)}


@dataclass(frozen=True)
class Rows:
    """One version of a map; steps in the order of the map, agreements and open actions of these steps."""

    map: Map
    service: Service
    steps: list[StepVersion]
    hand_overs: list[HandOver]
    agreements: list[Agreement]
    actions: list[Action]

    def flags(self, today: date) -> list[Flag]:
        return flags(self.service, self.steps, self.agreements, today=today)


def rows_of(shown: Map) -> Rows:
    """Read a version of a map, in as many queries whatever its size."""
    service = shown.service
    steps = list(shown.steps.select_related("department"))
    steps.sort(key=lambda step: (STAGES[step.stage], step.position))
    numbers = [step.step_id for step in steps]
    agreements = (
        Agreement.objects.for_organisation(service.organisation)
        .filter(pk__in=Agreement.steps.through.objects.filter(step__in=numbers).values("agreement"))
        .select_related("giver_department", "taker_department")
        .prefetch_related("steps")
    )
    actions = Action.objects.open().filter(step__in=numbers).select_related("owner")
    return Rows(
        map=shown,
        service=service,
        steps=steps,
        hand_overs=list(HandOver.objects.filter(giver__map=shown).order_by("pk")),
        agreements=list(agreements),
        actions=list(actions),
    )
