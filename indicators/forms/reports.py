"""Which report is asked for; what the Network says in a part of one."""

from collections.abc import Sequence

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.forms import PageForm
from core.rich_text import RichTextField
from indicators.forms.submissions import seen_field
from indicators.models import ReportText
from indicators.querysets import CampaignQuerySet


class ReportForm(PageForm):
    """The year and the language of a report."""

    submit_label = gettext_lazy("Make the report")

    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=settings.LANGUAGES, initial=get_language
    )

    def __init__(self, *args: object, campaigns: CampaignQuerySet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["campaign"] = forms.ModelChoiceField(
            label=_("Year"),
            queryset=campaigns,
            empty_label=None,
            initial=campaigns.first(),
        )
        self.order_fields(["campaign", "language"])


class ReportTextForm(PageForm):
    """A part of a year's report in the four languages; empty, it is left out."""

    submit_label = gettext_lazy("Save the text")

    seen = seen_field()

    def __init__(self, *args: object, row: ReportText, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["seen"].initial = row.revision
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = RichTextField(
                label=_("Text (%(language)s)") % {"language": name},
                required=False,
                initial=row.text.get(code, ""),
                widget=forms.Textarea({"lang": code, "rows": 10}),
            )

    @property
    def layout(self) -> Sequence[object]:  # type: ignore[override]
        return [
            Div(*(f"text_{code}" for code, _name in settings.LANGUAGES), css_class="in-languages")
        ]

    def text(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code, _name in settings.LANGUAGES}
