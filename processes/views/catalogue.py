from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.pages import Pager
from core.permissions import require
from organisations.middleware import MemberRequest
from processes import finding, publishing
from processes.completeness import completeness, languages_missing
from processes.enums import ServicePart
from processes.forms.catalogue import FORMS, PartForm
from processes.forms.service_list import ServiceFilter
from processes.models import Service
from processes.permissions import can_edit_maps, can_edit_services
from processes.querysets import ServiceQuerySet
from processes.service_facts import next_step, told

PAGE_SIZE = 50


def _services(request: MemberRequest) -> ServiceQuerySet:
    services = Service.objects.for_organisation(request.organisation)
    return services.select_related("organisation")


@require_safe
def services(request: MemberRequest, slug: str) -> HttpResponse:
    """The catalogue: what is published, what is missing, where a process map stands."""
    form = read_filter(request)
    found = form.services().with_map_state().select_related("department")
    found = found.prefetch_related("documents", "channels").in_reading_order()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "rows": [(service, languages_missing(service)) for service in page],
        "count": page.paginator.count,
        "page": pager(request, page),
        "may_edit": can_edit_services(request.membership),
        "may_see_drafts": can_edit_maps(request.membership),
    }
    return render(request, "processes/services.html", context)


def read_filter(request: MemberRequest) -> ServiceFilter:
    """The filters of the address; what they ask in vain is told."""
    form = ServiceFilter(request.GET, organisation=request.organisation)
    form.is_valid()
    if form.ignored:
        said = _("Part of the address was not understood and is left out: %(filters)s.")
        messages.warning(request, said % {"filters": ", ".join(form.ignored)})
    return form


def pager(request: MemberRequest, page: Any) -> Pager:
    def link(number: int) -> str:
        parameters = request.GET.copy()
        parameters["page"] = str(number)
        return f"?{parameters.urlencode()}"

    return Pager(
        link(page.number - 1) if page.has_previous() else "",
        link(page.number + 1) if page.has_next() else "",
    )


@require_safe
def service(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """What the public sees of a service, part by part, and the step that comes next."""
    found = get_object_or_404(_services(request).with_map_state().with_parts(), pk=pk)
    state = completeness(found)
    may_edit = can_edit_services(request.membership)
    context = {
        "service": found,
        "state": state,
        "parts": told(found, state),
        "next": next_step(found, state, may_edit=may_edit),
        "may_edit": may_edit,
        "is_public": _services(request).published(timezone.localdate()).filter(pk=pk).exists(),
    }
    return render(request, "processes/service.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def service_new(request: MemberRequest, slug: str) -> HttpResponse:
    """A service begins with its name."""
    require(can_edit_services(request.membership))
    blank = Service(organisation=request.organisation)
    form = FORMS[ServicePart.NAME](request.POST or None, instance=blank)
    if form.is_valid():
        return _stored(request, form)
    return render(request, "processes/service_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def service_part(request: MemberRequest, slug: str, pk: int, part: str) -> HttpResponse:
    """One subject of a service, saved before the next one is shown."""
    require(can_edit_services(request.membership))
    if part not in ServicePart.values:
        raise Http404
    services = _services(request)
    if request.method == "POST":
        # What somebody else sends at the same moment waits, and is then compared.
        get_object_or_404(services.select_for_update(of=("self",)), pk=pk)
    found = get_object_or_404(services.with_parts(), pk=pk)
    # The form changes its instance before it knows whether the answers are right.
    state, name = completeness(found), found.name
    form = FORMS[ServicePart(part)](request.POST or None, instance=found)
    if form.is_valid():
        return _stored(request, form)
    context = {
        "service": found,
        "name": name,
        "form": form,
        "part": ServicePart(part),
        "state": state,
    }
    return render(request, "processes/service_part.html", context)


def _stored(request: MemberRequest, form: PartForm) -> HttpResponse:
    form.save()
    form.store_rows()
    finding.index(form.instance)
    messages.success(request, _("“%(part)s” is saved.") % {"part": form.part.label})
    return redirect(form.next_page())


@require_POST
def service_publish(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_edit_services(request.membership))
    found = get_object_or_404(_services(request).with_parts(), pk=pk)
    barring = completeness(found).barring
    if barring and not found.is_published:
        said = _("The service cannot be published yet. %(gap)s.")
        messages.error(request, said % {"gap": barring[0]})
    elif publishing.publish(found):
        messages.success(request, _("%(name)s is published.") % {"name": found})
    return redirect("processes:service", slug, pk)


@require_POST
def service_retract(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_edit_services(request.membership))
    found = get_object_or_404(_services(request), pk=pk)
    if publishing.retract(found):
        messages.success(
            request, _("%(name)s is retracted: the public sees it no more.") % {"name": found}
        )
    return redirect("processes:service", slug, pk)
