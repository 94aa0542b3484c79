"""A regulation: what it says and bears on, and who has held it against its source."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrOrPromise

from charters.enums import Topic, Verification
from charters.models import Regulation
from charters.querysets import RegulationQuerySet
from charters.regulation_facts import kept
from core.forms import DayField, PageForm, PageModelForm
from core.layouts import Folded
from core.sentences import Choice, Sentence
from core.text_fields import LineField, plain
from core.texts import Text

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LINES = ("code", "dated", "articles", "source", "certainty")
DOUBT = "doubt"
ONE_LINE = ("title", "kind", "limits")
NO_TOPIC = "none"


def in_languages(name: str, *codes: str) -> list[str]:
    return [f"{name}_{code}" for code in codes or LANGUAGES]


class WebLinkField(forms.URLField):
    """An address that a browser opens; nothing that runs."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": gettext_lazy("Write the whole link, for example https://www.example.be."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class RegulationForm(PageModelForm):
    """What a text obliges organisations to, in plain words. It says what it says until somebody verifies it."""

    texts = ("title", "kind", "obliges", "limits")
    required_texts = ("title", "obliges")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Bears on these subjects of a charter"),
        help_text=gettext_lazy("The guided form shows it beside each of them."),
        choices=Topic,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Regulation
        fields = [
            "code",
            "dated",
            "articles",
            "limit_amount",
            "limit_unit",
            "topics",
            "link",
            "source",
            "certainty",
            "repealed_on",
        ]
        field_classes = dict.fromkeys(LINES, LineField) | {
            "link": WebLinkField,
            "repealed_on": DayField,
        }
        labels = {
            "limit_unit": gettext_lazy("Unit of the time"),
            "link": gettext_lazy("Link to the text"),
            "source": gettext_lazy("Where this was read"),
        }
        help_texts = {
            "code": gettext_lazy("Short and lasting, for example L1994-04-11."),
            "dated": gettext_lazy("As the source writes it; a day as 1994-04-11 is written out."),
            "limit_amount": gettext_lazy(
                "Only where the text sets a time to answer a request: promises that are longer"
                " are pointed out."
            ),
            "certainty": gettext_lazy("What is still to be read. Shown until it is verified."),
            "repealed_on": gettext_lazy("From this day it is no longer offered."),
        }
        error_messages = {
            "limit_amount": {
                "min_value": gettext_lazy("Write a number of 1 or more, or nothing."),
                "max_value": gettext_lazy("This time is too long. Choose a larger unit."),
                "invalid": gettext_lazy("Write the time as a whole number."),
            },
        }
        widgets = {
            "code": forms.TextInput({"class": "w-short"}),
            # As text, so that what is no number stays on the page too.
            "limit_amount": forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision if self.instance.pk else None
        for code in LANGUAGES:
            self.fields[f"obliges_{code}"].widget.attrs["rows"] = 4
            self.fields[f"limits_{code}"].widget = forms.Textarea({"lang": code, "rows": 2})
        self.order_fields(["seen", *(name for row in self.layout for name in names_in(row))])

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [
            "code",
            *in_languages("title", "nl", "fr"),
            Folded(_("Title in German and English"), *in_languages("title", "de", "en")),
            Div(*in_languages("kind"), css_class="two-fields"),
            "dated",
            Div(*in_languages("obliges"), css_class="two-fields"),
            "articles",
            Div(*in_languages("limits"), css_class="two-fields"),
            Div("limit_amount", "limit_unit", css_class="two-fields"),
            "topics",
            "link",
            "source",
            "certainty",
            "repealed_on",
        ]

    def store_texts(self) -> None:
        for name in self.texts:
            for field in in_languages(name):
                text = plain(self.cleaned_data.get(field, "")).strip()
                self.cleaned_data[field] = " ".join(text.split()) if name in ONE_LINE else text
        super().store_texts()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        organisation = self.instance.organisation
        others = (
            Regulation.objects.known_to(organisation)
            if organisation
            else Regulation.objects.of_network()
        )
        if others.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another regulation has this code."))
        return code

    def clean_limit_amount(self) -> int | None:
        amount: int | None = self.cleaned_data["limit_amount"]
        if amount == 0:
            raise ValidationError(self.fields["limit_amount"].error_messages["min_value"])
        return amount

    def arguments(self) -> dict[str, Any]:
        """What the verbs take: the fields of the record."""
        row, names = self.instance, self._meta.fields or ()
        texts = {name: Text(kept(name, getattr(row, name))) for name in self.texts}
        return {**texts, **{name: getattr(row, name) for name in names}}


def names_in(row: Any) -> list[str]:
    return [row] if isinstance(row, str) else [name.name for name in row.get_field_names()]


class CheckForm(PageForm):
    """On which day somebody held it against its source."""

    checked_on = DayField(label=gettext_lazy("Checked on"))
    seen = forms.IntegerField(widget=forms.HiddenInput)
    submit_label = gettext_lazy("Mark as verified")

    def __init__(self, data: QueryDict | None, *, regulation: Regulation) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"checked_on": today, "seen": regulation.revision})
        self.is_verified = regulation.verification == Verification.VERIFIED
        # The other button asks for no day.
        self.fields["checked_on"].required = not self.is_doubt

    @property
    def other_submits(self) -> Sequence[tuple[str, StrOrPromise]]:  # type: ignore[override]
        return [(DOUBT, _("To be verified again"))] if self.is_verified else []

    @property
    def is_doubt(self) -> bool:
        return self.is_verified and DOUBT in self.data

    def clean_checked_on(self) -> date | None:
        found: date | None = self.cleaned_data["checked_on"]
        if found and found > timezone.localdate():
            raise ValidationError(_("This day lies in the future. Choose today or an earlier day."))
        return found


# ── The sentence above a list ────────────────────────────

STATES = [
    ("", pgettext_lazy("show regulations …", "in any state")),
    (Verification.TO_VERIFY, pgettext_lazy("show regulations …", "that are to be verified")),
    (Verification.VERIFIED, pgettext_lazy("show regulations …", "that are verified")),
]


class RegulationFilter(Sentence):
    """Which regulations are shown."""

    state = Choice(label=gettext_lazy("State"), choices=STATES, required=False)
    topic = Choice(label=gettext_lazy("Bears on"), required=False)

    def __init__(self, data: QueryDict, *, regulations: RegulationQuerySet) -> None:
        super().__init__(data)
        self.regulations = regulations
        anything = ("", pgettext_lazy("regulations that bear on …", "any subject"))
        nothing = (NO_TOPIC, pgettext_lazy("regulations that bear on …", "no subject yet"))
        self.offer("topic", [anything, *Topic.choices, nothing])

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

    def found(self) -> RegulationQuerySet:
        found = self.regulations
        state, topic = self.cleaned_data["state"], self.cleaned_data["topic"]
        if state:
            found = found.filter(verification=state)
        if topic == NO_TOPIC:
            return found.filter(topics=[])
        return found.about(topic) if topic else found
