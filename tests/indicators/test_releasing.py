from decimal import Decimal

import pytest

from indicators.models import Campaign, NetworkSettings, PublicFigure, Submission
from indicators.published import Wanted, public_figures
from indicators.releasing import refresh
from tests.factories.indicators import (
    CampaignFactory,
    CampaignMemberFactory,
    IndicatorFactory,
    MeasurementFactory,
    PublishedFigureFactory,
    SubmissionFactory,
)
from tests.factories.organisations import GroupFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(year=2025, status="published", published_at="2026-07-01T10:00:00Z")


@pytest.fixture
def received():
    return IndicatorFactory(code="complaints_received", section="came_in")


def attested(campaign, organisation, values, **fields):
    submission = SubmissionFactory(campaign=campaign, organisation=organisation, **fields)
    for (indicator, breakdown), value in values.items():
        MeasurementFactory(
            submission=submission, indicator=indicator, breakdown=breakdown, declared=value
        )
    versions = Submission.objects.filter(campaign=campaign, organisation=organisation)
    versions.update(in_force=False)
    Submission.objects.filter(pk=submission.pk).update(
        status="attested", in_force=True, attested_at="2026-04-20T10:00:00Z"
    )
    return submission


def seen(**wanted):
    return {one.key[1:]: (one.state, one.value) for one in public_figures(Wanted(**wanted))}


def test_the_public_gets_organisations_groups_and_the_network(campaign, received):
    group = GroupFactory(code="PPS")
    for number, code in ((40, "ONE"), (60, "TWO")):
        attested(campaign, OrganisationFactory(code=code, group=group), {(received, ""): number})

    refresh(campaign)

    assert seen() == {
        ("FED_NETWORK", "complaints_received", ""): ("value", 100),
        ("GROUP_PPS", "complaints_received", ""): ("value", 100),
        ("ONE", "complaints_received", ""): ("value", 40),
        ("TWO", "complaints_received", ""): ("value", 60),
    }


def test_a_small_number_is_hidden_and_cannot_be_subtracted(campaign, received):
    group = GroupFactory(code="PPS")
    for number, code in ((3, "ONE"), (60, "TWO"), (70, "THREE")):
        attested(campaign, OrganisationFactory(code=code, group=group), {(received, ""): number})

    refresh(campaign)

    found = seen()
    hidden = {key[0] for key, (state, _value) in found.items() if state == "hidden"}
    assert hidden == {"ONE", "TWO"}
    assert found["ONE", "complaints_received", ""] == ("hidden", None)
    assert found["FED_NETWORK", "complaints_received", ""] == ("value", 133)


def test_the_threshold_is_the_networks_own(campaign, received):
    NetworkSettings.objects.create(pk=1, smallest_shown=3)
    attested(campaign, OrganisationFactory(code="ONE"), {(received, ""): 3})

    release = refresh(campaign)

    assert seen(subjects=["ONE"]) == {("ONE", "complaints_received", ""): ("value", 3)}
    assert release.smallest_shown == 3


def test_who_gave_nothing_is_not_zero(campaign, received):
    attested(campaign, OrganisationFactory(code="ONE"), {(received, ""): 20})
    CampaignMemberFactory(campaign=campaign, organisation=OrganisationFactory(code="SILENT"))
    for code in ("organisations_in_network", "organisations_reporting"):
        IndicatorFactory(code=code, section="network", origin="campaign")

    refresh(campaign)

    found = seen(subjects=["SILENT", "FED_NETWORK"])
    assert found["SILENT", "complaints_received", ""] == ("not_provided", None)
    assert found["FED_NETWORK", "organisations_in_network", ""] == ("value", 2)
    assert found["FED_NETWORK", "organisations_reporting", ""] == ("value", 1)
    assert ("SILENT", "organisations_reporting", "") not in found


def test_a_figure_that_a_submission_does_not_hold_is_not_provided(campaign, received):
    IndicatorFactory(code="asked_too")
    attested(campaign, OrganisationFactory(code="ONE"), {(received, ""): 20})

    refresh(campaign)

    assert seen(subjects=["ONE"]) == {
        ("ONE", "asked_too", ""): ("not_provided", None),
        ("ONE", "complaints_received", ""): ("value", 20),
    }


def test_what_is_not_released_is_not_seen(received):
    campaign = CampaignFactory(year=2025, status="closed")
    attested(campaign, OrganisationFactory(code="ONE"), {(received, ""): 20})

    assert seen() == {}


def test_nothing_changes_until_a_correction_is_released(campaign, received):
    one = OrganisationFactory(code="ONE")
    attested(campaign, one, {(received, ""): 20})
    refresh(campaign)

    attested(campaign, one, {(received, ""): 25}, version=2, reason="Counted twice.")
    before = seen(subjects=["ONE"])
    release = refresh(campaign)

    assert before == {("ONE", "complaints_received", ""): ("value", 20)}
    assert seen(subjects=["ONE"]) == {("ONE", "complaints_received", ""): ("value", 25)}
    assert (release.number, release.versions) == (2, {"ONE": 2})


def test_quoted_figures_stand_for_years_without_a_campaign(campaign, received):
    attested(campaign, OrganisationFactory(code="ONE"), {(received, ""): 20})
    PublishedFigureFactory(year=2015, value=8870)
    PublishedFigureFactory(year=2025, value=9999)
    PublishedFigureFactory(year=2025, subject="FED_OMB", line=2, value=7000)
    refresh(campaign)

    found = {(one.year, one.subject): one.value for one in public_figures() if not one.group}

    assert found == {
        (2015, "FED_NETWORK"): Decimal(8870),
        (2025, "FED_NETWORK"): Decimal(20),
        (2025, "FED_OMB"): Decimal(7000),
    }
    assert {one.value for one in public_figures(quoted_only=True)} == {8870, 9999, 7000}


def test_figures_are_narrowed_and_in_order(campaign, received):
    other = IndicatorFactory(code="admissible")
    group = GroupFactory(code="OIP")
    attested(
        campaign,
        OrganisationFactory(code="TWO", group=group),
        {(received, ""): 20, (received, "channel=web"): 20, (other, ""): 9},
    )
    refresh(campaign)

    found = public_figures(Wanted(subjects=["TWO"], indicators=["complaints_received"]))
    totals = public_figures(Wanted(years=[2025], totals_only=True))

    assert [one.breakdown for one in found] == ["", "channel=web"]
    assert [one.key for one in totals] == sorted(one.key for one in totals)
    assert {one.group for one in found} == {"OIP"}
    assert public_figures(Wanted(years=[2024])) == []


def test_who_attests_late_is_not_the_difference_of_two_releases(campaign, received):
    """Whoever kept the sums of the first release: 100 then, and now 100 and a small number."""
    group = GroupFactory(code="PPS")
    late = OrganisationFactory(code="LATE", group=group)
    CampaignMemberFactory(campaign=campaign, organisation=late)
    for number, code in ((40, "ONE"), (60, "TWO")):
        attested(campaign, OrganisationFactory(code=code, group=group), {(received, ""): number})
    refresh(campaign)
    kept = seen()
    attested(campaign, late, {(received, ""): 3})

    refresh(campaign)

    found = seen()
    assert kept["FED_NETWORK", "complaints_received", ""] == ("value", 100)
    assert {key[0] for key, (state, _value) in found.items() if state == "hidden"} == {
        "LATE",
        "GROUP_PPS",
        "FED_NETWORK",
    }
    assert found["ONE", "complaints_received", ""] == ("value", 40)


def test_a_small_number_corrected_and_corrected_back_is_never_shown(campaign, received):
    group = GroupFactory(code="PPS")
    one = OrganisationFactory(code="ONE", group=group)
    for number, code in ((40, "TWO"), (60, "THREE")):
        attested(campaign, OrganisationFactory(code=code, group=group), {(received, ""): number})
    states = []
    for version, number in ((1, 3), (2, 4), (3, 3)):
        attested(
            campaign,
            one,
            {(received, ""): number},
            version=version,
            reason="" if version == 1 else "Again.",
        )
        refresh(campaign)
        states.append(seen())

    for found in states:
        assert found["ONE", "complaints_received", ""] == ("hidden", None)
        shown = {key[0] for key, (state, _value) in found.items() if state == "value"}
        # The group, the Network and the two others would give it away together.
        assert not {"GROUP_PPS", "TWO", "THREE"} <= shown
        assert not {"FED_NETWORK", "TWO", "THREE"} <= shown
    # What was shown once stays known: a later release does not count on hiding it.
    first_hidden = {key for key, (state, _value) in states[0].items() if state == "hidden"}
    last_hidden = {key for key, (state, _value) in states[2].items() if state == "hidden"}
    assert ("ONE", "complaints_received", "") in first_hidden & last_hidden


def test_whoever_wants_everything_gets_it_whatever_else_is_wanted(campaign, received):
    attested(campaign, OrganisationFactory(code="TWO"), {(received, ""): 20})
    refresh(campaign)

    assert public_figures(Wanted(), Wanted(subjects=["TWO"])) == public_figures()


def test_a_release_replaces_the_one_before(campaign, received):
    attested(campaign, OrganisationFactory(code="ONE"), {(received, ""): 20})

    refresh(campaign)
    refresh(Campaign.objects.get())

    assert PublicFigure.objects.count() == 3
    assert list(campaign.releases.values_list("number", flat=True)) == [1, 2]
