"""News of a service: who asked for it, what was written, which letters carried it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from core.texts import TextField
from organisations.models import Letter, Organisation, User
from processes.enums import NewsStatus
from processes.models.catalogue import Service


class Subscription(models.Model):
    """Someone who wants to hear of changes; erased when it ends, and after 7 days unconfirmed."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    service = models.ForeignKey(Service, models.PROTECT, related_name="subscriptions")
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2)
    asked_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["organisation", "asked_at"],
                name="subscriptions_unconfirmed",
                condition=Q(confirmed_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "id"], name="subscription_in_organisation"
            ),
            models.UniqueConstraint(
                "service", Lower("email"), name="one_subscription_per_service_and_address"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class News(models.Model):
    """A change of a service, told to those who asked for it."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="news")
    title = TextField(_("title"))
    text = TextField(_("text"), long=True)
    changes_on = models.DateField(_("from which day"), null=True, blank=True)
    status = models.CharField(max_length=6, choices=NewsStatus, default=NewsStatus.DRAFT)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent") ^ Q(sent_at__isnull=True), name="sent_news_has_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class SubscriberLetter(models.Model):
    """Ties a letter of the outbox to the subscription it goes to, so that both are erased together."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    # Null once the subscription is erased: the letter stays as an empty row.
    subscription = models.ForeignKey(
        Subscription, models.SET_NULL, null=True, related_name="letters"
    )
    # Null: the request to confirm.
    news = models.ForeignKey(News, models.PROTECT, null=True, related_name="letters")
    letter = models.OneToOneField(Letter, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "news"], name="news_goes_to_a_subscriber_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
