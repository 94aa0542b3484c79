"""The forms of promises and expectations: what is promised, how it is measured, what it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.layout import HTML, Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from charters.commitment_facts import (
    FIELDS,
    FIELDS_OF_METRIC,
    GROUPS,
    TEXTS,
    as_text,
    kept,
)
from charters.contents import Promise
from charters.enums import (
    PROMISING,
    TOPICS_OF_PART,
    WITH_LIMIT,
    WITH_SHARE,
    Better,
    Metric,
    Part,
)
from charters.models import Charter, Commitment, Expectation, Regulation, YearlyFigure
from core.deadlines import Unit
from core.forms import DayField, PageForm, PeriodMixin
from core.layouts import Folded
from core.rich_text import LONGEST_QUOTE, TAG, RichTextField
from core.text_fields import LineField
from core.texts import Text
from organisations.models import Membership, NormOfConduct, User
from processes.enums import Stage
from processes.models import CustomerGroup, Service

LANGUAGES = dict(settings.LANGUAGES)
NOT_WHOLE = gettext_lazy("The form did not arrive whole. Send it once more.")
LONGEST_LINE = 300
# A few words each; the other texts are whole sentences.
OF_FIGURE = ("figure_name", "figure_unit")
MOST_PERCENT = Decimal(100)
LARGEST = 2**15 - 1
FIRST_YEAR = 2000
NUMBERS = {"inputmode": "decimal", "autocomplete": "off", "class": "w-date"}


class NumberField(forms.DecimalField):
    """A number with a comma or a point, whatever the language of the page."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).removesuffix("%").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        text = f"{value.normalize():f}"
        return text if get_language() == "en" else text.replace(".", ",")


class SentenceField(LineField):
    """One plain sentence: no marking, and nothing that a browser would read as an element."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_LINE, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut a pasted text off without a word."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def run_validators(self, value: str) -> None:
        if len(value) > LONGEST_LINE:
            said = _(
                "This is one sentence of %(most)s characters at most. Move the rest elsewhere."
            )
            raise ValidationError(said % {"most": LONGEST_LINE}, "too_long")
        super().run_validators(value)
        if tag := TAG.search(value):
            said = _("Leave out “%(tag)s”: a sentence is written without HTML.")
            raise ValidationError(said % {"tag": tag[0][:LONGEST_QUOTE]}, "tag")


def seen_field() -> forms.IntegerField:
    """The revision that the page showed."""
    return forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"required": NOT_WHOLE, "invalid": NOT_WHOLE},
    )


def lines_of(
    name: str, label: str, charter: Charter, held: Mapping[str, str], *, is_needed: bool = False
) -> dict[str, forms.CharField]:
    """One line in each language of the charter."""
    return {
        f"{name}_{code}": SentenceField(
            label=_("%(what)s (%(language)s)") % {"what": label, "language": LANGUAGES[code]},
            required=is_needed,
            initial=held.get(code, ""),
            widget=forms.TextInput({"lang": code})
            if name in OF_FIGURE
            else forms.Textarea({"lang": code, "rows": 2}),
        )
        for code in charter.languages
    }


class InLanguagesMixin:
    """For a form with texts in the languages of a charter; what was written in others is kept."""

    charter: Charter

    def names(self, name: str) -> list[str]:
        return [f"{name}_{code}" for code in self.charter.languages]

    def first(self, name: str) -> str:
        return self.names(name)[0]

    def said(self: Any, name: str) -> bool:
        """In one language at least."""
        return any(self.cleaned_data.get(field) for field in self.names(name))

    def forgive(self: Any, name: str, otherwise: Any = None) -> None:
        """That it is empty is no error here; that it is wrong still is."""
        if name in self.errors and self.errors[name].as_data()[0].code == "required":
            del self.errors[name]
            self.cleaned_data[name] = otherwise

    def forgive_texts(self: Any, name: str) -> None:
        for field in self.names(name):
            self.forgive(field, "")

    def ask_once(self: Any, name: str, sentence: str) -> None:
        """Publication asks for every language, a draft for one."""
        self.forgive_texts(name)
        if not self.said(name) and not any(field in self.errors for field in self.names(name)):
            self.add_error(self.first(name), sentence)

    def merged(self: Any, name: str, held: Mapping[str, str]) -> Text:
        given = {
            code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.charter.languages
        }
        return Text({**held, **given})


class CommitmentForm(InLanguagesMixin, PeriodMixin, PageForm):
    """A promise: in words, about what and for whom, how it is measured, and what it rests on."""

    submit_label = gettext_lazy("Save the commitment")

    seen = seen_field()
    topic = forms.ChoiceField(
        label=pgettext_lazy("of a commitment", "Subject"),
        help_text=gettext_lazy("Under which heading of the charter it stands."),
    )
    service = forms.ModelChoiceField(
        label=pgettext_lazy("of a commitment", "Service"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=gettext_lazy("all services"),
        error_messages={
            "invalid_choice": gettext_lazy("Choose a service of your own organisation.")
        },
    )
    stage = forms.ChoiceField(
        label=pgettext_lazy("of a commitment", "Stage"),
        required=False,
        choices=[("", gettext_lazy("no single stage")), *Stage.choices],
    )
    customer_groups = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who benefits"),
        queryset=CustomerGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With none ticked, everyone."),
        error_messages={
            "invalid_choice": gettext_lazy("Choose groups that your organisation has.")
        },
    )
    metric = forms.ChoiceField(
        label=gettext_lazy("How it is measured"),
        choices=Metric.choices,
        initial=Metric.NONE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "The first four are counted in the register of complaints; a figure is typed in by you."
        ),
    )
    amount = forms.IntegerField(
        label=gettext_lazy("Within"),
        min_value=0,
        max_value=LARGEST,
        widget=forms.TextInput(NUMBERS | {"inputmode": "numeric"}),
        help_text=gettext_lazy("A number; 0 means on the same day."),
        error_messages={
            "required": gettext_lazy("Say within how many days or months."),
            "invalid": gettext_lazy("Write the time as a whole number."),
            "min_value": gettext_lazy("A time is not negative. Write 0 or more."),
            "max_value": gettext_lazy("This time is too long. Choose a larger unit."),
        },
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"), choices=Unit.choices, initial=Unit.WORKING_DAYS
    )
    norm = forms.ModelChoiceField(
        label=gettext_lazy("Norm of conduct"),
        queryset=NormOfConduct.objects.none(),
        empty_label=gettext_lazy("choose a norm"),
        error_messages={
            "required": gettext_lazy("Choose the norm on which complaints are counted.")
        },
    )
    target = NumberField(
        label=gettext_lazy("Target in per cent"),
        min_value=Decimal(0),
        max_value=MOST_PERCENT,
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput(NUMBERS),
        help_text=gettext_lazy(
            "In how many cases at least, for example 95; for founded complaints, at most."
        ),
        error_messages={
            "required": gettext_lazy("Write the target in per cent, for example 95."),
            "invalid": gettext_lazy("Write the target as a number, for example 95."),
            "max_value": gettext_lazy("A target is at most 100 per cent."),
            "max_digits": gettext_lazy("A target is at most 100 per cent, with one decimal."),
            "max_whole_digits": gettext_lazy("A target is at most 100 per cent."),
            "max_decimal_places": gettext_lazy("Write the target with one decimal at most."),
            "min_value": gettext_lazy("A target is not negative."),
        },
    )
    figure_better = forms.ChoiceField(
        label=gettext_lazy("The figure is to be"), choices=Better.choices, initial=Better.HIGHER
    )
    figure_target = NumberField(
        label=gettext_lazy("Target of the figure"),
        required=False,
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(NUMBERS),
        error_messages={
            "invalid": gettext_lazy("Write the target as a number, for example 4,5."),
            "max_decimal_places": gettext_lazy("Write the target with two decimals at most."),
        },
    )
    regulation = forms.ModelChoiceField(
        label=gettext_lazy("Legal basis"),
        queryset=Regulation.objects.none(),
        required=False,
        empty_label=gettext_lazy("no legal basis"),
    )
    owner = forms.ModelChoiceField(
        label=pgettext_lazy("of a commitment", "Owner"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
        help_text=gettext_lazy("The colleague who sees to it that it is kept."),
    )
    valid_from = DayField(label=gettext_lazy("Valid from"), required=False)
    valid_until = DayField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("Empty: until it is changed."),
    )

    def __init__(
        self,
        *args: Any,
        commitment: Commitment,
        before: Promise | None = None,
        **kwargs: Any,
    ) -> None:
        """`before`: as the last edition promised it; None where it did not."""
        self.charter, self.commitment, self.before = commitment.charter, commitment, before
        super().__init__(*args, **kwargs)
        slug = self.charter.organisation.slug
        self.cancel_url = reverse("charters:commitments", args=[slug])
        self._add_texts()
        self._offer()
        self._set_initial()

    def _add_texts(self) -> None:
        held, charter = self.commitment, self.charter
        self.fields |= lines_of("text", _("Promise"), charter, held.text, is_needed=True)
        for code in charter.languages:
            self.fields[f"explanation_{code}"] = RichTextField(
                label=_("%(what)s (%(language)s)")
                % {"what": _("Explanation"), "language": LANGUAGES[code]},
                required=False,
                initial=held.explanation.get(code, ""),
                widget=forms.Textarea({"lang": code, "rows": 4}),
            )
        self.fields |= lines_of(
            "figure_name", _("Name of the figure"), charter, held.figure_name, is_needed=True
        )
        self.fields |= lines_of("figure_unit", _("Unit of the figure"), charter, held.figure_unit)
        self.fields[self.first("text")].help_text = _(
            "One sentence that a customer can hold you to: who does what, within what time or how often. Begin in one language; publication asks for all of them."
        )
        self.fields[self.first("figure_unit")].help_text = _("For example minutes, or per cent.")
        if not self.is_bound and not held.pk:
            self.fields[self.first("text")].widget.attrs["autofocus"] = True
        if self.before:
            reason = lines_of("change_reason", _("Why it changes"), charter, held.change_reason)
            self.fields |= reason
            self.fields[self.first("change_reason")].help_text = _(
                "Where it differs from the last edition. Whoever approves the charter reads it."
            )

    def _offer(self) -> None:
        """Scope the choices to the organisation; what was chosen before stays among them."""
        organisation, held = self.charter.organisation, self.commitment
        fields: Any = self.fields
        fields["topic"].choices = topic_choices()
        services = Service.objects.for_organisation(organisation)
        valid = services.valid_on(timezone.localdate()) | services.filter(pk=held.service_id or 0)
        fields["service"].queryset = valid.to_choose()
        groups = CustomerGroup.objects.for_organisation(organisation)
        fields[GROUPS].queryset = groups
        fields["norm"].queryset = NormOfConduct.objects.all()
        known = Regulation.objects.known_to(organisation)
        in_force = known.in_force(timezone.localdate()) | known.filter(pk=held.regulation_id or 0)
        fields["regulation"].queryset = in_force.order_by("code")
        members = Membership.objects.for_organisation(organisation).active()
        people = Q(pk__in=members.values("user")) | Q(pk=held.owner_id or 0)
        fields["owner"].queryset = User.objects.filter(people).order_by("name", "pk")

    def _set_initial(self) -> None:
        held = self.commitment
        given = {
            name: getattr(held, f"{name}_id", None)
            if name in {"service", "norm", "regulation", "owner"}
            else getattr(held, name)
            for name in FIELDS
            if name in self.fields
        }
        if held.pk:
            given[GROUPS] = [group.pk for group in held.customer_groups.all()]
        self.initial = {**given, **self.initial, "seen": held.revision if held.pk else None}
        # Without it nobody could tell whether a colleague was faster.
        self.fields["seen"].required = bool(held.pk)

    @property
    def other_submits(self) -> Sequence[tuple[str, Any]]:  # type: ignore[override]
        return [("next", _("Save and add the next one"))]

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [
            "seen",
            *self.names("text"),
            *self._reason,
            Folded(_("Explanation"), *self.names("explanation")),
            part(
                _("For what, and for whom"),
                "topic",
                "service",
                Folded(_("Stage, and who benefits"), "stage", GROUPS),
            ),
            part(
                _("How one sees that it is kept"),
                "metric",
                Hint(_("Fill in below what belongs to the way you chose; the rest stays empty.")),
                belongs(WITH_LIMIT, Div("amount", "unit", css_class="two-fields")),
                belongs({Metric.FOUNDED_ON_NORM}, "norm"),
                belongs(WITH_SHARE, "target"),
                belongs(
                    {Metric.YEARLY_FIGURE},
                    *self.names("figure_name"),
                    *self.names("figure_unit"),
                    Div("figure_better", "figure_target", css_class="two-fields"),
                ),
            ),
            part(
                _("What it rests on"),
                "regulation",
                "owner",
                Folded(_("Valid between two days"), "valid_from", "valid_until"),
            ),
        ]

    @property
    def _reason(self) -> list[Any]:
        return self.names("change_reason") if self.before else []

    # ── Checked ──────────────────────────────────────────

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.ask_once("text", _("Write the promise, in one language at least."))
        self._check_metric(values)
        if self.before and not self.errors and not self.said("change_reason"):
            self._ask_why(self.before)
        return values

    def _ask_why(self, before: Promise) -> None:
        if self._differs_from(before):
            self.add_error(
                self.first("change_reason"),
                _("The last edition promised it otherwise. Say why it changes, in one language."),
            )

    def clean_topic(self) -> str:
        topic: str = self.cleaned_data["topic"]
        if self.charter.texts.filter(topic=topic, applies=False).exists():
            raise ValidationError(
                _("The charter says that this does not apply: nothing is promised on it."),
                "not_applying",
            )
        return topic

    def _check_metric(self, values: Mapping[str, Any]) -> None:
        """Only what belongs to the way of measuring is asked; what is wrong is said in any case."""
        metric = values.get("metric")
        belonging = FIELDS_OF_METRIC.get(metric or "", ())
        for name in ("amount", "norm", "target"):
            if name not in belonging:
                self.forgive(name)
        self.forgive("unit", Unit.WORKING_DAYS)
        self.forgive("figure_better", Better.HIGHER)
        if metric == Metric.YEARLY_FIGURE:
            self.ask_once("figure_name", _("Name the figure, in one language at least."))
        self.forgive_texts("figure_name")

    def _differs_from(self, before: Promise) -> bool:
        """In what it promises."""
        now = self.contents()
        belonging = FIELDS_OF_METRIC[now["metric"]]
        return any(
            kept(getattr(before, name)) != _as_promised(now[name])
            for name in ("text", "metric", *belonging)
        )

    def contents(self) -> dict[str, Any]:
        """The fields of the commitment, as the verbs take them; also of answers that are not right yet."""
        told = {
            name: self.cleaned_data[name]
            for name in (*FIELDS, GROUPS)
            if name not in TEXTS and name in self.cleaned_data
        }
        for name in TEXTS:
            if name != "change_reason" or self.before:
                told[name] = self.merged(name, getattr(self.commitment, name))
        if GROUPS in told:
            told[GROUPS] = list(told[GROUPS])
        return told

    @property
    def seen_revision(self) -> int | None:
        found: int | None = self.cleaned_data.get("seen")
        return found


def part(title: str, *fields: Any) -> Div:
    """Fields below a heading."""
    return Div(HTML(format_html("<h2>{}</h2>", title)), *fields, css_class="formpart")


def belongs(metrics: Iterable[str], *fields: Any) -> Div:
    """Fields of these metrics; with JavaScript they are hidden while another one is chosen."""
    return Div(*fields, data_belongs=" ".join(sorted(metrics)))


def _as_promised(value: Any) -> Any:
    """As an edition keeps it: of a norm the code."""
    return kept(as_text(value) if isinstance(value, Mapping) else value)


class Hint(HTML):  # type: ignore[misc]
    """For whom the fields of all metrics stand on the page."""

    def __init__(self, text: str) -> None:
        super().__init__(format_html('<p class="form-text" data-hint>{}</p>', text))


def topic_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The subjects under which promises are made, part by part."""
    return [
        (str(Part(part).label), [(topic.value, str(topic.label)) for topic in topics])
        for part, every in TOPICS_OF_PART.items()
        if (topics := [topic for topic in every if topic in PROMISING])
    ]


class RetirementForm(InLanguagesMixin, PageForm):
    submit_label = gettext_lazy("Retire the commitment")

    seen = seen_field()

    def __init__(self, *args: Any, commitment: Commitment, published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charter = commitment.charter
        self.published = published
        slug = self.charter.organisation.slug
        self.cancel_url = reverse("charters:commitment", args=[slug, commitment.pk])
        self.fields["seen"].initial = commitment.revision
        if published:
            self.fields |= lines_of("reason", _("Why it is retired"), self.charter, {})
            self.fields[self.first("reason")].help_text = _("In one language at least.")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.published:
            said = _("The last edition promises it. Say why it is retired, in one language.")
            self.ask_once("reason", said)
        return values

    def reason(self) -> Text:
        return self.merged("reason", {}) if self.published else Text()


class SeenForm(PageForm):
    """Sent by a button: the revision that the page showed."""

    seen = seen_field()


class MoveForm(SeenForm):
    """Sent by the buttons of a row: the place within its subject, counted from 1."""

    place = forms.IntegerField(min_value=1, max_value=LARGEST)


class ExpectationForm(InLanguagesMixin, PageForm):
    submit_label = gettext_lazy("Save the expectation")
    other_submits = (("next", gettext_lazy("Save and add the next one")),)

    seen = seen_field()

    def __init__(self, *args: Any, expectation: Expectation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charter, self.expectation = expectation.charter, expectation
        slug = self.charter.organisation.slug
        self.cancel_url = reverse("charters:commitments", args=[slug]) + "#expectations"
        self.fields["seen"].initial = expectation.revision if expectation.pk else None
        self.fields |= lines_of(
            "text", _("What we ask"), self.charter, expectation.text, is_needed=True
        )
        self.fields[self.first("text")].help_text = _(
            "One sentence, addressed to the customer: what helps you keep your promises. Begin in one language; publication asks for all of them."
        )
        if not self.is_bound:
            self.fields[self.first("text")].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.ask_once("text", _("Write what you ask, in one language at least."))
        return values

    def text(self) -> Text:
        return self.merged("text", self.expectation.text)


class ExpectationRemovalForm(PageForm):
    submit_label = gettext_lazy("Remove the expectation")

    seen = seen_field()

    def __init__(self, *args: Any, expectation: Expectation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = expectation.charter.organisation.slug
        self.fields["seen"].initial = expectation.revision
        self.cancel_url = reverse("charters:expectation", args=[slug, expectation.pk])


class FigureForm(PageForm):
    """The figure of a year."""

    submit_label = gettext_lazy("Save the figure")

    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=FIRST_YEAR,
        widget=forms.TextInput(NUMBERS | {"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Write the year in four digits."),
            "min_value": gettext_lazy("Write a year from 2000 on."),
        },
    )
    value = NumberField(
        label=gettext_lazy("Figure"),
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(NUMBERS),
        error_messages={
            "invalid": gettext_lazy("Write the figure as a number, for example 4,5."),
            "max_decimal_places": gettext_lazy("Write the figure with two decimals at most."),
        },
    )
    source = LineField(
        label=gettext_lazy("Where it comes from"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("For example the survey of spring 2026, 412 answers."),
    )
    # What the page showed for this year.
    seen = forms.DecimalField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, commitment: Commitment, held: YearlyFigure | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        slug = commitment.charter.organisation.slug
        self.cancel_url = reverse("charters:commitment", args=[slug, commitment.pk])
        this_year = timezone.localdate().year
        self.fields["year"].initial = held.year if held else this_year - 1
        if held:
            given = {"value": held.value, "source": held.source, "seen": held.value}
            self.initial = {**self.initial, **given}

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise ValidationError(_("This year has not begun yet."), "future")
        return year
