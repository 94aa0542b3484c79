"""Questions about definitions, campaigns, submissions, figures, criteria and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When

from core.texts import in_language
from indicators.enums import CampaignStatus, Origin, SubmissionStatus

if TYPE_CHECKING:
    from indicators.models import (
        Campaign,
        CampaignMember,
        Criterion,
        CriterionStatus,
        Indicator,
        IndicatorVersion,
        Measurement,
        PublicFigure,
        PublishedFigure,
        Report,
        Submission,
    )
    from organisations.models import Organisation

# The state of a figure whose number the public does not get.
HIDDEN = "hidden"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def asked_in(self, year: int) -> Self:
        """Those that are collected for the year."""
        return self.filter(Q(last_year=None) | Q(last_year__gte=year), collected_since__lte=year)

    def of_organisations(self) -> Self:
        """Those that an organisation has a value of."""
        return self.exclude(origin=Origin.CAMPAIGN)


class IndicatorVersionQuerySet(models.QuerySet["IndicatorVersion"]):
    def valid_in(self, year: int) -> Self:
        """One a indicator: the last version that had begun by the year."""
        return (
            self.filter(first_year__lte=year)
            .order_by("indicator_id", "-number")
            .distinct("indicator_id")
        )


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def published(self) -> Self:
        return self.filter(status=CampaignStatus.PUBLISHED)

    def begun(self) -> Self:
        """Those that organisations see."""
        return self.exclude(status=CampaignStatus.PREPARED)


class CampaignMemberQuerySet(models.QuerySet["CampaignMember"]):
    def in_reading_order(self) -> Self:
        """By name in the reader's language, each with its organisation and group."""
        found = self.select_related("organisation", "group")
        return found.order_by(in_language("organisation__sort_keys"), "organisation__code")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def standing(self) -> Self:
        """Without the corrections that were dropped."""
        return self.exclude(status=SubmissionStatus.DROPPED)

    def in_force(self) -> Self:
        """The attested versions that count."""
        return self.filter(in_force=True)

    def published(self) -> Self:
        """Those that count, of campaigns that were published: what anyone may read."""
        return self.in_force().filter(campaign__status=CampaignStatus.PUBLISHED)


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def in_force(self) -> Self:
        """Figures of the attested versions that count."""
        return self.filter(submission__in_force=True)

    def published(self) -> Self:
        """Those that count, of campaigns that were published."""
        return self.in_force().filter(submission__campaign__status=CampaignStatus.PUBLISHED)

    def totals(self) -> Self:
        return self.filter(breakdown="")


class PublishedFigureQuerySet(models.QuerySet["PublishedFigure"]):
    def of_network(self) -> Self:
        return self.filter(subject="FED_NETWORK")


class PublicFigureQuerySet(models.QuerySet["PublicFigure"]):
    def as_seen(self) -> Self:
        """`seen_state` and `seen_value`: what the public gets, a hidden number being none."""
        return self.annotate(
            seen_state=Case(When(is_hidden=True, then=Value(HIDDEN)), default=F("state")),
            seen_value=Case(When(is_hidden=False, then=F("value"))),
        )


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def known(self) -> Self:
        """Those that have been written down, in one language at least."""
        return self.exclude(name={})


class CriterionStatusQuerySet(models.QuerySet["CriterionStatus"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def standing(self) -> Self:
        """What counts now: the last declaration of each organisation and criterion."""
        return self.order_by("organisation_id", "criterion_id", "-pk").distinct(
            "organisation_id", "criterion_id"
        )


class ReportQuerySet(models.QuerySet["Report"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)
