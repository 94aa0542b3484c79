"""Handing a letter to the mail server: `sending` is committed first, so that no letter leaves twice unseen."""

import re
import smtplib
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from core.row_security import organisation_context
from organisations.enums import LetterStatus
from organisations.models import Letter, LetterTry

FILES = "django.core.mail.backends.filebased.EmailBackend"
# From this code on a refusal is lasting (RFC 5321).
LASTING = 500
# Addresses of demonstration data (RFC 2606): never handed to a mail server.
UNREAL = ".example"


# An invitation's link opens the door: once it has left, only its hash is kept.
INVITATION = "invitation"
LINK = re.compile(r"\S+/invitations/\S+")


class MailServerAwayError(Exception):
    """The mail server took nothing: the letter is queued again, the job is tried later."""


def connection_for(letter: Letter) -> BaseEmailBackend:
    if letter.email.casefold().endswith(UNREAL) or not settings.EMAIL_URL:
        if settings.EMAIL_BACKEND.endswith("locmem.EmailBackend"):
            return get_connection()
        return get_connection(FILES, file_path=str(settings.MAIL_DIR))
    return get_connection()


def message_of(letter: Letter) -> EmailMessage:
    organisation = letter.organisation
    name = organisation.name.in_language(letter.language)
    headers = {
        "Message-ID": letter.message_id,
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
    }
    if letter.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        from_email=formataddr((name, settings.DEFAULT_FROM_EMAIL)),
        to=[formataddr((" ".join(letter.recipient.split()), letter.email))],
        reply_to=[organisation.email] if organisation.email else None,
        headers=headers,
    )


def claim(organisation_id: int, letter_id: int) -> Letter | None:
    """The letter, marked `sending`; None where it no longer waits to be sent."""
    with organisation_context(organisation_id):
        letter = (
            Letter.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .get(pk=letter_id)
        )
        if letter.status != LetterStatus.QUEUED:
            return None
        letter.status = LetterStatus.SENDING
        letter.claimed_at = timezone.now()
        letter.save(update_fields=["status", "claimed_at"])
        return letter


def hand_over(organisation_id: int, letter_id: int) -> None:
    """Send one queued letter. Called by a job, outside any transaction.

    A letter found `sending` is left alone: it may have left, a person looks. Raises
    `MailServerAwayError` when it certainly has not left and is queued again.
    """
    with organisation_context(organisation_id):
        waiting = Letter.objects.filter(pk=letter_id, status=LetterStatus.QUEUED).first()
    if waiting is None:
        return
    connection = connection_for(waiting)
    # Before the letter is claimed: a worker killed while the server is away leaves none in doubt.
    try:
        connection.open()
    except OSError as error:
        with organisation_context(organisation_id):
            record_try(waiting, error)
        raise MailServerAwayError from None
    try:
        if letter := claim(organisation_id, letter_id):
            send(connection, letter)
    finally:
        connection.close()


def send(connection: BaseEmailBackend, letter: Letter) -> None:
    """Send a claimed letter over an open connection, and note what became of it."""
    try:
        connection.send_messages([message_of(letter)])
    except (
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPSenderRefused,
        smtplib.SMTPDataError,
        ValueError,
    ) as error:
        refused(letter, error)
    except (smtplib.SMTPHeloError, smtplib.SMTPNotSupportedError) as error:
        note_try(letter, LetterStatus.QUEUED, error)
        raise MailServerAwayError from None
    except OSError as error:
        # The connection broke while the mail was under way: it may have left.
        note_try(letter, LetterStatus.SENDING, error)
    else:
        note_try(letter, LetterStatus.SENT, None)


def refused(letter: Letter, error: smtplib.SMTPException | ValueError) -> None:
    """A lasting refusal (5xx) fails; a passing one (4xx) is tried again.

    A ValueError is an address that no mail can carry: nothing was handed over.
    """
    if code_of(error) < LASTING:
        note_try(letter, LetterStatus.QUEUED, error)
        # Not `from error`: what the server says names the address, and a job's failure is logged.
        raise MailServerAwayError from None
    note_try(letter, LetterStatus.FAILED, error)


def code_of(error: smtplib.SMTPException | ValueError) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min((code for code, _text in error.recipients.values()), default=500)
    return int(getattr(error, "smtp_code", 500))


def note_try(letter: Letter, status: str, error: Exception | None) -> None:
    """Record the try and what the letter is after it."""
    with organisation_context(letter.organisation_id):
        letter.status = status
        letter.sent_at = timezone.now() if status == LetterStatus.SENT else None
        letter.claimed_at = None
        if letter.sent_at and letter.purpose == INVITATION:
            letter.text = LINK.sub("…", letter.text)
        letter.save(update_fields=["status", "sent_at", "claimed_at", "text"])
        record_try(letter, error)


def record_try(letter: Letter, error: Exception | None) -> None:
    """The error by its kind and code alone, since servers quote addresses."""
    description = ""
    if error is not None:
        code = code_of(error) if isinstance(error, smtplib.SMTPException) else 0
        description = f"{type(error).__name__} {code or ''}".strip()
    LetterTry.objects.create(
        organisation_id=letter.organisation_id,
        letter=letter,
        succeeded=error is None,
        error=description,
    )


def give_up(organisation_id: int, letter_id: int) -> None:
    """All tries are used: the letter is shown as not sent."""
    with organisation_context(organisation_id):
        Letter.objects.filter(pk=letter_id, status=LetterStatus.QUEUED).update(
            status=LetterStatus.FAILED
        )
