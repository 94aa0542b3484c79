"""What the public pages of figures read, of the Network and of an organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
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
from indicators.public_pages import (
    FOUNDED,
    OVER_THE_YEARS,
    RECEIVED,
    SHARE,
    Definitions,
    Doubts,
    Drawn,
    GroupLine,
    Headline,
    Quote,
    Shelf,
    YearLine,
)
from indicators.published import Wanted, public_figures
from indicators.releasing import IN_NETWORK, REPORTING, smallest_shown
from indicators.tables import Section, part_names
from organisations.models import DemoLoad, Group, Organisation, SecondLineBody

# Those along which the Network's figures are drawn as bars.
DRAWN = ((BY_TYPE, "type"), (RECEIVED, "channel"))
FIRST_YEAR, LAST_YEAR = 1900, 2100


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
    doubts: Sequence[Doubts]
    sources: Sequence[str]
    groups: Sequence[GroupLine]
    bars: Sequence[BarChart]
    sections: Sequence[Section]
    hidden: str
    organisations: Sequence[OrganisationLine]

    @property
    def has_organisations(self) -> bool:
        """Was anything published of single organisations in the year?"""
        return any(line.received for line in self.organisations)


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


def network_page(asked: int | None) -> NetworkPage:
    totals = public_figures(Wanted(subjects=[NETWORK], totals_only=True))
    years = sorted({one.year for one in totals}, reverse=True)
    year = chosen(years, asked)
    across = [RECEIVED, SHARE, IN_NETWORK, REPORTING]
    of_year = public_figures(Wanted(years=[year], subjects=[NETWORK]))
    of_all = public_figures(Wanted(years=[year], indicators=across, totals_only=True))
    shelf = Shelf([*totals, *of_year, *of_all])
    definitions = pages.definitions_of_years([year])
    parts = part_names()
    quoted = public_figures(quoted_only=True)
    group_names = {row.code: str(row.name) for row in Group.objects.all()}
    return NetworkPage(
        year=year,
        years=years,
        definitions=definitions,
        is_quoted=any(one.is_quoted for one in of_year),
        reported=pages.reported(shelf, year),
        released=list(
            PublicRelease.objects.filter(campaign__year=year).values_list("made_at", flat=True)
        ),
        headlines=pages.headlines(shelf, year, NETWORK, definitions),
        chart=pages.years_chart(
            shelf, RECEIVED, Drawn(NETWORK, _("the Network"), definitions, is_demo())
        ),
        headings=[pages.name_of(code, definitions) for code in OVER_THE_YEARS],
        lines=pages.over_the_years(shelf, NETWORK),
        doubts=[one for one in pages.doubts(quoted, definitions) if one.year in years],
        sources=sorted({one.source for one in of_year if one.source}),
        groups=pages.groups(shelf, year, group_names),
        bars=_bars(shelf, year, definitions, parts),
        sections=pages.sections(shelf, year, NETWORK, definitions, parts),
        hidden=pages.hidden_words(pages.hidden_count(of_year), smallest_shown()),
        organisations=_organisations(shelf, year),
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
        along = str(Dimension(dimension).label)
        words = _("%(what)s, %(year)s") if code == BY_TYPE else _("%(what)s, %(along)s, %(year)s")
        title = words % {
            "what": pages.name_of(code, definitions),
            "along": f"{along[:1].lower()}{along[1:]}",
            "year": year,
        }
        subtitle = f"n = {number(float(total))}" if total is not None else ""
        found.append(bars(title, subtitle, sorted(shown, key=lambda row: -row[1])))
    return found


def _organisations(shelf: Shelf, year: int) -> list[OrganisationLine]:
    """Those that exist now, in the order of their names, and what they were given in the year."""
    rows = Organisation.objects.valid_on(timezone.localdate()).select_related("group")
    return [
        OrganisationLine(
            one,
            str(one.group),
            pages.written(figure) if (figure := shelf.get(year, one.code, RECEIVED)) else "",
        )
        for one in rows.in_reading_order()
    ]


def named_like(lines: Sequence[OrganisationLine], words: str) -> list[OrganisationLine]:
    """Those whose code, acronym or name in any language holds every word."""
    wanted = sort_key(words[:100]).split()

    def text(line: OrganisationLine) -> str:
        one = line.organisation
        return sort_key(" ".join([one.code, *one.name.values(), *one.acronym.values()]))

    return [line for line in lines if all(word in text(line) for word in wanted)]


def second_line(definitions: Definitions) -> list[tuple[SecondLineBody, list[Quote]]]:
    """What was published of the independent bodies, the latest first."""
    bodies = {body.code: body for body in SecondLineBody.objects.all()}
    found = public_figures(Wanted(subjects=list(bodies)), quoted_only=True)
    return [
        (body, pages.quotes(reversed(own), definitions))
        for code, body in bodies.items()
        if (own := [one for one in found if one.subject == code])
    ]


def organisation_page(organisation: Organisation, asked: int | None) -> OrganisationPage:
    code = organisation.code
    totals = public_figures(Wanted(subjects=[code], totals_only=True))
    years = sorted({one.year for one in totals}, reverse=True)
    year = chosen(years, asked)
    of_year = public_figures(Wanted(years=[year], subjects=[code]))
    shelf = Shelf([*totals, *of_year])
    definitions = pages.definitions_of_years([year])
    drawn = Drawn(code, organisation.short_name, definitions, is_demo())
    charts = [pages.years_chart(shelf, one, drawn) for one in (RECEIVED, "answered_in_time")]
    return OrganisationPage(
        year=year,
        years=years,
        headlines=pages.headlines(shelf, year, code, definitions),
        charts=[chart for chart in charts if chart is not None],
        headings=[pages.name_of(one, definitions) for one in OVER_THE_YEARS],
        lines=pages.over_the_years(shelf, code),
        sections=pages.sections(shelf, year, code, definitions, part_names()),
        hidden=pages.hidden_words(pages.hidden_count(of_year), smallest_shown()),
        said=_said(organisation),
    )


def _said(organisation: Organisation) -> list[Said]:
    rows = (
        Submission.objects.for_organisation(organisation)
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
