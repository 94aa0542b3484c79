import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import timezone

from complaints import handling
from complaints.enums import Channel, Nature, ReadingKind
from complaints.exports import HEADINGS
from complaints.intake import Person
from complaints.models import Reading
from core.row_security import organisation_context
from organisations.enums import Role
from organisations.models import DemoLoad, SecondLineBody
from tests.factories.complaints import make_case
from tests.factories.organisations import DepartmentFactory
from tests.factories.processes import ServiceFactory
from tests.pages import assert_only_for, page

EXPORTS = ["complaints:export_csv", "complaints:export_xlsx"]


def rows_of_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def book_of(response):
    return openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_are_for_coordinators_and_managers(client, fin, name):
    assert_only_for(client, fin, {Role.COORDINATOR, Role.MANAGER}, page(name, fin))


def test_row_holds_days_and_codes_under_the_headings_of_the_import(client, fin, member):
    coordinator = member(client, "coordinator").user
    today = timezone.localdate()
    department = DepartmentFactory(organisation=fin, code="REC")
    service = ServiceFactory(organisation=fin, code="REFUND", department=department)
    case = make_case(
        fin, service=service, stage="deliver", text="Two\nlines; “quoted”", acknowledge="letter"
    )
    with organisation_context(fin.pk):
        handling.qualify(case, by=coordinator, nature=Nature.COMPLAINT)
        handling.answer(case, by=coordinator, body="Yes", finding="founded", tell=False)
        handling.close(case, by=coordinator, type="handling", norms=["legality", "equality"])
        handling.record_second_line(
            case,
            by=coordinator,
            body=SecondLineBody.objects.get(code="FED_OMB"),
            kind="referred",
            overturned=True,
        )

    rows = rows_of_csv(client.get(page("complaints:export_csv", fin) + "?status=any"))

    day = today.isoformat()
    assert tuple(rows[0]) == HEADINGS
    assert rows == [
        {
            "number": case.number,
            "received_on": day,
            "registered_on": day,
            "acknowledged_on": day,
            "qualified_on": day,
            "answered_on": day,
            "closed_on": day,
            "channel": "web",
            "nature": "complaint",
            "language": "fr",
            "admissibility": "admissible",
            "inadmissibility_ground": "",
            "outcome": "answered",
            "finding": "founded",
            "type": "handling",
            "norms": "legality equality",
            "service": "REFUND",
            "stage": "deliver",
            "department": "REC",
            "subject": "Remboursement en retard",
            "text": "Two\nlines; “quoted”",
            "complainant_name": "Marie Inventée",
            "complainant_email": "marie@inventee.example",
            "extended_until": "",
            "reopened_count": "0",
            "second_line": "FED_OMB:overturned",
        }
    ]


def test_export_holds_what_the_list_shows(client, fin, other, member):
    member(client, "manager")
    make_case(fin, subject="telephone", channel=Channel.TELEPHONE)
    make_case(fin, subject="web")
    make_case(fin, subject="secret", channel=Channel.TELEPHONE, confidential=True)
    make_case(other, subject="theirs", channel=Channel.TELEPHONE)

    response = client.get(page("complaints:export_csv", fin) + "?channel=telephone&status=open")

    assert [row["subject"] for row in rows_of_csv(response)] == ["telephone"]


def test_formula_is_only_text(client, fin, member):
    member(client, "coordinator")
    make_case(fin, subject="=1+1", person=Person(name="@SUM(A1)"))

    rows = rows_of_csv(client.get(page("complaints:export_csv", fin)))
    sheet = book_of(client.get(page("complaints:export_xlsx", fin))).worksheets[0]

    assert (rows[0]["subject"], rows[0]["complainant_name"]) == ("'=1+1", "'@SUM(A1)")
    cell = sheet.cell(2, HEADINGS.index("subject") + 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_workbook_holds_dates_as_dates(client, fin, member):
    member(client, "coordinator")
    make_case(fin)

    sheet = book_of(client.get(page("complaints:export_xlsx", fin))).worksheets[0]
    headings, first = sheet.iter_rows(values_only=True)

    assert headings == HEADINGS
    assert first[HEADINGS.index("received_on")].date() == timezone.localdate()


@pytest.mark.parametrize("name", EXPORTS)
def test_every_case_that_leaves_is_traced(client, fin, member, name):
    membership = member(client, "coordinator")
    cases = {make_case(fin).pk for _number in range(3)}

    b"".join(client.get(page(name, fin)).streaming_content)

    with organisation_context(fin.pk):
        traced = Reading.objects.filter(kind=ReadingKind.EXPORT, user=membership.user)
        assert set(traced.values_list("case", flat=True)) == cases


def test_file_name_holds_no_word_that_was_searched(client, fin, member):
    member(client, "coordinator")

    response = client.get(page("complaints:export_csv", fin) + "?q=Marie")

    day = timezone.localdate().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="fin-register-{day}.csv"'


def test_demonstration_says_so(client, fin, member):
    member(client, "coordinator")
    DemoLoad.objects.create(pk=1, seed=1)
    make_case(fin)

    name = client.get(page("complaints:export_csv", fin))["Content-Disposition"]
    book = book_of(client.get(page("complaints:export_xlsx", fin)))

    assert 'filename="demonstration-fin-register-' in name
    assert book.worksheets[-1].cell(1, 1).value == "Demonstration: invented figures"
    assert len(book.worksheets) == 2


def test_many_cases_stream_in_handfuls(client, fin, member, monkeypatch):
    monkeypatch.setattr("complaints.exports.CASES_A_TIME", 2)
    monkeypatch.setattr("complaints.views.register.TRACED_AT_ONCE", 2)
    member(client, "coordinator")
    for number in range(5):
        make_case(fin, subject=f"case {number}")

    rows = rows_of_csv(client.get(page("complaints:export_csv", fin) + "?status=any"))

    assert [row["subject"] for row in rows] == [f"case {number}" for number in (4, 3, 2, 1, 0)]
