"""What reports are made of: headline figures, tables, bars and lines, from one reading of the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.charts import BarChart, bars
from core.drawing import Chart, Drawing, Size
from core.templatetags.ui import NO_BREAK, day_plain, leading, number
from core.texts import Text
from indicators.compared import changes_of
from indicators.comparing import LEAST_FOR_QUARTILES
from indicators.comparison_words import change_in_words
from indicators.definitions import definitions_of
from indicators.enums import CampaignStatus, Dimension, Origin, Section, Unit
from indicators.figures import (
    GROUP,
    NETWORK,
    PART,
    Figure,
    of_groups,
    of_network,
    read_figures,
)
from indicators.models import Campaign, IndicatorVersion, Measurement, PublicFigure, Submission
from indicators.querysets import PublicFigureQuerySet
from indicators.releasing import smallest_shown
from indicators.report_charts import Years, change_of_meaning, line_of
from indicators.report_figures import HIDDEN, HIDDEN_WORD, SHARES, Shelf, change, written
from indicators.tables import part_names
from organisations.models import Group, Organisation

MOST_YEARS = 5
# Columns that an A4 holds beside the names of groups.
MOST_COLUMNS = 5
# A line, and a division, have two parts at least.
FEWEST = 2
IN_SHORT = 4
# As wide as the text of an A4, and low enough that two stand below a heading; or two beside each other.
ON_PAPER = Size(760, 270, 14, beside=170)
IN_PAIRS = Size(363, 195, 14)
# Drawn first, where the first figure of a section is not what is looked for.
LEADING = {Section.STOCK: "open_at_end"}
SHORT_CHAPTERS = {Section.IMPROVEMENT, Section.CUSTOMERS}
# Its sum is that of the founded complaints.
PARTS_ALONE = {"complaints_founded_by_type"}
# Of many rates and times, those that say most.
TIMES = (
    "acknowledged_in_time",
    "answered_in_time",
    "days_to_acknowledge_median",
    "days_to_answer_median",
)
FINDINGS = (
    "complaints_founded",
    "complaints_partly_founded",
    "complaints_unfounded",
    "complaints_no_opinion",
    "complaints_without_finding",
)


@dataclass(frozen=True)
class Said:
    """A text of the Network; `language` only where it is not the reader's."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Stat:
    """A headline figure: what it rests on, and how it was before."""

    label: str
    value: str
    basis: str = ""
    change: str = ""

    @property
    def is_number(self) -> bool:
        return any(map(str.isdigit, self.value))


@dataclass(frozen=True)
class Row:
    label: str
    cells: Sequence[str]
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """`first` stands above the names of the rows, where these are no figures."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Row]
    note: str = ""
    first: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter of figures; the template draws its pieces in this order."""

    anchor: str
    title: str
    text: Said | None = None
    stats: Sequence[Stat] = ()
    charts: Sequence[Chart] = ()
    bars: Sequence[BarChart] = ()
    tables: Sequence[Table] = ()

    @property
    def is_joined(self) -> bool:
        """Too short for a page of its own: it goes on where the chapter before it ends."""
        return self.anchor in SHORT_CHAPTERS

    @property
    def plates(self) -> list[Plate]:
        """Two by two where more follows them; one that is left over is wide."""
        paired = len(self.charts) // 2 * 2 if self.bars or self.tables else 0
        return [
            Plate(
                one.title,
                one.subtitle,
                one.description,
                one.at(IN_PAIRS if place < paired else ON_PAPER),
                is_half=place < paired,
            )
            for place, one in enumerate(self.charts)
        ]


@dataclass(frozen=True)
class Plate:
    """A chart at the size of our sheets."""

    title: str
    subtitle: str
    description: str
    drawing: Drawing
    is_half: bool = False


@dataclass(frozen=True)
class Told:
    """What an organisation, or the collection, says beside the figures."""

    label: str
    text: str


@dataclass(frozen=True)
class Definition:
    """How a figure is counted, as the report's year read it."""

    name: Said
    explanation: Said
    formula: Said
    facts: str


@dataclass(frozen=True)
class Names:
    """How indicators are called and in which unit; our shares beside those that are asked for."""

    definitions: Mapping[str, IndicatorVersion]
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=part_names)

    def of(self, code: str) -> str:
        if code in self.definitions:
            return str(self.definitions[code].name)
        return next((str(one.name) for one in SHARES if one.code == code), code)

    def unit(self, code: str) -> str:
        return self.definitions[code].unit if code in self.definitions else str(Unit.PERCENT)

    def is_known(self, code: str) -> bool:
        return code in self.definitions or any(one.code == code for one in SHARES)

    def in_tables(self, section: str) -> list[str]:
        """What has a row: a figure that is asked for by its parts alone would repeat the sum of another."""
        return [code for code in self.of_section(section) if code not in PARTS_ALONE]

    def of_section(self, section: str) -> list[str]:
        """In the order of the report; the shares come after what they are made of."""
        own = [
            code
            for code, one in self.definitions.items()
            if one.indicator.section == section and one.indicator.origin != Origin.CAMPAIGN
        ]
        return own + [one.code for one in SHARES if one.section == section]


@dataclass(frozen=True)
class Reading:
    """What every part of a report looks up: the years, the last of them being the report's."""

    years: Sequence[int]
    names: Names
    shelf: Shelf
    groups: Mapping[str, str]
    # By indicator, the versions that count something else, with the first of the years they hold for.
    meanings: Mapping[str, Sequence[tuple[int, IndicatorVersion]]]

    @property
    def year(self) -> int:
        return self.years[-1]

    @property
    def reporting(self) -> list[int]:
        """How many organisations stand behind each year."""
        return [len(self.shelf.reporting.get(year, {})) for year in self.years]

    def changes(self, code: str) -> list[tuple[int, IndicatorVersion]]:
        """Where the figure begins to count something else; a share does so with either half."""
        share = next((one for one in SHARES if one.code == code), None)
        halves = (share.part, share.whole) if share else (code,)
        return [change for half in halves for change in self.meanings.get(half, ())]

    def changed_in(self, code: str) -> set[int]:
        return {year for year, _version in self.changes(code)}

    def is_given(self, code: str, subject: str) -> bool:
        return bool(
            self.shelf.get(self.year, subject, code)
            or (subject == NETWORK and self.shelf.spread(self.year, code))
        )


def read(campaign: Campaign, organisation: Organisation | None = None) -> Reading:
    """What counts in this year and in those before it; of those before, no breakdowns.

    For the Network: of published years, what the public sees; of others, what was attested. For an
    organisation: its own figures as they are, and of the others medians of published years alone.
    """
    years = years_of(campaign, is_network=organisation is None)
    wanted = Q(breakdown="") | Q(breakdown__startswith=PART)
    rows = Measurement.objects.in_force().filter(
        wanted | Q(submission__campaign=campaign), submission__campaign__year__in=years
    )
    own = read_figures(rows)
    of_public = Campaign.objects.published().filter(year__in=years)
    public = set(of_public.values_list("year", flat=True))
    if organisation is not None:
        shown = [one for one in own if one.subject == organisation.code]
        own = [one for one in own if one.year in public]
    else:
        attested = [one for one in own if one.year not in public]
        seen = PublicFigure.objects.filter(wanted | Q(campaign=campaign))
        sums = [*of_network(attested), *of_groups(attested)]
        shown = [*attested, *sums, *public_of(seen, public)]
    groups = {group.code: str(group) for group in Group.objects.all()}
    # An organisation knows its own numbers.
    code = organisation.code if organisation is not None else ""
    hidden = PublicFigure.objects.filter(is_hidden=True, breakdown="", campaign__year__in=public)
    secret = set(hidden.exclude(subject=code).values_list("campaign__year", "subject", "indicator"))
    shelf = Shelf.of(own, shown, smallest_shown(), secret)
    names = Names(definitions_of(campaign.year))
    return Reading(years, names, shelf, groups, meanings_of(years))


def meanings_of(years: Sequence[int]) -> Mapping[str, Sequence[tuple[int, IndicatorVersion]]]:
    rows = IndicatorVersion.objects.filter(changes_meaning=True).select_related("indicator")
    found: dict[str, list[tuple[int, IndicatorVersion]]] = {}
    for year, version in changes_of(rows.order_by("first_year", "pk"), years):
        found.setdefault(version.indicator.code, []).append((year, version))
    return found


def public_of(rows: PublicFigureQuerySet, years: Collection[int]) -> list[Figure]:
    """As they were released: a number that is too small is none."""
    found = rows.filter(campaign__year__in=years).as_seen().order_by()
    names = ("subject", "group", "indicator", "breakdown", "seen_state", "seen_value", "unit")
    read = found.values_list("campaign__year", *names, "definition_version", "organisations")
    return list(starmap(Figure, read))


def years_of(campaign: Campaign, *, is_network: bool) -> list[int]:
    """The years that were collected up to this one, the last of them last.

    What the Network says of a published year is for everyone: years that are not public stay out of it.
    """
    rows = Campaign.objects.filter(year__lt=campaign.year, submissions__in_force=True)
    if is_network and campaign.status == CampaignStatus.PUBLISHED:
        rows = rows.published()
    found = set(rows.values_list("year", flat=True))
    return sorted({*found, campaign.year})[-MOST_YEARS:]


def said(text: Text) -> Said:
    shown = text.shown_language
    return Said(str(text), "" if shown == get_language() else shown)


# ── Headline figures, charts, tables ─────────────────────


def stats_of(reading: Reading, subject: str, codes: Iterable[str]) -> list[Stat]:
    found = (stat(reading, subject, code) for code in codes if reading.names.is_known(code))
    return [one for one in found if one]


def stat(reading: Reading, subject: str, code: str) -> Stat | None:
    """Of the report's year; a median of the Network is that of its organisations."""
    years, shelf, label = reading.years, reading.shelf, reading.names.of(code)
    now = shelf.get(reading.year, subject, code)
    if now:
        before = shelf.get(years[-2], subject, code) if len(years) > 1 else None
        basis = shelf.basis(reading.year, subject, code) or part_in_words(reading, subject, code)
        is_changed = reading.year in reading.changed_in(code)
        since = change_of_meaning(reading.year) if is_changed else change(before, now)
        return Stat(label, written(now), basis, since)
    spread = shelf.spread(reading.year, code) if subject == NETWORK else None
    if spread is None:
        return None
    basis = ngettext("median of %(n)s organisation", "median of %(n)s organisations", spread.n)
    return Stat(label, spread.in_words, basis % {"n": number(spread.n)})


def part_in_words(reading: Reading, subject: str, code: str) -> str:
    """Of a figure with one part only, such as the actions that were done."""
    definition = reading.names.definitions.get(code)
    parts = [
        part
        for dimension in (definition.breakdowns if definition else ())
        for part in parts_of(reading, subject, code, dimension)
    ]
    if len(parts) != 1:
        return ""
    return _("%(part)s: %(n)s") % {"part": parts[0][0], "n": number(parts[0][1])}


def figure_chapter(
    reading: Reading, section: Section, subject: str, text: Said | None = None
) -> Chapter | None:
    """A section of figures of the Network or of an organisation, without its tables; None where nothing was given."""
    names = reading.names
    codes = [code for code in names.of_section(section) if reading.is_given(code, subject)]
    if not codes:
        return None
    rates = [code for code in codes if names.unit(code) == Unit.PERCENT]
    counts = [code for code in codes if names.unit(code) not in (Unit.PERCENT, Unit.DAYS)]
    lead = LEADING.get(section)
    drawn = dict.fromkeys([*([lead] if lead in codes else counts[:1]), *rates])
    charts = (chart_of(reading, subject, code) for code in drawn if code)
    return Chapter(
        section.value,
        str(section.label),
        text,
        stats_of(reading, subject, in_short(names, codes)),
        [chart for chart in charts if chart],
        list(bars_of(reading, subject, codes)),
    )


def in_short(names: Names, codes: Sequence[str]) -> list[str]:
    """Rates and times tell more than the counts they are made of."""
    rates = [code for code in codes if names.unit(code) in (Unit.PERCENT, Unit.DAYS)]
    rates.sort(key=lambda code: code not in TIMES)
    chosen = {*rates[:IN_SHORT], *codes[: max(1, IN_SHORT - len(rates))]}
    return [code for code in codes if code in chosen][:IN_SHORT]


def chart_of(reading: Reading, subject: str, code: str) -> Chart | None:
    """A line over the years; around a rate of the Network, the middle half of the organisations."""
    names, shelf, years = reading.names, reading.shelf, reading.years
    values = [shelf.value(year, subject, code) for year in years]
    if sum(value is not None for value in values) < FEWEST:
        return None
    is_network = subject == NETWORK
    return line_of(
        Years(
            names.of(code),
            names.unit(code),
            years,
            values,
            [shelf.spread(year, code) for year in years],
            reading.reporting if is_network else (),
            is_network=is_network,
            changed=reading.changed_in(code),
        )
    )


def bars_of(reading: Reading, subject: str, codes: Iterable[str]) -> Iterator[BarChart]:
    """A chart for each figure and dimension: long lists the largest first, others in their order."""
    names = reading.names
    for code in codes:
        dimensions = names.definitions[code].breakdowns if code in names.definitions else ()
        for dimension in dimensions:
            rows = parts_of(reading, subject, code, dimension)
            if len(rows) < FEWEST:
                continue
            if dimension in (Dimension.GROUND, Dimension.NORM):
                rows.sort(key=lambda row: -row[1])
            total = reading.shelf.written(reading.year, subject, code)
            subtitle = _("%(by_what)s, %(year)s; total %(total)s") % {
                "by_what": Dimension(dimension).label,
                "year": reading.year,
                "total": total,
            }
            yield bars(names.of(code), subtitle, rows)


def parts_of(reading: Reading, subject: str, code: str, dimension: str) -> list[tuple[str, float]]:
    """Nothing for the halves of a rate, which are no parts of it."""
    return [
        (name, float(value))
        for part, name in reading.names.parts.get(dimension, {}).items()
        if (value := reading.shelf.value(reading.year, subject, code, f"{dimension}={part}"))
        is not None
    ]


def findings_of(reading: Reading, subject: str) -> BarChart | None:
    rows = [
        (reading.names.of(code), float(value))
        for code in FINDINGS
        if reading.names.is_known(code)
        and (value := reading.shelf.value(reading.year, subject, code)) is not None
    ]
    if not rows:
        return None
    whole = reading.shelf.get(reading.year, subject, "complaints_admissible")
    basis = str(reading.year)
    if whole and whole.value is not None:
        basis = _("%(year)s, of %(n)s admissible complaints") % {
            "year": reading.year,
            "n": written(whole),
        }
    hidden = [
        _as_adjective(reading.names.of(code))
        for code in FINDINGS
        if (figure := reading.shelf.get(reading.year, subject, code)) and figure.state == HIDDEN
    ]
    if hidden:
        basis += f" · {leading(HIDDEN_WORD)} {', '.join(hidden)}"
    return bars(_("What was found"), basis, rows)


def _as_adjective(name: str) -> str:
    """“Founded”, “without finding”: within a sentence small in German too."""
    return name[:1].lower() + name[1:]


def over_the_years(reading: Reading, codes: Sequence[str]) -> Table:
    """The Network; what cannot be added up stands as the median of the organisations."""
    counts = zip(reading.years, reading.reporting, strict=True)
    has_days = any(reading.names.unit(code) == Unit.DAYS for code in codes)
    note = (
        _(
            "Counts are sums, and rates are made of sums; for days stands the median of the"
            " organisations. Organisations that reported: %(counts)s."
        )
        if has_days
        else _(
            "Counts are sums, and rates are made of sums. Organisations that reported: %(counts)s."
        )
    )
    return Table(
        _("The Network over the years"),
        [str(year) for year in reading.years],
        [
            Row(
                reading.names.of(code),
                [of_network_or_median(reading, year, code) for year in reading.years],
            )
            for code in codes
        ],
        " ".join(
            [
                note
                % {
                    "counts": ", ".join(
                        f"{leading(year)}{NO_BREAK}{number(n)}" for year, n in counts
                    )
                },
                *meanings_in_words(reading, codes),
            ]
        ),
    )


def meanings_in_words(reading: Reading, codes: Iterable[str]) -> list[str]:
    """What of these figures cannot be compared with the years before, and why."""
    found = dict.fromkeys(change for code in codes for change in reading.changes(code))
    return [f"{leading(year)} {change_in_words(version)}" for year, version in found]


def of_network_or_median(reading: Reading, year: int, code: str) -> str:
    figure = reading.shelf.get(year, NETWORK, code)
    spread = None if figure else reading.shelf.spread(year, code)
    return spread.in_words if spread else written(figure)


def note_of(rows: Iterable[Row], *others: str) -> str:
    """Below a table: why cells are hidden, where any are, and what else there is to say."""
    hidden = _(
        "Hidden: so small that it could tell of single people, or would give such a one away."
    )
    is_needed = any(str(HIDDEN_WORD) in row.cells for row in rows)
    return " ".join([*([hidden] if is_needed else []), *others])


def by_group(reading: Reading, codes: Sequence[str]) -> Table:
    """The groups as their members were in that year, and the Network."""
    names, shelf, year = reading.names, reading.shelf, reading.year
    rates = [code for code in codes if names.unit(code) == Unit.PERCENT][:2]
    counts = [code for code in codes if names.unit(code) not in (Unit.DAYS, Unit.PERCENT)]
    shown = [*counts[: MOST_COLUMNS - len(rates)], *rates]
    present = set(shelf.reporting.get(year, {}).values())
    rows = [
        Row(name, [shelf.written(year, GROUP + group, code) for code in shown])
        for group, name in reading.groups.items()
        if group in present
    ]
    total = [shelf.written(year, NETWORK, code) for code in shown]
    return Table(
        _("By group, %(year)s") % {"year": year},
        [names.of(code) for code in shown],
        [*rows, Row(_("The Network"), total, is_total=True)] if shown else [],
        note_of(rows),
        first=_("Group"),
    )


def spreads(reading: Reading, codes: Iterable[str]) -> Table:
    """Where a quarter, the half and three quarters of the organisations lie."""
    rows = []
    for code in codes:
        unit = reading.names.unit(code)
        spread = reading.shelf.spread(reading.year, code)
        if spread and unit in (Unit.PERCENT, Unit.DAYS):
            values = map(spread.written, (spread.low, spread.median, spread.high))
            rows.append(Row(reading.names.of(code), [*values, number(spread.n)]))
    return Table(
        _("How organisations differ, %(year)s") % {"year": reading.year},
        [_("Lower quartile"), _("Median"), _("Upper quartile"), _("Organisations")],
        rows,
    )


def beside_the_group(
    reading: Reading,
    codes: Sequence[str],
    *,
    subject: str,
    group: str,
    years: Sequence[int],
    caption: str,
    notes: Sequence[str] = (),
) -> Table:
    """An organisation over the years; where its group has no medians, why there are none."""
    medians = [reading.shelf.spread(reading.year, code, group) for code in codes]
    has_medians = any(medians)
    rows = [
        Row(
            reading.names.of(code),
            [
                *(reading.shelf.written(year, subject, code) for year in years),
                *([median.in_words if median else "–"] if has_medians else []),
            ],
        )
        for code, median in zip(codes, medians, strict=True)
    ]
    heads = [*map(str, years), *([_("Median of the group")] if has_medians else [])]
    why = [] if has_medians else [no_median(reading)]
    said = note_of(rows, *notes, *meanings_in_words(reading, codes), *why)
    return Table(caption, heads, rows, said)


def no_median(reading: Reading) -> str:
    if not reading.shelf.reporting.get(reading.year):
        return _("Medians of the group follow when the year is published.")
    few = _("No median: fewer than %(n)s organisations of the group gave these figures.")
    return few % {"n": number(LEAST_FOR_QUARTILES)}


# ── Words beside the figures ─────────────────────────────


def told_of(submission: Submission) -> Iterator[Told]:
    if submission.comment:
        yield Told(_("The organisation’s comment"), submission.comment)
    if submission.is_late:
        yield Told(_("Given late"), _("These figures came after the day on which they were due."))
    if submission.version > 1:
        yield Told(_("Corrected"), correction_of(submission))


def correction_of(submission: Submission) -> str:
    day = day_plain(submission.attested_at)
    return _("Version %(n)s of %(day)s: %(reason)s") % {
        "n": submission.version,
        "day": day,
        "reason": submission.reason,
    }


def definitions_in_words(names: Names) -> list[tuple[str, Sequence[Definition]]]:
    """Those of the year, by section, each with its version."""
    found: dict[str, list[Definition]] = {}
    for one in names.definitions.values():
        version = _("version %(n)s, valid from %(year)s")
        facts = [
            version % {"n": one.number, "year": one.first_year},
            str(Unit(one.unit).label),
            one.indicator.code,
        ]
        entry = Definition(
            said(one.name), said(one.explanation), said(one.formula), " · ".join(facts)
        )
        found.setdefault(str(Section(one.indicator.section).label), []).append(entry)
    return list(found.items())
