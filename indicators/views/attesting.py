"""The head of the organisation looks at the figures, attests them or hands them back; and corrections."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.permissions import require
from indicators import submitting
from indicators.asked import Words
from indicators.asking import asked_of
from indicators.enums import SubmissionStatus
from indicators.figure_tables import only, shown
from indicators.forms.submissions import AttestationForm, CorrectionForm
from indicators.models import Submission
from indicators.permissions import can_attest, can_prepare_figures
from indicators.submitting import key_of, last_change, rows_of
from indicators.views.submissions import PAGE, campaign_of, newest, versions_of
from organisations.middleware import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def attestation(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """One page: what changed since last year, what differs and why, questions and answers; the decision at its end."""
    require(can_attest(request.membership))
    found = newest(request, year)
    if found is None:
        return redirect(PAGE, slug, year)
    form = AttestationForm(request.POST or None, seen=last_change(found))
    form.cancel_url = reverse(PAGE, args=[slug, year])
    if form.is_valid():
        return decided(request, found, form)
    context = to_decide(request, found) | {"form": form}
    return render(request, "indicators/attestation.html", context)


def decided(request: MemberRequest, found: Submission, form: AttestationForm) -> HttpResponse:
    seen, remarks = form.cleaned_data["seen"], form.cleaned_data["remarks"]
    if form.is_returned:
        submitting.send_back(found, by=request.user, seen=seen, remarks=remarks)
        messages.success(request, _("The figures are back with those who prepare them."))
    else:
        submitting.attest(found, by=request.user, seen=seen)
        messages.success(request, _("The figures are attested. From now on they do not change."))
    return redirect(PAGE, request.organisation.slug, found.campaign.year)


def to_decide(request: MemberRequest, found: Submission) -> dict[str, Any]:
    rows = rows_of(found)
    earlier = compared_with(request, found)
    before = {key_of(row): row for row in rows_of(earlier)} if earlier else None
    parts = shown(rows, Words(), before)
    return {
        "submission": found,
        "campaign": found.campaign,
        "may_decide": found.status == SubmissionStatus.SUBMITTED,
        "earlier": earlier,
        "parts": parts,
        "changed": [(name, line) for name, line in only(parts, changed=True) if not line.is_part],
        "differing": only(parts, changed=False),
        "asked": asked_of(found, rows),
    }


def compared_with(request: MemberRequest, found: Submission) -> Submission | None:
    """Of a correction, the version it corrects; else what was attested of the year before."""
    own = Submission.objects.for_organisation(request.organisation).select_related("campaign")
    if found.version > 1:
        return own.filter(campaign=found.campaign, version=found.version - 1).first()
    return own.in_force().filter(campaign__year=found.campaign.year - 1).first()


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """Another version of what was attested."""
    require(can_prepare_figures(request.membership) or can_attest(request.membership))
    versions = versions_of(request, campaign_of(year))
    attested = next((one for one in versions if one.in_force), None)
    if attested is None:
        if request.method == "POST":
            raise Http404
        return redirect(PAGE, slug, year)
    form = CorrectionForm(request.POST or None)
    form.cancel_url = reverse(PAGE, args=[slug, year])
    if form.is_valid():
        submitting.begin_correction(attested, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(
            request,
            _("The correction is begun. Until it is attested, the figures before it count."),
        )
        return redirect(PAGE, slug, year)
    context = {"submission": attested, "campaign": attested.campaign, "form": form}
    return render(request, "indicators/correction.html", context)
