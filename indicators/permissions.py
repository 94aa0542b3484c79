from organisations.enums import Role
from organisations.models import Membership


def can_see_figures(membership: Membership) -> bool:
    """Figures hold no personal data, but small counts: everyone who reads the register sees them."""
    return membership.has(Role.READER, Role.HANDLER, Role.COORDINATOR, Role.MANAGER, Role.APPROVER)
