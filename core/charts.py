"""Figures as accessible SVG: presentation attributes only, since neither our content-security
policy nor the PDF maker reads styles inside a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LABEL, ROW, BAR = 720, 250, 34, 20
VALUE_ROOM = 70


@dataclass(frozen=True)
class Bar:
    """One horizontal bar with its label and value, in drawing units."""

    label: str
    value: float
    y: int
    text_y: int
    length: float
    value_x: float


@dataclass(frozen=True)
class BarChart:
    """What `charts/bars.html` draws: a title that says the finding, and zero-based bars."""

    title: str
    subtitle: str
    bars: list[Bar]
    width: int
    height: int
    label_x: int


def bars(title: str, subtitle: str, rows: Sequence[tuple[str, float]]) -> BarChart:
    """Horizontal bars in the given order, on one scale that begins at zero."""
    largest = max((value for _label, value in rows), default=0) or 1
    room = WIDTH - LABEL - VALUE_ROOM
    drawn = [
        Bar(
            label=label,
            value=value,
            y=index * ROW + (ROW - BAR) // 2,
            text_y=index * ROW + ROW // 2 + 5,
            length=round(room * value / largest, 1),
            value_x=round(LABEL + room * value / largest + 8, 1),
        )
        for index, (label, value) in enumerate(rows)
    ]
    return BarChart(title, subtitle, drawn, WIDTH, len(drawn) * ROW, LABEL)
