"""Cases that belong elsewhere: to another organisation here, or outside."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import letters
from complaints.attachments import ReceivedFile, path_of
from complaints.enums import Channel, Move, Outcome, Purpose
from complaints.handling import drop_proposal, end, resume
from complaints.intake import Person, Submission, register, way_to_acknowledge
from complaints.models import Case, Message
from complaints.moving import local_day, moving
from core.errors import NotAllowedError
from core.row_security import organisation_context
from organisations.models import Organisation, User


@dataclass(frozen=True)
class Elsewhere:
    """Where a case goes: an organisation of this register, or a body outside by its name."""

    organisation: Organisation | None = None
    name: str = ""


def forward(
    case: Case,
    *,
    by: User | None,
    to: Elsewhere,
    reason: str = "",
    body: str | None = None,
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """Close the case as forwarded; an organisation here gets a case of its own, under its own number."""
    moment = at or timezone.now()
    with moving(case, Move.FORWARD, by=by, at=moment, seen=seen, reason=reason) as locked:
        if to.organisation and to.organisation.pk == locked.organisation_id:
            raise NotAllowedError(_("The case is already with this organisation."))
        destination = to.name
        if to.organisation:
            number = hand_over(locked, to.organisation, by=by, at=moment, tell=tell)
            destination = f"{to.organisation.code} {number}"
        resume(locked, moment)
        drop_proposal(locked)
        end(locked, Outcome.FORWARDED, moment)
        locked.forwarded_to = destination
        name = (
            to.organisation.name.in_language(locked.letter_language) if to.organisation else to.name
        )
        letters.send(
            locked,
            Purpose.FORWARDED,
            by=by,
            at=moment,
            tell=tell,
            body=body,
            forwarded_to=name,
        )


def hand_over(
    case: Case, organisation: Organisation, *, by: User | None, at: datetime, tell: bool
) -> str:
    """Make the case of the other organisation, in its own context; the number it got there."""
    complainant = case.complainant
    person = Person(
        name=complainant.name,
        kind=complainant.kind,
        on_behalf_of=complainant.on_behalf_of,
        email=complainant.email,
        telephone=complainant.telephone,
        address=complainant.address,
    )
    files = [
        ReceivedFile(row.name, row.content_type, path_of(row).read_bytes(), row.scanned)
        for row in case.attachments.all()
    ]
    said = list(case.messages.all())
    submission = Submission(
        channel=Channel.FORWARDED,
        nature=case.nature,
        language=case.language,
        letter_language=case.letter_language,
        received_on=local_day(at),
        subject=case.subject,
        text=case.text,
        person=person,
        confidential=case.confidential,
        files=files,
    )
    with organisation_context(organisation.pk):
        made = register(
            organisation,
            submission,
            by=by,
            acknowledge=way_to_acknowledge(Channel.FORWARDED, person),
            at=at,
            tell=tell,
        )
        Message.objects.bulk_create(
            Message(
                organisation=organisation,
                case=made,
                channel=message.channel,
                text=message.text,
                arrived_at=message.arrived_at,
            )
            for message in said
        )
    return made.number or ""
