"""A draft as its page shows it: four columns of cards, each with the places it can move to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from processes import durations
from processes.enums import Actor, Stage
from processes.hand_overs import explicit_links, in_order
from processes.models import Map, StepVersion


@dataclass(frozen=True)
class Move:
    """A button of a card; `place` is what it sends."""

    place: str
    label: str


@dataclass(frozen=True)
class Card:
    step: StepVersion
    moves: Sequence[Move]
    # Named ones alone; without any, the step passes on to the next.
    takers: Sequence[StepVersion]

    @property
    def who(self) -> str:
        """The actor, and the partner or department behind it."""
        step = self.step
        behind = step.partner if step.actor == Actor.OTHER_ORGANISATION else step.department
        return " · ".join(
            str(part) for part in (capfirst(step.get_actor_display()), behind) if part
        )

    @property
    def duration(self) -> durations.Duration | None:
        return durations.expected(self.step)

    @property
    def most(self) -> durations.Duration | None:
        return durations.maximal(self.step)


@dataclass(frozen=True)
class Column:
    stage: Stage
    cards: Sequence[Card]


def columns(draft: Map) -> list[Column]:
    """The four stages, in two queries."""
    steps = in_order(draft.steps.select_related("department"))
    links = explicit_links(draft.pk)
    by_stage = {stage: [step for step in steps if step.stage == stage] for stage in Stage}
    lengths = {stage: len(found) for stage, found in by_stage.items()}

    def card(step: StepVersion) -> Card:
        takers = [other for other in steps if other.pk in links.get(step.pk, ())]
        return Card(step, moves(step, lengths), takers)

    return [Column(stage, [card(step) for step in found]) for stage, found in by_stage.items()]


def moves(step: StepVersion, lengths: dict[Stage, int]) -> list[Move]:
    """Up and down in its stage, and to the end of the stages beside it."""
    stages, stage = list(Stage), Stage(step.stage)
    here = stages.index(stage)
    found = []
    if step.position > 1:
        found.append(Move(f"{stage}:{step.position - 1}", _("Up")))
    if step.position < lengths[stage]:
        found.append(Move(f"{stage}:{step.position + 1}", _("Down")))
    for other in (stages[here - 1] if here else None, *stages[here + 1 : here + 2]):
        if other is not None:
            to = _("To “%(stage)s”") % {"stage": other.label}
            found.append(Move(f"{other}:{lengths[other] + 1}", to))
    return found
