from django.conf import settings as installation
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from organisations import readiness
from organisations.forms.settings import ProfileForm
from organisations.middleware import MemberRequest
from organisations.permissions import can_administer


@require_safe
def settings(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_administer(request.membership))
    subjects = readiness.subjects(request.organisation, timezone.localdate())
    context = {
        "subjects": subjects,
        "missing": sum(len(subject.missing) for subject in subjects),
        "first": next((subject for subject in subjects if subject.missing), None),
        "mail_goes_to_files": not installation.EMAIL_URL,
    }
    return render(request, "organisations/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_administer(request.membership))
    form = ProfileForm(request.POST or None, instance=request.organisation)
    if form.is_valid():
        form.save()
        messages.success(request, _("Contact and description are saved."))
        return redirect("organisations:settings", slug)
    return render(request, "organisations/profile.html", {"form": form})
