"""A comparison for the Network coordinator: which organisations, what is said of them, charts and table.

`view_of` gives everything that the page, the CSV, the XLSX, the PDF and the SVG show: there is no
other place where their numbers are made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from django.db.models.enums import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from core.drawing import Chart
from core.sorting import sort_key
from core.templatetags.ui import number
from indicators import comparing
from indicators.compared import Compared, Measure
from indicators.comparing import MISSING, Adding, Break, BreakKind, Standing, Track, Value
from indicators.comparison_words import (
    Figure,
    break_words,
    names_of,
    sorted_names,
    who_reported,
)

EVERYONE, GROUPS, CHOSEN, GROUP = "all", "groups", "chosen", "group:"
# So many lines can be told apart.
MOST_LINES = 6


class Show(TextChoices):
    YEARS = "years", pgettext_lazy("compare …", "over the years")
    FUNNEL = "funnel", pgettext_lazy("compare …", "as a funnel of the last year")
    QUARTILES = "quartiles", pgettext_lazy("compare …", "as quartiles of the last year")


@dataclass(frozen=True)
class Options:
    """What the reader chose to see of the values."""

    show: str = Show.YEARS
    # Everyone, the groups, the chosen ones, or `group:` and its code.
    of: str = EVERYONE
    chosen: Sequence[str] = ()
    constant: bool = False
    merged: bool = False


@dataclass(frozen=True)
class Selected:
    """The organisations that are shown, after what was chosen; `left_out` by the constant sample."""

    compared: Compared
    options: Options
    figure: Figure
    tracks: Sequence[Track]
    left_out: Sequence[str]
    breaks: Sequence[Break]

    @property
    def years(self) -> Sequence[int]:
        return self.compared.years

    @cached_property
    def last(self) -> int:
        """The last year of which anybody gave a number; else the last one."""
        found = comparing.compared_years(self.tracks, self.years)
        return (found or self.years)[-1]

    @property
    def chosen(self) -> list[Track]:
        return [track for track in self.tracks if track.code in self.options.chosen]

    @property
    def marked(self) -> list[Track]:
        """Those that were chosen, as many as lines can be told apart."""
        return self.chosen[:MOST_LINES]

    @property
    def without_line(self) -> list[Track]:
        """Those that were chosen as well, and are not drawn."""
        is_drawn = self.options.show == Show.YEARS and not self.by_group
        return self.chosen[MOST_LINES:] if is_drawn else []

    @property
    def name(self) -> str:
        """What all that is shown is called together."""
        of = self.options.of
        if self.options.constant:
            return _("Constant sample")
        if of.startswith(GROUP):
            return self.compared.group_name(of.removeprefix(GROUP))
        return _("Chosen organisations") if of == CHOSEN else _("The Network")

    def values(self, year: int) -> list[Value]:
        return [track.in_year(year) for track in self.tracks]

    def whole(self, year: int) -> Value:
        return self._wholes[year]

    def quartiles(self, year: int) -> comparing.Quartiles | None:
        return self._quartiles[year]

    def reported(self, year: int) -> comparing.Reported:
        return self._reported[year]

    # Charts, table and sentences ask for the same years.
    @cached_property
    def _wholes(self) -> Mapping[int, Value]:
        rule = self.compared.rule
        return {year: comparing.whole(self.values(year), rule) for year in self.years}

    @cached_property
    def _quartiles(self) -> Mapping[int, comparing.Quartiles | None]:
        return {year: comparing.quartiles(self._numbers(year)) for year in self.years}

    @cached_property
    def _reported(self) -> Mapping[int, comparing.Reported]:
        return {year: comparing.reported(self.tracks, year) for year in self.years}

    def _numbers(self, year: int) -> list[Decimal]:
        known = (value.number for value in self.values(year) if value.is_known)
        return [one for one in known if one is not None]

    @property
    def by_group(self) -> bool:
        """Of what cannot be added a group has no number: its members stand alone."""
        return self.options.of == GROUPS and self.compared.rule.adding != Adding.NEVER

    @cached_property
    def group_codes(self) -> list[str]:
        """The groups that anyone shown belonged to in any of the years."""
        return sorted({code for track in self.tracks for code in _groups(track).values()})

    def of_group(self, code: str, year: int) -> list[Track]:
        """Its members of that year."""
        return [one for one in self.tracks if _groups(one).get(year) == code]

    @property
    def in_order(self) -> list[Track]:
        """The chosen ones first, then by name: no ranking."""
        chosen = self.options.chosen
        return sorted(
            self.tracks,
            key=lambda one: (one.code not in chosen, sort_key(self.compared.name(one.code))),
        )

    @cached_property
    def letters(self) -> Mapping[Break, str]:
        """Each break that a table marks, and its letter; who is missing says so in the cell."""
        marked = [one for one in self.breaks if one.kind != BreakKind.MISSING]
        return {one: letter_of(place) for place, one in enumerate(marked)}


def _groups(track: Track) -> Mapping[int, str]:
    """Of joined organisations the group is that of the successor, for all years."""
    return dict.fromkeys(track.values, track.group) if track.joined else track.groups


def letter_of(place: int) -> str:
    """a, b … z, aa, ab …"""
    rest, here = divmod(place, 26)
    return (letter_of(rest - 1) if rest else "") + chr(ord("a") + here)


def select(compared: Compared, options: Options, figure: Figure) -> Selected:
    tracks = list(compared.tracks)
    if options.merged:
        tracks = comparing.joined(tracks, compared.years, compared.rule)
    tracks = [track for track in (within(one, options) for one in tracks) if track.values]
    left_out: list[str] = []
    if options.constant:
        kept = comparing.constant_sample(tracks, compared.years)
        left_out = [track.code for track in tracks if track not in kept]
        tracks = kept
    shown = {track.code for track in tracks}
    everywhere = (
        comparing.joined(compared.tracks, compared.years, compared.rule)
        if options.merged
        else compared.tracks
    )
    changes = [year for year, _version in compared.changes_of_meaning]
    breaks = [
        one
        for one in comparing.breaks(everywhere, compared.years, changes)
        if not one.code
        or one.code in shown
        or (one.kind == BreakKind.MERGER and shown & set(one.others))
    ]
    return Selected(compared, options, figure, tracks, left_out, breaks)


def within(track: Track, options: Options) -> Track:
    """The part of the track that is asked for: a group holds its members of each year."""
    if options.of == CHOSEN and track.code not in options.chosen:
        return replace(track, values={})
    if not options.of.startswith(GROUP):
        return track
    group = options.of.removeprefix(GROUP)
    groups = _groups(track)
    return replace(
        track,
        values={year: value for year, value in track.values.items() if groups.get(year) == group},
    )


# ── What is said ─────────────────────────────────────────


def said_of(selected: Selected) -> list[str]:
    """The sentences above the chart: who is compared, who reported, what was left out."""
    compared, options = selected.compared, selected.options
    if not selected.tracks and not options.constant:
        return [_("No organisation is chosen that belonged to the Network in these years.")]
    said = [
        who_reported(compared, selected.reported(selected.last), selected.tracks, selected.last)
    ]
    if selected.without_line:
        names = names_of(sorted_names(compared, [one.code for one in selected.without_line]))
        said.append(_("Not drawn as lines, but in the table: %(names)s.") % {"names": names})
    if options.constant:
        said.append(_constant(selected))
    if options.merged:
        said += _merged(selected)
    if compared.asked.measure == Measure.PER:
        said.append(
            _("Only organisations that gave their number of service transactions are compared.")
        )
    if compared.rule.adding == Adding.NEVER:
        said.append(
            _("Medians and percentiles of organisations cannot be added: there is no whole.")
        )
    return said


def _constant(selected: Selected) -> str:
    n = len(selected.tracks)
    said = ngettext(
        "Constant sample: %(n)s organisation with a number in every year that is compared.",
        "Constant sample: %(n)s organisations with a number in every year that is compared.",
        n,
    ) % {"n": number(n)}
    if selected.left_out:
        names = names_of(sorted_names(selected.compared, selected.left_out))
        said += " " + _("Left out: %(names)s.") % {"names": names}
    return said


def _merged(selected: Selected) -> list[str]:
    if selected.compared.rule.adding == Adding.NEVER:
        return [_("What cannot be added is not joined: predecessors stand apart.")]
    return [
        _("%(name)s: in the years before, with the numbers of %(others)s.")
        % {
            "name": selected.compared.name(track.code),
            "others": names_of(sorted_names(selected.compared, track.joined)),
        }
        for track in selected.tracks
        if track.joined
    ]


@dataclass(frozen=True)
class Note:
    """A break as the list below the table tells it."""

    letter: str
    year: int
    words: str


def missing_in(selected: Selected) -> dict[int, list[str]]:
    """Of each compared year the members without a number that gave one in another year."""
    years = comparing.compared_years(selected.tracks, selected.years)
    gave = [one for one in selected.tracks if any(one.in_year(year).is_known for year in years)]
    found = {
        year: [one.code for one in gave if one.in_year(year).standing in MISSING] for year in years
    }
    return {year: codes for year, codes in found.items() if codes}


def notes_of(selected: Selected) -> list[Note]:
    """In the order of the years; those missing in one year together."""
    compared, letters = selected.compared, selected.letters
    found = [
        Note(letters[one], one.year, break_words(one, compared))
        for one in selected.breaks
        if one in letters
    ]
    for year, codes in missing_in(selected).items():
        names = {"names": names_of(sorted_names(compared, codes))}
        words = ngettext("%(names)s gave no figure.", "%(names)s gave no figures.", len(codes))
        found.append(Note("", year, words % names))
    return sorted(found, key=lambda note: (note.year, not note.letter, note.letter))


# ── The whole view ───────────────────────────────────────


@dataclass(frozen=True)
class Column:
    """A column; in files one of values has its halves beside it, and a range its two ends."""

    heading: str
    is_number: bool = True
    letters: str = ""
    has_halves: bool = False
    is_range: bool = False


@dataclass(frozen=True)
class Cell:
    """As it is read, and as a file holds it: a number, or words where there is none."""

    words: str
    value: Decimal | int | str | None = None
    sub: str = ""
    letters: str = ""
    # Of a share; of a range, its ends.
    halves: tuple[Decimal | None, Decimal | None] = (None, None)
    # Of a state: sign, word and tone.
    is_state: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Line:
    label: str
    cells: Sequence[Cell]
    sub: str = ""
    # `whole`, `chosen` or nothing.
    tone: str = ""


@dataclass(frozen=True)
class Table:
    caption: str
    columns: Sequence[Column]
    lines: Sequence[Line]


@dataclass(frozen=True)
class Stat:
    """A headline figure: what it is, its value, what it rests on."""

    label: str
    value: str
    basis: str


@dataclass(frozen=True)
class View:
    title: str
    stats: Sequence[Stat]
    said: Sequence[str]
    charts: Sequence[Chart]
    table: Table
    notes: Sequence[Note]
    # What differs by more than chance, with what the organisation says about it.
    explanations: Sequence["Explanation"] = field(default_factory=list)
    method: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True)
class Explanation:
    name: str
    position: str
    texts: Sequence[str]


def value_cell(value: Value, figure: Figure, why: str, letters: str = "") -> Cell:
    if not value.is_known:
        is_absent = value.standing == Standing.ABSENT
        return Cell(why, None if is_absent else why, letters=letters)
    return Cell(
        figure.write(value.number),
        value.number,
        figure.basis(value),
        letters,
        (value.numerator, value.denominator),
    )
