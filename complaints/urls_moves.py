"""Addresses of the moves of a case."""

from django.urls import URLPattern

moves_urls: list[URLPattern] = []
