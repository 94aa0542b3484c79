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
        for kind in comparison.KINDS
    ],
    path("o/<slug:slug>/indicators/comparison/", comparison.own_comparison, name="own_comparison"),
    *[
        path(
            f"o/<slug:slug>/indicators/comparison.{kind}",
            comparison.own_comparison_file,
            {"kind": kind},
            name=f"own_comparison_{kind}",
        )
        for kind in comparison.KINDS
    ],
]
