"""The list of complaints management: its words, and what an organisation declares of a line."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DayField, PageForm, PageModelForm
from core.text_fields import LineField, LinesField, plain
from core.texts import Text
from indicators.criteria import WORDS
from indicators.enums import CriterionKind, Met
from indicators.forms.submissions import seen_field
from indicators.models import Criterion

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Addresses of other pages of the list.
NO_CODES = ("new", "overview")


def in_languages(name: str) -> Div:
    return Div(*(f"{name}_{code}" for code in LANGUAGES), css_class="two-fields")


class WordsForm(PageModelForm):
    """What a line says."""

    texts = ("name", "explanation")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Criterion
        fields = ["status", "source"]
        field_classes = {"status": LineField, "source": LineField}
        labels = {
            "status": gettext_lazy("What is still to be verified"),
            "source": gettext_lazy("Where this comes from"),
        }
        help_texts = {"status": gettext_lazy("Leave it empty once the line is certain.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.revision
        for code in LANGUAGES:
            self.fields[f"explanation_{code}"].widget.attrs["rows"] = 3

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [in_languages("name"), in_languages("explanation"), "status", "source", "seen"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for field in ("name_nl", "name_fr"):
            if not values.get(field):
                self.add_error(field, _("Write it in Dutch and in French at least."))
        return values

    def store_texts(self) -> None:
        for name in self.texts:
            for code in LANGUAGES:
                field = f"{name}_{code}"
                self.cleaned_data[field] = plain(self.cleaned_data.get(field, "")).strip()
        super().store_texts()

    def words(self) -> dict[str, Any]:
        """What the verbs take."""
        row = self.instance
        told = {name: getattr(row, name) for name in WORDS}
        for name in self.texts:
            told[name] = Text({code: text for code, text in told[name].items() if text})
        return told


class NewLineForm(WordsForm):
    """A line that the list does not have yet."""

    submit_label = gettext_lazy("Add the line")

    class Meta(WordsForm.Meta):
        fields = ["code", "kind", *WordsForm.Meta.fields]
        field_classes = {**WordsForm.Meta.field_classes, "code": LineField}
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            **WordsForm.Meta.help_texts,
            "code": gettext_lazy("Short and lasting, for example P7."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without the empty choice, which says nothing.
        self.fields["kind"].choices = CriterionKind.choices  # type: ignore[attr-defined]

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [Div("code", "kind", css_class="two-fields"), *super().layout]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            validate_slug(code)
        except ValidationError as error:
            raise ValidationError(_("Use letters and digits without spaces.")) from error
        if code in NO_CODES or Criterion.objects.filter(code__iexact=code).exists():
            raise ValidationError(_("Another line has this code."))
        return code


class DeclarationForm(PageForm):
    """Where the organisation stands on one line."""

    submit_label = gettext_lazy("Declare")

    seen = seen_field()
    met = forms.ChoiceField(
        label=gettext_lazy("Where do we stand?"), choices=Met, widget=forms.RadioSelect
    )
    since = DayField(label=gettext_lazy("Since"), required=False)
    evidence = LinesField(
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy("What shows it: a page, a document, a decision. No personal data."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(
        self, data: QueryDict | None, *, criterion: Criterion, seen: int, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.criterion = criterion
        self.fields["seen"].initial = seen

    def clean_since(self) -> date | None:
        since: date | None = self.cleaned_data["since"]
        if since and since > timezone.localdate():
            raise ValidationError(_("This day lies in the future. Choose today or an earlier day."))
        return since

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("met") in (Met.MET, Met.PARTLY):
            if "since" in values and not values["since"]:
                self.add_error("since", _("Say since when."))
            if not self.criterion.proof and not values.get("evidence"):
                self.add_error("evidence", _("Say what shows it."))
        return values
