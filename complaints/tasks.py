"""Periodic work of the register, one organisation after the other."""

from django.utils import timezone
from procrastinate.contrib.django import app

from complaints.enums import Status
from complaints.handling import stop_waiting
from complaints.models import Case
from core.row_security import organisation_context
from organisations.models import Organisation


@app.periodic(cron="15 2 * * *")
@app.task(queue="nightly", queueing_lock="end_waiting")
def end_waiting(timestamp: int) -> None:
    """Cases whose complainant did not reply in time go back to where they were."""
    today = timezone.localdate()
    for organisation in Organisation.objects.all():
        with organisation_context(organisation.pk):
            late = Case.objects.for_organisation(organisation).filter(
                status=Status.WAITING, waiting_until__lt=today
            )
            for case in late.select_related("organisation"):
                stop_waiting(case)
