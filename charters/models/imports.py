"""A charter that existed before, laid beside the form and cut into parts by hand."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from charters.enums import Placement, Topic
from charters.models.drafts import Charter, Commitment, Expectation
from organisations.models import Organisation, User


class ImportedText(models.Model):
    """A text in one language, pasted or read from a file."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    charter = models.ForeignKey(Charter, models.CASCADE, related_name="imported")
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2)
    brought_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "id"], name="imported_text_in_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedParagraph(models.Model):
    """A paragraph of an imported text, and what became of it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    imported = models.ForeignKey(ImportedText, models.CASCADE, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_heading = models.BooleanField(default=False)
    placement = models.CharField(max_length=11, choices=Placement, default=Placement.OPEN)
    topic = models.CharField(max_length=20, choices=Topic, blank=True)
    commitment = models.ForeignKey(Commitment, models.SET_NULL, null=True, related_name="+")
    expectation = models.ForeignKey(Expectation, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["imported", "position"], name="one_paragraph_per_position"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:50]
