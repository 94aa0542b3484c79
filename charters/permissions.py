"""Who may do what with a charter; every member reads it and may remark on a draft."""

from charters.enums import CharterMove
from organisations.enums import Role
from organisations.models import Membership


def can_edit_charter(membership: Membership) -> bool:
    return membership.has(Role.MANAGER)


def can_approve_charter(membership: Membership) -> bool:
    return membership.has(Role.APPROVER)


def can_consult(membership: Membership) -> bool:
    """Ask customers, and answer them."""
    return membership.has(Role.MANAGER)


def can_read_opinions(membership: Membership) -> bool:
    return membership.has(Role.MANAGER, Role.APPROVER)


def can_move_charter(membership: Membership, move: str) -> bool:
    """Managers write and send for review; the head of the organisation approves and publishes."""
    if move in {CharterMove.SUBMIT, CharterMove.BEGIN}:
        return can_edit_charter(membership)
    if move == CharterMove.RETURN:
        return can_edit_charter(membership) or can_approve_charter(membership)
    return can_approve_charter(membership)


def can_withdraw_edition(membership: Membership) -> bool:
    return can_approve_charter(membership)


def can_keep_regulations(membership: Membership) -> bool:
    """Those of the organisation's own field."""
    return membership.has(Role.MANAGER)


def can_resolve_remark(membership: Membership, *, is_author: bool) -> bool:
    """Those who write or approve the charter, and whoever made the remark."""
    return is_author or can_edit_charter(membership) or can_approve_charter(membership)
