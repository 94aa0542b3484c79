"""What is hidden stays hidden: compared with every table that a reader could think of."""

import random
from itertools import product

import pytest

from core.small_numbers import SMALLEST_SHOWN, hidden


def table(rows):
    """The cells of a table with totals of rows and columns, and its sums."""
    numbers = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    width, height = len(rows[0]), len(rows)
    numbers |= {(r, "all"): sum(rows[r]) for r in range(height)}
    numbers |= {("all", c): sum(row[c] for row in rows) for c in range(width)}
    numbers["all", "all"] = sum(map(sum, rows))
    sums = [((r, "all"), [(r, c) for c in range(width)]) for r in [*range(height), "all"]]
    sums += [(("all", c), [(r, c) for r in range(height)]) for c in [*range(width), "all"]]
    return numbers, sums


def tree(parts):
    """Parts of parts, with a total of each and of all."""
    numbers = {(p, s): value for p, some in enumerate(parts) for s, value in enumerate(some)}
    sums = [(p, [(p, s) for s in range(len(some))]) for p, some in enumerate(parts)]
    numbers |= {p: sum(some) for p, some in enumerate(parts)}
    numbers["all"] = sum(map(sum, parts))
    return numbers, [*sums, ("all", list(range(len(parts))))]


def possible(numbers, sums, found):
    """What each hidden cell could be, by trying the tables that differ by one at most in each cell."""
    totals = {total for total, _parts in sums}
    inner = [cell for cell in numbers if cell in found and cell not in totals]
    tries = [
        [n for n in (numbers[cell] + by for by in (-1, 0, 1)) if n >= min(1, numbers[cell])]
        for cell in inner
    ]
    seen = {cell: set() for cell in found}
    for values in product(*tries):
        tried = numbers | dict(zip(inner, values, strict=True))
        # The total of all comes from totals.
        for total, parts in sums * 2:
            tried[total] = sum(tried[part] for part in parts)
        if all(tried[cell] == numbers[cell] for cell in numbers if cell not in found):
            for cell in found:
                seen[cell].add(tried[cell])
    return seen


def test_small_cells_are_hidden():
    numbers, sums = tree([[12, 30], [9, 40]])

    assert hidden(numbers, sums) == set()
    assert hidden(numbers, sums, smallest=10) == {(1, 0), (1, 1)}


def test_zero_tells_of_nobody():
    assert hidden({"a": 5, "b": 4, "c": 1, "d": 0}, []) == {"b", "c"}


def test_the_next_smallest_goes_too_where_a_total_would_tell():
    numbers, sums = tree([[3, 8, 20]])

    assert hidden(numbers, sums) == {(0, 0), (0, 1)}


def test_a_part_alone_takes_its_total_along():
    numbers, sums = tree([[3], [20, 30], [40, 50]])

    assert hidden(numbers, sums) == {(0, 0), 0, 1, (1, 0)}


def test_two_hidden_that_add_up_to_two_are_not_hidden_enough():
    numbers, sums = tree([[1, 1, 20, 30]])

    assert hidden(numbers, sums) == {(0, 0), (0, 1), (0, 2)}


def test_totals_of_rows_and_columns_give_nothing_back():
    numbers, sums = table([[2, 10, 11], [12, 13, 14], [15, 16, 17]])

    found = hidden(numbers, sums)

    assert len(found) == 4
    assert all(len(values) > 1 for values in possible(numbers, sums, found).values())


def test_a_cell_of_three_sums_is_refused():
    with pytest.raises(ValueError, match="more than two sums"):
        hidden({"a": 1, "b": 1}, [("b", ["a"]), ("b", ["a"]), ("b", ["a"])])


SHAPES = {
    "rows and columns": lambda some: table([[some() for _ in range(2)] for _ in range(3)]),
    "parts of parts": lambda some: tree([[some(), some()], [some(), some()], [some()]]),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_cell_can_be_computed(shape, seed):
    """A small threshold, so that many cells of a small table stay shown."""
    chosen = random.Random(seed)  # noqa: S311 - the same tables every time
    numbers, sums = SHAPES[shape](lambda: chosen.choice([0, 0, 1, 1, 2, 3, 4]))

    found = hidden(numbers, sums, smallest=3)

    assert {cell for cell, number in numbers.items() if 0 < number < 3} <= found
    told = [cell for cell, values in possible(numbers, sums, found).items() if len(values) == 1]
    assert told == []


@pytest.mark.parametrize("seed", range(20))
def test_no_more_is_hidden_than_needed(seed):
    """Where a cell beside the small ones is shown again, something could be computed."""
    chosen = random.Random(seed)  # noqa: S311 - the same tables every time
    numbers, sums = tree([[chosen.randrange(30) for _ in range(4)] for _ in range(3)])

    found = hidden(numbers, sums)

    small = [number for number in numbers.values() if 0 < number < SMALLEST_SHOWN]
    assert all(not 0 < numbers[cell] < SMALLEST_SHOWN for cell in set(numbers) - found)
    # Beside each a part, and on the way to the whole two totals.
    assert len(found) <= 4 * len(small)
