"""Addresses of the charter: its task list, and the guided form subject by subject."""

from django.urls import path

from charters.views import form

CHARTER = "o/<slug:slug>/charters/"
urlpatterns = [
    path(CHARTER, form.home, name="home"),
    path(f"{CHARTER}beginning/", form.begin, name="begin"),
    path(f"{CHARTER}languages/", form.languages, name="languages"),
    path(f"{CHARTER}topics/<str:topic>/", form.topic, name="topic"),
    path(f"{CHARTER}history/", form.history_page, name="history"),
]
