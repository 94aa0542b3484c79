"""The board of improvements: a column a state, a card an action, and what can be done with it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrOrPromise

from organisations.models import Membership
from processes.enums import ActionMove, ActionState
from processes.models import Action
from processes.permissions import can_move_action
from processes.querysets import ActionQuerySet

MOST_CARDS = 30
SHOWN_WHEN_DONE = timedelta(days=365)
TITLES: dict[str, StrOrPromise] = {
    ActionState.PLANNED: pgettext_lazy("column", "Planned"),
    ActionState.UNDER_WAY: pgettext_lazy("column", "Under way"),
    ActionState.DONE: gettext_lazy("Done in the last 12 months"),
    ActionState.DROPPED: pgettext_lazy("column", "Dropped"),
}
# What usually comes next.
NEXT = {
    ActionState.PLANNED: ActionMove.START,
    ActionState.UNDER_WAY: ActionMove.FINISH,
    ActionState.DONE: ActionMove.TAKE_UP,
    ActionState.DROPPED: ActionMove.TAKE_UP,
}


@dataclass(frozen=True)
class Card:
    """An action, and the move that its button makes ('' for none)."""

    action: Action
    is_overdue: bool
    move: str = ""
    label: StrOrPromise = ""


@dataclass(frozen=True)
class Column:
    """The first actions of a state; the list holds them all."""

    state: str
    title: StrOrPromise
    cards: Sequence[Card]
    has_more: bool


def columns(
    found: ActionQuerySet, states: Sequence[str], membership: Membership, today: date
) -> list[Column]:
    """What is due soonest comes first, of what is done the latest."""
    return [column(found, state, membership, today) for state in states]


def column(found: ActionQuerySet, state: str, membership: Membership, today: date) -> Column:
    rows = found.filter(state=state).order_by("due_on", "pk")
    if state == ActionState.DONE:
        rows = rows.filter(done_on__gt=today - SHOWN_WHEN_DONE).order_by("-done_on", "-pk")
    kept = list(rows[: MOST_CARDS + 1])
    cards = [card(action, membership, today) for action in kept[:MOST_CARDS]]
    return Column(state, TITLES[state], cards, len(kept) > MOST_CARDS)


def card(action: Action, membership: Membership, today: date) -> Card:
    if not action.is_open or not can_move_action(membership, action):
        return Card(action, action.is_overdue(today))
    move = NEXT[ActionState(action.state)]
    return Card(action, action.is_overdue(today), move, move.label)
