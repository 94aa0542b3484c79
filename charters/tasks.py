"""Background work of the charter; jobs carry ids only."""

from django.utils import timezone
from procrastinate.contrib.django import app

from charters import consulting, duties
from charters.models import Charter
from charters.papers import make_papers
from core.row_security import organisation_context
from organisations.models import Organisation

# The worker knows the jobs that this module names.
__all__ = ["close_consultations", "make_papers"]


@app.periodic(cron="50 2 * * *")
@app.task(queue="nightly", queueing_lock="close_consultations")
def close_consultations(timestamp: int) -> None:
    """Consultations whose last day has passed: whom they asked is forgotten."""
    now = timezone.now()
    for organisation in Organisation.objects.all():
        with organisation_context(organisation.pk):
            for consultation in consulting.to_close(organisation, timezone.localdate(now)):
                consulting.close(consultation, at=now)


@app.periodic(cron="10 5 * * *")
@app.task(queue="nightly", queueing_lock="remind_of_review")
def remind_of_review(timestamp: int) -> None:
    """Editions that have been in force for nearly a year: their managers are written to, once."""
    charters = Charter.objects.exclude(review_due=None).select_related("organisation")
    for charter in charters:
        with organisation_context(charter.organisation_id):
            duties.remind(charter, at=timezone.now())
