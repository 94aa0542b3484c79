"""Text as people send it: no control signs, one kind of line end, in one line where one is asked."""

import unicodedata
from typing import Any

from django import forms

KEPT = "\n\t"
LONGEST_EMAIL = 254
# Signs that turn the reading direction round can make a subject say something else.
TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def plain(text: str) -> str:
    """Without what no person types: control signs, and signs that turn the reading direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign
        for sign in lines
        if (sign in KEPT or unicodedata.category(sign) != "Cc") and sign not in TURNING
    )


class LinesField(forms.CharField):
    """A text of several lines; line ends count once against the limit, as people see them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "").strip()


class LineField(forms.CharField):
    """A text of one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(plain(super().to_python(value) or "").split())


class EmailLineField(forms.EmailField):
    """An e-mail address; the commonest slip is named."""

    def __init__(self, **kwargs: Any) -> None:
        # What a row holds, and what mail servers take (RFC 5321); Django's own bound is wider.
        super().__init__(**{"max_length": LONGEST_EMAIL, **kwargs})

    def clean(self, value: Any) -> str:
        text = plain(str(value or "")).strip()
        if text and "@" not in text:
            raise forms.ValidationError(self.error_messages["no_at"], "no_at")
        return str(super().clean(text))
