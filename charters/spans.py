"""Time limits of different units, compared only where the answer is certain."""

from charters.enums import Metric
from core.deadlines import Limit, Unit
from organisations.enums import LimitKind

KIND_OF_METRIC = {
    Metric.ACKNOWLEDGED_WITHIN: LimitKind.ACKNOWLEDGEMENT,
    Metric.ANSWERED_WITHIN: LimitKind.ANSWER,
}
WORKING_DAYS_IN_A_WEEK = 5
# A month has 28 to 31 days; n months have at least 30n - 2 and at most 31n.
SHORTEST_MONTH, LONGEST_MONTH, DAYS_IN_A_MONTH = 28, 31, 30
# Beside the weekends, at most so many working days fall away in any stretch of a year: the week
# between Christmas and New Year, when offices close, and the holidays around Easter and Whitsun.
MOST_CLOSED_DAYS = 10


def is_surely_shorter(one: Limit, other: Limit) -> bool:
    """Ends before the other from whatever day both are counted.

    Of the same unit the amounts decide. Of different units both are turned into calendar days,
    and only where even the longest case of the one lies below the shortest of the other is it
    said to be shorter: 10 working days are shorter than 30 calendar days; of 20 working days and
    30 calendar days, or of 30 calendar days and a month, nobody can tell.
    """
    if one.unit == other.unit:
        return one.amount < other.amount
    return _most_days(one) < _least_days(other)


def _least_days(limit: Limit) -> int:
    """Calendar days, at the fewest."""
    if limit.amount == 0 or limit.unit == Unit.CALENDAR_DAYS:
        return limit.amount
    if limit.unit == Unit.WORKING_DAYS:
        return limit.amount + 2 * ((limit.amount - 1) // WORKING_DAYS_IN_A_WEEK)
    return DAYS_IN_A_MONTH * limit.amount - (DAYS_IN_A_MONTH - SHORTEST_MONTH)


def _most_days(limit: Limit) -> int:
    """Calendar days, at the most."""
    if limit.amount == 0 or limit.unit == Unit.CALENDAR_DAYS:
        return limit.amount
    if limit.unit == Unit.WORKING_DAYS:
        years_begun = limit.amount // 250 + 1
        days = limit.amount + MOST_CLOSED_DAYS * years_begun
        return days + 2 * -(-days // WORKING_DAYS_IN_A_WEEK)
    return LONGEST_MONTH * limit.amount
