"""Addresses of the published figures, for everyone."""

from django.urls import path

from indicators.views import public

urlpatterns = [
    path("indicators/", public.network, name="public"),
    path("indicators/open-data/", public.open_data, name="open_data"),
    path("indicators/organisations/<slug:slug>/", public.organisation, name="public_organisation"),
    path("indicators/charts/<slug:indicator>/", public.embedded_chart, name="embedded_chart"),
]
