from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from charters import inventory
from charters.models import Regulation
from organisations import joining
from organisations.models import Invitation
from tests.factories.organisations import OrganisationFactory, UserFactory


def run(*arguments):
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def test_check_deadline_gives_date_then_explanation(fin):
    due, limit, skipped = run("check_deadline", "fin", "acknowledgement", "2026-03-30").splitlines()

    assert due == "2026-04-14"
    assert limit == "2026-04-14: 10 working days, counted from the day after"
    assert skipped.startswith("2026-04-14: Not working days: Easter Monday")


def test_check_deadline_without_limit(bosa):
    assert run("check_deadline", "bosa", "answer", "2026-03-03") == "no limit set\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nobody", "answer", "2026-03-03"), "Unknown organisation: nobody."),
        (("fin", "reply", "2026-03-03"), "Unknown kind: reply."),
        (("fin", "answer", "3 March"), "Not a date that can be counted from: 3 March."),
        (("fin", "answer", "9999-12-30"), "Not a date that can be counted from: 9999-12-30."),
    ],
)
def test_check_deadline_says_what_it_does_not_know(fin, arguments, message):
    with pytest.raises(CommandError, match=f"^{message}"):
        run("check_deadline", *arguments)


def test_invite_prints_a_link_that_opens(fin, settings):
    settings.SITE_URL = "https://klacht.example"

    link = run("invite", "fin", "lies@fin.example", "administrator").strip()

    site, _, path = link.partition("/en/invitations/")
    assert site == "https://klacht.example"
    invitation = joining.find(path.strip("/"))
    assert (invitation.organisation, invitation.email) == (fin, "lies@fin.example")
    assert invitation.roles == ["administrator"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nobody", "lies@fin.example", "reader"), "Unknown organisation: nobody."),
        (("fin", "lies", "reader"), "Not an e-mail address: lies."),
        (("fin", "lies@fin.example", "boss"), "Unknown role: boss."),
        (("fin", "lies@fin.example", "network_coordinator"), "Unknown role: network_coordinator."),
    ],
)
def test_invite_says_what_it_does_not_know(fin, arguments, message):
    with pytest.raises(CommandError, match=f"^{message}"):
        run("invite", *arguments)
    assert not Invitation.objects.exists()


def test_load_reference_data_twice_changes_nothing(db):
    run("load_reference_data")

    assert run("load_reference_data").splitlines() == [
        "groups: 0 new, 0 changed, 6 unchanged",
        "second-line bodies: 0 new, 0 changed, 11 unchanged",
        "organisations: 0 new, 0 changed, 43 unchanged",
        "public holidays: 0 new, 0 changed, 13 unchanged",
        "time limits: 0 new, 0 changed, 12 unchanged",
        "customer groups: 0 new, 0 changed, 4 unchanged",
        "life events: 0 new, 0 changed, 17 unchanged",
        "grounds of inadmissibility: 0 new, 0 changed, 13 unchanged",
        "norms of conduct: 0 new, 0 changed, 15 unchanged",
        "regulations: 0 new, 0 changed, 20 unchanged",
        "indicators: 0 new, 0 changed, 31 unchanged",
        "criteria of complaints management: 0 new, 0 changed, 21 unchanged",
        "published figures: 0 new, 0 changed, 39 unchanged",
        "services for the finder: 0 new, 0 changed, 0 unchanged",
    ]


def test_load_reference_data_says_what_it_leaves_as_people_corrected_it(db):
    run("load_reference_data")
    inventory.change(Regulation.objects.get(code="CE-19"), by=UserFactory(), articles="art. 19")

    said = run("load_reference_data").splitlines()

    line = "regulations: 0 new, 0 changed, 19 unchanged, 1 kept as corrected here"
    assert [one for one in said if one.startswith("regulations")] == [line]


def test_load_reference_data_is_silent_when_asked(db):
    output = StringIO()
    call_command("load_reference_data", stdout=output, verbosity=0)

    assert output.getvalue() == ""


def test_load_reference_data_keeps_an_organisation_of_others(db):
    OrganisationFactory(code="NEW")

    assert "organisations: 43 new, 0 changed" in run("load_reference_data")
