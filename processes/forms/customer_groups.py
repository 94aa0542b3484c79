from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import PageModelForm
from processes.enums import ContactChannel, CustomerKind
from processes.models import CustomerGroup


class CustomerGroupForm(PageModelForm):
    """A segment of the organisation's own; the shared groups are not changed here."""

    texts = ("name", "needs")
    required_texts = ("name",)
    kind = forms.ChoiceField(
        label=_("Part of"),
        choices=CustomerKind,
        widget=forms.RadioSelect,
    )
    channels = forms.MultipleChoiceField(
        label=_("Channels they prefer"),
        choices=ContactChannel,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = CustomerGroup
        fields = ["code", "kind", "channels"]
        help_texts = {"code": _("Names the group in imported and exported files.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.startswith("needs_"):
                field.widget.attrs["rows"] = 4
        names, needs = (
            [name for name in self.fields if name.startswith(text)] for text in ("name_", "needs_")
        )
        self.layout = (
            "code",
            "kind",
            Div(*names, css_class="two-fields"),
            Div(*needs, css_class="two-fields"),
            "channels",
        )
        # The summary of errors follows the page.
        self.order_fields(["code", "kind", *names, *needs])

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        others = CustomerGroup.objects.for_organisation(self.instance.organisation)
        if others.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another customer group has this code."))
        return code
