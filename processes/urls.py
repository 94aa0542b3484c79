"""Catalogue, process maps, improvements and news; each part brings its own addresses."""

from processes import urls_catalogue

app_name = "processes"
urlpatterns = [*urls_catalogue.urlpatterns]
