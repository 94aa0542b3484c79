"""News of a service: asked for with an address, confirmed by its link, ended in one click, then erased."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.templatetags.ui import day_plain
from organisations import outbox
from organisations.models import Letter, User
from processes.models import News, Service, SubscriberLetter, Subscription

SALT = "news of a service"
DAYS_TO_CONFIRM = 7
CONFIRMATION, NEWS = "subscription", "news"


def token_of(subscription: Subscription) -> str:
    """What the links in letters carry: it names the row and nobody else can make it."""
    return signing.dumps(subscription.pk, salt=SALT)


def subscription_of(service: Service, token: str) -> Subscription | None:
    """The subscription that a link names; None once it is erased, or when nobody made the link."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(service=service, pk=key).first()


def link(subscription: Subscription, route: str) -> str:
    """An absolute address in the subscriber's language."""
    service = subscription.service
    with translation.override(subscription.language):
        path = reverse(
            f"processes:{route}",
            args=[service.organisation.slug, service.code, token_of(subscription)],
        )
    return f"{settings.SITE_URL}{path}"


@transaction.atomic
def subscribe(service: Service, *, email: str, language: str, at: datetime) -> Subscription:
    """Ask an address to confirm. One that has confirmed already is left in peace."""
    subscription, made = Subscription.objects.get_or_create(
        service=service,
        email=email.strip().lower(),
        defaults={
            "organisation": service.organisation,
            "language": language,
            "asked_at": at,
        },
    )
    if subscription.confirmed_at is None:
        if not made:
            subscription.language, subscription.asked_at = language, at
            subscription.save(update_fields=["language", "asked_at"])
        write_confirmation(subscription, at=at)
    return subscription


def write_confirmation(subscription: Subscription, *, at: datetime) -> None:
    service = subscription.service
    with translation.override(subscription.language):
        names = {"service": service.name, "organisation": service.organisation.name}
        subject = _("Confirm that you want news of: %(service)s") % names
        text = _(
            "Someone, probably you, asked %(organisation)s for news of this service with this"
            " address: %(service)s.\n\nConfirm it here:\n%(link)s\n\nIf it was not you, do"
            " nothing: after %(days)d days we erase your address."
        ) % {
            **names,
            "link": link(subscription, "confirm_subscription"),
            "days": DAYS_TO_CONFIRM,
        }
    send(subscription, purpose=CONFIRMATION, subject=subject, text=text, by=None, at=at)


def send(
    subscription: Subscription,
    *,
    purpose: str,
    subject: str,
    text: str,
    by: User | None,
    at: datetime,
    news: News | None = None,
) -> None:
    """A letter to one subscriber, through the outbox as every other."""
    letter = outbox.write(
        subscription.service.organisation,
        purpose=purpose,
        language=subscription.language,
        recipient="",
        email=subscription.email,
        address="",
        subject=subject,
        text=text,
        by=by,
        at=at,
        unsubscribe_url=link(subscription, "unsubscribe") if news else "",
    )
    SubscriberLetter.objects.create(
        organisation_id=subscription.organisation_id,
        subscription=subscription,
        news=news,
        letter=letter,
    )
    outbox.queue(letter, at=at)


def confirm(subscription: Subscription, *, at: datetime) -> None:
    """The address is its owner's; a second click changes nothing."""
    Subscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(confirmed_at=at)


@transaction.atomic
def erase(subscriptions: QuerySet[Subscription]) -> None:
    """Take away subscriptions, and the address and text of every letter that went to them."""
    keys = list(subscriptions.select_for_update().values_list("pk", flat=True))
    rows = SubscriberLetter.objects.filter(subscription__in=keys)
    outbox.empty(Letter.objects.filter(pk__in=rows.values("letter")))
    Subscription.objects.filter(pk__in=keys).delete()


def unsubscribe(subscription: Subscription) -> None:
    erase(Subscription.objects.filter(pk=subscription.pk))


def unconfirmed_for_too_long(now: datetime) -> QuerySet[Subscription]:
    """Of the organisation whose context is open."""
    return Subscription.objects.filter(
        confirmed_at=None, asked_at__lt=now - timedelta(days=DAYS_TO_CONFIRM)
    )


def letter_for(news: News, subscription: Subscription) -> tuple[str, str]:
    """Subject and text in the subscriber's language, as the preview shows them too."""
    language = subscription.language
    service = news.service
    with translation.override(language):
        lines = [news.text.in_language(language)]
        if news.changes_on:
            lines.insert(0, _("From %(day)s.") % {"day": day_plain(news.changes_on)})
        lines += [
            _("%(service)s, %(organisation)s")
            % {"service": service.name, "organisation": service.organisation.name},
            _(
                "You receive this because you asked for news of this service. Stop it here:\n%(link)s"
            )
            % {"link": link(subscription, "unsubscribe") if subscription.pk else "…"},
        ]
        return news.title.in_language(language), "\n\n".join(line for line in lines if line)


def readers(news: News) -> QuerySet[Subscription]:
    """Confirmed subscribers who have not been written to about this."""
    return Subscription.objects.filter(service=news.service_id, confirmed_at__isnull=False).exclude(
        letters__news=news
    )


def deliver(news: News, *, at: datetime, most: int) -> int:
    """Write to at most so many of those who wait; how many were written to."""
    waiting = readers(news).select_related("service__organisation").order_by("pk")[:most]
    for subscription in waiting:
        subject, text = letter_for(news, subscription)
        send(
            subscription,
            purpose=NEWS,
            subject=subject,
            text=text,
            by=news.written_by,
            at=at,
            news=news,
        )
    return len(waiting)
