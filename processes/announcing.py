"""A news leaves the desk: public at once, and written to everyone who asked for it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotAllowedError
from processes.enums import NewsStatus
from processes.models import News
from processes.tasks import deliver_news


class NewsAlreadySentError(NotAllowedError):
    """What subscribers have received is not changed any more."""


@transaction.atomic
def publish(news: News, *, at: datetime | None = None) -> None:
    """Say it on the page of the service, and let a job write to those who asked."""
    published = News.objects.filter(pk=news.pk, status=NewsStatus.DRAFT).update(
        status=NewsStatus.SENT, sent_at=at or timezone.now()
    )
    if not published:
        raise NewsAlreadySentError(_("This news has been sent already."))
    deliver_news.defer(organisation_id=news.service.organisation_id, news_id=news.pk)
