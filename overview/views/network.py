from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from charters.enums import Verification
from charters.inventory import editions_of_organisations
from charters.models import Regulation
from core.permissions import require
from organisations.middleware import NetworkRequest
from organisations.permissions import can_coordinate_network


@require_safe
def home(request: NetworkRequest) -> HttpResponse:
    """What the Network coordinator keeps for every organisation, and what organisations published."""
    require(can_coordinate_network(request.membership))
    regulations = Regulation.objects.of_network()
    context = {
        "regulation_count": regulations.count(),
        "to_verify_count": regulations.filter(verification=Verification.TO_VERIFY).count(),
        "editions": list(editions_of_organisations(timezone.localdate())),
    }
    return render(request, "overview/network.html", context)
