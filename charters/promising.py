"""Promises and expectations of the working text: added, changed, moved, retired; figures typed in.

Every verb locks the charter. A page says which revision it showed (`seen`); where a colleague was
faster, the refusal shows both versions.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.changes import locked, locked_for_editing, record
from charters.commitment_facts import (
    FIELDS,
    FIELDS_OF_METRIC,
    GROUPS,
    METRIC_FIELDS,
    TEXTS,
    Contents,
    as_text,
    contents,
    expectation_contents,
    kept,
    sent_contents,
    side_by_side,
    texts_side_by_side,
)
from charters.conflicts import TextChangedError, told
from charters.enums import PROMISING, ChangeCode, Metric, Topic
from charters.models import (
    Charter,
    CharterChange,
    Commitment,
    Expectation,
    Regulation,
    YearlyFigure,
)
from core.errors import NotAllowedError
from core.texts import Text
from organisations.models import Membership, User
from processes.models import CustomerGroup

Row = TypeVar("Row", Commitment, Expectation)


# ── Commitments ──────────────────────────────────────────


@transaction.atomic
def add_commitment(
    charter: Charter, *, by: User | None, topic: str, text: Mapping[str, str], **fields: Any
) -> Commitment:
    """A promise at the end of its subject."""
    sent = {"topic": topic, "text": text, **fields}
    charter = _open(charter, sent=sent)
    added = Commitment(charter=charter, organisation=charter.organisation)
    _fill(added, sent)
    added.position = _end_of(charter, added.topic)
    added.save()
    added.customer_groups.set(fields.get(GROUPS, ()))
    new = contents(added)
    record(
        charter, ChangeCode.COMMITMENT_ADDED, by=by, topic=added.topic, commitment=added, new=new
    )
    return added


@transaction.atomic
def change_commitment(
    commitment: Commitment, *, by: User | None, seen: int | None = None, **fields: Any
) -> Commitment:
    """Change these fields; a text is replaced with all its languages."""
    charter = _open(commitment.charter, commitment, sent=fields)
    found = _found(charter, commitment, seen=seen, sent=fields)
    old = contents(found)
    _fill(found, fields)
    if GROUPS in fields:
        found.customer_groups.set(fields[GROUPS])
    if contents(found) == old:
        return found
    if found.topic != old["topic"]:
        found.position = _end_of(charter, found.topic)
    _store(found, ChangeCode.COMMITMENT, by, old, [*FIELDS, "position"])
    return found


@transaction.atomic
def retire_commitment(
    commitment: Commitment,
    *,
    by: User | None,
    reason: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> Commitment:
    """Taken out of the charter; it stays for the editions and the cases that point at it."""
    charter = _open(commitment.charter, commitment)
    found = _found(charter, commitment, seen=seen)
    old = contents(found)
    found.retired_at, found.retired_by = timezone.now(), by
    found.change_reason = as_text(reason or {})
    changed = ["retired_at", "retired_by", "change_reason"]
    _store(found, ChangeCode.COMMITMENT_RETIRED, by, old, changed)
    return found


@transaction.atomic
def restore_commitment(
    commitment: Commitment, *, by: User | None, seen: int | None = None
) -> Commitment:
    """Taken up again, at the end of its subject."""
    charter = _open(commitment.charter, commitment)
    found = _found(charter, commitment, seen=seen, retired=True)
    _check_applies(charter, found.topic)
    old = contents(found)
    found.retired_at, found.retired_by = None, None
    found.change_reason = Text()
    found.position = _end_of(charter, found.topic)
    changed = ["retired_at", "retired_by", "change_reason", "position"]
    _store(found, ChangeCode.COMMITMENT_RESTORED, by, old, changed)
    return found


@transaction.atomic
def move_commitment(
    commitment: Commitment, *, by: User | None, place: int, seen: int | None = None
) -> Commitment:
    """Put at this place of its subject, counted from 1; beyond the end means at the end."""
    charter = _open(commitment.charter, commitment)
    found = _found(charter, commitment, seen=seen)
    others = charter.commitments.standing().filter(topic=found.topic).exclude(pk=found.pk)
    before = found.position
    rows = _placed(others.order_by("position", "pk"), found, place)
    if found.position == before and [row.pk for row in rows] == _keys(charter, found.topic):
        return found
    Commitment.objects.bulk_update(rows, ["position"])
    record(
        charter,
        ChangeCode.COMMITMENT,
        by=by,
        topic=found.topic,
        commitment=found,
        old={"place": before},
        new={"place": found.position},
    )
    return found


def _keys(charter: Charter, topic: str) -> list[int]:
    rows = charter.commitments.standing().filter(topic=topic).order_by("position", "pk")
    return list(rows.values_list("pk", flat=True))


def _end_of(charter: Charter, topic: str) -> int:
    rows = charter.commitments.filter(topic=topic)
    last: int = rows.aggregate(last=Max("position"))["last"] or 0
    return last + 1


def _fill(commitment: Commitment, fields: Mapping[str, Any]) -> None:
    """Set what a person fills in; what does not belong to the metric is emptied."""
    if unknown := set(fields) - {*FIELDS, GROUPS}:
        raise TypeError(f"not a field of a commitment: {sorted(unknown)}")
    _check_links(commitment, fields)
    for name, value in fields.items():
        if name != GROUPS:
            setattr(commitment, name, as_text(value) if name in TEXTS else value)
    belonging = FIELDS_OF_METRIC[commitment.metric]
    for name in METRIC_FIELDS:
        if name not in belonging:
            setattr(commitment, name, Commitment._meta.get_field(name).get_default())  # type: ignore[union-attr]
    if commitment.topic not in PROMISING:
        raise NotAllowedError(_("No promises are made under this subject."))
    _check_applies(commitment.charter, commitment.topic)


def _check_applies(charter: Charter, topic: str) -> None:
    if charter.texts.filter(topic=topic, applies=False).exists():
        raise NotAllowedError(
            _("The charter says that “%(subject)s” does not apply: nothing is promised on it.")
            % {"subject": Topic(topic).label}
        )


def _check_links(commitment: Commitment, fields: Mapping[str, Any]) -> None:
    """Of its own organisation, or shared by all."""
    organisation = commitment.charter.organisation
    service, regulation, owner = (fields.get(name) for name in ("service", "regulation", "owner"))
    if service and service.organisation_id != organisation.pk:
        raise NotAllowedError(_("This service belongs to another organisation."))
    known = Regulation.objects.known_to(organisation)
    if regulation and not known.filter(pk=regulation.pk).exists():
        raise NotAllowedError(_("This regulation belongs to another organisation."))
    members = Membership.objects.for_organisation(organisation)
    if owner and owner.pk != commitment.owner_id and not members.filter(user=owner).exists():
        raise NotAllowedError(_("This person is not a member of the organisation."))
    groups = {group.pk for group in fields.get(GROUPS, ())}
    ours = CustomerGroup.objects.for_organisation(organisation).filter(pk__in=groups)
    if ours.count() < len(groups):
        raise NotAllowedError(_("This customer group belongs to another organisation."))


def _store(
    commitment: Commitment,
    code: ChangeCode,
    by: User | None,
    old: Contents,
    changed: Iterable[str],
) -> None:
    commitment.revision += 1
    commitment.save(update_fields=[*changed, "revision"])
    record(
        commitment.charter,
        code,
        by=by,
        topic=commitment.topic,
        commitment=commitment,
        old=old,
        new=contents(commitment),
    )


# ── Expectations ─────────────────────────────────────────


@transaction.atomic
def add_expectation(charter: Charter, *, by: User | None, text: Mapping[str, str]) -> Expectation:
    charter = locked_for_editing(charter)
    last: int = charter.expectations.aggregate(last=Max("position"))["last"] or 0
    added = Expectation.objects.create(charter=charter, text=as_text(text), position=last + 1)
    _record_expectation(charter, by, new=expectation_contents(added))
    return added


@transaction.atomic
def change_expectation(
    expectation: Expectation,
    *,
    by: User | None,
    text: Mapping[str, str],
    seen: int | None = None,
) -> Expectation:
    charter = locked_for_editing(expectation.charter)
    found = _found_expectation(charter, expectation, seen=seen, sent=text)
    old = expectation_contents(found)
    found.text = as_text(text)
    if expectation_contents(found) == old:
        return found
    found.revision += 1
    found.save(update_fields=["text", "revision"])
    _record_expectation(charter, by, old=old, new=expectation_contents(found))
    return found


@transaction.atomic
def remove_expectation(
    expectation: Expectation, *, by: User | None, seen: int | None = None
) -> None:
    """No case points at it: it goes; editions and the history keep it."""
    charter = locked_for_editing(expectation.charter)
    found = _found_expectation(charter, expectation, seen=seen)
    _record_expectation(charter, by, old=expectation_contents(found))
    found.delete()


@transaction.atomic
def move_expectation(
    expectation: Expectation, *, by: User | None, place: int, seen: int | None = None
) -> Expectation:
    """Put at this place, counted from 1; beyond the end means at the end."""
    charter = locked_for_editing(expectation.charter)
    found = _found_expectation(charter, expectation, seen=seen)
    before = found.position
    rows = _placed(charter.expectations.exclude(pk=found.pk), found, place)
    Expectation.objects.bulk_update(rows, ["position"])
    if found.position != before:
        _record_expectation(charter, by, old={"place": before}, new={"place": found.position})
    return found


def was_expectation(charter: Charter, pk: int) -> bool:
    """Whether it stood in this charter: a page of it may still be open."""
    changes = charter.changes.filter(code=ChangeCode.EXPECTATION)
    return changes.filter(old__pk=pk).exists()


def _record_expectation(
    charter: Charter,
    by: User | None,
    *,
    old: Contents | None = None,
    new: Contents | None = None,
) -> None:
    record(charter, ChangeCode.EXPECTATION, by=by, topic=Topic.EXPECTATIONS, old=old, new=new)


def _placed(others: Iterable[Row], row: Row, place: int) -> list[Row]:
    """All of them, numbered from 1 without gaps."""
    rows = list(others)
    rows.insert(max(place, 1) - 1, row)
    for position, one in enumerate(rows, start=1):
        one.position = position
    return rows


# ── Figures ──────────────────────────────────────────────


@transaction.atomic
def type_figure(
    commitment: Commitment,
    *,
    by: User | None,
    year: int,
    value: Decimal,
    source: str = "",
    seen: Decimal | None = None,
) -> YearlyFigure:
    """The figure of a year, whatever the state of the charter: it is a result, not a text.

    A later one replaces it, and the history keeps both. `seen`: what the page showed for the year.
    """
    charter = locked(commitment.charter)
    if commitment.metric != Metric.YEARLY_FIGURE:
        raise NotAllowedError(_("This promise is not measured by a figure typed in once a year."))
    found = YearlyFigure.objects.filter(commitment=commitment, year=year).first()
    if found is not None and found.value != seen:
        refusal = TextChangedError(_("This year has got a figure since the page was shown."))
        changes = charter.changes.filter(code=ChangeCode.FIGURE, commitment=commitment)
        refusal.happened = told(changes.select_related("by"))
        refusal.back_url = _url("commitment_figures", commitment)
        raise refusal
    old = _figure_contents(found) if found else {}
    figure = found or YearlyFigure(commitment=commitment, year=year)
    figure.value, figure.source = value, source
    figure.typed_by, figure.typed_at = by, timezone.now()
    figure.save()
    record(
        charter,
        ChangeCode.FIGURE,
        by=by,
        topic=commitment.topic,
        commitment=commitment,
        old=old,
        new=_figure_contents(figure),
    )
    return figure


def _figure_contents(figure: YearlyFigure) -> Contents:
    return {"year": figure.year, "value": kept(figure.value), "source": figure.source}


# ── Locked and checked ───────────────────────────────────


def _open(
    charter: Charter, commitment: Commitment | None = None, *, sent: Mapping[str, Any] | None = None
) -> Charter:
    """The charter, locked; where its texts no longer change, the refusal keeps what was sent."""
    try:
        return locked_for_editing(charter)
    except NotAllowedError as closed:
        refusal = TextChangedError(str(closed))
        refusal.happened = closed.happened
        refusal.back_url = reverse("charters:commitments", args=[charter.organisation.slug])
        before = contents(commitment) if commitment else EMPTY
        if sent:
            refusal.versions = side_by_side(
                [(_("What you sent"), {**before, **sent_contents(sent)})]
            )
        raise refusal from closed


EMPTY: Contents = {
    "retired": False,
    GROUPS: [],
    **{name: kept(Commitment._meta.get_field(name).get_default()) for name in FIELDS},  # type: ignore[union-attr]
}


def _url(name: str, commitment: Commitment) -> str:
    slug = commitment.charter.organisation.slug
    return reverse(f"charters:{name}", args=[slug, commitment.pk])


def _found(
    charter: Charter,
    commitment: Commitment,
    *,
    seen: int | None,
    sent: Mapping[str, Any] | None = None,
    retired: bool = False,
) -> Commitment:
    """The commitment of the locked charter, as it was seen."""
    found = charter.commitments.get(pk=commitment.pk)
    found.charter = charter
    if seen not in (None, found.revision) or found.is_retired != retired:
        raise _conflict(found, seen=seen, sent=sent)
    return found


def _conflict(
    now: Commitment, *, seen: int | None, sent: Mapping[str, Any] | None
) -> TextChangedError:
    if now.is_retired:
        text = _("This commitment has been retired meanwhile.")
    elif seen == now.revision:
        text = _("This commitment has been taken up again meanwhile.")
    else:
        text = _("This commitment has been changed since the page was shown.")
    refusal = TextChangedError(text)
    changes = now.charter.changes.filter(commitment=now, new__revision__gt=seen or 0)
    refusal.happened = told(changes.select_related("by"))
    standing = contents(now)
    had = _had(now, seen) or standing
    mine = (
        (_("What you saw"), had)
        if sent is None
        else (_("What you sent"), {**had, **sent_contents(sent)})
    )
    refusal.versions = side_by_side([mine, (_("What stands now"), standing)])
    refusal.back_url = _url("commitment", now)
    return refusal


def _had(now: Commitment, seen: int | None) -> Contents | None:
    """The commitment at the revision that the page showed."""
    changes = CharterChange.objects.filter(commitment=now, old__revision=seen)
    change = changes.first()
    return change.old if change else None


def _found_expectation(
    charter: Charter,
    expectation: Expectation,
    *,
    seen: int | None,
    sent: Mapping[str, str] | None = None,
) -> Expectation:
    found = charter.expectations.filter(pk=expectation.pk).first()
    if found is not None and seen in (None, found.revision):
        return found
    gone = _("This expectation has been removed meanwhile.")
    changed = _("This expectation has been changed since the page was shown.")
    refusal = TextChangedError(changed if found else gone)
    changes = charter.changes.filter(code=ChangeCode.EXPECTATION, old__pk=expectation.pk)
    refusal.happened = told(changes.select_related("by"))
    had = expectation.text if sent is None else sent
    versions = [(_("What you saw") if sent is None else _("What you sent"), had)]
    if found is not None:
        versions.append((_("What stands now"), found.text))
    refusal.versions = texts_side_by_side(versions)
    refusal.back_url = reverse("charters:commitments", args=[charter.organisation.slug])
    raise refusal
