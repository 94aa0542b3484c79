import json
import re
from datetime import date, time

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from core.texts import Text
from organisations.models import HoursException, OpeningHours
from processes import finding
from processes.models import CustomerGroup, ServiceChannel, ServiceDocument
from tests.factories.organisations import OrganisationFactory, PlaceFactory
from tests.factories.processes import MapFactory, ServiceFactory, make_step
from tests.house import markup
from tests.pages import queries_of

pytestmark = pytest.mark.django_db
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"overview:{name}", args=args)


def form_of(service, language="en"):
    with translation.override(language):
        return reverse("complaints:file", args=[service.organisation.slug])


def offer(organisation, **fields):
    service = ServiceFactory(organisation=organisation, **fields)
    finding.index(service)
    return service


@pytest.fixture
def refund(fin):
    """A service with all that can be told of it."""
    service = offer(
        fin,
        code="refund",
        name=Text({"fr": "Remboursement de l'impôt", "en": "Tax refund"}),
        words=Text({"fr": "argent des impôts"}),
        result=Text({"en": "The money you paid too much."}),
        for_whom=Text({"nl": "Wie te veel betaalde"}),
        conditions=Text({"en": "You have a bank account."}),
        cost=Text({"en": "Free of charge"}),
        payment_means=["transfer"],
        announced_amount=20,
        legal_amount=2,
        legal_unit="months",
        appeal=Text({"en": "Write to the adviser general."}),
        appeal_amount=1,
        appeal_unit="months",
        legal_basis=Text({"en": "Income Tax Code, article 1"}),
    )
    ServiceDocument.objects.create(service=service, position=1, name={"en": "Account number"})
    ServiceDocument.objects.create(
        service=service,
        position=2,
        name={"en": "Your household"},
        known=True,
        known_from={"en": "the National Register"},
    )
    ServiceChannel.objects.create(
        service=service,
        position=1,
        channel="telephone",
        contact="02 572 57 57",
        hours={"en": "Every working day"},
    )
    ServiceChannel.objects.create(
        service=service, position=2, channel="online", contact="https://fin.example/refund"
    )
    place = PlaceFactory(organisation=fin, name=Text({"en": "Brussels"}), access=["step_free"])
    for weekday in range(5):
        OpeningHours.objects.create(
            place=place, kind="counter", weekday=weekday, opens=time(9), closes=time(12)
        )
    service.places.add(place)
    return service


@time_machine.travel("2026-11-23 10:00+01:00")
@pytest.mark.parametrize("words", ["remboursement", "rembousrement", "mon argent des impots"])
def test_finder_tells_where_whom_and_what_to_bring(client, refund, words):
    text = client.get(address("find"), {"q": words}).text

    assert f'href="{address("service", "fin", "refund")}"' in text
    assert "The money you paid too much." in text
    assert "Brussels</span>: open until 12:00" in text
    assert "02 572 57 57" in text
    assert "Account number" in text
    assert "Your household" not in text
    assert f"1 service for “{words}”" in text


@time_machine.travel("2026-11-23 13:00+01:00")
def test_finder_says_when_the_next_place_opens(client, refund):
    later = PlaceFactory(organisation=refund.organisation)
    HoursException.objects.create(
        place=later, first="2026-12-20", last="2026-12-20", opens=time(9), closes=time(10)
    )
    refund.places.add(later)

    text = client.get(address("find"), {"q": "remboursement"}).text

    assert "Brussels</span>: opens on Tuesday 24 November at 9:00 (and 1 other place)" in text


def test_finder_gives_the_organisation_to_call_where_the_service_has_nothing(client, fin):
    fin.telephone = "02 123 45 67"
    fin.save()
    offer(fin, name=Text({"fr": "Douane"}))

    text = client.get(address("find"), {"q": "douane"}).text

    assert "02 123 45 67" in text
    assert "Where and when" not in text


def test_organisations_of_that_name_stand_above_the_services(client, fin, bosa):
    offer(bosa, name=Text({"fr": "Les finances du personnel"}))

    text = client.get(address("find"), {"q": "SPF Finances"}).text

    assert text.index(address("organisation", "fin")) < text.index("Les finances du personnel")
    assert f'href="{address("organisation", "bosa")}"' not in text


def test_finder_without_result_says_what_to_do_next(client, fin):
    response = client.get(address("find"), {"q": "xyzzy"})

    assert "Nothing found with these words" in response.text
    assert "Look through all organisations" in response.text
    assert response.text.count(f'href="{address("organisation_list")}"') >= 2


def test_finder_leads_to_the_form_of_who_wants_to_complain(client, refund):
    response = client.get(address("find"), {"q": "remboursement SPF Finances", "for": "complaint"})

    assert f'href="{form_of(refund)}?service=refund"' in response.text
    assert '<input type="hidden" name="for" value="complaint">' in response.text


@pytest.mark.parametrize(
    "words", ['"><script>alert(1)</script>', "\0", "é" * 5000, "%00", "{{ 7 }}"]
)
def test_hostile_question_is_only_text(client, refund, words):
    response = client.get(address("find"), {"q": words})

    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_finder_takes_the_same_queries_with_one_and_with_three_services(client, refund):
    url = address("find") + "?q=douane"

    def another():
        service = offer(refund.organisation, name=Text({"fr": "Douane"}))
        service.places.add(PlaceFactory(organisation=OrganisationFactory()))
        ServiceDocument.objects.create(service=service, position=1, name={"en": "Card"})
        ServiceChannel.objects.create(service=service, position=1, channel="online")

    another()
    first = queries_of(client, url)
    another()
    another()

    assert queries_of(client, url) == first


@time_machine.travel("2026-11-23 10:00+01:00")
def test_page_of_a_service_tells_everything(client, refund):
    refund.customer_groups.add(
        CustomerGroup.objects.create(code="c", kind="citizen", name=Text({"en": "Citizens"}))
    )
    held = MapFactory(service=refund)
    make_step(
        held,
        stage="receive",
        name="We look at your file",
        question=Text({"en": "Has it arrived?"}),
        expected_amount=3,
        maximal_amount=5,
    )

    text = client.get(address("service", "fin", "refund")).text

    for told in (
        "The money you paid too much.",
        '<div class="pre" lang="nl">Wie te veel betaalde</div>',
        "Citizens",
        "You have a bank account.",
        "Account number",
        "We do not ask this again",
        "the National Register",
        "Free of charge",
        "bank transfer",
        "20 working days",
        "2 months",
        "02 572 57 57",
        "Every working day",
        'href="https://fin.example/refund"',
        "open until 12:00",
        "entrance without steps",
        "Write to the adviser general.",
        "Time to appeal: 1 month.",
        "Income Tax Code, article 1",
        "We look at your file",
        "Has it arrived?",
        "3 working days, at most 5 working days",
    ):
        assert told in text
    for nature in ("complaint", "suggestion", "compliment"):
        assert f'href="{form_of(refund)}?service=refund&amp;nature={nature}"' in text


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_page_with_everything_is_valid(client, refund, language):
    make_step(MapFactory(service=refund), stage="receive", question=Text({"en": "Has it come?"}))

    for name, *args in (("service", "fin", "refund"), ("find",)):
        response = client.get(address(name, *args, language=language), {"q": "remboursement"})
        _title, faults = markup.examine(response.text, language)
        assert faults == []


def test_page_of_a_service_leaves_out_what_is_unknown(client, fin):
    offer(fin, code="bare", name=Text({"fr": "Douane"}))

    text = client.get(address("service", "fin", "bare")).text

    assert '<h1 lang="fr">Douane</h1>' in text
    for heading in (
        "What you receive",
        "Documents",
        "What it costs",
        "How it goes",
        "Where you can go",
    ):
        assert heading not in text
    assert "plaintes@fin.example" in text


def test_draft_of_a_map_is_not_told(client, refund):
    make_step(MapFactory(service=refund, status="draft", in_force_from=None), name="Secret plan")

    assert "Secret plan" not in client.get(address("service", "fin", "refund")).text


def test_only_a_service_offered_today_has_a_page(client, fin, bosa):
    offer(fin, code="draft", status="draft")
    offer(fin, code="over", valid_until=date(2020, 1, 1))
    offer(fin, code="later", valid_from=date(2199, 1, 1))
    offer(bosa, code="theirs")
    offer(OrganisationFactory(code="GONE", valid_until=date(2020, 1, 1)), code="gone")

    for code in ("draft", "over", "later", "theirs", "THEIRS", "none"):
        assert client.get(address("service", "fin", code)).status_code == 404
    assert client.get(address("service", "gone", "gone")).status_code == 404
    assert client.get(address("service", "bosa", "theirs")).status_code == 200
    assert client.post(address("service", "bosa", "theirs")).status_code == 405


def test_code_with_a_slash_has_a_page(client, fin):
    offer(fin, code="A/1 é", name=Text({"fr": "Douane"}))

    assert client.get(address("service", "fin", "A/1 é")).status_code == 200
    assert client.get(address("find"), {"q": "douane"}).status_code == 200


def test_page_holds_the_service_as_structured_data(client, refund, settings):
    settings.SITE_URL = "https://customer.example"
    refund.named(Text({"en": "</script><script>alert(1)</script> & more"}))
    refund.save()

    text = client.get(address("service", "fin", "refund")).text

    facts = json.loads(DATA.search(text)[1])
    assert (facts["@type"], facts["@context"]) == ("GovernmentService", "https://schema.org")
    assert facts["name"] == "</script><script>alert(1)</script> & more"
    assert facts["url"] == "https://customer.example/en/organisations/fin/services/refund/"
    assert facts["provider"]["name"] == "FPS Finance"
    assert facts["audience"]["audienceType"] == {
        "@value": "Wie te veel betaalde",
        "@language": "nl",
    }
    telephone, online, counter = facts["availableChannel"]
    assert telephone["servicePhone"]["telephone"] == "02 572 57 57"
    assert online["serviceUrl"] == "https://fin.example/refund"
    assert counter["serviceLocation"]["openingHoursSpecification"][0]["opens"] == "09:00"
    assert "<script>alert" not in text


def test_page_of_a_service_takes_the_same_queries_with_one_and_with_three(client, refund):
    url = address("service", "fin", "refund")
    held = MapFactory(service=refund)

    def more():
        refund.places.add(PlaceFactory(organisation=refund.organisation))
        ServiceDocument.objects.create(service=refund, position=9, name={"en": "Card"})
        ServiceChannel.objects.create(service=refund, position=9, channel="letter")
        make_step(held)

    more()
    first = queries_of(client, url)
    more()
    more()

    assert queries_of(client, url) == first


def test_home_leads_to_the_finder(client, fin):
    text = client.get(address("home")).text

    assert f'action="{address("find")}"' in text
