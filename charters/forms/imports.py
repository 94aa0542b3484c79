"""A charter brought in as a text: the text, and where its paragraphs go."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from charters.bringing_in import Target, cut, fault_of
from charters.enums import PROMISING, TOPICS_OF_PART, Part, Placement
from charters.models import Charter, Commitment, Expectation, ImportedParagraph
from core.forms import PageForm
from core.word_files import WordFileError, WordText, read_word_file

ONTO = "onto"
WAYS = [
    (Placement.TEXT.value, gettext_lazy("Text of a subject")),
    (Placement.COMMITMENT.value, gettext_lazy("A new commitment each")),
    (Placement.EXPECTATION.value, gettext_lazy("A new expectation each")),
    (ONTO, gettext_lazy("Translation of what stands there already")),
    (Placement.LEFT_OUT.value, gettext_lazy("Leave out")),
]


class BringInForm(PageForm):
    """A file or a pasted text; the cleaned paragraphs stand in `paragraphs`."""

    submit_label = gettext_lazy("Lay it beside the form")
    paragraphs: list[WordText]

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"), widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=gettext_lazy("Word file"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A .docx of 5 MB at most. Pictures are left out."),
        widget=forms.FileInput({"accept": ".docx"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text here"),
        required=False,
        help_text=gettext_lazy("An empty line begins a new paragraph."),
        widget=forms.Textarea({"rows": 12}),
    )

    def __init__(self, *args: Any, charter: Charter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        languages = cast(forms.ChoiceField, self.fields["language"])
        languages.choices = [(code, names[code]) for code in charter.languages]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            try:
                self._take(read_word_file(file, file.name))
            except WordFileError as error:
                raise ValidationError(str(error)) from error
        return file

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text and not self.files.get("file"):
            self._take(cut(text))
        return text

    def _take(self, paragraphs: list[WordText]) -> None:
        if fault := fault_of(paragraphs):
            raise ValidationError(fault)
        self.paragraphs = paragraphs

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not values.get("file") and not values.get("text"):
            self.add_error("text", _("Choose a Word file, or paste the text."))
        elif not self.errors and values.get("file") and values.get("text"):
            self.add_error("text", _("Choose one: the file, or the pasted text."))
        return values

    @property
    def name(self) -> str:
        """What the text is called in the list."""
        file = self.cleaned_data.get("file")
        return file.name if file else self.paragraphs[0].text


class PlacingForm(PageForm):
    """Paragraphs, and where they go; the boxes stand beside the form."""

    submit_label = gettext_lazy("Place")

    paragraphs = forms.TypedMultipleChoiceField(
        coerce=int,
        label=gettext_lazy("Paragraphs"),
        # The boxes stand in the text, outside the element of the form that sends them.
        widget=forms.CheckboxSelectMultiple({"form": "place"}),
        error_messages={"required": gettext_lazy("Tick the paragraphs that you want to place.")},
    )
    into = forms.ChoiceField(
        label=pgettext_lazy("imported paragraph", "Place as"),
        choices=WAYS,
        initial=Placement.TEXT.value,
        widget=forms.RadioSelect,
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Subject"),
        required=False,
        help_text=gettext_lazy("Of the text, or of the new commitments."),
    )
    onto = forms.ChoiceField(
        label=gettext_lazy("Translation of"),
        required=False,
        help_text=gettext_lazy(
            "Of several paragraphs, the first goes here and the others onto those that follow."
        ),
    )

    def __init__(
        self,
        *args: Any,
        paragraphs: list[ImportedParagraph],
        commitments: list[Commitment],
        expectations: list[Expectation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {f"c{row.pk}": row for row in commitments}
        wishes = {f"e{row.pk}": row for row in expectations}
        self.targets: dict[str, Commitment | Expectation] = {**self.rows, **wishes}
        open_ones = [row for row in paragraphs if row.placement == Placement.OPEN]
        self._choose("paragraphs", [(row.pk, str(row)) for row in open_ones])
        self._choose("topic", [("", "—"), *topic_choices()])
        groups = [
            (_("Commitments"), [(key, str(row)) for key, row in self.rows.items()]),
            (_("Expectations"), [(key, str(row)) for key, row in wishes.items()]),
        ]
        self._choose("onto", [("", "—"), *((name, rows) for name, rows in groups if rows)])
        if not self.targets:
            del self.fields["onto"]
            self._choose("into", [way for way in WAYS if way[0] != ONTO])

    def _choose(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        into, topic = values.get("into"), values.get("topic")
        if into in {Placement.TEXT, Placement.COMMITMENT} and not topic:
            self.add_error("topic", _("Choose a subject."))
        elif into == Placement.COMMITMENT and topic not in PROMISING:
            self.add_error(
                "topic",
                _("No commitments are made under this subject. Choose one of parts 2 to 5."),
            )
        elif into == ONTO and not values.get("onto"):
            self.add_error("onto", _("Choose what this is a translation of."))
        return values

    @property
    def target(self) -> Target:
        values = self.cleaned_data
        if values["into"] != ONTO:
            return Target(Placement(values["into"]), values.get("topic") or "")
        onto = self.targets[values["onto"]]
        is_promise = isinstance(onto, Commitment)
        kind = Placement.COMMITMENT if is_promise else Placement.EXPECTATION
        return Target(kind, onto=onto)


def topic_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Subjects under the parts that they stand in; expectations are placed one by one."""
    return [
        (
            str(part.label),
            [(topic.value, str(topic.label)) for topic in TOPICS_OF_PART[part]],
        )
        for part in Part
    ]
