"""Every address: the language first, then the public pages, the members' work, the account."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from overview.views.health import health
from overview.views.public import robots, start

urlpatterns = [
    path("", start, name="start"),
    path("health/", health, name="health"),
    path("robots.txt", robots, name="robots"),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("organisations.urls")),
        path("", include("complaints.urls")),
        path("", include("processes.urls")),
        path("", include("indicators.urls")),
        path("", include("overview.urls")),
    ),
]
