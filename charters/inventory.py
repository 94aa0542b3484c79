"""The regulations that charters rest on: kept by the Network, completed by an organisation for its own field."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from charters.models import Regulation
from charters.querysets import RegulationQuerySet
from organisations.models import Organisation


def bearing_on(organisation: Organisation, topic: str, day: date) -> RegulationQuerySet:
    """What obliges an organisation on a subject of its charter: the Network's texts first, then its own."""
    known = Regulation.objects.known_to(organisation).about(topic).in_force(day)
    return known.order_by(F("organisation").asc(nulls_first=True), "code")
