"""What the public pages tell of an organisation."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from core.deadlines import Deadline, Limit, deadline
from organisations.enums import LimitKind
from organisations.hours import Hours, hours_of
from organisations.models import Organisation, Place, TimeLimit
from organisations.time_limits import calendar_of


@dataclass(frozen=True)
class Promise:
    """A time limit as people read it: how long, until when if they wrote today, where it is said."""

    kind: LimitKind
    deadline: Deadline
    published_at: str

    @property
    def is_at_once(self) -> bool:
        return self.deadline.steps[0].values["amount"] == 0


def promises(organisation: Organisation, today: date) -> list[Promise]:
    """The time limits in force today, the acknowledgement first; none where none is set."""
    rows = TimeLimit.objects.for_organisation(organisation).valid_on(today)
    by_kind = {row.kind: row for row in rows}
    calendar = calendar_of(organisation) if by_kind else None
    return [
        Promise(
            kind=kind,
            deadline=deadline(today, Limit(row.amount, row.unit), calendar),
            # A source may be a note of the administrator: only an address becomes a link.
            published_at=row.source if row.source.startswith(("https://", "http://")) else "",
        )
        for kind in LimitKind
        if calendar and (row := by_kind.get(kind))
    ]


def places(organisation: Organisation, now: datetime) -> list[tuple[Place, list[Hours]]]:
    """Where customers can go today, and when it is open."""
    calendar = calendar_of(organisation)
    found = Place.objects.for_organisation(organisation).valid_on(timezone.localdate(now))
    return [(place, hours_of(place, now, calendar)) for place in found.with_hours()]
