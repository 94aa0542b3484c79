"""Addresses of the definitions: the Network's, and the glossary for everyone."""

from django.urls import path

from indicators.views import definitions

NETWORK = "network/definitions/"
ONE = f"{NETWORK}<slug:code>/"
urlpatterns = [
    path("indicators/definitions/", definitions.public_definitions, name="public_definitions"),
    path(NETWORK, definitions.all_definitions, name="definitions"),
    path(f"{NETWORK}new/", definitions.definition_new, name="definition_new"),
    path(ONE, definitions.definition, name="definition"),
    path(f"{ONE}revision/", definitions.definition_revision, name="definition_revision"),
    path(f"{ONE}retirement/", definitions.definition_retirement, name="definition_retirement"),
    path("network/settings/", definitions.network_settings, name="network_settings"),
]
