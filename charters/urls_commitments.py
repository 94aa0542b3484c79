"""Addresses of the charter: commitments."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
