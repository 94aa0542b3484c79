"""Everything the public may see: what campaigns released, and what was published before, quoted with its source."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import starmap
from operator import attrgetter, or_
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q

from complaints.enums import ComplaintType, Nature
from indicators.enums import Dimension, ValueState
from indicators.figures import GROUP
from indicators.models import PublicFigure, PublicRelease, PublishedFigure
from organisations.reference import Count, Row, bring_in_step, read_rows

PUBLISHED = Path(__file__).parent / "reference" / "published_figures.csv"
FOUNDED_BY_TYPE = "complaints_founded_by_type"
# Names of the sources to indicator and breakdown; a name that means nothing of ours stays.
NAMES: Mapping[str, tuple[str, str]] = {
    "founded_type_conduct_official": (
        FOUNDED_BY_TYPE,
        f"{Dimension.TYPE}={ComplaintType.CONDUCT}",
    ),
    "founded_type_quality_product_service": (
        FOUNDED_BY_TYPE,
        f"{Dimension.TYPE}={ComplaintType.QUALITY}",
    ),
    "founded_type_handling_procedure": (
        FOUNDED_BY_TYPE,
        f"{Dimension.TYPE}={ComplaintType.HANDLING}",
    ),
    "founded_type_complaint_handling": (
        FOUNDED_BY_TYPE,
        f"{Dimension.TYPE}={ComplaintType.COMPLAINT_HANDLING}",
    ),
    "requests_via_procedure": ("requests_received", ""),
    "information_requests_via_procedure": (
        "requests_received",
        f"{Dimension.NATURE}={Nature.QUESTION}",
    ),
}
# Bodies of the second line by the code they have here.
SUBJECTS: Mapping[str, str] = {"FEDERAL_OMBUDSMAN": "FED_OMB"}


@transaction.atomic
def load_published_figures() -> Count:
    """One row a figure; rows that the file does not name stay."""
    known = {
        (row.year, row.subject, row.indicator, row.breakdown): row
        for row in PublishedFigure.objects.all()
    }
    count = Count()
    for line in read_rows(PUBLISHED):
        key = year, subject, indicator, breakdown = key_of(line)
        record = known.get(key) or PublishedFigure(
            year=year, subject=subject, indicator=indicator, breakdown=breakdown
        )
        values = {
            "line": int(line["line"]),
            "value": Decimal(line["value"]),
            **{name: line[name] for name in ("unit", "source", "certainty", "note")},
        }
        bring_in_step(record, values, count)
    return count


def key_of(line: Row) -> tuple[int, str, str, str]:
    """Year, subject, indicator and breakdown of a line, by the codes used here."""
    indicator, breakdown = NAMES.get(line["indicator"], (line["indicator"], ""))
    subject = SUBJECTS.get(line["organisation"], line["organisation"])
    return int(line["year"]), subject, indicator, breakdown


@dataclass(frozen=True)
class Shown:
    """A figure as the public gets it: no number where it is hidden, missing or does not apply."""

    year: int
    subject: str
    group: str
    indicator: str
    breakdown: str
    state: str
    value: Decimal | None
    unit: str
    # None: quoted from a publication, which had no versions.
    version: int | None
    organisations: int = 1
    # Of what is quoted.
    line: int = 1
    source: str = ""
    certainty: str = ""
    note: str = ""

    @property
    def is_quoted(self) -> bool:
        return self.version is None

    @property
    def key(self) -> tuple[int, str, str, str]:
        return self.year, self.subject, self.indicator, self.breakdown


@dataclass(frozen=True)
class Wanted:
    """Which of the public figures; empty: all."""

    years: Collection[int] = ()
    subjects: Collection[str] = ()
    indicators: Collection[str] = ()
    totals_only: bool = False

    def takes(self, figure: Shown) -> bool:
        """Is it one of them?"""
        return (
            (not self.years or figure.year in self.years)
            and (not self.subjects or figure.subject in self.subjects)
            and (not self.indicators or figure.indicator in self.indicators)
            and not (self.totals_only and figure.breakdown)
        )


def public_figures(*wanted: Wanted, quoted_only: bool = False) -> list[Shown]:
    """What the public may see, in the order of year, subject, indicator and breakdown.

    Of several that are wanted, each figure once. Quoted figures stand for the years that no campaign
    was published of; those of the second line, which no campaign asks for, always. `quoted_only`
    leaves out what campaigns gave.
    """
    quoted = _quoted()
    released = set() if quoted_only else released_years()
    found = [] if quoted_only else list(_released(wanted))
    found += [
        one
        for one in quoted
        if (one.line != 1 or one.year not in released)
        and (not wanted or any(each.takes(one) for each in wanted))
    ]
    return sorted(found, key=attrgetter("key"))


# What public pages and files of figures are made of; a row that only grows is told by its last key.
STATE = """
    select (select max(id) from indicators_publicrelease),
           (select count(*) from indicators_publicrelease),
           (select max(id) from indicators_indicatorversion),
           (select md5(string_agg(f::text, '' order by f::text)) from indicators_publishedfigure f),
           (select md5(string_agg(i::text, '' order by i::text)) from indicators_indicator i),
           (select md5(string_agg(g::text, '' order by g::text)) from organisations_group g),
           (select md5(string_agg(b::text, '' order by b::text)) from organisations_secondlinebody b),
           (select md5(string_agg(n::text, '' order by n::text)) from organisations_normofconduct n),
           (select md5(string_agg(o::text, '' order by o::text))
              from complaints_inadmissibilityground o),
           (select md5(string_agg(c.name::text || c.email, '' order by id))
              from organisations_organisation c where coordinates_network),
           exists (select from organisations_demoload)
"""


def state_of_public() -> tuple[object, ...]:
    """Another one as soon as a public figure changes, or a name or a definition that stands beside it.

    Last: are demonstration data loaded?
    """
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        found: tuple[object, ...] = cursor.fetchone()
    return found


def threshold_of(year: int) -> int | None:
    """Below which numbers of the year are hidden, as it was when they were last released."""
    releases = PublicRelease.objects.filter(campaign__year=year).order_by("-number")
    return releases.values_list("smallest_shown", flat=True).first()


def released_years() -> set[int]:
    """Those that a campaign was published of."""
    return set(PublicRelease.objects.values_list("campaign__year", flat=True).distinct())


def _released(wanted: Sequence[Wanted]) -> Iterator[Shown]:
    filters = [_filter(one) for one in wanted]
    # An empty one takes all, whatever the others take.
    any_of = reduce(or_, filters) if all(filters) and filters else Q()
    names = ("subject", "group", "indicator", "breakdown", "seen_state", "seen_value", "unit")
    found = (
        PublicFigure.objects.as_seen()
        .filter(any_of)
        .order_by()
        .values_list("campaign__year", *names, "definition_version", "organisations")
    )
    return starmap(Shown, found)


def hidden_from_public(
    years: Collection[int], names: Iterable[tuple[str, str]]
) -> set[tuple[int, str, str, str]]:
    """Of these figures (indicator and breakdown) the numbers that exist and are not told, by their keys."""
    any_of = Q(pk__in=[])
    for indicator, breakdown in names:
        any_of |= Q(indicator=indicator, breakdown=breakdown)
    hidden = PublicFigure.objects.filter(any_of, is_hidden=True, campaign__year__in=years)
    keys = ("campaign__year", "subject", "indicator", "breakdown")
    return set(hidden.order_by().values_list(*keys))


def _quoted() -> Iterator[Shown]:
    names = ("indicator", "breakdown", "value", "unit", "line", "source", "certainty", "note")
    rows = PublishedFigure.objects.order_by().values_list("year", "subject", *names)
    for year, subject, indicator, breakdown, value, unit, *rest in rows:
        group = subject.removeprefix(GROUP) if subject.startswith(GROUP) else ""
        yield Shown(
            year,
            subject,
            group,
            indicator,
            breakdown,
            ValueState.VALUE,
            value,
            unit,
            None,
            1,
            *rest,
        )


def _filter(wanted: Wanted) -> Q:
    found = Q(breakdown="") if wanted.totals_only else Q()
    for name, values in (
        ("campaign__year", wanted.years),
        ("subject", wanted.subjects),
        ("indicator", wanted.indicators),
    ):
        if values:
            found &= Q((f"{name}__in", list(values)))
    return found
