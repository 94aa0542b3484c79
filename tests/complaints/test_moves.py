"""The pages of the moves: who may, what is shown, what is refused, what leaves."""

from datetime import date, datetime
from functools import partial

import html5lib
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from complaints import handling
from complaints.attachments import check
from complaints.enums import HANDLING, Acknowledged, Channel, Move, Nature, Status
from complaints.intake import Person
from complaints.models import (
    Attachment,
    Case,
    Cause,
    HandlingRules,
    InadmissibilityGround,
    Note,
    Reading,
)
from complaints.permissions import OF_HANDLER
from complaints.reference import load_inadmissibility_grounds, load_norms_of_conduct
from complaints.urls_moves import NOUNS
from core.row_security import organisation_context
from core.texts import Text
from organisations.enums import LetterStatus, Role
from organisations.models import Letter, LetterTemplate
from tests.complaints.cases import case_in
from tests.factories.complaints import ANONYMOUS, MARIE, make_case
from tests.factories.organisations import (
    ClosedDayFactory,
    DepartmentFactory,
    MembershipFactory,
    OrganisationFactory,
    SecondLineBodyFactory,
    UserFactory,
)
from tests.pages import page

ADDRESS = Person(name="Marie Inventée", address="Rue Inventée 1\n1000 Bruxelles")
# Three days after the cases of these tests arrived.
TODAY = datetime(2026, 3, 5, 15, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def on_a_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def lists(db):
    load_inadmissibility_grounds()
    load_norms_of_conduct()


@pytest.fixture
def coordinator(client, inside, member):
    return member(client, Role.COORDINATOR)


@pytest.fixture
def made(inside):
    """`made("answered", nature=…)`: a case that came to this state on the first day."""
    return partial(case_in, inside)


def place(case, move, language="en"):
    return page(f"complaints:{move}", case.organisation, case.pk, language=language)


def last_event(case):
    return case.events.order_by("-pk").first()


def post(client, case, move, *, language="en", **data):
    """What the page would send, with the event it last saw."""
    sent = {"seen": last_event(case).pk, **data}
    return client.post(
        place(case, move, language), {k: v for k, v in sent.items() if v is not None}
    )


def errors(response):
    assert response.status_code == 200, response.status_code
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def letters(case):
    """Letters on their way, oldest first."""
    return [row.letter for row in case.letters.select_related("letter").order_by("pk")]


def told(response):
    return response.wsgi_request._messages._queued_messages[0].message


def hidden(response):
    """What the preview sends once more."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(response.text)
    return {
        field.get("name"): field.get("value", "")
        for field in tree.iter("input")
        if field.get("type") == "hidden" and field.get("name") != "csrfmiddlewaretoken"
    }


# ── Who may ──────────────────────────────────────────────────────────────────────────────────

# From where each move can be made, and what else it needs.
STARTS = {move: min(HANDLING.moves[move]) for move in Move} | {
    Move.ACKNOWLEDGE: Status.RECEIVED,
    Move.REQUALIFY: Status.RECEIVED,
    Move.EXTEND: Status.RECEIVED,
    Move.WITHDRAW: Status.RECEIVED,
    Move.FORWARD: Status.RECEIVED,
    Move.ASK: Status.IN_HANDLING,
}


@pytest.mark.parametrize("move", Move)
def test_coordinator_opens_the_page(client, coordinator, made, move):
    case = made(STARTS[move])

    response = client.get(place(case, move))

    assert response.status_code == 200
    assert f"<h1>{move.label}</h1>" in response.text
    html5lib.HTMLParser(strict=True).parse(response.text)


@pytest.mark.parametrize("move", Move)
def test_other_roles_are_refused(client, inside, member, made, move):
    case = made(STARTS[move])

    for role in set(Role) - {Role.COORDINATOR}:
        member(client, role)
        assert client.get(place(case, move)).status_code == 403
        assert post(client, case, move).status_code == 403


@pytest.mark.parametrize("move", Move)
def test_handler_makes_some_moves_of_own_cases(client, inside, member, made, move):
    handler = member(client, Role.HANDLER)
    case = made(STARTS[move], handler=handler.user)
    if STARTS[move] == Status.RECEIVED:
        Case.objects.filter(pk=case.pk).update(handler=handler.user)

    status = client.get(place(case, move)).status_code

    assert status == (200 if move in OF_HANDLER else 403)


@pytest.mark.parametrize("move", Move)
def test_page_of_another_organisation_does_not_exist(client, inside, other, member, made, move):
    member(client, *Role.values, organisation=other)
    case = made(STARTS[move])
    theirs = page(f"complaints:{move}", other, case.pk)

    for url in (place(case, move), theirs):
        assert client.get(url).status_code == 404
        assert client.post(url, {"seen": 1}).status_code == 404


def test_confidential_case_does_not_exist_for_another_handler(client, inside, member, made):
    member(client, Role.HANDLER)
    case = made(Status.RECEIVED, confidential=True)

    assert client.get(place(case, Move.NOTE)).status_code == 404


def test_nobody_else_sees_anything(client, made):
    case = made(Status.RECEIVED)

    assert client.get(place(case, Move.NOTE)).status_code == 302


def test_address_of_each_move_is_a_noun(inside, made):
    case = made(Status.RECEIVED)

    assert set(NOUNS) == set(Move)
    assert place(case, Move.SECOND_LINE) == f"/en/o/fin/complaints/{case.pk}/second-line/"
    assert place(case, Move.RETURN_PROPOSAL, "fr") == f"/fr/o/fin/complaints/{case.pk}/return/"


def test_opening_a_page_leaves_a_trace(client, coordinator, made):
    case = made(Status.RECEIVED)

    client.get(place(case, Move.NOTE))

    assert list(Reading.objects.values_list("kind", "case")) == [("record", case.pk)]


# ── No longer possible ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "move", [move for move in Move if Status.CLOSED not in HANDLING.moves[move]]
)
def test_move_from_another_state_gets_a_page_that_says_what_happened(
    client, coordinator, made, move
):
    case = made(Status.CLOSED)

    for response in (client.get(place(case, move)), post(client, case, move)):
        assert response.status_code == 409
        assert f"“{move.label}” is not possible in this state: closed." in response.text
        assert "Answered" in response.text
        assert case.get_absolute_url() in response.text


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        (Move.ACKNOWLEDGE, "Receipt has already been acknowledged."),
        (Move.ASK, "There is no address to write to."),
        (Move.EXTEND, "There is no due date to extend."),
    ],
)
def test_move_that_the_case_itself_bars(client, coordinator, made, move, sentence):
    handling.rules_of(coordinator.organisation)
    person = ANONYMOUS if move == Move.ASK else MARIE
    case = made(Status.RECEIVED, person=person, acknowledge=Acknowledged.CONFIRMATION)
    if move == Move.EXTEND:
        HandlingRules.objects.create(organisation=case.organisation, pauses_while_waiting=True)
        handling.ask(case, by=None, body="Quel compte ?", tell=False)

    response = client.get(place(case, move))

    assert response.status_code == 409
    assert sentence in response.text


def test_too_late_to_reopen(client, coordinator, made):
    HandlingRules.objects.create(organisation=coordinator.organisation, days_to_reopen=2)
    case = made(Status.CLOSED)

    response = client.get(place(case, Move.REOPEN))

    assert response.status_code == 409
    assert "The time in which the case could be reopened has passed." in response.text


def test_what_happened_meanwhile_is_said_and_nothing_is_changed(client, coordinator, made):
    case = made(Status.IN_HANDLING)
    seen = last_event(case).pk
    colleague = UserFactory(name="Omar Personnage")
    handling.note(case, by=colleague, text="Look at the file.")

    response = client.post(place(case, Move.NOTE), {"seen": seen, "text": "Mine"})

    assert response.status_code == 409
    assert "The case has changed since the page was shown." in response.text
    assert "Omar Personnage" in response.text
    assert Note.objects.count() == 1


def test_double_click_has_one_effect(client, coordinator, made):
    case = made(Status.RECEIVED)
    sent = {"seen": last_event(case).pk, "nature": Nature.COMPLAINT, "ground": "admissible"}

    first = client.post(place(case, Move.QUALIFY), sent)
    second = client.post(place(case, Move.QUALIFY), sent)

    assert (first.status_code, second.status_code) == (302, 409)
    assert [event.code for event in case.events.all()] == ["received", "qualify"]


@pytest.mark.parametrize("seen", [None, "", "abc", "-", "1e9", "9" * 40])
def test_page_that_does_not_say_what_it_saw(client, coordinator, made, seen):
    case = made(Status.RECEIVED)

    response = post(client, case, Move.NOTE, seen=seen, text="Mine")

    if seen == "9" * 40:
        assert response.status_code == 302
    else:
        assert errors(response) == {"seen": ["The form did not arrive whole. Send it once more."]}


# ── Acknowledge ──────────────────────────────────────────────────────────────────────────────


def test_acknowledgement_is_previewed_then_sent(client, coordinator, made, run_jobs, mailoutbox):
    case = made(Status.RECEIVED)
    body = client.get(place(case, Move.ACKNOWLEDGE)).context["form"]["body"].value()

    preview = post(client, case, Move.ACKNOWLEDGE, how="letter", happened_on="5-3-2026", body=body)

    assert body.startswith("Le 2 mars 2026, nous avons reçu votre message")
    assert "[made when the letter is sent]" in preview.text
    assert MARIE.email in preview.text
    assert Letter.objects.count() == 0
    assert last_event(case).code == "received"

    response = client.post(place(case, Move.ACKNOWLEDGE), {**hidden(preview), "send": "1"})

    assert response.url == case.get_absolute_url()
    assert "The letter leaves by e-mail to marie@inventee.example." in told(response)
    case.refresh_from_db()
    assert (case.acknowledged_by, case.acknowledged_on) == ("letter", date(2026, 3, 5))
    run_jobs()
    assert len(mailoutbox) == 1
    assert case.number in mailoutbox[0].body


def test_told_orally_on_an_earlier_day(client, coordinator, made):
    case = made(Status.RECEIVED, channel=Channel.TELEPHONE)
    form = client.get(place(case, Move.ACKNOWLEDGE)).context["form"]

    response = post(client, case, Move.ACKNOWLEDGE, how="oral", happened_on="3-3-2026", body="")

    assert form["how"].value() == Acknowledged.ORAL
    assert response.status_code == 302
    case.refresh_from_db()
    assert (case.acknowledged_by, case.acknowledged_on) == ("oral", date(2026, 3, 3))
    assert timezone.localdate(last_event(case).happened_at) == date(2026, 3, 3)
    assert letters(case) == []


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("1-3-2026", "This cannot lie before 2 March 2026, the day of what it follows."),
        ("6-3-2026", "This day lies in the future. Choose today or an earlier day."),
        ("", "Fill in “Told on”."),
        ("soon", "Write the day as day-month-year, for example 7-12-2026."),
    ],
)
def test_day_on_which_it_was_told(client, coordinator, made, day, sentence):
    case = made(Status.RECEIVED)

    response = post(client, case, Move.ACKNOWLEDGE, how="oral", happened_on=day, body="Kept")

    assert errors(response) == {"happened_on": [sentence]}
    assert "Kept" in response.text
    assert last_event(case).code == "received"


def test_who_has_no_address_is_told_orally(client, coordinator, made):
    case = made(Status.RECEIVED, person=ANONYMOUS, channel=Channel.COUNTER)

    shown = client.get(place(case, Move.ACKNOWLEDGE))
    refused = post(client, case, Move.ACKNOWLEDGE, how="letter", happened_on="5-3-2026", body="x")

    assert "No letter leaves: there is no address to write to." in shown.text
    assert "body" not in shown.context["form"].fields
    assert list(errors(refused)) == ["how"]


# ── Qualify, requalify, assign ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("nature", Nature)
def test_qualify(client, coordinator, made, nature):
    case = made(Status.RECEIVED)

    response = post(
        client, case, Move.QUALIFY, nature=nature, ground="admissible", reason="Seen with the bank."
    )

    assert response.url == case.get_absolute_url()
    assert "What remains: assign a handler." in told(response)
    case.refresh_from_db()
    assert (case.nature, case.status) == (nature, Status.IN_HANDLING)
    assert case.admissibility == ("admissible" if nature == Nature.COMPLAINT else "")
    assert last_event(case).note.text == "Seen with the bank."
    assert letters(case) == []


GROUND = {
    "fr": "Hors compétence de l'organisation",
    "nl": "Buiten de bevoegdheid",
    "de": "Nicht zuständig",
}


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_not_admissible_in_the_language_of_the_letter(client, coordinator, made, language):
    case = made(Status.RECEIVED, language=language, letter_language=language)

    preview = post(
        client,
        case,
        Move.QUALIFY,
        nature=Nature.COMPLAINT,
        ground="not_competent",
        body="Motif : [ground].",
    )

    letter = preview.context["letter"]
    assert letter.language == language
    assert f"Motif : {GROUND[language]}." in letter.text
    assert f'<section class="block" lang="{language}" aria-labelledby="letter">' in preview.text
    assert letters(case) == []

    post(client, case, Move.QUALIFY, **{**hidden(preview), "send": "1"})

    case.refresh_from_db()
    assert (case.status, case.outcome) == (Status.CLOSED, "inadmissible")
    assert letters(case)[0].text == letter.text
    assert letters(case)[0].status == LetterStatus.QUEUED


@pytest.mark.usefixtures("lists")
def test_change_the_text_goes_back_with_everything_kept(client, coordinator, made):
    case = made(Status.RECEIVED)
    sent = {
        "nature": Nature.COMPLAINT,
        "ground": "not_competent",
        "reason": "Not ours.",
        "body": "Ligne une\n\nLigne [ground]",
    }
    preview = post(client, case, Move.QUALIFY, **sent)

    back = client.post(place(case, Move.QUALIFY), {**hidden(preview), "change": "1"})

    form = back.context["form"]
    assert form.errors == {}
    assert form["body"].value().split() == ["Ligne", "une", "Ligne", "[ground]"]
    assert form["ground"].value() == "not_competent"
    assert '<details class="folded" open>' in back.text
    assert "Not ours." in back.text


@pytest.mark.usefixtures("lists")
def test_letter_of_what_is_not_admissible_is_needed_only_then(client, coordinator, made):
    case = made(Status.RECEIVED)

    without = post(
        client, case, Move.QUALIFY, nature=Nature.COMPLAINT, ground="not_competent", body=" "
    )
    other = post(
        client, case, Move.QUALIFY, nature=Nature.SUGGESTION, ground="not_competent", body="x"
    )

    assert errors(without) == {"body": ["Write the letter."]}
    assert errors(other) == {
        "ground": ["Only a complaint can be not admissible. Choose “Admissible”."]
    }


@pytest.mark.usefixtures("lists")
def test_rule_on_anonymous_complaints_is_recalled(client, coordinator, made):
    HandlingRules.objects.create(organisation=coordinator.organisation, accepts_anonymous=False)
    case = made(Status.RECEIVED, person=ANONYMOUS)

    shown = client.get(place(case, Move.QUALIFY))
    response = post(client, case, Move.QUALIFY, nature=Nature.COMPLAINT, ground="anonymous")

    assert "by your rules anonymous complaints are not examined" in shown.text
    assert response.status_code == 302
    case.refresh_from_db()
    assert case.inadmissibility_ground == InadmissibilityGround.objects.get(pk="anonymous")
    assert letters(case) == []


def test_requalify(client, coordinator, made):
    case = made(Status.IN_HANDLING)
    body = client.get(place(case, Move.REQUALIFY)).context["form"]["body"].value()

    preview = post(client, case, Move.REQUALIFY, nature=Nature.SUGGESTION, body=body)
    text = preview.context["letter"].text
    post(client, case, Move.REQUALIFY, **hidden(preview), send="1")

    assert "[nature]" in body
    assert "suggestion" in text
    assert "appeal" not in text.replace("[", "")
    case.refresh_from_db()
    assert (case.nature, case.status) == (Nature.SUGGESTION, Status.IN_HANDLING)
    assert letters(case)[0].text == text


def test_requalify_and_close(client, coordinator, made):
    case = made(Status.RECEIVED)
    body = client.get(place(case, Move.REQUALIFY)).context["form"]["body"].value()
    sent = {"nature": Nature.NOTIFICATION, "close": "on", "body": body}

    preview = post(client, case, Move.REQUALIFY, **sent)
    post(client, case, Move.REQUALIFY, **hidden(preview), send="1")

    case.refresh_from_db()
    assert (case.status, case.outcome) == (Status.CLOSED, "not_a_complaint")


def test_requalify_refuses(client, coordinator, made):
    case, suggestion = made(Status.RECEIVED), made(Status.RECEIVED, nature=Nature.SUGGESTION)

    same = post(client, case, Move.REQUALIFY, nature=Nature.COMPLAINT, body="x")
    closed = post(client, suggestion, Move.REQUALIFY, nature=Nature.COMPLAINT, close="on", body="x")

    assert list(errors(same)) == ["nature"]
    assert list(errors(closed)) == ["close"]


def test_assign(client, coordinator, made):
    handler = MembershipFactory(organisation=coordinator.organisation, roles=[Role.HANDLER])
    department = DepartmentFactory(organisation=coordinator.organisation)
    case = made(Status.IN_HANDLING)

    shown = client.get(place(case, Move.ASSIGN))
    response = post(
        client, case, Move.ASSIGN, handler=handler.user.pk, department=department.pk, reason=""
    )

    assert "who was not involved in the matter" in shown.text
    assert str(handler.user) in told(response)
    case.refresh_from_db()
    assert (case.handler, case.department) == (handler.user, department)


def test_only_people_and_departments_of_the_organisation_are_offered(
    client, coordinator, other, made
):
    ours = coordinator.organisation
    gone = MembershipFactory(organisation=ours, roles=[Role.HANDLER], is_active=False)
    reader = MembershipFactory(organisation=ours, roles=[Role.READER])
    stranger = MembershipFactory(organisation=other, roles=[Role.HANDLER])
    ended = DepartmentFactory(organisation=ours, valid_until=date(2026, 3, 4))
    theirs = DepartmentFactory(organisation=other)
    case = made(Status.IN_HANDLING)

    for person in (gone, reader, stranger):
        response = post(client, case, Move.ASSIGN, handler=person.user.pk)
        assert list(errors(response)) == ["handler"]
    for department in (ended, theirs):
        response = post(client, case, Move.ASSIGN, department=department.pk)
        assert list(errors(response)) == ["department"]
    case.refresh_from_db()
    assert (case.handler, case.department) == (None, None)


def test_people_stand_in_reading_order(client, coordinator, made):
    for name in ("Zoë Verzonnen", "Émile Inventé", "anna exemple"):
        MembershipFactory(
            organisation=coordinator.organisation,
            roles=[Role.HANDLER],
            user=UserFactory(name=name),
        )
    case = made(Status.IN_HANDLING)

    choices = client.get(place(case, Move.ASSIGN)).context["form"].fields["handler"].choices

    names = [name for _key, name in choices if not name.startswith("Person")]
    assert names == ["nobody yet", "anna exemple", "Émile Inventé", "Zoë Verzonnen"]


def test_assigning_the_same_again_is_refused_and_taking_away_is_not(client, coordinator, made):
    handler = MembershipFactory(organisation=coordinator.organisation, roles=[Role.HANDLER])
    case = made(Status.IN_HANDLING, handler=handler.user)

    same = post(client, case, Move.ASSIGN, handler=handler.user.pk, department="")
    away = post(client, case, Move.ASSIGN, handler="", department="")

    assert errors(same) == {"handler": ["Choose another handler or another department."]}
    assert "No longer assigned." in told(away)
    case.refresh_from_db()
    assert case.handler is None


# ── Notes, questions, replies, time ──────────────────────────────────────────────────────────


def test_note(client, coordinator, made):
    case = made(Status.CLOSED)

    refused = post(client, case, Move.NOTE, text="  ")
    post(client, case, Move.NOTE, text="<b>Seen</b>\r\nwith the bank")

    assert errors(refused) == {"text": ["Write the note."]}
    assert Note.objects.get().text == "<b>Seen</b>\nwith the bank"


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "20 mars 2026"), ("nl", "20 maart 2026"), ("de", "20. März 2026")],
)
def test_question_is_put_into_the_letter(client, coordinator, made, language, words):
    case = made(Status.RECEIVED, language=language, letter_language=language)
    body = client.get(place(case, Move.ASK)).context["form"]["body"].value()

    unchanged = post(client, case, Move.ASK, body=body.replace("\n", "\r\n"))
    asked = body.replace("\n\n\n\n", "\n\nWhich account?\n\n")
    preview = post(client, case, Move.ASK, body=asked)
    response = post(client, case, Move.ASK, **hidden(preview), send="1")

    assert errors(unchanged) == {"body": ["Write your question in the letter."]}
    text = letters(case)[0].text
    assert preview.context["letter"].text == text
    assert "Which account?" in text
    assert words in text
    assert "[" not in text
    assert "A reply is awaited until 20 March 2026." in told(response)
    case.refresh_from_db()
    assert (case.status, case.waiting_from) == (Status.WAITING, Status.RECEIVED)


def test_reply_is_recorded_with_its_files(client, coordinator, made):
    case = made(Status.WAITING)
    file = SimpleUploadedFile("compte.pdf", b"%PDF-1.7 compte")

    response = post(
        client,
        case,
        Move.REPLY,
        channel=Channel.LETTER,
        happened_on="3-3-2026",
        clock="14h05",
        text="Voici.",
        attachments=file,
    )

    assert "Reply recorded." in told(response)
    message = case.messages.get()
    assert timezone.localtime(message.arrived_at).replace(tzinfo=None) == datetime(
        2026, 3, 3, 14, 5
    )
    assert (message.channel, message.recorded_by) == (Channel.LETTER, coordinator.user)
    assert Attachment.objects.get().message == message
    case.refresh_from_db()
    assert case.status == Status.IN_HANDLING


@pytest.mark.parametrize(
    ("day", "clock", "field", "sentence"),
    [
        ("5-3-2026", "15:30", "clock", "This time lies in the future. Choose an earlier one."),
        ("2-3-2026", "9:30", "clock", "This time lies before the question was sent."),
        (
            "1-3-2026",
            "",
            "happened_on",
            "This cannot lie before 2 March 2026, the day of what it follows.",
        ),
        (
            "6-3-2026",
            "9:00",
            "happened_on",
            "This day lies in the future. Choose today or an earlier day.",
        ),
        ("3-3-2026", "25:00", "clock", "Write the time as hours:minutes, for example 14:30."),
    ],
)
def test_moment_of_a_reply(client, coordinator, made, day, clock, field, sentence):
    case = made(Status.WAITING)

    response = post(
        client, case, Move.REPLY, channel="email", happened_on=day, clock=clock, text="Kept"
    )

    assert errors(response) == {field: [sentence]}
    assert "Kept" in response.text
    assert case.messages.count() == 0


def test_files_are_chosen_once_more_after_an_error(client, coordinator, made):
    case = made(Status.WAITING)
    file = SimpleUploadedFile("compte.pdf", b"%PDF-1.7 compte")

    response = post(
        client, case, Move.REPLY, channel="email", happened_on="5-3-2026", attachments=file
    )
    bad = post(
        client,
        case,
        Move.REPLY,
        channel="email",
        happened_on="5-3-2026",
        text="x",
        attachments=SimpleUploadedFile("run.exe", b"MZ"),
    )

    assert list(errors(response)) == ["text"]
    assert "Choose your files once more: they are not kept." in response.text
    assert list(errors(bad)) == ["attachments"]


def test_extend(client, coordinator, made):
    case = made(Status.RECEIVED)
    form = client.get(place(case, Move.EXTEND)).context["form"]
    sent = {"until": "30-4-2026", "reason": "An expert looks.", "body": form["body"].value()}

    preview = post(client, case, Move.EXTEND, **sent)
    response = post(client, case, Move.EXTEND, **hidden(preview), send="1")

    assert "Due now: Monday 13 April 2026." in form.fields["until"].help_text
    assert "Time limit extended until 30 April 2026." in told(response)
    case.refresh_from_db()
    assert case.answer_due == date(2026, 4, 30)
    assert "30 avril 2026" in letters(case)[0].text
    assert last_event(case).note.text == "An expert looks."


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("13-4-2026", "Choose a day after 13 April 2026."),
        ("14-5-2026", "Your rules allow 13 May 2026 at the latest."),
        (
            "1-5-2026",
            "The organisation is closed on that day (Labour Day). Choose 4 May 2026, for example.",
        ),
        (
            "30-4-2026",
            "The organisation is closed on that day (Bridging day). Choose 4 May 2026, for example.",
        ),
        ("", "Fill in “New due date”."),
    ],
)
def test_new_due_date(client, coordinator, made, until, sentence):
    HandlingRules.objects.create(organisation=coordinator.organisation, days_of_extension=30)
    ClosedDayFactory(organisation=coordinator.organisation, day=date(2026, 4, 30))
    case = made(Status.RECEIVED)

    response = post(client, case, Move.EXTEND, until=until, reason="x", body="x")

    assert errors(response) == {"until": [sentence]}


def test_overdue_case_is_extended_beyond_today(client, coordinator, made):
    case = made(Status.RECEIVED)
    with time_machine.travel(datetime(2026, 5, 6, 15, tzinfo=timezone.get_default_timezone())):
        client.force_login(coordinator.user)
        response = post(client, case, Move.EXTEND, until="5-5-2026", reason="x", body="x")

    assert errors(response) == {"until": ["Choose a day after 6 May 2026."]}


# ── Answer and close ─────────────────────────────────────────────────────────────────────────


def test_handler_proposes_and_coordinator_answers(
    client, inside, member, made, mailoutbox, run_jobs
):
    handler = member(client, Role.HANDLER)
    case = made(Status.IN_HANDLING, handler=handler.user)
    shown = client.get(place(case, Move.PROPOSE))
    body = shown.context["form"]["body"].value() + "\n\nVous avez raison."

    proposed = post(client, case, Move.PROPOSE, finding="founded", body=body)

    assert "the responsibility is shared" in shown.text
    assert "The coordinator reads it and sends it." in told(proposed)
    assert client.get(place(case, Move.ANSWER)).status_code == 403
    member(client, Role.COORDINATOR)
    form = client.get(place(case, Move.ANSWER)).context["form"]
    assert form["finding"].value() == "founded"
    assert "Vous avez raison." in form["body"].value()

    preview = post(client, case, Move.ANSWER, finding="partly_founded", body=form["body"].value())
    answered = post(client, case, Move.ANSWER, **hidden(preview), send="1")

    assert "Answer sent to Marie Inventée." in told(answered)
    assert "What remains: choose the norm and the cause, then close the case." in told(answered)
    case.refresh_from_db()
    assert (case.status, case.finding) == (Status.ANSWERED, "partly_founded")
    run_jobs()
    assert "Vous avez raison." in mailoutbox[0].body
    assert "Médiateur fédéral" in mailoutbox[0].body


def test_a_proposal_that_comes_back_is_mended(client, inside, member, made):
    handler = member(client, Role.HANDLER)
    case = made(Status.PROPOSED, handler=handler.user)
    member(client, Role.COORDINATOR)

    refused = post(client, case, Move.RETURN_PROPOSAL, reason="")
    post(client, case, Move.RETURN_PROPOSAL, reason="Name the norm.")
    client.force_login(handler.user)
    form = client.get(place(case, Move.PROPOSE)).context["form"]

    assert errors(refused) == {"reason": ["Say what must be changed."]}
    assert form["body"].value() == "Vous avez raison."
    assert form["finding"].value() == "founded"
    assert last_event(case).note.text == "Name the norm."


@pytest.mark.parametrize("move", [Move.PROPOSE, Move.ANSWER])
def test_conclusion_belongs_to_the_nature(client, coordinator, made, move):
    complaint = made(Status.IN_HANDLING)
    suggestion = made(Status.IN_HANDLING, nature=Nature.SUGGESTION)
    question = made(Status.IN_HANDLING, nature=Nature.QUESTION)

    fields = {
        case.nature: set(client.get(place(case, move)).context["form"].fields)
        for case in (complaint, suggestion, question)
    }

    assert fields == {
        Nature.COMPLAINT: {"seen", "finding", "body"},
        Nature.SUGGESTION: {"seen", "decision", "body"},
        Nature.QUESTION: {"seen", "body"},
    }
    assert errors(post(client, complaint, move, body="x")) == {"finding": ["Choose a finding."]}
    assert errors(post(client, suggestion, move, body="x")) == {
        "decision": ["Say what becomes of the suggestion."]
    }


@pytest.mark.parametrize("move", [Move.PROPOSE, Move.ANSWER])
def test_an_answer_without_reasons_is_refused(client, coordinator, made, move):
    case = made(Status.IN_HANDLING)
    body = client.get(place(case, move)).context["form"]["body"].value()

    response = post(client, case, move, finding="founded", body=f"  {body}\r\n")

    assert errors(response) == {"body": ["Write the reasons in the letter."]}


def test_suggestion_and_question_are_answered(client, coordinator, made):
    suggestion = made(Status.IN_HANDLING, nature=Nature.SUGGESTION)
    question = made(Status.IN_HANDLING, nature=Nature.QUESTION)

    post(client, suggestion, Move.ANSWER, decision="not_taken_up", body="Merci.", send="1")
    post(client, question, Move.ANSWER, body="Voici.", send="1")

    suggestion.refresh_from_db()
    question.refresh_from_db()
    assert (suggestion.status, suggestion.decision) == (Status.ANSWERED, "not_taken_up")
    assert (question.status, question.finding) == (Status.ANSWERED, "")
    assert "Médiateur" not in letters(question)[0].text


def test_answer_to_nobody_keeps_its_reasons(client, coordinator, made):
    case = made(Status.IN_HANDLING, person=ANONYMOUS)
    shown = client.get(place(case, Move.ANSWER))

    response = post(client, case, Move.ANSWER, finding="unfounded", body="The norms were kept.")

    assert "these words stay with the case as an internal note" in shown.text
    assert shown.context["form"]["body"].value() is None
    assert "Answer recorded: nobody can be written to." in told(response)
    assert last_event(case).note.text == "The norms were kept."
    assert letters(case) == []


def test_letter_for_the_post_waits_for_hands(client, coordinator, made):
    case = made(Status.IN_HANDLING, person=ADDRESS)

    preview = post(client, case, Move.ANSWER, finding="unfounded", body="Voici.")
    response = post(client, case, Move.ANSWER, **hidden(preview), send="1")

    assert "By post" in preview.text
    letter = letters(case)[0]
    assert f'<a href="{page("complaints:letter", case.organisation, case.pk, letter.pk)}">' in told(
        response
    )
    assert letter.status == LetterStatus.QUEUED


def test_own_words_of_the_organisation_are_proposed(client, coordinator, made):
    LetterTemplate.objects.create(
        organisation=coordinator.organisation,
        purpose="extension",
        subject=Text(fr="Patience"),
        body=Text(fr="Encore jusqu'au [new_due]. [answer_time] Dossier [number]."),
    )
    case = made(Status.RECEIVED)

    shown = client.get(place(case, Move.EXTEND))
    body = shown.context["form"]["body"].value()
    preview = post(client, case, Move.EXTEND, until="30-4-2026", reason="x", body=body)

    assert body == f"Encore jusqu'au [new_due]. [answer_time] Dossier {case.number}."
    assert "[new_due]" in shown.text
    assert "the new due date" in shown.text
    letter = preview.context["letter"]
    assert letter.subject == "Patience"
    assert "Encore jusqu'au 30 avril 2026." in letter.text
    assert letter.text.count("30 avril 2026") == 2


@pytest.mark.usefixtures("lists")
def test_close_with_its_analysis(client, coordinator, made):
    case = made(Status.ANSWERED)
    cause = Cause.objects.create(organisation=case.organisation, name="Account closed")

    response = post(
        client,
        case,
        Move.CLOSE,
        type="handling",
        norms=["legality", "courtesy"],
        cause=cause.pk,
        remedy="apology",
        reason="",
    )

    assert "Case closed." in told(response)
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Status.CLOSED, "answered")
    assert (case.type, case.cause, case.remedy) == ("handling", cause, "apology")
    assert case.norms == ["legality", "courtesy"]


@pytest.mark.usefixtures("lists")
def test_founded_complaint_names_a_norm(client, coordinator, made):
    founded, unfounded = made(Status.ANSWERED), made(Status.ANSWERED, finding="unfounded")

    refused = post(client, founded, Move.CLOSE, type="handling", new_cause="Kept")
    unknown = post(client, founded, Move.CLOSE, type="quality", norms=["nothing"])
    untyped = post(client, founded, Move.CLOSE, norms=["legality"])
    shown = client.get(place(unfounded, Move.CLOSE)).context["form"]
    post(client, unfounded, Move.CLOSE, type=shown["type"].value())

    assert errors(refused) == {
        "norms": [
            "A founded complaint names at least one norm. Tick those that were not respected."
        ]
    }
    assert "Kept" in refused.text
    assert list(errors(unknown)) == ["norms"]
    assert errors(untyped) == {"type": ["Choose an answer to “What was it about?”."]}
    unfounded.refresh_from_db()
    assert (unfounded.status, unfounded.norms, unfounded.type) == (Status.CLOSED, [], "")


@pytest.mark.usefixtures("lists")
def test_new_cause_is_made_once(client, coordinator, made):
    one, two = made(Status.ANSWERED), made(Status.ANSWERED)

    post(client, one, Move.CLOSE, type="quality", norms=["legality"], new_cause="Account closed")
    post(client, two, Move.CLOSE, type="quality", norms=["legality"], new_cause=" account  closed ")

    cause = Cause.objects.get()
    assert cause.name == "Account closed"
    assert set(Case.objects.filter(cause=cause)) == {one, two}


@pytest.mark.usefixtures("lists")
def test_cause_of_another_organisation_or_two_causes(client, coordinator, other, made):
    with organisation_context(other.pk):
        theirs = Cause.objects.create(organisation=other, name="Theirs")
    ours = Cause.objects.create(organisation=coordinator.organisation, name="Ours")
    case = made(Status.ANSWERED)

    foreign = post(client, case, Move.CLOSE, type="quality", norms=["legality"], cause=theirs.pk)
    both = post(
        client, case, Move.CLOSE, type="quality", norms=["legality"], cause=ours.pk, new_cause="New"
    )

    assert list(errors(foreign)) == ["cause"]
    assert "Theirs" not in foreign.text
    assert errors(both) == {"new_cause": ["Choose a cause or type a new one, not both."]}


def test_other_natures_have_no_type_and_no_norms(client, coordinator, made):
    case = made(Status.ANSWERED, nature=Nature.COMPLIMENT)

    fields = set(client.get(place(case, Move.CLOSE)).context["form"].fields)

    assert fields == {"seen", "cause", "new_cause", "remedy", "reason"}


def test_reopen(client, coordinator, made):
    case = made(Status.CLOSED)
    body = client.get(place(case, Move.REOPEN)).context["form"]["body"].value()

    refused = post(client, case, Move.REOPEN, reason="", body=body)
    preview = post(client, case, Move.REOPEN, reason="A new document.", body=body)
    post(client, case, Move.REOPEN, **hidden(preview), send="1")

    assert errors(refused) == {"reason": ["Say why the case is reopened."]}
    assert "[answer_time]" in body
    case.refresh_from_db()
    assert (case.status, case.reopened_count) == (Status.IN_HANDLING, 1)
    # Forty days from the reopening: 14 April.
    assert "14 avril 2026" in letters(case)[-1].text
    assert preview.context["letter"].text == letters(case)[-1].text


# ── Elsewhere ────────────────────────────────────────────────────────────────────────────────


def test_forward_inside(client, coordinator, other, made):
    case = made(Status.RECEIVED)
    body = client.get(place(case, Move.FORWARD)).context["form"]["body"].value()

    preview = post(client, case, Move.FORWARD, organisation=other.pk, outside="", body=body)

    with organisation_context(other.pk):
        assert Case.objects.filter(organisation=other).count() == 0
    response = post(client, case, Move.FORWARD, **hidden(preview), send="1")

    case.refresh_from_db()
    assert (case.status, case.outcome) == (Status.CLOSED, "forwarded")
    assert case.forwarded_to == "BOSA BOSA-2026-00001"
    assert "BOSA BOSA-2026-00001" in told(response)
    assert "FPS Policy and Support fr" in letters(case)[0].text
    assert preview.context["letter"].text == letters(case)[0].text
    with organisation_context(other.pk):
        assert Case.objects.get(organisation=other).subject == case.subject


def test_preview_of_a_forwarding_hands_over_no_file(client, coordinator, other, made, tmp_path):
    case = made(Status.RECEIVED, files=[check("proof.txt", b"proof")])
    before = sorted(tmp_path.rglob("*"))

    response = post(client, case, Move.FORWARD, organisation=other.pk, body="x")

    assert response.status_code == 200
    assert sorted(tmp_path.rglob("*")) == before


def test_forward_outside(client, coordinator, made):
    case = made(Status.RECEIVED)

    post(
        client,
        case,
        Move.FORWARD,
        organisation="outside",
        outside="Ville de Bruxelles",
        body="[forwarded_to]",
        send="1",
    )

    case.refresh_from_db()
    assert case.forwarded_to == "Ville de Bruxelles"
    assert "Ville de Bruxelles" in letters(case)[0].text


def test_where_a_case_can_go(client, coordinator, other, made):
    ended = OrganisationFactory(code="OLD", valid_until=date(2026, 1, 1))
    case = made(Status.RECEIVED)
    ours = coordinator.organisation

    nowhere = post(client, case, Move.FORWARD, body="x")
    nameless = post(client, case, Move.FORWARD, organisation="outside", outside=" ", body="x")
    both = post(client, case, Move.FORWARD, organisation=other.pk, outside="Elsewhere", body="x")

    assert errors(nowhere) == {"organisation": ["Say where the case goes."]}
    assert errors(nameless) == {"outside": ["Name the body to which the case goes."]}
    assert errors(both) == {"outside": ["Choose an organisation or name a body, not both."]}
    for organisation in (ended, ours):
        response = post(client, case, Move.FORWARD, organisation=organisation.pk, body="x")
        assert list(errors(response)) == ["organisation"]


def test_organisations_stand_in_reading_order(client, coordinator, made):
    for code, name in (("ZZ", "Archives"), ("AA", "Évaluation"), ("MM", "Zorg")):
        OrganisationFactory(code=code, name=Text(nl=name, fr=name, de=name, en=name))
    case = made(Status.RECEIVED)

    form = client.get(place(case, Move.FORWARD, "fr")).context["form"]

    names = [name for _key, name in form.fields["organisation"].choices]
    assert names[2:] == ["Archives", "Évaluation", "Zorg"]


def test_withdraw(client, coordinator, made):
    case = made(Status.IN_HANDLING)
    body = client.get(place(case, Move.WITHDRAW)).context["form"]["body"].value()

    early = post(client, case, Move.WITHDRAW, happened_on="1-3-2026", body=body)
    preview = post(client, case, Move.WITHDRAW, happened_on="4-3-2026", body=body)
    post(client, case, Move.WITHDRAW, **hidden(preview), send="1")

    assert list(errors(early)) == ["happened_on"]
    case.refresh_from_db()
    assert (case.outcome, case.closed_on) == ("withdrawn", date(2026, 3, 4))
    # Recorded late; its letter is of today.
    assert timezone.localdate(letters(case)[0].written_at) == date(2026, 3, 5)


def test_second_line(client, coordinator, made):
    case = made(Status.CLOSED)
    pensions = SecondLineBodyFactory(code="OMB_PENS", name=Text(en="Pensions Ombudsman"))
    form = client.get(place(case, Move.SECOND_LINE)).context["form"]

    refused = post(client, case, Move.SECOND_LINE, happened_on="5-3-2026")
    post(
        client,
        case,
        Move.SECOND_LINE,
        body=pensions.pk,
        kind="referred",
        overturned="unknown",
        happened_on="4-3-2026",
    )
    post(
        client,
        case,
        Move.SECOND_LINE,
        body=pensions.pk,
        kind="referred",
        overturned="yes",
        happened_on="5-3-2026",
    )

    assert form["body"].value() == case.organisation.second_line_id
    assert errors(refused) == {
        "body": ["Choose the body."],
        "kind": ["Say what happened."],
        "overturned": ["Choose an answer to “Did it overturn our answer?”."],
    }
    case.refresh_from_db()
    assert (case.second_line, case.second_line_kind) == (pensions, "referred")
    assert (case.second_line_overturned, case.second_line_on) == (True, date(2026, 3, 4))
    earlier = post(
        client,
        case,
        Move.SECOND_LINE,
        body=pensions.pk,
        kind="referred",
        overturned="no",
        happened_on="4-3-2026",
    )
    assert list(errors(earlier)) == ["happened_on"]
    shown = client.get(place(case, Move.SECOND_LINE)).context["form"]
    assert shown["overturned"].value() == "yes"


def test_confidential_and_back(client, coordinator, made):
    case = made(Status.RECEIVED)

    refused = post(client, case, Move.CONFIDENTIAL)
    first = post(client, case, Move.CONFIDENTIAL, reason="A colleague is named.")
    case.refresh_from_db()
    assert case.confidential
    shown = client.get(place(case, Move.CONFIDENTIAL))
    post(client, case, Move.CONFIDENTIAL, reason="No longer needed.")

    assert errors(refused) == {"reason": ["Say why."]}
    assert "seen by coordinators and the handler alone" in told(first)
    assert "Show the case to all readers" in shown.text
    case.refresh_from_db()
    assert not case.confidential


def test_link(client, coordinator, made):
    case, same_cause = made(Status.RECEIVED), made(Status.RECEIVED)

    response = post(client, case, Move.LINK, number=f" {same_cause.number.lower()} ")
    again = post(client, case, Move.LINK, number=same_cause.number)
    itself = post(client, case, Move.LINK, number=case.number)

    assert response.status_code == 302
    assert [link.other for link in case.links.all()] == [same_cause]
    assert [link.other for link in same_cause.links.all()] == [case]
    assert errors(again) == {"number": ["The two cases are already linked."]}
    assert errors(itself) == {"number": ["This is the number of the case itself."]}


def test_link_reaches_only_what_the_member_sees(client, inside, other, member, made):
    handler = member(client, Role.HANDLER)
    case = made(Status.IN_HANDLING, handler=handler.user)
    secret = made(Status.RECEIVED, confidential=True)
    theirs = make_case(other)

    for number in (secret.number, theirs.number, "FIN-2026-99999", "nonsense"):
        response = post(client, case, Move.LINK, number=number)
        assert errors(response) == {"number": ["Your register holds no case with this number."]}
