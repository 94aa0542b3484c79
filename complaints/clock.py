"""When a case is due: the organisation's limits, its closed days, and the case's pauses and extension."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, TypeVar

from complaints.enums import Status
from complaints.models import Case
from complaints.models import Pause as PauseRow
from complaints.querysets import NOTHING_DUE
from core.deadlines import Calendar, Deadline, Extension, Limit, Pause, deadline
from organisations.enums import LimitKind
from organisations.models import Organisation
from organisations.time_limits import calendar_of, limit_in_force, limits_of

Known = TypeVar("Known")
known: ContextVar[dict[tuple[object, ...], Any] | None] = ContextVar("known", default=None)


@contextmanager
def reading_rules_once() -> Iterator[None]:
    """For many moves in a row, while nobody changes limits, closed days or templates: each is read once."""
    outer = known.get()
    token = known.set({} if outer is None else outer)
    try:
        yield
    finally:
        known.reset(token)


def read_once(key: tuple[object, ...], read: Callable[[], Known]) -> Known:
    answers = known.get()
    if answers is None:
        return read()
    if key not in answers:
        answers[key] = read()
    found: Known = answers[key]
    return found


def limit_for(organisation: Organisation, kind: str, received_on: date) -> Limit | None:
    limits = read_once((organisation.pk, "limits"), lambda: limits_of(organisation))
    return limit_in_force(organisation, kind, received_on, limits)


def calendar_for(organisation: Organisation) -> Calendar:
    return read_once((organisation.pk, "calendar"), lambda: calendar_of(organisation))


def acknowledgement_deadline(case: Case, calendar: Calendar | None = None) -> Deadline | None:
    """None where the organisation has set no limit."""
    limit = limit_for(case.organisation, LimitKind.ACKNOWLEDGEMENT, case.received_on)
    if limit is None:
        return None
    return deadline(case.received_on, limit, calendar or calendar_for(case.organisation))


def answer_deadline(
    case: Case, calendar: Calendar | None = None, pauses: Iterable[PauseRow] | None = None
) -> Deadline | None:
    """Counted from receipt, after a reopening from that day.

    None where the organisation has set no limit.
    """
    limit = limit_for(case.organisation, LimitKind.ANSWER, case.received_on)
    if limit is None:
        return None
    start = case.reopened_on or case.received_on
    rows = case.pauses.all() if pauses is None else pauses
    extension = None
    if case.extended_on and case.extended_until and case.extended_on >= start:
        extension = Extension(case.extended_on, case.extended_until)
    return deadline(
        start,
        limit,
        calendar or calendar_for(case.organisation),
        pauses=[Pause(row.asked_on, row.replied_on) for row in rows if row.asked_on >= start],
        extension=extension,
    )


def running_due(case: Case) -> date | None:
    """When the answer is due by the clock that runs: after a reopening not that of the first answer."""
    deadline = answer_deadline(case)
    return deadline.due if deadline else None


def set_due_dates(
    case: Case, calendar: Calendar | None = None, pauses: Iterable[PauseRow] | None = None
) -> None:
    """Bring the stored due dates in step with the case; the caller saves it.

    `answer_due` stays as it was at the first answer: promptness is measured on that one.
    """
    calendar = calendar or calendar_for(case.organisation)
    acknowledgement = acknowledgement_deadline(case, calendar)
    case.acknowledgement_due = acknowledgement.due if acknowledgement else None
    nothing_owed = case.status in (Status.ANSWERED, Status.CLOSED)
    if nothing_owed and case.first_answered_on:
        case.next_due = NOTHING_DUE
        return
    answer = answer_deadline(case, calendar, pauses)
    if case.first_answered_on is None:
        case.answer_due = answer.due if answer else None
    owed = []
    if not nothing_owed:
        if answer and answer.due:
            owed.append(answer.due)
        if case.acknowledged_on is None and acknowledgement and acknowledgement.due:
            owed.append(acknowledgement.due)
    case.next_due = min(owed, default=NOTHING_DUE)
