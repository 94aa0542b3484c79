from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints.forms.settings import RulesForm
from complaints.handling import rules_of
from complaints.permissions import can_set_rules
from core.permissions import require
from organisations.middleware import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_set_rules(request.membership))
    form = RulesForm(request.POST or None, instance=rules_of(request.organisation))
    if form.is_valid():
        form.save()
        messages.success(request, _("The handling rules are saved."))
        return redirect("organisations:settings", slug)
    return render(request, "complaints/settings/rules.html", {"form": form})
