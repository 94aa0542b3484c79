import re
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import letters
from complaints.models import HandlingRules
from core.forms import DayField, PageModelForm
from organisations.models import ClosedDay, LetterTemplate
from organisations.time_limits import calendar_of

PLACEHOLDER = re.compile(r"\[([^\[\]\n]*)\]")


class ClosedDayForm(PageModelForm):
    """The first step: which day; the second asks, when open cases move."""

    submit_label = gettext_lazy("Add the day")
    texts = required_texts = ("name",)

    class Meta:
        model = ClosedDay
        fields = ["day"]
        field_classes = {"day": DayField}
        help_texts = {"day": gettext_lazy("For example 7-12-2026")}

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if reason := calendar_of(self.instance.organisation).closed(day):
            raise ValidationError(_("This day is closed already: %(reason)s.") % {"reason": reason})
        return day


class DaysField(forms.IntegerField):
    """A number of days: at least one, at most ten years."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "min_value": 1, "max_value": 3650})
        self.widget.attrs["class"] = "w-date"


class RulesForm(PageModelForm):
    class Meta:
        model = HandlingRules
        fields = [
            "accepts_anonymous",
            "days_to_reply",
            "pauses_while_waiting",
            "days_of_extension",
            "days_to_reopen",
        ]
        field_classes = {
            "days_to_reply": DaysField,
            "days_of_extension": DaysField,
            "days_to_reopen": DaysField,
        }
        help_texts = {
            "accepts_anonymous": gettext_lazy(
                "Without the tick, the public form says that an anonymous complaint is not examined."
            ),
            "days_to_reply": gettext_lazy("After these days the case goes on with what is known."),
            "pauses_while_waiting": gettext_lazy(
                "The days after a question, up to and including the day of the reply, do not count"
                " in the time limit. Cases that wait already are not changed."
            ),
            "days_of_extension": gettext_lazy("Empty: no limit."),
            "days_to_reopen": gettext_lazy("Empty: no limit."),
        }


class LetterTemplateForm(PageModelForm):
    """An organisation's own words; an empty field keeps the standard text."""

    texts = ("subject", "body")

    class Meta:
        model = LetterTemplate
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letter_languages = [code for code, _name in settings.LETTER_LANGUAGES]
        for name in list(self.fields):
            if name.rpartition("_")[2] not in letter_languages:
                del self.fields[name]
        self.order_fields(
            [f"{text}_{code}" for code in letter_languages for text in ("subject", "body")]
        )

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        known = letters.placeholders(self.instance.purpose)
        for name in self.fields:
            unknown = [
                word
                for word in PLACEHOLDER.findall(self.cleaned_data.get(name) or "")
                if word not in known
            ]
            if unknown:
                self.add_error(
                    name,
                    _("Unknown word in brackets: %(words)s. Known here: %(known)s.")
                    % {
                        "words": ", ".join(f"[{word}]" for word in unknown),
                        "known": ", ".join(f"[{word}]" for word in known),
                    },
                )
        return values
