"""The organisation's yearly figures, as a page and as a PDF."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from complaints.counting import counts
from core.charts import bars
from core.pdf import render_pdf
from core.permissions import require
from indicators.definitions import definitions_of
from indicators.models.definitions import FIRST_YEAR
from indicators.permissions import can_see_figures
from indicators.tables import headlines, rows_of, sections, sums
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad


def report(request: MemberRequest, year: int) -> dict[str, Any]:
    require(can_see_figures(request.membership))
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    found = counts(request.organisation, year)
    definitions = definitions_of(year)
    rows = rows_of(found, definitions)
    channels = rows["complaints_received"].breakdowns[0].parts
    return {
        "organisation": request.organisation,
        "year": year,
        "as_at": found.as_at,
        "complete": found.as_at == date(year, 12, 31),
        "sections": sections(rows, definitions),
        "headlines": headlines(rows),
        "sums": sums(found),
        "chart": bars(
            _("Complaints received, by channel"),
            _("%(year)s, number of complaints") % {"year": year},
            [(row.label, row.amount or 0) for row in channels],
        ),
    }


def current(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_see_figures(request.membership))
    return redirect("indicators:year", slug, timezone.localdate().year)


def year(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    years = range(timezone.localdate().year, FIRST_YEAR - 1, -1)
    return render(request, "indicators/year.html", {**report(request, year), "years": years})


def year_pdf(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    context = {**report(request, year), "demo_loaded": DemoLoad.objects.exists()}
    pdf = render_pdf("indicators/print/year.html", context, language=translation.get_language())
    name = f"{slug}-{year}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
