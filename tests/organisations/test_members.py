from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core.row_security import organisation_context
from organisations import joining
from organisations.models import Invitation, Letter, Membership, User
from tests.factories.organisations import (
    PASSWORD,
    DepartmentFactory,
    MembershipFactory,
    UserFactory,
)
from tests.pages import assert_only_for, page


def link(token):
    with joining.translation.override("en"):
        return joining.reverse("organisations:accept_invitation", args=[token])


def invited(organisation, email="lies@fin.example", roles=("handler",)):
    return joining.invite(organisation, email=email, roles=roles, by=None)[1]


def test_members_are_listed_with_their_roles(client, fin, other, member):
    member(client, "administrator")
    MembershipFactory(organisation=fin, user__name="Omar Gestionnaire", roles=["handler"])
    MembershipFactory(organisation=fin, user__name="An Weg", is_active=False)
    MembershipFactory(organisation=other, user__name="Somebody Else")
    invited(fin)

    text = client.get(page("organisations:members", fin)).text

    assert all(words in text for words in ("Omar Gestionnaire", "handler", "lies@fin.example"))
    assert text.index("Former members") < text.index("An Weg")
    assert "Somebody Else" not in text


def test_roles_are_changed(client, fin, member):
    member(client, "administrator")
    edited = MembershipFactory(organisation=fin)
    department = DepartmentFactory(organisation=fin)

    response = client.post(
        page("organisations:member", fin, edited.pk),
        {"roles": ["approver", "manager"], "department": department.pk},
    )

    assert response.url == page("organisations:members", fin)
    edited.refresh_from_db()
    assert (edited.roles, edited.department) == (["manager", "approver"], department)


@pytest.mark.parametrize(
    ("roles", "error"),
    [
        ([], "Choose at least one role."),
        (["boss"], "Select a valid choice."),
        (["network_coordinator"], "Select a valid choice."),
    ],
)
def test_roles_that_do_not_exist_here_are_refused(client, fin, member, roles, error):
    member(client, "administrator")
    edited = MembershipFactory(organisation=fin, roles=["reader"])

    response = client.post(
        page("organisations:member", fin, edited.pk), {"roles": roles, "save": 1}
    )

    assert error in response.text
    edited.refresh_from_db()
    assert edited.roles == ["reader"]


def test_department_of_another_organisation_is_refused(client, fin, other, member):
    member(client, "administrator")
    edited = MembershipFactory(organisation=fin)
    foreign = DepartmentFactory(organisation=other)

    client.post(
        page("organisations:member", fin, edited.pk),
        {"roles": ["reader"], "department": foreign.pk},
    )

    edited.refresh_from_db()
    assert edited.department is None


def test_last_administrator_is_told_why(client, fin, member):
    me = member(client, "administrator")
    url = page("organisations:member", fin, me.pk)

    assert "Nobody else is administrator" in client.post(url, {"roles": ["reader"]}).text
    assert "this person cannot be deactivated" in client.get(url).text
    assert client.post(page("organisations:member_departure", fin, me.pk)).status_code == 409
    me.refresh_from_db()
    assert me.is_active
    assert me.has("administrator")


def test_deactivated_member_no_longer_enters(client, fin, member):
    member(client, "administrator")
    leaving = MembershipFactory(organisation=fin, roles=["administrator"])

    client.post(page("organisations:member_departure", fin, leaving.pk))

    client.force_login(leaving.user)
    assert client.get(page("organisations:settings", fin)).status_code == 404


@pytest.mark.parametrize("name", ["member", "member_departure"])
def test_member_pages_are_for_administrators(client, fin, other, name):
    edited = MembershipFactory(organisation=fin)
    method = "get" if name == "member" else "post"
    foreign = MembershipFactory(organisation=other)

    assert_only_for(
        client, fin, ["administrator"], page(f"organisations:{name}", fin, edited.pk), method=method
    )
    client.force_login(MembershipFactory(organisation=fin, roles=["administrator"]).user)
    url = page(f"organisations:{name}", fin, foreign.pk)
    assert getattr(client, method)(url).status_code == 404


def invitation(**typed):
    return {"email": "lies@fin.example", "roles": ["handler"], "language": "nl", **typed}


def test_somebody_is_invited_by_mail(client, fin, member, run_jobs):
    me = member(client, "administrator")

    client.post(page("organisations:invite", fin), invitation(email="Lies@fin.example"))
    run_jobs()

    row = Invitation.objects.get()
    assert (row.email, row.roles, row.invited_by) == ("lies@fin.example", ["handler"], me.user)
    assert "/nl/invitations/" in mail.outbox[0].body
    with organisation_context(fin.pk):
        assert Letter.objects.get().written_by == me.user


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (invitation(email="lies"), "Enter a valid email address."),
        (invitation(email="OMAR@fin.example"), "This person is already a member."),
        (invitation(roles=[]), "Choose at least one role."),
        (invitation(language="es"), "Select a valid choice."),
    ],
)
def test_invitation_refuses_bad_input(client, fin, member, typed, error):
    member(client, "administrator")
    MembershipFactory(organisation=fin, user__email="omar@fin.example")

    assert error in client.post(page("organisations:invite", fin), typed).text
    assert not Invitation.objects.exists()


def test_invitation_is_withdrawn(client, fin, other, member):
    member(client, "administrator")
    token, foreign = invited(fin), invited(other)
    row, foreign_row = joining.find(token), joining.find(foreign)

    client.post(page("organisations:invitation_withdrawal", fin, row.pk))
    response = client.post(page("organisations:invitation_withdrawal", fin, foreign_row.pk))

    assert response.status_code == 404
    assert joining.find(token) is None
    assert joining.find(foreign)


def test_invitation_is_withdrawn_by_administrators(client, fin):
    row = joining.find(invited(fin))
    url = page("organisations:invitation_withdrawal", fin, row.pk)
    client.force_login(MembershipFactory(organisation=fin, roles=["coordinator"]).user)

    assert client.post(url).status_code == 403
    assert client.get(url).status_code == 405


def new_person(**typed):
    return {
        "name": "Lies Verzonnen",
        "password": "a long walk in the rain",
        "password_again": "a long walk in the rain",
        **typed,
    }


def test_new_person_joins_and_is_signed_in(client, fin):
    url = link(invited(fin))
    assert "lies@fin.example" in client.get(url).text

    response = client.post(url, new_person())

    user = User.objects.get(email="lies@fin.example")
    assert (user.name, client.session["_auth_user_id"]) == ("Lies Verzonnen", str(user.pk))
    assert Membership.objects.get(user=user).roles == ["handler"]
    assert response.url.endswith("/o/fin/")
    client.logout()
    assert client.get(url).status_code == 410


def test_new_person_signs_in_with_the_password(client, fin):
    client.post(link(invited(fin)), new_person())
    client.logout()

    client.post(
        joining.reverse("account_login"),
        {"login": "lies@fin.example", "password": "a long walk in the rain"},
    )

    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (new_person(name=""), "Fill in “Name”."),
        (new_person(password_again="another walk in the rain"), "The two passwords differ."),
        (new_person(password="short", password_again="short"), "This password is too short."),
        (
            new_person(password="liesverzonnen1", password_again="liesverzonnen1"),
            "too similar to the name",
        ),
    ],
)
def test_new_person_is_told_what_to_repair(client, fin, typed, error):
    response = client.post(link(invited(fin)), typed)

    assert error in response.text
    assert "a long walk" not in response.text
    assert not User.objects.exists()


def test_known_person_is_sent_to_sign_in_and_back(client, fin):
    user = UserFactory(email="lies@fin.example")
    url = link(invited(fin))

    assert f"next={url}" in client.get(url).text
    assert client.post(url, new_person(password="x")).status_code == 200
    assert not Membership.objects.exists()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_known_person_joins_with_one_button(client, fin, other):
    user = MembershipFactory(organisation=other, user__email="lies@fin.example").user
    url = link(invited(fin))
    client.force_login(user)
    assert "handler" in client.get(url).text

    client.post(url)

    assert Membership.objects.get(user=user, organisation=fin).roles == ["handler"]


def test_invitation_for_somebody_else_is_not_accepted(client, fin):
    client.force_login(UserFactory(email="omar@fin.example"))
    url = link(invited(fin))

    assert "you are signed in as omar@fin.example" in client.post(url).text
    assert not Membership.objects.exists()


def test_expired_and_unknown_links_get_the_same_page(client, fin):
    token = invited(fin)
    Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    pages = [client.get(link(token)), client.get(link("unknown"))]

    assert [response.status_code for response in pages] == [410, 410]
    assert "This invitation no longer works" in pages[0].text


def test_tries_are_limited(client, fin):
    token = invited(fin)
    for _ in range(60):
        client.get(link("guess"))

    assert client.get(link(token)).status_code == 429


def test_what_is_said_of_people_lies_in_no_cookie(client, fin, member):
    member(client, "administrator")

    response = client.post(
        page("organisations:invite", fin),
        {"email": "lies@fin.example", "roles": ["handler"], "language": "en"},
    )

    assert set(response.cookies) <= {"sessionid", "csrftoken"}
    assert "lies@fin.example" in client.get(response.url).text


def test_pages_of_members_are_not_kept_by_the_browser(client, fin, member):
    member(client, "administrator")

    response = client.get(page("organisations:members", fin))

    assert response.headers["Cache-Control"] == "private, no-store"
