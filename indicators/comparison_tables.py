"""The tables of a comparison: over the years, beside a funnel, of quartiles; and the same for files."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.spreadsheet import Cell as FileCell
from core.templatetags.ui import number
from indicators import comparing
from indicators.comparing import Break, BreakKind, Quartiles, Track, Value
from indicators.comparison import Cell, Column, Line, Selected, Table, value_cell
from indicators.comparison_words import DASH, reason
from indicators.funnel_points import FunnelOf, Place

# ── Over the years ───────────────────────────────────────


def years_table(selected: Selected) -> Table:
    figure, years = selected.figure, selected.years
    halves = selected.compared.is_rate
    columns = [Column(_("Organisation"), is_number=False)]
    columns += [
        Column(str(year), letters=_letters(selected, year, ""), has_halves=halves) for year in years
    ]
    return Table(figure.subject, columns, list(_lines(selected)))


def _lines(selected: Selected) -> Iterator[Line]:
    years = selected.years
    yield Line(
        selected.name, [_cell(selected, selected.whole(year)) for year in years], tone="whole"
    )
    yield Line(_("Organisations that reported"), [_reported(selected, year) for year in years])
    quartiles = [selected.quartiles(year) for year in years]
    if any(quartiles):
        named: Sequence[tuple[str, Callable[[Quartiles], object]]] = (
            (_("Upper quartile"), lambda one: one.high),
            (_("Median of the organisations"), lambda one: one.median),
            (_("Lower quartile"), lambda one: one.low),
        )
        for name, get in named:
            yield Line(name, [_quartile(selected, one, get) for one in quartiles])
    if selected.by_group:
        yield from (_of_group(selected, code) for code in selected.group_codes)
    else:
        yield from (_of_track(selected, track) for track in selected.in_order)


def _cell(selected: Selected, value: Value, letters: str = "") -> Cell:
    return value_cell(value, selected.figure, reason(value, selected.compared), letters)


def _reported(selected: Selected, year: int) -> Cell:
    found = selected.reported(year)
    if not found.members:
        return Cell(DASH)
    words = pgettext("62 of 65 organisations", "%(given)s of %(members)s") % {
        "given": number(found.answered),
        "members": number(found.members),
    }
    return Cell(words, words)


def _quartile(
    selected: Selected, found: Quartiles | None, get: Callable[[Quartiles], object]
) -> Cell:
    if found is None:
        return Cell(DASH)
    value = comparing.rounded(get(found))  # type: ignore[arg-type]
    return Cell(selected.figure.write(value), value)


def _of_track(selected: Selected, track: Track) -> Line:
    compared = selected.compared
    cells = [
        _cell(selected, track.in_year(year), _letters(selected, year, track.code))
        for year in selected.years
    ]
    tone = "chosen" if track.code in selected.options.chosen else ""
    return Line(compared.name(track.code), cells, compared.group_name(track.group), tone)


def _of_group(selected: Selected, code: str) -> Line:
    cells = []
    for year in selected.years:
        tracks = selected.of_group(code, year)
        value = comparing.whole([one.in_year(year) for one in tracks], selected.compared.rule)
        if not tracks:
            cells.append(Cell(DASH))
            continue
        cells.append(_cell(selected, value))
    return Line(selected.compared.group_name(code), cells)


def _letters(selected: Selected, year: int, code: str) -> str:
    """Of the breaks of a year: those of everyone, or those of one organisation."""
    return " ".join(
        letter
        for one, letter in selected.letters.items()
        if one.year == year and _concerns(one, code)
    )


def _concerns(one: Break, code: str) -> bool:
    if one.kind == BreakKind.MEANING:
        return not code
    return one.code == code


# ── Beside a funnel ──────────────────────────────────────

STATES = {
    Place.WITHIN: ("tick", "calm"),
    Place.EDGE: ("ring", "soon"),
    Place.ABOVE: ("triangle", "held"),
    Place.BELOW: ("triangle", "held"),
}


def funnel_table(selected: Selected, funnel: FunnelOf, *, own: str | None = None) -> Table:
    """In the order of the names: a funnel stands in the place of a league table.

    `own`: the one organisation that is named, and first; the others by how many cases they have.
    """
    figure = selected.figure
    columns = [
        Column(_("Organisation"), is_number=False),
        Column(funnel.denominator if selected.figure.base_name else _("Denominator")),
        Column(funnel.numerator if selected.figure.base_name else _("Numerator")),
        Column(_("Value")),
        Column(_("95 of 100 by chance"), is_range=True),
        Column(_("998 of 1,000 by chance"), is_range=True),
        Column(_("In the funnel"), is_number=False),
    ]

    def line(code: str, group: str, cells: Sequence[Cell]) -> Line:
        if own not in (None, code):
            return Line(_("Another organisation"), cells)
        tone = "chosen" if code in selected.options.chosen else ""
        return Line(selected.compared.name(code), cells, selected.compared.group_name(group), tone)

    lines = []
    points = list(funnel.points)
    if own is not None:
        points.sort(key=lambda one: (one.code != own, -one.denominator, -one.numerator))
    for point in points:
        low, high, lowest, highest = point.limits
        cells = [
            Cell(number(float(point.denominator)), point.denominator),
            Cell(number(float(point.numerator)), point.numerator),
            Cell(figure.write(point.exact), comparing.rounded(point.exact)),
            _between(selected, low, high),
            _between(selected, lowest, highest),
            Cell(str(point.place.label), str(point.place.label), tone=point.place.value),
        ]
        lines.append(line(point.code, point.group, cells))
    lines += [line(one.code, one.group, _without(selected, one)) for one in funnel.without]
    return Table(figure.subject, columns, lines)


def _between(selected: Selected, low: float, high: float) -> Cell:
    words = pgettext("from a to b", "%(low)s to %(high)s") % {
        "low": selected.figure.write(low),
        "high": selected.figure.write(high),
    }
    ends = (comparing.rounded(Decimal(repr(low))), comparing.rounded(Decimal(repr(high))))
    return Cell(words, words, halves=ends)


def _without(selected: Selected, track: Track) -> list[Cell]:
    """Of an organisation that stands nowhere in the funnel: why."""
    value = track.in_year(selected.last)
    why = reason(value, selected.compared) if not value.is_known else _("denominator not given")
    return [*(Cell(DASH) for _column in range(5)), Cell(why, why)]


# ── Of quartiles ─────────────────────────────────────────


def quartiles_table(selected: Selected) -> Table:
    columns = [
        Column(_("Organisations"), is_number=False),
        Column(_("Reported")),
        Column(pgettext("of all values", "Least")),
        Column(_("Lower quartile")),
        Column(_("Median")),
        Column(_("Upper quartile")),
        Column(pgettext("of all values", "Greatest")),
    ]
    year = selected.last
    rows = [(selected.name, list(selected.tracks), "whole")]
    if len(selected.group_codes) > 1:
        rows += [
            (selected.compared.group_name(code), selected.of_group(code, year), "")
            for code in selected.group_codes
        ]
    lines = [
        Line(name, _quartile_cells(selected, tracks, year), tone=tone)
        for name, tracks, tone in rows
    ]
    return Table(selected.figure.subject, columns, lines)


def _quartile_cells(selected: Selected, tracks: Sequence[Track], year: int) -> list[Cell]:
    found = comparing.reported(tracks, year)
    words = pgettext("62 of 65 organisations", "%(given)s of %(members)s") % {
        "given": number(found.answered),
        "members": number(found.members),
    }
    numbers = [value.number for value in (one.in_year(year) for one in tracks) if value.is_known]
    quartiles = comparing.quartiles([one for one in numbers if one is not None])
    if quartiles is None:
        return [Cell(words, words), *(Cell(DASH) for _column in range(5))]
    values = (quartiles.least, quartiles.low, quartiles.median, quartiles.high, quartiles.most)
    cells = [comparing.rounded(value) for value in values]
    return [Cell(words, words), *(Cell(selected.figure.write(one), one) for one in cells)]


# ── For files ────────────────────────────────────────────


def headings_of(table: Table) -> list[str]:
    """Each year's value, and beside it the two halves that a share rests on; of a range both ends."""
    found: list[str] = []
    for column in table.columns:
        if column.is_range:
            named = {"range": column.heading}
            found += [_("%(range)s: from") % named, _("%(range)s: to") % named]
            continue
        found.append(column.heading)
        if column.has_halves:
            named = {"year": column.heading}
            found += [_("%(year)s, numerator") % named, _("%(year)s, denominator") % named]
    return [*found[:1], _("Group"), *found[1:]]


def rows_of(table: Table) -> Iterator[list[FileCell]]:
    """The lines of the page, in its order; a cell without a number says why in words."""
    columns = table.columns[1:]
    for line in table.lines:
        cells: list[FileCell] = [line.label, line.sub]
        for column, cell in zip(columns, line.cells, strict=True):
            if not column.is_range:
                cells.append(in_file(cell.value))
            if column.has_halves or column.is_range:
                cells += [in_file(half) for half in cell.halves]
        yield cells


def in_file(value: FileCell) -> FileCell:
    """A whole number without an idle decimal."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value
