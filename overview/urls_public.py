"""Addresses of the public pages."""

from django.urls import path

from overview.views import public, services

public_urls = [
    path("", public.home, name="home"),
    path("find/", services.find, name="find"),
    path("organisations/", public.organisation_list, name="organisation_list"),
    path("organisations/<slug:slug>/", public.organisation, name="organisation"),
    path(
        "organisations/<slug:slug>/privacy/",
        public.organisation_privacy,
        name="organisation_privacy",
    ),
    # A code may hold a slash.
    path("organisations/<slug:slug>/services/<path:code>/", services.service, name="service"),
    path("complaints/", public.complaints_explained, name="complaints_explained"),
    path("about/", public.about, name="about"),
    path("contact/", public.contact, name="contact"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("privacy/", public.privacy, name="privacy"),
]
