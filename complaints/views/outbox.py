from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from complaints.models import Case, CaseLetter
from core.permissions import require
from organisations.middleware import MemberRequest
from organisations.permissions import can_see_outbox


@require_safe
def letter_of_outbox(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """From a letter of the outbox, which knows no cases, to its page in the case."""
    require(can_see_outbox(request.membership))
    cases = Case.objects.visible_to(request.membership)
    letter = get_object_or_404(
        CaseLetter, organisation=request.organisation, case__in=cases, letter=pk
    )
    return redirect("complaints:letter", slug, letter.case_id, letter.letter_id)
