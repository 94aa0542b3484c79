"""What is wrong in a register file is named by line and column, and nothing is stored."""

from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints import reference, register_import
from complaints.models import Case, Event, RegisterFile
from complaints.register_columns import HEADINGS
from complaints.register_import import Reading, bring_in, check
from organisations.models import SecondLineBody
from tests.complaints.register_files import ANSWERED, CLOSED, INADMISSIBLE, MINIMAL, as_csv
from tests.factories.complaints import make_case
from tests.factories.organisations import DepartmentFactory, SecondLineBodyFactory
from tests.factories.processes import ServiceFactory


@pytest.fixture(autouse=True)
def lists(db):
    reference.load_inadmissibility_grounds()
    reference.load_norms_of_conduct()


def found_in(organisation, data, name="register.csv"):
    return check(Reading(organisation), BytesIO(data), name)


def errors_of(organisation, *rows, **options):
    found = found_in(organisation, as_csv(*rows, **options))
    return [(line, column) for line, column, _sentence in found.errors]


@pytest.mark.parametrize("row", [MINIMAL, ANSWERED, CLOSED, INADMISSIBLE])
def test_right_rows_have_no_error(inside, row):
    assert found_in(inside, as_csv(row)).errors == []


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (MINIMAL | {"received_on": ""}, "received_on", "empty"),
        (MINIMAL | {"received_on": "31/02/2026"}, "received_on", "does not exist"),
        (MINIMAL | {"received_on": "02/03/89"}, "received_on", "is the year right?"),
        (MINIMAL | {"received_on": "1926-03-02"}, "received_on", "is the year right?"),
        (MINIMAL | {"registered_on": "2026-03-01"}, "registered_on", "Registered before"),
        (MINIMAL | {"acknowledged_on": "2026-03-01"}, "acknowledged_on", "2 March 2026"),
        (ANSWERED | {"acknowledged_on": "2026-03-21"}, "acknowledged_on", "after it was answered"),
        (
            ANSWERED | {"answered_on": "2026-02-20"},
            "answered_on",
            "Answered before it was received",
        ),
        (ANSWERED | {"answered_on": "2026-03-03"}, "answered_on", "before it was qualified"),
        (
            ANSWERED | {"qualified_on": "", "registered_on": "2026-04-01"},
            "qualified_on",
            "Fill in the day",
        ),
        (CLOSED | {"closed_on": "2026-03-19"}, "closed_on", "before it was answered"),
        (CLOSED | {"closed_on": ""}, "closed_on", "not the day of closing"),
        (CLOSED | {"outcome": ""}, "outcome", "outcome is missing"),
        (CLOSED | {"outcome": "withdrawn"}, "outcome", "says otherwise"),
        (CLOSED | {"outcome": "not_a_complaint"}, "outcome", "says otherwise"),
        (CLOSED | {"channel": "fax"}, "channel", "“fax” is not known here"),
        (CLOSED | {"norms": "legality kindness"}, "norms", "“kindness”"),
        (CLOSED | {"norms": "legality legality"}, "norms", "twice"),
        (CLOSED | {"finding": "unfounded"}, "norms", "founded"),
        (CLOSED | {"finding": ""}, "norms", "founded"),
        (ANSWERED | {"finding": "founded", "answered_on": ""}, "finding", "day of the answer"),
        (ANSWERED | {"type": "quality", "answered_on": ""}, "type", "day of the answer"),
        (INADMISSIBLE | {"inadmissibility_ground": ""}, "inadmissibility_ground", "its ground"),
        (INADMISSIBLE | {"outcome": "", "closed_on": ""}, "outcome", "is closed"),
        (INADMISSIBLE | {"finding": "founded"}, "finding", "Only an admissible complaint"),
        (INADMISSIBLE | {"answered_on": "2026-03-04"}, "answered_on", "has no answer"),
        (MINIMAL | {"inadmissibility_ground": "anonymous"}, "inadmissibility_ground", "ground"),
        (MINIMAL | {"qualified_on": "2026-03-03"}, "qualified_on", "pending"),
        (MINIMAL | {"answered_on": "2026-03-03"}, "answered_on", "pending"),
        (MINIMAL | {"admissibility": ""}, "admissibility", "pending"),
        (MINIMAL | {"nature": "question"}, "admissibility", "Only a complaint"),
        (MINIMAL | {"extended_until": "2026-03-10"}, "extended_until", "after the due date"),
        (MINIMAL | {"extended_until": "2036-03-10"}, "extended_until", "five years"),
        (MINIMAL | {"reopened_count": "once"}, "reopened_count", "no number of times"),
        (MINIMAL | {"reopened_count": "4000"}, "reopened_count", "more than can be"),
        (MINIMAL | {"reopened_count": "1,0"}, "reopened_count", "no number of times"),
        (MINIMAL | {"second_line": "NOBODY"}, "second_line", "not known"),
        (MINIMAL | {"second_line": ":overturned"}, "second_line", "not known"),
        (MINIMAL | {"received_on": "45000"}, "received_on", "is no date"),
        (MINIMAL | {"subject": "#N/B"}, "subject", "a formula went wrong"),
        (MINIMAL | {"text": "#REF!"}, "text", "a formula went wrong"),
        (MINIMAL | {"service": "Nothing"}, "service", "No service"),
        (MINIMAL | {"department": "Nothing"}, "department", "No department"),
        (MINIMAL | {"subject": ""}, "subject", "empty"),
        (MINIMAL | {"subject": "x" * 201}, "subject", "201 characters"),
        (MINIMAL | {"number": "x" * 41}, "number", "41 characters"),
        (MINIMAL | {"complainant_name": "x" * 151}, "complainant_name", "151 characters"),
        (MINIMAL | {"complainant_email": "nobody"}, "complainant_email", "no e-mail address"),
        (
            MINIMAL | {"complainant_email": f"x@{'a.' * 130}example"},
            "complainant_email",
            "characters long",
        ),
    ],
)
def test_what_is_wrong_is_named(inside, row, column, says):
    found = found_in(inside, as_csv(MINIMAL, row))

    said = [(line, where) for line, where, _sentence in found.errors]
    sentences = [sentence for _line, where, sentence in found.errors if where == column]
    assert set(said) >= {(3, column)}
    assert {line for line, _where in said} == {3}
    assert says in sentences[0]
    assert (found.rows, found.bad_rows) == (2, 1)


def test_nothing_is_received_tomorrow(inside):
    row = MINIMAL | {"received_on": (timezone.localdate() + timedelta(days=1)).isoformat()}

    [(_line, column, sentence)] = found_in(inside, as_csv(row)).errors

    assert (column, "future" in sentence) == ("received_on", True)


def test_every_error_of_a_row_is_named_at_once(inside):
    row = CLOSED | {"channel": "fax", "answered_on": "2026-13-01", "complainant_email": "x"}

    assert errors_of(inside, row) == [
        (2, "answered_on"),
        (2, "channel"),
        (2, "complainant_email"),
    ]


def test_number_that_exists_already_or_stands_twice(inside):
    case = make_case(inside)
    other = MINIMAL | {"number": "2025/17"}

    assert errors_of(inside, MINIMAL | {"number": case.number}, other, other) == [
        (2, "number"),
        (4, "number"),
    ]


def test_number_is_compared_as_it_is_stored(inside):
    make_case(inside)
    Case.objects.update(number="A 17")

    rows = [MINIMAL | {"number": number} for number in ("A\n17", "B 1", "B\r\n1")]

    assert errors_of(inside, *rows) == [(2, "number"), (4, "number")]


def test_number_of_another_organisation_is_asked_about(inside, other):
    found = found_in(inside, as_csv(MINIMAL | {"number": "BOSA-2025-00012"}))

    assert "BOSA" in found.errors[0][2]
    assert errors_of(inside, MINIMAL | {"number": "BOSA/12"}) == []


def test_service_and_department_by_code_or_name_in_any_language(inside, other):
    department = DepartmentFactory(organisation=inside, code="REC")
    DepartmentFactory(organisation=other, code="THEIRS")
    service = ServiceFactory(
        organisation=inside, code="REFUND", name={"fr": "Remboursement", "nl": "Terugbetaling"}
    )

    rows = [
        MINIMAL | {"service": text, "department": "rec"}
        for text in ("REFUND", "refund", "remboursement", "TERUGBETALING")
    ]

    assert errors_of(inside, *rows) == []
    assert errors_of(inside, MINIMAL | {"department": "THEIRS"}) == [(2, "department")]
    assert (service.pk, department.pk) != (None, None)


def test_columns_that_are_unknown_or_missing_are_reported(inside):
    headings = [name for name in HEADINGS if name not in ("nature", "type")] + ["handler"]
    found = found_in(inside, as_csv({"handler": "x"}, headings=headings))

    assert [(line, column) for line, column, _said in found.errors] == [
        (1, "handler"),
        (1, "nature"),
    ]
    assert found.missing_columns == ["type"]
    assert found.is_unreadable


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", as_csv()])
def test_file_without_a_case_is_refused(inside, data):
    found = found_in(inside, data)

    assert len(found.errors) == 1
    assert not found.is_storable(skips_bad_rows=True)


def test_quotation_mark_missing_in_the_middle_of_a_file(inside):
    lines = as_csv(*[MINIMAL] * 5).decode().splitlines()
    lines[3] = lines[3].replace("Remboursement", '"Remboursement', 1)

    found = found_in(inside, "\r\n".join(lines).encode())

    assert [(line, column) for line, column, _said in found.errors] == [(4, "")]
    assert not found.is_storable(skips_bad_rows=True)


@pytest.mark.parametrize("rows_a_time", [1, 3, 2000])
def test_line_broken_in_two_or_with_a_cell_too_many_is_named(inside, monkeypatch, rows_a_time):
    monkeypatch.setattr(register_import, "ROWS_A_TIME", rows_a_time)
    lines = as_csv(*[MINIMAL] * 4).decode().splitlines()
    lines[2] = lines[2].replace("depuis trois", "depuis\r\ntrois")
    lines[4] += ";;too much"

    found = found_in(inside, "\r\n".join(lines).encode())

    assert {line for line, _column, _said in found.errors} == {3, 4, 6}
    assert (found.rows, found.bad_rows) == (5, 3)
    assert (6, "", "beyond the last heading") in {
        (line, column, "beyond the last heading" if "beyond" in said else "")
        for line, column, said in found.errors
    }


def test_empty_cells_at_the_end_of_a_line_may_be_left_away(inside):
    data = as_csv(MINIMAL, MINIMAL, MINIMAL).replace(b";;;;;\r\n", b"\r\n")

    assert data.splitlines()[1].count(b";") < len(HEADINGS) - 1
    assert found_in(inside, data).errors == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters_of_spreadsheets(inside, encoding, delimiter):
    row = MINIMAL | {"subject": "Réclamation, à « l'œil »; à 5 €", "received_on": "02/03/2026"}
    path = RegisterFile(organisation=inside, name="x.csv", size=1, language="en")

    bring_in(
        Reading(inside), BytesIO(as_csv(row, delimiter=delimiter, encoding=encoding)), path, by=None
    )

    case = Case.objects.get()
    assert (case.subject, case.received_on.isoformat()) == (row["subject"], "2026-03-02")


def test_line_in_another_encoding_is_named(inside):
    lines = as_csv(MINIMAL | {"subject": "Réclamation"}, MINIMAL, MINIMAL).splitlines(keepends=True)
    lines[2] = lines[2].replace(b"Remboursement", "Déjà".encode("cp1252"))

    found = found_in(inside, b"".join(lines))

    assert [(line, column) for line, column, _said in found.errors] == [(3, "")]
    assert not found.is_storable(skips_bad_rows=True)


def test_formula_without_a_result_is_named(inside, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(list(MINIMAL))
    book.active.append([*list(MINIMAL.values())[:-1], "=A2"])
    book.save(tmp_path / "x.xlsx")

    found = found_in(inside, (tmp_path / "x.xlsx").read_bytes(), "x.xlsx")

    [(line, _column, sentence)] = found.errors
    assert (line, "cell G2 has no result" in sentence) == (2, True)
    assert found.is_unreadable


NOISE = st.sampled_from(
    ["", "x", "2026-03-02", "31/02/2026", "5/3/26", "45000", "-1", "1,5", ":overturned", "é" * 300,
     "\x01", "=1+1", "#N/A", "complaint", "question", "admissible", "inadmissible", "pending",
     "answered", "withdrawn", "forwarded", "not_a_complaint", "founded", "legality", "x@y.example"]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([MINIMAL, ANSWERED, CLOSED, INADMISSIBLE]),
    st.dictionaries(st.sampled_from(HEADINGS), NOISE, max_size=4),
)
def test_whatever_stands_in_a_row_it_is_stored_or_named_with_its_place(inside, row, noise):
    data = as_csv(row | noise)
    found = found_in(inside, data)

    if found.errors:
        # A move that is refused is no fault of one cell.
        places = {(line, not column or column in HEADINGS) for line, column, _said in found.errors}
        assert (places, found.bad_rows) == ({(2, True)}, 1)
        return
    with transaction.atomic():
        file = RegisterFile(organisation=inside, name="x.csv", size=1, language="en")
        bring_in(Reading(inside), BytesIO(data), file, by=None)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
        assert Case.objects.count() == 1
        transaction.set_rollback(True)


def test_formula_stays_text_and_is_no_code(inside):
    formula = "=cmd|' /C calc'!A0"

    assert errors_of(inside, MINIMAL | {"text": formula, "subject": formula}) == []
    assert errors_of(inside, MINIMAL | {"finding": "=1+1"}) == [(2, "finding")]


def call(*arguments):
    output, errors = StringIO(), StringIO()
    try:
        call_command("import_register", *arguments, stdout=output, stderr=errors)
    except CommandError as error:
        return str(error), output.getvalue(), errors.getvalue()
    return "", output.getvalue(), errors.getvalue()


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes(as_csv(MINIMAL, MINIMAL | {"nature": "moan"}, CLOSED))
    return str(path)


def test_dry_run_lists_errors_and_stores_nothing(inside, register):
    refusal, output, errors = call("fin", register, "--dry-run")

    assert refusal == "1 errors. Nothing would be stored."
    assert errors.startswith("Line 3, column nature: “moan”")
    assert "3 rows, 1 of them with errors." in output
    assert (Case.objects.count(), RegisterFile.objects.count()) == (0, 0)


def test_nothing_is_stored_where_one_row_is_wrong(inside, register):
    refusal, _output, errors = call("fin", register)

    assert refusal == "The file has errors. Nothing was stored."
    assert "Line 3, column nature" in errors
    assert (Case.objects.count(), Event.objects.count(), RegisterFile.objects.count()) == (0, 0, 0)


def test_bad_rows_are_left_out_on_request_and_the_file_is_refused_a_second_time(inside, register):
    refusal, output, errors = call("fin", register, "--skip-bad-rows")

    assert (refusal, Case.objects.count()) == ("", 2)
    assert "2 cases brought in." in output
    assert "Line 3, column nature" in errors

    for dry in ((), ("--dry-run",)):
        refusal, _output, _errors = call("fin", register, "--skip-bad-rows", *dry)

        assert "already" in refusal
        assert Case.objects.count() == 2

    refusal, _output, _errors = call("fin", register, "--skip-bad-rows", "--again")

    assert (refusal, Case.objects.count()) == ("", 4)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nobody", "x.csv"), "Unknown organisation: nobody."),
        (("fin", "x.ods"), "neither .csv nor .xlsx"),
        (("fin", "/nowhere/x.csv"), "No such file"),
    ],
)
def test_commands_say_what_is_wrong(inside, arguments, says):
    assert says in call(*arguments)[0]


def test_workbook_is_read_as_a_belgian_spreadsheet_writes_it(inside, tmp_path):
    SecondLineBody.objects.filter(code="FED_OMB").exists() or SecondLineBodyFactory(code="FED_OMB")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    row = CLOSED | {"number": 17, "second_line": "FED_OMB:overturned", "reopened_count": 1.0}
    row |= {"received_on": timezone.datetime(2026, 3, 2), "answered_on": "20/03/2026"}
    sheet.append([row.get(name) for name in HEADINGS])
    path = tmp_path / "register.xlsx"
    book.save(path)

    refusal, _output, errors = call("fin", str(path))

    case = Case.objects.get()
    assert (refusal, errors) == ("", "")
    assert (case.number, case.reopened_count, case.second_line_overturned) == ("17", 1, True)
    assert case.answered_on.isoformat() == "2026-03-20"
