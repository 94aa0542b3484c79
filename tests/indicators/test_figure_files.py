"""Figures to a file and back: with the headings of the open data, all or nothing, each error at its place."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from core.spreadsheet import SpreadsheetError, read_table
from indicators import exports, figure_files, submitting
from indicators.enums import Happening, Unit
from indicators.submitting import last_change, rows_of
from tests.factories.indicators import (
    CampaignFactory,
    IndicatorFactory,
    MeasurementFactory,
    SubmissionFactory,
)
from tests.factories.organisations import UserFactory

HEADINGS = "year;organisation;indicator;breakdown;state;value;reason"


@pytest.fixture
def submission(fin):
    """A count of the register, a count to be declared, a share with its halves."""
    found = SubmissionFactory(campaign=CampaignFactory(year=2025), organisation=fin)
    counted = IndicatorFactory(code="requests_received")
    MeasurementFactory(submission=found, indicator=counted, declared=None, computed=12)
    empty = {"submission": found, "state": "not_provided", "declared": None}
    MeasurementFactory(indicator=IndicatorFactory(code="service_transactions"), **empty)
    share = IndicatorFactory(code="satisfaction")
    for breakdown in ("", "part=numerator"):
        MeasurementFactory(indicator=share, breakdown=breakdown, **empty)
    return found


def read(submission, *lines, headings=HEADINGS, encoding="utf-8"):
    text = "\r\n".join([headings, *lines])
    return figure_files.read(
        BytesIO(text.encode(encoding)), "f.csv", submission, rows_of(submission)
    )


def told(plan):
    return [str(error) for error in plan.errors]


def test_a_file_taken_along_and_brought_back_changes_nothing(submission):
    for made in (
        BytesIO(b"".join(figure_files.as_csv(submission, rows_of(submission)))),
        figure_files.as_xlsx(submission, rows_of(submission)),
    ):
        plan = figure_files.read(made, "file", submission, rows_of(submission))

        assert (told(plan), len(plan.said), plan.changed) == ([], 4, 0)


def test_the_file_has_the_headings_of_the_open_data(submission):
    made = BytesIO(b"".join(figure_files.as_csv(submission, rows_of(submission))))
    table = read_table(made, "file")

    assert table.headings == (*exports.HEADINGS, "reason", "cases", "sha256")
    first = next(row for row in table.rows if row.values["indicator"] == "requests_received")
    assert list(first.values.values()) == [
        *("2025", "FIN", "FPS_AND_DEFENCE", "requests_received", ""),
        *("value", "12", "complaints", "1", "", "", ""),
    ]


def test_what_a_file_says_is_stored_and_told(submission):
    plan = read(
        submission,
        "2025;FIN;requests_received;;value;14;Two on paper",
        "2025;fin;service_transactions;;value;1 234;",
        "2025;FIN;satisfaction;;not_applicable;;",
    )
    changed = submitting.declare(
        submission,
        plan.said,
        by=UserFactory(),
        seen=last_change(submission),
        happening=Happening.BROUGHT_IN,
    )

    assert (told(plan), plan.changed, changed) == ([], 3, 3)
    assert list(submission.measurements.order_by("pk").values_list("state", "value", "reason")) == [
        ("value", 14, "Two on paper"),
        ("value", 1234, ""),
        ("not_applicable", None, ""),
        ("not_provided", None, ""),
    ]
    assert submission.changes.first().happening == "brought_in"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("2025;FIN;nothing;;value;1;", "Line 2, column indicator: “nothing” is no indicator"),
        ("2025;FIN;satisfaction;type=x;value;1;", "Line 2, column breakdown: “type=x” is no part"),
        ("2025;FIN;satisfaction;;hidden;;", "Line 2, column state: “hidden” is no state"),
        ("2025;FIN;satisfaction;;value;;", "Line 2, column value: There is no number"),
        ("2025;FIN;satisfaction;;value;twelve;", "Line 2, column value: “twelve” is no number"),
        ("2025;FIN;satisfaction;;value;=1+1;", "Line 2, column value: “=1+1” is a formula"),
        ("2025;FIN;satisfaction;;value;-3;", "Line 2, column value: “-3” is negative"),
        ("2025;FIN;satisfaction;;value;12,5;", "Line 2, column value: “12,5” has a decimal"),
        (
            "2025;FIN;satisfaction;;value;1.234;",
            "Line 2, column value: “1.234” can be read in two ways. Write 1234",
        ),
        (
            "2025;FIN;satisfaction;;value;200000000;",
            "Line 2, column value: “200000000” is beyond reason",
        ),
        (
            "2025;FIN;satisfaction;;not_provided;4;",
            "Line 2, column value: A number stands here, and “not provided” is chosen",
        ),
        (
            "2025;FIN;requests_received;;value;14;",
            "Line 2, column reason: The register gives 12. Say why",
        ),
        (
            "2024;FIN;satisfaction;;value;4;",
            "Line 2, column year: This is a figure of “2024”; those of 2025 are asked.",
        ),
        (
            "2025;SPF;satisfaction;;value;4;",
            "Line 2, column organisation: This is a figure of “SPF”; yours are those of FIN.",
        ),
        ("2025;FIN;satisfaction;;value;4;;;9", "Line 2: The line has more cells"),
        ('2025;FIN;"satisfaction;;value;4', "Line 2: The line cannot be read"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_column(submission, line, error):
    plan = read(submission, line)

    assert [one[: len(error)] for one in told(plan)] == [error]
    assert plan.said == {}


def test_a_broken_line_in_the_middle_is_named_and_the_others_are_read(submission):
    plan = read(
        submission,
        "2025;FIN;requests_received;;value;12;",
        "2025;FIN;service_transactions;;value;many;",
        "2025;FIN;satisfaction;;value;80;",
        "2025;FIN;satisfaction;;value;81;",
    )

    assert told(plan) == [
        "Line 3, column value: “many” is no number. Write it in figures.",
        "Line 5, column indicator: This figure stands on line 4 already.",
    ]


def test_the_file_of_last_year_is_said_once(submission):
    plan = read(submission, *(f"2024;FIN;satisfaction;;value;{n};" for n in range(3)))

    assert told(plan) == [
        (
            "Line 2, column year: This is a figure of “2024”; those of 2025 are asked."
            " 2 more lines say the same."
        )
    ]


def test_columns_are_told_that_are_missing_or_unknown(submission):
    plan = read(submission, headings="year;organisation;indicator;breakdown;state;number")

    assert told(plan) == [
        "Line 1, column value: This column is missing.",
        "Line 1, column number: This column is not known.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_as_belgian_spreadsheets_write_them(submission, encoding):
    plan = read(
        submission, "2025;FIN;requests_received;;value;14;Comptés à la main", encoding=encoding
    )

    assert told(plan) == []
    assert plan.said["requests_received", ""].reason == "Comptés à la main"


@pytest.mark.parametrize("text", ["94,2", "94,2 %", "94.2%", "94,2\N{NO-BREAK SPACE}%"])
def test_a_percentage_with_its_sign_or_without(submission, text):
    share = IndicatorFactory(code="share", version__unit=Unit.PERCENT)
    MeasurementFactory(submission=submission, indicator=share, state="not_provided", declared=None)

    plan = read(
        submission,
        f"2025;FIN;share;;value;{text};",
        "2025;FIN;service_transactions;;value;12 %;",
    )

    assert plan.said["share", ""].declared == Decimal("94.2")
    # A number of complaints is no percentage.
    assert told(plan) == ["Line 3, column value: “12 %” is no number. Write it in figures."]


def test_a_formula_without_result_in_a_workbook_is_no_number(submission):
    book = openpyxl.Workbook()
    book.active.append(HEADINGS.split(";"))
    book.active.append([2025, "FIN", "satisfaction", "", "value", "=4+4", ""])
    file = BytesIO()
    book.save(file)
    file.seek(0)

    plan = figure_files.read(file, "f.xlsx", submission, rows_of(submission))

    [sentence] = told(plan)
    assert sentence.startswith("Line 2: The formula in cell F2 has no result in the file.")


def test_another_definition_or_unit_is_refused(submission):
    headings = f"{HEADINGS};unit;definition_version"
    plan = read(
        submission,
        "2025;FIN;satisfaction;;value;8;;percent;1",
        "2025;FIN;service_transactions;;value;8;;complaints;2",
        headings=headings,
    )

    assert told(plan) == [
        "Line 2, column unit: “percent” stands here, but complaints is asked.",
        "Line 3, column definition_version: “2” stands here, but 1 is asked.",
    ]


def test_no_spreadsheet_and_an_empty_file(submission):
    rows = rows_of(submission)
    broken = figure_files.read(BytesIO(b"%PDF-1.7\0"), "f.pdf", submission, rows)
    empty = read(submission)

    assert told(broken) == ["f.pdf is neither CSV nor XLSX."]
    assert told(empty) == ["The file holds no figures."]
    assert isinstance(empty.errors[0], SpreadsheetError)
