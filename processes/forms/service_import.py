"""Services from a file: the file, and the word that what it would do is meant."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PageForm
from processes.importing import MAX_BYTES

MEGABYTE = 1024 * 1024


class FileForm(PageForm):
    submit_label = gettext_lazy("Check the file")

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy(
            "CSV or XLSX with the headings of the export. Nothing is stored before you confirm."
        ),
        widget=forms.ClearableFileInput({"accept": ".csv,.xlsx"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)d MB. Divide it into several files.")
                % {"most": MAX_BYTES // MEGABYTE}
            )
        return file


class ConfirmationForm(PageForm):
    """`seen` is the fingerprint of the dry run that was shown."""

    seen = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
