"""The step of a case: chosen by staff, told in its history, never of another service."""

import re
from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from complaints import handling
from complaints.enums import Status
from complaints.models import Case
from complaints.placing import SIGNS, shown_step, spots
from complaints.record import facts
from core.errors import NotAllowedError
from organisations.enums import Role
from processes.enums import MapStatus, Stage
from tests.complaints.cases import case_in
from tests.factories.organisations import UserFactory
from tests.factories.processes import MapFactory, ServiceFactory, make_step
from tests.pages import page

TODAY = datetime(2026, 3, 5, 15, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def on_a_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def refund(inside):
    return ServiceFactory(organisation=inside, code="REFUND")


@pytest.fixture
def of_map(refund):
    return MapFactory(service=refund)


@pytest.fixture
def search(of_map):
    return make_step(of_map, stage=Stage.ORIENT, name="Search the date").step


@pytest.fixture
def pay(of_map):
    return make_step(of_map, stage=Stage.DELIVER, name="Pay").step


@pytest.fixture
def case(inside, refund):
    return case_in(inside, Status.RECEIVED, service=refund)


def lies(case):
    return Case.objects.values_list("service", "stage", "step").get(pk=case.pk)


def last_event(case):
    return case.events.order_by("-pk").first()


def post(client, case, **data):
    url = page("complaints:place", case.organisation, case.pk)
    return client.post(url, {"seen": last_event(case).pk, **data})


def told(response):
    return response.wsgi_request._messages._queued_messages[0].message


# ── The verb ─────────────────────────────────────────────────────────────────────────────────


def test_step_gives_the_stage(case, refund, pay):
    handling.place(case, by=UserFactory(), service=refund, stage=Stage.ORIENT, step=pay)

    assert lies(case) == (refund.pk, Stage.DELIVER, pay.pk)
    assert last_event(case).new == {"stage": "deliver", "step_id": pay.pk}


def test_stage_alone_where_no_step_is_known(case, refund, pay):
    handling.place(case, by=None, service=refund, step=pay)

    handling.place(case, by=None, service=refund, stage=Stage.FOLLOW_UP)

    assert lies(case) == (refund.pk, Stage.FOLLOW_UP, None)


def test_step_of_another_service_is_refused(case, refund, inside, pay):
    other = ServiceFactory(organisation=inside)

    for service in (other, None):
        with pytest.raises(NotAllowedError, match="belongs to another service"):
            handling.place(case, by=None, service=service, step=pay)

    assert lies(case) == (refund.pk, "", None)


def test_step_of_a_draft_is_refused(case, refund):
    draft = MapFactory(service=refund, status=MapStatus.DRAFT, in_force_from=None)
    step = make_step(draft).step

    with pytest.raises(NotAllowedError, match="no map that was in force"):
        handling.place(case, by=None, service=refund, step=step)


def test_same_place_once_more_is_refused(case, refund, pay):
    handling.place(case, by=None, service=refund, step=pay)

    with pytest.raises(NotAllowedError, match="already lies there"):
        handling.place(case, by=None, service=refund, step=pay)


# ── The places to choose from ────────────────────────────────────────────────────────────────


def test_places_are_the_steps_in_force_in_their_order(refund, of_map, pay, search):
    make_step(of_map, stage=Stage.DELIVER, name="First", position=0)
    draft = MapFactory(service=refund, number=2, status=MapStatus.DRAFT, in_force_from=None)
    make_step(draft, name="Not yet")

    assert [(spot.stage, spot.label) for spot in spots(refund)] == [
        ("orient", "1. Search the date"),
        ("orient", "no step yet"),
        ("receive", "no step yet"),
        ("deliver", "2. First"),
        ("deliver", "3. Pay"),
        ("deliver", "no step yet"),
        ("follow_up", "no step yet"),
    ]


def test_every_step_has_a_sign_of_its_own(of_map, refund):
    for number in range(len(SIGNS) + 1):
        make_step(of_map, name=f"Step {number}")

    signs = [spot.sign for spot in spots(refund) if spot.step]

    assert signs == [*SIGNS, ""]


# ── The page ─────────────────────────────────────────────────────────────────────────────────


def test_handler_chooses_the_step_of_an_own_case(client, inside, member, refund, pay):
    handler = member(client, Role.HANDLER)
    case = case_in(inside, Status.IN_HANDLING, handler=handler.user, service=refund)

    response = post(client, case, service=refund.pk, where=pay.pk)

    assert response.status_code == 302
    assert told(response) == "<b>Step chosen: Service REFUND, Deliver, Pay.</b> "
    assert lies(case) == (refund.pk, "deliver", pay.pk)
    assert last_event(case).by == handler.user


def test_another_service_leaves_the_step_behind_and_keeps_the_stage(
    client, inside, member, case, refund, pay
):
    member(client, Role.COORDINATOR)
    handling.place(case, by=None, service=refund, step=pay)
    other = ServiceFactory(organisation=inside)

    assert post(client, case, service=other.pk, where=pay.pk).status_code == 302

    assert lies(case) == (other.pk, "deliver", None)


def test_steps_of_another_service_are_shown_before_one_is_chosen(
    client, inside, member, case, refund, pay
):
    member(client, Role.COORDINATOR)
    other = ServiceFactory(organisation=inside)
    theirs = make_step(MapFactory(service=other), name="Theirs").step

    shown = post(client, case, service=other.pk, where=pay.pk, change="1")

    assert shown.status_code == 200
    assert "1. Theirs" in shown.text
    assert "1. Pay" not in shown.text
    assert not shown.context["form"].errors
    assert lies(case) == (refund.pk, "", None)
    assert post(client, case, service=other.pk, where=theirs.pk).status_code == 302
    assert lies(case) == (other.pk, "deliver", theirs.pk)


def test_service_can_be_taken_away(client, member, case, refund, pay):
    member(client, Role.COORDINATOR)
    handling.place(case, by=None, service=refund, step=pay)

    response = post(client, case, service="", where="")

    assert told(response) == "<b>No step any more.</b> "
    assert lies(case) == (None, "", None)


@pytest.mark.parametrize("where", ["0", "nowhere", "99999999999999999999", "²"])
def test_unknown_step_is_said_at_its_place(client, member, case, refund, pay, where):
    member(client, Role.COORDINATOR)

    response = post(client, case, service=refund.pk, where=where)

    assert response.status_code == 200
    assert response.context["form"].errors["where"] == ["Choose a step of this service."]


def test_step_of_another_organisation_is_not_offered(client, member, case, refund, other):
    member(client, Role.COORDINATOR)
    theirs = make_step(MapFactory(service=ServiceFactory(organisation=other)), name="Theirs").step

    response = post(client, case, service=refund.pk, where=theirs.pk)

    assert response.context["form"].errors["where"] == ["Choose a step of this service."]
    assert lies(case) == (refund.pk, "", None)


def test_the_same_place_is_said_before_the_verb_is_called(client, member, case, refund, pay):
    member(client, Role.COORDINATOR)
    handling.place(case, by=None, service=refund, step=pay)

    response = post(client, case, service=refund.pk, where=pay.pk)

    assert response.context["form"].errors["where"] == [
        "The case already lies there. Choose another step."
    ]


def test_step_that_left_the_map_stays_with_its_cases(client, member, case, refund, of_map, pay):
    member(client, Role.COORDINATOR)
    handling.place(case, by=None, service=refund, step=pay)
    of_map.status, of_map.in_force_until = MapStatus.PAST, "2026-03-01"
    of_map.save()
    fresh = MapFactory(service=refund, number=2)
    make_step(fresh, stage=Stage.DELIVER, name="Transfer")

    text = client.get(page("complaints:place", case.organisation, case.pk)).text

    assert f'<option value="{pay.pk}" selected>Pay</option>' in text
    assert "1. Transfer" in text


# ── The record page ──────────────────────────────────────────────────────────────────────────


def test_record_offers_the_steps_with_their_signs(client, member, case, refund, search, pay):
    member(client, Role.COORDINATOR)
    handling.place(case, by=None, service=refund, step=pay)

    text = client.get(case.get_absolute_url()).text

    assert re.findall(r'<option value="\d+" data-sign="(\d)"( selected)?>([^<]+)', text) == [
        ("1", "", "1. Search the date"),
        ("2", " selected", "2. Pay"),
    ]
    assert 'accesskey="s"' in text
    assert f'name="seen" value="{last_event(case).pk}"' in text


def test_record_form_is_taken_in_one_go(client, member, case, refund, search, pay):
    member(client, Role.COORDINATOR)
    text = client.get(case.get_absolute_url()).text
    form = text[text.index("data-placing") :].partition("</form>")[0]
    sent = dict(re.findall(r'name="(seen|service)" value="(\d+)"', form))
    url = page("complaints:place", case.organisation, case.pk)

    response = client.post(url, {**sent, "where": search.pk}, follow=True)

    assert "Step chosen: Service REFUND, Orient, Search the date." in response.text
    assert lies(case) == (refund.pk, "orient", search.pk)


def test_record_of_those_who_may_not_choose_has_no_form(client, member, case, pay):
    member(client, Role.READER)

    assert "data-placing" not in client.get(case.get_absolute_url()).text


def test_service_without_a_map_says_so(client, member, case):
    member(client, Role.COORDINATOR)

    text = client.get(case.get_absolute_url()).text

    assert "has no map in force yet" in text
    assert page("complaints:place", case.organisation, case.pk) in text


def test_summary_and_history_name_the_step(client, member, case, refund, pay):
    member(client, Role.COORDINATOR)
    handling.place(case, by=None, service=refund, step=pay, reason="He says so.")
    case.refresh_from_db()

    found = {fact.label: fact.value for fact in facts(case, shown_step(case.step_id))}
    response = client.get(case.get_absolute_url())
    line = response.context["history"][0]

    assert (found["Stage"], found["Step"]) == ("Deliver", "Pay")
    assert (line.what, line.facts, line.reason) == (
        "Step chosen",
        ["Deliver", "Pay"],
        "He says so.",
    )


def test_history_says_that_a_step_was_taken_away(case, refund, pay, client, member):
    member(client, Role.COORDINATOR)
    handling.place(case, by=None, service=refund, step=pay)
    handling.place(case, by=None, service=refund, stage=Stage.DELIVER)

    line = client.get(case.get_absolute_url()).context["history"][0]

    assert line.facts == ["no step yet"]
