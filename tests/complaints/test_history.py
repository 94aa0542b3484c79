from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from complaints import handling
from complaints.enums import Channel, Nature
from complaints.history import history_of
from complaints.models import Cause, HandlingRules, InadmissibilityGround
from complaints.reference import load_norms_of_conduct
from organisations.models import SecondLineBody
from tests.factories.complaints import make_case
from tests.factories.organisations import DepartmentFactory, UserFactory, in_four_languages
from tests.pages import queries_of

RECEIVED = timezone.make_aware(datetime(2026, 3, 3, 9))


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel(RECEIVED + timedelta(days=30), tick=False):
        yield


@pytest.fixture
def coordinator(inside):
    return UserFactory(name="Anaïs Exemple")


def days_later(days):
    return RECEIVED + timedelta(days=days)


def told(case):
    return [(line.what, *line.facts) for line in history_of(case)]


def test_history_is_told_newest_first_with_who_and_when(inside, coordinator):
    case = make_case(inside, at=RECEIVED, acknowledge="letter")
    handling.qualify(case, by=coordinator, nature=Nature.COMPLAINT, at=days_later(1))

    lines = history_of(case)

    assert told(case) == [
        ("Qualified", "complaint", "admissible"),
        ("Receipt acknowledged", "acknowledgement of receipt sent"),
        ("Received", "online form", "answer due on 13 April 2026"),
    ]
    assert [line.who for line in lines] == ["Anaïs Exemple", "automatic", "the complainant"]
    assert lines[0].when == days_later(1)


def test_assignment_names_people_departments_and_its_reason(inside, coordinator):
    omar, nadia = UserFactory(name="Omar"), UserFactory(name="Nadia")
    department = DepartmentFactory(organisation=inside, name=in_four_languages("Recovery"))
    case = make_case(inside, at=RECEIVED)
    for day, handler, reason in ((1, omar, "Not involved."), (2, nadia, ""), (3, None, "")):
        handling.assign(
            case,
            by=coordinator,
            handler=handler,
            department=department,
            reason=reason,
            at=days_later(day),
        )

    lines = history_of(case)

    assert told(case)[:3] == [
        ("Assigned", "no longer to Nadia"),
        ("Assigned", "from Omar to Nadia"),
        ("Assigned", "to Omar", "Recovery"),
    ]
    assert [line.reason for line in lines[:3]] == ["", "", "Not involved."]


def test_pause_and_extension_say_what_becomes_of_the_due_date(inside, coordinator):
    HandlingRules.objects.create(organisation=inside, pauses_while_waiting=True)
    case = make_case(inside, at=RECEIVED)
    handling.ask(case, by=coordinator, body="Which?", tell=False, at=days_later(1))
    handling.reply(case, by=None, channel=Channel.WEB, text="This.", at=days_later(3))
    handling.extend(
        case,
        by=coordinator,
        until=timezone.localdate(days_later(60)),
        reason="A file is missing.",
        tell=False,
        at=days_later(4),
    )

    assert told(case)[:3] == [
        ("Time limit extended", "answer due date moved from 14 April 2026 to 4 May 2026"),
        ("Reply received", "the clock runs again: answer due on 14 April 2026"),
        ("Question asked", "the clock stands still"),
    ]
    assert history_of(case)[1].who == "the complainant"


def test_closing_tells_the_analysis(inside, coordinator):
    load_norms_of_conduct()
    cause = Cause.objects.create(organisation=inside, name="Closed account")
    case = make_case(inside, at=RECEIVED)
    handling.qualify(case, by=coordinator, nature=Nature.COMPLAINT, at=days_later(1))
    handling.answer(
        case, by=coordinator, body="Yes", finding="founded", tell=False, at=days_later(2)
    )
    handling.close(
        case,
        by=coordinator,
        type="handling",
        norms=["legality"],
        cause=cause,
        remedy="apology",
        at=days_later(3),
    )
    handling.record_second_line(
        case,
        by=coordinator,
        body=SecondLineBody.objects.get(code="FED_OMB"),
        kind="referred",
        overturned=True,
        at=days_later(4),
    )

    assert told(case)[:3] == [
        (
            "Second line recorded",
            "Federal Ombudsman",
            "the complainant went there",
            "our answer was overturned",
        ),
        (
            "Closed",
            "handling of the delivery",
            "norms not respected: Proper application of the rule of law",
            "cause: Closed account",
            "remedy: apology",
        ),
        ("Answered", "founded"),
    ]


def test_refusal_names_the_ground_and_requalifying_both_natures(inside, coordinator):
    ground = InadmissibilityGround.objects.create(
        code="appeal", name=in_four_languages("An appeal is open"), position=1
    )
    refused = make_case(inside, at=RECEIVED)
    handling.qualify(
        refused,
        by=coordinator,
        nature=Nature.COMPLAINT,
        ground=ground,
        tell=False,
        at=days_later(1),
    )
    other = make_case(inside, at=RECEIVED)
    handling.requalify(other, by=coordinator, nature=Nature.QUESTION, tell=False, at=days_later(1))
    handling.set_confidential(other, by=coordinator, confidential=True, reason="A colleague.")

    assert told(refused)[0] == ("Qualified", "complaint", "inadmissible", "An appeal is open")
    assert told(other)[:2] == [
        ("Confidentiality changed", "seen by coordinators and the handler alone"),
        ("Requalified", "from complaint to information request"),
    ]


def test_notes_are_told_as_notes(inside, coordinator):
    case = make_case(inside, at=RECEIVED)
    handling.note(case, by=coordinator, text="Ask the bank.", at=days_later(1))

    line = history_of(case)[0]

    assert (line.what, line.reason, line.is_note) == (
        "Internal note written",
        "Ask the bank.",
        True,
    )


def test_history_speaks_the_readers_language(inside, coordinator):
    department = DepartmentFactory(organisation=inside, name=in_four_languages("Recovery"))
    case = make_case(inside, at=RECEIVED)
    handling.assign(case, by=coordinator, handler=None, department=department, at=days_later(1))

    with translation.override("nl"):
        assert "Recovery nl" in told(case)[0]


def test_long_history_takes_no_more_queries(client, inside, member, coordinator):
    membership = member(client, "coordinator")
    case = make_case(inside, at=RECEIVED)
    handling.assign(case, by=coordinator, handler=membership.user, department=None)
    url = case.get_absolute_url()

    def go_on(times):
        for _number in range(times):
            handling.assign(case, by=coordinator, handler=UserFactory(), department=None)
            handling.note(case, by=coordinator, text="Again.")
            handling.ask(case, by=coordinator, body="Which?", tell=False)
            handling.reply(case, by=coordinator, channel=Channel.EMAIL, text="This.")

    go_on(2)
    queries_of(client, url)
    before = queries_of(client, url)

    go_on(4)

    assert queries_of(client, url) == before
