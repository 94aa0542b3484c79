"""What a file brought in leaves again as it came, after the defaults; the register leaves by year."""

import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from complaints import reference
from complaints.counting import counts
from complaints.enums import ReadingKind
from complaints.intake import Person
from complaints.models import Case, NumberCounter, Reading
from complaints.register_columns import HEADINGS
from core.row_security import organisation_context
from organisations.models import SecondLineBody
from tests.complaints.register_files import ANSWERED, CLOSED, INADMISSIBLE, MINIMAL, as_csv
from tests.factories.complaints import make_case
from tests.factories.organisations import DepartmentFactory, SecondLineBodyFactory
from tests.factories.processes import ServiceFactory
from tests.pages import assert_only_for, page

SUGGESTION = MINIMAL | {"nature": "suggestion", "admissibility": "", "language": "en"}
# Each with what stands in the export where the file says something else.
ROWS = [
    (
        MINIMAL | {"number": "2025/17", "text": "Deux\nlignes ; « é »", "reopened_count": "2"},
        {},
    ),
    (
        CLOSED
        | {
            "received_on": "02/03/2026",
            "qualified_on": "",
            "acknowledged_on": "3-3-2026",
            "answered_on": "20.03.2026",
            "service": "remboursement",
            "department": "REC",
            "stage": "deliver",
            "extended_until": "2026-06-01",
            "second_line": "FED_OMB:overturned",
            "complainant_name": "Zoë Inventée",
            "complainant_email": "zoe@invented.example",
        },
        {
            "received_on": "2026-03-02",
            "acknowledged_on": "2026-03-03",
            "qualified_on": "2026-03-03",
            "answered_on": "2026-03-20",
            "service": "REFUND",
        },
    ),
    (
        ANSWERED
        | {
            "qualified_on": "",
            "registered_on": "2026-03-05",
            "finding": "no_opinion",
            "type": "quality",
        },
        {"qualified_on": "2026-03-05"},
    ),
    (
        INADMISSIBLE | {"qualified_on": "", "closed_on": "2026-03-09"},
        {"qualified_on": "2026-03-02"},
    ),
    (SUGGESTION | {"answered_on": "2026-04-01", "subject": "=1+1", "text": "'-2"}, {}),
    (SUGGESTION | {"outcome": "not_a_complaint", "closed_on": "2026-04-01"}, {}),
    (MINIMAL | {"outcome": "forwarded", "closed_on": "2026-03-02"}, {}),
    (MINIMAL | {"outcome": "withdrawn", "closed_on": "2026-03-12", "second_line": "FED_OMB"}, {}),
]


@pytest.fixture
def lists(fin):
    reference.load_inadmissibility_grounds()
    reference.load_norms_of_conduct()
    SecondLineBody.objects.filter(code="FED_OMB").exists() or SecondLineBodyFactory(code="FED_OMB")
    DepartmentFactory(organisation=fin, code="REC")
    ServiceFactory(
        organisation=fin, code="REFUND", department=None, name={"fr": "Remboursement", "nl": "x"}
    )


def expected():
    """The rows after the defaults of the design."""
    number = 0
    for row, changed in ROWS:
        whole = dict.fromkeys(HEADINGS, "") | {"reopened_count": "0"} | row | changed
        whole["registered_on"] = whole["registered_on"] or whole["received_on"]
        if not whole["number"]:
            number += 1
            whole["number"] = f"FIN-2026-{number:05d}"
        yield whole


def bring_in(path, *rows, options=()):
    path.write_bytes(as_csv(*rows))
    call_command("import_register", "fin", str(path), *options, stdout=StringIO())


def exported(path, *options):
    call_command("export_register", "fin", str(path), *options, stdout=StringIO())
    return path


def rows_of(path):
    return list(csv.DictReader(StringIO(path.read_text("utf-8-sig")), delimiter=";"))


def test_export_of_an_import_is_the_import_after_the_defaults(inside, lists, tmp_path):
    bring_in(tmp_path / "in.csv", *(row for row, _changed in ROWS))

    found = {row["number"]: row for row in rows_of(exported(tmp_path / "out.csv"))}

    # No spreadsheet runs it; an import takes the apostrophe away again.
    guarded = {"=1+1": "'=1+1"}
    for row in expected():
        written = {name: guarded.get(text, text) for name, text in row.items()}
        assert found.pop(row["number"]) == written
    assert found == {}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_export_can_be_brought_in_as_it_is(inside, lists, tmp_path, suffix):
    bring_in(tmp_path / "in.csv", *(row for row, _changed in ROWS))
    first = exported(tmp_path / f"first{suffix}")
    before = {row["number"]: row for row in rows_of(exported(tmp_path / "before.csv"))}
    figures = counts(inside, 2026)
    Case.objects.filter(organisation=inside).update(number=None)

    call_command("import_register", "fin", str(first), stdout=StringIO())

    Case.objects.filter(number=None).update(received_on="2001-01-01")
    after = {row["number"]: row for row in rows_of(exported(tmp_path / "a.csv", "--year", "2026"))}
    assert after == before
    again = counts(inside, 2026)
    assert (again.totals, again.breakdowns, again.days) == (
        figures.totals,
        figures.breakdowns,
        figures.days,
    )


def test_counter_passes_over_numbers_that_a_file_gave(inside, lists, tmp_path):
    given = [MINIMAL | {"number": f"FIN-2026-{number:05d}"} for number in (2, 3, 5)]

    bring_in(tmp_path / "in.csv", *given, MINIMAL, MINIMAL, MINIMAL)
    numbers = [make_case(inside, received_on=date(2026, 3, 2)).number for _ in range(2)]
    bring_in(tmp_path / "other.csv", MINIMAL | {"number": "FIN-2025-00001"})

    assert list(Case.objects.order_by("number").values_list("number", flat=True)) == [
        "FIN-2025-00001",
        *(f"FIN-2026-{number:05d}" for number in range(1, 9)),
    ]
    assert numbers == ["FIN-2026-00007", "FIN-2026-00008"]
    assert NumberCounter.objects.get(year=2026).last == 8
    assert make_case(inside, received_on=date(2025, 3, 2)).number == "FIN-2025-00002"


def test_imported_cases_count_as_they_stood(inside, lists, tmp_path):
    row = CLOSED | {"received_on": "2025-12-20", "qualified_on": "2025-12-22"}
    row |= {"answered_on": "2026-01-10", "closed_on": "2026-01-15"}
    bring_in(tmp_path / "in.csv", row)

    at_the_cut_off, later = counts(inside, 2025), counts(inside, 2025, date(2026, 1, 12))

    assert at_the_cut_off.totals["complaints_admissible"] == 1
    assert at_the_cut_off.totals["complaints_founded"] == 0
    assert (at_the_cut_off.open_at_end, later.totals["complaints_founded"]) == (1, 1)
    assert later.breakdowns["norms_not_respected", "norm", "legality"] == 1


def test_year_chooses_by_receipt(inside, lists, tmp_path):
    bring_in(tmp_path / "in.csv", MINIMAL, MINIMAL | {"received_on": "2025-12-31"})

    assert len(rows_of(exported(tmp_path / "all.csv"))) == 2
    assert [
        row["received_on"] for row in rows_of(exported(tmp_path / "a.csv", "--year", "2025"))
    ] == ["2025-12-31"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nobody", "x.csv"), "Unknown organisation"),
        (("fin", "x.pdf"), "neither .csv nor .xlsx"),
        (("fin", "/nowhere/x.csv"), "No such file"),
        (("fin", "x.csv", "--year", "12"), "Not a year"),
    ],
)
def test_command_says_what_is_wrong(inside, arguments, says):
    with pytest.raises(CommandError, match=says):
        call_command("export_register", *arguments)


def test_workbook_has_the_same_columns(inside, lists, tmp_path):
    make_case(inside, person=Person(name="Marie Inventée"))

    book = openpyxl.load_workbook(exported(tmp_path / "out.xlsx"))

    rows = list(book.active.iter_rows(values_only=True))
    assert (rows[0], len(rows)) == (HEADINGS, 2)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_export_page_gives_a_year_and_leaves_a_trace(client, fin, member, ending):
    coordinator = member(client, "coordinator")
    case = make_case(fin, received_on=date(2025, 3, 2))
    make_case(fin)

    shown = client.get(page("complaints:register_export", fin))
    response = client.get(page(f"complaints:register_export_{ending}", fin) + "?year=2025")

    assert "2025" in shown.text
    content = b"".join(response.streaming_content)
    if ending == "csv":
        assert case.number in content.decode()
        assert content.decode().count("\r\n") == 2
    else:
        assert openpyxl.load_workbook(BytesIO(content)).active.max_row == 2
    with organisation_context(fin.pk):
        traces = list(Reading.objects.values_list("user", "case", "kind"))
    assert traces == [(coordinator.user_id, case.pk, ReadingKind.EXPORT)]


def test_export_of_a_year_that_is_none_is_not_found(client, fin, member):
    member(client, "coordinator")

    assert client.get(page("complaints:register_export_csv", fin) + "?year=x").status_code == 404


def test_export_page_is_for_coordinators_and_managers(client, fin):
    roles = {"coordinator", "manager"}

    assert_only_for(client, fin, roles, page("complaints:register_export", fin))
