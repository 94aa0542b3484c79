from datetime import date

import pytest

from processes.models import Service
from tests.factories.organisations import DepartmentFactory
from tests.factories.processes import ServiceFactory
from tests.pages import assert_only_for, page, queries_of


def service(**typed):
    return {"code": "TVA", "name_nl": "Btw", "name_fr": "TVA", **typed}


def test_every_member_reads_the_services(client, fin, other, member):
    ServiceFactory(organisation=fin, code="TVA")
    ServiceFactory(organisation=other, code="PAY")
    member(client, "reader")

    text = client.get(page("processes:services", fin)).text

    assert "Service TVA" in text
    assert "Service PAY" not in text
    assert "Add a service" not in text


def test_services_are_read_by_members_alone(client, fin, other, member):
    member(client, "administrator", organisation=other)

    assert client.get(page("processes:services", fin)).status_code == 404


def test_services_are_edited_by_managers_and_administrators(client, fin):
    row = ServiceFactory(organisation=fin)

    for url in (page("processes:service_new", fin), page("processes:service", fin, row.pk)):
        assert_only_for(client, fin, ["manager", "administrator"], url)


def test_service_is_added_and_edited(client, fin, member):
    member(client, "manager")
    department = DepartmentFactory(organisation=fin)

    client.post(
        page("processes:service_new", fin), service(department=department.pk, name_fr="Écluse")
    )
    row = Service.objects.get(organisation=fin)
    client.post(
        page("processes:service", fin, row.pk), service(name_fr="Écluses", valid_until="31.12.2026")
    )

    row.refresh_from_db()
    assert (row.name["fr"], row.sort_keys["fr"]) == ("Écluses", "ecluses")
    assert (row.department, row.valid_until) == (None, date(2026, 12, 31))


def test_services_stand_in_the_order_of_the_reader(client, fin, member):
    member(client, "reader")
    for code, name in (("A", "Zegel"), ("B", "Échéance"), ("C", "Domaine")):
        row = ServiceFactory.build(organisation=fin, code=code)
        row.named(type(row.name)({"nl": name, "fr": name}))
        row.save()

    text = client.get(page("processes:services", fin, language="fr")).text

    places = [text.index(name) for name in ("Domaine", "Échéance", "Zegel")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (service(name_nl=""), "Fill in “Name (Nederlands)”."),
        (service(code="pay"), "Another service has this code."),
        (
            service(valid_from="2-1-2026", valid_until="1-1-2026"),
            "The end lies before the beginning.",
        ),
    ],
)
def test_service_refuses_bad_input(client, fin, member, typed, error):
    member(client, "manager")
    ServiceFactory(organisation=fin, code="PAY")

    response = client.post(page("processes:service_new", fin), typed)

    # Once in the summary, once beside the field.
    assert response.text.count(error) == 2
    assert Service.objects.count() == 1


def test_department_of_another_organisation_is_refused(client, fin, other, member):
    member(client, "manager")
    foreign = DepartmentFactory(organisation=other)

    client.post(page("processes:service_new", fin), service(department=foreign.pk))

    assert not Service.objects.exists()


def test_service_of_another_organisation_does_not_exist(client, fin, other, member):
    member(client, "manager")
    foreign = ServiceFactory(organisation=other)

    assert client.get(page("processes:service", fin, foreign.pk)).status_code == 404


def test_list_asks_as_often_for_one_service_as_for_three(client, fin, member):
    member(client, "manager")
    url = page("processes:services", fin)
    ServiceFactory(organisation=fin, department=DepartmentFactory(organisation=fin))
    one_row = queries_of(client, url)
    for _ in range(2):
        ServiceFactory(organisation=fin, department=DepartmentFactory(organisation=fin))

    assert queries_of(client, url) == one_row
