"""What people see of their own case without an account, and the one thing they can do there: reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints import handling
from complaints.attachments import ReceivedFile
from complaints.enums import Channel, Nature, Outcome, Purpose, Status
from complaints.models import Attachment, Case
from complaints.moving import local_day
from core.errors import NotAllowedError
from core.templatetags.ui import day_plain
from organisations.enums import LetterStatus

# A draft is not a letter yet, and one that failed has not reached anybody.
SHOWN_LETTERS = (LetterStatus.QUEUED, LetterStatus.SENDING, LetterStatus.SENT)
DONE, HERE, TO_COME = "done", "here", "to_come"


@dataclass(frozen=True)
class Step:
    """A knot of the thread: what was done, where the case is, what comes."""

    title: str
    state: str
    text: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Exchange:
    """One message between the complainant and the organisation."""

    is_theirs: bool
    at: datetime
    on: date
    text: str
    title: str = ""
    language: str = ""
    under_way: bool = False
    is_question: bool = False
    files: Sequence[str] = ()


def steps(case: Case) -> list[Step]:
    """The way of the case in plain words; what is proposed inside the organisation is not told."""
    way = [
        Step(pgettext("tracking", "Received"), DONE, on=case.received_on),
        _acknowledged(case),
    ]
    if case.status == Status.CLOSED and case.outcome != Outcome.ANSWERED:
        return [*(step for step in way if step.state == DONE), _ended(case)]
    return [*way, _examined(case), _answered(case), _closed(case)]


def _acknowledged(case: Case) -> Step:
    title = pgettext("tracking", "Acknowledged")
    if case.acknowledged_on:
        return Step(title, DONE, on=case.acknowledged_on)
    if case.status not in (Status.RECEIVED, Status.WAITING):
        return Step(title, DONE)
    return Step(title, TO_COME, _("We confirm that your message has arrived."))


def _examined(case: Case) -> Step:
    title = pgettext("tracking", "In examination")
    if case.status in (Status.ANSWERED, Status.CLOSED):
        return Step(title, DONE)
    if case.status == Status.WAITING:
        return Step(pgettext("tracking", "Waiting for you"), HERE, _waiting(case))
    if case.status == Status.RECEIVED:
        text = _(
            "We check whether the matter is ours. If it is not, we send it to the right service."
        )
    else:
        text = _("Someone who was not involved in the matter examines what happened.")
    return Step(title, HERE, text)


def _waiting(case: Case) -> str:
    if case.waiting_until is None:
        return _("We have asked you something.")
    return _("We have asked you something. Answer by %(day)s if you can.") % {
        "day": day_plain(case.waiting_until)
    }


def _answered(case: Case) -> Step:
    title = pgettext("tracking", "Answered")
    if case.status == Status.ANSWERED:
        return Step(title, HERE, _("Our answer stands below."), on=case.answered_on)
    if case.status == Status.CLOSED:
        return Step(title, DONE, on=case.answered_on)
    # `next_due` may be the day of the acknowledgement, but after a first answer it is the new date.
    due = case.due_on if case.first_answered_on else case.answer_due
    if due:
        text = _("On %(day)s at the latest.") % {"day": day_plain(due)}
    elif case.status == Status.WAITING:
        text = _("As soon as we have your reply and have examined the matter.")
    else:
        text = _("As soon as we have examined the matter; no time limit is set.")
    return Step(title, TO_COME, text)


def _closed(case: Case) -> Step:
    title = pgettext("tracking", "Closed")
    if case.status == Status.CLOSED:
        return Step(title, HERE, on=case.closed_on)
    return Step(title, TO_COME, _("We note what we learnt from it."))


def _ended(case: Case) -> Step:
    if case.outcome == Outcome.FORWARDED:
        text = _("Your message concerns another organisation: %(name)s. We have sent it there.")
        return Step(
            pgettext("tracking", "Forwarded"),
            HERE,
            text % {"name": case.forwarded_to},
            on=case.closed_on,
        )
    titles = {
        Outcome.INADMISSIBLE: pgettext("tracking", "Not examined"),
        Outcome.WITHDRAWN: pgettext("tracking", "Withdrawn"),
    }
    texts = {
        Outcome.INADMISSIBLE: _("We cannot examine your complaint. Our letter says why."),
        Outcome.WITHDRAWN: _("You have told us that you withdraw your message."),
        Outcome.NOT_A_COMPLAINT: _("We have taken note of your message. It asks for no answer."),
    }
    outcome = Outcome(case.outcome)
    return Step(
        titles.get(outcome, pgettext("tracking", "Closed")),
        HERE,
        texts.get(outcome, ""),
        on=case.closed_on,
    )


def is_running(case: Case) -> bool:
    """Is an answer still owed?"""
    return case.status not in (Status.ANSWERED, Status.CLOSED)


def is_waiting(case: Case) -> bool:
    return case.status == Status.WAITING


def conclusion(case: Case) -> str:
    """The finding or decision, once the answer that gives it has left."""
    if case.answered_on is None or case.status not in (Status.ANSWERED, Status.CLOSED):
        return ""
    named = case.get_finding_display() if case.nature == Nature.COMPLAINT else ""
    return str(named or case.get_decision_display())


def exchanges(case: Case) -> list[Exchange]:
    """Everything that went to and fro, the newest first: never a note, a draft or a colleague's name."""
    files: dict[int | None, list[str]] = {}
    for attachment in Attachment.objects.filter(case=case):
        files.setdefault(attachment.message_id, []).append(attachment.name)
    theirs = [
        Exchange(
            is_theirs=True,
            at=case.registered_at,
            on=case.received_on,
            title=case.subject,
            text=case.text,
            language=case.language,
            files=files.get(None, ()),
        ),
        *(
            Exchange(
                is_theirs=True,
                at=message.arrived_at,
                on=local_day(message.arrived_at),
                text=message.text,
                language=case.language,
                files=files.get(message.pk, ()),
            )
            for message in case.messages.all()
        ),
    ]
    rows = case.letters.filter(letter__status__in=SHOWN_LETTERS).select_related("letter")
    ours = [
        Exchange(
            is_theirs=False,
            at=row.letter.sent_at or row.letter.written_at,
            on=local_day(row.letter.sent_at or row.letter.written_at),
            title=row.letter.subject,
            text=row.letter.text,
            language=row.letter.language,
            under_way=row.letter.status != LetterStatus.SENT,
            is_question=row.purpose == Purpose.QUESTION,
        )
        for row in rows
    ]
    return sorted([*theirs, *ours], key=lambda exchange: exchange.at, reverse=True)


def question(case: Case, found: Sequence[Exchange]) -> Exchange | None:
    """What we last asked, while the case waits for the reply."""
    if not is_waiting(case):
        return None
    return next((exchange for exchange in found if exchange.is_question), None)


def reply(case: Case, *, text: str, files: Sequence[ReceivedFile] = ()) -> bool:
    """Take up the reply; False when the case no longer waits, since its 409 page names colleagues."""
    try:
        handling.reply(case, by=None, channel=Channel.WEB, text=text, files=files)
    except NotAllowedError:
        # Sent twice: the first one stands.
        return case.messages.filter(text=text).exists()
    return True


def masked(email: str) -> str:
    """Enough of an address to know one's own: `l…@voorbeeld.example`."""
    name, at, host = email.partition("@")
    return f"{name[:1]}…{at}{host}"
