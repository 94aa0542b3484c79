from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from core.templatetags.ui import number
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad
from processes import exports, importing
from processes.catalogue_columns import COLUMNS
from processes.forms.service_import import ConfirmationForm, FileForm
from processes.forms.service_list import ServiceFilter
from processes.importing import Plan
from processes.permissions import can_edit_services
from processes.querysets import ServiceQuerySet

# More lines of a dry run nobody reads; the numbers above them are of all.
MOST_SHOWN = 200


def exported(request: MemberRequest) -> ServiceQuerySet:
    """The services that the list shows."""
    form = ServiceFilter(request.GET, organisation=request.organisation)
    form.is_valid()
    return form.services()


@require_safe
def services_csv(request: MemberRequest, slug: str) -> HttpResponseBase:
    lines = exports.csv_lines(exported(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = content_disposition_header(as_attachment=True, filename=file_name(request, "csv"))
    response["Content-Disposition"] = name or "attachment"
    return response


@require_safe
def services_xlsx(request: MemberRequest, slug: str) -> HttpResponseBase:
    file = exports.workbook(
        request.organisation, exported(request), is_demo=DemoLoad.objects.exists()
    )
    return FileResponse(file, as_attachment=True, filename=file_name(request, "xlsx"))


def file_name(request: MemberRequest, ending: str) -> str:
    """Demonstration data say what they are."""
    parts = [request.organisation.slug, _("services"), timezone.localdate().isoformat()]
    if DemoLoad.objects.exists():
        parts.insert(0, _("demonstration"))
    return f"{slugify('-'.join(parts))}.{ending}"


@require_http_methods(["GET", "HEAD", "POST"])
def services_import(request: MemberRequest, slug: str) -> HttpResponse:
    """A file is sent, and kept until it is confirmed or given up."""
    require(can_edit_services(request.membership))
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        importing.keep(request.organisation, by=request.user, name=file.name, data=file.read())
        return redirect("processes:services_import_check", slug)
    context = {"form": form, "columns": COLUMNS}
    return render(request, "processes/services_import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def services_import_check(request: MemberRequest, slug: str) -> HttpResponse:
    """The dry run: what the file would add and change, and what is wrong in it; then the word to do it."""
    require(can_edit_services(request.membership))
    if "discard" in request.POST:
        importing.forget(request.organisation, by=request.user)
        messages.success(request, _("The file is given up. Nothing was stored."))
        return redirect("processes:services_import", slug)
    file = importing.kept(request.organisation, by=request.user)
    if file is None:
        messages.warning(request, _("No file waits here. Send it again."))
        return redirect("processes:services_import", slug)
    form = ConfirmationForm(request.POST or None)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        plan = importing.store(file, seen=seen)
        if plan.fingerprint == seen:
            messages.success(request, said_of(plan))
            return redirect("processes:services", slug)
        messages.warning(
            request,
            _("The catalogue has changed since this was shown. Nothing was stored: look again."),
        )
    else:
        plan = importing.plan(request.organisation, bytes(file.content), file.name)
    context = {
        "file": file,
        "plan": plan,
        "errors": plan.errors[:MOST_SHOWN],
        "rows": [row for row in plan.rows if row.does_something][:MOST_SHOWN],
        "most": MOST_SHOWN,
    }
    return render(request, "processes/services_import_check.html", context)


def said_of(plan: Plan) -> str:
    added, changed = len(plan.added), len(plan.changed)
    parts = [
        ngettext("%(n)s service added", "%(n)s services added", added) % {"n": number(added)},
        ngettext("%(n)s service changed", "%(n)s services changed", changed)
        % {"n": number(changed)},
    ]
    return f"{', '.join(parts)}."
