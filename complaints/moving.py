"""The one way in which a case changes: locked, checked, moved, recorded, in one transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.clock import set_due_dates
from complaints.enums import HANDLING, EventCode, Move, Status
from complaints.models import Case, Event, Note
from core.errors import Happening, NotAllowedError
from organisations.models import User

# Columns whose old and new values an event keeps: what is counted, listed or owed.
COUNTED = (
    "status",
    "nature",
    "channel",
    "language",
    "letter_language",
    "admissibility",
    "inadmissibility_ground_id",
    "outcome",
    "finding",
    "decision",
    "type",
    "norms",
    "cause_id",
    "remedy",
    "service_id",
    "stage",
    "step_id",
    "department_id",
    "handler_id",
    "confidential",
    "received_on",
    "acknowledged_on",
    "acknowledged_by",
    "qualified_on",
    "first_answered_on",
    "answered_on",
    "closed_on",
    "reopened_on",
    "reopened_count",
    "extended_on",
    "extended_until",
    "acknowledgement_due",
    "answer_due",
    "second_line_id",
    "second_line_kind",
    "second_line_overturned",
    "second_line_on",
)
# What due dates follow from, beside the rules; pauses begin and end with a change of status.
MOVES_THE_CLOCK = (
    "status",
    "received_on",
    "acknowledged_on",
    "first_answered_on",
    "reopened_on",
    "extended_on",
    "extended_until",
)
# Columns that follow or prepare, and are not counted.
OTHERS = (
    "proposed_finding",
    "proposed_decision",
    "waiting_until",
    "waiting_from",
    "next_due",
    "forwarded_to",
    "tracking_hash",
)


class ChangedMeanwhileError(NotAllowedError):
    """Someone else was faster: the case is no longer as the page showed it."""


class TooEarlyError(ValueError):
    """A move dated before the case arrived, or in the future."""


def local_day(at: datetime) -> date:
    """The date in Brussels of a moment."""
    return timezone.localdate(at)


def values_of(case: Case, columns: tuple[str, ...] = COUNTED) -> dict[str, Any]:
    """The columns as an event stores them: dates as text, lists copied."""
    stored = {}
    for column in columns:
        value = getattr(case, column)
        if isinstance(value, date):
            value = value.isoformat()
        stored[column] = list(value) if isinstance(value, list) else value
    return stored


def changed(case: Case, before: dict[str, Any], columns: tuple[str, ...]) -> list[str]:
    after = values_of(case, columns)
    return [column for column in columns if after[column] != before[column]]


def record(
    case: Case,
    code: str,
    before: dict[str, Any],
    *,
    by: User | None,
    at: datetime,
    note: Note | None = None,
) -> Event:
    """Write what changed against `before` as one event."""
    after = values_of(case)
    changed = [column for column in COUNTED if before.get(column) != after[column]]
    return Event.objects.create(
        organisation_id=case.organisation_id,
        case=case,
        code=code,
        happened_at=at,
        by=by,
        note=note,
        old={column: before.get(column) for column in changed},
        new={column: after[column] for column in changed},
    )


def who(event: Event) -> str:
    """A colleague by name; without one, the complainant or the clock."""
    if event.by is not None:
        return str(event.by)
    if event.code in (EventCode.RECEIVED, EventCode.REPLIED):
        return gettext("the complainant")
    return gettext("automatic")


def happened_since(case: Case, seen: int | None) -> list[Happening]:
    """What others did after the page was shown, or the last five things done."""
    events = case.events.select_related("by").order_by("-pk")
    if seen is not None and events.filter(pk__gt=seen).exists():
        events = events.filter(pk__gt=seen)
    return [
        Happening(event.get_code_display(), who(event), event.recorded_at) for event in events[:5]
    ]


def write_note(case: Case, text: str, *, by: User | None, at: datetime) -> Note | None:
    if not text.strip():
        return None
    return Note.objects.create(
        organisation_id=case.organisation_id, case=case, text=text.strip(), written_at=at, by=by
    )


def check_state(case: Case, move: str) -> None:
    """Refuse, in words of people, a move that does not start from where the case stands."""
    if not HANDLING.allows(move, case.status):
        raise NotAllowedError(
            _("“%(move)s” is not possible in this state: %(status)s.")
            % {"move": Move(move).label, "status": Status(case.status).label}
        )


def last_set(case: Case, columns: Sequence[str]) -> datetime:
    """When one of these columns was last set, or else when the case arrived: what follows lies after it."""
    events = case.events.filter(Q(code=EventCode.RECEIVED) | Q(new__has_any_keys=list(columns)))
    moment: datetime | None = events.aggregate(last=Max("happened_at"))["last"]
    return moment or case.registered_at


def moment_on(day: date, after: datetime) -> datetime | None:
    """A moment of that day for a move that is recorded late, never before `after`; None for today: now."""
    if day == timezone.localdate():
        return None
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    return max(noon, after)


@contextmanager
def moving(
    case: Case,
    move: str,
    *,
    by: User | None,
    at: datetime | None,
    code: str | None = None,
    seen: int | None = None,
    reason: str = "",
) -> Iterator[Case]:
    """Lock the case, check the move, let the verb set fields, then save, set due dates and record.

    `seen` is the last event the page knew; a newer one raises `ChangedMeanwhileError`. Everything
    the verb writes in the block stands or falls with the move.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(
            pk=case.pk, organisation_id=case.organisation_id
        )
        locked.organisation = case.organisation
        if local_day(moment) < locked.received_on or moment > timezone.now():
            raise TooEarlyError(_("A move lies between the day of receipt and now."))
        before, before_others = values_of(locked), values_of(locked, OTHERS)
        try:
            check_state(locked, move)
            if seen is not None and locked.events.filter(pk__gt=seen).exists():
                raise ChangedMeanwhileError(_("The case has changed since the page was shown."))
            yield locked
        except NotAllowedError as refusal:
            refusal.happened = happened_since(locked, seen)
            refusal.back_url = locked.get_absolute_url()
            raise
        if changed(locked, before, MOVES_THE_CLOCK):
            set_due_dates(locked)
        note = write_note(locked, reason, by=by, at=moment)
        columns = changed(locked, before, COUNTED) + changed(locked, before_others, OTHERS)
        if columns:
            locked.save(update_fields=columns)
        record(locked, code or move, before, by=by, at=moment, note=note)
        for column in columns:
            setattr(case, column, getattr(locked, column))
