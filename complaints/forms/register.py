"""The sentence above the register, and the one above the trace of readings: filters in an address."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import Min
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from complaints.due_words import end_of_week
from complaints.enums import (
    BEFORE_ANSWER,
    NAMES_NORMS,
    Channel,
    Finding,
    Nature,
    ReadingKind,
    Status,
)
from complaints.models import Case, Cause, Reading
from complaints.placing import NO_STAGE, WITHOUT_STEP, named_steps
from complaints.querysets import CaseQuerySet
from core.sentences import Choice, Sentence
from core.sorting import sort_key
from core.text_fields import LineField
from core.texts import in_language
from organisations.enums import Role
from organisations.models import Department, Membership, Organisation
from organisations.querysets import MembershipQuerySet
from processes.enums import Stage
from processes.models import Service
from processes.querysets import ServiceQuerySet

ONE_DAY = timedelta(days=1)
OPEN, TO_ASSIGN, ANY = "open", "to_assign", "any"
ME, NOBODY = "me", "nobody"
LATE, THIS_WEEK = "late", "week"
THIS_MONTH, THIS_YEAR, LAST_YEAR, TWELVE_MONTHS = "month", "this_year", "last_year", "12_months"
BY_DUE, BY_RECEIPT = "due", "received"
# Only these still owe something: elsewhere a due date sorts nothing.
OWING = {OPEN, TO_ASSIGN, *BEFORE_ANSWER}

NATURES = [
    ("", gettext_lazy("all requests")),
    (Nature.COMPLAINT, pgettext_lazy("show …", "complaints")),
    (Nature.QUESTION, pgettext_lazy("show …", "information requests")),
    (Nature.NOTIFICATION, pgettext_lazy("show …", "notifications")),
    (Nature.SUGGESTION, pgettext_lazy("show …", "suggestions")),
    (Nature.COMPLIMENT, pgettext_lazy("show …", "compliments")),
]
STATUSES = [
    (OPEN, pgettext_lazy("show cases …", "that are open")),
    (TO_ASSIGN, pgettext_lazy("show cases …", "without handler")),
    (Status.RECEIVED, pgettext_lazy("show cases …", "to be qualified")),
    (Status.IN_HANDLING, pgettext_lazy("show cases …", "in handling")),
    (Status.WAITING, pgettext_lazy("show cases …", "waiting for the complainant")),
    (Status.PROPOSED, pgettext_lazy("show cases …", "with a proposed answer")),
    (Status.ANSWERED, pgettext_lazy("show cases …", "answered, not yet closed")),
    (Status.CLOSED, pgettext_lazy("show cases …", "that are closed")),
    (ANY, pgettext_lazy("show cases …", "in any state")),
]
CHANNELS = [("", gettext_lazy("any channel")), *Channel.choices]
DUES = [
    ("", pgettext_lazy("due …", "at any time")),
    (LATE, pgettext_lazy("due …", "before today: late")),
    (THIS_WEEK, pgettext_lazy("due …", "this week at the latest")),
]

# The fixed views: what the sentence says in each.
VIEWS = (
    (gettext_lazy("Open"), {"status": OPEN}),
    (gettext_lazy("Due this week"), {"status": OPEN, "due": THIS_WEEK}),
    (gettext_lazy("Without handler"), {"status": TO_ASSIGN}),
    (gettext_lazy("Waiting for the complainant"), {"status": Status.WAITING}),
    (pgettext_lazy("view", "All"), {"status": ANY}),
)


def days_of(period: str, today: date) -> tuple[date, date]:
    """First and last day of a period of the sentence."""
    if period == THIS_MONTH:
        return today.replace(day=1), today
    if period == TWELVE_MONTHS:
        return year_before(today) + ONE_DAY, today
    year = {THIS_YEAR: today.year, LAST_YEAR: today.year - 1}.get(period) or int(period)
    return date(year, 1, 1), date(year, 12, 31)


def year_before(day: date) -> date:
    """The same day of the year before; the last of February for its leap day."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


class RegisterFilter(Sentence):
    """Which cases of the register are shown, and in what order."""

    defaults = {"status": OPEN}

    nature = Choice(label=gettext_lazy("Nature"), choices=NATURES, required=False)
    status = Choice(label=gettext_lazy("Status"), choices=STATUSES)
    period = Choice(label=gettext_lazy("Period"), required=False)
    channel = Choice(label=gettext_lazy("Channel"), choices=CHANNELS, required=False)
    language = Choice(label=gettext_lazy("Language"), required=False)
    service = Choice(label=pgettext_lazy("catalogue", "Service"), required=False)
    where = Choice(label=gettext_lazy("Stage or step"), required=False)
    department = Choice(label=gettext_lazy("Department"), required=False)
    handler = Choice(label=gettext_lazy("Handler"), required=False)
    due = Choice(label=gettext_lazy("Due date"), choices=DUES, required=False)
    q = LineField(
        label=gettext_lazy("Words"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search", "size": 16, "autocomplete": "off"}),
    )
    finding = Choice(
        label=gettext_lazy("Finding"),
        choices=[("", ""), *Finding.choices],
        required=False,
        widget=forms.HiddenInput,
    )
    cause = forms.ModelChoiceField(
        label=gettext_lazy("Cause"),
        queryset=Cause.objects.none(),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, data: QueryDict, *, membership: Membership) -> None:
        super().__init__(data)
        self.membership = membership
        self.today = timezone.localdate()
        asked = any(data.get(name) for name in self.fields)
        self.data.setdefault("status", ANY if asked else OPEN)  # type: ignore[attr-defined]
        organisation = membership.organisation
        self.offer("period", periods(first_day(organisation, self.today), self.today))
        self.offer("language", [("", _("any language")), *settings.LANGUAGES])
        self.offer("department", departments(organisation))
        self.offer("handler", handlers(organisation))
        services = Service.objects.for_organisation(organisation)
        self.offer("service", [("", _("any service")), *named_services(services)])
        self.about = services.filter(code=data["service"]).first() if data.get("service") else None
        self.steps = named_steps(self.about) if self.about else []
        self.offer("where", places(self.steps))
        causes = Cause.objects.filter(organisation=organisation)
        self.fields["cause"].queryset = causes  # type: ignore[attr-defined]

    def cases(self) -> CaseQuerySet:
        """The cases that the sentence asks for, of those that the member may see."""
        asked = self.cleaned_data
        cases = self._in_state(Case.objects.visible_to(self.membership))
        for name in ("nature", "channel", "language"):
            if asked[name]:
                cases = cases.filter(**{name: asked[name]})
        if asked["period"]:
            cases = cases.received_between(*days_of(asked["period"], self.today))
        if asked["department"]:
            cases = cases.filter(department__code=asked["department"])
        if asked["cause"]:
            cases = cases.filter(cause=asked["cause"])
        if asked["q"]:
            cases = cases.matching(asked["q"], self.membership.organisation)
        return self._of_handler(self._on_the_map(cases))

    def _on_the_map(self, cases: CaseQuerySet) -> CaseQuerySet:
        """What the page of evidence counts: a service, where it arose, and what was found."""
        where, finding = self.cleaned_data["where"], self.cleaned_data["finding"]
        if self.about:
            cases = cases.filter(service=self.about)
        if where:
            cases = cases.filter(self._lies(where))
        if finding:
            wanted = NAMES_NORMS if finding == Finding.FOUNDED else {finding}
            cases = cases.filter(finding__in=wanted)
        return cases

    def _lies(self, where: str) -> models.Q:
        """A case on a step lies in the stage where the map in force shows the step."""
        if where.isdecimal():
            return models.Q(step=int(where))
        stage, _sign, alone = where.partition("-")
        loose = models.Q(step=None, stage="" if stage == NO_STAGE else stage)
        if stage == NO_STAGE or alone:
            return loose
        if not self.about:
            return models.Q(stage=stage)
        return loose | models.Q(step__in=[pk for pk, _name, of in self.steps if of == stage])

    def _in_state(self, cases: CaseQuerySet) -> CaseQuerySet:
        status = self.cleaned_data["status"]
        if status == OPEN:
            cases = cases.open()
        elif status == TO_ASSIGN:
            cases = cases.without_handler()
        elif status != ANY:
            cases = cases.filter(status=status)
        due = self.cleaned_data["due"]
        if due == LATE:
            return cases.overdue(self.today)
        return cases.due_by(end_of_week(self.today)) if due == THIS_WEEK else cases

    def _of_handler(self, cases: CaseQuerySet) -> CaseQuerySet:
        handler = self.cleaned_data["handler"]
        if not handler:
            return cases
        key = {ME: self.membership.user_id, NOBODY: None}.get(handler, handler)
        return cases.filter(handler=key)

    @property
    def finding_label(self) -> str:
        return str(Finding(self.cleaned_data["finding"]).label)

    @property
    def can_sort_by_due(self) -> bool:
        return bool(self.cleaned_data["status"] in OWING or self.cleaned_data["due"])

    def order(self, wanted: str) -> str:
        """By due date where something is owed, unless the address asks for the day of receipt."""
        by_due = self.can_sort_by_due and wanted != BY_RECEIPT
        return "next_due" if by_due else "-received_on"

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        """Label, query and whether this is what the sentence says now."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return [(str(label), urlencode(asked), said == {**asked}) for label, asked in VIEWS]


class ReadingFilter(Sentence):
    """Which readings of personal data are shown."""

    kind = Choice(label=gettext_lazy("What was read"), required=False)
    user = Choice(label=gettext_lazy("Who read it"), required=False)
    period = Choice(label=gettext_lazy("Period"), required=False)

    def __init__(self, data: QueryDict, *, membership: Membership) -> None:
        super().__init__(data)
        self.organisation = membership.organisation
        self.today = timezone.localdate()
        self.rows = Reading.objects.filter(organisation=self.organisation)
        oldest = self.rows.aggregate(hour=Min("hour"))["hour"]
        first = timezone.localdate(oldest) if oldest else self.today
        everything = ("", pgettext_lazy("show …", "everything that was read"))
        self.offer("kind", [everything, *ReadingKind.choices])
        self.offer("user", readers(self.organisation))
        self.offer("period", periods(first, self.today))

    def readings(self) -> models.QuerySet[Reading]:
        asked = self.cleaned_data
        rows = self.rows
        for name in ("kind", "user"):
            if asked[name]:
                rows = rows.filter(**{name: asked[name]})
        if asked["period"]:
            first, last = days_of(asked["period"], self.today)
            rows = rows.filter(hour__gte=midnight(first), hour__lt=midnight(last + ONE_DAY))
        return rows


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def periods(oldest: date, today: date) -> list[tuple[str, str]]:
    """Up to the year of the oldest row."""
    years = range(today.year, oldest.year - 1, -1)
    return [
        ("", _("at any time")),
        (THIS_MONTH, _("this month")),
        (THIS_YEAR, _("this year")),
        (LAST_YEAR, _("last year")),
        (TWELVE_MONTHS, _("in the last 12 months")),
        *((str(year), _("in %(year)s") % {"year": year}) for year in years),
    ]


def first_day(organisation: Organisation, today: date) -> date:
    """When the oldest case was received."""
    days = Case.objects.for_organisation(organisation).values_list("received_on", flat=True)
    return days.order_by("received_on").first() or today


def places(steps: list[tuple[int, str, str]]) -> list[tuple[str, str]]:
    """Stages, with the steps of the service that was chosen."""
    found = [("", _("at any stage"))]
    for stage in Stage:
        found.append((stage.value, _("at the stage %(stage)s") % {"stage": stage.label}))
        at_step = _("at the step %(step)s")
        found += [(str(pk), at_step % {"step": name}) for pk, name, of in steps if of == stage]
        if steps:
            loose = _("at the stage %(stage)s, no step yet") % {"stage": stage.label}
            found.append((f"{stage.value}{WITHOUT_STEP}", loose))
    return [*found, (NO_STAGE, _("at no stage yet"))]


def named_services(services: ServiceQuerySet) -> list[tuple[str, str]]:
    return list(services.in_reading_order().values_list("code", in_language("name")))


def departments(organisation: Organisation) -> list[tuple[str, str]]:
    """All of them, since old cases stay with departments that have ended."""
    rows = Department.objects.for_organisation(organisation)
    known = rows.values_list("code", in_language("name"))
    return [("", _("any department")), *sorted(known, key=lambda row: sort_key(row[1]))]


def handlers(organisation: Organisation) -> list[tuple[str, str]]:
    members = Membership.objects.for_organisation(organisation)
    return [
        ("", pgettext("handled by", "anyone")),
        (ME, pgettext("handled by", "me")),
        (NOBODY, pgettext("handled by", "nobody")),
        *named(members.with_role(Role.HANDLER, Role.COORDINATOR)),
    ]


def readers(organisation: Organisation) -> list[tuple[str, str]]:
    members = Membership.objects.for_organisation(organisation)
    return [("", pgettext("read by", "anyone")), *named(members)]


def named(members: MembershipQuerySet) -> list[tuple[str, str]]:
    """Those who have left too, since their cases and readings stay."""
    known = members.values_list("user_id", "user__name", "user__email")
    people = ((str(key), name or email) for key, name, email in known)
    return sorted(people, key=lambda person: sort_key(person[1]))
