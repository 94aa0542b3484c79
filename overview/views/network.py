from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from charters.enums import Verification
from charters.inventory import editions_of_organisations
from charters.models import Regulation
from core.permissions import require
from indicators.enums import CampaignStatus, SubmissionStatus
from indicators.models import Campaign
from organisations.middleware import NetworkRequest
from organisations.permissions import can_coordinate_network


@require_safe
def home(request: NetworkRequest) -> HttpResponse:
    """What the Network coordinator keeps for every organisation, and what organisations published."""
    require(can_coordinate_network(request.membership))
    running = (
        Campaign.objects.begun()
        .exclude(status=CampaignStatus.PUBLISHED)
        .annotate(
            member_count=Count("members", distinct=True),
            attested_count=Count(
                "submissions", filter=Q(submissions__in_force=True), distinct=True
            ),
            waiting_count=Count(
                "submissions",
                filter=Q(submissions__status=SubmissionStatus.SUBMITTED),
                distinct=True,
            ),
        )
    )
    regulations = Regulation.objects.of_network()
    context = {
        "campaigns": list(running),
        "regulation_count": regulations.count(),
        "to_verify_count": regulations.filter(verification=Verification.TO_VERIFY).count(),
        "editions": list(editions_of_organisations(timezone.localdate())),
    }
    return render(request, "overview/network.html", context)
