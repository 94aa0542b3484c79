"""The forms of a draft: a step, its move and removal, the map coming into force."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import DayField, PageForm, PageModelForm
from core.layouts import Folded
from core.templatetags.ui import leading
from core.texts import Text
from organisations.models import Department
from processes.durations import of
from processes.enums import Actor, Stage
from processes.hand_overs import explicit_links, in_order
from processes.mapping import circle_of
from processes.models import Map, Service, StepVersion
from processes.step_facts import FIELDS, TEXTS

NUMBER_OF_TIME = {
    "min_value": gettext_lazy("A duration is not negative. Write 0 or more."),
    "max_value": gettext_lazy("This duration is too long. Choose a larger unit."),
    "invalid": gettext_lazy("Write the duration as a whole number."),
}
NOT_WHOLE = gettext_lazy("The form did not arrive whole. Send it once more.")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def in_languages(name: str, *codes: str) -> list[str]:
    return [f"{name}_{code}" for code in codes or LANGUAGES]


def draft_url(service: Service) -> str:
    return reverse("processes:map_draft", args=[service.organisation.slug, service.pk])


def seen_field() -> forms.IntegerField:
    """The revision of the step that the page showed."""
    return forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": NOT_WHOLE, "invalid": NOT_WHOLE}
    )


class StepForm(PageModelForm):
    """What a step says: the few things every step has first, the rest folded."""

    texts = TEXTS
    required_texts = ("name",)

    class Meta:
        model = StepVersion
        fields = [
            "actor",
            "partner",
            "department",
            "channel",
            "expected_amount",
            "expected_unit",
            "maximal_amount",
            "maximal_unit",
            "ending",
            "informs_on_appeal",
        ]
        labels = {
            "expected_unit": gettext_lazy("Unit of the expected duration"),
            "maximal_unit": gettext_lazy("Unit of the maximal duration"),
        }
        help_texts = {
            "partner": gettext_lazy("Only where another organisation does the step."),
        }
        error_messages = {
            "expected_amount": NUMBER_OF_TIME,
            "maximal_amount": NUMBER_OF_TIME,
            "department": {
                "invalid_choice": gettext_lazy("Choose a department of your own organisation."),
            },
        }
        widgets = {
            "actor": forms.Select({"class": "w-short"}),
            "channel": forms.Select({"class": "w-short"}),
            "ending": forms.Select({"class": "w-short"}),
            # As text, so that what is no number stays on the page too.
            "expected_amount": forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
            "maximal_amount": forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service = self.instance.map.service
        self.cancel_url = draft_url(service)
        departments = Department.objects.for_organisation(service.organisation)
        valid = Q(pk__in=departments.valid_on(timezone.localdate()))
        field: Any = self.fields["department"]
        field.queryset = departments.filter(valid | Q(pk=self.instance.department_id))
        field.empty_label = _("no department")
        for name in ("actor", "channel", "ending"):
            choice: Any = self.fields[name]
            choice.choices = [("", _("choose an answer")), *choice.choices[1:]]
        for name in in_languages("description") + in_languages("risk"):
            self.fields[name].widget.attrs["rows"] = 3
        if not self.is_bound:
            self.fields["name_nl"].widget.attrs["autofocus"] = True
        self.others = self.steps_beside()
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to the page."""

    def steps_beside(self) -> list[StepVersion]:
        """The other steps of the map, in its order."""
        steps = in_order(self.instance.map.steps.all()) if self.instance.map_id else []
        return [step for step in steps if step.pk != self.instance.pk]

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [
            *in_languages("name", "nl", "fr"),
            *self.place,
            "actor",
            "partner",
            Div("expected_amount", "expected_unit", css_class="two-fields"),
            *self.end,
            Folded(_("Name in German and English"), *in_languages("name", "de", "en")),
            Folded(
                _("Department, channel, maximal duration"),
                "department",
                "channel",
                Div("maximal_amount", "maximal_unit", css_class="two-fields"),
            ),
            *(
                Folded(title, *in_languages(name))
                for name, title in (
                    ("description", _("What happens")),
                    ("question", _("Question the customer asks here")),
                    ("risk", _("What can go wrong")),
                    ("receives", _("What the customer receives")),
                )
            ),
        ]

    @property
    def place(self) -> Sequence[Any]:
        """Where the step stands, as far as this page asks it."""
        return ()

    @property
    def end(self) -> Sequence[Any]:
        return ("ending", "informs_on_appeal") if "ending" in self.fields else ()

    @property
    def stage(self) -> str:
        return str(self.instance.stage)

    def clean_partner(self) -> str:
        partner: str = self.cleaned_data["partner"]
        actor = self.cleaned_data.get("actor")
        if actor == Actor.OTHER_ORGANISATION and not partner:
            raise ValidationError(_("Name the other organisation."), "required")
        if partner and actor and actor != Actor.OTHER_ORGANISATION:
            raise ValidationError(
                _("Who does the step is not “other organisation”. Choose that, or empty this."),
                "not_other",
            )
        return partner

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "expected_amount" in values and "maximal_amount" in values:
            expected, maximal = (
                of(values[f"{part}_amount"], values.get(f"{part}_unit", ""))
                if values.get(f"{part}_unit")
                else None
                for part in ("expected", "maximal")
            )
            if expected and maximal and expected.is_longer_than(maximal):
                self.add_error(
                    "maximal_amount",
                    _("The maximal duration is shorter than the expected one: %(duration)s.")
                    % {"duration": expected},
                )
        return values

    def contents(self) -> dict[str, Any]:
        """The fields of the step, as the verbs take them."""
        told = {
            name: self.cleaned_data[name]
            for name in FIELDS
            if name not in TEXTS and name in self.cleaned_data
        }
        for name in TEXTS:
            answers = ((code, self.cleaned_data.get(f"{name}_{code}", "")) for code in LANGUAGES)
            told[name] = Text({code: text for code, text in answers if text})
        return told


class NewStepForm(StepForm):
    submit_label = gettext_lazy("Save and add the next step")
    other_submits = (("finish", gettext_lazy("Save and go to the map")),)

    stage_of = forms.ChoiceField(
        label=pgettext_lazy("of a process map", "Stage"),
        choices=Stage.choices,
        widget=forms.Select({"class": "w-short"}),
    )
    position = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["stage_of"].initial = self.instance.stage
        self.fields["ending"].help_text = _("Only in the stage Deliver.")

    @property
    def place(self) -> Sequence[Any]:
        return ("stage_of",)

    @property
    def end(self) -> Sequence[Any]:
        return (Folded(_("End of the stage Deliver"), "ending", "informs_on_appeal"),)

    @property
    def stage(self) -> str:
        return str(self.cleaned_data["stage_of"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        delivers = values.get("stage_of") == Stage.DELIVER
        if not delivers and (values.get("ending") or values.get("informs_on_appeal")):
            self.add_error("ending", _("Only a step of the stage Deliver ends with this."))
        return values

    def next_page(self, step: StepVersion) -> str:
        """The next step of the same stage, after this one; or the map."""
        if "finish" in self.data:
            return self.cancel_url
        service = step.map.service
        keys = [service.organisation.slug, service.pk, step.stage]
        page = reverse("processes:step_new", args=keys)
        following = f"?position={step.position + 1}" if self.wanted_position else ""
        return page + following

    @property
    def wanted_position(self) -> int | None:
        """The place that was asked for, in the stage it was asked in; None for the end."""
        asked: int | None = self.cleaned_data["position"]
        return asked if self.stage == self.instance.stage else None


class ChangedStepForm(StepForm):
    submit_label = gettext_lazy("Save the step")

    seen = seen_field()
    hands_over = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Hands over to"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With none ticked, it hands over to the next step."),
        error_messages={
            "invalid_choice": gettext_lazy(
                "One of these steps is no longer on the map. Look at the list again."
            ),
        },
    )

    def prepare(self) -> None:
        self.fields["seen"].initial = self.instance.revision
        takers: Any = self.fields["hands_over"]
        takers.choices = [
            (step.pk, f"{leading(step.get_stage_display())} {step}") for step in self.others
        ]
        takers.initial = [row.taker_id for row in self.instance.hands_over.all()]
        if not self.others:
            del self.fields["hands_over"]
        if self.instance.stage != Stage.DELIVER:
            del self.fields["ending"], self.fields["informs_on_appeal"]

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        takers = [Folded(_("Hands over to"), "hands_over")] if self.others else []
        return [*super().layout, *takers]

    def clean_hands_over(self) -> list[int]:
        takers: list[int] = self.cleaned_data["hands_over"]
        steps = [self.instance, *self.others]
        explicit = explicit_links(self.instance.map_id) | {self.instance.pk: set(takers)}
        if takers and (circle := circle_of(steps, explicit)):
            raise ValidationError(circle, "circle")
        return takers

    @property
    def seen_revision(self) -> int | None:
        found: int | None = self.cleaned_data.get("seen")
        return found

    def takers(self) -> list[StepVersion]:
        chosen = self.cleaned_data.get("hands_over", [])
        return [step for step in self.others if step.pk in chosen]


class MoveForm(PageForm):
    """Sent by the buttons of a card: `place` is a stage and a position in it."""

    seen = seen_field()
    place = forms.RegexField(rf"^({'|'.join(Stage.values)}):[1-9]\d{{0,3}}$")

    def where(self) -> tuple[str, int]:
        stage, _colon, position = self.cleaned_data["place"].partition(":")
        return stage, int(position)


class RemovalForm(PageForm):
    submit_label = gettext_lazy("Remove the step")

    seen = seen_field()

    def __init__(self, *args: Any, step: StepVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = step.revision
        self.cancel_url = draft_url(step.map.service)


class DiscardForm(PageForm):
    submit_label = gettext_lazy("Give up the draft")

    def __init__(self, *args: Any, draft: Map, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = draft_url(draft.service)


class AdoptionForm(PageModelForm):
    """The day from which the draft is the map in force, and why it changed."""

    submit_label = gettext_lazy("Bring the map into force")
    texts: tuple[str, ...] = ("reason",)

    class Meta:
        model = Map
        fields = ["in_force_from"]
        field_classes = {"in_force_from": DayField}

    def __init__(self, *args: Any, before: Map | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        self.cancel_url = draft_url(self.instance.service)
        day: Any = self.fields["in_force_from"]
        day.required = True
        self.initial["in_force_from"] = timezone.localdate()
        if before is None:
            for name in in_languages("reason"):
                del self.fields[name]
            self.texts = ()
        else:
            self.fields["reason_nl"].help_text = _("In one language at least.")

    def clean_in_force_from(self) -> Any:
        day = self.cleaned_data["in_force_from"]
        if day > timezone.localdate():
            raise ValidationError(_("This day lies in the future. Choose today or an earlier day."))
        first = self.before and self.before.in_force_from
        if first and day < first:
            raise ValidationError(_("The map before it came into force on a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.before and not any(self.reason().values()):
            self.add_error("reason_nl", _("Say why the map changes, in one language at least."))
        steps = list(self.instance.steps.all())
        if not steps:
            self.add_error(None, _("A map without steps does not come into force."))
        if circle := circle_of(steps, explicit_links(self.instance.pk)):
            self.add_error(None, circle)
        return values

    def reason(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"reason_{code}", "") for code in LANGUAGES}
