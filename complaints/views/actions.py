"""Planning an improvement where the need for it showed: from a case, or from a cause of many."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints.enums import ReadingKind
from complaints.models import Cause
from complaints.origins import (
    actions_from_case,
    actions_from_cause,
    plan_from_case,
    plan_from_cause,
)
from complaints.permissions import can_read
from complaints.readings import leave_trace
from complaints.views.record import case_for
from core.permissions import require
from organisations.middleware import MemberRequest
from processes.enums import ExpectedFigure
from processes.forms.actions import ActionForm
from processes.models import Action
from processes.permissions import can_plan_actions


@require_http_methods(["GET", "HEAD", "POST"])
def action_from_case(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Where the case lies is filled in; nothing that the complainant wrote is taken over."""
    require(can_plan_actions(request.membership))
    case = case_for(request, pk)
    prefill = {
        "service": case.service_id,
        "stage": case.stage,
        "step": case.step_id,
        "owner": request.user.pk,
        "figure": ExpectedFigure.COMPLAINTS if case.is_complaint else "",
    }
    form = ActionForm(
        request.POST or None,
        action=Action(organisation=request.organisation),
        prefill=prefill,
    )
    form.cancel_url = case.get_absolute_url()
    if form.is_valid():
        action = plan_from_case(case, by=request.user, **form.arguments())
        messages.success(request, _("The improvement is planned."))
        return redirect(action)
    leave_trace(request.membership, ReadingKind.RECORD, [case])
    context = {"form": form, "case": case, "actions": actions_from_case(case)}
    return render(request, "complaints/action_from_case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action_from_cause(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_plan_actions(request.membership) and can_read(request.membership))
    causes = Cause.objects.filter(organisation=request.organisation)
    cause = get_object_or_404(causes.select_related("organisation"), pk=pk)
    form = ActionForm(
        request.POST or None,
        action=Action(organisation=request.organisation),
        prefill={"owner": request.user.pk, "figure": ExpectedFigure.COMPLAINTS},
    )
    cases = reverse("complaints:list", args=[slug])
    form.cancel_url = f"{cases}?status=any&cause={cause.pk}"
    if form.is_valid():
        action = plan_from_cause(cause, by=request.user, **form.arguments())
        messages.success(request, _("The improvement is planned."))
        return redirect(action)
    context = {"form": form, "cause": cause, "actions": actions_from_cause(cause)}
    return render(request, "complaints/action_from_cause.html", context)
