"""The tests of chance against an independent computation (SciPy), over many random tables."""

import random

import pytest
from scipy import stats

from indicators.chance import exact_u, pairs_won, two_counts, two_samples, two_shares

TABLES = 300
# The same seed each time: a failure can be looked at again.
SEED = 20261118


@pytest.fixture
def chance():
    return random.Random(SEED)  # noqa: S311 - tables, not secrets


def test_two_counts_equal_the_binomial_test(chance):
    for _ in range(TABLES):
        months = chance.randint(1, 12), chance.randint(1, 12)
        counts = chance.randint(0, 60), chance.randint(0, 60)
        expected = (
            stats.binomtest(counts[0], sum(counts), months[0] / sum(months)).pvalue
            if sum(counts)
            else 1
        )

        found = two_counts(counts[0], months[0], counts[1], months[1])

        assert found == pytest.approx(expected, rel=1e-6), (counts, months)


def test_two_great_counts_equal_the_binomial_test(chance):
    for _ in range(20):
        before = chance.randint(5_000, 20_000)
        after = int(before * chance.uniform(0.97, 1.03))

        expected = stats.binomtest(before, before + after, 0.5).pvalue

        assert two_counts(before, 12, after, 12) == pytest.approx(expected, rel=1e-5)


def test_two_shares_equal_fisher(chance):
    for _ in range(TABLES):
        sizes = chance.randint(0, 80), chance.randint(0, 80)
        hits = [chance.randint(0, size) for size in sizes]
        table = [[hit, size - hit] for hit, size in zip(hits, sizes, strict=True)]

        found = two_shares(hits[0], sizes[0], hits[1], sizes[1])

        assert found == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6), table


def test_days_with_ties_equal_mann_whitney(chance):
    for _ in range(TABLES):
        sizes = chance.randint(2, 60), chance.randint(2, 60)
        before = [chance.randint(1, 40) for _ in range(sizes[0])]
        after = [chance.randint(1, chance.choice([30, 40])) for _ in range(sizes[1])]
        if len({*before, *after}) == sum(sizes):
            continue

        expected = stats.mannwhitneyu(before, after, method="asymptotic")

        assert pairs_won(before, after) == expected.statistic
        assert two_samples(before, after) == pytest.approx(float(expected.pvalue), rel=1e-9)


def test_few_different_days_equal_the_exact_mann_whitney(chance):
    for _ in range(TABLES):
        sizes = chance.randint(1, 12), chance.randint(1, 12)
        values = chance.sample(range(1000), sum(sizes))
        before, after = values[: sizes[0]], values[sizes[0] :]

        expected = stats.mannwhitneyu(before, after, method="exact").pvalue

        assert two_samples(before, after) == pytest.approx(float(expected), rel=1e-9)


def test_exact_table_holds_every_order():
    """For 2 and 2, U is 0, 1, 2, 2, 3 or 4."""
    assert [exact_u(u, 2, 2) for u in range(5)] == pytest.approx([1 / 3, 2 / 3, 1, 2 / 3, 1 / 3])


def test_nothing_is_no_more_than_chance():
    assert two_counts(0, 6, 0, 6) == 1
    assert two_shares(0, 0, 3, 9) == 1
    assert two_shares(0, 9, 0, 9) == 1
    assert two_samples([], [1, 2]) == 1
    assert two_samples([3, 3], [3, 3, 3]) == 1
