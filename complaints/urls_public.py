"""Addresses of the register without sign-in."""

from django.http import HttpResponse
from django.urls import URLPattern, path

public_urls: list[URLPattern] = [path("track/", lambda r: HttpResponse(""), name="track")]
