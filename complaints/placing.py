"""Where on the map of its service a case arose: the places to choose from, each with the key that takes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from complaints.enums import Move
from complaints.models import Case
from complaints.permissions import may
from organisations.models import Membership
from processes.enums import MapStatus, Stage
from processes.models import Service, Step, StepVersion

# One sign a step, so that one key press is enough; a map with more steps has none left for the last.
SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"
# In an address of the register: cases without a stage, and those of a stage without a step.
NO_STAGE, WITHOUT_STEP = "none", "-none"


@dataclass(frozen=True)
class Spot:
    """A step of the map, or a stage in which no step is known yet."""

    stage: str
    name: str
    step: int | None = None
    sign: str = ""

    @property
    def value(self) -> str:
        """What a form sends: the step, or else the stage."""
        return str(self.step or self.stage)

    @property
    def label(self) -> str:
        return f"{self.sign}. {self.name}" if self.sign else self.name


@dataclass(frozen=True)
class Placing:
    """The small form of the record page."""

    service: Service
    groups: list[tuple[str, list[Spot]]]
    current: str
    seen: int | None
    has_steps: bool


def spots(service: Service | None, *, beside: Step | None = None) -> list[Spot]:
    """Every step of the map in force and every stage, in their order; `beside` is a step it no longer shows."""
    versions: Iterable[StepVersion] = ()
    if service is not None:
        on_map = StepVersion.objects.filter(map__service=service, map__status=MapStatus.IN_FORCE)
        versions = on_map.order_by("position").only("step", "stage", "name")
    by_stage: dict[str, list[StepVersion]] = {stage: [] for stage in Stage.values}
    for version in versions:
        by_stage[version.stage].append(version)
    shown = {version.step_id for found in by_stage.values() for version in found}
    signs = iter(SIGNS)
    found: list[Spot] = []
    for stage, steps in by_stage.items():
        found += [
            Spot(stage, str(version.name), version.step_id, next(signs, "")) for version in steps
        ]
        if beside is not None and beside.pk not in shown and stage_of(beside) == stage:
            found.append(Spot(stage, name_of(beside), beside.pk))
        found.append(Spot(stage, _("no step yet")))
    return found


def named_steps(service: Service) -> list[tuple[int, str, str]]:
    """Key, name and stage of every step that a map in force has shown, those of now in their order first."""
    now = {
        version.step_id: version.position
        for version in StepVersion.objects.filter(map__in=service.maps.in_force())
    }
    order = {stage: place for place, stage in enumerate(Stage.values)}
    steps = [
        (step.pk, name_of(step), stage_of(step))
        for step in Step.objects.named().filter(service=service)
    ]
    last = len(now) + 1
    return sorted(
        (step for step in steps if step[2]),
        key=lambda step: (order[step[2]], now.get(step[0], last), step[0]),
    )


def grouped(found: Iterable[Spot]) -> list[tuple[str, list[Spot]]]:
    """Under the name of each stage."""
    groups: dict[str, list[Spot]] = {}
    for spot in found:
        groups.setdefault(str(capfirst(Stage(spot.stage).label)), []).append(spot)
    return list(groups.items())


def current_value(case: Case) -> str:
    """The spot at which the case lies now; empty where no stage is known."""
    return str(case.step_id or case.stage)


def shown_step(pk: int | None) -> Step | None:
    """The step with `name` and `stage`, as the map in force shows it or the last one that did."""
    return Step.objects.named().filter(pk=pk).first() if pk else None


def stage_of(step: Step) -> str:
    """Empty for a step that no map in force has shown yet."""
    known: str | None = getattr(step, "stage", None)
    if known is None:
        known = getattr(shown_step(step.pk), "stage", "")
    return known or ""


def name_of(step: Step | None) -> str:
    """For a step from `shown_step`; empty for none."""
    return str(getattr(step, "name", ""))


def placing(
    membership: Membership, case: Case, step: Step | None, *, seen: int | None
) -> Placing | None:
    """What the record page offers to a member who may choose the step; nothing without a service.

    `step` is the one at which the case lies, `seen` the last event that the page shows.
    """
    if case.service is None or not may(membership, Move.PLACE, case):
        return None
    found = spots(case.service, beside=step)
    return Placing(
        service=case.service,
        groups=grouped(found),
        current=current_value(case),
        seen=seen,
        has_steps=any(spot.step for spot in found),
    )
