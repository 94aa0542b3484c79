from django.urls import path

from indicators import views

app_name = "indicators"
urlpatterns = [
    path("o/<slug:slug>/indicators/", views.current, name="current"),
    path("o/<slug:slug>/indicators/<int:year>/", views.year, name="year"),
    path("o/<slug:slug>/indicators/<int:year>.pdf", views.year_pdf, name="year_pdf"),
]
