from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from organisations.middleware import MemberRequest
from processes.forms.catalogue import ServiceForm
from processes.models import Service
from processes.permissions import can_edit_services


@require_safe
def services(request: MemberRequest, slug: str) -> HttpResponse:
    found = Service.objects.for_organisation(request.organisation).in_reading_order()
    context = {
        "services": found.select_related("department"),
        "may_edit": can_edit_services(request.membership),
    }
    return render(request, "processes/services.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def service_new(request: MemberRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, Service(organisation=request.organisation))


@require_http_methods(["GET", "HEAD", "POST"])
def service(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    services = Service.objects.for_organisation(request.organisation)
    return _edit(request, slug, get_object_or_404(services, pk=pk))


def _edit(request: MemberRequest, slug: str, service: Service) -> HttpResponse:
    require(can_edit_services(request.membership))
    title = str(service) or _("Add a service")
    form = ServiceForm(request.POST or None, instance=service)
    if form.is_valid():
        form.save()
        messages.success(request, _("%(name)s is saved.") % {"name": service})
        return redirect("processes:services", slug)
    return render(request, "processes/service.html", {"form": form, "title": title})
