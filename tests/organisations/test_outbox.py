from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core.row_security import organisation_context
from organisations import outbox
from organisations.enums import LetterStatus
from organisations.models import Letter, LetterTry
from tests.factories.complaints import make_case
from tests.pages import assert_only_for, page, queries_of


def letter(
    organisation,
    *,
    status=LetterStatus.QUEUED,
    email="marie@inventee.example",
    n=0,
    purpose="answer",
):
    with organisation_context(organisation.pk):
        row = outbox.write(
            organisation,
            purpose=purpose,
            language="fr",
            recipient="Marie Inventée",
            email=email,
            address="" if email else "Rue Inventée 1",
            subject=f"Notre réponse {n}",
            text="Voici.",
            by=None,
            at=timezone.now(),
        )
        row.status = status
        row.sent_at = timezone.now() - timedelta(days=n) if status == LetterStatus.SENT else None
        row.save()
    return row


def test_outbox_is_for_coordinators(client, fin):
    row = letter(fin, status=LetterStatus.FAILED)

    assert_only_for(client, fin, ["coordinator"], page("organisations:outbox", fin))
    for name in ("letter_again", "letter_posted"):
        url = page(f"organisations:{name}", fin, row.pk)
        assert_only_for(client, fin, ["coordinator"], url, method="post")


def test_letters_of_another_organisation_do_not_exist(client, fin, other, member):
    row = letter(other, status=LetterStatus.FAILED)
    member(client, "coordinator")

    assert row.subject not in client.get(page("organisations:outbox", fin)).text
    assert client.post(page("organisations:letter_again", fin, row.pk)).status_code == 404
    assert client.post(page("organisations:letter_posted", fin, row.pk)).status_code == 404


@pytest.mark.parametrize(("purpose", "leads_on"), [("answer", True), ("news", False)])
def test_only_letters_of_cases_lead_to_one(client, fin, member, purpose, leads_on):
    member(client, "coordinator")
    row = letter(fin, status=LetterStatus.SENT, purpose=purpose)

    text = client.get(page("organisations:outbox", fin)).text

    assert "Notre réponse 0" in text
    assert (page("complaints:letter_of_outbox", fin, row.pk) in text) == leads_on


def test_what_needs_somebody_stands_first(client, fin, member):
    member(client, "coordinator")
    letter(fin, status=LetterStatus.SENT, n=1)
    letter(fin, status=LetterStatus.FAILED, n=2)
    letter(fin, status=LetterStatus.SENDING, n=3)
    letter(fin, email="", n=4)
    letter(fin, n=5)
    letter(fin, status=LetterStatus.DRAFT, n=6)

    text = client.get(page("organisations:outbox", fin)).text

    places = [text.index(f"Notre réponse {n}") for n in (2, 3, 4, 1)]
    assert places == sorted(places)
    assert "1 e-mail waits for the mail server" in text
    assert "Notre réponse 5" not in text
    assert "Notre réponse 6" not in text


def test_refused_letter_is_sent_again_with_the_same_name(client, fin, member, run_jobs):
    member(client, "coordinator")
    row = letter(fin, status=LetterStatus.FAILED)

    client.post(page("organisations:letter_again", fin, row.pk))
    run_jobs()

    with organisation_context(fin.pk):
        assert Letter.objects.get().status == LetterStatus.SENT
    assert mail.outbox[0].extra_headers["Message-ID"] == row.message_id


def test_error_of_the_last_try_is_shown(client, fin, member):
    member(client, "coordinator")
    row = letter(fin, status=LetterStatus.FAILED)
    with organisation_context(fin.pk):
        LetterTry.objects.create(
            organisation=fin, letter=row, succeeded=False, error="SMTPRecipientsRefused 550"
        )

    assert "SMTPRecipientsRefused 550" in client.get(page("organisations:outbox", fin)).text


@pytest.mark.parametrize("status", [LetterStatus.SENT, LetterStatus.QUEUED])
def test_letter_that_left_or_is_about_to_is_not_sent_again(client, fin, member, status):
    member(client, "coordinator")
    row = letter(fin, status=status)

    assert client.post(page("organisations:letter_again", fin, row.pk)).status_code == 409
    assert client.post(page("organisations:letter_posted", fin, row.pk)).status_code == 409


def test_letter_for_the_post_is_noted_as_posted(client, fin, member):
    member(client, "coordinator")
    row = letter(fin, email="")

    client.post(page("organisations:letter_posted", fin, row.pk))

    with organisation_context(fin.pk):
        row.refresh_from_db()
    assert row.status == LetterStatus.SENT
    assert client.post(page("organisations:letter_posted", fin, row.pk)).status_code == 409


def test_letter_of_a_case_is_opened_in_its_case(client, fin, member):
    member(client, "coordinator")
    case = make_case(fin, acknowledge="letter", tell=True)
    with organisation_context(fin.pk):
        row = Letter.objects.get()

    response = client.get(page("complaints:letter_of_outbox", fin, row.pk))

    assert response.url == page("complaints:letter", fin, case.pk, row.pk)
    assert client.get(page("complaints:letter_of_outbox", fin, row.pk + 1)).status_code == 404
    assert_only_for(client, fin, ["coordinator"], page("complaints:letter_of_outbox", fin, row.pk))


def test_sent_letters_come_in_pages(client, fin, member):
    member(client, "coordinator")
    for n in range(1, 31):
        letter(fin, status=LetterStatus.SENT, n=n)

    first = client.get(page("organisations:outbox", fin))
    second = client.get(page("organisations:outbox", fin) + first.context["page"]["next_url"])

    assert [row.subject for row in second.context["sent"]] == [
        f"Notre réponse {n}" for n in range(26, 31)
    ]


def test_outbox_asks_as_often_for_one_letter_as_for_three(client, fin, member):
    member(client, "coordinator")
    url = page("organisations:outbox", fin)
    letter(fin, status=LetterStatus.FAILED)
    letter(fin, status=LetterStatus.SENT)
    one_row = queries_of(client, url)
    for _ in range(2):
        letter(fin, status=LetterStatus.FAILED)
        letter(fin, status=LetterStatus.SENT)

    assert queries_of(client, url) == one_row
