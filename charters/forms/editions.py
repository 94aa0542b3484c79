"""What is asked on the way to publication: a remark, a day, a reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from charters.completeness import Completeness
from charters.enums import CharterMove
from charters.forms.commitments import InLanguagesMixin, lines_of
from charters.models import Charter, Edition
from core.forms import DayField, PageForm
from core.text_fields import LinesField
from core.texts import Text, language_name

LONGEST_REMARK = 2000
NOT_WHOLE = gettext_lazy("The form did not arrive whole. Send it once more.")
RETURN = "return"


def remark_field(label: Any, help_text: Any = "") -> LinesField:
    return LinesField(
        label=label,
        required=False,
        max_length=LONGEST_REMARK,
        help_text=help_text,
        widget=forms.Textarea({"rows": 3}),
    )


def seen_field() -> forms.IntegerField:
    """Up to which change the reader of the page knew the texts."""
    return forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=2**63 - 1,
        error_messages={"required": NOT_WHOLE, "invalid": NOT_WHOLE},
    )


class SubmissionForm(PageForm):
    submit_label = CharterMove.SUBMIT.label

    remark = remark_field(
        gettext_lazy("What your colleagues should look at"),
        gettext_lazy("They find it in the history of the charter."),
    )

    def __init__(self, *args: Any, charter: Charter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = reverse("charters:home", args=[charter.organisation.slug])


class DecisionForm(PageForm):
    """Approve, or return to the writers with what is asked of them."""

    submit_label = CharterMove.APPROVE.label

    seen = seen_field()
    remark = remark_field(
        gettext_lazy("Your remark"), gettext_lazy("Needed if you return the text.")
    )

    def __init__(
        self, *args: Any, charter: Charter, seen: int, state: Completeness, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.state = state
        self.fields["seen"].initial = seen
        self.cancel_url = reverse("charters:home", args=[charter.organisation.slug])

    @property
    def other_submits(self) -> Sequence[tuple[str, Any]]:  # type: ignore[override]
        return [(RETURN, CharterMove.RETURN.label)]

    @property
    def is_returned(self) -> bool:
        return RETURN in self.data

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_returned and not values.get("remark"):
            self.add_error("remark", _("Say what should change before you can approve it."))
        if not self.is_returned:
            bar(self, self.state)
        return values


class PublicationForm(PageForm):
    """Publish, or give the approved text back to its writers."""

    submit_label = CharterMove.PUBLISH.label
    other_submits = ((RETURN, CharterMove.RETURN.label),)

    seen = seen_field()
    in_force_from = DayField(
        label=pgettext_lazy("edition", "In force from"),
        help_text=gettext_lazy("Until that day the edition before it stays in force."),
        error_messages={"required": gettext_lazy("Choose the day from which it is in force.")},
    )
    remark = remark_field(
        gettext_lazy("Your remark"), gettext_lazy("Needed if you return the text.")
    )

    def __init__(
        self,
        *args: Any,
        charter: Charter,
        seen: int,
        state: Completeness,
        before: Edition | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.state, self.before = state, before
        self.fields["seen"].initial = seen
        self.fields["in_force_from"].initial = timezone.localdate()
        if before is None:
            self.fields["in_force_from"].help_text = ""
        self.cancel_url = reverse("charters:home", args=[charter.organisation.slug])

    @property
    def is_returned(self) -> bool:
        return RETURN in self.data

    def clean_in_force_from(self) -> date:
        day: date = self.cleaned_data["in_force_from"]
        if self.is_returned:
            return day
        if day < timezone.localdate():
            raise ValidationError(_("This day is past. Choose today or a later day."))
        if self.before and day < self.before.in_force_from:
            raise ValidationError(_("The edition before it comes into force on a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_returned:
            bar(self, self.state)
            return values
        self.errors.pop("in_force_from", None)
        if not values.get("remark"):
            self.add_error("remark", _("Say what should change before it is published."))
        return values


def bar(form: PageForm, state: Completeness) -> None:
    """What is missing in one of the languages, or not said at all, keeps a text from the public."""
    for gap in state.barring:
        form.add_error(None, _("%(gap)s.") % {"gap": gap})


class WithdrawalForm(InLanguagesMixin, PageForm):
    submit_label = gettext_lazy("Withdraw the edition")

    def __init__(self, *args: Any, edition: Edition, charter: Charter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charter = charter
        self.fields |= lines_of("reason", _("Why it is withdrawn"), charter, {}, is_needed=True)
        for code in charter.languages:
            sentence = _("Say in %(language)s why it is withdrawn: the public reads it.")
            error = sentence % {"language": language_name(code)}
            self.fields[f"reason_{code}"].error_messages["required"] = error
        slug = charter.organisation.slug
        self.cancel_url = reverse("charters:edition", args=[slug, edition.number])

    def reason(self) -> Text:
        return self.merged("reason", {})
