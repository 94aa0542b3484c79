from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from charters import opinions, publishing
from charters.changes import last_text_change
from charters.completeness import completeness
from charters.contents import Contents, contents_of, from_json
from charters.differences import Differences, differences
from charters.enums import LIFECYCLE, ChangeCode, CharterMove
from charters.forms.editions import DecisionForm, PublicationForm, SubmissionForm
from charters.models import Charter, Edition
from charters.permissions import can_move_charter
from charters.warnings import facts_for, warnings_of
from core.permissions import require
from core.templatetags.ui import day_plain
from organisations.middleware import MemberRequest


def _charter(request: MemberRequest, move: CharterMove) -> Charter:
    require(can_move_charter(request.membership, move))
    charter = get_object_or_404(Charter.objects.for_organisation(request.organisation))
    charter.organisation = request.organisation
    return charter


def _is_over(charter: Charter, move: CharterMove, request: MemberRequest) -> bool:
    """The page asks for nothing any more; what is sent still goes to the verb, which says why."""
    return request.method != "POST" and not LIFECYCLE.allows(move, charter.status)


def since_last_edition(charter: Charter, contents: Contents) -> Differences | None:
    """None for the first edition, which is new from beginning to end."""
    last = charter.editions.in_short().first()
    if last is None:
        return None
    retired = charter.commitments.exclude(retired_at=None)
    reasons = dict(retired.values_list("pk", "change_reason"))
    return differences(from_json(last.contents), contents, reasons)


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: MemberRequest, slug: str) -> HttpResponse:
    """Send the draft to colleagues and to the approver."""
    charter = _charter(request, CharterMove.SUBMIT)
    if _is_over(charter, CharterMove.SUBMIT, request):
        return redirect("charters:home", slug)
    form = SubmissionForm(request.POST or None, charter=charter)
    if request.method == "POST" and form.is_valid():
        publishing.submit(charter, by=request.user, remark=form.cleaned_data["remark"])
        messages.success(
            request, _("The charter is in review. Colleagues read it, the approver decides.")
        )
        return redirect("charters:home", slug)
    contents = contents_of(charter)
    context = {
        "charter": charter,
        "form": form,
        "state": completeness(contents),
        "warnings": warnings_of(contents, facts_for(charter, contents)),
    }
    return render(request, "charters/submission.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: MemberRequest, slug: str) -> HttpResponse:
    """One page for the head of the organisation: what is missing, what changes, what was said."""
    charter = _charter(request, CharterMove.APPROVE)
    contents = contents_of(charter)
    state, seen = completeness(contents), last_text_change(charter)
    form = DecisionForm(request.POST or None, charter=charter, seen=seen, state=state)
    if request.method == "POST" and form.is_valid():
        return _decided(request, charter, form)
    return render(request, "charters/approval.html", _to_decide(charter, contents, state, form))


def _decided(request: MemberRequest, charter: Charter, form: DecisionForm) -> HttpResponse:
    remark = form.cleaned_data["remark"]
    if form.is_returned:
        return _returned(request, charter, remark)
    seen = form.cleaned_data["seen"]
    publishing.approve(charter, by=request.user, seen=seen, remark=remark)
    messages.success(request, _("The charter is approved. It can be published."))
    return redirect("charters:home", request.organisation.slug)


def _returned(request: MemberRequest, charter: Charter, remark: str) -> HttpResponse:
    publishing.return_to_draft(charter, by=request.user, remark=remark)
    messages.success(request, _("The charter is back with its writers, with your remark."))
    return redirect("charters:home", request.organisation.slug)


def _to_decide(
    charter: Charter, contents: Contents, state: Any, form: DecisionForm
) -> dict[str, Any]:
    submitted = charter.changes.filter(code=ChangeCode.SUBMITTED).select_related("by").first()
    return {
        "charter": charter,
        "form": form,
        "may_decide": LIFECYCLE.allows(CharterMove.APPROVE, charter.status),
        "contents": contents,
        "state": state,
        "submitted": submitted,
        "warnings": warnings_of(contents, facts_for(charter, contents)),
        "promises": {promise.key: promise for promise in contents.promises},
        "changes": since_last_edition(charter, contents),
        "last": charter.editions.in_short().first(),
        "said": opinions.summary(charter),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: MemberRequest, slug: str) -> HttpResponse:
    """Make an edition of the approved text, from a day on."""
    charter = _charter(request, CharterMove.PUBLISH)
    state = completeness(contents_of(charter))
    before: Edition | None = charter.editions.in_short().first()
    form = PublicationForm(
        request.POST or None,
        charter=charter,
        seen=last_text_change(charter),
        state=state,
        before=before,
    )
    if request.method == "POST" and form.is_valid() and form.is_returned:
        return _returned(request, charter, form.cleaned_data["remark"])
    if request.method == "POST" and form.is_valid():
        edition = publishing.publish(
            charter,
            by=request.user,
            seen=form.cleaned_data["seen"],
            in_force_from=form.cleaned_data["in_force_from"],
        )
        said = _("Edition %(number)s is published. Its papers are being made.")
        messages.success(request, said % {"number": edition.number})
        return redirect("charters:edition", slug, edition.number)
    context = {
        "charter": charter,
        "form": form,
        "may_publish": LIFECYCLE.allows(CharterMove.PUBLISH, charter.status),
        "state": state,
    }
    return render(request, "charters/publication.html", context)


@require_POST
def new_edition(request: MemberRequest, slug: str) -> HttpResponse:
    """Open the texts of the last edition again."""
    charter = _charter(request, CharterMove.BEGIN)
    publishing.begin_edition(charter, by=request.user)
    messages.success(
        request,
        _("The texts are open again. The edition in force stays as it is until you publish."),
    )
    return redirect("charters:home", slug)


@require_POST
def review(request: MemberRequest, slug: str) -> HttpResponse:
    """The yearly look at an edition that needs no change."""
    charter = _charter(request, CharterMove.BEGIN)
    kept = publishing.keep_for_another_year(charter, by=request.user)
    said = _("The edition stays as it is. It is to be looked at again by %(day)s.")
    messages.success(request, said % {"day": day_plain(kept.review_due)})
    return redirect("charters:home", slug)
