from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from organisations.middleware import PublicRequest
from organisations.models import Organisation
from overview.finding import named
from overview.offers import article, offers
from overview.structured_data import government_service
from processes import finding
from processes.models import Service


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Services by what people call them, below the organisations that are called so."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    now = timezone.now()
    today = timezone.localdate(now)
    services = finding.find(words, get_language() or "", today=today) if words else []
    organisations = list(Organisation.objects.valid_on(today).to_find()) if words else []
    context = {
        "words": words,
        "offers": offers(services, now),
        "organisations": named(organisations, words),
        "files_complaint": request.GET.get("for") == "complaint",
    }
    return render(request, "overview/public/find.html", context)


@login_not_required
@require_safe
def service(request: PublicRequest, slug: str, code: str) -> HttpResponse:
    """The public page of a service that is offered today."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not request.organisation.exists_on(today):
        raise Http404
    offered = Service.objects.for_organisation(request.organisation).published(today)
    found = get_object_or_404(offered, code=code)
    found.organisation = request.organisation
    shown = article(found, now)
    context = {
        "article": shown,
        "service": shown.service,
        "structured_data": government_service(shown),
    }
    return render(request, "overview/public/service.html", context)
