"""Who may do what with a case. The queryset has already left out what the member may not see."""

from complaints.enums import HANDLING, Move
from complaints.models import Case
from organisations.enums import Role
from organisations.models import Membership

READS_CASES = (Role.READER, Role.HANDLER, Role.COORDINATOR, Role.MANAGER, Role.APPROVER)
# What a handler does with a case of their own; all the rest is the coordinator's.
OF_HANDLER = frozenset({Move.NOTE, Move.ASK, Move.REPLY, Move.PROPOSE, Move.LINK, Move.PLACE})


def can_read(membership: Membership) -> bool:
    return membership.has(*READS_CASES)


def can_register(membership: Membership) -> bool:
    return membership.has(Role.COORDINATOR)


def can_export(membership: Membership) -> bool:
    return membership.has(Role.COORDINATOR, Role.MANAGER)


def can_see_readings(membership: Membership) -> bool:
    return membership.has(Role.DATA_PROTECTION_OFFICER)


def can_set_rules(membership: Membership) -> bool:
    return membership.has(Role.ADMINISTRATOR)


def may(membership: Membership, move: str, case: Case) -> bool:
    """Is this move the member's to make, whatever state the case is in?"""
    if membership.has(Role.COORDINATOR):
        return True
    own = membership.has(Role.HANDLER) and case.handler_id == membership.user_id
    return own and move in OF_HANDLER


def possible_moves(membership: Membership, case: Case) -> list[Move]:
    """The buttons of the record page: allowed by the role and by the state."""
    return [move for move in Move if is_possible(membership, move, case)]


def is_possible(membership: Membership, move: str, case: Case) -> bool:
    return may(membership, move, case) and HANDLING.allows(move, case.status) and fits(move, case)


def fits(move: str, case: Case) -> bool:
    """Facts of the case beside its status that take a button away."""
    if move == Move.ACKNOWLEDGE:
        return case.acknowledged_on is None
    if move == Move.EXTEND:
        return case.answer_due is not None
    if move == Move.ASK:
        return case.complainant.can_be_written_to
    return True
