"""The list of complaints management, and where each organisation stands on it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.texts import TextField
from indicators.enums import CriterionKind, Met, RegisterProof
from indicators.querysets import CriterionQuerySet, CriterionStatusQuerySet
from organisations.models import Organisation, User


class Criterion(models.Model):
    """A line of the list; data that the Network coordinator completes.

    The circular of 14 March 2013 names fourteen criteria, of which eight are known from public
    sources: a line without a name is one of those that are still to be written down.
    """

    code = models.CharField(_("code"), max_length=10, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=CriterionKind)
    position = models.PositiveSmallIntegerField(_("place in the list"))
    name = TextField(_("criterion"))
    explanation = TextField(_("plain explanation"), long=True)
    # What the register itself answers; empty where the organisation declares it.
    proof = models.CharField(_("answered by"), max_length=15, choices=RegisterProof, blank=True)
    status = models.CharField(_("state of the source"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=600, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_known(self) -> bool:
        return any(self.name.values())


class CriterionStatus(models.Model):
    """What an organisation declared of a criterion; the last row counts, those before it are its history."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="statuses")
    met = models.CharField(_("state"), max_length=7, choices=Met)
    since = models.DateField(_("since"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    # What the register said at that moment, in numbers: the Network reads it here, never in cases.
    proved = models.JSONField(null=True, editable=False)
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(db_default=Now())

    objects = CriterionStatusQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organisation", "criterion", "-id"])]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.criterion_id} {self.met}"
