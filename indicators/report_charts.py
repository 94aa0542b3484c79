"""Charts of the reports, on paper and as slides: a line over the years, bars of the parts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.drawing import Chart
from core.line_chart import Band, Break, Lines, Series, line_chart
from core.templatetags.ui import leading, number, percent_short
from indicators.enums import Unit
from indicators.report_figures import Spread, in_unit


@dataclass(frozen=True)
class Years:
    """A figure of the Network over the years, and how organisations lie around it."""

    name: str
    unit: str
    years: Sequence[int]
    values: Sequence[Decimal | None]
    spreads: Sequence[Spread | None]
    # How many organisations stand behind each year; empty where it is one.
    reporting: Sequence[int] = ()
    is_network: bool = True
    # From which on something else is counted: lines do not lead over these.
    changed: Collection[int] = ()


def line_of(figure: Years) -> Chart:
    """A year without a collection is a gap, never a straight line."""
    first, last = figure.years[0], figure.years[-1]
    span = range(first, last + 1)
    at = {year: place for place, year in enumerate(figure.years)}
    is_rate = figure.unit == Unit.PERCENT

    def along(values: Sequence[Decimal | None]) -> list[float | None]:
        found = [values[at[year]] if year in at else None for year in span]
        return [None if value is None else float(value) for value in found]

    cuts = [year - first for year in sorted(set(figure.changed))]
    band = None
    if is_rate and any(figure.spreads):
        band = Band(
            _("Middle half of the organisations"),
            along([one.low if one else None for one in figure.spreads]),
            along([one.high if one else None for one in figure.spreads]),
            cuts,
        )
    known = [
        (year, value)
        for year, value in zip(figure.years, figure.values, strict=True)
        if value is not None
    ]
    name = _("The Network") if figure.is_network else _("The organisation")
    if known:
        newest, value = known[-1]
        # Of an earlier year, the number beside the line says so.
        name = name if newest == last else f"{name}, {newest}"
        name = f"{leading(name)} {in_unit(value, figure.unit)}"
    told = ", ".join(f"{leading(year)} {in_unit(value, figure.unit)}" for year, value in known)
    subtitle = (
        _("The Network, %(first)s to %(last)s; below each year, the organisations that reported")
        if figure.is_network
        else _("%(first)s to %(last)s, beside the middle half of all organisations")
        if band
        else _("%(first)s to %(last)s")
    )
    return line_chart(
        figure.name,
        subtitle % {"first": first, "last": last},
        told,
        Lines(
            [str(year) for year in span],
            [Series(name, along(figure.values), cuts, is_chosen=True)],
            band,
            [Break(place, change_of_meaning(first + place)) for place in cuts],
            below=[number(figure.reporting[at[year]]) if year in at else "" for year in span]
            if figure.reporting
            else (),
            gap_words=gap_words(figure),
            write=percent_short if is_rate else number,
            most=100 if is_rate else 0,
        ),
    )


def gap_words(figure: Years) -> str:
    """Why the line is interrupted; a year that was collected may lack this figure alone."""
    if None in figure.values:
        return pgettext("figure", "no figure")
    return _("not collected")


def change_of_meaning(year: int) -> str:
    """In a few words, above the dashed line or in the place of a change that means nothing."""
    return _("%(year)s: %(what)s") % {"year": year, "what": _("what is counted changed")}
