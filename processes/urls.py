from django.urls import path

from processes import views

app_name = "processes"
urlpatterns = [
    path("o/<slug:slug>/processes/services/", views.services, name="services"),
    path("o/<slug:slug>/processes/services/new/", views.service_new, name="service_new"),
    path("o/<slug:slug>/processes/services/<int:pk>/", views.service, name="service"),
]
