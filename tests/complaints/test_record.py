import re
from io import BytesIO

import pikepdf
import pypdf
import pytest
import time_machine
from django.utils import timezone

from complaints import handling
from complaints.attachments import check
from complaints.enums import Acknowledged, Channel, Nature, ReadingKind
from complaints.intake import Person
from complaints.models import Attachment, Case, Cause, HandlingRules, Reading
from complaints.tracking import WRITTEN_CODE
from core.row_security import organisation_context
from organisations.enums import LetterStatus, Role
from organisations.models import DemoLoad, Letter, LetterTry
from tests.factories.complaints import make_case
from tests.pages import assert_only_for, page, queries_of

READS = {Role.READER, Role.HANDLER, Role.COORDINATOR, Role.MANAGER, Role.APPROVER}


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def case_with_all(organisation, by=None):
    """A case that has seen a question, a reply with a file, a note and a proposed answer."""
    with organisation_context(organisation.pk):
        case = make_case(
            organisation,
            acknowledge=Acknowledged.LETTER,
            files=[check("decision.pdf", b"%PDF-1.7 decision")],
        )
        handling.qualify(case, by=by, nature=Nature.COMPLAINT, tell=False)
        handling.ask(case, by=by, body="Which account?", tell=False)
        handling.reply(
            case,
            by=None,
            channel=Channel.WEB,
            text="This account.",
            files=[check("iban.txt", b"BE00")],
        )
        handling.note(case, by=by, text="Ask the bank.")
        handling.propose(case, by=by, body="You are right.", finding="founded")
    return case


def letter_of(case, purpose):
    with organisation_context(case.organisation_id):
        return case.letters.get(purpose=purpose).letter


def traces(organisation):
    with organisation_context(organisation.pk):
        return list(Reading.objects.values_list("kind", "case"))


def text_of_pdf(response):
    pages = pypdf.PdfReader(BytesIO(response.content)).pages
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in pages))


# The record page


def test_record_is_for_those_who_read_cases(client, fin):
    case = make_case(fin)

    assert_only_for(client, fin, READS, page("complaints:detail", fin, case.pk))


@pytest.mark.parametrize("name", ["complaints:detail", "complaints:file_pdf"])
def test_case_of_another_organisation_does_not_exist(client, fin, other, member, name):
    member(client, *Role.values)
    theirs = make_case(other)

    assert client.get(page(name, fin, theirs.pk)).status_code == 404
    assert traces(other) == []


def test_record_tells_what_was_said_and_leaves_a_trace(client, fin, member):
    coordinator = member(client, "coordinator")
    case = case_with_all(fin, coordinator.user)

    text = client.get(page("complaints:detail", fin, case.pk)).text

    for words in (
        case.number,
        "J&#x27;attends mon remboursement",
        "Marie Inventée",
        "marie@inventee.example",
        "Which account?",
        "This account.",
        "Ask the bank.",
        "You are right.",
        "Proposed answer",
        "not yet sent",
        "decision.pdf",
        "iban.txt",
        "Answer proposed",
        "your reading is noted",
    ):
        assert words in text, words
    assert traces(fin) == [(ReadingKind.RECORD, case.pk)]


def test_exchanges_stand_in_the_order_in_which_they_were_said(client, fin, member):
    coordinator = member(client, "coordinator")
    case = case_with_all(fin, coordinator.user)

    exchanges = client.get(page("complaints:detail", fin, case.pk)).context["exchanges"]

    assert [(one.side, one.title) for one in exchanges] == [
        ("in", "Marie Inventée"),
        ("out", "Acknowledgement of receipt"),
        ("out", "Question"),
        ("in", "Marie Inventée"),
        ("draft", "Proposed answer"),
    ]
    assert [[file.name for file in one.files] for one in exchanges][::3] == [
        ["decision.pdf"],
        ["iban.txt"],
    ]


@pytest.mark.parametrize("roles", [["handler"], ["manager"], ["reader", "approver"]])
def test_confidential_case_does_not_exist_for_others(client, fin, member, roles):
    case = make_case(fin, confidential=True)
    member(client, *roles)

    assert client.get(page("complaints:detail", fin, case.pk)).status_code == 404


def test_confidential_case_is_open_to_its_handler_and_says_so(client, fin, member):
    handler = member(client, "handler")
    case = make_case(fin, confidential=True)
    with organisation_context(fin.pk):
        handling.assign(case, by=None, handler=handler.user, department=None)

    assert "Confidential" in client.get(page("complaints:detail", fin, case.pk)).text


def test_reader_sees_no_moves(client, fin, member):
    member(client, "reader")
    case = case_with_all(fin)

    response = client.get(page("complaints:detail", fin, case.pk))

    assert response.context["actions"] == []
    assert response.context["step"].action is None
    assert "btn-primary" not in response.text


def test_coordinator_sees_one_primary_button_and_the_other_moves(client, fin, member):
    coordinator = member(client, "coordinator")
    case = case_with_all(fin, coordinator.user)

    response = client.get(page("complaints:detail", fin, case.pk))

    assert response.text.count("btn-primary") == 1
    assert page("complaints:answer", fin, case.pk) in response.text
    assert "Return to the handler" in response.text


def test_due_date_is_explained(client, fin, member):
    membership = member(client, "reader")
    with time_machine.travel("2026-10-22T08:00:00Z"):
        case = make_case(fin)
    with time_machine.travel("2026-11-23T08:00:00Z"):
        client.force_login(membership.user)
        response = client.get(page("complaints:detail", fin, case.pk))

    due = response.context["due"]
    assert (due.title, due.words, due.tone) == ("Answer by", "in 8 days", "")
    assert "Received: online form" in response.text
    assert "40 calendar days, counted from the day after" in response.text
    assert "Acknowledge receipt by" in response.text
    assert "6 November" in response.text


def test_clock_that_stands_still_says_so(client, fin, member):
    member(client, "reader")
    case = make_case(fin)
    with organisation_context(fin.pk):
        HandlingRules.objects.create(organisation=fin, pauses_while_waiting=True)
        handling.ask(case, by=None, body="Which?", tell=False)

    due = client.get(page("complaints:detail", fin, case.pk)).context["due"]

    assert (due.title, due.day) == ("The clock stands still", None)


def test_organisation_without_limit_says_so(client, bosa, member):
    member(client, "reader", organisation=bosa)
    case = make_case(bosa)

    assert "No limit set" in client.get(page("complaints:detail", bosa, case.pk)).text


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        ("2026-04-10T08:00:00Z", "in time: it was due on 13 April 2026"),
        ("2026-04-14T08:00:00Z", "1 day late: it was due on 13 April 2026"),
        ("2026-04-20T08:00:00Z", "7 days late: it was due on 13 April 2026"),
    ],
)
def test_answered_case_says_whether_it_was_in_time(client, fin, member, answered, words):
    membership = member(client, "reader")
    with time_machine.travel("2026-03-03T08:00:00Z"):
        case = make_case(fin)
    with time_machine.travel(answered), organisation_context(fin.pk):
        handling.qualify(case, by=None, nature=Nature.COMPLAINT)
        handling.answer(case, by=None, body="Yes", finding="founded", tell=False)

    client.force_login(membership.user)
    due = client.get(page("complaints:detail", fin, case.pk)).context["due"]

    assert (due.title, due.words) == ("Answered on", words)


def test_case_closed_without_an_answer_says_how(client, fin, member):
    member(client, "reader")
    case = make_case(fin)
    with organisation_context(fin.pk):
        handling.withdraw(case, by=None, tell=False)

    due = client.get(page("complaints:detail", fin, case.pk)).context["due"]

    assert (due.title, due.day, due.words) == ("Closed on", timezone.localdate(), "Withdrawn")


def test_summary_leaves_out_what_is_empty(client, fin, member):
    member(client, "reader")
    case = make_case(fin, person=Person())

    facts = {
        fact.label: fact.value
        for fact in client.get(page("complaints:detail", fin, case.pk)).context["facts"]
    }

    assert facts["Complainant"] == "Anonymous"
    assert "E-mail address" not in facts
    assert "Finding" not in facts


def test_related_cases_are_those_the_member_may_see(client, fin, member):
    member(client, "reader")
    case, linked, secret = make_case(fin), make_case(fin), make_case(fin, confidential=True)
    with organisation_context(fin.pk):
        cause = Cause.objects.create(organisation=fin, name="Closed account")
        handling.link(case, linked, by=None)
        handling.link(case, secret, by=None)
        Case.objects.filter(pk__in=[case.pk, linked.pk, secret.pk]).update(cause=cause)

    response = client.get(page("complaints:detail", fin, case.pk))

    assert response.context["related"]["links"] == [linked]
    assert response.context["related"]["cause_count"].number == 2
    assert secret.number not in response.text


def test_many_messages_take_no_more_queries(client, fin, member):
    coordinator = member(client, "coordinator")
    case = case_with_all(fin, coordinator.user)
    url = page("complaints:detail", fin, case.pk)
    queries_of(client, url)
    before = queries_of(client, url)

    with organisation_context(fin.pk):
        handling.return_proposal(case, by=coordinator.user, reason="Too short.")
        for number in range(3):
            handling.ask(case, by=coordinator.user, body="Which?", tell=False)
            handling.reply(
                case,
                by=coordinator.user,
                channel=Channel.EMAIL,
                text="This.",
                files=[check(f"{number}.txt", b"text")],
            )
        handling.propose(case, by=coordinator.user, body="Yes.", finding="founded")

    assert queries_of(client, url) == before


# Files


def test_attachment_is_a_download_that_the_browser_never_runs(client, fin, member):
    member(client, "reader")
    case = case_with_all(fin)
    with organisation_context(fin.pk):
        file = Attachment.objects.get(name="decision.pdf")

    response = client.get(page("complaints:attachment", fin, case.pk, file.pk))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 decision"
    assert response["Content-Disposition"] == 'attachment; filename="decision.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert traces(fin) == [(ReadingKind.ATTACHMENT, case.pk)]


def test_attachment_of_an_unknown_kind_is_mere_bytes(client, fin, member):
    member(client, "reader")
    case = case_with_all(fin)
    with organisation_context(fin.pk):
        Attachment.objects.update(content_type="text/html")
        file = Attachment.objects.first()

    response = client.get(page("complaints:attachment", fin, case.pk, file.pk))

    assert response["Content-Type"] == "application/octet-stream"
    response.close()


def test_attachment_belongs_to_its_case(client, fin, other, member):
    member(client, *Role.values)
    case, another, theirs = case_with_all(fin), make_case(fin), case_with_all(other)
    with organisation_context(fin.pk):
        file = Attachment.objects.filter(case=case).first()
    with organisation_context(other.pk):
        their_file = Attachment.objects.filter(case=theirs).first()

    for pk, file_pk in (
        (another.pk, file.pk),
        (theirs.pk, their_file.pk),
        (case.pk, their_file.pk),
    ):
        url = page("complaints:attachment", fin, pk, file_pk)
        assert client.get(url).status_code == 404


def test_attachment_that_is_lost_on_the_disk_is_not_found(client, fin, member):
    member(client, "reader")
    case = case_with_all(fin)
    with organisation_context(fin.pk):
        Attachment.objects.update(path="fin/gone")
        file = Attachment.objects.first()

    assert client.get(page("complaints:attachment", fin, case.pk, file.pk)).status_code == 404


def test_attachment_is_for_those_who_read_cases(client, fin, member):
    case = case_with_all(fin)
    with organisation_context(fin.pk):
        file = Attachment.objects.first()
    member(client, *(set(Role.values) - READS))

    assert client.get(page("complaints:attachment", fin, case.pk, file.pk)).status_code == 403


def test_letter_is_for_those_who_read_cases(client, fin):
    case = case_with_all(fin)
    letter = letter_of(case, "question")

    assert_only_for(client, fin, READS, page("complaints:letter", fin, case.pk, letter.pk))


# Letters


def test_letter_page_shows_the_letter_and_what_became_of_it(client, fin, member):
    member(client, "coordinator")
    case = case_with_all(fin)
    letter = letter_of(case, "question")
    with organisation_context(fin.pk):
        Letter.objects.filter(pk=letter.pk).update(status=LetterStatus.FAILED)
        LetterTry.objects.create(
            organisation=fin, letter=letter, succeeded=False, error="550 mailbox unavailable"
        )

    text = client.get(page("complaints:letter", fin, case.pk, letter.pk)).text

    for words in (letter.subject, "Which account?", "Not sent", "550 mailbox unavailable"):
        assert words in text
    assert page("organisations:outbox", fin) in text
    assert traces(fin) == [(ReadingKind.LETTER, case.pk)]


def test_draft_is_shown_as_it_would_leave(client, fin, member):
    member(client, "handler")
    case = case_with_all(fin)
    letter = letter_of(case, "answer")

    text = client.get(page("complaints:letter", fin, case.pk, letter.pk)).text

    assert "Draft" in text
    assert "You are right." in text
    assert "FPS Finance" in text
    assert "plaintes@fin.example" in text


def test_letter_belongs_to_its_case(client, fin, other, member):
    member(client, *Role.values)
    case, another, theirs = case_with_all(fin), make_case(fin), case_with_all(other)

    for pk, letter in (
        (another.pk, letter_of(case, "question")),
        (case.pk, letter_of(theirs, "question")),
        (theirs.pk, letter_of(theirs, "question")),
    ):
        for name in ("complaints:letter", "complaints:letter_pdf"):
            assert client.get(page(name, fin, pk, letter.pk)).status_code == 404


def test_letter_for_the_post_is_a_pdf_in_its_own_language(client, fin, member):
    member(client, "reader")
    person = Person(name="Marie Inventée", address="Rue Inventée 1\n4000 Liège")
    case = make_case(fin, person=person, acknowledge=Acknowledged.LETTER, language="nl")
    letter = letter_of(case, "acknowledgement")

    response = client.get(page("complaints:letter_pdf", fin, case.pk, letter.pk))

    text = text_of_pdf(response)
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo["/Title"]) == letter.subject
    for words in ("Marie Inventée Rue Inventée 1 4000 Liège", "FOD Financiën", letter.subject):
        assert words in text
    assert response["Content-Disposition"] == (
        f'inline; filename="{case.number}-acknowledgement.pdf"'
    )
    assert traces(fin) == [(ReadingKind.LETTER, case.pk)]


# The whole file


def test_whole_file_is_a_tagged_pdf_with_bookmarks(client, fin, member):
    coordinator = member(client, "coordinator")
    case = case_with_all(fin, coordinator.user)

    response = client.get(page("complaints:file_pdf", fin, case.pk, language="fr"))

    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_outline() as outline:
            titles = [entry.title for entry in outline.root[0].children]
    assert len(titles) == 5
    text = text_of_pdf(response)
    for words in (
        case.number,
        "attends mon remboursement",
        "Which account?",
        "This account.",
        "Ask the bank.",
        "You are right.",
        "decision.pdf",
        str(coordinator.user),
    ):
        assert words in text, words
    assert traces(fin) == [(ReadingKind.FILE, case.pk)]
    assert response["Content-Disposition"] == f'inline; filename="{case.number}.pdf"'


def test_demonstration_stands_on_the_file(client, fin, member):
    member(client, "reader")
    DemoLoad.objects.create(pk=1, seed=1)
    case = make_case(fin)

    response = client.get(page("complaints:file_pdf", fin, case.pk))

    assert "Demonstration: invented figures" in text_of_pdf(response)


def test_file_is_for_those_who_read_cases(client, fin, member):
    case = make_case(fin)
    member(client, *(set(Role.values) - READS))

    assert client.get(page("complaints:file_pdf", fin, case.pk)).status_code == 403


def test_tracking_code_is_read_by_nobody_but_who_posts_the_letter(client, fin, member):
    case = case_with_all(fin)
    letter = letter_of(case, "acknowledgement")
    (code,) = WRITTEN_CODE.findall(letter.text)
    record = page("complaints:detail", fin, case.pk)
    file, paper = (
        page("complaints:file_pdf", fin, case.pk),
        page("complaints:letter_pdf", fin, case.pk, letter.pk),
    )

    def printed(url):
        pages = pypdf.PdfReader(BytesIO(client.get(url).content)).pages
        return code in "".join(sheet.extract_text() for sheet in pages)

    member(client, "reader")
    shown = [record, page("complaints:letter", fin, case.pk, letter.pk)]
    assert [code in client.get(url).text for url in shown] == [False, False]
    assert (printed(file), printed(paper)) == (False, False)
    client.logout()
    member(client, "coordinator")
    assert (printed(file), printed(paper)) == (False, True)
