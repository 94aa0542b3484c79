from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charters import reviewing
from charters.enums import EDITABLE, Topic
from charters.forms.opinions import RemarkForm, ResolveForm
from charters.models import Charter, Commitment
from charters.opinions import remarks_of
from charters.permissions import can_resolve_remark
from core.pages import page_of, pager
from core.permissions import require
from core.texts import FALLBACK
from organisations.middleware import MemberRequest

RESOLVED, ALL = "resolved", "all"
# No text has as many paragraphs.
MOST_PARAGRAPHS = 10_000


def charter_of(request: MemberRequest) -> Charter:
    charter = get_object_or_404(Charter.objects.for_organisation(request.organisation))
    charter.organisation = request.organisation
    return charter


@require_safe
def remarks(request: MemberRequest, slug: str) -> HttpResponse:
    """Those to deal with first; what was done with the others on a page of its own."""
    charter = charter_of(request)
    found = remarks_of(charter)
    numbers = found.aggregate(open=Count("pk", filter=Q(resolved_at=None)), all=Count("pk"))
    state = request.GET.get("state", "")
    if state == RESOLVED:
        found = found.exclude(resolved_at=None)
    elif state != ALL:
        state, found = "", found.filter(resolved_at=None)
    page = page_of(
        found,
        "-written_at",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "charter": charter,
        "remarks": page.rows,
        "numbers": {**numbers, "resolved": numbers["all"] - numbers["open"]},
        "state": state,
        "page": pager(page, request.GET),
    }
    return render(request, "charters/remarks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remark_new(request: MemberRequest, slug: str) -> HttpResponse:
    """On what, stands in the address: a subject or a commitment, and perhaps a paragraph."""
    charter = charter_of(request)
    about = _about(request, charter)
    form = RemarkForm(request.POST or None, charter=charter, topic=about["topic"])
    if form.is_valid():
        topic = about["topic"] or form.cleaned_data["topic"]
        reviewing.remark(
            charter, by=request.user, text=form.cleaned_data["text"], **{**about, "topic": topic}
        )
        messages.success(request, _("Your colleagues now see the remark."))
        if about["commitment"]:
            return redirect("charters:commitment", slug, about["commitment"].pk)
        return redirect("charters:topic", slug, topic)
    quoted = ""
    if about["topic"]:
        quoted = reviewing.quoted(charter, **about)
    context = {
        "charter": charter,
        "form": form if charter.status in EDITABLE else None,
        "quoted": quoted,
        "topic": Topic(about["topic"]) if about["topic"] else None,
        **{name: about[name] for name in ("commitment", "language")},
    }
    return render(request, "charters/remark_new.html", context)


def _about(request: MemberRequest, charter: Charter) -> dict[str, Any]:
    """What the remark is made on; an address that says nonsense is none."""
    query = request.GET
    commitment = None
    if query.get("commitment"):
        if not query["commitment"].isdecimal():
            raise Http404
        standing = Commitment.objects.for_organisation(request.organisation)
        commitment = get_object_or_404(standing, charter=charter, pk=query["commitment"])
    topic = commitment.topic if commitment else query.get("topic", "")
    paragraph = query.get("paragraph", "")
    language = query.get("language", "")
    if commitment and language not in FALLBACK:
        language = commitment.text.shown_language
    return {
        "topic": topic if topic in Topic else "",
        "commitment": commitment,
        "paragraph": min(int(paragraph), MOST_PARAGRAPHS) if paragraph.isdecimal() else 0,
        "language": language if language in FALLBACK else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """One remark, and what was done with it."""
    charter = charter_of(request)
    found = get_object_or_404(remarks_of(charter), pk=pk)
    found.charter = charter
    may_resolve = can_resolve_remark(
        request.membership, is_author=found.written_by_id == request.user.pk
    )
    form = None
    if request.method == "POST":
        require(may_resolve)
        form = ResolveForm(request.POST)
        if form.is_valid():
            reviewing.resolve(found, by=request.user, resolution=form.cleaned_data["resolution"])
            messages.success(request, _("The remark is noted as dealt with."))
            return redirect("charters:remarks", slug)
    elif may_resolve and found.resolved_at is None:
        form = ResolveForm()
    context = {
        "charter": charter,
        "remark": found,
        "form": form,
        "stands_no_longer": reviewing.stands_no_longer(found),
    }
    return render(request, "charters/remark.html", context)
