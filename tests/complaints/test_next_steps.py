import pytest

from complaints import handling
from complaints.enums import Acknowledged, Channel, Move, Nature, Status
from complaints.intake import Person
from complaints.models import Case
from complaints.next_steps import label, next_move, next_step, other_actions, waits_for
from organisations.enums import Role
from tests.factories.complaints import ANONYMOUS, make_case
from tests.factories.organisations import MembershipFactory

ADDRESS = Person(name="Marie Inventée", address="Rue Inventée 1")
TELEPHONE = Person(name="Marie Inventée", telephone="02 000 00 00")


@pytest.fixture
def people(inside):
    """A coordinator, a handler, one who is both, and a reader."""
    roles = {
        "coordinator": [Role.COORDINATOR],
        "handler": [Role.HANDLER],
        "both": [Role.COORDINATOR, Role.HANDLER],
        "reader": [Role.READER],
    }
    return {
        name: MembershipFactory(organisation=inside, roles=held) for name, held in roles.items()
    }


def case_in(organisation, status, handler=None, *, acknowledged=True, **submission):
    """A case brought to this status by the verbs."""
    case = make_case(
        organisation, acknowledge=Acknowledged.ORAL if acknowledged else "", **submission
    )
    if status == Status.RECEIVED:
        return case
    handling.qualify(case, by=None, nature=case.nature, tell=False)
    if handler:
        handling.assign(case, by=None, handler=handler.user, department=None)
    if status == Status.WAITING:
        handling.ask(case, by=None, body="Which account?", tell=False)
    finding = "founded" if case.is_complaint else ""
    if status == Status.PROPOSED:
        handling.propose(case, by=None, body="Sorry", finding=finding)
    if status in (Status.ANSWERED, Status.CLOSED):
        handling.answer(case, by=None, body="Sorry", finding=finding, tell=False)
    if status == Status.CLOSED:
        handling.close(case, by=None, norms=["legality"])
    return case


COORDINATOR, HANDLER, BOTH, READER = "coordinator", "handler", "both", "reader"


@pytest.mark.parametrize(
    ("status", "handled_by", "who", "expected"),
    [
        (Status.RECEIVED, None, COORDINATOR, Move.QUALIFY),
        (Status.RECEIVED, None, HANDLER, None),
        (Status.WAITING, HANDLER, COORDINATOR, None),
        (Status.WAITING, HANDLER, HANDLER, None),
        (Status.IN_HANDLING, None, COORDINATOR, Move.ASSIGN),
        (Status.IN_HANDLING, HANDLER, COORDINATOR, None),
        (Status.IN_HANDLING, HANDLER, HANDLER, Move.PROPOSE),
        (Status.IN_HANDLING, BOTH, HANDLER, None),
        (Status.IN_HANDLING, BOTH, BOTH, Move.ANSWER),
        (Status.PROPOSED, HANDLER, COORDINATOR, Move.ANSWER),
        (Status.PROPOSED, HANDLER, HANDLER, None),
        (Status.ANSWERED, HANDLER, COORDINATOR, Move.CLOSE),
        (Status.ANSWERED, HANDLER, HANDLER, None),
        (Status.CLOSED, HANDLER, COORDINATOR, None),
        *((status, HANDLER, READER, None) for status in Status if status != Status.RECEIVED),
    ],
)
def test_next_move(people, status, handled_by, who, expected):
    case = case_in(people[READER].organisation, status, people.get(handled_by))

    assert next_move(people[who], case) == expected
    assert next_step(people[who], case).sentence


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.IN_HANDLING, Status.PROPOSED])
def test_what_is_not_acknowledged_is_acknowledged_first(inside, people, status):
    case = case_in(inside, status, people[HANDLER], acknowledged=False)

    assert next_move(people[COORDINATOR], case) == Move.ACKNOWLEDGE


@pytest.mark.parametrize(
    ("channel", "person", "expected"),
    [
        (Channel.LETTER, ADDRESS, Move.ACKNOWLEDGE),
        (Channel.LETTER, TELEPHONE, Move.ACKNOWLEDGE),
        (Channel.LETTER, ANONYMOUS, Move.QUALIFY),
        (Channel.COUNTER, ANONYMOUS, Move.ACKNOWLEDGE),
    ],
)
def test_who_cannot_be_reached_is_not_acknowledged(inside, people, channel, person, expected):
    case = make_case(inside, channel=channel, person=person)

    assert next_move(people[COORDINATOR], case) == expected


def test_list_of_work_holds_just_the_cases_with_a_next_move(inside, people):
    for status in Status:
        for handled_by in (None, HANDLER, BOTH):
            case_in(inside, status, people.get(handled_by))
            if status != Status.WAITING:
                case_in(inside, status, people.get(handled_by), acknowledged=False)
    make_case(inside, channel=Channel.LETTER, person=ANONYMOUS)
    make_case(inside, channel=Channel.LETTER, person=TELEPHONE)

    for membership in people.values():
        open_cases = Case.objects.open()
        waiting = set(open_cases.filter(waits_for(membership)))
        assert waiting == {case for case in open_cases if next_move(membership, case)}


def test_every_next_move_has_a_label_and_stands_apart_from_the_others(inside, people):
    case = case_in(inside, Status.PROPOSED, people[HANDLER])

    step = next_step(people[COORDINATOR], case)
    others = other_actions(people[COORDINATOR], case)

    assert step.action.label == label(Move.ANSWER, case) == "Read and send the answer"
    assert "Federal Ombudsman" in step.hint
    assert step.action.url not in [action.url for action in others]
    assert "Return to the handler" in [action.label for action in others]


def test_a_suggestion_is_answered_without_a_word_on_appeals(inside, people):
    case = case_in(inside, Status.IN_HANDLING, people[BOTH], nature=Nature.COMPLIMENT)

    step = next_step(people[BOTH], case)

    assert (step.action.label, step.hint) == ("Answer", "")
