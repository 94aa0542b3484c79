from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from core.pdf import render_pdf
from organisations.middleware import MemberRequest
from organisations.models import DemoLoad
from processes import drawing, durations
from processes.comparing import compare
from processes.models import Map, Service
from processes.outline import Outline, backings, outline
from processes.permissions import can_edit_maps
from processes.reading import Rows, rows_of

# Width and height in millimetres that the drawing may take, beside margins, title and legend.
SHEETS = {"a3": (392.0, 236.0), "a4": (273.0, 158.0)}


def _service(request: MemberRequest, pk: int) -> Service:
    services = Service.objects.for_organisation(request.organisation)
    return get_object_or_404(services.select_related("organisation", "department"), pk=pk)


def _versions(request: MemberRequest, service: Service) -> list[Map]:
    """The newest first; a draft is for those who write it."""
    found = service.maps.all()
    if not can_edit_maps(request.membership):
        found = found.adopted()
    versions = list(found)
    for version in versions:
        version.service = service
    return versions


def _chosen(versions: list[Map], is_wanted: Callable[[Map], bool]) -> Map | None:
    return next((version for version in versions if is_wanted(version)), None)


def _numbered(versions: list[Map], number: str) -> Map:
    """The version of this number, as an address gives it."""
    found = _chosen(versions, lambda version: str(version.number) == number)
    if found is None:
        raise Http404
    return found


@require_safe
def map_shown(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The process map of a service as it is in force; without one, what there is instead."""
    service = _service(request, pk)
    versions = _versions(request, service)
    return _page(request, service, versions, _chosen(versions, lambda one: one.is_in_force))


@require_safe
def map_version(request: MemberRequest, slug: str, pk: int, number: int) -> HttpResponse:
    service = _service(request, pk)
    versions = _versions(request, service)
    shown = _numbered(versions, str(number))
    return _page(request, service, versions, shown, by_number=True)


def _page(
    request: MemberRequest,
    service: Service,
    versions: list[Map],
    shown: Map | None,
    *,
    by_number: bool = False,
) -> HttpResponse:
    context = {
        "by_number": by_number,
        "service": service,
        "versions": versions,
        "draft": _chosen(versions, lambda one: one.is_draft),
        "may_edit": can_edit_maps(request.membership),
    }
    if shown is None:
        return render(request, "processes/map_empty.html", context)
    rows, told = _told(shown)
    context |= {
        "shown": shown,
        "outline": told,
        "drawing": drawing.for_page(told),
        **_beside(rows, told),
    }
    return render(request, "processes/map.html", context)


def _beside(rows: Rows, told: Outline) -> dict[str, Any]:
    """What stands around the steps: what is missing, agreements, actions, announced and legal time."""
    today = timezone.localdate()
    flags = [] if rows.map.is_past else rows.flags(today)
    steps = {card.step.step_id: card for card in told.cards}
    return {
        "missing": [(flag, told.at(flag)) for flag in flags],
        "backings": backings(told, rows.agreements, today),
        "actions": [
            (action, steps[action.step_id or 0], action.is_overdue(today))
            for action in rows.actions
        ],
        "announced": durations.announced(rows.service),
        "legal": durations.legal(rows.service),
    }


def _told(shown: Map) -> tuple[Rows, Outline]:
    """A past version shows what it said, not what is missing today."""
    rows = rows_of(shown)
    flags = [] if shown.is_past else rows.flags(timezone.localdate())
    return rows, outline(rows.steps, rows.hand_overs, flags)


@require_safe
def map_changes(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The draft against the map in force, or any version against the one before it."""
    service = _service(request, pk)
    versions = _versions(request, service)
    in_force = _chosen(versions, lambda one: one.is_in_force)
    if "version" in request.GET:
        after: Map | None = _numbered(versions, request.GET["version"])
    else:
        after = _chosen(versions, lambda one: one.is_draft) or in_force
    before = _before(versions, after, in_force)
    context: dict[str, Any] = {
        "service": service,
        "before": before,
        "after": after,
        "versions": versions,
    }
    if before and after:
        context["changes"] = compare(_told(before)[1], _told(after)[1])
    return render(request, "processes/map_changes.html", context)


def _before(versions: list[Map], after: Map | None, in_force: Map | None) -> Map | None:
    """A draft is held against what is in force; an adopted version against the one it replaced."""
    if after is None or after.is_draft:
        return in_force
    older = [one for one in versions if one.number < after.number and not one.is_draft]
    return older[0] if older else None


@require_safe
def map_pdf(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The drawing on one sheet to hang on a wall, then the same as text."""
    size = request.GET.get("size", "a3")
    if size not in SHEETS:
        raise Http404
    service = _service(request, pk)
    versions = _versions(request, service)
    if "version" in request.GET:
        shown: Map | None = _numbered(versions, request.GET["version"])
    else:
        shown = _chosen(versions, lambda one: one.is_in_force)
    if shown is None:
        raise Http404
    rows, told = _told(shown)
    drawn, unit = drawing.for_sheet(told, *SHEETS[size])
    context = {
        "organisation": request.organisation,
        "service": service,
        "shown": shown,
        "outline": told,
        **_beside(rows, told),
        "drawing": drawn,
        "width": f"{drawn.width * unit:.2f}mm",
        "height": f"{drawn.height * unit:.2f}mm",
        "size": size,
        "demo_loaded": DemoLoad.objects.exists(),
    }
    pdf = render_pdf("processes/print/map.html", context, language=translation.get_language())
    name = f"{slug}-{service.code}-{shown.number}-{size}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
