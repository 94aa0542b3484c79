"""The catalogue of services."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.sorting import sort_key
from core.texts import Text, TextField
from organisations.models import Department, Organisation
from processes.querysets import ServiceQuerySet


class Service(models.Model):
    """Something an organisation does for its customers; it ends, it is never deleted."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    code = models.CharField(_("code"), max_length=30)
    name = TextField(_("name"))
    sort_keys = TextField(editable=False)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="service_code_is_unique_per_organisation",
                violation_error_message=_("Another service has this code."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="service_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def named(self, name: Text) -> None:
        """Set the names and the keys they are sorted by."""
        self.name = name
        self.sort_keys = Text({code: sort_key(text) for code, text in name.items() if text})
