from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.permissions import require
from organisations.middleware import MemberRequest
from processes import mapping
from processes.draft_columns import columns
from processes.enums import Stage
from processes.forms.maps import (
    AdoptionForm,
    ChangedStepForm,
    DiscardForm,
    MoveForm,
    NewStepForm,
    RemovalForm,
)
from processes.models import Map, Service, StepVersion
from processes.permissions import can_edit_maps
from processes.reading import rows_of


def _service(request: MemberRequest, pk: int) -> Service:
    require(can_edit_maps(request.membership))
    services = Service.objects.for_organisation(request.organisation)
    return get_object_or_404(services.select_related("organisation"), pk=pk)


def _draft(service: Service) -> Map | None:
    draft = service.maps.drafts().first()
    if draft is not None:
        draft.service = service
    return draft


@require_safe
def map_draft(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The draft as columns of cards; without a draft, the way to begin one."""
    service = _service(request, pk)
    draft = _draft(service)
    moved = request.GET.get("moved", "")
    context = {
        "service": service,
        "draft": draft,
        "in_force": service.maps.in_force().first(),
        "columns": columns(draft) if draft else [],
        "moved": int(moved) if moved.isdecimal() else None,
    }
    return render(request, "processes/map_draft.html", context)


@require_POST
def map_begin(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    mapping.begin_draft(_service(request, pk), by=request.user)
    return redirect("processes:map_draft", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def map_adopt(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    service = _service(request, pk)
    draft = _draft(service)
    if draft is None:
        return redirect("processes:map_draft", slug, pk)
    before = service.maps.in_force().first()
    form = AdoptionForm(request.POST or None, instance=draft, before=before)
    if form.is_valid():
        day = form.cleaned_data["in_force_from"]
        mapping.adopt(draft, by=request.user, day=day, reason=form.reason())
        messages.success(request, _("The map of %(service)s is in force.") % {"service": service})
        return redirect("processes:map", slug, pk)
    rows = rows_of(draft)
    flags = rows.flags(timezone.localdate())
    context = {"service": service, "form": form, "flags": flags, "steps": rows.steps}
    return render(request, "processes/map_adopt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def map_discard(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    service = _service(request, pk)
    draft = _draft(service)
    if draft is None:
        return redirect("processes:map_draft", slug, pk)
    if request.method == "POST":
        mapping.discard(draft, by=request.user)
        messages.success(request, _("The draft is given up."))
        return redirect("processes:map_draft", slug, pk)
    form = DiscardForm(draft=draft)
    context = {"service": service, "form": form, "number": draft.steps.count()}
    return render(request, "processes/map_discard.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def step_new(request: MemberRequest, slug: str, pk: int, stage: str) -> HttpResponse:
    """Add a step, then go straight on to the next one of the stage."""
    service = _service(request, pk)
    if stage not in Stage.values:
        raise Http404
    draft = _draft(service)
    if draft is None and request.method != "POST":
        return redirect("processes:map_draft", slug, pk)
    blank = StepVersion(map=draft or Map(service=service), stage=Stage(stage))
    given = {"position": request.GET.get("position", "")}
    form = NewStepForm(request.POST or None, instance=blank, initial=given)
    if form.is_valid():
        step = mapping.add_step(
            blank.map,
            by=request.user,
            stage=form.stage,
            position=form.wanted_position,
            **form.contents(),
        )
        messages.success(request, _("“%(step)s” is added.") % {"step": step})
        return redirect(form.next_page(step))
    context = {"service": service, "form": form, "columns": columns(draft) if draft else []}
    return render(request, "processes/step_new.html", context | {"stage": Stage(stage)})


def _step(request: MemberRequest, pk: int, step_pk: int) -> StepVersion:
    """The step, or as it last stood: what is sent from an old page is answered with both versions."""
    step = mapping.find_step(_service(request, pk), step_pk)
    if step is None:
        raise Http404
    if request.method != "POST":
        mapping.check_there(step)
    return step


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: MemberRequest, slug: str, pk: int, step_pk: int) -> HttpResponse:
    found = _step(request, pk, step_pk)
    posted = request.method == "POST"
    form = ChangedStepForm(request.POST if posted else None, instance=found)
    if form.is_valid() or (posted and not mapping.is_there(found)):
        mapping.change_step(
            found,
            by=request.user,
            seen=form.seen_revision,
            hands_over=form.takers(),
            **form.contents(),
        )
        messages.success(request, _("“%(step)s” is saved.") % {"step": found})
        return redirect("processes:map_draft", slug, pk)
    context = {"service": found.map.service, "step": found, "form": form}
    return render(request, "processes/step.html", context)


@require_POST
def step_move(request: MemberRequest, slug: str, pk: int, step_pk: int) -> HttpResponse:
    found = _step(request, pk, step_pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The form did not arrive whole. Send it once more."))
        return redirect("processes:map_draft", slug, pk)
    stage, position = form.where()
    seen = form.cleaned_data["seen"]
    moved = mapping.move_step(found, by=request.user, stage=stage, position=position, seen=seen)
    said = _("“%(step)s” now stands in %(stage)s, at place %(position)s.")
    facts = {"step": moved, "stage": moved.get_stage_display(), "position": moved.position}
    messages.success(request, said % facts)
    page = redirect("processes:map_draft", slug, pk)
    page["Location"] += f"?moved={moved.pk}"
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def step_remove(request: MemberRequest, slug: str, pk: int, step_pk: int) -> HttpResponse:
    found = _step(request, pk, step_pk)
    form = RemovalForm(request.POST or None, step=found)
    if form.is_valid():
        mapping.remove_step(found, by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, _("“%(step)s” is removed.") % {"step": found})
        return redirect("processes:map_draft", slug, pk)
    context = {"service": found.map.service, "step": found, "form": form}
    return render(request, "processes/step_remove.html", context)
