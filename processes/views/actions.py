from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core.pages import count, page_of, pager
from core.permissions import require
from organisations.middleware import MemberRequest
from processes import improving
from processes.board import NEXT, card, columns
from processes.enums import ActionMove, ActionState
from processes.forms.actions import OPEN, OVERDUE, ActionFilter, ActionForm, MoveForm
from processes.models import Action, Agreement, Service, Step
from processes.permissions import can_move_action, can_plan_actions
from processes.querysets import ActionQuerySet

LIST = "list"
SAID = {
    ActionMove.START: gettext_lazy("The action is under way."),
    ActionMove.FINISH: gettext_lazy("The action is done. Its effect is measured month by month."),
    ActionMove.DROP: gettext_lazy("The action is dropped."),
    ActionMove.TAKE_UP: gettext_lazy("The action is taken up again."),
}
IN_COLUMNS = {
    "": (ActionState.PLANNED, ActionState.UNDER_WAY, ActionState.DONE),
    OPEN: (ActionState.PLANNED, ActionState.UNDER_WAY),
    OVERDUE: (ActionState.PLANNED, ActionState.UNDER_WAY),
}


@require_safe
def actions(request: MemberRequest, slug: str) -> HttpResponse:
    """Everything that is being improved, as a board or as a list."""
    form = ActionFilter(request.GET, membership=request.membership)
    form.is_valid()
    if form.ignored:
        said = _("Part of the address was not understood and is left out: %(filters)s.")
        messages.warning(request, said % {"filters": ", ".join(form.ignored)})
    shown = as_list(request, form) if request.GET.get("view") == LIST else as_board(request, form)
    context = {
        "form": form,
        "may_plan": can_plan_actions(request.membership),
        "is_filtered": any(form.cleaned_data[name] for name in ("state", "service", "owner")),
        **shown,
    }
    return render(request, "processes/actions.html", context)


def as_board(request: MemberRequest, form: ActionFilter) -> dict[str, Any]:
    state = form.cleaned_data["state"]
    found = form.in_state() if state == OVERDUE else form.actions()
    states = IN_COLUMNS.get(state, (state,))
    return {"columns": columns(found, states, request.membership, timezone.localdate())}


def as_list(request: MemberRequest, form: ActionFilter) -> dict[str, Any]:
    found, today = form.in_state(), timezone.localdate()
    page = page_of(
        found,
        "due_on",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return {
        "is_list": True,
        "count": count(found),
        "cards": [card(action, request.membership, today) for action in page.rows],
        "page": pager(page, request.GET),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def action_new(request: MemberRequest, slug: str) -> HttpResponse:
    """A new plan; the address may say for which service, step or agreement."""
    require(can_plan_actions(request.membership))
    action = Action(organisation=request.organisation)
    form = ActionForm(request.POST or None, action=action, prefill=prefilled(request))
    form.cancel_url = reverse("processes:actions", args=[slug])
    if form.is_valid():
        planned = improving.plan(request.organisation, by=request.user, **form.arguments())
        messages.success(request, _("The improvement is planned."))
        return redirect(planned)
    return render(request, "processes/action_new.html", {"form": form})


def prefilled(request: MemberRequest) -> dict[str, Any]:
    """What the address says of the place; what it says in vain is left out."""

    def asked(name: str) -> int:
        key = request.GET.get(name, "")
        return int(key) if key.isdecimal() and len(key) < 19 else 0  # noqa: PLR2004 - a key

    services = Service.objects.for_organisation(request.organisation)
    agreements = Agreement.objects.for_organisation(request.organisation)
    steps = Step.objects.for_organisation(request.organisation).named()
    found: dict[str, Any] = {"owner": request.user.pk}
    if service := services.filter(pk=asked("service")).first():
        found["service"] = service.pk
    if agreement := agreements.filter(pk=asked("agreement")).first():
        found["agreement"] = agreement.pk
    if step := steps.filter(pk=asked("step")).first():
        found |= {"step": step.pk, "service": step.service_id, "stage": step.stage}  # type: ignore[attr-defined]
    return found


def actions_of(request: MemberRequest) -> ActionQuerySet:
    """`last: int | None`, the last change, tells a later request whether it is outdated."""
    rows = Action.objects.for_organisation(request.organisation).select_related("organisation")
    return rows.annotate(last=Max("changes"))


@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_plan_actions(request.membership))
    action = get_object_or_404(actions_of(request), pk=pk)
    seen = {"seen": action.last or 0}  # type: ignore[attr-defined]
    form = ActionForm(request.POST or None, action=action, prefill=seen)
    form.cancel_url = action.get_absolute_url()
    if form.is_valid():
        improving.change(action, by=request.user, **form.arguments())
        messages.success(request, _("The plan is saved."))
        return redirect(action)
    return render(request, "processes/action_edit.html", {"form": form, "action": action})


@require_http_methods(["GET", "HEAD", "POST"])
def action_move(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """How it stands: the move that the button names, today or on the day that is told."""
    action = get_object_or_404(actions_of(request), pk=pk)
    require(can_move_action(request.membership, action))
    move = request.GET.get("move", "")
    move = move if move in ActionMove.values else NEXT[ActionState(action.state)]
    seen = action.last or 0  # type: ignore[attr-defined]
    form = MoveForm(request.POST or None, action=action, move=move, seen=seen)
    if form.is_valid():
        improving.move(action, by=request.user, **form.arguments())
        messages.success(request, SAID[form.cleaned_data["move"]])
        return redirect(action)
    return render(request, "processes/action_move.html", {"form": form, "action": action})
