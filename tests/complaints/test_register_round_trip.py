"""A register of 1,000 rows: what is counted by hand is what the pages say, and what comes in goes out."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import openpyxl
import pytest
from django.core.management import call_command

from complaints import reference
from complaints.models import Case
from core.row_security import organisation_context
from organisations.models import SecondLineBody
from tests.complaints import register_of_a_thousand as thousand
from tests.factories.organisations import (
    DepartmentFactory,
    OrganisationFactory,
    SecondLineBodyFactory,
    TimeLimitFactory,
)
from tests.factories.processes import ServiceFactory

YEARS = (2024, 2025)
# What a spreadsheet would run as a formula.
RUNS = ("=", "+", "-", "@")
ROWS = thousand.Invented(seed=7, number=1000, prefix="NEW").rows
EXPECTED = thousand.with_defaults(ROWS, "NEW")


def organisation(code):
    found = OrganisationFactory(code=code)
    TimeLimitFactory(organisation=found, kind="acknowledgement", amount=10, unit="working_days")
    TimeLimitFactory(organisation=found, kind="answer", amount=40)
    DepartmentFactory(organisation=found, code="REC", name={"fr": "Réception", "nl": "Onthaal"})
    name = {"fr": "Remboursement", "nl": "Terugbetaling"}
    ServiceFactory(organisation=found, code="REFUND", department=None, name=name)
    return found


@pytest.fixture
def keeper(definitions):
    reference.load_inadmissibility_grounds()
    reference.load_norms_of_conduct()
    SecondLineBody.objects.filter(code="FED_OMB").exists() or SecondLineBodyFactory(code="FED_OMB")
    return organisation("NEW")


def bring_in(slug, path, *options):
    out = StringIO()
    call_command("import_register", slug, str(path), *options, stdout=out)
    return out.getvalue()


def figures(slug, year):
    out = StringIO()
    call_command("yearly_figures", slug, str(year), stdout=out)
    return {
        (row["indicator"], row["breakdown"]): Decimal(row["value"]) if row["value"] else None
        for row in csv.DictReader(StringIO(out.getvalue()))
    }


def exported(slug, path):
    call_command("export_register", slug, str(path), stdout=StringIO())
    if path.suffix == ".csv":
        text = StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
        return list(csv.DictReader(text, delimiter=";"))
    rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def as_told(row):
    """A row after the defaults as the export writes it: days ISO, nothing that runs."""
    told = {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in row.items()
    }
    return {name: f"'{text}" if text.startswith(RUNS) else text for name, text in told.items()}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_thousand_rows_are_counted_and_come_back_as_they_were_brought(keeper, tmp_path, suffix):
    write = thousand.as_csv if suffix == ".csv" else thousand.as_xlsx
    path = tmp_path / f"in{suffix}"
    path.write_bytes(write(ROWS, seed=3))

    tried = bring_in("new", path, "--dry-run")
    with organisation_context(keeper.pk):
        assert Case.objects.count() == 0
    bring_in("new", path)

    assert "1000 rows, 0 of them with errors." in tried
    for year in YEARS:
        counted, shown = thousand.Count(EXPECTED, year).values, figures("new", year)
        assert {key: shown[key] for key, value in counted.items() if value} == {
            key: Decimal(str(value)) for key, value in counted.items() if value
        }
        rates = {"acknowledged_in_time", "answered_in_time"}
        assert {key for key, value in shown.items() if value and key[0] not in rates} <= set(
            counted
        )
    found = {row["number"]: row for row in exported("new", tmp_path / "out.csv")}
    assert len(found) == 1000
    for row in EXPECTED:
        assert found[row["number"]] == as_told(row)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_goes_out_comes_in_elsewhere_as_the_same_register(keeper, tmp_path, suffix):
    path = tmp_path / "in.csv"
    path.write_bytes(thousand.as_csv(ROWS[:200], seed=3))
    bring_in("new", path)
    first = exported("new", tmp_path / f"out{suffix}")
    organisation("ALSO")
    # Numbers of another organisation would be asked about.
    moved = tmp_path / f"moved{suffix}"
    rename(tmp_path / f"out{suffix}", moved)

    bring_in("also", moved)

    for year in YEARS:
        assert figures("also", year) == figures("new", year)
    second = exported("also", tmp_path / f"again{suffix}")
    assert [{**row, "number": row["number"].replace("ALSO-", "NEW-")} for row in second] == first


def rename(path, moved):
    if path.suffix == ".csv":
        moved.write_bytes(path.read_bytes().replace(b"NEW-", b"ALSO-"))
        return
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows(min_row=2, max_col=1):
        row[0].value = row[0].value.replace("NEW-", "ALSO-")
    book.save(moved)
