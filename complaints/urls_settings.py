"""Addresses of the register: settings."""

from django.urls import URLPattern

settings_urls: list[URLPattern] = []
