"""Time limits: from a first day, a limit, closed days, pauses and an extension to a due date.

The functions are pure. They return the date together with the steps that lead to it, so that a
page, a letter and a command give the same explanation. All dates are local calendar dates.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django_stubs_ext import StrOrPromise

ONE_DAY = timedelta(days=1)
SATURDAY = 5
FIXED_RULE = re.compile(r"(\d\d)-(\d\d)")
EASTER_RULE = re.compile(r"easter([+-]\d{1,3})?")
# Within these bounds a day counted from Easter always lies in the year of that Easter.
EARLIEST_FROM_EASTER, LATEST_FROM_EASTER = -80, 250
LEAP_YEAR = 2000


class Unit(TextChoices):
    """What a limit is counted in."""

    CALENDAR_DAYS = "calendar_days", pgettext_lazy("unit of a time limit", "calendar days")
    WORKING_DAYS = "working_days", pgettext_lazy("unit of a time limit", "working days")
    MONTHS = "months", pgettext_lazy("unit of a time limit", "months")


@dataclass(frozen=True)
class Limit:
    """How long something may take.

    `amount` is a number of `unit`s (a value of `Unit`); 0 means at once: the same day.
    Raises ValueError for a negative amount or an unknown unit.
    """

    amount: int
    unit: str

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"A time limit cannot be negative: {self.amount}.")
        if self.unit not in Unit.values:
            raise ValueError(f"Unknown unit of a time limit: {self.unit!r}.")


@dataclass(frozen=True)
class Pause:
    """A question put to the other side: the clock stands still until the reply.

    The days after `asked_on`, up to and including `replied_on`, do not count; without a
    `replied_on` the pause is still open. Raises ValueError for a reply before its question.
    """

    asked_on: date
    replied_on: date | None

    def __post_init__(self) -> None:
        if self.replied_on is not None and self.replied_on < self.asked_on:
            raise ValueError(f"Reply on {self.replied_on}, before its question on {self.asked_on}.")


@dataclass(frozen=True)
class Extension:
    """A decision, taken on `decided_on`, that `until` is the new date.

    Raises ValueError for a new date before the decision.
    """

    decided_on: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.decided_on:
            raise ValueError(f"Extended until {self.until}, before the decision {self.decided_on}.")


@dataclass(frozen=True)
class Step:
    """One step of the explanation: what happened (`code`, `values`) and the date reached (`on`).

    Codes: `limit`, `skipped`, `pause`, `no_pause`, `late_pause`, `open_pause`, `extension`, `moved`.
    """

    code: str
    on: date
    values: Mapping[str, object]

    @property
    def text(self) -> str:
        """The step as a sentence, in the language that is active when it is read."""
        return capfirst(_SENTENCES[self.code](self.on, self.values))


@dataclass(frozen=True)
class Deadline:
    """The last day on which a limit is kept, and how it was found.

    `due` is None while the clock stands still: a question is open and nobody can tell the date yet.
    """

    due: date | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class HolidayRule:
    """A day that returns every year.

    `rule` is "MM-DD" or "easter+N" (N days after Easter Sunday); `name` is what people read, plain
    or lazily translated; `valid_from` and `valid_until` are inclusive; `scope` says for whom it
    is a day off (legal, federal civil servants) and plays no part in counting.
    Raises ValueError for a rule in another form.
    """

    rule: str
    name: StrOrPromise
    valid_from: date | None = None
    valid_until: date | None = None
    scope: str = ""

    def __post_init__(self) -> None:
        if FIXED_RULE.fullmatch(self.rule):
            self._fixed_day(LEAP_YEAR)
        elif not (
            EASTER_RULE.fullmatch(self.rule)
            and EARLIEST_FROM_EASTER <= self._days_from_easter() <= LATEST_FROM_EASTER
        ):
            raise ValueError(f"A holiday is written MM-DD or easter+N, not {self.rule!r}.")

    def day_in(self, year: int) -> date | None:
        """The day of this holiday in a year; None where it is not valid or does not exist."""
        if not self.rule.startswith("easter"):
            try:
                day = self._fixed_day(year)
            except ValueError:  # 29 February
                return None
        else:
            day = _easter(year) + timedelta(days=self._days_from_easter())
        return day if self._is_valid(day) else None

    def _is_valid(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def _fixed_day(self, year: int) -> date:
        return date(year, int(self.rule[:2]), int(self.rule[3:]))

    def _days_from_easter(self) -> int:
        return int(self.rule.removeprefix("easter") or 0)


@lru_cache(maxsize=256)
def _easter(year: int) -> date:
    return easter(year)


class Calendar:
    """Which days are closed for one organisation.

    Saturdays and Sundays, the holidays of the rules, and the organisation's own closed days (with
    what they are called). The days of a year are worked out once; keep the calendar for a list.
    """

    def __init__(
        self,
        rules: Iterable[HolidayRule],
        own: Mapping[date, str] = MappingProxyType({}),
    ) -> None:
        self._rules = tuple(rules)
        self._own = dict(own)
        self._years: dict[int, dict[date, StrOrPromise]] = {}

    def closed(self, day: date) -> str | None:
        """Why a day is closed, in the reader's language; None for an open day."""
        reason = self.reason(day)
        return None if reason is None else str(reason)

    def is_open(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day.weekday() < SATURDAY and day not in self._holidays(day.year)

    def next_open_day(self, day: date) -> date:
        """The day itself if it is open, else the first open day after it."""
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def reason(self, day: date) -> StrOrPromise | None:
        """As `closed`, but translated only when it is shown."""
        if day.weekday() >= SATURDAY:
            return cast("StrOrPromise", WEEKDAYS[day.weekday()])
        return self.holiday(day)

    def holiday(self, day: date) -> StrOrPromise | None:
        """What the holiday or own closed day is called, also on a Saturday or Sunday."""
        return self._holidays(day.year).get(day)

    def working_day_after(self, day: date, count: int) -> date:
        """The `count`-th open day after `day`; `day` itself for 0."""
        while count:
            day += ONE_DAY
            count -= self.is_open(day)
        return day

    def working_days_between(self, day: date, last: date) -> int:
        """The number of open days after `day`, up to and including `last`."""
        return sum(self.is_open(one) for one in _days_after(day, last))

    def _holidays(self, year: int) -> dict[date, StrOrPromise]:
        if year not in self._years:
            found: dict[date, StrOrPromise] = {
                day: name or gettext_lazy("Closed day")
                for day, name in self._own.items()
                if day.year == year
            }
            for rule in reversed(self._rules):
                if day := rule.day_in(year):
                    found[day] = rule.name
            self._years[year] = found
        return self._years[year]


def deadline(
    start: date,
    limit: Limit,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> Deadline:
    """When a limit that starts on `start` (the day of receipt) ends, and why.

    - Counting starts the day after; the n-th day that counts is the end. Closed days do not count
      in working days. n months end on the same day number, or on the last day of a shorter month.
    - Paused days do not count, and count once when pauses overlap. In months the end moves by the
      paused days. An open pause leaves no date. A question asked when the limit had already ended
      changes nothing, answered or not.
    - An extension sets a new date; only questions asked on or after its day move it, by calendar
      days.
    - A limit that ends on a closed day moves to the next open day.

    Raises ValueError for a question or a decision before `start`, and for dates beyond the
    calendar.
    """
    _check_order(start, pauses, extension)
    before = [one for one in pauses if extension is None or one.asked_on < extension.decided_on]
    try:
        count = _Count(start, limit, calendar)
        count.pause(before)
        if extension is not None:
            count.extend(extension)
            count.pause([one for one in pauses if one.asked_on >= extension.decided_on])
        return count.finish()
    except OverflowError as error:
        raise ValueError(f"{limit.amount} {limit.unit} from {start} cannot be dated.") from error


def _check_order(start: date, pauses: Sequence[Pause], extension: Extension | None) -> None:
    for one in pauses:
        if one.asked_on < start:
            raise ValueError(f"Question on {one.asked_on}, before the limit starts on {start}.")
    if extension is not None and extension.decided_on < start:
        raise ValueError(f"Extended on {extension.decided_on}, before the start on {start}.")


class _Count:
    """A count under way: the end so far (None while the clock stands still) and its steps."""

    def __init__(self, start: date, limit: Limit, calendar: Calendar) -> None:
        self.start = start
        self.calendar = calendar
        self.in_working_days = limit.amount > 0 and limit.unit == Unit.WORKING_DAYS
        self.paused: list[Pause] = []
        self.steps: list[Step] = []
        self.end: date | None = _first_end(start, limit, calendar)
        clamped = limit.unit == Unit.MONTHS and self.end.day != start.day
        self.say("limit", self.end, amount=limit.amount, unit=limit.unit, clamped=clamped)

    def say(self, code: str, on: date, **values: object) -> None:
        self.steps.append(Step(code, on, values))

    def pause(self, pauses: Sequence[Pause]) -> None:
        for one in _merged(pauses):
            if self.end is None:
                return
            if one.asked_on >= self.end:
                self.say("late_pause", self.end, asked_on=one.asked_on)
            elif one.replied_on is None:
                self.end = None
                self.say("open_pause", one.asked_on, asked_on=one.asked_on)
            else:
                self.end = self.move(one.asked_on, one.replied_on, self.end)

    def move(self, asked_on: date, replied_on: date, end: date) -> date:
        if self.in_working_days:
            days = self.calendar.working_days_between(asked_on, replied_on)
            left = self.calendar.working_days_between(asked_on, end)
            end = self.calendar.working_day_after(replied_on, left) if days else end
        else:
            days = (replied_on - asked_on).days
            end += timedelta(days=days)
        self.paused.append(Pause(asked_on, replied_on))
        self.say(
            "pause" if days else "no_pause",
            end,
            days=days,
            working=self.in_working_days,
            asked_on=asked_on,
            replied_on=replied_on,
        )
        return end

    def explain_skipped(self) -> None:
        """Name the closed weekdays that a limit in working days stepped over."""
        if not self.in_working_days or self.end is None:
            return
        days = tuple(
            (day, self.calendar.reason(day))
            for day in _days_after(self.start, self.end)
            if day.weekday() < SATURDAY and not self.calendar.is_open(day) and not self.rests(day)
        )
        if days:
            self.say("skipped", self.end, days=days)

    def rests(self, day: date) -> bool:
        return any(
            one.asked_on < day and (one.replied_on is None or day <= one.replied_on)
            for one in self.paused
        )

    def extend(self, extension: Extension) -> None:
        self.explain_skipped()
        self.in_working_days = False
        self.end = extension.until
        self.say("extension", self.end, decided_on=extension.decided_on, until=extension.until)

    def finish(self) -> Deadline:
        if self.end is None:
            return Deadline(None, tuple(self.steps))
        self.explain_skipped()
        due = self.calendar.next_open_day(self.end)
        if due != self.end:
            first = self.end - ONE_DAY
            closed = ((day, self.calendar.reason(day)) for day in _days_after(first, due - ONE_DAY))
            self.say("moved", due, days=tuple(closed))
        return Deadline(due, tuple(self.steps))


def _first_end(start: date, limit: Limit, calendar: Calendar) -> date:
    if limit.unit == Unit.WORKING_DAYS:
        return calendar.working_day_after(start, limit.amount)
    if limit.unit == Unit.MONTHS:
        return _months_after(start, limit.amount)
    return start + timedelta(days=limit.amount)


def _months_after(start: date, months: int) -> date:
    try:
        return start + relativedelta(months=months)
    except ValueError as error:  # relativedelta names the year, and nothing else
        raise OverflowError(str(error)) from error


def _merged(pauses: Sequence[Pause]) -> list[Pause]:
    """Pauses in order, those that overlap made one: a day counts once."""
    merged: list[Pause] = []
    for one in sorted(pauses, key=lambda pause: pause.asked_on):
        if merged and one.asked_on < _ends(merged[-1]):
            last = merged.pop()
            merged.append(Pause(last.asked_on, max(last, one, key=_ends).replied_on))
        else:
            merged.append(one)
    return merged


def _ends(pause: Pause) -> date:
    return pause.replied_on or date.max


def _days_after(day: date, last: date) -> Iterator[date]:
    for number in range(1, (last - day).days + 1):
        yield day + timedelta(days=number)


def _in_words(day: date, beside: date) -> str:
    """A day as people write it; the year only where it is not the year of the date beside it."""
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == beside.year else "DATE_FORMAT")


def _say_limit(_on: date, values: Mapping[str, object]) -> str:
    amount, unit = cast("int", values["amount"]), values["unit"]
    if amount == 0:
        return pgettext("time limit", "At once: the same day")
    if unit == Unit.WORKING_DAYS:
        text = ngettext(
            "%(amount)d working day, counted from the day after",
            "%(amount)d working days, counted from the day after",
            amount,
        )
    elif unit == Unit.CALENDAR_DAYS:
        text = ngettext(
            "%(amount)d calendar day, counted from the day after",
            "%(amount)d calendar days, counted from the day after",
            amount,
        )
    elif values["clamped"]:
        text = ngettext(
            "%(amount)d month, up to the last day of a shorter month",
            "%(amount)d months, up to the last day of a shorter month",
            amount,
        )
    else:
        text = ngettext(
            "%(amount)d month, up to the same day of the month",
            "%(amount)d months, up to the same day of the month",
            amount,
        )
    return text % {"amount": amount}


def _say_skipped(on: date, values: Mapping[str, object]) -> str:
    days = cast("Sequence[tuple[date, StrOrPromise]]", values["days"])
    named = ", ".join(f"{name} ({_in_words(day, on)})" for day, name in days)
    return _("Not working days: %(days)s") % {"days": named}


def _say_pause(on: date, values: Mapping[str, object]) -> str:
    days = cast("int", values["days"])
    if values["working"]:
        text = ngettext(
            "Pause of %(days)d working day: question sent on %(asked_on)s, reply on %(replied_on)s",
            "Pause of %(days)d working days: question sent on %(asked_on)s, reply on %(replied_on)s",
            days,
        )
    else:
        text = ngettext(
            "Pause of %(days)d day: question sent on %(asked_on)s, reply on %(replied_on)s",
            "Pause of %(days)d days: question sent on %(asked_on)s, reply on %(replied_on)s",
            days,
        )
    return text % {"days": days, **_question(on, values)}


def _say_no_pause(on: date, values: Mapping[str, object]) -> str:
    text = _("No day of pause: question sent on %(asked_on)s, reply on %(replied_on)s")
    return text % _question(on, values)


def _question(on: date, values: Mapping[str, object]) -> dict[str, str]:
    return {name: _in_words(cast("date", values[name]), on) for name in ("asked_on", "replied_on")}


def _say_late_pause(on: date, values: Mapping[str, object]) -> str:
    text = _("No pause: the limit had ended when the question was sent on %(asked_on)s")
    return text % {"asked_on": _in_words(cast("date", values["asked_on"]), on)}


def _say_open_pause(on: date, _values: Mapping[str, object]) -> str:
    text = _("The clock stands still: question sent on %(asked_on)s, no reply yet")
    return text % {"asked_on": date_format(on, "DATE_FORMAT")}


def _say_extension(on: date, values: Mapping[str, object]) -> str:
    return _("Extended on %(decided_on)s until %(until)s") % {
        "decided_on": _in_words(cast("date", values["decided_on"]), on),
        "until": date_format(on, "DATE_FORMAT"),
    }


def _say_moved(_on: date, values: Mapping[str, object]) -> str:
    days = cast("Sequence[tuple[date, StrOrPromise]]", values["days"])
    named = ", ".join(dict.fromkeys(str(name) for _day, name in days))
    return _("%(closed_days)s: moved to the next open day") % {"closed_days": named}


_SENTENCES = {
    "limit": _say_limit,
    "skipped": _say_skipped,
    "pause": _say_pause,
    "no_pause": _say_no_pause,
    "late_pause": _say_late_pause,
    "open_pause": _say_open_pause,
    "extension": _say_extension,
    "moved": _say_moved,
}
