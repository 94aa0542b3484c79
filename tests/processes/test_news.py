import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.rate_limits import RateLimit
from core.row_security import organisation_context
from core.texts import Text
from organisations.models import Letter
from processes import announcing, subscribing
from processes.models import News, SubscriberLetter, Subscription
from processes.subscribing import DAYS_TO_CONFIRM
from processes.tasks import erase_unconfirmed
from tests.factories.processes import ServiceFactory
from tests.pages import page, queries_of

MARIE = "marie@visitor.test"


@pytest.fixture
def service(inside):
    return ServiceFactory(organisation=inside, code="refund")


@pytest.fixture
def news(service):
    return News.objects.create(
        service=service,
        title=Text(nl="Nieuwe openingsuren", fr="Nouvelles heures d’ouverture"),
        text=Text(nl="Wij zijn open tot 18 uur.", fr="Nous sommes ouverts jusqu’à 18 h."),
        changes_on=date(2027, 3, 1),
    )


def public(name, service, *args):
    return reverse(f"processes:{name}", args=[service.organisation.slug, service.code, *args])


def subscribed(service, email=MARIE, language="fr"):
    subscription = subscribing.subscribe(service, email=email, language=language, at=timezone.now())
    subscribing.confirm(subscription, at=timezone.now())
    subscription.refresh_from_db()
    return subscription


def link_in(text, word):
    return re.search(rf"https?://[^/]+(/\S*/{word}/\S+)", text).group(1)


def test_someone_subscribes_confirms_hears_and_stops(client, service, news, run_jobs):
    asked = client.post(
        public("subscribe", service), {"email": "Marie@Visitor.test", "language": "fr"}, follow=True
    )
    run_jobs()
    assert "Look into your mailbox" in asked.content.decode()
    confirmation = mail.outbox[0]
    assert (confirmation.to, confirmation.extra_headers["Content-Language"]) == ([MARIE], "fr")
    assert "List-Unsubscribe" not in confirmation.extra_headers

    confirm = link_in(confirmation.body, "confirm")
    client.get(confirm)
    assert Subscription.objects.get().confirmed_at is None
    client.post(confirm)
    assert Subscription.objects.get().confirmed_at is not None

    announcing.publish(news)
    while run_jobs():
        pass
    letter = mail.outbox[1]
    assert letter.subject == "Nouvelles heures d’ouverture"
    assert "jusqu’à 18 h" in letter.body
    stop = link_in(letter.body, "stop")
    assert letter.extra_headers["List-Unsubscribe"].endswith(f"{stop}>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    client.get(stop)
    assert Subscription.objects.exists()
    client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert not Subscription.objects.exists()


def test_what_went_to_an_address_is_erased_with_it(service, news, run_jobs):
    subscription = subscribed(service)
    announcing.publish(news)
    run_jobs()
    waiting = Letter.objects.filter(status="queued").count()
    subscribing.unsubscribe(subscription)

    assert waiting == 1
    assert not Letter.objects.exclude(email="", text="", subject="", unsubscribe_url="").exists()
    # Nothing that still waited leaves any more.
    sent = len(mail.outbox)
    run_jobs()
    assert len(mail.outbox) == sent
    assert SubscriberLetter.objects.filter(subscription=None).count() == 2


def test_a_mail_program_ends_it_without_a_csrf_token(service, client):
    subscription = subscribed(service)
    strict = type(client)(enforce_csrf_checks=True)
    token = subscribing.token_of(subscription)

    response = strict.post(public("unsubscribe", service, token), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert not Subscription.objects.exists()


def test_the_link_of_another_service_opens_nothing(service, client, inside):
    elsewhere = ServiceFactory(organisation=inside)
    token = subscribing.token_of(subscribed(elsewhere))

    for route in ("confirm_subscription", "unsubscribe"):
        response = client.post(public(route, service, token))
        assert "This link no longer works" in response.content.decode()
    assert (
        "This link no longer works"
        in client.get(public("unsubscribe", service, "invented")).content.decode()
    )
    assert Subscription.objects.count() == 1


def test_known_and_unknown_addresses_get_the_same_answer(service, client):
    subscribed(service)
    letters = Letter.objects.count()

    known = client.post(public("subscribe", service), {"email": MARIE, "language": "nl"})
    unknown = client.post(public("subscribe", service), {"email": "a@b.test", "language": "nl"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Letter.objects.count() == letters + 1
    assert Subscription.objects.get(email=MARIE).language == "fr"


def test_bad_addresses_are_said_beside_the_field_and_kept(service, client):
    response = client.post(public("subscribe", service), {"email": "marie", "language": "fr"})
    text = response.content.decode()

    assert "Add the sign @ to the e-mail address." in text
    assert 'value="marie"' in text
    assert not Subscription.objects.exists()


def test_too_many_requests_are_refused(service, client, monkeypatch):
    monkeypatch.setattr("processes.views.news.SUBSCRIPTIONS", RateLimit("subscriptions", most=1))
    first = client.post(public("subscribe", service), {"email": MARIE, "language": "fr"})
    second = client.post(public("subscribe", service), {"email": MARIE, "language": "fr"})

    assert (first.status_code, second.status_code) == (302, 429)
    assert "Try again in an hour" in second.content.decode()


def test_unconfirmed_addresses_are_erased_after_seven_days(service, bosa):
    now = timezone.now()
    kept = subscribing.subscribe(
        service, email=MARIE, language="fr", at=now - timedelta(days=DAYS_TO_CONFIRM - 1)
    )
    late = now - timedelta(days=DAYS_TO_CONFIRM, minutes=1)
    subscribing.subscribe(service, email="late@visitor.test", language="nl", at=late)
    with organisation_context(bosa.pk):
        theirs = ServiceFactory(organisation=bosa)
        subscribing.subscribe(theirs, email="late@visitor.test", language="nl", at=late)
    erase_unconfirmed.func(timestamp=0)

    assert list(Subscription.objects.all()) == [kept]
    assert not Letter.objects.filter(email="late@visitor.test").exists()
    with organisation_context(bosa.pk):
        assert not Subscription.objects.exists()


def test_news_is_sent_once_however_often_it_is_clicked(service, news, client, member, run_jobs):
    subscribed(service)
    member(client, "manager")
    send = page("processes:news_send", service.organisation, service.pk, news.pk)
    preview = client.get(send).content.decode()
    assert "Nouvelles heures d’ouverture" in preview
    assert "1 subscriber" in preview

    first, second = client.post(send), client.post(send)
    while run_jobs():
        pass

    assert (first.status_code, second.status_code) == (302, 409)
    assert len([letter for letter in mail.outbox if "18 h" in letter.body]) == 1


def test_a_job_that_was_broken_off_goes_on_without_writing_twice(service, news, monkeypatch):
    for number in range(5):
        subscribed(service, f"reader{number}@visitor.test")
    subscribing.deliver(news, at=timezone.now(), most=2)
    subscribing.deliver(news, at=timezone.now(), most=200)

    letters = SubscriberLetter.objects.filter(news=news).select_related("letter")
    assert sorted(row.letter.email for row in letters) == [
        f"reader{number}@visitor.test" for number in range(5)
    ]


def test_sent_news_stands_on_the_public_page_and_a_draft_does_not(service, news, client):
    url = public("subscribe", service)
    draft = client.get(url).content.decode()
    announcing.publish(news)

    assert "Nieuwe openingsuren" not in draft
    assert "Nieuwe openingsuren" in client.get(url).content.decode()


def test_a_draft_is_written_previewed_and_given_up(service, client, member):
    member(client, "manager")
    new = page("processes:news_new", service.organisation, service.pk)
    missing = client.post(new, {"title_nl": "Staking", "text_nl": "Maandag gesloten."})
    assert "Staking" in missing.content.decode()
    assert not News.objects.exists()

    answers = {
        "title_nl": "Staking",
        "title_fr": "Grève",
        "text_nl": "Maandag gesloten.",
        "text_fr": "Fermé lundi.",
        "changes_on": "7-12-2026",
    }
    sent_to = client.post(new, answers)
    item = News.objects.get()
    assert sent_to["Location"].endswith(f"/news/{item.pk}/send/")
    client.post(page("processes:news_discard", service.organisation, service.pk, item.pk))
    assert not News.objects.exists()


def test_the_list_asks_the_same_for_one_and_three(service, client, member):
    member(client, "reader")
    url = page("processes:news", service.organisation, service.pk)
    News.objects.create(service=service, title=Text(nl="Een"))
    one = queries_of(client, url)
    for _number in range(2):
        News.objects.create(service=service, title=Text(nl="Meer"))

    assert queries_of(client, url) == one
