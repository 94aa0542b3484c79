"""A text in four languages: one jsonb column, four plain form fields."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import Func
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info

if TYPE_CHECKING:
    JSONField = models.JSONField[Mapping[str, str], "Text"]
else:
    JSONField = models.JSONField

# When a text is missing in the reader's language: the national languages by number of speakers, English last.
FALLBACK = ("nl", "fr", "de", "en")


def language_name(code: str) -> str:
    """As a sentence of the reader's language calls it; a choice of languages shows each by its own name."""
    name = str(get_language_info(code)["name_translated"])
    return name.lower() if get_language() == "fr" else name


class Text(dict[str, str]):
    """Language code to text; as a string, the reader's language or the nearest there is."""

    def __str__(self) -> str:
        wanted = (get_language() or settings.LANGUAGE_CODE, *FALLBACK)
        return next((self[code] for code in wanted if self.get(code)), "")

    def in_language(self, code: str) -> str:
        return next((self[c] for c in (code, *FALLBACK) if self.get(c)), "")

    @property
    def shown_language(self) -> str:
        """The language of what `str` gives: for the `lang` attribute."""
        wanted = (get_language() or settings.LANGUAGE_CODE, *FALLBACK)
        return next((code for code in wanted if self.get(code)), settings.LANGUAGE_CODE)


class TextField(JSONField):
    """A `Text`; empty rather than null."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        kwargs.setdefault("blank", True)
        self.long = kwargs.pop("long", False)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        return Text(super().from_db_value(value, expression, connection) or {})

    def formfield(self, **_kwargs: Any) -> None:
        return None  # TextsForm draws one field per language


def in_language(field: str) -> Func:
    """The text in the reader's language, as an expression to order or filter by.

    Written out: of functions inside functions, Django takes longer to make the SQL than the database to run it.
    """
    codes = dict.fromkeys((get_language() or settings.LANGUAGE_CODE, *FALLBACK))
    texts = ", ".join(f"nullif(%(expressions)s ->> '{code}', '')" for code in codes)
    return Func(field, template=f"coalesce({texts}, '')", output_field=models.TextField())


class TextsMixin:
    """For a ModelForm: one form field per language of each `TextField` named in `texts`."""

    texts: tuple[str, ...] = ()
    required_texts: tuple[str, ...] = ()

    def add_text_fields(self: Any) -> None:
        for name in self.texts:
            column = self._meta.model._meta.get_field(name)
            for code, language in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{capfirst(str(column.verbose_name))} ({language})",
                    required=name in self.required_texts and code in ("nl", "fr"),
                    max_length=10_000 if column.long else 300,
                    initial=getattr(self.instance, name).get(code, ""),
                    widget=forms.Textarea({"lang": code, "rows": 6})
                    if column.long
                    else forms.TextInput({"lang": code}),
                )

    def store_texts(self: Any) -> None:
        for name in self.texts:
            values = {
                code: self.cleaned_data.get(f"{name}_{code}", "") for code, _ in settings.LANGUAGES
            }
            setattr(self.instance, name, Text(values))
