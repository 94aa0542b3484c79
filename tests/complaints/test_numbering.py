"""Numbers of cases: one each, without a gap, whoever comes at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from complaints import handling
from complaints.models import Case, Event
from core.row_security import organisation_context
from tests.factories.complaints import make_case
from tests.factories.organisations import OrganisationFactory


def numbers(organisation):
    with organisation_context(organisation.pk):
        return list(Case.objects.order_by("number").values_list("number", flat=True))


def test_number_names_organisation_and_year_of_receipt(fin, bosa):
    at = datetime(2026, 1, 5, 9, tzinfo=timezone.get_default_timezone())

    cases = [
        make_case(fin, at=at),
        make_case(fin, at=at, received_on=date(2025, 12, 30)),
        make_case(bosa, at=at),
        make_case(fin, at=at),
    ]

    assert [case.number for case in cases] == [
        "FIN-2026-00001",
        "FIN-2025-00001",
        "BOSA-2026-00001",
        "FIN-2026-00002",
    ]


def test_case_that_is_taken_back_leaves_no_gap(inside):
    first = make_case(inside)
    with transaction.atomic():
        lost = make_case(inside)
        transaction.set_rollback(True)
    second = make_case(inside)

    assert lost.number == second.number
    assert int(second.number[-5:]) == int(first.number[-5:]) + 1


def test_number_never_changes(inside):
    case = make_case(inside)

    handling.qualify(case, by=None, nature="question")
    handling.withdraw(case, by=None)

    assert numbers(inside) == [case.number]


def test_number_is_given_once(inside):
    case, other = make_case(inside), make_case(inside)

    with pytest.raises(IntegrityError, match="number_is_given_once"), transaction.atomic():
        Case.objects.filter(pk=other.pk).update(number=case.number)


def test_same_page_sent_twice_is_one_case(inside):
    one = make_case(inside, token="a page")
    two = make_case(inside, token="a page")
    three = make_case(inside, token="another page")

    assert one == two
    assert [one.number, three.number] == numbers(inside)
    assert Event.objects.count() == 2


def at_once(work, count):
    """Do `work(n)` in as many threads, all beginning together."""
    start = Barrier(count)

    def run(n):
        try:
            start.wait(timeout=30)
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_a_gap():
    organisation = OrganisationFactory(code="FIN")

    def several(_n):
        return [make_case(organisation).number for _ in range(5)]

    given = sorted(number for batch in at_once(several, 4) for number in batch)

    year = timezone.localdate().year
    assert given == [f"FIN-{year}-{n:05d}" for n in range(1, 21)]
    assert numbers(organisation) == given


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_case():
    organisation = OrganisationFactory(code="FIN")

    given = at_once(lambda _n: make_case(organisation, token="a page").number, 4)

    assert numbers(organisation) == [given[0]]
    assert set(given) == {given[0]}
