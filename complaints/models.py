"""The register: cases of any nature, who wrote them, what was said, and what happened when."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from charters.models import Commitment
from complaints.enums import (
    AT_WORK,
    Acknowledged,
    Admissibility,
    Channel,
    ComplainantKind,
    ComplaintType,
    Decision,
    EventCode,
    FileState,
    Finding,
    Nature,
    Outcome,
    Purpose,
    ReadingKind,
    Remedy,
    SecondLine,
    Status,
)
from complaints.querysets import NOTHING_DUE, CaseQuerySet
from core.texts import TextField
from organisations.models import Department, Letter, Organisation, SecondLineBody, User
from processes.enums import Stage
from processes.models import Action, Service, Step


class InadmissibilityGround(models.Model):
    """Why a complaint may not be examined; a list the administrations correct."""

    code = models.CharField(max_length=40, primary_key=True)
    name = TextField(_("name"))
    seen_at = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.name)


class HandlingRules(models.Model):
    """How one organisation handles its cases; one row per organisation."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="handling_rules")
    pauses_while_waiting = models.BooleanField(
        _("the clock stands still while the complainant is asked something"), default=False
    )
    days_to_reply = models.PositiveSmallIntegerField(
        _("calendar days to wait for a reply"), default=15
    )
    days_to_reopen = models.PositiveSmallIntegerField(
        _("calendar days in which a case can be reopened"), null=True, blank=True
    )
    days_of_extension = models.PositiveSmallIntegerField(
        _("longest extension, in calendar days"), null=True, blank=True
    )
    accepts_anonymous = models.BooleanField(_("anonymous complaints are examined"), default=True)

    def __str__(self) -> str:
        return f"rules of {self.organisation_id}"


class Cause(models.Model):
    """Why complaints arise: one cause, many cases, so that it can be mended once."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    name = models.CharField(_("cause"), max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="cause_stands_once"),
            models.UniqueConstraint(fields=["organisation", "id"], name="cause_in_organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class NumberCounter(models.Model):
    """The last number given, per organisation and year of receipt."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"], name="one_counter_per_organisation_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class RegisterFile(models.Model):
    """A file of cases kept elsewhere until now: its content is soon removed, what became of it stays."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    # Null: brought in by a command.
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    # Below MEDIA_ROOT; empty once the content is removed.
    path = models.CharField(max_length=200, blank=True)
    # That of the page, for the sentences about errors.
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=FileState, default=FileState.CHECKING)
    skips_bad_rows = models.BooleanField(default=False)
    # Brought in although the same content had been before.
    is_again = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    # What the last check found (`register_import.Findings`); its sentences go with the content.
    findings = models.JSONField(default=dict)
    sent_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "sent_at", "id"], name="register_files_by_moment"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "id"], name="register_file_in_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("complaints:register_file", args=[self.organisation.slug, self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK


class Case(models.Model):
    """An entry of the register, whatever its nature; changed by verbs alone, never deleted."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    # Taken as the last write before commit, so that the counter is locked for a moment only.
    number = models.CharField(_("number"), max_length=40, null=True, editable=False)  # noqa: DJ001
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature)
    language = models.CharField(_("language"), max_length=2)
    letter_language = models.CharField(_("language of letters"), max_length=2)
    received_on = models.DateField(_("received on"))
    registered_at = models.DateTimeField(db_default=Now())
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, verbose_name=_("service")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)
    # Where on the map of the service it arose; the stage is then the step's.
    step = models.ForeignKey(
        Step, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("step")
    )
    # The promise of the charter that was not kept, in the complainant's own view.
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commitment"),
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name=_("department")
    )
    handler = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handler")
    )
    confidential = models.BooleanField(_("confidential"), default=False)

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.RECEIVED)
    admissibility = models.CharField(
        _("admissibility"), max_length=12, choices=Admissibility, blank=True
    )
    inadmissibility_ground = models.ForeignKey(
        InadmissibilityGround,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("ground of inadmissibility"),
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, blank=True)
    finding = models.CharField(_("finding"), max_length=16, choices=Finding, blank=True)
    decision = models.CharField(_("decision"), max_length=14, choices=Decision, blank=True)
    proposed_finding = models.CharField(max_length=16, choices=Finding, blank=True)
    proposed_decision = models.CharField(max_length=14, choices=Decision, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=ComplaintType, blank=True)
    norms = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("norms not respected"),
    )
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, blank=True, verbose_name=_("cause"))
    remedy = models.CharField(_("remedy"), max_length=12, choices=Remedy, blank=True)

    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.CharField(max_length=12, choices=Acknowledged, blank=True)
    qualified_on = models.DateField(null=True)
    first_answered_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    reopened_on = models.DateField(null=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    extended_on = models.DateField(null=True)
    extended_until = models.DateField(null=True)
    waiting_until = models.DateField(null=True)
    waiting_from = models.CharField(max_length=12, choices=Status, blank=True)
    acknowledgement_due = models.DateField(null=True)
    # Null: no limit set, or the clock stands still.
    answer_due = models.DateField(null=True)
    # What the organisation owes next: the acknowledgement, then the answer; see NOTHING_DUE.
    next_due = models.DateField(default=NOTHING_DUE)

    second_line = models.ForeignKey(
        SecondLineBody, models.PROTECT, null=True, blank=True, verbose_name=_("second line")
    )
    second_line_kind = models.CharField(max_length=8, choices=SecondLine, blank=True)
    second_line_overturned = models.BooleanField(null=True)
    second_line_on = models.DateField(null=True)
    forwarded_to = models.CharField(max_length=200, blank=True)
    tracking_hash = models.CharField(max_length=64, blank=True)
    submission_hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 - unique where set
    # The file that brought it in; no list is read by it.
    register_file = models.ForeignKey(
        RegisterFile, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "received_on", "id"], name="cases_by_receipt"),
            models.Index(
                fields=["organisation", "next_due", "id"],
                name="open_cases_by_due",
                condition=~Q(status="closed"),
            ),
            models.Index(
                fields=["organisation", "status", "next_due", "id"], name="cases_by_status"
            ),
            models.Index(
                fields=["organisation", "handler", "next_due", "id"],
                name="open_cases_of_handler",
                condition=~Q(status="closed"),
            ),
            models.Index(
                fields=["organisation", "department", "received_on", "id"],
                name="cases_of_department",
            ),
            # Those open at the end of a day.
            models.Index(
                fields=["organisation", "closed_on", "received_on"], name="cases_by_closing"
            ),
            models.Index(
                fields=["organisation", "cause"],
                name="cases_of_cause",
                condition=Q(cause__isnull=False),
            ),
            models.Index(
                fields=["organisation", "service", "received_on", "id"],
                # What the page of evidence counts, so that it reads no case as a whole.
                include=[
                    "stage",
                    "step",
                    "nature",
                    "admissibility",
                    "finding",
                    "first_answered_on",
                ],
                name="cases_of_service",
                condition=Q(service__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="case_in_organisation"),
            models.UniqueConstraint(fields=["organisation", "number"], name="number_is_given_once"),
            models.UniqueConstraint(
                fields=["organisation", "submission_hash"], name="submission_is_one_case"
            ),
            models.CheckConstraint(
                condition=Q(nature="complaint") ^ Q(admissibility=""),
                name="complaints_alone_have_admissibility",
            ),
            models.CheckConstraint(
                condition=Q(admissibility="inadmissible") ^ Q(inadmissibility_ground__isnull=True),
                name="inadmissible_complaint_names_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(status="closed") ^ Q(outcome=""), name="closed_case_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(status="closed") ^ Q(closed_on__isnull=True),
                name="closed_case_has_a_closing_date",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["received", "waiting"]) | Q(answered_on__isnull=True),
                name="case_is_not_answered_before_it_is_qualified",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | Q(answered_on__isnull=False),
                name="answered_case_has_an_answer_date",
            ),
            models.CheckConstraint(
                condition=Q(finding="") | (Q(nature="complaint") & Q(admissibility="admissible")),
                name="finding_is_of_an_admissible_complaint",
            ),
            models.CheckConstraint(
                condition=Q(norms=[]) | Q(finding__in=["founded", "partly_founded"]),
                name="norms_are_of_a_founded_complaint",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(nature="suggestion"),
                name="decision_is_of_a_suggestion",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting") ^ Q(waiting_from=""),
                name="waiting_case_knows_where_it_was",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(service__isnull=False),
                name="case_on_a_step_names_its_service",
            ),
        ]

    def __str__(self) -> str:
        return self.number or "-"

    def get_absolute_url(self) -> str:
        return reverse("complaints:detail", args=[self.organisation.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.status != Status.CLOSED

    @property
    def is_complaint(self) -> bool:
        return self.nature == Nature.COMPLAINT

    @property
    def due_on(self) -> date | None:
        """What is owed next, or None when nothing is, no limit is set, or the clock stands still."""
        return None if self.next_due == NOTHING_DUE else self.next_due


class OfCase(models.Model):
    """A part of a case, in the case's organisation (tied by a composite key)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    case = models.ForeignKey(Case, models.CASCADE)

    class Meta:
        abstract = True


class Complainant(OfCase):
    """Who wrote: one row per case, no register of persons; emptied by erasure, the case stays."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="complainant")
    kind = models.CharField(max_length=10, choices=ComplainantKind, default=ComplainantKind.PERSON)
    name = models.CharField(_("name"), max_length=150, blank=True)
    name_key = models.CharField(max_length=150, blank=True, editable=False)
    surname_key = models.CharField(max_length=150, blank=True, editable=False)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.TextField(_("postal address"), blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "name_key"], name="complainants_by_name"),
            models.Index(fields=["organisation", "surname_key"], name="complainants_by_surname"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_anonymous(self) -> bool:
        return not self.name

    @property
    def can_be_written_to(self) -> bool:
        return bool(self.email or self.address)


class Message(OfCase):
    """What the complainant wrote or said after the first text; our own words stand in letters."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=10, choices=Channel)
    text = models.TextField()
    arrived_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["arrived_at", "pk"]
        indexes = [models.Index(fields=["case", "arrived_at"], name="messages_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.arrived_at}"


class Note(OfCase):
    """Internal words about a case, and the reasons of moves; erasable, since events hold none."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    text = models.TextField()
    written_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="note_in_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.written_at}"


class Event(OfCase):
    """What happened to a case; the database refuses to change or delete one.

    `old` and `new` hold the counted fields that changed, by column: codes, ids and dates, never
    free text, names or addresses.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    code = models.CharField(max_length=20, choices=EventCode)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="+")
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)

    class Meta:
        ordering = ["happened_at", "pk"]
        indexes = [
            models.Index(fields=["case", "happened_at", "id"], name="events_of_case"),
            # Which cases something befell after a day: figures as at that day undo it.
            models.Index(fields=["organisation", "happened_at", "case"], name="events_by_moment"),
        ]

    def __str__(self) -> str:
        return self.code


class Pause(OfCase):
    """Days that do not count: after the question left, up to and including the day of the reply."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    asked_on = models.DateField()
    replied_on = models.DateField(null=True)

    class Meta:
        ordering = ["asked_on", "pk"]

    def __str__(self) -> str:
        return f"{self.asked_on} - {self.replied_on}"


class CaseLetter(OfCase):
    """Ties a letter of the outbox to its case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="letters")
    letter = models.OneToOneField(Letter, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.purpose


class Attachment(OfCase):
    """A file that came with a case or a reply, as it came; handed out as a download alone."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="attachments")
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    scanned = models.BooleanField(default=False)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class CaseLink(OfCase):
    """Two cases of one organisation that belong together."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="cases_are_linked_once"),
            models.CheckConstraint(
                condition=~Q(case=models.F("other")), name="case_is_not_linked_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} - {self.other_id}"


class ActionOrigin(models.Model):
    """What an improvement action came from: a case, or a cause of many; an idea has none."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    action = models.OneToOneField(Action, models.CASCADE, related_name="origin")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="actions")
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, related_name="actions")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=True) ^ Q(cause__isnull=True),
                name="action_comes_from_a_case_or_a_cause",
            ),
        ]

    def __str__(self) -> str:
        return str(self.action_id)


class Reading(models.Model):
    """Who read personal data: one row per member, case, kind and hour."""

    organisation = models.ForeignKey(Organisation, models.PROTECT)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=ReadingKind)
    hour = models.DateTimeField()

    class Meta:
        ordering = ["-hour", "-pk"]
        indexes = [models.Index(fields=["organisation", "hour", "id"], name="readings_by_hour")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user", "case", "kind", "hour"],
                name="one_reading_an_hour",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


class CaseSearch(models.Model):
    """The search vector of a case's subject and text; without a policy, which would bar the index.

    Read only as `pk IN (…)` below the protected `Case`. Never a name.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="cases_by_word")]

    def __str__(self) -> str:
        return str(self.pk)
