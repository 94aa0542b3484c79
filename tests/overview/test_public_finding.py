import pytest

from core.texts import Text
from overview.finding import by_group, named, searched
from tests.factories.organisations import GroupFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisations():
    fin = OrganisationFactory(
        code="FIN",
        name=Text(
            {"nl": "FOD Financiën", "fr": "SPF Finances", "de": "FÖD Finanzen", "en": "FPS Finance"}
        ),
        acronym=Text({"nl": "FIN", "fr": "FIN"}),
    )
    pensions = OrganisationFactory(
        code="SFP",
        name=Text(
            {
                "nl": "Federale Pensioendienst",
                "fr": "Service fédéral des Pensions",
                "de": "Föderaler Pensionsdienst",
                "en": "Federal Pensions Service",
            }
        ),
        acronym=Text({"nl": "FPD", "fr": "SFP"}),
    )
    insurance = OrganisationFactory(
        code="CAAMI",
        name=Text({"fr": "Caisse auxiliaire d'assurance maladie-invalidité", "nl": "Hulpkas"}),
    )
    return [fin, pensions, insurance]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("financien", ["FIN"]),
        ("FINANCIËN", ["FIN"]),
        ("finances", ["FIN"]),
        ("Finanzen", ["FIN"]),
        ("sfp", ["SFP"]),
        ("FPD", ["SFP"]),
        ("pensioen", ["SFP"]),
        ("ma pension à l'étranger", ["SFP"]),
        ("d'assurance", ["CAAMI"]),
        ("invalidite maladie", ["CAAMI"]),
        ("federale pensioendienst", ["SFP"]),
        ("ss", []),
        ("xyzzy", []),
        ("' or 1=1 --", []),
        ("ma pension pour mon mari qui habite loin", []),
        ("", []),
        ("  \t ", []),
        ("…", []),
    ],
)
def test_words_find_organisations_in_any_language(organisations, words, codes):
    assert [found.code for found in named(organisations, words)] == codes


def test_most_words_win(organisations):
    found = named(organisations, "finances pensions fédéral")

    assert [one.code for one in found] == ["SFP"]


def test_description_is_searched_where_no_name_holds_the_words(organisations):
    organisations[0].description = Text({"nl": "Wij innen belastingen en betalen pensioenen."})

    assert [one.code for one in named(organisations, "belasting")] == ["FIN"]
    assert [one.code for one in named(organisations, "pensioen")] == ["SFP"]


def test_question_of_little_words_alone_is_asked_as_it_is():
    assert searched("de la") == ["de", "la"]
    assert searched("de la police") == ["police"]


def test_very_long_question_is_cut():
    assert len(searched(" ".join(f"mot{n}" for n in range(1000)))) == 20


def test_groups_keep_the_order_of_the_list(organisations):
    social = GroupFactory(code="IPSS")
    organisations[1].group = social

    groups = by_group(organisations)

    assert [(group.code, [one.code for one in found]) for group, found in groups] == [
        ("FPS_AND_DEFENCE", ["FIN", "CAAMI"]),
        ("IPSS", ["SFP"]),
    ]
