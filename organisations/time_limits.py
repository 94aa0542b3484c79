"""Time limits and closed days of an organisation, in the form that `core.deadlines` counts with."""

from collections.abc import Mapping
from datetime import date

from core.deadlines import Calendar, Deadline, HolidayRule, Limit, deadline
from organisations.models import ClosedDay, Organisation, PublicHoliday, TimeLimit


def limit_in_force(organisation: Organisation, kind: str, day: date) -> Limit | None:
    """The organisation's own limit of this kind on `day`; None where it has set none."""
    row = TimeLimit.objects.for_organisation(organisation).filter(kind=kind).valid_on(day).first()
    return Limit(row.amount, row.unit) if row else None


def own_closed_days(organisation: Organisation) -> dict[date, str]:
    """The organisation's own closed days, with what they are called."""
    rows = ClosedDay.objects.for_organisation(organisation)
    return {row.day: str(row.name) for row in rows}


def calendar_of(organisation: Organisation, own: Mapping[date, str] | None = None) -> Calendar:
    """Saturdays, Sundays, public holidays and the organisation's own closed days.

    `own` takes the place of the stored ones: what if this day were closed?
    """
    rules = [
        HolidayRule(
            rule=holiday.rule,
            name=str(holiday.name),
            valid_from=holiday.valid_from,
            valid_until=holiday.valid_until,
            scope=holiday.scope,
        )
        for holiday in PublicHoliday.objects.all()
    ]
    return Calendar(rules, own_closed_days(organisation) if own is None else own)


def due_date(organisation: Organisation, kind: str, received_on: date) -> Deadline | None:
    """When what was received on this day is due; None where no limit is set."""
    limit = limit_in_force(organisation, kind, received_on)
    return deadline(received_on, limit, calendar_of(organisation)) if limit else None
