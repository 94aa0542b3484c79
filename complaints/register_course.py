"""What befell a case that comes from a file: its columns and its events, as the verbs would have left them.

The table of moves and the clock are those of the verbs; days that a file does not carry (of an
extension, a reopening, the second line) are never stored as if they were known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.clock import set_due_dates
from complaints.enums import (
    HANDLING,
    ORAL_CHANNELS,
    Acknowledged,
    Admissibility,
    EventCode,
    Move,
    Outcome,
    Status,
)
from complaints.intake import Person, arrival, way_to_acknowledge
from complaints.models import Case
from complaints.moving import COUNTED
from complaints.register_rows import Entry
from core.spreadsheet import SpreadsheetError
from core.templatetags.ui import day_plain
from organisations.models import Organisation

OPENS, NOON = time(8), time(12)
# Events of one day come in this order.
ORDER = (
    EventCode.RECEIVED,
    EventCode.EXTENDED,
    EventCode.ACKNOWLEDGED,
    EventCode.QUALIFIED,
    EventCode.REOPENED,
    EventCode.ANSWERED,
    EventCode.CLOSED,
    EventCode.FORWARDED,
    EventCode.WITHDRAWN,
    EventCode.REQUALIFIED,
    EventCode.SECOND_LINE,
)
RANK: dict[str, int] = {code: rank for rank, code in enumerate(ORDER)}
# How a case ends that was not answered.
ENDINGS = {
    Outcome.FORWARDED: EventCode.FORWARDED,
    Outcome.WITHDRAWN: EventCode.WITHDRAWN,
    Outcome.NOT_A_COMPLAINT: EventCode.REQUALIFIED,
}
UNSET: dict[str, Any] = {
    field.column: field.get_default()
    for field in Case._meta.concrete_fields
    if field.column in COUNTED
}
LETTER_LANGUAGES, IN_PLACE_OF_ENGLISH = frozenset({"fr", "nl", "de"}), "fr"

# What happened, on which day, and the columns that it set.
Dated = tuple[EventCode, date, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: what changed, and when."""

    code: str
    at: datetime
    new: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is stored."""

    code: str
    at: datetime
    old: dict[str, Any]
    new: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Course:
    """A case from its receipt to where the file leaves it."""

    entry: Entry
    registered_at: datetime
    state: dict[str, Any]
    next_due: date
    events: Sequence[Told]


@dataclass(frozen=True)
class Dues:
    acknowledgement: date | None
    answer: date | None
    extended: date | None


class Clock:
    """The due dates and moments of one organisation's file; each day is computed once."""

    def __init__(self, organisation: Organisation, now: datetime) -> None:
        self.organisation = organisation
        self.now = now
        self.dues = cache(self._dues)
        self.next_due = cache(self._next_due)
        self.moment = cache(self._moment)
        self.arrival = cache(arrival)

    def _case(self, received_on: date, extended_until: date | None) -> Case:
        return Case(
            organisation=self.organisation,
            received_on=received_on,
            # A file does not say when the time limit was extended: known from the first day.
            extended_on=received_on if extended_until else None,
            extended_until=extended_until,
        )

    def _dues(self, received_on: date, extended_until: date | None) -> Dues:
        plain, extended = self._case(received_on, None), self._case(received_on, extended_until)
        for case in (plain, extended):
            set_due_dates(case, pauses=())
        return Dues(plain.acknowledgement_due, plain.answer_due, extended.answer_due)

    def _next_due(
        self, received_on: date, extended_until: date | None, status: str, *, is_told: bool
    ) -> date:
        case = self._case(received_on, extended_until)
        case.status = status
        case.acknowledged_on = received_on if is_told else None
        case.first_answered_on = received_on if status == Status.ANSWERED else None
        set_due_dates(case, pauses=())
        return case.next_due

    def _moment(self, day: date, hour: time) -> datetime:
        """A moment of a day of which no hour is known."""
        at = datetime.combine(day, hour, tzinfo=timezone.get_default_timezone())
        return min(at, self.now)


def course_of(entry: Entry, clock: Clock) -> Course:
    """Raises SpreadsheetError where the row is refused by the time limits or the table of moves."""
    registered_at = clock.moment(entry.registered_on, OPENS)
    events = happened(entry, clock, registered_at)
    check_moves(entry, events)
    state = dict(UNSET)
    told = []
    for event in events:
        new = {column: value for column, value in event.new.items() if state[column] != value}
        old = {column: state[column] for column in new}
        if event.code == EventCode.RECEIVED:
            # The first event of a verb holds every column that has a value.
            new = {c: v for c, v in (state | event.new).items() if v is not None}
            old = dict.fromkeys(new)
        state.update(event.new)
        told.append(Told(event.code, event.at, old, new))
    next_due = clock.next_due(
        entry.received_on,
        entry.extended_until,
        state["status"],
        is_told=entry.acknowledged_on is not None,
    )
    return Course(entry, registered_at, state, next_due, told)


def happened(entry: Entry, clock: Clock, registered_at: datetime) -> list[Happened]:
    """What the row tells, in the order of its days."""
    first = Happened(
        EventCode.RECEIVED, clock.arrival(entry.received_on, registered_at), received(entry, clock)
    )
    later = [*before_the_answer(entry, clock), *answer_and_end(entry), *without_a_day(entry)]
    ranked = sorted(later, key=lambda event: RANK[event[0]])
    events = [Happened(code, clock.moment(day, NOON), new) for code, day, new in ranked]
    return [first, *sorted(events, key=attrgetter("at"))]


def before_the_answer(entry: Entry, clock: Clock) -> Iterator[Dated]:
    if entry.extended_until:
        yield EventCode.EXTENDED, entry.received_on, extended(entry, clock)
    if entry.acknowledged_on:
        told = {
            "acknowledged_on": entry.acknowledged_on.isoformat(),
            "acknowledged_by": way_of(entry),
        }
        yield EventCode.ACKNOWLEDGED, entry.acknowledged_on, told
    if was_qualified(entry):
        yield EventCode.QUALIFIED, qualified_by(entry), qualified(entry)


def answer_and_end(entry: Entry) -> Iterator[Dated]:
    if entry.answered_on:
        told = {
            "status": Status.ANSWERED.value,
            "finding": entry.finding,
            "answered_on": entry.answered_on.isoformat(),
            "first_answered_on": entry.answered_on.isoformat(),
        }
        yield (
            EventCode.ANSWERED,
            entry.answered_on,
            told | ({} if entry.closed_on else analysed(entry)),
        )
    if entry.closed_on and not closes_at_once(entry):
        code = ENDINGS.get(Outcome(entry.outcome), EventCode.CLOSED)
        yield code, entry.closed_on, closed(entry) | (analysed(entry) if entry.answered_on else {})


def without_a_day(entry: Entry) -> Iterator[Dated]:
    """What a file tells without its day: it had happened by the last day that is known."""
    last = max(filter(None, known_days(entry)))
    if entry.reopened_count:
        # The answer and the closing that are told are those after the reopening.
        told = {"reopened_count": entry.reopened_count}
        yield EventCode.REOPENED, entry.ended_on or last, told
    body, overturned = entry.second_line
    if body:
        found = {"second_line_id": body, "second_line_overturned": overturned}
        yield EventCode.SECOND_LINE, last, found


def extended(entry: Entry, clock: Clock) -> dict[str, Any]:
    dues = clock.dues(entry.received_on, entry.extended_until)
    until = entry.extended_until
    if dues.answer and until and until <= dues.answer:
        said = _("The new date does not lie after the due date, %(day)s.")
        raise SpreadsheetError(
            said % {"day": day_plain(dues.answer)}, line=entry.line, column="extended_until"
        )
    return {
        "extended_on": iso(entry.received_on),
        "extended_until": iso(until),
        "answer_due": iso(dues.extended),
    }


def known_days(entry: Entry) -> tuple[date | None, ...]:
    return (
        entry.received_on,
        entry.acknowledged_on,
        entry.qualified_on,
        entry.answered_on,
        entry.closed_on,
    )


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def received(entry: Entry, clock: Clock) -> dict[str, Any]:
    dues = clock.dues(entry.received_on, entry.extended_until)
    return {
        "status": Status.RECEIVED.value,
        "nature": entry.nature,
        "channel": entry.channel,
        "language": entry.language,
        "letter_language": letter_language(entry),
        "admissibility": Admissibility.PENDING.value if entry.is_complaint else "",
        "service_id": entry.service,
        "stage": entry.stage,
        "department_id": entry.department,
        "received_on": entry.received_on.isoformat(),
        "acknowledgement_due": iso(dues.acknowledgement),
        "answer_due": iso(dues.answer),
    }


def letter_language(entry: Entry) -> str:
    """Letters are written in one of the three; who wrote in English is asked on our own form only."""
    known = entry.language in LETTER_LANGUAGES
    return entry.language if known else IN_PLACE_OF_ENGLISH


def way_of(entry: Entry) -> str:
    """How the complainant was told: a file has no column for it, so as our own form would propose."""
    if entry.channel in ORAL_CHANNELS:
        return Acknowledged.ORAL.value
    return str(way_to_acknowledge(entry.channel, Person(email=entry.complainant_email)))


def was_qualified(entry: Entry) -> bool:
    """What was answered had been qualified, whether or not a day is told."""
    return entry.qualified_on is not None or entry.answered_on is not None


def qualified_by(entry: Entry) -> date:
    """The day of qualification; where none is told, of what is no complaint, one that fits."""
    if entry.qualified_on:
        return entry.qualified_on
    likely = entry.acknowledged_on or entry.registered_on
    return min(likely, entry.ended_on or likely)


def qualified(entry: Entry) -> dict[str, Any]:
    new = {
        "status": Status.IN_HANDLING.value,
        "qualified_on": iso(entry.qualified_on),
        "admissibility": entry.admissibility,
    }
    if entry.admissibility == Admissibility.INADMISSIBLE:
        new["inadmissibility_ground_id"] = entry.inadmissibility_ground
    if closes_at_once(entry):
        new |= closed(entry)
    return new


def closes_at_once(entry: Entry) -> bool:
    """A complaint that is not admissible ends with that decision."""
    return entry.outcome == Outcome.INADMISSIBLE and entry.qualified_on == entry.closed_on


def closed(entry: Entry) -> dict[str, Any]:
    return {
        "status": Status.CLOSED.value,
        "outcome": entry.outcome,
        "closed_on": iso(entry.closed_on),
    }


def analysed(entry: Entry) -> dict[str, Any]:
    return {"type": entry.type, "norms": list(entry.norms)}


def check_moves(entry: Entry, events: Sequence[Happened]) -> None:
    """What the table of moves refuses, no file brings in."""
    status: str = Status.RECEIVED
    for event in events[1:]:
        # A reopening lies between days that the file does not tell; a complaint that is not
        # admissible may have been closed some days after that was decided.
        tells_no_move = event.code == EventCode.REOPENED or (
            event.code == EventCode.CLOSED and entry.outcome == Outcome.INADMISSIBLE
        )
        if not tells_no_move and not HANDLING.allows(event.code, status):
            raise SpreadsheetError(
                _("“%(move)s” is not possible in this state: %(status)s.")
                % {"move": Move(event.code).label, "status": Status(status).label},
                line=entry.line,
            )
        status = event.new.get("status", status)
