"""Somebody who knows every rule and everything that is shown tries to recover what is hidden."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from core.hidden_cells import Cells, Rule, at_least, hide, total_of

SMALLEST = 5


def drawn(seed):
    return Random(seed)  # noqa: S311 - the same tables every time


def cells_of(*numbers):
    cells = Cells()
    for number in numbers:
        cells.add(number, 10 + number.bit_length() if number else 40)
    return cells


def equations(cells, rules, unknown):
    """What the sums say of the hidden cells: a row each, and what it comes to."""
    for rule in rules:
        if not rule.is_bound:
            signs = dict(rule.signs)
            known = -sum(s * cells.numbers[cell] for cell, s in rule.signs if cell not in unknown)
            yield [Fraction(signs.get(cell, 0)) for cell in unknown] + [Fraction(known)]


def reduced(rows):
    """The reduced row echelon form, with exact fractions."""
    done = []
    while rows := [row for row in rows if any(row[:-1])]:
        first = min(rows, key=lambda row: next(place for place, one in enumerate(row) if one))
        place = next(place for place, one in enumerate(first) if one)
        first = [one / first[place] for one in first]

        def without(row, place=place, first=first):
            return [a - row[place] * b for a, b in zip(row, first, strict=True)]

        rows = [without(row) for row in rows]
        done = [*map(without, done), first]
    return done


def recovered(cells, rules, hidden):
    """The hidden cells that elimination over the rules alone gives back."""
    unknown = sorted(hidden)
    rows = reduced(list(equations(cells, rules, unknown)))
    alone = [row for row in rows if sum(map(bool, row[:-1])) == 1]
    return {unknown[row.index(1)]: row[-1] for row in alone}


def test_the_one_who_tries_finds_what_is_hidden_alone():
    cells = cells_of(20, 3, 8, 9)

    assert recovered(cells, [total_of(0, [1, 2, 3])], {1}) == {1: 3}


def possible(cells, rules, hidden, most):
    """Every value each hidden cell has in some table that fits, by trying all of them."""
    unknown = sorted(hidden)
    values = {cell: set() for cell in unknown}
    for guess in product(range(most + 1), repeat=len(unknown)):
        numbers = dict(enumerate(cells.numbers)) | dict(zip(unknown, guess, strict=True))
        if all(holds(rule, numbers) for rule in rules):
            for cell, value in zip(unknown, guess, strict=True):
                values[cell].add(value)
    return values


def holds(rule, numbers):
    amount = sum(sign * numbers[cell] for cell, sign in rule.signs)
    return amount >= 0 if rule.is_bound else amount == 0


def test_small_numbers_are_hidden_zero_and_the_threshold_are_not():
    outcome = hide(cells_of(0, 1, 4, 5, 6), [], SMALLEST)

    assert outcome.hidden == {1, 2}


def test_a_small_part_is_not_hidden_alone():
    cells = cells_of(20, 3, 8, 9)

    outcome = hide(cells, [total_of(0, [1, 2, 3])], SMALLEST)

    assert outcome.hidden == {1, 2}
    assert outcome.given_away == set()


def test_two_small_parts_of_their_smallest_sum_need_a_third():
    """1 + 1 = 2 beside an 8 that is shown: each can only be 1."""
    cells = cells_of(10, 1, 1, 8)

    outcome = hide(cells, [total_of(0, [1, 2, 3])], SMALLEST)

    assert outcome.hidden > {1, 2}
    values = possible(cells, [total_of(0, [1, 2, 3])], outcome.hidden, 12)
    assert all(len(found) > 1 for found in values.values())


def test_a_part_that_nearly_fills_its_whole_gives_it_away():
    """Of at most 4 actions 4 are done, and there are 4 at least."""
    cells = cells_of(4, 4)

    outcome = hide(cells, [at_least([0], [1])], SMALLEST)

    assert outcome == hide(cells, [at_least([0], [1])], SMALLEST)
    assert outcome.hidden == {0, 1}


def test_what_was_shown_before_is_never_counted_on():
    cells = cells_of(20, 3, 8, 9)
    cells.shown |= {0, 2}

    outcome = hide(cells, [total_of(0, [1, 2, 3])], SMALLEST)

    assert outcome.hidden == {1, 3}


def test_what_everything_shown_gives_away_is_said():
    cells = cells_of(20, 3, 8, 9)
    cells.shown |= {0, 2, 3}

    outcome = hide(cells, [total_of(0, [1, 2, 3])], SMALLEST)

    assert outcome.given_away == {1}


def test_what_was_hidden_before_stays_hidden():
    cells = cells_of(60, 20, 40)
    cells.hidden |= {1}

    outcome = hide(cells, [total_of(0, [1, 2])], SMALLEST)

    assert 1 in outcome.hidden
    assert outcome.given_away == set()


def test_four_ones_that_make_four_are_kept_from_those_who_know_less():
    """A group of four: whoever is told that each was hidden for its own smallness knows all; others do not."""
    cells = cells_of(4, 1, 1, 1, 1)
    rules = [total_of(0, [1, 2, 3, 4])]

    outcome = hide(cells, rules, SMALLEST)

    assert outcome.given_away == set()
    values = possible(cells, rules, outcome.hidden, 6)
    assert all(len(found) > 1 for found in values.values())


def table(random, rows, columns):
    """A table with totals of rows and columns and of all, and one column counted again elsewhere."""
    cells, rules = Cells(), []

    def add(number):
        return cells.add(number, 10 + number.bit_length() if number else 40)

    inner = [
        [add(random.choice([0, 1, 2, 3, 7, 12, 40])) for _c in range(columns)] for _r in range(rows)
    ]
    numbers = cells.numbers
    row_totals = [add(sum(numbers[one] for one in row)) for row in inner]
    column_totals = [add(sum(numbers[row[c]] for row in inner)) for c in range(columns)]
    everything = add(sum(numbers[one] for one in row_totals))
    rules += [total_of(total, row) for total, row in zip(row_totals, inner, strict=True)]
    rules += [total_of(total, [row[c] for row in inner]) for c, total in enumerate(column_totals)]
    rules += [total_of(everything, row_totals), total_of(everything, column_totals)]
    again = [add(numbers[row[0]]) for row in inner]
    rules += [total_of(copy, [row[0]]) for copy, row in zip(again, inner, strict=True)]
    part = [add(random.randint(0, numbers[row[1]])) for row in inner]
    rules += [at_least([row[1]], [one]) for one, row in zip(part, inner, strict=True)]
    return cells, rules


@pytest.mark.parametrize("seed", range(60))
def test_elimination_recovers_nothing_from_random_tables(seed):
    random = drawn(seed)
    cells, rules = table(random, random.randint(2, 6), random.randint(2, 5))

    outcome = hide(cells, rules, SMALLEST)

    small = {place for place, number in enumerate(cells.numbers) if 0 < number < SMALLEST}
    assert small <= outcome.hidden
    assert outcome.given_away == set()
    assert recovered(cells, rules, outcome.hidden) == {}


@pytest.mark.parametrize("seed", range(40))
def test_bounds_pin_nothing_down_in_random_tables(seed):
    """With real numbers from nothing upwards: no hidden cell has one value only."""
    scipy = pytest.importorskip("scipy.optimize")
    random = drawn(1000 + seed)
    cells, rules = table(random, random.randint(2, 5), random.randint(2, 4))

    outcome = hide(cells, rules, SMALLEST)

    unknown = sorted(outcome.hidden)
    column = {cell: place for place, cell in enumerate(unknown)}

    def line(rule):
        row, known = [0] * len(unknown), 0
        for cell, sign in rule.signs:
            if cell in column:
                row[column[cell]] += sign
            else:
                known -= sign * cells.numbers[cell]
        return row, known

    equal = [line(rule) for rule in rules if not rule.is_bound]
    above = [line(rule) for rule in rules if rule.is_bound]
    for cell in unknown:
        aim = [int(one == cell) for one in unknown]
        ends = [
            scipy.linprog(
                [sign * one for one in aim],
                A_eq=[row for row, _known in equal],
                b_eq=[known for _row, known in equal],
                A_ub=[[-one for one in row] for row, _known in above],
                b_ub=[-known for _row, known in above],
                bounds=(0, None),
            )
            for sign in (1, -1)
        ]
        least = ends[0].fun
        most = float("inf") if ends[1].status == 3 else -ends[1].fun
        assert most - least >= 1 - 1e-6


@pytest.mark.parametrize("seed", range(40))
def test_no_value_is_certain_in_tables_small_enough_to_try_all(seed):
    random = drawn(seed)
    cells, rules = Cells(), []
    parts = [cells.add(random.choice([0, 1, 1, 2, 6, 9]), 12) for _each in range(4)]
    total = cells.add(sum(cells.numbers), 60)
    rules.append(total_of(total, parts))

    outcome = hide(cells, rules, SMALLEST)

    assert outcome.given_away == set()
    if len(outcome.hidden) <= 5:
        values = possible(cells, rules, outcome.hidden, 15)
        assert all(len(found) > 1 for found in values.values())


def test_the_same_numbers_are_hidden_the_same_way():
    cells, rules = table(drawn(7), 6, 5)

    assert hide(cells, rules, SMALLEST) == hide(cells, rules, SMALLEST)


def test_a_rule_may_hold_more_than_two_cells_on_either_side():
    cells = cells_of(3, 8, 5, 6)
    rule = Rule(((0, 1), (1, 1), (2, -1), (3, -1)))

    assert len(hide(cells, [rule], SMALLEST).hidden) >= 2
