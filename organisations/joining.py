"""How people come to an organisation, change their roles there, and leave it."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import NotAllowedError
from organisations import outbox
from organisations.enums import Role
from organisations.models import Department, Invitation, Membership, Organisation, User

DAYS_TO_ACCEPT = 14
TOKEN_BYTES = 32
PURPOSE = "invitation"


class LastAdministratorError(NotAllowedError):
    """An organisation without administrator could let nobody in any more."""


class InvitationOverError(NotAllowedError):
    """The invitation has been used, has expired, or another one has taken its place."""


def roles_of(organisation: Organisation) -> list[Role]:
    """The roles that can be held there: the Network has one coordinating organisation."""
    return [
        role
        for role in Role
        if role != Role.NETWORK_COORDINATOR or organisation.coordinates_network
    ]


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_to(token: str, language: str) -> str:
    with translation.override(language):
        path = reverse("organisations:accept_invitation", args=[token])
    return f"{settings.SITE_URL}{path}"


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    email: str,
    roles: Sequence[str],
    by: User | None,
    at: datetime | None = None,
) -> tuple[Invitation, str]:
    """A fresh invitation and its token, which is kept nowhere else.

    It takes the place of earlier ones to the same address.
    """
    moment = at or timezone.now()
    open_invitations(organisation, email=email).delete()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email.strip().lower(),
        roles=in_order(roles),
        token_hash=hashed(token),
        invited_by=by,
        expires_on=timezone.localdate(moment) + timedelta(days=DAYS_TO_ACCEPT),
    )
    return invitation, token


def tell(invitation: Invitation, *, token: str, language: str, by: User | None) -> None:
    """Send the link, in the language chosen for the person."""
    organisation = invitation.organisation
    with translation.override(language):
        paragraphs = [
            _("%(name)s invites you to work with %(organisation)s on its charter and complaints.")
            % {"name": by or organisation, "organisation": organisation},
            _("Accept the invitation at %(address)s") % {"address": link_to(token, language)},
            _("The link works once, until %(day)s.")
            % {"day": date_format(invitation.expires_on, "DATE_FORMAT")},
        ]
        subject = _("%(organisation)s invites you") % {"organisation": organisation}
    now = timezone.now()
    letter = outbox.write(
        organisation,
        purpose=PURPOSE,
        language=language,
        recipient="",
        email=invitation.email,
        address="",
        subject=subject,
        text="\n\n".join(paragraphs),
        by=by,
        at=now,
    )
    outbox.queue(letter, at=now)


def open_invitations(organisation: Organisation, *, email: str = "") -> QuerySet[Invitation]:
    """Not accepted, expired ones too: an administrator sees that nobody came."""
    found = Invitation.objects.filter(organisation=organisation, accepted_at=None)
    return found.filter(email__iexact=email.strip()) if email else found


def find(token: str) -> Invitation | None:
    """The invitation that this link still opens."""
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(token_hash=hashed(token), accepted_at=None, expires_on__gte=timezone.localdate())
        .first()
    )


def known_person(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


@transaction.atomic
def accept(invitation: Invitation, *, user: User) -> Membership:
    """The person joins; who is a member already keeps their roles and gets the new ones too."""
    locked = Invitation.objects.select_for_update().filter(pk=invitation.pk, accepted_at=None)
    if not locked.exists():
        raise InvitationOverError
    locked.update(accepted_at=timezone.now())
    membership, new = Membership.objects.select_for_update().get_or_create(
        organisation=invitation.organisation,
        user=user,
        defaults={"roles": in_order(invitation.roles)},
    )
    if not new:
        kept = membership.roles if membership.is_active else []
        membership.roles = in_order([*kept, *invitation.roles])
        membership.is_active = True
        membership.save(update_fields=["roles", "is_active"])
    return membership


@transaction.atomic
def accept_as_new(invitation: Invitation, *, name: str, password: str) -> Membership:
    """The person gets an account; the link was sent to their address, so it is theirs."""
    user = User.objects.create_user(invitation.email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return accept(invitation, user=user)


def in_order(roles: Sequence[str]) -> list[str]:
    return [role.value for role in Role if role in roles]


def is_last_administrator(membership: Membership) -> bool:
    """Is there no other active administrator of this organisation?"""
    others = Membership.objects.for_organisation(membership.organisation).active()
    return (
        membership.is_active
        and membership.has(Role.ADMINISTRATOR)
        and not others.with_role(Role.ADMINISTRATOR).exclude(pk=membership.pk).exists()
    )


def lock_administrators(membership: Membership) -> None:
    """Two administrators who remove each other at once: one of them must come second."""
    administrators = Membership.objects.for_organisation(membership.organisation).with_role(
        Role.ADMINISTRATOR
    )
    list(administrators.select_for_update().order_by("pk").values_list("pk"))
    membership.refresh_from_db(fields=["roles", "is_active"])


@transaction.atomic
def change_roles(
    membership: Membership, *, roles: Sequence[str], department: Department | None
) -> None:
    """Raises `LastAdministratorError` when nobody would be left to administer."""
    lock_administrators(membership)
    if Role.ADMINISTRATOR not in roles and is_last_administrator(membership):
        raise LastAdministratorError
    membership.roles = in_order(roles)
    membership.department = department
    membership.save(update_fields=["roles", "department"])


@transaction.atomic
def deactivate(membership: Membership) -> None:
    """The person no longer enters here, until invited again; what they did keeps their name."""
    lock_administrators(membership)
    if is_last_administrator(membership):
        raise LastAdministratorError
    membership.is_active = False
    membership.save(update_fields=["is_active"])
