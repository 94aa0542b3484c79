"""Everything the public may see: what campaigns released, and what was published before, quoted with its source."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import starmap
from operator import attrgetter
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


def state_of_public() -> tuple[object, ...]:
    """Another one as soon as a public figure or the words of a definition change."""
    statement = """
        select (select max(id) from indicators_publicrelease),
               (select count(*) from indicators_publicrelease),
               (select md5(string_agg(f::text, '' order by id)) from indicators_publishedfigure f),
               (select max(id) from indicators_indicatorversion),
               (select sum(last_year) from indicators_indicator),
               (select max(id) from organisations_group),
               exists (select from organisations_demoload)
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found: tuple[object, ...] = cursor.fetchone()
    return found


def released_years() -> set[int]:
    """Those that a campaign was published of."""
    return set(PublicRelease.objects.values_list("campaign__year", flat=True).distinct())


def _released(wanted: Sequence[Wanted]) -> Iterator[Shown]:
    any_of = Q()
    for one in wanted:
        any_of |= _filter(one)
    names = ("subject", "group", "indicator", "breakdown", "seen_state", "seen_value", "unit")
    found = (
        PublicFigure.objects.as_seen()
        .filter(any_of)
        .order_by()
        .values_list("campaign__year", *names, "definition_version", "organisations")
    )
    return starmap(Shown, found)


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
