"""Where each organisation stands in a funnel: its share, and the limits of chance for as many cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models.enums import TextChoices
from django.utils.translation import pgettext_lazy

from indicators.comparing import Rule, Track, Value
from indicators.funnel import limits_of, sizes_between

PERCENT = 100


class Place(TextChoices):
    """Neither good nor bad: what lies outside is to be understood."""

    WITHIN = "within", pgettext_lazy("place in a funnel", "within")
    EDGE = "edge", pgettext_lazy("place in a funnel", "at the edge")
    ABOVE = "above", pgettext_lazy("place in a funnel", "outside, higher")
    BELOW = "below", pgettext_lazy("place in a funnel", "outside, lower")


OUTSIDE = frozenset({Place.ABOVE, Place.BELOW})


@dataclass(frozen=True)
class FunnelPoint:
    """An organisation with both halves of its share; limits as shares times what the figure says."""

    code: str
    group: str
    numerator: Decimal
    denominator: Decimal
    exact: Decimal
    # Low and high at 95 %, low and high at 99.8 %.
    limits: tuple[float, float, float, float]

    @property
    def value(self) -> float:
        return float(self.exact)

    @property
    def place(self) -> Place:
        low, high, lowest, highest = self.limits
        if self.value > highest:
            return Place.ABOVE
        if self.value < lowest:
            return Place.BELOW
        return Place.WITHIN if low <= self.value <= high else Place.EDGE


@dataclass(frozen=True)
class FunnelOf:
    """The points in the order they were given, the whole's rate, and who stands nowhere."""

    points: Sequence[FunnelPoint]
    without: Sequence[Track]
    numerators: Decimal
    denominators: Decimal
    times: int
    numerator: str = ""
    denominator: str = ""

    @property
    def rate(self) -> float:
        return float(self.numerators / self.denominators)

    @property
    def centre(self) -> Decimal:
        return self.numerators * self.times / self.denominators

    @property
    def outside(self) -> list[FunnelPoint]:
        return [point for point in self.points if point.place in OUTSIDE]

    def limits(self) -> list[tuple[int, tuple[float, float, float, float]]]:
        """Along the whole width of the funnel."""
        sizes = [int(point.denominator) for point in self.points]
        return [
            (n, scaled(self.rate, n, self.times)) for n in sizes_between(min(sizes), max(sizes))
        ]


def scaled(rate: float, n: int, times: int) -> tuple[float, float, float, float]:
    low, high, lowest, highest = (one * times / PERCENT for one in limits_of(rate, n))
    return low, high, lowest, highest


def has_halves(value: Value) -> bool:
    """A share that can be drawn: no more hits than there are cases."""
    if not value.is_known or value.numerator is None or not value.denominator:
        return False
    return value.numerator <= value.denominator


def funnel_of(
    tracks: Iterable[Track], year: int, rule: Rule, words: tuple[str, str]
) -> FunnelOf | None:
    """Around the rate of those that are shown; None where nobody has a share of anything."""
    found = [(track, track.in_year(year)) for track in tracks if track.is_member(year)]
    shown = [(track, value) for track, value in found if has_halves(value)]
    without = [track for track, value in found if not has_halves(value)]
    above = sum((value.numerator or Decimal() for _track, value in shown), Decimal())
    below = sum((value.denominator or Decimal() for _track, value in shown), Decimal())
    if not shown or not below:
        return None
    rate = float(above / below)
    points = [
        FunnelPoint(
            track.code,
            track.groups.get(year, track.group),
            value.numerator or Decimal(),
            value.denominator or Decimal(),
            (value.numerator or Decimal()) * rule.times / (value.denominator or Decimal(1)),
            scaled(rate, int(value.denominator or 0), rule.times),
        )
        for track, value in shown
    ]
    return FunnelOf(points, without, above, below, rule.times, *words)
