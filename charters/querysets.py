"""Questions about charters, commitments, editions and regulations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from charters.enums import Metric

if TYPE_CHECKING:
    from charters.models import Charter, Commitment, Edition, Regulation
    from organisations.models import Organisation


class CharterQuerySet(models.QuerySet["Charter"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def standing(self) -> Self:
        """Those that the working text makes; retired ones stay for the cases that point at them."""
        return self.filter(retired_at=None)

    def unmeasured(self) -> Self:
        return self.filter(metric=Metric.NONE)


class EditionQuerySet(models.QuerySet["Edition"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def in_short(self) -> Self:
        """Without the texts: of a long charter they take longer to read than a page to draw."""
        return self.defer("contents", "hours")

    def in_force_on(self, day: date) -> Self:
        """The last one whose day has come and that was not withdrawn, first."""
        return self.filter(in_force_from__lte=day, withdrawn_at=None).order_by(
            "-in_force_from", "-number"
        )


class RegulationQuerySet(models.QuerySet["Regulation"]):
    def known_to(self, organisation: Organisation) -> Self:
        """Those of the Network, and its own."""
        return self.filter(Q(organisation=None) | Q(organisation=organisation))

    def of_network(self) -> Self:
        return self.filter(organisation=None)

    def in_force(self, day: date) -> Self:
        return self.filter(Q(repealed_on=None) | Q(repealed_on__gt=day))

    def about(self, topic: str) -> Self:
        return self.filter(topics__contains=[topic])
