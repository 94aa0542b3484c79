"""Improvements that come from a case or a cause: planned in one go, shown to those who may see it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from complaints import handling
from complaints.models import ActionOrigin, Cause, Reading
from complaints.origins import origin_for, plan_from_case, plan_from_cause
from core.row_security import organisation_context
from organisations.enums import Role
from processes.models import Action
from tests.factories.complaints import make_case
from tests.factories.organisations import MembershipFactory, UserFactory
from tests.factories.processes import MapFactory, ServiceFactory, make_step
from tests.pages import assert_only_for, page

PLANS = {Role.COORDINATOR, Role.MANAGER}


@pytest.fixture
def cause(inside):
    return Cause.objects.create(organisation=inside, name="The form asks twice")


def what(owner=None):
    return {
        "title": "A shorter form",
        "owner": owner or UserFactory(),
        "due_on": timezone.localdate() + timedelta(days=30),
    }


def answers(person):
    day = timezone.localdate() + timedelta(days=30)
    return {"title": "A shorter form", "owner": person.pk, "due_on": f"{day:%d-%m-%Y}"}


def confidential(organisation):
    case = make_case(organisation)
    with organisation_context(organisation.pk):
        handling.set_confidential(case, by=UserFactory(), confidential=True, reason="…")
    return case


def origin_shown(client, action):
    facts = client.get(action.get_absolute_url()).context["facts"]
    return [(fact.value, fact.url) for fact in facts if fact.label == "Origin"]


def test_action_and_origin_are_one(inside, cause):
    case = make_case(inside)

    of_case = plan_from_case(case, by=None, on=date(2025, 3, 3), **what())
    of_cause = plan_from_cause(cause, by=None, **what())

    assert of_case.created_on == date(2025, 3, 3)
    assert list(ActionOrigin.objects.values_list("action", "case", "cause")) == [
        (of_case.pk, case.pk, None),
        (of_cause.pk, None, cause.pk),
    ]


def test_without_an_origin_there_is_no_action(inside, cause):
    """The case has no key: what was planned is taken back with it."""
    case = make_case(inside)
    case.pk = None

    with pytest.raises(ValueError, match="unsaved"):
        plan_from_case(case, by=None, **what())

    assert not Action.objects.exists()


def test_page_of_a_case_fills_in_where_it_lies(client, inside, member):
    membership = member(client, "manager")
    step = make_step(MapFactory(service__organisation=inside), stage="receive")
    case = make_case(inside, service=step.map.service, subject="Geheim van Marie")
    case.step, case.stage = step.step, "receive"
    case.save()
    url = page("complaints:action_from_case", inside, case.pk)

    form = client.get(url).context["form"]

    assert {name: form.initial.get(name) for name in ("service", "stage", "step", "figure")} == {
        "service": step.map.service_id,
        "stage": "receive",
        "step": step.step_id,
        "figure": "complaints",
    }
    assert form.initial["title"] == form.initial["text"] == ""
    assert Reading.objects.filter(case=case, user=membership.user).exists()


def test_planned_from_its_page_it_stands_on_the_case(client, inside, member):
    membership = member(client, "coordinator")
    case = make_case(inside)
    record = client.get(case.get_absolute_url()).text
    url = page("complaints:action_from_case", inside, case.pk)
    assert f'href="{url}"' in record
    assert "A shorter form" not in record

    shown = client.post(url, answers(membership.user), follow=True)

    action = Action.objects.get()
    assert "The improvement is planned." in shown.text
    assert origin_shown(client, action) == [(f"Case {case.number}", case.get_absolute_url())]
    assert "A shorter form" in client.get(case.get_absolute_url()).text


def test_planned_from_a_cause_it_stands_in_the_register(client, inside, member, cause):
    membership = member(client, "coordinator")
    register = page("complaints:list", inside) + f"?status=any&cause={cause.pk}"
    url = page("complaints:action_from_cause", inside, cause.pk)
    assert f'href="{url}"' in client.get(register).text

    client.post(url, answers(membership.user))

    action = Action.objects.get()
    assert "A shorter form" in client.get(register).text
    assert origin_shown(client, action) == [("Cause of complaints: The form asks twice", register)]


@pytest.mark.parametrize("role", [Role.READER, Role.HANDLER, Role.APPROVER])
def test_who_may_not_plan_sees_no_button(client, inside, member, cause, role):
    member(client, role)
    case = make_case(inside)

    assert "Plan an improvement" not in client.get(case.get_absolute_url()).text
    register = page("complaints:list", inside) + f"?status=any&cause={cause.pk}"
    assert "Plan an improvement" not in client.get(register).text


def test_pages_are_for_those_who_plan(client, inside, cause):
    case = make_case(inside)

    for name, key in (("action_from_case", case.pk), ("action_from_cause", cause.pk)):
        assert_only_for(client, inside, PLANS, page(f"complaints:{name}", inside, key))


def test_confidential_case_is_not_given_away(client, inside, member):
    case = confidential(inside)
    action = plan_from_case(case, by=None, **what())

    manager = member(client, "manager")
    assert client.get(page("complaints:action_from_case", inside, case.pk)).status_code == 404
    assert origin_shown(client, action) == []
    assert case.number not in client.get(action.get_absolute_url()).text
    assert origin_for(manager, action) is None

    member(client, "coordinator")
    assert origin_shown(client, action) == [(f"Case {case.number}", case.get_absolute_url())]


def test_who_reads_no_cases_sees_no_origin(client, inside, member, cause):
    of_case = plan_from_case(make_case(inside), by=None, **what())
    of_cause = plan_from_cause(cause, by=None, **what())

    member(client, "administrator")

    assert origin_shown(client, of_case) == origin_shown(client, of_cause) == []


def test_idea_comes_from_nowhere(client, inside, member):
    from processes import improving

    member(client, "reader")
    idea = improving.plan(inside, by=None, service=ServiceFactory(organisation=inside), **what())

    assert origin_shown(client, idea) == [("An idea", "")]


def test_nothing_of_another_organisation(client, inside, member, bosa):
    membership = member(client, "manager", "coordinator")
    with organisation_context(bosa.pk):
        theirs = make_case(bosa)
        their_cause = Cause.objects.create(organisation=bosa, name="Theirs")
    MembershipFactory(organisation=bosa)

    for name, key in (("action_from_case", theirs.pk), ("action_from_cause", their_cause.pk)):
        url = page(f"complaints:{name}", inside, key)
        assert client.post(url, answers(membership.user)).status_code == 404
    assert not Action.objects.exists()
