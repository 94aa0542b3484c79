from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.permissions import can_read, can_register, can_see_readings
from organisations.middleware import MemberRequest
from organisations.models import Membership
from organisations.permissions import can_administer
from organisations.readiness import subjects
from overview.work import task_count, task_groups, this_morning


@require_safe
def workplace(request: MemberRequest) -> HttpResponse:
    """After sign-in: the one organisation of the member, or which one."""
    memberships = list(Membership.objects.of(request.user).order_by("pk"))
    if len(memberships) == 1:
        return redirect("overview:my_work", memberships[0].organisation.slug)
    return render(request, "overview/workplace.html", {"memberships": memberships})


@require_safe
def my_work(request: MemberRequest, slug: str) -> HttpResponse:
    """The member's tasks, whatever their roles ask of them."""
    membership, today = request.membership, timezone.localdate()
    groups = task_groups(membership, today)
    settings = subjects(request.organisation, today) if can_administer(membership) else []
    context = {
        "today": today,
        "groups": groups,
        "task_count": task_count(groups),
        "figures": this_morning(membership, today),
        "settings": [subject for subject in settings if subject.missing],
        "can": {
            "read": can_read(membership),
            "register": can_register(membership),
            "see_readings": can_see_readings(membership),
            "administer": can_administer(membership),
        },
    }
    return render(request, "overview/my_work.html", context)
