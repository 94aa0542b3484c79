"""Addresses of the members' work."""

from django.urls import URLPattern, path

from overview.views import member

member_urls: list[URLPattern] = [
    path("o/", member.workplace, name="workplace"),
    path("o/<slug:slug>/", member.my_work, name="my_work"),
]
