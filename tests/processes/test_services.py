"""The list of services, and a service that begins with its name."""

from datetime import date

import pytest

from core.texts import Text
from processes.models import Service
from tests.factories.organisations import DepartmentFactory
from tests.factories.processes import MapFactory, ServiceFactory
from tests.pages import assert_only_for, page, queries_of


def service(**typed):
    return {"code": "TVA", "name_nl": "Btw", "name_fr": "TVA", **typed}


def test_every_member_reads_the_services(client, fin, other, member):
    row = ServiceFactory(organisation=fin, code="TVA")
    ServiceFactory(organisation=other, code="PAY")
    member(client, "reader")

    text = client.get(page("processes:services", fin)).text

    assert "Service TVA" in text
    assert page("processes:service", fin, row.pk) in text
    assert "Service PAY" not in text
    assert "Add a service" not in text


def test_services_are_read_by_members_alone(client, fin, other, member):
    member(client, "administrator", organisation=other)

    assert client.get(page("processes:services", fin)).status_code == 404


def test_services_are_added_by_managers_and_administrators(client, fin):
    assert_only_for(client, fin, ["manager", "administrator"], page("processes:service_new", fin))


def test_a_service_begins_as_a_draft_and_goes_on_with_the_next_part(client, fin, member):
    member(client, "manager")

    response = client.post(page("processes:service_new", fin), service(name_fr="Écluse"))

    row = Service.objects.get(organisation=fin)
    assert (row.status, row.name["fr"], row.sort_keys["fr"]) == ("draft", "Écluse", "ecluse")
    assert response.url == page("processes:service_part", fin, row.pk, "audience")


def test_services_stand_in_the_order_of_the_reader(client, fin, member):
    member(client, "reader")
    for code, name in (("A", "Zegel"), ("B", "Échéance"), ("C", "Domaine")):
        row = ServiceFactory.build(organisation=fin, code=code)
        row.named(Text({"nl": name, "fr": name}))
        row.save()

    text = client.get(page("processes:services", fin, language="fr")).text

    places = [text.index(name) for name in ("Domaine", "Échéance", "Zegel")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (service(name_nl=""), "Fill in “Name (Nederlands)”."),
        (service(code="pay"), "Another service has this code."),
        (service(code="de/el"), "Write the code with letters without accents"),
        (service(code="tva é"), "Write the code with letters without accents"),
    ],
)
def test_service_refuses_bad_input(client, fin, member, typed, error):
    member(client, "manager")
    ServiceFactory(organisation=fin, code="PAY")

    response = client.post(page("processes:service_new", fin), typed)

    # Once in the summary, once beside the field.
    assert response.text.count(error) == 2
    assert Service.objects.count() == 1


def test_service_of_another_organisation_does_not_exist(client, fin, other, member):
    member(client, "manager")
    foreign = ServiceFactory(organisation=other)

    for url in (
        page("processes:service", fin, foreign.pk),
        page("processes:service_part", fin, foreign.pk, "name"),
    ):
        assert client.get(url).status_code == 404


def test_the_sentence_narrows_by_status_and_department(client, fin, member):
    member(client, "reader")
    department = DepartmentFactory(organisation=fin)
    ServiceFactory(organisation=fin, code="ONE", department=department)
    ServiceFactory(organisation=fin, code="TWO", status="draft")
    url = page("processes:services", fin)

    drafts = client.get(url, {"status": "draft"}).text
    own = client.get(url, {"department": department.pk}).text
    without = client.get(url, {"department": "none"}).text
    none = client.get(url, {"status": "draft", "department": department.pk}).text
    odd = client.get(url, {"status": "elsewhere"}).text

    assert ("Service ONE" in drafts, "Service TWO" in drafts) == (False, True)
    assert ("Service ONE" in own, "Service TWO" in own) == (True, False)
    assert ("Service ONE" in without, "Service TWO" in without) == (False, True)
    assert "No service fits this" in none
    assert "Part of the address was not understood and is left out: Status." in odd


def test_the_list_tells_of_maps_and_of_languages_that_are_missing(client, fin, member):
    row = ServiceFactory(
        organisation=fin,
        name=Text(nl="Btw", fr="TVA", de="MwSt", en="VAT"),
        for_whom=Text(nl="Wie", fr="Qui", de="Wer", en="Who"),
        result=Text(nl="Wat", fr="Quoi", en="What"),
    )
    MapFactory(service=row)
    draft = ServiceFactory(organisation=fin)
    MapFactory(service=draft, number=1, status="draft", in_force_from=None)
    member(client, "reader")

    text = client.get(page("processes:services", fin)).text

    assert text.count("Map in force") == 1
    # Drafts of maps are seen by those who edit them.
    assert "Draft of a map" not in text
    assert text.count('<span class="visually-hidden" lang="de">Deutsch</span>') == 2
    assert text.count('<span class="visually-hidden" lang="en">English</span>') == 1
    member(client, "manager")
    assert "Draft of a map" in client.get(page("processes:services", fin)).text


def test_long_lists_have_pages(client, fin, member):
    member(client, "reader")
    for number in range(51):
        ServiceFactory(organisation=fin, code=f"N{number:02}")
    url = page("processes:services", fin)

    first = client.get(url, {"status": "published"}).text
    second = client.get(url, {"status": "published", "page": 2}).text

    assert "51 services" in first
    assert "status=published&amp;page=2" in first
    assert ("Service N50" in first, "Service N50" in second) == (False, True)


def test_list_asks_as_often_for_one_service_as_for_three(client, fin, member):
    member(client, "manager")
    url = page("processes:services", fin)

    def grow():
        row = ServiceFactory(organisation=fin, department=DepartmentFactory(organisation=fin))
        row.documents.create(position=1, name=Text(nl="Bewijs"))
        row.channels.create(position=1, channel="email", hours=Text(nl="Altijd"))
        MapFactory(service=row)

    grow()
    one_row = queries_of(client, url)
    grow()
    grow()

    assert queries_of(client, url) == one_row


def test_a_service_that_has_ended_stays_in_the_list(client, fin, member):
    member(client, "reader")
    ServiceFactory(organisation=fin, code="OLD", valid_until=date(2020, 12, 31))

    assert "until 31 December 2020" in client.get(page("processes:services", fin)).text
