"""What an organisation fills in: figures section by section, a file, answers, words that go with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2s
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PageForm
from core.templatetags.ui import leading
from core.text_fields import LineField, LinesField, plain
from indicators.asked import Key, Words, unit_of
from indicators.asking import Asked
from indicators.checks import Question
from indicators.enums import Dimension, Unit, ValueState
from indicators.figures import PART
from indicators.models import IndicatorVersion, Measurement
from indicators.submitting import Said, differs, key_of, problem
from indicators.typed_numbers import NumberError, read_number, typed

NOT_WHOLE = gettext_lazy("The form did not arrive whole. Send it once more.")
MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
LONGEST_REASON = 500
LONGEST_ANSWER = 1000
LONGEST_REMARKS = 5000
ANSWER = "answer_"


def seen_field() -> forms.IntegerField:
    """Up to which change the reader of the page knew the figures."""
    return forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=2**63 - 1,
        error_messages={"required": NOT_WHOLE, "invalid": NOT_WHOLE},
    )


def answer_name(question: Question) -> str:
    """The field of a question, the same as long as the question is."""
    return f"{ANSWER}{blake2s(question.key.encode(), digest_size=8).hexdigest()}"


@dataclass(frozen=True)
class Line:
    """One figure to fill in."""

    row: Measurement
    label: str
    unit: str
    state: BoundField
    number: BoundField
    reason: BoundField | None

    @property
    def is_part(self) -> bool:
        return bool(self.row.breakdown)

    @property
    def is_half(self) -> bool:
        """Of a rate: counted in another unit than the rate."""
        return self.row.breakdown.startswith(PART)


@dataclass
class Group:
    """The lines under one heading: the total of an indicator, or its parts along one dimension."""

    heading: str
    lines: list[Line]


class FiguresForm(PageForm):
    """The figures of one section: of each a number, or why there is none."""

    submit_label = gettext_lazy("Save and go on")
    other_submits = (("stay", gettext_lazy("Save")),)

    seen = seen_field()

    def __init__(
        self, *args: Any, rows: Sequence[Measurement], words: Words, seen: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.words, self.now = rows, words, seen
        self.fields["seen"].initial = seen
        for row in rows:
            self._add(row)

    def _add(self, row: Measurement) -> None:
        label = self.words.of(row.definition, row.breakdown)
        self.fields[f"state_{row.pk}"] = forms.ChoiceField(
            label=_("%(figure)s: what is given") % {"figure": label},
            choices=ValueState,
            initial=row.state,
        )
        self.fields[f"number_{row.pk}"] = LineField(
            label=_("%(figure)s: number") % {"figure": label},
            required=False,
            max_length=40,
            initial=typed(row.declared),
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        )
        if row.computed is not None:
            self.fields[f"reason_{row.pk}"] = LineField(
                label=_("%(figure)s: reason for the difference") % {"figure": label},
                required=False,
                max_length=LONGEST_REASON,
                initial=row.reason,
            )

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        for row in self.rows:
            self._check(row)
        return values

    def _check(self, row: Measurement) -> None:
        label = self.words.of(row.definition, row.breakdown)
        number_name, reason_name = f"number_{row.pk}", f"reason_{row.pk}"
        if {f"state_{row.pk}", number_name, reason_name} & set(self.errors):
            return
        try:
            said = self._said(row)
        except NumberError as error:
            self.add_error(number_name, f"{leading(label)} {error}")
            return
        wrong = problem(row, said)
        if wrong:
            lacks_reason = differs(row, said) and not said.reason
            contradicts = said.state != ValueState.VALUE and said.declared is not None
            name = reason_name if lacks_reason and not contradicts else number_name
            self.add_error(name, f"{leading(label)} {wrong}")

    def _said(self, row: Measurement) -> Said:
        text = self.cleaned_data[f"number_{row.pk}"]
        unit = unit_of(row.definition, row.breakdown)
        number: Decimal | None = read_number(text, unit) if text else None
        state = self.cleaned_data[f"state_{row.pk}"]
        # Whoever types a number where there was none need not say that it is one. What stood on an
        # old page is not known: the verb shows it beside what stands now.
        was_empty = (
            row.state == ValueState.NOT_PROVIDED or self.cleaned_data.get("seen") != self.now
        )
        if number is not None and state == ValueState.NOT_PROVIDED and was_empty:
            state = ValueState.VALUE
        return Said(state, number, self.cleaned_data.get(f"reason_{row.pk}", ""))

    @property
    def said(self) -> dict[Key, Said]:
        return {key_of(row): self._said(row) for row in self.rows}

    @property
    def has_register(self) -> bool:
        return any(row.computed is not None for row in self.rows)

    @property
    def indicators(self) -> Iterator[tuple[IndicatorVersion, list[Group]]]:
        """Each indicator with its lines, in the order of the rows."""
        found: dict[int, tuple[IndicatorVersion, dict[str, Group]]] = {}
        for row in self.rows:
            definition, groups = found.setdefault(row.indicator_id, (row.definition, {}))
            dimension = row.breakdown.partition("=")[0]
            heading = str(Dimension(dimension).label) if dimension else ""
            groups.setdefault(dimension, Group(heading, [])).lines.append(self._line(row))
        for definition, groups in found.values():
            yield definition, list(groups.values())

    def _line(self, row: Measurement) -> Line:
        reason = f"reason_{row.pk}"
        return Line(
            row,
            self.words.part(row.definition, row.breakdown) or str(row.definition.name),
            str(Unit(unit_of(row.definition, row.breakdown)).label),
            self[f"state_{row.pk}"],
            self[f"number_{row.pk}"],
            self[reason] if reason in self.fields else None,
        )


class FileForm(PageForm):
    submit_label = gettext_lazy("Bring the figures in")

    seen = seen_field()
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy(
            "CSV or XLSX with the headings of the export. With one error, nothing is stored."
        ),
        widget=forms.ClearableFileInput({"accept": ".csv,.xlsx"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def __init__(self, *args: Any, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)d MB. Figures of one year take less.")
                % {"most": MAX_BYTES // MEGABYTE}
            )
        return file


class AnswersForm(PageForm):
    """An explanation for each question; what stays open is seen as open."""

    submit_label = gettext_lazy("Save the answers")

    seen = seen_field()

    def __init__(self, *args: Any, asked: Sequence[Asked], seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        self.asked = {answer_name(one.question): one for one in asked}
        for name, one in self.asked.items():
            self.fields[name] = LinesField(
                label=one.question.sentence,
                required=False,
                max_length=LONGEST_ANSWER,
                initial=one.answer,
                widget=forms.Textarea({"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """What was written to a question that is not asked any more is shown, not lost in silence."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.data:
            text = plain(self.data[name]).strip()
            if name.startswith(ANSWER) and name not in self.asked and text:
                self.add_error(
                    None,
                    _("The figures have changed, and this is not asked any more: “%(text)s”")
                    % {"text": text[:LONGEST_ANSWER]},
                )
        return values

    @property
    def answers(self) -> Mapping[str, str]:
        return {one.question.key: self.cleaned_data[name] for name, one in self.asked.items()}


class SendingForm(PageForm):
    submit_label = gettext_lazy("Submit the figures")

    seen = seen_field()
    comment = LinesField(
        label=gettext_lazy("Comment"),
        help_text=gettext_lazy(
            "What readers should know to understand the figures. It is published with them."
        ),
        required=False,
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(
        self, *args: Any, seen: int, comment: str, open_count: int, lacking: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        self.fields["comment"].initial = comment
        self.open_count, self.lacking = open_count, lacking
        if open_count:
            self.fields["with_open"] = forms.BooleanField(
                label=_("Submit although questions are not answered"),
                error_messages={
                    "required": _("Answer the questions first, or tick that you submit without."),
                },
            )

    def clean(self) -> dict[str, Any] | None:
        if self.lacking:
            self.add_error(
                None, _("Where a figure differs from the register, a reason is still missing.")
            )
        return super().clean()


class AttestationForm(PageForm):
    """Attest, or hand back to those who prepared the figures."""

    submit_label = gettext_lazy("Attest the figures")
    other_submits = (("return", gettext_lazy("Hand back with remarks")),)

    seen = seen_field()
    remarks = LinesField(
        label=gettext_lazy("Your remarks"),
        help_text=gettext_lazy("Needed if you hand the figures back."),
        required=False,
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen

    @property
    def is_returned(self) -> bool:
        return "return" in self.data

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_returned and not values.get("remarks"):
            self.add_error("remarks", _("Say what is to be changed before you can attest."))
        return values


class CorrectionForm(PageForm):
    submit_label = gettext_lazy("Begin the correction")

    reason = LinesField(
        label=gettext_lazy("Why the figures are corrected"),
        help_text=gettext_lazy("It stands with the new version, and anyone can read it."),
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea({"rows": 3}),
    )


class DroppingForm(PageForm):
    submit_label = gettext_lazy("Drop the correction")

    seen = seen_field()

    def __init__(self, *args: Any, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
