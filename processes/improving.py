"""What is done with an improvement action: planned, changed, and told how it stands."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Happening, NotAllowedError
from organisations.models import Organisation, User
from processes.enums import IMPROVING, ActionMove, ActionState
from processes.models import Action, ActionChange, Agreement, Service, Step

# What a plan says; a change keeps the old and the new value of each.
PLANNED = (
    "title",
    "text",
    "service_id",
    "stage",
    "step_id",
    "agreement_id",
    "owner_id",
    "due_on",
    "figure",
    "expected_value",
)
MOVED = ("state", "started_on", "done_on")


class Subject(TypedDict, total=False):
    """What a plan may say beside its title, its owner and its due date."""

    text: str
    service: Service | None
    stage: str
    step: Step | None
    agreement: Agreement | None
    figure: str
    expected_value: Decimal | None


class Plan(Subject, total=False):
    """A whole plan, or the part of it that changes."""

    title: str
    owner: User
    due_on: date


class WrongDayError(ValueError):
    """A move dated before what it follows, or in the future."""


@transaction.atomic
def plan(
    organisation: Organisation,
    *,
    by: User | None,
    title: str,
    owner: User,
    due_on: date,
    on: date | None = None,
    **subject: Unpack[Subject],
) -> Action:
    """A new action; one on a step lies in the step's service and stage."""
    today = timezone.localdate()
    if on and on > today:
        raise WrongDayError("An action is not planned in the future.")
    action = Action(
        organisation=organisation,
        title=title,
        owner=owner,
        due_on=due_on,
        created_on=on or today,
        created_by=by,
    )
    set_plan(action, subject)
    action.save()
    return action


def change(
    action: Action,
    *,
    by: User | None,
    on: date | None = None,
    note: str = "",
    seen: int | None = None,
    **new_plan: Unpack[Plan],
) -> None:
    """Another plan; an action that is done or dropped is taken up again first."""
    with locked(action, seen) as row:
        if not row.is_open:
            raise NotAllowedError(_("An action that is done or dropped keeps its plan."))
        before = values_of(row, PLANNED)
        set_plan(row, new_plan)
        changed = differing(row, before)
        if changed or note.strip():
            row.save(update_fields=changed)
            record(row, "", before, by=by, on=day_of(row, on), note=note)
    copy(row, action, PLANNED)


def move(
    action: Action,
    move: str,
    *,
    by: User | None,
    on: date | None = None,
    note: str = "",
    seen: int | None = None,
) -> None:
    """Begin, finish or drop it, or take it up again, on a day that may lie back."""
    with locked(action, seen) as row:
        if not IMPROVING.allows(move, row.state):
            raise NotAllowedError(
                _("“%(move)s” is not possible in this state: %(state)s.")
                % {"move": ActionMove(move).label, "state": ActionState(row.state).label}
            )
        day = day_of(row, on)
        before = values_of(row, MOVED)
        if move == ActionMove.START:
            row.state, row.started_on = ActionState.UNDER_WAY, day
        elif move == ActionMove.FINISH:
            row.state, row.done_on = ActionState.DONE, day
        elif move == ActionMove.DROP:
            row.state = ActionState.DROPPED
        else:
            row.state = ActionState.UNDER_WAY if row.started_on else ActionState.PLANNED
            row.done_on = None
        row.save(update_fields=MOVED)
        record(row, move, before, by=by, on=day, note=note)
    copy(row, action, MOVED)


def set_plan(action: Action, new_plan: Plan | Subject) -> None:
    for name, value in new_plan.items():
        setattr(action, name, value)
    if action.step_id:
        step = Step.objects.for_organisation(action.organisation).named().get(pk=action.step_id)
        action.service_id = step.service_id
        action.stage = step.stage  # type: ignore[attr-defined]


@contextmanager
def locked(action: Action, seen: int | None) -> Iterator[Action]:
    """The row as it stands, nobody else's; a refusal tells what happened since the page was shown."""
    with transaction.atomic():
        row = Action.objects.select_for_update().get(
            pk=action.pk, organisation_id=action.organisation_id
        )
        row.organisation = action.organisation
        try:
            check_seen(row, seen)
            yield row
        except NotAllowedError as refusal:
            refusal.happened = happened_since(row, seen)
            refusal.back_url = row.get_absolute_url()
            raise


def check_seen(action: Action, seen: int | None) -> None:
    """`seen` is the last change that the page knew, 0 for none."""
    if seen is not None and action.changes.filter(pk__gt=seen).exists():
        raise NotAllowedError(_("The action has changed since the page was shown."))


def first_day(action: Action) -> date:
    """Before this day nothing more can happen to the action."""
    moves = action.changes.exclude(move="").aggregate(last=models.Max("happened_on"))
    last: date | None = moves["last"]
    return max(action.created_on, last) if last else action.created_on


def day_of(action: Action, on: date | None) -> date:
    today = timezone.localdate()
    day = on or today
    if not first_day(action) <= day <= today:
        raise WrongDayError("A change lies between the one before and today.")
    return day


def happened_since(action: Action, seen: int | None) -> list[Happening]:
    """What others did after the page was shown, or the last five things done."""
    changes = action.changes.select_related("by")
    if seen is not None and changes.filter(pk__gt=seen).exists():
        changes = changes.filter(pk__gt=seen)
    return [Happening(in_words(row), str(row.by or _("automatic")), row.at) for row in changes[:5]]


def in_words(row: ActionChange) -> str:
    """The name of a change, as the history shows it."""
    words: dict[str, str] = {
        ActionMove.START: _("Action started"),
        ActionMove.FINISH: _("Recorded as done"),
        ActionMove.DROP: _("Action dropped"),
        ActionMove.TAKE_UP: _("Taken up again"),
    }
    return words.get(row.move, _("Plan changed"))


def values_of(action: Action, columns: Iterable[str]) -> dict[str, Any]:
    """The columns as a change keeps them."""
    return {column: stored(getattr(action, column)) for column in columns}


def stored(value: Any) -> Any:
    """Dates and numbers as text, numbers with the one decimal that their column has."""
    if isinstance(value, Decimal):
        return f"{value:.1f}"
    return value.isoformat() if isinstance(value, date) else value


def differing(action: Action, before: dict[str, Any]) -> list[str]:
    after = values_of(action, before)
    return [column for column in before if before[column] != after[column]]


def record(
    action: Action, move: str, before: dict[str, Any], *, by: User | None, on: date, note: str
) -> None:
    after = values_of(action, before)
    changed = differing(action, before)
    action.changes.create(
        move=move,
        note=note.strip(),
        happened_on=on,
        by=by,
        old={column: before[column] for column in changed},
        new={column: after[column] for column in changed},
    )


def copy(row: Action, action: Action, columns: Iterable[str]) -> None:
    """The caller's row says what was stored."""
    for column in columns:
        setattr(action, column, getattr(row, column))
