from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.texts import Text
from processes import finding
from processes.demo.services import SERVICES
from processes.demo.words import WORDS
from processes.models import CustomerGroup, LifeEvent, Service, ServiceWord
from tests.factories.organisations import OrganisationFactory
from tests.factories.processes import ServiceFactory

pytestmark = pytest.mark.django_db


def offer(name, *, words="", language="fr", **fields):
    """A service, indexed."""
    service = ServiceFactory(
        name=Text({language: name}), words=Text({language: words} if words else {}), **fields
    )
    finding.index(service)
    return service


def found(question, language="fr", **given):
    services = finding.find(question, language, today=timezone.localdate(), **given)
    return [service.code for service in services]


def stems(service):
    rows = ServiceWord.objects.filter(service=service)
    return {(row.language, row.stem): row.weight for row in rows}


def test_index_holds_stems_and_their_weight():
    service = ServiceFactory(
        name=Text({"fr": "Remboursements de l'impôt", "nl": "Terugbetalingen"}),
        words=Text({"fr": "argent à récupérer"}),
        for_whom=Text({"fr": "Celui qui attend un remboursement, ou un acompte"}),
    )
    service.life_events.add(LifeEvent.objects.create(code="t", name={"fr": "Impôts"}, position=1))
    service.customer_groups.add(
        CustomerGroup.objects.create(code="c", kind="citizen", name=Text({"nl": "Burgers"}))
    )

    finding.index(service)

    held = stems(service)
    assert held["fr", "rembours"] == held["fr", "argent"] == held["nl", "terugbetal"] == 1
    assert held["fr", "impot"] == 1
    assert held["fr", "acompt"] == held["nl", "burger"] == 0.3
    assert ("fr", "un") not in held


def test_index_follows_the_service():
    service = offer("Douane")
    service.named(Text({"fr": "Colis"}))
    service.save()
    finding.index(service)
    assert set(stems(service)) == {("fr", "colis")}

    service.status = "draft"
    service.save()
    finding.index(service)
    assert stems(service) == {}


def test_services_that_no_stem_leads_to_are_indexed():
    offer("Douane")
    ServiceFactory(name=Text({"fr": "Colis"}), code="PARCEL")
    ServiceFactory(name=Text({"fr": "Colis"}), status="draft")

    assert finding.index_missing().new == 1
    assert finding.index_missing().new == 0
    assert found("colis") == ["PARCEL"]


def test_only_what_is_offered_today_is_found():
    today = timezone.localdate()
    offer("Colis", code="NOW", valid_from=today, valid_until=today)
    offer("Colis", code="OVER", valid_until=today - timedelta(days=1))
    offer("Colis", code="LATER", valid_from=today + timedelta(days=1))
    offer("Colis", code="DRAFT", status="draft")
    retracted = offer("Colis", code="RETRACTED")
    retracted.status = "draft"
    retracted.save()
    gone = OrganisationFactory(valid_until=date(2020, 1, 1))
    offer("Colis", code="GONE", organisation=gone)

    assert found("colis") == ["NOW"]


def test_rare_word_counts_more_than_a_common_one():
    for number in range(5):
        offer(f"Demande de carte {number}", code=f"CARD{number}")
    offer("Demande de passeport", code="PASSPORT")

    assert found("demande de passeport")[0] == "PASSPORT"


def test_language_of_the_reader_comes_first():
    offer("Permis", language="nl", code="NL")
    offer("Permis", language="fr", code="FR")

    assert found("permis", "fr") == ["FR", "NL"]
    assert found("permis", "nl") == ["NL", "FR"]
    assert found("permis", "de")


def test_compound_is_found_by_its_parts():
    offer("Belasting", language="nl", code="TAX")
    offer("Brief", language="nl", code="LETTER")
    offer("Water", language="nl", code="WATER")

    assert sorted(found("belastingbrief", "nl")) == ["LETTER", "TAX"]


@pytest.mark.parametrize("question", ["", "  ", "…", "de la", "' or 1=1 --", "\0", "é" * 5000, "%"])
def test_question_without_meaning_finds_nothing(question):
    offer("Colis")

    assert found(question) == []


def test_result_is_bounded():
    for _ in range(6):
        offer("Colis")

    assert len(found("colis", limit=3)) == 3


def test_two_statements_however_many_are_found(django_assert_num_queries):
    for _ in range(3):
        offer("Colis")

    with django_assert_num_queries(2):
        assert len(found("colis")) == 3


QUESTIONS = [
    ("fr", "mon remboursement d'impôt n'arrive pas", "FIN refund"),
    ("fr", "je ne sais pas payer mes impôts en une fois", "FIN recovery"),
    ("fr", "mon colis qui vient de Chine est bloqué", "FIN customs"),
    ("fr", "comment remplir ma feuille d'impôts", "FIN income_tax"),
    ("fr", "je viens d'acheter une maison, à qui demander le revenu cadastral ?", "FIN property"),
    ("fr", "ma mutuelle ne rembourse pas mes lunettes", "INAMI care"),
    ("fr", "je suis malade depuis un an et je ne peux plus travailler", "INAMI invalidity"),
    ("fr", "le chirurgien a raté mon opération", "INAMI accidents"),
    ("fr", "si je tombe malade en vacances en Espagne", "INAMI abroad"),
    ("fr", "j'ai oublié mon mot de passe", "BOSA sign_in"),
    ("fr", "je cherche un boulot à l'État", "BOSA selection"),
    ("fr", "je n'ai pas reçu ma fiche de paie", "BOSA pay"),
    ("nl", "ik ben mijn belastingbrief kwijt", "FIN income_tax"),
    ("nl", "wanneer krijg ik mijn geld terug van de belastingen", "FIN refund"),
    ("nl", "mag ik mijn belastingen in schijven afbetalen", "FIN recovery"),
    ("nl", "waarom moet ik bijbetalen voor mijn pakje uit Amerika", "FIN customs"),
    ("nl", "krijg ik iets terug van de tandarts voor mijn kind", "INAMI care"),
    ("nl", "ik kan niet meer werken door een burn-out", "INAMI invalidity"),
    ("nl", "de dokter heeft een fout gemaakt in het ziekenhuis", "INAMI accidents"),
    ("nl", "ik wil ambtenaar worden", "BOSA selection"),
    ("nl", "mijn loon is niet gestort", "BOSA pay"),
    ("nl", "hoe bewijs ik dat ik tweetalig ben", "BOSA language_test"),
    ("nl", "itsme werkt niet", "BOSA sign_in"),
    ("nl", "ik wil een offerte indienen bij de overheid", "BOSA tenders"),
]
MISSPELT = [
    ("fr", "mon rembousrement d'impot narive pas", "FIN refund"),
    ("fr", "declaration impots", "FIN income_tax"),
    ("fr", "un colit bloquer a la doanne", "FIN customs"),
    ("fr", "mutuele lunettte", "INAMI care"),
    ("fr", "REVENU CADASTRALE", "FIN property"),
    ("nl", "belastngbrief", "FIN income_tax"),
    ("nl", "terugbetaaling belasting", "FIN refund"),
    ("nl", "ambtenar wordne", "BOSA selection"),
    ("nl", "tandartsfactuur", "INAMI care"),
    ("nl", "douanne paketje", "FIN customs"),
    ("fr", "belastingbrief", "FIN income_tax"),
    ("nl", "colis de Chine", "FIN customs"),
    ("de", "Steurerklärung", "FIN income_tax"),
    ("en", "forgoten pasword", "BOSA sign_in"),
]


@pytest.fixture
def catalogue():
    """The eighteen services of the demonstration, with the words people use."""
    for code, services in SERVICES.items():
        organisation = OrganisationFactory(code=code)
        for service_code, (_department, name) in services.items():
            ServiceFactory(
                organisation=organisation,
                code=service_code,
                name=name,
                words=WORDS[code][service_code],
            )
    finding.index_all(list(Service.objects.values_list("pk", flat=True)))


def likeliest(question, language):
    services = finding.find(question, language, today=timezone.localdate())
    return [f"{service.organisation.code} {service.code}" for service in services[:3]]


@pytest.mark.parametrize(("language", "question", "service"), QUESTIONS)
def test_question_in_words_of_people_finds_the_service(catalogue, language, question, service):
    assert service in likeliest(question, language)


@pytest.mark.parametrize(("language", "question", "service"), MISSPELT)
def test_typing_errors_and_missing_accents_are_forgiven(catalogue, language, question, service):
    assert service in likeliest(question, language)


def test_most_questions_find_the_service_at_once(catalogue):
    firsts = [
        likeliest(question, language)[:1] == [wanted] for language, question, wanted in QUESTIONS
    ]

    assert sum(firsts) >= 20
