"""Letters about the yearly collection: that it is open, that it is due, that figures were submitted or returned.

Each leaves through the outbox of its organisation and needs that organisation's context.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.templatetags.ui import day_plain
from indicators.enums import CampaignStatus, Happening, SubmissionStatus
from indicators.models import Campaign, CampaignMember, Submission, SubmissionChange
from organisations import outbox
from organisations.enums import YEARLY_FIGURES, Role
from organisations.models import Membership, Organisation

# Nobody has said in which language they want to be written to: both.
LETTER_LANGUAGES = ("nl", "fr")
PREPARERS = (Role.COORDINATOR, Role.MANAGER)
EVERYBODY = (*PREPARERS, Role.APPROVER)
# Before the day on which figures are due; on the day after it, once more.
REMINDED_BEFORE = (timedelta(days=14), timedelta(days=3))
ONE_DAY = timedelta(days=1)
BETWEEN = "\n\n· · ·\n\n"


@dataclass(frozen=True)
class Words:
    """A letter, to be filled with year, organisation, day, address and remarks."""

    subject: Promise
    text: Promise


OPENED = Words(
    gettext_lazy("Yearly figures %(year)s: the collection is open"),
    gettext_lazy(
        "The collection of the yearly figures of %(year)s is open. Those of %(organisation)s are"
        " due on %(day)s. You find them at %(address)s"
    ),
)
DUE_SOON = Words(
    gettext_lazy("Yearly figures %(year)s: due soon"),
    gettext_lazy(
        "The yearly figures of %(organisation)s for %(year)s are due on %(day)s and are not"
        " submitted yet. You find them at %(address)s"
    ),
)
OVERDUE = Words(
    gettext_lazy("Yearly figures %(year)s: the day has passed"),
    gettext_lazy(
        "The yearly figures of %(organisation)s for %(year)s were due on %(day)s and are not"
        " submitted yet. They are still taken, and marked as late: %(address)s"
    ),
)
SUBMITTED = Words(
    gettext_lazy("Yearly figures %(year)s: to be attested"),
    gettext_lazy(
        "The yearly figures of %(organisation)s for %(year)s are submitted and wait for you:"
        " attest them, or hand them back to those who prepared them. You find them at %(address)s"
    ),
)
RETURNED = Words(
    gettext_lazy("Yearly figures %(year)s: returned with remarks"),
    gettext_lazy(
        "The yearly figures of %(organisation)s for %(year)s are returned to you, with these"
        " remarks:\n\n%(remarks)s\n\nYou find them at %(address)s"
    ),
)


def opened(member: CampaignMember, *, at: datetime) -> int:
    """Everybody who has to do with the figures is told; gives the number of letters."""
    number = _write(member.campaign, member.organisation, EVERYBODY, OPENED, at=at)
    _note(member, at)
    return number


def is_reminder_due(member: CampaignMember, today: date) -> bool:
    """Has a day for a reminder come since the last letter?"""
    if member.campaign.status != CampaignStatus.OPEN:
        return False
    due = member.campaign.due_on
    days = [*(due - ahead for ahead in REMINDED_BEFORE), due + ONE_DAY]
    last = timezone.localdate(member.reminded_at) if member.reminded_at else date.min
    return any(last < day <= today for day in days)


def remind(member: CampaignMember, *, at: datetime) -> int:
    """Once for each such day, unless the figures were submitted; gives the number of letters."""
    today = timezone.localdate(at)
    mine = Submission.objects.standing().filter(
        campaign=member.campaign_id, organisation=member.organisation_id
    )
    submission = mine.order_by("-version").first()
    if not is_reminder_due(member, today) or (submission and not submission.can_change):
        return 0
    if submission and submission.is_correction:
        # The figures were given; what is being corrected is nobody's delay.
        return 0
    words = OVERDUE if today > member.campaign.due_on else DUE_SOON
    number = _write(member.campaign, member.organisation, EVERYBODY, words, at=at)
    _note(member, at)
    if submission is not None:
        SubmissionChange.objects.create(submission=submission, happening=Happening.REMINDED)
    return number


def submitted(submission: Submission, *, at: datetime) -> int:
    """The approver is to look at them."""
    place = submission.campaign, submission.organisation
    return _write(*place, (Role.APPROVER,), SUBMITTED, at=at, route="indicators:attestation")


def returned(submission: Submission, *, at: datetime) -> int:
    """Those who prepare them read what is asked."""
    if submission.status != SubmissionStatus.RETURNED:
        return 0
    facts = {"remarks": submission.remarks}
    place = submission.campaign, submission.organisation
    return _write(*place, PREPARERS, RETURNED, at=at, facts=facts)


def _note(member: CampaignMember, at: datetime) -> None:
    member.reminded_at = at
    member.save(update_fields=["reminded_at"])


def _write(
    campaign: Campaign,
    organisation: Organisation,
    roles: tuple[str, ...],
    words: Words,
    *,
    at: datetime,
    route: str = "indicators:submission",
    facts: Mapping[str, str] | None = None,
) -> int:
    members = Membership.objects.for_organisation(organisation).active().with_role(*roles)
    people = [membership.user for membership in members.select_related("user")]
    subject, text = _filled(words, campaign, organisation, route, facts or {})
    for user in people:
        letter = outbox.write(
            organisation,
            purpose=YEARLY_FIGURES,
            language=LETTER_LANGUAGES[0],
            recipient=str(user),
            email=user.email,
            address="",
            subject=subject,
            text=text,
            by=None,
            at=at,
        )
        outbox.queue(letter, at=at)
    return len(people)


def _filled(
    words: Words,
    campaign: Campaign,
    organisation: Organisation,
    route: str,
    facts: Mapping[str, str],
) -> tuple[str, str]:
    """Subject and text, in Dutch and in French, each with its own address."""
    subjects, texts = [], []
    for language in LETTER_LANGUAGES:
        with translation.override(language):
            path = reverse(route, args=[organisation.slug, campaign.year])
            filled = {
                "year": campaign.year,
                "organisation": organisation.name,
                "day": day_plain(campaign.due_on),
                "address": f"{settings.SITE_URL}{path}",
                **facts,
            }
            subjects.append(str(words.subject) % filled)
            texts.append(str(words.text) % filled)
    return " · ".join(subjects), BETWEEN.join(texts)
