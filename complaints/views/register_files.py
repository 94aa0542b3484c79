from collections.abc import Callable
from itertools import islice

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import exports, register_files, tasks
from complaints.enums import Finding, Nature, ReadingKind
from complaints.forms.register_files import DecisionForm, FileForm, YearForm
from complaints.models import Case, RegisterFile
from complaints.permissions import can_export, can_register
from complaints.readings import leave_trace
from complaints.register_columns import COLUMNS, labels
from complaints.register_export import of_year, years_of
from complaints.register_import import Findings, brought_in_before
from complaints.views.register import TRACED_AT_ONCE, as_attachment, file_name
from core.pages import page_of, pager
from core.permissions import require
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: MemberRequest, slug: str) -> HttpResponse:
    """Send a file; those that were sent before, newest first."""
    require(can_register(request.membership))
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        row = register_files.receive(
            request.organisation,
            form.cleaned_data["file"],
            by=request.user,
            language=get_language() or "en",
        )
        tasks.check_register_file.defer(organisation=row.organisation_id, file=row.pk)
        return redirect(row)
    rows = RegisterFile.objects.filter(organisation=request.organisation).select_related("user")
    page = page_of(
        rows,
        "-sent_at",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "form": form,
        "columns": COLUMNS,
        "rows": [(row, Findings.from_json(row.findings)) for row in page.rows],
        "page": pager(page, request.GET),
    }
    return render(request, "complaints/register_files.html", context)


def find(request: MemberRequest, pk: int) -> RegisterFile:
    require(can_register(request.membership))
    rows = RegisterFile.objects.select_related("user")
    row = get_object_or_404(rows, pk=pk, organisation=request.organisation)
    row.organisation = request.organisation
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """One file, from its check to its end: what is wrong in it, what would come in, the word to do it."""
    row = find(request, pk)
    if done := next((do for name, do in DECISIONS.items() if name in request.POST), None):
        return done(request, row)
    found = Findings.from_json(row.findings)
    form = decision_form(request, row, found)
    if form and form.is_valid():
        register_files.confirm(
            row,
            skips_bad_rows=form.cleaned_data.get("skip_bad_rows", False),
            is_again=form.cleaned_data.get("again", False),
            language=get_language() or "en",
        )
        tasks.import_register_file.defer(organisation=row.organisation_id, file=row.pk)
        return redirect(row)
    context = {
        "file": row,
        "found": found,
        "form": form,
        "counted": [
            (_("Year of receipt"), sorted(found.years.items())),
            (_("Nature"), labels(Nature, found.natures)),
            (_("Finding"), labels(Finding, found.findings)),
        ],
    }
    return render(request, "complaints/register_file.html", context)


def decision_form(
    request: MemberRequest, row: RegisterFile, found: Findings
) -> DecisionForm | None:
    """Only a file that was checked, with something to bring in, waits for a decision."""
    if row.state != "checked" or not found.is_storable(skips_bad_rows=True):
        return None
    earlier = brought_in_before(row.organisation, row.sha256)
    posted = request.POST if request.method == "POST" else None
    return DecisionForm(posted, findings=found, earlier=earlier)


def give_up(request: MemberRequest, row: RegisterFile) -> HttpResponseRedirect:
    register_files.give_up(row)
    messages.success(request, _("The file is given up. Nothing was stored."))
    return redirect("complaints:register_files", request.organisation.slug)


def check_again(request: MemberRequest, row: RegisterFile) -> HttpResponseRedirect:
    register_files.check_again(row, language=get_language() or "en")
    tasks.check_register_file.defer(organisation=row.organisation_id, file=row.pk)
    return redirect(row)


DECISIONS: dict[str, Callable[[MemberRequest, RegisterFile], HttpResponse]] = {
    "give_up": give_up,
    "check_again": check_again,
}


@require_safe
def export(request: MemberRequest, slug: str) -> HttpResponse:
    """The whole register, or the cases received in a year, in the form that an import reads."""
    require(can_export(request.membership))
    cases = Case.objects.visible_to(request.membership)
    context = {
        "years": years_of(cases),
        "columns": COLUMNS,
        "may_import": can_register(request.membership),
    }
    return render(request, "complaints/register_export.html", context)


@require_safe
def export_csv(request: MemberRequest, slug: str) -> HttpResponseBase:
    lines = exports.csv_lines(request.organisation, traced_keys(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = as_attachment(file_name(request, "csv"))
    return response


@require_safe
def export_xlsx(request: MemberRequest, slug: str) -> HttpResponseBase:
    keys = traced_keys(request)
    book = exports.workbook(request.organisation, keys, is_demo=DemoLoad.objects.exists())
    return FileResponse(book, as_attachment=True, filename=file_name(request, "xlsx"))


def traced_keys(request: MemberRequest) -> list[int]:
    """The cases that leave; that each was read is noted before."""
    require(can_export(request.membership))
    form = YearForm(request.GET)
    if not form.is_valid():
        raise Http404
    cases = of_year(Case.objects.visible_to(request.membership), form.cleaned_data["year"])
    found = cases.only("pk").iterator(TRACED_AT_ONCE)
    keys: list[int] = []
    while some := list(islice(found, TRACED_AT_ONCE)):
        leave_trace(request.membership, ReadingKind.EXPORT, some)
        keys += [case.pk for case in some]
    return keys
