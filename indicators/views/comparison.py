"""Organisations compared, for the Network coordinator: a page, and the same view as files."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.permissions import require
from indicators import comparison_files
from indicators.asked import Words
from indicators.compared import divisor, read
from indicators.comparison import Selected, Show, View
from indicators.comparison_view import asked_for, figure_of, selection, view_of
from indicators.definitions import place_in_report
from indicators.enums import CampaignStatus
from indicators.forms.comparison import ComparisonSentence
from indicators.models import (
    Campaign,
    IndicatorVersion,
    Measurement,
    Submission,
)
from indicators.own_comparison import Own, own_of, own_view
from indicators.permissions import can_see_figures
from indicators.published import Wanted, hidden_from_public, public_figures
from indicators.releasing import smallest_shown
from organisations.middleware import MemberRequest, NetworkRequest
from organisations.models import DemoLoad, Organisation
from organisations.permissions import can_coordinate_network

CHART = "chart"
KINDS = ("csv", "xlsx", "pdf", "svg")


@require_safe
def comparison(request: NetworkRequest) -> HttpResponse:
    """Any figure, over organisations, groups and years; the address keeps what is asked."""
    require(can_coordinate_network(request.membership))
    form, selected = asked(request)
    context: dict[str, Any] = {"form": form, "selected": selected}
    if form is not None and selected is not None:
        tell_ignored(request, form, selected)
        context["view"] = view_of(selected)
        context["query"] = address_of(form)
        context["files"] = {kind: reverse(f"indicators:comparison_{kind}") for kind in KINDS}
    return render(request, "indicators/comparison.html", context)


@require_safe
def comparison_file(request: NetworkRequest, kind: str) -> HttpResponseBase:
    """The same view as CSV, XLSX, PDF or SVG."""
    require(can_coordinate_network(request.membership))
    _form, selected = asked(request)
    if selected is None:
        raise Http404
    return file_of(request, selected, view_of(selected), kind)


def asked(request: NetworkRequest) -> tuple[ComparisonSentence | None, Selected | None]:
    """What the address asks of every attested figure; nothing where no campaign has begun."""
    campaigns = Campaign.objects.begun()
    years = sorted(campaigns.values_list("year", flat=True))
    versions = versions_of_organisations()
    if not years or not versions:
        return None, None
    attested = Submission.objects.in_force().order_by("-campaign__year")
    words = Words()
    organisations = Organisation.objects.filter(
        pk__in=Submission.objects.in_force().values("organisation")
    )
    form = ComparisonSentence(
        request.GET,
        years=years,
        default_last=attested.values_list("campaign__year", flat=True).first() or years[-1],
        definitions=newest(versions),
        words=words,
        organisations=list(organisations.in_reading_order().only("code", "name", "acronym")),
    )
    form.is_valid()
    selected = selection(
        asked_for(form.asked, form.options.show, versions),
        form.options,
        campaigns=campaigns,
        measurements=Measurement.objects.in_force(),
        versions=versions,
        words=words,
    )
    return form, selected


# ── Of an organisation ───────────────────────────────────


@require_safe
def own_comparison(request: MemberRequest, slug: str) -> HttpResponse:
    """The organisation against its group; the others only as published, and never by name."""
    require(can_see_figures(request.membership))
    form, own = own_asked(request)
    context: dict[str, Any] = {"form": form}
    if form is not None and own is not None:
        tell_ignored(request, form, own.selected)
        context["view"] = own_view(own)
        context["query"] = address_of(form)
        context["files"] = {
            kind: reverse(f"indicators:own_comparison_{kind}", args=[slug]) for kind in KINDS
        }
    return render(request, "indicators/own_comparison.html", context)


@require_safe
def own_comparison_file(request: MemberRequest, slug: str, kind: str) -> HttpResponseBase:
    require(can_see_figures(request.membership))
    _form, own = own_asked(request)
    if own is None:
        raise Http404
    return file_of(request, own.selected, own_view(own), kind)


def own_asked(request: MemberRequest) -> tuple[ComparisonSentence | None, Own | None]:
    """Of years that were published, and of those it attested itself."""
    organisation = request.organisation
    attested = Submission.objects.in_force().for_organisation(organisation).values("campaign")
    published = Q(status=CampaignStatus.PUBLISHED)
    campaigns = Campaign.objects.filter(published | Q(pk__in=attested))
    states = dict(campaigns.values_list("year", "status"))
    versions = versions_of_organisations()
    if not states or not versions:
        return None, None
    words, years = Words(), sorted(states)
    form = ComparisonSentence(
        request.GET,
        years=years,
        default_last=years[-1],
        definitions=newest(versions),
        words=words,
    )
    form.offer("show", [(one.value, one.label) for one in (Show.YEARS, Show.FUNNEL)])
    form.is_valid()
    asked_now = asked_for(form.asked, form.options.show, versions)
    of_campaign = Q(submission__campaign__status=CampaignStatus.PUBLISHED)
    compared = read(
        asked_now,
        campaigns=campaigns,
        measurements=Measurement.objects.in_force().filter(
            of_campaign | Q(submission__organisation=organisation)
        ),
        versions=versions,
    )
    divided = divisor(compared.asked)
    wanted = Wanted(compared.years, (), {asked_now.code, *(divided or ())[:1]})
    names = [one for one in (compared.asked.key, divided) if one is not None]
    own = own_of(
        compared,
        figure_of(compared, words),
        form.options,
        code=organisation.code,
        published=[year for year, status in states.items() if status == CampaignStatus.PUBLISHED],
        public=public_figures(wanted) if form.options.show == Show.FUNNEL else [],
        hidden=hidden_from_public(compared.years, names),
        smallest=smallest_shown(),
    )
    return form, own


def tell_ignored(request: MemberRequest, form: ComparisonSentence, selected: Selected) -> None:
    if form.ignored:
        said = _("Part of the address was not understood and is left out: %(filters)s.")
        messages.warning(request, said % {"filters": ", ".join(form.ignored)})
    in_vain = form.shown_as(selected.compared.asked.measure)
    if in_vain:
        said = _("This figure cannot be compared %(measure)s: it stands here as it was given.")
        messages.warning(request, said % {"measure": in_vain})


def versions_of_organisations() -> list[IndicatorVersion]:
    """Every version of what organisations give, newest first."""
    found = IndicatorVersion.objects.exclude(indicator__origin="campaign")
    return list(found.select_related("indicator").order_by("indicator_id", "-number"))


def newest(versions: list[IndicatorVersion]) -> list[IndicatorVersion]:
    """The last version of each indicator, in the order of a report."""
    found: dict[int, IndicatorVersion] = {}
    for one in versions:
        found.setdefault(one.indicator_id, one)
    return sorted(found.values(), key=place_in_report)


def address_of(form: ComparisonSentence) -> str:
    """The whole view in one address, with what was not said as well: it stays the same view next year."""
    query = QueryDict(mutable=True)
    for name, value in form.cleaned_data.items():
        if value and name in form.fields:
            query.setlist(name, value if isinstance(value, list) else [value])
    return query.urlencode()


# ── Files ────────────────────────────────────────────────


def file_of(request: MemberRequest, selected: Selected, view: View, kind: str) -> HttpResponseBase:
    demo_loaded = DemoLoad.objects.exists()
    demo = _("Demonstration: invented figures") if demo_loaded else ""
    # A CSV has no other place to say so.
    name = f"{'demo-' if demo_loaded else ''}{file_name(selected)}.{kind}"
    as_file = {"Content-Disposition": f'attachment; filename="{name}"'}

    def csv() -> HttpResponseBase:
        lines = comparison_files.csv_lines(view)
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=as_file)

    def xlsx() -> HttpResponseBase:
        file = comparison_files.workbook(view, demo=demo)
        return FileResponse(file, as_attachment=True, filename=name)

    def pdf() -> HttpResponseBase:
        content = comparison_files.pdf(
            view,
            request.organisation,
            language=translation.get_language(),
            demo_loaded=demo_loaded,
        )
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(content, content_type="application/pdf", headers=headers)

    def svg() -> HttpResponseBase:
        asked_chart = request.GET.get(CHART, "")
        is_number = asked_chart.isdecimal() and asked_chart.isascii()
        number = int(asked_chart[:2]) if is_number else 0
        source = _("Source: attested figures of the organisations.")
        content = comparison_files.svg(view, number, source=f"{source} {demo}".strip())
        return HttpResponse(content, content_type="image/svg+xml", headers=as_file)

    kinds: Mapping[str, Callable[[], HttpResponseBase]] = {
        "csv": csv,
        "xlsx": xlsx,
        "pdf": pdf,
        "svg": svg,
    }
    return kinds[kind]()


def file_name(selected: Selected) -> str:
    asked_about = selected.compared.asked
    part = asked_about.breakdown.replace("=", "-")
    words = [asked_about.code, part, str(asked_about.first), str(asked_about.last)]
    if selected.options.show != Show.YEARS:
        words = [asked_about.code, part, selected.options.show, str(asked_about.last)]
    return "-".join(word for word in words if word)
