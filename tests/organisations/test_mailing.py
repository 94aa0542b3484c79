"""What becomes of a letter when the mail server, its address or the database fails."""

import smtplib
import traceback

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError
from django.utils import timezone
from procrastinate.jobs import Job

from core import tasks as core_tasks
from core.row_security import organisation_context
from organisations import outbox
from organisations.enums import LetterStatus
from organisations.mailing import MailServerAwayError, hand_over
from organisations.models import LetterTry
from organisations.tasks import MAX_TRIES, GrowingPauses

ADDRESS = "marie@invented.test"


class Failing(BaseEmailBackend):
    """A mail server that says this when it is handed a mail."""

    says: Exception

    def send_messages(self, email_messages):
        raise self.says


@pytest.fixture
def queued(fin):
    with organisation_context(fin.pk):
        letter = outbox.write(
            fin,
            purpose="answer",
            language="fr",
            recipient="Marie Inventée",
            email=ADDRESS,
            address="",
            subject="Notre réponse",
            text="Voici.",
            by=None,
            at=timezone.now(),
        )
        outbox.queue(letter, at=timezone.now())
    return letter


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_URL = "smtp://127.0.0.1"
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    return lambda error: monkeypatch.setattr(Failing, "says", error, raising=False)


def state_of(letter):
    with organisation_context(letter.organisation_id):
        letter.refresh_from_db()
        return letter.status, list(LetterTry.objects.values_list("error", flat=True))


def test_passing_refusal_is_tried_again_and_nothing_that_is_logged_names_the_address(
    queued, server
):
    server(smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"try later, " + ADDRESS.encode())}))

    with pytest.raises(MailServerAwayError) as raised:
        hand_over(queued.organisation_id, queued.pk)

    assert ADDRESS not in "".join(traceback.format_exception(raised.value))
    assert state_of(queued) == (LetterStatus.QUEUED, ["SMTPRecipientsRefused 450"])


def test_lasting_refusal_needs_somebody(queued, server):
    server(smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"unknown")}))

    hand_over(queued.organisation_id, queued.pk)

    assert state_of(queued) == (LetterStatus.FAILED, ["SMTPRecipientsRefused 550"])


def test_broken_connection_leaves_the_letter_in_doubt(queued, server):
    server(smtplib.SMTPServerDisconnected("gone"))

    hand_over(queued.organisation_id, queued.pk)
    hand_over(queued.organisation_id, queued.pk)

    status, errors = state_of(queued)
    assert (status, len(errors)) == (LetterStatus.SENDING, 1)


def test_address_that_no_mail_can_carry_fails_without_being_logged(queued, server):
    server(ValueError(f"Invalid address: {ADDRESS}"))

    hand_over(queued.organisation_id, queued.pk)

    assert state_of(queued) == (LetterStatus.FAILED, ["ValueError"])


@pytest.mark.parametrize(
    ("error", "attempts", "again"),
    [
        (MailServerAwayError(), 1, True),
        (OperationalError("the connection is lost"), 1, True),
        (KeyError(), 1, False),
        (MailServerAwayError(), MAX_TRIES, False),
    ],
)
def test_what_passes_is_tried_again(error, attempts, again):
    job = Job(
        id=1, queue="mail", lock=None, queueing_lock=None, task_name="send", attempts=attempts
    )

    decision = GrowingPauses().get_retry_decision(exception=error, job=job)

    assert (decision is not None) == again


def test_letter_that_was_often_tried_outlives_its_worker():
    assert core_tasks.MAX_ATTEMPTS > MAX_TRIES
