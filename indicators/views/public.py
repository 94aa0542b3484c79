"""The published figures for everyone: the Network, each organisation, a chart to embed, open data explained."""

import re

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from indicators import public_pages as pages
from indicators.figures import GROUP, NETWORK
from indicators.open_data import CODE
from indicators.open_data_description import FIELDS
from indicators.public_places import (
    drawn_network,
    drawn_organisation,
    is_demo,
    organisations,
    subject_name,
    year_of,
)
from indicators.published import Wanted, public_figures
from indicators.report_parts import meanings_of
from organisations.middleware import PublicRequest


@login_not_required
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The Network in one page."""
    words = request.GET.get("q", "")
    drawn = drawn_network(year_of(request.GET.get("year", "")))
    context = {
        "page": drawn.page,
        "before": drawn.before,
        "organisations": organisations(drawn.page, words),
        "words": words,
        "after": drawn.after,
    }
    return render(request, "indicators/public.html", context)


@login_not_required
@require_safe
def organisation(request: PublicRequest, slug: str) -> HttpResponse:
    """An organisation's figures over the years, with what it says of them and what it corrected."""
    asked = year_of(request.GET.get("year", ""))
    year, figures = drawn_organisation(request.organisation, asked)
    context = {"year": year, "figures": figures}
    return render(request, "indicators/public_organisation.html", context)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # it passes on what it gets
@login_not_required
@require_safe
def embedded_chart(request: HttpRequest, indicator: str) -> HttpResponse:
    """A figure over the years, alone: the only page that other sites may show within theirs."""
    subject = request.GET.get("organisation", NETWORK)
    if not re.fullmatch(CODE, subject):
        raise Http404
    name = subject_name(subject)
    found = public_figures(Wanted(subjects=[subject], indicators=[indicator]))
    shelf = pages.Shelf(found)
    years = shelf.years(subject)
    definitions = pages.definitions_of_years(years)
    label = pages.name_of(indicator, definitions)
    if name is None or (not years and indicator not in definitions):
        raise Http404
    changes = meanings_of(years)
    line = pages.Line(subject, str(name), definitions, changes, is_demo())
    context = {
        "name": name,
        "label": label,
        "chart": pages.years_chart(shelf, indicator, line),
        "lines": pages.over_the_years(shelf, subject, [indicator]),
        "changes": pages.changes_in_words(changes, [indicator]),
        "place": place_of(subject),
    }
    return render(request, "indicators/embedded_chart.html", context)


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What the files hold, where they lie and under which licence."""
    context = {
        "site": settings.SITE_URL,
        "licence": settings.OPEN_DATA_LICENCE,
        "columns": list(FIELDS),
    }
    return render(request, "indicators/open_data.html", context)


def place_of(subject: str) -> str:
    """The page that tells more of a subject."""
    if subject == NETWORK or subject.startswith(GROUP):
        return reverse("indicators:public")
    return reverse("indicators:public_organisation", args=[subject.lower()])
