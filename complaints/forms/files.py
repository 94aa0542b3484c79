"""Files that come with a message, as one field."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from complaints.attachments import MAX_FILES, ReceivedFile, RefusedFileError, check
from core.forms import MultipleFileField


class AttachmentsField(MultipleFileField):
    """Photos and documents, checked one by one and bounded together; the cleaned value is a list."""

    default_error_messages = {
        "too_many": ngettext_lazy(
            "Send at most %(number)d file.", "Send at most %(number)d files.", "number"
        ),
        "too_large": _(
            "Together the files may be %(megabytes)d MB. Leave one out or make it smaller."
        ),
        "unchecked": _(
            "Files cannot be checked for viruses at the moment. Send your message without them,"
            " or try again later."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Attachments"))
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text",
            format_lazy(
                _("Photos, letters or other documents, together at most {megabytes} MB"),
                megabytes=megabytes(),
            ),
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[ReceivedFile]:
        files: list[UploadedFile[Any]] = super().clean(data, initial)
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                self.error_messages["too_many"], "too_many", {"number": MAX_FILES}
            )
        if sum(file.size or 0 for file in files) > settings.ATTACHMENTS_MAX_BYTES:
            raise forms.ValidationError(
                self.error_messages["too_large"], "too_large", {"megabytes": megabytes()}
            )
        try:
            return [check(file.name or "", file.read()) for file in files]
        except RefusedFileError as refusal:
            raise forms.ValidationError(str(refusal), "refused") from refusal
        except OSError as failure:
            raise forms.ValidationError(self.error_messages["unchecked"], "unchecked") from failure


def megabytes() -> int:
    """What all files of one message may be together."""
    return int(settings.ATTACHMENTS_MAX_BYTES // (1024 * 1024))
