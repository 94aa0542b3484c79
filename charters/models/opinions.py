"""What colleagues and customers say of a draft."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from charters.enums import Audience, Topic
from charters.models.drafts import Charter, Commitment
from core.texts import TextField
from organisations.models import Letter, Organisation, User


class ReviewComment(models.Model):
    """A remark of a colleague on a text or a commitment, open until somebody has dealt with it."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="comments")
    topic = models.CharField(max_length=20, choices=Topic)
    # None: on the text of the subject.
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="comments")
    # Of the paragraph, from 1; 0 for the whole text.
    paragraph = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=2, blank=True)
    # The paragraph as it stood.
    quoted = models.TextField(blank=True)
    text = models.TextField(_("remark"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolution = models.TextField(_("what was done with it"), blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["charter"],
                name="remarks_to_deal_with",
                condition=Q(resolved_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | Q(resolved_by__isnull=False),
                name="resolved_remark_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Consultation(models.Model):
    """A draft, as it stood when the consultation began, shown to customers between two days."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    charter = models.ForeignKey(Charter, models.PROTECT, related_name="consultations")
    audience = models.CharField(
        _("who is asked"), max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    opens_on = models.DateField(_("from"))
    closes_on = models.DateField(_("until"))
    introduction = TextField(_("what we ask you"), long=True)
    languages = ArrayField(models.CharField(max_length=2))
    # As `charters.contents` writes it.
    contents = models.JSONField()
    # In the address of the preview: not to be guessed.
    token = models.CharField(max_length=43, unique=True)
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(db_default=Now())
    # What the organisation does with the opinions, told on the same page.
    outcome = TextField(_("what we do with it"), long=True)
    outcome_at = models.DateTimeField(null=True)
    # Since when nobody can answer any more and the addresses are emptied; by hand before its last day.
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "id"], name="consultation_in_organisation"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="consultation_closes_after_it_opens",
                violation_error_message=_("The last day lies before the first one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens_on} - {self.closes_on}"


class ConsultationInvitation(models.Model):
    """A customer who was asked by letter; the address is emptied when the consultation is over."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Opinion(models.Model):
    """What a customer says in a consultation: of the whole, or of one commitment."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="opinions")
    # Of one sending of the form, which holds many opinions.
    sent = models.UUIDField()
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="opinions")
    useful = models.BooleanField(_("useful"), null=True)
    text = models.TextField(_("opinion"), blank=True)
    language = models.CharField(max_length=2)
    given_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "commitment"], name="opinions_by_promise")]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "sent", "commitment"],
                nulls_distinct=False,
                name="opinion_is_given_once",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(useful__isnull=False), name="opinion_says_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
