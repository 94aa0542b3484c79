"""The map as one would hang it on a wall: four columns, a band per actor, steps as cards, hand-overs as lines.

Everything is placed here, in whole units that a page shows as pixels, so that page and paper show
the same drawing. Pure: made from the outline. Across, the sheet is cut into slots, one or more a
stage, with a channel for lines on either side of each; down, into bands, with a gap for lines
between two of them. A line leaves a card by its side, goes along channels and gaps, and so never
crosses a card.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.lettering import width, wrap
from processes.enums import Actor
from processes.outline import Card, Column, Outline
from processes.ways import RUN, Way, arrow, is_right_of, path

INK, INK_2, INK_3 = "#15232d", "#465763", "#71808a"
STONE, PAPER = "#f8f6f1", "#ffffff"
LATE, LATE_TINT = "#a12d18", "#fbe9e4"
MARGIN = 108  # of a band, where its actor is named
CHANNEL = 36
PAGE_WIDTH = 1128  # what a screen of 1440 pixels leaves beside the menu
PADDING = 12
CARD_GAP = 12
BAND_PADDING = 14
KNOT = 12
SIGN = 20
LEGEND, SAMPLE = 34, 34
MOST_SLOTS = 10
# In millimetres: below it nobody reads a wall, and cards say the least they can.
SMALLEST_TEXT = 2.3
SLOT_WIDTHS = (200, 230)
BRIEF_SLOT_WIDTHS = (165, 200)


@dataclass(frozen=True)
class Style:
    """How a line of text is set."""

    size: int
    fill: str
    is_bold: bool = False
    leading: int = 19

    @property
    def weight(self) -> int:
        return 600 if self.is_bold else 400

    def wrap(self, text: str, room: int) -> list[str]:
        return wrap(text, room, self.size, bold=self.is_bold)


PLAIN = Style(14, INK)
QUIET = Style(14, INK_2)
STRONG = Style(14, INK, is_bold=True)
WARNING = Style(14, LATE, is_bold=True)
NAME = Style(16, INK, is_bold=True, leading=20)
BAND = Style(15, INK, is_bold=True)
STAGE = Style(20, INK, is_bold=True)


@dataclass(frozen=True)
class Words:
    """A line of text; y is its base line."""

    x: int
    y: int
    text: str
    style: Style


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    fill: str
    stroke: str = "none"
    radius: int = 0


@dataclass(frozen=True)
class Stroke:
    """A line, with `head` the outline of its arrow."""

    path: str
    head: str
    is_named: bool

    @property
    def colour(self) -> str:
        return INK if self.is_named else INK_3

    @property
    def width(self) -> str:
        return "2" if self.is_named else "1.5"


@dataclass(frozen=True)
class Knot:
    x: int
    y: int
    fill: str = INK


@dataclass
class Drawing:
    """What is drawn, each kind in the order of painting: boxes, lines, cards, knots, words."""

    width: int
    height: int = 0
    thread: str = ""
    boxes: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    cards: list[Box] = field(default_factory=list)
    knots: list[Knot] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


@dataclass
class Placed:
    """A card on the sheet: its slot, its band, its lines of text, and later its place."""

    card: Card
    slot: int
    band: int
    width: int
    x: int
    y: int = 0
    lines: list[tuple[str, Style]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def height(self) -> int:
        text = sum(style.leading for _text, style in self.lines)
        below = self.warnings_height - PADDING // 2 if self.warnings else 0
        return 2 * PADDING + text + below

    @property
    def warnings_height(self) -> int:
        return len(self.warnings) * WARNING.leading + PADDING if self.warnings else 0


def for_page(outline: Outline) -> Drawing:
    """One slot a stage, as wide as a page."""
    slot = (PAGE_WIDTH - MARGIN - 5 * CHANNEL) // 4
    return draw(outline, slots=(1, 1, 1, 1), slot_width=slot)


def for_sheet(outline: Outline, width: float, height: float) -> tuple[Drawing, float]:
    """The drawing that is largest on a sheet of so many millimetres, and how many a unit has there."""

    def scale(drawing: Drawing) -> float:
        return min(width / drawing.width, height / drawing.height)

    def largest(*, is_brief: bool) -> Drawing:
        """Adding one slot after the other, each time for the stage that gains most by it."""

        def fitted(slots: tuple[int, ...]) -> Drawing:
            widths = BRIEF_SLOT_WIDTHS if is_brief else SLOT_WIDTHS
            tried = (
                draw(outline, slots=slots, slot_width=one, is_brief=is_brief) for one in widths
            )
            return max(tried, key=scale)

        slots: tuple[int, ...] = (1, 1, 1, 1)
        found = [fitted(slots)]
        while further := list(_with_one_more(slots, outline)):
            tried = {more: fitted(more) for more in further}
            slots = max(tried, key=lambda more: scale(tried[more]))
            found.append(tried[slots])
        return max(found, key=scale)

    best = largest(is_brief=False)
    if scale(best) * PLAIN.size < SMALLEST_TEXT:
        best = largest(is_brief=True)
    return best, scale(best)


def _with_one_more(slots: tuple[int, ...], outline: Outline) -> Iterator[tuple[int, ...]]:
    if sum(slots) < MOST_SLOTS:
        for place, column in enumerate(outline.columns):
            if slots[place] < len(column.cards):
                yield (*slots[:place], slots[place] + 1, *slots[place + 1 :])


def draw(
    outline: Outline, *, slots: Sequence[int], slot_width: int, is_brief: bool = False
) -> Drawing:
    """Lay out the map, with so many slots for each of the four stages; brief cards say who, what and when."""
    return _Sheet(outline, slots, slot_width, is_brief=is_brief).drawn()


class _Sheet:
    """A drawing under way."""

    def __init__(
        self, outline: Outline, slots: Sequence[int], slot_width: int, *, is_brief: bool
    ) -> None:
        self.outline = outline
        self.slots = slots
        self.slot_width = slot_width
        self.is_brief = is_brief
        self.drawing = Drawing(MARGIN + sum(slots) * (slot_width + CHANNEL) + CHANNEL)
        self.actors = outline.actors
        self.placed = list(self.place_across())
        self.of_card = {id(one.card): one for one in self.placed}
        self.ways = [
            Way(self.of_card[id(one.giver)], self.of_card[id(one.taker)], one.is_named)
            for one in outline.passes
            if one.is_drawn
        ]

    def drawn(self) -> Drawing:
        filled = {(one.slot, one.band) for one in self.placed}
        stacks = self.stacks()
        for way in self.ways:
            way.choose_way(filled, stacks)
        y = self.draw_head()
        self.place_down(y)
        self.draw_cards()
        self.draw_lines()
        self.draw_legend()
        return self.drawing

    # Across

    def place_across(self) -> Iterator[Placed]:
        """Each card into a slot of its stage: the first ones into the first slot, and so on."""
        first = 0
        for column, number in zip(self.outline.columns, self.slots, strict=True):
            per_slot = -(-len(column.cards) // number) or 1
            for place, card in enumerate(column.cards):
                slot = first + place // per_slot
                band = self.actors.index(Actor(card.step.actor))
                one = Placed(card, slot, band, self.slot_width, self.x_of(slot))
                texts = _brief(card) if self.is_brief else _texts(card)
                one.lines = list(_lines(texts, self.slot_width - 2 * PADDING))
                one.warnings = _warnings(card, self.slot_width - 2 * PADDING)
                yield one
            first += number

    def x_of(self, slot: int) -> int:
        return MARGIN + CHANNEL + slot * (self.slot_width + CHANNEL)

    def stacks(self) -> dict[int, list[Placed]]:
        """The cards of each slot, from top to bottom."""
        found: dict[int, list[Placed]] = defaultdict(list)
        for one in sorted(self.placed, key=lambda one: one.band):
            found[one.slot].append(one)
        return found

    # The head: the thread, the stages, their sums and their questions

    def draw_head(self) -> int:
        """Draw it, and give the height it takes."""
        top = KNOT + 2
        first, bottom = 0, 0
        for column, number in zip(self.outline.columns, self.slots, strict=True):
            x = self.x_of(first)
            room = number * self.slot_width + (number - 1) * CHANNEL
            self.drawing.knots.append(Knot(x + KNOT // 2, top))
            y = top + 38
            self.write(x, y, f"{column.number}. {column.label}", STAGE)
            y += 6
            for text, style in _head_lines(column, is_brief=self.is_brief):
                for line in style.wrap(text, room):
                    y += style.leading
                    self.write(x, y, line, style)
                y += 2
            bottom = max(bottom, y)
            first += number
        start = self.drawing.knots[0].x
        self.drawing.thread = f"M{start} {top}H{self.drawing.width}"
        return bottom + 14

    # Down: gaps as high as the lines in them ask, bands as high as their fullest slot

    def place_down(self, y: int) -> None:
        runs: dict[int, int] = defaultdict(int)
        for way in self.ways:
            if way.gap is not None:
                way.gap_place = runs[way.gap]
                runs[way.gap] += 1
        self.gap_tops: dict[int, int] = {}
        for band in range(len(self.actors) + 1):
            self.gap_tops[band] = y
            y += RUN + RUN * runs[band]
            if band < len(self.actors):
                y = self.place_band(band, y)
        self.drawing.height = y

    def place_band(self, band: int, top: int) -> int:
        bottoms: dict[int, int] = {}
        for one in self.placed:
            if one.band == band:
                one.y = bottoms.get(one.slot, top + BAND_PADDING)
                bottoms[one.slot] = one.y + one.height + CARD_GAP
        bottom = max(bottoms.values()) - CARD_GAP + BAND_PADDING
        self.drawing.boxes.append(Box(0, top, self.drawing.width, bottom - top, STONE, radius=10))
        label = str(self.actors[band].label)
        y = top + BAND_PADDING + 16
        for line in BAND.wrap(capfirst(label), MARGIN - 16):
            self.write(14, y, line, BAND)
            y += BAND.leading
        return bottom

    # Cards

    def draw_cards(self) -> None:
        for one in self.placed:
            edge = LATE if one.warnings else INK_3
            box = Box(one.x, one.y, one.width, one.height, PAPER, edge, 6)
            self.drawing.cards.append(box)
            y = one.y + PADDING - 5
            for text, style in one.lines:
                y += style.leading
                self.write(one.x + PADDING, y, text, style)
            if one.warnings:
                self.draw_warnings(one)

    def draw_warnings(self, one: Placed) -> None:
        top = one.y + one.height - one.warnings_height
        strip = Box(one.x + 1, top, one.width - 2, one.warnings_height - 1, LATE_TINT, radius=5)
        self.drawing.cards.append(strip)
        y = top + PADDING // 2 - 5
        for place, text in enumerate(one.warnings):
            y += WARNING.leading
            if place == 0:
                self.drawing.signs.append(_sign(one.x + PADDING, y + 1))
            self.write(one.x + PADDING + SIGN, y, text, WARNING)

    def write(self, x: int, y: int, text: str, style: Style) -> None:
        self.drawing.words.append(Words(x, y, text, style))

    # Lines

    def draw_lines(self) -> None:
        self.give_ports()
        self.give_tracks()
        for way in self.ways:
            points = way.points(self.gap_tops)
            self.drawing.strokes.append(Stroke(path(points), arrow(points), way.is_named))

    def draw_legend(self) -> None:
        """What the two kinds of lines, and the sign, stand for; only what there is."""
        x, y = MARGIN + CHANNEL, self.drawing.height + LEGEND // 2
        kinds = {way.is_named for way in self.ways}
        for is_named, text in (
            (True, _("hands over what the card says")),
            (False, _("goes on to the next step, in other hands")),
        ):
            if is_named in kinds:
                points = [(x, y), (x + SAMPLE, y)]
                self.drawing.strokes.append(Stroke(path(points), arrow(points), is_named))
                x = self.explain(x + SAMPLE + 8, y, text)
        if self.drawing.signs:
            self.drawing.signs.append(_sign(x, y + 5))
            self.explain(x + SIGN, y, _("what is missing: explained with the step"))
        self.drawing.height += LEGEND

    def explain(self, x: int, y: int, text: str) -> int:
        """Write it, and give where the next one begins."""
        self.write(x, y + 5, text, QUIET)
        return x + round(width(text, QUIET.size)) + 28

    def give_ports(self) -> None:
        """Where on its side of a card each line begins or ends: in the order of where they go."""
        ends: dict[tuple[int, str], list[tuple[int, Way, bool]]] = defaultdict(list)
        for way in self.ways:
            if not way.is_straight_down:
                here, there = way.giver, way.taker
                ends[id(here), way.leaves].append((there.y, way, True))
                ends[id(there), way.enters].append((here.y, way, False))
        for found in ends.values():
            found.sort(key=lambda end: end[0])
            for place, (_there, way, is_start) in enumerate(found):
                way.set_port(place, is_start=is_start)

    def give_tracks(self) -> None:
        """Lines in the same channel go beside each other; what is met at its edge decides who is left."""
        channels: dict[int, list[tuple[Way, int]]] = defaultdict(list)
        for way in self.ways:
            for place, channel in enumerate(way.channels):
                channels[channel].append((way, place))
        for channel, found in channels.items():
            spans = [way.edges(place) for way, place in found]
            order = sorted(
                range(len(found)),
                key=lambda one: sum(is_right_of(spans[one], other) for other in spans),
            )
            step = min(7, (CHANNEL - 18) // max(1, len(found) - 1))
            start = self.x_of(channel) - CHANNEL // 2 - step * (len(found) - 1) // 2
            for track, one in enumerate(order):
                way, place = found[one]
                way.tracks[place] = start + track * step


# The words of a card and of a stage


def _sign(x: int, y: int) -> str:
    """A triangle that stands on the base line."""
    return f"M{x + 7} {y - 12}l7 12h-14z"


def _lines(texts: Iterable[tuple[str, Style]], room: int) -> Iterator[tuple[str, Style]]:
    for text, style in texts:
        for line in style.wrap(text, room):
            yield line, style


def _brief(card: Card) -> Iterator[tuple[str, Style]]:
    """Number and who, name, times."""
    yield " · ".join(part for part in (card.number, card.who, card.channel) if part), QUIET
    yield card.name, NAME
    yield card.times, PLAIN


def _texts(card: Card) -> Iterator[tuple[str, Style]]:
    """The same, what the customer receives, how it ends, what it hands over."""
    yield from _brief(card)
    if received := str(card.step.receives):
        yield _("Customer receives: %(what)s") % {"what": received}, QUIET
    if card.ending:
        ends = _("Ends with %(what)s") % {"what": card.ending}
        yield f"{ends}, {card.appeal}" if card.appeal else ends, STRONG
    for one in card.passes:
        if one.is_named:
            to = _("To %(number)s: %(what)s") if one.what else _("To %(number)s")
            yield to % {"number": one.taker.number, "what": one.what}, PLAIN


def _warnings(card: Card, room: int) -> list[str]:
    words = ", ".join(dict.fromkeys(flag.in_short for flag in card.flags))
    return WARNING.wrap(words, room - SIGN)


def _head_lines(column: Column, *, is_brief: bool) -> Iterator[tuple[str, Style]]:
    """Sums, then questions."""
    if not column.cards:
        yield _("No step in this stage yet"), QUIET
        return
    if words := column.expected.words:
        yield _("Expected: %(total)s") % {"total": words}, STRONG
    if words := column.maximal.words:
        yield _("At most: %(total)s") % {"total": words}, STRONG
    yield column.expected.without_words, QUIET
    for question in () if is_brief else column.questions:
        yield question, QUIET
