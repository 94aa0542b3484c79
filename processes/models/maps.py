"""The process map of a service: lasting steps, versions of the map, hand-overs, agreements."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.texts import TextField
from organisations.models import Department, Organisation, User
from processes.enums import (
    Actor,
    ContactChannel,
    DurationUnit,
    Ending,
    MapChangeCode,
    MapStatus,
    Stage,
)
from processes.models.catalogue import Service
from processes.querysets import AgreementQuerySet, MapQuerySet, StepQuerySet


class Map(models.Model):
    """One version of the process map of a service; at most one draft and one in force."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="maps")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=MapStatus, default=MapStatus.DRAFT)
    reason = TextField(_("why it changed"))
    begun_at = models.DateTimeField(db_default=Now())
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    in_force_from = models.DateField(_("in force from"), null=True)
    in_force_until = models.DateField(null=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = MapQuerySet.as_manager()

    class Meta:
        ordering = ["service", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="map_number_is_given_once"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(status="draft"), name="one_draft_per_service"
            ),
            models.UniqueConstraint(
                fields=["service"], condition=Q(status="in_force"), name="one_map_in_force"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") ^ Q(in_force_from__isnull=False),
                name="adopted_map_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.status == MapStatus.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.status == MapStatus.IN_FORCE

    @property
    def is_past(self) -> bool:
        return self.status == MapStatus.PAST


class Step(models.Model):
    """A step that lasts over the versions of the map: what a case points at."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    service = models.ForeignKey(Service, models.PROTECT, related_name="steps")

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="step_in_organisation"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class StepVersion(models.Model):
    """A step as one version of the map shows it."""

    map = models.ForeignKey(Map, models.CASCADE, related_name="steps")
    step = models.ForeignKey(Step, models.PROTECT, related_name="versions")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    # Counted from 1 within the stage, without gaps.
    position = models.PositiveSmallIntegerField()
    name = TextField(_("name of the step"))
    actor = models.CharField(_("who does it"), max_length=20, choices=Actor)
    partner = models.CharField(_("which other organisation"), max_length=150, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=ContactChannel, blank=True)
    description = TextField(_("what happens"), long=True)
    question = TextField(_("question the customer asks here"))
    expected_amount = models.PositiveSmallIntegerField(
        _("expected duration"), null=True, blank=True
    )
    expected_unit = models.CharField(
        _("unit"), max_length=14, choices=DurationUnit, default=DurationUnit.WORKING_DAYS
    )
    maximal_amount = models.PositiveSmallIntegerField(_("maximal duration"), null=True, blank=True)
    maximal_unit = models.CharField(
        _("unit"), max_length=14, choices=DurationUnit, default=DurationUnit.WORKING_DAYS
    )
    risk = TextField(_("what can go wrong"), long=True)
    receives = TextField(_("what the customer receives"))
    ending = models.CharField(_("ends with"), max_length=10, choices=Ending, blank=True)
    informs_on_appeal = models.BooleanField(_("says where and when to appeal"), default=False)
    # Raised at every change, so that a page shown before is recognised as outdated.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["map", "step"], name="step_stands_once_on_a_map"),
            models.UniqueConstraint(
                fields=["map", "stage", "position"],
                name="one_step_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class HandOver(models.Model):
    """A step passes something on to another one; without any, a step passes on to the next."""

    giver = models.ForeignKey(StepVersion, models.CASCADE, related_name="hands_over")
    taker = models.ForeignKey(StepVersion, models.CASCADE, related_name="takes_over")
    what = TextField(_("what is handed over"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["giver", "taker"], name="hand_over_stands_once"),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="step_does_not_hand_over_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} - {self.taker_id}"


class MapChange(models.Model):
    """What was done to a map, by whom, with the step before and after."""

    map = models.ForeignKey(Map, models.CASCADE, related_name="changes")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=10, choices=MapChangeCode)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["map", "id"], name="changes_of_a_map")]

    def __str__(self) -> str:
        return f"{self.map_id}: {self.code}"


class Agreement(models.Model):
    """Who gives what to whom within what time, between departments or organisations."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    # A department of the organisation, or else a partner by name.
    giver_department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department that gives"),
    )
    giver_partner = models.CharField(_("organisation that gives"), max_length=150, blank=True)
    taker_department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department that receives"),
    )
    taker_partner = models.CharField(_("organisation that receives"), max_length=150, blank=True)
    what = TextField(_("what is given"))
    amount = models.PositiveSmallIntegerField(_("within"))
    unit = models.CharField(
        _("unit"), max_length=14, choices=DurationUnit, default=DurationUnit.WORKING_DAYS
    )
    steps = models.ManyToManyField(Step, blank=True, related_name="agreements")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    review_due = models.DateField(_("next review on"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(giver_department__isnull=True) ^ Q(giver_partner=""),
                name="agreement_has_one_giver",
            ),
            models.CheckConstraint(
                condition=Q(taker_department__isnull=True) ^ Q(taker_partner=""),
                name="agreement_has_one_taker",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="agreement_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def giver(self) -> str:
        return self.giver_partner or str(self.giver_department)

    @property
    def taker(self) -> str:
        return self.taker_partner or str(self.taker_department)
