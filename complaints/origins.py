"""Improvement actions that come from a case or a cause: planned together with where they came from."""

from datetime import date
from typing import Any

from django.db import transaction

from complaints.models import ActionOrigin, Case, Cause
from complaints.permissions import can_read
from organisations.models import Membership, User
from processes import improving
from processes.models import Action
from processes.querysets import ActionQuerySet


@transaction.atomic
def plan_from_case(case: Case, *, by: User | None, on: date | None = None, **plan: Any) -> Action:
    """A new action, as `improving.plan` makes it, that a case gave rise to."""
    action = improving.plan(case.organisation, by=by, on=on, **plan)
    ActionOrigin.objects.create(organisation=case.organisation, action=action, case=case)
    return action


@transaction.atomic
def plan_from_cause(
    cause: Cause, *, by: User | None, on: date | None = None, **plan: Any
) -> Action:
    """A new action, as `improving.plan` makes it, that takes a cause of many cases away."""
    action = improving.plan(cause.organisation, by=by, on=on, **plan)
    ActionOrigin.objects.create(organisation=cause.organisation, action=action, cause=cause)
    return action


def origin_for(membership: Membership, action: Action) -> ActionOrigin | None:
    """Where an action came from, unless it is a case that the member may not open."""
    if not can_read(membership):
        return None
    origins = ActionOrigin.objects.filter(organisation=membership.organisation_id, action=action)
    origin = origins.select_related("cause").first()
    if origin is None or origin.case_id is None:
        return origin
    visible = Case.objects.visible_to(membership).select_related("organisation")
    case = visible.filter(pk=origin.case_id).first()
    if case is None:
        return None
    origin.case = case
    return origin


def is_from_elsewhere(action: Action) -> bool:
    """Did a case or a cause give rise to it? Without any it is an idea."""
    return ActionOrigin.objects.filter(organisation=action.organisation_id, action=action).exists()


def actions_from_case(case: Case) -> ActionQuerySet:
    return _with_names(Action.objects.filter(origin__case=case))


def actions_from_cause(cause: Cause) -> ActionQuerySet:
    return _with_names(Action.objects.filter(origin__cause=cause))


def _with_names(actions: ActionQuerySet) -> ActionQuerySet:
    """What a list of them shows, and no more."""
    shown = ("title", "state", "organisation__code", "owner__name", "owner__email")
    named = actions.select_related("organisation", "owner").only(*shown)
    return named.order_by("due_on", "pk")
