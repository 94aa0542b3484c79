"""The ways of lines between cards: by the sides of cards, up and down channels, along gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

PORT, PORT_STEP, LOWEST_PORT = 22, 13, 12
RUN = 8
ARROW = 7
BEND = 6

Point = tuple[int, int]


class Place(Protocol):
    """A card on the sheet."""

    slot: int
    band: int
    x: int
    y: int
    width: int

    @property
    def height(self) -> int: ...


@dataclass
class Way:
    """The sides of the cards it leaves and enters, the channels it goes up or down in, the gap it runs along."""

    giver: Place
    taker: Place
    is_named: bool
    leaves: str = "right"
    enters: str = "left"
    channels: list[int] = field(default_factory=list)
    gap: int | None = None
    is_straight_down: bool = False
    gap_place: int = 0
    start_y: int = 0
    end_y: int = 0
    tracks: dict[int, int] = field(default_factory=dict)

    def choose_way(
        self, filled: set[tuple[int, int]], stacks: Mapping[int, Sequence[Place]]
    ) -> None:
        here, there = self.giver.slot, self.taker.slot
        if here == there:
            stack = stacks[here]
            self.is_straight_down = (self.giver, self.taker) in list(pairwise(stack))
            self.leaves = self.enters = "right"
            self.channels = [] if self.is_straight_down else [here + 1]
            return
        forward = there > here
        self.leaves, self.enters = ("right", "left") if forward else ("left", "right")
        out, back = (here + 1, there) if forward else (here, there + 1)
        if out == back:
            self.channels = [out]
            return
        between = range(min(here, there) + 1, max(here, there))
        # At the height of the giver, or of the taker, where nothing stands between them.
        if not any((slot, self.giver.band) in filled for slot in between):
            self.channels = [back]
        elif not any((slot, self.taker.band) in filled for slot in between):
            self.channels = [out]
        else:
            self.channels = [out, back]
            below = self.taker.band >= self.giver.band
            self.gap = self.taker.band if below else self.taker.band + 1

    def set_port(self, place: int, *, is_start: bool) -> None:
        card = self.giver if is_start else self.taker
        y = card.y + min(PORT + place * PORT_STEP, card.height - LOWEST_PORT)
        if is_start:
            self.start_y = y
        else:
            self.end_y = y

    def edges(self, place: int) -> tuple[set[int], set[int]]:
        """At which heights the line touches the left and the right edge of a channel."""
        first = place == 0
        last = place == len(self.channels) - 1
        left: set[int] = set()
        right: set[int] = set()
        forward = self.leaves == "right"
        if first:
            (left if forward else right).add(self.start_y)
        if last:
            (left if self.enters == "right" else right).add(self.end_y)
        return left, right

    def points(self, gap_tops: Mapping[int, int]) -> list[Point]:
        giver, taker = self.giver, self.taker
        if self.is_straight_down:
            x = giver.x + giver.width // 2
            return [(x, giver.y + giver.height), (x, taker.y)]
        start = giver.x + (giver.width if self.leaves == "right" else 0)
        end = taker.x + (taker.width if self.enters == "right" else 0)
        found = [(start, self.start_y)]
        if self.gap is None:
            x = self.tracks[0]
            found += [(x, self.start_y), (x, self.end_y)]
        else:
            out, back = self.tracks[0], self.tracks[1]
            y = gap_tops[self.gap] + RUN + RUN * self.gap_place
            found += [(out, self.start_y), (out, y), (back, y), (back, self.end_y)]
        return _without_repeats([*found, (end, self.end_y)])


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    """Points at which the line turns, its ends included."""
    found = [points[0]]
    for point in points[1:]:
        if point != found[-1]:
            found.append(point)
    return [
        point
        for place, point in enumerate(found)
        if place in (0, len(found) - 1)
        or not _is_between(found[place - 1], point, found[place + 1])
    ]


def _is_between(before: Point, point: Point, after: Point) -> bool:
    return before[0] == point[0] == after[0] or before[1] == point[1] == after[1]


def path(points: Sequence[Point]) -> str:
    """A path with rounded turns that stops where its arrow begins."""
    *turns, end = points[1:]
    parts = [f"M{points[0][0]} {points[0][1]}"]
    before = points[0]
    for turn, after in zip(turns, points[2:], strict=True):
        into, out = _toward(turn, before), _toward(turn, after)
        parts.append(f"L{into[0]} {into[1]}Q{turn[0]} {turn[1]} {out[0]} {out[1]}")
        before = turn
    stop = _toward(end, before, ARROW - 1)
    return "".join([*parts, f"L{stop[0]} {stop[1]}"])


def _toward(start: Point, end: Point, most: int = BEND) -> Point:
    """A point a little way from the start toward the end, along an axis."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = abs(across) + abs(down)
    part = min(most, length // 2 if most == BEND else length)
    sign_x, sign_y = (across > 0) - (across < 0), (down > 0) - (down < 0)
    return start[0] + sign_x * part, start[1] + sign_y * part


def arrow(points: Sequence[Point]) -> str:
    """The triangle at the end of a line."""
    (x, y), before = points[-1], points[-2]
    if before[1] == y:
        back = ARROW if before[0] > x else -ARROW
        return f"M{x} {y}l{back} -4v8z"
    back = ARROW if before[1] > y else -ARROW
    return f"M{x} {y}l-4 {back}h8z"


def is_right_of(one: tuple[set[int], set[int]], other: tuple[set[int], set[int]]) -> int:
    """Whether two lines of a channel would lie on each other unless the first is the right one: 1, -1 or 0."""
    left, right = one
    other_left, other_right = other
    return bool(right & other_left) - bool(left & other_right)
