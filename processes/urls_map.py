"""The process map of a service: its draft, its steps, what is in force."""

from django.urls import path

from processes.views import map_draft

MAP = "o/<slug:slug>/processes/services/<int:pk>/map/"
urlpatterns = [
    path(f"{MAP}draft/", map_draft.map_draft, name="map_draft"),
]
