"""A campaign as its coordinator follows it: who takes part, and how far each of them is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from indicators.asking import unanswered_of
from indicators.enums import SubmissionStatus
from indicators.models import Campaign, CampaignMember, Submission
from indicators.querysets import CampaignQuerySet

# What an organisation answers for; what it prepares, or prepares again, is its own.
GIVEN = frozenset({SubmissionStatus.SUBMITTED, SubmissionStatus.ATTESTED})


@dataclass(frozen=True)
class Row:
    """One organisation that takes part: the version it works on, and whether one was attested before."""

    member: CampaignMember
    newest: Submission | None
    has_attested: bool
    open_count: int

    @property
    def is_given(self) -> bool:
        """Only of these is it known here how many questions are open."""
        return self.newest is not None and self.newest.status in GIVEN


@dataclass(frozen=True)
class Tally:
    """How many take part, have submitted, have attested."""

    members: int
    submitted: int
    attested: int
    late: int


def rows_of(campaign: Campaign) -> list[Row]:
    newest: dict[int, Submission] = {}
    attested = set()
    submissions = Submission.objects.standing().filter(campaign=campaign)
    for one in submissions.order_by("version"):
        newest[one.organisation_id] = one
        if one.in_force:
            attested.add(one.organisation_id)
    unanswered: Mapping[int, int] = unanswered_of(campaign)
    return [
        Row(
            member,
            found := newest.get(member.organisation_id),
            member.organisation_id in attested,
            unanswered.get(found.pk, 0) if found and found.status in GIVEN else 0,
        )
        for member in campaign.members.in_reading_order()
    ]


def tally(rows: list[Row]) -> Tally:
    return Tally(
        members=len(rows),
        submitted=sum(
            row.has_attested or (row.newest is not None and row.newest.status in GIVEN)
            for row in rows
        ),
        attested=sum(row.has_attested for row in rows),
        late=sum(row.newest is not None and row.newest.is_late for row in rows),
    )


def with_counts(campaigns: CampaignQuerySet) -> CampaignQuerySet:
    """`member_count` and `attested_count` of each."""
    return campaigns.annotate(
        member_count=Count("members", distinct=True),
        attested_count=Count("submissions", filter=Q(submissions__in_force=True), distinct=True),
    )
