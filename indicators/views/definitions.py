"""What is counted: the Network words it, everyone reads it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from indicators import definitions
from indicators.definition_words import Entry, by_section, entry_of
from indicators.forms.definitions import (
    IndicatorForm,
    NetworkSettingsForm,
    RetirementForm,
    RevisionForm,
)
from indicators.models import Indicator, IndicatorVersion, NetworkSettings
from organisations.middleware import NetworkRequest
from organisations.permissions import can_coordinate_network


@login_not_required
@require_safe
def public_definitions(request: HttpRequest) -> HttpResponse:
    """Every indicator in plain words, with what its earlier versions said."""
    indicators = Indicator.objects.prefetch_related("versions")
    return render(request, "indicators/glossary.html", {"sections": by_section(indicators)})


@require_safe
def all_definitions(request: NetworkRequest) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    sections = by_section(Indicator.objects.prefetch_related("versions"))
    return render(request, "indicators/definitions.html", {"sections": sections})


@require_safe
def definition(request: NetworkRequest, code: str) -> HttpResponse:
    """One indicator, all its versions and what each changed."""
    return render(request, "indicators/definition.html", {"entry": found(request, code)})


@require_http_methods(["GET", "HEAD", "POST"])
def definition_new(request: NetworkRequest) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    first = definitions.first_free_year()
    form = IndicatorForm(request.POST or None, first_free_year=first)
    form.cancel_url = reverse("indicators:definitions")
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("code", "section", "first_year")}
        added = definitions.add_indicator(by=request.user, **told, **form.wording())
        messages.success(request, _("The indicator is added. Organisations are asked for it."))
        return redirect("indicators:definition", added.code)
    return render(request, "indicators/definition_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def definition_revision(request: NetworkRequest, code: str) -> HttpResponse:
    entry = found(request, code)
    first = definitions.first_free_year(entry.indicator)
    form = RevisionForm(
        request.POST or None,
        instance=copy_of(entry.version),
        indicator=entry.indicator,
        first_free_year=first,
    )
    form.cancel_url = reverse("indicators:definition", args=[code])
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("first_year", "seen")}
        made = definitions.revise(entry.indicator, by=request.user, **told, **form.wording())
        messages.success(request, _("Version %(number)s is stored.") % {"number": made.number})
        return redirect(form.cancel_url)
    return render(request, "indicators/definition_revision.html", {"form": form, "entry": entry})


def copy_of(version: IndicatorVersion) -> IndicatorVersion:
    """To be changed on a page; the version itself never changes."""
    columns = [column.attname for column in IndicatorVersion._meta.concrete_fields]
    values: dict[str, Any] = {name: getattr(version, name) for name in columns if name != "id"}
    return IndicatorVersion(**values)


@require_http_methods(["GET", "HEAD", "POST"])
def definition_retirement(request: NetworkRequest, code: str) -> HttpResponse:
    entry = found(request, code)
    earliest = definitions.collected_until(entry.indicator)
    last_year = entry.indicator.last_year
    form = RetirementForm(request.POST or None, earliest=earliest, last_year=last_year)
    form.cancel_url = reverse("indicators:definition", args=[code])
    if form.is_valid():
        last = form.cleaned_data["last_year"]
        definitions.retire(entry.indicator, last_year=last)
        messages.success(request, told_of_end(last))
        return redirect(form.cancel_url)
    return render(request, "indicators/definition_retirement.html", {"form": form, "entry": entry})


def told_of_end(last_year: int | None) -> str:
    if last_year is None:
        return _("The indicator stays in the yearly collection.")
    return _("The indicator is asked for until %(year)s, that year included.") % {"year": last_year}


def found(request: NetworkRequest, code: str) -> Entry:
    require(can_coordinate_network(request.membership))
    indicators = Indicator.objects.prefetch_related("versions__made_by")
    return entry_of(get_object_or_404(indicators, code=code))


@require_http_methods(["GET", "HEAD", "POST"])
def network_settings(request: NetworkRequest) -> HttpResponse:
    require(can_coordinate_network(request.membership))
    stored = NetworkSettings.objects.first() or NetworkSettings(pk=1)
    form = NetworkSettingsForm(request.POST or None, instance=stored)
    form.cancel_url = reverse("overview:network")
    if form.is_valid():
        form.save()
        messages.success(request, _("The settings are saved."))
        return redirect("indicators:network_settings")
    return render(request, "indicators/network_settings.html", {"form": form})
