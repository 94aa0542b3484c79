"""Places where customers go, when they are open, and when not as usual."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.forms import DayField, HourField, PageForm, PageModelForm, PeriodMixin
from organisations.enums import Access, HoursKind
from organisations.hours import DAYS_OF_WEEK, Opening
from organisations.models import HoursException, Place
from organisations.places import WeeklyOpening

OPENINGS_A_DAY = 2
MONDAY, FRIDAY = 0, 4
BOTH_KINDS = "both"


class PlaceForm(PeriodMixin, PageModelForm):
    texts = ("name", "address", "access_note")
    required_texts = ("name", "address")
    access = forms.MultipleChoiceField(
        label=gettext_lazy("How accessible the building is"),
        choices=Access,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Place
        fields = [
            "code",
            "email",
            "telephone",
            "appointment_only",
            "access",
            "valid_from",
            "valid_until",
        ]
        field_classes = {"valid_from": DayField, "valid_until": DayField}
        help_texts = {
            "code": gettext_lazy("Names the place in imported and exported files."),
            "valid_from": gettext_lazy("Empty: it has always existed."),
            "valid_until": gettext_lazy(
                "Empty: it still exists. After this day the public sees it no more."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.startswith(("address_", "access_note_")):
                field.widget.attrs["rows"] = 3
        self.layout = (
            "code",
            self.in_languages("name"),
            self.in_languages("address"),
            Div("telephone", "email", css_class="two-fields"),
            "appointment_only",
            "access",
            self.in_languages("access_note"),
            Div("valid_from", "valid_until", css_class="two-fields"),
        )
        # The summary of errors follows the page.
        places = ("name", "address", "email", "telephone", "appointment_only", "access")
        self.order_fields(
            ["code", *(name for one in places for name in self.fields if name.startswith(one))]
        )

    def in_languages(self, text: str) -> Div:
        return Div(
            *(name for name in self.fields if name.rpartition("_")[0] == text),
            css_class="two-fields",
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        others = Place.objects.for_organisation(self.instance.organisation)
        if others.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another place has this code."))
        return code


@dataclass(frozen=True)
class Slot:
    """Two fields: from and until what time."""

    opens: str
    closes: str


def slot(kind: str, weekday: int, part: int) -> Slot:
    name = f"{kind}_{weekday}_{part}"
    return Slot(f"{name}_opens", f"{name}_closes")


def slots(kind: str, weekday: int) -> list[Slot]:
    return [slot(kind, weekday, part) for part in range(OPENINGS_A_DAY)]


def repeated(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with the hours of Monday on the days up to Friday that are still empty."""
    filled = dict(typed.items())
    for kind in HoursKind:
        monday = slots(kind, MONDAY)
        for weekday in range(MONDAY + 1, FRIDAY + 1):
            day = slots(kind, weekday)
            if any(filled.get(one.opens) or filled.get(one.closes) for one in day):
                continue
            for source, target in zip(monday, day, strict=True):
                filled[target.opens] = filled.get(source.opens, "")
                filled[target.closes] = filled.get(source.closes, "")
    return filled


class HoursForm(PageForm):
    """A week at the counter and a week by telephone, up to two openings a day."""

    submit_label = gettext_lazy("Save the hours")
    other_submits = (("repeat", gettext_lazy("Fill in Tuesday to Friday as Monday")),)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = list(place.hours.all())
        for kind in HoursKind:
            for weekday in range(DAYS_OF_WEEK):
                rows = [
                    (row.opens, row.closes)
                    for row in stored
                    if (row.kind, row.weekday) == (kind, weekday)
                ]
                for part, one in enumerate(slots(kind, weekday)):
                    opens, closes = rows[part] if part < len(rows) else (None, None)
                    which = self.named(kind, weekday, part)
                    self.add(one.opens, _("%(which)s, from"), which, opens)
                    self.add(one.closes, _("%(which)s, until"), which, closes)

    @staticmethod
    def named(kind: str, weekday: int, part: int) -> str:
        """Monday at the counter, first opening."""
        first, second = _("%(day)s %(kind)s, first opening"), _("%(day)s %(kind)s, second opening")
        day, label = capfirst(str(WEEKDAYS[weekday])), HoursKind(kind).label
        return (second if part else first) % {"day": day, "kind": label}

    def add(self, name: str, label: str, which: str, initial: time | None) -> None:
        field = HourField(label=label % {"which": which}, required=False, initial=initial)
        field.error_messages["invalid"] = _(
            "%(which)s: write the time as hours and minutes, for example 9:30."
        ) % {"which": which}
        self.fields[name] = field

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        for kind in HoursKind:
            for weekday in range(DAYS_OF_WEEK):
                self.check_day(kind, weekday)
        return values

    def check_day(self, kind: str, weekday: int) -> None:
        earlier: time | None = None
        for part, one in enumerate(slots(kind, weekday)):
            opens, closes = self.cleaned_data.get(one.opens), self.cleaned_data.get(one.closes)
            which = {"which": self.named(kind, weekday, part)}
            if one.opens in self.errors or one.closes in self.errors:
                return
            if (opens is None) != (closes is None):
                missing = one.opens if opens is None else one.closes
                self.add_error(missing, _("%(which)s: fill in both times, or neither.") % which)
            elif opens and closes <= opens:
                self.add_error(one.closes, _("%(which)s: it closes before it opens.") % which)
            elif opens and earlier and opens <= earlier:
                self.add_error(one.opens, _("%(which)s begins before the first has ended.") % which)
            earlier = closes

    @property
    def openings(self) -> list[WeeklyOpening]:
        return [
            (kind, weekday, Opening(self.cleaned_data[one.opens], self.cleaned_data[one.closes]))
            for kind in HoursKind
            for weekday in range(DAYS_OF_WEEK)
            for one in slots(kind, weekday)
            if self.cleaned_data[one.opens] is not None
        ]

    @property
    def tables(self) -> Iterator[tuple[HoursKind, list[tuple[str, list[list[BoundField]]]]]]:
        """For each kind seven days with their openings, each the fields from and until."""
        for kind in HoursKind:
            yield (
                kind,
                [
                    (
                        capfirst(str(WEEKDAYS[weekday])),
                        [[self[one.opens], self[one.closes]] for one in slots(kind, weekday)],
                    )
                    for weekday in range(DAYS_OF_WEEK)
                ],
            )


class HoursExceptionForm(PageModelForm):
    submit_label = gettext_lazy("Add the days")
    texts = required_texts = ("reason",)
    kind = forms.ChoiceField(
        label=gettext_lazy("Holds for"),
        choices=[
            (BOTH_KINDS, pgettext_lazy("opening hours", "all hours of the place")),
            *HoursKind.choices,
        ],
        widget=forms.RadioSelect,
    )
    first = DayField(label=gettext_lazy("From day"))
    last = DayField(
        label=gettext_lazy("Until day"),
        required=False,
        help_text=gettext_lazy("This day included. Empty: the one day alone."),
    )
    opens = HourField(
        label=gettext_lazy("Opens at"),
        required=False,
        help_text=gettext_lazy("Both times empty: closed."),
    )
    closes = HourField(label=gettext_lazy("Closes at"), required=False)

    class Meta:
        model = HoursException
        fields = ["kind", "first", "last", "opens", "closes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["kind"] = BOTH_KINDS
        reasons = (name for name in self.fields if name.startswith("reason_"))
        self.layout = (
            Div("first", "last", css_class="two-fields"),
            "kind",
            Div("opens", "closes", css_class="two-fields"),
            Div(*reasons, css_class="two-fields"),
        )
        self.order_fields(["first", "last"])

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        return "" if kind == BOTH_KINDS else kind

    def clean_last(self) -> date | None:
        """One day where no last is given."""
        last: date | None = self.cleaned_data["last"] or self.cleaned_data.get("first")
        if last and last < timezone.localdate():
            raise ValidationError(_("These days have passed."))
        return last

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if first and last and last < first:
            self.add_error("last", _("The end lies before the beginning."))
        if not {"opens", "closes"} & set(self.errors):
            if (opens is None) != (closes is None):
                missing = "opens" if opens is None else "closes"
                self.add_error(missing, pgettext("hours", "Fill in both times, or neither."))
            elif opens and closes and closes <= opens:
                self.add_error("closes", _("It closes before it opens."))
        return values
