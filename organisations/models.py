"""Organisations of the federal administration, their people, their rules and what they send."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.deadlines import Unit
from core.sorting import sort_key
from core.texts import Text, TextField
from organisations.enums import (
    OF_NO_CASE,
    Access,
    HoursKind,
    LetterChannel,
    LetterStatus,
    LimitKind,
    OrganisationType,
    Role,
)
from organisations.querysets import (
    ClosedDayQuerySet,
    DepartmentQuerySet,
    LetterQuerySet,
    MembershipQuerySet,
    OrganisationQuerySet,
    PlaceQuerySet,
    TimeLimitQuerySet,
)

# Beyond so many signs a name gives way to the acronym in bars and tables.
LONG_NAME = 32


class Group(models.Model):
    """A group of organisations that BOSA publishes figures for."""

    code = models.CharField(max_length=20, unique=True)
    name = TextField(_("name"))

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class SecondLineBody(models.Model):
    """An independent body that examines a complaint after the organisation has answered it."""

    code = models.CharField(max_length=20, unique=True)
    name = TextField(_("name"))
    scope = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=500, blank=True)
    certainty = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class NormOfConduct(models.Model):
    """A norm of good administrative conduct; a founded complaint names at least one."""

    code = models.CharField(max_length=40, primary_key=True)
    name = TextField(_("name"))
    position = models.PositiveSmallIntegerField()
    source = TextField(_("source"))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.name)


class Organisation(models.Model):
    """A federal organisation; never deleted: it ends, and names its successor."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = TextField(_("name"))
    acronym = TextField(_("acronym"))
    # One key a language, kept by `named`: no ICU collation in the database.
    sort_keys = TextField(editable=False)
    type = models.CharField(_("type"), max_length=10, choices=OrganisationType)
    group = models.ForeignKey(Group, models.PROTECT, verbose_name=_("group"))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("successor")
    )
    second_line = models.ForeignKey(
        SecondLineBody, models.PROTECT, null=True, blank=True, verbose_name=_("second line")
    )
    description = TextField(_("what the organisation does"), long=True)
    email = models.EmailField(_("e-mail address of the complaints service"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = TextField(_("postal address"), long=True)
    website = models.URLField(_("website"), blank=True)
    contact_name = models.CharField(
        _("contact person named in letters"), max_length=100, blank=True
    )
    data_protection_contact = models.EmailField(
        _("e-mail address of the data-protection officer"), blank=True
    )
    retention = TextField(_("how long personal data are kept"), long=True)
    coordinates_network = models.BooleanField(default=False)
    source = models.CharField(max_length=500, blank=True)
    certainty = models.CharField(max_length=200, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z][A-Z0-9_]*$"),
                name="organisation_code_is_upper_case",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="organisation_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("overview:organisation", args=[self.slug])

    @property
    def slug(self) -> str:
        """The organisation in an address: its code in lower case."""
        return self.code.lower()

    @property
    def short_name(self) -> str:
        """The acronym where the name is long, else the name."""
        name, acronym = str(self.name), str(self.acronym)
        return acronym if acronym and len(name) > LONG_NAME else name

    def exists_on(self, day: date) -> bool:
        """Has it begun, and not yet ended?"""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def named(self, name: Text) -> None:
        """Set the names and the keys they are sorted by."""
        self.name = name
        self.sort_keys = Text({code: sort_key(text) for code, text in name.items() if text})


class Department(models.Model):
    """A department of an organisation, to which cases are assigned."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    code = models.CharField(_("code"), max_length=30)
    name = TextField(_("name"))
    email = models.EmailField(_("e-mail address"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="department_code_is_unique_per_organisation",
                violation_error_message=_("Another department has this code."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Place(models.Model):
    """A counter or an office of an organisation where customers can go; it ends, it is never deleted."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    code = models.CharField(_("code"), max_length=30)
    name = TextField(_("name"))
    address = TextField(_("address"), long=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    appointment_only = models.BooleanField(_("by appointment only"), default=False)
    access = ArrayField(
        models.CharField(max_length=20, choices=Access),
        default=list,
        blank=True,
        verbose_name=_("how accessible the building is"),
    )
    access_note = TextField(_("how to get in"), long=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="place_code_is_unique_per_organisation",
                violation_error_message=_("Another place has this code."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="place_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def access_names(self) -> list[str]:
        return [str(access.label) for access in Access if access in self.access]


class OpeningHours(models.Model):
    """One opening of a place on a day of the week: at the counter, or by telephone."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="hours")
    kind = models.CharField(_("kind"), max_length=9, choices=HoursKind)
    # As `date.weekday`: Monday is 0.
    weekday = models.PositiveSmallIntegerField(_("day of the week"))
    opens = models.TimeField(_("opens at"))
    closes = models.TimeField(_("closes at"))

    class Meta:
        ordering = ["kind", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind", "weekday", "opens"], name="opening_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) & Q(weekday__lte=6),
                name="opening_closes_after_it_opens",
                violation_error_message=_("It closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.weekday}: {self.opens} - {self.closes}"


class HoursException(models.Model):
    """Days on which a place keeps other hours, or none."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="exceptions")
    # Empty: at the counter and by telephone.
    kind = models.CharField(_("kind"), max_length=9, choices=HoursKind, blank=True)
    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    # Both null: closed.
    opens = models.TimeField(_("opens at"), null=True, blank=True)
    closes = models.TimeField(_("closes at"), null=True, blank=True)
    reason = TextField(_("reason"))

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="exception_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="exception_closes_after_it_opens",
                violation_error_message=_("It closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} - {self.last}"


class PublicHoliday(models.Model):
    """A closed day of every organisation: a legal holiday, or one of federal civil servants."""

    rule = models.CharField(max_length=12, unique=True)  # MM-DD or easter+N
    name = TextField(_("name"))
    scope = models.CharField(max_length=80)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["rule"]

    def __str__(self) -> str:
        return str(self.name)


class ClosedDay(models.Model):
    """A day on which one organisation is closed beside the public holidays."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    day = models.DateField(_("day"))
    name = TextField(_("reason"))

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day"],
                name="closed_day_stands_once",
                violation_error_message=_("This day is already a closed day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class TimeLimit(models.Model):
    """Within what time an organisation acknowledges or answers: its own commitment, valid between dates.

    Amount 0 means immediately: the same day.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    kind = models.CharField(_("kind"), max_length=16, choices=LimitKind)
    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=16, choices=Unit)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = TimeLimitQuerySet.as_manager()

    class Meta:
        ordering = ["kind", F("valid_from").desc(nulls_last=True)]
        constraints = [
            ExclusionConstraint(
                name="one_time_limit_per_kind_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(
                            "valid_from",
                            "valid_until",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "Another time limit of this kind is valid in this period."
                ),
            ),
            models.CheckConstraint(
                condition=Q(unit__in=Unit.values), name="time_limit_has_a_known_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount} {self.get_unit_display()}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; what they may do stands in their memberships."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=100)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique",
                violation_error_message=_("Someone already signs in with this address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()


class Membership(models.Model):
    """What a person may do in one organisation: a set of roles."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=30, choices=Role), verbose_name=_("roles"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    is_active = models.BooleanField(_("active"), default=True)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], name="one_membership_per_user_and_organisation"
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values) & ~Q(roles__len=0),
                name="membership_has_known_roles",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation.code})"

    def has(self, *roles: str) -> bool:
        """Does the person hold at least one of these roles here?"""
        return not set(roles).isdisjoint(self.roles)

    @property
    def role_names(self) -> list[str]:
        return [str(role.label) for role in Role if role in self.roles]


class Invitation(models.Model):
    """A person asked to join an organisation; only the hash of the link is kept."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    email = models.EmailField(_("e-mail address"))
    roles = ArrayField(models.CharField(max_length=30, choices=Role), verbose_name=_("roles"))
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_on = models.DateField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-invited_at", "pk"]

    def __str__(self) -> str:
        return f"{self.email} ({self.organisation.code})"

    @property
    def role_names(self) -> list[str]:
        return [str(role.label) for role in Role if role in self.roles]


class LetterTemplate(models.Model):
    """An organisation's own words for one kind of letter; without a row the standard text is used."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    purpose = models.CharField(max_length=30)
    subject = TextField(_("subject"))
    body = TextField(_("text"), long=True)

    class Meta:
        ordering = ["purpose"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose"], name="one_letter_template_per_purpose"
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


def new_message_id() -> str:
    return f"<{secrets.token_hex(16)}@customer-orientation>"


class Letter(models.Model):
    """A mail or letter on its way out: a row before it is sent, never deleted, only emptied by erasure."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    purpose = models.CharField(max_length=30)
    channel = models.CharField(max_length=8, choices=LetterChannel)
    status = models.CharField(max_length=8, choices=LetterStatus, default=LetterStatus.DRAFT)
    language = models.CharField(max_length=2)
    recipient = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    # The same at every try, so that a mail handed over twice is recognised as one.
    message_id = models.CharField(max_length=120, default=new_message_id)
    # Of news to subscribers: what mail programs offer as one click (RFC 8058).
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    # Since when it is under way; null once that is in doubt.
    claimed_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["organisation", "status"],
                name="letters_not_sent",
                condition=~Q(status="sent"),
            ),
            models.Index(
                fields=["organisation", "sent_at", "id"],
                name="letters_by_sending",
                condition=Q(status="sent"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="letter_in_organisation"),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="sent_letter_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_of_a_case(self) -> bool:
        return self.purpose not in OF_NO_CASE


class LetterTry(models.Model):
    """One try to hand a letter to the mail server, and what came of it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="tries")
    tried_at = models.DateTimeField(db_default=Now())
    succeeded = models.BooleanField()
    # The mail server's answer, without the address it names.
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["letter", "id"], name="tries_of_a_letter")]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.tried_at}"


class DemoLoad(models.Model):
    """Set while demonstration data are loaded: every page, PDF and workbook then says so."""

    loaded_at = models.DateTimeField(db_default=Now())
    seed = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="demo_is_loaded_once"),
        ]

    def __str__(self) -> str:
        return f"demo {self.seed}"
