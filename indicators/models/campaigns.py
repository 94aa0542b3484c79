"""The yearly collection: a campaign, what each organisation submits, and every figure of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.texts import TextField
from indicators.enums import (
    CHANGEABLE,
    CampaignHappening,
    CampaignStatus,
    Happening,
    SubmissionStatus,
    ValueState,
)
from indicators.models.definitions import Indicator, IndicatorVersion
from indicators.querysets import (
    CampaignMemberQuerySet,
    CampaignQuerySet,
    MeasurementQuerySet,
    SubmissionQuerySet,
)
from organisations.models import Group, Organisation, User


class NetworkSettings(models.Model):
    """One row: what the Network coordinator decides for everything that is published."""

    smallest_shown = models.PositiveSmallIntegerField(
        _("smallest number that the public sees"),
        default=5,
        help_text=_("Smaller numbers are hidden, zero excepted."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1, smallest_shown__gte=1, smallest_shown__lte=100),
                name="network_settings_are_one_row",
                violation_error_message=_("Give a number from 1 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"< {self.smallest_shown}"


class Campaign(models.Model):
    """The collection of one year's figures from every organisation of the Network."""

    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, error_messages={"unique": _("This year has its campaign.")}
    )
    cut_off = models.DateField(_("cut-off date"))
    opens_on = models.DateField(_("opens on"))
    # The last day on which a submission is in time.
    due_on = models.DateField(_("figures due on"))
    instructions = TextField(_("instructions"), long=True)
    status = models.CharField(
        max_length=10, choices=CampaignStatus, default=CampaignStatus.PREPARED
    )
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="campaign_is_due_after_it_opens",
                violation_error_message=_("The figures would be due before the campaign opens."),
            ),
            models.CheckConstraint(
                condition=Q(status="published", published_at__isnull=False)
                | (~Q(status="published") & Q(published_at__isnull=True)),
                name="published_campaign_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def is_cut_off(self) -> bool:
        """Is that day over? What is counted before may still change."""
        return self.cut_off < timezone.localdate()


class CampaignMember(models.Model):
    """An organisation of the Network in that year, in the group it belonged to then."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    group = models.ForeignKey(Group, models.PROTECT)
    reminded_at = models.DateTimeField(null=True)

    objects = CampaignMemberQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation"],
                name="organisation_is_once_in_a_campaign",
                violation_error_message=_("This organisation takes part already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.organisation_id}"


class CampaignChange(models.Model):
    """What the Network coordinator did with a campaign, and when; append-only."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="changes")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    happening = models.CharField(max_length=10, choices=CampaignHappening)
    # Who was taken in, left out or put into another group.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    # Dates and words that were changed, by column; of an organisation, the code of its group.
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.happening}"


class Submission(models.Model):
    """One organisation's figures of one year; attested, it never changes: a correction is another version.

    A correction that was dropped stays readable and counts nowhere.

    `in_force` marks the attested version that counts: one at most for each campaign and organisation.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(
        max_length=15, choices=SubmissionStatus, default=SubmissionStatus.IN_PREPARATION
    )
    in_force = models.BooleanField(default=False)
    # Whether the register here gives the figures, or a file and the keyboard.
    from_register = models.BooleanField(_("computed from the register"), default=True)
    computed_at = models.DateTimeField(null=True)
    comment = models.TextField(_("comment"), blank=True)
    # Why a version after the first was needed.
    reason = models.TextField(_("reason for the correction"), blank=True)
    remarks = models.TextField(_("remarks of the Network coordinator"), blank=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # After the day on which the campaign's figures were due.
    is_late = models.BooleanField(default=False)
    attested_at = models.DateTimeField(null=True)
    attested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "organisation__code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation", "version"],
                name="one_submission_per_version",
            ),
            models.UniqueConstraint(
                fields=["campaign", "organisation"],
                condition=Q(in_force=True),
                name="one_version_is_in_force",
            ),
            models.UniqueConstraint(
                fields=["campaign", "organisation"],
                condition=~Q(status__in=["attested", "dropped"]),
                name="one_version_is_worked_on",
            ),
            models.CheckConstraint(
                condition=Q(status="attested", attested_at__isnull=False)
                | (~Q(status="attested") & Q(attested_at__isnull=True, in_force=False)),
                name="attested_submission_says_when",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(version__gt=1) | ~Q(status="dropped"),
                name="only_a_correction_is_dropped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.organisation_id} ({self.version})"

    @property
    def can_change(self) -> bool:
        """Are its figures still the organisation's to change?"""
        return self.status in CHANGEABLE

    @property
    def is_correction(self) -> bool:
        return self.version > 1


class Measurement(models.Model):
    """A figure of a submission, or a part of it: what the register gives beside what is declared.

    `value` is what counts: declared where something was declared, else computed; null unless `state`
    says that there is a number. The evidence tells which cases stood behind it: how many, and the
    SHA-256 of their numbers in order, one a line.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="measurements")
    indicator = models.ForeignKey(Indicator, models.PROTECT)
    definition = models.ForeignKey(IndicatorVersion, models.PROTECT)
    # Empty for the total, else `dimension=code`; `part=numerator`, `part=denominator` for rates.
    breakdown = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=15, choices=ValueState, default=ValueState.NOT_PROVIDED)
    computed = models.DecimalField(max_digits=14, decimal_places=1, null=True)
    declared = models.DecimalField(max_digits=14, decimal_places=1, null=True)
    reason = models.CharField(_("reason for the difference"), max_length=500, blank=True)
    value = models.GeneratedField(
        expression=Case(When(state="value", then=Coalesce("declared", "computed"))),
        output_field=models.DecimalField(max_digits=14, decimal_places=1, null=True),
        db_persist=True,
    )
    evidence_count = models.PositiveIntegerField(null=True)
    evidence_hash = models.CharField(max_length=64, blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "indicator", "breakdown"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "breakdown"], name="figure_stands_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="value") | Q(computed__isnull=False) | Q(declared__isnull=False),
                name="figure_with_a_value_has_a_number",
            ),
            models.CheckConstraint(
                condition=(Q(computed__isnull=True) | Q(computed__gte=0))
                & (Q(declared__isnull=True) | Q(declared__gte=0)),
                name="figure_is_not_negative",
                violation_error_message=_("A figure is not negative."),
            ),
        ]
        indexes = [models.Index(fields=["indicator", "breakdown", "submission"])]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.breakdown}: {self.value}"


class CheckAnswer(models.Model):
    """What an organisation says to a question that the checks asked of its figures."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="answers")
    # The check and the figure it asks about, as `checks.py` names them.
    question = models.CharField(max_length=150)
    text = models.CharField(_("explanation"), max_length=1000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "question"], name="question_is_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return self.question


class SubmissionChange(models.Model):
    """What befell a submission; append-only."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="changes")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    happening = models.CharField(max_length=12, choices=Happening)
    # Figures that were changed: indicator and breakdown to what stood before and after.
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    remarks = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.happening}"
