"""Limits of chance against an independent computation (SciPy's binomial distribution)."""

import random

import pytest
from scipy import stats

from indicators.funnel import INNER, OUTER, limits_of, quantiles, sizes_between

SEED = 20261122


def interpolated(share, n, rate):
    """Spiegelhalter's limit, from SciPy's quantile and its distribution."""
    r = stats.binom.ppf(share, n, rate)
    reached, of_r = stats.binom.cdf(r, n, rate), stats.binom.pmf(r, n, rate)
    return min(1.0, max(0.0, (r - (reached - share) / of_r) / n))


@pytest.mark.parametrize("n", [1, 2, 7, 25, 130, 999, 5_000, 60_000])
def test_limits_equal_the_binomial_distribution(n):
    chance = random.Random(SEED + n)  # noqa: S311 - tables, not secrets
    for _ in range(40):
        rate = chance.choice([0.001, 0.03, 0.291, 0.5, 0.87, 0.985, chance.random()])
        levels = (OUTER, INNER, 1 - INNER, 1 - OUTER)

        found = quantiles(rate, n, levels)

        expected = [interpolated(level, n, rate) for level in levels]
        assert found == pytest.approx(expected, abs=1e-6), (n, rate)


def test_limits_of_a_large_number_are_those_of_the_normal_curve():
    low, high, lowest, highest = limits_of(0.3, 100_000)

    spread = 100 * (0.3 * 0.7 / 100_000) ** 0.5
    assert (high - low) / 2 == pytest.approx(1.96 * spread, rel=0.01)
    assert (highest - lowest) / 2 == pytest.approx(3.09 * spread, rel=0.01)


def test_a_whole_where_all_or_nothing_happened_has_no_room_for_chance():
    assert limits_of(0.0, 40) == (0.0, 0.0, 0.0, 0.0)
    assert limits_of(1.0, 40) == (100.0, 100.0, 100.0, 100.0)


def test_limits_of_rare_things_among_many_transactions():
    """As for complaints per 10,000 transactions: a Poisson distribution, nearly."""
    _low, _high, lowest, highest = limits_of(0.0002, 1_000_000)

    assert lowest / 100 * 1_000_000 == pytest.approx(stats.poisson.ppf(0.001, 200), abs=1)
    assert highest / 100 * 1_000_000 == pytest.approx(stats.poisson.ppf(0.999, 200), abs=1)


def test_sizes_ascend_from_the_least_to_the_most():
    found = sizes_between(12, 3_400)

    assert (found[0], found[-1]) == (12, 3_400)
    assert found == sorted(set(found))
    assert sizes_between(5, 5) == [5, 6]
