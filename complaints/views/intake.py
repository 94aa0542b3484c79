from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints import intake as entering
from complaints.forms.intake import IntakeForm
from complaints.permissions import can_register
from core.permissions import require
from organisations.middleware import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: MemberRequest, slug: str) -> HttpResponse:
    """A message that came by any channel becomes a case; sent twice, it is one."""
    require(can_register(request.membership))
    posted = request.method == "POST"
    form = IntakeForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        organisation=request.organisation,
        language=get_language() or "",
    )
    form.cancel_url = reverse("complaints:list", args=[slug])
    if form.is_valid():
        case = entering.register(
            request.organisation,
            form.submission,
            by=request.user,
            acknowledge=form.acknowledgement,
            token=form.submission_token,
        )
        messages.success(
            request, registered(case.number, reverse("complaints:intake", args=[slug]))
        )
        return redirect(case)
    return render(request, "complaints/intake.html", {"form": form})


def registered(number: str | None, again: str) -> str:
    return format_html(
        '<b>{}</b> <a href="{}">{}</a>',
        _("Registered as %(number)s.") % {"number": number},
        again,
        _("Register another"),
    )
