"""Whether a move can be made now: what its page asks before it is shown, and the verb again under the lock."""

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.clock import running_due
from complaints.enums import Move
from complaints.handling import can_still_be_reopened
from complaints.letters import can_be_sent
from complaints.models import Case
from complaints.moving import check_state, happened_since
from core.errors import NotAllowedError


def check_possible(case: Case, move: str, *, seen: int | None = None) -> None:
    """Raise `NotAllowedError`, with what happened to the case, where the move can no longer be made."""
    try:
        check_state(case, move)
        check_facts(case, move)
    except NotAllowedError as refused:
        refused.happened = happened_since(case, seen)
        refused.back_url = case.get_absolute_url()
        raise


def check_facts(case: Case, move: str) -> None:
    if refusal := refusal_of(case, move):
        raise NotAllowedError(refusal)


def refusal_of(case: Case, move: str) -> str:
    """What beside its state stands in the way of a move; empty where nothing does."""
    if move == Move.ACKNOWLEDGE and case.acknowledged_on is not None:
        return _("Receipt has already been acknowledged.")
    if move == Move.ASK and not can_be_sent(case):
        return _("There is no address to write to.")
    if move == Move.EXTEND and running_due(case) is None:
        return _("There is no due date to extend.")
    if move == Move.REOPEN and not can_still_be_reopened(case, timezone.localdate()):
        return _("The time in which the case could be reopened has passed.")
    return ""
