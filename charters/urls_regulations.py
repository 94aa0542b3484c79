"""Addresses of the charter: regulations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
