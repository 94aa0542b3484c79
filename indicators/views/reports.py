"""Reports of the Network and of organisations: asked for, followed while they are made, read as files."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from core.texts import Text
from indicators import report_slides, reporting
from indicators.enums import ReportKind, ReportPart, ReportStatus
from indicators.forms.reports import ReportForm, ReportTextForm
from indicators.models import Campaign, Report, ReportText
from indicators.permissions import can_see_figures
from indicators.querysets import ReportQuerySet
from organisations.middleware import MemberRequest, NetworkRequest
from organisations.permissions import can_coordinate_network

# A report never changes; who may read it can.
ASK_AGAIN, OURS_ALONE = "public, no-cache", "private, no-cache"
MOST_SHOWN = 100


@dataclass(frozen=True)
class Part:
    """A part of a year's report, and in which languages it is written."""

    part: ReportPart
    languages: list[tuple[str, bool]]

    @property
    def is_whole(self) -> bool:
        return all(is_there for _code, is_there in self.languages)


# ── Of the Network ───────────────────────────────────────


def of_network() -> ReportQuerySet:
    rows = Report.objects.filter(kind=ReportKind.NETWORK)
    return rows.select_related("campaign", "organisation", "asked_by")


@require_safe
def reports(request: NetworkRequest) -> HttpResponse:
    """Those that were made, and the years whose texts can be written."""
    require(can_coordinate_network(request.membership))
    rows = list(of_network()[:MOST_SHOWN])
    shared = {report.pk for report in reporting.public_reports()}
    context = {
        "rows": [
            (row, reverse("indicators:report", args=[row.pk]), row.pk in shared) for row in rows
        ],
        "campaigns": reporting.with_figures(),
    }
    return render(request, "indicators/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: NetworkRequest) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    form = ReportForm(request.POST or None, campaigns=reporting.with_figures())
    form.cancel_url = reverse("indicators:reports")
    if form.is_valid():
        asked = form.cleaned_data
        made = reporting.ask_for_report(
            asked["campaign"], by=request.user, language=asked["language"]
        )
        return redirect("indicators:report", made.pk)
    return render(request, "indicators/report_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far it is; when it is ready, its file; when it failed, the way to ask again."""
    require(can_coordinate_network(request.membership))
    found = get_object_or_404(of_network(), pk=pk)
    return followed(
        request,
        found,
        "indicators/report.html",
        lambda key: reverse("indicators:report", args=[key]),
    )


def followed(
    request: MemberRequest, found: Report, template: str, url_of: Callable[[int], str]
) -> HttpResponse:
    if request.method == "POST":
        again = reporting.ask_for_report(
            found.campaign,
            by=request.user,
            language=found.language,
            organisation=found.organisation,
        )
        return redirect(url_of(again.pk))
    context = {
        "report": found,
        "is_at_work": found.status in reporting.UNDER_WAY and reporting.is_at_work(found),
        "is_ready": found.status == ReportStatus.READY,
        "step": reporting.step_in_words(found.progress),
    }
    return render(request, template, context)


@require_safe
def report_file(request: NetworkRequest, pk: int) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    return file_response(request, get_object_or_404(of_network(), pk=pk), caching=OURS_ALONE)


def file_response(request: HttpRequest, found: Report, *, caching: str) -> HttpResponse:
    """The stored file as it is; nothing at all where the browser has it already."""
    if found.status != ReportStatus.READY or not reporting.path_of(found).is_file():
        raise Http404
    tag = f'"{found.sha256}"'
    unchanged = get_conditional_response(request, etag=tag)
    if isinstance(unchanged, HttpResponseNotModified):
        response: HttpResponse = unchanged
    else:
        # Half a megabyte: whole in memory, it is sent in one piece.
        response = HttpResponse(
            reporting.path_of(found).read_bytes(), content_type="application/pdf"
        )
        response["Content-Disposition"] = f'inline; filename="{reporting.name_of(found)}"'
    response["ETag"] = tag
    response["Cache-Control"] = caching
    response["Content-Language"] = found.language
    response["X-Content-Type-Options"] = "nosniff"
    return response


# ── Texts and charts of a year ───────────────────────────


def year_of(request: NetworkRequest, year: int) -> Campaign:
    require(can_coordinate_network(request.membership))
    return get_object_or_404(Campaign, year=year)


@require_safe
def report_texts(request: NetworkRequest, year: int) -> HttpResponse:
    """Which parts are written, and what is missing in which language."""
    campaign = year_of(request, year)
    written: dict[str, Text] = {row.part: row.text for row in campaign.texts.all()}
    parts = [
        Part(
            part,
            [
                (code, bool(written.get(part, Text()).get(code)))
                for code, _name in settings.LANGUAGES
            ],
        )
        for part in ReportPart
    ]
    context = {"campaign": campaign, "parts": parts}
    return render(request, "indicators/report_texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_text(request: NetworkRequest, year: int, part: str) -> HttpResponse:
    campaign = year_of(request, year)
    if part not in ReportPart.values:
        raise Http404
    chosen = ReportPart(part)
    row = campaign.texts.filter(part=part).first() or ReportText(
        campaign=campaign, part=chosen, revision=0
    )
    form = ReportTextForm(request.POST or None, row=row)
    form.cancel_url = reverse("indicators:report_texts", args=[year])
    if form.is_valid():
        reporting.write_text(campaign, chosen, text=form.text(), seen=form.cleaned_data["seen"])
        messages.success(
            request,
            _("“%(part)s” is saved. Reports made from now on hold it.") % {"part": chosen.label},
        )
        return redirect("indicators:report_texts", year)
    context = {"campaign": campaign, "part": chosen, "form": form}
    return render(request, "indicators/report_text.html", context)


@require_safe
def report_charts(request: NetworkRequest, year: int) -> HttpResponse:
    """The charts of the year, to be carried into a presentation."""
    campaign = year_of(request, year)
    context = {"campaign": campaign, "slides": report_slides.slides_of(campaign)}
    return render(request, "indicators/report_charts.html", context)


@require_safe
def report_slides_pdf(request: NetworkRequest, year: int) -> HttpResponse:
    campaign = year_of(request, year)
    pdf = report_slides.slides_pdf(campaign, get_language() or settings.LANGUAGE_CODE)
    return attached(pdf, "application/pdf", f"slides-{year}.pdf")


@require_safe
def report_chart(request: NetworkRequest, year: int, chart: str) -> HttpResponse:
    svg = report_slides.slide_file(year_of(request, year), chart)
    if svg is None:
        raise Http404
    return attached(svg, "image/svg+xml", f"{chart}-{year}.svg")


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


# ── Of an organisation ───────────────────────────────────


def own(request: MemberRequest) -> ReportQuerySet:
    require(can_see_figures(request.membership))
    rows = Report.objects.for_organisation(request.organisation)
    return rows.select_related("campaign", "organisation", "asked_by")


@require_safe
def own_reports(request: MemberRequest, slug: str) -> HttpResponse:
    rows = [
        (row, reverse("indicators:own_report", args=[slug, row.pk]), False)
        for row in own(request)[:MOST_SHOWN]
    ]
    context = {"rows": rows, "campaigns": reporting.with_figures(request.organisation)}
    return render(request, "indicators/own_reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_report_new(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_see_figures(request.membership))
    form = ReportForm(request.POST or None, campaigns=reporting.with_figures(request.organisation))
    form.cancel_url = reverse("indicators:own_reports", args=[slug])
    if form.is_valid():
        asked = form.cleaned_data
        made = reporting.ask_for_report(
            asked["campaign"],
            by=request.user,
            language=asked["language"],
            organisation=request.organisation,
        )
        return redirect("indicators:own_report", slug, made.pk)
    return render(request, "indicators/own_report_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def own_report(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = get_object_or_404(own(request), pk=pk)
    return followed(
        request,
        found,
        "indicators/own_report.html",
        lambda key: reverse("indicators:own_report", args=[slug, key]),
    )


@require_safe
def own_report_file(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    return file_response(request, get_object_or_404(own(request), pk=pk), caching=OURS_ALONE)


# ── For everyone ─────────────────────────────────────────


@login_not_required
@require_safe
def public_reports(request: HttpRequest) -> HttpResponse:
    """The Network's reports of published years, in each language that they were made in."""
    years: dict[int, list[Report]] = {}
    for one in reporting.public_reports():
        years.setdefault(one.campaign.year, []).append(one)
    return render(request, "indicators/public_reports.html", {"years": years.items()})


@login_not_required
@require_safe
def public_report_file(request: HttpRequest, year: int, language: str) -> HttpResponse:
    found = next(
        (
            one
            for one in reporting.public_reports()
            if (one.campaign.year, one.language) == (year, language)
        ),
        None,
    )
    if found is None:
        raise Http404
    return file_response(request, found, caching=ASK_AGAIN)
