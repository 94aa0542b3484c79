"""Strips: how the values of several groups lie, each as a box of its middle half with a dot a value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from core import drawing as d
from core.drawing import Chart, Drawing, Scale, Shape, Size, Words
from core.templatetags.ui import number


@dataclass(frozen=True)
class Strip:
    """A group: its quartiles (None: too few values), its values as dots, and the chosen one of them."""

    name: str
    # How many there are, in words; why there are no quartiles.
    below: str
    quartiles: tuple[float, float, float] | None
    dots: Sequence[float] = ()
    chosen: float | None = None


@dataclass(frozen=True)
class Strips:
    strips: Sequence[Strip]
    axis_words: str = ""
    write: Callable[[float], str] = number
    most: float = 0


def strip_chart(title: str, subtitle: str, description: str, strips: Strips) -> Chart:
    return Chart(title, subtitle, description, partial(_draw, strips))


def _draw(strips: Strips, chart: Chart, size: Size) -> Drawing:
    drawing = chart.begin(size)
    beside = size.beside > 0
    left = size.beside + size.letters * 1.5 if beside else size.letters * 1.5
    right = size.width - size.letters * 2
    values = [value for one in strips.strips for value in (*one.dots, *(one.quartiles or ()))]
    values += [one.chosen for one in strips.strips if one.chosen is not None]
    x = d.scale(values, (left, right), most=strips.most)
    at = size.letters * 0.5
    rows: list[float] = []
    for strip in strips.strips:
        at = _name(drawing, strip, size, at, beside=beside)
        rows.append(at - (size.line * 1.3 if beside else size.line * 0.75))
        at += size.line * 0.5
    base = at
    for tick in x.ticks:
        colour = d.QUIET if tick == x.low else d.HAIRLINE
        drawing.shapes.append(Shape(d.line(x(tick), 0, x(tick), base), stroke=colour))
    for strip, middle in zip(strips.strips, rows, strict=True):
        _strip(drawing, strip, size, x, middle)
    _axis(drawing, strips, size, x, base)
    return drawing


def _name(drawing: Drawing, strip: Strip, size: Size, at: float, *, beside: bool) -> float:
    """The name and how many, at the left or above the strip; where the strip ends."""
    room = size.beside if beside else size.width
    for text in size.lines_of(strip.name, room, bold=True):
        at += size.line
        drawing.words.append(Words(0, at, text, bold=True))
    for text in size.lines_of(strip.below, room):
        at += size.line
        drawing.words.append(Words(0, at, text, colour=d.QUIET))
    return at + (size.line * 0.5 if beside else size.line * 1.9)


def _strip(drawing: Drawing, strip: Strip, size: Size, x: Scale, middle: float) -> None:
    high = size.letters * 0.9
    if strip.quartiles:
        low, median, top = (x(value) for value in strip.quartiles)
        drawing.shapes.append(
            Shape(
                d.box(low, middle - high, max(top, low + 1), middle + high), d.DARK_STONE, "#b9ae97"
            )
        )
        drawing.shapes.append(
            Shape(
                d.line(median, middle - high * 1.3, median, middle + high * 1.3), "none", d.INK, 3
            )
        )
    r = size.letters / 3.8
    for across, up in swarm([x(value) for value in strip.dots], r):
        drawing.shapes.append(Shape(d.circle(across, middle + up, r), d.SLATE, d.PAPER))
    if strip.chosen is not None:
        drawing.shapes.append(Shape(d.circle(x(strip.chosen), middle, r * 2), d.SUN, d.INK, 2.5))


def swarm(places: Sequence[float], r: float) -> list[tuple[float, float]]:
    """Dots that would lie on one another move up or down, as little as is needed."""
    found: list[tuple[float, float]] = []
    apart = 2 * r * 0.95
    for x in sorted(places):
        near = [(a, b) for a, b in found if x - a < apart]
        steps = [0.0, *(sign * step * r * 0.9 for step in (1, 2, 3) for sign in (-1, 1))]
        free = (
            up for up in steps if all((x - a) ** 2 + (up - b) ** 2 >= apart**2 for a, b in near)
        )
        found.append((x, next(free, 0.0)))
    return found


def _axis(drawing: Drawing, strips: Strips, size: Size, x: Scale, base: float) -> None:
    labels = [(x(tick), strips.write(tick)) for tick in x.ticks]
    d.axis_below(drawing, size, base + size.line, labels)
    for place, text in enumerate(size.lines_of(strips.axis_words, size.width)):
        at = base + size.line * (2.1 + place)
        drawing.words.append(Words((x.start + x.end) / 2, at, text, "middle", d.QUIET))
    lines = len(size.lines_of(strips.axis_words, size.width)) if strips.axis_words else 0
    drawing.height = round(base + size.line * (1.5 + lines))
