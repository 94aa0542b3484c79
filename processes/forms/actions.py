"""The plan of an improvement action, what is told when it moves, and the sentence above the list."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.forms import DayField, PageForm
from core.sentences import Choice, Sentence
from core.sorting import sort_key
from core.templatetags.ui import day_plain, leading
from core.text_fields import LineField, LinesField
from organisations.models import Membership, Organisation, User
from processes.enums import ActionMove, ActionState, ExpectedFigure, MapStatus, Stage
from processes.improving import first_day
from processes.models import Action, Agreement, Service, Step, StepVersion
from processes.querysets import ActionQuerySet, StepQuerySet

OPEN, OVERDUE, ANY = "open", "overdue", "any"
ME = "me"
MOST_PERCENT = Decimal(100)
STATES = [
    ("", pgettext_lazy("show improvements …", "in any state")),
    (OPEN, pgettext_lazy("show improvements …", "that are not done yet")),
    (OVERDUE, pgettext_lazy("show improvements …", "that are overdue")),
    (ActionState.PLANNED, pgettext_lazy("show improvements …", "that are planned")),
    (ActionState.UNDER_WAY, pgettext_lazy("show improvements …", "that are under way")),
    (ActionState.DONE, pgettext_lazy("show improvements …", "that are done")),
    (ActionState.DROPPED, pgettext_lazy("show improvements …", "that were dropped")),
]


class ActionForm(PageForm):
    """A plan: what is improved, where on the way of the customer, by whom, by when, to what effect."""

    cancel_url = ""

    title = LineField(
        label=gettext_lazy("What is improved"),
        max_length=200,
        help_text=gettext_lazy(
            "In one line. Everyone in the organisation reads it: name no complainant."
        ),
    )
    text = LinesField(
        label=gettext_lazy("How"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 5}),
    )
    service = forms.ModelChoiceField(
        label=pgettext_lazy("catalogue", "Service"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=gettext_lazy("no single service"),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        required=False,
        choices=[("", gettext_lazy("no single stage")), *Stage.choices],
    )
    step = forms.ModelChoiceField(
        label=gettext_lazy("Step of the process map"),
        queryset=Step.objects.none(),
        required=False,
        empty_label=gettext_lazy("no single step"),
        help_text=gettext_lazy("A step brings its service and its stage along."),
    )
    agreement = forms.ModelChoiceField(
        label=gettext_lazy("Agreement"),
        queryset=Agreement.objects.none(),
        required=False,
        empty_label=gettext_lazy("no agreement"),
    )
    owner = forms.ModelChoiceField(label=gettext_lazy("Owner"), queryset=User.objects.none())
    due_on = DayField(label=gettext_lazy("Due on"))
    figure = forms.ChoiceField(
        label=gettext_lazy("Figure that should change"),
        required=False,
        choices=[("", gettext_lazy("no figure")), *ExpectedFigure.choices],
        help_text=gettext_lazy(
            "Counted in the register, for this step, stage or service, before and after."
        ),
    )
    expected_value = forms.DecimalField(
        label=gettext_lazy("Expected value"),
        required=False,
        localize=True,
        min_value=Decimal(0),
        max_digits=7,
        decimal_places=1,
        widget=forms.TextInput({"class": "w-date", "inputmode": "decimal"}),
        help_text=gettext_lazy("Complaints a month, per cent, or days, as the figure says."),
    )
    note = LineField(label=gettext_lazy("Why the plan changes"), required=False, max_length=500)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, action: Action, prefill: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=initial_of(action) | dict(prefill))
        self.action = action
        organisation = action.organisation
        services = Service.objects.for_organisation(organisation)
        valid = services.valid_on(timezone.localdate()) | services.filter(pk=action.service_id or 0)
        self.fields["service"].queryset = valid.in_reading_order()  # type: ignore[attr-defined]
        steps = steps_offered(organisation, action.step_id)
        self.fields["step"].queryset = steps  # type: ignore[attr-defined]
        self.fields["step"].choices = [("", _("no single step")), *by_service(steps)]  # type: ignore[attr-defined]
        agreements = Agreement.objects.for_organisation(organisation)
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]
        self.fields["owner"].queryset = owners(organisation, action)  # type: ignore[attr-defined]
        if action.pk is None:
            self.submit_label = pgettext_lazy("button", "Plan the improvement")
            del self.fields["note"], self.fields["seen"]

    def clean_due_on(self) -> date:
        """A plan made now ends now or later; one that is late may keep its day."""
        day: date = self.cleaned_data["due_on"]
        if day < timezone.localdate() and day != self.action.due_on:
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        step, service = found.get("step"), found.get("service")
        if step and service and step.service_id != service.pk:
            self.add_error(
                "step",
                _("This step belongs to “%(service)s”. Choose that service, or another step.")
                % {"service": step.service},
            )
        value = found.get("expected_value")
        if value is not None and not found.get("figure"):
            self.add_error("figure", _("Choose the figure that the expected value belongs to."))
        is_share = found.get("figure") == ExpectedFigure.FOUNDED_SHARE
        if value is not None and is_share and value > MOST_PERCENT:
            self.add_error("expected_value", _("A share is at most 100 per cent."))
        return found

    def arguments(self) -> dict[str, Any]:
        """What the verb is told."""
        return dict(self.cleaned_data)


def initial_of(action: Action) -> dict[str, Any]:
    names = ("title", "text", "stage", "figure", "expected_value")
    found: dict[str, Any] = {name: getattr(action, name) for name in names}
    found["due_on"] = action.due_on
    for name in ("service", "step", "agreement", "owner"):
        found[name] = getattr(action, f"{name}_id")
    return found


def steps_offered(organisation: Organisation, kept: int | None) -> StepQuerySet:
    """Steps of the maps in force, by service, stage and place; and the one the action has."""
    shown = StepVersion.objects.filter(step=OuterRef("pk"), map__status=MapStatus.IN_FORCE)
    steps = Step.objects.for_organisation(organisation).named().select_related("service")
    return (
        steps.filter(Exists(shown) | Q(pk__in=[kept] if kept else []))
        .annotate(position=Coalesce(Subquery(shown.values("position")[:1]), 0))
        .order_by("service__code", "service_id", "position", "pk")
    )


def by_service(steps: StepQuerySet) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices in groups: the service, then its steps in the order of the map."""
    order = {stage.value: place for place, stage in enumerate(Stage)}
    return [
        (
            str(service),
            [
                (step.pk, step_in_words(step.stage, step.name))  # type: ignore[attr-defined]
                for step in sorted(group, key=lambda step: order.get(step.stage, 0))  # type: ignore[attr-defined]
            ],
        )
        for service, group in groupby(steps, key=lambda step: step.service)
    ]


def step_in_words(stage: str, name: object) -> str:
    label = capfirst(str(Stage(stage).label)) if stage else ""
    return f"{leading(label)} {name}" if label else str(name)


def owners(organisation: Organisation, action: Action) -> Any:
    """Active members; and the owner there is, even one who has left."""
    members = Membership.objects.for_organisation(organisation).active()
    keys = members.values("user")
    return User.objects.filter(Q(pk__in=keys) | Q(pk=action.owner_id)).order_by("name", "pk")


class MoveForm(PageForm):
    """How an action stands: the move, its day, and a word on it."""

    move = forms.ChoiceField(choices=ActionMove.choices, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    happened_on = DayField(label=pgettext_lazy("move", "Happened on"), required=False)
    note = LineField(label=gettext_lazy("Remark"), required=False, max_length=500)

    def __init__(
        self, data: QueryDict | None = None, *, action: Action, move: str = "", seen: int = 0
    ) -> None:
        initial = {"move": move, "seen": seen, "happened_on": timezone.localdate()}
        super().__init__(data, initial=initial)
        self.action = action
        self.cancel_url = action.get_absolute_url()
        asked = self.data.get("move", move)
        if asked in ActionMove.values:
            self.submit_label = ActionMove(asked).label

    def clean_happened_on(self) -> date | None:
        day: date | None = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                _("This day lies in the future. Choose today or an earlier day.")
            )
        if day and day < (first := first_day(self.action)):
            raise forms.ValidationError(
                _("This cannot lie before %(day)s, the day of what it follows.")
                % {"day": day_plain(first)}
            )
        return day

    def arguments(self) -> dict[str, Any]:
        found = self.cleaned_data
        return {
            "move": found["move"],
            "on": found["happened_on"],
            "note": found["note"],
            "seen": found["seen"],
        }


class ActionFilter(Sentence):
    """Which actions are shown."""

    state = Choice(label=gettext_lazy("State"), choices=STATES, required=False)
    service = Choice(label=pgettext_lazy("catalogue", "Service"), required=False)
    owner = Choice(label=gettext_lazy("Owner"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, membership: Membership) -> None:
        super().__init__(data)
        self.membership = membership
        organisation = membership.organisation
        services = Service.objects.for_organisation(organisation).in_reading_order()
        any_service = ("", pgettext("improvements of …", "any service"))
        self.offer("service", [any_service, *((str(row.pk), str(row)) for row in services)])
        members = Membership.objects.for_organisation(organisation).select_related("user")
        people = sorted(
            ((str(row.user_id), str(row.user)) for row in members),
            key=lambda person: sort_key(person[1]),
        )
        anyone = ("", pgettext("owned by", "anyone"))
        self.offer("owner", [anyone, (ME, pgettext("owned by", "me")), *people])

    def actions(self) -> ActionQuerySet:
        """What the sentence asks for, but for the state."""
        asked = self.cleaned_data
        found = Action.objects.for_organisation(self.membership.organisation)
        if asked["service"]:
            found = found.filter(service=asked["service"])
        if asked["owner"]:
            owner = self.membership.user_id if asked["owner"] == ME else asked["owner"]
            found = found.filter(owner=owner)
        return found.select_related("organisation", "service", "owner")

    def in_state(self) -> ActionQuerySet:
        """What the sentence asks for, in the state it names."""
        state, found = self.cleaned_data["state"], self.actions()
        if state == OVERDUE:
            return found.overdue(timezone.localdate())
        if state == OPEN:
            return found.open()
        return found.filter(state=state) if state else found
