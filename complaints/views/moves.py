from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from complaints import forwarding, handling
from complaints.enums import Move, ReadingKind
from complaints.forms.moves import answering, examining, leaving, opening, placing
from complaints.forms.moves.base import MoveForm
from complaints.models import Case
from complaints.moved import said
from complaints.permissions import may
from complaints.possible import check_possible
from complaints.previews import letter_of
from complaints.readings import leave_trace
from complaints.record import exchanges
from core.permissions import require
from organisations.middleware import MemberRequest


@dataclass(frozen=True)
class Page:
    """The form of a move, and the verb that is told its answers."""

    form: type[MoveForm]
    verb: Callable[..., None]


PAGES = {
    Move.ACKNOWLEDGE: Page(opening.AcknowledgeForm, handling.acknowledge),
    Move.QUALIFY: Page(opening.QualifyForm, handling.qualify),
    Move.REQUALIFY: Page(opening.RequalifyForm, handling.requalify),
    Move.ASSIGN: Page(opening.AssignForm, handling.assign),
    Move.NOTE: Page(examining.NoteForm, handling.note),
    Move.ASK: Page(examining.AskForm, handling.ask),
    Move.REPLY: Page(examining.ReplyForm, handling.reply),
    Move.EXTEND: Page(examining.ExtendForm, handling.extend),
    Move.PROPOSE: Page(answering.ProposeForm, handling.propose),
    Move.RETURN_PROPOSAL: Page(answering.ReturnForm, handling.return_proposal),
    Move.ANSWER: Page(answering.AnswerForm, handling.answer),
    Move.CLOSE: Page(answering.CloseForm, handling.close),
    Move.REOPEN: Page(answering.ReopenForm, handling.reopen),
    Move.FORWARD: Page(leaving.ForwardForm, forwarding.forward),
    Move.WITHDRAW: Page(leaving.WithdrawForm, handling.withdraw),
    Move.SECOND_LINE: Page(leaving.SecondLineForm, handling.record_second_line),
    Move.CONFIDENTIAL: Page(examining.ConfidentialForm, handling.set_confidential),
    Move.LINK: Page(examining.LinkForm, handling.link),
    Move.PLACE: Page(placing.PlaceForm, handling.place),
}


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: MemberRequest, slug: str, pk: int, move: Move) -> HttpResponse:
    """One page a move: its form, a look at its letter where it sends one, then the move itself."""
    case, last_event = find(request, pk, move)
    page, posted = PAGES[move], request.method == "POST"
    form = page.form(
        request.POST if posted else None,
        request.FILES if posted else None,
        case=case,
        membership=request.membership,
        seen=last_event,
    )
    if form.is_valid() and "change" not in request.POST:
        if form.sends_letter and "send" not in request.POST:
            return preview(request, case, move, form)
        seen = form.cleaned_data["seen"]
        page.verb(case, by=request.user, seen=seen, **form.arguments())
        letter = case.letters.select_related("letter").last() if form.sends_letter else None
        messages.success(request, said(case, move, letter))
        return redirect(case)
    leave_trace(request.membership, ReadingKind.RECORD, [case])
    context = {"case": case, "move": move, "form": form, "exchanges": exchanges(case)}
    return render(request, "complaints/moves/move.html", context)


def find(request: MemberRequest, pk: int, move: Move) -> tuple[Case, int]:
    """The case, and what happened to it last, as one look at the database shows them."""
    cases = Case.objects.visible_to(request.membership).with_names()
    cases = cases.select_related("service", "organisation__second_line").annotate(
        last=Max("events")
    )
    case = get_object_or_404(cases, pk=pk)
    require(may(request.membership, move, case))
    sent = request.POST.get("seen", "")
    check_possible(case, move, seen=int(sent) if sent.isdecimal() else None)
    last: int = case.last  # type: ignore[attr-defined]
    return case, last


def preview(request: MemberRequest, case: Case, move: Move, form: MoveForm) -> HttpResponse:
    """The whole letter, with two ways on: send it, or change the text."""
    told = {"seen": form.cleaned_data["seen"], **form.to_preview()}
    letter = letter_of(case, PAGES[move].verb, by=request.user, told=told)
    leave_trace(request.membership, ReadingKind.RECORD, [case])
    context = {"case": case, "move": move, "form": form, "letter": letter}
    return render(request, "complaints/moves/letter_preview.html", context)
