"""An organisation against its group: its own values beside the group's median and quartiles.

Of the others nothing shows but what the public sees, unnamed, and quartiles of five organisations
or more, rounded: a share to whole per cents, everything else to whole numbers, and a small number
of people not at all. Of a campaign that is not published only its own attested figures count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.drawing import Chart
from core.line_chart import Band, Lines, Series, line_chart
from core.templatetags.ui import number
from indicators import comparing
from indicators.compared import Compared, divisor
from indicators.comparing import BreakKind, Quartiles, Standing, Track, Value
from indicators.comparison import (
    GROUP,
    Cell,
    Column,
    Line,
    Options,
    Selected,
    Show,
    Stat,
    Table,
    View,
    notes_of,
    select,
    value_cell,
)
from indicators.comparison_charts import chart_of_funnel, cuts, marks, track_series
from indicators.comparison_view import halves_in_words, how_funnel, how_quartiles
from indicators.comparison_words import DASH, Figure, reason
from indicators.enums import ValueState
from indicators.figures import ADDED_UP, DENOMINATOR, NUMERATOR
from indicators.funnel_points import FunnelOf, funnel_of
from indicators.published import Shown

WHOLE = Decimal(1)


@dataclass(frozen=True)
class Own:
    """The organisation's selection: its group with itself chosen, and what the public sees of the others."""

    selected: Selected
    code: str
    smallest: int
    public: Sequence[Shown]

    @property
    def track(self) -> Track | None:
        return next((one for one in self.selected.tracks if one.code == self.code), None)

    def quartiles(self, year: int) -> "Coarse | None":
        found = self.selected.quartiles(year)
        return None if found is None else Coarse(found, self)

    @property
    def counts(self) -> bool:
        """Are its values numbers of people's messages, which may be small?"""
        compared = self.selected.compared
        return not compared.is_rate and compared.definition.unit in ADDED_UP


@dataclass(frozen=True)
class Coarse:
    """Quartiles as the others of the group may be seen: rounded, small numbers hidden."""

    exact: Quartiles
    own: Own

    def shown(self, value: Decimal) -> Decimal | None:
        found = value.quantize(WHOLE, ROUND_HALF_UP)
        if self.own.counts and value > 0 and found < self.own.smallest:
            return None
        return found

    def drawn(self, value: Decimal) -> float:
        """A hidden number lies at zero: the chart must not tell it either."""
        return float(self.shown(value) or 0)

    def cell(self, value: Decimal) -> Cell:
        found = self.shown(value)
        if found is None:
            words = _("fewer than %(n)s") % {"n": number(self.own.smallest)}
            return Cell(words, words)
        return Cell(self.own.selected.figure.tick(float(found)), found)


def own_of(
    compared: Compared,
    figure: Figure,
    options: Options,
    *,
    code: str,
    published: Iterable[int],
    public: Sequence[Shown],
    smallest: int,
) -> Own:
    """The others only in years of which the campaign was published; the group is its last one."""
    open_years = set(compared.years) - set(published)
    tracks = [one if one.code == code else without(one, open_years) for one in compared.tracks]
    mine = next((one for one in tracks if one.code == code), None)
    group = mine.group if mine else ""
    narrowed = replace(options, of=f"{GROUP}{group}", chosen=[code])
    selected = select(replace(compared, tracks=tracks), narrowed, figure)
    if mine is not None:
        # Its own series stays whole where it came from another group.
        others = [one for one in selected.tracks if one.code != code]
        selected = replace(selected, tracks=[mine, *others])
    kept = [
        one
        for one in selected.breaks
        if one.kind == BreakKind.MEANING or code in (one.code, *one.others)
    ]
    return Own(replace(selected, breaks=kept), code, smallest, public)


def without(track: Track, years: set[int]) -> Track:
    return replace(
        track, values={year: value for year, value in track.values.items() if year not in years}
    )


def own_view(own: Own) -> View:
    selected = own.selected
    funnel = own_funnel(own) if selected.options.show == Show.FUNNEL else None
    chart: Chart
    if funnel:
        chart, method = chart_of_funnel(selected, funnel, own=own.code), how_funnel()
    else:
        chart, method = own_chart(own), how_quartiles()
    said = said_of(own, funnel)
    if selected.options.show == Show.FUNNEL and not funnel:
        said.append(
            _("Of this figure and year no share is published: the years are shown instead.")
        )
    # Who else gave no figure is not told here.
    mine = replace(selected, tracks=[own.track] if own.track else [])
    return View(
        selected.figure.subject,
        stats_of(own),
        said,
        [chart],
        own_table(own),
        notes_of(mine),
        [],
        method,
    )


def said_of(own: Own, funnel: FunnelOf | None) -> list[str]:
    group = own.selected.compared.group_name(own.track.group) if own.track else DASH
    said = [
        _(
            "Compared with the group “%(group)s”. Quartiles are of five organisations or more, and"
            " rounded to whole numbers."
        )
        % {"group": group}
    ]
    if funnel:
        n = len(funnel.points)
        said.append(
            ngettext(
                "The funnel shows %(n)s organisation, of all groups, as far as its numbers are public.",
                "The funnel shows %(n)s organisations, of all groups, as far as their numbers are public.",
                n,
            )
            % {"n": number(n)}
        )
    return said


def stats_of(own: Own) -> list[Stat]:
    selected, year = own.selected, own.selected.last
    mine = own.track.in_year(year) if own.track else Value(Standing.ABSENT)
    name = selected.compared.name(own.code) if own.code in selected.compared.organisations else ""
    label = _("%(name)s, %(year)s") % {"name": name, "year": year}
    figure = selected.figure
    value = figure.write(mine.number) if mine.is_known else reason(mine, selected.compared)
    stats = [Stat(label, value, figure.basis(mine) or figure.unit)]
    quartiles = own.quartiles(year)
    if quartiles:
        low, median, high = (
            quartiles.cell(one).words
            for one in (quartiles.exact.low, quartiles.exact.median, quartiles.exact.high)
        )
        basis = _("half of them lie between %(low)s and %(high)s") % {"low": low, "high": high}
        stats.append(Stat(_("Median of the group"), median, basis))
    return stats


def own_table(own: Own) -> Table:
    selected = own.selected
    years, figure = selected.years, selected.figure
    letters = selected.letters

    def of(year: int) -> str:
        return " ".join(letter for one, letter in letters.items() if one.year == year)

    columns = [Column(_("Organisation"), is_number=False)]
    columns += [
        Column(str(year), letters=of(year), has_halves=selected.compared.is_rate) for year in years
    ]
    mine = [own.track.in_year(year) if own.track else Value(Standing.ABSENT) for year in years]
    cells = [value_cell(value, figure, reason(value, selected.compared)) for value in mine]
    lines = [Line(selected.compared.name(own.code), cells, tone="chosen")]
    found = [own.quartiles(year) for year in years]
    for name, part in (
        (_("Upper quartile of the group"), "high"),
        (_("Median of the group"), "median"),
        (_("Lower quartile of the group"), "low"),
    ):
        cells = [Cell(DASH) if one is None else one.cell(getattr(one.exact, part)) for one in found]
        lines.append(Line(name, cells))
    counted = [
        Cell(DASH) if one is None else Cell(number(one.exact.n), one.exact.n) for one in found
    ]
    lines.append(Line(_("Organisations in the quartiles"), counted))
    return Table(figure.subject, columns, lines)


def own_chart(own: Own) -> Chart:
    selected = own.selected
    found = [own.quartiles(year) for year in selected.years]
    medians = [None if one is None else one.drawn(one.exact.median) for one in found]
    series = [track_series(selected, own.track, is_chosen=True)] if own.track else []
    band = None
    if any(found):
        meaning = cuts(selected)
        series.append(Series(_("Median of the group"), medians, meaning))
        band = Band(
            _("Middle half of the group"),
            [None if one is None else one.drawn(one.exact.low) for one in found],
            [None if one is None else one.drawn(one.exact.high) for one in found],
            meaning,
        )
    title = _("%(figure)s: %(name)s and its group") % {
        "figure": selected.figure.name,
        "name": selected.compared.name(own.code),
    }
    return line_chart(
        title,
        selected.figure.measured,
        _("Line chart: the own values, and the median and the middle half of the group."),
        Lines(
            [str(year) for year in selected.years],
            series,
            band,
            marks(selected),
            gap_words=_("no figures"),
            write=selected.figure.tick,
            most=selected.figure.most,
        ),
    )


def own_funnel(own: Own) -> FunnelOf | None:
    """Its own point among those whose numbers are public."""
    selected = own.selected
    year = selected.last
    if not selected.compared.is_rate or own.track is None:
        return None
    others = [
        Track(code, {year: value}, {year: ""})
        for code, value in public_values(own, year).items()
        if code != own.code
    ]
    mine = replace(own.track, values={year: own.track.in_year(year)})
    return funnel_of([mine, *others], year, selected.compared.rule, halves_in_words(selected))


def public_values(own: Own, year: int) -> Mapping[str, Value]:
    """Of each organisation the share whose halves the public sees both."""
    asked = own.selected.compared.asked
    divided = divisor(asked)
    above = asked.key if divided else (asked.code, NUMERATOR)
    below = divided or (asked.code, DENOMINATOR)
    seen = {
        (one.subject, one.indicator, one.breakdown): one.value
        for one in own.public
        if one.year == year and one.state == ValueState.VALUE and one.value is not None
    }
    known = own.selected.compared.organisations
    return {
        code: comparing.ratio(
            value, seen[code, *below] or Decimal(), own.selected.compared.rule.times
        )
        for (code, *rest), value in seen.items()
        if code in known and tuple(rest) == above and value is not None and (code, *below) in seen
    }
