"""Figures, the yearly collection, comparison and what is published; each part brings its own addresses."""

from indicators import (
    urls_campaigns,
    urls_comparison,
    urls_criteria,
    urls_definitions,
    urls_figures,
    urls_public,
    urls_reports,
    urls_submissions,
)

app_name = "indicators"
urlpatterns = [
    *urls_figures.urlpatterns,
    *urls_submissions.urlpatterns,
    *urls_comparison.urlpatterns,
    *urls_criteria.urlpatterns,
    *urls_reports.urlpatterns,
    *urls_definitions.urlpatterns,
    *urls_campaigns.urlpatterns,
    *urls_public.urlpatterns,
]
