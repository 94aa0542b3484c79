"""What a case owes and when, in the words of a list."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from complaints.enums import Status
from complaints.models import Case
from complaints.querysets import NOTHING_DUE


@dataclass(frozen=True)
class Due:
    """`day` in large, `words` below it, `tone` for its colour: late, soon or none."""

    day: str
    words: str
    tone: str = ""


def days_away(day: date, today: date) -> str:
    """How far a due date is, as people say it."""
    days = (day - today).days
    if days < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    if days == 0:
        return _("last day")
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}


def tone_of(day: date, today: date) -> str:
    if day < today:
        return "late"
    return "soon" if day == today else ""


def due_of(case: Case, today: date, *, stands_still: bool) -> Due:
    """The next due date of a row of the register, or why there is none."""
    if case.status == Status.CLOSED and case.closed_on:
        return Due(in_list(case.closed_on, today), pgettext("due date", "closed"))
    if case.status == Status.ANSWERED and case.answered_on:
        return Due(in_list(case.answered_on, today), pgettext("due date", "answered"))
    if case.next_due == NOTHING_DUE:
        if stands_still:
            return Due(pgettext("due date", "paused"), _("the clock stands still"))
        return Due(pgettext("due date", "none"), _("no limit set"))
    words = days_away(case.next_due, today)
    if case.acknowledged_on is None and case.next_due == case.acknowledgement_due:
        words = _("acknowledgement: %(when)s") % {"when": words}
    return Due(in_list(case.next_due, today), words, tone_of(case.next_due, today))


def in_list(day: date, today: date) -> str:
    """Written out, with the year only where it is another one."""
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")
