from datetime import date

import pytest
import time_machine
from django.utils import timezone

from complaints import closed_days, handling
from complaints.enums import EventCode
from complaints.models import Case
from core.errors import NotAllowedError
from core.row_security import organisation_context
from organisations.enums import LimitKind
from organisations.models import ClosedDay
from tests.factories.complaints import make_case
from tests.factories.organisations import ClosedDayFactory, UserFactory, in_four_languages

# Ten working days and forty calendar days from 3 March end on 17 March and 13 April 2026.
RECEIVED = date(2026, 3, 3)


def lines(shifts):
    return [(shift.kind, shift.before, shift.after) for shift in shifts]


def test_closed_day_moves_the_dates_it_lies_before_or_on(inside):
    make_case(inside, received_on=RECEIVED)

    assert lines(closed_days.shifts(inside, date(2026, 3, 10), closed=True)) == [
        (LimitKind.ACKNOWLEDGEMENT, date(2026, 3, 17), date(2026, 3, 18))
    ]
    assert lines(closed_days.shifts(inside, date(2026, 4, 13), closed=True)) == [
        (LimitKind.ANSWER, date(2026, 4, 13), date(2026, 4, 14))
    ]
    assert closed_days.shifts(inside, date(2026, 4, 14), closed=True) == []
    assert closed_days.shifts(inside, RECEIVED, closed=True) == []


def test_looking_at_what_would_move_stores_nothing(inside):
    case = make_case(inside, received_on=RECEIVED)

    closed_days.shifts(inside, date(2026, 3, 10), closed=True)

    assert Case.objects.get().acknowledgement_due == case.acknowledgement_due
    assert not ClosedDay.objects.exists()


def test_closing_a_day_moves_the_cases_and_records_it(inside):
    by = UserFactory()
    case = make_case(inside, received_on=RECEIVED)

    moved = closed_days.close(
        inside, day=date(2026, 3, 10), name=in_four_languages("Strike"), by=by
    )

    assert moved == [case]
    event = case.events.latest("pk")
    assert (event.code, event.by) == (EventCode.DUE_MOVED, by)
    assert event.old == {"acknowledgement_due": "2026-03-17"}
    assert event.new == {"acknowledgement_due": "2026-03-18"}
    case.refresh_from_db()
    assert case.acknowledgement_due == case.next_due == date(2026, 3, 18)


@time_machine.travel("2026-03-05 10:00 +0100")
def test_closing_a_day_twice_is_one_closed_day(inside):
    by = UserFactory()
    case = make_case(inside, received_on=RECEIVED)

    first, second = (
        closed_days.close(inside, day=date(2026, 3, 10), name=in_four_languages("Strike"), by=by)
        for _click in range(2)
    )

    assert (first, second) == ([case], [])
    assert ClosedDay.objects.for_organisation(inside).count() == 1


@time_machine.travel("2026-03-05 10:00 +0100")
def test_opening_a_day_again_moves_the_cases_back(inside):
    by = UserFactory()
    case = make_case(inside, received_on=RECEIVED)
    closed_days.close(inside, day=date(2026, 4, 13), name=in_four_languages("Strike"), by=by)

    closed_days.open_again(ClosedDay.objects.get(), by=by)

    case.refresh_from_db()
    assert case.answer_due == date(2026, 4, 13)
    assert not ClosedDay.objects.exists()


def test_day_that_has_come_stays_closed(inside):
    closed_day = ClosedDayFactory(organisation=inside, day=timezone.localdate())

    with pytest.raises(NotAllowedError):
        closed_days.open_again(closed_day, by=UserFactory())


def test_closed_cases_stay_as_they_are(inside):
    by = UserFactory()
    case = make_case(inside, received_on=RECEIVED)
    handling.withdraw(case, by=by, reason="", tell=False)

    assert closed_days.shifts(inside, date(2026, 3, 10), closed=True) == []


def test_another_organisation_keeps_its_dates(inside, other):
    case = make_case(inside, received_on=RECEIVED)
    with organisation_context(other.pk):
        closed_days.close(
            other, day=date(2026, 3, 10), name=in_four_languages("Strike"), by=UserFactory()
        )

    case.refresh_from_db()
    assert case.acknowledgement_due == date(2026, 3, 17)


@pytest.mark.parametrize("number", [1, 3])
def test_looking_asks_the_same_number_of_questions_per_case(
    inside, number, django_assert_max_num_queries
):
    ClosedDayFactory(organisation=inside)
    for _ in range(number):
        make_case(inside, received_on=RECEIVED)

    with django_assert_max_num_queries(4 + 4 * number):
        closed_days.shifts(inside, date(2026, 3, 10), closed=True)
