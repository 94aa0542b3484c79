"""The yearly collection as its coordinator plans it: dates, words, who takes part."""

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DayField, PageForm, PageModelForm
from core.text_fields import LinesField, plain
from core.texts import Text
from indicators.enums import CampaignStatus
from indicators.forms.submissions import LONGEST_REMARKS, seen_field
from indicators.models import Campaign
from indicators.models.definitions import FIRST_YEAR
from organisations.models import Group, Organisation


class CampaignForm(PageModelForm):
    """Before it opens everything may change; then the last day and the instructions alone."""

    submit_label = gettext_lazy("Save the campaign")
    texts = ("instructions",)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    cut_off = DayField(
        label=gettext_lazy("Cut-off date"),
        help_text=gettext_lazy("Figures count as things stood at the end of that day."),
    )
    opens_on = DayField(label=gettext_lazy("Opens on"))
    due_on = DayField(
        label=gettext_lazy("Figures due on"),
        help_text=gettext_lazy("What comes later is taken, and marked as late."),
    )

    class Meta:
        model = Campaign
        fields = ["year", "cut_off", "opens_on", "due_on"]
        widgets = {"year": forms.TextInput({"inputmode": "numeric", "class": "w-date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision if self.instance.pk else None
        begun = self.instance.pk and self.instance.status != CampaignStatus.PREPARED
        for name in ("year", "cut_off", "opens_on") if begun else ():
            del self.fields[name]
        if self.instance.pk and "year" in self.fields:
            # The year is its address.
            del self.fields["year"]
        texts = [name for name in self.fields if name.startswith("instructions")]
        dates = [name for name in ("opens_on", "due_on") if name in self.fields]
        first = [name for name in ("year", "cut_off") if name in self.fields]
        self.layout = (
            "seen",
            *first,
            Div(*dates, css_class="two-fields"),
            Div(*texts, css_class="two-fields"),
        )

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(
                _("Choose a year from %(first)s to %(last)s.")
                % {"first": FIRST_YEAR, "last": timezone.localdate().year}
            )
        return year

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        cut_off, year = self.cleaned_data.get("cut_off"), self.cleaned_data.get("year")
        year = year or self.instance.year
        if cut_off and year and not year <= cut_off.year <= year + 1:
            self.add_error("cut_off", _("The cut-off date lies in the year or the year after it."))
        due_on = self.cleaned_data.get("due_on")
        # Where both days are asked, the rule of the model says it.
        if "opens_on" not in self.fields and due_on and due_on < self.instance.opens_on:
            self.add_error("due_on", _("The figures would be due before the campaign opens."))
        return values

    def arguments(self) -> dict[str, Any]:
        names = [name for name in ("year", "cut_off", "opens_on", "due_on") if name in self.fields]
        written = {code: plain(text).strip() for code, text in self.instance.instructions.items()}
        return {
            **{name: self.cleaned_data[name] for name in names},
            # A language in which nothing is written has no text.
            "instructions": Text({code: text for code, text in written.items() if text}),
        }


class StepForm(PageForm):
    """The word that opens, closes or publishes."""

    seen = seen_field()

    def __init__(self, *args: Any, seen: int, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        self.submit_label = label


class MemberForm(PageForm):
    """An organisation joins, or changes the group in which it is counted."""

    submit_label = gettext_lazy("Take it in")

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        empty_label=gettext_lazy("Choose an organisation"),
    )
    group = forms.ModelChoiceField(
        Group.objects.all(),
        label=gettext_lazy("Group at the cut-off date"),
        required=False,
        empty_label=gettext_lazy("The group it belongs to now"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Organisation.objects.in_reading_order()
        self.fields["organisation"].queryset = found  # type: ignore[attr-defined]


class ReturnForm(PageForm):
    submit_label = gettext_lazy("Return with remarks")

    seen = seen_field()
    remarks = LinesField(
        label=gettext_lazy("Remarks"),
        help_text=gettext_lazy("Those who prepared the figures receive them in a letter."),
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
