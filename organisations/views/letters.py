from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.pages import page_of
from core.permissions import require
from organisations import outbox as sending
from organisations.enums import LetterStatus
from organisations.middleware import MemberRequest
from organisations.models import Letter
from organisations.permissions import can_see_outbox

# More than this is no list but a mail server that refuses everything: the oldest tell why.
MOST_SHOWN = 200


@require_safe
def outbox(request: MemberRequest, slug: str) -> HttpResponse:
    """What needs somebody stands first; what has left follows, page by page."""
    require(can_see_outbox(request.membership))
    letters = Letter.objects.for_organisation(request.organisation)
    page = page_of(
        letters.filter(status=LetterStatus.SENT),
        "-sent_at",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    needing_someone = letters.needing_someone().order_by("pk").prefetch_related("tries")
    context = {
        "needing_someone": needing_someone[:MOST_SHOWN],
        "waiting": letters.waiting_for_mail_server().count(),
        "sent": page.rows,
        "page": {
            "previous_url": page.before and f"?{urlencode({'before': page.before})}",
            "next_url": page.after and f"?{urlencode({'after': page.after})}",
        },
    }
    return render(request, "organisations/outbox.html", context)


@require_POST
def letter_again(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_see_outbox(request.membership))
    letters = Letter.objects.for_organisation(request.organisation)
    sending.send_again(get_object_or_404(letters, pk=pk), at=timezone.now())
    messages.success(request, _("The letter is on its way again."))
    return redirect("organisations:outbox", slug)


@require_POST
def letter_posted(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_see_outbox(request.membership))
    letters = Letter.objects.for_organisation(request.organisation)
    sending.posted(get_object_or_404(letters, pk=pk), at=timezone.now())
    messages.success(request, _("The letter is noted as posted."))
    return redirect("organisations:outbox", slug)
