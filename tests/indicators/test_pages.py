"""The page and the PDF of the yearly figures, and the command that prints them."""

import csv
import io
from datetime import date, datetime

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from complaints import handling
from indicators.sources import SOURCES
from processes import improving
from tests.factories.complaints import make_case
from tests.factories.organisations import UserFactory
from tests.factories.processes import ActionFactory

YEAR = 2025
pytestmark = pytest.mark.usefixtures("definitions")


@pytest.fixture
def answered(inside):
    """A complaint of 2025, founded and answered in time."""
    at = datetime(YEAR, 3, 3, 12, tzinfo=timezone.get_default_timezone())
    officer = UserFactory()
    case = make_case(inside, at=at)
    handling.qualify(case, by=officer, nature="complaint", at=at, tell=False)
    handling.answer(case, by=officer, body="…", finding="founded", at=at, tell=False)
    return case


def figures(*arguments):
    output = io.StringIO()
    call_command("yearly_figures", *arguments, stdout=output)
    return list(csv.DictReader(io.StringIO(output.getvalue())))


def test_command_prints_every_figure_and_nothing_hidden(fin, answered):
    rows = figures("fin", str(YEAR))
    totals = {row["indicator"]: row["value"] for row in rows if not row["breakdown"]}

    assert set(totals) == set(SOURCES)
    assert totals["complaints_founded"] == "1"
    assert totals["answered_in_time"] == "100"
    assert totals["complaints_withdrawn"] == "0"


def test_a_rate_without_denominator_is_not_applicable(bosa):
    rows = figures("bosa", str(YEAR))
    rate = next(row for row in rows if row["indicator"] == "answered_in_time")

    assert (rate["state"], rate["value"]) == ("not_applicable", "")


def test_command_with_all_gives_every_organisation(fin, bosa):
    assert {row["organisation"] for row in figures("--all", str(YEAR))} == {"FIN", "BOSA"}


@pytest.mark.parametrize("arguments", [("nowhere", "2025"), ("fin", "soon"), ("fin",)])
def test_command_says_what_is_wrong(fin, arguments):
    with pytest.raises(CommandError):
        call_command("yearly_figures", *arguments)


def test_page_shows_figures_with_what_they_are_out_of(client, member, fin, answered):
    member(client, "reader")

    page = client.get(reverse("indicators:year", args=["fin", YEAR]))

    assert "1 of 1 complaints" in page.text
    assert "1 admissible = 1 founded + 0 partly founded" in page.text


@pytest.mark.parametrize("year", [2010, 2199])
def test_years_without_figures_are_not_found(client, member, fin, year):
    member(client, "reader")

    assert client.get(reverse("indicators:year", args=["fin", year])).status_code == 404


def test_pdf_is_tagged_and_in_the_language_of_the_page(client, member, fin, answered):
    member(client, "reader")

    response = client.get(f"/nl/o/fin/indicators/{YEAR}.pdf")
    pdf = pikepdf.open(io.BytesIO(response.content))

    assert response["Content-Type"] == "application/pdf"
    assert str(pdf.Root.Lang) == "nl"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert "FOD Financiën" in str(pdf.docinfo["/Title"])


def test_same_number_of_queries_whatever_the_number_of_cases(
    client, member, fin, answered, django_assert_num_queries
):
    member(client, "reader")
    address = reverse("indicators:year", args=["fin", YEAR])
    with django_assert_num_queries(30, exact=False) as before:
        client.get(address)
    for _ in range(2):
        make_case(fin, at=timezone.make_aware(datetime(YEAR, 4, 4, 12)))

    with django_assert_num_queries(len(before)):
        client.get(address)


def test_improvements_count_in_the_year_in_which_they_were_planned(fin, inside):
    def moved(action, move, *day):
        improving.move(action, move, by=None, on=date(*day))
        return action

    def planned(*day):
        return ActionFactory(organisation=fin, created_on=date(*day))

    moved(planned(YEAR, 1, 1), "finish", YEAR, 12, 31)
    moved(planned(YEAR, 12, 31), "finish", YEAR + 1, 1, 1)
    again = moved(planned(YEAR, 2, 1), "finish", YEAR, 6, 1)
    moved(again, "take_up", YEAR + 1, 2, 1)
    moved(moved(planned(YEAR, 3, 1), "finish", YEAR, 6, 1), "take_up", YEAR, 7, 1)
    moved(planned(YEAR - 1, 12, 31), "finish", YEAR, 2, 2)
    ActionFactory(created_on=date(YEAR, 5, 5))

    rows = [row for row in figures("fin", str(YEAR)) if row["indicator"] == "improvement_actions"]

    assert [(row["breakdown"], row["value"], row["unit"]) for row in rows] == [
        ("", "4", "actions"),
        ("state=done", "2", "actions"),
    ]


def test_page_and_pdf_tell_of_improvements(client, member, fin, inside):
    member(client, "reader")
    ActionFactory(organisation=fin, created_on=date(YEAR, 5, 5))

    text = client.get(reverse("indicators:year", args=["fin", YEAR])).text

    assert "Improvement actions planned in the year, and those of them done." in text
    assert "By state" in text
    assert client.get(reverse("indicators:year_pdf", args=["fin", YEAR])).status_code == 200
