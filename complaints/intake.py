"""How a case enters the register: from the public form, by staff, or forwarded by another organisation."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from charters.models import Commitment
from complaints import letters
from complaints.attachments import ReceivedFile, keep
from complaints.clock import reading_rules_once, set_due_dates
from complaints.enums import (
    ORAL_CHANNELS,
    Acknowledged,
    Admissibility,
    Channel,
    ComplainantKind,
    EventCode,
    Nature,
    Purpose,
)
from complaints.models import Case, Complainant
from complaints.moving import TooEarlyError, local_day, record, values_of
from complaints.numbering import give_number
from complaints.searching import index
from complaints.tracking import code_for, hashed
from complaints.words import name_key, surname_key
from organisations.models import Department, Organisation, User
from processes.models import Service

LONGEST_KEY = 150


@dataclass(frozen=True)
class Person:
    """Who wrote; without a name the case is anonymous."""

    name: str = ""
    kind: str = ComplainantKind.PERSON
    on_behalf_of: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Submission:
    """What arrived, before it is a case."""

    channel: str
    nature: str
    language: str
    letter_language: str
    received_on: date
    subject: str
    text: str
    person: Person = field(default_factory=Person)
    service: Service | None = None
    # The promise that was not kept, as the complainant sees it.
    commitment: Commitment | None = None
    stage: str = ""
    department: Department | None = None
    confidential: bool = False
    files: Sequence[ReceivedFile] = ()


def submission_hash(token: str) -> str | None:
    return hashlib.sha256(f"submission:{token}".encode()).hexdigest() if token else None


def already_received(organisation: Organisation, token: str) -> Case | None:
    """The case that this page's form has already made: a double click, a reload."""
    if not token:
        return None
    cases = Case.objects.for_organisation(organisation).select_related("organisation")
    return cases.filter(submission_hash=submission_hash(token)).first()


def register(
    organisation: Organisation,
    submission: Submission,
    *,
    by: User | None,
    acknowledge: str = "",
    token: str = "",
    at: datetime | None = None,
    tell: bool = True,
) -> Case:
    """Make the case, its complainant, its vector, its first event and, last of all, its number.

    `acknowledge` says how the complainant learns of it at once (`Acknowledged`, or empty: later).
    A second call with the same `token` gives the case of the first. Raises `TooEarlyError` for a
    day of receipt in the future.
    """
    moment = at or timezone.now()
    if submission.received_on > local_day(moment):
        raise TooEarlyError
    if earlier := already_received(organisation, token):
        return earlier
    try:
        with transaction.atomic(), reading_rules_once():
            return _register(
                organisation,
                submission,
                by=by,
                acknowledge=acknowledge,
                token=token,
                at=moment,
                tell=tell,
            )
    except IntegrityError:
        # Both clicks passed the look-up; the unique key let one of them through.
        if earlier := already_received(organisation, token):
            return earlier
        raise


def _register(
    organisation: Organisation,
    submission: Submission,
    *,
    by: User | None,
    acknowledge: str,
    token: str,
    at: datetime,
    tell: bool,
) -> Case:
    person = submission.person
    case = Case(
        organisation=organisation,
        channel=submission.channel,
        nature=submission.nature,
        language=submission.language,
        letter_language=submission.letter_language,
        received_on=submission.received_on,
        registered_at=at,
        subject=submission.subject,
        text=submission.text,
        service=submission.service,
        commitment=submission.commitment,
        stage=submission.stage,
        department=submission.department
        or (submission.service.department if submission.service else None),
        confidential=submission.confidential,
        submission_hash=submission_hash(token),
        admissibility=Admissibility.PENDING if submission.nature == Nature.COMPLAINT else "",
    )
    if token:
        case.tracking_hash = hashed(code_for(token))
    case.save()
    Complainant.objects.create(
        organisation=organisation,
        case=case,
        kind=person.kind,
        name=person.name,
        # A key may be longer than its name: one sign can stand for several letters.
        name_key=name_key(person.name)[:LONGEST_KEY],
        surname_key=surname_key(person.name)[:LONGEST_KEY],
        on_behalf_of=person.on_behalf_of,
        email=person.email,
        telephone=person.telephone,
        address=person.address,
    )
    keep(case, submission.files, at=at)
    index(case)
    set_due_dates(case, pauses=())
    record(case, EventCode.RECEIVED, {}, by=by, at=arrival(submission.received_on, at))
    if acknowledge:
        before = values_of(case)
        # Who calls or stands at the counter is told there and then, whenever it is typed.
        spoken = acknowledge == Acknowledged.ORAL and case.channel in ORAL_CHANNELS
        told_at = arrival(submission.received_on, at) if spoken else at
        case.acknowledged_on = local_day(told_at)
        case.acknowledged_by = acknowledge
        set_due_dates(case, pauses=())
        record(case, EventCode.ACKNOWLEDGED, before, by=by, at=told_at)
    case.save(
        update_fields=[
            "acknowledged_on",
            "acknowledged_by",
            "acknowledgement_due",
            "answer_due",
            "next_due",
        ]
    )
    give_number(case)
    if acknowledge == Acknowledged.LETTER:
        letters.send(
            case,
            Purpose.ACKNOWLEDGEMENT,
            by=by,
            at=at,
            tell=tell,
            **({"code": code_for(token)} if token else {}),
        )
    return case


def arrival(received_on: date, registered_at: datetime) -> datetime:
    """The moment a case reached the organisation: now, or the morning of an earlier day."""
    if local_day(registered_at) == received_on:
        return registered_at
    return datetime.combine(received_on, time(8), tzinfo=timezone.get_default_timezone())


def way_to_acknowledge(channel: str, person: Person) -> str:
    """Automatic for web and e-mail; without any address the confirmation page counts."""
    if person.email or person.address:
        return Acknowledged.LETTER
    return Acknowledged.CONFIRMATION if channel == Channel.WEB else ""
