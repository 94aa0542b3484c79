"""Addresses of the regulation inventory: the Network's, and that of an organisation."""

from django.urls import path

from charters.views import regulations

NETWORK = "network/regulations/"
OF_NETWORK = f"{NETWORK}<int:pk>/"
OWN = "o/<slug:slug>/charters/regulations/"
OF_ORGANISATION = f"{OWN}<int:pk>/"
urlpatterns = [
    path(NETWORK, regulations.regulations, name="regulations"),
    path(f"{NETWORK}new/", regulations.regulation_new, name="regulation_new"),
    path(OF_NETWORK, regulations.regulation, name="regulation"),
    path(f"{OF_NETWORK}text/", regulations.regulation_edit, name="regulation_edit"),
    path(f"{OF_NETWORK}verification/", regulations.regulation_check, name="regulation_check"),
    path(f"{OF_NETWORK}charters/", regulations.regulation_charters, name="regulation_charters"),
    path(OWN, regulations.own_regulations, name="own_regulations"),
    path(f"{OWN}new/", regulations.own_regulation_new, name="own_regulation_new"),
    path(OF_ORGANISATION, regulations.own_regulation, name="own_regulation"),
    path(f"{OF_ORGANISATION}text/", regulations.own_regulation_edit, name="own_regulation_edit"),
    path(
        f"{OF_ORGANISATION}verification/",
        regulations.own_regulation_check,
        name="own_regulation_check",
    ),
]
