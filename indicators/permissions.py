from organisations.enums import Role
from organisations.models import Membership


def can_see_figures(membership: Membership) -> bool:
    """Figures hold no personal data, but small counts: everyone who reads the register sees them."""
    return membership.has(Role.READER, Role.HANDLER, Role.COORDINATOR, Role.MANAGER, Role.APPROVER)


def can_prepare_figures(membership: Membership) -> bool:
    """Whoever keeps the register or answers for the service gives the yearly figures."""
    return membership.has(Role.COORDINATOR, Role.MANAGER)


def can_attest(membership: Membership) -> bool:
    """The head of the organisation answers for its figures."""
    return membership.has(Role.APPROVER)


def can_declare_criteria(membership: Membership) -> bool:
    return membership.has(Role.COORDINATOR, Role.MANAGER)
