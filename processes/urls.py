"""Catalogue, process maps, improvements and news; each part brings its own addresses."""

from processes import urls_catalogue, urls_map

app_name = "processes"
urlpatterns = [*urls_catalogue.urlpatterns, *urls_map.urlpatterns]
