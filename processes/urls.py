"""Catalogue, process maps, improvements and news; each part brings its own addresses."""

from processes import urls_actions, urls_catalogue, urls_map, urls_news

app_name = "processes"
urlpatterns = [
    *urls_catalogue.urlpatterns,
    *urls_actions.urlpatterns,
    *urls_map.urlpatterns,
    *urls_news.urlpatterns,
]
