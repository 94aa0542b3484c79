"""Durations of steps and services: in words, compared, and added up without mixing what differs.

Minutes and hours are one kind: they add up. Working days, calendar days and months are kinds of
their own: no number of one is a number of another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from core.templatetags.ui import number
from processes.enums import DurationUnit
from processes.models import Agreement, Service, StepVersion

MINUTES_IN_AN_HOUR = 60
# The longest first: so a sum is read.
KINDS = (
    DurationUnit.MONTHS,
    DurationUnit.WORKING_DAYS,
    DurationUnit.CALENDAR_DAYS,
    DurationUnit.MINUTES,
)
WORDS = {
    DurationUnit.MINUTES: ngettext_lazy("%(n)s minute", "%(n)s minutes", "amount"),
    DurationUnit.HOURS: ngettext_lazy("%(n)s hour", "%(n)s hours", "amount"),
    DurationUnit.WORKING_DAYS: ngettext_lazy("%(n)s working day", "%(n)s working days", "amount"),
    DurationUnit.CALENDAR_DAYS: ngettext_lazy(
        "%(n)s calendar day", "%(n)s calendar days", "amount"
    ),
    DurationUnit.MONTHS: ngettext_lazy("%(n)s month", "%(n)s months", "amount"),
}


@dataclass(frozen=True)
class Duration:
    """A number of units (a value of `DurationUnit`); 0 means at once.

    Raises ValueError for a negative amount or an unknown unit.
    """

    amount: int
    unit: str

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"A duration cannot be negative: {self.amount}.")
        if self.unit not in DurationUnit.values:
            raise ValueError(f"Unknown unit of a duration: {self.unit!r}.")

    @property
    def kind(self) -> DurationUnit:
        """What it adds up with: hours count as minutes."""
        unit = DurationUnit(self.unit)
        return DurationUnit.MINUTES if unit == DurationUnit.HOURS else unit

    @property
    def size(self) -> int:
        """The amount in the unit of its kind."""
        return self.amount * (MINUTES_IN_AN_HOUR if self.unit == DurationUnit.HOURS else 1)

    def is_longer_than(self, other: "Duration") -> bool | None:
        """None where the two cannot be compared: working days with months, say."""
        return self.size > other.size if self.kind == other.kind else None

    def __str__(self) -> str:
        return in_words(self.amount, self.unit)


def of(amount: int | None, unit: str) -> Duration | None:
    """From two columns of a row; None where none is given."""
    return None if amount is None else Duration(amount, unit)


def expected(step: StepVersion) -> Duration | None:
    return of(step.expected_amount, step.expected_unit)


def maximal(step: StepVersion) -> Duration | None:
    return of(step.maximal_amount, step.maximal_unit)


def announced(service: Service) -> Duration | None:
    return of(service.announced_amount, service.announced_unit)


def legal(service: Service) -> Duration | None:
    return of(service.legal_amount, service.legal_unit)


def agreed(agreement: Agreement) -> Duration:
    return Duration(agreement.amount, agreement.unit)


def in_words(amount: int, unit: str) -> str:
    """3 working days."""
    if amount == 0:
        return _("at once")
    return str(WORDS[DurationUnit(unit)] % {"n": number(amount), "amount": amount})


@dataclass(frozen=True)
class Total:
    """A sum kept apart by kind, and how many of what was added up had no duration."""

    sums: tuple[Duration, ...]
    without: int

    @property
    def words(self) -> str:
        """10 working days and 2 calendar days; empty where nothing has a duration."""
        parts = [words for one in self.sums for words in _parts(one)]
        if not parts:
            return _("at once") if self.sums else ""
        *before, last = parts
        return (
            _("%(before)s and %(last)s") % {"before": ", ".join(before), "last": last}
            if before
            else last
        )

    @property
    def without_words(self) -> str:
        """2 steps without a duration; empty where each has one."""
        if not self.without:
            return ""
        text = ngettext(
            "%(n)s step without a duration", "%(n)s steps without a duration", self.without
        )
        return text % {"n": number(self.without)}

    def __str__(self) -> str:
        return "; ".join(part for part in (self.words, self.without_words) if part)


def _parts(one: Duration) -> list[str]:
    """90 minutes are said as an hour and 30 minutes; nothing is said of nothing."""
    if one.kind != DurationUnit.MINUTES:
        return [str(one)] if one.amount else []
    hours, minutes = divmod(one.size, MINUTES_IN_AN_HOUR)
    both = (Duration(hours, DurationUnit.HOURS), Duration(minutes, DurationUnit.MINUTES))
    return [str(part) for part in both if part.amount]


def add_up(durations: Iterable[Duration | None]) -> Total:
    """The sum of the durations of steps; None stands for a step that has none."""
    sizes: dict[DurationUnit, int] = {}
    without = 0
    for one in durations:
        if one is None:
            without += 1
        else:
            sizes[one.kind] = sizes.get(one.kind, 0) + one.size
    sums = tuple(Duration(sizes[kind], kind) for kind in KINDS if kind in sizes)
    return Total(sums, without)
