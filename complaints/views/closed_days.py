from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from complaints import closed_days as calendar
from complaints.forms.settings import ClosedDayForm
from complaints.models import Case
from core.permissions import require
from organisations.middleware import MemberRequest
from organisations.models import ClosedDay
from organisations.permissions import can_administer
from organisations.time_limits import holidays_in


@require_http_methods(["GET", "HEAD", "POST"])
def closed_days(request: MemberRequest, slug: str) -> HttpResponse:
    """A new day that moves open cases is shown with them first, and asked about."""
    require(can_administer(request.membership))
    organisation = request.organisation
    form = ClosedDayForm(request.POST or None, instance=ClosedDay(organisation=organisation))
    if form.is_valid():
        day = form.cleaned_data["day"]
        shifts = calendar.shifts(organisation, day, closed=True)
        if shifts and "confirmed" not in request.POST:
            context = {"form": form, "day": day, "shifts": shifts}
            return render(request, "complaints/settings/closed_day_new.html", context)
        moved = calendar.close(organisation, day=day, name=form.instance.name, by=request.user)
        messages.success(request, _told(_("The day is added."), moved))
        return redirect("complaints:closed_days", slug)
    today = timezone.localdate()
    context = {
        "form": form,
        "days": ClosedDay.objects.for_organisation(organisation).order_by("-day"),
        "today": today,
        "years": [(year, holidays_in(year)) for year in (today.year, today.year + 1)],
    }
    return render(request, "complaints/settings/closed_days.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def closed_day_removal(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    require(can_administer(request.membership))
    days = ClosedDay.objects.for_organisation(request.organisation).select_related("organisation")
    closed_day = get_object_or_404(days, pk=pk)
    if request.method == "POST":
        moved = calendar.open_again(closed_day, by=request.user)
        messages.success(request, _told(_("The day is open again."), moved))
        return redirect("complaints:closed_days", slug)
    require(calendar.may_be_taken_back(closed_day))
    shifts = calendar.shifts(request.organisation, closed_day.day, closed=False)
    context = {"closed_day": closed_day, "shifts": shifts}
    return render(request, "complaints/settings/closed_day_removal.html", context)


def _told(done: str, moved: list[Case]) -> str:
    if not moved:
        return _("%(done)s No open case moves.") % {"done": done}
    text = ngettext(
        "%(done)s %(number)d open case has a new due date.",
        "%(done)s %(number)d open cases have a new due date.",
        len(moved),
    )
    return text % {"done": done, "number": len(moved)}
