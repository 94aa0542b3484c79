"""The guided form of a service: one subject a page, saved at every step."""

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, ClassVar

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrOrPromise

from core.forms import DayField, PageModelForm, PeriodMixin
from core.layouts import Folded
from core.text_fields import plain
from core.texts import Text
from organisations.models import Department, Place
from processes.completeness import PUBLISHED_LANGUAGES, PUBLISHED_TEXTS
from processes.contacts import check_code, check_contact, whole_link
from processes.enums import ContactChannel, PaymentMeans, ServicePart
from processes.models import CustomerGroup, LifeEvent, Service
from processes.publishing import Channel, Document, store_channels, store_documents

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# More rows than this are no list that a customer reads.
MOST_ROWS = 40
ANOTHER = "another"
NUMBER_OF_TIME = {
    "min_value": gettext_lazy("A time is not negative. Write 0 or more."),
    "max_value": gettext_lazy("This time is too long. Choose a larger unit."),
    "invalid": gettext_lazy("Write the time as a whole number."),
}


def in_languages(name: str, *codes: str) -> list[str]:
    return [f"{name}_{code}" for code in codes or LANGUAGES]


def side_by_side(*names: str) -> Div:
    return Div(*names, css_class="two-fields")


def number_input() -> forms.TextInput:
    """As text, so that what is no number stays on the page too."""
    return forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "w-date"})


class PartForm(PageModelForm):
    """A part of a service. What others changed meanwhile is not overwritten unseen."""

    part: ClassVar[ServicePart]
    submit_label = gettext_lazy("Save and go on")
    hints: ClassVar[Mapping[str, StrOrPromise]] = {}

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare()
        for name, hint in self.hints.items():
            self.fields[f"{name}_nl"].help_text = hint
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
            text, _line, code = name.rpartition("_")
            is_told = self.instance.is_published and text in PUBLISHED_TEXTS
            if is_told and code in PUBLISHED_LANGUAGES:
                field.required = True
        self.stored = self.fingerprint()
        self.fields["seen"].initial = self.stored
        keys = [self.instance.organisation.slug]
        self.cancel_url = (
            reverse("processes:service", args=[*keys, self.instance.pk])
            if self.instance.pk
            else reverse("processes:services", args=keys)
        )
        self.order_fields([name for row in self.layout for name in names_in(row)])

    def prepare(self) -> None:
        """Fit the fields to the service."""

    def fingerprint(self) -> str:
        """Of what is stored: another one tells that somebody else saved this part."""
        stored = [
            (name, keys_of(self.get_initial_for_field(field, name)))
            for name, field in sorted(self.fields.items())
            if name != "seen"
        ]
        return sha256(repr(stored).encode()).hexdigest()[:16]

    @property
    def other_submits(self) -> Sequence[tuple[str, StrOrPromise]]:  # type: ignore[override]
        return [("back", _("Save and go to the overview"))]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        seen = values.get("seen")
        if seen and seen != self.stored and not self.errors:
            # Sent once more, it replaces what stands there now.
            answers: Any = self.data
            self.data = answers = answers.copy()
            answers["seen"] = self.stored
            raise ValidationError(
                _(
                    "Someone else has saved this part meanwhile. What you wrote is still here:"
                    " compare it with the overview, then save it once more or go back."
                ),
                "changed",
            )
        return values

    def store_texts(self) -> None:
        for name in self.texts:
            for field in in_languages(name):
                if field in self.cleaned_data:
                    self.cleaned_data[field] = plain(self.cleaned_data[field]).strip()
        super().store_texts()

    def store_rows(self) -> None:
        """The rows of this part, once the service is saved."""

    def next_page(self) -> str:
        """The part after this one, or the overview."""
        slug, pk = self.instance.organisation.slug, self.instance.pk
        overview = reverse("processes:service", args=[slug, pk])
        if ANOTHER in self.data:
            return reverse("processes:service_part", args=[slug, pk, self.part])
        following = after(self.part)
        if "back" in self.data or following is None:
            return overview
        return reverse("processes:service_part", args=[slug, pk, following])


def keys_of(value: Any) -> str:
    """The same in every language."""
    return str([getattr(row, "pk", row) for row in value] if isinstance(value, list) else value)


def after(part: ServicePart) -> ServicePart | None:
    parts = list(ServicePart)
    place = parts.index(part) + 1
    return parts[place] if place < len(parts) else None


def names_in(row: Any) -> list[str]:
    return [row] if isinstance(row, str) else [name.name for name in row.get_field_names()]


class NameForm(PartForm):
    part = ServicePart.NAME
    texts = ("name", "words")
    required_texts = ("name",)
    hints = {
        "words": gettext_lazy(
            "One word or phrase a line, as customers say it: “tax back”, “money I get back”."
            " The public search finds the service by them."
        )
    }

    class Meta:
        model = Service
        fields = ["code", "customer_groups", "life_events"]
        help_texts = {
            "code": gettext_lazy(
                "Short and lasting: it stands in the address of the public page and in exported"
                " files."
            ),
        }
        widgets = {
            "code": forms.TextInput({"class": "w-short"}),
            "customer_groups": forms.CheckboxSelectMultiple,
            "life_events": forms.CheckboxSelectMultiple,
        }

    def prepare(self) -> None:
        groups: Any = self.fields["customer_groups"]
        groups.queryset = CustomerGroup.objects.for_organisation(self.instance.organisation)
        events: Any = self.fields["life_events"]
        events.queryset = LifeEvent.objects.all()
        if not events.queryset.exists():
            del self.fields["life_events"]

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        events = ["life_events"] if "life_events" in self.fields else []
        return [
            side_by_side(*in_languages("name")),
            "code",
            side_by_side(*in_languages("words")),
            "customer_groups",
            *events,
        ]

    def store_texts(self) -> None:
        super().store_texts()
        self.instance.named(self.instance.name)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code != self.instance.code:
            check_code(code)
        others = Service.objects.for_organisation(self.instance.organisation)
        if others.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another service has this code."))
        return code


class AudienceForm(PartForm):
    part = ServicePart.AUDIENCE
    texts = ("for_whom", "result")
    hints = {
        "for_whom": gettext_lazy("Who can use it, in words in which they recognise themselves."),
        "result": gettext_lazy("What they hold in their hands at the end."),
    }

    class Meta:
        model = Service
        fields: list[str] = []

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [
            side_by_side(*in_languages("for_whom")),
            side_by_side(*in_languages("result")),
        ]


class RowsForm(PartForm):
    """A part with rows: one empty row below those there are, more by saving."""

    add_label: ClassVar[StrOrPromise]
    # Key of the rows → the name of one row, and its texts.
    rows: ClassVar[Mapping[str, StrOrPromise]]

    def prepare(self) -> None:
        super().prepare()
        self.numbers = {key: self.number_of(key) for key in self.rows}
        for key, number in self.numbers.items():
            for place in range(number):
                for name, field in self.fields_of_row(key, place).items():
                    self.fields[f"{key}_{place}_{name}"] = field

    def stored_rows(self, key: str) -> Sequence[Any]:
        raise NotImplementedError

    def fields_of_row(self, key: str, place: int) -> dict[str, forms.Field]:
        raise NotImplementedError

    def number_of(self, key: str) -> int:
        stored = len(self.stored_rows(key))
        sent = [
            int(found[1]) + 1
            for name in self.data
            if (found := re.match(rf"{key}_(\d{{1,3}})_", name)) and int(found[1]) < MOST_ROWS
        ]
        return max([min(stored + 1, MOST_ROWS), stored, *sent])

    def texts_of(self, label: str, text: Text, *, limit: int = 300) -> list[forms.CharField]:
        return [
            forms.CharField(
                label=f"{label} ({language})",
                required=False,
                max_length=limit,
                initial=text.get(code, ""),
                widget=forms.TextInput({"lang": code}),
            )
            for code, language in settings.LANGUAGES
        ]

    def removal(self, place: int, stored: int) -> dict[str, forms.Field]:
        """A row that is stored can be taken away."""
        if place >= stored:
            return {}
        return {"remove": forms.BooleanField(label=_("Remove this row"), required=False)}

    def fieldsets(self, key: str) -> list[Fieldset]:
        return [
            Fieldset(
                str(self.rows[key]) % {"number": place + 1},
                *self.layout_of_row(key, f"{key}_{place}_"),
                *([name] if (name := f"{key}_{place}_remove") in self.fields else []),
                css_class="rowset",
            )
            for place in range(self.numbers[key])
        ]

    def layout_of_row(self, key: str, start: str) -> Sequence[Any]:
        raise NotImplementedError

    def typed(self, key: str, place: int, name: str) -> Text:
        answers = {
            code: " ".join(plain(self.cleaned_data.get(f"{key}_{place}_{name}_{code}", "")).split())
            for code in LANGUAGES
        }
        return Text({code: text for code, text in answers.items() if text})

    def places_kept(self, key: str) -> list[int]:
        return [
            place
            for place in range(self.numbers[key])
            if not self.cleaned_data.get(f"{key}_{place}_remove")
        ]

    @property
    def other_submits(self) -> Sequence[tuple[str, StrOrPromise]]:  # type: ignore[override]
        return [(ANOTHER, self.add_label), *super().other_submits]


class ConditionsForm(RowsForm):
    part = ServicePart.CONDITIONS
    texts = ("conditions",)
    add_label = gettext_lazy("Save and add a row")
    rows = {
        "documents": gettext_lazy("Document we ask, %(number)d"),
        "known": gettext_lazy("Data we have already, %(number)d"),
    }
    hints = {"conditions": gettext_lazy("One a line. Where there is none, say so.")}

    class Meta:
        model = Service
        fields: list[str] = []

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [
            side_by_side(*in_languages("conditions")),
            *self.fieldsets("documents"),
            *self.fieldsets("known"),
        ]

    def stored_rows(self, key: str) -> Sequence[Any]:
        if self.instance.pk is None:
            return []
        return [row for row in self.instance.documents.all() if row.known == (key == "known")]

    def fields_of_row(self, key: str, place: int) -> dict[str, forms.Field]:
        stored = self.stored_rows(key)
        row = stored[place] if place < len(stored) else None
        label = _("What we have already") if key == "known" else _("Document")
        texts = {"name": self.texts_of(label, row.name if row else Text())}
        if key == "known":
            where = row.known_from if row else Text()
            texts["known_from"] = self.texts_of(_("Where we have it from"), where)
        found: dict[str, forms.Field] = {
            f"{name}_{code}": field
            for name, fields in texts.items()
            for code, field in zip(LANGUAGES, fields, strict=True)
        }
        return found | self.removal(place, len(stored))

    def layout_of_row(self, key: str, start: str) -> Sequence[Any]:
        names = ("name", "known_from") if key == "known" else ("name",)
        return [
            side_by_side(*(f"{start}{name}_{code}" for name in names for code in ("nl", "fr"))),
            Folded(
                _("In German and English"),
                side_by_side(*(f"{start}{name}_{code}" for name in names for code in ("de", "en"))),
            ),
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for place in self.places_kept("known"):
            if self.typed("known", place, "known_from") and not self.typed("known", place, "name"):
                self.add_error(f"known_{place}_name_nl", _("Say what we have already."))
        return values

    def store_rows(self) -> None:
        rows = [
            Document(name, key == "known", self.typed(key, place, "known_from"))
            for key in self.rows
            for place in self.places_kept(key)
            if (name := self.typed(key, place, "name"))
        ]
        store_documents(self.instance, rows)


class TimesMixin:
    """Amounts and units, typed as text."""

    def prepare(self: Any) -> None:
        super().prepare()  # type: ignore[misc]
        for name, field in self.fields.items():
            if name.endswith("_amount"):
                field.error_messages |= NUMBER_OF_TIME


class CostForm(TimesMixin, PartForm):
    part = ServicePart.COST
    texts = ("cost",)
    hints = {"cost": gettext_lazy("“free of charge”, an amount, or what it depends on.")}
    payment_means = forms.MultipleChoiceField(
        label=gettext_lazy("Means of payment"),
        choices=PaymentMeans,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Service
        fields = [
            "payment_means",
            "announced_amount",
            "announced_unit",
            "legal_amount",
            "legal_unit",
        ]
        labels = {
            "announced_unit": gettext_lazy("Unit of the announced time"),
            "legal_unit": gettext_lazy("Unit of the legal time"),
        }
        help_texts = {
            "announced_amount": gettext_lazy("What the organisation says itself. 0: at once."),
            "legal_amount": gettext_lazy("What the law allows at most."),
        }
        widgets = {"announced_amount": number_input(), "legal_amount": number_input()}

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [
            side_by_side(*in_languages("cost")),
            "payment_means",
            side_by_side("announced_amount", "announced_unit"),
            side_by_side("legal_amount", "legal_unit"),
        ]


class ReachForm(RowsForm):
    part = ServicePart.REACH
    add_label = gettext_lazy("Save and add a channel")
    rows = {"channels": gettext_lazy("Channel %(number)d")}

    class Meta:
        model = Service
        fields = ["department", "places"]
        help_texts = {
            "department": gettext_lazy("A case about this service goes to this department."),
            "places": gettext_lazy("Where the service is given; their hours come along."),
        }
        widgets = {"places": forms.CheckboxSelectMultiple}

    def prepare(self) -> None:
        super().prepare()
        today, organisation = timezone.localdate(), self.instance.organisation
        departments = Department.objects.for_organisation(organisation)
        valid = Q(pk__in=departments.valid_on(today))
        department: Any = self.fields["department"]
        department.queryset = departments.filter(valid | Q(pk=self.instance.department_id))
        department.empty_label = _("no department")
        places: Any = self.fields["places"]
        chosen = self.instance.places.values("pk") if self.instance.pk else []
        own = Place.objects.for_organisation(organisation)
        places.queryset = own.filter(Q(pk__in=own.valid_on(today)) | Q(pk__in=chosen))
        if not places.queryset.exists():
            del self.fields["places"]

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        places = ["places"] if "places" in self.fields else []
        return ["department", *self.fieldsets("channels"), *places]

    def stored_rows(self, key: str) -> Sequence[Any]:  # noqa: ARG002 - one kind of rows
        return list(self.instance.channels.all()) if self.instance.pk else []

    def fields_of_row(self, key: str, place: int) -> dict[str, forms.Field]:
        stored = self.stored_rows(key)
        row = stored[place] if place < len(stored) else None
        hours = self.texts_of(_("Hours"), row.hours if row else Text())
        found: dict[str, forms.Field] = {
            "channel": forms.ChoiceField(
                label=pgettext_lazy("catalogue", "Channel"),
                required=False,
                choices=[("", _("no channel")), *ContactChannel.choices],
                initial=row.channel if row else "",
            ),
            "contact": forms.CharField(
                label=_("Address, number or link"),
                required=False,
                max_length=300,
                initial=row.contact if row else "",
            ),
        }
        found |= {f"hours_{code}": field for code, field in zip(LANGUAGES, hours, strict=True)}
        return found | self.removal(place, len(stored))

    def layout_of_row(self, key: str, start: str) -> Sequence[Any]:  # noqa: ARG002 - as above
        return [
            side_by_side(f"{start}channel", f"{start}contact"),
            side_by_side(f"{start}hours_nl", f"{start}hours_fr"),
            Folded(
                _("In German and English"),
                side_by_side(f"{start}hours_de", f"{start}hours_en"),
            ),
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for place in self.places_kept("channels"):
            start = f"channels_{place}_"
            channel = values.get(f"{start}channel", "")
            contact = " ".join(plain(values.get(f"{start}contact", "")).split())
            values[f"{start}contact"] = contact = whole_link(channel, contact)
            if not channel and (contact or self.typed("channels", place, "hours")):
                self.add_error(f"{start}channel", _("Choose the channel."))
            try:
                check_contact(channel, contact)
            except ValidationError as error:
                self.add_error(f"{start}contact", error)
        return values

    def store_rows(self) -> None:
        rows = [
            Channel(
                channel,
                self.cleaned_data[f"channels_{place}_contact"],
                self.typed("channels", place, "hours"),
            )
            for place in self.places_kept("channels")
            if (channel := self.cleaned_data.get(f"channels_{place}_channel"))
        ]
        store_channels(self.instance, rows)


class AppealForm(TimesMixin, PartForm):
    part = ServicePart.APPEAL
    texts = ("appeal", "legal_basis")
    hints = {
        "appeal": gettext_lazy("With whom, and how: the address or the link."),
        "legal_basis": gettext_lazy("Law, royal decree, article."),
    }

    class Meta:
        model = Service
        fields = ["appeal_amount", "appeal_unit"]
        labels = {"appeal_unit": gettext_lazy("Unit of the time to appeal")}
        widgets = {"appeal_amount": number_input()}

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [
            side_by_side(*in_languages("appeal")),
            side_by_side("appeal_amount", "appeal_unit"),
            side_by_side(*in_languages("legal_basis")),
        ]


class ValidityForm(PeriodMixin, PartForm):
    part = ServicePart.VALIDITY
    submit_label = gettext_lazy("Save and finish")

    class Meta:
        model = Service
        fields = ["valid_from", "valid_until", "source"]
        field_classes = {"valid_from": DayField, "valid_until": DayField}
        help_texts = {
            "valid_from": gettext_lazy("Empty: it has always existed."),
            "valid_until": gettext_lazy(
                "Empty: it still exists. No new case names it after this day."
            ),
            "source": gettext_lazy("Where these facts come from: a link or a decision."),
        }

    @property
    def layout(self) -> Sequence[Any]:  # type: ignore[override]
        return [side_by_side("valid_from", "valid_until"), "source"]

    @property
    def other_submits(self) -> Sequence[tuple[str, StrOrPromise]]:  # type: ignore[override]
        return []


FORMS: Mapping[ServicePart, Callable[..., PartForm]] = {
    form.part: form
    for form in (
        NameForm,
        AudienceForm,
        ConditionsForm,
        CostForm,
        ReachForm,
        AppealForm,
        ValidityForm,
    )
}
