from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core.row_security import organisation_context
from organisations import joining
from organisations.enums import Role
from organisations.models import Invitation, Letter, Membership, User
from tests.factories.organisations import MembershipFactory, UserFactory


def invited(organisation, email="lies@fin.example", roles=("handler",)):
    return joining.invite(organisation, email=email, roles=roles, by=None)


def test_only_the_hash_of_the_link_is_kept(fin):
    invitation, token = invited(fin)

    assert len(token) >= 43  # 256 bits
    assert token not in str(Invitation.objects.values().get())
    assert joining.find(token) == invitation
    assert joining.find(token[:-1]) is None


def test_invitation_expires_after_fourteen_days(fin):
    invitation, token = invited(fin)

    assert invitation.expires_on == timezone.localdate() + timedelta(days=14)
    Invitation.objects.update(expires_on=timezone.localdate())
    assert joining.find(token)
    Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert joining.find(token) is None


def test_new_invitation_takes_the_place_of_the_earlier_one(fin, other):
    _, first = invited(fin)
    _, elsewhere = invited(other)

    _, second = invited(fin, email=" Lies@FIN.example ")

    assert joining.find(first) is None
    assert joining.find(second)
    assert joining.find(elsewhere)


@pytest.mark.parametrize(("language", "words"), [("nl", "/nl/"), ("de", "/de/")])
def test_link_is_sent_in_the_language_chosen(inside, run_jobs, language, words):
    by = UserFactory(name="An Chef")
    invitation, token = invited(inside)

    joining.tell(invitation, token=token, language=language, by=by)
    run_jobs()

    letter = Letter.objects.get()
    assert (letter.purpose, letter.language, letter.status) == ("invitation", language, "sent")
    assert f"{words}invitations/{token}/" in mail.outbox[0].body
    assert "An Chef" in mail.outbox[0].body


def test_new_person_gets_an_account_and_the_roles(fin):
    invitation, token = invited(fin, roles=["coordinator", "handler"])

    membership = joining.accept_as_new(invitation, name="Lies", password="a long walk in the rain")

    user = User.objects.get(email="lies@fin.example")
    assert user.check_password("a long walk in the rain")
    assert membership.user == user
    assert membership.roles == ["handler", "coordinator"]
    assert joining.find(token) is None


def test_known_person_joins_a_second_organisation(fin, other):
    user = MembershipFactory(organisation=other).user
    invitation, _ = invited(fin, email=user.email)

    joining.accept(invitation, user=user)

    assert Membership.objects.of(user).count() == 2


def test_member_keeps_roles_and_gets_new_ones(fin):
    membership = MembershipFactory(organisation=fin, roles=["reader"])
    invitation, _ = invited(fin, roles=["approver"])

    joining.accept(invitation, user=membership.user)

    membership.refresh_from_db()
    assert membership.roles == ["reader", "approver"]


def test_who_had_left_returns_with_the_new_roles_alone(fin):
    membership = MembershipFactory(organisation=fin, roles=["administrator"], is_active=False)
    invitation, _ = invited(fin, roles=["reader"])

    joining.accept(invitation, user=membership.user)

    membership.refresh_from_db()
    assert (membership.roles, membership.is_active) == (["reader"], True)


def test_invitation_is_accepted_once(fin):
    invitation, _ = invited(fin)
    joining.accept(invitation, user=UserFactory())

    with pytest.raises(joining.InvitationOverError):
        joining.accept(invitation, user=UserFactory())
    assert Membership.objects.count() == 1


def test_last_administrator_stays(fin, other):
    only = MembershipFactory(organisation=fin, roles=["administrator"])
    MembershipFactory(organisation=other, roles=["administrator"])
    MembershipFactory(organisation=fin, roles=["administrator"], is_active=False)

    with pytest.raises(joining.LastAdministratorError):
        joining.deactivate(only)
    with pytest.raises(joining.LastAdministratorError):
        joining.change_roles(only, roles=["reader"], department=None)
    joining.change_roles(only, roles=["reader", "administrator"], department=None)

    only.refresh_from_db()
    assert (only.roles, only.is_active) == (["reader", "administrator"], True)


def test_second_to_last_administrator_may_leave(fin):
    first = MembershipFactory(organisation=fin, roles=["administrator"])
    second = MembershipFactory(organisation=fin, roles=["administrator"])

    joining.deactivate(first)

    first.refresh_from_db()
    assert not first.is_active
    with pytest.raises(joining.LastAdministratorError):
        joining.change_roles(second, roles=["reader"], department=None)


def test_network_is_coordinated_from_one_organisation(fin, bosa):
    assert Role.NETWORK_COORDINATOR not in joining.roles_of(fin)
    assert Role.NETWORK_COORDINATOR in joining.roles_of(bosa)


def test_letter_of_an_invitation_is_seen_in_its_organisation_alone(fin, other):
    with organisation_context(fin.pk):
        joining.tell(invited(fin)[0], token="t", language="nl", by=None)
    with organisation_context(other.pk):
        assert not Letter.objects.exists()
