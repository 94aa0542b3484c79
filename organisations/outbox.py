"""What an organisation sends: a row first, then a job; nothing is handed over inside a request."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from core.errors import NotAllowedError
from organisations.enums import LetterChannel, LetterStatus
from organisations.models import Letter, Organisation, User
from organisations.tasks import send_letter


def write(
    organisation: Organisation,
    *,
    purpose: str,
    language: str,
    recipient: str,
    email: str,
    address: str,
    subject: str,
    text: str,
    by: User | None,
    at: datetime,
    unsubscribe_url: str = "",
) -> Letter:
    """A draft, by e-mail where there is an address, else for the post."""
    return Letter.objects.create(
        organisation=organisation,
        purpose=purpose,
        channel=LetterChannel.EMAIL if email else LetterChannel.POST,
        language=language,
        recipient=recipient,
        email=email,
        address=address,
        subject=subject,
        text=text,
        written_by=by,
        written_at=at,
        unsubscribe_url=unsubscribe_url,
    )


def queue(letter: Letter, *, at: datetime, tell: bool = True) -> None:
    """Let the letter leave once the transaction is committed; with `tell=False` it left at that moment."""
    if not tell:
        letter.status = LetterStatus.SENT
        letter.sent_at = at
        letter.save(update_fields=["status", "sent_at"])
        return
    letter.status = LetterStatus.QUEUED
    letter.save(update_fields=["status"])
    if letter.channel == LetterChannel.EMAIL:
        send_letter.defer(organisation_id=letter.organisation_id, letter_id=letter.pk)


def discard_drafts(letter_ids: Sequence[int]) -> None:
    """Drafts that another letter replaces; what has been queued is never removed."""
    if not letter_ids:
        return
    Letter.objects.filter(pk__in=letter_ids, status=LetterStatus.DRAFT).delete()


def empty(letters: QuerySet[Letter]) -> None:
    """Take who and what out of letters, for good; one that still waits does not leave any more."""
    letters.filter(status=LetterStatus.QUEUED).update(status=LetterStatus.DRAFT)
    letters.update(recipient="", email="", address="", subject="", text="", unsubscribe_url="")


@transaction.atomic
def posted(letter: Letter, *, at: datetime) -> None:
    """A letter for the post has been printed and taken there."""
    locked = Letter.objects.select_for_update().get(pk=letter.pk)
    if locked.channel != LetterChannel.POST or locked.status != LetterStatus.QUEUED:
        raise NotAllowedError
    locked.status = LetterStatus.SENT
    locked.sent_at = at
    locked.save(update_fields=["status", "sent_at"])


@transaction.atomic
def send_again(letter: Letter, *, at: datetime) -> None:
    """A person has looked: the mail that was refused, or that may not have left, is tried once more.

    Its Message-ID stays, so that a mail that comes twice is recognised as one.
    """
    locked = Letter.objects.select_for_update().get(pk=letter.pk)
    if not Letter.objects.filter(pk=locked.pk).needing_someone().exists():
        raise NotAllowedError
    if locked.channel == LetterChannel.POST:
        raise NotAllowedError
    queue(locked, at=at)
