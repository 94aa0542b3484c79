"""What was published before this register existed, as it was published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.querysets import PublishedFigureQuerySet


class PublishedFigure(models.Model):
    """A figure quoted from a public source; contradictions between sources stay as they were published."""

    year = models.PositiveSmallIntegerField(_("year"))
    # `FED_NETWORK`, `GROUP_…`, the code of an organisation or of a body of the second line.
    subject = models.CharField(_("about"), max_length=30)
    # 1: complaints of the organisations' own; 2: of the second line.
    line = models.PositiveSmallIntegerField(default=1)
    # The code of an indicator where one means the same; else the name in the source.
    indicator = models.CharField(max_length=60)
    breakdown = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=1)
    unit = models.CharField(max_length=40)
    source = models.CharField(max_length=600)
    certainty = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["year", "subject", "indicator", "breakdown"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "subject", "indicator", "breakdown"],
                name="published_figure_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.year}: {self.indicator}"
