"""What stands in the Network's yearly report: its chapters, and a page for each organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from core.charts import BarChart
from core.sorting import sort_key
from core.templatetags.ui import day_plain, leading, number
from indicators.enums import ReportPart, Section
from indicators.figures import NETWORK
from indicators.models import Campaign, ReportText, Submission
from indicators.public_pages import doubts, name_of
from indicators.published import Shown, public_figures
from indicators.report_figures import in_unit
from indicators.report_parts import (
    Chapter,
    Definition,
    Names,
    Reading,
    Row,
    Said,
    Stat,
    Table,
    Told,
    beside_the_group,
    by_group,
    chart_of,
    correction_of,
    definitions_in_words,
    figure_chapter,
    findings_of,
    note_of,
    over_the_years,
    read,
    said,
    spreads,
    stats_of,
    told_of,
)
from organisations.models import Organisation

YEARS_OF_ORGANISATION = 3
# The stops of the cover's thread that its sheet has room for, beside the organisations.
MOST_STOPS = 5
PART_OF_SECTION = {
    Section.CAME_IN: ReportPart.CAME_IN,
    Section.ADMISSIBILITY: ReportPart.ADMISSIBILITY,
    Section.FINDINGS: ReportPart.FINDINGS,
    Section.TIME: ReportPart.TIME,
    Section.IMPROVEMENT: ReportPart.IMPROVEMENT,
}
IN_BRIEF = (
    "requests_received",
    "complaints_received",
    "share_admissible",
    "share_founded",
    "acknowledged_in_time",
    "answered_in_time",
    "days_to_answer_median",
    "improvement_actions",
)
DRAWN_IN_BRIEF = ("complaints_received", "answered_in_time")
OF_ORGANISATION = (
    "requests_received",
    "complaints_received",
    "complaints_admissible",
    "complaints_founded",
    "share_founded",
    "acknowledged_in_time",
    "answered_in_time",
    "days_to_acknowledge_median",
    "days_to_answer_median",
    "open_at_end",
    "second_line",
    "suggestions_taken_up",
    "improvement_actions",
    "satisfaction",
)
IN_SHORT = ("complaints_received", "share_founded", "answered_in_time", "days_to_answer_median")


@dataclass(frozen=True)
class OrganisationPage:
    """One page; `is_given`: whether there are figures of the report's year."""

    anchor: str
    name: str
    group: str
    stats: Sequence[Stat] = ()
    findings: BarChart | None = None
    table: Table | None = None
    told: Sequence[Told] = ()
    is_given: bool = True


@dataclass(frozen=True)
class Member:
    """An organisation of the Network in that year, and the submission that counts."""

    organisation: Organisation
    group: str
    submission: Submission | None


@dataclass(frozen=True)
class Collection:
    """How the figures came together: when, who gave them, who did not."""

    facts: Sequence[tuple[str, str]]
    table: Table
    missing: Sequence[str]
    late: Sequence[str]
    corrected: Sequence[Told]


@dataclass(frozen=True)
class Published:
    """What was published of earlier years, with its sources and what it contradicts."""

    tables: Sequence[Table]
    doubts: Sequence[str]
    sources: Sequence[str]


@dataclass(frozen=True)
class NetworkReport:
    """The whole report in one language, in the order of its pages."""

    year: int
    texts: Mapping[str, Said]
    brief: Chapter
    collection: Collection
    chapters: Sequence[Chapter]
    overview: Sequence[Table]
    organisations: Sequence[OrganisationPage]
    definitions: Sequence[tuple[str, Sequence[Definition]]]
    published: Published

    @property
    def stops(self) -> list[str]:
        titles = [chapter.title for chapter in self.chapters[:MOST_STOPS]]
        return [*titles, str(ReportPart.ORGANISATIONS.label)]


def network_report(campaign: Campaign) -> NetworkReport:
    """In the language that is active."""
    reading = read(campaign)
    texts = texts_of(campaign)
    members = members_of(campaign)
    return NetworkReport(
        year=campaign.year,
        texts=texts,
        brief=brief(reading),
        collection=collection(campaign, members, reading.groups),
        chapters=list(chapters(reading, texts)),
        overview=list(overview(reading, members)),
        organisations=[organisation_page(reading, one) for one in members],
        definitions=definitions_in_words(reading.names),
        published=published(reading.names),
    )


def texts_of(campaign: Campaign) -> dict[str, Said]:
    rows = ReportText.objects.filter(campaign=campaign)
    return {row.part: said(row.text) for row in rows if str(row.text)}


def brief(reading: Reading) -> Chapter:
    charts = (chart_of(reading, NETWORK, code) for code in DRAWN_IN_BRIEF)
    return Chapter(
        "brief",
        _("The year in brief"),
        stats=stats_of(reading, NETWORK, IN_BRIEF),
        charts=[chart for chart in charts if chart],
    )


def chapters(reading: Reading, texts: Mapping[str, Said]) -> Iterator[Chapter]:
    """One for each section that figures were given of."""
    for section in Section:
        text = texts.get(PART_OF_SECTION.get(section, ""))
        chapter = figure_chapter(reading, section, NETWORK, text)
        if chapter is None:
            continue
        codes = [
            code for code in reading.names.in_tables(section) if reading.is_given(code, NETWORK)
        ]
        tables = (
            over_the_years(reading, codes),
            by_group(reading, codes),
            spreads(reading, codes),
        )
        yield replace(chapter, tables=[table for table in tables if table.rows])


# ── How the figures were collected ───────────────────────


def members_of(campaign: Campaign) -> list[Member]:
    """By group, then by name in the reader's language."""
    given = {one.organisation_id: one for one in campaign.submissions.in_force()}
    rows = campaign.members.select_related("organisation", "group")
    found = [
        Member(row.organisation, row.group.code, given.get(row.organisation_id)) for row in rows
    ]
    return sorted(found, key=lambda one: (one.group, sort_key(str(one.organisation.name))))


def collection(
    campaign: Campaign, members: Sequence[Member], groups: Mapping[str, str]
) -> Collection:
    given = [(str(one.organisation.name), one.submission) for one in members if one.submission]
    facts = [
        (_("Cut-off date"), day_plain(campaign.cut_off)),
        (_("Open from"), day_plain(campaign.opens_on)),
        (_("Figures due on"), day_plain(campaign.due_on)),
        (_("Published on"), day_plain(campaign.published_at) or _("not yet")),
    ]
    rows = [
        reported(name, [one for one in members if one.group == code])
        for code, name in groups.items()
    ]
    whole = replace(reported(_("The Network"), members), is_total=True)
    heads = [_("Organisations"), _("Reported")]
    return Collection(
        facts,
        Table(
            _("Who reported, by group"),
            heads,
            [*(row for row in rows if row.cells != NONE), whole],
            first=_("Group"),
        ),
        [str(one.organisation.name) for one in members if one.submission is None],
        [name for name, submission in given if submission.is_late],
        [
            Told(name, correction_of(submission))
            for name, submission in given
            if submission.version > 1
        ],
    )


NONE = ["0", "0"]


def reported(name: str, members: Sequence[Member]) -> Row:
    present = sum(one.submission is not None for one in members)
    return Row(name, [number(len(members)), number(present)])


# ── The organisations ────────────────────────────────────


def overview(reading: Reading, members: Sequence[Member]) -> Iterator[Table]:
    """A table for each group: the same few figures of each of its organisations."""
    codes = [code for code in IN_SHORT if reading.names.is_known(code)]
    heads = [reading.names.of(code) for code in codes]
    for group, name in reading.groups.items():
        rows = [in_overview(reading, one, codes) for one in members if one.group == group]
        if rows:
            yield Table(name, heads, rows, note_of(rows), first=_("Organisation"))


def in_overview(reading: Reading, member: Member, codes: Sequence[str]) -> Row:
    name, code = str(member.organisation.name), member.organisation.code
    if member.submission is None:
        return Row(_("%(name)s: no figures") % {"name": name}, ["–"] * len(codes))
    return Row(name, [reading.shelf.written(reading.year, code, one) for one in codes])


def organisation_page(reading: Reading, member: Member) -> OrganisationPage:
    """Of an organisation that gave nothing this year, the years before are shown."""
    code = member.organisation.code
    return OrganisationPage(
        f"o-{member.organisation.slug}",
        str(member.organisation.name),
        reading.groups.get(member.group, ""),
        stats_of(reading, code, IN_SHORT) if member.submission else (),
        findings_of(reading, code),
        figures_of(reading, code, member.group),
        list(told_of(member.submission)) if member.submission else (),
        is_given=member.submission is not None,
    )


def figures_of(reading: Reading, code: str, group: str) -> Table | None:
    """Of the years that it gave figures of; the others are named below."""
    last = reading.years[-YEARS_OF_ORGANISATION:]
    shown = [year for year in last if reading.shelf.reporting.get(year, {}).get(code)]
    if not shown:
        return None
    notes = []
    if silent := [str(year) for year in last if year not in shown]:
        notes.append(_("No figures were given for %(years)s.") % {"years": ", ".join(silent)})
    codes = [one for one in OF_ORGANISATION if reading.names.is_known(one)]
    caption = _("Its figures over the years")
    return beside_the_group(
        reading, codes, subject=code, group=group, years=shown, caption=caption, notes=notes
    )


# ── What was published before ────────────────────────────


def published(names: Names) -> Published:
    """The Network's figures as they were published, year by year; sources are numbered."""
    quoted = [one for one in public_figures(quoted_only=True) if one.subject == NETWORK]
    order = list(names.definitions)
    # What is none of ours comes last.
    quoted.sort(key=lambda one: (one.year, (*order, one.indicator).index(one.indicator)))
    sources = list(dict.fromkeys(one.source for one in quoted))
    tables = [
        Table(
            str(year),
            [_("Value"), _("Source")],
            [
                Row(
                    quoted_name(names, one),
                    [in_unit(one.value or 0, one.unit), str(sources.index(one.source) + 1)],
                )
                for one in figures
            ],
        )
        for year, figures in groupby(quoted, key=attrgetter("year"))
    ]
    said = [
        f"{leading(found.year)} {sentence}"
        for found in doubts(quoted, names.definitions)
        for sentence in found.sentences
    ]
    return Published(tables, said, sources)


def quoted_name(names: Names, figure: Shown) -> str:
    """Of a part of a figure also which part."""
    name = name_of(figure.indicator, names.definitions)
    dimension, _sign, part = figure.breakdown.partition("=")
    part_name = names.parts.get(dimension, {}).get(part)
    return f"{leading(name)} {part_name}" if part_name else name
