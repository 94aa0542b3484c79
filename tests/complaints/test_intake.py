from datetime import date, timedelta

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from complaints.enums import Acknowledged, Channel
from complaints.models import Attachment, Case, Complainant
from core.row_security import organisation_context
from organisations.enums import Role
from organisations.models import Letter
from tests.factories.complaints import make_case
from tests.factories.organisations import DepartmentFactory
from tests.factories.processes import ServiceFactory
from tests.pages import assert_only_for, page

TOKEN = "a" * 43


def answers(**changes):
    """What a coordinator types during a telephone call."""
    found = {
        "channel": "telephone",
        "received_on": timezone.localdate().strftime("%d-%m-%Y"),
        "nature": "complaint",
        "language": "nl",
        "subject": "Wachttijd aan de telefoon",
        "text": "Vijftig minuten gewacht.",
        "name": "Sofie Verzonnen",
        "email": "",
        "telephone": "0470 00 00 00",
        "address": "",
        "kind": "person",
        "on_behalf_of": "",
        "acknowledge": "usual",
        "letter_language": "",
        "service": "",
        "stage": "",
        "department": "",
        "token": TOKEN,
        **changes,
    }
    return {name: value for name, value in found.items() if value is not None}


@pytest.fixture
def register(client, fin, member):
    """Send the form as a coordinator; the answer of the server."""
    membership = member(client, "coordinator")

    def send(**changes):
        return client.post(page("complaints:intake", fin), answers(**changes))

    send.membership = membership
    return send


def the_case(organisation):
    with organisation_context(organisation.pk):
        return Case.objects.select_related("complainant").get()


def test_intake_is_for_coordinators(client, fin):
    url = page("complaints:intake", fin)

    assert_only_for(client, fin, {Role.COORDINATOR}, url)
    assert_only_for(client, fin, {Role.COORDINATOR}, url, method="post")


def test_a_telephone_call_becomes_a_case(client, fin, register):
    response = register()

    case = the_case(fin)
    assert response.url == case.get_absolute_url()
    assert case.number == f"FIN-{case.received_on.year}-00001"
    assert (case.channel, case.nature, case.language, case.letter_language) == (
        "telephone",
        "complaint",
        "nl",
        "nl",
    )
    assert (case.acknowledged_by, case.acknowledged_on) == (
        Acknowledged.ORAL,
        timezone.localdate(),
    )
    assert case.complainant.name == "Sofie Verzonnen"
    with organisation_context(fin.pk):
        assert case.events.first().by == register.membership.user
        assert not Letter.objects.exists()


def test_the_record_says_the_number_and_offers_another(client, fin, register):
    response = client.get(register().url)

    assert f"Registered as {the_case(fin).number}." in response.text
    assert f'href="{page("complaints:intake", fin)}">Register another</a>' in response.text


def test_few_fields_are_needed_and_the_first_has_the_focus(client, fin, member):
    member(client, "coordinator")

    tree = html5lib.parse(
        client.get(page("complaints:intake", fin)).text, namespaceHTMLElements=False
    )
    form = next(one for one in tree.iter("form") if "seek" not in (one.get("class") or ""))
    form = next(
        one
        for one in tree.iter("form")
        if one.get("method") == "post" and one.findall(".//textarea")
    )
    controls = [one for one in form.iter() if one.tag in ("input", "select", "textarea")]
    shown = [one for one in controls if one.get("type") != "hidden"]

    assert shown[0].get("name") == "channel"
    assert "autofocus" in shown[0].attrib
    assert [one.get("name") for one in shown[:7]] == [
        "channel",
        "received_on",
        "nature",
        "language",
        "subject",
        "text",
        "name",
    ]
    empty = [
        one.get("name")
        for one in shown
        if "required" in one.attrib and one.tag != "select" and not one.get("value")
    ]
    assert empty == ["subject", "text"]


def test_day_in_the_past_is_the_day_of_receipt(client, fin, register):
    day = timezone.localdate() - timedelta(days=400)

    register(received_on=day.strftime("%d/%m/%Y"))

    case = the_case(fin)
    assert case.received_on == day
    assert case.number.startswith(f"FIN-{day.year}-")


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"channel": "pigeon"}, "channel", "Select a valid choice"),
        ({"received_on": ""}, "received_on", "Give the day on which it reached"),
        ({"received_on": "31-02-2026"}, "received_on", "Write the day as day-month-year"),
        ({"received_on": "1-1-2199"}, "received_on", "This day lies in the future."),
        ({"subject": "  "}, "subject", "Give the message a subject."),
        ({"text": ""}, "text", "Note what was said."),
        ({"email": "sofie"}, "email", "Add the sign @"),
        ({"language": "en"}, "letter_language", "Choose the language of letters"),
        ({"acknowledge": "letter"}, "acknowledge", "There is no address to write to."),
        ({"kind": "on_behalf"}, "on_behalf_of", "Give the name of the person for whom"),
        ({"token": ""}, "token", "The form did not arrive whole."),
        ({"service": "1"}, "service", "Select a valid choice"),
    ],
)
def test_bad_answer_gets_a_message_and_what_was_typed_stays(fin, register, changes, field, error):
    response = register(**changes)

    assert response.status_code == 200
    assert any(error in message for message in response.context["form"].errors[field])
    assert "<title>Error:" in response.text
    assert "Vijftig minuten" in response.text or field == "text"
    with organisation_context(fin.pk):
        assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changes", "acknowledged", "letters"),
    [
        ({"channel": "letter", "address": "Straat 1"}, "letter", 1),
        ({"channel": "email", "email": "sofie@inventee.example"}, "letter", 1),
        ({"channel": "letter"}, "", 0),
        ({"channel": "counter", "email": "sofie@inventee.example"}, "oral", 0),
        ({"email": "sofie@inventee.example", "acknowledge": "letter"}, "letter", 1),
        ({"channel": "email", "email": "s@inventee.example", "acknowledge": "later"}, "", 0),
        ({"channel": "letter", "address": "Straat 1", "acknowledge": "oral"}, "oral", 0),
    ],
)
def test_acknowledgement(fin, register, changes, acknowledged, letters):
    register(**changes)

    assert the_case(fin).acknowledged_by == acknowledged
    with organisation_context(fin.pk):
        assert Letter.objects.filter(purpose="acknowledgement").count() == letters


@pytest.mark.parametrize(("channel", "days"), [("telephone", 5), ("counter", 5), ("letter", 0)])
def test_who_called_days_ago_was_told_then(fin, register, channel, days):
    today = timezone.localdate()
    called_on = today - timedelta(days=5)

    register(channel=channel, received_on=called_on.strftime("%d-%m-%Y"), acknowledge="oral")

    case = the_case(fin)
    assert (case.received_on, case.acknowledged_on) == (called_on, today - timedelta(days=days))


def test_sent_twice_is_one_case(client, fin, register):
    first, second = register(), register()

    assert first.url == second.url
    assert the_case(fin).number


def test_sent_again_with_other_words_is_another_case(client, fin, register):
    register()
    register(subject="Iets anders")

    with organisation_context(fin.pk):
        assert Case.objects.count() == 2


def test_all_that_is_known_is_kept(client, fin, register):
    department = DepartmentFactory(organisation=fin)
    service = ServiceFactory(organisation=fin, department=department)

    register(
        channel="letter",
        nature="suggestion",
        language="en",
        letter_language="de",
        kind="on_behalf",
        on_behalf_of="Oma Verzonnen",
        email="sofie@inventee.example",
        address="Straat 1\r\n1000 Brussel",
        service=service.pk,
        stage="deliver",
        confidential="on",
    )

    case = the_case(fin)
    assert (case.nature, case.admissibility, case.language, case.letter_language) == (
        "suggestion",
        "",
        "en",
        "de",
    )
    assert (case.service, case.stage, case.department, case.confidential) == (
        service,
        "deliver",
        department,
        True,
    )
    complainant = case.complainant
    assert (complainant.kind, complainant.on_behalf_of) == ("on_behalf", "Oma Verzonnen")
    assert complainant.address == "Straat 1\n1000 Brussel"


def test_without_a_name_it_is_anonymous(client, fin, register):
    register(name="", telephone="")

    with organisation_context(fin.pk):
        assert Complainant.objects.get().is_anonymous


def test_files_are_kept_and_checked(client, fin, register, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    register(attachments=SimpleUploadedFile("brief.pdf", b"%PDF-1.7 brief"))
    refused = register(subject="Ander", attachments=SimpleUploadedFile("x.exe", b"MZ"))

    assert "of a kind we cannot take" in refused.text
    with organisation_context(fin.pk):
        assert [file.name for file in Attachment.objects.all()] == ["brief.pdf"]


def test_services_and_departments_of_others_or_ended_are_not_offered(client, fin, other, member):
    member(client, "coordinator")
    ServiceFactory(organisation=other)
    ServiceFactory(organisation=fin, valid_until=date(2020, 1, 1))
    ours = ServiceFactory(organisation=fin)
    DepartmentFactory(organisation=other)
    DepartmentFactory(organisation=fin, valid_until=date(2020, 1, 1))

    form = client.get(page("complaints:intake", fin)).context["form"]

    assert list(form.fields["service"].queryset) == [ours]
    assert list(form.fields["department"].queryset) == []


def test_language_of_the_page_is_proposed(client, fin, member):
    member(client, "coordinator")

    form = client.get(page("complaints:intake", fin, language="de")).context["form"]

    assert form["language"].value() == "de"
    assert form["received_on"].value() == timezone.localdate()


def test_web_form_numbers_and_intake_numbers_are_one_row(client, fin, register):
    make_case(fin)
    register(channel=Channel.COUNTER)

    with organisation_context(fin.pk), translation.override("en"):
        numbers = Case.objects.order_by("number").values_list("number", flat=True)
        assert [number[-5:] for number in numbers] == ["00001", "00002"]
