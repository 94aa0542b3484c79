"""Addresses of the charter: a text that exists is brought in and cut into parts."""

from django.urls import path

from charters.views import imports

IMPORTS = "o/<slug:slug>/charters/imports/"
urlpatterns = [
    path(f"{IMPORTS}new/", imports.import_new, name="import_new"),
    path(f"{IMPORTS}<int:pk>/", imports.import_text, name="import"),
    path(f"{IMPORTS}<int:pk>/placing/", imports.import_place, name="import_place"),
    path(f"{IMPORTS}<int:pk>/undoing/", imports.import_undo, name="import_undo"),
    path(f"{IMPORTS}<int:pk>/discarding/", imports.import_discard, name="import_discard"),
]
