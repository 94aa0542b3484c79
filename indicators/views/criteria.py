"""Criteria of complaints management: the Network's list and overview, and where an organisation stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.charts import BarChart, bars
from core.permissions import require
from indicators import criteria as verbs
from indicators.criteria import YearOfApproach
from indicators.criteria_lines import Line, declared, own_parts, parts_of, standings, state_of
from indicators.enums import CriterionKind
from indicators.forms.criteria import DeclarationForm, NewLineForm, WordsForm
from indicators.models import Criterion, CriterionStatus
from indicators.permissions import can_declare_criteria, can_see_figures
from indicators.proofs import proof_for
from organisations.middleware import MemberRequest, NetworkRequest
from organisations.models import Organisation
from organisations.permissions import can_coordinate_network

# ── Of an organisation ───────────────────────────────────


@require_safe
def own_criteria(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_see_figures(request.membership))
    context = {
        "parts": own_parts(request.organisation),
        "may_declare": can_declare_criteria(request.membership),
    }
    return render(request, "indicators/own_criteria.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_criterion(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """One line: what the register says, what was declared before, and the next declaration."""
    require(can_see_figures(request.membership))
    criterion = get_object_or_404(Criterion, code=code)
    may_declare = can_declare_criteria(request.membership)
    require(may_declare or request.method != "POST")
    own = CriterionStatus.objects.for_organisation(request.organisation).filter(criterion=criterion)
    history = [declared(status) for status in own.select_related("declared_by")]
    form = DeclarationForm(
        request.POST or None,
        criterion=criterion,
        seen=history[0].status.pk if history else 0,
        initial=last_of(history) if history else None,
    )
    form.cancel_url = reverse("indicators:own_criteria", args=[slug])
    if form.is_valid():
        verbs.declare(criterion, request.organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("The declaration is stored."))
        return redirect("indicators:own_criterion", slug, code)
    context = {
        "criterion": criterion,
        "history": history,
        "proof": proof_for(criterion, request.organisation),
        "state": history[0].state if history else state_of(None),
        "form": form if may_declare and criterion.is_known else None,
    }
    return render(request, "indicators/own_criterion.html", context)


def last_of(history: list[Any]) -> dict[str, Any]:
    status = history[0].status
    return {name: getattr(status, name) for name in ("met", "since", "evidence")}


# ── Of the Network ───────────────────────────────────────


@require_safe
def criteria(request: NetworkRequest) -> HttpResponse:
    """The list, with what is still to be completed."""
    require(can_coordinate_network(request.membership))
    lines = [Line(one, state_of(None), None, None) for one in Criterion.objects.all()]
    return render(request, "indicators/criteria.html", {"parts": parts_of(lines)})


@require_safe
def criterion(request: NetworkRequest, code: str) -> HttpResponse:
    """One line: its words, and what the organisations declared of it."""
    found = of_list(request, code)
    standing = CriterionStatus.objects.filter(criterion=found).standing()
    by_organisation = {status.organisation_id: declared(status) for status in standing}
    rows = [(one, by_organisation.get(one.pk)) for one in of_network()]
    context = {"criterion": found, "rows": rows, "undeclared": state_of(None)}
    return render(request, "indicators/criterion.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_new(request: NetworkRequest) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    form = NewLineForm(request.POST or None)
    form.cancel_url = reverse("indicators:criteria")
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("code", "kind")}
        added = verbs.add_criterion(**told, **form.words())
        messages.success(request, _("The line is added."))
        return redirect("indicators:criterion", added.code)
    return render(request, "indicators/criterion_words.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_words(request: NetworkRequest, code: str) -> HttpResponse:
    found = of_list(request, code)
    was_known = found.is_known
    form = WordsForm(request.POST or None, instance=found)
    form.cancel_url = reverse("indicators:criterion", args=[code])
    if form.is_valid():
        verbs.word(found, seen=form.cleaned_data["seen"], **form.words())
        messages.success(request, _("The line is saved."))
        return redirect(form.cancel_url)
    context = {"form": form, "criterion": found, "was_known": was_known}
    return render(request, "indicators/criterion_words.html", context)


@require_safe
def criteria_overview(request: NetworkRequest) -> HttpResponse:
    """Organisations by criteria, and how many had the minimum approach at the end of each year."""
    require(can_coordinate_network(request.membership))
    known = [one for one in Criterion.objects.all() if one.is_known]
    statuses = CriterionStatus.objects.all()
    years = verbs.approach_over_years(
        Organisation.objects.all(),
        statuses.filter(criterion__kind=CriterionKind.APPROACH),
        timezone.localdate(),
    )
    context = {
        "criteria": known,
        "open_count": Criterion.objects.count() - len(known),
        "standings": standings(of_network(), known, statuses.standing()),
        "years": years,
        "chart": chart_of(years) if years else None,
    }
    return render(request, "indicators/criteria_overview.html", context)


def chart_of(years: list[YearOfApproach]) -> BarChart:
    return bars(
        _("Minimum approach operational"),
        _("Number of organisations at the end of each year, as they declared it"),
        [(str(row.year), row.count) for row in years],
    )


def of_network() -> list[Organisation]:
    return list(Organisation.objects.valid_on(timezone.localdate()).in_reading_order())


def of_list(request: NetworkRequest, code: str) -> Criterion:
    require(can_coordinate_network(request.membership))
    return get_object_or_404(Criterion, code=code)
