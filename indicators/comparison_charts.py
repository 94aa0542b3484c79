"""The charts of a comparison; `comparison_charts` gives them for any selection, also for a report.

Each is a `core.drawing.Chart`: `.wide` on a page, `.slide` or `chart_file` for slides.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.drawing import Chart
from core.funnel_chart import Funnel, Limits, Point, funnel_chart
from core.line_chart import Band, Lines, Series, line_chart
from core.line_chart import Break as Mark
from core.strip_chart import Strip, Strips, strip_chart
from core.templatetags.ui import leading, number
from indicators import comparing
from indicators.comparing import Adding, Break, BreakKind, Track
from indicators.comparison import EVERYONE, Selected
from indicators.comparison_words import names_of, short_break
from indicators.funnel_points import FunnelOf, Place

# With more dashed lines nothing else is seen; who is missing stands below each year anyway.
MOST_MARKS = 4
# So few organisations are all drawn, chosen or not.
FEW = 4
T = TypeVar("T")


def number_of(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


# ── Over the years ───────────────────────────────────────


def years_charts(selected: Selected) -> list[Chart]:
    """The whole and, where they lie on one scale, the organisations; else two charts."""
    rule = selected.compared.rule
    if selected.by_group:
        return [groups_chart(selected)]
    whole = [] if rule.adding == Adding.NEVER else [whole_series(selected)]
    if rule.adding != Adding.SUM:
        return [lines_chart(selected, [*whole, *of_organisations(selected)])]
    charts = [whole_chart(selected, whole)]
    organisations = of_organisations(selected)
    if organisations:
        charts.append(lines_chart(selected, organisations))
    return charts


def span(selected: Selected) -> range:
    """Every year from the first to the last: one without a collection is a gap, never a straight line."""
    return range(selected.years[0], selected.years[-1] + 1)


def along(selected: Selected, of_year: Callable[[int], T]) -> list[T | None]:
    """What each year holds; nothing in those without a collection."""
    return [of_year(year) if year in selected.years else None for year in span(selected)]


def whole_series(selected: Selected) -> Series:
    values = along(selected, lambda year: selected.whole(year).number)
    return Series(
        _named(selected, selected.name, values), [number_of(one) for one in values], cuts(selected)
    )


def of_organisations(selected: Selected) -> list[Series]:
    """The median, and those that were chosen."""
    quartiles = along(selected, selected.quartiles)
    medians = [None if one is None else one.median for one in quartiles]
    found = []
    if any(one is not None for one in medians):
        name = _named(selected, _("Median of the organisations"), medians)
        found.append(Series(name, [number_of(one) for one in medians], cuts(selected)))
    marked = selected.marked or (selected.tracks if len(selected.tracks) <= FEW else [])
    return found + [track_series(selected, track) for track in marked]


def track_series(selected: Selected, track: Track, *, is_chosen: bool | None = None) -> Series:
    values = along(selected, lambda year: track.in_year(year).number)
    chosen = selected.options.chosen
    if is_chosen is None:
        is_chosen = bool(chosen) and track.code == chosen[0]
    name = _named(selected, selected.compared.name(track.code), values)
    return Series(
        name, [number_of(one) for one in values], cuts(selected, track.code), is_chosen=is_chosen
    )


def _named(selected: Selected, name: str, values: Sequence[Decimal | None]) -> str:
    """With its last value, so that nobody has to measure it."""
    known = [
        (year, value)
        for year, value in zip(span(selected), values, strict=True)
        if value is not None
    ]
    if not known:
        return name
    year, last = known[-1]
    # Of an earlier year, the number beside the line says so.
    name = name if year == selected.last else leading(f"{name}, {year}")
    return f"{name} {selected.figure.write(comparing.rounded(last))}"


def cuts(selected: Selected, code: str = "") -> list[int]:
    """Where a line must not lead on: before a change of meaning, a merger, another group."""
    kinds = {BreakKind.MEANING} | ({BreakKind.MERGER, BreakKind.GROUP} if code else set())
    return [
        one.year - selected.years[0]
        for one in selected.breaks
        if one.kind in kinds and one.code in ("", code)
    ]


def marks(selected: Selected) -> list[Mark]:
    """The breaks of each year in a few words; another group breaks the lines of those drawn alone."""
    drawn = {track.code for track in selected.marked} or (
        {track.code for track in selected.tracks} if len(selected.tracks) <= FEW else set()
    )
    everyone = selected.options.of == EVERYONE
    by_year: dict[int, list[Break]] = {}
    for one in selected.breaks:
        if one.kind != BreakKind.GROUP or not everyone or one.code in drawn:
            by_year.setdefault(one.year, []).append(one)
    if len(by_year) > MOST_MARKS:
        by_year = {
            year: [one for one in found if one.kind != BreakKind.MISSING]
            for year, found in by_year.items()
        }
    return [
        Mark(year - selected.years[0], short_break(year, found, selected.compared))
        for year, found in sorted(by_year.items())
        if found
    ][-2 * MOST_MARKS :]


def below(selected: Selected) -> list[str]:
    """How many of how many reported."""
    found = along(selected, selected.reported)
    return [f"{one.answered}/{one.members}" if one and one.members else "" for one in found]


def whole_chart(selected: Selected, series: Sequence[Series]) -> Chart:
    return line_chart(
        whole_title(selected),
        subtitle(selected),
        described(selected, series),
        Lines(
            [str(year) for year in span(selected)],
            series,
            breaks=marks(selected),
            below=below(selected),
            gap_words=_("no figures"),
            write=selected.figure.tick,
            most=selected.figure.most,
        ),
    )


def lines_chart(selected: Selected, series: Sequence[Series]) -> Chart:
    quartiles = along(selected, selected.quartiles)
    band = None
    if any(quartiles):
        band = Band(
            _("Middle half of the organisations"),
            [None if one is None else float(one.low) for one in quartiles],
            [None if one is None else float(one.high) for one in quartiles],
            cuts(selected),
        )
    is_sum = selected.compared.rule.adding == Adding.SUM
    return line_chart(
        spread_title(selected) if is_sum else whole_title(selected),
        subtitle(selected),
        described(selected, series),
        Lines(
            [str(year) for year in span(selected)],
            series,
            band,
            marks(selected),
            below(selected),
            _("no figures"),
            selected.figure.tick,
            selected.figure.most,
        ),
    )


def groups_chart(selected: Selected) -> Chart:
    series = []
    for code in selected.group_codes:
        values = along(selected, partial(of_group, selected, code))
        name = _named(selected, selected.compared.group_name(code), values)
        series.append(Series(name, [number_of(one) for one in values], cuts(selected)))
    return line_chart(
        whole_title(selected),
        subtitle(selected),
        described(selected, series),
        Lines(
            [str(year) for year in span(selected)],
            series,
            breaks=marks(selected),
            below=below(selected),
            gap_words=_("no figures"),
            write=selected.figure.tick,
            most=selected.figure.most,
        ),
    )


def of_group(selected: Selected, code: str, year: int) -> Decimal | None:
    values = [one.in_year(year) for one in selected.of_group(code, year)]
    return comparing.whole(values, selected.compared.rule).number


def whole_title(selected: Selected) -> str:
    """What is found: the first and the last value, unless a change of meaning lies between.

    Sums of others are no change: of them the last alone is told.
    """
    figure = selected.figure
    known = [(year, selected.whole(year)) for year in selected.years]
    values = [(year, value.number) for year, value in known if value.is_known]
    if not values:
        return spread_title(selected)
    changed = [one.year for one in selected.breaks if one.kind == BreakKind.MEANING]
    comparable = [pair for pair in values if pair[0] >= max(changed, default=0)] or values[-1:]
    (first, before), (last, after) = comparable[0], comparable[-1]
    words = {
        "figure": figure.name,
        "first": first,
        "last": last,
        "before": figure.write(before),
        "after": figure.write(after),
    }
    is_sum = selected.compared.rule.adding == Adding.SUM
    if first == last or (is_sum and givers(selected, first) != givers(selected, last)):
        return _("%(figure)s: %(after)s in %(last)s") % words
    return _("%(figure)s: from %(before)s in %(first)s to %(after)s in %(last)s") % words


def givers(selected: Selected, year: int) -> set[str]:
    """Those who gave a number."""
    return {track.code for track in selected.tracks if track.in_year(year).is_known}


def spread_title(selected: Selected) -> str:
    found = selected.quartiles(selected.last)
    if found is None:
        return _("%(figure)s, organisation by organisation") % {"figure": selected.figure.name}
    return _("Half of the organisations lie between %(low)s and %(high)s in %(year)s") % {
        "low": selected.figure.write(comparing.rounded(found.low)),
        "high": selected.figure.write(comparing.rounded(found.high)),
        "year": selected.last,
    }


def subtitle(selected: Selected) -> str:
    years = selected.years
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    words = _("%(what)s; %(who)s, %(years)s. Below each year: how many of how many reported.")
    return words % {
        "what": selected.figure.measured,
        "who": selected.name,
        "years": span,
    }


def described(selected: Selected, series: Sequence[Series]) -> str:
    """For who does not see the drawing."""
    said = _("Line chart of %(first)s to %(last)s: %(names)s.") % {
        "first": selected.years[0],
        "last": selected.years[-1],
        "names": names_of([one.name for one in series]),
    }
    found = "; ".join(one.words for one in marks(selected))
    if found:
        said += " " + _("Breaks: %(breaks)s.") % {"breaks": found}
    return said


# ── One year's funnel ────────────────────────────────────


def chart_of_funnel(selected: Selected, funnel: FunnelOf, *, own: str | None = None) -> Chart:
    """`own`: the one organisation that is named; the others are points without a name."""
    n = len(funnel.outside)
    if n:
        title = ngettext(
            "%(n)s organisation differs from the whole by more than chance",
            "%(n)s organisations differ from the whole by more than chance",
            n,
        ) % {"n": number(n)}
    else:
        title = _("No organisation differs from the whole by more than chance")
    figure = selected.figure
    words = {
        "what": figure.subject,
        "year": selected.last,
        "above": number(float(funnel.numerators)),
        "below": number(float(funnel.denominators)),
    }
    chosen = selected.options.chosen if own is None else [own]
    points = [
        Point(
            float(point.denominator),
            point.value,
            selected.compared.name(point.code) if own in (None, point.code) else "",
            is_outside=point.place in (Place.ABOVE, Place.BELOW),
            is_chosen=point.code in chosen,
        )
        for point in funnel.points
    ]
    whole = selected.name if own is None else _("All shown")
    centre = f"{whole} {figure.write(funnel.centre)}"
    axis = _("%(denominator)s (%(year)s, logarithmic)") % {
        "denominator": funnel.denominator.rstrip("."),
        "year": selected.last,
    }
    outside = names_of([point.name for point in points if point.is_outside and point.name], 12)
    said = _("Funnel of %(n)s organisations around %(centre)s.") % {
        "n": number(len(points)),
        "centre": centre,
    }
    if outside:
        said += " " + _("Outside: %(names)s.") % {"names": outside}
    return funnel_chart(
        title,
        _("%(what)s, %(year)s: %(above)s of %(below)s") % words,
        said,
        Funnel(
            points,
            [Limits(size, *limits) for size, limits in funnel.limits()],
            float(funnel.centre),
            centre,
            axis,
            _("95 of 100"),
            _("998 of 1,000"),
            figure.tick,
            figure.most,
        ),
    )


# ── One year's quartiles ─────────────────────────────────


def strips_chart(selected: Selected) -> Chart:
    year = selected.last
    rows = [(selected.name, list(selected.tracks))]
    if len(selected.group_codes) > 1:
        rows += [
            (selected.compared.group_name(code), selected.of_group(code, year))
            for code in selected.group_codes
        ]
    strips = [_strip(selected, name, tracks, year) for name, tracks in rows]
    words = {"what": selected.figure.measured, "year": year}
    said = "; ".join(f"{leading(one.name)} {one.below}" for one in strips)
    return strip_chart(
        spread_title(selected),
        _("%(what)s, %(year)s. A dot is an organisation, the box their middle half.") % words,
        said,
        Strips(strips, selected.figure.unit, selected.figure.tick, selected.figure.most),
    )


def _strip(selected: Selected, name: str, tracks: Sequence[Track], year: int) -> Strip:
    found = comparing.reported(tracks, year)
    known = [(one, one.in_year(year).number) for one in tracks if one.in_year(year).is_known]
    values = [value for _one, value in known if value is not None]
    quartiles = comparing.quartiles(values)
    said = _("%(given)s of %(members)s") % {
        "given": number(found.answered),
        "members": number(found.members),
    }
    if quartiles is None:
        said = _("%(given)s: too few for quartiles") % {"given": said}
    else:
        median = selected.figure.write(comparing.rounded(quartiles.median))
        said = _("%(given)s, median %(median)s") % {"given": said, "median": median}
    box = None
    if quartiles:
        box = (float(quartiles.low), float(quartiles.median), float(quartiles.high))
    first = next(iter(selected.options.chosen), "")
    chosen = next((value for one, value in known if one.code == first), None)
    return Strip(name, said, box, [float(value) for value in values], number_of(chosen))
