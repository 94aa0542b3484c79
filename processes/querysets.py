"""Questions about many services, maps, agreements and actions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from core.texts import TextField, in_language
from organisations.querysets import valid_on
from processes.enums import ActionMove, ActionState, MapStatus, ServiceStatus

if TYPE_CHECKING:
    from organisations.models import Organisation, User
    from processes.models import Action, Agreement, CustomerGroup, Map, Service, Step


class CustomerGroupQuerySet(models.QuerySet["CustomerGroup"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        """The shared groups and the organisation's own."""
        return self.filter(Q(organisation=organisation) | Q(organisation=None))


class ServiceQuerySet(models.QuerySet["Service"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def published(self, day: date) -> Self:
        """What the public sees: published, and valid on that day."""
        return self.filter(status=ServiceStatus.PUBLISHED).valid_on(day)

    def in_reading_order(self) -> Self:
        return self.order_by(in_language("sort_keys"), "pk")

    def to_choose(self) -> Self:
        """In reading order, with what a choice needs: of hundreds, the long texts cost more than the page."""
        return self.in_reading_order().only("organisation", "department", "code", "name")

    def to_offer(self) -> Self:
        """With what is told of a service among those found, and of its organisation."""
        told = ("code", "name", "for_whom", "result")
        by = ("code", "name", "telephone", "email")
        return self.select_related("organisation").only(
            *told, *(f"organisation__{field}" for field in by)
        )

    def with_map_state(self) -> Self:
        """`has_map: bool`, in force; `has_map_draft: bool`, beside it or alone."""
        maps = self.model._meta.apps.get_model("processes", "Map").objects
        shown = maps.filter(service=models.OuterRef("pk"))
        return self.annotate(
            has_map=models.Exists(shown.filter(status=MapStatus.IN_FORCE)),
            has_map_draft=models.Exists(shown.filter(status=MapStatus.DRAFT)),
        )

    def with_parts(self) -> Self:
        """With everything that describes a service, in as many queries whatever their number."""
        return self.select_related("department").prefetch_related(
            "documents", "channels", "places", "customer_groups", "life_events"
        )


class MapQuerySet(models.QuerySet["Map"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(service__organisation=organisation)

    def in_force(self) -> Self:
        return self.filter(status=MapStatus.IN_FORCE)

    def drafts(self) -> Self:
        return self.filter(status=MapStatus.DRAFT)

    def adopted(self) -> Self:
        return self.exclude(status=MapStatus.DRAFT)


class StepQuerySet(models.QuerySet["Step"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def named(self) -> Self:
        """`name: Text` and `stage: str`: as the map in force shows the step, or the last map that did."""
        versions = self.model._meta.apps.get_model("processes", "StepVersion").objects
        shown = versions.filter(step=models.OuterRef("pk"))
        adopted = shown.exclude(map__status=MapStatus.DRAFT).order_by("-map__number")
        return self.annotate(
            name=models.Subquery(adopted.values("name")[:1], output_field=TextField()),
            stage=Coalesce(
                models.Subquery(adopted.values("stage")[:1]),
                models.Value(""),
                output_field=models.CharField(),
            ),
        )


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))


class ActionQuerySet(models.QuerySet["Action"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def open(self) -> Self:
        return self.filter(state__in=[ActionState.PLANNED, ActionState.UNDER_WAY])

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def owned_by(self, user: User | int) -> Self:
        return self.filter(owner=user)

    def created_in(self, year: int, as_at: date) -> Self:
        """Planned in the year, by that day."""
        return self.filter(created_on__year=year, created_on__lte=as_at)

    def done_by(self, day: date) -> Self:
        """Done at the end of that day, whatever became of it later."""
        changes = self.model._meta.apps.get_model("processes", "ActionChange").objects
        moves = changes.filter(action=models.OuterRef("pk"), happened_on__lte=day).exclude(move="")
        last = moves.order_by("-happened_on", "-pk").values("move")[:1]
        return self.annotate(last_move=models.Subquery(last)).filter(last_move=ActionMove.FINISH)
