"""When a place is open: its weekly hours, the days that differ, and what is told of them.

The functions are pure: they read a place with its hours and exceptions (`Place.objects.with_hours()`)
and the calendar of its organisation (`time_limits.calendar_of`). On one day the first that applies
decides: the place does not exist yet or any more; an exception that closes; an exception for this
one day; a public holiday or closed day; an exception over several days, where the place would be
open; the weekly hours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, cast

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.deadlines import Calendar
from core.templatetags.ui import clock, day_plain, day_short
from organisations.enums import HoursKind
from organisations.models import HoursException, OpeningHours, Place

ONE_DAY = timedelta(days=1)
DAYS_OF_WEEK = 7
# How far the next opening is looked for, and exceptions are announced.
DAYS_AHEAD, DAYS_ANNOUNCED = 366, 30


class Opening(NamedTuple):
    """From and until what time a place is open without a break."""

    opens: time
    closes: time

    @property
    def text(self) -> str:
        """9:00–12:00."""
        opens, closes = digits(self.opens), digits(self.closes)
        return pgettext("opening hours", "%(opens)s–%(closes)s") % {
            "opens": opens,
            "closes": closes,
        }


class State(NamedTuple):
    """Whether a place is open at a moment; until when, or when next and why not now."""

    moment: datetime
    until: time | None = None
    next_opening: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.until is not None

    @property
    def text(self) -> str:
        if self.until is not None:
            return _("open until %(time)s") % {"time": in_words(self.until)}
        if self.next_opening is None:
            return _("closed, no opening is known")
        opens_at = in_words(self.next_opening.time())
        if self.next_opening.date() == self.moment.date():
            return _("opens today at %(time)s") % {"time": opens_at}
        day = weekday_and_day(self.next_opening.date())
        return _("opens on %(day)s at %(time)s") % {"day": day, "time": opens_at}


class Weekday(NamedTuple):
    """A row of the table of a week."""

    number: int
    openings: Sequence[Opening]

    @property
    def name(self) -> str:
        return capfirst(str(WEEKDAYS[self.number]))

    @property
    def text(self) -> str:
        return openings_in_words(self.openings)


class Difference(NamedTuple):
    """Days on which a place keeps other hours than in an ordinary week."""

    first: date
    last: date
    openings: Sequence[Opening]
    reason: str
    # Of the reason, where the organisation wrote it.
    language: str = ""

    @property
    def days(self) -> str:
        if self.first == self.last:
            return weekday_and_day(self.first)
        return _("%(first)s until %(last)s") % {
            "first": weekday_and_day(self.first),
            "last": weekday_and_day(self.last),
        }

    @property
    def text(self) -> str:
        return openings_in_words(self.openings)


@dataclass(frozen=True)
class Hours:
    """Everything that is told of a place's hours of one kind."""

    kind: HoursKind
    state: State
    week: Sequence[Weekday]
    differences: Sequence[Difference]


def digits(value: time) -> str:
    """As a table writes a time: in Dutch and German without the word for hour."""
    return f"{value:%-H.%M}" if get_language() in ("nl", "de") else in_words(value)


def in_words(value: time) -> str:
    """As a sentence says a time: 9 h 00."""
    return clock(datetime.combine(date.min, value))


def weekday_and_day(day: date) -> str:
    """Monday 23 November, with the year when it is not this one."""
    comma = "," if get_language() == "de" else ""
    return f"{date_format(day, 'l')}{comma} {day_short(day)}"


def openings_in_words(openings: Sequence[Opening]) -> str:
    """9:00–12:00 and 13:30–16:00."""
    if not openings:
        return pgettext("opening hours", "closed")
    return get_text_list([opening.text for opening in openings], pgettext("opening hours", "and"))


def kinds_of(place: Place) -> list[HoursKind]:
    """What the place is open for: by its weekly hours, or at times by an exception alone."""
    rows: list[OpeningHours | HoursException] = [*place.hours.all(), *place.exceptions.all()]
    held = [kind for kind in HoursKind if any(row.kind == kind for row in rows)]
    return held or ([HoursKind.COUNTER] if rows else [])


def intervals_on(place: Place, kind: str, day: date, calendar: Calendar) -> list[Opening]:
    """The openings of that day in their order; those that touch or overlap made one."""
    return _day(place, kind, day, calendar).openings


def reason_closed(place: Place, kind: str, day: date, calendar: Calendar) -> str:
    """Why the place is closed all day where the weekly hours do not say so; '' without a reason."""
    return _day(place, kind, day, calendar).reason


def state_at(place: Place, kind: str, moment: datetime, calendar: Calendar) -> State:
    here = timezone.localtime(moment)
    today = _day(place, kind, here.date(), calendar)
    now = here.time()
    for opens, closes in today.openings:
        if opens <= now < closes:
            return State(here, until=closes)
    return State(here, next_opening=_next_opening(place, kind, here, calendar), reason=today.reason)


def open_now(
    places: Iterable[Place],
    moment: datetime,
    calendars: Mapping[int, Calendar],
    kind: str = HoursKind.COUNTER,
) -> list[Place]:
    """Those that are open; the calendars by organisation (`time_limits.calendars_of`)."""
    return [
        place
        for place in places
        if state_at(place, kind, moment, calendars[place.organisation_id]).is_open
    ]


def week_of(place: Place, kind: str) -> list[Weekday]:
    """An ordinary week, from Monday."""
    return [Weekday(number, _weekly(place, kind, number)) for number in range(DAYS_OF_WEEK)]


def coming_differences(
    place: Place, kind: str, today: date, calendar: Calendar
) -> list[Difference]:
    """The exceptions of the coming days, and the closed days on which it would be open."""
    last = today + timedelta(days=DAYS_ANNOUNCED)
    rows = [row for row in _exceptions(place, kind) if row.last >= today and row.first <= last]
    found = [
        Difference(row.first, row.last, given(row), str(row.reason), row.reason.shown_language)
        for row in rows
    ]
    for day in _days(today, last):
        excepted = any(row.first <= day <= row.last for row in rows if not _is_within_hours(row))
        if not excepted and _exists(place, day) and _weekly(place, kind, day.weekday()):
            reason = calendar.holiday(day)
            found += [Difference(day, day, [], str(reason))] if reason else []
    return sorted(found, key=lambda one: (one.first, one.last))


def hours_of(place: Place, moment: datetime, calendar: Calendar) -> list[Hours]:
    """For each kind of hours that the place keeps."""
    today = timezone.localtime(moment).date()
    return [
        Hours(
            kind,
            state_at(place, kind, moment, calendar),
            week_of(place, kind),
            coming_differences(place, kind, today, calendar),
        )
        for kind in kinds_of(place)
    ]


class _Day(NamedTuple):
    openings: list[Opening]
    reason: str = ""


def _day(place: Place, kind: str, day: date, calendar: Calendar) -> _Day:
    if not _exists(place, day):
        return _Day([], _bounds_in_words(place, day))
    rows = [row for row in _exceptions(place, kind) if row.first <= day <= row.last]
    closing = next((row for row in rows if row.opens is None), None)
    if closing is not None:
        return _Day([], str(closing.reason) or pgettext("opening hours", "closed exceptionally"))
    if of_this_day := [one for row in rows if not _is_within_hours(row) for one in given(row)]:
        return _Day(_merged(of_this_day))
    if holiday := calendar.holiday(day):
        return _Day([], str(holiday))
    weekly = _weekly(place, kind, day.weekday())
    instead = [one for row in rows for one in given(row)] if weekly else []
    return _Day(_merged(instead) or weekly)


def _exists(place: Place, day: date) -> bool:
    begun = place.valid_from is None or place.valid_from <= day
    return begun and (place.valid_until is None or day <= place.valid_until)


def _bounds_in_words(place: Place, day: date) -> str:
    if place.valid_from and day < place.valid_from:
        return _("This place opens on %(day)s.") % {"day": day_plain(place.valid_from)}
    return _("This place has been closed since %(day)s.") % {"day": day_plain(place.valid_until)}


def _exceptions(place: Place, kind: str) -> list[HoursException]:
    """An exception that names no kind holds for what the place is open for."""
    return [
        row
        for row in place.exceptions.all()
        if row.kind == kind or (not row.kind and kind in kinds_of(place))
    ]


def _is_within_hours(row: HoursException) -> bool:
    """Other hours over several days (a summer) open no Sunday and no holiday."""
    return row.opens is not None and row.first != row.last


def given(row: HoursException) -> list[Opening]:
    """The hours that an exception gives; none where it closes."""
    if row.opens is None:
        return []
    return [Opening(row.opens, cast("time", row.closes))]


def _weekly(place: Place, kind: str, weekday: int) -> list[Opening]:
    return _merged(
        Opening(row.opens, row.closes)
        for row in place.hours.all()
        if row.kind == kind and row.weekday == weekday
    )


def _merged(openings: Iterable[Opening]) -> list[Opening]:
    merged: list[Opening] = []
    for one in sorted(openings):
        if merged and one.opens <= merged[-1].closes:
            merged[-1] = Opening(merged[-1].opens, max(merged[-1].closes, one.closes))
        else:
            merged.append(one)
    return merged


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _next_opening(place: Place, kind: str, here: datetime, calendar: Calendar) -> datetime | None:
    if kind not in kinds_of(place):
        return None
    first = here.date()
    for day in _days(first, first + timedelta(days=DAYS_AHEAD)):
        for opens, _closes in intervals_on(place, kind, day, calendar):
            if day > first or opens > here.time():
                return datetime.combine(day, opens, here.tzinfo)
    return None
