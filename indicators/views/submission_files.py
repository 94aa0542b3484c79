"""The figures of a year as a file, and from a file."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from indicators import figure_files, submitting
from indicators.enums import Happening
from indicators.forms.submissions import FileForm
from indicators.models import Submission
from indicators.permissions import can_see_figures
from indicators.submitting import last_change, rows_of
from indicators.views.submissions import PAGE, newest, preparing, said_of_change
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad


@require_http_methods(["GET", "HEAD", "POST"])
def submission_file(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """Take the figures along, fill them in elsewhere, bring them back: all or nothing."""
    found = preparing(request, year)
    if found is None:
        return redirect(PAGE, slug, year)
    seen = last_change(found)
    form = FileForm(request.POST or None, request.FILES or None, seen=seen)
    form.cancel_url = reverse(PAGE, args=[slug, year])
    plan = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        plan = figure_files.read(file, file.name, found, rows_of(found))
        if not plan.errors:
            changed = submitting.declare(
                found,
                plan.said,
                by=request.user,
                seen=form.cleaned_data["seen"],
                happening=Happening.BROUGHT_IN,
            )
            messages.success(request, said_of_change(changed))
            return redirect(PAGE, slug, year)
    context = {
        "submission": found,
        "campaign": found.campaign,
        "form": form,
        "plan": plan,
        "errors": plan.errors[: figure_files.MOST_ERRORS] if plan else [],
        "most": figure_files.MOST_ERRORS,
        "headings": figure_files.HEADINGS,
    }
    return render(request, "indicators/submission_file.html", context)


def to_take_along(request: MemberRequest, year: int) -> Submission:
    require(can_see_figures(request.membership))
    found = newest(request, year)
    if found is None:
        raise Http404
    return found


@require_safe
def csv(request: MemberRequest, slug: str, year: int) -> HttpResponseBase:
    found = to_take_along(request, year)
    lines = figure_files.as_csv(found, rows_of(found))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = content_disposition_header(as_attachment=True, filename=file_name(found, "csv"))
    response["Content-Disposition"] = name or "attachment"
    return response


@require_safe
def xlsx(request: MemberRequest, slug: str, year: int) -> HttpResponseBase:
    found = to_take_along(request, year)
    note = _("Demonstration: invented figures") if DemoLoad.objects.exists() else ""
    file = figure_files.as_xlsx(found, rows_of(found), note=note)
    return FileResponse(file, as_attachment=True, filename=file_name(found, "xlsx"))


def file_name(found: Submission, ending: str) -> str:
    """Demonstration data say what they are."""
    parts = [found.organisation.slug, _("yearly figures"), str(found.campaign.year)]
    if DemoLoad.objects.exists():
        parts.insert(0, _("demonstration"))
    return f"{slugify('-'.join(parts))}.{ending}"
