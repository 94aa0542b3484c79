from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from charters import promising
from charters.forms.commitments import ExpectationForm, ExpectationRemovalForm, MoveForm
from charters.models import Charter, Expectation
from charters.permissions import can_edit_charter
from core.permissions import require
from organisations.middleware import MemberRequest


def _charter(request: MemberRequest) -> Charter:
    require(can_edit_charter(request.membership))
    charter = Charter.objects.for_organisation(request.organisation).first()
    if charter is None:
        raise Http404
    charter.organisation = request.organisation
    return charter


def _expectation(request: MemberRequest, pk: int) -> Expectation:
    """The expectation; where it was removed meanwhile, what is sent is answered by the verb."""
    charter = _charter(request)
    found = charter.expectations.filter(pk=pk).first()
    if found is None:
        if request.method != "POST" or not promising.was_expectation(charter, pk):
            raise Http404
        found = Expectation(pk=pk)
    found.charter = charter
    return found


def _list(slug: str) -> str:
    return reverse("charters:commitments", args=[slug], fragment="expectations")


@require_http_methods(["GET", "HEAD", "POST"])
def expectation_new(request: MemberRequest, slug: str) -> HttpResponse:
    charter = _charter(request)
    if not charter.is_editable and request.method != "POST":
        return redirect(_list(slug))
    form = ExpectationForm(request.POST or None, expectation=Expectation(charter=charter))
    if form.is_valid():
        promising.add_expectation(charter, by=request.user, text=form.text())
        return _saved(request, form)
    return render(request, "charters/expectation.html", {"charter": charter, "form": form})


def _saved(request: MemberRequest, form: ExpectationForm) -> HttpResponse:
    messages.success(request, _("The expectation is saved."))
    slug = request.organisation.slug
    return (
        redirect("charters:expectation_new", slug) if "next" in form.data else redirect(_list(slug))
    )


@require_http_methods(["GET", "HEAD", "POST"])
def expectation(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _expectation(request, pk)
    if not found.charter.is_editable and request.method != "POST":
        return redirect(_list(slug))
    form = ExpectationForm(request.POST or None, expectation=found)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        promising.change_expectation(found, by=request.user, text=form.text(), seen=seen)
        return _saved(request, form)
    context = {"charter": found.charter, "form": form, "expectation": found}
    return render(request, "charters/expectation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def expectation_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _expectation(request, pk)
    form = ExpectationRemovalForm(request.POST or None, expectation=found)
    if form.is_valid():
        promising.remove_expectation(found, by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, _("The expectation is removed."))
        return redirect(_list(slug))
    context = {"charter": found.charter, "form": form, "expectation": found}
    return render(request, "charters/expectation_remove.html", context)


@require_POST
def expectation_move(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _expectation(request, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        promising.move_expectation(
            found, by=request.user, place=values["place"], seen=values["seen"]
        )
        messages.success(request, _("The expectation has been moved."))
    else:
        messages.error(request, _("The form did not arrive whole. Send it once more."))
    return redirect(_list(slug))
