"""Files on their way into the catalogue."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from organisations.models import Organisation, User


class CatalogueFile(models.Model):
    """A file of services between its dry run and its confirmation; one for each sender, soon forgotten."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], name="one_catalogue_file_per_sender"
            ),
        ]

    def __str__(self) -> str:
        return self.name
