"""Remarks of colleagues; consultations, and what customers say in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from charters.consulting import Said
from charters.contents import Contents
from charters.enums import Audience, Topic
from charters.models import Charter, Consultation, Opinion
from charters.reading import Document, ReadPromise, ReadTopic
from core.forms import DayField, PageForm
from core.rich_text import RichTextField
from core.text_fields import LONGEST_EMAIL, LinesField
from core.texts import language_name

LONGEST_REMARK, LONGEST_COMMENT = 4000, 2000
MOST_INVITED = 200
BETWEEN_ADDRESSES = re.compile(r"[\s,;]+")
USEFUL, NOT_USEFUL = "yes", "no"
LANGUAGES = dict(settings.LANGUAGES)


class RemarkForm(PageForm):
    """What a colleague says of a text; on what stands in the address of the page."""

    submit_label = gettext_lazy("Make the remark")

    topic = forms.ChoiceField(
        label=gettext_lazy("Subject"),
        choices=Topic.choices,
        widget=forms.Select({"class": "w-short"}),
    )
    text = LinesField(
        label=gettext_lazy("Your remark"),
        max_length=LONGEST_REMARK,
        help_text=gettext_lazy(
            "Say what you would write instead, or what you miss. Every colleague reads it."
        ),
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": gettext_lazy("Say what you would change, or what you miss.")},
    )

    def __init__(self, *args: Any, charter: Charter, topic: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topic:
            # It is named above the form already.
            del self.fields["topic"]
        self.cancel_url = reverse("charters:remarks", args=[charter.organisation.slug])


class ResolveForm(PageForm):
    submit_label = gettext_lazy("Note as dealt with")

    resolution = LinesField(
        label=gettext_lazy("What was done with it"),
        max_length=1000,
        help_text=gettext_lazy(
            "In a word or two: taken over, said differently, left as it is and why."
        ),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Say in a word what was done with the remark.")},
    )


class TextsForm(PageForm):
    """One long text in each language of the charter."""

    name = "text"
    label: Any = ""
    hint: Any = ""
    missing: Any = ""
    rows = 5

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = [code for code in LANGUAGES if code in languages]
        for code in self.languages:
            self.fields[f"{self.name}_{code}"] = RichTextField(
                label=format_lazy(
                    "{label} ({language})", label=self.label, language=LANGUAGES[code]
                ),
                help_text=self.hint if code == self.languages[0] else "",
                initial=self.first(code),
                widget=forms.Textarea({"lang": code, "rows": self.rows}),
                error_messages={
                    "required": format_lazy(self.missing, language=language_name(code)),
                },
            )

    def first(self, code: str) -> str:  # noqa: ARG002 - for those that have one
        return ""

    @property
    def texts(self) -> Mapping[str, str]:
        return {code: self.cleaned_data[f"{self.name}_{code}"] for code in self.languages}


def introduction_in(code: str) -> str:
    """What most organisations will ask; they change it as they like."""
    with translation.override(code):
        return _(
            "This is a draft of our customer charter: what you may expect of us. Nothing of it is in"
            " force yet. Which promises are useful to you, and what do you miss? You may answer to as"
            " many or as few as you like."
        )


class ConsultationForm(TextsForm):
    """The draft is kept as it stands when this form is sent."""

    submit_label = gettext_lazy("Begin the consultation")
    name = "introduction"
    label = gettext_lazy("What you ask")
    hint = gettext_lazy("It stands above the draft and in the invitations.")
    missing = gettext_lazy("Say in this language too what you ask: {language}.")

    audience = forms.ChoiceField(
        label=gettext_lazy("Who is asked"),
        choices=[
            (Audience.PUBLIC, pgettext_lazy("consultation", "anyone who finds the page")),
            (
                Audience.INVITED,
                pgettext_lazy("consultation", "customers to whom we give the address"),
            ),
        ],
        initial=Audience.PUBLIC,
        widget=forms.RadioSelect,
    )
    opens_on = DayField(label=gettext_lazy("First day"))
    closes_on = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Three weeks leave people time to answer."),
    )

    def __init__(self, *args: Any, charter: Charter, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, languages=charter.languages, **kwargs)
        self.fields["opens_on"].initial = today
        self.cancel_url = reverse("charters:consultations", args=[charter.organisation.slug])

    @property
    def layout(self) -> tuple[Any, ...]:  # type: ignore[override]
        names = [f"introduction_{code}" for code in self.languages]
        return ("audience", Div("opens_on", "closes_on", css_class="two-fields"), *names)

    def first(self, code: str) -> str:
        return introduction_in(code)

    def clean_opens_on(self) -> date:
        first: date = self.cleaned_data["opens_on"]
        if first < self.today:
            raise ValidationError(_("This day has passed. Choose today or a later day."))
        return first

    def clean(self) -> Any:
        values = super().clean()
        first, last = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day lies before the first one."))
        return values


class InviteForm(PageForm):
    """Addresses of customers who know that they are asked."""

    submit_label = gettext_lazy("Send the invitations")

    emails = LinesField(
        label=gettext_lazy("E-mail addresses"),
        max_length=MOST_INVITED * LONGEST_EMAIL,
        help_text=gettext_lazy(
            "One on each line, at most 200 at a time. Whoever was invited already is not written to again."
        ),
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Give at least one e-mail address.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the invitations"),
        widget=forms.Select({"class": "w-short"}),
        help_text=gettext_lazy("Customers of another language: send them theirs afterwards."),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = [
            (code, name) for code, name in LANGUAGES.items() if code in consultation.languages
        ]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        slug = consultation.organisation.slug
        self.cancel_url = reverse("charters:consultation", args=[slug, consultation.pk])

    def clean_emails(self) -> list[str]:
        found = [text for text in BETWEEN_ADDRESSES.split(self.cleaned_data["emails"]) if text]
        if len(found) > MOST_INVITED:
            raise ValidationError(
                _("These are %(number)d addresses. Send at most %(most)d at a time.")
                % {"number": len(found), "most": MOST_INVITED}
            )
        wrong = [text for text in found if not is_address(text)]
        if wrong:
            text = ngettext(
                "This is no e-mail address: %(wrong)s",
                "These are no e-mail addresses: %(wrong)s",
                len(wrong),
            )
            raise ValidationError(text % {"wrong": ", ".join(one[:60] for one in wrong[:5])})
        return found


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_EMAIL


class AnswerForm(PageForm):
    """An answer to one comment, read by everyone who has the address."""

    submit_label = gettext_lazy("Answer a customer")

    text = LinesField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST_COMMENT,
        help_text=gettext_lazy(
            "Comment and answer then stand on the page of the consultation. Do not answer a comment"
            " that names a person, or that a person can be known by."
        ),
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Write an answer of a sentence or two.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, opinion: Opinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = self.fields["seen"].initial = opinion.answer
        self.fields["text"].widget.attrs["lang"] = opinion.language
        slug = opinion.consultation.organisation.slug
        self.cancel_url = reverse("charters:consultation", args=[slug, opinion.consultation_id])

    def clean_seen(self) -> str:
        return str(self.cleaned_data["seen"]).replace("\r\n", "\n")


class OutcomeForm(TextsForm):
    submit_label = gettext_lazy("Tell the outcome")
    name = "outcome"
    label = gettext_lazy("What becomes of the opinions")
    hint = gettext_lazy("What you change, what you leave as it is, and why.")
    missing = gettext_lazy("Tell it in this language too: {language}.")

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        self.consultation = consultation
        super().__init__(*args, languages=consultation.languages, **kwargs)
        for code in self.languages:
            self.fields[f"seen_{code}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, strip=False, initial=self.first(code)
            )
        slug = consultation.organisation.slug
        self.cancel_url = reverse("charters:consultation", args=[slug, consultation.pk])

    def first(self, code: str) -> str:
        return self.consultation.outcome.get(code, "")

    @property
    def seen(self) -> Mapping[str, str]:
        return {
            code: self.cleaned_data[f"seen_{code}"].replace("\r\n", "\n") for code in self.languages
        }


# ── The public form ──────────────────────────────────────


@dataclass(frozen=True)
class AskedPromise:
    """A promise and what is asked of it."""

    promise: ReadPromise
    useful: BoundField
    text: BoundField


@dataclass(frozen=True)
class AskedTopic:
    read: ReadTopic
    promises: list[AskedPromise]


@dataclass(frozen=True)
class AskedPart:
    anchor: str
    title: str
    topics: list[AskedTopic]


class OpinionForm(PageForm):
    """A draft with a question below each promise; nothing must be answered, but something should."""

    submit_label = pgettext_lazy("button", "Send my opinion")
    submit_name = "send"

    whole = LinesField(
        label=gettext_lazy("What do you think of the whole? What do you miss?"),
        required=False,
        max_length=LONGEST_REMARK,
        help_text=gettext_lazy("Do not give your name or your national register number."),
        widget=forms.Textarea({"rows": 5, "class": "form-control"}),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    # People do not see it; what fills in every field does.
    homepage = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, contents: Contents, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [promise.key for promise in contents.promises]
        self.fields["token"].initial = uuid4
        for key in self.keys:
            self.fields[f"useful_{key}"] = forms.ChoiceField(
                label=_("Is this promise useful to you?"),
                required=False,
                choices=[
                    (USEFUL, pgettext_lazy("is it useful", "Useful")),
                    (NOT_USEFUL, pgettext_lazy("is it useful", "Not useful")),
                ],
                widget=forms.RadioSelect,
            )
            self.fields[f"text_{key}"] = LinesField(
                label=_("What would make it better?"),
                required=False,
                max_length=LONGEST_COMMENT,
                widget=forms.Textarea({"rows": 3, "class": "form-control"}),
            )

    def clean_token(self) -> str:
        token = str(self.cleaned_data["token"])
        try:
            return str(UUID(token))
        except ValueError:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["token"] = str(uuid4())  # type: ignore[index]
            raise forms.ValidationError(
                _("The form did not arrive whole. Send it once more.")
            ) from None

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError(
                _("A field that must stay empty was filled in. Empty it and send once more.")
            )
        return ""

    def clean(self) -> Any:
        values = super().clean()
        if not self.errors and not self.said:
            raise ValidationError(
                _("Say of at least one promise whether it is useful, or write what you think.")
            )
        return values

    @property
    def sent(self) -> UUID:
        return UUID(self.cleaned_data["token"])

    @property
    def said(self) -> list[Said]:
        answers = [
            Said(
                key,
                {USEFUL: True, NOT_USEFUL: False}.get(self.cleaned_data.get(f"useful_{key}", "")),
                self.cleaned_data.get(f"text_{key}", ""),
            )
            for key in self.keys
        ]
        answers.append(Said(None, None, self.cleaned_data.get("whole", "")))
        return [one for one in answers if one.text or one.useful is not None]

    def asked(self, document: Document) -> list[AskedPart]:
        """The draft in one language with its questions in their places."""
        return [
            AskedPart(
                part.anchor,
                part.title,
                [
                    AskedTopic(topic, [self._asked(promise) for promise in topic.promises])
                    for topic in part.topics
                ],
            )
            for part in document.parts
        ]

    def _asked(self, promise: ReadPromise) -> AskedPromise:
        return AskedPromise(promise, self[f"useful_{promise.key}"], self[f"text_{promise.key}"])
