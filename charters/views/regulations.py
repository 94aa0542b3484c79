"""The regulation inventory: the Network's own pages, and what an organisation adds for its field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charters import inventory
from charters.enums import Verification
from charters.forms.regulations import CheckForm, RegulationFilter, RegulationForm
from charters.models import Regulation
from charters.permissions import can_keep_regulations
from charters.querysets import RegulationQuerySet
from charters.regulation_facts import facts_of, line
from core.pages import Pager
from core.permissions import require
from organisations.middleware import MemberRequest, NetworkRequest, is_of_network
from organisations.models import User
from organisations.permissions import can_coordinate_network

PAGE_SIZE = 50
MOST_CHANGES = 50


# ── Of the Network ───────────────────────────────────────


@require_safe
def regulations(request: NetworkRequest) -> HttpResponse:
    """Every text of the Network, and how many charters rest on it."""
    require(can_coordinate_network(request.membership))
    counts = inventory.charters_touched(timezone.localdate())
    context = listed(request, Regulation.objects.of_network(), counts)
    return render(request, "charters/regulations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def regulation_new(request: NetworkRequest) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    return add(request, Regulation())


@require_safe
def regulation(request: NetworkRequest, pk: int) -> HttpResponse:
    found = of_network(request, pk)
    touched = list(inventory.editions_touched(found, timezone.localdate()))
    context = recorded(request, found) | {"touched": touched}
    return render(request, "charters/regulation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def regulation_edit(request: NetworkRequest, pk: int) -> HttpResponse:
    return edit(request, of_network(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def regulation_check(request: NetworkRequest, pk: int) -> HttpResponse:
    return verify(request, of_network(request, pk))


@require_safe
def regulation_charters(request: NetworkRequest, pk: int) -> HttpResponse:
    """The published charters, of all organisations, that a change of the text touches."""
    found = of_network(request, pk)
    touched = inventory.editions_touched(found, timezone.localdate())
    links = links_of(request, found)
    context = {"regulation": found, "links": links, "touched": list(touched)}
    return render(request, "charters/regulation_charters.html", context)


def of_network(request: NetworkRequest, pk: int) -> Regulation:
    require(can_coordinate_network(request.membership))
    found = Regulation.objects.of_network().select_related("checked_by", "organisation")
    return get_object_or_404(found, pk=pk)


# ── Of an organisation ───────────────────────────────────


@require_safe
def own_regulations(request: MemberRequest, slug: str) -> HttpResponse:
    """What its charter can rest on: its own texts first, then those of the Network."""
    known = Regulation.objects.known_to(request.organisation)
    counts = inventory.promises_resting(request.organisation)
    context = listed(request, known.order_by("organisation_id", "code"), counts)
    context["may_edit"] = can_keep_regulations(request.membership)
    return render(request, "charters/own_regulations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_regulation_new(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_keep_regulations(request.membership))
    return add(request, Regulation(organisation=request.organisation))


@require_safe
def own_regulation(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """To read: its own, or one of the Network."""
    known = Regulation.objects.known_to(request.organisation)
    found = get_object_or_404(known.select_related("checked_by", "organisation"), pk=pk)
    is_own = found.organisation_id is not None
    may_edit = is_own and can_keep_regulations(request.membership)
    context = recorded(request, found, may_edit=may_edit) | {
        "commitments": list(inventory.resting_on(found, request.organisation)),
    }
    return render(request, "charters/regulation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_regulation_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    return edit(request, of_organisation(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def own_regulation_check(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    return verify(request, of_organisation(request, pk))


def of_organisation(request: MemberRequest, pk: int) -> Regulation:
    """One that it keeps itself: those of the Network are not changed here."""
    require(can_keep_regulations(request.membership))
    own = Regulation.objects.filter(organisation=request.organisation)
    return get_object_or_404(own.select_related("checked_by", "organisation"), pk=pk)


# ── What both show and do ────────────────────────────────


@dataclass(frozen=True)
class Links:
    """Where its pages stand, for the one who keeps it; an organisation only reads those of the Network."""

    all: str
    is_network: bool = False
    page: str = ""
    text: str = ""
    verification: str = ""


def links_of(request: MemberRequest, regulation: Regulation, *, may_edit: bool = True) -> Links:
    """Below the address of the request: the Network's, or the organisation's."""
    pk, is_network = regulation.pk, is_of_network(request)
    start = "charters:" if is_network else "charters:own_"
    words: list[Any] = [] if is_network else [request.organisation.slug]
    links = Links(reverse(f"{start}regulations", args=words), is_network)
    if pk is None:
        return links
    links = replace(links, page=reverse(f"{start}regulation", args=[*words, pk]))
    if not may_edit:
        return links
    return replace(
        links,
        text=reverse(f"{start}regulation_edit", args=[*words, pk]),
        verification=reverse(f"{start}regulation_check", args=[*words, pk]),
    )


def listed(
    request: MemberRequest, known: RegulationQuerySet, counts: Mapping[int, int]
) -> dict[str, Any]:
    """`counts`: how much rests on each."""
    form = RegulationFilter(request.GET, regulations=known)
    form.is_valid()
    if form.ignored:
        said = _("Part of the address was not understood and is left out: %(filters)s.")
        messages.warning(request, said % {"filters": ", ".join(form.ignored)})
    page = Paginator(form.found(), PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "rows": [(regulation, counts.get(regulation.pk, 0)) for regulation in page],
        "count": page.paginator.count,
        "page": pager(request, page),
    }


def pager(request: MemberRequest, page: Page[Regulation]) -> Pager:
    def link(number: int) -> str:
        parameters = request.GET.copy()
        parameters["page"] = str(number)
        return f"?{parameters.urlencode()}"

    return Pager(
        link(page.previous_page_number()) if page.has_previous() else "",
        link(page.next_page_number()) if page.has_next() else "",
    )


def recorded(
    request: MemberRequest, regulation: Regulation, *, may_edit: bool = True
) -> dict[str, Any]:
    changes = regulation.changes.select_related("by")[:MOST_CHANGES]
    return {
        "regulation": regulation,
        "links": links_of(request, regulation, may_edit=may_edit),
        "facts": facts_of(regulation),
        "history": [line(change) for change in changes],
    }


def add(request: MemberRequest, regulation: Regulation) -> HttpResponse:
    links = links_of(request, regulation)
    form = RegulationForm(request.POST or None, instance=regulation)
    form.cancel_url = links.all
    if form.is_valid():
        added = inventory.add(regulation.organisation, by=request.user, **form.arguments())
        messages.success(request, _("The regulation is added. It is to be verified."))
        return redirect(links_of(request, added).page)
    here = _("Add a regulation") if links.is_network else _("Add a regulation of our field")
    context = {"form": form, "links": links, "here": here}
    return render(request, "charters/regulation_edit.html", context)


def edit(request: MemberRequest, regulation: Regulation) -> HttpResponse:
    links, code = links_of(request, regulation), regulation.code
    form = RegulationForm(request.POST or None, instance=regulation)
    form.cancel_url = links.page
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        inventory.change(regulation, by=request.user, seen=seen, **form.arguments())
        messages.success(request, _("The regulation is saved."))
        return redirect(links.page)
    context = {
        "form": form,
        "links": links,
        "here": _("Change the regulation"),
        "title": code,
        "is_verified": regulation.verification == Verification.VERIFIED,
    }
    return render(request, "charters/regulation_edit.html", context)


def verify(request: MemberRequest, regulation: Regulation) -> HttpResponse:
    links = links_of(request, regulation)
    form = CheckForm(request.POST or None, regulation=regulation)
    form.cancel_url = links.page
    if form.is_valid():
        messages.success(request, settle(form, regulation, request.user))
        return redirect(links.page)
    context = {
        "form": form,
        "links": links,
        "regulation": regulation,
        "facts": facts_of(regulation),
    }
    return render(request, "charters/regulation_check.html", context)


def settle(form: CheckForm, regulation: Regulation, by: User) -> str:
    """Verified, or to be verified again; gives what to say of it."""
    seen = form.cleaned_data["seen"]
    if form.is_doubt:
        inventory.doubt(regulation, by=by, seen=seen)
        return _("The regulation is to be verified again.")
    inventory.check(regulation, by=by, on=form.cleaned_data["checked_on"], seen=seen)
    return _("The regulation is verified.")
