"""An indicator in words: what it is called, what it counts and how, in four languages."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import HTML, Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import PageForm, PageModelForm
from core.text_fields import LineField, plain
from core.texts import Text
from indicators.definition_words import PLAIN, TEXTS
from indicators.enums import Dimension, Origin, Section, Unit
from indicators.models import Indicator, IndicatorVersion, NetworkSettings
from indicators.models.definitions import FIRST_YEAR

LANGUAGES = [code for code, _name in settings.LANGUAGES]
HALVES = ("numerator", "denominator")
ONE_LINE = ("name", *HALVES)
# Nobody plans a definition further ahead.
YEARS_AHEAD = 5
# The address of the page that adds one.
NOT_A_CODE = "new"
# What the register counts keeps what the application counts.
FIXED = ("unit", "parts_unit", "breakdowns")
BREAKDOWNS = [choice for choice in Dimension.choices if choice[0] != Dimension.PART]


def in_languages(name: str) -> Div:
    return Div(*(f"{name}_{code}" for code in LANGUAGES), css_class="two-fields")


def part(title: str, *fields: Any) -> Div:
    """Fields below a heading."""
    return Div(HTML(format_html("<h2>{}</h2>", title)), *fields, css_class="formpart")


class WordingForm(PageModelForm):
    """What both a new indicator and another wording of one are asked for."""

    texts: tuple[str, ...] = TEXTS
    required_texts: tuple[str, ...] = ("name", "explanation", "formula")
    breakdowns = forms.MultipleChoiceField(
        label=gettext_lazy("Divided"),
        help_text=gettext_lazy("Into which parts the number is divided as well."),
        choices=BREAKDOWNS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = IndicatorVersion
        fields = ["first_year", "unit", "parts_unit", "better", "breakdowns", "source"]
        field_classes = {"source": LineField}
        labels = {
            "parts_unit": gettext_lazy("What numerator and denominator count"),
            "source": gettext_lazy("Where this comes from"),
        }
        help_texts = {
            "parts_unit": gettext_lazy("Only for a share in per cent."),
            "source": gettext_lazy("For example the address of a circular or a report."),
        }
        widgets = {
            # As text, so that what is no number stays on the page too.
            "first_year": forms.TextInput({"inputmode": "numeric", "class": "w-short"}),
        }
        error_messages = {"first_year": {"invalid": gettext_lazy("Write the year in four digits.")}}

    def __init__(self, *args: Any, first_free_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_free_year = first_free_year
        for name in ("explanation", "formula"):
            for code in LANGUAGES:
                self.fields[f"{name}_{code}"].widget.attrs["rows"] = 4
        for name in (*HALVES, *(name for name in self.texts if name == "reason")):
            for code in LANGUAGES:
                self.fields[f"{name}_{code}"].widget = forms.Textarea({"lang": code, "rows": 2})
        if self.instance.breakdowns:
            self.initial["breakdowns"] = [
                code for code in self.instance.breakdowns if code != Dimension.PART
            ]

    def wording_parts(self) -> list[Any]:
        found = [
            part(_("Name and explanation"), in_languages("name"), in_languages("explanation")),
            part(_("How it is counted"), in_languages("formula")),
        ]
        if "unit" in self.fields:
            units = Div("unit", "better", css_class="two-fields")
            found.append(part(_("What kind of number it is"), units, "breakdowns"))
        else:
            found.append(part(_("What kind of number it is"), "better"))
        if "parts_unit" in self.fields:
            share = part(_("For a share only"), "parts_unit", *map(in_languages, HALVES))
        else:
            share = part(_("Numerator and denominator"), *map(in_languages, HALVES))
        return [*found, share] if f"{HALVES[0]}_nl" in self.fields else found

    def clean_first_year(self) -> int:
        year: int = self.cleaned_data["first_year"]
        last = timezone.localdate().year + YEARS_AHEAD
        if not self.first_free_year <= year <= last:
            told = _("Choose a year from %(first)s to %(last)s: earlier ones are attested.")
            if self.first_free_year == FIRST_YEAR:
                told = _("Choose a year from %(first)s to %(last)s.")
            raise ValidationError(told % {"first": self.first_free_year, "last": last})
        return year

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "unit" in self.fields:
            self._settle_share(values)
        return values

    def _settle_share(self, values: dict[str, Any]) -> None:
        """A share says what is divided by what; anything else has no halves."""
        if values.get("unit") != Unit.PERCENT:
            values["parts_unit"] = ""
            values |= {f"{name}_{code}": "" for name in HALVES for code in LANGUAGES}
            return
        values["breakdowns"] = [Dimension.PART]
        if not values.get("parts_unit"):
            self.add_error("parts_unit", _("Say what numerator and denominator count."))
        for name in HALVES:
            for code in ("nl", "fr"):
                if not values.get(f"{name}_{code}"):
                    self.add_error(f"{name}_{code}", _("A share says what is divided by what."))

    def store_texts(self) -> None:
        for name in self.texts:
            for code in LANGUAGES:
                field = f"{name}_{code}"
                text = plain(self.cleaned_data.get(field, "")).strip()
                self.cleaned_data[field] = " ".join(text.split()) if name in ONE_LINE else text
        super().store_texts()

    def wording(self) -> dict[str, Any]:
        """What the verbs take: the fields of the version."""
        row = self.instance
        texts = {name: Text({k: v for k, v in getattr(row, name).items() if v}) for name in TEXTS}
        return {**texts, **{name: getattr(row, name) for name in PLAIN}}


class IndicatorForm(WordingForm):
    """A new indicator, which every organisation declares by hand."""

    submit_label = gettext_lazy("Add the indicator")
    code = LineField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy(
            "Stands in files and open data, and never changes: for example appeals_received."
        ),
        max_length=60,
        validators=Indicator._meta.get_field("code").validators,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    section = forms.ChoiceField(
        label=gettext_lazy("Part of the report"),
        # What the Network counts over its organisations is part of the application.
        choices=[choice for choice in Section.choices if choice[0] != Section.NETWORK],
    )

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        place = part(_("Code and place"), "code", "section", "first_year")
        return [place, *self.wording_parts(), part(_("Source"), "source")]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code == NOT_A_CODE or Indicator.objects.filter(code=code).exists():
            raise ValidationError(_("Another indicator has this code."))
        return code


MEANING = [
    ("no", pgettext_lazy("another wording", "Only the words: the numbers stay comparable")),
    (
        "yes",
        pgettext_lazy("another wording", "What is counted: series break before this year"),
    ),
]


class RevisionForm(WordingForm):
    """Another wording of an indicator, from a year on, with its reason."""

    texts = (*TEXTS, "reason")
    required_texts = ("name", "explanation", "formula", "reason")
    submit_label = gettext_lazy("Store the new version")
    seen = forms.IntegerField(widget=forms.HiddenInput)
    meaning = forms.ChoiceField(
        label=gettext_lazy("What changes"), choices=MEANING, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.number
        self.initial["first_year"] = max(self.first_free_year, timezone.localdate().year)
        if indicator.origin != Origin.DECLARED:
            for name in FIXED:
                del self.fields[name]
            if not self.instance.parts_unit:
                for name in HALVES:
                    for code in LANGUAGES:
                        del self.fields[f"{name}_{code}"]
        for code in LANGUAGES:
            # The reason of this version, not of the one before.
            self.fields[f"reason_{code}"].initial = ""

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        why = part(_("Why, and from when"), "first_year", "meaning", in_languages("reason"))
        return [why, *self.wording_parts(), part(_("Source"), "source"), "seen"]

    def wording(self) -> dict[str, Any]:
        reason = Text({code: text for code, text in self.instance.reason.items() if text})
        changes = self.cleaned_data["meaning"] == "yes"
        return {**super().wording(), "reason": reason, "changes_meaning": changes}


class RetirementForm(PageForm):
    """Until which year it is asked for."""

    submit_label = gettext_lazy("Store the last year")
    last_year = forms.IntegerField(
        label=gettext_lazy("Last year asked for"),
        help_text=gettext_lazy("Leave it empty to go on asking for it."),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "w-short"}),
        error_messages={"invalid": gettext_lazy("Write the year in four digits.")},
    )

    def __init__(self, data: QueryDict | None, *, earliest: int, last_year: int | None) -> None:
        super().__init__(data, initial={"last_year": last_year})
        self.earliest = earliest

    def clean_last_year(self) -> int | None:
        year: int | None = self.cleaned_data["last_year"]
        last = timezone.localdate().year + YEARS_AHEAD
        if year is not None and not self.earliest <= year <= last:
            told = _("Choose a year from %(first)s to %(last)s: it is asked for until %(first)s.")
            raise ValidationError(told % {"first": self.earliest, "last": last})
        return year


class NetworkSettingsForm(PageModelForm):
    """What the Network decides for everything that is published."""

    class Meta:
        model = NetworkSettings
        fields = ["smallest_shown"]
        widgets = {
            "smallest_shown": forms.TextInput({"inputmode": "numeric", "class": "w-short"}),
        }
        error_messages = {"smallest_shown": {"invalid": gettext_lazy("Write a whole number.")}}

    def clean_smallest_shown(self) -> int:
        number: int = self.cleaned_data["smallest_shown"]
        if not 1 <= number <= 100:  # noqa: PLR2004 - as the constraint of the table says
            raise ValidationError(_("Give a number from 1 to 100."))
        return number
