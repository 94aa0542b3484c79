"""Verbs of improvement actions: what is stored, what is refused, what the history keeps."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from core.errors import NotAllowedError
from processes import improving
from processes.enums import IMPROVING, ActionMove, ActionState, ExpectedFigure, Stage
from processes.improving import WrongDayError
from tests.factories.organisations import UserFactory
from tests.factories.processes import ActionFactory, MapFactory, ServiceFactory, make_step

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-18 10:00+01:00", tick=False):
        yield


@pytest.fixture
def officer(db):
    return UserFactory(name="Olga Officer")


@pytest.fixture
def action(fin, officer):
    return improving.plan(
        fin, by=officer, title="A shorter form", owner=officer, due_on=date(2026, 12, 1)
    )


def in_state(action, state):
    """Brought there by the verbs."""
    ways = {
        ActionState.PLANNED: (),
        ActionState.UNDER_WAY: (ActionMove.START,),
        ActionState.DONE: (ActionMove.START, ActionMove.FINISH),
        ActionState.DROPPED: (ActionMove.DROP,),
    }
    for move in ways[state]:
        improving.move(action, move, by=None)
    return action


def test_plan_stores_what_was_said(fin, officer):
    service = ServiceFactory(organisation=fin)

    action = improving.plan(
        fin,
        by=officer,
        on=date(2026, 3, 2),
        title="A shorter form",
        text="Ask nothing twice.",
        service=service,
        stage=Stage.RECEIVE,
        owner=officer,
        due_on=date(2026, 6, 1),
        figure=ExpectedFigure.COMPLAINTS,
        expected_value=Decimal("3.5"),
    )

    action.refresh_from_db()
    assert (action.state, action.created_on, action.created_by) == (
        ActionState.PLANNED,
        date(2026, 3, 2),
        officer,
    )
    assert (action.service, action.stage) == (service, Stage.RECEIVE)
    assert (action.figure, action.expected_value) == ("complaints", Decimal("3.5"))
    assert list(action.changes.all()) == []


def test_action_on_a_step_lies_in_its_service_and_stage(fin, officer):
    step = make_step(MapFactory(service__organisation=fin), stage=Stage.DELIVER)

    action = improving.plan(
        fin,
        by=officer,
        title="Decide faster",
        owner=officer,
        due_on=TODAY,
        step=step.step,
        stage=Stage.ORIENT,
    )

    assert (action.service, action.stage) == (step.map.service, Stage.DELIVER)


def test_nothing_is_planned_in_the_future(fin, officer):
    with pytest.raises(WrongDayError):
        improving.plan(
            fin, by=officer, title="x", owner=officer, due_on=TODAY, on=date(2026, 11, 19)
        )


@pytest.mark.parametrize("state", ActionState.values)
@pytest.mark.parametrize("move", ActionMove.values)
def test_moves_as_the_lifecycle_says(action, state, move):
    in_state(action, state)
    if not IMPROVING.allows(move, state):
        with pytest.raises(NotAllowedError, match="not possible in this state"):
            improving.move(action, move, by=None)
        action.refresh_from_db()
        assert action.state == state
        return

    improving.move(action, move, by=None)

    action.refresh_from_db()
    expected = {
        ActionMove.START: ActionState.UNDER_WAY,
        ActionMove.FINISH: ActionState.DONE,
        ActionMove.DROP: ActionState.DROPPED,
        ActionMove.TAKE_UP: ActionState.UNDER_WAY if action.started_on else ActionState.PLANNED,
    }
    assert action.state == expected[move]
    assert (action.done_on is not None) == (action.state == ActionState.DONE)


def test_move_is_dated_and_told(fin, officer):
    action = ActionFactory(organisation=fin, created_on=date(2026, 1, 5))

    improving.move(action, ActionMove.START, by=officer, on=date(2026, 2, 2), note=" At last. ")
    improving.move(action, ActionMove.FINISH, by=officer, on=date(2026, 4, 30))

    assert (action.started_on, action.done_on) == (date(2026, 2, 2), date(2026, 4, 30))
    finished, started = action.changes.all()
    assert (started.move, started.note, started.happened_on, started.by) == (
        "start",
        "At last.",
        date(2026, 2, 2),
        officer,
    )
    assert started.old == {"state": "planned", "started_on": None}
    assert finished.new == {"state": "done", "done_on": "2026-04-30"}


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2026, 11, 19)])
def test_move_lies_between_planning_and_today(fin, officer, day):
    action = ActionFactory(organisation=fin, created_on=date(2026, 1, 5))

    with pytest.raises(WrongDayError):
        improving.move(action, ActionMove.START, by=officer, on=day)


def test_move_does_not_lie_before_the_one_it_follows(fin, officer):
    action = ActionFactory(organisation=fin, created_on=date(2026, 1, 5))
    improving.move(action, ActionMove.START, by=officer, on=date(2026, 5, 5))

    with pytest.raises(WrongDayError):
        improving.move(action, ActionMove.FINISH, by=officer, on=date(2026, 5, 4))


def test_stale_page_moves_nothing_and_says_what_happened(action, officer):
    improving.move(action, ActionMove.START, by=officer)

    with pytest.raises(NotAllowedError, match="has changed since") as refused:
        improving.move(action, ActionMove.DROP, by=officer, seen=0)

    assert [(line.what, line.who) for line in refused.value.happened] == [
        ("Action started", "Olga Officer")
    ]
    assert refused.value.back_url == action.get_absolute_url()
    action.refresh_from_db()
    assert action.state == ActionState.UNDER_WAY


def test_change_keeps_old_and_new(action, officer):
    improving.change(
        action, by=officer, due_on=date(2027, 1, 15), note="The supplier is late.", seen=0
    )

    action.refresh_from_db()
    assert action.due_on == date(2027, 1, 15)
    row = action.changes.get()
    assert (row.move, row.note) == ("", "The supplier is late.")
    assert (row.old, row.new) == ({"due_on": "2026-12-01"}, {"due_on": "2027-01-15"})


def test_change_that_changes_nothing_leaves_no_line(action, officer):
    improving.change(action, by=officer, title=action.title, due_on=action.due_on)

    assert not action.changes.exists()


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.DROPPED])
def test_closed_action_keeps_its_plan(action, officer, state):
    in_state(action, state)

    with pytest.raises(NotAllowedError, match="keeps its plan"):
        improving.change(action, by=officer, title="Another")
