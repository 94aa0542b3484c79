from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters import presence, promising
from charters.commitment_facts import contents, side_by_side
from charters.contents import promises_of
from charters.enums import EDITABLE, PART_OF_TOPIC, PROMISING, Metric, Part, Topic
from charters.forms.commitments import (
    CommitmentForm,
    FigureForm,
    MoveForm,
    RetirementForm,
    SeenForm,
)
from charters.metric_words import figure_target_words, plain_number
from charters.models import Charter, Commitment
from charters.opinions import remarks_on
from charters.permissions import can_edit_charter
from charters.promise_list import ANY_WARNING, EVERY_PART, is_long, last_promised, listing
from charters.warnings import WarningCode, rules_of
from core.permissions import require
from organisations.middleware import MemberRequest
from organisations.models import Organisation
from processes.durations import in_words


def charter_of(request: MemberRequest) -> Charter:
    charter = get_object_or_404(Charter.objects.for_organisation(request.organisation))
    charter.organisation = request.organisation
    return charter


def _commitment(request: MemberRequest, pk: int) -> Commitment:
    """Retired or not; with what a page reads of it."""
    rows = Commitment.objects.for_organisation(request.organisation)
    rows = rows.select_related("charter", "service", "norm", "regulation", "owner", "retired_by")
    found = get_object_or_404(rows, pk=pk)
    found.charter.organisation = request.organisation
    return found


def _to_edit(request: MemberRequest, pk: int) -> Commitment:
    require(can_edit_charter(request.membership))
    return _commitment(request, pk)


@require_safe
def commitments(request: MemberRequest, slug: str) -> HttpResponse:
    """Every promise with its measure, its owner and what to look at; expectations beside them."""
    charter = Charter.objects.for_organisation(request.organisation).first()
    if charter is None:
        return redirect("charters:home", slug)
    charter.organisation = request.organisation
    wanted = request.GET.get("warning", "")
    wanted = wanted if wanted in {ANY_WARNING, *WarningCode.values} else ""
    found = listing(charter)
    parts = [] if wanted else found.parts()
    part = _part(request.GET.get("part", ""), [part for part, _number in parts])
    context = {
        "charter": charter,
        "listing": found,
        "groups": found.groups(wanted, part),
        "parts": parts,
        "part": part,
        "filters": _filters(found.numbers(), len(found.warnings)),
        "wanted": wanted,
        "retired": charter.commitments.exclude(retired_at=None).select_related("retired_by"),
        "expectations": charter.expectations.all(),
        "may_edit": can_edit_charter(request.membership) and charter.status in EDITABLE,
        "is_in_force": charter.editions.in_force_on(timezone.localdate()).exists(),
    }
    return render(request, "charters/commitments.html", context)


def _part(wanted: str, parts: list[Part]) -> Part | None:
    """Of a charter that is shown by parts, the one that is asked for or the first; None for all."""
    if not parts or wanted == EVERY_PART:
        return None
    return next((part for part in parts if part == wanted), parts[0])


def _filters(numbers: dict[str, int], warned: int) -> list[tuple[str, str, int]]:
    """Code, label and number of what the list can be narrowed to."""
    if not warned:
        return []
    codes = [
        (code.value, str(code.label), numbers[code]) for code in WarningCode if code in numbers
    ]
    return [(ANY_WARNING, _("with something to look at"), warned), *codes]


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_new(request: MemberRequest, slug: str) -> HttpResponse:
    """A promise; then its own page with what there is to look at, or straight on to the next one."""
    require(can_edit_charter(request.membership))
    charter = charter_of(request)
    if not charter.is_editable and request.method != "POST":
        return redirect("charters:commitments", slug)
    topic = request.GET.get("topic", "")
    blank = Commitment(charter=charter, organisation=request.organisation)
    given = {"topic": topic} if topic in PROMISING else {}
    form = CommitmentForm(request.POST or None, commitment=blank, initial=given)
    if form.is_valid():
        added = promising.add_commitment(charter, by=request.user, **form.contents())
        return _saved(request, added, form)
    after = request.GET.get("after", "")
    saved, warnings = listing(charter).of(int(after)) if after.isdecimal() else (None, ())
    context = {"charter": charter, "form": form, "saved": saved, "warnings": warnings}
    return render(
        request, "charters/commitment_new.html", context | _held_against(request.organisation)
    )


def _saved(request: MemberRequest, saved: Commitment, form: CommitmentForm) -> HttpResponse:
    _promise, warnings = listing(saved.charter).of(saved.pk)
    said = _("The commitment is saved.")
    if warnings:
        text = ngettext(
            "There is %(n)s thing to look at.", "There are %(n)s things to look at.", len(warnings)
        )
        said = f"{said} {text % {'n': len(warnings)}}"
    messages.success(request, said)
    presence.leave(saved.charter_id, f"commitment-{saved.pk}", request.user)
    slug = request.organisation.slug
    if "next" in form.data:
        query = {"topic": saved.topic, "after": saved.pk}
        return redirect(reverse("charters:commitment_new", args=[slug], query=query))
    return redirect("charters:commitment", slug, saved.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """A promise and what to look at; written by editors while the charter is open, read by all."""
    found = _commitment(request, pk)
    before = last_promised(found.charter, pk)
    may_edit = can_edit_charter(request.membership)
    form = None
    if request.method == "POST":
        require(may_edit)
        form = CommitmentForm(request.POST, commitment=found, before=before)
        if form.is_valid():
            saved = promising.change_commitment(
                found, by=request.user, seen=form.seen_revision, **form.contents()
            )
            return _saved(request, saved, form)
    elif may_edit and found.charter.is_editable and not found.is_retired:
        form = CommitmentForm(commitment=found, before=before)
    return render(request, "charters/commitment.html", _of_page(request, found, form, before))


def _of_page(
    request: MemberRequest, found: Commitment, form: CommitmentForm | None, before: Any
) -> dict[str, Any]:
    charter = found.charter
    every = listing(charter)
    promise, warnings = every.of(found.pk)
    place = f"commitment-{found.pk}"
    return {
        "charter": charter,
        "commitment": found,
        "promise": promise,
        "warnings": warnings,
        "form": form,
        "before": before,
        "versions": [] if form else side_by_side([(_("This commitment"), contents(found))]),
        "others": presence.arrive(charter.pk, place, request.user) if form else [],
        "remarks": remarks_on(charter, found.topic, found),
        "may_edit": can_edit_charter(request.membership),
        **_held_against(request.organisation),
    }


def _held_against(organisation: Organisation) -> dict[str, Any]:
    """Its own rules, in words, beside the form."""
    rules = rules_of(organisation).items()
    return {"rules": [(kind.label, in_words(one.amount, one.unit)) for kind, one in rules]}


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_retire(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _to_edit(request, pk)
    published = last_promised(found.charter, pk) is not None
    form = RetirementForm(request.POST or None, commitment=found, published=published)
    if form.is_valid():
        promising.retire_commitment(
            found, by=request.user, reason=form.reason(), seen=form.cleaned_data["seen"]
        )
        messages.success(request, _("The commitment is retired."))
        return redirect("charters:commitments", slug)
    context = {"charter": found.charter, "commitment": found, "form": form}
    return render(request, "charters/commitment_retire.html", context | {"published": published})


@require_POST
def commitment_restore(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _to_edit(request, pk)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else None
    promising.restore_commitment(found, by=request.user, seen=seen)
    messages.success(request, _("The commitment is taken up again."))
    return redirect("charters:commitment", slug, pk)


@require_POST
def commitment_move(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _to_edit(request, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        promising.move_commitment(
            found, by=request.user, place=values["place"], seen=values["seen"]
        )
        messages.success(request, _("The commitment has been moved."))
    else:
        messages.error(request, _("The form did not arrive whole. Send it once more."))
    is_by_parts = is_long(found.charter.commitments.standing().count())
    query = {"part": PART_OF_TOPIC[Topic(found.topic)].value} if is_by_parts else None
    page = reverse("charters:commitments", args=[slug], query=query, fragment=f"commitment-{pk}")
    return redirect(page)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_figures(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The figures of a promise, year by year, and the form for one of them."""
    found = _to_edit(request, pk)
    if found.metric != Metric.YEARLY_FIGURE:
        return redirect("charters:commitment", slug, pk)
    figures = list(found.figures.select_related("typed_by"))
    year = request.GET.get("year", "")
    held = next((row for row in figures if str(row.year) == year), None)
    form = FigureForm(request.POST or None, commitment=found, held=held)
    if form.is_valid():
        values = form.cleaned_data
        promising.type_figure(found, by=request.user, **values)
        messages.success(request, _("The figure of %(year)s is saved.") % {"year": values["year"]})
        return redirect("charters:commitment_figures", slug, pk)
    (promise,) = promises_of(Commitment.objects.filter(pk=found.pk))
    context = {
        "charter": found.charter,
        "commitment": found,
        "form": form,
        "target": figure_target_words(promise),
        "figures": [(row, plain_number(row.value)) for row in figures],
    }
    return render(request, "charters/commitment_figures.html", context)
