"""Editing of a process map: a draft beside the map in force, its steps, and bringing it into force.

Every verb locks the map. A page says which revision of a step it showed (`seen`); where a colleague
was faster, the refusal shows both versions.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotAllowedError
from core.texts import Text
from organisations.models import User
from processes.conflicts import conflict, draft_conflict, held_by, removal_of, told
from processes.enums import MapChangeCode, MapStatus, Stage
from processes.hand_overs import explicit_links, find_circle, flow, in_order
from processes.models import HandOver, Map, MapChange, Service, Step, StepVersion
from processes.step_facts import FIELDS, Contents, contents, kept, rebuilt

ONE_DAY = timedelta(days=1)


class CircleError(NotAllowedError):
    """The hand-overs of a map would run in a circle."""


# ── The map ──────────────────────────────────────────────


@transaction.atomic
def begin_draft(service: Service, *, by: User | None) -> Map:
    """A copy of the map in force, with the same lasting steps, or else an empty first map."""
    services = Service.objects.select_for_update(of=("self",)).select_related("organisation")
    service = services.get(pk=service.pk)
    draft = service.maps.drafts().first()
    if draft is not None:
        refusal = NotAllowedError(_("This service already has a draft of its map."))
        told(refusal, service, draft.changes.select_related("by")[:1])
        raise refusal
    last: int = service.maps.aggregate(last=Max("number"))["last"] or 0
    draft = Map.objects.create(service=service, number=last + 1, begun_by=by)
    in_force = service.maps.in_force().first()
    if in_force is not None:
        _copy_steps(in_force, draft)
    _record(draft, MapChangeCode.BEGUN, by, new={"from": in_force and in_force.number})
    return draft


def _copy_steps(source: Map, target: Map) -> None:
    copies: dict[int, StepVersion] = {}
    for step in source.steps.all():
        before = step.pk
        step.pk, step.map, step.revision = None, target, 1
        step.save(force_insert=True)
        copies[before] = step
    hand_overs = HandOver.objects.filter(giver__map=source).order_by("pk")
    HandOver.objects.bulk_create(
        HandOver(giver=copies[row.giver_id], taker=copies[row.taker_id], what=row.what)
        for row in hand_overs
    )


@transaction.atomic
def adopt(
    draft: Map, *, by: User | None, day: date, reason: Mapping[str, str] | None = None
) -> Map:
    """Bring the draft into force; the map before it is kept as past."""
    locked = _locked_draft(draft)
    before = locked.service.maps.in_force().select_for_update().first()
    reason = Text({code: text.strip() for code, text in (reason or {}).items() if text.strip()})
    _check_adoption(locked, before, day, reason)
    if before is not None:
        before.status = MapStatus.PAST
        # On the day of the change both were in force, where one replaces another of the same day.
        before.in_force_until = max(day - ONE_DAY, before.in_force_from or day)
        before.save(update_fields=["status", "in_force_until"])
    locked.status, locked.in_force_from = MapStatus.IN_FORCE, day
    locked.adopted_by, locked.reason = by, reason
    locked.save(update_fields=["status", "in_force_from", "adopted_by", "reason"])
    _record(
        locked,
        MapChangeCode.ADOPTED,
        by,
        old={"replaces": before and before.number},
        new={"in_force_from": day.isoformat()},
    )
    return locked


def _check_adoption(draft: Map, before: Map | None, day: date, reason: Text) -> None:
    steps = list(draft.steps.all())
    if not steps:
        raise NotAllowedError(_("A map without steps does not come into force."))
    if day > timezone.localdate():
        raise NotAllowedError(_("A map comes into force today or on an earlier day."))
    if before is not None and before.in_force_from and day < before.in_force_from:
        raise NotAllowedError(_("The map before it came into force on a later day."))
    if before is not None and not reason:
        raise NotAllowedError(_("Say why the map changes."))
    if circle := circle_of(steps, explicit_links(draft.pk)):
        raise CircleError(circle)


@transaction.atomic
def discard(draft: Map, *, by: User | None) -> None:
    """Give the draft up; the map in force, if there is one, remembers what it held."""
    locked = _locked_draft(draft)
    in_force = locked.service.maps.in_force().first()
    if in_force is not None:
        held = [contents(step) | {"step": step.step_id} for step in locked.steps.all()]
        _record(in_force, MapChangeCode.DISCARDED, by, old={"number": locked.number, "steps": held})
    locked.delete()
    orphans = Step.objects.filter(service=locked.service, versions=None, agreements=None)
    for step in orphans:
        # A case, an action or a change of another map points at it.
        with suppress(ProtectedError):
            step.delete()


# ── Its steps ────────────────────────────────────────────


@transaction.atomic
def add_step(
    draft: Map,
    *,
    by: User | None,
    stage: str,
    position: int | None = None,
    hands_over: Collection[StepVersion] = (),
    **fields: Any,
) -> StepVersion:
    """A new step at this place of its stage, or at its end."""
    added = StepVersion(map=draft, stage=Stage(stage), position=position or 1)
    _fill(added, fields)
    locked = _locked_draft(draft, added)
    service, others = locked.service, _in_stage(locked, stage)
    lasting = Step.objects.create(organisation_id=service.organisation_id, service=service)
    added.map, added.step, added.position = locked, lasting, len(others) + 1
    added.save()
    _place(others, added, position or added.position)
    _hand_over(added, hands_over)
    _record(locked, MapChangeCode.ADDED, by, lasting, new=contents(added))
    return added


def change_step(
    step: StepVersion,
    *,
    by: User | None,
    seen: int | None = None,
    hands_over: Collection[StepVersion] | None = None,
    **fields: Any,
) -> StepVersion:
    """Change what the step says; `hands_over=None` leaves its hand-overs as they are."""
    sent = {name: kept(name, value) for name, value in fields.items()}
    if hands_over is not None:
        sent["hands_over"] = sorted(taker.step_id for taker in hands_over)
    with _changing(step, MapChangeCode.CHANGED, by=by, seen=seen, sent=sent) as locked:
        _fill(locked, fields)
        if hands_over is not None:
            _hand_over(locked, hands_over)
    return locked


def move_step(
    step: StepVersion, *, by: User | None, stage: str, position: int, seen: int | None = None
) -> StepVersion:
    """Put the step at this place of this stage, counted from 1; beyond the end means at the end."""
    with _changing(step, MapChangeCode.MOVED, by=by, seen=seen) as locked:
        left = [other for other in _in_stage(locked.map, locked.stage) if other != locked]
        joined = left
        if stage != locked.stage:
            _number(left)
            joined = _in_stage(locked.map, stage)
            locked.stage = Stage(stage)
        _place(joined, locked, position)
    return locked


@transaction.atomic
def remove_step(step: StepVersion, *, by: User | None, seen: int | None = None) -> None:
    """Take the step off the draft; the lasting step stays for cases and maps that point at it."""
    locked = _found(step, seen=seen, sent=None)
    old = contents(locked)
    locked.delete()
    _number(_in_stage(locked.map, locked.stage))
    _record(locked.map, MapChangeCode.REMOVED, by, locked.step, old=old)


def set_hand_overs(
    step: StepVersion,
    *,
    by: User | None,
    to: Collection[StepVersion],
    what: Mapping[int, Text] | None = None,
    seen: int | None = None,
) -> StepVersion:
    """To whom the step hands over, and what, by key of the taker; with none, it passes on to the next."""
    sent = {"hands_over": sorted(taker.step_id for taker in to)}
    with _changing(step, MapChangeCode.CHANGED, by=by, seen=seen, sent=sent) as locked:
        _hand_over(locked, to, what)
    return locked


def circle_of(steps: Collection[StepVersion], explicit: Mapping[int, Collection[int]]) -> str:
    """A circle that the hand-overs of these steps run in, in words; empty where there is none."""
    ordered = in_order(steps)
    names = {step.pk: _("“%(step)s”") % {"step": step} for step in ordered}
    circle = find_circle(flow(list(names), explicit))
    if not circle:
        return ""
    path = " – ".join(names[step] for step in [*circle, circle[0]])
    return _("The hand-overs run in a circle: %(path)s. Let one of them end elsewhere.") % {
        "path": path
    }


def find_step(service: Service, pk: int) -> StepVersion | None:
    """The step with this key, or else as it stood when it was removed: a page of it may still be open."""
    versions = StepVersion.objects.filter(map__service=service)
    found = versions.select_related("map__service__organisation").filter(pk=pk).first()
    if found is not None:
        return found
    change = removal_of(service, pk)
    if change is None:
        return None
    held = held_by(change, pk)
    return rebuilt(held, map=change.map, step_id=held.get("step", change.step_id))


def is_there(step: StepVersion) -> bool:
    """Is it, at this moment, a step of a draft?"""
    return StepVersion.objects.filter(pk=step.pk, map__status=MapStatus.DRAFT).exists()


def check_there(step: StepVersion) -> None:
    """Refuse, with its last contents, a step that is no longer in a draft."""
    if not is_there(step):
        raise conflict(step, seen=None, sent=None)


# ── Locked and checked ───────────────────────────────────


def _locked_draft(draft: Map, sent: StepVersion | None = None) -> Map:
    maps = Map.objects.drafts().select_for_update(of=("self",))
    found = maps.select_related("service__organisation").filter(pk=draft.pk).first()
    if found is None:
        raise draft_conflict(draft, sent)
    return found


def _found(step: StepVersion, *, seen: int | None, sent: Contents | None) -> StepVersion:
    """The step, its map locked, as it was seen."""
    maps = Map.objects.drafts().select_for_update(of=("self",))
    draft = maps.select_related("service__organisation").filter(pk=step.map_id).first()
    locked = None if draft is None else draft.steps.filter(pk=step.pk).first()
    if draft is None or locked is None or seen not in (None, locked.revision):
        raise conflict(step, seen=seen, sent=sent)
    locked.map = draft
    return locked


@contextmanager
def _changing(
    step: StepVersion,
    code: MapChangeCode,
    *,
    by: User | None,
    seen: int | None,
    sent: Contents | None = None,
) -> Iterator[StepVersion]:
    """Lock, let the verb change the step, then raise its revision and record, where anything changed."""
    with transaction.atomic():
        locked = _found(step, seen=seen, sent=sent)
        old = contents(locked)
        yield locked
        if contents(locked) == old:
            return
        locked.revision += 1
        locked.save(update_fields=[*FIELDS, "stage", "revision"])
        _record(locked.map, code, by, locked.step, old=old, new=contents(locked))


def _fill(step: StepVersion, fields: Mapping[str, Any]) -> None:
    """Set what a person fills in."""
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"not a field of a step: {sorted(unknown)}")
    department = fields.get("department")
    if department and department.organisation_id != step.map.service.organisation_id:
        raise NotAllowedError(_("This department belongs to another organisation."))
    for name, value in fields.items():
        setattr(step, name, value)


def _hand_over(
    step: StepVersion, takers: Collection[StepVersion], what: Mapping[int, Text] | None = None
) -> None:
    """Replace the hand-overs of a step; of those that stay, what is handed over stays too."""
    steps = list(step.map.steps.all())
    if {taker.pk for taker in takers} - {other.pk for other in steps if other != step}:
        raise NotAllowedError(_("A step hands over to other steps of the same map."))
    before = {row.taker_id: row.what for row in step.hands_over.all()}
    texts = before | dict(what or {})
    step.hands_over.all().delete()
    HandOver.objects.bulk_create(
        HandOver(giver=step, taker=taker, what=texts.get(taker.pk, Text())) for taker in takers
    )
    if takers and (circle := circle_of(steps, explicit_links(step.map_id))):
        raise CircleError(circle)


def _in_stage(of_map: Map, stage: str) -> list[StepVersion]:
    return list(of_map.steps.filter(stage=Stage(stage)))


def _place(others: list[StepVersion], step: StepVersion, position: int) -> None:
    """Put the step among the others of its stage."""
    index = max(position, 1) - 1
    _number([*others[:index], step, *others[index:]])


def _number(steps: list[StepVersion]) -> None:
    """Positions from 1, without gaps."""
    for position, step in enumerate(steps, start=1):
        step.position = position
    StepVersion.objects.bulk_update(steps, ["stage", "position"])


def _record(
    of_map: Map,
    code: MapChangeCode,
    by: User | None,
    step: Step | None = None,
    *,
    old: Contents | None = None,
    new: Contents | None = None,
) -> None:
    MapChange.objects.create(map=of_map, step=step, code=code, by=by, old=old or {}, new=new or {})
