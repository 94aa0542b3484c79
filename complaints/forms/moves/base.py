"""What the pages of all moves have in common: what was seen, the letter, the day of what is recorded late."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from complaints import letters
from complaints.models import Case
from complaints.moving import last_set, local_day, moment_on
from core.forms import DayField, PageForm
from core.templatetags.ui import day_plain
from core.text_fields import LinesField
from core.texts import language_name
from organisations.models import Membership

LONGEST_TEXT = 20_000
NOT_WHOLE = gettext_lazy("The form did not arrive whole. Send it once more.")


def _explained(label: object, text: object) -> SafeString:
    return format_html("{}<small>{}</small>", capfirst(str(label)), text)


# A choice with a line below it that says what it means.
explained = lazy(_explained, SafeString)


def reason_field(**kwargs: Any) -> LinesField:
    """Words that stay inside, beside the move in the history."""
    kwargs.setdefault("label", gettext_lazy("Internal note"))
    return LinesField(max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3}), **kwargs)


class MoveForm(PageForm):
    """What a verb is told; `seen` is the last event of the case when the page was shown."""

    # Whether valid answers lead to a letter, which is then previewed.
    sends_letter = False
    # Whether there ought to be a letter, and nobody can be written to.
    lacks_address = False
    # The words in brackets of the letter, with what they become.
    words_left: Sequence[tuple[str, str]] = ()

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": NOT_WHOLE, "invalid": NOT_WHOLE}
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        case: Case,
        membership: Membership,
        seen: int | None,
    ) -> None:
        super().__init__(data, files, initial={"seen": seen})
        self.case = case
        self.membership = membership
        self.cancel_url = case.get_absolute_url()
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to the case."""

    def arguments(self) -> dict[str, Any]:
        """What the verb is told, beside who does it and what was seen."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("seen", "body")
        }

    def to_preview(self) -> dict[str, Any]:
        """What the verb is told when it is made and taken back, to read its letter."""
        return self.arguments()


class LetterForm(MoveForm):
    """A move with a letter, as far as there is somebody to write to."""

    purpose: ClassVar[str]
    submit_label: str | Promise = pgettext_lazy("button", "Preview the letter")
    sends_letter = True
    # Said below the letter where it must be changed before it can leave.
    unchanged: Any = None

    body = LinesField(
        label=gettext_lazy("Letter"),
        max_length=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Write the letter.")},
    )

    def prepare(self) -> None:
        self.order_fields([name for name in self.fields if name != "body"])
        if not letters.can_be_sent(self.case):
            self.sends_letter, self.lacks_address = False, True
            self.submit_label = pgettext_lazy("button", "Save")
            self.leave_letter_out()
            return
        self.standard = letters.to_edit(self.case, self.purpose)
        field = self.fields["body"]
        field.initial = self.standard
        field.help_text = _(
            "In %(language)s. The salutation, what the law asks to say and the signature are added:"
            " the preview shows the letter whole."
        ) % {"language": language_name(self.case.letter_language)}
        field.widget.attrs |= {"rows": 12, "lang": self.case.letter_language}
        self.words_left = letters.words_left(self.standard, self.purpose)

    def leave_letter_out(self) -> None:
        del self.fields["body"]

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        if self.unchanged and body.split() == self.standard.split():
            raise forms.ValidationError(self.unchanged, "unchanged")
        return body

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        return told | {"body": self.cleaned_data["body"]} if self.sends_letter else told


class LateForm(MoveForm):
    """A move that happened outside, and may be recorded on a later day."""

    # The move cannot lie before these columns were last set.
    follows: ClassVar[tuple[str, ...]] = ()

    happened_on = DayField(label=pgettext_lazy("move", "Happened on"))

    def prepare(self) -> None:
        self.fields["happened_on"].initial = timezone.localdate
        super().prepare()

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("This day lies in the future. Choose today or an earlier day.")
            )
        self.after = last_set(self.case, self.follows)
        if day < (first := local_day(self.after)):
            raise forms.ValidationError(
                _("This cannot lie before %(day)s, the day of what it follows.")
                % {"day": day_plain(first)}
            )
        return day

    @property
    def at(self) -> datetime | None:
        return moment_on(self.cleaned_data["happened_on"], self.after)

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        del told["happened_on"]
        return told | {"at": self.at}
