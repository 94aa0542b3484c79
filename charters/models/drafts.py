"""The working text of a charter, on which its editors write; editions are made of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from charters.enums import (
    EDITABLE,
    WITH_LIMIT,
    WITH_SHARE,
    Better,
    ChangeCode,
    CharterStatus,
    Metric,
    Topic,
)
from charters.models.regulations import Regulation
from charters.querysets import CharterQuerySet, CommitmentQuerySet
from core.deadlines import Unit
from core.texts import TextField
from organisations.models import NormOfConduct, Organisation, User
from processes.enums import Stage
from processes.models import CustomerGroup, Service


def charter_languages() -> list[str]:
    """Dutch and French always; German and English by choice."""
    return ["nl", "fr"]


class Charter(models.Model):
    """The one charter of an organisation."""

    organisation = models.OneToOneField(Organisation, models.PROTECT)
    languages = ArrayField(models.CharField(max_length=2), default=charter_languages)
    status = models.CharField(
        _("status"), max_length=10, choices=CharterStatus, default=CharterStatus.DRAFT
    )
    begun_at = models.DateTimeField(db_default=Now())
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # When the edition in force is to be looked at again.
    review_due = models.DateField(_("next review on"), null=True, blank=True)

    objects = CharterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(languages__contains=["nl", "fr"])
                & Q(languages__contained_by=["nl", "fr", "de", "en"]),
                name="charter_is_in_dutch_and_french",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE


class CharterText(models.Model):
    """What a charter says on one subject, beside its commitments."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="texts")
    topic = models.CharField(max_length=20, choices=Topic)
    text = TextField(_("text"), long=True)
    # An element may have nothing to do with an organisation; then it says why.
    applies = models.BooleanField(_("applies to us"), default=True)
    reason = TextField(_("why it does not apply"))
    # Raised at every change, so that a page shown before is recognised as outdated.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "topic"], name="one_text_per_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.charter_id}: {self.topic}"


class Commitment(models.Model):
    """A promise that lasts over the editions of a charter: what a case points at; retired, never deleted."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    charter = models.ForeignKey(Charter, models.PROTECT, related_name="commitments")
    topic = models.CharField(_("subject"), max_length=20, choices=Topic)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)
    # None: whatever the service.
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service"),
    )
    customer_groups = models.ManyToManyField(
        CustomerGroup, blank=True, related_name="+", verbose_name=_("who benefits")
    )
    text = TextField(_("promise"))
    explanation = TextField(_("explanation"), long=True)
    metric = models.CharField(
        _("how it is measured"), max_length=20, choices=Metric, default=Metric.NONE
    )
    amount = models.PositiveSmallIntegerField(_("within"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=16, choices=Unit, default=Unit.WORKING_DAYS)
    norm = models.ForeignKey(
        NormOfConduct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("norm of conduct"),
    )
    # In per cent: at least, or at most for founded complaints on a norm.
    target = models.DecimalField(
        _("target"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    figure_name = TextField(_("name of the figure"))
    figure_unit = TextField(_("unit of the figure"))
    figure_target = models.DecimalField(
        _("target of the figure"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    figure_better = models.CharField(
        _("the figure is to be"), max_length=6, choices=Better, default=Better.HIGHER
    )
    regulation = models.ForeignKey(
        Regulation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal basis"),
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    # Why it differs from the last edition.
    change_reason = TextField(_("why it changes"))
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "position", "pk"]
        indexes = [
            models.Index(fields=["charter", "topic", "position"], name="commitments_of_a_charter")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "id"], name="commitment_in_organisation"
            ),
            models.CheckConstraint(
                condition=~Q(metric__in=sorted(WITH_LIMIT)) | Q(amount__isnull=False),
                name="time_promise_has_a_limit",
            ),
            models.CheckConstraint(
                condition=~Q(metric__in=sorted(WITH_SHARE)) | Q(target__isnull=False),
                name="measured_promise_has_a_target",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gte=0, target__lte=100),
                name="target_is_a_share",
            ),
            models.CheckConstraint(
                condition=~Q(metric="founded_on_norm") | Q(norm__isnull=False),
                name="promise_on_a_norm_names_it",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=models.F("valid_from")),
                name="commitment_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class Expectation(models.Model):
    """Something that an organisation asks of its customers."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="expectations")
    text = TextField(_("what we ask"))
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.text)


class YearlyFigure(models.Model):
    """The figure of a commitment in one year, typed in."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="figures")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    source = models.CharField(_("where it comes from"), max_length=300, blank=True)
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    typed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "year"],
                name="one_figure_per_commitment_and_year",
                violation_error_message=_("This year already has a figure."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.year}"


class CharterChange(models.Model):
    """What was done to a charter, by whom; append-only."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="changes")
    code = models.CharField(max_length=20, choices=ChangeCode)
    topic = models.CharField(max_length=20, choices=Topic, blank=True)
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    # Said by the person who did it.
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["charter", "id"], name="changes_of_a_charter")]

    def __str__(self) -> str:
        return f"{self.charter_id}: {self.code}"
