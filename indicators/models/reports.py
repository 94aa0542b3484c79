"""The yearly reports as papers, and the Network's own texts between their figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.texts import TextField, language_name
from indicators.enums import ReportKind, ReportPart, ReportStatus
from indicators.models.campaigns import Campaign
from indicators.querysets import ReportQuerySet
from organisations.models import Organisation, User


class ReportText(models.Model):
    """What the Network says in one part of a year's report."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="texts")
    part = models.CharField(_("part"), max_length=15, choices=ReportPart)
    text = TextField(_("text"), long=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "part"], name="one_text_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.part}"


class Report(models.Model):
    """A report that was asked for in one language: made by a job, then kept as a file with its hash."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=ReportKind)
    # Null for the Network's.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True)
    language = models.CharField(_("language"), max_length=2)
    status = models.CharField(max_length=11, choices=ReportStatus, default=ReportStatus.WAITING)
    # Of a hundred.
    progress = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True)
    path = models.CharField(max_length=300, blank=True)
    size = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="network", organisation__isnull=True)
                | Q(kind="organisation", organisation__isnull=False),
                name="report_of_an_organisation_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | ~Q(path=""), name="ready_report_has_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.campaign_id} {self.language}"

    @property
    def language_name(self) -> str:
        return language_name(self.language)
