from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DayField, PageModelForm, PeriodMixin
from core.layouts import Folded
from core.text_fields import LineField
from organisations.models import Department
from processes.agreed import StepChoice, steps_by_service
from processes.models import Agreement, Service, Step

DAYS = ("valid_from", "valid_until", "reviewed_on", "review_due")
SIDES = ("giver", "taker")


class AgreementForm(PeriodMixin, PageModelForm):
    """Who gives what to whom within what time, and which steps rest on it."""

    texts = required_texts = ("what",)

    class Meta:
        model = Agreement
        fields = [
            "giver_department",
            "giver_partner",
            "taker_department",
            "taker_partner",
            "amount",
            "unit",
            *DAYS,
        ]
        field_classes = dict.fromkeys(DAYS, DayField) | dict.fromkeys(
            ["giver_partner", "taker_partner"], LineField
        )
        labels = {"unit": gettext_lazy("Unit of the time")}
        help_texts = {
            "giver_department": gettext_lazy("Or else name another organisation below."),
            "taker_department": gettext_lazy("Or else name another organisation below."),
            "giver_partner": gettext_lazy("Only where another organisation gives it."),
            "taker_partner": gettext_lazy("Only where another organisation receives it."),
            "valid_from": gettext_lazy("Empty: it already holds."),
            "valid_until": gettext_lazy("Empty: it holds until it is changed."),
            "review_due": gettext_lazy("After this day the map says that a review is due."),
        }
        error_messages = {
            "amount": {
                "min_value": gettext_lazy("A duration is not negative. Write 0 or more."),
                "max_value": gettext_lazy("This duration is too long. Choose a larger unit."),
                "invalid": gettext_lazy("Write the duration as a whole number."),
            },
        }
        widgets = {
            # As text, so that what is no number stays on the page too.
            "amount": forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = Department.objects.for_organisation(self.instance.organisation)
        for side in SIDES:
            field: Any = self.fields[f"{side}_department"]
            held = Q(pk=getattr(self.instance, f"{side}_department_id"))
            now = Q(pk__in=departments.valid_on(timezone.localdate()))
            field.queryset = departments.filter(now | held)
            field.empty_label = _("no department of ours")
        self.groups = steps_by_service(self.instance)
        for service, steps in self.groups:
            self.fields[group_name(service)] = step_field(service, steps)

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [
            "giver_department",
            "giver_partner",
            "taker_department",
            "taker_partner",
            "what_nl",
            "what_fr",
            Folded(_("What is given, in German and English"), "what_de", "what_en"),
            Div("amount", "unit", css_class="two-fields"),
            *(group_name(service) for service, _steps in self.groups),
            Div("valid_from", "valid_until", css_class="two-fields"),
            Div("reviewed_on", "review_due", css_class="two-fields"),
        ]

    def clean(self) -> Any:
        values = super().clean()
        for side in SIDES:
            self.check_side(side)
        reviewed, due = values.get("reviewed_on"), values.get("review_due")
        if reviewed and reviewed > timezone.localdate():
            self.add_error("reviewed_on", _("This day lies in the future."))
        if reviewed and due and due <= reviewed:
            self.add_error("review_due", _("The next review comes after the last one."))
        return values

    def check_side(self, side: str) -> None:
        """A department of ours, or else another organisation: one of the two."""
        if {f"{side}_department", f"{side}_partner"} & self.errors.keys():
            return
        department = self.cleaned_data.get(f"{side}_department")
        partner = self.cleaned_data.get(f"{side}_partner")
        if department and partner:
            text = _("Choose a department, or name another organisation: not both.")
            self.add_error(f"{side}_partner", text)
        if not department and not partner:
            text = _("Choose a department, or name another organisation below.")
            self.add_error(f"{side}_department", text)
        if side == "taker" and self.is_with_itself():
            self.add_error("taker_department", _("A department needs no agreement with itself."))

    def is_with_itself(self) -> bool:
        giver = self.cleaned_data.get("giver_department")
        return giver is not None and giver == self.cleaned_data.get("taker_department")

    def chosen_steps(self) -> list[Step]:
        keys = [
            int(key)
            for service, _steps in self.groups
            for key in self.cleaned_data[group_name(service)]
        ]
        return list(Step.objects.for_organisation(self.instance.organisation).filter(pk__in=keys))

    def save(self, commit: bool = True) -> Agreement:  # noqa: FBT001, FBT002 - Django's own
        agreement: Agreement = super().save(commit)
        agreement.steps.set(self.chosen_steps())
        return agreement


def group_name(service: Service) -> str:
    return f"steps_{service.pk}"


def step_field(service: Service, steps: list[StepChoice]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Steps of “%(service)s” that rest on it") % {"service": service},
        choices=[(str(one.pk), one.label) for one in steps],
        initial=[str(one.pk) for one in steps if one.is_chosen],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
