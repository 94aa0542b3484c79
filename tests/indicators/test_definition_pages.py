"""The pages of the definitions: the Network's, the glossary for everyone, and the settings."""

import pytest
from django.urls import reverse

from indicators.definitions import revise
from indicators.models import Indicator, NetworkSettings
from tests.factories.indicators import CampaignFactory, IndicatorFactory
from tests.factories.organisations import in_four_languages
from tests.indicators.test_definitions import attested, wording

LANGUAGES = ("nl", "fr", "de", "en")


@pytest.fixture
def network(client, member, bosa):
    return member(client, "network_coordinator", organisation=bosa)


def texts(**given):
    return {f"{name}_{code}": text for name, text in given.items() for code in LANGUAGES}


def answers(**changed):
    """What the form of a new indicator is sent with."""
    return {
        "code": "appeals",
        "section": "customers",
        "first_year": "2026",
        "unit": "complaints",
        "better": "lower",
        **texts(name="Appeals", explanation="Decisions contested.", formula="Number of them."),
        **changed,
    }


def revised(indicator, **changed):
    """The form of another wording, as it is shown, with a reason."""
    version = indicator.versions.first()
    said = {
        f"{name}_{code}": getattr(version, name)[code]
        for name in ("name", "explanation", "formula")
        for code in LANGUAGES
    }
    told = {"unit": version.unit, "better": version.better, "seen": version.number}
    return {
        **said,
        **told,
        "first_year": "2026",
        "meaning": "no",
        **texts(reason="Clearer"),
        **changed,
    }


def test_everyone_reads_what_each_figure_means(client, definitions):
    page = client.get("/fr/indicators/definitions/")

    assert "Plaintes reçues" in page.text
    assert 'id="answered_in_time"' in page.text
    assert "Numérateur divisé par dénominateur" in page.text


def test_the_glossary_says_where_a_series_breaks(client, db):
    indicator = IndicatorFactory(code="appeals")
    reason = in_four_languages("The law changed")
    revise(indicator, by=None, first_year=2026, **wording(changes_meaning=True), reason=reason)

    page = client.get(reverse("indicators:public_definitions"))

    assert "The law changed" in page.text
    assert "years before and after are not comparable" in page.text
    assert "Name of appeals" in page.text


def test_yearly_page_leads_to_each_definition(client, member, fin, definitions):
    member(client, "reader")

    page = client.get(reverse("indicators:year", args=["fin", 2025]))

    assert 'href="/en/indicators/definitions/#answered_in_time"' in page.text


def test_the_list_tells_unit_direction_and_last_year(client, network):
    IndicatorFactory(code="appeals", last_year=2024)

    page = client.get(reverse("indicators:definitions"))

    assert "Name of appeals" in page.text
    assert "asked for until 2024" in page.text
    assert "neither is better by itself" in page.text


def test_the_network_adds_an_indicator(client, network):
    response = client.post(reverse("indicators:definition_new"), answers())

    added = Indicator.objects.get(code="appeals")
    assert response.headers["Location"] == reverse("indicators:definition", args=["appeals"])
    version = added.versions.get()
    assert (added.origin, added.collected_since, version.made_by) == (
        "declared",
        2026,
        network.user,
    )
    assert version.formula["de"] == "Number of them."


def test_a_share_says_what_is_divided_by_what(client, network):
    page = client.post(reverse("indicators:definition_new"), answers(unit="percent"))

    assert "A share says what is divided by what." in page.text
    halves = texts(numerator="Lodged", denominator="Decided")
    client.post(
        reverse("indicators:definition_new"),
        answers(unit="percent", parts_unit="complaints", **halves),
    )
    version = Indicator.objects.get(code="appeals").versions.get()
    assert (version.breakdowns, version.numerator["fr"]) == (["part"], "Lodged")


def test_what_is_no_share_has_no_halves(client, network):
    halves = texts(numerator="Lodged", denominator="Decided")

    client.post(
        reverse("indicators:definition_new"),
        answers(parts_unit="complaints", breakdowns=["channel"], **halves),
    )

    version = Indicator.objects.get(code="appeals").versions.get()
    assert (version.parts_unit, version.numerator, version.breakdowns) == ("", {}, ["channel"])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "Appeals!"}, "Use small letters, digits and underscores"),
        ({"code": "known"}, "Another indicator has this code."),
        ({"code": "new"}, "Another indicator has this code."),
        ({"first_year": "2025"}, "Choose a year from 2026 to"),
        ({"first_year": "3000"}, "Choose a year from 2026 to"),
        ({"first_year": "soon"}, "Write the year in four digits."),
        ({"name_nl": ""}, "Fill in"),
        ({"section": "network"}, "Select a valid choice"),
        ({"unit": "apples"}, "Select a valid choice"),
    ],
)
def test_a_definition_that_cannot_be_is_refused(client, network, changed, said):
    attested(2025)
    IndicatorFactory(code="known")

    page = client.post(reverse("indicators:definition_new"), answers(**changed))

    assert said in page.text
    assert not Indicator.objects.exclude(code="known").exists()


def test_another_wording_is_another_version(client, network):
    indicator = IndicatorFactory(code="appeals")
    address = reverse("indicators:definition_revision", args=["appeals"])

    shown = client.get(address).text
    client.post(address, revised(indicator, name_nl="Beroepen", meaning="yes"))

    assert 'value="Name of appeals nl"' in shown
    version = indicator.versions.get(number=2)
    assert (version.name["nl"], version.changes_meaning, version.reason["fr"]) == (
        "Beroepen",
        True,
        "Clearer",
    )
    assert indicator.versions.get(number=1).name["nl"] == "Name of appeals nl"
    page = client.get(reverse("indicators:definition", args=["appeals"])).text
    assert "Beroepen" in page
    assert "Name of appeals nl" in page


def test_a_reason_is_always_given(client, network):
    indicator = IndicatorFactory(code="appeals")
    address = reverse("indicators:definition_revision", args=["appeals"])

    page = client.post(address, revised(indicator, **texts(reason="")))

    assert "Fill in" in page.text
    assert indicator.versions.count() == 1


def test_what_the_register_counts_keeps_its_unit_and_parts(client, network, definitions):
    answered = Indicator.objects.get(code="answered_in_time")
    address = reverse("indicators:definition_revision", args=["answered_in_time"])
    halves = texts(numerator="Answered", denominator="All")

    assert 'name="unit"' not in client.get(address).text
    client.post(address, revised(answered, **halves, unit="days", parts_unit=""))

    version = answered.versions.get(number=2)
    assert (version.unit, version.parts_unit, version.breakdowns) == (
        "percent",
        "complaints",
        ["part"],
    )
    assert version.numerator["nl"] == "Answered"


def test_whoever_is_late_learns_of_the_other_wording(client, network):
    indicator = IndicatorFactory(code="appeals")
    sent = revised(indicator)
    revise(indicator, by=None, first_year=2026, **wording())

    response = client.post(reverse("indicators:definition_revision", args=["appeals"]), sent)

    assert response.status_code == 409
    assert "This definition has been changed since the page was shown." in response.text


def test_the_network_retires_an_indicator(client, network):
    indicator = IndicatorFactory(code="appeals")
    CampaignFactory(year=2025)
    address = reverse("indicators:definition_retirement", args=["appeals"])

    refused = client.post(address, {"last_year": "2024"})
    client.post(address, {"last_year": "2025"})

    indicator.refresh_from_db()
    assert "Choose a year from 2025 to" in refused.text
    assert indicator.last_year == 2025
    client.post(address, {"last_year": ""})
    indicator.refresh_from_db()
    assert indicator.last_year is None


def test_settings_say_from_when_on_a_number_is_shown(client, network):
    address = reverse("indicators:network_settings")

    assert 'value="5"' in client.get(address).text
    client.post(address, {"smallest_shown": "8"})
    assert "Give a number from 1 to 100." in client.post(address, {"smallest_shown": "0"}).text

    assert NetworkSettings.objects.get().smallest_shown == 8


def test_unknown_definitions_are_not_found(client, network):
    assert client.get(reverse("indicators:definition", args=["nothing"])).status_code == 404
