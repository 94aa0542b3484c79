from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from complaints.enums import ReadingKind
from complaints.history import history_of, last_event
from complaints.models import Case
from complaints.next_steps import next_step, other_actions
from complaints.origins import actions_from_case
from complaints.permissions import can_read
from complaints.placing import placing, shown_step
from complaints.readings import leave_trace
from complaints.record import due_panel, exchanges, facts, nature_in_words
from core.pages import count
from core.pdf import render_pdf
from core.permissions import require
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad
from processes.models import Step
from processes.permissions import can_plan_actions


def case_for(request: MemberRequest, pk: int) -> Case:
    """The case, if the member may open it, with what the page of nearly each names.

    What few cases have is read where it is told: to plan one statement with all of it takes
    PostgreSQL longer than all the rest of the page.
    """
    require(can_read(request.membership))
    cases = Case.objects.visible_to(request.membership).with_names().select_related("service")
    case = get_object_or_404(cases, pk=pk)
    case.organisation = request.organisation
    return case


@require_safe
def detail(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The record: when it is due, what was said, what to do now, what happened."""
    case = case_for(request, pk)
    leave_trace(request.membership, ReadingKind.RECORD, [case])
    step = shown_step(case.step_id)
    story = told(case, step)
    context = {
        **story,
        "step": next_step(request.membership, case),
        "actions": other_actions(request.membership, case),
        "related": related(request, case),
        "placing": placing(request.membership, case, step, seen=last_event(story["history"])),
        "improvements": {
            "actions": actions_from_case(case),
            "may_plan": can_plan_actions(request.membership),
        },
    }
    return render(request, "complaints/record.html", context)


def told(case: Case, step: Step | None) -> dict[str, Any]:
    """What the page and the file as PDF have in common."""
    history = history_of(case, step)
    return {
        "case": case,
        "nature": nature_in_words(case),
        "due": due_panel(case),
        "facts": facts(case, step),
        "exchanges": exchanges(case),
        "history": history,
        "notes": [line for line in history if line.is_note],
    }


def related(request: MemberRequest, case: Case) -> dict[str, Any]:
    """Cases noted as belonging together, and those of the same cause, as far as the member may see them."""
    visible = Case.objects.visible_to(request.membership)
    links = case.links.filter(other__in=visible).select_related("other")
    named = links.only("case", "other__number", "other__language", "other__subject")
    return {
        "links": [link.other for link in named],
        "cause": case.cause,
        "cause_count": count(visible.filter(cause=case.cause)) if case.cause else None,
    }


@require_safe
def file_pdf(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The whole file of a case, to be kept or handed over."""
    case = case_for(request, pk)
    leave_trace(request.membership, ReadingKind.FILE, [case])
    context = {
        **told(case, shown_step(case.step_id)),
        "organisation": request.organisation,
        "demo_loaded": DemoLoad.objects.exists(),
        "made_by": request.user,
        "made_at": timezone.now(),
    }
    pdf = render_pdf(
        "complaints/print/file.html", context, language=get_language() or case.letter_language
    )
    return pdf_response(pdf, f"{case.number}.pdf")


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """Shown by the browser, saved under the number of the case; never a name."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
