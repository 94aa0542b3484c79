"""Addresses of the members' work, and of the Network."""

from django.urls import URLPattern, path

from overview.views import member, network

member_urls: list[URLPattern] = [
    path("o/", member.workplace, name="workplace"),
    path("o/<slug:slug>/", member.my_work, name="my_work"),
    path("network/", network.home, name="network"),
]
