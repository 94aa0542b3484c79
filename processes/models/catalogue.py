"""The catalogue: customer groups, services, and how people find them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.sorting import sort_key
from core.texts import Text, TextField
from organisations.models import Department, Organisation, Place
from processes.enums import (
    ContactChannel,
    CustomerKind,
    DurationUnit,
    PaymentMeans,
    ServiceStatus,
)
from processes.querysets import CustomerGroupQuerySet, ServiceQuerySet


class CustomerGroup(models.Model):
    """A group of customers: one of the four that every organisation has, or a segment of its own."""

    # Null: shared by all organisations.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    code = models.CharField(_("code"), max_length=30)
    kind = models.CharField(_("kind"), max_length=12, choices=CustomerKind)
    name = TextField(_("name"))
    needs = TextField(_("what they need"), long=True)
    channels = ArrayField(
        models.CharField(max_length=10, choices=ContactChannel),
        default=list,
        blank=True,
        verbose_name=_("channels they prefer"),
    )

    objects = CustomerGroupQuerySet.as_manager()

    class Meta:
        ordering = [F("organisation").asc(nulls_first=True), "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="customer_group_code_is_unique_per_organisation",
                nulls_distinct=False,
                violation_error_message=_("Another customer group has this code."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def channel_names(self) -> list[str]:
        return [str(channel.label) for channel in ContactChannel if channel in self.channels]


class LifeEvent(models.Model):
    """A moment in someone's life or in that of a company that services belong to."""

    code = models.CharField(max_length=30, unique=True)
    name = TextField(_("name"))
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.name)


class Service(models.Model):
    """Something an organisation does for its customers; it ends, it is never deleted."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    code = models.CharField(_("code"), max_length=30)
    name = TextField(_("name"))
    sort_keys = TextField(editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=ServiceStatus, default=ServiceStatus.DRAFT
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    customer_groups = models.ManyToManyField(
        CustomerGroup, blank=True, verbose_name=_("customer groups")
    )
    for_whom = TextField(_("for whom"), long=True)
    result = TextField(_("what the customer receives"), long=True)
    conditions = TextField(_("conditions"), long=True)
    cost = TextField(_("cost"))
    payment_means = ArrayField(
        models.CharField(max_length=10, choices=PaymentMeans),
        default=list,
        blank=True,
        verbose_name=_("means of payment"),
    )
    # Within what time the organisation says it delivers, and the law obliges it to.
    announced_amount = models.PositiveSmallIntegerField(_("announced time"), null=True, blank=True)
    announced_unit = models.CharField(
        _("unit"), max_length=14, choices=DurationUnit, default=DurationUnit.WORKING_DAYS
    )
    legal_amount = models.PositiveSmallIntegerField(_("legal time"), null=True, blank=True)
    legal_unit = models.CharField(
        _("unit"), max_length=14, choices=DurationUnit, default=DurationUnit.CALENDAR_DAYS
    )
    places = models.ManyToManyField(Place, blank=True, verbose_name=_("places"))
    appeal = TextField(_("where to appeal"), long=True)
    appeal_amount = models.PositiveSmallIntegerField(_("time to appeal"), null=True, blank=True)
    appeal_unit = models.CharField(
        _("unit"), max_length=14, choices=DurationUnit, default=DurationUnit.CALENDAR_DAYS
    )
    legal_basis = TextField(_("legal basis"), long=True)
    life_events = models.ManyToManyField(LifeEvent, blank=True, verbose_name=_("life events"))
    # One word or phrase a line: what people call it.
    words = TextField(_("words people use"), long=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
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

    @property
    def is_published(self) -> bool:
        return self.status == ServiceStatus.PUBLISHED

    def named(self, name: Text) -> None:
        """Set the names and the keys they are sorted by."""
        self.name = name
        self.sort_keys = Text({code: sort_key(text) for code, text in name.items() if text})


class ServiceDocument(models.Model):
    """A document that a service asks, or a piece of data that the administration already has."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="documents")
    position = models.PositiveSmallIntegerField()
    name = TextField(_("document or data"))
    # Only once: what an authentic source holds is not asked again.
    known = models.BooleanField(_("the administration already has it"), default=False)
    known_from = TextField(_("where the administration has it from"))

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class ServiceChannel(models.Model):
    """A way to reach a service: channel, contact, hours."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="channels")
    position = models.PositiveSmallIntegerField()
    channel = models.CharField(_("channel"), max_length=10, choices=ContactChannel)
    contact = models.CharField(_("address, number or link"), max_length=300, blank=True)
    hours = TextField(_("hours"))

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.contact}"


class ServiceWord(models.Model):
    """A stem by which a published service is found, and how much it weighs; rebuilt when the service changes."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    stem = models.CharField(max_length=60)
    weight = models.FloatField()

    class Meta:
        indexes = [
            models.Index(fields=["stem", "language"], name="services_by_stem"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "language", "stem"], name="service_word_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.stem


class ServiceStem(models.Model):
    """A stem that some service is or was found by; misspelt words are compared with these, each once."""

    stem = models.CharField(max_length=60, primary_key=True)

    class Meta:
        indexes = [
            GinIndex(fields=["stem"], name="stems_spelt_alike", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.stem
