from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.health import state


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For the supervisor and the proxy; 503 while the database cannot be reached."""
    facts = state()
    return JsonResponse(facts, status=200 if facts["database"] == "reachable" else 503)
