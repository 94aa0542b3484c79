from datetime import date
from itertools import pairwise

import html5lib
import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from core.texts import Text
from organisations import reference
from organisations.models import DemoLoad, SecondLineBody
from tests.factories.organisations import OrganisationFactory, TimeLimitFactory
from tests.factories.processes import ServiceFactory
from tests.pages import queries_of

pytestmark = pytest.mark.django_db
GENERAL = [
    "home",
    "find",
    "organisation_list",
    "complaints_explained",
    "about",
    "contact",
    "accessibility",
    "privacy",
]
OF_ORGANISATION = ["organisation", "organisation_privacy"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"overview:{name}", args=args)


def tree(response):
    return html5lib.parse(response.content, namespaceHTMLElements=False)


def headings(response):
    return [
        (element.tag, " ".join("".join(element.itertext()).split()))
        for element in tree(response).iter()
        if element.tag in ("h1", "h2", "h3", "h4")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GENERAL)
def test_general_page_opens_without_account(client, fin, name, language):
    response = client.get(address(name, language=language))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_page_of_organisation_opens_without_account(client, fin, name, language):
    response = client.get(address(name, "fin", language=language))

    assert response.status_code == 200
    assert str(fin.name.in_language(language)) in response.text


@pytest.mark.parametrize("name", [*GENERAL, *OF_ORGANISATION])
def test_headings_are_in_order(client, fin, name):
    reference.load_second_line_bodies()
    args = ["fin"] if name in OF_ORGANISATION else []

    levels = [int(tag[1]) for tag, _text in headings(client.get(address(name, *args)))]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", GENERAL)
def test_page_without_any_organisation(client, name):
    assert client.get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [*GENERAL, *OF_ORGANISATION])
def test_page_only_shows(client, fin, name):
    args = ["fin"] if name in OF_ORGANISATION else []

    assert client.post(address(name, *args)).status_code == 405


@pytest.mark.parametrize("slug", ["nobody", "FIN", "fin_"])
@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_unknown_organisation_is_not_found(client, fin, name, slug):
    assert client.get(address(name, slug)).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr", "fr"), ("nl-BE,nl;q=0.9", "nl"), ("de-AT", "de"), ("pt,it;q=0.5", "en"), ("", "en")],
)
def test_root_leads_to_the_language_of_the_browser(client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})

    assert response.status_code == 302
    assert response.url == f"/{language}/"
    assert "Accept-Language" in response.headers["Vary"]


def test_home_names_organisations_in_the_order_of_the_language(client, fin):
    OrganisationFactory(code="ETAT", name=Text({"fr": "État civil", "nl": "Zaken"}))
    OrganisationFactory(code="FAR", name=Text({"fr": "Farine", "nl": "Aap"}))

    text = client.get(address("home", language="fr")).text
    assert text.index("État civil") < text.index("Farine") < text.index("SPF Finances")

    text = client.get(address("home", language="nl")).text
    assert text.index("Aap") < text.index("FOD Financiën") < text.index("Zaken")


def test_search_that_stood_on_the_list_is_the_finder_now(client):
    response = client.get(address("organisation_list"), {"for": "complaint", "q": "impôt"})

    assert response.status_code == 301
    assert response.url == address("find") + "?for=complaint&q=imp%C3%B4t"


def test_list_for_a_complaint_leads_to_the_forms(client, fin):
    response = client.get(address("organisation_list"), {"for": "complaint"})

    with translation.override("en"):
        form = reverse("complaints:file", args=["fin"])
    assert f'href="{form}"' in response.text
    assert f'href="{address("organisation", "fin")}"' not in response.text
    assert ("h1", "Which organisation is it about?") in headings(response)


def test_list_takes_the_same_queries_with_one_and_with_three_organisations(client, fin):
    url = address("organisation_list")
    first = queries_of(client, url)
    OrganisationFactory()
    OrganisationFactory()

    assert queries_of(client, url) == first


@time_machine.travel("2026-11-23 10:00+01:00")
def test_organisation_promises_a_date(client, fin):
    response = client.get(address("organisation", "fin"))

    assert "7 December 2026" in response.text  # 10 working days
    assert "4 January 2027" in response.text  # 40 calendar days, then the weekend
    assert "Own commitment of the organisation" in response.text


@time_machine.travel("2026-11-23 10:00+01:00")
def test_published_source_is_a_link_and_a_note_is_not(client, bosa):
    TimeLimitFactory(
        organisation=bosa, kind="answer", amount=30, source="https://bosa.example/complaints"
    )
    TimeLimitFactory(
        organisation=bosa, kind="acknowledgement", amount=0, source="javascript:alert(1)"
    )

    text = client.get(address("organisation", "bosa")).text

    assert 'href="https://bosa.example/complaints"' in text
    assert "javascript:" not in text
    assert "At once" in text


def test_organisation_without_limit_says_so(client, bosa):
    assert "No time limit is set here." in client.get(address("organisation", "bosa")).text


def test_unknown_parts_are_left_out(client, bosa):
    found = [text for _tag, text in headings(client.get(address("organisation", "bosa")))]

    assert "Contact of the complaints service" not in found
    assert "What we do" not in found
    assert "Services" not in found


def test_known_parts_are_shown_and_escaped(client, fin):
    fin.description = Text({"nl": "Wij innen <b>belastingen</b>."})
    fin.telephone = "02 572 57 57"
    fin.save()
    ServiceFactory(organisation=fin, code="IPP", name=Text({"en": "Income tax"}))
    ServiceFactory(organisation=fin, name=Text({"en": "Old tax"}), valid_until=date(2020, 1, 1))

    text = client.get(address("organisation", "fin")).text

    assert '<div class="pre" lang="nl">Wij innen &lt;b&gt;belastingen&lt;/b&gt;.</div>' in text
    assert "02 572 57 57" in text
    assert "plaintes@fin.example" in text
    assert f'href="{address("service", "fin", "IPP")}"' in text
    assert "Old tax" not in text


@time_machine.travel("2026-11-23 10:00+01:00")
def test_ended_organisation_names_its_successor_and_has_no_form(client, fin, bosa):
    fin.valid_until, fin.successor = date(2026, 10, 31), bosa
    fin.save()

    text = client.get(address("organisation", "fin")).text

    assert "This organisation ended on 31 October 2026." in text
    assert address("organisation", "bosa") in text
    assert "complaints/new/" not in text
    assert "at the latest, if you write today" not in text


@time_machine.travel("2026-11-23 10:00+01:00")
def test_organisation_that_has_not_begun_says_when(client, fin):
    fin.valid_from = date(2027, 1, 1)
    fin.save()

    text = client.get(address("organisation", "fin")).text

    assert "This organisation begins on 1 January 2027." in text
    assert "complaints/new/" not in text


@time_machine.travel("2026-11-23 10:00+01:00")
def test_ended_organisation_stands_apart_in_the_list(client, fin, bosa):
    fin.valid_until = date(2026, 10, 31)
    fin.save()

    found = [text for _tag, text in headings(client.get(address("organisation_list")))]
    assert "Organisations that no longer exist" in found
    assert address("organisation", "fin") not in client.get(address("home")).text
    assert "complaints/new/" in client.get(address("organisation_list"), {"for": "complaint"}).text
    assert "fin/complaints/new/" not in (
        client.get(address("organisation_list"), {"for": "complaint"}).text
    )


def test_second_line_bodies_are_named_with_what_they_examine(client):
    reference.load_second_line_bodies()
    SecondLineBody.objects.create(
        code="NEW", name=Text({"fr": "Nouveau corps"}), scope="something new"
    )

    text = client.get(address("complaints_explained")).text

    assert "Federal Ombudsman" in text
    assert "The federal administrations: the general second line." in text
    assert '<dd lang="en">something new</dd>' in text
    for anchor in ("what", "appeal", "second-line"):
        assert f'id="{anchor}"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_body_of_the_reference_data_has_a_scope_in_our_words(client, language):
    reference.load_second_line_bodies()

    text = client.get(address("complaints_explained", language=language)).text

    assert '<dd lang="en">' not in text


def test_privacy_of_an_organisation_shows_what_it_gave(client, fin):
    url = address("organisation_privacy", "fin")
    assert "has not yet stated here how long" in client.get(url).text

    fin.retention = Text({"en": "Ten years."})
    fin.data_protection_contact = "dpo@fin.example"
    fin.save()

    text = client.get(url).text
    assert "Ten years." in text
    assert "dpo@fin.example" in text
    assert "has not yet stated" not in text


def test_accessibility_statement_names_the_coordinating_organisation(client, bosa):
    text = client.get(address("accessibility")).text

    assert address("organisation", "bosa") in text
    assert "not yet been audited by an independent body" in text


def test_robots_leave_work_and_accounts(client):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == (
        "User-agent: *\nDisallow: /*/o/\nDisallow: /*/account/\nDisallow: /*/track/\n"
    )


def test_robots_leave_demonstration_altogether(client):
    DemoLoad.objects.create(pk=1, seed=1)

    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    assert '<meta name="robots" content="noindex">' in client.get(address("home")).text
