"""Addresses of the charter: opinions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
