"""Open data: without a language in the address, since data have none."""

from django.urls import URLPattern

app_name = "open_data"
urlpatterns: list[URLPattern] = []
