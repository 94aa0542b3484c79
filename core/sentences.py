"""Filters that read as a sentence: selects and words inside it, kept in the address."""

from collections.abc import Mapping
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

OPTION = '<option value="%s">%s</option>'
SELECTED = '<option value="%s" selected>%s</option>'


class PlainSelect(forms.Select):
    """A select drawn at once: Django renders a template for each option, and a sentence holds hundreds."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002 - given by Django
    ) -> SafeString:
        chosen = str(value or "")
        options = "".join(
            (SELECTED if str(text) == chosen else OPTION) % (escape(str(text)), escape(str(label)))
            for text, label in self.choices
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            mark_safe(options),  # noqa: S308 - each value and label is escaped
        )


class Choice(forms.ChoiceField):
    widget = PlainSelect


class Sentence(forms.Form):
    """Filters that read as a sentence. An address is kept and passed on: what it asks in vain is left out."""

    defaults: Mapping[str, str] = {}

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data.copy())
        self.ignored: list[str] = []

    def clean(self) -> dict[str, Any]:
        for name in list(self.errors):
            self.ignored.append(str(self.fields[name].label))
            self.data[name] = self.cleaned_data[name] = self.defaults.get(name, "")  # type: ignore[index]
            del self.errors[name]
        return self.cleaned_data

    def offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def controls(self) -> Mapping[str, SafeString]:
        """Each control with its hidden label, to be put into the sentence."""
        return {
            bound.name: format_html(
                '<label class="visually-hidden" for="{}">{}</label> {}',
                bound.id_for_label,
                bound.label,
                bound,
            )
            for bound in self.visible_fields()
        }
