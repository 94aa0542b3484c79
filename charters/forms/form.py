"""The guided form: the languages of a charter, and one subject at a time."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.completeness import ALWAYS_WRITTEN
from charters.drafting import ALWAYS
from charters.enums import ELEMENTS, PROMISING, Topic
from charters.models import Charter, CharterText
from core.forms import PageForm
from core.layouts import Folded
from core.rich_text import RichTextField
from core.text_fields import LineField
from core.texts import language_name
from organisations.models import Organisation

LANGUAGES = dict(settings.LANGUAGES)
BY_CHOICE = [(code, name) for code, name in settings.LANGUAGES if code not in ALWAYS]


def further_languages() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext_lazy("Further languages"),
        choices=BY_CHOICE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "A charter is always in Dutch and French. A language that you choose beside them must be complete before publication; you can leave it again."
        ),
    )


class BeginForm(PageForm):
    """On the page that says what a charter is; sent to an address of its own."""

    submit_label = gettext_lazy("Begin the charter")

    languages = further_languages()

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = reverse("charters:begin", args=[organisation.slug])

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_action = self.action
        return helper


class LanguagesForm(PageForm):
    submit_label = gettext_lazy("Save the languages")

    languages = further_languages()
    # The languages that the page showed.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, charter: Charter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].initial = charter.languages
        self.fields["seen"].initial = " ".join(charter.languages)
        self.cancel_url = reverse("charters:home", args=[charter.organisation.slug])

    @property
    def seen_languages(self) -> list[str]:
        return [code for code in self.cleaned_data["seen"].split() if code in LANGUAGES]


class TopicForm(PageForm):
    """The text on a subject in each language of the charter, saved before the next one is shown."""

    submit_label = gettext_lazy("Save and go on")

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=2**31 - 1,
        error_messages={
            "required": gettext_lazy(
                "The form did not arrive whole. Look at it and send it again."
            ),
            "invalid": gettext_lazy("The form did not arrive whole. Look at it and send it again."),
        },
    )

    def __init__(self, *args: Any, charter: Charter, row: CharterText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charter, self.topic = charter, Topic(row.topic)
        self.fields["seen"].initial = row.revision
        self.cancel_url = reverse("charters:home", args=[charter.organisation.slug])
        # What is said in one language is to be said in each of them.
        is_begun = any(row.text.get(code) for code in charter.languages)
        for code in charter.languages:
            self.fields[f"text_{code}"] = RichTextField(
                label=_("Text (%(language)s)") % {"language": LANGUAGES[code]},
                required=self.topic == Topic.REDRESS,
                is_needed_later=is_begun or self.topic in ALWAYS_WRITTEN,
                initial=row.text.get(code, ""),
                widget=forms.Textarea({"lang": code, "rows": 7}),
                error_messages={
                    "required": _(
                        "A charter always says what customers can do when a promise is not kept. Write it in %(language)s too."
                    )
                    % {"language": language_name(code)}
                },
            )
        if self.is_element:
            self._add_reason(row)

    def _add_reason(self, row: CharterText) -> None:
        self.fields["not_applying"] = forms.BooleanField(
            label=_("This subject has nothing to do with us"),
            required=False,
            initial=not row.applies,
            help_text=_("The charter then says why, instead of a text."),
        )
        for code in self.charter.languages:
            self.fields[f"reason_{code}"] = LineField(
                label=_("Why it does not apply (%(language)s)") % {"language": LANGUAGES[code]},
                required=False,
                max_length=300,
                initial=row.reason.get(code, ""),
                widget=forms.TextInput({"lang": code}),
            )

    @property
    def is_element(self) -> bool:
        return self.topic in ELEMENTS

    @property
    def other_submits(self) -> Sequence[tuple[str, Any]]:  # type: ignore[override]
        further: list[tuple[str, Any]] = []
        if self.topic in PROMISING:
            further.append(("commitment", _("Save and add a commitment")))
        if self.topic == Topic.EXPECTATIONS:
            further.append(("expectation", _("Save and add an expectation")))
        return [*further, ("finish", _("Save and go to the task list"))]

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        texts = [
            Div(*(f"text_{code}" for code in self.charter.languages), css_class="in-languages")
        ]
        if not self.is_element:
            return texts
        reasons = (f"reason_{code}" for code in self.charter.languages)
        return [*texts, Folded(_("This does not apply to us"), "not_applying", *reasons)]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("not_applying"):
            return values
        if self.charter.commitments.standing().filter(topic=self.topic).exists():
            self.add_error(
                "not_applying",
                _("There are commitments on this subject: it applies. Retire them first."),
            )
        if not any(values.get(f"reason_{code}") for code in self.charter.languages):
            first = f"reason_{self.charter.languages[0]}"
            self.add_error(first, ValidationError(_("Say why it does not apply, in one line.")))
        return values

    def contents(self) -> dict[str, Any]:
        """What was written, as the verb takes it; also of answers that are not right yet."""
        values = self.cleaned_data
        languages = self.charter.languages
        return {
            "text": {
                code: values[f"text_{code}"] for code in languages if f"text_{code}" in values
            },
            "applies": not values.get("not_applying"),
            "reason": {
                code: values[f"reason_{code}"] for code in languages if f"reason_{code}" in values
            },
        }
