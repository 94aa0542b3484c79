"""The catalogue of services and who they are for."""

from django.urls import path

from processes.views import catalogue

SERVICES = "o/<slug:slug>/processes/services/"
urlpatterns = [
    path(SERVICES, catalogue.services, name="services"),
    path(f"{SERVICES}new/", catalogue.service_new, name="service_new"),
    path(f"{SERVICES}<int:pk>/", catalogue.service, name="service"),
]
