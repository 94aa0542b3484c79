from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from organisations.middleware import MemberRequest
from processes.enums import CustomerKind
from processes.forms.customer_groups import CustomerGroupForm
from processes.models import CustomerGroup
from processes.permissions import can_edit_services


@require_safe
def customer_groups(request: MemberRequest, slug: str) -> HttpResponse:
    groups = list(CustomerGroup.objects.for_organisation(request.organisation))
    context = {
        "groups": [group for group in groups if group.organisation_id],
        "shared": [
            group
            for kind in CustomerKind
            for group in groups
            if not group.organisation_id and group.kind == kind
        ],
        "may_edit": can_edit_services(request.membership),
    }
    return render(request, "processes/customer_groups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def customer_group_new(request: MemberRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, CustomerGroup(organisation=request.organisation))


@require_http_methods(["GET", "HEAD", "POST"])
def customer_group(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Of the organisation's own: a shared group has no page to change it."""
    require(can_edit_services(request.membership))
    own = CustomerGroup.objects.filter(organisation=request.organisation)
    return _edit(request, slug, get_object_or_404(own.select_related("organisation"), pk=pk))


def _edit(request: MemberRequest, slug: str, group: CustomerGroup) -> HttpResponse:
    require(can_edit_services(request.membership))
    title = str(group) or _("Add a customer group")
    form = CustomerGroupForm(request.POST or None, instance=group)
    if form.is_valid():
        form.save()
        messages.success(request, _("%(name)s is saved.") % {"name": group})
        return redirect("processes:customer_groups", slug)
    return render(request, "processes/customer_group.html", {"form": form, "title": title})
