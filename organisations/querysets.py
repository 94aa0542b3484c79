"""Questions about many organisations, members and letters."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.texts import in_language
from organisations.enums import LetterChannel, LetterStatus

if TYPE_CHECKING:
    from organisations.models import (
        ClosedDay,
        Department,
        Letter,
        Membership,
        Organisation,
        Place,
        TimeLimit,
        User,
    )


# A mail server has answered by then, or never will.
UNDER_WAY = timedelta(minutes=10)


def valid_on(day: date) -> Q:
    """Rows with `valid_from` and `valid_until`, both inclusive, either one open."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def in_doubt(now: datetime) -> Q:
    """Letters that were being handed over when something broke: whether they left, nobody knows."""
    over = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - UNDER_WAY)
    return Q(status=LetterStatus.SENDING) & over


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def in_reading_order(self) -> Self:
        """By name in the reader's language; `sort_keys` holds one key a language."""
        return self.order_by(in_language("sort_keys"), "code")

    def to_find(self) -> Self:
        """In reading order, with what they are found by and shown as among those found."""
        return self.in_reading_order().only("code", "name", "acronym", "description")


class DepartmentQuerySet(models.QuerySet["Department"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))


class PlaceQuerySet(models.QuerySet["Place"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def with_hours(self) -> Self:
        """What is needed to say when a place is open."""
        return self.prefetch_related("hours", "exceptions")


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)


class TimeLimitQuerySet(models.QuerySet["TimeLimit"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def active(self) -> Self:
        return self.filter(is_active=True, user__is_active=True)

    def with_role(self, *roles: str) -> Self:
        return self.filter(roles__overlap=list(roles))

    def of(self, user: User) -> Self:
        return self.filter(user=user).active().select_related("organisation")


class LetterQuerySet(models.QuerySet["Letter"]):
    def for_organisation(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def needing_someone(self) -> Self:
        """Refused, in doubt whether it left, or to be printed and posted."""
        by_post = Q(status=LetterStatus.QUEUED, channel=LetterChannel.POST)
        return self.filter(Q(status=LetterStatus.FAILED) | in_doubt(timezone.now()) | by_post)

    def waiting_for_mail_server(self) -> Self:
        return self.filter(status=LetterStatus.QUEUED, channel=LetterChannel.EMAIL)
