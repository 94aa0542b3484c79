"""An organisation against its group: its own values beside the group's median and quartiles.

Of the others nothing shows but what the public sees, unnamed, and quartiles of five organisations
or more, rounded: a share to whole per cents, everything else to whole numbers, and a small number
of people not at all. In a small group a quartile is the value of one organisation: where that value
is hidden from the public, the quartile is hidden too. Of a campaign that is not published only its
own attested figures count.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.drawing import Chart
from core.line_chart import Band, Lines, Series, line_chart
from core.templatetags.ui import number
from indicators import comparing
from indicators.compared import Compared, divisor
from indicators.comparing import BreakKind, Standing, Track, Value
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
from indicators.comparison_charts import (
    along,
    chart_of_funnel,
    cuts,
    marks,
    span,
    track_series,
)
from indicators.comparison_tables import funnel_table
from indicators.comparison_view import halves_in_words, how_funnel, how_quartiles
from indicators.comparison_words import DASH, Figure, reason
from indicators.enums import ValueState
from indicators.figures import ADDED_UP, DENOMINATOR, NUMERATOR
from indicators.funnel_points import FunnelOf, funnel_of
from indicators.published import Shown

WHOLE = Decimal(1)


# Year, subject, indicator, breakdown.
Key = tuple[int, str, str, str]


@dataclass(frozen=True)
class Own:
    """The organisation's selection: its group with itself chosen, and what the public sees of the others.

    `hidden`: the numbers of the group that the public does not get.
    """

    selected: Selected
    code: str
    smallest: int
    public: Sequence[Shown]
    hidden: Collection[Key]

    @property
    def track(self) -> Track | None:
        return next((one for one in self.selected.tracks if one.code == self.code), None)

    def quartiles(self, year: int) -> "Quarters | None":
        found = self.selected.quartiles(year)
        if found is None:
            return None
        known = [one for one in self.selected.tracks if one.in_year(year).is_known]
        numbers = [one.in_year(year).number or Decimal() for one in known]
        secret = comparing.resting_on(numbers, [self.is_secret(one, year) for one in known])
        exact = (found.low, found.median, found.high)
        low, median, high = (
            Coarse(value, is_secret, self) for value, is_secret in zip(exact, secret, strict=True)
        )
        return Quarters(found.n, low, median, high)

    def is_secret(self, track: Track, year: int) -> bool:
        """Does its value rest on a number of another organisation that the public does not get?"""
        asked = self.selected.compared.asked
        names = [one for one in (asked.key, divisor(asked)) if one is not None]
        return track.code != self.code and any(
            (year, code, *name) in self.hidden
            for code in (track.code, *track.joined)
            for name in names
        )

    @property
    def counts(self) -> bool:
        """Are its values numbers of people's messages, which may be small?"""
        compared = self.selected.compared
        return not compared.is_rate and compared.definition.unit in ADDED_UP


@dataclass(frozen=True)
class Coarse:
    """A quartile as the others of the group may be seen: rounded, small and secret numbers hidden."""

    exact: Decimal
    is_secret: bool
    own: Own

    @property
    def shown(self) -> Decimal | None:
        found = self.exact.quantize(WHOLE, ROUND_HALF_UP)
        is_small = self.own.counts and self.exact > 0 and found < self.own.smallest
        return None if self.is_secret or is_small else found

    @property
    def drawn(self) -> float | None:
        """A small number lies at zero, a secret one nowhere: the chart must not tell them either."""
        return None if self.is_secret else float(self.shown or 0)

    @property
    def cell(self) -> Cell:
        found = self.shown
        if found is not None:
            return Cell(self.own.selected.figure.tick(float(found)), found)
        words = (
            pgettext("figure", "hidden")
            if self.is_secret
            else _("fewer than %(n)s") % {"n": number(self.own.smallest)}
        )
        return Cell(words, words)


class Quarters(NamedTuple):
    n: int
    low: Coarse
    median: Coarse
    high: Coarse


def own_of(
    compared: Compared,
    figure: Figure,
    options: Options,
    *,
    code: str,
    published: Iterable[int],
    public: Sequence[Shown],
    hidden: Collection[Key],
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
        if one.kind == BreakKind.MEANING
        or one.code == code
        or (one.kind == BreakKind.MERGER and code in one.others)
    ]
    return Own(replace(selected, breaks=kept), code, smallest, public, hidden)


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
        table = funnel_table(selected, funnel, own=own.code)
    else:
        chart, table, method = own_chart(own), own_table(own), how_quartiles()
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
        table,
        [] if funnel else notes_of(mine),
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
    found = [own.quartiles(year) for year in own.selected.years]
    if not funnel and any(
        part.is_secret for one in found if one for part in (one.low, one.median, one.high)
    ):
        said.append(
            _(
                "A quartile that rests on a number hidden from the public is hidden here too, since it"
                " would give the number away."
            )
        )
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
            one.cell.words for one in (quartiles.low, quartiles.median, quartiles.high)
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
    named: Sequence[tuple[str, Callable[[Quarters], Coarse]]] = (
        (_("Upper quartile of the group"), lambda one: one.high),
        (_("Median of the group"), lambda one: one.median),
        (_("Lower quartile of the group"), lambda one: one.low),
    )
    for name, get in named:
        cells = [Cell(DASH) if one is None else get(one).cell for one in found]
        lines.append(Line(name, cells))
    counted = [Cell(DASH) if one is None else Cell(number(one.n), one.n) for one in found]
    lines.append(Line(_("Organisations in the quartiles"), counted))
    return Table(figure.subject, columns, lines)


def own_chart(own: Own) -> Chart:
    selected = own.selected
    found = along(selected, own.quartiles)
    medians = [None if one is None else one.median.drawn for one in found]
    series = [track_series(selected, own.track, is_chosen=True)] if own.track else []
    band = None
    if any(found):
        meaning = cuts(selected)
        series.append(Series(_("Median of the group"), medians, meaning))
        middle = [(None, None) if one is None else (one.low.drawn, one.high.drawn) for one in found]
        known = [pair if None not in pair else (None, None) for pair in middle]
        lows, highs = zip(*known, strict=True)
        band = Band(_("Middle half of the group"), lows, highs, meaning)
    title = _("%(figure)s: %(name)s and its group") % {
        "figure": selected.figure.name,
        "name": selected.compared.name(own.code),
    }
    return line_chart(
        title,
        selected.figure.measured,
        _("Line chart: the own values, and the median and the middle half of the group."),
        Lines(
            [str(year) for year in span(selected)],
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
