"""Time limits and closed days of an organisation, in the form that `core.deadlines` counts with."""

from datetime import date

from core.deadlines import Calendar, Deadline, HolidayRule, Limit, deadline
from organisations.models import ClosedDay, Organisation, PublicHoliday, TimeLimit


def limit_in_force(organisation: Organisation, kind: str, day: date) -> Limit | None:
    """The organisation's own limit of this kind on `day`; None where it has set none."""
    row = TimeLimit.objects.for_organisation(organisation).filter(kind=kind).valid_on(day).first()
    return Limit(row.amount, row.unit) if row else None


def calendar_of(organisation: Organisation) -> Calendar:
    """Saturdays, Sundays, public holidays and the organisation's own closed days."""
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
    own = {
        row.day: str(row.name) for row in ClosedDay.objects.for_organisation(organisation)
    }
    return Calendar(rules, own)


def due_date(organisation: Organisation, kind: str, received_on: date) -> Deadline | None:
    """When what was received on this day is due; None where no limit is set."""
    limit = limit_in_force(organisation, kind, received_on)
    return deadline(received_on, limit, calendar_of(organisation)) if limit else None
