"""Charts that are their own table: a bar beside each number, readable at any width and by ear.

The drawing uses presentation attributes only: neither our content-security policy nor the PDF
maker reads styles inside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A row of the chart; `length` is its part of the longest bar, in per cent."""

    label: str
    value: float
    length: float


@dataclass(frozen=True)
class BarChart:
    """What `charts/bars.html` draws: what is measured, and zero-based bars on one scale."""

    title: str
    subtitle: str
    bars: list[Bar]


def bars(title: str, subtitle: str, rows: Sequence[tuple[str, float]]) -> BarChart:
    """Bars in the given order, on one scale that begins at zero."""
    largest = max((value for _label, value in rows), default=0) or 1
    return BarChart(
        title,
        subtitle,
        [Bar(label, value, round(100 * value / largest, 1)) for label, value in rows],
    )
