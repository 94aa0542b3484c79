"""From arrival to handler: acknowledge, qualify, requalify, assign."""

from typing import Any

from crispy_forms.layout import Div
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from complaints.enums import ORAL_CHANNELS, Acknowledged, Admissibility, Nature, Purpose
from complaints.forms.moves.base import (
    LateForm,
    LetterForm,
    MoveForm,
    explained,
    reason_field,
)
from complaints.handling import rules_of
from complaints.models import InadmissibilityGround
from core.sorting import sort_key
from organisations.enums import Role
from organisations.models import Department, Membership, User

NATURES = [
    (
        Nature.COMPLAINT,
        explained(
            Nature.COMPLAINT.label,
            gettext_lazy("Somebody is dissatisfied with what the organisation did or did not do."),
        ),
    ),
    (
        Nature.QUESTION,
        explained(Nature.QUESTION.label, gettext_lazy("Somebody wants to know something.")),
    ),
    (
        Nature.NOTIFICATION,
        explained(
            Nature.NOTIFICATION.label,
            gettext_lazy("Somebody reports a fact, without having suffered from it."),
        ),
    ),
    (
        Nature.SUGGESTION,
        explained(Nature.SUGGESTION.label, gettext_lazy("Somebody proposes something better.")),
    ),
    (
        Nature.COMPLIMENT,
        explained(Nature.COMPLIMENT.label, gettext_lazy("Somebody is content and says so.")),
    ),
]


# Beside the grounds, which say why not.
ADMISSIBLE = Admissibility.ADMISSIBLE


class AcknowledgeForm(LateForm, LetterForm):
    purpose = Purpose.ACKNOWLEDGEMENT
    submit_label = pgettext_lazy("button", "Acknowledge receipt")
    follows = ("acknowledged_on",)

    how = forms.ChoiceField(
        label=gettext_lazy("How does the complainant learn of it?"),
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        super().prepare()
        by_letter = (Acknowledged.LETTER, _("By this letter, with a tracking code"))
        orally = (Acknowledged.ORAL, capfirst(Acknowledged.ORAL.label))
        choices = [by_letter, orally] if self.sends_letter else [orally]
        spoken = self.case.channel in ORAL_CHANNELS or not self.sends_letter
        field = self.fields["how"]
        field.choices = choices  # type: ignore[attr-defined]
        field.initial = Acknowledged.ORAL if spoken else Acknowledged.LETTER
        self.fields["happened_on"].label = _("Told on")
        self.fields["happened_on"].help_text = _(
            "Where it was told orally; a letter is dated today. For example 7-12-2026"
        )
        self.order_fields(["how", "happened_on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == Acknowledged.LETTER:
            self.errors.pop("happened_on", None)
        else:
            self.errors.pop("body", None)
            self.sends_letter = False
        return cleaned

    def arguments(self) -> dict[str, Any]:
        if not self.sends_letter:
            return {"how": Acknowledged.ORAL, "at": self.at}
        return {"how": Acknowledged.LETTER, "body": self.cleaned_data["body"]}

    def to_preview(self) -> dict[str, Any]:
        code = _("made when the letter is sent")
        return self.arguments() | {"code": f"[{code}]"}


class Folded(Div):  # type: ignore[misc]
    """Fields that few need, below a line that opens them; the form says when they are needed."""

    def __init__(self, title: str | Promise, *fields: Any) -> None:
        super().__init__(*fields)
        self.title = title

    def render(
        self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        facts = {"title": self.title, "fields": fields, "is_open": form.unfolds}
        return render_to_string("complaints/moves/_folded.html", facts)


class QualifyForm(LetterForm):
    purpose = Purpose.INADMISSIBLE
    submit_label = pgettext_lazy("button", "Qualify")

    nature = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=NATURES, widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(label=gettext_lazy("For a complaint: can it be examined?"))
    reason = reason_field(required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["nature"].initial = self.case.nature
        self.grounds = {ground.pk: ground for ground in InadmissibilityGround.objects.all()}
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (ADMISSIBLE, _("Admissible: the complaint is examined")),
            *(
                (code, _("Not admissible: %(ground)s") % {"ground": ground})
                for code, ground in self.grounds.items()
            ),
        ]
        rules = rules_of(self.case.organisation)
        if self.case.complainant.is_anonymous and not rules.accepts_anonymous:
            self.fields["ground"].help_text = _(
                "This one is anonymous, and by your rules anonymous complaints are not examined."
            )
        if "body" in self.fields:
            self.fields["body"].required = self.unfolds
            title = _("The letter, where a complaint is not admissible")
            self.layout = ("nature", "ground", "reason", Folded(title, "body"))

    @property
    def unfolds(self) -> bool:
        return bool(self.data.get("ground", ADMISSIBLE) != ADMISSIBLE)

    def clean_ground(self) -> InadmissibilityGround | None:
        return self.grounds.get(self.cleaned_data["ground"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ground = cleaned.get("ground")
        if ground and cleaned.get("nature", Nature.COMPLAINT) != Nature.COMPLAINT:
            self.add_error(
                "ground", _("Only a complaint can be not admissible. Choose “Admissible”.")
            )
        if not ground:
            self.errors.pop("body", None)
            self.sends_letter = False
        return cleaned


class RequalifyForm(LetterForm):
    purpose = Purpose.REQUALIFIED

    nature = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        widget=forms.RadioSelect,
    )
    close = forms.BooleanField(
        label=gettext_lazy("Close the case: nothing remains to be answered"), required=False
    )
    reason = reason_field(required=False)

    def prepare(self) -> None:
        super().prepare()
        others = [(nature, words) for nature, words in NATURES if nature != self.case.nature]
        self.fields["nature"].choices = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("close") and cleaned.get("nature") == Nature.COMPLAINT:
            self.add_error(
                "close", _("A complaint is answered, it is not closed as something else.")
            )
        return cleaned


class AssignForm(MoveForm):
    submit_label = pgettext_lazy("button", "Assign")

    handler = forms.ModelChoiceField(
        label=gettext_lazy("Handler"),
        help_text=gettext_lazy("Somebody who was not involved in the matter"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.Select({"class": "w-short"}),
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"),
        queryset=Department.objects.none(),
        required=False,
        widget=forms.Select({"class": "w-short"}),
    )
    reason = reason_field(required=False)

    def prepare(self) -> None:
        organisation = self.case.organisation
        members = Membership.objects.for_organisation(organisation).active()
        members = members.with_role(Role.HANDLER, Role.COORDINATOR)
        people = User.objects.filter(pk__in=members.values("user"))
        departments = Department.objects.for_organisation(organisation)
        self.offer("handler", people, _("nobody yet"))
        self.offer("department", departments.valid_on(timezone.localdate()), _("none yet"))
        self.fields["handler"].initial = self.case.handler_id
        self.fields["department"].initial = self.case.department_id

    def offer(self, name: str, rows: Any, nothing: str) -> None:
        """In reading order, which the database does not know."""
        field: Any = self.fields[name]
        field.queryset = rows
        known = sorted(((row.pk, str(row)) for row in rows), key=lambda row: sort_key(row[1]))
        field.choices = [("", nothing), *known]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [getattr(cleaned.get(name), "pk", None) for name in ("handler", "department")]
        if not self.errors and chosen == [self.case.handler_id, self.case.department_id]:
            self.add_error("handler", _("Choose another handler or another department."))
        return cleaned
