"""The sentence above a comparison: what is compared, how, of whom, in which years; kept in the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.sentences import Choice, PlainSelect, Sentence
from indicators.asked import Words
from indicators.compared import Asked, Measure
from indicators.comparison import CHOSEN, EVERYONE, GROUP, GROUPS, Options, Show
from indicators.comparison_words import names_of
from indicators.enums import Dimension, Section
from indicators.models import IndicatorVersion
from organisations.models import Group, Organisation

CONSTANT, MERGED = "constant", "merged"
PREFERRED = "answered_in_time"
TEN_YEARS = 10
SAMPLES = [
    ("", pgettext_lazy("compare …", "every organisation that gave figures")),
    (CONSTANT, pgettext_lazy("compare …", "those with a number in every year")),
]
MERGERS = [
    ("", pgettext_lazy("compare …", "predecessors standing apart")),
    (MERGED, pgettext_lazy("compare …", "predecessors added to their successor")),
]


class GroupedSelect(PlainSelect):
    """A select whose options stand in groups."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002 - given by Django
    ) -> SafeString:
        groups = format_html_join(
            "",
            '<optgroup label="{}">{}</optgroup>',
            ((label, self.written(options, str(value or ""))) for label, options in self.choices),
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            groups,
        )

    def written(self, options: Any, chosen: str) -> SafeString:
        return format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, " selected" if str(key) == chosen else "", text) for key, text in options),
        )


class ComparisonSentence(Sentence):
    """What is compared; an organisation's own page offers less of it."""

    figure = Choice(label=gettext_lazy("Figure"), widget=GroupedSelect)
    measure = Choice(label=gettext_lazy("Measured"), choices=Measure.choices)
    show = Choice(label=gettext_lazy("Form"), choices=Show.choices)
    first = Choice(label=gettext_lazy("From the year"))
    last = Choice(label=gettext_lazy("Until the year"))
    of = Choice(label=gettext_lazy("Of whom"))
    sample = Choice(label=gettext_lazy("Sample"), choices=SAMPLES, required=False)
    mergers = Choice(label=gettext_lazy("Mergers"), choices=MERGERS, required=False)
    organisation = forms.MultipleChoiceField(
        label=gettext_lazy("Organisations to point out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: QueryDict,
        *,
        years: Sequence[int],
        default_last: int,
        definitions: Sequence[IndicatorVersion],
        words: Words,
        organisations: Sequence[Organisation] = (),
    ) -> None:
        super().__init__(data)
        self.offer("figure", figures(definitions, words))
        known = [key for _section, options in figures(definitions, words) for key, _name in options]
        told = [(str(year), str(year)) for year in years]
        self.offer("first", told)
        self.offer("last", told)
        groups = [(f"{GROUP}{one.code}", str(one.name)) for one in Group.objects.all()]
        self.offer(
            "of",
            [
                (EVERYONE, _("all organisations")),
                (GROUPS, _("the groups")),
                *groups,
                (CHOSEN, _("the organisations ticked below")),
            ],
        )
        self.offer("organisation", [(one.code, str(one.name)) for one in organisations])
        first = max(min(years), default_last - TEN_YEARS + 1)
        self.defaults: Mapping[str, str] = {
            "figure": PREFERRED if PREFERRED in known else next(iter(known), ""),
            "measure": Measure.VALUE,
            "show": Show.YEARS,
            "first": str(next((year for year in years if year >= first), years[0])),
            "last": str(default_last),
            "of": EVERYONE,
        }
        for name, value in self.defaults.items():
            self.data.setdefault(name, value)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not isinstance(found.get("organisation"), list):
            found["organisation"] = []
            self.data.setlist("organisation", [])  # type: ignore[attr-defined]
        if found["first"] > found["last"]:
            found["first"], found["last"] = found["last"], found["first"]
            for name in ("first", "last"):
                self.data[name] = found[name]  # type: ignore[index]
        return found

    def shown_as(self, measure: str) -> str:
        """Say in the sentence how it is shown; what was asked in vain, if anything was, in words."""
        wanted = self.cleaned_data["measure"]
        if wanted in (Measure.VALUE, measure):
            return ""
        self.data["measure"] = self.cleaned_data["measure"] = measure  # type: ignore[index]
        return str(Measure(wanted).label)

    @property
    def pointed_out(self) -> str:
        """The names of those ticked."""
        ticked = self.cleaned_data["organisation"]
        choices = self.fields["organisation"].choices  # type: ignore[attr-defined]
        return names_of([str(name) for code, name in choices if code in ticked], 3)

    @property
    def asked(self) -> Asked:
        code, _sign, breakdown = self.cleaned_data["figure"].partition(":")
        return Asked(
            code,
            breakdown,
            self.cleaned_data["measure"],
            int(self.cleaned_data["first"]),
            int(self.cleaned_data["last"]),
        )

    @property
    def options(self) -> Options:
        found = self.cleaned_data
        return Options(
            found["show"],
            found["of"],
            found["organisation"],
            constant=found["sample"] == CONSTANT,
            merged=found["mergers"] == MERGED,
        )


def figures(
    definitions: Sequence[IndicatorVersion], words: Words
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every figure and each part of it, by section."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in definitions:
        options = found.setdefault(str(Section(one.indicator.section).label), [])
        options.append((one.indicator.code, words.of(one, "")))
        options += [
            (f"{one.indicator.code}:{breakdown}", words.of(one, breakdown))
            for breakdown in parts_of(one, words)
        ]
    return list(found.items())


def parts_of(definition: IndicatorVersion, words: Words) -> list[str]:
    return [
        f"{dimension}={code}"
        for dimension in definition.breakdowns
        if dimension != Dimension.PART
        for code in words.names.get(dimension, {})
    ]
