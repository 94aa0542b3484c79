import re
from datetime import date, timedelta
from email.utils import parseaddr

import html5lib
import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from complaints import attachments
from complaints.forms.once import fresh_token
from complaints.forms.public import fresh_stamp
from complaints.models import Attachment, Case, Complainant, HandlingRules
from core.row_security import organisation_context
from organisations.models import Letter, LetterTemplate
from tests.factories.charters import CommitmentFactory, EditionFactory
from tests.factories.organisations import DepartmentFactory
from tests.factories.processes import ServiceFactory
from tests.pages import queries_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PDF = b"%PDF-1.7 a page"


def address(name, organisation, language="fr"):
    with translation.override(language):
        return reverse(f"complaints:{name}", args=[organisation.slug])


def stamp(seconds_ago=60):
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds_ago)):
        return fresh_stamp()


def answers(**changes):
    found = {
        "nature": "complaint",
        "service": "",
        "subject": "Remboursement en retard",
        "text": "J'attends mon remboursement depuis trois mois.",
        "who": "named",
        "kind": "person",
        "on_behalf_of": "",
        "name": "Marie Inventée",
        "email": "marie@inventee.example",
        "telephone": "",
        "address": "",
        "letter_language": "fr",
        "homepage": "",
        "token": fresh_token(),
        "started": stamp(),
        **changes,
    }
    return {name: value for name, value in found.items() if value is not None}


def file(client, organisation, language="fr", *, follow=False, **changes):
    url = address("file", organisation, language)
    return client.post(url, answers(**changes), follow=follow)


def only_case(organisation):
    return Case.objects.for_organisation(organisation).select_related("complainant").get()


def errors(response):
    return [(name, list(found)) for name, found in response.context["form"].errors.items()]


def tree(response):
    return html5lib.parse(response.content, namespaceHTMLElements=False)


def value_of(response, name):
    return tree(response).find(f'.//input[@name="{name}"]').get("value", "")


# What the form shows


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_opens_in_every_language(client, inside, language):
    response = client.get(address("file", inside, language))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_every_control_has_a_label_and_ids_are_unique(client, inside):
    ServiceFactory(organisation=inside)
    page = tree(client.get(address("file", inside)))

    ids = [element.get("id") for element in page.iter() if element.get("id")]
    labels = {label.get("for") for label in page.iter("label")}
    controls = [
        element
        for element in page.iter()
        if element.tag in ("input", "select", "textarea") and element.get("type") != "hidden"
    ]
    assert len(ids) == len(set(ids))
    assert len(controls) > 15
    assert all(control.get("id") in labels for control in controls)


@pytest.mark.parametrize(
    ("language", "chosen"), [("fr", "fr"), ("nl", "nl"), ("de", "de"), ("en", None)]
)
def test_letter_language_is_that_of_the_page_and_asked_in_english(client, inside, language, chosen):
    page = tree(client.get(address("file", inside, language)))

    checked = [
        box.get("value")
        for box in page.iterfind('.//input[@name="letter_language"]')
        if box.get("checked") is not None
    ]
    assert checked == ([chosen] if chosen else [])


def test_national_register_number_is_not_asked(client, inside):
    names = {
        control.get("name") for control in tree(client.get(address("file", inside))).iter("input")
    }

    assert names >= {"name", "email", "telephone"}
    assert not [name for name in names if name and re.search("national|niss|insz|rrn", name)]


@time_machine.travel("2026-11-23 10:00+01:00")
def test_form_tells_when_the_answer_comes(client, inside):
    assert "4 January 2027" in client.get(address("file", inside, "en")).text


def test_form_of_an_organisation_without_limit_promises_no_day(client, bosa):
    text = client.get(address("file", bosa, "en")).text

    assert "When we have examined it" in text
    assert "at the latest" not in text


def test_form_offers_the_services_of_the_organisation_that_are_valid(client, inside, bosa):
    kept = ServiceFactory(organisation=inside)
    ServiceFactory(organisation=inside, valid_until=date(2020, 1, 1))
    ServiceFactory(organisation=bosa)

    page = tree(client.get(address("file", inside)))

    options = [option.get("value") for option in page.iterfind('.//select[@name="service"]/option')]
    assert options == ["", str(kept.pk)]


def test_form_without_services_does_not_ask_for_one(client, inside):
    assert 'name="service"' not in client.get(address("file", inside)).text


def test_form_says_what_staying_anonymous_means(client, inside):
    assert "You may stay anonymous." in client.get(address("file", inside, "en")).text

    HandlingRules.objects.create(organisation=inside, accepts_anonymous=False)

    text = client.get(address("file", inside, "en")).text
    assert "does not examine complaints without a name" in text


def test_form_takes_the_same_queries_with_one_and_with_three_services(client, inside):
    ServiceFactory(organisation=inside)
    first = queries_of(client, address("file", inside))
    ServiceFactory(organisation=inside)
    ServiceFactory(organisation=inside)

    assert queries_of(client, address("file", inside)) == first


# A case comes of it


def test_complaint_becomes_a_case_with_acknowledgement(client, inside, run_jobs):
    response = file(client, inside, "fr")

    case = only_case(inside)
    assert response.status_code == 303
    assert response.url == address("filed", inside)
    assert case.number == f"FIN-{timezone.localdate().year}-00001"
    assert (case.channel, case.nature, case.language, case.letter_language) == (
        "web",
        "complaint",
        "fr",
        "fr",
    )
    assert case.received_on == timezone.localdate()
    assert (case.subject, case.complainant.name) == ("Remboursement en retard", "Marie Inventée")
    assert case.acknowledged_by == "letter"
    assert run_jobs() == 1
    (message,) = mail.outbox
    assert parseaddr(message.to[0])[1] == "marie@inventee.example"
    assert case.number in message.body


@pytest.mark.parametrize("nature", ["complaint", "suggestion", "compliment", "question"])
def test_nature_is_kept(client, inside, nature):
    file(client, inside, nature=nature)

    assert only_case(inside).nature == nature


@pytest.mark.parametrize("nature", ["", "notification", "nonsense", None])
def test_other_natures_are_refused(client, inside, nature):
    response = file(client, inside, nature=nature)

    assert [name for name, _found in errors(response)] == ["nature"]
    assert not Case.objects.exists()


def test_language_used_is_that_of_the_page_and_letters_may_differ(client, inside):
    file(client, inside, "en", letter_language="de")

    case = only_case(inside)
    assert (case.language, case.letter_language) == ("en", "de")
    assert Letter.objects.get().language == "de"


@pytest.mark.parametrize("letter_language", ["", "en", "it", None])
def test_letter_language_is_one_of_three(client, inside, letter_language):
    response = file(client, inside, "en", letter_language=letter_language)

    assert [name for name, _found in errors(response)] == ["letter_language"]


def test_service_brings_its_department(client, inside):
    department = DepartmentFactory(organisation=inside)
    service = ServiceFactory(organisation=inside, department=department)

    file(client, inside, service=service.pk)

    case = only_case(inside)
    assert (case.service, case.department) == (service, department)


def test_service_of_another_organisation_is_refused(client, inside, bosa):
    ServiceFactory(organisation=inside)
    foreign = ServiceFactory(organisation=bosa)

    response = file(client, inside, service=foreign.pk)

    assert [name for name, _found in errors(response)] == ["service"]
    assert not Case.objects.exists()


def test_company_and_person_on_behalf_of_another(client, inside):
    file(client, inside, kind="on_behalf", on_behalf_of="Jan Bedacht", telephone="0470 00 00 00")

    complainant = Complainant.objects.get()
    assert (complainant.kind, complainant.on_behalf_of, complainant.telephone) == (
        "on_behalf",
        "Jan Bedacht",
        "0470 00 00 00",
    )


def test_name_of_another_is_asked_only_on_behalf_of_one(client, inside):
    response = file(client, inside, kind="on_behalf")
    assert [name for name, _found in errors(response)] == ["on_behalf_of"]

    file(client, inside, kind="company", on_behalf_of="left over")
    assert Complainant.objects.get().on_behalf_of == ""


def test_postal_address_serves_instead_of_an_e_mail_address(client, inside, run_jobs):
    file(client, inside, email="", address="Rue Inventée 1\n1000 Bruxelles")

    assert Complainant.objects.get().address == "Rue Inventée 1\n1000 Bruxelles"
    assert Letter.objects.get().channel == "post"
    assert run_jobs() == 0


def test_name_without_any_address_is_refused(client, inside):
    response = file(client, inside, "en", email="")

    assert errors(response) == [
        (
            "email",
            ["Give an e-mail address or a postal address. Without one we cannot answer you."],
        )
    ]
    assert not Case.objects.exists()


# Anonymous


def test_anonymous_case_keeps_nothing_of_the_contact_fields(client, inside):
    response = file(
        client,
        inside,
        "en",
        who="anonymous",
        kind="on_behalf",
        on_behalf_of="Jan Bedacht",
        telephone="0470",
        address="Street",
        follow=True,
    )

    complainant = Complainant.objects.get()
    facts = (
        complainant.name,
        complainant.name_key,
        complainant.kind,
        complainant.on_behalf_of,
        complainant.email,
        complainant.telephone,
        complainant.address,
    )
    assert facts == ("", "", "person", "", "", "", "")
    assert only_case(inside).acknowledged_by == "confirmation"
    assert not Letter.objects.exists()
    assert "this page is your acknowledgement of receipt" in response.text


def test_faults_in_the_contact_fields_do_not_matter_when_anonymous(client, inside):
    response = file(client, inside, who="anonymous", email="no address", name="", kind=None)

    assert response.status_code == 303


# Confirmation


def test_confirmation_shows_number_and_code_and_survives_a_reload(client, inside):
    response = file(client, inside, "en", follow=True)

    case = only_case(inside)
    code = re.search(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", response.text)[0]
    assert case.number in response.text
    assert "m…@inventee.example" in response.text
    assert "marie@" not in response.text
    assert client.get(address("filed", inside, "en")).text.count(code) == 1
    assert code in client.get(address("filed", inside, "nl")).text
    assert code in Letter.objects.get().text


def test_address_of_the_confirmation_tells_nothing_and_its_cookie_is_bounded(client, inside):
    response = file(client, inside, "fr")

    case = only_case(inside)
    assert case.number not in response.url
    for language in LANGUAGES:
        cookie = response.cookies[f"filed_{language}"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["max-age"] == 3600
        assert cookie["path"] == address("filed", inside, language)
        assert case.number not in cookie.value


def test_confirmation_without_cookie_leads_to_tracking(client, inside):
    response = client.get(address("filed", inside, "en"))

    assert response.status_code == 200
    assert "This confirmation is no longer here" in response.text


def test_forged_cookie_shows_nothing(client, inside):
    file(client, inside)
    stranger = Client()
    stranger.cookies["filed_en"] = "WzEsImFiYyJd:1vabcd:nonsense"

    assert "no longer here" in stranger.get(address("filed", inside, "en")).text


def test_cookie_of_one_organisation_shows_nothing_at_another(client, fin, bosa):
    with organisation_context(fin.pk):
        file(client, fin, "en")
        number = only_case(fin).number

    text = client.get(address("filed", bosa, "en")).text

    assert number not in text
    assert "no longer here" in text


def test_confirmation_is_gone_after_an_hour(client, inside):
    file(client, inside, "en")

    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert "no longer here" in client.get(address("filed", inside, "en")).text


# Sent twice, changed, elsewhere


def test_sent_twice_is_one_case(client, inside):
    sent = answers()

    first = client.post(address("file", inside), sent)
    second = client.post(address("file", inside), sent)

    assert first.status_code == second.status_code == 303
    assert Case.objects.count() == 1
    assert Letter.objects.count() == 1


def test_corrected_text_from_the_same_page_is_not_lost(client, inside):
    sent = answers()
    client.post(address("file", inside), sent)
    client.post(address("file", inside), {**sent, "text": "J'ai oublié : dossier 12 de 2025."})

    assert sorted(Case.objects.values_list("text", flat=True)) == [
        "J'ai oublié : dossier 12 de 2025.",
        "J'attends mon remboursement depuis trois mois.",
    ]
    codes = set(Case.objects.values_list("tracking_hash", flat=True))
    assert len(codes) == 2


def test_two_pages_with_the_same_words_are_two_cases(client, inside):
    file(client, inside)
    file(client, inside)

    assert Case.objects.count() == 2


def test_token_of_one_organisation_sent_to_another_shows_nothing_of_the_first(client, fin, bosa):
    sent = answers()
    with organisation_context(fin.pk):
        client.post(address("file", fin, "en"), sent)
        number = only_case(fin).number
    with organisation_context(bosa.pk):
        text = client.post(address("file", bosa, "en"), sent, follow=True).text
        assert only_case(bosa).number in text
    assert number not in text


# Faults of people


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "   "}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "Trop court"}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"email": "marie.example.be"}, "email"),
        ({"email": "marie@"}, "email"),
        ({"email": "a@b.example,c@d.example"}, "email"),
        ({"address": "x" * 501}, "address"),
        ({"telephone": "1" * 41}, "telephone"),
        ({"who": "somebody"}, "who"),
        ({"kind": "robot"}, "kind"),
        ({"service": "1"}, None),
    ],
)
def test_fault_is_told_beside_its_field_and_what_was_typed_is_kept(client, inside, changes, field):
    response = file(client, inside, "en", **changes)

    if field is None:  # there are no services, so nothing is asked
        assert response.status_code == 303
        return
    assert [name for name, _found in errors(response)] == [field]
    assert not Case.objects.exists()
    page = tree(response)
    assert page.find(".//title").text.startswith("Error:")
    assert page.find(f'.//*[@id="id_{field}_error"]') is not None
    targets = {link.get("href") for link in page.iterfind('.//div[@role="alert"]//a')}
    assert targets <= {f"#id_{field}", f"#id_{field}_0"}
    assert targets
    if field != "text":
        assert "J&#x27;attends mon remboursement" in response.text
    if field != "email":
        assert value_of(response, "email") == "marie@inventee.example"


def test_missing_at_sign_is_named(client, inside):
    assert errors(file(client, inside, "en", email="marie.example.be")) == [
        ("email", ["Add the sign @ to the e-mail address."])
    ]


def test_line_ends_count_once(client, inside):
    text = "\r\n".join(["x" * 99] * 100)  # 9,900 letters and 99 line ends

    file(client, inside, text=text)

    assert only_case(inside).text == text.replace("\r\n", "\n")


def test_files_must_be_chosen_once_more_after_a_fault(client, inside):
    response = file(client, inside, "en", subject="", attachments=SimpleUploadedFile("a.pdf", PDF))

    assert "Choose your files once more: they are not kept." in response.text


# Files


def test_files_are_kept_with_the_case(client, inside):
    file(
        client,
        inside,
        attachments=[
            SimpleUploadedFile("lettre.pdf", PDF),
            SimpleUploadedFile("photo.JPG", b"\xff\xd8\xff1"),
        ],
    )

    kept = Attachment.objects.order_by("pk")
    assert [(row.name, row.content_type, row.size) for row in kept] == [
        ("lettre.pdf", "application/pdf", len(PDF)),
        ("photo.JPG", "image/jpeg", 4),
    ]
    assert attachments.path_of(kept[0]).read_bytes() == PDF


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ"),
        ("page.html", b"<script>alert(1)</script>"),
        ("drawing.svg", b"<svg/>"),
        ("fake.pdf", b"MZ not a pdf"),
        ("none", b"abc"),
        ("text.txt", b"a\x00b"),
        ("empty.pdf", b""),
    ],
)
def test_files_of_other_kinds_are_refused(client, inside, name, content):
    response = file(client, inside, attachments=SimpleUploadedFile(name, content))

    assert [name for name, _found in errors(response)] == ["attachments"]
    assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "..\\..\\boot.pdf", "/etc/cron.d/x.pdf"])
def test_path_in_a_file_name_leads_nowhere(client, inside, name):
    file(client, inside, attachments=SimpleUploadedFile(name, PDF))

    kept = Attachment.objects.get()
    assert "/" not in kept.name
    assert "\\" not in kept.name
    assert re.fullmatch(r"fin/[0-9a-f]{32}", kept.path)


def test_too_many_files_are_refused(client, inside):
    files = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(attachments.MAX_FILES + 1)]

    response = file(client, inside, "en", attachments=files)

    assert errors(response) == [("attachments", ["Send at most 10 files."])]


def test_files_that_are_too_large_together_are_refused_with_the_text_kept(client, inside, settings):
    settings.ATTACHMENTS_MAX_BYTES = 200_000
    files = [SimpleUploadedFile(f"{n}.pdf", PDF + b"x" * 150_000) for n in range(2)]

    response = file(client, inside, attachments=files)

    assert [name for name, _found in errors(response)] == ["attachments"]
    assert "J&#x27;attends mon remboursement" in response.text


def test_upload_beyond_the_limit_is_not_stored(client, inside, settings):
    settings.ATTACHMENTS_MAX_BYTES = 100_000
    response = file(client, inside, attachments=SimpleUploadedFile("a.pdf", PDF + b"x" * 1_000_000))

    assert [name for name, _found in errors(response)] == ["attachments"]
    stored = sum(found.size for found in response.wsgi_request.FILES.getlist("attachments"))
    assert stored <= 100_000 + 2 * 65_536


def test_scanner_that_does_not_answer_lets_no_file_in_and_loses_no_text(client, inside, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:9"

    response = file(client, inside, "en", attachments=SimpleUploadedFile("a.pdf", PDF))

    assert [name for name, _found in errors(response)] == ["attachments"]
    assert "J&#x27;attends mon remboursement" in response.text


# Programs and hostile hands


def test_field_that_people_do_not_see_stops_programs(client, inside):
    response = file(client, inside, homepage="https://spam.example")

    assert [name for name, _found in errors(response)] == ["homepage"]
    assert value_of(response, "homepage") == ""
    assert not Case.objects.exists()


def test_form_sent_at_once_is_refused_and_then_taken(client, inside):
    moment = timezone.now()
    sent = answers(started=stamp(0))
    with time_machine.travel(moment + timedelta(seconds=1)):
        response = client.post(address("file", inside), sent)
        assert [name for name, _found in errors(response)] == ["started"]
        assert value_of(response, "started") == sent["started"]
    with time_machine.travel(moment + timedelta(seconds=4)):
        assert client.post(address("file", inside), sent).status_code == 303


@pytest.mark.parametrize("started", ["", None, "1700000000", "WzFd:abc:def"])
def test_page_without_a_true_moment_is_given_a_new_one(client, inside, started):
    response = file(client, inside, "en", started=started)

    assert [name for name, _found in errors(response)] == ["started"]
    fresh = value_of(response, "started")
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        assert file(client, inside, "en", started=fresh).status_code == 303


def test_page_open_for_half_a_day_keeps_its_answers(client, inside):
    response = file(client, inside, "en", started=stamp(13 * 60 * 60))

    assert "This page was open for very long." in response.text
    assert "J&#x27;attends mon remboursement" in response.text
    assert not Case.objects.exists()


@pytest.mark.parametrize("token", ["", None, "short", "x" * 65, "é" * 40, "a" * 31 + "'"])
def test_page_without_a_true_token_is_given_a_new_one(client, inside, token):
    response = file(client, inside, "en", token=token)

    assert [name for name, _found in errors(response)] == ["token"]
    fresh = value_of(response, "token")
    assert len(fresh) == 43
    assert file(client, inside, "en", token=fresh).status_code == 303


def test_form_needs_its_csrf_token(inside):
    strict = Client(enforce_csrf_checks=True)

    assert file(strict, inside).status_code == 403
    assert not Case.objects.exists()


def test_many_messages_from_one_address_are_slowed_down(client, inside, bosa):
    for n in range(settings.SUBMISSIONS_PER_HOUR):
        assert file(client, inside, email=f"person{n}@inventee.example").status_code == 303

    sent = answers()
    response = client.post(address("file", inside, "en"), sent)
    assert response.status_code == 429
    assert "J&#x27;attends mon remboursement" in response.text
    assert Case.objects.count() == settings.SUBMISSIONS_PER_HOUR

    elsewhere = client.post(address("file", inside), sent, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 303
    with organisation_context(bosa.pk):
        assert file(client, bosa).status_code == 303
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert file(client, inside).status_code == 303


def test_one_e_mail_address_is_not_flooded_from_many_networks(client, inside, bosa):
    for n in range(settings.SUBMISSIONS_PER_HOUR):
        sent = answers(email="Victim@inventee.example")
        response = client.post(address("file", inside), sent, REMOTE_ADDR=f"192.0.2.{n}")
        assert response.status_code == 303

    sent = answers(email="victim@Inventee.example")
    with organisation_context(bosa.pk):
        response = client.post(address("file", bosa), sent, REMOTE_ADDR="192.0.2.200")
    assert response.status_code == 429
    assert file(client, inside, email="somebody@inventee.example").status_code == 303


def test_second_click_is_not_counted_and_not_refused(client, inside):
    sent = answers()
    for _number in range(settings.SUBMISSIONS_PER_HOUR):
        client.post(address("file", inside), sent)
    for _number in range(settings.SUBMISSIONS_PER_HOUR - 1):
        assert file(client, inside).status_code == 303

    assert file(client, inside).status_code == 429
    assert client.post(address("file", inside), sent).status_code == 303


def test_faulty_forms_are_not_counted(client, inside):
    for _number in range(settings.SUBMISSIONS_PER_HOUR + 1):
        file(client, inside, subject="")

    assert file(client, inside).status_code == 303


def test_markup_is_only_text(client, inside, run_jobs):
    attack = "<script>alert('x')</script>{{ 7|add:7 }}[number]"
    response = file(client, inside, "en", subject=attack, name=attack, text=attack, follow=True)

    assert only_case(inside).subject == attack
    assert "<script>alert" not in response.text
    faulty = file(client, inside, "en", subject=attack, name=attack, text=attack, email="x")
    assert "<script>alert" not in faulty.text


def test_lines_in_subject_and_name_make_no_header(client, inside, run_jobs):
    file(
        client,
        inside,
        subject="Hello\r\nBcc: all@world.example",
        name="Marie\nBcc: all@world.example",
    )

    case = only_case(inside)
    assert case.subject == "Hello Bcc: all@world.example"
    assert case.complainant.name == "Marie Bcc: all@world.example"
    run_jobs()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert mail.outbox[0].recipients() == mail.outbox[0].to
    assert len(mail.outbox[0].to) == 1


def test_control_signs_are_left_out(client, inside):
    file(
        client,
        inside,
        subject="Remb\x00oursement\x07 \u202egro.live\u202c",
        text="Trois mois\x00 d'attente\x1b[31m\r\n\tet rien\x08.",
        name="Marie\x00 Inventée",
    )

    case = only_case(inside)
    assert case.subject == "Remboursement gro.live"
    assert case.text == "Trois mois d'attente[31m\n\tet rien."
    assert case.complainant.name == "Marie Inventée"


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", "x"]
)
def test_other_content_types_make_no_case(client, inside, content_type):
    response = client.post(address("file", inside), b'{"nature": "complaint"}', content_type)

    assert response.status_code in (200, 400)
    assert not Case.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, inside, method):
    assert getattr(client, method)(address("file", inside)).status_code == 405


@pytest.mark.parametrize(
    "period", [{"valid_until": date(2020, 1, 1)}, {"valid_from": date(2099, 1, 1)}]
)
def test_organisation_that_does_not_exist_takes_nothing(client, inside, bosa, period):
    for name, day in period.items():
        setattr(inside, name, day)
    inside.successor = bosa
    inside.save()

    shown = client.get(address("file", inside, "en"))
    sent = file(client, inside, "en")

    assert (shown.status_code, sent.status_code) == (410, 410)
    assert address("file", bosa, "en") in sent.text
    assert not Case.objects.exists()


def test_unknown_organisation_is_not_found(client, inside):
    assert client.get("/en/organisations/nobody/complaints/new/").status_code == 404
    assert client.post("/en/organisations/nobody/complaints/new/", answers()).status_code == 404


def test_longest_answers_are_kept_whole(client, inside):
    name, subject = "ß" * 150, "s" * 200
    email = "m@" + ".".join(["a" * 60] * 4) + ".example"

    response = file(client, inside, name=name, subject=subject, email=email)

    case = only_case(inside)
    assert response.status_code == 303
    assert (case.complainant.name, case.complainant.email) == (name, email)


def test_e_mail_address_longer_than_mail_servers_take_is_refused(client, inside):
    email = "marie@" + ".".join(["a" * 62] * 4) + ".example"

    assert [name for name, _found in errors(file(client, inside, email=email))] == ["email"]


def test_long_subject_in_own_words_of_the_organisation_breaks_no_filing(client, inside):
    LetterTemplate.objects.create(
        organisation=inside, purpose="acknowledgement", subject={"fr": "[subject] – [subject]"}
    )

    response = file(client, inside, subject="s" * 200)

    assert response.status_code == 303
    assert len(Letter.objects.get().subject) == 300


def chosen(response):
    """Nature and service, as the page shows them chosen."""
    tree = html5lib.parse(response.content, namespaceHTMLElements=False)
    natures = [tag for tag in tree.iter("input") if tag.get("name") == "nature"]
    options = tree.findall(".//select[@name='service']/option")
    return (
        [tag.get("value") for tag in natures if "checked" in tag.attrib],
        [tag.get("value") for tag in options if "selected" in tag.attrib],
    )


@pytest.mark.django_db
def test_service_and_nature_of_the_address_are_chosen_already(client, fin):
    service = ServiceFactory(organisation=fin, code="refund")
    url = address("file", fin)

    first = client.get(url, {"service": "refund", "nature": "compliment"})

    assert chosen(first) == (["compliment"], [str(service.pk)])


@pytest.mark.django_db
def test_choice_of_who_wrote_is_kept_through_errors(client, fin):
    service = ServiceFactory(organisation=fin, code="refund")
    url = address("file", fin) + "?service=refund&nature=compliment"

    kept = client.post(url, answers(service=service.pk, nature="compliment", subject=""))
    changed = client.post(url, answers(service="", nature="question", subject=""))

    assert chosen(kept) == (["compliment"], [str(service.pk)])
    assert chosen(changed) in [(["question"], []), (["question"], [""])]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["none", "theirs", "draft", "' or 1=1", "\0", "é" * 5000])
def test_service_that_is_not_offered_is_not_chosen(client, fin, other, code):
    ServiceFactory(organisation=fin, code="refund")
    ServiceFactory(organisation=fin, code="draft", status="draft")
    ServiceFactory(organisation=other, code="theirs")

    response = client.get(address("file", fin), {"service": code, "nature": "nonsense"})

    assert response.status_code == 200
    assert chosen(response) in [([], []), ([], [""])]


# From a promise of the charter


@pytest.fixture
def promise(fin):
    """Published, and about a service."""
    commitment = CommitmentFactory(
        charter__organisation=fin,
        service=ServiceFactory(organisation=fin, code="refund"),
        stage="deliver",
    )
    EditionFactory(charter=commitment.charter)
    return commitment


def choices(response, name):
    options = tree(response).findall(f'.//select[@name="{name}"]/option')
    return [option.get("value") for option in options if option.get("selected") is not None]


def test_promise_is_carried_from_the_charter_to_the_case(client, inside, promise):
    shown = client.get(address("file", inside), {"commitment": promise.pk})

    assert choices(shown, "commitment") == [str(promise.pk)]
    assert choices(shown, "service") == [str(promise.service_id)]
    assert tree(shown).find('.//input[@name="nature"][@checked]').get("value") == "complaint"

    file(client, inside, commitment=promise.pk, service=promise.service_id)

    case = only_case(inside)
    assert (case.commitment_id, case.stage, case.service_id) == (
        promise.pk,
        "deliver",
        promise.service_id,
    )


def test_who_does_not_come_from_a_promise_is_not_asked_for_one(client, inside, promise):
    assert 'name="commitment"' not in client.get(address("file", inside)).text


@pytest.mark.parametrize("key", ["0", "nonsense", "99999999999999999999", "\0", "²"])
def test_unknown_promise_is_none(client, inside, promise, key):
    shown = client.get(address("file", inside), {"commitment": key})

    assert choices(shown, "commitment") in ([], [""])

    file(client, inside, commitment=key)

    assert not Case.objects.for_organisation(inside).exclude(commitment=None).exists()


def test_promise_of_another_organisation_is_not_offered(client, inside, other, promise):
    theirs = CommitmentFactory(charter__organisation=other)
    EditionFactory(charter=theirs.charter)

    refused = file(client, inside, "en", commitment=theirs.pk)

    assert errors(refused) == [("commitment", ["Choose a promise of the list, or none."])]
    assert not Case.objects.for_organisation(inside).exists()
