"""Limits of chance for shares: how far from the whole's rate so many cases can lie by chance alone.

Exact binomial limits, interpolated between whole numbers (D. J. Spiegelhalter, *Funnel plots for
comparing institutional performance*, Statistics in Medicine 24, 2005, appendix A.1.1): for the
probability q let r be the smallest number with P(X ≤ r) ≥ q; the limit is (r − a) / n, where a is
how far P(X ≤ r) lies above q, in parts of P(X = r).
"""

from functools import lru_cache
from math import exp, log, sqrt

from indicators.chance import log_choose

# Of each side: 95 and 99.8 of a hundred lie between.
INNER, OUTER = 0.025, 0.001
# Beyond so many standard deviations nothing lies that a float could tell from nothing.
FAR = 10
POINTS = 60


@lru_cache(maxsize=4096)
def limits_of(rate: float, n: int) -> tuple[float, float, float, float]:
    """Low and high at 95 %, low and high at 99.8 %, in per cent of `n` cases whose whole has the rate (0 to 1)."""
    if not 0 < rate < 1 or n < 1:
        return (100 * rate,) * 4
    lowest, low, high, highest = (
        100 * share for share in quantiles(rate, n, (OUTER, INNER, 1 - INNER, 1 - OUTER))
    )
    return low, high, lowest, highest


def quantiles(rate: float, n: int, wanted: tuple[float, ...]) -> list[float]:
    """Interpolated binomial quantiles as shares of n; `wanted` ascends."""
    middle, spread = n * rate, sqrt(n * rate * (1 - rate))
    k = max(0, int(middle - FAR * spread - FAR))
    probability = exp(log_choose(n, k) + k * log(rate) + (n - k) * log(1 - rate))
    reached, found = 0.0, []
    odds = rate / (1 - rate)
    for level in wanted:
        # The probability of k is added once; several levels may lie within it.
        while reached + probability < level and k < n:
            reached += probability
            probability *= (n - k) / (k + 1) * odds
            k += 1
        above = (reached + probability - level) / probability if probability else 0.0
        found.append(min(1.0, max(0.0, (k - above) / n)))
    return found


def sizes_between(least: int, most: int) -> list[int]:
    """Numbers of cases at which the limits are drawn: evenly on a logarithmic scale."""
    least = max(1, least)
    most = max(most, least + 1)
    ratio = log(most / least)
    found = {round(least * exp(ratio * place / POINTS)) for place in range(POINTS + 1)}
    return sorted(found)
