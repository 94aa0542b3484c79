"""What people without an account fill in to make a new case."""

from datetime import date
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from charters.contents import Promise, from_json
from charters.models import Commitment, Edition
from complaints.enums import Channel, ComplainantKind, Nature
from complaints.forms.files import AttachmentsField
from complaints.forms.once import OnceForm
from complaints.forms.parts import Part
from complaints.intake import Person, Submission
from core.sentences import PlainSelect
from core.text_fields import EmailLineField, LineField, LinesField
from core.texts import in_language
from organisations.models import Organisation
from processes.models import Service

NAMED, ANONYMOUS = "named", "anonymous"
NATURES = [
    (Nature.COMPLAINT, pgettext_lazy("you want to", "file a complaint")),
    (Nature.SUGGESTION, pgettext_lazy("you want to", "make a suggestion")),
    (Nature.COMPLIMENT, pgettext_lazy("you want to", "pay a compliment")),
    (Nature.QUESTION, pgettext_lazy("you want to", "ask a question")),
]
SHORTEST_TEXT, LONGEST_TEXT = 15, 10_000
CONTACT = ("kind", "on_behalf_of", "name", "email", "telephone", "address")
STAMP_SALT = "complaints.public form"
# People need longer than this; a page left open longer may be someone else's by now.
SHORTEST_SECONDS, LONGEST_SECONDS = 3, 12 * 60 * 60


def fresh_stamp() -> str:
    """When the form was shown, signed."""
    return signing.dumps(int(timezone.now().timestamp()), salt=STAMP_SALT)


class FileForm(OnceForm):
    """A complaint, suggestion, compliment or question to one organisation."""

    submit_label = pgettext_lazy("button", "Send the message")
    submit_name = "send"

    nature = forms.ChoiceField(
        label=_("You want to"),
        choices=NATURES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to do.")},
    )
    service = forms.ModelChoiceField(
        label=_("Service"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("I do not know"),
        widget=PlainSelect,
        help_text=_("If you do not know, choose “I do not know”: we find out."),
        error_messages={"invalid_choice": _("Choose a service of the list, or “I do not know”.")},
    )
    commitment = forms.TypedChoiceField(
        label=_("Which promise was not kept?"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=PlainSelect,
        error_messages={"invalid_choice": _("Choose a promise of the list, or none.")},
    )
    subject = LineField(
        label=_("Subject"),
        max_length=200,
        help_text=_("In one sentence"),
        error_messages={"required": _("Give your message a subject. A few words are enough.")},
    )
    text = LinesField(
        label=_("Your story"),
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        help_text=_(
            "What did you expect, what happened, with whom were you in contact? Do not give your"
            " national register number."
        ),
        error_messages={
            "required": _("Describe what happened. Two sentences are enough."),
            "min_length": _("Say a little more about what happened. Two sentences are enough."),
        },
        widget=forms.Textarea({"rows": 9}),
    )
    attachments = AttachmentsField()
    who = forms.ChoiceField(
        label=_("Do you give your name?"),
        choices=[(NAMED, _("I give my name")), (ANONYMOUS, _("I stay anonymous"))],
        initial=NAMED,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("You write as"),
        choices=[
            (ComplainantKind.PERSON, pgettext_lazy("you write as", "a person, for yourself")),
            (ComplainantKind.COMPANY, pgettext_lazy("you write as", "a company or institution")),
            (
                ComplainantKind.ON_BEHALF,
                pgettext_lazy("you write as", "someone who writes for another person"),
            ),
        ],
        initial=ComplainantKind.PERSON,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you write.")},
    )
    name = LineField(
        label=_("Your name, or that of your company"),
        max_length=150,
        error_messages={"required": _("Give your name, or choose to stay anonymous.")},
        widget=forms.TextInput({"class": "w-short", "autocomplete": "name"}),
    )
    on_behalf_of = LineField(
        label=_("For whom you write"),
        max_length=150,
        required=False,
        help_text=_("Only if you write for another person"),
        error_messages={"required": _("Give the name of the person for whom you write.")},
        widget=forms.TextInput({"class": "w-short", "autocomplete": "off"}),
    )
    email = EmailLineField(
        label=_("E-mail address"),
        help_text=_(
            "Your number and our answer go there. You have none? Give your postal address."
        ),
        error_messages={
            "required": _(
                "Give an e-mail address or a postal address. Without one we cannot answer you."
            ),
            "no_at": _("Add the sign @ to the e-mail address."),
            "invalid": _("Check the e-mail address: it looks like name@example.be."),
        },
        widget=forms.EmailInput({"class": "w-short", "autocomplete": "email"}),
    )
    telephone = LineField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"class": "w-short", "autocomplete": "tel", "inputmode": "tel"}),
    )
    address = LinesField(
        label=_("Postal address"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3, "class": "w-short", "autocomplete": "street-address"}),
    )
    letter_language = forms.ChoiceField(
        label=_("In which language do we answer?"),
        choices=settings.LETTER_LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language of our answer.")},
    )
    # Programs fill in every field they find; people never see this one.
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    started = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, organisation: Organisation, accepts_anonymous: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.language = get_language() or settings.LANGUAGE_CODE
        self._offer_promises()
        self._offer_services()
        self.fields["who"].help_text = anonymous_hint(accepts_anonymous=accepts_anonymous)
        if self.language in dict(settings.LETTER_LANGUAGES):
            self.fields["letter_language"].initial = self.language
        self.fields["started"].initial = fresh_stamp
        self.layout = self._parts()
        if self.is_bound:
            self._ask_what_is_needed()

    def _offer_services(self) -> None:
        services = Service.objects.for_organisation(self.organisation)
        services = services.published(timezone.localdate()).in_reading_order()
        offered = list(services.values_list("pk", "code", in_language("name")))
        if not offered:
            del self.fields["service"]
            return
        field: Any = self.fields["service"]
        field.queryset = services
        field.widget.choices = [("", field.empty_label), *((pk, name) for pk, _, name in offered)]
        # From the page of a service; one that is not offered is no choice.
        asked = self.initial.get("service")
        self.initial["service"] = next((pk for pk, code, _ in offered if code == asked), None)

    def _offer_promises(self) -> None:
        """To who comes from a promise of the charter: the promises of the edition in force."""
        asked = self.data.get("commitment") or self.initial.get("commitment")
        self.promises = promises_of(self.organisation) if asked else {}
        promise = self.promises.get(str(asked))
        if not self.promises:
            del self.fields["commitment"]
            return
        offered = ((key, str(one.text)) for key, one in self.promises.items())
        field: Any = self.fields["commitment"]
        field.choices = [("", _("None of these")), *offered]
        self.initial["commitment"] = promise.key if promise else None
        if promise:
            self.initial["nature"] = self.initial.get("nature") or Nature.COMPLAINT
            self.initial["service"] = self.initial.get("service") or promise.service_code

    def _parts(self) -> list[Any]:
        about = [name for name in ("nature", "commitment", "service") if name in self.fields]
        return [
            Part(_("What is it about?"), *about),
            Part(_("What happened?"), "subject", "text", "attachments"),
            Part(_("How do we reach you?"), "who", *CONTACT, "letter_language"),
            Field("homepage", wrapper_class="trap"),
        ]

    def _ask_what_is_needed(self) -> None:
        """Which contact fields must be filled in follows from the other answers."""
        named = self.data.get("who") != ANONYMOUS
        self.fields["kind"].required = self.fields["name"].required = named
        self.fields["email"].required = named and not self.data.get("address", "").strip()
        on_behalf = self.data.get("kind") == ComplainantKind.ON_BEHALF
        self.fields["on_behalf_of"].required = named and on_behalf

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            self.put("homepage", "")
            raise forms.ValidationError(
                _("A field that must stay empty was filled in. It is empty again: send once more.")
            )
        return ""

    def clean_started(self) -> int:
        try:
            started = int(signing.loads(self.cleaned_data["started"], salt=STAMP_SALT))
        except (signing.BadSignature, TypeError, ValueError):
            started = 0
        seconds = timezone.now().timestamp() - started
        if seconds > LONGEST_SECONDS:
            self.put("started", fresh_stamp())
            raise forms.ValidationError(
                _(
                    "This page was open for very long. Your answers are still here: look at them and send once more."
                )
            )
        if seconds < SHORTEST_SECONDS:
            raise forms.ValidationError(
                _("That went very fast. Look at your answers and send once more.")
            )
        return started

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == ANONYMOUS:
            for name in CONTACT:
                self.errors.pop(name, None)
                cleaned.pop(name, None)
        return cleaned

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Without a link where the field is not shown, and with a word on files, which are not kept."""
        unseen = {self[name].auto_id for name in ("homepage", "token", "started")}
        lines = [("" if place in unseen else place, text) for place, text in super().summary]
        if self.files and "attachments" not in self.errors:
            lines.append(
                ("id_attachments", str(_("Choose your files once more: they are not kept.")))
            )
        return lines

    @property
    def person(self) -> Person:
        """Who wrote; nothing of it where they stay anonymous."""
        cleaned = self.cleaned_data
        if cleaned["who"] == ANONYMOUS:
            return Person()
        on_behalf = cleaned["kind"] == ComplainantKind.ON_BEHALF
        return Person(
            name=cleaned["name"],
            kind=cleaned["kind"],
            on_behalf_of=cleaned["on_behalf_of"] if on_behalf else "",
            email=cleaned["email"],
            telephone=cleaned["telephone"],
            address=cleaned["address"],
        )

    @property
    def promise(self) -> Promise | None:
        return self.promises.get(str(self.cleaned_data.get("commitment") or ""))

    def submission(self, received_on: date) -> Submission:
        cleaned, promise = self.cleaned_data, self.promise
        return Submission(
            channel=Channel.WEB,
            nature=cleaned["nature"],
            language=self.language,
            letter_language=cleaned["letter_language"],
            received_on=received_on,
            subject=cleaned["subject"],
            text=cleaned["text"],
            person=self.person,
            service=cleaned.get("service"),
            commitment=Commitment.objects.get(pk=promise.key) if promise else None,
            stage=promise.stage if promise else "",
            files=cleaned["attachments"],
        )


def promises_of(organisation: Organisation) -> dict[str, Promise]:
    """What the edition in force promises, by the key of the lasting commitment."""
    editions = Edition.objects.for_organisation(organisation).in_force_on(timezone.localdate())
    edition = editions.first()
    promises = from_json(edition.contents).promises if edition else ()
    return {str(promise.key): promise for promise in promises}


def anonymous_hint(*, accepts_anonymous: bool) -> Any:
    """What staying anonymous means here."""
    if accepts_anonymous:
        return _(
            "You may stay anonymous. Then we can ask you nothing and send you no answer; you follow"
            " your case with its number and code."
        )
    return _(
        "You may stay anonymous. Then we can ask you nothing and send you no answer. This"
        " organisation does not examine complaints without a name."
    )
