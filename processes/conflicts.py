"""Two people at one map: what the slower one is told, with both versions of the step."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import Happening, NotAllowedError
from processes.enums import MapChangeCode
from processes.models import Map, MapChange, Service, StepVersion
from processes.step_facts import Contents, contents, side_by_side

# As many lines as tell who was faster.
MOST_LINES = 5


class StepChangedError(NotAllowedError):
    """Someone else was faster: the step is no longer as the page showed it, or no longer there."""


def told(refusal: NotAllowedError, service: Service, changes: Iterable[MapChange]) -> None:
    """Say in the refusal who did what meanwhile, and where it stands now."""
    refusal.happened = [
        Happening(change.get_code_display(), str(change.by or _("automatic")), change.at)
        for change in changes
    ]
    refusal.back_url = reverse("processes:map_draft", args=[service.organisation.slug, service.pk])


def latest(service: Service, *codes: MapChangeCode) -> Iterable[MapChange]:
    changes = MapChange.objects.filter(map__service=service, code__in=codes)
    return changes.select_related("by")[:1]


def removal_of(service: Service, pk: int) -> MapChange | None:
    """The change by which this step left the draft, or by which the draft was given up."""
    removed = Q(code=MapChangeCode.REMOVED, old__pk=pk)
    given_up = Q(code=MapChangeCode.DISCARDED, old__steps__contains=[{"pk": pk}])
    changes = MapChange.objects.filter(removed | given_up, map__service=service)
    return changes.select_related("by", "map__service__organisation").first()


def held_by(change: MapChange, pk: int) -> Contents:
    """The step as it stood before it left."""
    steps = change.old.get("steps", [change.old])
    found: Contents = next(held for held in steps if held["pk"] == pk)
    return found


def conflict(step: StepVersion, *, seen: int | None, sent: Contents | None) -> StepChangedError:
    """The refusal for this step: what the reader saw or sent, what stands now, who was faster."""
    service = step.map.service
    present = StepVersion.objects.select_related("map").filter(pk=step.pk).first()
    now, changes, text = (
        _of_missing(service, step.pk) if present is None else _of_present(service, present, seen)
    )
    refusal = StepChangedError(text)
    told(refusal, service, changes)
    versions = [_of_reader(step, now, seen, sent)]
    if now is not None:
        title = _("What stood there last") if present is None else _("What stands now")
        versions.append((title, now))
    refusal.versions = side_by_side(versions, names_of_steps(service))
    return refusal


Standing = tuple[Contents | None, Iterable[MapChange], str]


def _of_missing(service: Service, pk: int) -> Standing:
    change = removal_of(service, pk)
    if change is None or change.code == MapChangeCode.DISCARDED:
        text = _("The draft of this map has been given up meanwhile.")
    else:
        text = _("This step has been removed from the draft meanwhile.")
    return (None, [], text) if change is None else (held_by(change, pk), [change], text)


def _of_present(service: Service, present: StepVersion, seen: int | None) -> Standing:
    if not present.map.is_draft:
        text = _("The draft has been brought into force meanwhile, and is changed no more.")
        return contents(present), latest(service, MapChangeCode.ADOPTED), text
    changes = present.map.changes.filter(step=present.step_id, new__revision__gt=seen or 0)
    text = _("This step has been changed since the page was shown.")
    return contents(present), changes.select_related("by")[:MOST_LINES], text


def _of_reader(
    step: StepVersion, now: Contents | None, seen: int | None, sent: Contents | None
) -> tuple[str, Contents]:
    """The step as the page showed it, and over it what was sent."""
    changes = MapChange.objects.filter(old__pk=step.pk, old__revision=seen)
    change = changes.exclude(code=MapChangeCode.DISCARDED).first()
    if change is not None:
        had = change.old
    elif now is not None and seen in (None, now["revision"]):
        had = now
    else:
        had = contents(step)
    return (_("What you saw"), had) if sent is None else (_("What you sent"), {**had, **sent})


def names_of_steps(service: Service) -> dict[int, str]:
    """By the lasting step, as the newest map that shows it names it."""
    versions = StepVersion.objects.filter(map__service=service).order_by("map__number")
    return {version.step_id: str(version) for version in versions}


def draft_conflict(draft: Map, sent: StepVersion | None = None) -> StepChangedError:
    """The refusal where the draft as a whole is no longer there, with the step that was to join it."""
    is_there = Map.objects.filter(pk=draft.pk).exists()
    refusal = StepChangedError(
        _("The draft has been brought into force meanwhile, and is changed no more.")
        if is_there
        else _("The draft of this map has been given up meanwhile.")
    )
    code = MapChangeCode.ADOPTED if is_there else MapChangeCode.DISCARDED
    told(refusal, draft.service, latest(draft.service, code))
    if sent is not None:
        held = [(_("What you sent"), contents(sent, []))]
        refusal.versions = side_by_side(held, names_of_steps(draft.service))
    return refusal
