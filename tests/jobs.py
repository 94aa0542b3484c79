"""Jobs of the queue, done in place: a worker would not see the test's transaction."""

from django.db import connection
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job


def run_jobs() -> int:
    """Do every job that waits, once each, and take it from the queue; gives how many there were.

    A job that raises stays in the queue.
    """
    rows = list(ProcrastinateJob.objects.filter(status="todo").order_by("id"))
    for row in rows:
        task = app.tasks[row.task_name]
        job = Job(
            id=row.id,
            queue=row.queue_name,
            lock=row.lock,
            queueing_lock=row.queueing_lock,
            task_name=row.task_name,
            task_kwargs=row.args,
            attempts=row.attempts,
        )
        context = JobContext(
            start_timestamp=timezone.now().timestamp(),
            app=app,
            job=job,
            abort_reason=lambda: None,
        )
        task.func(*([context] if task.pass_context else []), **row.args)
        with connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_jobs where id = %s", [row.id])
    return len(rows)
