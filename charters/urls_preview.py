"""Addresses of the charter: the working text as it will be read."""

from django.urls import path

from charters.views import preview

PREVIEW = "o/<slug:slug>/charters/preview"
urlpatterns = [
    path(f"{PREVIEW}/", preview.preview, name="preview"),
    path(f"{PREVIEW}/charter.pdf", preview.preview_pdf, name="preview_pdf"),
]
