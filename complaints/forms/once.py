"""One page's form is one case, however often it is sent; with corrected answers it is another."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.forms import PageForm

TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
LEFT_OUT = frozenset({"attachments", "token", "started"})


def fresh_token() -> str:
    return secrets.token_urlsafe(32)


def token_of(cleaned: Mapping[str, Any]) -> str:
    """The page's token together with what was answered, files included."""
    answers = [
        str(getattr(value, "pk", value))
        for name, value in sorted(cleaned.items())
        if name not in LEFT_OUT
    ]
    files = [hashlib.sha256(file.content).hexdigest() for file in cleaned["attachments"]]
    digest = hashlib.sha256(json.dumps([answers, files]).encode()).hexdigest()
    return f"{cleaned['token']}.{digest}"


class OnceForm(PageForm):
    """A form that makes a case; each showing of it carries a token of its own."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = fresh_token

    def clean_token(self) -> str:
        token = str(self.cleaned_data["token"])
        if not TOKEN.fullmatch(token):
            self.put("token", fresh_token())
            raise forms.ValidationError(_("The form did not arrive whole. Send it once more."))
        return token

    def put(self, name: str, value: str) -> None:
        """Show the form again with another value than was sent."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix(name)] = value  # type: ignore[index]

    @property
    def submission_token(self) -> str:
        return token_of(self.cleaned_data)
