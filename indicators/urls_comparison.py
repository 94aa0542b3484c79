from django.urls import path

from indicators.views import comparison

urlpatterns = [
    path("network/comparison/", comparison.comparison, name="comparison"),
    *[
        path(
            f"network/comparison.{kind}",
            comparison.comparison_file,
            {"kind": kind},
            name=f"comparison_{kind}",
        )
        for kind in ("csv", "xlsx", "pdf", "svg")
    ],
]
