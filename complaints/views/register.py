from itertools import islice

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints import exports
from complaints.due_words import due_of
from complaints.enums import ReadingKind
from complaints.forms.register import RegisterFilter
from complaints.models import Case
from complaints.origins import actions_from_cause
from complaints.permissions import can_export, can_read, can_register
from complaints.readings import leave_trace
from complaints.words import looks_like_number
from core.pages import count, page_of, pager
from core.permissions import require
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad
from processes.permissions import can_plan_actions

TRACED_AT_ONCE = 1000


@require_safe
def register(request: MemberRequest, slug: str) -> HttpResponse:
    """The list: filtered by a sentence, a page of it at a time, counted up to a thousand."""
    require(can_read(request.membership))
    if found := found_by_number(request):
        return found
    form = read_filter(request)
    cases = form.cases()
    order = form.order(request.GET.get("sort", ""))
    page = page_of(
        cases.as_lines().with_clock(),
        order,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    cause = form.cleaned_data["cause"]
    context = {
        "form": form,
        "count": count(cases, page),
        "rows": [(case, due_of(case, form.today)) for case in page.rows],
        "order": order,
        "page": pager(page, request.GET),
        "may": {
            "register": can_register(request.membership),
            "export": can_export(request.membership),
            "plan": can_plan_actions(request.membership),
        },
        "actions": actions_from_cause(cause) if cause else (),
    }
    return render(request, "complaints/register.html", context)


def found_by_number(request: MemberRequest) -> HttpResponseRedirect | None:
    """A number leads to its case, whatever the other filters say."""
    words = request.GET.get("q", "").strip()
    if not words or "\x00" in words:
        return None
    cases = Case.objects.visible_to(request.membership)
    found = cases.filter(number__in={words, words.upper()}).values_list("pk", flat=True)[:2]
    if len(found) != 1:
        return None
    return redirect("complaints:detail", request.organisation.slug, found[0])


def read_filter(request: MemberRequest) -> RegisterFilter:
    """The filters of the address; what they do not say is told, and a search by name is traced."""
    form = RegisterFilter(request.GET, membership=request.membership)
    form.is_valid()
    if form.ignored:
        said = _("Part of the address was not understood and is left out: %(filters)s.")
        messages.warning(request, said % {"filters": ", ".join(form.ignored)})
    words = form.cleaned_data["q"]
    if words and not looks_like_number(words):
        leave_trace(request.membership, ReadingKind.NAME_SEARCH, [None])
    return form


@require_safe
def export_csv(request: MemberRequest, slug: str) -> HttpResponseBase:
    require(can_export(request.membership))
    lines = exports.csv_lines(request.organisation, exported_keys(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = as_attachment(file_name(request, "csv"))
    return response


@require_safe
def export_xlsx(request: MemberRequest, slug: str) -> HttpResponseBase:
    require(can_export(request.membership))
    file = exports.workbook(
        request.organisation, exported_keys(request), is_demo=DemoLoad.objects.exists()
    )
    return FileResponse(file, as_attachment=True, filename=file_name(request, "xlsx"))


def exported_keys(request: MemberRequest) -> list[int]:
    """The cases that the list shows, in its order; that each was read is noted before any leaves."""
    form = read_filter(request)
    order = form.order(request.GET.get("sort", ""))
    sign = "-" if order.startswith("-") else ""
    keys: list[int] = []
    found = form.cases().order_by(order, f"{sign}pk").only("pk").iterator(TRACED_AT_ONCE)
    while cases := list(islice(found, TRACED_AT_ONCE)):
        leave_trace(request.membership, ReadingKind.EXPORT, cases)
        keys += [case.pk for case in cases]
    return keys


def file_name(request: MemberRequest, ending: str) -> str:
    """Without a word of what was searched; demonstration data say what they are."""
    parts = [request.organisation.slug, _("register"), timezone.localdate().isoformat()]
    if DemoLoad.objects.exists():
        parts.insert(0, _("demonstration"))
    return f"{slugify('-'.join(parts))}.{ending}"


def as_attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
