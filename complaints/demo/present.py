"""Cases that make today worth looking at: due now and this week, overdue, waiting, just received."""

from collections.abc import Iterator
from datetime import date, timedelta

from complaints.demo.arrivals import arrive
from complaints.demo.courses import FOUNDED, PARTLY_FOUNDED, UNFOUNDED
from complaints.demo.script import Cast, Script
from complaints.demo.stories import admit, answer_text
from complaints.enums import Channel, Finding, Remedy, Status
from core.deadlines import deadline
from organisations.enums import LimitKind

DAYS_AHEAD = 4
LONGEST_LIMIT = 200


def cases_of_today(cast: Cast) -> Iterator[Script]:
    """The most urgent first, so that a small demonstration has these."""
    yield from due_today(cast)
    yield from overdue(cast)
    yield from just_received(cast)
    yield from waiting(cast)
    yield from answered(cast)
    yield from due_soon(cast)


def due_today(cast: Cast) -> Iterator[Script]:
    """Today, or the next open day where today is a closed one."""
    day = cast.calendar.next_open_day(cast.today)
    yield due_on(cast, day, Status.PROPOSED)
    yield due_on(cast, day, Status.IN_HANDLING)
    yield from unacknowledged(cast, day)


def due_soon(cast: Cast) -> Iterator[Script]:
    day = cast.calendar.next_open_day(cast.today)
    for number in range(DAYS_AHEAD):
        day = cast.calendar.next_open_day(day + timedelta(days=1))
        yield due_on(cast, day, Status.IN_HANDLING if number % 2 else Status.PROPOSED)


def overdue(cast: Cast) -> Iterator[Script]:
    for days, status in ((1, Status.PROPOSED), (4, Status.IN_HANDLING), (9, Status.IN_HANDLING)):
        day = cast.last_working_day(cast.today - timedelta(days=days))
        yield due_on(cast, day, status)
    yield from unacknowledged(cast, cast.last_working_day(cast.today - timedelta(days=1)))


def just_received(cast: Cast) -> Iterator[Script]:
    yield arrive(cast, UNFOUNDED, cast.today, channel=Channel.WEB)
    for days in (1, 2):
        yield arrive(cast, FOUNDED, cast.today - timedelta(days=days), channel=Channel.WEB)


def waiting(cast: Cast) -> Iterator[Script]:
    """For the complainant: before and after the case was qualified."""
    asked_on = cast.last_working_day(cast.today - timedelta(days=4))
    early = reachable(cast, asked_on - timedelta(days=3))
    early.ask(asked_on, by=cast.coordinator)
    yield early
    later = reachable(cast, asked_on - timedelta(days=18))
    admit(later, FOUNDED)
    later.ask(asked_on)
    yield later


def answered(cast: Cast) -> Iterator[Script]:
    """Sent, and waiting for its analysis."""
    for days in (2, 6):
        day = cast.last_working_day(cast.today - timedelta(days=days))
        script = due_on(cast, cast.calendar.next_open_day(cast.today), Status.PROPOSED)
        body = answer_text(script, FOUNDED, Finding.FOUNDED, Remedy.APOLOGY)
        script.answer(day, body, finding=Finding.FOUNDED)
        yield script


def reachable(cast: Cast, received_on: date) -> Script:
    """Somebody who left an address."""
    while True:
        script = arrive(cast, FOUNDED, received_on, channel=Channel.WEB)
        if script.can_be_written_to:
            return script


def due_on(cast: Cast, day: date, status: str) -> Script:
    course = cast.rng.choice((FOUNDED, PARTLY_FOUNDED, UNFOUNDED))
    script = arrive(cast, course, received_for(cast, LimitKind.ANSWER, day), channel=Channel.WEB)
    admit(script, course)
    if status == Status.PROPOSED:
        body = answer_text(script, course, course.finding, Remedy.EXPLANATION)
        script.propose(
            cast.last_working_day(cast.today - timedelta(days=7)), body, finding=course.finding
        )
    return script


def unacknowledged(cast: Cast, day: date) -> Iterator[Script]:
    """A message that nobody has acknowledged yet; none where no limit is set."""
    if LimitKind.ACKNOWLEDGEMENT in cast.limits:
        received_on = received_for(cast, LimitKind.ACKNOWLEDGEMENT, day)
        yield arrive(cast, FOUNDED, received_on, channel=Channel.EMAIL, unseen=True)


def received_for(cast: Cast, kind: str, due: date) -> date:
    """The day of receipt for which the limit ends on this day; never after today."""
    limit = cast.limits.get(kind)
    if limit is None:
        return cast.today - timedelta(days=20)
    for days in range(LONGEST_LIMIT):
        day = due - timedelta(days=days)
        if day <= cast.today and deadline(day, limit, cast.calendar).due == due:
            return day
    return cast.today
