from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, PageModelForm, PeriodMixin
from organisations.models import Department
from processes.models import Service


class ServiceForm(PeriodMixin, PageModelForm):
    texts = required_texts = ("name",)

    class Meta:
        model = Service
        fields = ["code", "department", "valid_from", "valid_until"]
        field_classes = {"valid_from": DayField, "valid_until": DayField}
        help_texts = {
            "code": _("Stands in the exported register."),
            "department": _("A case about this service goes to this department."),
            "valid_from": _("Empty: it has always existed."),
            "valid_until": _("Empty: it still exists. No new case names it after this day."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = Department.objects.for_organisation(self.instance.organisation)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields["department"].empty_label = _("no department")  # type: ignore[attr-defined]
        self.order_fields(["code", *(name for name in self.fields if name.startswith("name_"))])

    def store_texts(self) -> None:
        super().store_texts()
        self.instance.named(self.instance.name)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        others = Service.objects.for_organisation(self.instance.organisation)
        if others.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another service has this code."))
        return code
