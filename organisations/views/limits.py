from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.deadlines import Limit
from core.permissions import require
from organisations import time_limits as limits
from organisations.forms.settings import TimeLimitForm
from organisations.middleware import MemberRequest
from organisations.models import TimeLimit
from organisations.permissions import can_administer


@require_http_methods(["GET", "HEAD", "POST"])
def time_limits(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_administer(request.membership))
    form = TimeLimitForm(request.POST or None, organisation=request.organisation)
    if form.is_valid():
        limits.set_limit(
            request.organisation,
            kind=form.cleaned_data["kind"],
            limit=form.limit,
            valid_from=form.cleaned_data["valid_from"],
        )
        messages.success(request, _("The time limit is set."))
        return redirect("organisations:time_limits", slug)
    rows = [
        {
            "limit": row,
            "words": limits.in_words(Limit(row.amount, row.unit)),
            "may_be_taken_back": limits.has_not_begun(row),
        }
        for row in TimeLimit.objects.for_organisation(request.organisation)
    ]
    return render(request, "organisations/time_limits.html", {"form": form, "rows": rows})


@require_POST
def time_limit_withdrawal(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_administer(request.membership))
    rows = TimeLimit.objects.for_organisation(request.organisation).select_related("organisation")
    limits.take_back(get_object_or_404(rows, pk=pk))
    messages.success(request, _("The time limit is taken back; the one before goes on."))
    return redirect("organisations:time_limits", slug)
