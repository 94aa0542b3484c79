"""What the public pages of figures read, of the Network and of an organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.charts import BarChart, bars
from core.drawing import Chart
from core.sorting import sort_key
from core.templatetags.ui import number
from indicators import public_pages as pages
from indicators.checks import BY_TYPE
from indicators.enums import Dimension
from indicators.figures import GROUP, NETWORK
from indicators.models import PublicRelease, Submission
from indicators.open_data import FIRST_YEAR, LAST_YEAR
from indicators.public_pages import (
    FOUNDED,
    OVER_THE_YEARS,
    RECEIVED,
    SHARE,
    Definitions,
    Doubts,
    GroupLine,
    Headline,
    Line,
    Quote,
    Shelf,
    YearLine,
)
from indicators.published import Shown, Wanted, public_figures, state_of_public, threshold_of
from indicators.releasing import IN_NETWORK, REPORTING
from indicators.report_parts import meanings_of
from indicators.tables import Section, part_names
from organisations.models import DemoLoad, Group, Organisation, SecondLineBody

# Those along which the Network's figures are drawn as bars.
DRAWN = ((BY_TYPE, "type"), (RECEIVED, "channel"))


@dataclass(frozen=True)
class OrganisationLine:
    organisation: Organisation
    group: str
    received: str


@dataclass(frozen=True)
class NetworkPage:
    """The Network's figures of one year, and of all."""

    year: int
    years: Sequence[int]
    definitions: Definitions
    is_quoted: bool
    reported: str
    # When the year was published, and when last corrected.
    released: Sequence[datetime]
    headlines: Sequence[Headline]
    chart: Chart | None
    headings: Sequence[str]
    lines: Sequence[YearLine]
    # Where what is counted changed, in words.
    changes: Sequence[tuple[int, str]]
    doubts: Sequence[Doubts]
    sources: Sequence[str]
    groups: Sequence[GroupLine]
    bars: Sequence[BarChart]
    sections: Sequence[Section]
    hidden: str
    # What each subject received, by its code; and the group it belonged to in that year.
    received: Mapping[str, str]
    groups_then: Mapping[str, str]
    second_line: Sequence[tuple[SecondLineBody, list[Quote]]]


@dataclass(frozen=True)
class Said:
    """What an organisation says of a year's figures, and why it corrected them."""

    year: int
    comment: str
    version: int
    reason: str
    attested_at: datetime | None


@dataclass(frozen=True)
class OrganisationPage:
    """One organisation's figures of a year, and of all."""

    year: int
    years: Sequence[int]
    headlines: Sequence[Headline]
    charts: Sequence[Chart]
    headings: Sequence[str]
    lines: Sequence[YearLine]
    # Where what is counted changed, in words.
    changes: Sequence[tuple[int, str]]
    sections: Sequence[Section]
    hidden: str
    said: Sequence[Said]


def is_demo() -> bool:
    """Are the figures of campaigns invented?"""
    return DemoLoad.objects.exists()


def year_of(text: str) -> int | None:
    """A year of an address; anything else is none."""
    if not (text.isascii() and text.isdecimal()):
        return None
    year = int(text[:5])
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def chosen(years: Sequence[int], asked: int | None) -> int:
    """The year that was asked for if there are figures of it, else the last one."""
    if asked is not None and asked in years:
        return asked
    return years[0] if years else timezone.localdate().year


@dataclass(frozen=True)
class Drawn:
    """A page, and what of it stands before and after the list of organisations, as it was written."""

    page: NetworkPage
    before: str
    after: str


def drawn_network(asked: int | None) -> Drawn:
    """Written once for each state of the figures: they change once a year."""
    return _drawn_network(asked, get_language(), state_of_public())


@lru_cache(maxsize=64)
def _drawn_network(asked: int | None, _language: str | None, state: tuple[object, ...]) -> Drawn:
    page = network_page(asked)
    title = page.chart.title if page.chart else ""
    context = {"page": page, "embed": embed(NETWORK, title), "demo_loaded": state[-1]}
    return Drawn(
        page,
        render_to_string("indicators/_public_network.html", context),
        render_to_string("indicators/_public_network_rest.html", context),
    )


def drawn_organisation(organisation: Organisation, asked: int | None) -> tuple[int, str]:
    """Its year and its figures, written once for each state of the figures."""
    names = organisation.code, organisation.short_name
    return _drawn_organisation(names, asked, get_language(), state_of_public())


@lru_cache(maxsize=256)
def _drawn_organisation(
    names: tuple[str, str], asked: int | None, _language: str | None, state: tuple[object, ...]
) -> tuple[int, str]:
    page = organisation_page(*names, asked)
    title = page.charts[0].title if page.charts else ""
    context = {"page": page, "embed": embed(names[0], title), "demo_loaded": state[-1]}
    return page.year, render_to_string("indicators/_public_own_figures.html", context)


def embed(subject: str, title: str) -> Mapping[str, str]:
    """What another site writes to show the chart of a subject."""
    address = reverse("indicators:embedded_chart", args=[RECEIVED])
    query = "" if subject == NETWORK else f"?organisation={subject}"
    return {
        "url": f"{settings.SITE_URL}{address}{query}",
        "title": title or _("Complaints received"),
    }


def network_page(asked: int | None) -> NetworkPage:
    quoted = public_figures(quoted_only=True)
    releases = list(PublicRelease.objects.values_list("campaign__year", "made_at"))
    with_figures = {one for one, _at in releases}
    with_figures |= {one.year for one in quoted if one.subject == NETWORK}
    years = sorted(with_figures, reverse=True)
    year = chosen(years, asked)
    across = [RECEIVED, SHARE, IN_NETWORK, REPORTING]
    shelf = Shelf(
        public_figures(
            Wanted(subjects=[NETWORK], indicators=[*OVER_THE_YEARS, *across], totals_only=True),
            Wanted(years=[year], subjects=[NETWORK]),
            Wanted(years=[year], indicators=across, totals_only=True),
        )
    )
    of_year = shelf.of(year, NETWORK)
    definitions = pages.definitions_of_years([year])
    changes = meanings_of(shelf.years(NETWORK))
    parts = part_names()
    group_names = {row.code: str(row.name) for row in Group.objects.all()}
    received = [
        one for one in shelf.figures.values() if one.key == (year, one.subject, RECEIVED, "")
    ]
    return NetworkPage(
        year=year,
        years=years,
        definitions=definitions,
        is_quoted=any(one.is_quoted for one in of_year),
        reported=pages.reported(shelf, year),
        released=[at for one, at in releases if one == year],
        headlines=pages.headlines(shelf, year, NETWORK, definitions),
        chart=pages.years_chart(
            shelf, RECEIVED, Line(NETWORK, _("the Network"), definitions, changes, is_demo())
        ),
        headings=[pages.name_of(code, definitions) for code in OVER_THE_YEARS],
        lines=pages.over_the_years(shelf, NETWORK),
        changes=pages.changes_in_words(changes),
        doubts=[one for one in pages.doubts(quoted, definitions) if one.year in years],
        sources=sorted({one.source for one in of_year if one.source}),
        groups=pages.groups(shelf, year, group_names),
        bars=_bars(shelf, year, definitions, parts),
        sections=pages.sections(shelf, year, NETWORK, definitions, parts),
        hidden=pages.hidden_words(pages.hidden_count(of_year), threshold_of(year)),
        received={one.subject: pages.written(one) for one in received},
        groups_then={one.subject: group_names.get(one.group, "") for one in received if one.group},
        second_line=second_line(quoted, definitions),
    )


def _bars(
    shelf: Shelf, year: int, definitions: Definitions, parts: Mapping[str, Mapping[str, str]]
) -> list[BarChart]:
    """Along each dimension what is shown; what is hidden has no bar."""
    found = []
    for code, dimension in DRAWN:
        rows = [
            (parts[dimension].get(one.breakdown.partition("=")[2], one.breakdown), one.value)
            for one in shelf.of(year, NETWORK)
            if one.indicator == code and one.breakdown.startswith(f"{dimension}=")
        ]
        shown = [(label, float(value)) for label, value in rows if value is not None]
        if not shown:
            continue
        total = shelf.value(year, NETWORK, FOUNDED if code == BY_TYPE else code)
        words = _("%(what)s, %(year)s") if code == BY_TYPE else _("%(what)s, %(along)s, %(year)s")
        title = words % {
            "what": pages.name_of(code, definitions),
            "along": Dimension(dimension).within,
            "year": year,
        }
        subtitle = f"n = {number(float(total))}" if total is not None else ""
        found.append(bars(title, subtitle, sorted(shown, key=lambda row: -row[1])))
    return found


def organisations(page: NetworkPage, words: str) -> list[OrganisationLine]:
    """By name; `words`: those whose code, acronym or name in any language holds every one of them.

    Those that exist now, and those that gave figures then and have ended since; each in the group of
    that year, if it belonged to one.
    """
    received, groups = page.received, page.groups_then
    existing = Organisation.objects.valid_on(timezone.localdate())
    rows = existing | Organisation.objects.filter(code__in=received)
    found = (
        rows.in_reading_order()
        .select_related("group")
        .only("code", "name", "acronym", "group__name")
    )
    wanted = sort_key(words[:100]).split()
    return [
        OrganisationLine(one, groups.get(one.code) or str(one.group), received.get(one.code, ""))
        for one in found
        if not wanted or _is_named(one, wanted)
    ]


def _is_named(organisation: Organisation, wanted: Sequence[str]) -> bool:
    names = [organisation.code, *organisation.name.values(), *organisation.acronym.values()]
    text = sort_key(" ".join(names))
    return all(word in text for word in wanted)


def second_line(
    quoted: Sequence[Shown], definitions: Definitions
) -> list[tuple[SecondLineBody, list[Quote]]]:
    """What was published of the independent bodies, the latest first."""
    found = [one for one in quoted if one.line != 1]
    bodies = SecondLineBody.objects.filter(code__in={one.subject for one in found})
    return [
        (
            body,
            pages.quotes([one for one in reversed(found) if one.subject == body.code], definitions),
        )
        for body in bodies
    ]


def organisation_page(code: str, name: str, asked: int | None) -> OrganisationPage:
    shelf = Shelf(public_figures(Wanted(subjects=[code], totals_only=True)))
    years = shelf.years(code)[::-1]
    year = chosen(years, asked)
    of_year = public_figures(Wanted(years=[year], subjects=[code]))
    shelf.add(of_year)
    definitions = pages.definitions_of_years([year])
    changes = meanings_of(years[::-1])
    line = Line(code, name, definitions, changes, is_demo())
    charts = [pages.years_chart(shelf, one, line) for one in (RECEIVED, "answered_in_time")]
    return OrganisationPage(
        year=year,
        years=years,
        headlines=pages.headlines(shelf, year, code, definitions),
        charts=[chart for chart in charts if chart is not None],
        headings=[pages.name_of(one, definitions) for one in OVER_THE_YEARS],
        lines=pages.over_the_years(shelf, code),
        changes=pages.changes_in_words(changes),
        sections=pages.sections(shelf, year, code, definitions, part_names()),
        hidden=pages.hidden_words(pages.hidden_count(of_year), threshold_of(year)),
        said=_said(code),
    )


def _said(code: str) -> list[Said]:
    rows = (
        Submission.objects.filter(organisation__code=code)
        .published()
        .order_by("-campaign__year")
        .values_list("campaign__year", "comment", "version", "reason", "attested_at")
    )
    return [Said(*row) for row in rows if row[1] or row[3]]


def subject_name(code: str) -> str | None:
    """What a code in an address is called; None: nothing has it."""
    if code == NETWORK:
        return _("Network of federal organisations")
    if code.startswith(GROUP):
        group = Group.objects.filter(code=code.removeprefix(GROUP)).first()
        return str(group) if group else None
    organisation = Organisation.objects.filter(code=code).first()
    return str(organisation) if organisation else None
