"""Addresses of the members' work."""

from django.urls import URLPattern

member_urls: list[URLPattern] = []
