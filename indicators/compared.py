"""What a comparison rests on, read once: the values of every organisation in the years that are compared.

The number of statements does not depend on how many organisations or years there are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import Q
from django.db.models.enums import TextChoices
from django.utils.translation import pgettext_lazy

from indicators.comparing import (
    PER_TRANSACTIONS,
    Adding,
    Rule,
    Standing,
    Track,
    Value,
    ratio,
)
from indicators.enums import Unit, ValueState
from indicators.figures import ADDED_UP, DENOMINATOR, NUMERATOR, Figure, read_figures
from indicators.models import CampaignMember, IndicatorVersion, Submission
from indicators.querysets import CampaignQuerySet, MeasurementQuerySet
from organisations.models import Group, Organisation

Key = tuple[str, str]
TRANSACTIONS: Key = ("service_transactions", "")
LAST_DAY = (12, 31)


class Measure(TextChoices):
    """How a number is made comparable."""

    VALUE = "value", pgettext_lazy("compare a figure …", "as it was given")
    SHARE = "share", pgettext_lazy("compare a figure …", "as a share")
    PER = "per", pgettext_lazy("compare a figure …", "per 10,000 service transactions")


RECEIVED, ADMISSIBLE = ("complaints_received", ""), ("complaints_admissible", "")
# What a count is a share of; a part is a share of its own total.
BASES: Mapping[str, Key] = {
    "complaints_received": ("requests_received", ""),
    **dict.fromkeys(
        (
            "complaints_received_standard_procedure",
            "complaints_admissible",
            "complaints_inadmissible",
            "complaints_pending_admissibility",
            "complaints_forwarded",
            "complaints_withdrawn",
            "reopened",
            "second_line",
        ),
        RECEIVED,
    ),
    **dict.fromkeys(
        (
            "complaints_founded",
            "complaints_partly_founded",
            "complaints_unfounded",
            "complaints_no_opinion",
            "complaints_without_finding",
        ),
        ADMISSIBLE,
    ),
    "suggestions_taken_up": ("requests_received", "nature=suggestion"),
}


@dataclass(frozen=True)
class Asked:
    """A figure or a part of one, how it is made comparable, and in which years."""

    code: str
    breakdown: str
    measure: str
    first: int
    last: int

    @property
    def key(self) -> Key:
        return self.code, self.breakdown


def base_of(code: str, breakdown: str) -> Key | None:
    """What the figure can be shown as a share of."""
    return (code, "") if breakdown else BASES.get(code)


def fitting(asked: Asked, unit: str) -> Asked:
    """The same question with a measure that its unit allows: only counts can be divided."""
    allowed = unit in ADDED_UP and unit != Unit.TRANSACTIONS
    if asked.measure == Measure.PER and allowed:
        return asked
    if asked.measure == Measure.SHARE and allowed and base_of(*asked.key):
        return asked
    return replace(asked, measure=Measure.VALUE)


@dataclass(frozen=True)
class Compared:
    """The values of every organisation, and what is needed to name them."""

    asked: Asked
    # The figure's definition in the last year, and that of what it is divided by.
    definition: IndicatorVersion
    base: IndicatorVersion | None
    rule: Rule
    years: Sequence[int]
    tracks: Sequence[Track]
    changes_of_meaning: Sequence[tuple[int, IndicatorVersion]]
    organisations: Mapping[str, Organisation]
    groups: Mapping[str, Group]

    @property
    def is_rate(self) -> bool:
        return self.rule.adding == Adding.RATIO

    @property
    def base_key(self) -> Key | None:
        return divisor(self.asked)

    def name(self, code: str) -> str:
        """Of an organisation, short."""
        return self.organisations[code].short_name

    def group_name(self, code: str) -> str:
        return str(self.groups[code].name) if code in self.groups else code


def divisor(asked: Asked) -> Key | None:
    if asked.measure == Measure.PER:
        return TRANSACTIONS
    return base_of(*asked.key) if asked.measure == Measure.SHARE else None


def read(
    asked: Asked,
    *,
    campaigns: CampaignQuerySet,
    measurements: MeasurementQuerySet,
    versions: Sequence[IndicatorVersion],
) -> Compared:
    """`versions`: those of the figure's indicator and of what may divide it, newest first."""
    own = [one for one in versions if one.indicator.code == asked.code]
    definition = valid_in(own, asked.last)
    asked = fitting(asked, definition.unit)
    divided = divisor(asked)
    others = [one for one in versions if divided and one.indicator.code == divided[0]]
    within = campaigns.filter(year__range=(asked.first, asked.last))
    years = sorted(within.values_list("year", flat=True))
    rule = rule_of(asked, definition)
    figures = read_figures(
        measurements.filter(wanted(asked, rule), submission__campaign__in=within)
    )
    return Compared(
        asked,
        definition,
        valid_in(others, asked.last) if others else None,
        rule,
        years,
        tracks_of(asked, rule, within, figures),
        changes_of(own + others, years),
        {one.code: one for one in Organisation.objects.only("code", "name", "acronym")},
        {one.code: one for one in Group.objects.all()},
    )


def valid_in(versions: Sequence[IndicatorVersion], year: int) -> IndicatorVersion:
    """Newest first; the oldest where none had begun."""
    return next((one for one in versions if one.first_year <= year), versions[-1])


def changes_of(
    versions: Iterable[IndicatorVersion], years: Sequence[int]
) -> list[tuple[int, IndicatorVersion]]:
    """Each version that counts something else, at the first of the years it holds for; none at their beginning."""
    found = (
        (next((year for year in years if year >= one.first_year), None), one)
        for one in versions
        if one.changes_meaning
    )
    return [(year, one) for year, one in found if year is not None and year != years[0]]


def rule_of(asked: Asked, definition: IndicatorVersion) -> Rule:
    if asked.measure == Measure.PER:
        return Rule(Adding.RATIO, PER_TRANSACTIONS)
    if asked.measure == Measure.SHARE or (definition.unit == Unit.PERCENT and not asked.breakdown):
        return Rule(Adding.RATIO)
    return Rule(Adding.SUM if definition.unit in ADDED_UP else Adding.NEVER)


def wanted(asked: Asked, rule: Rule) -> Q:
    """The rows of the figure and of what it is divided by."""
    parts = [asked.breakdown]
    if rule.adding == Adding.RATIO and asked.measure == Measure.VALUE:
        parts += [NUMERATOR, DENOMINATOR]
    found = Q(indicator__code=asked.code, breakdown__in=parts)
    divided = divisor(asked)
    if divided:
        found |= Q(indicator__code=divided[0], breakdown=divided[1])
    return found


def tracks_of(
    asked: Asked, rule: Rule, campaigns: CampaignQuerySet, figures: Sequence[Figure]
) -> list[Track]:
    found = {(one.subject, one.year, one.indicator, one.breakdown): one for one in figures}
    attested = set(
        Submission.objects.in_force()
        .filter(campaign__in=campaigns)
        .values_list("organisation__code", "campaign__year")
    )
    members = CampaignMember.objects.filter(campaign__in=campaigns).order_by()
    values: dict[str, dict[int, Value]] = {}
    groups: dict[str, dict[int, str]] = {}
    ends: dict[str, tuple[str, int | None]] = {}
    for code, year, group, ended, successor in members.values_list(
        "organisation__code",
        "campaign__year",
        "group__code",
        "organisation__valid_until",
        "organisation__successor__code",
    ):
        groups.setdefault(code, {})[year] = group
        ends[code] = successor or "", first_year_without(ended)
        values.setdefault(code, {})[year] = (
            value_of(asked, rule, partial(_figure, found, code, year))
            if (code, year) in attested
            else Value(Standing.NOT_ATTESTED)
        )
    return [Track(code, values[code], groups[code], *ends[code]) for code in sorted(values)]


def _figure(
    found: Mapping[tuple[str, int, str, str], Figure], code: str, year: int, key: Key
) -> Figure | None:
    return found.get((code, year, *key))


def first_year_without(ended: date | None) -> int | None:
    """An organisation that ends on the last day of a year still counts in it."""
    if ended is None:
        return None
    return ended.year + ((ended.month, ended.day) == LAST_DAY)


def value_of(asked: Asked, rule: Rule, get: Callable[[Key], Figure | None]) -> Value:
    """Of an organisation whose figures of the year are attested."""
    own = get(asked.key)
    divided = divisor(asked)
    if own is None or own.state == ValueState.NOT_PROVIDED:
        return Value(Standing.NOT_PROVIDED)
    if own.state != ValueState.VALUE or own.value is None:
        return Value(Standing.NOT_APPLICABLE)
    if divided:
        below = number_of(get(divided))
        if below is None:
            return Value(Standing.NO_BASE, None, own.value)
        return ratio(own.value, below, rule.times)
    if rule.adding == Adding.RATIO:
        halves = (number_of(get((asked.code, part))) for part in (NUMERATOR, DENOMINATOR))
        return Value(Standing.VALUE, own.value, *halves)
    return Value(Standing.VALUE, own.value)


def number_of(figure: Figure | None) -> Decimal | None:
    return figure.value if figure is not None and figure.state == ValueState.VALUE else None
