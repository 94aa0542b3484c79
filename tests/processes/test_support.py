from datetime import date

import pytest

from core.texts import Text
from processes.enums import Actor, Ending, Stage
from processes.models import Agreement
from processes.support import Missing, flags, rests_on
from tests.factories.organisations import DepartmentFactory
from tests.factories.processes import MapFactory, ServiceFactory, make_step

TODAY = date(2026, 11, 20)


@pytest.fixture
def department(fin):
    return DepartmentFactory(organisation=fin)


@pytest.fixture
def service(fin, department):
    """A service about which nothing is flagged."""
    return ServiceFactory(
        organisation=fin, department=department, appeal=Text(en="With the court, within 3 months.")
    )


@pytest.fixture
def drawn(service):
    """Its map, which ends as it should."""
    found = MapFactory(service=service)
    make_step(found, name="Pay", ending=Ending.PRODUCT)
    return found


def agreement(step, **fields):
    defaults = {
        "organisation": step.step.organisation,
        "giver_partner": "The bank",
        "taker_partner": "Us",
        "what": Text(en="Transfers that came back"),
        "amount": 3,
    }
    found = Agreement.objects.create(**(defaults | fields))
    found.steps.add(step.step)
    return found


def flagged(of_map, **by):
    steps = list(of_map.steps.select_related("department"))
    agreements = Agreement.objects.prefetch_related("steps")
    return flags(of_map.service, steps, agreements, **({"today": TODAY} | by))


def codes(of_map):
    return [flag.code for flag in flagged(of_map)]


def test_nothing_is_flagged_on_a_sound_map(drawn):
    assert flagged(drawn) == []


def test_maximal_duration_of_another_organisation_without_agreement(drawn):
    step = make_step(
        drawn,
        name="Execute the transfer",
        actor=Actor.OTHER_ORGANISATION,
        partner="The bank",
        maximal_amount=5,
    )

    [flag] = flagged(drawn)

    assert flag.code == Missing.MAXIMAL_DURATION
    assert flag.words == (
        "“Execute the transfer” may take 5 working days at most and rests on The bank,"
        " without an agreement that is valid today."
    )
    assert flag.is_at(step)
    assert flag.step_pks == (step.step_id,)


def test_maximal_duration_of_another_department_without_agreement(fin, drawn):
    other = DepartmentFactory(organisation=fin)
    make_step(drawn, department=other, maximal_amount=5)
    make_step(drawn, department=drawn.service.department, maximal_amount=5)
    make_step(drawn, department=other)

    [flag] = flagged(drawn)

    assert (flag.code, str(other) in flag.words) == (Missing.MAXIMAL_DURATION, True)


def test_a_customer_rests_on_nobody(fin, drawn):
    step = make_step(
        drawn,
        actor=Actor.CUSTOMER,
        department=DepartmentFactory(organisation=fin),
        maximal_amount=5,
    )

    assert rests_on(drawn.service, step) == ""
    assert flagged(drawn) == []


def test_a_service_without_a_department_has_no_other_one(fin, drawn):
    drawn.service.department = None
    step = make_step(drawn, department=DepartmentFactory(organisation=fin), maximal_amount=5)

    assert rests_on(drawn.service, step) == ""


def test_a_valid_agreement_that_lists_the_step_supports_it(drawn):
    step = make_step(drawn, actor=Actor.OTHER_ORGANISATION, maximal_amount=5)
    agreement(step)

    assert flagged(drawn) == []


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"valid_until": date(2026, 11, 19)}, "whose agreement ended on 19 November 2026"),
        ({"valid_from": date(2026, 11, 21)}, "without an agreement that is valid today"),
    ],
)
def test_an_agreement_of_another_day_supports_nothing(drawn, period, words):
    step = make_step(drawn, actor=Actor.OTHER_ORGANISATION, maximal_amount=5)
    agreement(step, **period)

    [flag] = flagged(drawn)

    assert flag.code == Missing.MAXIMAL_DURATION
    assert words in flag.words


@pytest.mark.parametrize(
    "period", [{"valid_until": TODAY}, {"valid_from": TODAY}, {"valid_from": None}]
)
def test_an_agreement_supports_on_its_first_and_last_day(drawn, period):
    agreement(make_step(drawn, actor=Actor.OTHER_ORGANISATION, maximal_amount=5), **period)

    assert flagged(drawn) == []


def test_an_agreement_on_another_step_supports_nothing(drawn):
    make_step(drawn, actor=Actor.OTHER_ORGANISATION, maximal_amount=5)
    agreement(make_step(drawn))

    assert codes(drawn) == [Missing.MAXIMAL_DURATION]


def test_an_agreement_that_gives_more_time_than_the_step_may_take(drawn):
    step = make_step(
        drawn, name="Execute", actor=Actor.OTHER_ORGANISATION, partner="The bank", maximal_amount=5
    )
    first = agreement(step, amount=10)

    [flag] = flagged(drawn)

    assert (flag.code, flag.agreement_pk) == (Missing.LONGER_AGREEMENT, first.pk)
    assert flag.words == (
        "“Execute” may take 5 working days at most; the agreement with The bank gives 10 working days."
    )
    # Working days and calendar days are not compared.
    Agreement.objects.update(unit="calendar_days")
    assert flagged(drawn) == []


def test_announced_time_that_rests_on_others(drawn):
    drawn.service.announced_amount = 10
    bank = make_step(drawn, actor=Actor.OTHER_ORGANISATION, partner="The bank")
    again = make_step(
        drawn, actor=Actor.OTHER_ORGANISATION, partner="The bank", stage=Stage.RECEIVE
    )
    make_step(drawn, actor=Actor.OTHER_ORGANISATION, partner="A help line", stage=Stage.ORIENT)

    [flag] = flagged(drawn)

    assert flag.code == Missing.ANNOUNCED_TIME
    assert flag.words == (
        "The announced time of 10 working days rests on The bank,"
        " for 2 steps without an agreement that is valid today."
    )
    assert set(flag.step_pks) == {bank.step_id, again.step_id}
    agreement(bank)
    assert "for one step" in flagged(drawn)[0].words
    agreement(again)
    assert flagged(drawn) == []


def test_deliver_without_an_ending(service):
    empty = MapFactory(service=service)

    assert [(flag.code, flag.stage) for flag in flagged(empty)] == [(Missing.ENDING, Stage.DELIVER)]
    make_step(empty)
    make_step(empty, stage=Stage.FOLLOW_UP, ending=Ending.PRODUCT)
    assert codes(empty) == [Missing.ENDING]
    make_step(empty, ending=Ending.PRODUCT)
    assert codes(empty) == []


def test_a_decision_without_information_on_appeal(drawn):
    step = make_step(drawn, name="Decide", ending=Ending.DECISION)
    make_step(drawn, ending=Ending.DECISION, informs_on_appeal=True)

    [flag] = flagged(drawn)

    assert (flag.code, flag.step_pks) == (Missing.INFORMATION_ON_APPEAL, (step.step_id,))
    assert "“Decide” ends with a decision" in flag.words


def test_a_service_that_is_silent_on_appeal(drawn):
    drawn.service.appeal = Text(en="")

    assert [(flag.code, flag.step_pks) for flag in flagged(drawn)] == [(Missing.APPEAL, ())]


def test_a_review_that_is_overdue(drawn):
    step = make_step(drawn)
    found = agreement(step, review_due=date(2026, 11, 19))

    [flag] = flagged(drawn)

    assert (flag.code, flag.step_pks, flag.agreement_pk) == (
        Missing.REVIEW,
        (step.step_id,),
        found.pk,
    )
    assert flag.words == (
        "The agreement “Transfers that came back” was to be reviewed by 19 November 2026."
    )
    assert flagged(drawn, today=date(2026, 11, 19)) == []
