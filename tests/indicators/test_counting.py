"""What counts: as at a cut-off, by business dates, against a replay of the events done by hand."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from complaints import handling
from complaints.counting import counts
from complaints.enums import Nature
from complaints.models import Case
from complaints.reference import load_inadmissibility_grounds, load_norms_of_conduct
from organisations.models import SecondLineBody
from tests.factories.complaints import make_case
from tests.factories.organisations import UserFactory

YEAR = 2025


def at(month, day, year=YEAR):
    return datetime(year, month, day, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def officer(inside):
    return UserFactory()


def answered(fin, officer, received, finding, *, answered_at=None, **closing):
    """A complaint received on that moment, qualified the next day and answered ten days later."""
    case = make_case(fin, at=received)
    quiet = {"by": officer, "tell": False}
    handling.qualify(case, nature=Nature.COMPLAINT, at=received + timedelta(days=1), **quiet)
    handling.answer(
        case, body="…", finding=finding, at=answered_at or received + timedelta(days=10), **quiet
    )
    if closing:
        handling.close(case, by=officer, at=received + timedelta(days=12), **closing)
    return case


def test_a_value_changed_after_the_cut_off_counts_as_it_stood_then(fin, officer):
    case = make_case(fin, at=at(12, 20))
    handling.qualify(case, by=officer, nature=Nature.COMPLAINT, at=at(1, 5, YEAR + 1), tell=False)
    handling.answer(
        case, by=officer, body="…", finding="founded", at=at(1, 20, YEAR + 1), tell=False
    )

    then = counts(fin, YEAR).totals
    now = counts(fin, YEAR, cut_off=date(YEAR + 1, 2, 1)).totals

    assert (then["complaints_pending_admissibility"], then["complaints_founded"]) == (1, 0)
    assert (now["complaints_pending_admissibility"], now["complaints_founded"]) == (0, 1)


def test_type_and_norms_noted_after_the_cut_off_count_from_the_answer_on(fin, officer):
    load_norms_of_conduct()
    noted = {"norms": ["courtesy"], "type": "conduct", "by": officer}
    case = answered(fin, officer, at(12, 10), "founded")
    handling.close(case, at=at(1, 12, YEAR + 1), **noted)
    again = answered(fin, officer, at(12, 10), "unfounded")
    handling.reopen(again, by=officer, reason="…", at=at(1, 5, YEAR + 1), tell=False)
    handling.answer(
        again, by=officer, body="…", finding="founded", at=at(1, 9, YEAR + 1), tell=False
    )
    handling.close(again, at=at(1, 12, YEAR + 1), **noted)

    then, now = counts(fin, YEAR), counts(fin, YEAR, cut_off=date(YEAR + 1, 2, 1))
    before = counts(fin, YEAR, cut_off=date(YEAR, 12, 15))

    by_type = ("complaints_founded_by_type", "type", "conduct")
    assert [found.breakdowns.get(by_type, 0) for found in (before, then, now)] == [0, 1, 2]
    by_norm = ("norms_not_respected", "norm", "courtesy")
    assert [found.breakdowns.get(by_norm, 0) for found in (before, then, now)] == [0, 1, 2]
    assert then.open_at_end == 2


def test_what_arrived_after_an_early_cut_off_is_not_counted(fin, officer):
    make_case(fin, at=at(11, 28))
    make_case(fin, at=at(12, 2))

    assert counts(fin, YEAR, cut_off=date(YEAR, 11, 30)).totals["complaints_received"] == 1
    assert counts(fin, YEAR).totals["complaints_received"] == 2


def test_a_case_registered_after_the_cut_off_counts_in_its_year_of_receipt(fin, officer):
    make_case(fin, at=at(1, 4, YEAR + 1), received_on=date(YEAR, 12, 30))

    assert counts(fin, YEAR).totals["complaints_received"] == 1
    assert counts(fin, YEAR + 1).totals["complaints_received"] == 0


def test_requalified_before_the_cut_off_is_no_complaint(fin, officer):
    case = make_case(fin, at=at(3, 3))
    handling.requalify(case, by=officer, nature=Nature.SUGGESTION, at=at(3, 4), tell=False)

    totals = counts(fin, YEAR).totals

    assert (totals["requests_received"], totals["complaints_received"]) == (1, 0)
    assert totals["suggestions_received"] == 1


def test_answered_in_time_is_measured_on_the_first_answer(fin, officer):
    answered(fin, officer, at(3, 3), "unfounded")
    answered(fin, officer, at(3, 3), "unfounded", answered_at=at(6, 1))
    reopened = answered(fin, officer, at(3, 3), "founded")
    handling.reopen(reopened, by=officer, reason="…", at=at(9, 1), tell=False)
    handling.answer(reopened, by=officer, body="…", finding="founded", at=at(12, 1), tell=False)

    totals = counts(fin, YEAR).totals

    assert totals["answered_in_time:numerator"] == 2
    assert totals["answered_in_time:denominator"] == 3
    assert totals["reopened"] == 1


def test_a_limit_that_passed_without_an_answer_counts_against(fin, officer):
    case = make_case(fin, at=at(3, 3))
    handling.qualify(case, by=officer, nature=Nature.COMPLAINT, at=at(3, 4), tell=False)

    assert counts(fin, YEAR).totals["answered_in_time:denominator"] == 1
    assert counts(fin, YEAR, cut_off=date(YEAR, 3, 20)).totals["answered_in_time:denominator"] == 0


def test_no_limit_set_is_outside_every_rate(bosa):
    from core.row_security import organisation_context

    with organisation_context(bosa.pk):
        make_case(bosa, at=at(3, 3), acknowledge="letter")
        totals = counts(bosa, YEAR).totals

    assert totals["acknowledged_in_time:denominator"] == 0
    assert totals["complaints_received"] == 1


def test_stock_at_the_start_and_the_end_of_a_year(fin, officer):
    answered(fin, officer, at(12, 28, YEAR - 1), "unfounded", remedy="none")
    answered(fin, officer, at(2, 1), "unfounded")
    reopened = answered(fin, officer, at(2, 1, YEAR - 1), "unfounded", remedy="none")
    handling.reopen(reopened, by=officer, reason="…", at=at(5, 1), tell=False)

    found = counts(fin, YEAR)

    assert found.open_at_start == 1
    assert found.open_at_end == 2
    assert counts(fin, YEAR - 1).open_at_end == 1


def test_norms_types_and_grounds_are_counted_by_code(fin, officer):
    load_norms_of_conduct()
    load_inadmissibility_grounds()
    from complaints.models import InadmissibilityGround

    closing = {"norms": ["courtesy", "reasonable_time"], "type": "conduct", "remedy": "apology"}
    answered(fin, officer, at(4, 1), "founded", **closing)
    answered(fin, officer, at(4, 1), "partly_founded", **{**closing, "norms": ["courtesy"]})
    refused = make_case(fin, at=at(4, 2))
    handling.qualify(
        refused,
        by=officer,
        nature=Nature.COMPLAINT,
        ground=InadmissibilityGround.objects.get(code="oral"),
        at=at(4, 3),
        tell=False,
    )

    breakdowns = counts(fin, YEAR).breakdowns

    assert breakdowns["norms_not_respected", "norm", "courtesy"] == 2
    assert breakdowns["norms_not_respected", "norm", "reasonable_time"] == 1
    assert breakdowns["complaints_founded_by_type", "type", "conduct"] == 1
    assert breakdowns["complaints_inadmissible", "ground", "oral"] == 1


def replayed(case, moment):
    """The fields of a case at a moment, from its events alone; type and norms date from the answer."""
    events = sorted(case.events.all(), key=lambda event: (event.happened_at, event.pk))
    fields, answered_at = {}, None
    for event in events:
        answered_at = event.happened_at if event.code == "answer" else answered_at
        for column, value in event.new.items():
            is_analysis = event.code == "close" and column in ("type", "norms")
            since = answered_at if is_analysis else event.happened_at
            if event.code == "received" or since <= moment:
                fields[column] = value
    return fields


def test_cases_as_they_stood_equal_a_replay_of_their_events(fin, officer):
    load_norms_of_conduct()
    cases = [
        answered(fin, officer, at(2, 3), "founded", norms=["courtesy"], remedy="apology"),
        answered(fin, officer, at(3, 3), "unfounded", remedy="none"),
        make_case(fin, at=at(4, 4)),
    ]
    handling.record_second_line(
        cases[0],
        by=officer,
        body=SecondLineBody.objects.get(),
        kind="referred",
        overturned=True,
        at=at(6, 1),
    )
    handling.reopen(cases[1], by=officer, reason="…", at=at(7, 1), tell=False)
    handling.withdraw(cases[2], by=officer, at=at(5, 5), tell=False)
    columns = ("status", "admissibility", "outcome", "finding", "norms", "reopened_count")

    for moment in [at(month, day) for month in range(1, 13) for day in (2, 4, 14, 16)]:
        stood = Case.objects.raw(
            "select at.* from complaints_case cross join lateral"
            " complaints_case_at(complaints_case, %s) at where at.organisation_id = %s",
            [moment, fin.pk],
        )
        for case in stood:
            fields = replayed(case, moment)
            assert {c: getattr(case, c) for c in columns} == {c: fields[c] for c in columns}
