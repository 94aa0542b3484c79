"""Time limits: worked examples, and a slow day-by-day counter as second opinion."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from dateutil.easter import easter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core.deadlines import (
    Calendar,
    Extension,
    HolidayRule,
    Limit,
    Pause,
    Unit,
    deadline,
)

LEGAL = [
    ("01-01", "New Year's Day"),
    ("easter+1", "Easter Monday"),
    ("05-01", "Labour Day"),
    ("easter+39", "Ascension Day"),
    ("easter+50", "Whit Monday"),
    ("07-21", "National Day"),
    ("08-15", "Assumption"),
    ("11-01", "All Saints' Day"),
    ("11-11", "Armistice Day"),
    ("12-25", "Christmas Day"),
]
CIVIL_SERVANTS = [
    ("11-02", "All Souls' Day"),
    ("11-15", "King's Feast"),
    ("12-26", "Boxing Day"),
]
RULES = [HolidayRule(rule, name, scope="legal") for rule, name in LEGAL] + [
    HolidayRule(rule, name, scope="civil servants") for rule, name in CIVIL_SERVANTS
]
CALENDAR = Calendar(RULES)
DAY = timedelta(days=1)


def due(start, amount, unit, **more):
    return deadline(start, Limit(amount, unit), CALENDAR, **more).due


def texts(start, amount, unit, **more):
    with translation.override("en"):
        found = deadline(start, Limit(amount, unit), CALENDAR, **more)
        return [step.text for step in found.steps]


# Worked examples


def test_forty_calendar_days_with_a_pause_that_end_on_a_sunday():
    found = deadline(
        date(2026, 10, 22),
        Limit(40, Unit.CALENDAR_DAYS),
        CALENDAR,
        pauses=[Pause(date(2026, 11, 4), date(2026, 11, 9))],
    )

    assert found.due == date(2026, 12, 7)
    assert [(step.code, step.on) for step in found.steps] == [
        ("limit", date(2026, 12, 1)),
        ("pause", date(2026, 12, 6)),
        ("moved", date(2026, 12, 7)),
    ]


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        # Ten and forty-five calendar days
        (date(2026, 3, 2), 10, Unit.CALENDAR_DAYS, date(2026, 3, 12)),
        (date(2026, 3, 2), 45, Unit.CALENDAR_DAYS, date(2026, 4, 16)),
        # Thirty days that end on a Saturday
        (date(2026, 3, 5), 30, Unit.CALENDAR_DAYS, date(2026, 4, 7)),
        # Months: same day number, or the last day of a shorter month
        (date(2026, 3, 16), 1, Unit.MONTHS, date(2026, 4, 16)),
        (date(2025, 1, 31), 1, Unit.MONTHS, date(2025, 2, 28)),
        (date(2028, 1, 31), 1, Unit.MONTHS, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2027, 11, 29), 3, Unit.MONTHS, date(2028, 2, 29)),
        (date(2026, 12, 10), 2, Unit.MONTHS, date(2027, 2, 10)),
        # Working days
        (date(2026, 3, 2), 10, Unit.WORKING_DAYS, date(2026, 3, 16)),
        (date(2026, 3, 30), 10, Unit.WORKING_DAYS, date(2026, 4, 14)),  # across Easter Monday
        (date(2026, 3, 6), 1, Unit.WORKING_DAYS, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, Unit.WORKING_DAYS, date(2026, 3, 9)),
        (date(2026, 4, 29), 5, Unit.WORKING_DAYS, date(2026, 5, 7)),  # across Labour Day
        # 29 February exists or not
        (date(2028, 2, 28), 1, Unit.CALENDAR_DAYS, date(2028, 2, 29)),
        (date(2027, 2, 25), 4, Unit.CALENDAR_DAYS, date(2027, 3, 1)),
        # At once
        (date(2026, 3, 3), 0, Unit.WORKING_DAYS, date(2026, 3, 3)),
        (date(2026, 3, 8), 0, Unit.WORKING_DAYS, date(2026, 3, 9)),  # a Sunday
        (date(2026, 3, 8), 0, Unit.MONTHS, date(2026, 3, 9)),
        # Civil servants' holidays
        (date(2026, 10, 23), 10, Unit.CALENDAR_DAYS, date(2026, 11, 3)),  # All Souls', a Monday
        (date(2027, 11, 5), 10, Unit.CALENDAR_DAYS, date(2027, 11, 16)),  # King's Feast, a Monday
        (date(2025, 12, 16), 10, Unit.CALENDAR_DAYS, date(2025, 12, 29)),  # Boxing Day, a Friday
        (date(2025, 12, 24), 1, Unit.WORKING_DAYS, date(2025, 12, 29)),
    ],
)
def test_limit_ends_on_its_day(start, amount, unit, expected):
    assert due(start, amount, unit) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "pauses", "expected"),
    [
        # Adjacent: 5 to 9 and 10 to 12 March do not count
        (10, Unit.CALENDAR_DAYS, [("03-04", "03-09"), ("03-09", "03-12")], "2026-03-20"),
        # Overlapping: 5 to 12 March do not count, once
        (10, Unit.CALENDAR_DAYS, [("03-06", "03-12"), ("03-04", "03-09")], "2026-03-20"),
        # A pause that only the first pause brings within the limit
        (10, Unit.CALENDAR_DAYS, [("03-04", "03-09"), ("03-13", "03-17")], "2026-03-23"),
        # A question after the end, or on the last day
        (10, Unit.CALENDAR_DAYS, [("03-12", "03-20")], "2026-03-12"),
        (10, Unit.CALENDAR_DAYS, [("03-20", None)], "2026-03-12"),
        (10, Unit.CALENDAR_DAYS, [("03-11", "03-12")], "2026-03-13"),
        # Answered the same day
        (10, Unit.CALENDAR_DAYS, [("03-04", "03-04")], "2026-03-12"),
        # Working days: Thursday 5 to Monday 9 hold three of them, a weekend none
        (10, Unit.WORKING_DAYS, [("03-04", "03-09")], "2026-03-19"),
        (10, Unit.WORKING_DAYS, [("03-06", "03-08")], "2026-03-16"),
        # Months: 2 April, moved by five and three days; 10 April
        (1, Unit.MONTHS, [("03-04", "03-09"), ("04-03", "04-06")], "2026-04-10"),
        # At once leaves no time for a question
        (0, Unit.CALENDAR_DAYS, [("03-02", None)], "2026-03-02"),
    ],
)
def test_paused_days_do_not_count(amount, unit, pauses, expected):
    read = [
        Pause(
            date.fromisoformat(f"2026-{asked}"),
            date.fromisoformat(f"2026-{replied}") if replied else None,
        )
        for asked, replied in pauses
    ]

    assert due(date(2026, 3, 2), amount, unit, pauses=read) == date.fromisoformat(expected)


@pytest.mark.parametrize("unit", Unit.values)
def test_open_pause_stops_the_clock(unit):
    found = deadline(
        date(2026, 3, 2), Limit(3, unit), CALENDAR, pauses=[Pause(date(2026, 3, 4), None)]
    )

    assert found.due is None
    assert [step.code for step in found.steps] == ["limit", "open_pause"]


def test_extension_sets_the_date_and_later_questions_move_it():
    pauses = [
        Pause(date(2026, 3, 4), date(2026, 3, 9)),
        Pause(date(2026, 3, 20), date(2026, 3, 23)),
        Pause(date(2026, 3, 10), date(2026, 3, 11)),
    ]
    extension = Extension(date(2026, 3, 10), date(2026, 4, 15))

    found = deadline(
        date(2026, 3, 2), Limit(10, Unit.CALENDAR_DAYS), CALENDAR,
        pauses=pauses, extension=extension,
    )  # fmt: skip

    assert found.due == date(2026, 4, 20)
    assert [(step.code, step.on) for step in found.steps] == [
        ("limit", date(2026, 3, 12)),
        ("pause", date(2026, 3, 17)),
        ("extension", date(2026, 4, 15)),
        ("pause", date(2026, 4, 16)),
        ("pause", date(2026, 4, 19)),
        ("moved", date(2026, 4, 20)),
    ]


def test_extension_gives_a_date_though_an_earlier_question_is_open():
    found = deadline(
        date(2026, 3, 2), Limit(10, Unit.WORKING_DAYS), CALENDAR,
        pauses=[Pause(date(2026, 3, 4), None)],
        extension=Extension(date(2026, 3, 9), date(2026, 4, 14)),
    )  # fmt: skip

    assert found.due == date(2026, 4, 14)


def test_question_after_the_extension_stops_the_clock_again():
    found = deadline(
        date(2026, 3, 2), Limit(10, Unit.WORKING_DAYS), CALENDAR,
        pauses=[Pause(date(2026, 3, 9), None)],
        extension=Extension(date(2026, 3, 9), date(2026, 4, 14)),
    )  # fmt: skip

    assert found.due is None


# The explanation


def test_explanation_reads_as_sentences():
    pauses = [Pause(date(2026, 11, 4), date(2026, 11, 9))]

    assert texts(date(2026, 10, 22), 40, Unit.CALENDAR_DAYS, pauses=pauses)[0::2] == [
        "40 calendar days, counted from the day after",
        "Sunday: moved to the next open day",
    ]
    pause = texts(date(2026, 10, 22), 40, Unit.CALENDAR_DAYS, pauses=pauses)[1]
    assert pause.startswith("Pause of 5 days: question sent on ")
    assert "4" in pause
    assert "9" in pause
    assert "2026" not in pause


def test_explanation_names_each_closed_day_it_moves_over():
    assert texts(date(2026, 12, 24), 1, Unit.CALENDAR_DAYS)[-1] == (
        "Christmas Day, Saturday, Sunday: moved to the next open day"
    )


def test_explanation_names_a_long_closing_once():
    closing = {date(2026, 7, 22) + day * DAY: "Summer closing" for day in range(10)}
    calendar = Calendar(RULES, closing)

    found = deadline(date(2026, 7, 20), Limit(1, Unit.CALENDAR_DAYS), calendar)

    assert found.due == date(2026, 8, 3)
    with translation.override("en"):
        assert found.steps[-1].text == (
            "National Day, Summer closing, Saturday, Sunday: moved to the next open day"
        )


def test_explanation_names_the_holidays_that_working_days_step_over():
    skipped = texts(date(2026, 3, 30), 10, Unit.WORKING_DAYS)[1]

    assert skipped.startswith("Not working days: Easter Monday (")


def test_explanation_leaves_out_holidays_within_a_pause():
    pauses = [Pause(date(2026, 4, 1), date(2026, 4, 8))]

    assert [
        step.code
        for step in deadline(
            date(2026, 3, 30), Limit(10, Unit.WORKING_DAYS), CALENDAR, pauses=pauses
        ).steps
    ] == ["limit", "pause"]


@pytest.mark.parametrize(
    ("amount", "unit", "first"),
    [
        (0, Unit.WORKING_DAYS, "At once: the same day"),
        (1, Unit.WORKING_DAYS, "1 working day, counted from the day after"),
        (1, Unit.CALENDAR_DAYS, "1 calendar day, counted from the day after"),
        (1, Unit.MONTHS, "1 month, up to the last day of a shorter month"),
        (2, Unit.MONTHS, "2 months, up to the same day of the month"),
    ],
)
def test_explanation_of_each_limit(amount, unit, first):
    assert texts(date(2026, 1, 31), amount, unit)[0] == first


@pytest.mark.parametrize(
    ("pause", "start_of_text"),
    [
        (Pause(date(2026, 3, 4), None), "The clock stands still: question sent on "),
        (Pause(date(2026, 3, 6), date(2026, 3, 8)), "No day of pause: question sent on "),
        (Pause(date(2026, 3, 4), date(2026, 3, 5)), "Pause of 1 working day: question sent on "),
        (Pause(date(2026, 3, 26), None), "No pause: the limit had ended when the question "),
    ],
)
def test_explanation_of_each_pause(pause, start_of_text):
    found = texts(date(2026, 3, 2), 10, Unit.WORKING_DAYS, pauses=[pause])

    assert found[1].startswith(start_of_text)


def test_explanation_of_an_extension_has_the_year_of_the_new_date():
    extension = Extension(date(2026, 11, 4), date(2027, 1, 12))

    found = texts(date(2026, 11, 3), 5, Unit.CALENDAR_DAYS, extension=extension)

    assert found[-1].startswith("Extended on ")
    assert found[-1].count("2026") == 1
    assert found[-1].endswith("2027")


def test_weekdays_are_said_in_the_reader_s_language():
    found = deadline(date(2026, 3, 8), Limit(0, Unit.MONTHS), CALENDAR)

    with translation.override("fr"):
        assert found.steps[-1].text.startswith("Dimanche")
    with translation.override("nl"):
        assert found.steps[-1].text.startswith("Zondag")


# The calendar


def test_calendar_names_why_a_day_is_closed():
    calendar = Calendar(RULES, {date(2026, 6, 5): "Staff day", date(2026, 6, 8): ""})

    with translation.override("en"):
        assert calendar.closed(date(2026, 6, 4)) is None
        assert calendar.closed(date(2026, 6, 5)) == "Staff day"
        assert calendar.closed(date(2026, 6, 6)) == "Saturday"
        assert calendar.closed(date(2026, 6, 7)) == "Sunday"
        assert calendar.closed(date(2026, 6, 8)) == "Closed day"
        assert calendar.closed(date(2026, 5, 25)) == "Whit Monday"
        assert calendar.closed(date(2027, 11, 15)) == "King's Feast"


def test_first_rule_names_a_day_that_two_rules_close():
    assert CALENDAR.closed(date(2008, 5, 1)) == "Labour Day"  # Ascension too


def test_rule_counts_within_its_validity_only():
    rule = HolidayRule("06-10", "A day", valid_from=date(2025, 6, 10), valid_until=date(2026, 6, 9))
    calendar = Calendar([rule])

    assert calendar.closed(date(2024, 6, 10)) is None
    assert calendar.closed(date(2025, 6, 10)) == "A day"
    assert calendar.closed(date(2026, 6, 10)) is None


def test_twenty_nine_february_exists_in_leap_years_only():
    rule = HolidayRule("02-29", "Leap day")

    assert rule.day_in(2027) is None
    assert rule.day_in(2028) == date(2028, 2, 29)


def test_easter_alone_is_a_rule():
    assert HolidayRule("easter", "Easter").day_in(2026) == date(2026, 4, 5)
    assert HolidayRule("easter-2", "Good Friday").day_in(2026) == date(2026, 4, 3)


@pytest.mark.parametrize(
    "rule", ["", "1-1", "02-30", "13-01", "easter+", "easter+300", "pentecost"]
)
def test_rule_in_another_form_is_refused(rule):
    with pytest.raises(ValueError, match=r"written MM-DD|month|day"):
        HolidayRule(rule, "A day")


# Bad input


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Limit(-1, Unit.MONTHS), "negative"),
        (lambda: Limit(1, "weeks"), "Unknown unit"),
        (lambda: Pause(date(2026, 3, 4), date(2026, 3, 3)), "before its question"),
        (lambda: Extension(date(2026, 3, 4), date(2026, 3, 3)), "before the decision"),
        (
            lambda: due(
                date(2026, 3, 4), 1, Unit.MONTHS,
                pauses=[Pause(date(2026, 3, 2), date(2026, 3, 3))],
            ),
            "before the limit starts",
        ),
        (
            lambda: due(
                date(2026, 3, 4), 1, Unit.MONTHS,
                extension=Extension(date(2026, 3, 3), date(2026, 5, 3)),
            ),
            "before the start",
        ),
        (lambda: due(date(9999, 12, 20), 30, Unit.CALENDAR_DAYS), "cannot be dated"),
        (lambda: due(date(9999, 12, 20), 30, Unit.WORKING_DAYS), "cannot be dated"),
        (lambda: due(date(9999, 12, 20), 3, Unit.MONTHS), "cannot be dated"),
        (lambda: due(date(2026, 12, 20), 10**12, Unit.CALENDAR_DAYS), "cannot be dated"),
        (lambda: due(date(2026, 12, 20), 10**12, Unit.MONTHS), "cannot be dated"),
    ],
)  # fmt: skip
def test_contradictions_are_refused_in_clear_words(wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong()


# Second opinion: count day by day, with nothing shared but the words of the rule


def closed_slowly(day, own):
    year = day.year
    holidays = {easter(year) + n * DAY for n in (1, 39, 50)}
    fixed = [
        (1, 1),
        (5, 1),
        (7, 21),
        (8, 15),
        (11, 1),
        (11, 11),
        (12, 25),
        (11, 2),
        (11, 15),
        (12, 26),
    ]
    holidays |= {date(year, *month_and_day) for month_and_day in fixed}
    return day.isoweekday() in (6, 7) or day in holidays or day in own


def paused_slowly(day, pauses):
    return any(asked < day and (replied is None or day <= replied) for asked, replied in pauses)


def walk(day, counted, needed):
    """Go day by day until `needed` counted days have passed; None if they never do."""
    for _ in range(6000):
        if needed == 0:
            return day
        day += DAY
        if counted(day):
            needed -= 1
    return None


def month_end_slowly(start, months):
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    number = start.day
    while True:
        try:
            return date(year, month + 1, number)
        except ValueError:
            number -= 1


def due_slowly(situation):
    start, amount, unit, own, pauses, extension = situation
    if extension:
        decided, end = extension
        pauses = [pause for pause in pauses if pause[0] >= decided]
        paused = sum(
            paused_slowly(start + n * DAY, pauses) for n in range(1, (end - start).days + 1)
        )
        end = walk(end, lambda day: not paused_slowly(day, pauses), paused)
    elif unit == "working_days":
        end = walk(
            start,
            lambda day: not closed_slowly(day, own) and not paused_slowly(day, pauses),
            amount,
        )
    elif unit == "calendar_days":
        end = walk(start, lambda day: not paused_slowly(day, pauses), amount)
    else:
        end = month_end_slowly(start, amount)
        paused = sum(
            paused_slowly(start + n * DAY, pauses) for n in range(1, (end - start).days + 1)
        )
        end = walk(end, lambda day: not paused_slowly(day, pauses), paused)
    while end and closed_slowly(end, own):
        end += DAY
    return end


@st.composite
def situations(draw):
    start = draw(st.dates(date(2011, 1, 1), date(2040, 12, 31)))
    near = st.integers(0, 90)
    pauses = []
    for asked, length in draw(
        st.lists(st.tuples(near, st.none() | st.integers(0, 40)), max_size=4)
    ):
        on = start + asked * DAY
        pauses.append((on, None if length is None else on + length * DAY))
    extension = None
    if draw(st.booleans()):
        decided = start + draw(near) * DAY
        extension = (decided, decided + draw(near) * DAY)
    own = draw(st.sets(near, max_size=12))
    unit = draw(st.sampled_from(["calendar_days", "working_days", "months"]))
    amount = draw(st.integers(0, 4 if unit == "months" else 60))
    return start, amount, unit, {start + n * DAY for n in own}, pauses, extension


@settings(max_examples=300, deadline=None)
@given(situations())
def test_due_date_equals_the_one_counted_day_by_day(situation):
    start, amount, unit, own, pauses, extension = situation

    found = deadline(
        start,
        Limit(amount, unit),
        Calendar(RULES, dict.fromkeys(own, "own")),
        pauses=[Pause(*pause) for pause in pauses],
        extension=Extension(*extension) if extension else None,
    )

    assert found.due == due_slowly(situation)


@settings(max_examples=100, deadline=None)
@given(situations())
def test_due_date_is_open_and_every_step_can_be_said(situation):
    start, amount, unit, own, pauses, extension = situation
    calendar = Calendar(RULES, dict.fromkeys(own, "own"))

    found = deadline(
        start,
        Limit(amount, unit),
        calendar,
        pauses=[Pause(*pause) for pause in pauses],
        extension=Extension(*extension) if extension else None,
    )

    assert found.due is None or calendar.closed(found.due) is None
    assert found.due is None or found.steps[-1].on == found.due
    assert all(step.text for step in found.steps)


def test_a_list_of_deadlines_takes_no_time():
    calendar = Calendar(RULES)
    began = perf_counter()

    for number in range(1000):
        start = date(2024, 1, 1) + number * DAY
        deadline(start, Limit(30, Unit.WORKING_DAYS), calendar)

    # Some 15 µs each when alone; the bound only tells a scan of years from a count of days.
    assert perf_counter() - began < 1
