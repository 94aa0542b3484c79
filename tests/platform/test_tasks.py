from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from core.tasks import MAX_ATTEMPTS, clear_sessions, rescue_stalled_jobs


def stalled_job(attempts):
    """A job of a worker that was killed five minutes ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '5 minutes') returning id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, worker_id, attempts)"
            " values ('elsewhere', 'core.nothing', 'doing', %s, %s) returning id",
            [worker, attempts],
        )
        return cursor.fetchone()[0]


def statuses(*jobs):
    with connection.cursor() as cursor:
        cursor.execute(
            "select status from procrastinate_jobs where id = any(%s) order by id", [list(jobs)]
        )
        return [status for (status,) in cursor.fetchall()]


def test_jobs_of_a_killed_worker_go_back_to_the_queue(transactional_db):
    job, killer = stalled_job(attempts=0), stalled_job(attempts=MAX_ATTEMPTS)

    rescue_stalled_jobs.defer(timestamp=0)
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            wait=False, install_signal_handlers=False, listen_notify=False, queues=["default"]
        )

    assert statuses(job, killer) == ["todo", "failed"]


def test_sessions_that_are_over_are_removed(db):
    for days in (-1, 1):
        ends = timezone.now() + timedelta(days=days)
        Session.objects.create(session_key=f"day{days}", session_data="", expire_date=ends)

    clear_sessions(timestamp=0)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["day1"]
