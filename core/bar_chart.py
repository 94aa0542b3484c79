"""Bars beside their names, as a drawing: for slides and files; on pages the bars are a table themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from core import drawing as d
from core.drawing import Chart, Drawing, Shape, Size, Words
from core.templatetags.ui import number

# Of the width: names may take so much, and a bar so much of its row's height.
ROOM_FOR_NAMES, THICKNESS = 0.36, 0.56


@dataclass(frozen=True)
class Bars:
    """What the chart shows, in the given order, on one scale that begins at zero."""

    rows: Sequence[tuple[str, float]]
    write: Callable[[float], str] = number


def bar_chart(title: str, subtitle: str, description: str, bars: Bars) -> Chart:
    return Chart(title, subtitle, description, partial(_draw, bars))


def _draw(bars: Bars, chart: Chart, size: Size) -> Drawing:
    drawing = chart.begin(size)
    room = size.width * ROOM_FOR_NAMES
    names = [size.lines_of(name, room) for name, _value in bars.rows]
    heights = [size.line * (len(lines) + 0.45) for lines in names]
    # Few rows do not swell over the whole height.
    spare = max(0.0, size.height - sum(heights)) / max(1, len(heights))
    heights = [height + min(spare, size.line * 0.8) for height in heights]
    drawing.height = round(max(sum(heights), size.line), 1)
    left = max((size.width_of(line) for lines in names for line in lines), default=0)
    left += size.letters * 0.8
    widest = max((size.width_of(bars.write(value)) for _name, value in bars.rows), default=0)
    whole = size.width - left - widest - size.letters
    largest = max((value for _name, value in bars.rows), default=0) or 1
    top = 0.0
    for lines, height, (_name, value) in zip(names, heights, bars.rows, strict=True):
        middle = top + height / 2
        base = middle + size.letters * 0.33 - size.line * (len(lines) - 1) / 2
        for place, text in enumerate(lines):
            drawing.words.append(
                Words(left - size.letters * 0.8, base + size.line * place, text, "end")
            )
        half = size.line * THICKNESS / 2 * 1.2
        end = left + whole * value / largest
        drawing.shapes.append(Shape(d.box(left, middle - half, end, middle + half), fill=d.SLATE))
        told = Words(end + size.letters * 0.4, middle + size.letters * 0.33, bars.write(value))
        drawing.words.append(told)
        top += height
    return drawing
