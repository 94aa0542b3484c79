"""Background work that belongs to no subject."""

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

# More than any job tries by itself: one that waits for days must outlive the end of its worker.
MAX_ATTEMPTS = 150


@app.periodic(cron="* * * * *")
@app.task(name="core.rescue_stalled_jobs", queueing_lock="rescue_stalled_jobs", pass_context=True)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a killed worker back to the queue; a job that keeps killing its worker fails."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=30):
        if job.attempts < MAX_ATTEMPTS:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="45 2 * * *")
@app.task(name="core.clear_sessions", queue="nightly", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that are over name people; nothing else ever removes them."""
    call_command("clearsessions")
