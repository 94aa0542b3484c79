"""What a case owes and when, in the words of a list."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.enums import Status
from complaints.models import Case
from complaints.querysets import NOTHING_DUE
from core.templatetags.ui import day_short, days_from_now, tone_of_due


@dataclass(frozen=True)
class Due:
    """`day` in large, `words` below it, `tone` for its colour: late, soon or none."""

    day: str
    words: str
    tone: str = ""
    is_day: bool = True


def end_of_week(today: date) -> date:
    """The Sunday."""
    return today + timedelta(days=6 - today.weekday())


def due_of(case: Case, today: date) -> Due:
    """The next due date of a case that came `with_clock`, or why there is none."""
    if case.status == Status.CLOSED and case.closed_on:
        return Due(day_short(case.closed_on, today), pgettext("due date", "closed"))
    if case.status == Status.ANSWERED and case.answered_on:
        return Due(day_short(case.answered_on, today), pgettext("due date", "answered"))
    if case.next_due == NOTHING_DUE:
        if case.stands_still:  # type: ignore[attr-defined]
            return Due(pgettext("due date", "paused"), _("the clock stands still"), is_day=False)
        return Due(pgettext("due date", "none"), _("no limit set"), is_day=False)
    words = days_from_now(case.next_due, today)
    if case.acknowledged_on is None and case.next_due == case.acknowledgement_due:
        words = _("acknowledgement: %(when)s") % {"when": words}
    return Due(day_short(case.next_due, today), words, tone_of_due(case.next_due, today))
