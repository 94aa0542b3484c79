"""Everything that is done with a case: each verb checks, moves, records and tells, in one transaction.

All verbs take `by` (None: the complainant or the clock), `at` (default now; never before receipt or
in the future), `tell` (False: the letter counts as sent at that moment, nothing leaves) and `seen`
(the last event the page knew). They raise `NotAllowedError` when the move is no longer possible.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import letters
from complaints.attachments import ReceivedFile, keep
from complaints.clock import running_due, set_due_dates
from complaints.enums import (
    NAMES_NORMS,
    Acknowledged,
    Admissibility,
    Decision,
    EventCode,
    Finding,
    Move,
    Nature,
    Outcome,
    Purpose,
    Status,
)
from complaints.models import (
    Case,
    CaseLink,
    Cause,
    HandlingRules,
    InadmissibilityGround,
    Message,
    Pause,
)
from complaints.moving import local_day, moving
from complaints.placing import stage_of
from core.errors import NotAllowedError
from organisations import outbox
from organisations.enums import LetterStatus
from organisations.models import Department, Letter, Organisation, SecondLineBody, User
from processes.models import Service, Step


def rules_of(organisation: Organisation) -> HandlingRules:
    """The organisation's rules, or the standard ones where none are kept yet."""
    rules = HandlingRules.objects.filter(organisation=organisation).first()
    return rules or HandlingRules(organisation=organisation)


def acknowledge(
    case: Case,
    *,
    by: User | None,
    how: str = Acknowledged.LETTER,
    body: str | None = None,
    code: str = "",
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """Tell the complainant that the case has arrived; the row of the letter is what counts.

    The letter carries a fresh tracking code, unless `code` is given.
    """
    moment = at or timezone.now()
    with moving(case, Move.ACKNOWLEDGE, by=by, at=moment, seen=seen) as locked:
        if locked.acknowledged_on is not None:
            raise NotAllowedError(_("Receipt has already been acknowledged."))
        if how == Acknowledged.LETTER:
            letter = letters.send(
                locked, Purpose.ACKNOWLEDGEMENT, by=by, at=moment, tell=tell, body=body, code=code
            )
            if letter is None:
                raise NotAllowedError(_("There is no address to write to."))
        locked.acknowledged_on = local_day(moment)
        locked.acknowledged_by = how


def qualify(
    case: Case,
    *,
    by: User | None,
    nature: str,
    ground: InadmissibilityGround | None = None,
    body: str | None = None,
    reason: str = "",
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """Decide the nature, and for a complaint whether it is admissible (`ground` given: it is not)."""
    moment = at or timezone.now()
    with moving(case, Move.QUALIFY, by=by, at=moment, seen=seen, reason=reason) as locked:
        locked.nature = nature
        locked.qualified_on = local_day(moment)
        locked.admissibility = Admissibility.ADMISSIBLE if nature == Nature.COMPLAINT else ""
        locked.status = Status.IN_HANDLING
        if ground is not None and nature == Nature.COMPLAINT:
            locked.admissibility = Admissibility.INADMISSIBLE
            locked.inadmissibility_ground = ground
            end(locked, Outcome.INADMISSIBLE, moment)
            with_ground = {"ground": letters.in_letter_language(locked, ground.name)}
            letters.send(
                locked,
                Purpose.INADMISSIBLE,
                by=by,
                at=moment,
                tell=tell,
                body=body,
                **with_ground,
            )


def requalify(
    case: Case,
    *,
    by: User | None,
    nature: str,
    close: bool = False,
    body: str | None = None,
    reason: str = "",
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """Change the nature; with `close` the case ends as no complaint, where nothing is to be answered."""
    moment = at or timezone.now()
    with moving(case, Move.REQUALIFY, by=by, at=moment, seen=seen, reason=reason) as locked:
        if nature == locked.nature:
            raise NotAllowedError(_("The case already has this nature."))
        if close and nature == Nature.COMPLAINT:
            raise NotAllowedError(_("A complaint is answered, it is not closed as something else."))
        drop_proposal(locked)
        where = locked.waiting_from if locked.status == Status.WAITING else locked.status
        locked.nature = nature
        if nature != Nature.COMPLAINT:
            locked.admissibility = ""
        elif where == Status.RECEIVED:
            locked.admissibility = Admissibility.PENDING
        else:
            locked.admissibility = Admissibility.ADMISSIBLE
        if close:
            locked.qualified_on = locked.qualified_on or local_day(moment)
            resume(locked, moment)
            end(locked, Outcome.NOT_A_COMPLAINT, moment)
        elif locked.status == Status.PROPOSED:
            locked.status = Status.IN_HANDLING
        words = letters.in_letter_language(locked, Nature(nature).label)
        letters.send(
            locked, Purpose.REQUALIFIED, by=by, at=moment, tell=tell, body=body, nature=words
        )


def assign(
    case: Case,
    *,
    by: User | None,
    handler: User | None,
    department: Department | None,
    reason: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """Give the case to a handler who was not involved in the matter, or to a department."""
    with moving(case, Move.ASSIGN, by=by, at=at, seen=seen, reason=reason) as locked:
        locked.handler = handler
        locked.department = department


def note(
    case: Case, *, by: User | None, text: str, at: datetime | None = None, seen: int | None = None
) -> None:
    """Keep internal words with the case."""
    with moving(case, Move.NOTE, by=by, at=at, seen=seen, reason=text):
        pass


def ask(
    case: Case,
    *,
    by: User | None,
    body: str,
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """Ask the complainant something; the clock stands still only if the organisation's rules say so."""
    moment = at or timezone.now()
    with moving(case, Move.ASK, by=by, at=moment, seen=seen) as locked:
        rules = rules_of(locked.organisation)
        asked_on = local_day(moment)
        locked.waiting_until = asked_on + timedelta(days=rules.days_to_reply)
        locked.waiting_from = locked.status
        locked.status = Status.WAITING
        if rules.pauses_while_waiting:
            Pause.objects.create(
                organisation_id=locked.organisation_id, case=locked, asked_on=asked_on
            )
        letter = letters.send(
            locked,
            Purpose.QUESTION,
            by=by,
            at=moment,
            tell=tell,
            body=body,
            reply_until=locked.waiting_until,
        )
        if letter is None:
            raise NotAllowedError(_("There is no address to write to."))


def reply(
    case: Case,
    *,
    by: User | None,
    channel: str,
    text: str,
    files: Sequence[ReceivedFile] = (),
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """Take up what the complainant answers; the case goes back to where it was."""
    moment = at or timezone.now()
    with moving(case, Move.REPLY, by=by, at=moment, seen=seen) as locked:
        message = Message.objects.create(
            organisation_id=locked.organisation_id,
            case=locked,
            channel=channel,
            text=text,
            arrived_at=moment,
            recorded_by=by,
        )
        keep(locked, files, at=moment, message=message)
        resume(locked, moment)


def stop_waiting(case: Case, *, at: datetime | None = None) -> None:
    """The time to reply has passed: go on with what is known."""
    moment = at or timezone.now()
    with moving(case, Move.REPLY, by=None, at=moment, code=EventCode.WAITING_ENDED) as locked:
        resume(locked, moment)


def extend(
    case: Case,
    *,
    by: User | None,
    until: date,
    reason: str,
    body: str | None = None,
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """Set a later due date, with the reason and a letter; the organisation's rules bound it."""
    moment = at or timezone.now()
    with moving(case, Move.EXTEND, by=by, at=moment, seen=seen, reason=reason) as locked:
        due = running_due(locked)
        if due is None:
            raise NotAllowedError(_("There is no due date to extend."))
        if until <= due:
            raise NotAllowedError(_("The new date does not lie after the due date."))
        longest = rules_of(locked.organisation).days_of_extension
        if longest is not None and until > due + timedelta(days=longest):
            raise NotAllowedError(_("The extension is longer than the rules allow."))
        locked.extended_on = local_day(moment)
        locked.extended_until = until
        set_due_dates(locked)
        letters.send(
            locked,
            Purpose.EXTENSION,
            by=by,
            at=moment,
            tell=tell,
            body=body,
            new_due=running_due(locked),
        )


def propose(
    case: Case,
    *,
    by: User | None,
    body: str,
    finding: str = "",
    decision: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """The handler lays a reasoned answer before the coordinator, as a draft letter."""
    moment = at or timezone.now()
    with moving(case, Move.PROPOSE, by=by, at=moment, seen=seen) as locked:
        check_conclusion(locked, finding, decision)
        drop_proposal(locked)
        locked.proposed_finding = finding
        locked.proposed_decision = decision
        locked.status = Status.PROPOSED
        subject, _standard = letters.compose(locked, Purpose.ANSWER)
        letters.draft(locked, Purpose.ANSWER, subject=subject, text=body, by=by, at=moment)


def return_proposal(
    case: Case,
    *,
    by: User | None,
    reason: str,
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """The coordinator gives the proposed answer back to the handler, saying why."""
    with moving(case, Move.RETURN_PROPOSAL, by=by, at=at, seen=seen, reason=reason) as locked:
        locked.status = Status.IN_HANDLING


def answer(
    case: Case,
    *,
    by: User | None,
    body: str,
    finding: str = "",
    decision: str = "",
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """Answer with reasons, in the language of the complainant; the first answer stops the clock.

    Where nobody can be written to, the reasons stay with the case as a note.
    """
    moment = at or timezone.now()
    reason = "" if letters.can_be_sent(case) else body
    with moving(case, Move.ANSWER, by=by, at=moment, seen=seen, reason=reason) as locked:
        check_conclusion(locked, finding, decision)
        drop_proposal(locked)
        day = local_day(moment)
        locked.finding = finding
        locked.decision = decision
        locked.answered_on = day
        locked.first_answered_on = locked.first_answered_on or day
        locked.status = Status.ANSWERED
        letters.send(locked, Purpose.ANSWER, by=by, at=moment, tell=tell, body=body)


def close(
    case: Case,
    *,
    by: User | None,
    type: str = "",  # noqa: A002 - the field's own word
    norms: Sequence[str] = (),
    cause: Cause | None = None,
    new_cause: str = "",
    remedy: str = "",
    reason: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """Close an answered case with its analysis: a founded complaint names at least one norm.

    `new_cause` names a cause that stands in no list yet.
    """
    moment = at or timezone.now()
    with moving(case, Move.CLOSE, by=by, at=moment, seen=seen, reason=reason) as locked:
        if locked.finding in NAMES_NORMS and not norms:
            raise NotAllowedError(_("A founded complaint names at least one norm."))
        locked.type = type
        locked.norms = list(norms) if locked.finding in NAMES_NORMS else []
        locked.cause = cause_named(locked.organisation, new_cause) if new_cause else cause
        locked.remedy = remedy
        end(locked, Outcome.ANSWERED, moment)


def cause_named(organisation: Organisation, name: str) -> Cause:
    """The organisation's cause of this name, whatever its capitals; a new one where there is none."""
    known = Cause.objects.filter(organisation=organisation, name__iexact=name).first()
    return known or Cause.objects.get_or_create(organisation=organisation, name=name)[0]


def reopen(
    case: Case,
    *,
    by: User | None,
    reason: str,
    body: str | None = None,
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """Examine the case again; one that was never admitted goes back to before that decision."""
    moment = at or timezone.now()
    day = local_day(moment)
    with moving(case, Move.REOPEN, by=by, at=moment, seen=seen, reason=reason) as locked:
        if not can_still_be_reopened(locked, day):
            raise NotAllowedError(_("The time in which the case could be reopened has passed."))
        undecided = locked.admissibility in (Admissibility.INADMISSIBLE, Admissibility.PENDING)
        locked.status = Status.RECEIVED if undecided else Status.IN_HANDLING
        if undecided:
            locked.admissibility = Admissibility.PENDING
            locked.inadmissibility_ground = None
            locked.qualified_on = None
        elif locked.qualified_on is None:
            locked.status = Status.RECEIVED
        locked.finding = locked.decision = locked.type = locked.remedy = locked.outcome = ""
        locked.norms = []
        locked.answered_on = locked.closed_on = None
        locked.reopened_on = day
        locked.reopened_count += 1
        set_due_dates(locked)
        letters.send(locked, Purpose.REOPENED, by=by, at=moment, tell=tell, body=body)


def can_still_be_reopened(case: Case, day: date) -> bool:
    """Within the organisation's limit, counted from the closing or the answer."""
    limit = rules_of(case.organisation).days_to_reopen
    ended_on = case.closed_on or case.answered_on
    return limit is None or ended_on is None or day <= ended_on + timedelta(days=limit)


def withdraw(
    case: Case,
    *,
    by: User | None,
    reason: str = "",
    body: str | None = None,
    at: datetime | None = None,
    tell: bool = True,
    seen: int | None = None,
) -> None:
    """The complainant takes the case back."""
    moment = at or timezone.now()
    with moving(case, Move.WITHDRAW, by=by, at=moment, seen=seen, reason=reason) as locked:
        resume(locked, moment)
        drop_proposal(locked)
        end(locked, Outcome.WITHDRAWN, moment)
        letters.send(locked, Purpose.WITHDRAWN, by=by, at=moment, tell=tell, body=body)


def record_second_line(
    case: Case,
    *,
    by: User | None,
    body: SecondLineBody,
    kind: str,
    overturned: bool | None = None,
    reason: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """The matter reached an independent body; later, whether it overturned the answer."""
    moment = at or timezone.now()
    with moving(case, Move.SECOND_LINE, by=by, at=moment, seen=seen, reason=reason) as locked:
        locked.second_line = body
        locked.second_line_kind = kind
        locked.second_line_overturned = overturned
        locked.second_line_on = locked.second_line_on or local_day(moment)


def set_confidential(
    case: Case,
    *,
    by: User | None,
    confidential: bool,
    reason: str,
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """Show the case to coordinators and its handler alone, or to everyone who reads the register."""
    with moving(case, Move.CONFIDENTIAL, by=by, at=at, seen=seen, reason=reason) as locked:
        locked.confidential = confidential


def link(
    case: Case,
    other: Case,
    *,
    by: User | None,
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """Note that two cases belong together."""
    with moving(case, Move.LINK, by=by, at=at, seen=seen) as locked:
        for one, two in ((locked, other), (other, locked)):
            CaseLink.objects.get_or_create(
                organisation_id=locked.organisation_id, case=one, other=two
            )


def place(
    case: Case,
    *,
    by: User | None,
    service: Service | None,
    stage: str = "",
    step: Step | None = None,
    reason: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> None:
    """Say where in the process of a service the case arose; a step belongs to it, and gives the stage."""
    with moving(case, Move.PLACE, by=by, at=at, seen=seen, reason=reason) as locked:
        if step is not None:
            if service is None or step.service_id != service.pk:
                raise NotAllowedError(_("This step belongs to another service."))
            stage = stage_of(step)
            if not stage:
                raise NotAllowedError(_("This step stands on no map that was in force."))
        chosen = (service and service.pk, stage, step and step.pk)
        if chosen == (locked.service_id, locked.stage, locked.step_id):
            raise NotAllowedError(_("The case already lies there."))
        locked.service = service
        locked.stage = stage
        locked.step = step


def check_conclusion(case: Case, finding: str, decision: str) -> None:
    """A complaint ends with a finding, a suggestion with a decision, the rest with neither."""
    wanted = {
        Nature.COMPLAINT: finding in Finding.values and not decision,
        Nature.SUGGESTION: decision in Decision.values and not finding,
    }
    if not wanted.get(Nature(case.nature), not finding and not decision):
        raise NotAllowedError(_("The conclusion does not fit the nature of the case."))


def proposal_of(case: Case) -> Letter | None:
    """The last proposed answer that has not left, whose text is the body alone."""
    row = (
        case.letters.filter(purpose=Purpose.ANSWER, letter__status=LetterStatus.DRAFT)
        .select_related("letter", "letter__written_by")
        .order_by("-pk")
        .first()
    )
    return row.letter if row else None


def drop_proposal(case: Case) -> None:
    """The answer itself replaces its draft."""
    case.proposed_finding = case.proposed_decision = ""
    drafts = case.letters.filter(purpose=Purpose.ANSWER, letter__status=LetterStatus.DRAFT)
    outbox.discard_drafts([row.letter_id for row in drafts])


def resume(case: Case, at: datetime) -> None:
    """A waiting case goes back to where it was, and its clock runs again."""
    if case.status != Status.WAITING:
        return
    case.status = case.waiting_from
    case.waiting_from = ""
    case.waiting_until = None
    case.pauses.filter(replied_on=None).update(replied_on=local_day(at))


def end(case: Case, outcome: str, at: datetime) -> None:
    """Set what a closed case has; for verbs, inside `moving`."""
    case.status = Status.CLOSED
    case.outcome = outcome
    case.closed_on = local_day(at)
