from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters import consulting
from charters.consulting import Phase, letter_for, phase, public_address
from charters.contents import by_key, from_json
from charters.enums import EDITABLE
from charters.forms.opinions import AnswerForm, ConsultationForm, InviteForm, OutcomeForm
from charters.models import Charter, Consultation, Opinion
from charters.opinions import comments_on, summaries, with_promises
from charters.permissions import can_consult, can_read_opinions
from charters.reading import shown_language
from core.pages import page_of, pager
from core.permissions import require
from organisations.middleware import MemberRequest

# What the comments of a consultation can be narrowed to, as its address says it.
WHOLE, UNANSWERED = "whole", "unanswered"


def _charter(request: MemberRequest) -> Charter:
    charter = get_object_or_404(Charter.objects.for_organisation(request.organisation))
    charter.organisation = request.organisation
    return charter


def _consultation(request: MemberRequest, pk: int) -> Consultation:
    found = get_object_or_404(Consultation, organisation=request.organisation, pk=pk)
    found.organisation = request.organisation
    return found


@require_safe
def consultations(request: MemberRequest, slug: str) -> HttpResponse:
    """Each with its days, and how many customers answered."""
    charter, today = _charter(request), timezone.localdate()
    found = [
        (one, phase(one.consultation, today))
        for one in summaries(list(charter.consultations.all()))
    ]
    context = {
        "charter": charter,
        "consultations": found,
        "may_consult": can_consult(request.membership) and charter.status in EDITABLE,
        "may_read": can_read_opinions(request.membership),
    }
    return render(request, "charters/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_new(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_consult(request.membership))
    charter = _charter(request)
    form = ConsultationForm(request.POST or None, charter=charter, today=timezone.localdate())
    if form.is_valid():
        begun = consulting.begin(
            charter,
            by=request.user,
            introduction=form.texts,
            **{name: form.cleaned_data[name] for name in ("audience", "opens_on", "closes_on")},
        )
        messages.success(request, _("The consultation has its page. Hand out its address."))
        return redirect("charters:consultation", slug, begun.pk)
    context = {"charter": charter, "form": form if charter.status in EDITABLE else None}
    return render(request, "charters/consultation_new.html", context)


@require_safe
def consultation(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The address to hand out, what customers say, and what is to be answered."""
    require(can_read_opinions(request.membership))
    found = _consultation(request, pk)
    [summary] = summaries([found])
    about, show = request.GET.get("about", ""), request.GET.get("show", "")
    promise = next((one for one in summary.promises if str(one.key) == about), None)
    comments = comments_on(found)
    if promise or about == WHOLE:
        comments = comments.filter(commitment=promise.key if promise else None)
    if show == UNANSWERED:
        comments = comments.filter(answer="")
    page = page_of(
        comments,
        "-given_at",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "consultation": found,
        "summary": summary,
        "comments": with_promises(page.rows, from_json(found.contents).promises),
        "page": pager(page, request.GET),
        "about": promise,
        "is_on_whole": about == WHOLE,
        "show": show,
        "phase": phase(found, timezone.localdate()),
        "address": public_address(found, shown_language(found.languages, get_language() or "")),
        "addresses": [
            (code, name, public_address(found, code))
            for code, name in settings.LANGUAGES
            if code in found.languages
        ],
        "invited": found.invitations.count(),
        "may_consult": can_consult(request.membership),
    }
    return render(request, "charters/consultation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_invite(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_consult(request.membership))
    found = _consultation(request, pk)
    is_over = phase(found, timezone.localdate()) == Phase.CLOSED
    language = shown_language(found.languages, get_language() or "")
    form = InviteForm(request.POST or None, consultation=found, initial={"language": language})
    if form.is_valid():
        number = consulting.invite(
            found,
            emails=form.cleaned_data["emails"],
            language=form.cleaned_data["language"],
            by=request.user,
        )
        text = ngettext(
            "%(number)d invitation is on its way.",
            "%(number)d invitations are on their way.",
            number,
        )
        if number:
            messages.success(request, text % {"number": number})
        else:
            messages.warning(request, _("All of them had been invited already."))
        return redirect("charters:consultation", slug, pk)
    letters = [
        (name, code, *letter_for(found, code))
        for code, name in settings.LANGUAGES
        if code in found.languages
    ]
    context = {"consultation": found, "form": None if is_over else form, "letters": letters}
    return render(request, "charters/consultation_invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_outcome(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_consult(request.membership))
    found = _consultation(request, pk)
    form = OutcomeForm(request.POST or None, consultation=found)
    if form.is_valid():
        consulting.tell_outcome(found, outcome=form.texts, seen=form.seen)
        messages.success(request, _("The outcome stands on the page of the consultation."))
        return redirect("charters:consultation", slug, pk)
    context = {"consultation": found, "form": form}
    return render(request, "charters/consultation_outcome.html", context)


@require_POST
def consultation_close(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_consult(request.membership))
    consulting.close(_consultation(request, pk), at=timezone.now())
    messages.success(
        request, _("The consultation is closed. The addresses of those invited are erased.")
    )
    return redirect("charters:consultation", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """A comment of a customer, and our answer to it."""
    require(can_consult(request.membership))
    comments = Opinion.objects.filter(organisation=request.organisation).exclude(text="")
    found = get_object_or_404(comments.select_related("consultation", "answered_by"), pk=pk)
    found.consultation.organisation = request.organisation
    form = AnswerForm(request.POST or None, opinion=found)
    if form.is_valid():
        consulting.answer(
            found,
            by=request.user,
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["seen"],
        )
        messages.success(request, _("The answer stands on the page of the consultation."))
        return redirect("charters:consultation", slug, found.consultation_id)
    promises = by_key(from_json(found.consultation.contents).promises)
    context = {
        "opinion": found,
        "consultation": found.consultation,
        "promise": promises.get(found.commitment_id) if found.commitment_id else None,
        "form": form,
    }
    return render(request, "charters/opinion.html", context)
