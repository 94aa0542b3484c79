from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.deadlines import Limit, Unit
from core.forms import DayField, PageForm, PageModelForm, PeriodMixin
from organisations import joining
from organisations.enums import LimitKind
from organisations.models import (
    Department,
    Invitation,
    Membership,
    Organisation,
    TimeLimit,
    User,
)

AT_ONCE = "at_once"
NO_LIMIT = "none"


class WebAddressField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class ProfileForm(PageModelForm):
    texts = ("description", "address", "retention")

    class Meta:
        model = Organisation
        fields = ["email", "telephone", "contact_name", "website", "data_protection_contact"]
        field_classes = {"website": WebAddressField}
        help_texts = {
            "email": _("Shown to the public and in letters; answers to our mails go there."),
            "contact_name": _("Every acknowledgement of receipt names a person to contact."),
            "data_protection_contact": _("Stands in the privacy notice."),
        }


class DepartmentForm(PeriodMixin, PageModelForm):
    texts = required_texts = ("name",)

    class Meta:
        model = Department
        fields = ["code", "email", "valid_from", "valid_until"]
        field_classes = {"valid_from": DayField, "valid_until": DayField}
        help_texts = {
            "code": _("Stands in the exported register."),
            "valid_from": _("Empty: it has always existed."),
            "valid_until": _("Empty: it still exists. No case is assigned to it after this day."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["code", *(name for name in self.fields if name.startswith("name_"))])

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        others = Department.objects.for_organisation(self.instance.organisation)
        if others.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another department has this code."))
        return code


class RolesField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Roles"), **kwargs)
        self.error_messages["required"] = _("Choose at least one role.")


class MemberForm(PageForm):
    roles = RolesField()
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        required=False,
        empty_label=_("no department"),
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        kwargs["initial"] = {"roles": membership.roles, "department": membership.department_id}
        super().__init__(*args, **kwargs)
        self.membership = membership
        departments = Department.objects.for_organisation(membership.organisation)
        self.fields["roles"].choices = role_choices(membership.organisation)  # type: ignore[attr-defined]
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]

    def clean_roles(self) -> list[str]:
        roles: list[str] = self.cleaned_data["roles"]
        if "administrator" not in roles and joining.is_last_administrator(self.membership):
            raise ValidationError(
                _("Nobody else is administrator. Give another member this role first.")
            )
        return roles


def role_choices(organisation: Organisation) -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in joining.roles_of(organisation)]


class InviteForm(PageForm):
    submit_label = _("Send the invitation")
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    roles = RolesField()
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["roles"].choices = role_choices(organisation)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        members = Membership.objects.for_organisation(self.organisation).active()
        if members.filter(user__email__iexact=email).exists():
            raise ValidationError(
                _("This person is already a member. Change their roles in the list of members.")
            )
        return email


class JoinForm(PageForm):
    """What somebody who has no account yet tells of themselves."""

    submit_label = pgettext_lazy("invitation", "Join")
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("As colleagues see it."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least twelve signs; several words are easier to remember."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        password = self.cleaned_data.get("password")
        again = self.cleaned_data.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords differ. Type the same twice."))
        elif password:
            person = User(email=self.invitation.email, name=self.cleaned_data.get("name", ""))
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return values


class TimeLimitForm(PageForm):
    """A limit from a day on; what has begun is never changed."""

    submit_label = _("Set the time limit")
    kind = forms.ChoiceField(label=_("Time limit for"), choices=LimitKind, widget=forms.RadioSelect)
    unit = forms.ChoiceField(
        label=_("Counted in"),
        choices=[
            *Unit.choices,
            (AT_ONCE, pgettext_lazy("time limit", "at once: the same day")),
            (NO_LIMIT, pgettext_lazy("time limit", "no time limit")),
        ],
        widget=forms.RadioSelect,
    )
    amount = forms.IntegerField(
        label=_("Number of days or months"),
        min_value=1,
        max_value=730,
        required=False,
        help_text=_("Empty where it is at once or without a limit."),
        widget=forms.NumberInput({"class": "w-date"}),
    )
    valid_from = DayField(
        label=_("For what is received from"),
        help_text=_("A day after today, for example 1-1-2027: what was promised before stays so."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        unit = self.cleaned_data.get("unit")
        amount_counts = unit in Unit.values
        if amount_counts and not self.cleaned_data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Give the number of days or months."))
        kind, day = self.cleaned_data.get("kind"), self.cleaned_data.get("valid_from")
        if kind and day and (error := self.refusal(kind, day)):
            self.add_error("valid_from", error)
        return values

    def refusal(self, kind: str, day: date) -> Any:
        limits = TimeLimit.objects.for_organisation(self.organisation).filter(kind=kind)
        if limits.exists() and day <= timezone.localdate():
            return _("This day has begun. Choose a later day: what was promised before stays so.")
        if limits.filter(valid_from__gte=day).exists():
            return _("A later time limit is already set. Take that one back first.")
        return None

    @property
    def limit(self) -> Limit | None:
        """The limit that was chosen; None for no limit."""
        unit = self.cleaned_data["unit"]
        if unit == NO_LIMIT:
            return None
        if unit == AT_ONCE:
            return Limit(0, Unit.CALENDAR_DAYS)
        return Limit(self.cleaned_data["amount"], unit)
