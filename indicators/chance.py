"""Is a difference more than chance? Two-sided tests for two samples, with `math` alone.

Each test answers with the probability, if nothing had changed, of a difference at least as unlikely
as the one found. The three figures of an improvement have one test each: two counts (the conditional
test of Przyborowski and Wilenski, 1940), two shares (Fisher's exact test), two sets of days (the
test of Mann and Whitney, 1947).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import erfc, exp, lgamma, log, sqrt

# Two probabilities that differ by less are the same one, rounded twice.
ROUNDING = 1e-7
# Up to here the days of two samples are compared exactly; beyond, the normal curve is as good.
EXACT_PAIRS = 400


def log_choose(n: int, k: int) -> float:
    """The logarithm of n over k, which itself may be too great for a float."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def as_unlikely(logs: Iterable[float], found: float) -> float:
    """The sum of the probabilities not greater than that of what was found."""
    limit = found + ROUNDING
    return min(1.0, sum(exp(value) for value in logs if value <= limit))


def two_counts(before: int, months_before: int, after: int, months_after: int) -> float:
    """Counts in two stretches of time: given their sum, the share of each is binomial."""
    n = before + after
    share = months_before / (months_before + months_after)

    def probability(k: int) -> float:
        return log_choose(n, k) + k * log(share) + (n - k) * log(1 - share)

    return as_unlikely((probability(k) for k in range(n + 1)), probability(before))


def two_shares(hits_before: int, n_before: int, hits_after: int, n_after: int) -> float:
    """Hits out of two numbers: given all sums, the first cell is hypergeometric."""
    hits, n = hits_before + hits_after, n_before + n_after

    def probability(k: int) -> float:
        ways = log_choose(n_before, k) + log_choose(n_after, hits - k)
        return ways - log_choose(n, hits)

    possible = range(max(0, hits - n_after), min(n_before, hits) + 1)
    return as_unlikely((probability(k) for k in possible), probability(hits_before))


def two_samples(before: Sequence[float], after: Sequence[float]) -> float:
    """Whether the values of one sample tend to be greater: exact where few and all different."""
    n, m = len(before), len(after)
    if not n or not m:
        return 1.0
    ties = Counter([*before, *after])
    u = pairs_won(before, after)
    if len(ties) == n + m and n * m <= EXACT_PAIRS:
        return exact_u(int(u), n, m)
    return normal_u(u, n, m, ties)


def pairs_won(before: Sequence[float], after: Sequence[float]) -> float:
    """Mann and Whitney's U: the pairs in which the value before is greater; equal ones count half."""
    ranks: dict[float, float] = {}
    seen = 0
    for value, times in sorted(Counter([*before, *after]).items()):
        ranks[value] = seen + (times + 1) / 2
        seen += times
    return sum(ranks[value] for value in before) - len(before) * (len(before) + 1) / 2


def exact_u(u: int, n: int, m: int) -> float:
    """Twice the smaller tail, each order of the n + m values being as likely as any other."""
    # ways[i][s]: choices of i of the ranks looked at so far whose U is s.
    ways = [[0] * (n * m + 1) for _ in range(n + 1)]
    ways[0][0] = 1
    for rank in range(1, n + m + 1):
        for chosen in range(min(rank, n), 0, -1):
            # The chosen-th smallest of the sample, at this rank, lies above rank - chosen others.
            above = rank - chosen
            for total in range(n * m, above - 1, -1):
                ways[chosen][total] += ways[chosen - 1][total - above]
    found = ways[n]
    tail = sum(found[: min(u, n * m - u) + 1])
    return min(1.0, 2 * tail / sum(found))


def normal_u(u: float, n: int, m: int, ties: Counter[float]) -> float:
    """By the normal curve, corrected for ties and for U being a number of pairs."""
    size = n + m
    tied = sum(times**3 - times for times in ties.values()) / (size * (size - 1))
    spread = sqrt(n * m / 12 * (size + 1 - tied))
    if not spread:
        return 1.0
    distance = max(0.0, abs(u - n * m / 2) - 0.5) / spread
    return min(1.0, erfc(distance / sqrt(2)))
