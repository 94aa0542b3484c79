"""Jobs of the outbox; they carry ids only."""

from django.db import Error
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from organisations.mailing import MailServerAwayError, give_up, hand_over

# 10 s, 20 s, 40 s … at most an hour apart: about four days in all.
MAX_TRIES = 110
LONGEST_PAUSE = 3600


class GrowingPauses(BaseRetryStrategy):
    """Tries again while the mail server or the database is away, after ever longer pauses.

    A try that the database broke off is safe to repeat: a letter that may have left is no longer
    `queued`, and is left alone.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, MailServerAwayError | Error) or job.attempts >= MAX_TRIES:
            return None
        pause = min(10 * 2 ** min(job.attempts, 10), LONGEST_PAUSE)
        return RetryDecision(retry_in={"seconds": pause})


@app.task(queue="mail", retry=GrowingPauses(), pass_context=True)
def send_letter(context: JobContext, *, organisation_id: int, letter_id: int) -> None:
    """Hand one letter to the mail server."""
    try:
        hand_over(organisation_id, letter_id)
    except MailServerAwayError:
        if context.job.attempts + 1 >= MAX_TRIES:
            give_up(organisation_id, letter_id)
            return
        raise
