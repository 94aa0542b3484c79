from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.permissions import require
from organisations.middleware import MemberRequest
from processes.models import Service
from processes.permissions import can_edit_maps


@require_safe
def map_draft(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_edit_maps(request.membership))
    service = get_object_or_404(Service.objects.for_organisation(request.organisation), pk=pk)
    return render(request, "processes/map_draft.html", {"service": service})
