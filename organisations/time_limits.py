"""Time limits and closed days of an organisation, in the form that `core.deadlines` counts with."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from core.deadlines import Calendar, Deadline, HolidayRule, Limit, Step, deadline
from core.errors import NotAllowedError
from organisations.models import ClosedDay, Organisation, PublicHoliday, TimeLimit


def limits_of(organisation: Organisation) -> list[TimeLimit]:
    """All its limits, of whatever kind and time: a few rows."""
    return list(TimeLimit.objects.for_organisation(organisation))


def limit_in_force(
    organisation: Organisation, kind: str, day: date, limits: Iterable[TimeLimit] | None = None
) -> Limit | None:
    """The organisation's own limit of this kind on `day`; None where it has set none."""
    for row in limits_of(organisation) if limits is None else limits:
        begun = row.valid_from is None or row.valid_from <= day
        if row.kind == kind and begun and (row.valid_until is None or day <= row.valid_until):
            return Limit(row.amount, row.unit)
    return None


def rule_of(holiday: PublicHoliday) -> HolidayRule:
    return HolidayRule(
        rule=holiday.rule,
        name=str(holiday.name),
        valid_from=holiday.valid_from,
        valid_until=holiday.valid_until,
        scope=holiday.scope,
    )


def holidays_in(year: int) -> list[tuple[date, PublicHoliday]]:
    """The public holidays of a year, in their order."""
    found = [(rule_of(holiday).day_in(year), holiday) for holiday in PublicHoliday.objects.all()]
    return sorted(
        ((day, holiday) for day, holiday in found if day), key=lambda pair: (pair[0], pair[1].pk)
    )


def own_closed_days(organisation: Organisation) -> dict[date, str]:
    """The organisation's own closed days, with what they are called."""
    rows = ClosedDay.objects.for_organisation(organisation)
    return {row.day: str(row.name) for row in rows}


def calendar_of(organisation: Organisation, own: Mapping[date, str] | None = None) -> Calendar:
    """Saturdays, Sundays, public holidays and the organisation's own closed days.

    `own` takes the place of the stored ones: what if this day were closed?
    """
    rules = [rule_of(holiday) for holiday in PublicHoliday.objects.all()]
    return Calendar(rules, own_closed_days(organisation) if own is None else own)


def calendars_of(organisations: Collection[int]) -> dict[int, Calendar]:
    """The calendars of several organisations, by their key."""
    if not organisations:
        return {}
    rules = [rule_of(holiday) for holiday in PublicHoliday.objects.all()]
    own: dict[int, dict[date, str]] = {pk: {} for pk in organisations}
    for row in ClosedDay.objects.filter(organisation__in=own):
        own[row.organisation_id][row.day] = str(row.name)
    return {pk: Calendar(rules, days) for pk, days in own.items()}


def due_date(organisation: Organisation, kind: str, received_on: date) -> Deadline | None:
    """When what was received on this day is due; None where no limit is set."""
    limit = limit_in_force(organisation, kind, received_on)
    return deadline(received_on, limit, calendar_of(organisation)) if limit else None


@transaction.atomic
def set_limit(
    organisation: Organisation, *, kind: str, limit: Limit | None, valid_from: date
) -> None:
    """From this day on, this limit or none; the one before ends the day before.

    What was promised for days that have begun stays, unless nothing had ever been promised.
    """
    rows = TimeLimit.objects.select_for_update().for_organisation(organisation).filter(kind=kind)
    begun = rows.exists() and valid_from <= timezone.localdate()
    if begun or rows.filter(valid_from__gte=valid_from).exists():
        raise NotAllowedError
    rows.valid_on(valid_from).update(valid_until=valid_from - timedelta(days=1))
    if limit is not None:
        TimeLimit.objects.create(
            organisation=organisation,
            kind=kind,
            amount=limit.amount,
            unit=limit.unit,
            valid_from=valid_from,
        )


@transaction.atomic
def take_back(limit: TimeLimit) -> None:
    """Remove a limit that has not begun; the one before it goes on."""
    if not has_not_begun(limit):
        raise NotAllowedError
    day_before = limit.valid_from - timedelta(days=1) if limit.valid_from else None
    limit.delete()
    TimeLimit.objects.for_organisation(limit.organisation).filter(
        kind=limit.kind, valid_until=day_before
    ).update(valid_until=None)


def has_not_begun(limit: TimeLimit) -> bool:
    return limit.valid_from is not None and limit.valid_from > timezone.localdate()


def in_words(limit: Limit) -> str:
    """As the first step of an explanation says it."""
    values = {"amount": limit.amount, "unit": limit.unit, "clamped": False}
    return Step("limit", timezone.localdate(), values).text
