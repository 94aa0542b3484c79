"""The charts of a year, each one fit for a slide: drawn on 16:9 sheets, and as files that stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext as _

from core.bar_chart import Bars, bar_chart
from core.charts import BarChart
from core.drawing import Chart, Drawing, Size, chart_file
from core.pdf import render_pdf
from core.templatetags.ui import leading, number
from indicators.enums import Unit
from indicators.figures import NETWORK
from indicators.models import Campaign
from indicators.report_parts import Reading, Row, Table, bars_of, chart_of, over_the_years, read
from organisations.models import DemoLoad, Organisation

LINES = (
    "requests_received",
    "complaints_received",
    "share_admissible",
    "share_founded",
    "acknowledged_in_time",
    "answered_in_time",
    "open_at_end",
    "improvement_actions",
)
DIVIDED = (
    "requests_received",
    "complaints_received",
    "complaints_inadmissible",
    "complaints_founded_by_type",
    "norms_not_respected",
)
# What the title and the source leave of a sheet of 1280 by 720.
INSIDE = Size(1160, 500, 22, beside=270)


@dataclass(frozen=True)
class Slide:
    """A chart, the name it has in addresses, and the same figures as a table."""

    key: str
    chart: Chart
    table: Table

    @property
    def drawing(self) -> Drawing:
        return self.chart.at(INSIDE)


def slides_of(campaign: Campaign) -> list[Slide]:
    """In the language that is active."""
    return list(_slides(read(campaign)))


def _slides(reading: Reading) -> Iterator[Slide]:
    known = [code for code in LINES if reading.names.is_known(code)]
    for code in known:
        if chart := chart_of(reading, NETWORK, code):
            yield Slide(code, chart, table_of(reading, code))
    for code in DIVIDED:
        for place, bars in enumerate(bars_of(reading, NETWORK, [code]), start=1):
            yield Slide(f"{code}-{place}", drawn(bars), parts_table(bars))


def table_of(reading: Reading, code: str) -> Table:
    """Over the years; of a rate also the middle half of the organisations."""
    table = replace(over_the_years(reading, [code]), caption=reading.names.of(code))
    spreads = [reading.shelf.spread(year, code) for year in reading.years]
    if reading.names.unit(code) != Unit.PERCENT or not any(spreads):
        return table
    quartiles = [
        Row(_("Upper quartile"), [one.written(one.high) if one else "–" for one in spreads]),
        Row(_("Lower quartile"), [one.written(one.low) if one else "–" for one in spreads]),
    ]
    return replace(table, rows=[*table.rows, *quartiles])


def parts_table(bars: BarChart) -> Table:
    rows = [Row(bar.label, [number(bar.value)]) for bar in bars.bars]
    return Table(f"{bars.title}, {bars.subtitle}", [_("Value")], rows, first=_("What"))


def drawn(bars: BarChart) -> Chart:
    rows = [(bar.label, bar.value) for bar in bars.bars]
    told = ", ".join(f"{leading(label)} {number(value)}" for label, value in rows)
    return bar_chart(bars.title, bars.subtitle, told, Bars(rows))


def source_of(campaign: Campaign) -> str:
    """What stands at the foot of every slide; of invented figures it says so."""
    publisher = Organisation.objects.filter(coordinates_network=True).first()
    said = _("Source: %(publisher)s, yearly figures %(year)s") % {
        "publisher": publisher.name if publisher else _("the Network"),
        "year": campaign.year,
    }
    if DemoLoad.objects.exists():
        return f"{said}. {_('Demonstration: invented figures')}"
    return said


def slide_file(campaign: Campaign, key: str) -> bytes | None:
    """One chart as SVG; None where the year has no such chart."""
    chart = next((one.chart for one in slides_of(campaign) if one.key == key), None)
    return chart_file(chart, source=source_of(campaign)) if chart else None


def slides_pdf(campaign: Campaign, language: str) -> bytes:
    """A sheet for each chart, with its title and its source."""
    with translation.override(language):
        context: dict[str, object] = {
            "title": _("Complaints in the federal administration, %(year)s")
            % {"year": campaign.year},
            "year": campaign.year,
            "slides": slides_of(campaign),
            "source": source_of(campaign),
        }
    return render_pdf("indicators/print/slides.html", context, language=language)
