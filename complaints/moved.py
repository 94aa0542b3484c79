"""What is said when a move has been made: what was done, what becomes of the letter, what remains."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.enums import NAMES_NORMS, Move, Status
from complaints.models import Case, CaseLetter
from complaints.placing import name_of, shown_step
from complaints.record import nature_in_words
from core.templatetags.ui import day_plain
from organisations.enums import LetterChannel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def said(case: Case, move: Move, letter: CaseLetter | None) -> SafeString:
    """`letter` is the one that the move has queued."""
    words = DONE[move]
    done, remains = words(case) if callable(words) else words, what_remains(case, move)
    if letter is None:
        return format_html("<b>{}</b> {}", done, remains)
    return format_html("<b>{}</b> {} {}", done, way_of(case, letter), remains)


def way_of(case: Case, row: CaseLetter) -> SafeString:
    """A mail leaves by itself; a letter for the post waits for hands."""
    letter = row.letter
    if letter.channel == LetterChannel.EMAIL:
        return format_html(
            "{}", _("The letter leaves by e-mail to %(address)s.") % {"address": letter.email}
        )
    url = reverse("complaints:letter", args=[case.organisation.slug, case.pk, letter.pk])
    return format_html('<a href="{}">{}</a>', url, _("Print the letter and post it."))


def what_remains(case: Case, move: str) -> str:
    """The step that people forget."""
    if move == Move.ANSWER:
        if case.finding in NAMES_NORMS:
            return _("What remains: choose the norm and the cause, then close the case.")
        return _("What remains: note cause and remedy, then close the case.")
    examined = case.status == Status.IN_HANDLING and case.handler_id is None
    if move in (Move.QUALIFY, Move.REQUALIFY, Move.REOPEN) and examined:
        return _("What remains: assign a handler.")
    if move == Move.PROPOSE:
        return _("The coordinator reads it and sends it.")
    return ""


def _qualified(case: Case) -> str:
    return _("Qualified: %(nature)s.") % {"nature": ", ".join(nature_in_words(case))}


def _requalified(case: Case) -> str:
    return _("Requalified: %(nature)s.") % {"nature": ", ".join(nature_in_words(case))}


def _assigned(case: Case) -> str:
    to = [str(one) for one in (case.handler, case.department) if one]
    return _("Assigned: %(to)s.") % {"to": ", ".join(to)} if to else _("No longer assigned.")


def _asked(case: Case) -> str:
    until = day_plain(case.waiting_until)
    return _("Question asked. A reply is awaited until %(day)s.") % {"day": until}


def _extended(case: Case) -> str:
    return _("Time limit extended until %(day)s.") % {"day": day_plain(case.extended_until)}


def _answered(case: Case) -> str:
    if not case.complainant.can_be_written_to:
        return _("Answer recorded: nobody can be written to.")
    if not case.complainant.name:
        return _("Answer sent to the complainant.")
    return _("Answer sent to %(name)s.") % {"name": case.complainant.name}


def _forwarded(case: Case) -> str:
    return _("Forwarded: %(to)s.") % {"to": case.forwarded_to}


def _placed(case: Case) -> str:
    names = [str(case.service or ""), str(capfirst(case.get_stage_display()))]
    where = ", ".join(name for name in (*names, name_of(shown_step(case.step_id))) if name)
    return _("Step chosen: %(where)s.") % {"where": where} if where else _("No step any more.")


def _confidential(case: Case) -> str:
    if case.confidential:
        return _("The case is now seen by coordinators and the handler alone.")
    return _("The case is now seen by everyone who reads the register.")


DONE: "dict[Move, StrOrPromise | Callable[[Case], str]]" = {
    Move.ACKNOWLEDGE: gettext_lazy("Receipt acknowledged."),
    Move.QUALIFY: _qualified,
    Move.REQUALIFY: _requalified,
    Move.ASSIGN: _assigned,
    Move.NOTE: gettext_lazy("Note written."),
    Move.ASK: _asked,
    Move.REPLY: gettext_lazy("Reply recorded."),
    Move.EXTEND: _extended,
    Move.PROPOSE: gettext_lazy("Answer proposed."),
    Move.RETURN_PROPOSAL: gettext_lazy("Returned to the handler."),
    Move.ANSWER: _answered,
    Move.CLOSE: gettext_lazy("Case closed."),
    Move.REOPEN: gettext_lazy("Case reopened."),
    Move.FORWARD: _forwarded,
    Move.WITHDRAW: gettext_lazy("Withdrawal recorded."),
    Move.SECOND_LINE: gettext_lazy("Second line recorded."),
    Move.CONFIDENTIAL: _confidential,
    Move.LINK: gettext_lazy("Cases linked."),
    Move.PLACE: _placed,
}
