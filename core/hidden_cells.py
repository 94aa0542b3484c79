"""Which cells of published tables to hide, so that no small number can be recovered from the sums.

Cells are whole numbers, known by their place in a list. A rule says that signed cells add up to
nothing (a total and its parts), or to no less than nothing (a whole and a part of it). A cell may
stand in any number of rules.

A hidden cell is safe as soon as there is a *swap*: other hidden cells that can change with it, by
whole numbers and within what everyone knows of them, so that every rule still holds. Two tables
then fit everything that is shown, and nobody can tell which one is true, by whatever reckoning.
Swaps stay good when more is hidden; so one search for each small cell is enough.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf

# Of two swaps the one with fewer rules left to mend is tried first, the more so the longer the search;
# and how many are tried at most. At last, whatever it costs.
SEARCHES: Sequence[tuple[int, int]] = ((6, 100), (200, 200), (3_000, 300))
LONG_SEARCH, LAST_SEARCH = (3_000, 3_000), (1_000_000, 1_000)
# What everyone may know of a small cell: that it is hidden for its own sake, hence from 1 to the
# largest small number; that it is not nothing; or no more than that it is a number. Four ones that
# make four are given away to whoever knows the first: what is left is to hide them from the others.
KNOWLEDGE = (1, 2, 3)


@dataclass(frozen=True)
class Rule:
    """Signed cells (place, 1 or -1) that add up to nothing; `is_bound`: to no less than nothing."""

    signs: tuple[tuple[int, int], ...]
    is_bound: bool = False


def total_of(total: int, parts: Sequence[int]) -> Rule:
    return Rule(((total, -1), *((part, 1) for part in parts)))


def at_least(wholes: Sequence[int], parts: Sequence[int]) -> Rule:
    return Rule((*((one, 1) for one in wholes), *((one, -1) for one in parts)), is_bound=True)


@dataclass
class Cells:
    """Numbers and what hiding each would cost; those that are known already, whatever is hidden now."""

    numbers: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    # Were shown before: hiding them now would hide nothing.
    shown: set[int] = field(default_factory=set)
    # Were hidden before, and stay so.
    hidden: set[int] = field(default_factory=set)

    def add(self, number: int, cost: int) -> int:
        self.numbers.append(number)
        self.costs.append(cost)
        return len(self.numbers) - 1


@dataclass(frozen=True)
class Outcome:
    """The cells to hide, and those of them that what was shown before gives away."""

    hidden: set[int]
    given_away: set[int]


def hide(cells: Cells, rules: Sequence[Rule], smallest: int) -> Outcome:
    """Hide the small cells, and as little else as can be found until each of them is safe."""
    search = _Search(cells, rules, smallest)
    waiting = sorted(search.hidden, key=lambda one: (-cells.costs[one], one))
    safe: dict[int, int] = {}
    attempts: list[tuple[int, Sequence[tuple[int, int]]]] = [
        (knowledge, SEARCHES) for knowledge in KNOWLEDGE
    ]
    attempts.append((KNOWLEDGE[-1], (LONG_SEARCH,)))
    attempts += [(knowledge, (LAST_SEARCH,)) for knowledge in KNOWLEDGE]
    for cell in waiting:
        for knowledge, searches in attempts:
            if cell in safe and safe[cell] <= knowledge:
                break
            if swap := search.swap_of(cell, knowledge, searches):
                # What is hidden for others' sake is looked at in its turn.
                waiting += [one for one in swap if one not in search.hidden]
                search.hidden |= swap.keys()
                safe |= {one: min(knowledge, safe.get(one, knowledge)) for one in swap}
                break
    return Outcome(search.hidden, search.hidden - safe.keys())


@dataclass(frozen=True)
class _Attempt:
    """Cells that were changed so far, by how much each rule is off, and which rules are broken by it."""

    cost: int
    moved: dict[int, int]
    changes: dict[int, int]
    broken: list[int] = field(default_factory=list)


class _Attempts:
    """Those to go on with: the cheapest first, and each once."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, int, _Attempt]] = []
        self.known: set[frozenset[tuple[int, int]]] = set()

    def add(self, attempt: _Attempt, eagerness: int) -> None:
        key = frozenset(attempt.moved.items())
        if key not in self.known:
            self.known.add(key)
            rank = attempt.cost + eagerness * len(attempt.broken)
            heappush(self.waiting, (rank, len(self.known), attempt))

    def next(self) -> _Attempt | None:
        return heappop(self.waiting)[2] if self.waiting else None


class _Search:
    """Looks for swaps, those first that hide the least."""

    def __init__(self, cells: Cells, rules: Sequence[Rule], smallest: int) -> None:
        self.numbers, self.costs, self.shown = cells.numbers, cells.costs, cells.shown
        self.rules = rules
        self.small = {
            place
            for place, number in enumerate(cells.numbers)
            if 0 < number < smallest and place not in cells.shown
        }
        self.hidden = self.small | cells.hidden
        # With one small number alone, knowing that it is one would be knowing it.
        most = smallest - 1
        self.limits: Mapping[int, tuple[int, float]] = {
            1: (1, most) if most > 1 else (0, inf),
            2: (1, inf) if most > 1 else (0, inf),
            3: (0, inf),
        }
        self.places: list[list[tuple[int, int]]] = [[] for _number in cells.numbers]
        # By how much a whole is more than its parts.
        self.room: list[int | None] = []
        for place, rule in enumerate(rules):
            room = sum(sign * self.numbers[cell] for cell, sign in rule.signs)
            self.room.append(room if rule.is_bound else None)
            for cell, sign in rule.signs:
                self.places[cell].append((place, sign))

    def swap_of(
        self, cell: int, knowledge: int, searches: Sequence[tuple[int, int]]
    ) -> dict[int, int] | None:
        """Cells that can change together with this one, and by how much each."""
        self.least, self.most = self.limits[knowledge]
        for eagerness, most in searches:
            if found := self._best(cell, eagerness, most):
                return found
        return None

    def _best(self, cell: int, eagerness: int, most: int) -> dict[int, int] | None:
        attempts = _Attempts()
        nothing = _Attempt(0, {}, {})
        for by in (1, -1):
            if self._can_change(cell, by):
                attempts.add(self._after(nothing, cell, by), eagerness)
        for _each in range(most):
            attempt = attempts.next()
            if attempt is None:
                return None
            if not attempt.broken:
                return attempt.moved
            # The shortest rule leaves the least choice.
            place = min(attempt.broken, key=lambda one: (len(self.rules[one].signs), one))
            for one, by in self._mending(place, attempt):
                attempts.add(self._after(attempt, one, by), eagerness)
        return None

    def _after(self, attempt: _Attempt, cell: int, by: int) -> _Attempt:
        changes = dict(attempt.changes)
        for place, sign in self.places[cell]:
            changes[place] = changes.get(place, 0) + sign * by
        return _Attempt(
            attempt.cost + (0 if cell in self.hidden else self.costs[cell]),
            {**attempt.moved, cell: by},
            changes,
            [place for place, change in changes.items() if self._is_broken(place, change)],
        )

    def _mending(self, place: int, attempt: _Attempt) -> Iterator[tuple[int, int]]:
        """Cells of a broken rule that would bring it nearer to holding."""
        way = -1 if attempt.changes[place] > 0 else 1
        for cell, sign in self.rules[place].signs:
            if cell in attempt.moved or cell in self.shown:
                continue
            if self._can_change(cell, way * sign):
                yield cell, way * sign

    def _is_broken(self, place: int, change: int) -> bool:
        room = self.room[place]
        return change != 0 if room is None else room + change < 0

    def _can_change(self, cell: int, by: int) -> bool:
        number = self.numbers[cell] + by
        return self.least <= number <= self.most if cell in self.small else number >= 0
