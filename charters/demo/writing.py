"""Charters of the demonstration, written as of past days: the verbs that people use know only today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from charters import commitment_facts, drafting
from charters.demo.plans import PromiseOf
from charters.enums import PART_OF_TOPIC, STAGE_OF_PART, ChangeCode, CharterStatus, Topic
from charters.models import (
    Charter,
    CharterChange,
    CharterText,
    Commitment,
    Expectation,
    Regulation,
    YearlyFigure,
)
from charters.redress import REDRESS
from core.texts import Text
from organisations.enums import Role
from organisations.models import Membership, NormOfConduct, Organisation, User
from processes.models import CustomerGroup, Service

LANGUAGES = ["nl", "fr", "de", "en"]
OFFICE_HOUR = 10
SATURDAY = 5
SOURCE = "Verzonnen voor de demonstratie · inventé pour la démonstration"


def moment(days_ago: int, *, minutes: int = 0) -> datetime:
    """In office hours, so many days ago; of a weekend, the Monday after."""
    now = timezone.localtime()
    day = now.replace(hour=OFFICE_HOUR, minute=0, second=0, microsecond=0)
    day -= timedelta(days=days_ago)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)
    return min(day + timedelta(minutes=minutes), now)


def somebody(organisation: Organisation, role: Role) -> User:
    members = Membership.objects.for_organisation(organisation).with_role(role)
    return members.select_related("user").order_by("pk")[0].user


@dataclass
class Writer:
    """Writes one charter in the name of its manager; `at` is the day that it is on that page."""

    charter: Charter
    by: User
    at: datetime

    def happened(
        self,
        code: ChangeCode,
        *,
        by: User | None = None,
        topic: str = "",
        commitment: Commitment | None = None,
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
        remark: str = "",
    ) -> None:
        self.at += timedelta(minutes=4)
        CharterChange.objects.create(
            charter=self.charter,
            code=code,
            topic=topic,
            commitment=commitment,
            at=self.at,
            by=by or self.by,
            old=dict(old or {}),
            new=dict(new or {}),
            remark=remark,
        )

    def move(
        self,
        code: ChangeCode,
        status: CharterStatus,
        *,
        by: User | None = None,
        told: Mapping[str, Any] | None = None,
    ) -> None:
        old = {"status": str(self.charter.status)}
        self.charter.status = status
        self.charter.save()
        self.happened(code, by=by, old=old, new={"status": str(status), **(told or {})})

    def texts(self, texts: Mapping[Topic, Text], *, not_ours: Mapping[Topic, Text]) -> None:
        rows = [
            CharterText(charter=self.charter, topic=topic, text=texts[topic]) for topic in texts
        ]
        rows += [
            CharterText(charter=self.charter, topic=topic, applies=False, reason=reason)
            for topic, reason in not_ours.items()
        ]
        for row in CharterText.objects.bulk_create(rows):
            self.happened(ChangeCode.TOPIC, topic=row.topic, new=drafting.contents(row))

    def change_text(self, topic: Topic, text: Text) -> None:
        row = self.charter.texts.get(topic=topic)
        old = drafting.contents(row)
        row.text, row.revision = text, row.revision + 1
        row.save()
        self.happened(ChangeCode.TOPIC, topic=topic, old=old, new=drafting.contents(row))

    def wishes(self, wishes: Iterable[Text]) -> None:
        for position, text in enumerate(wishes, start=1):
            row = Expectation.objects.create(charter=self.charter, text=text, position=position)
            new = commitment_facts.expectation_contents(row)
            self.happened(ChangeCode.EXPECTATION, topic=Topic.EXPECTATIONS, new=new)

    def add(self, plan: PromiseOf) -> Commitment:
        fields = fields_of(plan, self.charter.organisation)
        others = self.charter.commitments.filter(topic=plan.topic)
        part = PART_OF_TOPIC[plan.topic]
        commitment = Commitment.objects.create(
            organisation=self.charter.organisation,
            charter=self.charter,
            stage=STAGE_OF_PART[part],
            owner=self.by,
            position=others.count() + 1,
            **fields,
        )
        if plan.groups:
            groups = CustomerGroup.objects.filter(organisation=None, code__in=plan.groups)
            commitment.customer_groups.set(groups)
        new = commitment_facts.contents(commitment)
        self.happened(ChangeCode.COMMITMENT_ADDED, topic=plan.topic, commitment=commitment, new=new)
        self._figures(commitment, plan)
        return commitment

    def _figures(self, commitment: Commitment, plan: PromiseOf) -> None:
        for years, value in enumerate(plan.figures, start=1):
            YearlyFigure.objects.create(
                commitment=commitment,
                year=timezone.localdate().year - years,
                value=Decimal(value),
                source=SOURCE,
                typed_by=self.by,
            )

    def change(self, commitment: Commitment, plan: PromiseOf) -> None:
        old = commitment_facts.contents(commitment)
        for name, value in fields_of(plan, self.charter.organisation).items():
            setattr(commitment, name, value)
        commitment.revision += 1
        commitment.save()
        self._changed(ChangeCode.COMMITMENT, commitment, old)

    def retire(self, commitment: Commitment, reason: Text) -> None:
        old = commitment_facts.contents(commitment)
        commitment.change_reason, commitment.retired_by = reason, self.by
        commitment.retired_at = self.at
        commitment.revision += 1
        commitment.save()
        self._changed(ChangeCode.COMMITMENT_RETIRED, commitment, old)

    def _changed(self, code: ChangeCode, commitment: Commitment, old: dict[str, Any]) -> None:
        new = commitment_facts.contents(commitment)
        self.happened(code, topic=commitment.topic, commitment=commitment, old=old, new=new)


def begin(organisation: Organisation, at: datetime) -> Writer:
    """As the form begins one: with what it says of redress."""
    by = somebody(organisation, Role.MANAGER)
    charter = Charter.objects.create(
        organisation=organisation, languages=LANGUAGES, begun_at=at, begun_by=by
    )
    CharterText.objects.create(charter=charter, topic=Topic.REDRESS, text=Text(REDRESS))
    writer = Writer(charter, by, at)
    writer.happened(ChangeCode.BEGUN, new={"languages": LANGUAGES})
    return writer


def fields_of(plan: PromiseOf, organisation: Organisation) -> dict[str, Any]:
    services = Service.objects.for_organisation(organisation)
    return {
        "topic": plan.topic,
        "text": plan.text,
        "explanation": plan.explanation,
        "metric": plan.metric,
        "service": services.get(code=plan.service) if plan.service else None,
        "norm": NormOfConduct.objects.get(code=plan.norm) if plan.norm else None,
        "regulation": Regulation.objects.of_network().filter(code=plan.regulation).first(),
        "change_reason": plan.change_reason,
        **plan.measure,
    }
