"""A coordinator notes a complaint that came by telephone, in Dutch, and never touches the mouse."""

import pytest

from complaints.enums import Channel, Status
from complaints.models import Case
from core.row_security import organisation_context
from organisations.enums import Role
from tests.factories.organisations import PASSWORD, MembershipFactory, UserFactory

# Keys beside those of the words themselves, from the empty form to the registered case.
MOST_KEYS = 9


def types(person, *parts):
    """Words and names of keys, as they are pressed; gives how many of them were no words."""
    keys = 0
    for part in parts:
        if part in ("Tab", "Enter", "Space"):
            person.page.keyboard.press(part)
            keys += 1
        else:
            person.page.keyboard.type(part)
    return keys


def skips_to_content(person):
    types(person, "Tab", "Enter")
    person.page.wait_for_url("**#main")


def presses(person, selector, most):
    person.tabs_to(selector, most)
    with person.page.expect_navigation():
        types(person, "Enter")
    person.looks()


def signs_in_by_keyboard(person, user):
    person.goes_to("/nl/account/login/")
    person.tabs_to("#id_login", most=12)
    types(person, user.email)
    person.tabs_to("#id_password", most=2)
    with person.page.expect_navigation():
        types(person, PASSWORD, "Enter")
    person.looks()


@pytest.fixture
def people(fin):
    roles = {"Anke Verzonnen": Role.COORDINATOR, "Bram Bedacht": Role.HANDLER}
    return [
        MembershipFactory(organisation=fin, user=UserFactory(name=name), roles=[role]).user
        for name, role in roles.items()
    ]


def test_a_telephone_complaint_by_keyboard_alone(visit, fin, people):
    coordinator, handler = people
    person = visit()
    signs_in_by_keyboard(person, coordinator)
    skips_to_content(person)
    presses(person, "a[href$='/o/fin/complaints/new/']", most=6)
    assert person.heading == "Bericht registreren"
    registers(person)
    assert person.heading == "Terugbetaling blijft uit"
    assert "Geregistreerd als FIN-" in person.page.inner_text("main")

    does_what_is_to_be_done(person, "qualification")
    presses(person, "button[name=save]", most=30)
    does_what_is_to_be_done(person, "assignment")
    person.tabs_to("#id_handler", most=20)
    types(person, "Bram")
    presses(person, "button[name=save]", most=8)

    with organisation_context(fin.pk):
        case = Case.objects.get()
    assert (case.channel, case.language, case.acknowledged_by) == (Channel.TELEPHONE, "nl", "oral")
    assert (case.status, case.handler_id) == (Status.IN_HANDLING, handler.pk)


def does_what_is_to_be_done(person, noun):
    """The next step of a record is near its beginning."""
    skips_to_content(person)
    presses(person, ".do a.btn-primary", most=12)
    assert person.page.url.endswith(f"/{noun}/")


def registers(person):
    """The form begins at the channel, which is the telephone; Enter sends it."""
    assert person.is_on("#id_channel")
    with person.page.expect_navigation():
        keys = types(person, "Tab", "Tab", "Tab", "Tab", "Terugbetaling blijft uit")
        assert person.is_on("#id_subject")
        keys += types(person, "Tab", "Mevrouw wacht sinds maart op haar terugbetaling.")
        keys += types(person, "Tab", "Griet Gefingeerd", "Tab", "0470 00 00 00", "Enter")
    person.looks()
    assert keys <= MOST_KEYS
