"""The process map of a service: its draft, its steps, what is in force."""

from django.urls import path

from processes.views import agreements, map_draft, maps

MAP = "o/<slug:slug>/processes/services/<int:pk>/map/"
STEPS = f"{MAP}draft/steps/"
AGREEMENTS = "o/<slug:slug>/processes/agreements/"
urlpatterns = [
    path(MAP, maps.map_shown, name="map"),
    path(f"{MAP}versions/<int:number>/", maps.map_version, name="map_version"),
    path(f"{MAP}changes/", maps.map_changes, name="map_changes"),
    path(f"{MAP}map.pdf", maps.map_pdf, name="map_pdf"),
    path(AGREEMENTS, agreements.agreements, name="agreements"),
    path(f"{AGREEMENTS}new/", agreements.agreement_new, name="agreement_new"),
    path(f"{AGREEMENTS}<int:pk>/", agreements.agreement, name="agreement"),
    path(f"{MAP}draft/", map_draft.map_draft, name="map_draft"),
    path(f"{MAP}draft/new/", map_draft.map_begin, name="map_begin"),
    path(f"{MAP}draft/adoption/", map_draft.map_adopt, name="map_adopt"),
    path(f"{MAP}draft/removal/", map_draft.map_discard, name="map_discard"),
    path(f"{STEPS}new/<str:stage>/", map_draft.step_new, name="step_new"),
    path(f"{STEPS}<int:step_pk>/", map_draft.step, name="step"),
    path(f"{STEPS}<int:step_pk>/place/", map_draft.step_move, name="step_move"),
    path(f"{STEPS}<int:step_pk>/removal/", map_draft.step_remove, name="step_remove"),
]
