"""To the answer and after it: propose, return, answer, close, reopen."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from complaints.enums import (
    NAMES_NORMS,
    ComplaintType,
    Decision,
    Finding,
    Nature,
    Purpose,
    Remedy,
)
from complaints.forms.moves.base import (
    LetterForm,
    MoveForm,
    explained,
    reason_field,
)
from complaints.handling import proposal_of
from complaints.models import Cause
from core.sorting import sort_key
from core.text_fields import LineField
from organisations.models import Letter, NormOfConduct

# Rule of the Federal Ombudsman.
FINDINGS = [
    (
        Finding.FOUNDED,
        explained(
            Finding.FOUNDED.label,
            gettext_lazy("One or more norms of good administrative conduct were not respected."),
        ),
    ),
    (
        Finding.PARTLY_FOUNDED,
        explained(
            Finding.PARTLY_FOUNDED.label,
            gettext_lazy(
                "Of several equal grievances not all are founded, the responsibility is shared, or"
                " the substance was right and the procedure wrong."
            ),
        ),
    ),
    (
        Finding.UNFOUNDED,
        explained(Finding.UNFOUNDED.label, gettext_lazy("The norms were respected.")),
    ),
    (
        Finding.NO_OPINION,
        explained(
            Finding.NO_OPINION.label,
            gettext_lazy(
                "After mediation, where no conclusion is possible, or where the complainant stays"
                " silent."
            ),
        ),
    ),
]


class ConclusionForm(LetterForm):
    """A reasoned answer: with a finding for a complaint, a decision for a suggestion."""

    purpose = Purpose.ANSWER
    unchanged = gettext_lazy("Write the reasons in the letter.")

    finding = forms.ChoiceField(
        label=gettext_lazy("Finding"),
        choices=FINDINGS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a finding.")},
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("What becomes of the suggestion?"),
        choices=[(decision, capfirst(decision.label)) for decision in Decision],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what becomes of the suggestion.")},
    )

    def prepare(self) -> None:
        super().prepare()
        if self.case.nature != Nature.COMPLAINT:
            del self.fields["finding"]
        if self.case.nature != Nature.SUGGESTION:
            del self.fields["decision"]
        for name in ("finding", "decision"):
            if name in self.fields:
                self.fields[name].initial = getattr(self.case, f"proposed_{name}")
        if self.proposal and self.proposal.text:
            self.fields["body"].initial = self.proposal.text

    @cached_property
    def proposal(self) -> Letter | None:
        return proposal_of(self.case)

    def leave_letter_out(self) -> None:
        """The reasons are still needed: they stay with the case."""
        field = self.fields["body"]
        field.label = _("Reasons of the answer")
        field.help_text = _(
            "Nobody can be written to: these words stay with the case as an internal note."
        )
        field.error_messages["required"] = _("Write the reasons.")
        field.widget.attrs |= {"rows": 12}
        self.standard = ""
        self.submit_label = pgettext_lazy("button", "Record the answer")

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"body": self.cleaned_data["body"]}


class ProposeForm(ConclusionForm):
    sends_letter = False
    submit_label = pgettext_lazy("button", "Propose this answer")

    def prepare(self) -> None:
        super().prepare()
        self.sends_letter = False
        self.submit_label = type(self).submit_label


class AnswerForm(ConclusionForm):
    pass


class ReturnForm(MoveForm):
    submit_label = pgettext_lazy("button", "Return to the handler")

    reason = reason_field(
        label=gettext_lazy("What must be changed?"),
        help_text=gettext_lazy("The handler reads it with the case."),
        error_messages={"required": gettext_lazy("Say what must be changed.")},
    )


NOT_CLASSIFIED = "not_classified"


class CloseForm(MoveForm):
    submit_label = pgettext_lazy("button", "Close the case")

    type = forms.ChoiceField(
        label=gettext_lazy("What was it about?"),
        choices=[
            *((kind, capfirst(kind.label)) for kind in ComplaintType),
            (NOT_CLASSIFIED, pgettext_lazy("complaint type", "Not classified")),
        ],
        widget=forms.RadioSelect,
    )
    norms = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Norms not respected"),
        queryset=NormOfConduct.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy(
                "A founded complaint names at least one norm. Tick those that were not respected."
            )
        },
    )
    cause = forms.ModelChoiceField(
        label=gettext_lazy("Cause"),
        help_text=gettext_lazy("The same cause for many cases shows what can be mended once."),
        queryset=Cause.objects.none(),
        required=False,
    )
    new_cause = LineField(
        label=gettext_lazy("Or a cause that stands in no list yet"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    remedy = forms.ChoiceField(
        label=gettext_lazy("Remedy"),
        choices=[
            ("", pgettext_lazy("remedy", "not said")),
            *((remedy, capfirst(remedy.label)) for remedy in Remedy),
        ],
        required=False,
        widget=forms.Select({"class": "w-short"}),
    )
    reason = reason_field(required=False)

    def prepare(self) -> None:
        if self.case.nature != Nature.COMPLAINT:
            del self.fields["type"]
        elif self.case.finding not in NAMES_NORMS:
            self.fields["type"].initial = NOT_CLASSIFIED
        if self.case.finding not in NAMES_NORMS:
            del self.fields["norms"]
        causes = Cause.objects.filter(organisation=self.case.organisation_id)
        field: Any = self.fields["cause"]
        field.queryset = causes
        known = sorted(((row.pk, row.name) for row in causes), key=lambda row: sort_key(row[1]))
        field.choices = [("", _("not said")), *known]
        field.initial = self.case.cause_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("cause") and cleaned.get("new_cause"):
            self.add_error("new_cause", _("Choose a cause or type a new one, not both."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        kind = told.get("type", NOT_CLASSIFIED)
        return told | {
            "type": "" if kind == NOT_CLASSIFIED else kind,
            "norms": [norm.pk for norm in told.get("norms", [])],
        }


class ReopenForm(LetterForm):
    purpose = Purpose.REOPENED

    reason = reason_field(
        label=gettext_lazy("Why is the case reopened?"),
        error_messages={"required": gettext_lazy("Say why the case is reopened.")},
    )
