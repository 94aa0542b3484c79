from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from complaints import handling
from complaints.enums import Acknowledged, Channel
from complaints.intake import Person
from core.row_security import organisation_context
from organisations.enums import LetterChannel, LetterStatus, Role
from organisations.models import Letter
from overview.work import MOST_TASKS
from tests.factories.complaints import make_case
from tests.factories.organisations import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.processes import ActionFactory, ServiceFactory
from tests.pages import page, queries_of

# A Wednesday.
NOW = timezone.make_aware(datetime(2026, 11, 18, 10))


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False):
        yield


def received(organisation, days_ago, subject="A matter", **submission):
    return make_case(
        organisation,
        at=NOW - timedelta(days=days_ago),
        acknowledge=Acknowledged.ORAL,
        subject=subject,
        **submission,
    )


def in_handling(case, handler=None):
    with organisation_context(case.organisation_id):
        handling.qualify(case, by=None, nature=case.nature, tell=False)
        if handler:
            handling.assign(case, by=None, handler=handler, department=None)
    return case


def work(client, organisation):
    """Each group with its tasks: verb, matter and day."""
    groups = client.get(page("overview:my_work", organisation)).context["groups"]
    return {
        str(group.title): [(task.verb, task.about, task.when) for task in group.tasks]
        for group in groups
    }


# Which organisation


def test_only_organisation_is_opened_at_once(client, fin, member):
    member(client, "reader")

    assert client.get(reverse("overview:workplace")).url == page("overview:my_work", fin)


def test_of_several_organisations_one_is_chosen(client, fin, bosa, member):
    membership = member(client, "reader", "handler")
    MembershipFactory(organisation=bosa, user=membership.user, roles=["manager"])

    text = client.get(reverse("overview:workplace")).text

    for organisation in (fin, bosa):
        assert page("overview:my_work", organisation) in text
    assert "reader, handler" in text


def test_member_of_no_organisation_is_told_what_to_do(client, fin):
    left = MembershipFactory(organisation=fin, is_active=False)
    client.force_login(left.user)

    text = client.get(reverse("overview:workplace")).text

    assert "You are a member of no organisation" in text
    assert page("overview:my_work", fin) not in text


def test_my_work_is_for_members(client, fin):
    url = page("overview:my_work", fin)
    assert client.get(url).status_code == 302

    client.force_login(MembershipFactory(roles=Role.values).user)
    assert client.get(url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_its_page(client, fin, member, role):
    member(client, role)
    make_case(fin)

    response = client.get(page("overview:my_work", fin))

    assert response.status_code == 200
    assert ("The register this morning" in response.text) == (
        role not in ("administrator", "data_protection_officer", "network_coordinator")
    )


# Tasks


def test_tasks_stand_in_groups_the_most_urgent_first(client, fin, member):
    member(client, "coordinator")
    received(fin, 53, "latest")
    received(fin, 50, "late")
    received(fin, 40, "today")
    received(fin, 38, "this week")
    received(fin, 36, "next week")
    with organisation_context(fin.pk):
        answered = in_handling(received(fin, 10, "answered"))
        handling.answer(answered, by=None, body="Yes", finding="founded", tell=False)

    assert work(client, fin) == {
        "Late": [
            ("Qualify the request", "latest", "13 days late"),
            ("Qualify the request", "late", "9 days late"),
        ],
        "Today": [("Qualify the request", "today", "last day")],
        "This week": [("Qualify the request", "this week", "Friday 20")],
        "Later": [("Qualify the request", "next week", "23 November")],
        "Without due date": [("Complete the analysis and close", "answered", "no due date")],
    }


def test_coordinator_is_not_asked_what_a_handler_does(client, fin, member):
    member(client, "coordinator")
    in_handling(received(fin, 1, "with a handler"), UserFactory())
    in_handling(received(fin, 2, "without"))

    assert work(client, fin) == {"Later": [("Assign to a handler", "without", "28 December")]}


def test_handler_examines_own_cases_alone(client, fin, member):
    me = member(client, "handler")
    in_handling(received(fin, 1, "mine"), me.user)
    in_handling(received(fin, 1, "another's"), UserFactory())
    received(fin, 1, "nobody's")

    assert work(client, fin) == {
        "Later": [("Examine and propose an answer", "mine", "28 December")]
    }


def test_what_came_of_a_question_is_said(client, fin, member):
    me = member(client, "handler")
    replied = in_handling(received(fin, 2, "replied"), me.user)
    silent = in_handling(received(fin, 1, "silent"), me.user)
    with organisation_context(fin.pk):
        for case in (replied, silent):
            handling.ask(case, by=me.user, body="Which?", tell=False)
        handling.reply(replied, by=None, channel=Channel.WEB, text="This.")
        handling.stop_waiting(silent)

    assert [verb for verb, _about, _when in work(client, fin)["Later"]] == [
        "Read the reply and go on",
        "No reply came: go on with what is known",
    ]


def test_reader_has_no_tasks_and_a_way_to_the_register(client, fin, member):
    member(client, "reader")
    received(fin, 1)

    response = client.get(page("overview:my_work", fin))

    assert response.context["groups"] == []
    assert "Nothing waits for you" in response.text
    assert page("complaints:list", fin) in response.text
    assert page("complaints:intake", fin) not in response.text


def test_confidential_cases_of_others_are_no_tasks(client, fin, member):
    me = member(client, "handler")
    in_handling(received(fin, 1, "mine", confidential=True), me.user)
    in_handling(received(fin, 1, "another's", confidential=True), UserFactory())

    assert [about for _verb, about, _when in work(client, fin)["Later"]] == ["mine"]


def test_other_organisations_are_no_tasks(client, fin, other, member):
    member(client, "coordinator")
    received(other, 1)

    assert work(client, fin) == {}


def test_long_group_is_cut_and_leads_to_the_list(client, fin, member):
    member(client, "coordinator")
    for _number in range(MOST_TASKS + 1):
        received(fin, 50)

    response = client.get(page("overview:my_work", fin))

    (group,) = response.context["groups"]
    assert len(group.tasks) == MOST_TASKS
    assert len(client.get(group.more_url).context["rows"]) == MOST_TASKS + 1
    assert response.context["task_count"] is None


def test_long_group_hides_no_task_of_the_others(client, fin, member, monkeypatch):
    member(client, "coordinator")
    monkeypatch.setattr("overview.work.MOST_TASKS", 2)
    monkeypatch.setattr("overview.work.MOST_READ", 3)
    for days in (60, 59, 58, 57, 40, 39, 38, 38, 5, 4, 3):
        received(fin, days, str(days))
    answered = in_handling(received(fin, 2, "answered"))
    with organisation_context(fin.pk):
        handling.answer(answered, by=None, body="So.", finding="unfounded", tell=False)

    groups = client.get(page("overview:my_work", fin)).context["groups"]

    assert [
        (group.title, [task.about for task in group.tasks], bool(group.more_url))
        for group in groups
    ] == [
        ("Late", ["60", "59"], True),
        ("Today", ["40"], False),
        ("This week", ["39", "38"], True),
        ("Later", ["5", "4"], True),
        ("Without due date", ["answered"], False),
    ]


@pytest.mark.parametrize(
    ("status", "verb"),
    [
        (LetterStatus.FAILED, "Send the letter again"),
        (LetterStatus.SENDING, "Check whether the letter left"),
        (LetterStatus.SENT, None),
        (LetterStatus.QUEUED, None),
    ],
)
def test_letter_that_needs_somebody_is_a_task_of_the_coordinator(client, fin, member, status, verb):
    case = make_case(fin, acknowledge=Acknowledged.LETTER)
    closed_case(case)
    with organisation_context(fin.pk):
        Letter.objects.update(status=LetterStatus.SENT)
        letter = Letter.objects.filter(purpose="acknowledgement").get()
        Letter.objects.filter(pk=letter.pk).update(status=status)

    member(client, "handler")
    assert work(client, fin) == {}
    member(client, "coordinator")
    groups = client.get(page("overview:my_work", fin)).context["groups"]
    tasks = [task for group in groups for task in group.tasks]
    assert [task.verb for task in tasks] == ([verb] if verb else [])
    assert [task.url for task in tasks] == (
        [page("complaints:letter", fin, case.pk, letter.pk)] if verb else []
    )


def closed_case(case):
    with organisation_context(case.organisation_id):
        handling.withdraw(case, by=None, tell=False)


def test_letter_for_the_post_is_printed_and_posted(client, fin, member):
    member(client, "coordinator")
    person = Person(name="Marie Inventée", address="Rue Inventée 1")
    case = make_case(fin, person=person, acknowledge=Acknowledged.LETTER, tell=True)
    closed_case(case)
    with organisation_context(fin.pk):
        assert Letter.objects.filter(channel=LetterChannel.POST).exists()

    assert [verb for verb, _about, _when in work(client, fin)["Today"]] == [
        "Print and post the letter"
    ]


# The rail


def test_figures_of_the_morning_are_those_of_the_list(client, fin, member):
    member(client, "reader")
    in_handling(received(fin, 3), UserFactory())
    received(fin, 4)
    received(fin, 400)
    asked = received(fin, 5)
    closed_case(received(fin, 6))
    with organisation_context(fin.pk):
        handling.ask(asked, by=None, body="Which?", tell=False)

    figures = client.get(page("overview:my_work", fin)).context["figures"]

    assert [(figure.label, figure.number.number) for figure in figures] == [
        ("Open cases", 4),
        ("Without handler", 3),
        ("Waiting for the complainant", 1),
        ("Received since 1 January", 4),
    ]
    for figure in figures:
        assert client.get(figure.url).context["count"] == figure.number


def test_administrator_sees_what_the_settings_miss(client, member):
    bare = OrganisationFactory(code="BARE")
    member(client, "administrator", organisation=bare)

    text = client.get(page("overview:my_work", bare)).text

    assert "What the settings miss" in text
    assert page("organisations:time_limits", bare) in text
    assert "Nobody is complaint coordinator." in text


def test_data_protection_officer_is_led_to_the_trace(client, fin, member):
    member(client, "data_protection_officer")

    text = client.get(page("overview:my_work", fin)).text

    assert text.count(page("complaints:readings", fin)) >= 2
    assert "Who read which case" in text


def test_queries_stay_the_same_with_more_tasks(client, fin, member):
    coordinator = member(client, "coordinator", "handler")
    url = page("overview:my_work", fin)
    days = (50, 40, 38, 20)
    for day in days:
        received(fin, day)
    queries_of(client, url)
    with_one = queries_of(client, url)
    for day in days:
        received(fin, day)
        in_handling(received(fin, day), coordinator.user)

    assert queries_of(client, url) == with_one


# Improvements


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.READER, Role.COORDINATOR])
def test_improvements_stand_in_the_work_of_their_owner(client, fin, member, role):
    membership = member(client, role)
    service = ServiceFactory(organisation=fin)
    own = {"organisation": fin, "owner": membership.user}
    today = NOW.date()
    late = ActionFactory(**own, title="Late", due_on=today - timedelta(days=2), service=service)
    ActionFactory(**own, title="Today", due_on=today, state="under_way")
    ActionFactory(**own, title="Sunday", due_on=today + timedelta(days=4))
    ActionFactory(**own, title="Later", due_on=today + timedelta(days=5))
    ActionFactory(**own, title="Done", due_on=today, state="done", done_on=today)
    ActionFactory(organisation=fin, title="Of somebody else", due_on=today)
    ActionFactory(owner=membership.user, title="Elsewhere", due_on=today)

    response = client.get(page("overview:my_work", fin))

    found = {
        str(group.title): [(task.verb, task.number, task.when) for task in group.tasks]
        for group in response.context["groups"]
    }
    assert found == {
        "Late": [("Start the improvement", "Late", "2 days late")],
        "Today": [("Finish the improvement", "Today", "last day")],
        "This week": [("Start the improvement", "Sunday", "Sunday 22")],
        "Later": [("Start the improvement", "Later", "23 November")],
    }
    assert f'href="{late.get_absolute_url()}"' in response.text
    assert f"<b>Late</b> · {service}" in response.text
