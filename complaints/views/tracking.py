from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from complaints import following
from complaints.clock import answer_deadline
from complaints.forms.tracking import ReplyForm, TrackForm
from complaints.models import Case
from complaints.tracking import find
from complaints.views import cookies
from core.rate_limits import RateLimit
from core.row_security import organisation_context
from organisations.middleware import client_address

# Eighty random bits bear any number of tries; these keep programs away.
TRIES_HERE = RateLimit("tracking-here", most=10)
# Higher, so that nobody locks the rightful person out from elsewhere with a few tries.
TRIES_PER_NUMBER = RateLimit("tracking-number", most=100)
TRIES_PER_ADDRESS = RateLimit("tracking-address", most=30)
FOLLOWED = "complaints:tracked_case"
FOLLOWED_SECONDS = 30 * 60
# Enough of the code's hash to notice that another code has been issued since.
HASH_PREFIX = 16


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Refusals are returned, not raised: the counters of tries stand in the same transaction."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        number, code = form.cleaned_data["number"].upper(), form.cleaned_data["code"]
        address = client_address(request)
        if (
            TRIES_HERE.is_reached(number, address)
            or TRIES_PER_NUMBER.is_reached(number)
            or TRIES_PER_ADDRESS.is_reached(address)
        ):
            form.add_error(None, _("Too many tries. Try again in an hour."))
            status = 429
        elif case := find(number, code):
            return _open(case)
        else:
            TRIES_HERE.count(number, address)
            TRIES_PER_NUMBER.count(number)
            TRIES_PER_ADDRESS.count(address)
            form.add_error(
                None, _("This number and this code do not belong together. Look at both again.")
            )
    return render(request, "complaints/public/track.html", {"form": form}, status=status)


def _open(case: Case) -> HttpResponse:
    response = redirect(FOLLOWED)
    key = [case.organisation_id, case.pk, case.tracking_hash[:HASH_PREFIX]]
    cookies.put(response, FOLLOWED, (), key, seconds=FOLLOWED_SECONDS)
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tracked_case(request: HttpRequest) -> HttpResponse:
    """One case, in the context of its organisation; without its cookie, the form for number and code."""
    organisation_id, key, prefix = cookies.read(request, FOLLOWED, seconds=FOLLOWED_SECONDS) or (
        0,
        0,
        "",
    )
    with organisation_context(organisation_id):
        cases = Case.objects.filter(organisation=organisation_id, tracking_hash__startswith=prefix)
        case = cases.select_related("organisation").exclude(tracking_hash="").filter(pk=key).first()
        if case is None:
            return redirect("complaints:track")
        return _show(request, case)


def _show(request: HttpRequest, case: Case) -> HttpResponse:
    posted = request.method == "POST"
    form = ReplyForm(request.POST if posted else None, request.FILES if posted else None)
    refused: str = ""
    if form.is_valid():
        text, files = form.cleaned_data["text"], form.cleaned_data["attachments"]
        if following.reply(case, text=text, files=files):
            return redirect(FOLLOWED)
        refused = text
    exchanges = following.exchanges(case)
    question = following.question(case, exchanges)
    context: dict[str, Any] = {
        "case": case,
        "steps": following.steps(case),
        "exchanges": [exchange for exchange in exchanges if exchange is not question],
        "question": question,
        "conclusion": following.conclusion(case),
        "deadline": answer_deadline(case) if following.is_running(case) else None,
        "form": form if following.is_waiting(case) else None,
        "refused": refused,
    }
    status = 409 if refused else 200
    return render(request, "complaints/public/tracked_case.html", context, status=status)


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    response = redirect("complaints:track")
    cookies.drop(response, FOLLOWED)
    return response
