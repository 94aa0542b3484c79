"""Where and when an organisation is reached on a day: kept with an edition, printed on its papers.

The public page shows the hours of now; a paper can only show those of the day it was made for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from charters.reading import Phrase, phrase
from core.texts import Text
from organisations.enums import Access, HoursKind
from organisations.hours import Opening, kinds_of, openings_in_words, week_of
from organisations.models import Organisation, Place


def hours_block(organisation: Organisation, day: date) -> dict[str, Any]:
    """As JSON keeps it: contact of the organisation, and its places with their ordinary week."""
    places = Place.objects.for_organisation(organisation).valid_on(day).with_hours()
    return {
        "day": day.isoformat(),
        "contact": {
            "address": dict(organisation.address),
            "telephone": organisation.telephone,
            "email": organisation.email,
            "website": organisation.website,
        },
        "places": [_place(place) for place in places],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": dict(place.name),
        "address": dict(place.address),
        "telephone": place.telephone,
        "email": place.email,
        "appointment_only": place.appointment_only,
        "access": list(place.access),
        "access_note": dict(place.access_note),
        "hours": [
            {
                "kind": str(kind.value),
                "week": [[_times(one) for one in row.openings] for row in week_of(place, kind)],
            }
            for kind in kinds_of(place)
        ],
    }


def _times(opening: Opening) -> list[str]:
    return [f"{moment:%H:%M}" for moment in opening]


@dataclass(frozen=True)
class ReadDays:
    """Days of the week with the same hours: Monday to Friday · 9:00–12:00."""

    days: str
    text: str


@dataclass(frozen=True)
class ReadHours:
    """The hours of one kind; the days on which the place is closed are left out."""

    kind: str
    days: tuple[ReadDays, ...]


@dataclass(frozen=True)
class ReadPlace:
    name: Phrase
    address: Phrase
    telephone: str
    email: str
    appointment_only: bool
    access: str
    access_note: Phrase
    hours: tuple[ReadHours, ...]


@dataclass(frozen=True)
class ReadBlock:
    """What `hours_block` kept, in the active language."""

    day: date
    address: Phrase
    telephone: str
    email: str
    website: str
    places: tuple[ReadPlace, ...]

    @property
    def has_contact(self) -> bool:
        return bool(self.address or self.telephone or self.email or self.website)


def read_hours(kept: Mapping[str, Any], language: str) -> ReadBlock | None:
    """In the active language, which is this one; None where nothing was kept."""
    if not kept:
        return None
    contact = kept["contact"]
    return ReadBlock(
        day=date.fromisoformat(kept["day"]),
        address=phrase(Text(contact["address"]), language),
        telephone=contact["telephone"],
        email=contact["email"],
        website=contact["website"],
        places=tuple(_read_place(row, language) for row in kept["places"]),
    )


def _read_place(row: Mapping[str, Any], language: str) -> ReadPlace:
    return ReadPlace(
        name=phrase(Text(row["name"]), language),
        address=phrase(Text(row["address"]), language),
        telephone=row["telephone"],
        email=row["email"],
        appointment_only=row["appointment_only"],
        access=", ".join(str(one.label) for one in Access if one in row["access"]),
        access_note=phrase(Text(row["access_note"]), language),
        hours=tuple(
            ReadHours(str(HoursKind(one["kind"]).label), tuple(_read_week(one["week"])))
            for one in row["hours"]
        ),
    )


def _read_week(week: Sequence[Sequence[Sequence[str]]]) -> Iterable[ReadDays]:
    numbered = groupby(enumerate(week), key=lambda day: day[1])
    for openings, rows in numbered:
        if openings:
            numbers = [number for number, _openings in rows]
            found = [Opening(*map(time.fromisoformat, pair)) for pair in openings]
            yield ReadDays(_days(numbers[0], numbers[-1]), openings_in_words(found))


def _days(first: int, last: int) -> str:
    if first == last:
        return str(WEEKDAYS[first])
    return _("%(first)s to %(last)s") % {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}
