"""Figures as they are read across organisations and years; comparison, reports and open data share them.

One statement reads them. Sums follow the definitions: counts add up; a rate is the sum of its
numerators over the sum of its denominators, never a mean of percentages, and of those alone who gave
both; a median or a percentile cannot be added at all and is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Case, F, When

from indicators.enums import Dimension, Unit, ValueState
from indicators.models import CampaignMember
from indicators.querysets import MeasurementQuerySet

NETWORK = "FED_NETWORK"
GROUP = "GROUP_"
PART = f"{Dimension.PART}="
NUMERATOR, DENOMINATOR = f"{PART}numerator", f"{PART}denominator"
OTHER_HALF = {NUMERATOR: DENOMINATOR, DENOMINATOR: NUMERATOR}
# Units whose totals of several organisations are the sum of theirs.
ADDED_UP = frozenset(Unit) - {Unit.PERCENT, Unit.DAYS}


@dataclass(frozen=True)
class Figure:
    """One value of one organisation, group or of the Network; no number unless `state` says so."""

    year: int
    # `FED_NETWORK`, `GROUP_…` or the code of an organisation.
    subject: str
    # The code of the group the organisation belonged to in that year; empty for the Network.
    group: str
    indicator: str
    breakdown: str
    state: str
    value: Decimal | None
    unit: str
    # Of the definition.
    version: int
    # How many organisations stand behind a sum.
    organisations: int = 1

    @property
    def key(self) -> tuple[int, str, str, str]:
        return self.year, self.subject, self.indicator, self.breakdown


def read_figures(rows: MeasurementQuerySet) -> list[Figure]:
    """What the measurements say, each in the group its organisation belonged to in that year."""
    groups = {
        (campaign, organisation): group
        for campaign, organisation, group in CampaignMember.objects.values_list(
            "campaign_id", "organisation_id", "group__code"
        )
    }
    found = rows.order_by().values_list(
        "submission__campaign__year",
        "submission__campaign_id",
        "submission__organisation_id",
        "submission__organisation__code",
        "indicator__code",
        "breakdown",
        "state",
        "value",
        Case(
            When(breakdown__startswith=PART, then=F("definition__parts_unit")),
            default=F("definition__unit"),
        ),
        "definition__number",
    )
    return [
        Figure(year, code, groups.get((campaign, key), ""), indicator, *rest)
        for year, campaign, key, code, indicator, *rest in found
    ]


def of_network(figures: Iterable[Figure]) -> list[Figure]:
    """The sums over every organisation, a year and figure each."""
    return list(_added((NETWORK, "", figure) for figure in added_up(figures)))


def of_groups(figures: Iterable[Figure]) -> list[Figure]:
    """The sums over each group, as its members were in that year."""
    return list(
        _added((GROUP + figure.group, figure.group, figure) for figure in added_up(figures))
    )


def added_up(figures: Iterable[Figure]) -> list[Figure]:
    """Those that go into a sum: numbers, and of the halves of a rate none without the other."""
    known = {
        figure.key: figure
        for figure in figures
        if figure.state == ValueState.VALUE and figure.value is not None
    }
    return [
        figure
        for (*of_rate, part), figure in known.items()
        if part not in OTHER_HALF or (*of_rate, OTHER_HALF[part]) in known
    ]


def _added(placed: Iterable[tuple[str, str, Figure]]) -> Iterator[Figure]:
    together: dict[tuple[int, str, str, str], list[tuple[str, Figure]]] = defaultdict(list)
    for subject, group, figure in placed:
        key = (figure.year, subject, figure.indicator, figure.breakdown)
        together[key].append((group, figure))
    for (year, subject, indicator, breakdown), members in together.items():
        (group, first), *_others = behind = members
        if first.unit in ADDED_UP:
            value: Decimal | None = _sum(members)
        elif (year, subject, indicator, DENOMINATOR) in together:
            above, behind = (together[year, subject, indicator, half] for half in OTHER_HALF)
            value = rate_of(_sum(above), _sum(behind))
        else:
            continue
        yield Figure(
            year,
            subject,
            group,
            indicator,
            breakdown,
            ValueState.NOT_APPLICABLE if value is None else ValueState.VALUE,
            value,
            first.unit,
            max(one.version for _g, one in members),
            organisations=len(behind),
        )


def _sum(members: Iterable[tuple[str, Figure]]) -> Decimal:
    return sum((one.value or Decimal() for _group, one in members), Decimal())


def rate_of(numerator: Decimal | int, denominator: Decimal | int) -> Decimal | None:
    """In per cent with one decimal, halves up; None of nothing."""
    if not denominator:
        return None
    share = 100 * Decimal(numerator) / Decimal(denominator)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)
