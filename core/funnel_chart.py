"""A funnel: a share of each organisation against how many cases it rests on, with limits of chance.

Few cases, much chance: the limits are wide at the left and narrow at the right. What lies outside
is to be understood, neither good nor bad by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, floor, log10

from core import drawing as d
from core.drawing import Chart, Drawing, Scale, Shape, Size, Words
from core.templatetags.ui import number

ROOM_ABOVE = 1.06
MOST_TICKS_BELOW = 7
# Beside those that are chosen or lie outside.
MOST_NAMED = 6


@dataclass(frozen=True)
class Limits:
    """Where chance alone ends for `n` cases: 95 and 99.8 of a hundred lie between."""

    n: float
    low: float
    high: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Point:
    """An organisation; without a name it stays unnamed. Outside: beyond the 99.8 % limits."""

    n: float
    value: float
    name: str = ""
    is_outside: bool = False
    is_chosen: bool = False


@dataclass(frozen=True)
class Funnel:
    """What the chart shows; `limits` in the order of `n`."""

    points: Sequence[Point]
    limits: Sequence[Limits]
    centre: float
    # Words on the centre line and below the axis.
    centre_words: str
    axis_words: str
    # In the bands, beside their upper edges.
    inner_words: str = ""
    outer_words: str = ""
    write: Callable[[float], str] = number
    most: float = 100


def funnel_chart(title: str, subtitle: str, description: str, funnel: Funnel) -> Chart:
    return Chart(title, subtitle, description, partial(_draw, funnel))


@dataclass(frozen=True)
class _Logs:
    """A logarithmic edge: each tenfold is equally wide."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, n: float) -> float:
        share = (log10(n) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return round(self.start + (self.end - self.start) * share, 1)

    @property
    def ticks(self) -> list[float]:
        """1, 2 and 5 times powers of ten, or the powers alone where these are many."""
        powers = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
        for factors in ((1, 2, 5), (1, 3), (1,)):
            found = [factor * 10.0**power for power in powers for factor in factors]
            shown = [tick for tick in found if self.low <= tick <= self.high]
            if len(shown) <= MOST_TICKS_BELOW:
                break
        return shown


def _draw(funnel: Funnel, chart: Chart, size: Size) -> Drawing:
    drawing = chart.begin(size)
    top, bottom = size.letters, size.height - size.line * 3
    y = _upright(funnel, bottom, top)
    left = max(size.width_of(funnel.write(tick)) for tick in y.ticks) + size.letters
    right = size.width - size.letters
    sizes = [point.n for point in funnel.points] + [one.n for one in funnel.limits] or [1]
    low, high = min(sizes), max(sizes)
    x = _Logs(low / 1.12, max(high, low * 1.5) * 1.12, left, right)
    _bands(drawing, funnel, x, y)
    _axes(drawing, funnel, size, (x, y))
    taken = _names_of_bands(drawing, funnel, size, (x, y))
    taken += _centre(drawing, funnel, size, (x, y))
    _points(drawing, funnel, size, (x, y))
    _label(drawing, funnel, size, (x, y), taken)
    return drawing


def _upright(funnel: Funnel, bottom: float, top: float) -> Scale:
    """From zero unless everything lies far above it; limits that run out of the picture are cut."""
    values = [point.value for point in funnel.points] + [funnel.centre]
    nearest = [
        limit
        for one in funnel.limits[len(funnel.limits) // 3 :]
        for limit in (one.lowest, one.highest)
    ]
    highest = max(max(values) * ROOM_ABOVE, max(nearest, default=0.0))
    lowest = min([*values, *nearest])
    if funnel.most:
        highest = min(highest, funnel.most)
    from_zero = lowest < highest / 2.5
    return d.scale([lowest, highest], (bottom, top), from_zero=from_zero, most=funnel.most)


def _bands(drawing: Drawing, funnel: Funnel, x: _Logs, y: Scale) -> None:
    shown = [(x(one.n), one) for one in funnel.limits]
    for colour, low, high in (
        (d.STONE, "lowest", "highest"),
        (d.DARK_STONE, "low", "high"),
    ):
        below = [(at, y.clipped(getattr(one, low))) for at, one in shown]
        above = [(at, y.clipped(getattr(one, high))) for at, one in shown]
        if shown:
            drawing.shapes.append(Shape(d.area(below, above), fill=colour))
            # Edges, so that the bands are seen without their colour as well.
            for points in (below, above):
                path = "M" + "L".join(f"{d.plain(a)} {d.plain(b)}" for a, b in points)
                dashes = "" if low == "low" else "5 4"
                drawing.shapes.append(Shape(path, stroke="#b9ae97", dashes=dashes))


def _axes(drawing: Drawing, funnel: Funnel, size: Size, axes: tuple[_Logs, Scale]) -> None:
    x, y = axes
    base = y(y.low)
    for tick in y.ticks:
        at = y(tick) + size.letters * 0.33
        if tick != y.low:
            drawing.shapes.append(
                Shape(d.line(x.start, y(tick), x.end, y(tick)), stroke=d.HAIRLINE)
            )
        words = Words(x.start - size.letters * 0.6, at, funnel.write(tick), "end", d.QUIET)
        drawing.words.append(words)
    drawing.shapes.append(Shape(d.line(x.start, base, x.end, base), stroke=d.QUIET))
    for tick in x.ticks:
        at = x(tick)
        drawing.shapes.append(Shape(d.line(at, base, at, base + 5), stroke=d.QUIET))
    labels = [(x(tick), number(tick)) for tick in x.ticks]
    d.axis_below(drawing, size, base + size.line * 1.1, labels)
    for place, text in enumerate(size.lines_of(funnel.axis_words, x.end - x.start)):
        at = base + size.line * (2.2 + place)
        drawing.words.append(Words((x.start + x.end) / 2, at, text, "middle", d.QUIET))
        drawing.height = max(drawing.height, round(at + size.letters * 0.5))


Box = tuple[float, float, float, float]


def _centre(drawing: Drawing, funnel: Funnel, size: Size, axes: tuple[_Logs, Scale]) -> list[Box]:
    """The line of the whole, and its words where they cover fewest points."""
    x, y = axes
    at = y(funnel.centre)
    drawing.shapes.append(Shape(d.line(x.start, at, x.end, at), stroke=d.INK, dashes="2 3"))
    wide, r = size.width_of(funnel.centre_words), size.letters / 2
    points = [(x(point.n), y.clipped(point.value)) for point in funnel.points]
    around = [(a - r, b - r, a + r, b + r) for a, b in points]
    tries: list[tuple[int, float, float, Box]] = []
    steps = max(1, int((x.end - x.start - wide) // (size.letters * 3)))
    for place in range(steps + 1):
        left = x.start + size.letters * 0.3 + place * size.letters * 3
        for base in (at - size.letters * 0.4, at + size.letters * 1.1):
            box = (left, base - size.letters * 0.8, left + wide, base + size.letters * 0.22)
            tries.append((sum(_meet(box, one) for one in around), left, base, box))
    _covered, left, base, box = min(tries)
    drawing.words.append(Words(round(left, 1), round(base, 1), funnel.centre_words))
    return [box]


def _names_of_bands(
    drawing: Drawing, funnel: Funnel, size: Size, axes: tuple[_Logs, Scale]
) -> list[Box]:
    """Inside each band below its upper edge, where the name covers fewest points."""
    x, y = axes
    r = size.letters / 2
    points = [(x(point.n), y.clipped(point.value)) for point in funnel.points]
    around = [(a - r, b - r, a + r, b + r) for a, b in points]
    boxes: list[Box] = []
    for words, outer, inner in (
        (funnel.inner_words, "high", None),
        (funnel.outer_words, "highest", "high"),
    ):
        wide = size.width_of(words)
        tries: list[tuple[int, Box]] = []
        for one in funnel.limits:
            left = x(one.n)
            end = next((limit for limit in funnel.limits if x(limit.n) >= left + wide), None)
            if not words or end is None or getattr(one, outer) > y.high:
                continue
            base = y(getattr(end, outer)) + size.letters * 1.05
            box = (left, base - size.letters * 0.8, left + wide, base + size.letters * 0.22)
            floor_of_band = y(funnel.centre if inner is None else getattr(one, inner))
            if box[3] < floor_of_band:
                tries.append((sum(_meet(box, other) for other in [*around, *boxes]), box))
        if tries:
            covered, box = min(tries)
            if not covered:
                drawing.words.append(
                    Words(box[0], round(box[3] - size.letters * 0.22, 1), words, colour=d.QUIET)
                )
                boxes.append(box)
    return boxes


def _points(drawing: Drawing, funnel: Funnel, size: Size, axes: tuple[_Logs, Scale]) -> None:
    x, y = axes
    r = size.letters / 3
    # The chosen one last: above all others.
    for point in sorted(funnel.points, key=lambda one: (one.is_chosen, one.is_outside)):
        at = x(point.n), y.clipped(point.value)
        if point.is_chosen:
            marker = d.diamond if point.is_outside else d.circle
            drawing.shapes.append(Shape(marker(*at, r * 1.8), d.SUN, d.INK, 2.5))
        elif point.is_outside:
            drawing.shapes.append(Shape(d.diamond(*at, r * 1.5), d.CLAY, d.PAPER))
        else:
            drawing.shapes.append(Shape(d.circle(*at, r), d.SLATE, d.PAPER))


def _label(
    drawing: Drawing,
    funnel: Funnel,
    size: Size,
    axes: tuple[_Logs, Scale],
    taken: Sequence[Box],
) -> None:
    """Names of the chosen and of those outside, where they cover nothing; the others while there is room."""
    x, y = axes
    r = size.letters / 2
    boxes = list(taken)
    places = [(x(point.n), y.clipped(point.value)) for point in funnel.points]
    boxes += [(a - r, b - r, a + r, b + r) for a, b in places]
    order = sorted(
        zip(places, funnel.points, strict=True),
        key=lambda one: (
            not one[1].is_chosen,
            not one[1].is_outside,
            -abs(one[1].value - funnel.centre),
        ),
    )
    named = 0
    for (a, b), point in order:
        must = point.is_chosen or point.is_outside
        if not point.name or (not must and (named >= MOST_NAMED or not size.beside)):
            continue
        wide = size.width_of(point.name, bold=must)
        for words, box in _around(a, b, wide, size, point.name, bold=must):
            inside = box[0] >= x.start and box[2] <= size.width and box[1] >= 0
            if inside and box[3] < y(y.low) and not any(_meet(box, other) for other in boxes):
                drawing.words.append(words)
                boxes.append(box)
                named += not must
                break


def _around(
    a: float, b: float, wide: float, size: Size, name: str, *, bold: bool
) -> list[tuple[Words, Box]]:
    """The places for a name: right, left, above, below its point, and the corners."""
    away, high = size.letters * 0.75, size.letters
    found: list[tuple[Words, Box]] = []
    for anchor, dx, dy in (
        ("start", away, high * 0.33),
        ("end", -away, high * 0.33),
        ("middle", 0.0, -away),
        ("middle", 0.0, away + high * 0.7),
        ("start", away * 0.7, -away * 0.7),
        ("end", -away * 0.7, -away * 0.7),
        ("start", away * 0.7, away + high * 0.4),
        ("end", -away * 0.7, away + high * 0.4),
    ):
        left = a + dx - {"start": 0, "end": wide, "middle": wide / 2}[anchor]
        base = b + dy
        words = Words(round(a + dx, 1), round(base, 1), name, anchor, d.INK, bold)
        found.append((words, (left, base - high * 0.8, left + wide, base + high * 0.22)))
    return found


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
