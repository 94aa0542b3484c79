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
from indicators.forms.submissions import AttestationForm, CorrectionForm, DroppingForm
from indicators.models import Submission
from indicators.permissions import can_attest, can_prepare_figures
from indicators.recounting import recounted
from indicators.submitting import key_of, last_change, rows_of
from indicators.views.submissions import (
    PAGE,
    campaign_of,
    corrected,
    newest,
    standing,
    versions_of,
)
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
    may_decide = found.status == SubmissionStatus.SUBMITTED
    earlier = compared_with(request, found)
    before = {key_of(row): row for row in rows_of(earlier)} if earlier else None
    parts = shown(rows, Words(), before)
    return {
        "submission": found,
        "campaign": found.campaign,
        "may_decide": may_decide,
        "recounted": recounted(found, rows) if may_decide else [],
        "earlier": earlier,
        "parts": parts,
        "changed": [(name, line) for name, line in only(parts, changed=True) if not line.is_part],
        "differing": only(parts, changed=False),
        "asked": asked_of(found, rows),
    }


def compared_with(request: MemberRequest, found: Submission) -> Submission | None:
    """Of a correction, the version it corrects; else what was attested of the year before."""
    if found.is_correction:
        return corrected(versions_of(request, found.campaign), found)
    own = Submission.objects.for_organisation(request.organisation).select_related("campaign")
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
    context = {
        "submission": attested,
        "campaign": attested.campaign,
        "form": form,
        "is_begun": standing(versions) != attested,
    }
    return render(request, "indicators/correction.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correction_dropping(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """A correction is given up; the version before it goes on to count."""
    require(can_prepare_figures(request.membership) or can_attest(request.membership))
    versions = versions_of(request, campaign_of(year))
    found = standing(versions)
    if found is None or not found.is_correction:
        raise Http404
    if not found.can_change and request.method != "POST":
        return redirect(PAGE, slug, year)
    form = DroppingForm(request.POST or None, seen=last_change(found))
    form.cancel_url = reverse(PAGE, args=[slug, year])
    if form.is_valid():
        submitting.drop_correction(found, by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, _("The correction is dropped."))
        return redirect(PAGE, slug, year)
    context = {
        "submission": found,
        "campaign": found.campaign,
        "form": form,
        "earlier": corrected(versions, found),
    }
    return render(request, "indicators/correction_dropping.html", context)
