"""Someone finds a service in their own words, reads what it asks, and complains about it."""

import pytest

from complaints.models import Case
from core.row_security import organisation_context
from core.texts import Text
from processes import finding
from processes.models import ServiceDocument
from tests.browser.conftest import NARROW
from tests.factories.processes import MapFactory, ServiceFactory, make_step

SLOW_ENOUGH = 3100


@pytest.fixture
def refund(fin):
    service = ServiceFactory(
        organisation=fin,
        code="refund",
        name=Text({"fr": "Remboursement de l'impôt", "nl": "Terugbetaling van belasting"}),
        words=Text({"fr": "récupérer l'argent des impôts"}),
        result=Text({"nl": "Het geld dat u te veel betaalde"}),
        announced_amount=20,
    )
    ServiceDocument.objects.create(
        service=service, position=1, name=Text({"fr": "Votre numéro de compte"})
    )
    make_step(MapFactory(service=service), name=Text({"fr": "Nous versons l'argent"}))
    finding.index(service)
    return service


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_a_question_to_a_complaint_about_the_service(visit, refund, script):
    citizen = visit(locale="fr-BE", script=script)
    citizen.goes_to("/fr/")
    citizen.page.set_viewport_size(NARROW)
    citizen.fills(find="mon rembousrement d'impot n'arrive pas")
    citizen.clicks("form[role=search] button")
    assert citizen.page.url.startswith(f"{citizen.address}/fr/find/?q=")
    assert "Votre numéro de compte" in citizen.page.inner_text(".found")

    citizen.clicks(".found h3 a")
    assert citizen.heading == "Remboursement de l'impôt"
    assert "Nous versons l'argent" in citizen.page.inner_text("main")
    assert citizen.page.locator("main [lang=nl]").all_inner_texts() == [
        "Het geld dat u te veel betaalde"
    ]

    citizen.clicks(".closing a.btn-primary")
    assert citizen.page.is_checked("#id_nature_0")
    assert citizen.page.input_value("#id_service") == str(refund.pk)
    citizen.page.check("#id_who_1")
    citizen.fills(subject="Trop long", text="J'attends depuis trois mois.")
    citizen.page.wait_for_timeout(SLOW_ENOUGH)
    citizen.clicks("button[name=send]")
    assert citizen.page.url.endswith("/complaints/filed/")
    with organisation_context(refund.organisation_id):
        assert Case.objects.get().service == refund


def test_a_question_without_an_answer_shows_the_way(visit, refund):
    citizen = visit(locale="fr-BE")
    citizen.goes_to("/fr/find/?q=xyzzy")
    citizen.clicks("main .empty a")
    assert citizen.page.url.endswith("/fr/organisations/")
