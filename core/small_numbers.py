"""Small numbers hidden, so that nobody is recognised in a table, and none comes back by subtraction.

A table is its cells and its sums: which cell is the total of which others. Whoever reads it knows
every sum and that a hidden number is one at least, since zero tells of nobody and is shown.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SMALLEST_SHOWN = 5

Cell = TypeVar("Cell", bound=Hashable)
# A sum, by its place in the plan, and whether its parts are one too many (1) or one too few (-1).
Imbalance = tuple[int, int]
MOST_SUMS_OF_A_CELL = 2


def hidden(
    numbers: Mapping[Cell, int],
    sums: Iterable[tuple[Cell, Sequence[Cell]]],
    smallest: int = SMALLEST_SHOWN,
) -> set[Cell]:
    """The cells to hide: the small ones, then the smallest others until no hidden one can be computed.

    Each sum is a total and its parts. A cell stands in two sums at most, as in a table with totals
    of rows and columns, or of parts and parts of parts.
    """
    table = _Table(numbers, list(sums))
    found = {cell for cell, number in numbers.items() if 0 < number < smallest}
    totals = {total for total, _parts in table.sums}
    # Parts go before totals, small ones before large ones; a zero, which hides nobody, goes last.
    order = sorted(numbers, key=lambda cell: (not numbers[cell], cell in totals, numbers[cell]))
    while known := [cell for cell in order if table.is_known(cell, found)]:
        shown = [cell for cell in order if cell not in found]
        beside = table.beside(known, found)
        found.add(next((cell for cell in shown if cell in beside), shown[0]))
    return found


@dataclass
class _Table(Generic[Cell]):
    numbers: Mapping[Cell, int]
    sums: list[tuple[Cell, Sequence[Cell]]]

    def __post_init__(self) -> None:
        # Where each cell stands: as a part it raises what the parts add up to, as a total it lowers it.
        self.signs: list[dict[Cell, int]] = [
            {total: -1, **dict.fromkeys(parts, 1)} for total, parts in self.sums
        ]
        self.places: dict[Cell, list[int]] = {cell: [] for cell in self.numbers}
        for place, signs in enumerate(self.signs):
            for cell in signs:
                self.places[cell].append(place)
        if any(len(places) > MOST_SUMS_OF_A_CELL for places in self.places.values()):
            raise ValueError("A cell stands in more than two sums.")

    def beside(self, known: Sequence[Cell], found: set[Cell]) -> set[Cell]:
        """The cells of a sum in which one is hidden alone, or else of all that hidden cells lead on to."""
        for cell in known:
            for place in self.places[cell]:
                if found & self.signs[place].keys() == {cell}:
                    return set(self.signs[place])
        beside: set[Cell] = set()
        waiting = {known[0]}
        while waiting:
            one = waiting.pop()
            more = {other for place in self.places[one] for other in self.signs[place]} - beside
            beside |= more
            waiting |= more & found
        return beside

    def is_known(self, cell: Cell, found: set[Cell]) -> bool:
        """Can a hidden cell be computed: is there no other table with the same cells shown?"""
        if cell not in found:
            return False
        return not any(
            self.can_change(cell, by, found) for by in (1, -1) if self.numbers[cell] + by > 0
        )

    def can_change(self, cell: Cell, by: int, found: set[Cell]) -> bool:
        """Could the cell be one more or one less, if others that are hidden change with it?"""
        ends = [(place, self.signs[place][cell] * by) for place in self.places[cell]]
        reached = [self.reached(end, found - {cell}) for end in ends]
        if all(None in found_there for found_there in reached):
            return True
        if len(ends) < MOST_SUMS_OF_A_CELL:
            return False
        (_one, (place, sign)) = ends
        return (place, -sign) in reached[0]

    def reached(self, start: Imbalance, free: set[Cell]) -> set[Imbalance | None]:
        """Where an imbalance can be passed on to; None: a cell that stands in no other sum takes it up."""
        reached: set[Imbalance | None] = {start}
        waiting = [start]
        while waiting:
            place, sign = waiting.pop()
            for cell in free & self.signs[place].keys():
                by = -sign * self.signs[place][cell]
                if self.numbers[cell] + by < 1:
                    continue
                elsewhere = [other for other in self.places[cell] if other != place]
                passed = (elsewhere[0], self.signs[elsewhere[0]][cell] * by) if elsewhere else None
                if passed not in reached:
                    reached.add(passed)
                    waiting += [passed] if passed else []
        return reached
