"""The charter; each part brings its own addresses."""

from charters import (
    urls_commitments,
    urls_editions,
    urls_form,
    urls_imports,
    urls_opinions,
    urls_preview,
    urls_regulations,
)

app_name = "charters"
urlpatterns = [
    *urls_form.urlpatterns,
    *urls_commitments.urlpatterns,
    *urls_editions.urlpatterns,
    *urls_opinions.urlpatterns,
    *urls_imports.urlpatterns,
    *urls_preview.urlpatterns,
    *urls_regulations.urlpatterns,
]
