"""Addresses of the charter: imports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
