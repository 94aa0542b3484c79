"""Addresses of the charter: form."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
