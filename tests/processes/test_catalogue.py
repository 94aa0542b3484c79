"""The record page of a service, its guided form, and its publication."""

from datetime import date

import pytest
from django.utils import timezone

from core.texts import Text
from organisations.enums import Role
from processes import finding
from processes.enums import ServicePart
from processes.models import CustomerGroup, LifeEvent, Service, ServiceWord
from tests.factories.organisations import DepartmentFactory, PlaceFactory
from tests.factories.processes import CustomerGroupFactory, MapFactory, ServiceFactory
from tests.pages import assert_only_for, page, queries_of

TOLD = {
    "for_whom_nl": "Wie in België woont",
    "for_whom_fr": "Qui habite en Belgique",
    "result_nl": "Een kaart",
    "result_fr": "Une carte",
}


@pytest.fixture
def draft(fin):
    """Named in four languages, and no more."""
    return ServiceFactory(organisation=fin, code="CARD", status="draft")


@pytest.fixture
def service(draft):
    """What may be published."""
    draft.for_whom = Text(nl="Wie in België woont", fr="Qui habite en Belgique")
    draft.result = Text(nl="Een kaart", fr="Une carte")
    draft.save()
    return draft


@pytest.fixture
def manager(client, member):
    return member(client, "manager")


def part_page(service, part, **kwargs):
    return page("processes:service_part", service.organisation, service.pk, part, **kwargs)


def send(client, service, part, **answers):
    return client.post(part_page(service, part), answers)


def record(client, service):
    return client.get(page("processes:service", service.organisation, service.pk)).text


def reread(service):
    return Service.objects.get(pk=service.pk)


# ── Record page ──────────────────────────────────────────


@pytest.mark.parametrize("role", Role.values)
def test_every_member_reads_a_service_and_only_editors_find_its_buttons(
    client, member, service, role
):
    member(client, role)
    may_edit = role in ("manager", "administrator")

    text = record(client, service)

    assert "Qui habite en Belgique" in text or "Wie in België woont" in text
    assert ("Publish the service" in text) == may_edit
    assert (part_page(service, "cost") in text) == may_edit
    assert page("processes:map", service.organisation, service.pk) in text
    assert page("processes:news", service.organisation, service.pk) in text
    assert page("complaints:evidence", service.organisation, service.pk) in text


def test_pages_that_change_a_service_are_for_editors(client, fin, service):
    editors = ["manager", "administrator"]
    assert_only_for(client, fin, editors, part_page(service, "name"))
    for name in ("service_publish", "service_retract"):
        url = page(f"processes:{name}", fin, service.pk)
        assert_only_for(client, fin, editors, url, method="post")


def test_the_record_page_says_what_bars_publication_at_its_place(client, manager, draft):
    text = record(client, draft)

    assert "Publish the service" not in text
    assert "Before the service can be published: For whom: missing in Nederlands, Français." in text
    assert f"{part_page(draft, 'audience')}#id_for_whom_nl" in text
    assert "1 of 7 parts ready" in text


def test_the_record_page_tells_everything_the_public_sees(client, fin, manager, service):
    service.department = DepartmentFactory(organisation=fin, name=Text(nl="Loketten"))
    service.words = Text(en="card\nidentity card")
    service.payment_means = ["cash", "card"]
    service.announced_amount, service.announced_unit = 3, "working_days"
    service.appeal_amount, service.appeal_unit = 60, "calendar_days"
    service.valid_from, service.source = date(2026, 1, 1), "https://source.example"
    service.save()
    service.places.add(PlaceFactory(organisation=fin, code="BXL"))
    service.documents.create(position=1, name=Text(en="A photograph"))
    service.documents.create(
        position=2, name=Text(en="Your address"), known=True, known_from=Text(en="the register")
    )
    service.channels.create(position=1, channel="telephone", contact="02 000 00 01")

    text = record(client, service)

    for said in (
        "Loketten",
        "card · identity card",
        "Cash, bank card at the counter",
        "3 working days",
        "60 calendar days",
        "1 January 2026",
        "https://source.example",
        "Place BXL",
        "A photograph",
        "Your address",
        "from the register",
        "Telephone · 02 000 00 01",
    ):
        assert said in text


def test_the_record_page_links_the_public_page_once_there_is_one(client, fin, manager, service):
    address = page("overview:service", fin, service.code)
    before = record(client, service)
    client.post(page("processes:service_publish", fin, service.pk))
    published = record(client, service)
    Service.objects.update(valid_until=date(2020, 1, 1))

    assert (address in before, address in published) == (False, True)
    assert address not in record(client, service)


def test_the_record_page_asks_as_often_for_one_row_as_for_three(client, fin, manager, service):
    url = page("processes:service", fin, service.pk)

    def grow(number):
        service.documents.create(position=number, name=Text(nl="Bewijs"))
        service.channels.create(position=number, channel="email", hours=Text(nl="Altijd"))
        service.places.add(PlaceFactory(organisation=fin))
        service.customer_groups.add(CustomerGroupFactory(organisation=fin))

    grow(1)
    MapFactory(service=service)
    one_row = queries_of(client, url)
    grow(2)
    grow(3)

    assert queries_of(client, url) == one_row


# ── Guided form ──────────────────────────────────────────


@pytest.mark.parametrize("part", ServicePart.values)
def test_each_part_opens_with_its_place_on_the_thread(client, manager, service, part):
    text = client.get(part_page(service, part)).text

    assert f'href="{part_page(service, part)}" aria-current="step"' in text


def test_an_unknown_part_does_not_exist(client, manager, service):
    assert client.get(part_page(service, "price")).status_code == 404


def test_each_part_is_saved_and_leads_to_the_next(client, fin, manager, draft):
    group = CustomerGroupFactory(organisation=fin)
    event = LifeEvent.objects.create(code="MOVING", name=Text(nl="Verhuizen"), position=1)
    department = DepartmentFactory(organisation=fin)
    place = PlaceFactory(organisation=fin)
    answers = {
        "name": {
            "code": "CARD",
            "name_nl": "Kaart",
            "name_fr": "Carte",
            "words_nl": "kaart\r\npas",
            "customer_groups": [group.pk],
            "life_events": [event.pk],
        },
        "audience": TOLD,
        "conditions": {"conditions_nl": "Ouder dan 12"},
        "cost": {
            "cost_nl": "Gratis",
            "payment_means": ["cash", "card"],
            "announced_amount": "3",
            "announced_unit": "working_days",
            "legal_amount": "",
            "legal_unit": "months",
        },
        "reach": {"department": department.pk, "places": [place.pk]},
        "appeal": {
            "appeal_nl": "Raad van State",
            "appeal_amount": "60",
            "appeal_unit": "calendar_days",
            "legal_basis_fr": "Loi du 1er janvier",
        },
        "validity": {"valid_from": "1-1-2026", "valid_until": "", "source": "https://a.example"},
    }

    pages = [send(client, draft, part, **sent).url for part, sent in answers.items()]

    following = [*list(answers)[1:], None]
    overview = page("processes:service", fin, draft.pk)
    assert pages == [part_page(draft, part) if part else overview for part in following]
    row = reread(draft)
    assert (row.name["nl"], row.sort_keys["nl"]) == ("Kaart", "kaart")
    assert row.words["nl"] == "kaart\npas"
    assert list(row.customer_groups.all()) == [group]
    assert list(row.life_events.all()) == [event]
    assert row.for_whom["fr"] == "Qui habite en Belgique"
    assert row.conditions["nl"] == "Ouder dan 12"
    assert (row.payment_means, row.announced_amount, row.legal_amount) == (
        ["cash", "card"],
        3,
        None,
    )
    assert (row.department, list(row.places.all())) == (department, [place])
    assert (row.appeal["nl"], row.appeal_amount, row.legal_basis["fr"]) == (
        "Raad van State",
        60,
        "Loi du 1er janvier",
    )
    assert (row.valid_from, row.valid_until, row.source) == (
        date(2026, 1, 1),
        None,
        "https://a.example",
    )


def test_saving_may_lead_back_to_the_overview(client, fin, manager, draft):
    response = send(client, draft, "audience", **TOLD, back="1")

    assert response.url == page("processes:service", fin, draft.pk)


def test_documents_are_rows_that_are_added_and_removed_without_script(client, manager, draft):
    empty = client.get(part_page(draft, "conditions")).text
    first = send(
        client,
        draft,
        "conditions",
        documents_0_name_nl="Pasfoto",
        documents_0_name_fr="Photo",
        known_0_name_nl="Adres",
        known_0_known_from_nl="Rijksregister",
        another="1",
    )
    shown = client.get(part_page(draft, "conditions")).text
    send(
        client,
        draft,
        "conditions",
        documents_0_name_nl="Pasfoto",
        documents_0_remove="on",
        documents_1_name_nl="Oude kaart",
        known_0_name_nl="Adres",
    )

    assert 'name="documents_0_name_nl"' in empty
    assert 'name="documents_1_name_nl"' not in empty
    assert first.url == part_page(draft, "conditions")
    assert 'value="Photo"' in shown
    # A new row to fill in; only one that is stored can be taken away.
    assert 'name="documents_1_name_nl"' in shown
    assert 'name="documents_0_remove"' in shown
    assert 'name="documents_1_remove"' not in shown
    rows = draft.documents.values_list("name", "known", "known_from")
    assert list(rows) == [({"nl": "Oude kaart"}, False, {}), ({"nl": "Adres"}, True, {})]


def test_data_without_a_name_are_asked_for_it(client, manager, draft):
    response = send(client, draft, "conditions", known_0_known_from_fr="Registre national")

    assert response.text.count("Say what we have already.") == 2
    assert not draft.documents.exists()


def test_channels_are_rows(client, manager, draft):
    send(
        client,
        draft,
        "reach",
        channels_0_channel="online",
        channels_0_contact="www.fin.example/card",
        channels_0_hours_nl="Altijd",
        channels_1_channel="counter",
        channels_1_contact="",
    )

    rows = draft.channels.values_list("channel", "contact", "hours")
    assert list(rows) == [
        ("online", "https://www.fin.example/card", {"nl": "Altijd"}),
        ("counter", "", {}),
    ]


@pytest.mark.parametrize(
    ("part", "answers", "error"),
    [
        ("reach", {"channels_0_contact": "02 000 00 01"}, "Choose the channel."),
        (
            "reach",
            {"channels_0_channel": "email", "channels_0_contact": "fin"},
            "Write the whole e-mail address",
        ),
        (
            "reach",
            {"channels_0_channel": "online", "channels_0_contact": "javascript://x"},
            "Write the whole link",
        ),
        (
            "reach",
            {"channels_0_channel": "telephone", "channels_0_contact": "ask"},
            "A telephone number has digits.",
        ),
        (
            "cost",
            {"announced_amount": "-1", "announced_unit": "months", "legal_unit": "months"},
            "A time is not negative. Write 0 or more.",
        ),
        (
            "cost",
            {"legal_amount": "soon", "announced_unit": "months", "legal_unit": "months"},
            "Write the time as a whole number.",
        ),
        (
            "validity",
            {"valid_from": "2-1-2026", "valid_until": "1-1-2026"},
            "The end lies before the beginning.",
        ),
        ("name", {"code": "CARD", "name_nl": "Kaart"}, "Fill in “Name (Français)”."),
    ],
)
def test_a_part_refuses_bad_input(client, manager, draft, part, answers, error):
    response = send(client, draft, part, **answers)

    # Once in the summary, once beside the field.
    assert response.text.count(error) == 2
    for name, text in answers.items():
        if name.endswith(("_contact", "_amount")):
            assert f'value="{text}"' in response.text.replace("https://javascript", "javascript")


def test_choices_of_another_organisation_are_refused(client, other, manager, draft):
    department = DepartmentFactory(organisation=other)
    place = PlaceFactory(organisation=other)
    PlaceFactory(organisation=draft.organisation)
    group = CustomerGroupFactory(organisation=other)

    send(client, draft, "reach", department=department.pk)
    send(client, draft, "reach", places=[place.pk])
    names = {"code": "CARD", "name_nl": "Kaart", "name_fr": "Carte"}
    send(client, draft, "name", **names, customer_groups=[group.pk])

    row = reread(draft)
    assert (row.department, row.places.count(), row.customer_groups.count()) == (None, 0, 0)


def test_shared_customer_groups_are_offered(client, manager, draft):
    group = CustomerGroup.objects.create(
        organisation=None, code="CITIZENS", kind="citizen", name=Text(en="Citizens")
    )

    assert f'value="{group.pk}"' in client.get(part_page(draft, "name")).text


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(client, manager, draft):
    form = client.get(part_page(draft, "audience")).context["form"]
    seen = form["seen"].value()
    Service.objects.update(result=Text(nl="Van een collega"))

    refused = send(client, draft, "audience", **TOLD, seen=seen)
    kept = reread(draft).result["nl"]
    again = refused.context["form"]["seen"].value()
    send(client, draft, "audience", **TOLD, seen=again)

    assert "Someone else has saved this part meanwhile." in refused.text
    assert "Wie in België woont" in refused.text
    assert kept == "Van een collega"
    assert reread(draft).result["nl"] == "Een kaart"


def test_a_department_that_ended_stays_chosen_until_another_one_is(client, fin, manager, draft):
    ended = DepartmentFactory(organisation=fin, valid_until="2020-01-01")
    other = DepartmentFactory(organisation=fin, valid_until="2020-01-01")
    draft.department = ended
    draft.save()

    text = client.get(part_page(draft, "reach")).text

    assert f'<option value="{ended.pk}" selected' in text
    assert f'<option value="{other.pk}"' not in text


# ── Publication ──────────────────────────────────────────


def found_in(language, words):
    return [row.code for row in finding.find(words, language, today=timezone.localdate())]


def test_a_service_is_published_and_retracted_and_found_only_between(client, fin, manager, service):
    publish = page("processes:service_publish", fin, service.pk)
    retract = page("processes:service_retract", fin, service.pk)

    published = client.post(publish, follow=True).text
    between = (reread(service).status, found_in("nl", "kaart"))
    retracted = client.post(retract, follow=True).text

    assert "Service CARD is published." in published
    assert "Retract the service" in published
    assert between == ("published", ["CARD"])
    assert "Service CARD is retracted: the public sees it no more." in retracted
    assert (reread(service).status, found_in("nl", "kaart")) == ("draft", [])


def test_a_double_click_is_harmless(client, fin, manager, service):
    for name, status in (("service_publish", "published"), ("service_retract", "draft")):
        url = page(f"processes:{name}", fin, service.pk)
        first, second = client.post(url), client.post(url)

        assert first.url == second.url == page("processes:service", fin, service.pk)
        assert reread(service).status == status
    assert not ServiceWord.objects.exists()


def test_what_is_not_told_in_dutch_and_french_is_not_published(client, fin, manager, service):
    Service.objects.update(result=Text(nl="Een kaart", de="Eine Karte"))

    url = page("processes:service_publish", fin, service.pk)
    response = client.post(url, follow=True)

    said = "The service cannot be published yet. What the customer receives: missing in Français."
    assert said in response.text
    assert reread(service).status == "draft"


def test_a_published_service_keeps_what_it_must_tell(client, fin, manager, service):
    client.post(page("processes:service_publish", fin, service.pk))

    response = send(client, service, "audience", **TOLD | {"result_fr": ""})

    assert response.text.count("Fill in “What the customer receives (Français)”.") == 2
    assert reread(service).result["fr"] == "Une carte"


def test_what_is_saved_is_found_at_once(client, fin, manager, service):
    client.post(page("processes:service_publish", fin, service.pk))
    names = {"code": "CARD", "name_nl": "Kaart", "name_fr": "Carte"}

    send(client, service, "name", **names, words_nl="treinabonnement")

    assert found_in("nl", "treinabonnement") == ["CARD"]
