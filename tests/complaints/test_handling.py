"""The verbs: every move from every state, what events keep, who is told, and what the clock does."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from complaints import following, handling, letters
from complaints.attachments import check, path_of
from complaints.enums import (
    HANDLING,
    Acknowledged,
    Channel,
    Decision,
    EventCode,
    Finding,
    Move,
    Nature,
    Purpose,
    Status,
)
from complaints.forwarding import Elsewhere, forward
from complaints.intake import Person
from complaints.models import (
    Case,
    CaseLink,
    Cause,
    Event,
    HandlingRules,
    InadmissibilityGround,
    Message,
    Note,
    Pause,
)
from complaints.moving import ChangedMeanwhileError, TooEarlyError
from complaints.previews import letter_of
from complaints.querysets import NOTHING_DUE
from complaints.reference import load_inadmissibility_grounds
from complaints.tasks import end_waiting
from complaints.tracking import find
from core.errors import NotAllowedError
from core.row_security import organisation_context
from organisations.enums import LetterChannel, LetterStatus
from organisations.models import Letter, SecondLineBody
from tests.complaints.cases import ARRIVED, case_in, conclusion
from tests.factories.complaints import ANONYMOUS, make_case
from tests.factories.organisations import ClosedDayFactory, DepartmentFactory, UserFactory

BRUSSELS = timezone.get_default_timezone()
THURSDAY = datetime(2026, 3, 5, 15, tzinfo=BRUSSELS)


@pytest.fixture(autouse=True)
def on_a_thursday(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(THURSDAY, tick=False):
        yield


@pytest.fixture
def user(db):
    return UserFactory(name="Anaïs Exemple")


@pytest.fixture
def ground(db):
    load_inadmissibility_grounds()
    return InadmissibilityGround.objects.get(pk="not_competent")


def last_event(case):
    return case.events.order_by("-pk").first()


def fresh(case):
    """The case as it is stored."""
    return Case.objects.select_related("organisation").get(pk=case.pk)


def sent(case):
    """Letters that have left or are leaving."""
    rows = case.letters.exclude(letter__status=LetterStatus.DRAFT).select_related("letter")
    return [row.letter for row in rows.order_by("pk")]


# ── Every move from every state ──────────────────────────────────────────────────────────────

VERBS = {
    Move.ACKNOWLEDGE: handling.acknowledge,
    Move.QUALIFY: lambda case, **told: handling.qualify(case, nature=case.nature, **told),
    Move.REQUALIFY: lambda case, **told: handling.requalify(case, nature="question", **told),
    Move.ASSIGN: lambda case, **told: handling.assign(
        case, handler=told["by"], department=None, **told
    ),
    Move.NOTE: lambda case, **told: handling.note(case, text="Seen.", **told),
    Move.ASK: lambda case, **told: handling.ask(case, body="Which account?", **told),
    Move.REPLY: lambda case, **told: handling.reply(case, channel="email", text="Here.", **told),
    Move.EXTEND: lambda case, **told: handling.extend(
        case, until=date(2026, 6, 30), reason="An expert looks.", **told
    ),
    Move.PROPOSE: lambda case, **told: handling.propose(
        case, body="Sorry.", **conclusion(case), **told
    ),
    Move.RETURN_PROPOSAL: lambda case, **told: handling.return_proposal(
        case, reason="Name the norm.", **told
    ),
    Move.ANSWER: lambda case, **told: handling.answer(
        case, body="Sorry.", **conclusion(case), **told
    ),
    Move.CLOSE: lambda case, **told: handling.close(case, norms=["legality"], **told),
    Move.REOPEN: lambda case, **told: handling.reopen(case, reason="New facts.", **told),
    Move.FORWARD: lambda case, **told: forward(case, to=Elsewhere(name="Bruxelles"), **told),
    Move.WITHDRAW: handling.withdraw,
    Move.SECOND_LINE: lambda case, **told: handling.record_second_line(
        case, body=SecondLineBody.objects.get(), kind="referred", **told
    ),
    Move.CONFIDENTIAL: lambda case, **told: handling.set_confidential(
        case, confidential=True, reason="A colleague is named.", **told
    ),
    Move.LINK: lambda case, **told: handling.link(case, make_case(case.organisation), **told),
    Move.PLACE: lambda case, **told: handling.place(case, service=None, stage="deliver", **told),
}
LEADS_TO = {
    Move.QUALIFY: Status.IN_HANDLING,
    Move.ASK: Status.WAITING,
    Move.REPLY: Status.IN_HANDLING,
    Move.PROPOSE: Status.PROPOSED,
    Move.RETURN_PROPOSAL: Status.IN_HANDLING,
    Move.ANSWER: Status.ANSWERED,
    Move.CLOSE: Status.CLOSED,
    Move.REOPEN: Status.IN_HANDLING,
    Move.FORWARD: Status.CLOSED,
    Move.WITHDRAW: Status.CLOSED,
}


@pytest.mark.parametrize(
    ("move", "status"),
    [(move, status) for move in Move for status in sorted(HANDLING.moves[move])],
)
def test_move_that_the_table_allows(inside, user, move, status):
    case = case_in(inside, status)
    events = case.events.count()

    VERBS[move](case, by=user)

    stored = fresh(case)
    expected = LEADS_TO.get(move, status)
    if (move, status) == (Move.REQUALIFY, Status.PROPOSED):
        expected = Status.IN_HANDLING
    assert (stored.status, case.status) == (expected, expected)
    assert case.events.count() == events + 1
    event = last_event(case)
    assert (event.code, event.by, event.happened_at) == (move, user, THURSDAY)
    assert event.old.get("status", status) == status
    assert event.new.get("status", status) == expected


@pytest.mark.parametrize(
    ("move", "status"),
    [(move, status) for move in Move for status in Status if status not in HANDLING.moves[move]],
)
def test_move_that_the_table_refuses(inside, user, move, status):
    case = case_in(inside, status)
    before = Case.objects.filter(pk=case.pk).values().get()
    counts = [model.objects.count() for model in (Case, Event, Letter, Note, Message)]

    with pytest.raises(NotAllowedError) as refusal:
        VERBS[move](case, by=user)

    assert str(refusal.value) == f"“{move.label}” is not possible in this state: {status.label}."
    assert refusal.value.back_url == case.get_absolute_url()
    assert refusal.value.happened[0].what == last_event(case).get_code_display()
    assert Case.objects.filter(pk=case.pk).values().get() == before
    if move != Move.LINK:
        counted = [model.objects.count() for model in (Case, Event, Letter, Note, Message)]
        assert counted == counts


def test_every_move_has_its_event():
    assert {EventCode(move.value) for move in Move} < set(EventCode)


def test_page_that_saw_less_is_refused(inside, user):
    case = case_in(inside, Status.IN_HANDLING)
    seen = last_event(case).pk
    handling.note(case, by=user, text="First.", seen=seen)

    with pytest.raises(ChangedMeanwhileError) as refusal:
        handling.note(case, by=user, text="Second.", seen=seen)

    assert [(line.what, line.who) for line in refusal.value.happened] == [
        ("Internal note written", "Anaïs Exemple")
    ]
    assert [note.text for note in case.notes.all()] == ["First."]


@pytest.mark.parametrize(
    "at", [ARRIVED - timedelta(days=1), THURSDAY + timedelta(seconds=1), THURSDAY + timedelta(9)]
)
def test_move_before_receipt_or_in_the_future(inside, user, at):
    case = case_in(inside, Status.RECEIVED)

    with pytest.raises(TooEarlyError):
        handling.note(case, by=user, text="Seen.", at=at)


def test_move_on_the_day_of_receipt_and_now(inside, user):
    case = case_in(inside, Status.RECEIVED)

    for at in (ARRIVED - timedelta(hours=1), THURSDAY):
        handling.note(case, by=user, text="Seen.", at=at)

    assert case.notes.count() == 2


def test_two_clocks(inside, user):
    case = case_in(inside, Status.RECEIVED)
    late = ARRIVED + timedelta(hours=5)

    handling.acknowledge(case, by=user, how=Acknowledged.ORAL, at=late)

    event = last_event(case)
    assert event.happened_at == late
    assert event.recorded_at > late
    assert fresh(case).acknowledged_on == date(2026, 3, 2)


# ── What events keep ─────────────────────────────────────────────────────────────────────────


def test_events_hold_counted_values_before_and_after(inside, user):
    case = case_in(inside, Status.IN_HANDLING)

    handling.answer(case, by=user, body="Vous avez raison.", finding=Finding.FOUNDED)
    answered = last_event(case)
    cause = Cause.objects.create(organisation=inside, name="Account closed")
    handling.close(
        case, by=user, type="handling", norms=["legality"], cause=cause, remedy="apology"
    )
    closed = last_event(case)

    assert answered.old == {
        "status": "in_handling",
        "finding": "",
        "answered_on": None,
        "first_answered_on": None,
    }
    assert answered.new == {
        "status": "answered",
        "finding": "founded",
        "answered_on": "2026-03-05",
        "first_answered_on": "2026-03-05",
    }
    assert closed.new == {
        "status": "closed",
        "outcome": "answered",
        "type": "handling",
        "norms": ["legality"],
        "cause_id": cause.pk,
        "remedy": "apology",
        "closed_on": "2026-03-05",
    }


def test_first_event_holds_everything_that_is_counted(inside):
    case = case_in(inside, Status.RECEIVED)

    event = last_event(case)

    assert (event.code, event.old) == ("received", dict.fromkeys(event.new))
    assert event.new["answer_due"] == "2026-04-13"
    assert event.new["nature"] == "complaint"


def test_events_hold_no_words_and_no_names(inside, user):
    person = Person(name="Zoé Introuvable", email="zoe@introuvable.example", address="Rue 1")
    case = case_in(inside, Status.CLOSED, person=person, subject="Secret", text="Très secret")
    handling.reopen(case, by=user, reason="Zoé called.")
    handling.ask(case, by=user, body="Zoé, which account?")
    handling.reply(case, by=user, channel="telephone", text="Zoé says: this one.")
    forward(case, by=user, to=Elsewhere(name="Chez Zoé"), reason="For Zoé.")

    kept = " ".join(f"{event.old} {event.new}" for event in case.events.all()).lower()

    for word in ("zo", "secret", "rue 1", "account"):
        assert word not in kept


def test_reason_lies_in_a_note_that_can_be_erased(inside, user):
    case = case_in(inside, Status.PROPOSED)

    handling.return_proposal(case, by=user, reason=" Name the norm. ")

    assert last_event(case).note == Note.objects.get(text="Name the norm.")
    Note.objects.update(text="")
    assert last_event(case).note.text == ""


@pytest.mark.parametrize(
    "statement",
    [
        "update complaints_event set code = 'note'",
        "delete from complaints_event",
        "update complaints_event set happened_at = now() where code = 'received'",
    ],
)
def test_database_refuses_to_change_an_event(inside, statement):
    case = case_in(inside, Status.RECEIVED)

    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert (last_event(case).code, last_event(case).happened_at) == ("received", ARRIVED)


@pytest.mark.parametrize(
    ("status", "changes", "rule"),
    [
        ("in_handling", {"admissibility": ""}, "complaints_alone_have_admissibility"),
        ("in_handling", {"nature": "question"}, "complaints_alone_have_admissibility"),
        (
            "in_handling",
            {"admissibility": "inadmissible"},
            "inadmissible_complaint_names_its_ground",
        ),
        ("in_handling", {"outcome": "answered"}, "closed_case_has_an_outcome"),
        ("closed", {"outcome": ""}, "closed_case_has_an_outcome"),
        ("closed", {"closed_on": None}, "closed_case_has_a_closing_date"),
        ("received", {"answered_on": date(2026, 3, 4)}, "not_answered_before_it_is_qualified"),
        ("answered", {"answered_on": None}, "answered_case_has_an_answer_date"),
        ("received", {"finding": "founded"}, "finding_is_of_an_admissible_complaint"),
        ("in_handling", {"norms": ["legality"]}, "norms_are_of_a_founded_complaint"),
        ("in_handling", {"decision": "taken_up"}, "decision_is_of_a_suggestion"),
        ("waiting", {"waiting_from": ""}, "waiting_case_knows_where_it_was"),
        ("in_handling", {"waiting_from": "received"}, "waiting_case_knows_where_it_was"),
    ],
)
def test_database_refuses_what_contradicts_itself(inside, status, changes, rule):
    case = case_in(inside, status)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**changes)


# ── Acknowledge, qualify, requalify ──────────────────────────────────────────────────────────


def test_acknowledgement_counts_from_the_row_of_its_letter(inside, user):
    case = case_in(inside, Status.RECEIVED)

    handling.acknowledge(case, by=user)

    stored = fresh(case)
    assert (stored.acknowledged_by, stored.acknowledged_on) == ("letter", date(2026, 3, 5))
    assert [letter.status for letter in sent(case)] == [LetterStatus.QUEUED]
    assert ProcrastinateJob.objects.count() == 1
    assert stored.next_due == stored.answer_due


def test_receipt_is_acknowledged_once(inside, user):
    case = case_in(inside, Status.RECEIVED, acknowledge=Acknowledged.CONFIRMATION)

    with pytest.raises(NotAllowedError, match="already been acknowledged"):
        handling.acknowledge(case, by=user)

    assert sent(case) == []


def test_nobody_can_be_acknowledged_by_letter_without_an_address(inside, user):
    case = case_in(inside, Status.RECEIVED, person=ANONYMOUS)

    with pytest.raises(NotAllowedError, match="no address"):
        handling.acknowledge(case, by=user)
    handling.acknowledge(case, by=user, how=Acknowledged.ORAL)

    assert fresh(case).acknowledged_by == "oral"


def test_acknowledgement_carries_a_code_that_opens_the_case(inside, user):
    case = case_in(inside, Status.RECEIVED)

    handling.acknowledge(case, by=user)

    line = next(
        line for line in sent(case)[0].text.split("\n") if case.number in line and "/" in line
    )
    code = line.rsplit(" ", 1)[1].rstrip(".")
    assert find(case.number, code) == case


def test_qualified_as_inadmissible_ends_with_its_ground(inside, user, ground):
    case = case_in(inside, Status.RECEIVED)

    handling.qualify(case, by=user, nature=Nature.COMPLAINT, ground=ground, reason="Not ours.")

    stored = fresh(case)
    assert (stored.status, stored.outcome) == (Status.CLOSED, "inadmissible")
    assert (stored.admissibility, stored.inadmissibility_ground) == ("inadmissible", ground)
    assert (stored.closed_on, stored.next_due) == (date(2026, 3, 5), NOTHING_DUE)
    assert "Hors compétence de l'organisation" in sent(case)[0].text


def test_ground_is_for_complaints_alone(inside, user, ground):
    case = case_in(inside, Status.RECEIVED)

    handling.qualify(case, by=user, nature=Nature.SUGGESTION, ground=ground)

    stored = fresh(case)
    assert (stored.status, stored.inadmissibility_ground) == (Status.IN_HANDLING, None)
    assert sent(case) == []


@pytest.mark.parametrize(
    ("before", "after", "admissibility"),
    [
        (Status.RECEIVED, Nature.COMPLAINT, "pending"),
        (Status.IN_HANDLING, Nature.COMPLAINT, "admissible"),
        (Status.WAITING, Nature.COMPLAINT, "admissible"),
        (Status.IN_HANDLING, Nature.SUGGESTION, ""),
    ],
)
def test_requalified_case_has_the_admissibility_of_its_place(
    inside, user, before, after, admissibility
):
    nature = Nature.QUESTION if after == Nature.COMPLAINT else Nature.COMPLAINT
    case = case_in(inside, before, nature=nature)

    handling.requalify(case, by=user, nature=after)

    assert (fresh(case).nature, fresh(case).admissibility) == (after, admissibility)
    assert len(sent(case)) == 1 + (before == Status.WAITING)


def test_question_asked_before_qualification_leaves_admissibility_open(inside, user):
    case = case_in(inside, Status.RECEIVED, nature=Nature.QUESTION)
    handling.ask(case, by=user, body="Which account?")

    handling.requalify(case, by=user, nature=Nature.COMPLAINT)

    assert (fresh(case).status, fresh(case).admissibility) == (Status.WAITING, "pending")


def test_requalify_refuses_the_same_and_a_closed_complaint(inside, user):
    case = case_in(inside, Status.RECEIVED, nature=Nature.QUESTION)

    with pytest.raises(NotAllowedError, match="already has this nature"):
        handling.requalify(case, by=user, nature=Nature.QUESTION)
    with pytest.raises(NotAllowedError, match="not closed as something else"):
        handling.requalify(case, by=user, nature=Nature.COMPLAINT, close=True)


@pytest.mark.parametrize(
    "status", [Status.RECEIVED, Status.WAITING, Status.IN_HANDLING, Status.PROPOSED]
)
def test_what_needs_no_answer_is_closed_as_no_complaint(inside, user, status):
    case = case_in(inside, status)

    handling.requalify(case, by=user, nature=Nature.NOTIFICATION, close=True)

    stored = fresh(case)
    assert (stored.status, stored.outcome) == (Status.CLOSED, "not_a_complaint")
    assert stored.qualified_on is not None
    assert (stored.waiting_from, stored.proposed_finding) == ("", "")
    assert not case.letters.filter(letter__status=LetterStatus.DRAFT).exists()


def test_assigned_to_somebody_and_a_department(inside, user):
    case = case_in(inside, Status.IN_HANDLING)
    department = DepartmentFactory(organisation=inside)

    handling.assign(case, by=user, handler=user, department=department, reason="Knows the field.")

    assert last_event(case).new == {"handler_id": user.pk, "department_id": department.pk}


def test_linked_cases_know_each_other_once(inside, user):
    one, two = case_in(inside, Status.RECEIVED), case_in(inside, Status.RECEIVED)

    handling.link(one, two, by=user)
    handling.link(two, one, by=user)

    pairs = sorted(CaseLink.objects.values_list("case", "other"))
    assert pairs == sorted([(one.pk, two.pk), (two.pk, one.pk)])


# ── The clock: questions, pauses, extensions ─────────────────────────────────────────────────


@pytest.mark.parametrize("before", [Status.RECEIVED, Status.IN_HANDLING])
@pytest.mark.parametrize("pauses", [True, False])
def test_question_stops_the_clock_only_by_the_rules(inside, user, before, pauses):
    HandlingRules.objects.create(organisation=inside, pauses_while_waiting=pauses, days_to_reply=10)
    case = case_in(inside, before)

    handling.ask(case, by=user, body="Which account?")

    stored = fresh(case)
    assert (stored.status, stored.waiting_from) == (Status.WAITING, before)
    assert stored.waiting_until == date(2026, 3, 15)
    assert stored.answer_due == (None if pauses else date(2026, 4, 13))

    with time_machine.travel(THURSDAY + timedelta(days=4), tick=False):
        handling.reply(case, by=None, channel=Channel.WEB, text="This one.")

    stored = fresh(case)
    assert (stored.status, stored.waiting_from, stored.waiting_until) == (before, "", None)
    # Forty days from 2 March end on Saturday 11 April; four paused days more on Wednesday 15.
    assert stored.answer_due == (date(2026, 4, 15) if pauses else date(2026, 4, 13))
    assert list(Pause.objects.values_list("asked_on", "replied_on")) == (
        [(date(2026, 3, 5), date(2026, 3, 9))] if pauses else []
    )


def test_rules_of_an_organisation_that_has_set_none(inside, user):
    case = case_in(inside, Status.IN_HANDLING)

    handling.ask(case, by=user, body="Which account?")

    assert fresh(case).waiting_until == date(2026, 3, 20)
    assert fresh(case).answer_due == date(2026, 4, 13)


def test_nobody_is_asked_without_an_address(inside, user):
    case = case_in(inside, Status.IN_HANDLING, person=ANONYMOUS)

    with pytest.raises(NotAllowedError, match="no address"):
        handling.ask(case, by=user, body="Which account?")

    assert fresh(case).status == Status.IN_HANDLING
    assert Pause.objects.count() == 0


def test_reply_is_kept_with_its_files(inside, user):
    case = case_in(inside, Status.WAITING)

    handling.reply(
        case,
        by=user,
        channel=Channel.EMAIL,
        text="This one.",
        files=[check("iban.txt", b"BE00")],
    )

    message = case.messages.get()
    assert (message.text, message.recorded_by, message.arrived_at) == ("This one.", user, THURSDAY)
    assert path_of(message.attachments.get()).read_bytes() == b"BE00"


def test_waiting_ends_the_day_after_its_last(inside, user):
    HandlingRules.objects.create(organisation=inside, pauses_while_waiting=True, days_to_reply=10)
    case = case_in(inside, Status.IN_HANDLING)
    handling.ask(case, by=user, body="Which account?")

    with time_machine.travel(datetime(2026, 3, 15, 2, 15, tzinfo=BRUSSELS), tick=False):
        end_waiting(timestamp=0)
        assert fresh(case).status == Status.WAITING
    with time_machine.travel(datetime(2026, 3, 16, 2, 15, tzinfo=BRUSSELS), tick=False):
        end_waiting(timestamp=0)

    stored = fresh(case)
    assert stored.status == Status.IN_HANDLING
    event = last_event(case)
    assert (event.code, event.by) == (EventCode.WAITING_ENDED, None)
    assert event.new["status"] == "in_handling"
    # Eleven paused days more than Saturday 11 April.
    assert stored.answer_due == date(2026, 4, 22)


def test_waiting_ends_in_every_organisation(fin, bosa):
    with time_machine.travel(THURSDAY, tick=False):
        cases = []
        for organisation in (fin, bosa):
            with organisation_context(organisation.pk):
                cases.append(case_in(organisation, Status.WAITING))
    with time_machine.travel(THURSDAY + timedelta(days=20), tick=False):
        end_waiting(timestamp=0)

    for case in cases:
        with organisation_context(case.organisation_id):
            assert fresh(case).status == Status.IN_HANDLING


def test_extension_sets_a_new_date_and_tells_it(inside, user):
    case = case_in(inside, Status.IN_HANDLING)

    handling.extend(case, by=user, until=date(2026, 4, 30), reason="An expert looks.")

    stored = fresh(case)
    assert (stored.answer_due, stored.extended_on) == (date(2026, 4, 30), date(2026, 3, 5))
    assert "30 avril 2026" in sent(case)[0].text
    assert last_event(case).old["answer_due"] == "2026-04-13"


def test_extension_onto_a_closed_day_ends_on_the_next_open_one(inside, user):
    ClosedDayFactory(organisation=inside, day=date(2026, 4, 30))
    case = case_in(inside, Status.IN_HANDLING)

    handling.extend(case, by=user, until=date(2026, 4, 30), reason="An expert looks.")

    assert fresh(case).answer_due == date(2026, 5, 4)
    assert "4 mai 2026" in sent(case)[0].text


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (date(2026, 4, 13), "does not lie after the due date"),
        (date(2026, 5, 14), "longer than the rules allow"),
    ],
)
def test_extension_has_limits(inside, user, until, sentence):
    HandlingRules.objects.create(organisation=inside, days_of_extension=30)
    case = case_in(inside, Status.IN_HANDLING)

    with pytest.raises(NotAllowedError, match=sentence):
        handling.extend(case, by=user, until=until, reason="x")
    handling.extend(case, by=user, until=date(2026, 5, 13), reason="x")

    assert fresh(case).answer_due == date(2026, 5, 13)


def test_nothing_to_extend_while_the_clock_stands_still_or_without_a_limit(inside, bosa, user):
    HandlingRules.objects.create(organisation=inside, pauses_while_waiting=True)
    waiting = case_in(inside, Status.WAITING)
    with organisation_context(bosa.pk):
        unlimited = case_in(bosa, Status.IN_HANDLING)
        with pytest.raises(NotAllowedError, match="no due date"):
            handling.extend(unlimited, by=user, until=date(2026, 5, 13), reason="x")
    with pytest.raises(NotAllowedError, match="no due date"):
        handling.extend(waiting, by=user, until=date(2026, 5, 13), reason="x")


def test_reopened_case_is_extended_by_its_own_clock(inside, user):
    HandlingRules.objects.create(organisation=inside, days_of_extension=30)
    case = case_in(inside, Status.ANSWERED)
    handling.reopen(case, by=user, reason="New facts.")

    # Forty days from 5 March: 14 April; thirty more: 14 May.
    with pytest.raises(NotAllowedError, match="longer"):
        handling.extend(case, by=user, until=date(2026, 5, 15), reason="x")
    handling.extend(case, by=user, until=date(2026, 5, 13), reason="x")

    stored = fresh(case)
    assert stored.answer_due == date(2026, 4, 13), "promptness is measured on the first answer"
    assert "13 mai 2026" in sent(case)[-1].text


# ── Proposal, answer, close, reopen ──────────────────────────────────────────────────────────


def test_proposal_is_a_draft_that_the_answer_replaces(inside, user):
    case = case_in(inside, Status.IN_HANDLING)

    handling.propose(case, by=user, body="First.", finding=Finding.UNFOUNDED)
    handling.return_proposal(case, by=None, reason="Look again.")
    handling.propose(case, by=user, body="Second.", finding=Finding.FOUNDED)

    draft = handling.proposal_of(case)
    assert (draft.text, draft.status, draft.written_by) == ("Second.", LetterStatus.DRAFT, user)
    assert (fresh(case).proposed_finding, fresh(case).finding) == ("founded", "")
    assert ProcrastinateJob.objects.count() == 0

    handling.answer(case, by=None, body="Third.", finding=Finding.PARTLY_FOUNDED)

    assert handling.proposal_of(case) is None
    assert fresh(case).proposed_finding == ""
    assert "Third." in sent(case)[-1].text
    assert Letter.objects.filter(text="Second.").count() == 0


@pytest.mark.parametrize("verb", [handling.propose, handling.answer])
@pytest.mark.parametrize(
    ("nature", "told"),
    [
        (Nature.COMPLAINT, {}),
        (Nature.COMPLAINT, {"finding": "nonsense"}),
        (Nature.COMPLAINT, {"finding": Finding.FOUNDED, "decision": Decision.TAKEN_UP}),
        (Nature.SUGGESTION, {}),
        (Nature.SUGGESTION, {"finding": Finding.FOUNDED}),
        (Nature.QUESTION, {"finding": Finding.FOUNDED}),
        (Nature.COMPLIMENT, {"decision": Decision.TAKEN_UP}),
    ],
)
def test_conclusion_belongs_to_the_nature(inside, user, verb, nature, told):
    case = case_in(inside, Status.IN_HANDLING, nature=nature)

    with pytest.raises(NotAllowedError, match="does not fit the nature"):
        verb(case, by=user, body="Sorry.", **told)

    assert fresh(case).status == Status.IN_HANDLING


def test_reasons_for_nobody_stay_with_the_case(inside, user):
    case = case_in(inside, Status.IN_HANDLING, person=ANONYMOUS)

    handling.answer(case, by=user, body="The norms were kept.", finding=Finding.UNFOUNDED)

    assert fresh(case).status == Status.ANSWERED
    assert last_event(case).note.text == "The norms were kept."
    assert sent(case) == []


@pytest.mark.parametrize("finding", [Finding.FOUNDED, Finding.PARTLY_FOUNDED])
def test_founded_complaint_names_a_norm(inside, user, finding):
    case = case_in(inside, Status.ANSWERED, finding=finding)

    with pytest.raises(NotAllowedError, match="at least one norm"):
        handling.close(case, by=user)


@pytest.mark.parametrize("finding", [Finding.UNFOUNDED, Finding.NO_OPINION])
def test_what_is_not_founded_names_none(inside, user, finding):
    case = case_in(inside, Status.ANSWERED, finding=finding)

    handling.close(case, by=user, norms=["legality"], remedy="explanation")

    assert (fresh(case).norms, fresh(case).remedy) == ([], "explanation")


def test_cause_is_known_by_its_name(inside, user):
    known = Cause.objects.create(organisation=inside, name="Account closed")
    one, two = case_in(inside, Status.ANSWERED), case_in(inside, Status.ANSWERED)

    handling.close(one, by=user, norms=["legality"], new_cause="ACCOUNT CLOSED")
    handling.close(two, by=user, norms=["legality"], new_cause="Letter lost")

    assert fresh(one).cause == known
    assert fresh(two).cause.name == "Letter lost"
    assert Cause.objects.count() == 2


def test_answered_case_is_reopened_and_answered_again(inside, user):
    case = case_in(inside, Status.CLOSED)

    handling.reopen(case, by=user, reason="New facts.")

    stored = fresh(case)
    assert (stored.status, stored.admissibility) == (Status.IN_HANDLING, "admissible")
    assert (stored.finding, stored.outcome, stored.norms, stored.type) == ("", "", [], "")
    assert (stored.answered_on, stored.closed_on) == (None, None)
    assert (stored.first_answered_on, stored.reopened_on) == (date(2026, 3, 2), date(2026, 3, 5))
    assert stored.reopened_count == 1
    # Counted from the reopening; the acknowledgement of the first time is still owed before it.
    assert stored.next_due == date(2026, 3, 16)
    assert "14 avril 2026" in sent(case)[-1].text

    handling.answer(case, by=user, body="Again.", finding=Finding.UNFOUNDED)

    stored = fresh(case)
    assert (stored.first_answered_on, stored.answered_on) == (date(2026, 3, 2), date(2026, 3, 5))
    assert stored.answer_due == date(2026, 4, 13)


def test_inadmissible_case_goes_back_to_before_that_decision(inside, user, ground):
    case = case_in(inside, Status.RECEIVED)
    handling.qualify(case, by=user, nature=Nature.COMPLAINT, ground=ground)

    handling.reopen(case, by=user, reason="It is ours after all.")

    stored = fresh(case)
    assert (stored.status, stored.admissibility) == (Status.RECEIVED, "pending")
    assert (stored.inadmissibility_ground, stored.qualified_on) == (None, None)
    # Counted from the day it was reopened, else it would be late at once.
    assert stored.answer_due == date(2026, 4, 14)


@pytest.mark.parametrize(
    ("nature", "status", "expected", "admissibility"),
    [
        (Nature.COMPLAINT, Status.RECEIVED, Status.RECEIVED, "pending"),
        (Nature.COMPLAINT, Status.WAITING, Status.IN_HANDLING, "admissible"),
        (Nature.COMPLAINT, Status.PROPOSED, Status.IN_HANDLING, "admissible"),
        (Nature.QUESTION, Status.RECEIVED, Status.RECEIVED, ""),
        (Nature.QUESTION, Status.IN_HANDLING, Status.IN_HANDLING, ""),
    ],
)
@pytest.mark.parametrize("leave", ["withdraw", "forward"])
def test_case_that_left_comes_back_to_where_it_had_been_qualified(
    inside, user, leave, nature, status, expected, admissibility
):
    case = case_in(inside, status, nature=nature)
    if leave == "withdraw":
        handling.withdraw(case, by=user)
    else:
        forward(case, by=user, to=Elsewhere(name="Bruxelles"))

    handling.reopen(case, by=user, reason="It is ours after all.")

    stored = fresh(case)
    assert (stored.status, stored.admissibility) == (expected, admissibility)
    assert (stored.outcome, stored.closed_on) == ("", None)


def test_case_closed_as_no_complaint_is_reopened_in_handling(inside, user):
    case = case_in(inside, Status.RECEIVED)
    handling.requalify(case, by=user, nature=Nature.NOTIFICATION, close=True)

    handling.reopen(case, by=user, reason="There is something to answer.")

    assert fresh(case).status == Status.IN_HANDLING


def test_time_in_which_a_case_can_be_reopened(inside, user):
    HandlingRules.objects.create(organisation=inside, days_to_reopen=3)
    early, late = case_in(inside, Status.CLOSED), case_in(inside, Status.CLOSED)

    handling.reopen(early, by=user, reason="On the third day.")
    with (
        time_machine.travel(THURSDAY + timedelta(days=1), tick=False),
        pytest.raises(NotAllowedError, match="time in which the case could be reopened"),
    ):
        handling.reopen(late, by=user, reason="On the fourth.")

    assert (fresh(early).status, fresh(late).status) == (Status.IN_HANDLING, Status.CLOSED)


# ── Elsewhere ────────────────────────────────────────────────────────────────────────────────


def test_forwarded_case_begins_anew_at_the_other_organisation(inside, bosa, user):
    case = case_in(inside, Status.IN_HANDLING, files=[check("proof.txt", b"proof")])

    forward(case, by=user, to=Elsewhere(bosa), reason="Theirs.")

    stored = fresh(case)
    assert (stored.status, stored.outcome) == (Status.CLOSED, "forwarded")
    assert stored.forwarded_to == "BOSA BOSA-2026-00001"
    assert "FPS Policy and Support fr" in sent(case)[0].text
    assert Case.objects.filter(organisation=bosa).count() == 0, "ours sees nothing of it"
    with organisation_context(bosa.pk):
        theirs = Case.objects.get(number="BOSA-2026-00001")
        assert (theirs.channel, theirs.status) == (Channel.FORWARDED, Status.RECEIVED)
        assert (theirs.subject, theirs.text) == (case.subject, case.text)
        assert theirs.received_on == date(2026, 3, 5)
        assert theirs.complainant.email == case.complainant.email
        assert path_of(theirs.attachments.get()).read_bytes() == b"proof"
        assert theirs.acknowledged_by == "letter"
        with pytest.raises(ObjectDoesNotExist):
            Case.objects.get(pk=case.pk)
    assert Case.objects.get() == case, "the context is ours again"


def test_forwarded_to_itself_or_outside(inside, user):
    case = case_in(inside, Status.WAITING)

    with pytest.raises(NotAllowedError, match="already with this organisation"):
        forward(case, by=user, to=Elsewhere(inside))
    forward(case, by=user, to=Elsewhere(name="Ville de Bruxelles"))

    stored = fresh(case)
    assert (stored.forwarded_to, stored.waiting_from) == ("Ville de Bruxelles", "")
    assert "Ville de Bruxelles" in sent(case)[-1].text
    assert Case.objects.count() == 1


def test_second_line_is_recorded_and_later_its_opinion(inside, user):
    case = case_in(inside, Status.CLOSED)
    body = inside.second_line

    handling.record_second_line(case, by=user, body=body, kind="asked")
    with time_machine.travel(THURSDAY + timedelta(days=60), tick=False):
        handling.record_second_line(case, by=user, body=body, kind="asked", overturned=True)

    stored = fresh(case)
    assert (stored.second_line_on, stored.second_line_overturned) == (date(2026, 3, 5), True)
    assert last_event(case).new == {"second_line_overturned": True}


# ── Letters ──────────────────────────────────────────────────────────────────────────────────

APPEAL = {
    "fr": "ne suspend pas les délais de recours",
    "nl": "schorst de beroepstermijnen niet",
    "de": "setzt die Rechtsbehelfsfristen nicht aus",
}
SECOND_LINE = {"fr": "Médiateur fédéral", "nl": "federale Ombudsman", "de": "föderaler Ombudsmann"}
NAMES = {"fr": "SPF Finances", "nl": "FOD Financiën", "de": "FPS Finance de"}
LANGUAGES = sorted(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("nature", [Nature.COMPLAINT, Nature.SUGGESTION])
def test_fixed_lines_stand_in_the_language_of_the_letter(inside, user, language, nature):
    case = case_in(inside, Status.RECEIVED, language=language, nature=nature)
    is_complaint = nature == Nature.COMPLAINT

    handling.acknowledge(case, by=user)
    handling.qualify(case, by=user, nature=nature)
    handling.ask(case, by=user, body="[reply_until]")
    handling.reply(case, by=None, channel=Channel.WEB, text="Here.")
    handling.extend(case, by=user, until=date(2026, 4, 30), reason="x")
    handling.answer(case, by=user, body="[number]", **conclusion(case))
    handling.reopen(case, by=user, reason="x")
    handling.withdraw(case, by=user)

    found = sent(case)
    assert len(found) == 6
    for letter in found:
        assert letter.language == language
        assert NAMES[language] in letter.text
        assert inside.email in letter.text
        assert "Marie Inventée" in letter.text.split("\n")[0]
        assert case.number in letter.subject + letter.text
        assert "[" not in letter.subject + letter.text
        assert (APPEAL[language] in letter.text) == is_complaint
    named = [SECOND_LINE[language] in letter.text for letter in found]
    assert named == [is_complaint, False, False, is_complaint, False, False]


def test_english_speaker_gets_letters_in_the_language_asked(inside, user):
    case = case_in(inside, Status.RECEIVED, language="en", letter_language="de")

    handling.acknowledge(case, by=user)

    assert sent(case)[0].language == "de"
    assert APPEAL["de"] in sent(case)[0].text


def test_own_body_is_filled_in_at_the_move(inside, user):
    case = case_in(inside, Status.ANSWERED)

    handling.reopen(case, by=user, reason="x", body="[organisation]: [answer_time] [unknown]")

    text = sent(case)[-1].text
    assert "SPF Finances: Vous recevrez notre réponse" in text
    assert "14 avril 2026" in text
    assert "[unknown]" in text


def test_letter_without_a_name_and_one_for_the_post(inside, user):
    address = Person(address="Rue Inventée 1")
    case = case_in(inside, Status.RECEIVED, person=address)

    handling.acknowledge(case, by=user)

    letter = sent(case)[0]
    assert (letter.channel, letter.status) == (LetterChannel.POST, LetterStatus.QUEUED)
    assert letter.text.startswith("Madame, Monsieur,")
    assert ProcrastinateJob.objects.count() == 0, "nobody hands it to a mail server"


def test_nothing_leaves_when_nobody_is_told(inside, user):
    case = case_in(inside, Status.RECEIVED)
    at = ARRIVED + timedelta(hours=2)

    handling.acknowledge(case, by=user, at=at, tell=False)

    letter = sent(case)[0]
    assert (letter.status, letter.sent_at, letter.written_at) == (LetterStatus.SENT, at, at)
    assert ProcrastinateJob.objects.count() == 0


def test_job_stands_and_falls_with_the_move(inside, user):
    case = case_in(inside, Status.IN_HANDLING)

    with transaction.atomic():
        handling.answer(case, by=user, body="Sorry.", finding=Finding.FOUNDED)
        transaction.set_rollback(True)

    assert fresh(case).status == Status.IN_HANDLING
    assert (Letter.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)


def test_preview_shows_what_leaves_and_leaves_nothing(inside, user):
    case = case_in(inside, Status.IN_HANDLING)
    told = {"body": "Vous avez raison. [number]", "finding": Finding.FOUNDED}
    counts = [model.objects.count() for model in (Event, Letter, Note)]

    shown = letter_of(case, handling.answer, by=user, told=told)

    assert (case.status, fresh(case).status) == (Status.IN_HANDLING, Status.IN_HANDLING)
    assert [model.objects.count() for model in (Event, Letter, Note)] == counts
    assert ProcrastinateJob.objects.count() == 0
    handling.answer(case, by=user, **told)
    assert (sent(case)[0].subject, sent(case)[0].text) == (shown.subject, shown.text)


def test_preview_of_a_move_without_a_letter(inside, user):
    case = case_in(inside, Status.RECEIVED)

    assert letter_of(case, handling.qualify, by=user, told={"nature": "question"}) is None
    assert fresh(case).status == Status.RECEIVED


def test_complainant_follows_what_was_done(inside, user):
    """What the public page says of the same moves."""
    case = case_in(inside, Status.WAITING)

    assert following.is_waiting(case)
    handling.reply(case, by=None, channel=Channel.WEB, text="Here.")
    assert not following.is_waiting(fresh(case))


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_words_of_its_own_in_each_language(inside, purpose, language):
    case = case_in(inside, Status.IN_HANDLING, language=language)
    facts = dict.fromkeys(letters.OWN_PLACEHOLDERS.get(purpose, ()), "FACT")

    subject, body = letters.compose(case, purpose, **facts)

    assert case.number in subject
    assert "[" not in subject + body
    assert ("FACT" in body) == bool(facts)
    with translation.override("en"):
        english = letters.fill(str(letters.BODIES[purpose]), case, facts)
    assert body != english
