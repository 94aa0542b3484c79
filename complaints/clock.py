"""When a case is due: the organisation's limits, its closed days, and the case's pauses and extension."""

from collections.abc import Iterable

from complaints.models import Case
from complaints.models import Pause as PauseRow
from complaints.querysets import NOTHING_DUE
from complaints.enums import Status
from core.deadlines import Calendar, Deadline, Extension, Pause, deadline
from organisations.enums import LimitKind
from organisations.time_limits import calendar_of, limit_in_force


def acknowledgement_deadline(case: Case, calendar: Calendar | None = None) -> Deadline | None:
    """None where the organisation has set no limit."""
    limit = limit_in_force(case.organisation, LimitKind.ACKNOWLEDGEMENT, case.received_on)
    if limit is None:
        return None
    return deadline(case.received_on, limit, calendar or calendar_of(case.organisation))


def answer_deadline(
    case: Case, calendar: Calendar | None = None, pauses: Iterable[PauseRow] | None = None
) -> Deadline | None:
    """Until the first answer counted from receipt, after a reopening from that day.

    None where the organisation has set no limit.
    """
    limit = limit_in_force(case.organisation, LimitKind.ANSWER, case.received_on)
    if limit is None:
        return None
    start = case.received_on
    if case.first_answered_on and case.reopened_on:
        start = case.reopened_on
    rows = case.pauses.all() if pauses is None else pauses
    extension = None
    if case.extended_on and case.extended_until and case.extended_on >= start:
        extension = Extension(case.extended_on, case.extended_until)
    return deadline(
        start,
        limit,
        calendar or calendar_of(case.organisation),
        pauses=[Pause(row.asked_on, row.replied_on) for row in rows if row.asked_on >= start],
        extension=extension,
    )


def set_due_dates(case: Case, calendar: Calendar | None = None) -> None:
    """Bring the stored due dates in step with the case; the caller saves it.

    `answer_due` stays as it was at the first answer: promptness is measured on that one.
    """
    calendar = calendar or calendar_of(case.organisation)
    acknowledgement = acknowledgement_deadline(case, calendar)
    answer = answer_deadline(case, calendar)
    case.acknowledgement_due = acknowledgement.due if acknowledgement else None
    if case.first_answered_on is None:
        case.answer_due = answer.due if answer else None
    owed = []
    if case.status not in (Status.ANSWERED, Status.CLOSED):
        if answer and answer.due:
            owed.append(answer.due)
        if case.acknowledged_on is None and acknowledgement and acknowledgement.due:
            owed.append(acknowledgement.due)
    case.next_due = min(owed, default=NOTHING_DUE)
