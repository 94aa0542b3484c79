"""Register files: the file, and the word that it is to be brought in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from complaints.models import RegisterFile
from complaints.register_import import Findings
from core.forms import FIRST_YEAR, LAST_YEAR, PageForm
from core.spreadsheet import MAX_FILE_BYTES
from core.templatetags.ui import day_plain, number

MEGABYTE = 1024 * 1024
ENDINGS = (".csv", ".xlsx")


class FileForm(PageForm):
    submit_label = gettext_lazy("Check the file")

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy(
            "CSV or XLSX with the headings below. Nothing is stored before you confirm."
        ),
        widget=forms.ClearableFileInput({"accept": ",".join(ENDINGS)}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            raise ValidationError(_("The name of the file ends in neither .csv nor .xlsx."))
        if file.size > MAX_FILE_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)d MB. Divide it into several files.")
                % {"most": MAX_FILE_BYTES // MEGABYTE}
            )
        return file


class DecisionForm(PageForm):
    """What has to be meant before the file is brought in, and only where it has to be."""

    submit_label = gettext_lazy("Bring in the cases")

    skip_bad_rows = forms.BooleanField()
    again = forms.BooleanField()

    def __init__(
        self, *args: Any, findings: Findings, earlier: RegisterFile | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if findings.bad_rows:
            self.fields["skip_bad_rows"].label = leaving_out(findings)
        else:
            del self.fields["skip_bad_rows"]
        if earlier and earlier.ended_at:
            self.fields["again"].label = _("Bring it in again: its cases are to stand there twice")
            self.fields["again"].help_text = _(
                "The same file was brought in on %(day)s by %(name)s."
            ) % {
                "day": day_plain(timezone.localdate(earlier.ended_at)),
                "name": earlier.user or _("a command of the server"),
            }
        else:
            del self.fields["again"]


def leaving_out(findings: Findings) -> str:
    """The word for what is not brought in."""
    return ngettext(
        "Leave out the row with errors; the others are brought in",
        "Leave out the %(number)s rows with errors; the others are brought in",
        findings.bad_rows,
    ) % {"number": number(findings.bad_rows)}


class YearForm(forms.Form):
    """The year of an export; empty for all."""

    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
