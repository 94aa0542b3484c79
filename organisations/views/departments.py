from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from organisations.forms.settings import DepartmentForm
from organisations.middleware import MemberRequest
from organisations.models import Department
from organisations.permissions import can_administer


@require_safe
def departments(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_administer(request.membership))
    context = {
        "departments": Department.objects.for_organisation(request.organisation),
        "today": timezone.localdate(),
    }
    return render(request, "organisations/departments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def department_new(request: MemberRequest, slug: str) -> HttpResponse:
    return _edit(request, slug, Department(organisation=request.organisation))


@require_http_methods(["GET", "HEAD", "POST"])
def department(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    departments = Department.objects.for_organisation(request.organisation)
    return _edit(request, slug, get_object_or_404(departments, pk=pk))


def _edit(request: MemberRequest, slug: str, department: Department) -> HttpResponse:
    require(can_administer(request.membership))
    title = str(department) or _("Add a department")
    form = DepartmentForm(request.POST or None, instance=department)
    if form.is_valid():
        form.save()
        messages.success(request, _("%(name)s is saved.") % {"name": department})
        return redirect("organisations:departments", slug)
    return render(request, "organisations/department.html", {"form": form, "title": title})
