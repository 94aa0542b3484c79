"""Letters and a real mail server that is away, refuses, breaks off, or is asked twice at once."""

import socket
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from core.row_security import organisation_context
from organisations import outbox
from organisations.enums import LetterStatus
from organisations.mailing import MailServerAwayError, hand_over
from organisations.models import Letter
from organisations.tasks import LONGEST_PAUSE, MAX_TRIES, GrowingPauses, send_letter
from tests.factories.organisations import OrganisationFactory


class Mailbox:
    """A mail server that does as it is told, and keeps what it took."""

    def __init__(self):
        self.taken = []
        self.to_recipient = ""
        self.to_data = ""
        self.breaks_off = False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.breaks_off:
            self.taken.append(envelope.content)
            server.transport.abort()
            return "250 never heard"
        if self.to_data:
            return self.to_data
        self.taken.append(envelope.content)
        return "250 OK"


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


@pytest.fixture
def away(settings):
    """Where no mail server answers."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{settings.EMAIL_PORT}"
    settings.EMAIL_TIMEOUT = 5


@pytest.fixture
def open_mailbox(away, settings):
    """Starts the mail server, once it is wanted."""
    running = []

    def start(**does):
        mailbox = Mailbox()
        for name, value in does.items():
            setattr(mailbox, name, value)
        server = Controller(mailbox, hostname="127.0.0.1", port=settings.EMAIL_PORT)
        server.start()
        running.append(server)
        return mailbox

    yield start
    for server in running:
        server.stop()


@pytest.fixture
def letter(fin):
    return queued(fin)


def queued(organisation, email="marie@inventee.test"):
    now = timezone.now()
    with organisation_context(organisation.pk):
        row = outbox.write(
            organisation,
            purpose="answer",
            language="fr",
            recipient="Marie Inventée",
            email=email,
            address="",
            subject="Notre réponse\r\nBcc: tous@inventee.test",
            text="Vous avez raison.",
            by=None,
            at=now,
        )
        outbox.queue(row, at=now)
    return row


def state(letter):
    """Status, and each try: whether it succeeded and what the server said."""
    with organisation_context(letter.organisation_id):
        row = Letter.objects.get(pk=letter.pk)
        tries = list(row.tries.values_list("succeeded", "error"))
    return row.status, tries


def send(letter):
    hand_over(letter.organisation_id, letter.pk)


def test_letter_is_taken_by_the_server(open_mailbox, letter, run_jobs):
    mailbox = open_mailbox()

    run_jobs()

    assert state(letter) == (LetterStatus.SENT, [(True, "")])
    (content,) = mailbox.taken
    head, body = content.decode().split("\r\n\r\n", 1)
    assert f"Message-ID: {letter.message_id}" in head
    assert "Content-Language: fr" in head
    assert "\r\nBcc:" not in head
    assert "Vous avez raison." in body
    with organisation_context(letter.organisation_id):
        assert Letter.objects.get().sent_at is not None


def test_server_that_is_away_loses_nothing(away, open_mailbox, letter, run_jobs):
    with pytest.raises(MailServerAwayError):
        run_jobs()

    assert state(letter) == (LetterStatus.QUEUED, [(False, "ConnectionRefusedError")])
    assert ProcrastinateJob.objects.count() == 1

    mailbox = open_mailbox()
    run_jobs()

    assert state(letter)[0] == LetterStatus.SENT
    assert len(mailbox.taken) == 1


def test_ten_letters_wait_and_leave_once_each(away, open_mailbox, fin, run_jobs):
    letters = [queued(fin, f"person{n}@inventee.test") for n in range(10)]
    for letter in letters:
        with pytest.raises(MailServerAwayError):
            send(letter)

    mailbox = open_mailbox()
    run_jobs()
    for letter in letters:
        send(letter)

    assert {state(letter)[0] for letter in letters} == {LetterStatus.SENT}
    assert len(mailbox.taken) == 10
    assert (
        len({content.split(b"Message-ID: ")[1].split(b"\r\n")[0] for content in mailbox.taken})
        == 10
    )


@pytest.mark.parametrize(
    ("does", "error"),
    [
        ({"to_recipient": "550 no such person marie@inventee.test"}, "SMTPRecipientsRefused 550"),
        ({"to_data": "554 refused"}, "SMTPDataError 554"),
    ],
)
def test_lasting_refusal_is_shown_and_not_repeated(open_mailbox, letter, run_jobs, does, error):
    mailbox = open_mailbox(**does)

    run_jobs()
    send(letter)

    # By its kind and code alone: servers quote addresses.
    assert state(letter) == (LetterStatus.FAILED, [(False, error)])
    assert mailbox.taken == []


@pytest.mark.parametrize(
    ("does", "error"),
    [
        ({"to_recipient": "450 mailbox busy"}, "SMTPRecipientsRefused 450"),
        ({"to_data": "451 try later"}, "SMTPDataError 451"),
    ],
)
def test_passing_refusal_is_tried_again(open_mailbox, letter, does, error):
    mailbox = open_mailbox(**does)

    with pytest.raises(MailServerAwayError):
        send(letter)

    assert state(letter) == (LetterStatus.QUEUED, [(False, error)])
    mailbox.to_recipient = mailbox.to_data = ""
    send(letter)
    assert state(letter)[0] == LetterStatus.SENT


def test_letter_whose_server_broke_off_may_have_left(open_mailbox, letter, run_jobs):
    mailbox = open_mailbox(breaks_off=True)

    run_jobs()

    status, tries = state(letter)
    assert status == LetterStatus.SENDING
    assert [succeeded for succeeded, _error in tries] == [False]
    mailbox.breaks_off = False
    send(letter)
    assert len(mailbox.taken) == 1, "not sent again by itself"

    with organisation_context(letter.organisation_id):
        outbox.send_again(letter, at=timezone.now())
    run_jobs()

    assert state(letter)[0] == LetterStatus.SENT
    first, second = (content.split(b"Message-ID: ")[1].split()[0] for content in mailbox.taken)
    assert first == second == letter.message_id.encode()


@pytest.mark.parametrize(
    "status",
    [LetterStatus.SENDING, LetterStatus.SENT, LetterStatus.FAILED, LetterStatus.DRAFT],
)
def test_only_a_queued_letter_is_sent(open_mailbox, letter, status):
    mailbox = open_mailbox()
    with organisation_context(letter.organisation_id):
        Letter.objects.update(status=status, sent_at=timezone.now())

    send(letter)

    assert mailbox.taken == []
    assert state(letter) == (status, [])


def test_invented_addresses_reach_no_server(open_mailbox, fin):
    mailbox = open_mailbox()
    letter = queued(fin, "marie@inventee.example")

    send(letter)

    assert state(letter)[0] == LetterStatus.SENT
    assert mailbox.taken == []


def test_another_organisation_sends_no_letter_of_ours(fin, bosa, letter, open_mailbox):
    mailbox = open_mailbox()

    hand_over(bosa.pk, letter.pk)

    assert mailbox.taken == []
    with organisation_context(fin.pk):
        assert Letter.objects.get(pk=letter.pk).status == LetterStatus.QUEUED


def job(attempts):
    return Job(
        id=1, queue="mail", lock=None, queueing_lock=None, task_name="send", attempts=attempts
    )


def test_pauses_grow_to_an_hour():
    strategy, away = GrowingPauses(), MailServerAwayError()

    def pause(attempts):
        decision = strategy.get_retry_decision(exception=away, job=job(attempts))
        return (decision.retry_at - timezone.now()).total_seconds()

    assert [round(pause(n), -1) for n in range(4)] == [10, 20, 40, 80]
    assert round(pause(60), -1) == LONGEST_PAUSE


def test_after_the_last_try_the_letter_is_shown_as_not_sent(away, letter):
    class Context:
        job = job(MAX_TRIES - 1)

    send_letter.func(Context, organisation_id=letter.organisation_id, letter_id=letter.pk)

    status, tries = state(letter)
    assert (status, len(tries)) == (LetterStatus.FAILED, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_letter_once(open_mailbox):
    mailbox = open_mailbox()
    letter = queued(OrganisationFactory(code="FIN"))
    start = Barrier(4)

    def work(_n):
        try:
            start.wait(timeout=30)
            send(letter)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))

    assert state(letter) == (LetterStatus.SENT, [(True, "")])
    assert len(mailbox.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_sending_is_committed_before_the_hand_over(letter_seen_by_server, open_mailbox):
    seen = letter_seen_by_server(open_mailbox)

    assert seen == [LetterStatus.SENDING]


@pytest.fixture
def letter_seen_by_server():
    """What stands in the database, for another connection, while the server takes the mail."""

    def watch(open_mailbox):
        seen = []
        mailbox = open_mailbox()
        letter = queued(OrganisationFactory(code="FIN"))
        take = mailbox.handle_DATA

        async def look(server, session, envelope):
            with ThreadPoolExecutor(1) as other:
                seen.append(other.submit(status_elsewhere).result())
            return await take(server, session, envelope)

        def status_elsewhere():
            try:
                return state(letter)[0]
            finally:
                connection.close()

        mailbox.handle_DATA = look
        send(letter)
        return seen

    return watch
