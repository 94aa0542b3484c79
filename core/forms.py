"""Forms as our pages print them: one button, an error summary, optional fields marked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.texts import TextsMixin

# As people here write a day; the hint shows the first.
DAY_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]


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
        self.error_messages["invalid"] = _("Write the day as day-month-year, for example 7-12-2026.")

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(value)
        if found is not None and not 1900 <= found.year <= 2200:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files in one field; the cleaned value is a list."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(MultipleFileField, self).clean(file, initial) for file in files if file]


class PageMixin:
    """What a page's form adds to Django's: the crispy helper and the order of its parts."""

    submit_label: str | Promise = _("Save")
    submit_name = "save"
    cancel_label: str | Promise = _("Cancel")
    cancel_url = ""
    layout: Sequence[Any] = ()

    @property
    def helper(self: Any) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "post"
        helper.submit_label = self.submit_label
        helper.submit_name = self.submit_name
        helper.cancel_url = self.cancel_url
        helper.cancel_label = self.cancel_label
        if self.layout:
            helper.layout = Layout(*self.layout)
            helper.render_hidden_fields = True
        return helper

    @property
    def summary(self: Any) -> list[tuple[str, str]]:
        """Each error with the id of the control it belongs to, in the order of the page."""
        lines = [("", str(error)) for error in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            lines += [(first_control(bound), str(error)) for error in bound.errors]
        return lines

    @property
    def has_optional(self: Any) -> bool:
        return any(not field.required for field in self.fields.values())


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
