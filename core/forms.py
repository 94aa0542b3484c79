"""Forms as our pages print them: one button, an error summary, optional fields marked."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import pretty_name
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.texts import TextsMixin

# As people here write a day; the hint shows the first.
DAY_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
HOUR_FORMAT = re.compile(
    r"(?P<hour>[0-9]{1,2})\s?[:.,hu]?\s?(?P<minute>[0-9]{2})?\s?(uur|uhr|u|h)?"
)
# Beyond these a year is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2200


class DayInput(forms.DateInput):
    """A day typed as dd-mm-yyyy: quicker and more accessible than a calendar of the browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"class": "w-date", "inputmode": "numeric", "autocomplete": "off", **(attrs or {})},
            format="%d-%m-%Y",
        )


class DayField(forms.DateField):
    """A day in any of the forms people here write."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 7-12-2026"))
        kwargs.setdefault("input_formats", DAY_FORMATS)
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _(
            "Write the day as day-month-year, for example 7-12-2026."
        )

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(value)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class HourField(forms.TimeField):
    """A time of the day in any of the forms people here write: 9, 9:30, 9.30, 9h30, 930."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "w-hour", "inputmode": "decimal", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TimeInput(attrs, format="%-H:%M"))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Write the time as hours and minutes, for example 9:30.")

    def to_python(self, value: Any) -> time | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        found = HOUR_FORMAT.fullmatch(value.strip().lower())
        hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (-1, 0)
        try:
            return time(hour, minute)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files in one field; the cleaned value is a list."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(MultipleFileField, self).clean(file, initial) for file in files if file]


class PageMixin:
    """What a page's form adds to Django's: the crispy helper, and errors that name their field."""

    submit_label: str | Promise = _("Save")
    submit_name = "save"
    # Further buttons, as (name, label): a preview, a draft.
    other_submits: Sequence[tuple[str, str | Promise]] = ()
    cancel_label: str | Promise = _("Cancel")
    cancel_url = ""
    layout: Sequence[Any] = ()

    @property
    def helper(self: Any) -> FormHelper:
        helper = FormHelper()
        if self.layout:
            helper.layout = Layout(*self.layout)
            helper.render_hidden_fields = True
        return helper

    @property
    def summary(self: Any) -> list[tuple[str, str]]:
        return error_lines(self)

    @property
    def has_optional(self: Any) -> bool:
        return any(not bound.field.required for bound in self.visible_fields())

    def full_clean(self: Any) -> None:
        for name, field in self.fields.items():
            say_what_is_missing(name, field)
        super().full_clean()  # type: ignore[misc]


def say_what_is_missing(name: str, field: forms.Field) -> None:
    """A field without words of its own says which answer is missing; the summary repeats it."""
    if field.error_messages.get("required") is not forms.Field.default_error_messages["required"]:
        return
    if isinstance(field.widget, forms.CheckboxInput):
        text = _("Tick “{label}”.")
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        text = _("Choose an answer to “{label}”.")
    else:
        text = _("Fill in “{label}”.")
    field.error_messages["required"] = format_lazy(text, label=field.label or pretty_name(name))


def error_lines(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Each error with the id of the control it belongs to ('' for none), in the order of the page."""
    lines = [("", str(error)) for error in form.non_field_errors()]
    for bound in [*form.visible_fields(), *form.hidden_fields()]:
        target = "" if bound.is_hidden else first_control(bound)
        lines += [(target, str(error)) for error in bound.errors]
    return lines


def first_control(bound: BoundField) -> str:
    """The id to jump to: of a group, its first choice."""
    grouped = forms.RadioSelect | forms.CheckboxSelectMultiple
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, grouped) else str(bound.auto_id)


class PageForm(PageMixin, forms.Form):
    """The form of a verb or a search page."""


class PageModelForm(PageMixin, TextsMixin, forms.ModelForm):  # type: ignore[type-arg]
    """The form of a record; fields in four languages are named in `texts`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_text_fields()

    def _post_clean(self) -> None:
        self.store_texts()
        super()._post_clean()  # type: ignore[misc]


class PeriodMixin:
    """For a form with `valid_from` and `valid_until`, both inclusive, either one open."""

    def clean(self: Any) -> Any:
        values = super().clean()  # type: ignore[misc]
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The end lies before the beginning."))
        return values
