"""What is counted: an indicator lasts, its wording and its meaning have versions."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.texts import TextField
from indicators.enums import Better, Dimension, Origin, Section, Unit
from indicators.querysets import IndicatorQuerySet, IndicatorVersionQuerySet
from organisations.models import User

# The Network has collected figures since 2011 (domain: yearly indicators).
FIRST_YEAR = 2011


class Indicator(models.Model):
    """A figure that is asked for every year; never deleted: it is retired after its last year."""

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9_]*$",
                _("Use small letters, digits and underscores; begin with a letter."),
            )
        ],
        error_messages={"unique": _("Another indicator has this code.")},
    )
    section = models.CharField(_("section"), max_length=15, choices=Section)
    position = models.PositiveSmallIntegerField(_("place in its section"), default=0)
    # `register` where `sources.py` has a function for the code.
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.DECLARED)
    collected_since = models.PositiveSmallIntegerField(_("collected since"), default=FIRST_YEAR)
    # Null: still asked for.
    last_year = models.PositiveSmallIntegerField(_("last year asked for"), null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["section", "position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("collected_since")),
                name="indicator_ends_after_it_begins",
                violation_error_message=_("The last year lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(models.Model):
    """What an indicator means from a year on; never changed, since attested figures point at it.

    Another wording is another version. Where `changes_meaning` holds, years before and after it
    are not comparable: every series breaks there.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    first_year = models.PositiveSmallIntegerField(_("valid from the year"))
    changes_meaning = models.BooleanField(_("what is counted changes"), default=False)
    reason = TextField(_("why it was changed"))
    name = TextField(_("name"))
    explanation = TextField(_("plain explanation"), long=True)
    formula = TextField(_("formula in words"), long=True)
    # Both empty for what is no rate.
    numerator = TextField(_("numerator"))
    denominator = TextField(_("denominator"))
    unit = models.CharField(_("unit"), max_length=15, choices=Unit)
    # Of numerator and denominator; empty for what is no rate.
    parts_unit = models.CharField(
        _("unit of numerator and denominator"), max_length=15, choices=Unit, blank=True
    )
    better = models.CharField(_("direction"), max_length=8, choices=Better, default=Better.NEITHER)
    breakdowns = ArrayField(
        models.CharField(max_length=10, choices=Dimension),
        default=list,
        blank=True,
        verbose_name=_("breakdowns"),
    )
    source = models.CharField(_("source"), max_length=600, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    objects = IndicatorVersionQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="one_version_per_number_of_an_indicator"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
