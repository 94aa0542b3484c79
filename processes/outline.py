"""A map in words: four stages with their questions and sums, each step with all that is known of it.

Pure: from rows already read. The drawing and the pages are made from it, so that both tell the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from core.templatetags.ui import number
from processes import durations
from processes.durations import Duration, Total
from processes.enums import Actor, ContactChannel, Ending, Stage
from processes.models import Agreement, HandOver, StepVersion
from processes.support import Flag, is_valid


@dataclass(frozen=True, eq=False)
class Card:
    """A step of the map, in words."""

    step: StepVersion
    number: str
    actor: str
    # Department or other organisation.
    who: str
    channel: str
    expected: Duration | None
    maximal: Duration | None
    ending: str
    appeal: str
    flags: list[Flag]
    # To be filled once all cards are there.
    passes: "list[Pass]" = field(default_factory=list)
    receives_from: "list[Pass]" = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.step.name)

    @property
    def done_by(self) -> str:
        """Back office, Collection."""
        return f"{self.actor}, {self.who}" if self.who else self.actor

    @property
    def times(self) -> str:
        """2 working days, at most 5."""
        if self.expected and self.maximal:
            is_same = self.expected.unit == self.maximal.unit and self.maximal.amount
            maximal = number(self.maximal.amount) if is_same else str(self.maximal)
            return _("%(expected)s, at most %(maximal)s") % {
                "expected": self.expected,
                "maximal": maximal,
            }
        if self.maximal:
            return _("at most %(maximal)s") % {"maximal": self.maximal}
        return str(self.expected or "")


@dataclass(frozen=True, eq=False)
class Pass:
    """A step passes on to another one: what the map says is handed over, or simply to the next step."""

    giver: Card
    taker: Card
    what: str
    is_named: bool

    @property
    def changes_hands(self) -> bool:
        """Between two actors, two departments, or two organisations."""
        return _hands(self.giver.step) != _hands(self.taker.step)

    @property
    def is_drawn(self) -> bool:
        return self.is_named or self.changes_hands


@dataclass(frozen=True)
class Column:
    """A stage of the map."""

    stage: Stage
    number: int
    questions: list[str]
    cards: list[Card]
    expected: Total
    maximal: Total

    @property
    def label(self) -> str:
        return str(self.stage.label)


@dataclass(frozen=True)
class Backing:
    """An agreement on steps of the map: who gives what to whom, within what time."""

    agreement: Agreement
    within: Duration
    cards: list[Card]
    is_valid: bool
    is_overdue: bool


@dataclass(frozen=True)
class Outline:
    """A whole map in words; the sums are of all its steps, one after the other."""

    columns: list[Column]
    passes: list[Pass]
    expected: Total
    maximal: Total

    @property
    def cards(self) -> list[Card]:
        return [card for column in self.columns for card in column.cards]

    def at(self, flag: Flag) -> list[Card]:
        """The steps that a flag is about."""
        return [card for card in self.cards if flag.is_at(card.step)]

    @property
    def actors(self) -> list[Actor]:
        """Who takes part, in the order of the lanes."""
        found = {card.step.actor for card in self.cards}
        return [actor for actor in Actor if actor in found]


def outline(
    steps: Sequence[StepVersion],
    hand_overs: Iterable[HandOver],
    flags: Iterable[Flag] = (),
) -> Outline:
    """From the steps of a map in its order, departments included, and what they hand over."""
    found = list(flags)
    columns = [_column(number, stage, steps, found) for number, stage in enumerate(Stage, start=1)]
    cards = [card for column in columns for card in column.cards]
    passes = list(_passes(cards, hand_overs))
    for one in passes:
        one.giver.passes.append(one)
        one.taker.receives_from.append(one)
    return Outline(columns, passes, _expected(cards), _maximal(cards))


def backings(told: Outline, agreements: Iterable[Agreement], today: date) -> list[Backing]:
    """The agreements on the steps of a map."""
    found = []
    for agreement in agreements:
        listed = {step.pk for step in agreement.steps.all()}
        found.append(
            Backing(
                agreement=agreement,
                within=durations.agreed(agreement),
                cards=[card for card in told.cards if card.step.step_id in listed],
                is_valid=is_valid(agreement, today),
                is_overdue=agreement.review_due is not None and agreement.review_due < today,
            )
        )
    return found


def _column(number: int, stage: Stage, steps: Sequence[StepVersion], flags: list[Flag]) -> Column:
    inside = [step for step in steps if step.stage == stage]
    cards = [_card(f"{number}.{place}", step, flags) for place, step in enumerate(inside, start=1)]
    questions = [str(step.question) for step in inside if str(step.question)]
    return Column(
        stage=stage,
        number=number,
        questions=list(dict.fromkeys(questions)),
        cards=cards,
        expected=_expected(cards),
        maximal=_maximal(cards),
    )


def _card(number: str, step: StepVersion, flags: list[Flag]) -> Card:
    is_other = step.actor == Actor.OTHER_ORGANISATION
    informs = step.ending == Ending.DECISION and step.informs_on_appeal
    return Card(
        step=step,
        number=number,
        actor=str(Actor(step.actor).label),
        who=step.partner if is_other else str(step.department or ""),
        channel=str(ContactChannel(step.channel).label) if step.channel else "",
        expected=durations.expected(step),
        maximal=durations.maximal(step),
        ending=str(Ending(step.ending).label) if step.ending else "",
        appeal=_("with information on appeal") if informs else "",
        flags=[flag for flag in flags if flag.is_at(step)],
    )


def _expected(cards: Iterable[Card]) -> Total:
    return durations.add_up(card.expected for card in cards)


def _maximal(cards: Iterable[Card]) -> Total:
    return durations.add_up(card.maximal for card in cards)


def _passes(cards: Sequence[Card], hand_overs: Iterable[HandOver]) -> Iterable[Pass]:
    """What is written down; where a step has nothing written down, on to the next one."""
    by_version: Mapping[int, Card] = {card.step.pk: card for card in cards}
    named: dict[int, list[Pass]] = {}
    for row in hand_overs:
        giver, taker = by_version.get(row.giver_id), by_version.get(row.taker_id)
        if giver and taker:
            named.setdefault(row.giver_id, []).append(
                Pass(giver, taker, str(row.what), is_named=True)
            )
    following = {before.step.pk: after for before, after in pairwise(cards)}
    for card in cards:
        if card.step.pk in named:
            yield from named[card.step.pk]
        elif card.step.pk in following:
            yield Pass(card, following[card.step.pk], "", is_named=False)


def _hands(step: StepVersion) -> tuple[str, int | None, str]:
    return step.actor, step.department_id, step.partner
