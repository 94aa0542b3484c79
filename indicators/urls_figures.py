from django.urls import path

from indicators.views import improvements, yearly

urlpatterns = [
    path("o/<slug:slug>/indicators/", yearly.current, name="current"),
    path("o/<slug:slug>/indicators/<int:year>/", yearly.year, name="year"),
    path("o/<slug:slug>/indicators/<int:year>.pdf", yearly.year_pdf, name="year_pdf"),
    path("o/<slug:slug>/indicators/actions/<int:pk>/", improvements.action, name="action"),
]
