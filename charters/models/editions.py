"""What was published: never changed again, but for the day and the reason of its withdrawal."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from charters.enums import Better, Metric, Paper, Topic
from charters.models.drafts import Charter, Commitment
from charters.models.regulations import Regulation
from charters.querysets import EditionQuerySet
from core.deadlines import Unit
from core.texts import TextField
from organisations.models import Organisation, User


class Edition(models.Model):
    """A charter as it was published, with its texts in all its languages."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    charter = models.ForeignKey(Charter, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    languages = ArrayField(models.CharField(max_length=2))
    in_force_from = models.DateField(_("in force from"))
    # As `charters.contents` writes it.
    contents = models.JSONField()
    # Hours and contacts of the day of publication, as papers print them.
    hours = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = TextField(_("why it was withdrawn"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "number"], name="edition_number_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.number}"


class EditionCommitment(models.Model):
    """A commitment as an edition promised it: what results are measured against."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="commitments")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="published")
    # Through the whole edition, from 1.
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=20, choices=Topic)
    metric = models.CharField(max_length=20, choices=Metric)
    amount = models.PositiveSmallIntegerField(null=True)
    unit = models.CharField(max_length=16, choices=Unit, blank=True)
    norm = models.CharField(max_length=40, blank=True)
    target = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    figure_target = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    figure_better = models.CharField(max_length=6, choices=Better, blank=True)
    # What it rested on that day, whatever the working text names since.
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, null=True, related_name="+", verbose_name=_("legal basis")
    )

    class Meta:
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "commitment"], name="commitment_stands_once_in_an_edition"
            ),
            models.UniqueConstraint(fields=["edition", "number"], name="promises_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number}"


class EditionDocument(models.Model):
    """A paper of an edition in one language, made once, kept as it is to the byte."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="documents")
    paper = models.CharField(max_length=10, choices=Paper)
    language = models.CharField(max_length=2)
    # Below MEDIA_ROOT.
    path = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["paper", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "paper", "language"], name="paper_is_made_once"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="paper_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.path
