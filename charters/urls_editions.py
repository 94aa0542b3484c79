"""Addresses of the charter: editions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
