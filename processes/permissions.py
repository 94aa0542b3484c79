"""Who may do what with the catalogue of services; every member reads it."""

from organisations.enums import Role
from organisations.models import Membership


def can_edit_services(membership: Membership) -> bool:
    return membership.has(Role.MANAGER, Role.ADMINISTRATOR)
