"""Periodic work of the register, one organisation after the other."""

from contextlib import suppress

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from complaints import register_files
from complaints.enums import Status
from complaints.handling import stop_waiting
from complaints.models import Case
from complaints.querysets import CaseQuerySet
from core.errors import NotAllowedError
from core.row_security import organisation_context
from organisations.models import Organisation


@app.periodic(cron="15 2 * * *")
@app.task(queue="nightly", queueing_lock="end_waiting")
def end_waiting(timestamp: int) -> None:
    """Cases whose complainant did not reply in time go back to where they were."""
    for organisation in Organisation.objects.all():
        with organisation_context(organisation.pk):
            keys = list(waiting_in_vain(organisation).values_list("pk", flat=True))
        for key in keys:
            go_on(organisation, key)


def waiting_in_vain(organisation: Organisation) -> CaseQuerySet:
    cases = Case.objects.for_organisation(organisation).select_related("organisation")
    return cases.filter(status=Status.WAITING, waiting_until__lt=timezone.localdate())


def go_on(organisation: Organisation, key: int) -> None:
    """In a transaction of its own: where a reply comes at the same moment, the other cases go on."""
    with organisation_context(organisation.pk), suppress(NotAllowedError):
        if case := waiting_in_vain(organisation).filter(pk=key).first():
            stop_waiting(case)


# A database that is restarted in the middle leaves nothing: the work begins anew.
ANEW = RetryStrategy(max_attempts=10, linear_wait=10, retry_exceptions=register_files.LOST)
# One file at a time, whoever sent it: the letters of all need the rest of the worker.
ONE_FILE = "register_files"


@app.task(queue="files", lock=ONE_FILE, retry=ANEW)
def check_register_file(organisation: int, file: int) -> None:
    """A file of 100,000 cases takes a minute: no request waits so long."""
    register_files.work_on_check(Organisation.objects.get(pk=organisation), file)


@app.task(queue="files", lock=ONE_FILE, retry=ANEW)
def import_register_file(organisation: int, file: int) -> None:
    register_files.work_on_import(Organisation.objects.get(pk=organisation), file)


@app.periodic(cron="40 * * * *")
@app.task(queue="nightly", queueing_lock="forget_register_files")
def forget_register_files(timestamp: int) -> None:
    """Files that nobody decided about within a day, one organisation after the other."""
    for organisation in Organisation.objects.all():
        with organisation_context(organisation.pk):
            register_files.forget_old(organisation, at=timezone.now())
