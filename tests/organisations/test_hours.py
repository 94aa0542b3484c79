"""When a place is open: worked examples, and a slow counter of quarters of an hour as second opinion."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.deadlines import Calendar, HolidayRule
from core.texts import Text
from organisations import hours, time_limits
from organisations.models import HoursException, OpeningHours, Place
from tests.factories.organisations import ClosedDayFactory, PlaceFactory

BRUSSELS = ZoneInfo("Europe/Brussels")
# Wednesday 11 November is a holiday; Monday 28 December a closed day of the organisation.
CALENDAR = Calendar(
    [HolidayRule("11-11", "Armistice Day"), HolidayRule("12-25", "Christmas Day")],
    {date(2026, 12, 28): "Bridging day"},
)
MORNING, AFTERNOON = (time(9), time(12)), (time(13, 30), time(16))
WORKS = Text({"nl": "werken", "fr": "travaux", "en": "works"})
MONDAY = date(2026, 11, 16)


def opening(weekday, opens, closes, kind="counter"):
    return OpeningHours(weekday=weekday, opens=opens, closes=closes, kind=kind)


def exception(first, last=None, opens=None, closes=None, kind="", reason=WORKS):
    last = last or first
    return HoursException(
        first=first, last=last, opens=opens, closes=closes, kind=kind, reason=reason
    )


def place(openings=(), exceptions=(), **fields):
    """As the database gives it, without one."""
    found = Place(pk=1, **fields)
    found._prefetched_objects_cache = {"hours": list(openings), "exceptions": list(exceptions)}
    return found


def weekdays(*openings):
    return [opening(weekday, *one) for weekday in range(5) for one in openings]


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), BRUSSELS)


def state(found, moment):
    return hours.state_at(found, "counter", moment, CALENDAR).text


def on(found, day, kind="counter"):
    return hours.intervals_on(found, kind, day, CALENDAR)


# ── Worked examples ───────────────────────────────────────────


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (at(MONDAY, 8, 59), "opens today at 9:00"),
        (at(MONDAY, 9), "open until 12:00"),
        (at(MONDAY, 11, 59), "open until 12:00"),
        (at(MONDAY, 12), "opens today at 13:30"),
        (at(MONDAY, 15), "open until 16:00"),
        (at(MONDAY, 16), "opens on Tuesday 17 November at 9:00"),
        (at(date(2026, 11, 20), 18), "opens on Monday 23 November at 9:00"),
        (at(date(2026, 11, 10), 18), "opens on Thursday 12 November at 9:00"),
        (at(date(2026, 11, 11), 10), "opens on Thursday 12 November at 9:00"),
    ],
)
def test_state_tells_until_when_or_when_next(time_machine, moment, text):
    time_machine.move_to(moment)

    assert state(place(weekdays(MORNING, AFTERNOON)), moment) == text


def test_state_is_of_brussels_and_not_of_the_clock_of_the_server():
    found = place(weekdays((time(9), time(17))))
    early, late = datetime(2026, 7, 6, 7, 30), datetime(2026, 11, 16, 7, 30)

    # 9:30 in summer, 8:30 in winter.
    assert state(found, early.replace(tzinfo=ZoneInfo("UTC"))) == "open until 17:00"
    assert state(found, late.replace(tzinfo=ZoneInfo("UTC"))) == "opens today at 9:00"


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_days_when_the_clock_is_set_keep_their_hours(day):
    found = place([opening(6, time(1), time(4))])

    assert hours.state_at(found, "counter", at(day, 3, 30), CALENDAR).until == time(4)
    assert not hours.state_at(found, "counter", at(day, 4), CALENDAR).is_open


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "9\u00a0h\u00a000–12\u00a0h\u00a000"),
        ("nl", "9.00–12.00"),
        ("de", "9.00–12.00"),
        ("en", "9:00–12:00"),
    ],
)
def test_times_are_written_as_the_reader_does(language, text):
    with translation.override(language):
        assert hours.Opening(*MORNING).text == text


def test_a_day_is_named_with_its_weekday(time_machine):
    time_machine.move_to(at(MONDAY, 8))
    with translation.override("de"):
        assert hours.weekday_and_day(date(2026, 11, 23)) == "Montag, 23. November"
    with translation.override("fr"):
        assert hours.weekday_and_day(date(2027, 3, 1)) == "lundi 1er mars 2027"


def test_no_opening_is_known():
    assert state(place(), at(MONDAY, 10)) == "closed, no opening is known"
    gone = place(weekdays(MORNING), valid_until=date(2026, 11, 13))
    assert state(gone, at(MONDAY, 10)) == "closed, no opening is known"


def test_a_place_opens_and_closes_for_good():
    found = place(weekdays(MORNING), valid_from=date(2026, 11, 17), valid_until=date(2026, 11, 18))
    days = [MONDAY + timedelta(days=number) for number in range(4)]

    assert [bool(on(found, day)) for day in days] == [False, True, True, False]
    reasons = [hours.reason_closed(found, "counter", day, CALENDAR) for day in days]
    assert reasons == [
        "This place opens on 17 November 2026.",
        "",
        "",
        "This place has been closed since 18 November 2026.",
    ]


def test_reasons_name_holiday_closed_day_and_exception():
    found = place(weekdays(MORNING), [exception(date(2026, 11, 17))])

    def reason(day):
        return hours.reason_closed(found, "counter", day, CALENDAR)

    assert reason(date(2026, 11, 11)) == "Armistice Day"
    assert reason(date(2026, 12, 28)) == "Bridging day"
    assert reason(date(2026, 11, 17)) == "works"
    assert reason(date(2026, 11, 18)) == ""
    # An ordinary Saturday has no reason: the table of the week says it.
    assert reason(date(2026, 11, 21)) == ""


def test_an_exception_without_a_reason_still_says_something():
    found = place(weekdays(MORNING), [exception(MONDAY, reason=Text())])

    assert hours.reason_closed(found, "counter", MONDAY, CALENDAR) == "closed exceptionally"


def test_other_hours_of_one_day_hold_even_on_a_holiday_or_a_sunday():
    holiday, sunday = date(2026, 11, 11), date(2026, 11, 22)
    extra = [exception(day, opens=time(10), closes=time(11)) for day in (holiday, sunday)]

    found = place(weekdays(MORNING), extra)

    assert on(found, holiday) == on(found, sunday) == [(time(10), time(11))]


def test_other_hours_over_several_days_open_no_holiday_and_no_weekend():
    summer = exception(date(2026, 11, 9), date(2026, 11, 15), time(8), time(10))
    found = place(weekdays(MORNING), [summer])

    week = [on(found, date(2026, 11, 9) + timedelta(days=number)) for number in range(7)]

    short = [(time(8), time(10))]
    assert week == [short, short, [], short, short, [], []]


def test_closed_goes_before_other_hours():
    both = [exception(MONDAY, opens=time(10), closes=time(11)), exception(MONDAY)]

    assert on(place(weekdays(MORNING), both), MONDAY) == []


def test_an_exception_holds_for_its_kind():
    weekly = [*weekdays(MORNING), opening(0, time(8), time(17), "telephone")]
    of_counter = place(weekly, [exception(MONDAY, kind="counter")])
    of_both = place(weekly, [exception(MONDAY)])

    assert on(of_counter, MONDAY) == []
    assert on(of_counter, MONDAY, "telephone") == [(time(8), time(17))]
    assert on(of_both, MONDAY, "telephone") == []


def test_an_exception_of_every_kind_makes_no_telephone_hours():
    found = place(weekdays(MORNING), [exception(MONDAY, opens=time(10), closes=time(11))])

    assert hours.kinds_of(found) == ["counter"]
    assert on(found, MONDAY, "telephone") == []


def test_a_place_may_open_on_single_days_alone():
    found = place([], [exception(date(2026, 11, 18), opens=time(10), closes=time(11))])

    assert hours.kinds_of(found) == ["counter"]
    assert state(found, at(MONDAY, 9)).startswith("opens on Wednesday 18 November")


def test_openings_that_touch_are_one():
    found = place([opening(0, time(9), time(12)), opening(0, time(12), time(14))])

    assert on(found, MONDAY) == [(time(9), time(14))]


def test_week_in_words():
    rows = hours.week_of(place(weekdays(MORNING, AFTERNOON)), "counter")

    assert [(row.name, row.text) for row in rows[3:6]] == [
        ("Thursday", "9:00–12:00 and 13:30–16:00"),
        ("Friday", "9:00–12:00 and 13:30–16:00"),
        ("Saturday", "closed"),
    ]


def test_coming_differences(time_machine):
    today = date(2026, 12, 1)
    time_machine.move_to(at(today, 8))
    found = place(
        weekdays(MORNING),
        [
            exception(date(2026, 11, 20), date(2026, 11, 30)),
            exception(date(2026, 12, 7), opens=time(10), closes=time(11)),
            exception(date(2026, 12, 28), date(2027, 1, 1)),
            exception(date(2027, 1, 5)),
        ],
    )

    rows = hours.coming_differences(found, "counter", today, CALENDAR)

    # The closed day of the organisation lies within the longer closure.
    assert [(row.days, row.text, row.reason) for row in rows] == [
        ("Monday 7 December", "10:00–11:00", "works"),
        ("Friday 25 December", "closed", "Christmas Day"),
        ("Monday 28 December until Friday 1 January 2027", "closed", "works"),
    ]


def test_a_holiday_on_a_day_that_is_closed_anyway_is_not_told():
    found = place([opening(0, *MORNING)])

    assert hours.coming_differences(found, "counter", date(2026, 11, 1), CALENDAR) == []


def test_which_are_open_now(fin, bosa):
    ClosedDayFactory(organisation=bosa, day=MONDAY)
    for organisation in (fin, bosa):
        row = PlaceFactory(organisation=organisation)
        OpeningHours.objects.create(
            place=row, kind="counter", weekday=0, opens=time(9), closes=time(12)
        )
    places = Place.objects.with_hours()
    calendars = time_limits.calendars_of([fin.pk, bosa.pk])

    found = hours.open_now(places, at(MONDAY, 10), calendars)

    assert [one.organisation for one in found] == [fin]
    assert hours.open_now(places, at(MONDAY, 13), calendars) == []


def test_calendars_of_several_organisations_take_two_queries(fin, bosa, django_assert_num_queries):
    ClosedDayFactory(organisation=bosa, day=MONDAY)

    with django_assert_num_queries(2):
        calendars = time_limits.calendars_of([fin.pk, bosa.pk])

    assert calendars[fin.pk].holiday(MONDAY) is None
    assert str(calendars[bosa.pk].holiday(MONDAY)) == "Bridging day"
    assert time_limits.calendars_of([]) == {}


# ── A slow second opinion ─────────────────────────────────────

QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
spans = st.lists(st.sampled_from(QUARTERS), min_size=2, max_size=2, unique=True).map(sorted)
kinds = st.sampled_from(["counter", "telephone"])
days = st.dates(date(2026, 11, 5), date(2026, 11, 20))
weekly = st.lists(
    st.builds(lambda day, span, kind: opening(day, *span, kind), st.integers(0, 6), spans, kinds),
    max_size=12,
)
exceptions = st.lists(
    st.builds(
        lambda first, length, span, kind: exception(
            first, first + timedelta(days=length), *(span or (None, None)), kind=kind
        ),
        days,
        st.integers(0, 4),
        st.none() | spans,
        kinds | st.just(""),
    ),
    max_size=4,
)


def is_open_slowly(openings, rows, kind, day, moment):
    """One quarter, by the rules as they are told."""
    kept = {row.kind for row in openings} | {row.kind for row in rows if row.kind}
    kept = kept or ({"counter"} if rows else set())
    touching = [
        row
        for row in rows
        if row.first <= day <= row.last and (row.kind == kind or (row.kind == "" and kind in kept))
    ]
    usual = [row for row in openings if row.kind == kind and row.weekday == day.weekday()]
    single = [row for row in touching if row.first == row.last]
    if any(row.opens is None for row in touching):
        holding = []
    elif single:
        holding = single
    elif day == date(2026, 11, 11) or not usual:
        holding = []
    else:
        holding = touching or usual
    return any(row.opens <= moment < row.closes for row in holding)


@settings(deadline=None)
@given(weekly, exceptions, kinds, days)
@example([opening(2, time(9), time(12))], [], "counter", date(2026, 11, 11))
def test_intervals_agree_with_counting_quarters(openings, rows, kind, day):
    found = hours.intervals_on(place(openings, rows), kind, day, CALENDAR)

    inside = [any(opens <= one < closes for opens, closes in found) for one in QUARTERS]
    assert inside == [is_open_slowly(openings, rows, kind, day, one) for one in QUARTERS]
    assert all(opens < closes for opens, closes in found)
    pairs = pairwise(found)
    assert all(one.closes < following.opens for one, following in pairs)


@settings(deadline=None)
@given(weekly, exceptions, days, st.sampled_from(QUARTERS))
def test_state_agrees_with_looking_quarter_by_quarter(openings, rows, day, moment):
    found = hours.state_at(
        place(openings, rows), "counter", datetime.combine(day, moment, BRUSSELS), CALENDAR
    )

    assert found.is_open == is_open_slowly(openings, rows, "counter", day, moment)
    if not found.is_open:
        later = (
            datetime.combine(day + timedelta(days=ahead), quarter, BRUSSELS)
            for ahead in range(20)
            for quarter in QUARTERS
            if (ahead or quarter > moment)
            and is_open_slowly(openings, rows, "counter", day + timedelta(days=ahead), quarter)
        )
        seen = next(later, None)
        assert seen is None or found.next_opening == seen
