"""Background work of the catalogue; jobs carry ids only."""

from django.utils import timezone
from procrastinate.contrib.django import app

from core.row_security import organisation_context
from organisations.models import Organisation
from processes import importing, subscribing
from processes.models import News

# Letters of one transaction.
BATCH = 200


@app.task(queue="mail")
def deliver_news(*, organisation_id: int, news_id: int) -> None:
    """Write to the subscribers, some at a time; begun again, it goes on where it stopped."""
    written = BATCH
    while written == BATCH:
        with organisation_context(organisation_id):
            news = News.objects.select_related("service__organisation", "written_by").get(
                pk=news_id, service__organisation=organisation_id
            )
            written = subscribing.deliver(news, at=timezone.now(), most=BATCH)


@app.periodic(cron="30 2 * * *")
@app.task(queue="nightly", queueing_lock="erase_unconfirmed")
def erase_unconfirmed(timestamp: int) -> None:
    """Addresses that nobody confirmed within the time given."""
    for organisation in Organisation.objects.all():
        with organisation_context(organisation.pk):
            subscribing.erase(subscribing.unconfirmed_for_too_long(timezone.now()))


@app.periodic(cron="40 2 * * *")
@app.task(queue="nightly", queueing_lock="forget_catalogue_files")
def forget_catalogue_files(timestamp: int) -> None:
    """Files of services that nobody confirmed."""
    for organisation in Organisation.objects.all():
        with organisation_context(organisation.pk):
            importing.forget_old(organisation, at=timezone.now())
