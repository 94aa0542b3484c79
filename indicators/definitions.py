"""What each figure is called, and what it counts, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Definition:
    """Name and plain explanation of an indicator."""

    name: StrOrPromise
    explanation: StrOrPromise


DEFINITIONS: Mapping[str, Definition] = {
    "requests_received": Definition(
        _("Requests received"),
        _("Everything that reached the organisation in the year, whatever its nature."),
    ),
    "complaints_received": Definition(
        _("Complaints received"),
        _("Requests of the year that are complaints, by every channel."),
    ),
    "complaints_admissible": Definition(_("Admissible"), _("Complaints that may be examined.")),
    "complaints_inadmissible": Definition(
        _("Inadmissible"), _("Complaints that may not be examined, by ground.")
    ),
    "complaints_pending_admissibility": Definition(
        _("Admissibility not yet decided"), _("Complaints on which nothing is decided yet.")
    ),
    "complaints_forwarded": Definition(
        _("Forwarded"),
        _("Complaints sent to another organisation before any decision on admissibility."),
    ),
    "complaints_withdrawn": Definition(
        _("Withdrawn"),
        _("Complaints taken back before any decision on admissibility."),
    ),
    "complaints_founded": Definition(
        _("Founded"), _("One or more norms of good administrative conduct were not respected.")
    ),
    "complaints_partly_founded": Definition(
        _("Partly founded"),
        _("Some grievances are founded, responsibility is shared, or only the procedure failed."),
    ),
    "complaints_unfounded": Definition(_("Unfounded"), _("The norms were respected.")),
    "complaints_no_opinion": Definition(
        _("No opinion"), _("After mediation, or where no conclusion was possible.")
    ),
    "complaints_without_finding": Definition(
        _("Without finding"), _("Admissible complaints that are not answered yet, or withdrawn.")
    ),
    "complaints_founded_by_type": Definition(
        _("Founded, by type"), _("Founded complaints by the four federal types.")
    ),
    "norms_not_respected": Definition(
        _("Norms not respected"),
        _("Founded and partly founded complaints, counted once for each norm they name."),
    ),
    "acknowledged_in_time": Definition(
        _("Acknowledged in time"),
        _(
            "Of the complaints with a time limit that were acknowledged, or whose limit passed,"
            " those acknowledged within it."
        ),
    ),
    "answered_in_time": Definition(
        _("Answered in time"),
        _(
            "Of the admissible complaints that were answered, or whose time limit passed, those"
            " first answered within it; pauses and extensions move the limit."
        ),
    ),
    "days_to_acknowledge_median": Definition(
        _("Days to acknowledge: median"),
        _("Calendar days from receipt; half of the complaints took less."),
    ),
    "days_to_acknowledge_p90": Definition(
        _("Days to acknowledge: 90th percentile"),
        _("Calendar days from receipt; nine in ten complaints took less."),
    ),
    "days_to_answer_median": Definition(
        _("Days to answer: median"),
        _("Calendar days from receipt to the first answer; half took less. Pauses count."),
    ),
    "days_to_answer_p90": Definition(
        _("Days to answer: 90th percentile"),
        _("Calendar days from receipt to the first answer; nine in ten took less. Pauses count."),
    ),
    "open_at_start": Definition(
        _("Open at the start"), _("Complaints of any year not closed when the year began.")
    ),
    "open_at_end": Definition(
        _("Open at the cut-off date"),
        _("Complaints of any year not closed at the end of that day."),
    ),
    "reopened": Definition(_("Reopened"), _("Complaints of the year that were examined again.")),
    "second_line": Definition(
        _("Second line"), _("Complaints of the year that reached an independent body.")
    ),
    "suggestions_taken_up": Definition(
        _("Suggestions taken up"), _("Suggestions of the year that the organisation takes up.")
    ),
    "improvement_actions": Definition(
        _("Improvements"), _("Improvement actions planned in the year, and those of them done.")
    ),
}
