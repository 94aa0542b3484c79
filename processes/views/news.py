from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from core.rate_limits import RateLimit
from organisations.middleware import MemberRequest, PublicRequest, client_address
from processes.announcing import publish
from processes.enums import NewsStatus
from processes.forms.news import NewsForm, SubscribeForm
from processes.models import News, Service, Subscription
from processes.permissions import can_write_news
from processes.subscribing import (
    confirm,
    letter_for,
    readers,
    subscribe,
    subscription_of,
    unsubscribe,
)

# Per network address, which an office shares, and per e-mail address, which may be somebody else's.
SUBSCRIPTIONS = RateLimit("subscriptions", most=settings.SUBMISSIONS_PER_HOUR)
SHOWN_TO_PUBLIC = 10


def service_for(request: MemberRequest, pk: int) -> Service:
    services = Service.objects.for_organisation(request.organisation)
    return get_object_or_404(services.select_related("organisation"), pk=pk)


@require_safe
def news(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """What was told about a service, and what is being written."""
    service = service_for(request, pk)
    context = {
        "service": service,
        "news": service.news.annotate(letter_count=Count("letters")),
        "subscribers": service.subscriptions.filter(confirmed_at__isnull=False).count(),
        "may_write": can_write_news(request.membership),
    }
    return render(request, "processes/news.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def news_new(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    return _edit(request, News(service=service_for(request, pk), written_by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def news_item(request: MemberRequest, slug: str, pk: int, news_pk: int) -> HttpResponse:
    """A draft is written on; what has been sent is read."""
    item = get_object_or_404(News, service=service_for(request, pk), pk=news_pk)
    if item.status == NewsStatus.SENT:
        return render(request, "processes/news_sent.html", {"item": item, "service": item.service})
    return _edit(request, item)


def _edit(request: MemberRequest, item: News) -> HttpResponse:
    require(can_write_news(request.membership))
    form = NewsForm(request.POST or None, instance=item)
    if form.is_valid():
        form.save()
        return redirect("processes:news_send", request.organisation.slug, item.service_id, item.pk)
    title = str(item) if item.pk else _("Write news")
    context = {"form": form, "title": title, "service": item.service, "item": item}
    return render(request, "processes/news_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def news_send(request: MemberRequest, slug: str, pk: int, news_pk: int) -> HttpResponse:
    """The letters as they will leave, in each language; then they do."""
    require(can_write_news(request.membership))
    item = get_object_or_404(News, service=service_for(request, pk), pk=news_pk)
    number = readers(item).count()
    if request.method == "POST":
        publish(item)
        text = ngettext(
            "The news stands on the page of the service and goes to %(number)d subscriber.",
            "The news stands on the page of the service and goes to %(number)d subscribers.",
            number,
        )
        messages.success(request, text % {"number": number})
        return redirect("processes:news", slug, pk)
    letters = [
        (name, code, *letter_for(item, Subscription(service=item.service, language=code)))
        for code, name in settings.LANGUAGES
    ]
    context = {"item": item, "service": item.service, "letters": letters, "number": number}
    return render(request, "processes/news_send.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def news_discard(request: MemberRequest, slug: str, pk: int, news_pk: int) -> HttpResponse:
    require(can_write_news(request.membership))
    drafts = News.objects.filter(service=service_for(request, pk), status=NewsStatus.DRAFT)
    item = get_object_or_404(drafts, pk=news_pk)
    if request.method == "POST":
        item.delete()
        messages.success(request, _("The draft is given up."))
        return redirect("processes:news", slug, pk)
    return render(request, "processes/news_discard.html", {"item": item, "service": item.service})


def public_service(request: PublicRequest, code: str) -> Service:
    services = Service.objects.for_organisation(request.organisation)
    published = services.published(timezone.localdate()).select_related("organisation")
    return get_object_or_404(published, code=code)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: PublicRequest, slug: str, code: str) -> HttpResponse:
    """The answer is the same whether the address is known or not."""
    service = public_service(request, code)
    form = SubscribeForm(request.POST or None)
    context = {
        "service": service,
        "form": form,
        "news": service.news.filter(status=NewsStatus.SENT).order_by("-sent_at")[:SHOWN_TO_PUBLIC],
    }
    if not form.is_valid():
        return render(request, "processes/public/subscribe.html", context)
    email, language = form.cleaned_data["email"], form.cleaned_data["language"]
    subjects = [(client_address(request),), ("email", email.casefold())]
    if any(SUBSCRIPTIONS.is_reached(*subject) for subject in subjects):
        form.add_error(
            None,
            _(
                "Many requests have come from your network or for this address. Try again in an hour."
            ),
        )
        return render(request, "processes/public/subscribe.html", context, status=429)
    for subject in subjects:
        SUBSCRIPTIONS.count(*subject)
    subscribe(service, email=email, language=language, at=timezone.now())
    return redirect("processes:subscription_asked", slug, code)


@login_not_required
@require_safe
def subscription_asked(request: PublicRequest, slug: str, code: str) -> HttpResponse:
    context = {"service": public_service(request, code)}
    return render(request, "processes/public/subscription_asked.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_subscription(request: PublicRequest, slug: str, code: str, token: str) -> HttpResponse:
    """Asked with a button: programs that look into mails open links too."""
    service = public_service(request, code)
    found = subscription_of(service, token)
    if found is None:
        return render(request, "processes/public/subscription_over.html", {"service": service})
    if request.method == "POST":
        confirm(found, at=timezone.now())
        return render(
            request,
            "processes/public/subscription_confirmed.html",
            {"service": service, "token": token},
        )
    return render(request, "processes/public/subscription_confirm.html", {"service": service})


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_subscription(request: PublicRequest, slug: str, code: str, token: str) -> HttpResponse:
    """One click here, or one in the mail program (RFC 8058), which knows no CSRF token: the link is the key."""
    services = Service.objects.for_organisation(request.organisation)
    service = services.select_related("organisation").filter(code=code).first()
    if service is None:
        raise Http404
    found = subscription_of(service, token)
    if found is None:
        return render(request, "processes/public/subscription_over.html", {"service": service})
    if request.method == "POST":
        unsubscribe(found)
        return render(request, "processes/public/subscription_ended.html", {"service": service})
    return render(request, "processes/public/subscription_end.html", {"service": service})
