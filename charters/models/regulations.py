"""What a charter rests on: texts of law and circulars, kept by the Network, completed by an organisation."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from charters.enums import Topic, Verification
from charters.querysets import RegulationQuerySet
from core.deadlines import Unit
from core.texts import TextField
from organisations.models import Organisation, User


class Regulation(models.Model):
    """A text that obliges organisations towards their customers; data that people correct, never quoted as law."""

    # None: of the Network, for every organisation.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    code = models.CharField(_("code"), max_length=30)
    title = TextField(_("title"))
    kind = TextField(_("kind of text"))
    # As its source writes it: a day, a year, or a day with the one of publication.
    dated = models.CharField(_("date"), max_length=100, blank=True)
    obliges = TextField(_("what it obliges to, in plain words"), long=True)
    articles = models.CharField(_("articles"), max_length=200, blank=True)
    limits = TextField(_("time limits, in words"))
    # The time within which a request must be answered, where the text sets one.
    limit_amount = models.PositiveSmallIntegerField(_("answer within"), null=True, blank=True)
    limit_unit = models.CharField(
        _("unit"), max_length=16, choices=Unit, default=Unit.CALENDAR_DAYS
    )
    topics = ArrayField(
        models.CharField(max_length=20, choices=Topic),
        default=list,
        blank=True,
        verbose_name=_("bears on"),
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=600, blank=True)
    certainty = models.CharField(_("how certain the source is"), max_length=200, blank=True)
    verification = models.CharField(
        _("state"), max_length=10, choices=Verification, default=Verification.TO_VERIFY
    )
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    repealed_on = models.DateField(_("no longer in force since"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                nulls_distinct=False,
                name="regulation_code_is_given_once",
                violation_error_message=_("Another regulation has this code."),
            ),
            models.CheckConstraint(
                condition=Q(verification="to_verify")
                | Q(checked_by__isnull=False, checked_on__isnull=False),
                name="verified_regulation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class RegulationChange(models.Model):
    """What was changed in a regulation, by whom; append-only."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="changes")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.regulation_id}: {self.at}"
