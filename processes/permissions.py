"""Who may do what with catalogue, maps, improvements and news; every member reads them."""

from organisations.enums import Role
from organisations.models import Membership
from processes.models import Action


def can_edit_services(membership: Membership) -> bool:
    return membership.has(Role.MANAGER, Role.ADMINISTRATOR)


def can_edit_maps(membership: Membership) -> bool:
    return membership.has(Role.MANAGER)


def can_plan_actions(membership: Membership) -> bool:
    return membership.has(Role.MANAGER, Role.COORDINATOR)


def can_move_action(membership: Membership, action: Action) -> bool:
    """The owner tells how it stands, whatever their role; those who plan may too."""
    return can_plan_actions(membership) or action.owner_id == membership.user_id


def can_write_news(membership: Membership) -> bool:
    return membership.has(Role.MANAGER)
