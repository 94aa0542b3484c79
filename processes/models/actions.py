"""Improvement actions: what is changed, by whom, by when, and what it should bring."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation, User
from processes.enums import ActionMove, ActionState, ExpectedFigure, Stage
from processes.models.catalogue import Service
from processes.models.maps import Agreement, Step
from processes.querysets import ActionQuerySet


class Action(models.Model):
    """An improvement; a case or a cause it came from is held by the register."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    title = models.CharField(_("what is improved"), max_length=200)
    text = models.TextField(_("how"), blank=True)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, verbose_name=_("service")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)
    step = models.ForeignKey(
        Step, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("step")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, verbose_name=_("agreement")
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("due on"))
    figure = models.CharField(
        _("figure that should change"), max_length=14, choices=ExpectedFigure, blank=True
    )
    # Complaints a month, percent, or days, as the figure says.
    expected_value = models.DecimalField(
        _("expected value"), max_digits=7, decimal_places=1, null=True, blank=True
    )
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PLANNED)
    created_on = models.DateField(_("planned on"))
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    started_on = models.DateField(_("started on"), null=True)
    done_on = models.DateField(_("done on"), null=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="actions_by_state"),
            models.Index(
                fields=["owner", "due_on"],
                name="open_actions_of_owner",
                condition=Q(state__in=["planned", "under_way"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="action_in_organisation"),
            models.CheckConstraint(
                condition=Q(state="done") ^ Q(done_on__isnull=True), name="done_action_has_a_date"
            ),
            models.CheckConstraint(
                condition=~Q(figure="") | Q(expected_value__isnull=True),
                name="expected_value_has_a_figure",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The record page, which shows the effect too and so stands in a higher app."""
        return reverse("indicators:action", args=[self.organisation.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in (ActionState.PLANNED, ActionState.UNDER_WAY)

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today


class ActionChange(models.Model):
    """What happened to an action: a move of its state, or new dates and people."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="changes")
    # Empty: the plan itself was changed.
    move = models.CharField(max_length=10, choices=ActionMove, blank=True)
    note = models.CharField(max_length=500, blank=True)
    happened_on = models.DateField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # The columns of the plan that changed, by name: dates and numbers as text.
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.move}"
