from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.texts import Text
from organisations import joining
from organisations.models import Department, Organisation, TimeLimit
from tests.factories.organisations import (
    DepartmentFactory,
    MembershipFactory,
    TimeLimitFactory,
)
from tests.pages import assert_only_for, page, queries_of

ADMINISTRATION = [
    "settings",
    "profile",
    "members",
    "invite",
    "departments",
    "department_new",
    "time_limits",
]


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_settings_are_for_administrators(client, fin, name):
    assert_only_for(client, fin, ["administrator"], page(f"organisations:{name}", fin))


def test_settings_tell_what_is_missing(client, fin, member):
    member(client, "administrator")

    text = client.get(page("organisations:settings", fin)).text

    assert "Nobody is complaint coordinator." in text
    assert "The telephone number is missing." in text
    assert "The e-mail address of the complaints service is missing." not in text
    assert "10 working days, counted from the day after" in text
    assert "each mail is written as a file" in text


def test_settings_say_that_mail_leaves_by_a_server(client, fin, member, settings):
    settings.EMAIL_URL = "smtp://localhost"
    member(client, "administrator")

    assert (
        "each mail is written as a file" not in client.get(page("organisations:settings", fin)).text
    )


def test_settings_are_complete(client, fin, member):
    member(client, "administrator", "coordinator", "data_protection_officer")
    text = Text({"nl": "tekst", "fr": "texte"})
    Organisation.objects.filter(pk=fin.pk).update(
        telephone="02 000 00 00",
        contact_name="An Verzonnen",
        data_protection_contact="dpo@fin.example",
        address=text,
        description=text,
        retention=text,
    )

    assert "Nothing is missing." in client.get(page("organisations:settings", fin)).text


def test_profile_is_saved_in_four_languages(client, fin, member):
    member(client, "administrator")
    typed = {
        "email": "klachten@fin.example",
        "telephone": "02 000 00 00",
        "contact_name": "An Verzonnen",
        "website": "fin.example",
        "data_protection_contact": "dpo@fin.example",
        "description_nl": "Wij innen belastingen.",
        "description_fr": "Nous percevons les impôts.",
        "address_de": "Brüssel",
        "retention_en": "Ten years.",
    }

    response = client.post(page("organisations:profile", fin), typed)

    assert response.url == page("organisations:settings", fin)
    fin.refresh_from_db()
    assert (fin.email, fin.website) == ("klachten@fin.example", "https://fin.example")
    assert fin.description["fr"] == "Nous percevons les impôts."
    assert fin.address["de"] == "Brüssel"
    assert fin.code == "FIN"


def test_profile_refuses_what_is_no_address(client, fin, member):
    member(client, "administrator")

    response = client.post(
        page("organisations:profile", fin), {"email": "klachten", "description_nl": "Getypt."}
    )

    assert "Enter a valid email address." in response.text
    assert "Getypt." in response.text
    fin.refresh_from_db()
    assert fin.email == "plaintes@fin.example"


def department(**typed):
    return {"code": "PER", "name_nl": "Inning", "name_fr": "Perception", **typed}


def test_department_is_added_and_edited(client, fin, member):
    member(client, "administrator")

    client.post(page("organisations:department_new", fin), department())
    row = Department.objects.get(organisation=fin)
    client.post(page("organisations:department", fin, row.pk), department(valid_until="31-12-2026"))

    row.refresh_from_db()
    assert (row.code, row.name["fr"], row.valid_until) == ("PER", "Perception", date(2026, 12, 31))
    assert "Perception" in client.get(page("organisations:departments", fin, language="fr")).text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (department(name_fr=""), "Fill in “Name (Français)”."),
        (department(code="inn"), "Another department has this code."),
        (
            department(valid_from="2-1-2026", valid_until="1-1-2026"),
            "The end lies before the beginning.",
        ),
        (department(valid_from="tomorrow"), "Write the day as day-month-year"),
    ],
)
def test_department_refuses_bad_input(client, fin, member, typed, error):
    member(client, "administrator")
    DepartmentFactory(organisation=fin, code="INN")

    assert error in client.post(page("organisations:department_new", fin), typed).text
    assert Department.objects.count() == 1


def test_departments_of_another_organisation_do_not_exist(client, fin, other, member):
    foreign = DepartmentFactory(organisation=other, code="INN")
    member(client, "administrator")

    assert client.get(page("organisations:department", fin, foreign.pk)).status_code == 404
    assert "INN" not in client.get(page("organisations:departments", fin)).text
    client.post(page("organisations:department_new", fin), department(code="INN"))
    assert Department.objects.filter(organisation=fin, code="INN").exists()


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def limit(day=None, **typed):
    day = day or tomorrow()
    return {
        "kind": "answer",
        "unit": "calendar_days",
        "amount": "30",
        "valid_from": f"{day:%d-%m-%Y}",
        **typed,
    }


def test_new_time_limit_ends_the_one_before(client, fin, member):
    member(client, "administrator")

    client.post(page("organisations:time_limits", fin), limit())

    rows = TimeLimit.objects.filter(organisation=fin, kind="answer").order_by("valid_from")
    assert list(rows.values_list("amount", "valid_from", "valid_until")) == [
        (30, tomorrow(), None),
        (40, None, timezone.localdate()),
    ]


def test_limits_of_other_kinds_and_organisations_stay(client, fin, other, member):
    elsewhere = TimeLimitFactory(organisation=other)
    member(client, "administrator")

    client.post(page("organisations:time_limits", fin), limit())

    elsewhere.refresh_from_db()
    assert elsewhere.valid_until is None
    assert TimeLimit.objects.get(organisation=fin, kind="acknowledgement").valid_until is None


def test_time_limit_at_once_and_no_time_limit(client, fin, member):
    member(client, "administrator")
    url = page("organisations:time_limits", fin)

    client.post(url, limit(unit="at_once", amount="", kind="acknowledgement"))
    client.post(url, limit(unit="none", amount=""))

    found = TimeLimit.objects.valid_on(tomorrow()).filter(organisation=fin)
    assert list(found.values_list("kind", "amount", "unit")) == [
        ("acknowledgement", 0, "calendar_days")
    ]
    assert "At once: the same day" in client.get(url).text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (limit(amount=""), "Give the number of days or months."),
        (limit(amount="0"), "greater than or equal to 1"),
        (limit(unit="weeks"), "Select a valid choice."),
        (limit(day=date(2026, 1, 1)), "This day has begun."),
        (limit(valid_from=""), "Fill in “For what is received from”."),
    ],
)
def test_time_limit_refuses_bad_input(client, fin, member, typed, error):
    member(client, "administrator")

    assert error in client.post(page("organisations:time_limits", fin), typed).text
    assert TimeLimit.objects.filter(organisation=fin).count() == 2


def test_first_time_limit_may_begin_in_the_past(client, other, member):
    member(client, "administrator", organisation=other)

    client.post(page("organisations:time_limits", other), limit(day=date(2020, 1, 1)))

    assert TimeLimit.objects.get(organisation=other).valid_from == date(2020, 1, 1)


def test_time_limit_that_has_not_begun_is_taken_back(client, fin, member):
    member(client, "administrator")
    url = page("organisations:time_limits", fin)
    client.post(url, limit())
    assert "A later time limit is already set." in client.post(url, limit()).text
    later = TimeLimit.objects.get(organisation=fin, valid_from=tomorrow())

    client.post(page("organisations:time_limit_withdrawal", fin, later.pk))

    only = TimeLimit.objects.get(organisation=fin, kind="answer")
    assert (only.amount, only.valid_until) == (40, None)


def test_time_limit_in_force_is_not_taken_back(client, fin, member):
    member(client, "administrator")
    row = TimeLimit.objects.get(organisation=fin, kind="answer")

    response = client.post(page("organisations:time_limit_withdrawal", fin, row.pk))

    assert response.status_code == 409
    assert TimeLimit.objects.filter(pk=row.pk).exists()


def test_time_limit_is_taken_back_by_administrators(client, fin):
    row = TimeLimit.objects.filter(organisation=fin).first()
    url = page("organisations:time_limit_withdrawal", fin, row.pk)
    assert_only_for(client, fin, ["administrator"], url, method="post")


def test_lists_ask_as_often_for_one_row_as_for_three(client, fin, member):
    member(client, "administrator")
    urls = [
        page(f"organisations:{name}", fin) for name in ("members", "departments", "time_limits")
    ]
    DepartmentFactory(organisation=fin)
    one_row = [queries_of(client, url) for url in urls]
    for year in (2001, 2002):
        department = DepartmentFactory(organisation=fin)
        MembershipFactory(organisation=fin, department=department)
        MembershipFactory(organisation=fin, department=department, is_active=False)
        joining.invite(fin, email=f"{year}@fin.example", roles=["reader"], by=None)
        client.post(urls[2], limit(day=date(year + 200, 1, 1)))

    assert [queries_of(client, url) for url in urls] == one_row
