"""The yearly collection as the Network coordinator leads it: prepared, opened, closed, published.

Every verb locks the campaign; `seen` is the revision that stood on the page.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Happening, NotAllowedError
from core.texts import Text
from indicators.enums import COLLECTING, CampaignStatus
from indicators.models import Campaign, CampaignMember, Submission
from indicators.releasing import refresh
from indicators.tasks import tell_of_opening
from organisations.models import Group, Organisation

# Of a campaign that has begun, the year, its cut-off and its members' groups stay as they were.
CHANGED_LATER = ("due_on", "instructions")


@transaction.atomic
def prepare(
    *, year: int, cut_off: date, opens_on: date, due_on: date, instructions: Text
) -> Campaign:
    """A year's collection, with every organisation that exists on the cut-off date, each in its group."""
    if Campaign.objects.filter(year=year).exists():
        raise NotAllowedError(_("This year has its campaign."))
    campaign = Campaign.objects.create(
        year=year, cut_off=cut_off, opens_on=opens_on, due_on=due_on, instructions=instructions
    )
    _join(campaign, Organisation.objects.valid_on(cut_off))
    return campaign


@transaction.atomic
def change(campaign: Campaign, *, seen: int, **fields: Any) -> Campaign:
    """Until it opens everything may change, and members follow the cut-off date; then day and instructions alone."""
    found = _locked(campaign, seen)
    if found.status == CampaignStatus.PUBLISHED:
        raise _refusal(found, _("What is published no longer changes."))
    is_prepared = found.status == CampaignStatus.PREPARED
    moved = is_prepared and fields.get("cut_off", found.cut_off) != found.cut_off
    for name, value in fields.items():
        if is_prepared or name in CHANGED_LATER:
            setattr(found, name, value)
    found.revision += 1
    found.save()
    if moved:
        existing = Organisation.objects.valid_on(found.cut_off)
        found.members.exclude(organisation__in=existing).delete()
        _join(found, existing.exclude(campaignmember__campaign=found))
    return found


def _join(campaign: Campaign, organisations: Iterable[Organisation]) -> None:
    CampaignMember.objects.bulk_create(
        CampaignMember(campaign=campaign, organisation=one, group_id=one.group_id)
        for one in organisations
    )


@transaction.atomic
def add_member(campaign: Campaign, organisation: Organisation, *, group: Group) -> CampaignMember:
    """In the group it belonged to at the cut-off date; one that takes part already changes its group."""
    found = _locked(campaign)
    if found.status == CampaignStatus.PUBLISHED:
        raise _refusal(found, _("What is published no longer changes."))
    member, _is_new = CampaignMember.objects.update_or_create(
        campaign=found, organisation=organisation, defaults={"group": group}
    )
    return member


@transaction.atomic
def remove_member(member: CampaignMember) -> None:
    """One that has begun its figures stays."""
    found = _locked(member.campaign)
    if found.status == CampaignStatus.PUBLISHED:
        raise _refusal(found, _("What is published no longer changes."))
    begun = Submission.objects.filter(campaign=found, organisation=member.organisation_id)
    if begun.exists():
        raise _refusal(found, _("This organisation has begun its figures: it stays."))
    member.delete()


@transaction.atomic
def open_campaign(campaign: Campaign, *, seen: int) -> Campaign:
    """Organisations begin; a job tells them, one after the other."""
    found = _moved(campaign, CampaignStatus.OPEN, seen=seen, after=CampaignStatus.PREPARED)
    found.opened_at = timezone.now()
    found.save(update_fields=["opened_at"])
    tell_of_opening.defer(campaign_id=found.pk)
    return found


@transaction.atomic
def close(campaign: Campaign, *, seen: int) -> Campaign:
    """What comes later is still taken, and nobody is reminded any more."""
    found = _moved(campaign, CampaignStatus.CLOSED, seen=seen)
    found.closed_at = timezone.now()
    found.save(update_fields=["closed_at"])
    return found


@transaction.atomic
def reopen(campaign: Campaign, *, seen: int) -> Campaign:
    found = _moved(campaign, CampaignStatus.OPEN, seen=seen, after=CampaignStatus.CLOSED)
    found.closed_at = None
    found.save(update_fields=["closed_at"])
    return found


@transaction.atomic
def publish(campaign: Campaign, *, seen: int, at: datetime | None = None) -> Campaign:
    """What was attested is everybody's from now on; what is attested later joins it."""
    found = _moved(campaign, CampaignStatus.PUBLISHED, seen=seen, at=at or timezone.now())
    refresh(found)
    return found


def _moved(
    campaign: Campaign,
    status: CampaignStatus,
    *,
    seen: int,
    after: CampaignStatus | None = None,
    at: datetime | None = None,
) -> Campaign:
    found = _locked(campaign, seen)
    if not COLLECTING.allows(found.status, status) or after not in (None, found.status):
        said = _("The campaign is %(status)s now.") % {"status": found.get_status_display()}
        raise _refusal(found, said)
    found.status, found.published_at = status, at
    found.revision += 1
    found.save(update_fields=["status", "published_at", "revision"])
    return found


def _locked(campaign: Campaign, seen: int | None = None) -> Campaign:
    found = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if seen not in (None, found.revision):
        raise _refusal(found, _("The campaign has changed since this page was shown."))
    return found


def _refusal(campaign: Campaign, said: str) -> NotAllowedError:
    error = NotAllowedError(said)
    moments = (
        (_("Opened"), campaign.opened_at),
        (_("Closed"), campaign.closed_at),
        (_("Published"), campaign.published_at),
    )
    told = [Happening(what, "", when) for what, when in moments if when is not None]
    error.happened = sorted(told, key=lambda line: line.when, reverse=True)
    error.back_url = reverse("indicators:campaign", args=[campaign.year])
    return error
