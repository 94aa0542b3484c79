"""The process map of a service: its draft, its steps, what is in force."""

from django.urls import path

from processes.views import map_draft

MAP = "o/<slug:slug>/processes/services/<int:pk>/map/"
STEPS = f"{MAP}draft/steps/"
urlpatterns = [
    path(f"{MAP}draft/", map_draft.map_draft, name="map_draft"),
    path(f"{MAP}draft/new/", map_draft.map_begin, name="map_begin"),
    path(f"{MAP}draft/adoption/", map_draft.map_adopt, name="map_adopt"),
    path(f"{MAP}draft/removal/", map_draft.map_discard, name="map_discard"),
    path(f"{STEPS}new/<str:stage>/", map_draft.step_new, name="step_new"),
    path(f"{STEPS}<int:step_pk>/", map_draft.step, name="step"),
    path(f"{STEPS}<int:step_pk>/place/", map_draft.step_move, name="step_move"),
    path(f"{STEPS}<int:step_pk>/removal/", map_draft.step_remove, name="step_remove"),
]
