"""What people without an account fill in to follow a case: its number and code, and a reply."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.forms.files import AttachmentsField
from complaints.forms.public import LONGEST_TEXT
from core.forms import PageForm
from core.text_fields import LineField, LinesField

KEY = {
    "class": "w-short",
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


class TrackForm(PageForm):
    """Number and code of a case."""

    submit_label = pgettext_lazy("button", "Open my case")
    submit_name = "open"

    number = LineField(
        label=_("Number"),
        max_length=40,
        help_text=_("For example FIN-2026-00042"),
        error_messages={"required": _("Type the number of your case.")},
        widget=forms.TextInput(KEY),
    )
    code = LineField(
        label=_("Tracking code"),
        max_length=40,
        help_text=_(
            "Sixteen letters and digits, with or without hyphens. It stands on the confirmation and in the acknowledgement of receipt."
        ),
        error_messages={"required": _("Type the code of your case.")},
        widget=forms.TextInput(KEY),
    )


class ReplyForm(PageForm):
    """What people answer when we asked them something."""

    submit_label = pgettext_lazy("button", "Send the reply")
    submit_name = "reply"
    layout = ("text", "attachments")

    text = LinesField(
        label=_("Your reply"),
        max_length=LONGEST_TEXT,
        help_text=_("Do not give your national register number."),
        error_messages={"required": _("Write your reply.")},
        widget=forms.Textarea({"rows": 7}),
    )
    attachments = AttachmentsField()

    @property
    def summary(self) -> list[tuple[str, str]]:
        lines = super().summary
        if self.files and lines and "attachments" not in self.errors:
            lines.append(
                ("id_attachments", str(_("Choose your files once more: they are not kept.")))
            )
        return lines
