from datetime import date

import pytest
import time_machine
from django.utils import timezone

from complaints import letters
from complaints.enums import EventCode, Purpose
from complaints.handling import rules_of
from complaints.models import Case
from core.row_security import organisation_context
from core.texts import Text
from organisations.models import ClosedDay, LetterTemplate
from tests.factories.complaints import make_case
from tests.factories.organisations import ClosedDayFactory, in_four_languages
from tests.pages import assert_only_for, page, queries_of

RECEIVED = date(2026, 3, 3)


def closed(**typed):
    return {"day": "10-3-2026", "name_nl": "Staking", "name_fr": "Grève", **typed}


@pytest.mark.parametrize("name", ["closed_days", "letter_templates", "rules"])
def test_settings_are_for_administrators(client, fin, name):
    assert_only_for(client, fin, ["administrator"], page(f"complaints:{name}", fin))


def test_letter_template_is_for_administrators(client, fin):
    url = page("complaints:letter_template", fin, "answer")
    assert_only_for(client, fin, ["administrator"], url)


def test_closed_day_that_moves_no_case_is_added_at_once(client, fin, member):
    member(client, "administrator")
    url = page("complaints:closed_days", fin)

    client.post(url, closed())

    row = ClosedDay.objects.get()
    assert (row.organisation, row.day, row.name["fr"]) == (fin, date(2026, 3, 10), "Grève")
    text = client.get(url).text
    assert "No open case moves." in text
    assert "Easter Monday" in text


def test_closed_day_that_moves_cases_is_asked_about(client, fin, member):
    me = member(client, "administrator")
    case = make_case(fin, received_on=RECEIVED)
    url = page("complaints:closed_days", fin)

    asked = client.post(url, closed()).text

    assert not ClosedDay.objects.exists()
    assert all(words in asked for words in (case.number, "17 March 2026", "18 March 2026", "Grève"))
    assert case.subject not in asked

    client.post(url, closed(confirmed="1"))

    with organisation_context(fin.pk):
        moved = Case.objects.get()
        event = moved.events.latest("pk")
    assert moved.acknowledgement_due == date(2026, 3, 18)
    assert (event.code, event.by) == (EventCode.DUE_MOVED, me.user)
    assert "1 open case has a new due date." in client.get(url).text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (closed(day="7-3-2026"), "This day is closed already: Saturday."),
        (closed(day="6-4-2026"), "This day is closed already: Easter Monday."),
        (closed(day="9-3-2026"), "This day is closed already: Bridging day."),
        (closed(day="soon"), "Write the day as day-month-year"),
        (closed(name_nl=""), "Fill in “Reason (Nederlands)”."),
    ],
)
def test_closed_day_refuses_bad_input(client, fin, member, typed, error):
    member(client, "administrator")
    ClosedDayFactory(organisation=fin, day=date(2026, 3, 9))

    assert error in client.post(page("complaints:closed_days", fin), typed).text
    assert ClosedDay.objects.count() == 1


@time_machine.travel("2026-03-05 10:00 +0100")
def test_closed_day_to_come_is_taken_back(client, fin, member):
    member(client, "administrator")
    row = ClosedDayFactory(organisation=fin, day=date(2026, 3, 10))
    make_case(fin, received_on=RECEIVED)
    url = page("complaints:closed_day_removal", fin, row.pk)

    assert "17 March 2026" in client.get(url).text
    client.post(url)

    assert not ClosedDay.objects.exists()
    with organisation_context(fin.pk):
        assert Case.objects.get().acknowledgement_due == date(2026, 3, 17)


def test_closed_day_of_the_past_stays(client, fin, member):
    member(client, "administrator")
    row = ClosedDayFactory(organisation=fin, day=date(2026, 3, 10))
    url = page("complaints:closed_day_removal", fin, row.pk)

    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 409
    assert ClosedDay.objects.exists()


def test_closed_day_of_another_organisation_does_not_exist(client, fin, other, member):
    row = ClosedDayFactory(organisation=other, day=date(2099, 3, 10))
    member(client, "administrator")

    assert client.get(page("complaints:closed_day_removal", fin, row.pk)).status_code == 404
    assert "2099" not in client.get(page("complaints:closed_days", fin)).text
    own = ClosedDayFactory(organisation=fin, day=date(2099, 3, 10))
    url = page("complaints:closed_day_removal", fin, own.pk)
    assert_only_for(client, fin, ["administrator"], url)


def test_lists_ask_as_often_for_one_row_as_for_three(client, fin, member):
    member(client, "administrator")
    urls = [page(f"complaints:{name}", fin) for name in ("closed_days", "letter_templates")]
    ClosedDayFactory(organisation=fin)
    one_row = [queries_of(client, url) for url in urls]
    for number in (1, 2):
        ClosedDayFactory(organisation=fin, day=date(2027, 1, number))
        LetterTemplate.objects.create(organisation=fin, purpose=Purpose.values[number])

    assert [queries_of(client, url) for url in urls] == one_row


def test_own_words_take_the_place_of_the_standard_text(client, fin, member):
    member(client, "administrator")
    client.post(
        page("complaints:letter_template", fin, "acknowledgement"),
        {"body_fr": "Merci. Numéro [number].", "subject_nl": "Goed ontvangen"},
    )

    case = make_case(fin, received_on=RECEIVED)
    with organisation_context(fin.pk):
        subject, body = letters.compose(case, Purpose.ACKNOWLEDGEMENT)
    assert body == f"Merci. Numéro {case.number}."
    assert case.number in subject
    row = LetterTemplate.objects.get()
    assert row.subject == Text({"nl": "Goed ontvangen", "fr": "", "de": "", "en": ""})


def test_list_says_where_own_words_stand(client, fin, other, member):
    member(client, "administrator")
    LetterTemplate.objects.create(
        organisation=other, purpose="answer", body=in_four_languages("Theirs")
    )
    url = page("complaints:letter_templates", fin)
    assert "<b>own words</b>" not in client.get(url).text

    LetterTemplate.objects.create(
        organisation=fin, purpose="answer", body=Text({"nl": "Ons antwoord"})
    )

    assert client.get(url).text.count("<b>own words</b>") == 1


def test_template_page_explains_words_in_brackets(client, fin, member):
    member(client, "administrator")

    text = client.get(page("complaints:letter_template", fin, "extension")).text

    assert "[new_due]" in text
    assert "[ground]" not in text
    assert "the new due date" in text


def test_unknown_word_in_brackets_is_refused_beside_its_field(client, fin, member):
    member(client, "administrator")

    response = client.post(
        page("complaints:letter_template", fin, "answer"),
        {"body_fr": "Votre [nom] et [number]", "body_nl": "Nummer [number]"},
    )

    assert list(response.context["form"].errors) == ["body_fr"]
    assert "Unknown word in brackets: [nom]. Known here: [number]" in response.text
    assert "Nummer [number]" in response.text
    assert not LetterTemplate.objects.exists()


def test_every_word_in_brackets_has_a_meaning():
    known = {name for purpose in Purpose for name in letters.placeholders(purpose)}
    assert known == set(letters.PLACEHOLDER_MEANINGS)


def test_unknown_kind_of_letter_does_not_exist(client, fin, member):
    member(client, "administrator")

    assert client.get(page("complaints:letter_template", fin, "love")).status_code == 404


def test_rules_are_saved(client, fin, member):
    member(client, "administrator")
    url = page("complaints:rules", fin)

    client.post(url, {"days_to_reply": "20", "pauses_while_waiting": "on", "days_to_reopen": "365"})

    rules = rules_of(fin)
    assert (rules.days_to_reply, rules.pauses_while_waiting) == (20, True)
    assert (rules.days_to_reopen, rules.days_of_extension) == (365, None)
    assert rules.accepts_anonymous is False
    assert 'value="20"' in client.get(url).text


@pytest.mark.parametrize("days", ["", "0", "-1", "many", "4000"])
def test_rules_refuse_bad_input(client, fin, member, days):
    member(client, "administrator")

    response = client.post(page("complaints:rules", fin), {"days_to_reply": days})

    assert list(response.context["form"].errors) == ["days_to_reply"]
    assert rules_of(fin).pk is None


def test_closed_days_show_holidays_of_two_years(client, fin, member):
    member(client, "administrator")
    year = timezone.localdate().year

    text = client.get(page("complaints:closed_days", fin)).text

    assert f"Public holidays in {year}" in text
    assert f"Public holidays in {year + 1}" in text
    assert "(federal civil servants)" in text
