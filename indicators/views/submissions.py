"""An organisation's yearly figures: where they stand, section by section, questions, and the way out."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.permissions import require
from core.templatetags.ui import number
from indicators import submitting
from indicators.asked import Words, in_report_order
from indicators.asking import asked_of
from indicators.enums import Section, SubmissionStatus
from indicators.figure_tables import only, shown
from indicators.forms.submissions import AnswersForm, FiguresForm, SendingForm
from indicators.models import Campaign, Submission
from indicators.permissions import can_attest, can_prepare_figures, can_see_figures
from indicators.recounting import recounted
from indicators.submission_history import history_of
from indicators.submission_state import next_step, sections, steps
from indicators.submitting import differs, key_of, last_change, rows_of, said_of
from organisations.middleware import MemberRequest

PAGE = "indicators:submission"


def versions_of(request: MemberRequest, campaign: Campaign) -> list[Submission]:
    """The newest first."""
    found = Submission.objects.for_organisation(request.organisation).filter(campaign=campaign)
    rows = list(found.select_related("submitted_by", "attested_by").order_by("-version"))
    for row in rows:
        row.campaign, row.organisation = campaign, request.organisation
    return rows


def campaign_of(year: int) -> Campaign:
    return get_object_or_404(Campaign.objects.begun(), year=year)


def standing(versions: Sequence[Submission]) -> Submission | None:
    """The newest that was not dropped."""
    return next((one for one in versions if one.status != SubmissionStatus.DROPPED), None)


def newest(request: MemberRequest, year: int) -> Submission | None:
    return standing(versions_of(request, campaign_of(year)))


def corrected(versions: Sequence[Submission], found: Submission) -> Submission | None:
    """What a correction sets out from: the version that was attested before it."""
    return next((one for one in versions if one.version < found.version and one.attested_at), None)


def preparing(request: MemberRequest, year: int) -> Submission | None:
    """What the preparers work on; None where nothing can be changed, which the first page explains."""
    require(can_prepare_figures(request.membership))
    found = newest(request, year)
    return found if found and (found.can_change or request.method == "POST") else None


@require_safe
def submissions(request: MemberRequest, slug: str) -> HttpResponse:
    """Every year that was collected, and where its figures stand."""
    require(can_see_figures(request.membership))
    own = Submission.objects.for_organisation(request.organisation).standing()
    newest_of: dict[int, Submission] = {}
    for one in own.order_by("version"):
        newest_of[one.campaign_id] = one
    taking_part = Campaign.objects.begun().filter(members__organisation=request.organisation)
    rows = [(campaign, newest_of.get(campaign.pk)) for campaign in taking_part]
    return render(request, "indicators/submissions.html", {"rows": rows})


@require_safe
def submission(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """The task list of a year."""
    require(can_see_figures(request.membership))
    campaign = Campaign.objects.begun().filter(year=year).first()
    if campaign is None:
        return render(request, "indicators/submission_none.html", {"year": year})
    versions = versions_of(request, campaign)
    found = standing(versions)
    if found is None:
        return render(request, "indicators/submission_begin.html", not_begun(request, campaign))
    rows = rows_of(found)
    asked = asked_of(found, rows)
    states = sections(rows, asked)
    context = {
        "submission": found,
        "campaign": campaign,
        "versions": versions,
        "steps": steps(found),
        "sections": states,
        "asked": asked,
        "next": next_step(found, request.membership, states, asked),
        "may": may(request, found),
    }
    return render(request, "indicators/submission.html", context)


def not_begun(request: MemberRequest, campaign: Campaign) -> dict[str, Any]:
    takes_part = campaign.members.filter(organisation=request.organisation).exists()
    may_begin = takes_part and can_prepare_figures(request.membership)
    return {"campaign": campaign, "takes_part": takes_part, "may_begin": may_begin}


def may(request: MemberRequest, found: Submission) -> dict[str, bool]:
    prepares, attests = can_prepare_figures(request.membership), can_attest(request.membership)
    return {
        "change": prepares and found.can_change,
        "correct": (prepares or attests) and found.in_force,
        "drop": (prepares or attests) and found.is_correction and found.can_change,
    }


@require_POST
def begin(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    require(can_prepare_figures(request.membership))
    found = submitting.begin(campaign_of(year), request.organisation, by=request.user)
    if found.from_register:
        said = _("The figures are begun, as the register gives them.")
    else:
        said = _("The figures are begun. No register is kept here: fill them in, or bring a file.")
    messages.success(request, said)
    return redirect(PAGE, slug, year)


@require_POST
def compute(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """Once more from the register."""
    require(can_prepare_figures(request.membership))
    found = newest(request, year)
    if found is None:
        raise Http404
    if submitting.compute(found, by=request.user).from_register:
        said = _("The figures are computed again. What you declared stays beside.")
        messages.success(request, said)
    else:
        said = _("Not computed from a register: the figures are typed or brought from a file.")
        messages.info(request, said)
    return redirect(PAGE, slug, year)


@require_http_methods(["GET", "HEAD", "POST"])
def submission_figures(request: MemberRequest, slug: str, year: int, section: str) -> HttpResponse:
    """One section, figure by figure; what is right is stored together."""
    found = preparing(request, year)
    if found is None:
        return redirect(PAGE, slug, year)
    all_rows = in_report_order(rows_of(found))
    there = [one for one in Section if any(row.indicator.section == one for row in all_rows)]
    if section not in there:
        raise Http404
    rows = [row for row in all_rows if row.indicator.section == section]
    form = FiguresForm(request.POST or None, rows=rows, words=Words(), seen=last_change(found))
    form.cancel_url = reverse(PAGE, args=[slug, year])
    if form.is_valid():
        changed = submitting.declare(
            found, form.said, by=request.user, seen=form.cleaned_data["seen"]
        )
        messages.success(request, said_of_change(changed))
        place = there.index(Section(section)) + ("stay" not in request.POST)
        if place >= len(there):
            return redirect(PAGE, slug, year)
        return redirect("indicators:submission_figures", slug, year, there[place])
    keys = {row.indicator.code for row in rows}
    asked = [one for one in asked_of(found, all_rows) if one.question.figure[0] in keys]
    context = {
        "submission": found,
        "campaign": found.campaign,
        "section": Section(section),
        "places": there,
        "form": form,
        "asked": asked,
    }
    return render(request, "indicators/submission_figures.html", context)


def said_of_change(changed: int) -> str:
    if not changed:
        return _("Nothing has changed.")
    return ngettext("%(n)s figure saved.", "%(n)s figures saved.", changed) % {"n": number(changed)}


@require_http_methods(["GET", "HEAD", "POST"])
def submission_questions(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """What the figures contradict: each answered in a sentence, or a figure mended."""
    found = preparing(request, year)
    if found is None:
        return redirect(PAGE, slug, year)
    asked = asked_of(found, rows_of(found))
    form = AnswersForm(request.POST or None, asked=asked, seen=last_change(found))
    form.cancel_url = reverse(PAGE, args=[slug, year])
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        submitting.answer(found, form.answers, by=request.user, seen=seen)
        messages.success(request, _("The answers are saved."))
        return redirect(PAGE, slug, year)
    context = {"submission": found, "campaign": found.campaign, "form": form, "asked": asked}
    return render(request, "indicators/submission_questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def submission_sending(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """The last look before the figures go to the approver and to the Network."""
    found = preparing(request, year)
    if found is None:
        return redirect(PAGE, slug, year)
    rows = rows_of(found)
    asked = asked_of(found, rows)
    form = SendingForm(
        request.POST or None,
        seen=last_change(found),
        comment=found.comment,
        open_count=sum(not one.answer for one in asked),
        lacking=sum(differs(row, said_of(row)) and not row.reason for row in rows),
    )
    form.cancel_url = reverse(PAGE, args=[slug, year])
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("seen", "comment")}
        submitting.submit(found, by=request.user, **given)
        messages.success(request, _("The figures are submitted. The approver is told."))
        return redirect(PAGE, slug, year)
    context = {
        "submission": found,
        "campaign": found.campaign,
        "form": form,
        "sections": sections(rows, asked),
        "asked": asked,
        "differing": only(shown(rows, Words()), changed=False),
        "recounted": recounted(found, rows) if found.can_change else [],
    }
    return render(request, "indicators/submission_sending.html", context)


@require_safe
def submission_version(request: MemberRequest, slug: str, year: int, number: int) -> HttpResponse:
    """One version to read, beside the one before it."""
    require(can_see_figures(request.membership))
    versions = versions_of(request, campaign_of(year))
    found = next((one for one in versions if one.version == number), None)
    if found is None:
        raise Http404
    earlier = corrected(versions, found)
    rows = rows_of(found)
    before = {key_of(row): row for row in rows_of(earlier)} if earlier else None
    context = {
        "submission": found,
        "campaign": found.campaign,
        "versions": versions,
        "earlier": earlier,
        "parts": shown(rows, Words(), before),
        "asked": asked_of(found, rows),
    }
    return render(request, "indicators/submission_version.html", context)


@require_safe
def submission_history(request: MemberRequest, slug: str, year: int) -> HttpResponse:
    """Who did what with the figures of the year, in every version."""
    require(can_see_figures(request.membership))
    campaign = campaign_of(year)
    lines = history_of(versions_of(request, campaign))
    context = {"campaign": campaign, "lines": lines}
    return render(request, "indicators/submission_history.html", context)
