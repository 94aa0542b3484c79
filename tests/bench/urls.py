"""The addresses of the application, and a signed-in page with no query of its own."""

from functools import lru_cache

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_safe

from config.urls import urlpatterns as of_the_application


@lru_cache(maxsize=1)
def empty_page():
    return engines["django"].from_string('{% extends "base_staff.html" %}')


@require_safe
def floor(request, slug):
    return HttpResponse(empty_page().render({}, request))


urlpatterns = [
    *i18n_patterns(path("o/<slug:slug>/floor/", floor)),
    *of_the_application,
]
