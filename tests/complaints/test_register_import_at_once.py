"""Register files brought in while others work: twice at once, against the public form, with a lost database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic, sleep

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from complaints import register_files
from complaints.models import Case, Complainant, Event, RegisterFile
from complaints.numbering import hold_counter
from complaints.register_tables import one_import_at_a_time
from core.row_security import organisation_context
from tests.complaints.register_files import MINIMAL, as_csv
from tests.factories.complaints import make_case
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fin(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return OrganisationFactory(code="FIN")


def confirmed(organisation, *rows, is_again=False):
    """A file that was checked and whose job waits; all of them with the same content, so to say."""
    with organisation_context(organisation.pk):
        number = RegisterFile.objects.count()
        row = RegisterFile.objects.create(
            organisation=organisation,
            name="register.csv",
            sha256="the same",
            size=1,
            path=f"fin/register/{number}",
            state="importing",
            language="en",
            is_again=is_again,
        )
    path = register_files.path_of(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_csv(*rows))
    return row


def work(row):
    try:
        register_files.work_on_import(row.organisation, row.pk)
    finally:
        connection.close()


def state_of(row):
    with organisation_context(row.organisation_id):
        return RegisterFile.objects.get(pk=row.pk)


def numbers(organisation):
    with organisation_context(organisation.pk):
        return list(Case.objects.order_by("pk").values_list("number", flat=True))


def wait_for(count):
    """Until so many connections wait for a lock of this one; their process numbers."""
    until = monotonic() + 30
    while monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "select pid from pg_locks"
                " where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))"
            )
            found = [pid for (pid,) in cursor.fetchall()]
        if len(found) == count:
            return found
        sleep(0.05)
    raise AssertionError("nobody waits")


def test_file_whose_job_runs_twice_at_once_is_stored_once(fin):
    row = confirmed(fin, MINIMAL, MINIMAL, is_again=True)

    with ThreadPoolExecutor(2) as threads:
        with organisation_context(fin.pk):
            one_import_at_a_time(fin)
            jobs = [threads.submit(work, row) for _ in range(2)]
            wait_for(2)
        for job in jobs:
            job.result()

    assert numbers(fin) == ["FIN-2026-00001", "FIN-2026-00002"]
    assert (state_of(row).state, state_of(row).path) == ("imported", "")


def test_same_content_confirmed_by_two_people_at_once_is_stored_once(fin):
    rows = [confirmed(fin, MINIMAL) for _ in range(2)]

    with ThreadPoolExecutor(2) as threads:
        with organisation_context(fin.pk):
            one_import_at_a_time(fin)
            jobs = [threads.submit(work, row) for row in rows]
            wait_for(2)
        for job in jobs:
            job.result()

    assert numbers(fin) == ["FIN-2026-00001"]
    # The other one is asked about: it may be meant.
    assert sorted(state_of(row).state for row in rows) == ["checked", "imported"]


def test_number_taken_while_cases_are_written_is_named(fin):
    row = confirmed(fin, MINIMAL, MINIMAL | {"number": "2025/17"})

    with ThreadPoolExecutor(1) as threads:
        with organisation_context(fin.pk):
            one_import_at_a_time(fin)
            job = threads.submit(work, row)
            wait_for(1)
            case = make_case(fin)
            Case.objects.filter(pk=case.pk).update(number="2025/17")
        job.result()

    assert numbers(fin) == ["2025/17"]
    found = state_of(row)
    assert (found.state, found.path != "") == ("checked", True)
    [(line, column, sentence)] = found.findings["errors"]
    assert (line, column, "2025/17" in sentence) == (3, "number", True)


def test_import_that_loses_the_database_leaves_nothing_and_is_done_again(fin):
    row = confirmed(fin, MINIMAL, MINIMAL)

    with ThreadPoolExecutor(1) as threads, organisation_context(fin.pk):
        hold_counter(fin, 2026)
        job = threads.submit(work, row)
        [pid] = wait_for(1)
        with connection.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s)", [pid])
        assert isinstance(job.exception(), OperationalError)

    assert numbers(fin) == []
    with organisation_context(fin.pk):
        assert (Event.objects.count(), Complainant.objects.count()) == (0, 0)
    assert (state_of(row).state, register_files.path_of(row).exists()) == ("importing", True)

    work(row)

    assert (len(numbers(fin)), state_of(row).state) == (2, "imported")


def test_import_and_public_form_share_the_numbers_without_a_gap(fin):
    today = timezone.localdate()
    rows = [MINIMAL | {"received_on": today.isoformat()}] * 50
    row = confirmed(fin, *rows)
    start = Barrier(3)

    def receive():
        start.wait(timeout=30)
        try:
            for _ in range(10):
                make_case(fin)
        finally:
            connection.close()

    def bring():
        start.wait(timeout=30)
        work(row)

    with ThreadPoolExecutor(3) as threads:
        for job in [threads.submit(one) for one in (receive, bring, receive)]:
            job.result()

    assert sorted(numbers(fin)) == [f"FIN-{today.year}-{n:05d}" for n in range(1, 71)]


def test_public_form_does_not_wait_for_cases_of_earlier_years(fin):
    row = confirmed(fin, *[MINIMAL | {"received_on": "2025-03-02"}] * 2)

    def receive():
        try:
            return make_case(fin).number
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads, organisation_context(fin.pk):
        register_files.work_on_import(fin, row.pk)
        # Nothing is committed yet.
        number = threads.submit(receive).result(timeout=20)

    assert number == f"FIN-{timezone.localdate().year}-00001"
    assert {"FIN-2025-00001", "FIN-2025-00002", number} == set(numbers(fin))
