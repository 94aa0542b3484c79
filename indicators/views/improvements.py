"""The record page of an improvement action."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.improvements import advice, buttons, facts, history
from organisations.middleware import MemberRequest
from processes.models import Action


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
        "to_do": {
            "advice": advice(action),
            "buttons": buttons(action, request.membership),
        },
        "history": history(action),
    }
    return render(request, "indicators/action.html", context)
