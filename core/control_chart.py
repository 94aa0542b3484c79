"""Control charts as drawings: where each line, point, date and word stands.

The drawing uses presentation attributes only, as all charts do; the same numbers stand in a table
below it, which the page draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from core.templatetags.ui import number

WIDTH, BELOW = 760, 48
LEFT, RIGHT = 52, 158
LINE_OF_WORDS = 19
# Labels at the right edge keep this distance.
APART = 17
MOST_TICKS = 5
# Room for the name of a month.
MONTH = 66


@dataclass(frozen=True)
class Value:
    """A point of time, equally far from the next: its value and its limits, None where there is none."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    is_signal: bool = False


@dataclass(frozen=True)
class Mark:
    """A line across the chart at a place between the points: 0 is the left edge of the first."""

    place: float
    label: str


@dataclass(frozen=True)
class Dot:
    """A value; a signal is a diamond."""

    x: float
    y: float
    is_signal: bool


@dataclass(frozen=True)
class Word:
    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Marked:
    """A line down from its words."""

    x: float
    word: Word


@dataclass(frozen=True)
class ControlChart:
    """What `charts/control.html` draws."""

    title: str
    subtitle: str
    height: float
    top: float
    bottom: float
    left: float
    right: float
    # Path data; a gap where a value is missing.
    line: str
    limits: Sequence[str]
    centre: float | None
    dots: Sequence[Dot]
    gridlines: Sequence[float]
    ticks: Sequence[Word]
    months: Sequence[Word]
    marks: Sequence[Marked]
    names: Sequence[Word]


@dataclass(frozen=True)
class Names:
    """The words at the right end of the lines."""

    centre: str
    high: str
    low: str


def control_chart(
    title: str,
    subtitle: str,
    values: Sequence[Value],
    *,
    centre: float | None,
    marks: Sequence[Mark],
    names: Names,
) -> ControlChart:
    """Zero-based; each date has a line of words of its own above the chart."""
    top = 14 + LINE_OF_WORDS * len(marks)
    bottom = top + 240
    highest = max(
        (number for value in values for number in (value.value, value.high) if number is not None),
        default=0.0,
    )
    step = tick_step(highest)
    ceiling = step * max(1, ceil(highest / step - 1e-9))
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(values))

    def x(place: float) -> float:
        return round(LEFT + wide * place, 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * value / ceiling, 1)

    shown = [(x(place + 0.5), value) for place, value in enumerate(values)]
    ticks = [step * number for number in range(round(ceiling / step) + 1)]
    ends: list[tuple[float, str]] = []
    if centre is not None:
        high = next((v.high for v in reversed(values) if v.high is not None), None)
        low = next((v.low for v in reversed(values) if v.low is not None), None)
        ends = [(y(centre), names.centre)]
        ends += [(y(high), names.high)] if high is not None else []
        ends += [(y(low), names.low)] if low else []
    return ControlChart(
        title,
        subtitle,
        height=bottom + BELOW,
        top=top,
        bottom=bottom,
        left=LEFT,
        right=WIDTH - RIGHT,
        line=path([(here, None if v.value is None else y(v.value)) for here, v in shown]),
        limits=[
            stairs(
                [
                    (x(i), x(i + 1), None if v.high is None else y(v.high))
                    for i, v in enumerate(values)
                ]
            ),
            stairs([(x(i), x(i + 1), y(v.low) if v.low else None) for i, v in enumerate(values)]),
        ],
        centre=None if centre is None else y(centre),
        dots=[Dot(here, y(v.value), v.is_signal) for here, v in shown if v.value is not None],
        gridlines=[y(tick) for tick in ticks],
        ticks=[Word(LEFT - 8, y(tick) + 5, number(tick), "end") for tick in ticks],
        months=spaced([(here, v.label) for here, v in shown], wide, bottom + 22),
        marks=[beside(x(mark.place), 14 + LINE_OF_WORDS * i, mark) for i, mark in enumerate(marks)],
        names=spread(ends, top, bottom),
    )


def tick_step(highest: float) -> float:
    """1, 2 or 5 times a power of ten, so that at most five steps reach the highest value."""
    if highest <= 0:
        return 1
    rough = highest / MOST_TICKS
    power = 10 ** floor(log10(rough))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough - 1e-9))


def path(points: Sequence[tuple[float, float | None]]) -> str:
    """A line from point to point; it begins anew after a gap."""
    parts, pen = [], "M"
    for x, y in points:
        if y is None:
            pen = "M"
            continue
        parts.append(f"{pen}{x:g} {y:g}")
        pen = "L"
    return "".join(parts)


def stairs(steps: Sequence[tuple[float, float, float | None]]) -> str:
    """A level line over each stretch."""
    return path([point for left, right, y in steps for point in ((left, y), (right, y))])


def spaced(labels: Sequence[tuple[float, str]], wide: float, y: float) -> list[Word]:
    """As many labels as have room."""
    every = ceil(MONTH / wide)
    return [Word(x, y, label, "middle") for x, label in labels[::every]]


def beside(x: float, y: float, mark: Mark) -> Marked:
    """To the right of its line, or to the left where there is no room."""
    if x > WIDTH - 2 * RIGHT:
        return Marked(x, Word(x - 6, y, mark.label, "end"))
    return Marked(x, Word(x + 6, y, mark.label))


def spread(ends: Sequence[tuple[float, str]], top: float, bottom: float) -> list[Word]:
    """Names at the right edge, moved apart where their lines lie close together."""
    placed: list[Word] = []
    at = top - APART
    for y, text in sorted(ends):
        at = max(y + 5, at + APART)
        placed.append(Word(WIDTH - RIGHT + 8, at, text))
    if placed and placed[-1].y > bottom + 5:
        lowest = bottom + 5
        for place in range(len(placed) - 1, -1, -1):
            word = placed[place]
            lowest = min(word.y, lowest)
            placed[place] = Word(word.x, lowest, word.text)
            lowest -= APART
    return placed
