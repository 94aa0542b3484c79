"""The trace of readings of personal data: one row per member, case, kind and hour."""

from collections.abc import Iterable

from django.utils import timezone

from complaints.models import Case, Reading
from organisations.models import Membership


def leave_trace(membership: Membership, kind: str, cases: Iterable[Case | None]) -> None:
    """Note that the member read these cases; None stands for a search by name."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    Reading.objects.bulk_create(
        [
            Reading(
                organisation_id=membership.organisation_id,
                user_id=membership.user_id,
                case=case,
                kind=kind,
                hour=hour,
            )
            for case in cases
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
