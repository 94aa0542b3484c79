import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, NetworkSettings, PublicFigure, PublicRelease
from indicators.public_pages import Shelf, basis_of
from indicators.public_places import network_page, organisation_page
from indicators.published import Shown, load_published_figures
from indicators.reference import load_indicators
from indicators.releasing import refresh
from organisations.models import DemoLoad, Group, SecondLineBody
from tests.factories.indicators import (
    CampaignFactory,
    IndicatorFactory,
    IndicatorVersionFactory,
    MeasurementFactory,
    SubmissionFactory,
)
from tests.factories.organisations import GroupFactory, OrganisationFactory, in_four_languages

pytestmark = pytest.mark.django_db


def page(client, path):
    """What a visitor reads."""
    response = client.get(path)
    assert response.status_code == 200
    return response.text


@pytest.fixture
def published():
    GroupFactory(code="IPSS", name=in_four_languages("Social security"))
    SecondLineBody.objects.create(code="FED_OMB", name=in_four_languages("The Ombudsman"))
    load_indicators()
    load_published_figures()


def publish(year, values, group=None):
    """A year in which each organisation gives what it received."""
    campaign = CampaignFactory(year=year)
    indicator = IndicatorFactory._meta.model.objects.filter(
        code="complaints_received"
    ).first() or IndicatorFactory(code="complaints_received", section="came_in")
    for organisation, number in values.items():
        submission = SubmissionFactory(
            campaign=campaign, organisation=organisation, comment=f"Comment of {year}."
        )
        MeasurementFactory(submission=submission, indicator=indicator, declared=number)
        attest(submission)
    campaign.status, campaign.published_at = "published", f"{year + 1}-07-01T10:00:00Z"
    campaign.save()
    refresh(campaign)
    return campaign


def attest(submission):
    submission.status, submission.in_force = "attested", True
    submission.attested_at = "2026-04-20T10:00:00Z"
    submission.save()


def test_published_figures_are_shown_with_sources_and_who_reported(client, published):
    text = page(client, "/en/indicators/?year=2014")

    assert "62 of 65 organisations gave their figures of 2014." in text
    assert "9,895" in text
    assert "Published figures of 2014" in text
    assert "fedweb.belgium.be" in text
    assert "40.2% of the 9,895 complaints received" in text


def test_founded_is_a_share_of_what_is_admissible_where_that_is_known():
    known = {"complaints_received": 200, "complaints_admissible": 160, "complaints_founded": 40}
    shown = [
        Shown(2025, "FIN", "OIP", code, "", "value", Decimal(value), "complaints", 1)
        for code, value in known.items()
    ]

    assert basis_of(Shelf(shown), 2025, "FIN", "complaints_founded") == (
        "25.0% of the 160 admissible complaints"
    )


def test_what_published_figures_contradict_is_said_in_words(client, published):
    text = page(client, "/en/indicators/")

    assert "What does not agree in published figures" in text
    assert "a difference of 36" in text
    assert "cannot be reproduced" in text
    assert "2015" not in text.partition("What does not agree")[2].partition("Groups")[0]


def test_groups_and_the_second_line_are_quoted(client, published):
    text = page(client, "/en/indicators/?year=2014")

    assert "Social security" in text
    assert "36.0%" in text
    assert "The Ombudsman" in text
    assert "10,195" in text


def test_the_year_that_is_asked_for_is_shown_else_the_last(client, published):
    assert "Complaints in figures, 2015" in page(client, "/en/indicators/?year=2015")
    for strange in ("", "?year=1999", "?year=x", "?year=99999999", "?year=²"):
        assert "Complaints in figures, 2023" in page(client, f"/en/indicators/{strange}")


def test_an_organisation_is_found_by_its_name_in_any_language(client, published):
    OrganisationFactory(code="ABC", name=in_four_languages("Office of Letters"))
    OrganisationFactory(code="XYZ", name=in_four_languages("Agency of Roads"))

    text = page(client, "/en/indicators/?q=létters")

    assert "Office of Letters" in text
    assert "Agency of Roads" not in text
    assert "No organisation has this name." in page(client, "/en/indicators/?q=nothing")


def test_small_numbers_do_not_stand_on_any_page(client):
    group = GroupFactory(code="OIP")
    small, large, third = (
        OrganisationFactory(code=code, group=group) for code in ("SMALL", "LARGE", "THIRD")
    )
    publish(2024, {small: 3, large: 47, third: 80})

    text = page(client, "/en/indicators/organisations/small/")

    assert "hidden" in text
    assert "people could be recognised" in text
    assert "hidden" in page(client, "/en/indicators/organisations/large/")
    assert "80" in page(client, "/en/indicators/organisations/third/")
    assert "130" in page(client, "/en/indicators/")


def test_the_threshold_is_told_that_numbers_were_hidden_by(client):
    one, two = OrganisationFactory(code="ONE"), OrganisationFactory(code="TWO")
    publish(2024, {one: 3, two: 40})

    NetworkSettings.objects.update_or_create(pk=1, defaults={"smallest_shown": 10})

    for path in ("/en/indicators/", "/en/indicators/organisations/one/"):
        text = page(client, path)
        assert "below 10" not in text
    assert "below 5, people could be recognised" in text


def test_shares_are_rounded_as_every_figure_is(client):
    """1 of 16 and 15 of 16: halves up, on every page."""
    ones = [
        OrganisationFactory(code=code, group=GroupFactory(code=code)) for code in ("PPS", "OIP")
    ]
    publish(2024, {ones[0]: 10, ones[1]: 150})

    text = page(client, "/en/indicators/")

    groups = text.partition('id="groups"')[2].partition("</section>")[0]
    assert "6.3%" in groups
    assert "93.8%" in groups


def test_an_organisation_that_has_ended_is_found_in_the_years_of_its_figures(client):
    ended = OrganisationFactory(code="ENDED", valid_until=date(2024, 6, 30))
    publish(2023, {ended: 40})
    publish(2024, {OrganisationFactory(code="ONE"): 40})

    then, now = page(client, "/en/indicators/?year=2023"), page(client, "/en/indicators/")

    assert 'href="/en/indicators/organisations/ended/"' in then
    assert 'href="/en/indicators/organisations/ended/"' not in now


def test_an_organisation_stands_in_its_group_of_that_year(client):
    group = GroupFactory(code="PPS", name=in_four_languages("Group of then"))
    moved = OrganisationFactory(code="MOVED", group=group)
    publish(2023, {moved: 40})
    moved.group = GroupFactory(code="OIP", name=in_four_languages("Group of now"))
    moved.save()

    listed = page(client, "/en/indicators/?year=2023").partition('id="organisations"')[2]

    assert "Group of then" in listed.partition("</section>")[0]
    assert "Group of now" not in listed.partition("</section>")[0]


def test_another_name_of_a_group_is_seen_at_once(client):
    group = GroupFactory(code="PPS", name=in_four_languages("First name"))
    publish(2024, {OrganisationFactory(code="ONE", group=group): 40})
    assert "First name" in page(client, "/en/indicators/")

    Group.objects.filter(pk=group.pk).update(name=in_four_languages("Second name"))

    text = page(client, "/en/indicators/")
    assert "Second name" in text.partition('id="groups"')[2].partition("</section>")[0]


def test_an_organisation_shows_its_years_comment_and_correction(client):
    one = OrganisationFactory(code="ONE")
    publish(2023, {one: 40})
    campaign = publish(2024, {one: 55})
    campaign.submissions.update(in_force=False)
    correction = SubmissionFactory(
        campaign=campaign, organisation=one, version=2, reason="A register was forgotten."
    )
    MeasurementFactory(
        submission=correction,
        indicator=IndicatorFactory._meta.model.objects.get(code="complaints_received"),
        declared=61,
    )
    attest(correction)
    refresh(campaign)

    text = page(client, "/en/indicators/organisations/one/")

    assert "61" in text
    assert "40" in text
    assert "Comment of 2023." in text
    assert "Corrected on 20 April 2026 (version 2):" in text
    assert "A register was forgotten." in text


def test_an_organisation_without_figures_says_so(client, fin):
    text = page(client, "/en/indicators/organisations/fin/")

    assert "No figures yet" in text
    assert client.get("/en/indicators/organisations/nowhere/").status_code == 404


def test_invented_figures_are_marked(client):
    DemoLoad.objects.create(pk=1, seed=1)
    one = OrganisationFactory(code="ONE")
    publish(2023, {one: 40})
    publish(2024, {one: 55})

    for path in ("/en/indicators/", "/en/indicators/organisations/one/"):
        text = page(client, path)
        assert "The figures of 2024 are invented, for demonstration." in text
        assert "invented for demonstration: 2023, 2024" in text


def test_a_changed_definition_breaks_the_public_lines_and_is_told_beside_their_table(client):
    one = OrganisationFactory(code="ONE")
    for year, number in ((2022, 40), (2023, 50), (2024, 70), (2025, 80)):
        publish(year, {one: number})
    IndicatorVersionFactory(
        indicator=Indicator.objects.get(code="complaints_received"),
        number=2,
        first_year=2024,
        changes_meaning=True,
        reason={"en": "Letters count too."},
    )

    for path in ("", "organisations/one/", "charts/complaints_received/"):
        text = page(client, f"/en/indicators/{path}")
        assert "Breaks: 2024: what is counted changed." in text
        told = "What “Name of complaints_received” counts changed (version 2). Letters count too."
        assert f"<b>2024</b> {told}" in text
        # Two years, and two years: drawn twice, wide and narrow.
        lines = re.findall(r'<path d="M[^"A-Z]*L[^"A-Z]*" fill="none" stroke="#35586d"', text)
        assert len(lines) == 4


def test_a_chart_may_stand_on_other_sites_and_nothing_else(client, published):
    chart = client.get("/en/indicators/charts/complaints_received/")

    assert chart.status_code == 200
    assert "X-Frame-Options" not in chart
    assert "frame-ancestors *" in chart["Content-Security-Policy"].split("; ")
    assert "unsafe" not in chart["Content-Security-Policy"]
    for path in ("/en/", "/en/indicators/", "/en/indicators/open-data/", "/en/track/"):
        other = client.get(path)
        assert other["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]


def test_an_embedded_chart_has_title_source_language_and_table(client, published):
    text = client.get("/fr/indicators/charts/complaints_received/").text

    assert '<html lang="fr">' in text
    assert "<title>Plaintes reçues" in text
    assert 'href="/fr/indicators/"' in text
    assert "9\u00a0895" in text
    assert "<script" not in text


def test_an_embedded_chart_of_nothing_does_not_exist(client, published):
    for path in (
        "no_such_figure/",
        "complaints_received/?organisation=NOBODY",
        "complaints_received/?organisation=a%00b",
        "complaints_received/?organisation=GROUP_NONE",
    ):
        assert client.get(f"/en/indicators/charts/{path}").status_code == 404


def test_the_code_to_embed_names_the_chart(client, published):
    text = client.get("/en/indicators/").text

    assert "&lt;iframe src=" in text
    assert "/en/indicators/charts/complaints_received/" in text


def test_the_page_of_an_organisation_leads_to_its_figures(client, fin):
    text = client.get("/en/organisations/fin/").text

    assert 'href="/en/indicators/organisations/fin/"' in text
    assert 'href="/en/indicators/"' in text


def test_open_data_are_explained(client):
    text = page(client, "/en/indicators/open-data/")

    assert "RFC 4180" in text
    assert "The licence is to be confirmed by the Network." in text


def test_writing_a_page_asks_as_often_for_three_years_as_for_one(client):
    """Kept pages ask nothing; so what is kept is counted apart."""

    def asked():
        with CaptureQueriesContext(connection) as found:
            network_page(None)
            organisation_page("ONE", "One", None)
        return len(found)

    one, two = OrganisationFactory(code="ONE"), OrganisationFactory(code="TWO")
    publish(2020, {one: 40})
    after_one = asked()
    publish(2021, {one: 40, two: 70})
    publish(2022, {one: 40, two: 70})

    assert asked() == after_one


def test_a_correction_is_seen_at_once(client):
    one = OrganisationFactory(code="ONE")
    campaign = publish(2024, {one: 55})
    before = page(client, "/en/indicators/organisations/one/")
    PublicFigure.objects.filter(campaign=campaign, subject="ONE").update(value=77)

    kept = page(client, "/en/indicators/organisations/one/")
    PublicRelease.objects.create(campaign=campaign, number=2, smallest_shown=5)

    assert "77" not in before
    assert "77" not in kept
    assert "77" in page(client, "/en/indicators/organisations/one/")
