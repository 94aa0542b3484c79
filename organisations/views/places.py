from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.permissions import require
from organisations.forms.places import HoursExceptionForm, HoursForm, PlaceForm, repeated
from organisations.hours import given, hours_of, openings_in_words
from organisations.middleware import MemberRequest
from organisations.models import HoursException, Place
from organisations.permissions import can_administer, can_edit_places
from organisations.places import set_hours
from organisations.time_limits import calendar_of


def _place(request: MemberRequest, pk: int) -> Place:
    require(can_edit_places(request.membership))
    places = Place.objects.for_organisation(request.organisation)
    return get_object_or_404(places.with_hours().select_related("organisation"), pk=pk)


@require_safe
def places(request: MemberRequest, slug: str) -> HttpResponse:
    require(can_edit_places(request.membership))
    calendar, now = calendar_of(request.organisation), timezone.now()
    found = Place.objects.for_organisation(request.organisation).with_hours()
    context = {
        "rows": [(place, hours_of(place, now, calendar)) for place in found],
        "may_administer": can_administer(request.membership),
    }
    return render(request, "organisations/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place_new(request: MemberRequest, slug: str) -> HttpResponse:
    """A place without hours says little: they are asked for next."""
    require(can_edit_places(request.membership))
    form = PlaceForm(request.POST or None, instance=Place(organisation=request.organisation))
    if form.is_valid():
        place = form.save()
        messages.success(request, _("%(name)s is saved. When is it open?") % {"name": place})
        return redirect("organisations:place_hours", slug, place.pk)
    context = {"form": form, "may_administer": can_administer(request.membership)}
    return render(request, "organisations/place_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _place(request, pk)
    title = str(found)
    form = PlaceForm(request.POST or None, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, _("%(name)s is saved.") % {"name": found})
        return redirect("organisations:places", slug)
    today = timezone.localdate()
    context = {
        "place": found,
        "title": title,
        "form": form,
        "hours": hours_of(found, timezone.now(), calendar_of(request.organisation)),
        "exceptions": [
            (row, openings_in_words(given(row)))
            for row in found.exceptions.all()
            if row.last >= today
        ],
        "may_administer": can_administer(request.membership),
    }
    return render(request, "organisations/place.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place_hours(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _place(request, pk)
    typed = repeated(request.POST) if "repeat" in request.POST else request.POST
    form = HoursForm(typed or None, place=found)
    if "repeat" not in request.POST and form.is_valid():
        set_hours(found, form.openings)
        messages.success(request, _("The hours of %(name)s are saved.") % {"name": found})
        return redirect("organisations:place", slug, pk)
    context = {
        "place": found,
        "form": form,
        "may_administer": can_administer(request.membership),
    }
    return render(request, "organisations/place_hours.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place_exception_new(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    found = _place(request, pk)
    form = HoursExceptionForm(request.POST or None, instance=HoursException(place=found))
    if form.is_valid():
        form.save()
        messages.success(request, _("The days are added."))
        return redirect("organisations:place", slug, pk)
    context = {
        "place": found,
        "form": form,
        "may_administer": can_administer(request.membership),
    }
    return render(request, "organisations/place_exception_new.html", context)


@require_POST
def place_exception_removal(
    request: MemberRequest, slug: str, pk: int, exception_pk: int
) -> HttpResponse:
    get_object_or_404(_place(request, pk).exceptions, pk=exception_pk).delete()
    messages.success(request, _("The days are taken back: the usual hours hold."))
    return redirect("organisations:place", slug, pk)
