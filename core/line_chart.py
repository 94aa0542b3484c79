"""Figures over the years: several lines, a band, breaks as dashed lines with words, gaps where nothing is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from core import drawing as d
from core.drawing import Chart, Drawing, Scale, Shape, Size, Words
from core.templatetags.ui import number

Places = Sequence[float]


@dataclass(frozen=True)
class Series:
    """One line; None where nothing is known. `cuts`: before these places the line begins anew.

    `name` is written beside its end, with its last value if the caller says so. The chosen one has
    a yellow knot at its end.
    """

    name: str
    values: Sequence[float | None]
    cuts: Sequence[int] = ()
    is_chosen: bool = False


@dataclass(frozen=True)
class Band:
    """Between two lines, such as the middle half of all organisations."""

    name: str
    low: Sequence[float | None]
    high: Sequence[float | None]
    cuts: Sequence[int] = ()


@dataclass(frozen=True)
class Break:
    """What makes the years before `place` not comparable with the others, in a few words."""

    place: int
    words: str


@dataclass(frozen=True)
class Lines:
    """What the chart shows. `below` stands under each label, such as how many reported."""

    labels: Sequence[str]
    series: Sequence[Series]
    band: Band | None = None
    breaks: Sequence[Break] = ()
    below: Sequence[str] = ()
    # In the middle of a stretch of which no series knows anything.
    gap_words: str = ""
    write: Callable[[float], str] = number
    # A value that none exceeds, such as 100 per cent; 0: none.
    most: float = 0


def line_chart(title: str, subtitle: str, description: str, lines: Lines) -> Chart:
    return Chart(title, subtitle, description, partial(_draw, lines))


@dataclass(frozen=True)
class Plot:
    """Where the chart stands: its scale, the places of its labels, its edges."""

    y: Scale
    xs: Places
    left: float
    right: float
    top: float
    bottom: float

    @property
    def wide(self) -> float:
        return (self.right - self.left) / max(1, len(self.xs))


def _draw(lines: Lines, chart: Chart, size: Size) -> Drawing:
    drawing = chart.begin(size)
    marks = _marks(lines, size)
    top = round(size.line * (0.6 + sum(len(words) for _place, words in marks)), 1) + 4
    bottom = size.height - size.line * (2.6 if lines.below else 1.6)
    if size.is_slide:
        bottom -= 4
    values = _values(lines)
    y = d.scale(values, (bottom, top), most=lines.most)
    left = max(size.width_of(lines.write(tick)) for tick in y.ticks) + size.letters
    names = _names(lines, size)
    right = size.width - (max(names, default=size.letters) if size.beside else size.letters)
    step = (right - left) / max(1, len(lines.labels))
    xs = [round(left + step * (place + 0.5), 1) for place in range(len(lines.labels))]
    plot = Plot(y, xs, left, right, top, bottom)
    _axes(drawing, lines, size, plot)
    _gaps(drawing, lines, size, plot)
    _band(drawing, lines, plot)
    _breaks(drawing, size, marks, plot)
    for place, series in enumerate(lines.series):
        style = d.STYLES[place % len(d.STYLES)]
        # Beside others, every point of the chosen one is marked as its name is.
        is_knotted = series.is_chosen and len(lines.series) > 1
        _series(drawing, series, style, size, plot, is_knotted=is_knotted)
    if size.beside:
        _beside(drawing, lines, size, plot)
    else:
        _key(drawing, lines, size)
    return drawing


def _values(lines: Lines) -> list[float]:
    given = [value for one in lines.series for value in one.values]
    if lines.band:
        given += [*lines.band.low, *lines.band.high]
    return [value for value in given if value is not None]


def _marks(lines: Lines, size: Size) -> list[tuple[int, list[str]]]:
    room = size.width * (0.5 if size.beside else 0.8)
    return [(one.place, size.lines_of(one.words, room)) for one in lines.breaks]


def _names(lines: Lines, size: Size) -> list[float]:
    """How wide the names beside the plot are, with the gap to it."""
    named = [(one.name, True) for one in lines.series]
    named += [(lines.band.name, False)] if lines.band else []
    return [
        size.width_of(text, bold=bold) + size.letters * 1.6
        for name, bold in named
        for text in size.lines_of(name, size.beside, bold=bold)
    ]


def _axes(drawing: Drawing, lines: Lines, size: Size, plot: Plot) -> None:
    y, xs, left, right = plot.y, plot.xs, plot.left, plot.right
    for tick in y.ticks:
        colour = d.QUIET if tick == y.low else d.HAIRLINE
        drawing.shapes.append(Shape(d.line(left, y(tick), right, y(tick)), stroke=colour))
        at = y(tick) + size.letters * 0.33
        words = Words(left - size.letters * 0.6, at, lines.write(tick), "end", d.QUIET)
        drawing.words.append(words)
    widest = max((size.width_of(label) for label in [*lines.labels, *lines.below]), default=1)
    every = max(1, -int(-(widest + size.letters * 0.6) // plot.wide))
    # The last label always stands, since it is the year that is looked at.
    for place in range(len(xs) - 1, -1, -every):
        base = y(y.low) + size.line * 1.15
        drawing.words.append(Words(xs[place], base, lines.labels[place], "middle", d.QUIET))
        if lines.below and lines.below[place]:
            below = Words(xs[place], base + size.line, lines.below[place], "middle", d.QUIET)
            drawing.words.append(below)


def _gaps(drawing: Drawing, lines: Lines, size: Size, plot: Plot) -> None:
    """A well where no series knows anything."""
    xs, top, bottom, wide = plot.xs, plot.top, plot.bottom, plot.wide
    nothing = [
        0.0 if all(one.values[place] is None for one in lines.series) else None
        for place in range(len(xs))
    ]
    for run in d.runs(nothing) if lines.series else []:
        left, right = xs[run[0]] - wide / 2, xs[run[-1]] + wide / 2
        drawing.shapes.append(Shape(d.box(left, top, right, bottom), fill="#f8f6f1"))
        # Whole words: rather up to the edges than broken, rather none than over them.
        longest = max(map(size.width_of, lines.gap_words.split()), default=0)
        if longest <= right - left:
            texts = size.lines_of(
                lines.gap_words, max(right - left - size.letters * 0.6, longest * 1.01)
            )
            start = (top + bottom - size.line * len(texts)) / 2 + size.letters
            drawing.words += [
                Words((left + right) / 2, start + size.line * place, text, "middle", d.QUIET)
                for place, text in enumerate(texts)
            ]


def _band(drawing: Drawing, lines: Lines, plot: Plot) -> None:
    if not lines.band:
        return
    y, xs = plot.y, plot.xs
    low, high = lines.band.low, lines.band.high
    for run in d.runs(low, lines.band.cuts):
        below = [(xs[place], y(low[place] or 0)) for place in run]
        above = [(xs[place], y(high[place] or 0)) for place in run]
        if len(run) == 1:
            (x, bottom), (_x, top) = below[0], above[0]
            drawing.shapes.append(Shape(d.box(x - 9, top, x + 9, bottom), fill=d.DARK_STONE))
        else:
            drawing.shapes.append(Shape(d.area(below, above), fill=d.DARK_STONE))


def _breaks(
    drawing: Drawing,
    size: Size,
    marks: Sequence[tuple[int, list[str]]],
    plot: Plot,
) -> None:
    """Each break has lines of words of its own above the plot, and a dashed line down from them."""
    at, gap = size.letters, size.letters * 0.45
    for place, texts in marks:
        x = plot.left + plot.wide * place
        longest = max(size.width_of(text) for text in texts)
        to_the_left = x + longest > size.width and x - gap - longest > 0
        start = x + gap if to_the_left else min(x - gap, size.width - longest)
        anchor = "end" if to_the_left else "start"
        ends = (start - longest, start) if to_the_left else (start, start + longest)
        top = at - size.letters * 0.9
        base = top + size.line * len(texts)
        # Lines of other breaks pass behind the words.
        drawing.shapes.append(Shape(d.box(ends[0] - 3, top, ends[1] + 3, base), fill=d.PAPER))
        drawing.shapes.append(
            Shape(d.line(x, base + 2, x, plot.bottom), stroke=d.INK, dashes="4 4")
        )
        for text in texts:
            drawing.words.append(Words(round(start, 1), round(at, 1), text, anchor))
            at += size.line


def _series(
    drawing: Drawing,
    series: Series,
    style: d.Style,
    size: Size,
    plot: Plot,
    *,
    is_knotted: bool,
) -> None:
    y, xs = plot.y, plot.xs
    thickness, r = size.letters / 6.5, size.letters / 3.5
    known = [(x, value) for x, value in zip(xs, series.values, strict=True) if value is not None]
    for run in d.runs(series.values, series.cuts):
        points = [(xs[place], y(series.values[place] or 0)) for place in run]
        path = "M" + "L".join(f"{d.plain(x)} {d.plain(at)}" for x, at in points)
        drawing.shapes.append(
            Shape(path, stroke=style.colour, thickness=thickness, dashes=style.dashes)
        )
    drawing.shapes += [
        Shape(d.circle(x, y(value), r), d.SUN, d.INK, 1.5)
        if is_knotted
        else style.mark(x, y(value), r)
        for x, value in known
    ]
    if series.is_chosen and known:
        x, value = known[-1]
        drawing.shapes.append(Shape(d.circle(x, y(value), r * 1.5), d.SUN, d.INK, 2.5))


def _beside(drawing: Drawing, lines: Lines, size: Size, plot: Plot) -> None:
    """Names at the right, each at the height of its last value, joined to it by the marker."""
    y = plot.y
    ends: list[tuple[float, Sequence[str]]] = []
    shown: list[Shape | None] = []
    for number_of, one in enumerate(lines.series):
        last = next((value for value in reversed(one.values) if value is not None), None)
        if last is not None:
            ends.append((y(last), size.lines_of(one.name, size.beside, bold=True)))
            shown.append(_sample(one, d.STYLES[number_of % len(d.STYLES)], size))
    if lines.band:
        pairs = zip(lines.band.low, lines.band.high, strict=True)
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        if known:
            middle = (y(known[-1][0]) + y(known[-1][1])) / 2
            ends.append((middle, size.lines_of(lines.band.name, size.beside)))
            shown.append(Shape(d.square(0, 0, size.letters / 2.6), fill=d.DARK_STONE))
    for base, which in d.apart(ends, plot.top - size.line, plot.bottom + size.line, size.line):
        sample = shown[which]
        _entry(drawing, size, (plot.right, base), ends[which][1], sample)


def _sample(one: Series, style: d.Style, size: Size) -> Shape:
    r = size.letters / 3.5
    if one.is_chosen:
        return Shape(d.circle(0, 0, r * 1.5), d.SUN, d.INK, 2.5)
    return style.mark(0, 0, r)


def _entry(
    drawing: Drawing,
    size: Size,
    place: tuple[float, float],
    texts: Sequence[str],
    sample: Shape | None,
) -> None:
    """A marker and what it stands for."""
    left, base = place
    if sample:
        drawing.shapes.append(
            Shape(
                sample.d,
                sample.fill,
                sample.stroke,
                sample.thickness,
                move=(round(left + size.letters * 0.5, 1), round(base - size.letters * 0.33, 1)),
            )
        )
    for at, text in enumerate(texts):
        drawing.words.append(Words(left + size.letters * 1.3, base + size.line * at, text))


def _key(drawing: Drawing, lines: Lines, size: Size) -> None:
    """Where there is no room beside, the names stand below the plot."""
    at = size.height + size.line * 0.9
    entries: list[tuple[str, Shape]] = [
        (one.name, _sample(one, d.STYLES[place % len(d.STYLES)], size))
        for place, one in enumerate(lines.series)
    ]
    if lines.band:
        entries.append((lines.band.name, Shape(d.square(0, 0, 5.5), fill=d.DARK_STONE)))
    for name, sample in entries:
        texts = size.lines_of(name, size.width - size.letters * 1.4)
        _entry(drawing, size, (0, at), texts, sample)
        at += size.line * len(texts) + 3
    drawing.height = round(at - size.line * 0.4)
