from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints.forms.register import ReadingFilter
from complaints.permissions import can_see_readings
from core.pages import count, page_of, pager
from core.permissions import require
from organisations.middleware import MemberRequest


@require_safe
def readings(request: MemberRequest, slug: str) -> HttpResponse:
    """Who read which case, newest first; of a case its number alone."""
    require(can_see_readings(request.membership))
    form = ReadingFilter(request.GET, membership=request.membership)
    form.is_valid()
    if form.ignored:
        said = _("Part of the address was not understood and is left out: %(filters)s.")
        messages.warning(request, said % {"filters": ", ".join(form.ignored)})
    rows = form.readings()
    page = page_of(
        rows.select_related("user", "case").only(
            "kind", "hour", "user__name", "user__email", "case__number"
        ),
        "-hour",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "form": form,
        "count": count(rows),
        "rows": page.rows,
        "page": pager(page, request.GET),
    }
    return render(request, "complaints/readings.html", context)
