from datetime import date, time

import pytest
import time_machine

from core.forms import HourField
from organisations import hours
from organisations.models import HoursException, OpeningHours, Place
from organisations.places import set_hours
from tests.factories.organisations import PlaceFactory
from tests.pages import assert_only_for, page

EDITORS = ["manager", "administrator"]


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-16T09:30:00Z", tick=False):
        yield


def typed(**changed):
    return {
        "code": "LIEGE",
        "name_nl": "Loket Luik",
        "name_fr": "Guichet de Liège",
        "address_nl": "Teststraat 1, 4000 Luik",
        "address_fr": "Rue du Test 1, 4000 Liège",
        **changed,
    }


def exception(**changed):
    return {
        "first": "24-12-2026",
        "kind": "both",
        "reason_nl": "Verhuizing",
        "reason_fr": "Déménagement",
        **changed,
    }


def opening(place, weekday, opens, closes, kind="counter"):
    return OpeningHours.objects.create(
        place=place, kind=kind, weekday=weekday, opens=opens, closes=closes
    )


def stored(place):
    return [
        (row.kind, row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}")
        for row in place.hours.all()
    ]


# ── Who ───────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["places", "place_new"])
def test_places_are_kept_by_managers_and_administrators(client, fin, name):
    assert_only_for(client, fin, EDITORS, page(f"organisations:{name}", fin))


@pytest.mark.parametrize("name", ["place", "place_hours", "place_exception_new"])
def test_a_place_is_kept_by_managers_and_administrators(client, fin, name):
    place = PlaceFactory(organisation=fin)

    assert_only_for(client, fin, EDITORS, page(f"organisations:{name}", fin, place.pk))


@pytest.mark.parametrize("name", ["place", "place_hours", "place_exception_new"])
def test_a_place_of_another_organisation_does_not_exist(client, fin, other, member, name):
    member(client, *EDITORS)
    foreign = PlaceFactory(organisation=other)

    assert client.get(page(f"organisations:{name}", fin, foreign.pk)).status_code == 404


def test_a_manager_finds_the_places_in_the_menu_and_an_administrator_in_the_settings(
    client, fin, member
):
    url = page("organisations:places", fin)

    member(client, "manager")
    assert f'href="{url}"' in client.get(page("overview:my_work", fin)).text
    assert f'href="{page("organisations:settings", fin)}"' not in client.get(url).text
    member(client, "administrator")
    assert f'href="{url}"' not in client.get(page("overview:my_work", fin)).text
    settings = client.get(page("organisations:settings", fin)).text
    assert f'href="{url}"' in settings
    assert "0 places" in settings


# ── A place ───────────────────────────────────────────────────


def test_a_place_is_added_and_its_hours_asked_for(client, fin, member):
    member(client, "manager")

    response = client.post(
        page("organisations:place_new", fin),
        typed(access=["lift", "step_free"], access_note_fr="Sonnez.", appointment_only="on"),
        follow=True,
    )

    place = Place.objects.get(organisation=fin)
    assert response.request["PATH_INFO"] == page("organisations:place_hours", fin, place.pk)
    assert (place.code, place.name["fr"], place.address["nl"]) == (
        "LIEGE",
        "Guichet de Liège",
        "Teststraat 1, 4000 Luik",
    )
    assert place.access_names == ["entrance without steps", "lift"]
    assert (place.appointment_only, place.access_note["fr"]) == (True, "Sonnez.")
    assert "Guichet de Liège" in client.get(page("organisations:places", fin, language="fr")).text


def test_a_place_is_changed_and_ends(client, fin, member):
    member(client, "administrator")
    place = PlaceFactory(organisation=fin, code="LIEGE", access=["lift"])

    client.post(page("organisations:place", fin, place.pk), typed(valid_until="31.12.2026"))

    place.refresh_from_db()
    assert (place.name["nl"], place.valid_until, place.access) == (
        "Loket Luik",
        date(2026, 12, 31),
        [],
    )


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name_fr": ""}, "Fill in “Name (Français)”."),
        ({"address_nl": ""}, "Fill in “Address (Nederlands)”."),
        ({"code": "antwerp"}, "Another place has this code."),
        ({"email": "counter"}, "Enter a valid email address."),
        (
            {"valid_from": "2-1-2026", "valid_until": "1-1-2026"},
            "The end lies before the beginning.",
        ),
        ({"access": ["helicopter"]}, "Select a valid choice."),
    ],
)
def test_a_place_refuses_bad_input(client, fin, member, changed, error):
    member(client, "manager")
    PlaceFactory(organisation=fin, code="ANTWERP")

    response = client.post(page("organisations:place_new", fin), typed(**changed))

    # Once in the summary, once beside the field.
    assert response.text.count(error) == 2
    assert Place.objects.count() == 1


def test_list_tells_what_is_open_now(client, fin, member):
    member(client, "manager")
    with_hours = PlaceFactory(organisation=fin)
    opening(with_hours, 0, time(9), time(12))
    opening(with_hours, 1, time(9), time(12), "telephone")
    PlaceFactory(organisation=fin)

    text = client.get(page("organisations:places", fin)).text

    assert "open until 12:00" in text
    assert "opens on Tuesday 17 November at 9:00" in text
    assert text.count("Fill in the hours") == 1


# ── Weekly hours ──────────────────────────────────────────────


def week(**fields):
    return {"save": "1", **fields}


def test_hours_are_kept_as_typed(client, fin, member):
    member(client, "manager")
    place = PlaceFactory(organisation=fin)
    opening(place, 5, time(10), time(11))
    url = page("organisations:place_hours", fin, place.pk)

    client.post(
        url,
        week(
            counter_0_0_opens="9",
            counter_0_0_closes="12h",
            counter_0_1_opens="13.30",
            counter_0_1_closes="1600",
            telephone_4_0_opens="8:30",
            telephone_4_0_closes="17 h 00",
        ),
    )

    assert stored(place) == [
        ("counter", 0, "09:00", "12:00"),
        ("counter", 0, "13:30", "16:00"),
        ("telephone", 4, "08:30", "17:00"),
    ]
    text = client.get(url).text
    assert 'value="13:30"' in text
    assert 'value="10:00"' not in text


def test_monday_is_repeated_without_being_saved(client, fin, member):
    member(client, "manager")
    place = PlaceFactory(organisation=fin)
    url = page("organisations:place_hours", fin, place.pk)

    response = client.post(
        url,
        {
            "repeat": "1",
            "counter_0_0_opens": "9:00",
            "counter_0_0_closes": "12:00",
            "counter_2_0_opens": "14:00",
            "counter_2_0_closes": "16:00",
        },
    )

    fields = response.context["form"]
    opens = [fields[f"counter_{weekday}_0_opens"].value() for weekday in range(7)]
    assert opens == ["9:00", "9:00", "14:00", "9:00", "9:00", None, None]
    assert fields["telephone_1_0_opens"].value() == ""
    assert stored(place) == []


def test_hours_are_all_taken_away(client, fin, member):
    member(client, "manager")
    place = PlaceFactory(organisation=fin)
    opening(place, 5, time(10), time(11))

    client.post(page("organisations:place_hours", fin, place.pk), week(counter_5_0_opens=""))

    assert stored(place) == []


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        (
            {"counter_0_0_opens": "9"},
            "Monday at the counter, first opening: fill in both times, or neither.",
        ),
        (
            {"telephone_6_1_opens": "12", "telephone_6_1_closes": "11"},
            "Sunday by telephone, second opening: it closes before it opens.",
        ),
        (
            {"counter_1_0_opens": "25:00", "counter_1_0_closes": "9"},
            "Tuesday at the counter, first opening: write the time as hours and minutes,",
        ),
        (
            {
                "counter_2_0_opens": "9",
                "counter_2_0_closes": "12",
                "counter_2_1_opens": "11:30",
                "counter_2_1_closes": "13",
            },
            "Wednesday at the counter, second opening begins before the first has ended.",
        ),
    ],
)
def test_bad_hours_stand_beside_their_field_and_nothing_is_lost(client, fin, member, fields, error):
    member(client, "manager")
    place = PlaceFactory(organisation=fin)
    opening(place, 5, time(10), time(11))

    response = client.post(
        page("organisations:place_hours", fin, place.pk),
        week(counter_3_0_opens="7:45", counter_3_0_closes="8:15", **fields),
    )

    # Once in the summary, once beside the field.
    assert response.text.count(error) == 2
    assert 'value="7:45"' in response.text
    assert stored(place) == [("counter", 5, "10:00", "11:00")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9", time(9)),
        ("09:05", time(9, 5)),
        ("9.30", time(9, 30)),
        ("9,30", time(9, 30)),
        ("9h", time(9)),
        ("9 h 30", time(9, 30)),
        ("9h30", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9.30 uur", time(9, 30)),
        ("9 Uhr", time(9)),
        ("0:00", time(0)),
        ("", None),
    ],
)
def test_times_as_people_write_them(text, found):
    assert HourField(required=False).clean(text) == found


@pytest.mark.parametrize("text", ["24:00", "9:60", "9:5", "noon", "9-12", "12345", "\u0661\u0662"])
def test_what_is_no_time(text):
    with pytest.raises(Exception, match="Write the time as hours and minutes"):
        HourField().clean(text)


def test_setting_hours_of_one_place_leaves_the_others(fin):
    one, two = PlaceFactory(organisation=fin), PlaceFactory(organisation=fin)
    for place in (one, two):
        set_hours(place, [("counter", 0, hours.Opening(time(9), time(12)))])

    set_hours(one, [])

    assert (stored(one), stored(two)) == ([], [("counter", 0, "09:00", "12:00")])


# ── Exceptions ────────────────────────────────────────────────


def test_a_closed_day_is_added_shown_and_taken_back(client, fin, member):
    member(client, "manager")
    place = PlaceFactory(organisation=fin)
    url = page("organisations:place", fin, place.pk)

    client.post(page("organisations:place_exception_new", fin, place.pk), exception())

    row = place.exceptions.get()
    assert (row.first, row.last, row.opens, row.kind) == (
        date(2026, 12, 24),
        date(2026, 12, 24),
        None,
        "",
    )
    text = client.get(url).text
    assert "Thursday 24 December 2026" in text
    assert "closed" in text
    client.post(page("organisations:place_exception_removal", fin, place.pk, row.pk))
    assert not place.exceptions.exists()


def test_other_hours_of_some_days_are_added(client, fin, member):
    member(client, "manager")
    place = PlaceFactory(organisation=fin)

    client.post(
        page("organisations:place_exception_new", fin, place.pk),
        exception(last="31-12-2026", opens="9", closes="12.30", kind="telephone"),
    )

    row = place.exceptions.get()
    assert (row.last, row.opens, row.closes, row.kind) == (
        date(2026, 12, 31),
        time(9),
        time(12, 30),
        "telephone",
    )
    text = client.get(page("organisations:place", fin, place.pk)).text
    assert "Thursday 24 December 2026 until Thursday 31 December 2026" in text
    assert "9:00–12:30, by telephone" in text


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"first": ""}, "Fill in “From day”."),
        ({"last": "23-12-2026"}, "The end lies before the beginning."),
        ({"first": "1-11-2026"}, "These days have passed."),
        ({"opens": "9"}, "Fill in both times, or neither."),
        ({"opens": "12", "closes": "9"}, "It closes before it opens."),
        ({"reason_fr": ""}, "Fill in “Reason (Français)”."),
        ({"kind": "fax"}, "Select a valid choice."),
    ],
)
def test_an_exception_refuses_bad_input(client, fin, member, changed, error):
    member(client, "manager")
    place = PlaceFactory(organisation=fin)

    response = client.post(
        page("organisations:place_exception_new", fin, place.pk), exception(**changed)
    )

    assert response.text.count(error) == 2
    assert not HoursException.objects.exists()


def test_an_exception_is_taken_back_by_its_editors_alone(client, fin, other, member):
    place, foreign = PlaceFactory(organisation=fin), PlaceFactory(organisation=other)
    rows = [
        HoursException.objects.create(place=one, first="2026-12-24", last="2026-12-24")
        for one in (place, foreign)
    ]

    def remove(place, row):
        url = page("organisations:place_exception_removal", fin, place.pk, row.pk)
        return client.post(url).status_code

    member(client, "reader")
    assert remove(place, rows[0]) == 403
    member(client, "manager")
    assert remove(place, rows[1]) == remove(foreign, rows[1]) == 404
    assert HoursException.objects.count() == 2


# ── What the public sees ──────────────────────────────────────


def public(client, organisation, language="en"):
    return client.get(f"/{language}/organisations/{organisation.slug}/").text


def test_the_public_sees_where_to_go_and_when(client, fin):
    place = PlaceFactory(
        organisation=fin, telephone="02 000 00 00", access=["lift"], appointment_only=True
    )
    opening(place, 0, time(9), time(12))
    opening(place, 0, time(13, 30), time(16))
    opening(place, 1, time(8), time(17), "telephone")
    HoursException.objects.create(
        place=place,
        first="2026-11-23",
        last="2026-11-23",
        reason={"nl": "Verhuizing", "fr": "Déménagement"},
    )

    text = public(client, fin)

    assert "Teststraat 1, 1000 Brussels" in text
    assert "open until 12:00" in text
    assert "opens on Tuesday 17 November at 8:00" in text
    assert "9:00–12:00 and 13:30–16:00" in text
    assert "Monday 23 November: closed" in text
    assert '<span lang="nl">Verhuizing</span>' in text
    assert "By appointment only" in text
    assert "lift" in text
    assert "02 000 00 00" in text
    french = public(client, fin, "fr")
    assert "9\u00a0h\u00a000–12\u00a0h\u00a000" in french


def test_the_public_is_told_why_a_place_is_closed_today(client, fin):
    place = PlaceFactory(organisation=fin)
    opening(place, 2, time(9), time(12))

    with time_machine.travel("2026-11-11T09:30:00Z", tick=False):
        text = public(client, fin)

    assert "opens on Wednesday 18 November at 9:00" in text
    assert "Closed today: Armistice" in text


def test_the_public_sees_places_of_today_of_this_organisation(client, fin, other):
    PlaceFactory(organisation=fin, code="GONE", valid_until="2026-11-15")
    PlaceFactory(organisation=fin, code="LATER", valid_from="2026-11-17")
    PlaceFactory(organisation=other, code="FOREIGN")

    assert "Where you can go" not in public(client, fin)


def test_no_place_is_shown_of_an_organisation_that_ended(client, fin):
    PlaceFactory(organisation=fin)
    fin.valid_until = date(2026, 1, 1)
    fin.save()

    assert "Where you can go" not in public(client, fin)
