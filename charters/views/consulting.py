from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from charters.consulting import Phase, give, phase
from charters.contents import Contents, from_json
from charters.forms.opinions import OpinionForm
from charters.models import Consultation
from charters.opinions import summaries
from charters.reading import document
from core.rate_limits import RateLimit
from organisations.middleware import PublicRequest, client_address

# Per network address and organisation, since an office or a library shares one address.
OPINIONS = RateLimit("opinions", most=settings.SUBMISSIONS_PER_HOUR)


def _consultation(request: PublicRequest, token: str) -> Consultation:
    found = get_object_or_404(Consultation, organisation=request.organisation, token=token)
    found.organisation = request.organisation
    return found


def _for_nobody_to_find(response: HttpResponse) -> HttpResponse:
    """Whoever was given the address reads the draft; search engines do not."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: PublicRequest, slug: str, token: str) -> HttpResponse:
    """The draft with its questions between its two days; before and after, what is to come or was said."""
    consultation = _consultation(request, token)
    where = phase(consultation, timezone.localdate())
    contents = from_json(consultation.contents)
    if where != Phase.OPEN:
        status = 410 if request.method == "POST" else 200
        context = _told(consultation, where, contents)
        page = render(request, "charters/public/consultation_over.html", context, status=status)
        return _for_nobody_to_find(page)
    form = OpinionForm(request.POST or None, contents=contents)
    status = 200
    if form.is_valid():
        subject = (request.organisation.code, client_address(request))
        if not OPINIONS.is_reached(*subject):
            OPINIONS.count(*subject)
            language = get_language() or settings.LANGUAGE_CODE
            give(consultation, sent=form.sent, language=language, said=form.said)
            return redirect("charters:consult_thanks", slug, token)
        form.add_error(None, _too_many())
        status = 429
    read = document(contents, get_language() or "")
    context = {
        "consultation": consultation,
        "form": form,
        "document": read,
        "parts": form.asked(read),
        "answered": _answered(consultation, contents),
    }
    page = render(request, "charters/public/consultation.html", context, status=status)
    return _for_nobody_to_find(page)


def _told(consultation: Consultation, where: Phase, contents: Contents) -> dict[str, Any]:
    [summary] = summaries([consultation])
    return {
        "consultation": consultation,
        "is_to_come": where == Phase.TO_COME,
        "senders": summary.senders,
        "answered": _answered(consultation, contents),
    }


def _answered(consultation: Consultation, contents: Contents) -> list[tuple[Any, Any]]:
    """What was answered, below the promise it is about: by answering, the organisation shows the comment."""
    promises = {promise.key: promise for promise in contents.promises}
    answered = consultation.opinions.exclude(answer="").order_by("pk")
    return [(promises.get(one.commitment_id or 0), one) for one in answered]


def _too_many() -> str:
    return _(
        "Many opinions have come from your network in the last hour. Your answers are still here:"
        " send once more in an hour."
    )


@login_not_required
@never_cache
@require_safe
def thanks(request: PublicRequest, slug: str, token: str) -> HttpResponse:
    consultation = _consultation(request, token)
    context = {"consultation": consultation}
    return _for_nobody_to_find(render(request, "charters/public/consultation_thanks.html", context))
