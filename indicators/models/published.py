"""What the public sees: quoted from before this register existed, and released by the campaigns."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from indicators.enums import ValueState
from indicators.models.campaigns import Campaign
from indicators.querysets import PublicFigureQuerySet, PublishedFigureQuerySet


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


class PublicRelease(models.Model):
    """A year's figures as they were given to the public: when it was published, and at each correction since."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    # The threshold of that day.
    smallest_shown = models.PositiveSmallIntegerField()
    # Versions of the organisations' figures that it took in, by their code.
    versions = models.JSONField(default=dict)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"], name="release_of_a_year_has_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.number}"


class PublicFigure(models.Model):
    """A figure of a published year, of an organisation, a group or the Network, as last released.

    `value` is the number itself; where `is_hidden`, the public gets a state in its place. Read it
    through `as_seen`. Written anew by each release of the year, by nothing else.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="public_figures")
    # `FED_NETWORK`, `GROUP_…` or the code of an organisation.
    subject = models.CharField(max_length=30)
    group = models.CharField(max_length=20, blank=True)
    indicator = models.CharField(max_length=60)
    breakdown = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=15, choices=ValueState)
    value = models.DecimalField(max_digits=14, decimal_places=1, null=True)
    is_hidden = models.BooleanField(default=False)
    unit = models.CharField(max_length=15)
    definition_version = models.PositiveSmallIntegerField()
    # How many of them stand behind a sum.
    organisations = models.PositiveSmallIntegerField(default=1)

    objects = PublicFigureQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "subject", "indicator", "breakdown"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "subject", "indicator", "breakdown"],
                name="public_figure_stands_once",
            ),
        ]
        indexes = [models.Index(fields=["subject", "breakdown"], name="public_figure_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.campaign_id}: {self.indicator} {self.breakdown}"
