"""Where a case goes elsewhere: forwarded, withdrawn, or before the second line."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from complaints.enums import Purpose, SecondLine
from complaints.forms.moves.base import LateForm, LetterForm, reason_field
from complaints.forwarding import Elsewhere
from core.sorting import sort_key
from core.text_fields import LineField
from organisations.models import Organisation, SecondLineBody

YES, NO, UNKNOWN = "yes", "no", "unknown"
OUTSIDE = "outside"
OVERTURNED = {YES: True, NO: False, UNKNOWN: None}


class ForwardForm(LetterForm):
    purpose = Purpose.FORWARDED

    organisation = forms.ChoiceField(
        label=pgettext_lazy("forward", "To"),
        help_text=gettext_lazy(
            "An organisation of this register gets a case of its own, with the text, the files and"
            " the name and address of the complainant."
        ),
        error_messages={"required": gettext_lazy("Say where the case goes.")},
    )
    outside = LineField(
        label=gettext_lazy("Name of the body outside"),
        help_text=gettext_lazy(
            "Nothing is sent there by itself: send it the whole file, as PDF, from the case."
        ),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    reason = reason_field(required=False)

    def prepare(self) -> None:
        super().prepare()
        others = Organisation.objects.valid_on(timezone.localdate())
        others = others.exclude(pk=self.case.organisation_id).in_reading_order()
        self.others = {str(other.pk): other for other in others}
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose an organisation")),
            (OUTSIDE, _("A body outside this register, named below")),
            *((key, str(other)) for key, other in self.others.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, name = cleaned.get("organisation"), cleaned.get("outside")
        if chosen == OUTSIDE and not name and "outside" not in self.errors:
            self.add_error("outside", _("Name the body to which the case goes."))
        if chosen in self.others and name:
            self.add_error("outside", _("Choose an organisation or name a body, not both."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        to = Elsewhere(self.others.get(told.pop("organisation")), told.pop("outside"))
        return told | {"to": to}

    def to_preview(self) -> dict[str, Any]:
        """By its name alone: files are not handed over to be taken back."""
        told = self.arguments()
        organisation: Organisation | None = told["to"].organisation
        if organisation:
            name = organisation.name.in_language(self.case.letter_language)
            told["to"] = Elsewhere(name=name)
        return told


class WithdrawForm(LateForm, LetterForm):
    purpose = Purpose.WITHDRAWN
    # What is closed afterwards was open before.
    follows = ("status",)

    reason = reason_field(required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = _("Withdrawn on")


class SecondLineForm(LateForm):
    submit_label = pgettext_lazy("button", "Record the second line")
    follows = ("second_line_id", "second_line_kind", "second_line_overturned")

    body = forms.ModelChoiceField(
        label=gettext_lazy("Body"),
        queryset=SecondLineBody.objects.all(),
        error_messages={"required": gettext_lazy("Choose the body.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=[(kind, capfirst(kind.label)) for kind in SecondLine],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what happened.")},
    )
    overturned = forms.ChoiceField(
        label=gettext_lazy("Did it overturn our answer?"),
        choices=[
            (UNKNOWN, gettext_lazy("Not known yet")),
            (YES, pgettext_lazy("overturned", "Yes")),
            (NO, pgettext_lazy("overturned", "No")),
        ],
        widget=forms.RadioSelect,
    )
    reason = reason_field(required=False)

    field_order = ("body", "kind", "overturned", "happened_on", "reason")

    def prepare(self) -> None:
        super().prepare()
        case = self.case
        field: Any = self.fields["body"]
        bodies = sorted(field.queryset, key=lambda body: sort_key(str(body)))
        field.choices = [("", "-"), *((body.pk, str(body)) for body in bodies)]
        field.initial = case.second_line_id or case.organisation.second_line_id
        self.fields["kind"].initial = case.second_line_kind
        known = {answer: said for said, answer in OVERTURNED.items()}
        self.fields["overturned"].initial = known[case.second_line_overturned]

    def arguments(self) -> dict[str, Any]:
        return {
            "body": self.cleaned_data["body"],
            "kind": self.cleaned_data["kind"],
            "overturned": OVERTURNED[self.cleaned_data["overturned"]],
            "reason": self.cleaned_data["reason"],
            "at": self.at,
        }
