"""Charts as drawings: shapes and words with their places, in any size, drawn by one template.

A `Chart` is asked for at the size that is needed: `wide` for a page and its PDF, `narrow` for a
telephone, `slide` for a slide of 16:9. `{% include "charts/drawn.html" with chart=chart only %}` draws
it on a page, `charts/sheet.html` on paper, `chart_file` gives an SVG that stands alone.

Presentation attributes only, words as text, and nothing that colour alone says: markers and dashes
differ as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor

from django.template.loader import render_to_string

from core.control_chart import tick_step
from core.lettering import width, wrap

INK, QUIET, HAIRLINE, PAPER = "#15232d", "#465763", "#e8e7e1", "#ffffff"
STONE, DARK_STONE = "#f0ece3", "#e2dccf"
SLATE, CLAY, PALE, PLUM = "#35586d", "#8f4a22", "#6f93a8", "#663a74"
SUN = "#ffc93c"


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn, and its letters; a slide carries its title inside."""

    width: int
    height: int
    letters: float
    # The widest that names beside the plot may be; 0: a key stands below it.
    beside: float = 0
    is_slide: bool = False
    # A file may be opened where our typeface is not: others are wider.
    wider: float = 1

    @property
    def line(self) -> float:
        """From one line of words to the next."""
        return round(self.letters * 1.36, 1)

    def width_of(self, text: str, *, bold: bool = False) -> float:
        return width(text, self.letters, bold=bold) * self.wider

    def lines_of(self, text: str, room: float, *, bold: bool = False) -> list[str]:
        return wrap(text, room / self.wider, self.letters, bold=bold)


WIDE = Size(760, 380, 14, beside=170)
NARROW = Size(330, 320, 14)
SLIDE = Size(1280, 720, 22, beside=280, is_slide=True, wider=1.1)


@dataclass(frozen=True)
class Shape:
    """A path and how it is drawn."""

    d: str
    fill: str = "none"
    stroke: str = "none"
    thickness: float = 1
    dashes: str = ""
    # Drawn around 0, 0 and then moved here.
    move: tuple[float, float] | None = None

    @property
    def transform(self) -> str:
        return f"translate({self.move[0]:g} {self.move[1]:g})" if self.move else ""


@dataclass(frozen=True)
class Words:
    """A line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    colour: str = INK
    bold: bool = False
    size: float | None = None


@dataclass
class Drawing:
    """What `charts/_svg.html` draws: shapes in their order, then the words above them."""

    width: float
    height: float
    letters: float
    title: str
    description: str
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    # What stands around the drawing, and where the drawing itself is put.
    outside: list[Words] = field(default_factory=list)
    place: str = ""


@dataclass(frozen=True)
class Chart:
    """A title that says what is found, what is measured, and the drawing at any size.

    The description tells in words what the drawing shows, for who does not see it; the same numbers
    stand in a table beside.
    """

    title: str
    subtitle: str
    description: str
    draw: Callable[["Chart", Size], Drawing]

    @property
    def wide(self) -> Drawing:
        return self.at(WIDE)

    @property
    def narrow(self) -> Drawing:
        return self.at(NARROW)

    @property
    def slide(self) -> Drawing:
        return self.at(SLIDE)

    def at(self, size: Size) -> Drawing:
        return titled(self, size) if size.is_slide else self.draw(self, size)

    def begin(self, size: Size) -> Drawing:
        return Drawing(size.width, size.height, size.letters, self.title, self.description)


def chart_file(chart: Chart, *, source: str = "") -> bytes:
    """The chart as an SVG file of its own, 16:9 and ready for a slide; the source stands at its foot."""
    drawing = chart.slide
    if source:
        foot = Words(SLIDE_EDGE, SLIDE.height - 18, source, colour=QUIET, size=FOOT)
        drawing = replace(drawing, outside=[*drawing.outside, foot])
    return render_to_string("charts/file.svg", {"drawing": drawing}).encode()


SLIDE_EDGE, SLIDE_FOOT = 48, 44
TITLE, SUBTITLE, FOOT = 34.0, 20.0, 16.0


def titled(chart: Chart, size: Size) -> Drawing:
    """A slide: margins, the title and the subtitle, and the drawing in the room that they leave."""
    room = size.width - 2 * SLIDE_EDGE
    outside: list[Words] = []
    y = 24.0
    for text in wrap(chart.title, room / size.wider, TITLE, bold=True):
        y += 42
        outside.append(Words(SLIDE_EDGE, y, text, bold=True, size=TITLE))
    y += 8
    for text in wrap(chart.subtitle, room / size.wider, SUBTITLE):
        y += 27
        outside.append(Words(SLIDE_EDGE, y, text, colour=QUIET, size=SUBTITLE))
    y += 20
    inner = replace(size, width=room, height=round(size.height - y - SLIDE_FOOT))
    drawn = chart.draw(chart, inner)
    # A key that needs more room than the slide has makes the drawing smaller, never cut.
    scale = min(1.0, (size.height - y - SLIDE_FOOT) / drawn.height)
    return replace(
        drawn,
        width=size.width,
        height=size.height,
        outside=outside,
        place=f"translate({SLIDE_EDGE} {y:g}) scale({scale:.4g})",
    )


def plain(value: float) -> str:
    """A coordinate as a path reads it."""
    return f"{round(value, 1):g}"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"M{plain(x1)} {plain(y1)}L{plain(x2)} {plain(y2)}"


def box(left: float, top: float, right: float, bottom: float) -> str:
    return f"M{plain(left)} {plain(top)}H{plain(right)}V{plain(bottom)}H{plain(left)}Z"


def area(low: Sequence[tuple[float, float]], high: Sequence[tuple[float, float]]) -> str:
    """What lies between two lines."""
    points = [*low, *reversed(high)]
    return "M" + "L".join(f"{plain(x)} {plain(y)}" for x, y in points) + "Z"


def circle(x: float, y: float, r: float) -> str:
    return (
        f"M{plain(x - r)} {plain(y)}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"
    )


def square(x: float, y: float, r: float) -> str:
    return box(x - r, y - r, x + r, y + r)


def diamond(x: float, y: float, r: float) -> str:
    return f"M{plain(x)} {plain(y - r)}l{r:g} {r:g}l{-r:g} {r:g}l{-r:g} {-r:g}z"


def triangle(x: float, y: float, r: float) -> str:
    return f"M{plain(x)} {plain(y - r)}l{r:g} {2 * r:g}h{-2 * r:g}z"


def pointing_down(x: float, y: float, r: float) -> str:
    return f"M{plain(x)} {plain(y + r)}l{-r:g} {-2 * r:g}h{2 * r:g}z"


@dataclass(frozen=True)
class Style:
    """How one of several series is told from the others: colour, dashes and marker, each enough."""

    colour: str
    dashes: str
    marker: Callable[[float, float, float], str]
    is_hollow: bool = False

    def mark(self, x: float, y: float, r: float) -> Shape:
        """Its marker at a place."""
        fill = PAPER if self.is_hollow else self.colour
        return Shape(self.marker(x, y, r), fill, self.colour, 2)


STYLES = (
    Style(SLATE, "", circle),
    Style(CLAY, "8 4", square),
    Style(INK, "2 4", diamond),
    Style(PALE, "", triangle),
    Style(PLUM, "10 3 2 3", circle, is_hollow=True),
    Style(CLAY, "", pointing_down),
    Style(SLATE, "4 4", square, is_hollow=True),
    Style(INK, "12 4", triangle, is_hollow=True),
)


@dataclass(frozen=True)
class Scale:
    """From values to places along one edge; its ticks lie at even steps."""

    low: float
    high: float
    start: float
    end: float
    step: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + (self.end - self.start) * share, 1)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [round(self.low + self.step * place, 6) for place in range(count + 1)]

    def clipped(self, value: float) -> float:
        return self(min(self.high, max(self.low, value)))


def scale(
    values: Iterable[float], ends: tuple[float, float], *, from_zero: bool = True, most: float = 0
) -> Scale:
    """Even steps that hold every value; `most`: where the edge ends unless a value lies beyond, as 100 per cent."""
    found = list(values) or [0.0]
    highest, lowest = max(found), 0.0 if from_zero else min(found)
    step = tick_step(highest - lowest) if highest > lowest else tick_step(highest)
    low = step * floor(lowest / step + 1e-9)
    high = step * max(ceil(highest / step - 1e-9), low / step + 1)
    if most and highest <= most:
        high = min(high, most)
    return Scale(low, high, *ends, step)


def axis_below(drawing: Drawing, size: Size, y: float, ticks: Iterable[tuple[float, str]]) -> None:
    """Labels below an edge, as many as stand apart."""
    last = -size.letters
    for x, text in ticks:
        half = size.width_of(text) / 2
        if x - half > last and x + half <= size.width + size.letters / 2:
            drawing.words.append(Words(x, y, text, "middle", QUIET))
            last = x + half + size.letters * 0.4


def runs(values: Sequence[float | None], cuts: Iterable[int] = ()) -> list[list[int]]:
    """The stretches of places that hold a value; a cut before a place begins another."""
    breaks, found = set(cuts), []
    current: list[int] = []
    for place, value in enumerate(values):
        if value is None or place in breaks:
            found.append(current)
            current = []
        if value is not None:
            current.append(place)
    return [run for run in [*found, current] if run]


def apart(
    ends: Sequence[tuple[float, Sequence[str]]], top: float, bottom: float, line_height: float
) -> list[tuple[float, int]]:
    """First base lines of blocks of lines, moved so that none lies on another; with their places in `ends`."""
    order = sorted(range(len(ends)), key=lambda place: ends[place][0])
    heights = [line_height * len(ends[place][1]) + line_height * 0.2 for place in order]
    tops: list[float] = []
    at = top
    for place, height in zip(order, heights, strict=True):
        at = max(at, ends[place][0] - height / 2)
        tops.append(at)
        at += height
    lowest = bottom
    for i in range(len(order) - 1, -1, -1):
        tops[i] = min(tops[i], lowest - heights[i])
        lowest = tops[i]
    return [(y + line_height * 0.85, place) for y, place in zip(tops, order, strict=True)]
