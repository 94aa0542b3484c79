"""Choosing the step: where in the process of a service a case arose."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from complaints.forms.moves.base import MoveForm, reason_field
from complaints.placing import current_value, grouped, shown_step, spots, stage_of
from core.sentences import PlainSelect
from processes.models import Service


class PlaceForm(MoveForm):
    """Another service is chosen first, its steps then; a step of the service before is left behind."""

    submit_label = pgettext_lazy("button", "Choose the step")
    # The view shows the form once more for it, and the verb is not called.
    other_submits = (("change", gettext_lazy("Show the steps of this service")),)

    service = forms.ModelChoiceField(
        label=pgettext_lazy("catalogue", "Service"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=gettext_lazy("not known yet"),
        widget=PlainSelect,
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where did it arise?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a step of this service.")},
    )
    reason = reason_field(required=False)

    def prepare(self) -> None:
        organisation = self.case.organisation
        services = Service.objects.for_organisation(organisation)
        offered = services.valid_on(timezone.localdate()).values("pk")
        services = services.filter(Q(pk__in=offered) | Q(pk=self.case.service_id))
        self.fields["service"].queryset = services.to_choose()  # type: ignore[attr-defined]
        self.fields["service"].initial = self.case.service_id
        self.fields["where"].initial = current_value(self.case)
        service = self.service_asked(services)
        step = shown_step(self.case.step_id)
        of_service = step if step and service and step.service_id == service.pk else None
        self.spots = {spot.value: spot for spot in spots(service, beside=of_service)}
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            ("", _("not known yet")),
            *(
                (stage, [(spot.value, spot.label) for spot in found])
                for stage, found in grouped(self.spots.values())
            ),
        ]
        self.leave_behind()

    def service_asked(self, services: Any) -> Service | None:
        if not self.is_bound:
            return self.case.service
        asked = self.data.get("service", "")
        found: Service | None = services.filter(pk=asked).first() if asked.isdecimal() else None
        return found

    def leave_behind(self) -> None:
        """A step of another service keeps its stage alone."""
        asked = self.data.get("where", "") if self.is_bound else ""
        if not asked.isdecimal() or asked in self.spots:
            return
        step = shown_step(int(asked))
        if step is not None and step.organisation_id == self.case.organisation_id:
            self.data = {**self.data.dict(), "where": stage_of(step)}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        service = cleaned.get("service")
        chosen = (service and service.pk, cleaned.get("where"))
        same = chosen == (self.case.service_id, current_value(self.case))
        if same and not self.errors and "change" not in self.data:
            self.add_error("where", _("The case already lies there. Choose another step."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        spot = self.spots.get(told.pop("where"))
        return told | {
            "stage": spot.stage if spot else "",
            "step": shown_step(spot.step) if spot else None,
        }
