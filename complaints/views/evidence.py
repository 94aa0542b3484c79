from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints.evidence import evidence_of, of_services
from complaints.evidence_words import Teller, days_compared, lines_of_table, service_line
from complaints.forms.evidence import EvidenceFilter, PeriodFilter
from organisations.middleware import MemberRequest
from processes.models import Service
from processes.permissions import can_plan_actions


@require_safe
def evidence(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """What the register tells of the process of one service, drawn on its stages and as a table."""
    service = get_object_or_404(Service.objects.for_organisation(request.organisation), pk=pk)
    form = EvidenceFilter(request.GET, membership=request.membership)
    understood(request, form)
    found = evidence_of(service, form.period, form.finding_chosen)
    teller = Teller(found, form.opens, slug, form.chosen)
    columns = teller.columns()
    context = {
        "service": service,
        "form": form,
        "teller": teller,
        "columns": columns,
        "lines": lines_of_table(teller, columns),
        "days": days_compared(form.period),
        "may_plan": can_plan_actions(request.membership),
    }
    return render(request, "complaints/evidence.html", context)


@require_safe
def evidence_overview(request: MemberRequest, slug: str) -> HttpResponse:
    """Every service with its complaints, founded complaints and compliments of a period."""
    form = PeriodFilter(request.GET, membership=request.membership)
    understood(request, form)
    query = urlencode({"year": form.chosen})
    services = [
        service_line(found, opens=form.opens, slug=slug, query=query)
        for found in of_services(request.organisation, form.period)
    ]
    context = {"form": form, "services": services, "days": days_compared(form.period)}
    return render(request, "complaints/evidence_overview.html", context)


def understood(request: MemberRequest, form: PeriodFilter) -> None:
    """What an address asks in vain is said."""
    form.is_valid()
    if form.ignored:
        said = _("Part of the address was not understood and is left out: %(filters)s.")
        messages.warning(request, said % {"filters": ", ".join(form.ignored)})
