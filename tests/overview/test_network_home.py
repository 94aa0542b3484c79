"""The Network coordinator's first page: what is collected, what is in force, what is to be verified."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from charters.models import Regulation
from indicators.enums import CampaignStatus, SubmissionStatus
from tests.factories.charters import EditionFactory, RegulationFactory
from tests.factories.indicators import (
    CampaignFactory,
    CampaignMemberFactory,
    SubmissionFactory,
)
from tests.factories.organisations import MembershipFactory, OrganisationFactory, UserFactory
from tests.pages import words

HOME = "overview:network"


@pytest.fixture
def coordinator(client, bosa):
    client.force_login(MembershipFactory(organisation=bosa, roles=["network_coordinator"]).user)


def home(client):
    return words(client.get(reverse(HOME)))


def test_a_running_campaign_counts_who_attested_and_who_waits(client, coordinator):
    campaign = CampaignFactory(year=2025, status="open", due_on=date(2026, 3, 31))
    for status in (SubmissionStatus.ATTESTED, SubmissionStatus.SUBMITTED, None):
        organisation = OrganisationFactory()
        CampaignMemberFactory(campaign=campaign, organisation=organisation)
        if status:
            SubmissionFactory(
                campaign=campaign,
                organisation=organisation,
                status=status,
                in_force=status == SubmissionStatus.ATTESTED,
                attested_at=timezone.now() if status == SubmissionStatus.ATTESTED else None,
            )

    assert "Figures of 2025 1 of 3 organisations attested; due on 31 March 2026" in home(client)
    assert "1 is submitted and waits for its head." in home(client)


@pytest.mark.parametrize("status", [CampaignStatus.PREPARED, CampaignStatus.PUBLISHED])
def test_a_campaign_not_begun_or_published_is_not_running(client, coordinator, status):
    published_at = timezone.now() if status == CampaignStatus.PUBLISHED else None
    CampaignFactory(status=status, published_at=published_at)

    assert "No campaign is running." in home(client)


def test_charters_in_force_lead_to_their_pages(client, coordinator):
    edition = EditionFactory(number=3, in_force_from=date(2026, 2, 1))

    response = client.get(reverse(HOME))

    assert "Edition 3, in force since 1 February 2026" in words(response)
    assert reverse("overview:charter", args=[edition.organisation.slug]) in response.text


def test_regulations_to_verify_are_told_and_led_to(client, coordinator):
    Regulation.objects.all().delete()
    RegulationFactory(
        verification="verified", checked_on=date(2026, 1, 5), checked_by=UserFactory()
    )
    RegulationFactory(verification="to_verify")

    response = client.get(reverse(HOME))

    assert "2 texts on which charters rest. 1 is to be verified." in words(response)
    assert f'href="{reverse("charters:regulations")}?state=to_verify"' in response.text
