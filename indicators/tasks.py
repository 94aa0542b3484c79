"""Background work of the yearly collection: letters, one organisation after the other; jobs carry ids only."""

from django.utils import timezone
from procrastinate.contrib.django import app

from core.row_security import organisation_context
from indicators import telling
from indicators.enums import CampaignStatus
from indicators.models import CampaignMember, Submission
from indicators.reporting import make_report

# The worker knows the jobs that this module names.
__all__ = ["make_report", "remind_of_figures", "tell_of_opening", "tell_of_return"]


@app.task(queue="mail")
def tell_of_opening(campaign_id: int) -> None:
    """Every organisation that takes part, unless it was told before, or the campaign is closed already."""
    to_tell = CampaignMember.objects.filter(
        campaign=campaign_id, campaign__status=CampaignStatus.OPEN, reminded_at=None
    )
    members = to_tell.select_related("campaign", "organisation").select_for_update(of=("self",))
    for pk, organisation_id in list(to_tell.values_list("pk", "organisation_id")):
        with organisation_context(organisation_id):
            # Another job may have told it meanwhile.
            for member in members.filter(pk=pk):
                telling.opened(member, at=timezone.now())


@app.task(queue="mail")
def tell_of_return(organisation_id: int, submission_id: int) -> None:
    with organisation_context(organisation_id):
        submissions = Submission.objects.select_related("campaign", "organisation")
        telling.returned(submissions.get(pk=submission_id), at=timezone.now())


@app.periodic(cron="20 6 * * *")
@app.task(queue="nightly", queueing_lock="remind_of_figures")
def remind_of_figures(timestamp: int) -> None:
    """Organisations that have not submitted, on the days that were set; none of them twice."""
    members = CampaignMember.objects.filter(campaign__status=CampaignStatus.OPEN)
    for member in members.select_related("campaign", "organisation"):
        with organisation_context(member.organisation_id):
            telling.remind(member, at=timezone.now())
