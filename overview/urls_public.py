"""Addresses of the public pages."""

from django.urls import path

from charters.enums import Paper
from overview.views import charter, public, services

CHARTER = "organisations/<slug:slug>/charter"
EDITION = f"{CHARTER}/editions/<int:number>"
CHARTER_PAPER = {"paper": Paper.CHARTER}
LEAFLET = {"paper": Paper.LEAFLET}
POSTER = {"paper": Paper.POSTER}
charter_urls = [
    path(f"{CHARTER}/", charter.charter, name="charter"),
    path(f"{CHARTER}/results/", charter.charter_results, name="charter_results"),
    path(f"{CHARTER}.pdf", charter.charter_paper, CHARTER_PAPER, name="charter_pdf"),
    path(f"{CHARTER}/leaflet.pdf", charter.charter_paper, LEAFLET, name="charter_leaflet"),
    path(f"{CHARTER}/poster.pdf", charter.charter_paper, POSTER, name="charter_poster"),
    path(f"{EDITION}/", charter.charter_edition, name="charter_edition"),
    path(
        f"{EDITION}.pdf",
        charter.charter_edition_paper,
        CHARTER_PAPER,
        name="charter_edition_pdf",
    ),
    path(
        f"{EDITION}/leaflet.pdf",
        charter.charter_edition_paper,
        LEAFLET,
        name="charter_edition_leaflet",
    ),
    path(
        f"{EDITION}/poster.pdf",
        charter.charter_edition_paper,
        POSTER,
        name="charter_edition_poster",
    ),
]
public_urls = [
    *charter_urls,
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
