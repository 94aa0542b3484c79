"""Hours and contacts as an edition keeps them."""

import json
from datetime import date, time

from django.utils import translation

from charters.hours_block import hours_block, read_hours
from core.texts import Text
from organisations.models import OpeningHours
from tests.factories.organisations import PlaceFactory

DAY = date(2026, 11, 22)


def place_with_hours(organisation, **fields):
    place = PlaceFactory(organisation=organisation, **fields)
    for weekday in range(4):
        OpeningHours.objects.create(
            place=place, kind="counter", weekday=weekday, opens=time(9), closes=time(12)
        )
    OpeningHours.objects.create(
        place=place, kind="counter", weekday=4, opens=time(9), closes=time(16)
    )
    OpeningHours.objects.create(
        place=place, kind="telephone", weekday=5, opens=time(10), closes=time(11)
    )
    return place


def test_hours_are_kept_as_json_and_read_in_a_language(fin):
    place_with_hours(fin, name=Text(nl="Loket Luik", fr="Guichet de Liège"), access=["step_free"])

    kept = json.loads(json.dumps(hours_block(fin, DAY)))
    with translation.override("fr"):
        read = read_hours(kept, "fr")

    assert read.day == DAY
    assert read.email == "plaintes@fin.example"
    (place,) = read.places
    assert place.name.text == "Guichet de Liège"
    counter, telephone = place.hours
    assert [row.text for row in counter.days] == [
        "9 h 00–12 h 00".replace(" ", "\u00a0"),
        "9 h 00–16 h 00".replace(" ", "\u00a0"),
    ]
    assert "lundi" in counter.days[0].days.lower()
    assert "jeudi" in counter.days[0].days.lower()
    assert counter.days[1].days.lower() == "vendredi"
    assert telephone.days[0].days.lower() == "samedi"


def test_a_place_that_ended_is_not_kept(fin):
    place_with_hours(fin, valid_until=date(2026, 1, 1))

    assert hours_block(fin, DAY)["places"] == []


def test_an_edition_without_hours_prints_none():
    assert read_hours({}, "nl") is None
