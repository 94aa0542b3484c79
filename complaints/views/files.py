from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from complaints.attachments import ENDINGS, path_of
from complaints.enums import ReadingKind
from complaints.letters import whole
from complaints.models import CaseLetter
from complaints.readings import leave_trace
from complaints.tracking import without_code
from complaints.views.record import case_for, pdf_response
from core.pdf import render_pdf
from organisations.enums import LetterStatus
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad
from organisations.permissions import can_see_outbox

CONTENT_TYPES = frozenset(content_type for _signature, content_type in ENDINGS.values())


@require_safe
def attachment(request: MemberRequest, slug: str, pk: int, attachment_pk: int) -> HttpResponseBase:
    """A file that somebody sent: handed out as it came, to be saved, never to be run by the browser."""
    case = case_for(request, pk)
    row = get_object_or_404(case.attachments, pk=attachment_pk)
    path = path_of(row)
    if not path.is_file():
        raise Http404
    leave_trace(request.membership, ReadingKind.ATTACHMENT, [case])
    known = row.content_type in CONTENT_TYPES
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=row.name,
        content_type=row.content_type if known else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def letter(request: MemberRequest, slug: str, pk: int, letter_pk: int) -> HttpResponse:
    """A letter as it left, or as it would leave, and what became of it."""
    row = find_letter(request, pk, letter_pk)
    context = {
        "case": row.case,
        "row": row,
        "letter": row.letter,
        "text": without_code(text_of(row)),
        "tries": row.letter.tries.all(),
        "can_see_outbox": can_see_outbox(request.membership),
    }
    return render(request, "complaints/letter.html", context)


@require_safe
def letter_pdf(request: MemberRequest, slug: str, pk: int, letter_pk: int) -> HttpResponse:
    """The letter for the post: its address stands in the window of the envelope."""
    row = find_letter(request, pk, letter_pk)
    text = text_of(row)
    context = {
        "case": row.case,
        "letter": row.letter,
        # Only who posts it needs the tracking code on the paper.
        "text": text if can_see_outbox(request.membership) else without_code(text),
        "is_draft": row.letter.status == LetterStatus.DRAFT,
        "organisation": request.organisation,
        "demo_loaded": DemoLoad.objects.exists(),
    }
    pdf = render_pdf("complaints/print/letter.html", context, language=row.letter.language)
    return pdf_response(pdf, f"{row.case.number}-{row.purpose}.pdf")


def find_letter(request: MemberRequest, pk: int, letter_pk: int) -> CaseLetter:
    """`letter_pk` is the letter's own key, as in the outbox."""
    case = case_for(request, pk)
    rows = case.letters.select_related("letter", "letter__written_by")
    row = get_object_or_404(rows, letter=letter_pk)
    row.case = case
    leave_trace(request.membership, ReadingKind.LETTER, [case])
    return row


def text_of(row: CaseLetter) -> str:
    """A draft holds the body alone: the lines that every letter carries are added."""
    if row.letter.status == LetterStatus.DRAFT:
        return whole(row.case, row.purpose, row.letter.text)
    return row.letter.text
