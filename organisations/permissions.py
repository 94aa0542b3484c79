"""Who may do what with the organisation itself."""

from organisations.enums import Role
from organisations.models import Membership


def can_administer(membership: Membership) -> bool:
    """Settings: profile, members, departments, closed days, time limits, templates."""
    return membership.has(Role.ADMINISTRATOR)


def can_edit_places(membership: Membership) -> bool:
    """Counters and offices, and when they are open."""
    return membership.has(Role.MANAGER, Role.ADMINISTRATOR)


def can_see_outbox(membership: Membership) -> bool:
    return membership.has(Role.COORDINATOR)


def can_coordinate_network(membership: Membership) -> bool:
    """The Network pages; elsewhere than in the organisation that coordinates it the role opens nothing."""
    return membership.organisation.coordinates_network and membership.has(Role.NETWORK_COORDINATOR)
