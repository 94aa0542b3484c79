"""A day on which the organisation is closed, and the open cases whose due dates it moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from complaints.clock import set_due_dates
from complaints.enums import EventCode
from complaints.models import Case
from complaints.moving import record, values_of
from complaints.querysets import NOTHING_DUE
from core.deadlines import Calendar
from core.errors import NotAllowedError
from core.texts import Text
from organisations.enums import LimitKind
from organisations.models import ClosedDay, Organisation, User
from organisations.time_limits import calendar_of, own_closed_days

DUE_DATES = {
    "acknowledgement_due": LimitKind.ACKNOWLEDGEMENT,
    "answer_due": LimitKind.ANSWER,
}


@dataclass(frozen=True)
class Shift:
    """One due date of a case that a change of closed days moves."""

    case: Case
    kind: LimitKind
    before: date | None
    after: date | None


def affected(organisation: Organisation, day: date) -> QuerySet[Case]:
    """Open cases that a day may move: a limit that ends before it has nothing to do with it."""
    return (
        Case.objects.for_organisation(organisation)
        .open()
        .filter(
            Q(acknowledgement_due__gte=day)
            | Q(answer_due__gte=day)
            | Q(next_due__gte=day, next_due__lt=NOTHING_DUE),
            received_on__lt=day,
        )
        .select_related("organisation")
        .prefetch_related("pauses")
        .order_by("pk")
    )


def moved(case: Case, calendar: Calendar) -> list[Shift]:
    """Give the case its due dates by this calendar, unsaved; which of them changed."""
    # `answer_due` stays as it was at the first answer; of a reopened case, what is owed moves.
    columns = {**DUE_DATES, "next_due": LimitKind.ANSWER} if case.first_answered_on else DUE_DATES
    before = {column: getattr(case, column) for column in columns}
    set_due_dates(case, calendar)
    return [
        Shift(case, kind, before[column], getattr(case, column))
        for column, kind in columns.items()
        if before[column] != getattr(case, column)
    ]


def shifts(organisation: Organisation, day: date, *, closed: bool) -> list[Shift]:
    """What would move if this day were closed, or open again; nothing is stored."""
    own = own_closed_days(organisation)
    own.pop(day, None)
    calendar = calendar_of(organisation, {**own, day: ""} if closed else own)
    return [shift for case in affected(organisation, day) for shift in moved(case, calendar)]


def move_cases(organisation: Organisation, day: date, *, by: User) -> Iterator[Case]:
    """Bring the due dates of open cases in step with the calendar as it now stands."""
    calendar = calendar_of(organisation)
    for case in affected(organisation, day).select_for_update(of=("self",)):
        before = values_of(case)
        if moved(case, calendar):
            case.save(update_fields=[*DUE_DATES, "next_due"])
            record(case, EventCode.DUE_MOVED, before, by=by, at=timezone.now())
            yield case


@transaction.atomic
def close(organisation: Organisation, *, day: date, name: Text, by: User) -> list[Case]:
    """Add a closed day; the cases that it moved. A second click finds it there and moves nothing."""
    ClosedDay.objects.get_or_create(organisation=organisation, day=day, defaults={"name": name})
    return list(move_cases(organisation, day, by=by))


@transaction.atomic
def open_again(closed_day: ClosedDay, *, by: User) -> list[Case]:
    """Take back a closed day that has not come yet; the cases that it moved."""
    if not may_be_taken_back(closed_day):
        raise NotAllowedError
    organisation, day = closed_day.organisation, closed_day.day
    closed_day.delete()
    return list(move_cases(organisation, day, by=by))


def may_be_taken_back(closed_day: ClosedDay) -> bool:
    """What was closed was closed."""
    return closed_day.day > timezone.localdate()
