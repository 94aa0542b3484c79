from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters import papers
from charters.enums import Paper
from charters.models import Edition, EditionDocument
from organisations.middleware import PublicRequest
from overview.charter_pages import (
    article_of,
    charter_page,
    document_of,
    editions_of,
    in_force,
    stored,
)
from overview.charter_results import told
from overview.public_facts import places
from overview.structured_data import charter_document

# A paper of an edition never changes: who has it need not ask again.
FOR_EVER = "public, max-age=31536000, immutable"
# Which edition is in force changes: who has a paper asks whether it is still that one.
ASK_AGAIN = "public, no-cache"
SECONDS_OF_MAKING = 60


@login_not_required
@require_safe
def charter(request: PublicRequest, slug: str) -> HttpResponse:
    """The edition in force; where there is none, what there was and what comes."""
    editions = list(editions_of(request.organisation))
    if not editions:
        raise Http404
    shown = in_force(editions, timezone.localdate())
    if shown is None:
        context = {"editions": editions, "today": timezone.localdate()}
        return render(request, "overview/public/charter_none.html", context)
    return _page(request, editions, shown, title=_("Customer charter"))


@login_not_required
@require_safe
def charter_edition(request: PublicRequest, slug: str, number: int) -> HttpResponse:
    """An edition, whether it is in force or not: what was promised stays to be read."""
    editions = list(editions_of(request.organisation))
    shown = next((one for one in editions if one.number == number), None)
    if shown is None:
        raise Http404
    title = _("Customer charter, edition %(number)s") % {"number": number}
    return _page(request, editions, shown, title=title)


def _page(
    request: PublicRequest, editions: list[Edition], shown: Edition, *, title: str
) -> HttpResponse:
    now = timezone.now()
    page = charter_page(request.organisation, editions, shown, now)
    exists = request.organisation.exists_on(timezone.localdate(now))
    context = {
        "page": page,
        "title": title,
        "edition": page.edition,
        "document": page.document,
        "exists": exists,
        "places": places(request.organisation, now) if exists else [],
        "article": article_of(page, accepts_complaints=exists),
        "structured_data": charter_document(page),
        "site": settings.SITE_URL.rstrip("/"),
    }
    return render(request, "overview/public/charter.html", context)


@login_not_required
@require_safe
def charter_results(request: PublicRequest, slug: str) -> HttpResponse:
    """What the register measured of the promises in force; where none is in force, the charter says so."""
    editions = list(editions_of(request.organisation).select_related("charter"))
    if not editions:
        raise Http404
    shown = in_force(editions, timezone.localdate())
    charter_url = reverse("overview:charter", args=[slug])
    if shown is None:
        return redirect(charter_url)
    shown.organisation = request.organisation
    language = get_language() or ""
    document = document_of(shown, language)
    context = {
        "edition": shown,
        "document": document,
        "told": told(shown, document, charter_url),
        "charter_url": charter_url,
        "is_in_another_language": document.language != language,
    }
    return render(request, "overview/public/charter_results.html", context)


@login_not_required
@require_safe
def charter_paper(request: PublicRequest, slug: str, paper: Paper) -> HttpResponseBase:
    """A paper of the edition in force."""
    editions = editions_of(request.organisation).in_force_on(timezone.localdate())
    edition = editions.first()
    if edition is None:
        raise Http404
    return _handed_out(request, edition, paper, caching=ASK_AGAIN)


@login_not_required
@require_safe
def charter_edition_paper(
    request: PublicRequest, slug: str, number: int, paper: Paper
) -> HttpResponseBase:
    edition = get_object_or_404(editions_of(request.organisation), number=number)
    return _handed_out(request, edition, paper, caching=FOR_EVER)


def _handed_out(
    request: PublicRequest, edition: Edition, paper: Paper, *, caching: str
) -> HttpResponseBase:
    edition.organisation = request.organisation
    document = stored(edition, paper)
    if document is None or not papers.is_there(document):
        return _not_there(request, edition, paper, document)
    document.edition = edition
    return file_response(request, document, caching=caching)


def _not_there(
    request: PublicRequest, edition: Edition, paper: Paper, document: EditionDocument | None
) -> HttpResponse:
    """Being made, not made, or made and lost: said as it is."""
    is_coming = document is None and papers.is_being_made(edition)
    context = {"edition": edition, "paper": paper, "is_coming": is_coming, "lost": document}
    status = HTTPStatus.NOT_FOUND if document is None else HTTPStatus.GONE
    response = render(request, "overview/public/charter_paper.html", context, status=status)
    if is_coming:
        response["Retry-After"] = str(SECONDS_OF_MAKING)
    response["Cache-Control"] = "no-store"
    return response


def file_response(
    request: HttpRequest, document: EditionDocument, *, caching: str
) -> HttpResponseBase:
    """The stored file as it is; nothing at all where the browser has it already."""
    tag = f'"{document.sha256}"'
    unchanged = get_conditional_response(request, etag=tag)
    response: HttpResponseBase
    if isinstance(unchanged, HttpResponseNotModified):
        response = unchanged
    else:
        response = FileResponse(
            papers.path_of(document).open("rb"),
            filename=papers.name_of(document),
            content_type="application/pdf",
        )
    response["ETag"] = tag
    response["Cache-Control"] = caching
    response["Content-Language"] = document.language
    response["X-Content-Type-Options"] = "nosniff"
    return response
