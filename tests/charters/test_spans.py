from datetime import date, timedelta

import pytest

from charters.spans import is_surely_shorter
from core.deadlines import Calendar, HolidayRule, Limit, deadline

DAYS, WORKING, MONTHS = "calendar_days", "working_days", "months"
SHORTER = [
    (Limit(10, DAYS), Limit(30, DAYS)),
    (Limit(10, WORKING), Limit(30, DAYS)),
    (Limit(5, WORKING), Limit(1, MONTHS)),
    (Limit(14, DAYS), Limit(20, WORKING)),
    (Limit(27, DAYS), Limit(1, MONTHS)),
    (Limit(1, MONTHS), Limit(40, DAYS)),
    (Limit(0, WORKING), Limit(1, DAYS)),
]
UNCERTAIN = [
    (Limit(20, WORKING), Limit(30, DAYS)),
    (Limit(30, DAYS), Limit(1, MONTHS)),
    (Limit(4, MONTHS), Limit(120, DAYS)),
    (Limit(10, WORKING), Limit(14, DAYS)),
]


@pytest.mark.parametrize(("short", "long"), SHORTER)
def test_a_limit_is_shorter_where_that_is_certain(short, long):
    assert is_surely_shorter(short, long)
    assert not is_surely_shorter(long, short)


@pytest.mark.parametrize(("one", "other"), UNCERTAIN)
def test_nothing_is_said_where_nobody_can_tell(one, other):
    assert not is_surely_shorter(one, other)
    assert not is_surely_shorter(other, one)


def test_a_shorter_limit_ends_first_from_every_day_of_a_year():
    """Counted with the holidays and the bridging week of the end of the year."""
    rules = [HolidayRule(f"12-{day}", "closed") for day in range(25, 32)]
    spring = ("easter+1", "05-01", "easter+39", "easter+40", "easter+50", "07-21", "01-01", "01-02")
    calendar = Calendar([*rules, *(HolidayRule(rule, "closed") for rule in spring)])
    first = date(2026, 1, 1)

    for start in (first + timedelta(days) for days in range(366)):
        for short, long in SHORTER:
            ends = [deadline(start, limit, calendar).due for limit in (short, long)]
            assert ends == sorted(ends)
