"""Figures as a report looks them up and writes them: one index, one way to write each unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import quantiles

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from core.templatetags.ui import number, percent
from indicators.enums import Section, Unit, ValueState
from indicators.figures import DENOMINATOR, NUMERATOR, Figure, rate_of

# Quartiles of fewer organisations would tell what single ones gave.
FEWEST_OF_QUARTILES = 5


@dataclass(frozen=True)
class Share:
    """A part of a whole, where both are figures: made here, since nobody is asked for it."""

    code: str
    section: Section
    name: StrOrPromise
    part: str
    whole: str
    # A figure in time is better higher; a share says nothing by itself.
    basis: StrOrPromise


SHARES = (
    Share(
        "share_admissible",
        Section.ADMISSIBILITY,
        gettext_lazy("Share admissible"),
        "complaints_admissible",
        "complaints_received",
        gettext_lazy("of the complaints received"),
    ),
    Share(
        "share_founded",
        Section.FINDINGS,
        gettext_lazy("Share founded"),
        "complaints_founded",
        "complaints_admissible",
        gettext_lazy("of the admissible complaints"),
    ),
)


@dataclass(frozen=True)
class Spread:
    """How a figure lies over the organisations that gave it."""

    low: Decimal
    median: Decimal
    high: Decimal
    n: int


@dataclass(frozen=True)
class Shelf:
    """Every figure of a report, found by year, subject, indicator and breakdown."""

    found: Mapping[tuple[int, str, str, str], Figure]
    # The organisations with figures in each year, by their codes, with their group then.
    reporting: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, own: Iterable[Figure], sums: Iterable[Figure]) -> Shelf:
        """The figures of organisations, and those of groups and of the Network."""
        found: dict[tuple[int, str, str, str], Figure] = {}
        reporting: dict[int, dict[str, str]] = {}
        for figure in own:
            found[figure.key] = figure
            reporting.setdefault(figure.year, {})[figure.subject] = figure.group
        found |= {figure.key: figure for figure in sums}
        with_shares = {**found, **{one.key: one for one in _shares(found)}}
        return cls(with_shares, reporting)

    def get(self, year: int, subject: str, code: str, breakdown: str = "") -> Figure | None:
        return self.found.get((year, subject, code, breakdown))

    def value(self, year: int, subject: str, code: str, breakdown: str = "") -> Decimal | None:
        figure = self.get(year, subject, code, breakdown)
        return figure.value if figure else None

    def written(self, year: int, subject: str, code: str, breakdown: str = "") -> str:
        return written(self.get(year, subject, code, breakdown))

    def spread(self, year: int, code: str, group: str | None = None) -> Spread | None:
        """Over every organisation, or over those of a group; None where they are too few."""
        values = sorted(
            value
            for subject, of_group in self.reporting.get(year, {}).items()
            if group in (None, of_group) and (value := self.value(year, subject, code)) is not None
        )
        return spread_of(values)

    def basis(self, year: int, subject: str, code: str) -> str:
        """The numerator and the denominator of a rate, or of a share."""
        share = next((one for one in SHARES if one.code == code), None)
        halves = (
            (self.get(year, subject, share.part), self.get(year, subject, share.whole))
            if share
            else tuple(self.get(year, subject, code, half) for half in (NUMERATOR, DENOMINATOR))
        )
        if not all(half and half.value is not None for half in halves):
            return ""
        top, bottom = (written(half) for half in halves)
        return _("%(numerator)s of %(denominator)s") % {"numerator": top, "denominator": bottom}


def _shares(found: Mapping[tuple[int, str, str, str], Figure]) -> Iterable[Figure]:
    for (year, subject, code, breakdown), whole in found.items():
        for share in SHARES:
            if breakdown or code != share.whole:
                continue
            part = found.get((year, subject, share.part, ""))
            value = None
            if part is not None and part.value is not None and whole.value is not None:
                value = rate_of(part.value, whole.value)
            state = ValueState.NOT_APPLICABLE if value is None else ValueState.VALUE
            if part is None or ValueState.NOT_PROVIDED in (part.state, whole.state):
                state = ValueState.NOT_PROVIDED
            yield Figure(
                year,
                subject,
                whole.group,
                share.code,
                "",
                state,
                value,
                Unit.PERCENT,
                whole.version,
                whole.organisations,
            )


def spread_of(values: Sequence[Decimal]) -> Spread | None:
    """Median and quartiles, interpolated between the values, as the register's own are."""
    if len(values) < FEWEST_OF_QUARTILES:
        return None
    low, median, high = quantiles(values, n=4, method="inclusive")
    return Spread(low, median, high, len(values))


def written(figure: Figure | None) -> str:
    """A number in its unit, or why there is none."""
    if figure is None:
        return "–"
    if figure.value is not None:
        return in_unit(figure.value, figure.unit)
    if figure.state in ValueState.values:
        return str(ValueState(figure.state).label)
    return _("too small to show")


def in_unit(value: Decimal | float, unit: str) -> str:
    return percent(float(value)) if unit == Unit.PERCENT else number(float(value))


def change(before: Figure | None, now: Figure | None) -> str:
    """+ 12 % since 2022 · + 1.4 points since 2022; nothing where one of them is missing."""
    if before is None or now is None or before.value is None or now.value is None:
        return ""
    difference = float(now.value - before.value)
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    said = {"sign": sign, "year": before.year}
    if now.unit == Unit.PERCENT:
        points = _("%(n)s percentage points") % {"n": number(abs(difference))}
        return _("%(sign)s %(change)s since %(year)s") % {**said, "change": points}
    if not before.value:
        return ""
    share = abs(difference) / float(before.value) * 100
    return _("%(sign)s %(change)s since %(year)s") % {**said, "change": percent(share)}
