"""The public figures as pages read them: headlines, years, sections, what does not agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django_stubs_ext import StrOrPromise

from core.drawing import Chart
from core.line_chart import Break, Lines, Series, line_chart
from core.templatetags.ui import leading, number, percent, percent_short
from indicators.checks import questions
from indicators.comparison_words import change_in_words
from indicators.definitions import definitions_of
from indicators.enums import Dimension, Unit, ValueState
from indicators.enums import Section as SectionCode
from indicators.figures import DENOMINATOR, GROUP, NETWORK, NUMERATOR, rate_of
from indicators.models import IndicatorVersion
from indicators.published import Shown
from indicators.querysets import HIDDEN
from indicators.releasing import IN_NETWORK, REPORTING
from indicators.report_charts import change_of_meaning
from indicators.tables import Breakdown, Row, Section

Definitions = Mapping[str, IndicatorVersion]
Changes = Mapping[str, Sequence[tuple[int, IndicatorVersion]]]
RECEIVED, FOUNDED = "complaints_received", "complaints_founded"
ADMISSIBLE = "complaints_admissible"
SHARE = "share_of_complaints_received"
HEADLINES = (RECEIVED, FOUNDED, "answered_in_time", "improvement_actions")
# Of the Network over the years.
OVER_THE_YEARS = (RECEIVED, FOUNDED, "answered_in_time", "improvement_actions")
# Figures that were published and are none of ours.
OTHER_NAMES: Mapping[str, StrOrPromise] = {
    "pending_change_vs_previous_year": gettext_lazy("Pending: more than the year before"),
    SHARE: gettext_lazy("Share of the complaints received"),
    "average_use_of_procedure_per_day": gettext_lazy("Average use of the procedure in a day"),
    "files_opened": gettext_lazy("Files opened"),
    "information_requests": gettext_lazy("Requests for information"),
}
# Beside one year, a line has nowhere to go.
FEWEST_FOR_A_LINE = 2


@dataclass(frozen=True)
class Headline:
    """A figure at the head of a page: what it is, how much, of what, and where it comes from."""

    code: str
    label: str
    value: str
    basis: str
    is_number: bool
    source: str = ""


@dataclass(frozen=True)
class YearLine:
    """A year in a table over the years; `cells` in the order of the headings."""

    year: int
    cells: list[str]
    reported: str
    is_quoted: bool


@dataclass(frozen=True)
class GroupLine:
    """What a group was given, and which part of all that is."""

    name: str
    received: str
    share: str
    reported: str


@dataclass(frozen=True)
class Doubts:
    """What the published figures of a year contradict, in words; and what the sources are said of."""

    year: int
    sentences: list[str]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Quote:
    """A figure as it was published, with its source."""

    year: int
    label: str
    value: str
    source: str
    note: str
    certainty: str


def definitions_of_years(years: Sequence[int]) -> Definitions:
    """As they were worded in the last of the years; today, where there is none."""
    return definitions_of(max(years, default=timezone.localdate().year))


class Shelf:
    """Figures by year, subject, indicator and breakdown."""

    def __init__(self, figures: Iterable[Shown]) -> None:
        self.figures = {one.key: one for one in figures}

    def add(self, figures: Iterable[Shown]) -> None:
        self.figures |= {one.key: one for one in figures}

    def get(self, year: int, subject: str, code: str, breakdown: str = "") -> Shown | None:
        return self.figures.get((year, subject, code, breakdown))

    def value(self, year: int, subject: str, code: str) -> Decimal | None:
        found = self.get(year, subject, code)
        return found.value if found else None

    def of(self, year: int, subject: str) -> list[Shown]:
        return [one for one in self.figures.values() if (one.year, one.subject) == (year, subject)]

    def years(self, subject: str) -> list[int]:
        return sorted({one.year for one in self.figures.values() if one.subject == subject})


def name_of(code: str, definitions: Definitions) -> str:
    """In the reader's language; of a figure that is none of ours, what its source means."""
    if code in definitions:
        return str(definitions[code].name)
    return str(OTHER_NAMES.get(code, code.replace("_", " ").capitalize()))


def written(figure: Shown | None) -> str:
    """The number in the reader's language, or why there is none."""
    if figure is None:
        return pgettext("figure", "no figure")
    if figure.state == HIDDEN:
        return pgettext("figure", "hidden")
    if figure.value is None:
        return str(ValueState(figure.state).label)
    if figure.unit == Unit.PERCENT:
        return percent(float(figure.value))
    return number(float(figure.value))


def reported(shelf: Shelf, year: int, subject: str = NETWORK) -> str:
    """62 of 65; nothing where it was not published."""
    gave, there = (shelf.value(year, subject, code) for code in (REPORTING, IN_NETWORK))
    if gave is None or there is None:
        return ""
    return _("%(reporting)s of %(members)s") % {
        "reporting": number(float(gave)),
        "members": number(float(there)),
    }


def basis_of(shelf: Shelf, year: int, subject: str, code: str) -> str:
    """Numerator and denominator of a rate; of what is founded, the share as reports give it.

    That is of what is admissible; where that was not published, of what was received.
    """
    halves = [shelf.get(year, subject, code, half) for half in (NUMERATOR, DENOMINATOR)]
    known = [one.value for one in halves if one is not None and one.value is not None]
    if len(known) == len(halves):
        return _("%(numerator)s of %(denominator)s") % {
            "numerator": number(float(known[0])),
            "denominator": number(float(known[1])),
        }
    if code != FOUNDED:
        return ""
    founded, received, admissible = (
        shelf.value(year, subject, one) for one in (FOUNDED, RECEIVED, ADMISSIBLE)
    )
    whole = admissible or received
    if founded is None or not whole:
        return ""
    words = (
        _("%(share)s of the %(received)s admissible complaints")
        if admissible
        else _("%(share)s of the %(received)s complaints received")
    )
    return words % {
        "share": percent(float(rate_of(founded, whole) or 0)),
        "received": number(float(whole)),
    }


def headlines(shelf: Shelf, year: int, subject: str, definitions: Definitions) -> list[Headline]:
    """The first figures of the year; those that were not given are left out."""
    found = []
    for code in HEADLINES:
        figure = shelf.get(year, subject, code)
        if figure is None:
            continue
        explanation = str(definitions[code].explanation) if code in definitions else ""
        found.append(
            Headline(
                code,
                name_of(code, definitions),
                written(figure),
                basis_of(shelf, year, subject, code) or explanation,
                figure.value is not None,
                figure.source,
            )
        )
    return found


def over_the_years(
    shelf: Shelf, subject: str, codes: Sequence[str] = OVER_THE_YEARS
) -> list[YearLine]:
    """The latest year first."""
    lines = []
    for year in reversed(shelf.years(subject)):
        figures = [shelf.get(year, subject, code) for code in codes]
        lines.append(
            YearLine(
                year,
                [written(one) for one in figures],
                reported(shelf, year, subject),
                any(one.is_quoted for one in figures if one),
            )
        )
    return lines


@dataclass(frozen=True)
class Line:
    """Of whom a line is drawn, and whether the figures of campaigns are a demonstration's.

    `changes`: by indicator, the versions that count something else, each with the year it begins in.
    """

    subject: str
    name: str
    definitions: Definitions
    changes: Changes
    is_demo: bool = False


def years_chart(shelf: Shelf, code: str, line: Line) -> Chart | None:
    """One figure over the years, gaps where nothing was published; none of a single year."""
    subject, name, definitions, is_demo = (
        line.subject,
        line.name,
        line.definitions,
        line.is_demo,
    )
    known = {year: shelf.value(year, subject, code) for year in shelf.years(subject)}
    given = {year: value for year, value in known.items() if value is not None}
    invented = [
        str(year)
        for year in given
        if is_demo and (one := shelf.get(year, subject, code)) and not one.is_quoted
    ]
    if len(given) < FEWEST_FOR_A_LINE:
        return None
    first, last = min(given), max(given)
    years = range(first, last + 1)
    changed = sorted({year for year, _version in line.changes.get(code, ())})
    breaks = [Break(year - first, change_of_meaning(year)) for year in changed if year in years[1:]]
    label = name_of(code, definitions)
    title = _("%(what)s, %(first)s to %(last)s: %(who)s") % {
        "what": label,
        "first": first,
        "last": last,
        "who": name,
    }
    told = ", ".join(f"{leading(year)} {written(shelf.get(year, subject, code))}" for year in given)
    if breaks:
        words = "; ".join(one.words for one in breaks)
        told = f"{told}. " + _("Breaks: %(breaks)s.") % {"breaks": words}
    figure = shelf.get(last, subject, code)
    values = [None if given.get(year) is None else float(given[year]) for year in years]
    is_share = figure is not None and figure.unit == Unit.PERCENT
    return line_chart(
        title,
        " · ".join(filter(None, [unit_words(figure), invented_words(invented)])),
        told,
        Lines(
            [str(year) for year in years],
            [Series(written(figure), values, [one.place for one in breaks], is_chosen=True)],
            breaks=breaks,
            gap_words=_("not published"),
            write=percent_short if is_share else number,
            most=100 if is_share else 0,
        ),
    )


def changes_in_words(
    changes: Changes, codes: Iterable[str] = OVER_THE_YEARS
) -> list[tuple[int, str]]:
    """From which year on a figure counts something else, and why: the years before are not comparable."""
    found = [change for code in codes for change in changes.get(code, ())]
    return sorted((year, change_in_words(version)) for year, version in found)


def invented_words(years: Sequence[str]) -> str:
    if not years:
        return ""
    return _("invented for demonstration: %(years)s") % {"years": ", ".join(years)}


def unit_words(figure: Shown | None) -> str:
    """What is counted, as a subtitle."""
    if figure is None:
        return ""
    unit = str(Unit(figure.unit).label) if figure.unit in Unit.values else figure.unit
    if figure.unit in (Unit.PERCENT, Unit.DAYS):
        return _("In %(unit)s") % {"unit": unit}
    return _("Number of %(unit)s") % {"unit": unit}


def groups(shelf: Shelf, year: int, names: Mapping[str, str]) -> list[GroupLine]:
    """Each group's part of what was received; as it was published, where only the part was."""
    whole = shelf.value(year, NETWORK, RECEIVED)
    lines = []
    for code, name in names.items():
        subject = GROUP + code
        received, share = shelf.get(year, subject, RECEIVED), shelf.get(year, subject, SHARE)
        if received is None and share is None:
            continue
        part = share.value if share else None
        if received is not None and received.value is not None and whole is not None:
            part = rate_of(received.value, whole)
        lines.append(
            GroupLine(
                name,
                written(received) if received else "",
                "" if part is None else percent(float(part)),
                reported(shelf, year, subject),
            )
        )
    return lines


def sections(
    shelf: Shelf,
    year: int,
    subject: str,
    definitions: Definitions,
    parts: Mapping[str, Mapping[str, str]],
) -> list[Section]:
    """Every figure of the year with its parts, in the order of a report; what is none of ours last."""
    by_code: dict[str, list[Shown]] = defaultdict(list)
    for figure in shelf.of(year, subject):
        by_code[figure.indicator].append(figure)
    found: dict[str, list[Row]] = {}
    for code in [*definitions, *sorted(by_code.keys() - definitions.keys())]:
        if code not in by_code:
            continue
        definition = definitions.get(code)
        heading = (
            str(SectionCode(definition.indicator.section).label)
            if definition
            else _("Other figures that were published")
        )
        found.setdefault(heading, []).append(
            _row(shelf, year, subject, code, by_code[code], definitions, parts)
        )
    return [Section(heading, rows) for heading, rows in found.items()]


def _row(  # noqa: PLR0917 - what a row is made of
    shelf: Shelf,
    year: int,
    subject: str,
    code: str,
    figures: Sequence[Shown],
    definitions: Definitions,
    parts: Mapping[str, Mapping[str, str]],
) -> Row:
    breakdowns: dict[str, Breakdown] = {}
    total: Shown | None = None
    for figure in figures:
        dimension, sign, part = figure.breakdown.partition("=")
        if not sign:
            total = figure
        elif dimension != Dimension.PART:
            label = parts.get(dimension, {}).get(part, part)
            row = Row(label, written(figure), amount=_amount(figure))
            heading = str(Dimension(dimension).label)
            breakdowns.setdefault(dimension, Breakdown(heading, [])).parts.append(row)
    definition = definitions.get(code)
    return Row(
        name_of(code, definitions),
        written(total) if total else "",
        str(definition.explanation) if definition else "",
        basis_of(shelf, year, subject, code) if code != FOUNDED else "",
        _amount(total),
        list(breakdowns.values()),
        code if definition else "",
    )


def _amount(figure: Shown | None) -> float | None:
    return None if figure is None or figure.value is None else float(figure.value)


def hidden_count(figures: Iterable[Shown]) -> int:
    return sum(1 for one in figures if one.state == HIDDEN)


def hidden_words(count: int, smallest: int | None) -> str:
    """Why numbers are missing, where any are."""
    if not count or smallest is None:
        return ""
    return ngettext(
        "%(count)s number is hidden: below %(smallest)s, people could be recognised; and so is what"
        " would give such a number away.",
        "%(count)s numbers are hidden: below %(smallest)s, people could be recognised; and so is what"
        " would give such a number away.",
        count,
    ) % {"count": number(count), "smallest": smallest}


def doubts(quoted: Sequence[Shown], definitions: Definitions) -> list[Doubts]:
    """What the published figures contradict: the same questions that organisations are asked."""
    names = {one.indicator: name_of(one.indicator, definitions) for one in quoted}
    by_year: dict[int, dict[tuple[str, str], Decimal | None]] = defaultdict(dict)
    for one in quoted:
        if one.subject == NETWORK:
            by_year[one.year][one.indicator, one.breakdown] = one.value
    found = []
    for year, values in sorted(by_year.items()):
        asked = questions(values, by_year.get(year - 1), names=names)
        if asked:
            found.append(Doubts(year, [one.sentence for one in asked]))
    return found


def quotes(figures: Iterable[Shown], definitions: Definitions) -> list[Quote]:
    return [
        Quote(
            one.year,
            name_of(one.indicator, definitions),
            f"{written(one)}",
            one.source,
            one.note,
            one.certainty,
        )
        for one in figures
    ]
