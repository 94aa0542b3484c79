from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from core.texts import in_language
from organisations.querysets import valid_on

if TYPE_CHECKING:
    from organisations.models import Organisation
    from processes.models import Service


class ServiceQuerySet(models.QuerySet["Service"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def in_reading_order(self) -> Self:
        return self.order_by(in_language("sort_keys"), "pk")
