"""What a coordinator notes of a message that came by any channel."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.enums import ORAL_CHANNELS, Acknowledged, Channel, ComplainantKind, Nature
from complaints.forms.files import AttachmentsField
from complaints.forms.once import OnceForm
from complaints.forms.parts import Part
from complaints.intake import Person, Submission
from core.forms import DayField
from core.sentences import PlainSelect
from core.text_fields import EmailLineField, LineField, LinesField
from organisations.models import Department, Organisation
from processes.enums import Stage
from processes.models import Service

# A long letter; what is longer still comes as a file.
LONGEST_TEXT = 20_000
AS_USUAL, LATER = "usual", "later"
# Those that a person holds in hand when typing; the form of the web and e-mail come by themselves.
CHANNELS = [
    (channel, channel.label)
    for channel in (
        Channel.TELEPHONE,
        Channel.COUNTER,
        Channel.LETTER,
        Channel.EMAIL,
        Channel.WEB,
        Channel.FORWARDED,
    )
]


class IntakeForm(OnceForm):
    """One message, by keyboard alone: what must be known first, the rest below."""

    submit_label = pgettext_lazy("button", "Register")
    submit_name = "register"

    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=CHANNELS,
        initial=Channel.TELEPHONE,
        widget=forms.Select({"autofocus": True, "class": "w-short"}),
    )
    received_on = DayField(
        label=_("Received on"),
        help_text="",
        error_messages={"required": _("Give the day on which it reached the organisation.")},
    )
    nature = forms.ChoiceField(
        label=_("Nature"),
        choices=Nature.choices,
        initial=Nature.COMPLAINT,
        widget=forms.Select({"class": "w-short"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the person"),
        choices=settings.LANGUAGES,
        widget=forms.Select({"class": "w-short"}),
    )
    subject = LineField(
        label=_("Subject"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Give the message a subject. A few words are enough.")},
    )
    text = LinesField(
        label=_("What was said or written"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Note what was said. Two sentences are enough.")},
    )
    name = LineField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("Leave it empty where the person stays anonymous"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = EmailLineField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "no_at": _("Add the sign @ to the e-mail address."),
            "invalid": _("Check the e-mail address: it looks like name@example.be."),
        },
    )
    telephone = LineField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )
    address = LinesField(
        label=_("Postal address"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("The message comes from"),
        choices=ComplainantKind.choices,
        initial=ComplainantKind.PERSON,
        widget=forms.Select({"class": "w-short"}),
    )
    on_behalf_of = LineField(
        label=_("On behalf of"),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    acknowledge = forms.ChoiceField(
        label=_("Acknowledgement of receipt"),
        choices=[
            (
                AS_USUAL,
                _(
                    "As usual: told orally by telephone and at the counter, otherwise sent where"
                    " there is an address"
                ),
            ),
            (Acknowledged.LETTER, _("Send an acknowledgement of receipt")),
            (Acknowledged.ORAL, _("Told orally")),
            (LATER, _("Not now")),
        ],
        initial=AS_USUAL,
        widget=forms.RadioSelect,
    )
    letter_language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=[("", _("the language of the person")), *settings.LETTER_LANGUAGES],
        required=False,
        widget=forms.Select({"class": "w-short"}),
    )
    service = forms.ModelChoiceField(
        label=pgettext_lazy("catalogue", "Service"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("not known yet"),
        widget=PlainSelect,
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", _("not known yet")), *Stage.choices],
        required=False,
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("that of the service"),
    )
    confidential = forms.BooleanField(
        label=_("Confidential: seen by coordinators and the handler alone"), required=False
    )
    attachments = AttachmentsField()

    layout = (
        Div("channel", "received_on", "nature", "language", css_class="two-fields"),
        "subject",
        "text",
        Part(
            pgettext_lazy("intake", "Who"),
            "name",
            Div("telephone", "email", css_class="two-fields"),
            "address",
            Div("kind", "on_behalf_of", css_class="two-fields"),
        ),
        Part(
            pgettext_lazy("intake", "More"),
            "acknowledge",
            "letter_language",
            Div("service", "stage", "department", css_class="two-fields"),
            "attachments",
            "confidential",
        ),
    )

    def __init__(
        self, *args: Any, organisation: Organisation, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        services = Service.objects.for_organisation(organisation).valid_on(self.today)
        departments = Department.objects.for_organisation(organisation).valid_on(self.today)
        self.fields["service"].queryset = services.to_choose()  # type: ignore[attr-defined]
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields["received_on"].initial = self.today
        self.fields["language"].initial = language

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(
                _("This day lies in the future. Choose today or an earlier day.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        letters = dict(settings.LETTER_LANGUAGES)
        if not cleaned.get("letter_language") and cleaned.get("language", "fr") not in letters:
            self.add_error(
                "letter_language",
                _("Choose the language of letters: they leave in Dutch, French or German."),
            )
        wants_letter = cleaned.get("acknowledge") == Acknowledged.LETTER
        invalid = {"email", "address"} & set(self.errors)
        if wants_letter and not invalid and not (cleaned.get("email") or cleaned.get("address")):
            self.add_error(
                "acknowledge",
                _("There is no address to write to. Give one, or choose another answer."),
            )
        on_behalf = cleaned.get("kind") == ComplainantKind.ON_BEHALF
        if on_behalf and not cleaned.get("on_behalf_of") and "on_behalf_of" not in self.errors:
            self.add_error("on_behalf_of", _("Give the name of the person for whom is written."))
        return cleaned

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Files are not kept with a form that is shown again."""
        lines = super().summary
        if self.files and lines and "attachments" not in self.errors:
            lines.append(
                ("id_attachments", str(_("Choose your files once more: they are not kept.")))
            )
        return lines

    @property
    def acknowledgement(self) -> str:
        """How the complainant learns of it at once; empty: later."""
        asked = str(self.cleaned_data["acknowledge"])
        if asked == LATER:
            return ""
        if asked != AS_USUAL:
            return asked
        if self.cleaned_data["channel"] in ORAL_CHANNELS:
            return Acknowledged.ORAL
        reachable = self.cleaned_data["email"] or self.cleaned_data["address"]
        return Acknowledged.LETTER if reachable else ""

    @property
    def submission(self) -> Submission:
        cleaned = self.cleaned_data
        on_behalf = cleaned["kind"] == ComplainantKind.ON_BEHALF
        person = Person(
            name=cleaned["name"],
            kind=cleaned["kind"],
            on_behalf_of=cleaned["on_behalf_of"] if on_behalf else "",
            email=cleaned["email"],
            telephone=cleaned["telephone"],
            address=cleaned["address"],
        )
        return Submission(
            channel=cleaned["channel"],
            nature=cleaned["nature"],
            language=cleaned["language"],
            letter_language=cleaned["letter_language"] or cleaned["language"],
            received_on=cleaned["received_on"],
            subject=cleaned["subject"],
            text=cleaned["text"],
            person=person,
            service=cleaned["service"],
            stage=cleaned["stage"],
            department=cleaned["department"],
            confidential=cleaned["confidential"],
            files=cleaned["attachments"],
        )
