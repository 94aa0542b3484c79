"""What every page shows around its content."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from organisations.middleware import MemberRequest
from organisations.models import DemoLoad
from overview.menu import groups


def page(request: HttpRequest) -> dict[str, Any]:
    """Brand, demonstration line, and for members their organisations and menu."""
    context: dict[str, Any] = {
        "brand": settings.BRAND,
        "demo_loaded": DemoLoad.objects.exists(),
        "organisation": getattr(request, "organisation", None),
        "membership": getattr(request, "membership", None),
    }
    if context["membership"] is not None:
        members_request = cast(MemberRequest, request)
        context["switch_memberships"] = members_request.memberships
        context["staff_menu_groups"] = groups(members_request)
    return context
