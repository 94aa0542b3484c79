"""While a case is examined: notes, questions and replies, more time, who may read, links."""

from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from complaints.clock import calendar_for, running_due
from complaints.enums import Channel, Purpose
from complaints.forms.files import AttachmentsField
from complaints.forms.moves.base import (
    LONGEST_TEXT,
    LateForm,
    LetterForm,
    MoveForm,
    reason_field,
)
from complaints.handling import rules_of
from complaints.models import Case
from core.forms import DayField
from core.templatetags.ui import day, day_plain
from core.text_fields import LineField, LinesField

REPLY_CHANNELS = [
    (channel, capfirst(channel.label))
    for channel in (
        Channel.EMAIL,
        Channel.LETTER,
        Channel.TELEPHONE,
        Channel.COUNTER,
        Channel.WEB,
    )
]


class NoteForm(MoveForm):
    submit_label = pgettext_lazy("button", "Write the note")

    text = LinesField(
        label=gettext_lazy("Internal note"),
        help_text=gettext_lazy("Read by those who may open the case, never by the complainant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": gettext_lazy("Write the note.")},
    )


class AskForm(LetterForm):
    purpose = Purpose.QUESTION
    unchanged = gettext_lazy("Write your question in the letter.")


class ReplyForm(LateForm):
    submit_label = pgettext_lazy("button", "Record the reply")
    # The reply follows the question, which set the status.
    follows = ("status",)

    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"),
        choices=REPLY_CHANNELS,
        widget=forms.Select({"class": "w-short"}),
    )
    clock = forms.TimeField(
        label=pgettext_lazy("clock", "Time"),
        help_text=gettext_lazy("For example 14:30"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%Hh%M", "%Hu%M", "%H"],
        widget=forms.TextInput({"class": "w-date", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Write the time as hours:minutes, for example 14:30.")
        },
    )
    text = LinesField(
        label=gettext_lazy("What was said or written"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": gettext_lazy("Note what was said. Two sentences are enough.")},
    )
    attachments = AttachmentsField()

    layout = (
        "channel",
        Div("happened_on", "clock", css_class="two-fields"),
        "text",
        "attachments",
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = pgettext_lazy("reply", "Arrived on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        moment = self.moment_typed
        if moment and moment > timezone.now():
            self.add_error("clock", _("This time lies in the future. Choose an earlier one."))
        elif moment and moment < self.after.replace(second=0, microsecond=0):
            self.add_error("clock", _("This time lies before the question was sent."))
        return cleaned

    @property
    def moment_typed(self) -> datetime | None:
        """Day and time as typed; None without a time."""
        on: date | None = self.cleaned_data.get("happened_on")
        clock: time | None = self.cleaned_data.get("clock")
        if on is None or clock is None:
            return None
        return datetime.combine(on, clock, tzinfo=timezone.get_default_timezone())

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Files are not kept with a form that is shown again."""
        lines = super().summary
        if self.files and lines and "attachments" not in self.errors:
            lines.append(
                ("id_attachments", str(_("Choose your files once more: they are not kept.")))
            )
        return lines

    def arguments(self) -> dict[str, Any]:
        typed = self.moment_typed
        return {
            "channel": self.cleaned_data["channel"],
            "text": self.cleaned_data["text"],
            "files": self.cleaned_data["attachments"],
            "at": max(typed, self.after) if typed else self.at,
        }


class ExtendForm(LetterForm):
    purpose = Purpose.EXTENSION

    until = DayField(label=gettext_lazy("New due date"))
    reason = reason_field(
        label=gettext_lazy("Why is more time needed?"),
        help_text=gettext_lazy("Stays inside, with the case. Tell the complainant in the letter."),
        error_messages={"required": gettext_lazy("Say why more time is needed.")},
    )

    def prepare(self) -> None:
        super().prepare()
        due = running_due(self.case)
        if due is None:
            raise ValueError("Without a due date nothing is extended.")
        self.due = due
        self.longest = rules_of(self.case.organisation).days_of_extension
        words = [_("Due now: %(day)s.") % {"day": day(due)}]
        if self.longest is not None:
            words.append(
                ngettext(
                    "Your rules allow %(number)d day more: %(day)s at the latest.",
                    "Your rules allow %(number)d days more: %(day)s at the latest.",
                    self.longest,
                )
                % {"number": self.longest, "day": day_plain(self.last_day)}
            )
        self.fields["until"].help_text = " ".join(words)

    @property
    def last_day(self) -> date | None:
        return None if self.longest is None else self.due + timedelta(days=self.longest)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= self.due or until <= timezone.localdate():
            raise forms.ValidationError(
                _("Choose a day after %(day)s.")
                % {"day": day_plain(max(self.due, timezone.localdate()))}
            )
        if self.last_day and until > self.last_day:
            raise forms.ValidationError(
                _("Your rules allow %(day)s at the latest.") % {"day": day_plain(self.last_day)}
            )
        calendar = calendar_for(self.case.organisation)
        if closed := calendar.closed(until):
            raise forms.ValidationError(
                _(
                    "The organisation is closed on that day (%(reason)s). Choose %(day)s, for example."
                )
                % {"reason": closed, "day": day_plain(calendar.next_open_day(until))}
            )
        return until


class ConfidentialForm(MoveForm):
    submit_label = pgettext_lazy("button", "Make the case confidential")

    reason = reason_field(
        label=gettext_lazy("Why?"),
        error_messages={"required": gettext_lazy("Say why.")},
    )

    def prepare(self) -> None:
        if self.case.confidential:
            self.submit_label = pgettext_lazy("button", "Show the case to all readers")
            now = _("Now it is seen by coordinators and the handler alone.")
        else:
            now = _("Now it is seen by everyone who reads the register.")
        self.fields["reason"].help_text = now

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "confidential": not self.case.confidential}


class LinkForm(MoveForm):
    submit_label = pgettext_lazy("button", "Link")

    number = LineField(
        label=gettext_lazy("Number of the other case"),
        max_length=40,
        widget=forms.TextInput({"class": "w-short", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the number of the other case.")},
    )

    def prepare(self) -> None:
        self.fields["number"].help_text = _("For example %(number)s") % {
            "number": f"{self.case.organisation.code}-{self.case.received_on.year}-00042"
        }

    def clean_number(self) -> Case:
        number = str(self.cleaned_data["number"]).upper()
        if number == self.case.number:
            raise forms.ValidationError(_("This is the number of the case itself."))
        other = Case.objects.visible_to(self.membership).filter(number=number).first()
        if other is None:
            raise forms.ValidationError(_("Your register holds no case with this number."))
        if self.case.links.filter(other=other).exists():
            raise forms.ValidationError(_("The two cases are already linked."))
        return other

    def arguments(self) -> dict[str, Any]:
        return {"other": self.cleaned_data["number"]}
