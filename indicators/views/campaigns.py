"""The yearly collection as the Network coordinator leads it. Figures are read here, never cases."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from indicators import collecting, submitting
from indicators.asked import Words
from indicators.asking import asked_of
from indicators.campaign_history import history_of
from indicators.campaign_state import rows_of, tally, with_counts
from indicators.enums import CampaignStatus, SubmissionStatus
from indicators.figure_tables import only, shown
from indicators.forms.campaigns import CampaignForm, MemberForm, ReturnForm, StepForm
from indicators.models import Campaign, Submission
from indicators.submitting import key_of, last_change
from indicators.submitting import rows_of as figures_of
from organisations.middleware import NetworkRequest
from organisations.models import Organisation
from organisations.permissions import can_coordinate_network

PAGE = "indicators:campaign"


def found(request: NetworkRequest, year: int) -> Campaign:
    require(can_coordinate_network(request.membership))
    return get_object_or_404(Campaign, year=year)


@require_safe
def campaigns(request: NetworkRequest) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    rows = list(with_counts(Campaign.objects.all()))
    return render(request, "indicators/campaigns.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: NetworkRequest) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    form = CampaignForm(request.POST or None)
    form.cancel_url = reverse("indicators:campaigns")
    if form.is_valid():
        made = collecting.prepare(by=request.user, **form.arguments())
        messages.success(
            request,
            _("The campaign is prepared. Look at who takes part, then open it."),
        )
        return redirect(PAGE, made.year)
    return render(request, "indicators/campaign_new.html", {"form": form})


@require_safe
def campaign(request: NetworkRequest, year: int) -> HttpResponse:
    """Every organisation that takes part, and how far it is."""
    one = found(request, year)
    rows = rows_of(one)
    context = {
        "campaign": one,
        "rows": rows,
        "tally": tally(rows),
        "lines": history_of(one),
    }
    return render(request, "indicators/campaign.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: NetworkRequest, year: int) -> HttpResponse:
    one = found(request, year)
    form = CampaignForm(request.POST or None, instance=one)
    form.cancel_url = reverse(PAGE, args=[year])
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        collecting.change(one, by=request.user, seen=seen, **form.arguments())
        messages.success(request, _("The campaign is saved."))
        return redirect(PAGE, year)
    return render(request, "indicators/campaign_edit.html", {"campaign": one, "form": form})


def step(
    request: NetworkRequest,
    year: int,
    *,
    template: str,
    label: str,
    verb: Callable[..., Campaign],
    starts: CampaignStatus,
    said: str,
) -> HttpResponse:
    """A page of its own for each step: what it does, and the button that does it."""
    one = found(request, year)
    form = StepForm(request.POST or None, seen=one.revision, label=label)
    form.cancel_url = reverse(PAGE, args=[year])
    if form.is_valid():
        verb(one, by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, said)
        return redirect(PAGE, year)
    rows = rows_of(one)
    context = {
        "campaign": one,
        "form": form,
        "here": label,
        "is_possible": one.status == starts,
        "tally": tally(rows),
        "missing": [row for row in rows if not row.has_attested],
    }
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_open(request: NetworkRequest, year: int) -> HttpResponse:
    return step(
        request,
        year,
        template="indicators/campaign_open.html",
        label=_("Open the campaign"),
        verb=collecting.open_campaign,
        starts=CampaignStatus.PREPARED,
        said=_("The campaign is open. Every organisation is told by letter."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_close(request: NetworkRequest, year: int) -> HttpResponse:
    return step(
        request,
        year,
        template="indicators/campaign_close.html",
        label=_("Close the campaign"),
        verb=collecting.close,
        starts=CampaignStatus.OPEN,
        said=_("The campaign is closed. What comes late is still taken, and marked."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_reopening(request: NetworkRequest, year: int) -> HttpResponse:
    return step(
        request,
        year,
        template="indicators/campaign_reopening.html",
        label=_("Open the campaign again"),
        verb=collecting.reopen,
        starts=CampaignStatus.CLOSED,
        said=_("The campaign is open again."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_publication(request: NetworkRequest, year: int) -> HttpResponse:
    return step(
        request,
        year,
        template="indicators/campaign_publication.html",
        label=_("Publish the figures"),
        verb=collecting.publish,
        starts=CampaignStatus.CLOSED,
        said=_("The figures are published."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_members(request: NetworkRequest, year: int) -> HttpResponse:
    """Who takes part, in which group; one joins by the form, one leaves by its button."""
    one = found(request, year)
    members = one.members.in_reading_order().select_related("campaign")
    if "remove" in request.POST:
        code = request.POST["remove"]
        leaving = next((row for row in members if row.organisation.code == code), None)
        if leaving is None:
            raise Http404
        collecting.remove_member(leaving, by=request.user)
        messages.success(request, _("The organisation does not take part any more."))
        return redirect("indicators:campaign_members", year)
    form = MemberForm(request.POST or None)
    form.cancel_url = reverse(PAGE, args=[year])
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        group = form.cleaned_data["group"] or organisation.group
        collecting.add_member(one, organisation, by=request.user, group=group)
        messages.success(request, _("The organisation takes part."))
        return redirect("indicators:campaign_members", year)
    begun = set(one.submissions.values_list("organisation_id", flat=True))
    rows = [(member, member.organisation_id in begun) for member in members]
    context = {"campaign": one, "form": form, "rows": rows}
    return render(request, "indicators/campaign_members.html", context)


@dataclass(frozen=True)
class HandedIn:
    """The figures that an organisation answers for: the last that are submitted or attested.

    What it is preparing is its own, the first time as well as after the figures were returned.
    """

    campaign: Campaign
    organisation: Organisation
    submission: Submission | None
    # Handed in last, and with the organisation again since.
    returned: Submission | None

    @property
    def last(self) -> Submission | None:
        return self.returned or self.submission

    @property
    def may_return(self) -> bool:
        return self.last is not None and self.last.status == SubmissionStatus.SUBMITTED


def handed_in(request: NetworkRequest, year: int, code: str) -> HandedIn:
    one = found(request, year)
    members = one.members.filter(organisation__code=code.upper())
    organisation = get_object_or_404(members.select_related("organisation")).organisation
    rows = Submission.objects.standing().filter(campaign=one, organisation=organisation)
    rows = rows.select_related("organisation", "campaign", "submitted_by", "attested_by")
    ever = list(rows.exclude(submitted_at=None).order_by("-version"))
    answered_for = (row for row in ever if row.status != SubmissionStatus.RETURNED)
    returned = ever[0] if ever and ever[0].status == SubmissionStatus.RETURNED else None
    return HandedIn(one, organisation, next(answered_for, None), returned)


@require_safe
def campaign_submission(request: NetworkRequest, year: int, code: str) -> HttpResponse:
    """The figures of one organisation, to read, with its reasons and answers."""
    handed = handed_in(request, year, code)
    context: dict[str, Any] = {"campaign": handed.campaign, "handed": handed}
    if handed.submission is not None:
        rows = figures_of(handed.submission)
        previous = Submission.objects.in_force().filter(
            campaign__year=year - 1, organisation=handed.organisation
        )
        earlier = previous.select_related("campaign").first()
        before = {key_of(row): row for row in figures_of(earlier)} if earlier else None
        parts = shown(rows, Words(), before)
        context |= {
            "earlier": earlier,
            "parts": parts,
            "differing": only(parts, changed=False),
            "asked": asked_of(handed.submission, rows),
        }
    return render(request, "indicators/campaign_submission.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_return(request: NetworkRequest, year: int, code: str) -> HttpResponse:
    """Back to those who prepared the figures, with what is asked of them."""
    handed = handed_in(request, year, code)
    submission = handed.last
    if submission is None:
        raise Http404
    back = reverse("indicators:campaign_submission", args=[year, code])
    form = ReturnForm(request.POST or None, seen=last_change(submission))
    form.cancel_url = back
    if form.is_valid():
        submitting.send_back(submission, by=request.user, back_url=back, **form.cleaned_data)
        messages.success(request, _("The figures are returned. Those who prepare them are told."))
        return redirect(back)
    context = {"campaign": handed.campaign, "handed": handed, "form": form}
    return render(request, "indicators/campaign_return.html", context)
