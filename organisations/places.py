"""What is done with the hours of a place."""

from collections.abc import Iterable

from django.db import transaction

from organisations.hours import Opening
from organisations.models import OpeningHours, Place

# Kind of hours, day of the week, opening.
WeeklyOpening = tuple[str, int, Opening]


@transaction.atomic
def set_hours(place: Place, openings: Iterable[WeeklyOpening]) -> None:
    """These weekly hours in the place of those before."""
    Place.objects.select_for_update().get(pk=place.pk)
    place.hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(place=place, kind=kind, weekday=weekday, opens=opens, closes=closes)
        for kind, weekday, (opens, closes) in openings
    )
