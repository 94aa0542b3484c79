"""The record page of an improvement action."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.effect_words import Told, told
from indicators.effects import effect_of
from indicators.improvements import advice, buttons, facts, history
from indicators.permissions import can_see_figures
from organisations.middleware import MemberRequest
from processes.models import Action

NO_FIGURE = "no_figure"


@require_safe
def action(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The plan, what can be done now, the effect, what happened."""
    actions = Action.objects.for_organisation(request.organisation)
    names = ("organisation", "service", "agreement", "owner", "created_by")
    action = get_object_or_404(actions.select_related(*names), pk=pk)
    context = {
        "action": action,
        "is_overdue": action.is_overdue(timezone.localdate()),
        "facts": facts(action, request.membership),
        "to_do": to_do(request, action),
        "effect": effect_for(request, action),
        "history": history(action),
    }
    return render(request, "indicators/action.html", context)


def to_do(request: MemberRequest, action: Action) -> dict[str, Any]:
    """One button for what comes next, as long as something does; below it what else can be done."""
    found = buttons(action, request.membership)
    first = 1 if action.is_open else 0
    return {"advice": advice(action), "next": found[:first], "others": found[first:]}


def effect_for(request: MemberRequest, action: Action) -> Told | str:
    """Nothing for those who do not see figures; without a figure, only that none was chosen."""
    if not can_see_figures(request.membership):
        return ""
    if not action.figure:
        return NO_FIGURE
    return told(action, effect_of(action, timezone.localdate()))
