"""What a member is to do with a case now: one move at most, the same on the record page and in the list of work."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from complaints.enums import BEFORE_ANSWER, ORAL_CHANNELS, Move, Nature, Status
from complaints.models import Case
from complaints.permissions import is_possible, possible_moves
from core.templatetags.ui import day_plain
from organisations.enums import Role
from organisations.models import Membership

# The drawing beside each move that is not the next.
ICONS = {
    Move.ACKNOWLEDGE: "email",
    Move.QUALIFY: "document",
    Move.REQUALIFY: "document",
    Move.ASSIGN: "user",
    Move.NOTE: "pencil",
    Move.ASK: "question",
    Move.REPLY: "email",
    Move.EXTEND: "clock",
    Move.PROPOSE: "letter",
    Move.RETURN_PROPOSAL: "return",
    Move.ANSWER: "letter",
    Move.CLOSE: "check",
    Move.REOPEN: "register",
    Move.FORWARD: "forward",
    Move.WITHDRAW: "cross",
    Move.SECOND_LINE: "organisation",
    Move.CONFIDENTIAL: "lock",
    Move.LINK: "link",
    Move.PLACE: "process",
}

TASKS = {
    Move.ACKNOWLEDGE: pgettext_lazy("task", "Acknowledge receipt"),
    Move.QUALIFY: pgettext_lazy("task", "Qualify the request"),
    Move.ASSIGN: pgettext_lazy("task", "Assign to a handler"),
    Move.PROPOSE: pgettext_lazy("task", "Examine and propose an answer"),
    Move.ANSWER: pgettext_lazy("task", "Answer"),
    Move.CLOSE: pgettext_lazy("task", "Complete the analysis and close"),
}


@dataclass(frozen=True)
class Action:
    """A move as a link of the record page."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class NextStep:
    """Why the primary button of the record page is there; without an action only whose turn it is."""

    sentence: str
    action: Action | None = None
    hint: str = ""


def next_move(membership: Membership, case: Case) -> Move | None:
    """The first of the moves that the state of the case asks of this member."""
    asked = asked_of(membership, case)
    return next((move for move in asked if is_possible(membership, move, case)), None)


def asked_of(membership: Membership, case: Case) -> tuple[Move, ...]:
    """What the state asks, in order; `is_possible` says whether the member may."""
    own = case.handler_id == membership.user_id
    coordinates = membership.has(Role.COORDINATOR)
    first = (Move.ACKNOWLEDGE,) if coordinates and can_be_told(case) else ()
    if case.status == Status.RECEIVED:
        return (*first, Move.QUALIFY)
    if case.status == Status.IN_HANDLING:
        if own:
            return (*first, Move.ANSWER if coordinates else Move.PROPOSE)
        return first if case.handler_id else (*first, Move.ASSIGN)
    if case.status == Status.PROPOSED:
        return (*first, Move.ANSWER)
    return {Status.WAITING: first, Status.ANSWERED: (Move.CLOSE,)}.get(Status(case.status), ())


def can_be_told(case: Case) -> bool:
    """Is there a way to tell the complainant that the case has arrived?"""
    complainant = case.complainant
    reachable = complainant.can_be_written_to or bool(complainant.telephone)
    return reachable or case.channel in ORAL_CHANNELS


def waits_for(membership: Membership) -> Q:
    """The cases for which `next_move` gives this member something to do, as a condition on many."""
    own = Q(handler=membership.user_id)
    waiting = Q(pk__in=[])
    if membership.has(Role.HANDLER):
        waiting |= own & Q(status=Status.IN_HANDLING)
    if membership.has(Role.COORDINATOR):
        reachable = (
            Q(complainant__email__gt="")
            | Q(complainant__address__gt="")
            | Q(complainant__telephone__gt="")
            | Q(channel__in=ORAL_CHANNELS)
        )
        waiting |= Q(status__in=[Status.RECEIVED, Status.PROPOSED, Status.ANSWERED])
        waiting |= Q(status=Status.IN_HANDLING) & (own | Q(handler=None))
        waiting |= Q(status__in=BEFORE_ANSWER, acknowledged_on=None) & reachable
    return waiting


def other_actions(membership: Membership, case: Case) -> list[Action]:
    """What else the member may do; the next move stands alone above them."""
    first = next_move(membership, case)
    moves = [move for move in possible_moves(membership, case) if move != first]
    return [action(move, case, str(move.label)) for move in moves]


def next_step(membership: Membership, case: Case) -> NextStep:
    move = next_move(membership, case)
    if move is None:
        return NextStep(who_is_at_work(case))
    return NextStep(sentence(move, case), action(move, case, label(move, case)), hint(move, case))


def action(move: Move, case: Case, label: str) -> Action:
    url = reverse(f"complaints:{move}", args=[case.organisation.slug, case.pk])
    return Action(label, url, ICONS[move])


def hint(move: Move, case: Case) -> str:
    """What the letter of an answer already says."""
    if move != Move.ANSWER or not case.is_complaint or case.organisation.second_line is None:
        return ""
    return _(
        "The letter already says that a complaint does not suspend appeal periods, and names: %(body)s."
    ) % {"body": case.organisation.second_line}


def label(move: Move, case: Case) -> str:
    """The move as a task: verb and object."""
    if move == Move.ANSWER and case.status == Status.PROPOSED:
        return pgettext("task", "Read and send the answer")
    return str(TASKS[move])


def sentence(move: Move, case: Case) -> str:
    """What the task asks for."""
    if move == Move.ANSWER and case.status == Status.PROPOSED:
        return _("A proposed answer is ready. Read it, then send it to the complainant.")
    return {
        Move.ACKNOWLEDGE: _("Tell the complainant that the message has arrived."),
        Move.QUALIFY: _("Decide what this is and, for a complaint, whether it can be examined."),
        Move.ASSIGN: _("Choose a handler who was not involved in the matter."),
        Move.PROPOSE: _("Examine the case, then write the answer that you propose."),
        Move.ANSWER: _("Examine the case, then answer with reasons."),
        Move.CLOSE: _("The answer has left. Note the cause and the remedy, then close the case.")
        if case.nature != Nature.COMPLAINT
        else _("The answer has left. Note type, cause and remedy, then close the case."),
    }[move]


def who_is_at_work(case: Case) -> str:
    """Whose turn it is, for a member who has nothing to do."""
    if case.status == Status.WAITING and case.waiting_until:
        return _("The complainant has been asked something and can reply until %(day)s.") % {
            "day": day_plain(case.waiting_until)
        }
    if case.status == Status.IN_HANDLING and case.handler:
        return _("%(name)s examines the case.") % {"name": case.handler}
    return {
        Status.PROPOSED: _("The coordinator reads the proposed answer."),
        Status.ANSWERED: _("The answer has left; the coordinator completes the analysis."),
        Status.CLOSED: _("The case is closed. Nothing remains to be done."),
    }.get(Status(case.status), _("The coordinator decides what happens next."))
