"""The yearly collection as the Network coordinator leads it: prepared, opened, closed, published.

Every verb locks the campaign and leaves a line of its history; `seen` is the revision that stood on
the page.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.errors import Happening, NotAllowedError
from core.texts import Text
from indicators.enums import COLLECTING, CampaignHappening, CampaignStatus
from indicators.models import Campaign, CampaignChange, CampaignMember, Submission
from indicators.releasing import refresh
from indicators.tasks import tell_of_opening
from organisations.models import Group, Organisation, User

# Of a campaign that has begun, the year and its cut-off stay as they were.
CHANGED_LATER = ("due_on", "instructions")
LEADS_TO: Mapping[CampaignHappening, CampaignStatus] = {
    CampaignHappening.OPENED: CampaignStatus.OPEN,
    CampaignHappening.CLOSED: CampaignStatus.CLOSED,
    CampaignHappening.REOPENED: CampaignStatus.OPEN,
    CampaignHappening.PUBLISHED: CampaignStatus.PUBLISHED,
}
MOST_TOLD = 5


@transaction.atomic
def prepare(
    *,
    by: User | None,
    year: int,
    cut_off: date,
    opens_on: date,
    due_on: date,
    instructions: Text,
) -> Campaign:
    """A year's collection, with every organisation that exists on the cut-off date, each in its group."""
    plan = {
        "cut_off": cut_off,
        "opens_on": opens_on,
        "due_on": due_on,
        "instructions": instructions,
    }
    # Two who prepare at once: the second one is told.
    campaign, is_new = Campaign.objects.get_or_create(year=year, defaults=plan)
    if not is_new:
        raise _refusal(campaign, _("This year has its campaign."))
    _join(campaign, Organisation.objects.valid_on(cut_off))
    _record(campaign, CampaignHappening.PREPARED, by=by)
    return campaign


@transaction.atomic
def change(campaign: Campaign, *, by: User | None, seen: int | None, **fields: Any) -> Campaign:
    """Until it opens everything may change, and members follow the cut-off date; then day and instructions alone."""
    found = _locked_to_change(campaign, seen)
    is_prepared = found.status == CampaignStatus.PREPARED
    changed = {
        name: value
        for name, value in fields.items()
        if (is_prepared or name in CHANGED_LATER) and value != getattr(found, name)
    }
    if not changed:
        return found
    if changed.get("due_on", found.due_on) < changed.get("opens_on", found.opens_on):
        raise _refusal(found, _("The figures would be due before the campaign opens."))
    old = {name: _kept(getattr(found, name)) for name in changed}
    for name, value in changed.items():
        setattr(found, name, value)
    found.revision += 1
    found.save(update_fields=[*changed, "revision"])
    if "cut_off" in changed:
        existing = Organisation.objects.valid_on(found.cut_off)
        found.members.exclude(organisation__in=existing).delete()
        _join(found, existing.exclude(campaignmember__campaign=found))
    new = {name: _kept(value) for name, value in changed.items()}
    _record(found, CampaignHappening.CHANGED, by=by, old=old, new=new)
    return found


def _kept(value: Any) -> Any:
    """As a history keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _join(campaign: Campaign, organisations: Iterable[Organisation]) -> None:
    CampaignMember.objects.bulk_create(
        CampaignMember(campaign=campaign, organisation=one, group_id=one.group_id)
        for one in organisations
    )


@transaction.atomic
def add_member(
    campaign: Campaign, organisation: Organisation, *, by: User | None, group: Group
) -> CampaignMember:
    """In the group it belonged to at the cut-off date; one that takes part already changes its group.

    Whoever joins an open campaign is told as the others were.
    """
    found = _locked_to_change(campaign)
    member = found.members.filter(organisation=organisation).select_related("group").first()
    if member is None:
        member = CampaignMember.objects.create(
            campaign=found, organisation=organisation, group=group
        )
        happening, old = CampaignHappening.JOINED, {}
        if found.status == CampaignStatus.OPEN:
            tell_of_opening.defer(campaign_id=found.pk)
    elif member.group_id != group.pk:
        happening, old = CampaignHappening.GROUPED, {"group": member.group.code}
        member.group = group
        member.save(update_fields=["group"])
    else:
        return member
    new = {"group": group.code}
    _record(found, happening, by=by, organisation=organisation, old=old, new=new)
    return member


@transaction.atomic
def remove_member(member: CampaignMember, *, by: User | None) -> None:
    """One that has begun its figures stays."""
    found = _locked_to_change(member.campaign)
    # Whoever begins holds this row too: either the figures are seen below, or they are not begun.
    rows = CampaignMember.objects.select_for_update(of=("self",)).select_related("group")
    row = rows.filter(pk=member.pk).first()
    if row is None:
        return
    begun = Submission.objects.filter(campaign=found, organisation=row.organisation_id)
    if begun.exists():
        raise _refusal(found, _("This organisation has begun its figures: it stays."))
    row.delete()
    old = {"group": row.group.code}
    _record(found, CampaignHappening.LEFT, by=by, organisation=member.organisation, old=old)


@transaction.atomic
def open_campaign(campaign: Campaign, *, by: User | None, seen: int) -> Campaign:
    """Organisations begin; a job tells them, one after the other."""
    found = _moved(campaign, CampaignHappening.OPENED, by=by, seen=seen, opened_at=timezone.now())
    tell_of_opening.defer(campaign_id=found.pk)
    return found


@transaction.atomic
def close(campaign: Campaign, *, by: User | None, seen: int) -> Campaign:
    """What comes later is still taken, and nobody is reminded any more."""
    return _moved(campaign, CampaignHappening.CLOSED, by=by, seen=seen, closed_at=timezone.now())


@transaction.atomic
def reopen(campaign: Campaign, *, by: User | None, seen: int) -> Campaign:
    return _moved(campaign, CampaignHappening.REOPENED, by=by, seen=seen, closed_at=None)


@transaction.atomic
def publish(campaign: Campaign, *, by: User | None, seen: int) -> Campaign:
    """What was attested is everybody's from now on; what is attested later joins it."""
    moment = timezone.now()
    found = _moved(campaign, CampaignHappening.PUBLISHED, by=by, seen=seen, published_at=moment)
    refresh(found)
    return found


# ── What every verb checks and leaves ────────────────────


def _moved(
    campaign: Campaign, move: CampaignHappening, *, by: User | None, seen: int, **moments: Any
) -> Campaign:
    found = _locked(campaign, seen)
    if not COLLECTING.allows(move, found.status):
        said = _("The campaign is %(status)s now.") % {"status": found.get_status_display()}
        raise _refusal(found, said)
    found.status = LEADS_TO[move]
    for name, moment in moments.items():
        setattr(found, name, moment)
    found.revision += 1
    found.save(update_fields=["status", "revision", *moments])
    _record(found, move, by=by)
    return found


def _locked_to_change(campaign: Campaign, seen: int | None = None) -> Campaign:
    found = _locked(campaign, seen)
    if found.status == CampaignStatus.PUBLISHED:
        raise _refusal(found, _("What is published no longer changes."))
    return found


def _locked(campaign: Campaign, seen: int | None = None) -> Campaign:
    # Who begins figures refers to the campaign meanwhile, and waits for nobody.
    found = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if seen not in (None, found.revision):
        raise _refusal(found, _("The campaign has changed since this page was shown."))
    return found


def _record(
    campaign: Campaign,
    happening: CampaignHappening,
    *,
    by: User | None,
    organisation: Organisation | None = None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    CampaignChange.objects.create(
        campaign=campaign,
        by=by,
        happening=happening,
        organisation=organisation,
        old=dict(old or {}),
        new=dict(new or {}),
    )


def _refusal(campaign: Campaign, said: str) -> NotAllowedError:
    """With what happened to the campaign last."""
    error = NotAllowedError(said)
    error.happened = [
        Happening(
            capfirst(change.get_happening_display()),
            str(change.by or pgettext("by whom", "automatic")),
            change.at,
        )
        for change in campaign.changes.select_related("by")[:MOST_TOLD]
    ]
    error.back_url = reverse("indicators:campaign", args=[campaign.year])
    return error
