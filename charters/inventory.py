"""The regulations that charters rest on: kept by the Network, completed by an organisation for its own field.

Every change is kept. A regulation that somebody has held against its source is to be verified again
as soon as what it says is changed. Nothing here is quoted law: people correct it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.enums import Verification
from charters.models import Commitment, Edition, Regulation, RegulationChange
from charters.querysets import CommitmentQuerySet, EditionQuerySet, RegulationQuerySet
from charters.regulation_facts import FIELDS, LIMIT, SAYS, deed, held, kept, side_by_side
from core.errors import Happening, NotAllowedError
from core.texts import in_language
from organisations.models import Organisation, User

STATE = ("verification", "checked_by", "checked_on")


def bearing_on(organisation: Organisation, topic: str, day: date) -> RegulationQuerySet:
    """What obliges an organisation on a subject of its charter: the Network's texts first, then its own."""
    known = Regulation.objects.known_to(organisation).about(topic).in_force(day)
    return known.order_by(F("organisation").asc(nulls_first=True), "code")


# ── What is done with one ────────────────────────────────


@transaction.atomic
def add(organisation: Organisation | None, *, by: User | None, **fields: Any) -> Regulation:
    """A new one, to be verified; without organisation it is the Network's."""
    regulation = Regulation.objects.create(organisation=organisation, **fields)
    record(regulation, {}, held(regulation), by=by)
    return regulation


@transaction.atomic
def change(
    regulation: Regulation, *, by: User | None, seen: int | None = None, **fields: Any
) -> Regulation:
    """What it says, or what it bears on. Raises NotAllowedError where a colleague was faster."""
    sent = {name: kept(name, value) for name, value in fields.items()}
    row = locked(regulation, seen, sent)
    before = held(row)
    for name, value in fields.items():
        setattr(row, name, value)
    says_something_else = any(before[name] != kept(name, getattr(row, name)) for name in SAYS)
    if says_something_else:
        _set_state(row, Verification.TO_VERIFY)
    _store(row, before, by=by)
    return row


@transaction.atomic
def check(regulation: Regulation, *, by: User, on: date, seen: int | None = None) -> Regulation:
    """Somebody has held it against its source on this day."""
    row = locked(regulation, seen, {})
    before = held(row)
    _set_state(row, Verification.VERIFIED, by, on)
    _store(row, before, by=by)
    return row


@transaction.atomic
def doubt(regulation: Regulation, *, by: User | None, seen: int | None = None) -> Regulation:
    """It is to be verified again, though what it says stays."""
    row = locked(regulation, seen, {})
    before = held(row)
    _set_state(row, Verification.TO_VERIFY)
    _store(row, before, by=by)
    return row


def _set_state(
    row: Regulation, state: Verification, by: User | None = None, on: date | None = None
) -> None:
    row.verification, row.checked_by, row.checked_on = state, by, on


def _store(row: Regulation, before: Mapping[str, Any], *, by: User | None) -> None:
    """Save and record what is another now; nothing where all is as before."""
    if held(row) == before:
        return
    row.revision += 1
    row.save(update_fields=[*FIELDS, *STATE, "revision"])
    record(row, before, held(row), by=by)


def record(
    regulation: Regulation, before: Mapping[str, Any], now: Mapping[str, Any], *, by: User | None
) -> RegulationChange:
    """Of the two, what differs."""
    differing = {name for name, value in now.items() if before.get(name) != value}
    if differing & LIMIT:
        differing |= LIMIT
    return RegulationChange.objects.create(
        regulation=regulation,
        by=by,
        old={name: before[name] for name in differing if name in before},
        new={name: now[name] for name in differing},
    )


def locked(regulation: Regulation, seen: int | None, sent: Mapping[str, Any]) -> Regulation:
    """Read anew and locked. Raises NotAllowedError, with both versions, where `seen` is outdated."""
    rows = Regulation.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.get(pk=regulation.pk)
    if seen is None or seen == row.revision:
        return row
    refusal = NotAllowedError(_("This regulation has been changed since the page was shown."))
    refusal.happened = [
        Happening(deed(change), str(change.by or _("reference list")), change.at)
        for change in row.changes.select_related("by").filter(new__revision__gt=seen)
    ]
    refusal.back_url = page_of(row)
    if sent:
        now = held(row)
        refusal.versions = side_by_side(
            [(_("What you sent"), {**now, **sent}), (_("What stands now"), now)]
        )
    raise refusal


def page_of(regulation: Regulation) -> str:
    """Where those who keep it read it."""
    if regulation.organisation is None:
        return reverse("charters:regulation", args=[regulation.pk])
    return reverse("charters:own_regulation", args=[regulation.organisation.slug, regulation.pk])


# ── What rests on it ─────────────────────────────────────


def resting_on(regulation: Regulation, organisation: Organisation) -> CommitmentQuerySet:
    """The organisation's own commitments that name it."""
    standing = Commitment.objects.for_organisation(organisation).standing()
    return standing.filter(regulation=regulation).order_by("topic", "position", "pk")


def editions_touched(regulation: Regulation, day: date) -> EditionQuerySet:
    """The charters in force, of all organisations, that make a promise which names it.

    `promise_count: int`, how many of its promises do. Published texts alone: never a draft.
    """
    in_force = editions_in_force(day).values("pk")
    resting = Edition.objects.filter(
        pk__in=in_force, commitments__regulation=regulation
    ).select_related("organisation")
    counted = resting.annotate(promise_count=Count("commitments"))
    return counted.order_by(in_language("organisation__sort_keys"), "organisation__code")


def promises_resting(organisation: Organisation) -> dict[int, int]:
    """Of each regulation that the organisation's commitments name, how many do."""
    standing = Commitment.objects.for_organisation(organisation).standing()
    named = standing.exclude(regulation=None).order_by().values("regulation")
    return dict(named.annotate(number=Count("pk")).values_list("regulation", "number"))


def charters_touched(day: date) -> dict[int, int]:
    """Of each regulation that a charter in force names, how many charters do."""
    editions = Edition.objects.filter(pk__in=editions_in_force(day).values("pk"))
    name = "commitments__regulation"
    # Not `exclude`: it would leave out every edition with a promise that names none.
    named = editions.filter(**{f"{name}__isnull": False}).order_by().values(name)
    return dict(named.annotate(number=Count("pk", distinct=True)).values_list(name, "number"))


def editions_of_organisations(day: date) -> EditionQuerySet:
    """The charters in force, by the name of their organisation."""
    in_force = Edition.objects.filter(pk__in=editions_in_force(day).values("pk"))
    return in_force.select_related("organisation").order_by(
        in_language("organisation__sort_keys"), "organisation__code"
    )


def editions_in_force(day: date) -> EditionQuerySet:
    """Of every organisation, the one edition that holds on this day."""
    in_force = Edition.objects.in_force_on(day)
    newest_first = in_force.order_by("organisation_id", "-in_force_from", "-number")
    return newest_first.distinct("organisation_id")
