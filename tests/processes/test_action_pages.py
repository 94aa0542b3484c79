"""Pages of improvements: the board, the list, the plan, the moves, the record."""

from datetime import date, timedelta

import pytest
import time_machine

from organisations.enums import Role
from processes import improving
from processes.board import MOST_CARDS
from processes.enums import ActionMove, ActionState, Stage
from processes.models import Action
from tests.factories.organisations import MembershipFactory
from tests.factories.processes import ActionFactory, MapFactory, ServiceFactory, make_step
from tests.pages import assert_only_for, page

TODAY = date(2026, 11, 18)
PLANS = {Role.COORDINATOR, Role.MANAGER}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-18 10:00+01:00", tick=False):
        yield


def titles(response):
    """Each column of the board with what it shows."""
    return {
        str(column.title): [card.action.title for card in column.cards]
        for column in response.context["columns"]
    }


def answers(person, **changed):
    return {
        "title": "A shorter form",
        "text": "Ask nothing twice.",
        "owner": person.pk,
        "due_on": "1-12-2026",
        **changed,
    }


# The board and the list


def test_board_has_a_column_a_state(client, fin, member):
    membership = member(client, "manager")
    ActionFactory(organisation=fin, title="Soon", due_on=TODAY + timedelta(days=1))
    ActionFactory(organisation=fin, title="Late", due_on=TODAY - timedelta(days=1))
    begun = ActionFactory(organisation=fin, title="Begun")
    improving.move(begun, ActionMove.START, by=membership.user)
    for title, day in (("Done", date(2026, 3, 1)), ("Long done", date(2025, 11, 18))):
        done = ActionFactory(organisation=fin, title=title, created_on=date(2025, 1, 1))
        improving.move(done, ActionMove.FINISH, by=membership.user, on=day)
    ActionFactory(title="Theirs")

    response = client.get(page("processes:actions", fin))

    assert titles(response) == {
        "Planned": ["Late", "Soon"],
        "Under way": ["Begun"],
        "Done in the last 12 months": ["Done"],
    }
    assert response.text.count(">Overdue<") + response.text.count(" Overdue</span>") == 1


def test_sentence_filters_board_and_list(client, fin, member):
    membership = member(client, "reader")
    service = ServiceFactory(organisation=fin)
    ActionFactory(organisation=fin, title="Of the service", service=service)
    ActionFactory(organisation=fin, title="Mine", owner=membership.user)
    ActionFactory(organisation=fin, title="Late", due_on=TODAY - timedelta(days=1))
    url = page("processes:actions", fin)

    def planned(query):
        return titles(client.get(url + query))["Planned"]

    def listed(query):
        cards = client.get(f"{url}{query}&view=list").context["cards"]
        return [card.action.title for card in cards]

    for shown in (planned, listed):
        assert shown(f"?service={service.pk}") == ["Of the service"]
        assert shown("?owner=me") == ["Mine"]
        assert shown(f"?owner={membership.user_id}") == ["Mine"]
        assert shown("?state=overdue") == ["Late"]
    assert listed("?state=dropped") == []
    assert len(listed("?state=open")) == 3


def test_filters_that_mean_nothing_are_left_out(client, fin, member):
    member(client, "reader")
    ActionFactory(organisation=fin)

    text = client.get(page("processes:actions", fin) + "?service=abc&owner=-1&state=lost").text

    assert "not understood and is left out: State, Service, Owner" in text
    assert "Improvement" in text


def test_full_column_leads_to_the_list(client, fin, member):
    member(client, "reader")
    ActionFactory.create_batch(MOST_CARDS + 1, organisation=fin)

    response = client.get(page("processes:actions", fin))

    assert len(response.context["columns"][0].cards) == MOST_CARDS
    assert f"more than {MOST_CARDS}" in response.text
    assert 'href="?view=list&amp;state=planned"' in response.text


def test_list_has_pages(client, fin, member):
    member(client, "reader")
    ActionFactory.create_batch(26, organisation=fin)
    url = page("processes:actions", fin)

    first = client.get(f"{url}?view=list")
    second = client.get(url + first.context["page"].next_url)

    assert (len(first.context["cards"]), len(second.context["cards"])) == (25, 1)
    assert "26 improvements" in first.text


def test_who_plans_sees_the_button(client, fin, member):
    member(client, "reader")
    assert "Plan an improvement" not in client.get(page("processes:actions", fin)).text
    member(client, "manager")
    assert "Plan an improvement" in client.get(page("processes:actions", fin)).text


def test_owner_moves_a_card_whatever_the_role(client, fin, member):
    membership = member(client, "reader")
    own = ActionFactory(organisation=fin, owner=membership.user)
    other = ActionFactory(organisation=fin)
    board = client.get(page("processes:actions", fin)).text
    url = page("processes:action_move", fin, own.pk)
    assert f'action="{url}"' in board
    assert f'action="{page("processes:action_move", fin, other.pk)}"' not in board

    answer = client.post(url, {"move": "start"}, follow=True)

    assert "The action is under way." in answer.text
    own.refresh_from_db()
    assert (own.state, own.started_on) == (ActionState.UNDER_WAY, TODAY)
    assert (
        client.post(page("processes:action_move", fin, other.pk), {"move": "start"}).status_code
        == 403
    )


# The plan


def test_plan_is_made(client, fin, member):
    membership = member(client, "manager")
    step = make_step(MapFactory(service__organisation=fin), stage=Stage.RECEIVE)

    answer = client.post(
        page("processes:action_new", fin),
        answers(membership.user, step=step.step.pk, figure="founded_share", expected_value="12.5"),
        follow=True,
    )

    assert "The improvement is planned." in answer.text
    action = Action.objects.get()
    assert (action.title, action.owner, action.due_on) == (
        "A shorter form",
        membership.user,
        date(2026, 12, 1),
    )
    assert (action.service, action.stage) == (step.map.service, Stage.RECEIVE)
    assert (action.created_by, action.created_on) == (membership.user, TODAY)


def test_address_says_where(client, fin, member):
    membership = member(client, "manager")
    step = make_step(MapFactory(service__organisation=fin), stage=Stage.DELIVER)
    url = page("processes:action_new", fin)

    form = client.get(f"{url}?step={step.step.pk}").context["form"]
    alone = client.get(f"{url}?service={step.map.service.pk}&step=nonsense").context["form"]

    assert {name: form.initial[name] for name in ("step", "service", "stage", "owner")} == {
        "step": step.step.pk,
        "service": step.map.service_id,
        "stage": "deliver",
        "owner": membership.user_id,
    }
    assert (alone.initial["service"], alone.initial["step"]) == (step.map.service_id, None)


def test_steps_are_those_of_the_maps_in_force(client, fin, member):
    member(client, "manager")
    service = ServiceFactory(organisation=fin)
    in_force = MapFactory(service=service)
    make_step(in_force, stage=Stage.DELIVER, name="Decide")
    make_step(in_force, stage=Stage.ORIENT, name="Inform")
    draft = MapFactory(service=service, number=2, status="draft", in_force_from=None)
    make_step(draft, name="Not yet")
    make_step(MapFactory(), name="Theirs")

    text = client.get(page("processes:action_new", fin)).text

    assert text.index("Orient: Inform") < text.index("Deliver: Decide")
    assert "Not yet" not in text
    assert "Theirs" not in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Fill in “What is improved”."),
        ({"owner": ""}, "Choose an answer to “Owner”."),
        ({"due_on": "17-11-2026"}, "This day has passed. Choose today or a later day."),
        ({"due_on": "soon"}, "Write the day as day-month-year"),
        ({"expected_value": "3"}, "Choose the figure that the expected value belongs to."),
        (
            {"figure": "founded_share", "expected_value": "101"},
            "A share is at most 100 per cent.",
        ),
        ({"figure": "complaints", "expected_value": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, fin, member, changed, said):
    membership = member(client, "manager")

    response = client.post(page("processes:action_new", fin), answers(membership.user, **changed))

    field = next(iter(changed)) if "figure" not in changed else "expected_value"
    field = "figure" if changed == {"expected_value": "3"} else field
    assert said in " ".join(response.context["form"].errors[field])
    assert "Ask nothing twice." in response.text
    assert not Action.objects.exists()


def test_step_and_service_belong_together(client, fin, member):
    membership = member(client, "manager")
    step = make_step(MapFactory(service__organisation=fin))
    other = ServiceFactory(organisation=fin)

    response = client.post(
        page("processes:action_new", fin),
        answers(membership.user, step=step.step.pk, service=other.pk),
    )

    assert "This step belongs to" in " ".join(response.context["form"].errors["step"])


def test_owner_is_an_active_member(client, fin, member):
    membership = member(client, "manager")
    former = MembershipFactory(organisation=fin, is_active=False)
    elsewhere = MembershipFactory()
    url = page("processes:action_new", fin)

    for person in (former, elsewhere):
        response = client.post(url, answers(person.user))
        assert list(response.context["form"].errors) == ["owner"]
    assert client.post(url, answers(membership.user)).status_code == 302


def test_plan_is_for_those_who_plan(client, fin):
    action = ActionFactory(organisation=fin)

    assert_only_for(client, fin, PLANS, page("processes:action_new", fin))
    assert_only_for(client, fin, PLANS, page("processes:action_edit", fin, action.pk))
    assert_only_for(client, fin, PLANS, page("processes:action_move", fin, action.pk))


def test_plan_changes_and_says_what_changed(client, fin, member):
    membership = member(client, "manager")
    former = MembershipFactory(organisation=fin, user__name="Anna Before", is_active=False)
    action = ActionFactory(
        organisation=fin, owner=former.user, title="Old title", due_on=date(2026, 10, 1)
    )
    url = page("processes:action_edit", fin, action.pk)
    # The owner who has left and the day that has passed are kept until somebody changes them.
    assert client.get(url).context["form"].initial["owner"] == former.user.pk
    kept = answers(former.user, title="Old title", due_on="1-10-2026", text="", seen="0")
    assert client.post(url, kept).status_code == 302

    sent = answers(membership.user, text="", note="Anna left.", seen="0")
    text = client.post(url, sent, follow=True).text

    assert "The plan is saved." in text
    assert "Due on: from 1 October 2026 to 1 December 2026" in text
    assert f"Owner: from Anna Before to {membership.user}" in text
    assert "What is improved: from Old title to A shorter form" in text
    assert "Anna left." in text


def test_page_shown_before_a_change_is_refused(client, fin, member):
    membership = member(client, "manager")
    action = ActionFactory(organisation=fin)
    improving.move(action, ActionMove.START, by=membership.user)

    response = client.post(
        page("processes:action_edit", fin, action.pk), answers(membership.user, seen="0")
    )

    assert response.status_code == 409
    assert "Action started" in response.text
    action.refresh_from_db()
    assert action.title != "A shorter form"


# Moves


def test_move_on_another_day_with_a_remark(client, fin, member):
    member(client, "manager")
    action = ActionFactory(organisation=fin)
    url = page("processes:action_move", fin, action.pk)
    form = client.get(f"{url}?move=finish").context["form"]
    assert (form.initial["move"], form.initial["happened_on"]) == ("finish", TODAY)
    sent = {"move": "finish", "happened_on": "2-11-2026", "note": "Live since today.", "seen": "0"}

    text = client.post(url, sent, follow=True).text

    assert "Recorded as done" in text
    assert "Live since today." in text
    action.refresh_from_db()
    assert action.done_on == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("day", "said"),
    [("19-11-2026", "lies in the future"), ("31-12-2025", "cannot lie before 1 January 2026")],
)
def test_impossible_day_is_told_beside_the_field(client, fin, member, day, said):
    member(client, "manager")
    action = ActionFactory(organisation=fin)

    response = client.post(
        page("processes:action_move", fin, action.pk), {"move": "start", "happened_on": day}
    )

    assert said in response.text
    action.refresh_from_db()
    assert action.state == ActionState.PLANNED


def test_move_that_is_no_longer_possible_is_a_conflict(client, fin, member):
    membership = member(client, "manager")
    action = ActionFactory(organisation=fin)
    improving.move(action, ActionMove.DROP, by=membership.user)

    response = client.post(page("processes:action_move", fin, action.pk), {"move": "start"})

    assert response.status_code == 409
    assert "Action dropped" in response.text


def test_unknown_move_changes_nothing(client, fin, member):
    member(client, "manager")
    action = ActionFactory(organisation=fin)

    response = client.post(page("processes:action_move", fin, action.pk), {"move": "explode"})

    assert (response.status_code, response.context["form"].is_valid()) == (200, False)


# The record


def test_record_shows_plan_and_what_can_be_done(client, fin, member):
    member(client, "manager")
    step = make_step(MapFactory(service__organisation=fin), name="Decide")
    action = ActionFactory(
        organisation=fin,
        step=step.step,
        service=step.map.service,
        stage="deliver",
        text="Two people at the counter.",
        due_on=date(2026, 11, 1),
    )

    response = client.get(page("indicators:action", fin, action.pk))

    facts = {fact.label: fact.value for fact in response.context["facts"]}
    assert (facts["Step"], facts["Stage"]) == ("Decide", "Deliver")
    assert facts["Origin"] == "A step of the process map"
    to_do = response.context["to_do"]
    assert [button.label for button in to_do["next"]] == ["Start the action"]
    others = [button.label for button in to_do["others"]]
    assert others == ["Record as done", "Drop the action", "Change the plan"]
    assert "It was due on 1 November 2026." in response.text
    assert response.text.count("btn-primary") == 1


def test_record_without_anything_to_do(client, fin, member):
    member(client, "reader")
    action = ActionFactory(organisation=fin)

    response = client.get(page("indicators:action", fin, action.pk))

    assert (response.context["to_do"]["next"], response.context["to_do"]["others"]) == ([], [])
    assert "Where it stands" in response.text


def test_what_is_done_can_be_taken_up_again(client, fin, member):
    membership = member(client, "manager")
    action = ActionFactory(organisation=fin)
    improving.move(action, ActionMove.FINISH, by=membership.user)

    response = client.get(page("indicators:action", fin, action.pk))

    assert "btn-primary" not in response.text
    assert [button.label for button in response.context["to_do"]["others"]] == ["Take up again"]
