"""The pure parts of a comparison; quartiles against NumPy."""

import random
from decimal import Decimal

import numpy as np
import pytest

from indicators.comparing import (
    Adding,
    Break,
    BreakKind,
    Quartiles,
    Rule,
    Standing,
    Track,
    Value,
    breaks,
    compared_years,
    constant_sample,
    joined,
    quartiles,
    ratio,
    reported,
    resting_on,
    whole,
)

SUM, SHARE = Rule(Adding.SUM), Rule(Adding.RATIO)
MISSING = Value(Standing.NOT_PROVIDED)


def number(value):
    return Value(Standing.VALUE, Decimal(value))


def share(numerator, denominator):
    return ratio(Decimal(numerator), Decimal(denominator), 100)


def track(code, *values, first=2021, group="IPSS", **more):
    """A value a year; None: not a member, `...`: missing."""
    given = {
        first + place: MISSING if value is ... else number(value)
        for place, value in enumerate(values)
        if value is not None
    }
    return Track(code, given, dict.fromkeys(given, group), **more)


@pytest.mark.parametrize("n", [5, 6, 7, 8, 41, 65])
def test_quartiles_equal_an_independent_computation(n):
    chance = random.Random(n)  # noqa: S311 - tables, not secrets
    for _ in range(50):
        values = [Decimal(chance.randint(0, 9000)) / 10 for _ in range(n)]

        found = quartiles(values)

        expected = np.quantile([float(one) for one in values], [0.25, 0.5, 0.75], method="linear")
        assert [float(one) for one in (found.low, found.median, found.high)] == pytest.approx(
            expected.tolist()
        )
        assert (found.least, found.most) == (min(values), max(values))


def test_fewer_than_five_have_no_quartiles():
    assert quartiles([Decimal(1)] * 4) is None
    assert quartiles([Decimal(1)] * 5) == Quartiles(5, *[Decimal(1)] * 5)


@pytest.mark.parametrize("n", [5, 6, 7, 8, 11])
def test_a_quartile_rests_on_a_value_that_moves_it(n):
    chance = random.Random(n)  # noqa: S311 - tables, not secrets
    values = [Decimal(one) for one in chance.sample(range(1000), n)]
    before = quartiles(values)
    for place in range(n):
        moved = [*values[:place], values[place] + Decimal("0.1"), *values[place + 1 :]]
        after = quartiles(moved)

        found = resting_on(values, [one == place for one in range(n)])

        assert found == (
            before.low != after.low,
            before.median != after.median,
            before.high != after.high,
        )


def test_nothing_rests_on_nothing():
    assert resting_on([], []) == (False, False, False)


def test_missing_is_not_zero_and_what_does_not_apply_is_not_missing():
    tracks = [
        track("A", 3),
        track("B", 0),
        track("C", ...),
        Track("D", {2021: Value(Standing.NOT_APPLICABLE)}),
        Track("E", {2021: Value(Standing.NOT_ATTESTED)}),
        track("F", None),
    ]

    found = reported(tracks, 2021)

    assert (found.given, found.not_applicable, found.missing) == (2, 1, ["C", "E"])
    assert (found.answered, found.members) == (3, 5)


def test_a_share_of_all_is_the_share_of_the_sums():
    assert whole([share(10, 10), share(45, 90), MISSING], SHARE).number == Decimal("55.0")
    assert whole([number(3), number(4), MISSING], SUM).number == 7
    assert not whole([number(3)], Rule(Adding.NEVER)).is_known


def test_per_ten_thousand_transactions():
    assert ratio(Decimal(12), Decimal(34_000), 10_000).number == Decimal("3.5")
    assert ratio(Decimal(12), Decimal(0), 10_000).standing == Standing.NOT_APPLICABLE


def test_constant_sample_holds_those_with_a_number_in_every_compared_year():
    tracks = [
        track("ALWAYS", 1, 2, 3),
        track("MISSING", 1, ..., 3),
        track("LATE", None, 2, 3),
        track("ZERO", 0, 0, 0),
    ]

    assert [one.code for one in constant_sample(tracks, [2021, 2022, 2023])] == ["ALWAYS", "ZERO"]


def test_a_year_that_nobody_gave_does_not_empty_the_constant_sample():
    tracks = [track("A", 1, ..., 3), track("B", 1, ..., ...)]

    assert compared_years(tracks, [2021, 2022, 2023]) == [2021, 2023]
    assert [one.code for one in constant_sample(tracks, [2021, 2022, 2023])] == ["A"]


def merging():
    return [
        track("OLD", 10, 20, None, successor="NEW", ended=2023),
        track("OLDER", 1, 2, None, successor="OLD", ended=2023),
        track("NEW", None, 5, 40),
    ]


def test_a_merger_is_a_break_at_the_first_year_without_the_predecessors():
    found = breaks(merging(), [2021, 2022, 2023], [])

    assert [one for one in found if one.kind == BreakKind.MERGER] == [
        Break(2023, BreakKind.MERGER, "NEW", ("OLD",)),
        Break(2023, BreakKind.MERGER, "OLD", ("OLDER",)),
    ]


def test_joined_predecessors_are_added_and_break_nothing():
    years = [2021, 2022, 2023]

    (found,) = joined(merging(), years, SUM)

    assert [found.in_year(year).number for year in years] == [11, 27, 40]
    assert sorted(found.joined) == ["OLD", "OLDER"]
    assert breaks([found], years, []) == []
    assert constant_sample([found], years) == [found]


def test_a_sum_with_an_unknown_predecessor_is_unknown():
    tracks = [
        track("A", 10, None, successor="C", ended=2022),
        track("B", ..., None, successor="C", ended=2022),
        track("C", None, 30),
    ]

    (found,) = joined(tracks, [2021, 2022], SUM)

    assert found.in_year(2021).standing == Standing.NOT_PROVIDED
    assert found.in_year(2022).number == 30


def test_shares_are_joined_by_their_halves_and_medians_not_at_all():
    before = Track("A", {2021: share(1, 10)}, {2021: "X"}, "B", 2022)
    also = Track("C", {2021: share(45, 90)}, {2021: "X"}, "B", 2022)
    after = Track("B", {2022: share(1, 2)}, {2022: "X"})

    (found,) = joined([before, also, after], [2021, 2022], SHARE)

    assert found.in_year(2021).number == Decimal("46.0")
    assert len(joined([before, also, after], [2021, 2022], Rule(Adding.NEVER))) == 3


def test_a_share_of_nobody_knows_what_makes_the_joined_one_unknown():
    before = Track("A", {2021: Value(Standing.VALUE, Decimal(40))}, {2021: "X"}, "B", 2022)
    after = Track("B", {2021: share(1, 2), 2022: share(1, 2)}, {2021: "X", 2022: "X"})

    (found,) = joined([before, after], [2021, 2022], SHARE)

    assert found.in_year(2021).standing == Standing.NO_BASE
    assert found.in_year(2022).number == Decimal("50.0")


def test_breaks_of_meaning_of_groups_and_of_who_is_missing():
    moved = Track(
        "MOVED",
        {year: number(1) for year in (2021, 2022, 2023)},
        {2021: "OIP", 2022: "OIP", 2023: "IPSS"},
    )
    away = track("AWAY", 1, ..., 3)
    never = track("NEVER", ..., ..., ...)

    found = breaks([moved, away, never], [2021, 2022, 2023], [2021, 2022])

    assert found == [
        Break(2022, BreakKind.MEANING),
        Break(2022, BreakKind.MISSING, "AWAY"),
        Break(2023, BreakKind.GROUP, "MOVED", ("OIP", "IPSS")),
    ]
