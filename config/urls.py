"""Every address: the language first, then the public pages, the members' work, the account."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from overview.views.health import health
from overview.views.public import robots, start

urlpatterns = [
    path("", start, name="start"),
    path("health/", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("open-data/", include("indicators.urls_open_data")),
    *i18n_patterns(
        # An account is its organisation's: the address is changed by a new invitation.
        path("account/email/", RedirectView.as_view(pattern_name="overview:workplace")),
        path("account/", include("allauth.account.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        path("", include("organisations.urls")),
        path("", include("complaints.urls")),
        path("", include("charters.urls")),
        path("", include("processes.urls")),
        path("", include("indicators.urls")),
        path("", include("overview.urls")),
    ),
]
