"""A register file in the browser: sent, checked, decided about, brought in."""

import os
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings as of_the_project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from complaints import exports, reference, register_files
from complaints.models import Case, Event, Reading, RegisterFile
from complaints.tasks import forget_register_files
from core.row_security import organisation_context
from organisations.enums import Role
from organisations.models import Letter
from tests.complaints.register_files import CLOSED, MINIMAL, as_csv
from tests.factories.complaints import make_case
from tests.factories.organisations import DepartmentFactory
from tests.pages import assert_only_for, page

BAD = MINIMAL | {"nature": "moan"}


@pytest.fixture(autouse=True)
def lists(fin, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reference.load_inadmissibility_grounds()
    reference.load_norms_of_conduct()


@pytest.fixture
def coordinator(client, member):
    return member(client, "coordinator")


def send(client, fin, *rows, name="register.csv"):
    """The address of the file's page."""
    file = SimpleUploadedFile(name, as_csv(*rows))
    return client.post(page("complaints:register_files", fin), {"file": file})["Location"]


def file_of(fin):
    with organisation_context(fin.pk):
        return RegisterFile.objects.get()


def cases_of(fin):
    with organisation_context(fin.pk):
        return list(Case.objects.order_by("pk"))


def kept():
    return [path for path in Path(of_the_project.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_pages_are_for_coordinators(client, fin):
    assert_only_for(client, fin, {Role.COORDINATOR}, page("complaints:register_files", fin))


def test_file_is_checked_then_confirmed_then_brought_in(client, fin, coordinator, run_jobs):
    address = send(client, fin, MINIMAL, CLOSED)

    assert "The file is being checked" in client.get(address).text
    assert run_jobs() == 1
    shown = client.get(address).text
    assert "The check found no error. Nothing is stored yet." in shown
    assert cases_of(fin) == []

    client.post(address, {"save": "1"})
    assert "The cases are being brought in" in client.get(address).text
    assert run_jobs() == 1

    assert "2 cases were brought in." in client.get(address).text
    first, second = cases_of(fin)
    assert (first.status, second.status, second.norms) == (
        "received",
        "closed",
        ["legality", "equality"],
    )
    with organisation_context(fin.pk):
        assert set(Event.objects.values_list("by", flat=True)) == {coordinator.user_id}
        assert Letter.objects.count() == 0
    assert (file_of(fin).path, kept(), run_jobs()) == ("", [], 0)
    # On a telephone the number stands with its name.
    assert ">Cases: </span>" in client.get(page("complaints:register_files", fin)).text


def test_errors_are_shown_and_bad_rows_left_out_only_on_request(client, fin, coordinator, run_jobs):
    address = send(client, fin, MINIMAL, BAD)
    run_jobs()

    shown = client.get(address).text
    assert "“moan” is not known here" in shown
    assert "1 error" in shown
    # However long the list of errors is, what can be done stands before it.
    assert shown.index("Bring in the cases") < shown.index("“moan” is not known here")

    refused = client.post(address, {"save": "1"})
    assert "Tick “Leave out the row with errors" in refused.text
    assert run_jobs() == 0

    client.post(address, {"save": "1", "skip_bad_rows": "on"})
    run_jobs()
    assert len(cases_of(fin)) == 1
    assert "1 row with errors left out" in client.get(page("complaints:register_files", fin)).text


def test_files_are_worked_on_one_after_the_other(client, fin, coordinator, run_jobs):
    address = send(client, fin, MINIMAL)
    run_jobs()
    client.post(address, {"save": "1"})
    send(client, fin, CLOSED)

    jobs = ProcrastinateJob.objects.values_list("task_name", "lock")
    assert {(name.rpartition(".")[2], lock) for name, lock in jobs} == {
        ("import_register_file", "register_files"),
        ("check_register_file", "register_files"),
    }


def test_same_file_is_refused_a_second_time_unless_ticked(client, fin, coordinator, run_jobs):
    for ticked in ({}, {"again": "on"}):
        address = send(client, fin, MINIMAL)
        run_jobs()
        client.post(address, {"save": "1", **ticked})
        run_jobs()
    assert len(cases_of(fin)) == 2

    address = send(client, fin, MINIMAL)
    run_jobs()
    assert "Tick “Bring it in again" in client.post(address, {"save": "1"}).text
    assert len(cases_of(fin)) == 2


def test_what_changed_between_check_and_import_stops_it(client, fin, coordinator, run_jobs):
    address = send(client, fin, MINIMAL | {"number": "2025/17"}, MINIMAL)
    run_jobs()
    client.post(address, {"save": "1"})
    case = make_case(fin)
    with organisation_context(fin.pk):
        Case.objects.filter(pk=case.pk).update(number="2025/17")

    run_jobs()

    assert "The register already has a case with the number" in client.get(address).text
    assert cases_of(fin) == [case]


def test_file_that_is_no_table_says_so(client, fin, coordinator, run_jobs):
    file = SimpleUploadedFile("register.xlsx", b"PK\x03\x04 not a workbook")
    address = client.post(page("complaints:register_files", fin), {"file": file})["Location"]
    run_jobs()

    shown = client.get(address).text
    assert "register.xlsx is not a readable XLSX file." in shown
    assert "Bring in the cases" not in shown


@pytest.mark.parametrize("name", ["register.ods", "register"])
def test_file_of_another_kind_is_refused_at_once(client, fin, coordinator, name):
    file = SimpleUploadedFile(name, b"x")

    response = client.post(page("complaints:register_files", fin), {"file": file})

    assert "ends in neither .csv nor .xlsx" in response.text


def test_file_that_is_given_up_is_removed(client, fin, coordinator, run_jobs):
    address = send(client, fin, BAD)
    run_jobs()
    client.post(address, {"give_up": "1"})

    row = file_of(fin)
    assert (row.state, row.path, row.findings["errors"]) == ("given_up", "", [])
    assert client.post(address, {"save": "1"}).status_code == 200
    assert file_of(fin).state == "given_up"
    assert client.post(address, {"check_again": "1"}).status_code == 409


def test_file_is_checked_again_after_a_list_was_completed(client, fin, coordinator, run_jobs):
    address = send(client, fin, MINIMAL | {"department": "NEW"})
    run_jobs()
    assert "No department" in client.get(address).text
    DepartmentFactory(organisation=fin, code="NEW")

    client.post(address, {"check_again": "1"})
    run_jobs()

    assert "The check found no error" in client.get(address).text


def test_files_that_nobody_decided_about_are_forgotten(client, fin, coordinator, run_jobs):
    send(client, fin, BAD)
    run_jobs()
    with organisation_context(fin.pk):
        RegisterFile.objects.update(sent_at=timezone.now() - timedelta(hours=25))

    forget_register_files.func(0)

    row = file_of(fin)
    assert (row.state, row.path, row.findings["errors"]) == ("given_up", "", [])


def old_file(fin, state, hours):
    """A file with content, sent so long ago."""
    path = f"fin/register/{state}"
    kept = Path(of_the_project.MEDIA_ROOT) / path
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(as_csv(MINIMAL))
    return RegisterFile.objects.create(
        organisation=fin,
        name="register.csv",
        size=1,
        path=path,
        state=state,
        language="en",
        findings={"rows": 1},
        sent_at=timezone.now() - timedelta(hours=hours),
    )


@pytest.mark.parametrize(
    ("state", "hours", "becomes"),
    [
        ("importing", 30, "importing"),
        ("importing", 49, "failed"),
        ("checking", 49, "failed"),
        ("failed", 30, "failed"),
        ("failed", 20, "failed"),
        ("imported", 30, "imported"),
    ],
)
def test_no_content_stays_whatever_became_of_the_work(
    fin, django_capture_on_commit_callbacks, state, hours, becomes
):
    with organisation_context(fin.pk):
        row = old_file(fin, state, hours)

    with django_capture_on_commit_callbacks(execute=True):
        forget_register_files.func(0)

    is_kept = (state, hours) in {("importing", 30), ("failed", 20)}
    assert (file_of(fin).state, bool(file_of(fin).path)) == (becomes, is_kept)
    assert kept() == ([register_files.path_of(row)] if is_kept else [])


def test_content_whose_request_broke_off_is_removed_too(fin):
    paths = [register_files.path_of(RegisterFile(path=f"fin/register/{n}")) for n in "ab"]
    for path, hours in zip(paths, (25, 1), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        moment = (timezone.now() - timedelta(hours=hours)).timestamp()
        os.utime(path, (moment, moment))

    forget_register_files.func(0)

    assert kept() == [paths[1]]


def test_day_on_which_a_file_came_before_is_that_of_brussels(client, fin, coordinator, run_jobs):
    address = send(client, fin, MINIMAL)
    run_jobs()
    client.post(address, {"save": "1"})
    run_jobs()
    with organisation_context(fin.pk):
        RegisterFile.objects.update(ended_at=datetime(2026, 3, 4, 23, 30, tzinfo=UTC))

    address = send(client, fin, MINIMAL)
    run_jobs()

    assert "brought in on 5 March 2026" in client.get(address).text


def test_sheets_that_are_not_read_are_named(client, fin, coordinator, run_jobs):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("2025")):
        sheet.append(list(MINIMAL))
        sheet.append(list(MINIMAL.values()))
    content = BytesIO()
    book.save(content)
    file = SimpleUploadedFile("register.xlsx", content.getvalue())
    address = client.post(page("complaints:register_files", fin), {"file": file})["Location"]
    run_jobs()

    assert "Only the first sheet was read. Not read: 2025." in client.get(address).text


def test_register_with_more_cases_than_a_sheet_has_rows_leaves_as_csv(
    client, fin, coordinator, monkeypatch
):
    make_case(fin)
    monkeypatch.setattr(exports, "XLSX_ROWS", 1)

    refused = client.get(page("complaints:register_export_xlsx", fin))

    assert refused.status_code == 409
    assert "Choose a shorter period, or CSV." in refused.text
    with organisation_context(fin.pk):
        assert Reading.objects.count() == 0


def test_job_that_comes_twice_stores_once(client, fin, coordinator, run_jobs):
    address = send(client, fin, MINIMAL)
    run_jobs()
    client.post(address, {"save": "1"})
    run_jobs()

    register_files.work_on_import(fin, file_of(fin).pk)

    assert len(cases_of(fin)) == 1


def test_record_of_an_imported_case_says_where_it_came_from(client, fin, coordinator, run_jobs):
    address = send(client, fin, CLOSED, name="cases of 2025.csv")
    run_jobs()
    client.post(address, {"save": "1"})
    run_jobs()
    (case,) = cases_of(fin)

    shown = client.get(page("complaints:detail", fin, case.pk)).text

    assert "cases of 2025.csv" in shown
    assert "Receipt acknowledged" not in shown
    paper = client.get(page("complaints:file_pdf", fin, case.pk))
    assert b"".join(paper).startswith(b"%PDF-")
