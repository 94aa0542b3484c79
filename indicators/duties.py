"""What the yearly collection asks of a member: to fill in, to mend, to attest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charters.duties import Duty
from indicators.enums import CampaignStatus, SubmissionStatus
from indicators.models import Campaign, Submission
from indicators.permissions import can_attest, can_prepare_figures
from organisations.models import Membership


def duties_of(membership: Membership, today: date) -> list[Duty]:
    """Of this member, by their roles; no query for those who have nothing to do with figures."""
    if not (can_prepare_figures(membership) or can_attest(membership)):
        return []
    asked = Campaign.objects.begun().filter(members__organisation=membership.organisation)
    newest: dict[int, Submission] = {}
    own = Submission.objects.for_organisation(membership.organisation).standing()
    for one in own.order_by("version"):
        newest[one.campaign_id] = one
    return [
        duty
        for campaign in asked
        for duty in _duties(membership, campaign, newest.get(campaign.pk), today)
    ]


def _duties(
    membership: Membership, campaign: Campaign, submission: Submission | None, today: date
) -> Iterator[Duty]:
    place = [membership.organisation.slug, campaign.year]
    about = _("Yearly figures %(year)s") % {"year": campaign.year}
    prepares = can_prepare_figures(membership)
    if submission is None:
        # Once it is closed nobody is pressed any more.
        if prepares and campaign.status == CampaignStatus.OPEN:
            url = reverse("indicators:submission", args=place)
            yield Duty(pgettext("task", "Begin the figures"), about, url, campaign.due_on)
    elif submission.status == SubmissionStatus.SUBMITTED:
        if can_attest(membership):
            url = reverse("indicators:attestation", args=place)
            yield Duty(pgettext("task", "Attest the figures, or return them"), about, url, today)
    elif submission.can_change and prepares:
        url = reverse("indicators:submission", args=place)
        if submission.status == SubmissionStatus.RETURNED:
            yield Duty(pgettext("task", "Mend the figures that were returned"), about, url, today)
        elif submission.is_correction:
            yield Duty(pgettext("task", "Finish the correction"), about, url, today)
        else:
            verb = pgettext("task", "Complete and submit the figures")
            yield Duty(verb, about, url, campaign.due_on)
