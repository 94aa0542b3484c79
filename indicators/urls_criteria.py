"""Addresses of the criteria of complaints management: an organisation's, and the Network's."""

from django.urls import path

from indicators.views import criteria

OWN = "o/<slug:slug>/indicators/criteria/"
NETWORK = "network/criteria/"
ONE = f"{NETWORK}<slug:code>/"
urlpatterns = [
    path(OWN, criteria.own_criteria, name="own_criteria"),
    path(f"{OWN}<slug:code>/", criteria.own_criterion, name="own_criterion"),
    path(NETWORK, criteria.criteria, name="criteria"),
    path(f"{NETWORK}new/", criteria.criterion_new, name="criterion_new"),
    path(f"{NETWORK}overview/", criteria.criteria_overview, name="criteria_overview"),
    path(ONE, criteria.criterion, name="criterion"),
    path(f"{ONE}words/", criteria.criterion_words, name="criterion_words"),
]
