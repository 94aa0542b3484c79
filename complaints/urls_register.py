"""Addresses of the register: register."""

from django.urls import URLPattern

register_urls: list[URLPattern] = []
