from collections.abc import Sequence
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from charters.consulting import asking_everyone
from organisations.middleware import PublicRequest
from organisations.models import DemoLoad, NormOfConduct, Organisation
from overview.charter_pages import editions_of
from overview.finding import by_group
from overview.public_facts import places, promises
from overview.second_lines import bodies
from processes.models import Service

# When the accessibility of these pages was last looked at as a whole.
ACCESSIBILITY_REVIEWED_ON = date(2026, 11, 22)


def _organisations() -> Sequence[Organisation]:
    return list(
        Organisation.objects.valid_on(timezone.localdate())
        .select_related("group")
        .in_reading_order()
    )


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The home page in the language that the browser asks for."""
    return redirect("overview:home")


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "overview/public/home.html", {"organisations": _organisations()})


@login_not_required
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    if "q" in request.GET:
        # Where the search once stood.
        return redirect(f"{reverse('overview:find')}?{request.GET.urlencode()}", permanent=True)
    organisations = _organisations()
    context = {
        "count": len(organisations),
        "groups": by_group(organisations),
        "files_complaint": request.GET.get("for") == "complaint",
        "former": Organisation.objects.filter(valid_until__lt=timezone.localdate())
        .select_related("successor")
        .in_reading_order(),
    }
    return render(request, "overview/public/organisation_list.html", context)


@login_not_required
@require_safe
def organisation(request: PublicRequest, slug: str) -> HttpResponse:
    shown, today = request.organisation, timezone.localdate()
    exists = shown.exists_on(today)
    context = {
        "exists": exists,
        "has_begun": shown.valid_from is None or shown.valid_from <= today,
        "promises": promises(shown, today) if exists else [],
        "services": Service.objects.for_organisation(shown).published(today).in_reading_order()
        if exists
        else [],
        "has_charter": exists and editions_of(shown).in_force_on(today).exists(),
        "consultation": asking_everyone(shown, today) if exists else None,
        "places": places(shown, timezone.now()) if exists else [],
    }
    return render(request, "overview/public/organisation.html", context)


@login_not_required
@require_safe
def organisation_privacy(request: PublicRequest, slug: str) -> HttpResponse:
    return render(request, "overview/public/organisation_privacy.html")


@login_not_required
@require_safe
def complaints_explained(request: HttpRequest) -> HttpResponse:
    context = {"bodies": bodies(), "norms": NormOfConduct.objects.all()}
    return render(request, "overview/public/complaints_explained.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "overview/public/about.html", {"coordinator": _coordinator()})


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    context = {"organisations": _organisations(), "coordinator": _coordinator()}
    return render(request, "overview/public/contact.html", context)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"coordinator": _coordinator(), "reviewed_on": ACCESSIBILITY_REVIEWED_ON}
    return render(request, "overview/public/accessibility.html", context)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "overview/public/privacy.html", {"organisations": _organisations()})


def _coordinator() -> Organisation | None:
    """The organisation that leads the Network and this site."""
    return Organisation.objects.filter(coordinates_network=True).first()


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Work and accounts are not for search engines; demonstration data not at all."""
    closed = ["/"] if DemoLoad.objects.exists() else ["/*/o/", "/*/account/", "/*/track/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
