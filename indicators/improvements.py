"""The record page of an improvement action: its plan, where it came from, what happened to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django_stubs_ext import StrOrPromise

from complaints.origins import is_from_elsewhere, origin_for
from core.templatetags.ui import day_plain, leading, number
from organisations.models import Membership, User
from processes.board import NEXT
from processes.enums import IMPROVING, ActionMove, ActionState, ExpectedFigure, Stage
from processes.improving import in_words
from processes.models import Action, ActionChange, Agreement, Service, Step
from processes.permissions import can_move_action, can_plan_actions

ICONS = {
    ActionMove.START: "arrow",
    ActionMove.FINISH: "check",
    ActionMove.DROP: "cross",
    ActionMove.TAKE_UP: "return",
}


@dataclass(frozen=True)
class Fact:
    """A line of the plan; a link where there is something to open."""

    label: str
    value: str
    url: str = ""
    language: str = ""


@dataclass(frozen=True)
class Button:
    """Something that can be done with the action now."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    what: str
    facts: list[str]
    who: str
    on: date
    at: datetime | None
    note: str


def facts(action: Action, membership: Membership) -> list[Fact]:
    """The plan, and nothing that is empty."""
    slug = action.organisation.slug
    service, agreement = action.service, action.agreement
    step = Step.objects.named().filter(pk=action.step_id).first() if action.step_id else None
    found = [
        *origin(action, membership),
        Fact(
            pgettext("catalogue", "Service"),
            str(service or ""),
            reverse("processes:map", args=[slug, service.pk]) if service else "",
            language=service.name.shown_language if service else "",
        ),
        Fact(_("Stage"), capfirst(action.get_stage_display())),
        Fact(
            _("Step"),
            str(step.name) if step else "",  # type: ignore[attr-defined]
            language=step.name.shown_language if step else "",  # type: ignore[attr-defined]
        ),
        Fact(
            _("Agreement"),
            str(agreement or ""),
            language=agreement.what.shown_language if agreement else "",
        ),
        Fact(_("Owner"), str(action.owner)),
        Fact(_("Due on"), day_plain(action.due_on)),
        Fact(_("Started on"), day_plain(action.started_on)),
        Fact(_("Done on"), day_plain(action.done_on)),
        Fact(_("Figure that should change"), capfirst(action.get_figure_display())),
        Fact(
            _("Expected value"),
            "" if action.expected_value is None else number(float(action.expected_value)),
        ),
    ]
    return [fact for fact in found if fact.value]


def origin(action: Action, membership: Membership) -> list[Fact]:
    """A case or a cause, as far as the member may see it; or else what the plan itself names."""
    label, slug = _("Origin"), action.organisation.slug
    found = origin_for(membership, action)
    if found and found.case:
        words = _("Case %(number)s") % {"number": found.case}
        return [Fact(label, words, found.case.get_absolute_url())]
    if found and found.cause:
        url = reverse("complaints:list", args=[slug])
        words = _("Cause of complaints: %(cause)s") % {"cause": found.cause}
        return [Fact(label, words, f"{url}?status=any&cause={found.cause.pk}")]
    if is_from_elsewhere(action):
        return []
    if action.step_id:
        return [Fact(label, _("A step of the process map"))]
    return [Fact(label, _("An agreement") if action.agreement_id else _("An idea"))]


def buttons(action: Action, membership: Membership) -> list[Button]:
    """What the member can do now; of an open action the first is what usually comes next."""
    slug = action.organisation.slug
    found = []
    if can_move_action(membership, action):
        next_move = NEXT[ActionState(action.state)]
        moves = [move for move in ActionMove if IMPROVING.allows(move, action.state)]
        moves.sort(key=lambda move: move != next_move)
        url = reverse("processes:action_move", args=[slug, action.pk])
        found = [Button(str(move.label), f"{url}?move={move.value}", ICONS[move]) for move in moves]
    if can_plan_actions(membership) and action.is_open:
        url = reverse("processes:action_edit", args=[slug, action.pk])
        found.append(Button(_("Change the plan"), url, "pencil"))
    return found


def advice(action: Action) -> str:
    """Why the first button is there."""
    return {
        ActionState.PLANNED: _("The action waits for its start."),
        ActionState.UNDER_WAY: _("Once the change works for customers, record it as done."),
        ActionState.DONE: _("The action is done. Its effect stands below.")
        if action.figure
        else _("The action is done."),
        ActionState.DROPPED: _("The action was dropped. It can be taken up again."),
    }[ActionState(action.state)]


def history(action: Action) -> list[Line]:
    """Everything that happened to the action, newest first."""
    changes = list(action.changes.select_related("by"))
    names = names_in(changes)
    lines = [
        Line(
            what=in_words(change),
            facts=[fact(column, change, names) for column in LABELS if column in change.new],
            who=str(change.by or _("automatic")),
            on=change.happened_on,
            at=change.at,
            note=change.note,
        )
        for change in changes
    ]
    who = str(action.created_by or _("automatic"))
    return [*lines, Line(_("Action planned"), [], who, action.created_on, None, "")]


LABELS: Mapping[str, StrOrPromise] = {
    "title": gettext_lazy("What is improved"),
    "text": gettext_lazy("How"),
    "service_id": pgettext_lazy("catalogue", "Service"),
    "stage": gettext_lazy("Stage"),
    "step_id": gettext_lazy("Step"),
    "agreement_id": gettext_lazy("Agreement"),
    "owner_id": gettext_lazy("Owner"),
    "due_on": gettext_lazy("Due on"),
    "figure": gettext_lazy("Figure that should change"),
    "expected_value": gettext_lazy("Expected value"),
}
CHOICES: Mapping[str, type[TextChoices]] = {"stage": Stage, "figure": ExpectedFigure}
ROWS: Mapping[str, Callable[[set[int]], Mapping[int, object]]] = {
    "service_id": Service.objects.in_bulk,
    "step_id": lambda keys: {
        step.pk: step.name  # type: ignore[attr-defined]
        for step in Step.objects.named().filter(pk__in=keys)
    },
    "agreement_id": Agreement.objects.in_bulk,
    "owner_id": User.objects.in_bulk,
}
Names = Mapping[str, Mapping[int, object]]


def names_in(changes: list[ActionChange]) -> Names:
    """The rows that the changes name, at most one query a kind."""
    found: dict[str, Mapping[int, object]] = {}
    for column, read in ROWS.items():
        values = [side.get(column) for change in changes for side in (change.old, change.new)]
        keys = {value for value in values if value}
        found[column] = read(keys) if keys else {}
    return found


def fact(column: str, change: ActionChange, names: Names) -> str:
    """What changed: from what, to what; a long text only that it did."""
    label = LABELS[column]
    if column == "text":
        return _("%(label)s: written anew") % {"label": label}
    old, new = (
        value_in_words(column, side.get(column), names) for side in (change.old, change.new)
    )
    if old and new:
        return _("%(label)s: from %(old)s to %(new)s") % {"label": label, "old": old, "new": new}
    return f"{leading(label)} {new or _('none')}"


def value_in_words(column: str, value: Any, names: Names) -> str:
    if value in (None, ""):
        return ""
    if column in ROWS:
        return str(names[column].get(value, ""))
    if column in CHOICES:
        return str(CHOICES[column](value).label)
    if column == "due_on":
        return day_plain(date.fromisoformat(value))
    return number(float(value)) if column == "expected_value" else str(value)
