from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from organisations.middleware import MemberRequest
from processes.agreed import lines
from processes.forms.agreements import AgreementForm
from processes.models import Agreement
from processes.permissions import can_edit_maps


@require_safe
def agreements(request: MemberRequest, slug: str) -> HttpResponse:
    context = {
        "lines": lines(request.organisation, timezone.localdate()),
        "may_edit": can_edit_maps(request.membership),
    }
    return render(request, "processes/agreements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request: MemberRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, Agreement(organisation=request.organisation))


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = Agreement.objects.for_organisation(request.organisation)
    return _edit(request, slug, get_object_or_404(found.select_related("organisation"), pk=pk))


def _edit(request: MemberRequest, slug: str, agreement: Agreement) -> HttpResponse:
    require(can_edit_maps(request.membership))
    title = str(agreement) or _("Add an agreement")
    form = AgreementForm(request.POST or None, instance=agreement)
    if form.is_valid():
        with transaction.atomic():
            form.save()
        messages.success(request, _("The agreement is saved."))
        return redirect("processes:agreements", slug)
    return render(request, "processes/agreement.html", {"form": form, "title": title})
