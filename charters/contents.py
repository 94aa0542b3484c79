"""What a charter says, as one value: of the working text, of an edition, of a consultation.

Page, paper, difference, completeness and warnings all read this; `as_json` and `from_json` keep it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from charters.enums import TOPICS_OF_PART, Better, Metric, Part, Topic
from charters.models import Charter
from charters.querysets import CommitmentQuerySet
from core.deadlines import Unit
from core.texts import Text
from processes.models import Service


@dataclass(frozen=True)
class Promise:
    """A commitment as it is read; `key` is that of the lasting `Commitment`."""

    key: int
    number: int
    topic: Topic
    text: Text
    explanation: Text
    stage: str = ""
    service_code: str = ""
    service_name: Text = field(default_factory=Text)
    # Who benefits; nobody in particular where empty.
    groups: tuple[Text, ...] = ()
    metric: Metric = Metric.NONE
    amount: int | None = None
    unit: Unit = Unit.WORKING_DAYS
    norm: str = ""
    norm_name: Text = field(default_factory=Text)
    target: Decimal | None = None
    figure_name: Text = field(default_factory=Text)
    figure_unit: Text = field(default_factory=Text)
    figure_target: Decimal | None = None
    figure_better: Better = Better.HIGHER
    # Title of the regulation it rests on.
    legal_basis: Text = field(default_factory=Text)
    valid_from: date | None = None
    valid_until: date | None = None
    change_reason: Text = field(default_factory=Text)

    @property
    def is_measured(self) -> bool:
        return self.metric != Metric.NONE


@dataclass(frozen=True)
class TopicText:
    """What is said on a subject beside its promises; `reason` where it does not apply."""

    topic: Topic
    text: Text
    applies: bool = True
    reason: Text = field(default_factory=Text)


@dataclass(frozen=True)
class Offer:
    """A service of the catalogue, as the charter names it."""

    code: str
    name: Text
    result: Text


@dataclass(frozen=True)
class Wish:
    """An expectation towards the customer; `key` is that of the `Expectation`."""

    key: int
    text: Text


@dataclass(frozen=True)
class Contents:
    """The whole charter, in all its languages."""

    organisation: Text
    languages: tuple[str, ...]
    texts: tuple[TopicText, ...]
    promises: tuple[Promise, ...]
    expectations: tuple[Wish, ...]
    services: tuple[Offer, ...]

    def text_on(self, topic: Topic) -> TopicText:
        found = (one for one in self.texts if one.topic == topic)
        return next(found, TopicText(topic, Text()))

    def promises_on(self, topic: Topic) -> list[Promise]:
        return [promise for promise in self.promises if promise.topic == topic]

    def promises_of(self, part: Part) -> list[Promise]:
        return [promise for promise in self.promises if promise.topic in TOPICS_OF_PART[part]]


# A commitment as editions keep it, but for its number, in one value: of rows of four tables, the ORM
# makes objects for longer than the database looks. Decimals as text, as `as_json` writes them.
SAID = """
    select jsonb_build_object(
        'key', one.id,
        'topic', one.topic,
        'text', one.text,
        'explanation', one.explanation,
        'stage', one.stage,
        'service_code', coalesce(service.code, ''),
        'service_name', coalesce(service.name, '{}'),
        'groups', (
            select coalesce(
                jsonb_agg(customers.name order by customers.organisation_id nulls first, customers.code),
                '[]'
            )
            from charters_commitment_customer_groups chosen
            join processes_customergroup customers on customers.id = chosen.customergroup_id
            where chosen.commitment_id = one.id
        ),
        'metric', one.metric,
        'amount', one.amount,
        'unit', one.unit,
        'norm', coalesce(norm.code, ''),
        'norm_name', coalesce(norm.name, '{}'),
        'target', one.target::text,
        'figure_name', one.figure_name,
        'figure_unit', one.figure_unit,
        'figure_target', one.figure_target::text,
        'figure_better', one.figure_better,
        'legal_basis', coalesce(regulation.title, '{}'),
        'valid_from', one.valid_from,
        'valid_until', one.valid_until,
        'change_reason', one.change_reason
    )
    from charters_commitment one
    left join processes_service service on service.id = one.service_id
    left join organisations_normofconduct norm on norm.code = one.norm_id
    left join charters_regulation regulation on regulation.id = one.regulation_id
    where one.id = charters_commitment.id
"""


def contents_of(charter: Charter) -> Contents:
    """The working text, in as many queries whatever its size."""
    services = Service.objects.for_organisation(charter.organisation)
    services = services.published(timezone.localdate()).in_reading_order()
    return Contents(
        organisation=charter.organisation.name,
        languages=tuple(charter.languages),
        texts=tuple(_topic_texts(charter.texts.values_list("topic", "text", "applies", "reason"))),
        promises=promises_of(charter.commitments.standing()),
        expectations=tuple(Wish(*row) for row in charter.expectations.values_list("pk", "text")),
        services=tuple(Offer(*row) for row in services.values_list("code", "name", "result")),
    )


def _topic_texts(rows: Iterable[tuple[str, Text, bool, Text]]) -> Iterable[TopicText]:
    found = {row[0]: row for row in rows}
    for topic in Topic:
        if row := found.get(topic):
            yield TopicText(topic, *row[1:])


def promises_of(commitments: CommitmentQuerySet) -> tuple[Promise, ...]:
    """Commitments as they are read, numbered from 1 in the order of the charter."""
    places = {topic: place for place, topic in enumerate(Topic)}
    said = RawSQL(f"({SAID})", (), output_field=JSONField())  # noqa: S611 - our own statement
    rows = commitments.order_by("position", "pk").values_list("topic", said)
    in_order = sorted(rows, key=lambda row: places[Topic(row[0])])
    return tuple(_promise(row, number) for number, (_topic, row) in enumerate(in_order, start=1))


# ── Kept as JSON ─────────────────────────────────────────


def as_json(contents: Contents) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(contents).items()}


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def from_json(kept: Mapping[str, Any]) -> Contents:
    return Contents(
        organisation=Text(kept["organisation"]),
        languages=tuple(kept["languages"]),
        texts=tuple(_topic_text(row) for row in kept["texts"]),
        promises=tuple(_promise(row, row["number"]) for row in kept["promises"]),
        expectations=tuple(Wish(row["key"], Text(row["text"])) for row in kept["expectations"]),
        services=tuple(
            Offer(row["code"], Text(row["name"]), Text(row["result"])) for row in kept["services"]
        ),
    )


def _topic_text(row: Mapping[str, Any]) -> TopicText:
    return TopicText(Topic(row["topic"]), Text(row["text"]), row["applies"], Text(row["reason"]))


def _promise(row: Mapping[str, Any], number: int) -> Promise:
    """Each field by its name: pages read a hundred of them."""
    return Promise(
        key=row["key"],
        number=number,
        topic=Topic(row["topic"]),
        text=Text(row["text"]),
        explanation=Text(row["explanation"]),
        stage=row["stage"],
        service_code=row["service_code"],
        service_name=Text(row["service_name"]),
        groups=tuple(map(Text, row["groups"])),
        metric=Metric(row["metric"]),
        amount=row["amount"],
        unit=Unit(row["unit"]),
        norm=row["norm"],
        norm_name=Text(row["norm_name"]),
        target=_decimal(row["target"]),
        figure_name=Text(row["figure_name"]),
        figure_unit=Text(row["figure_unit"]),
        figure_target=_decimal(row["figure_target"]),
        figure_better=Better(row["figure_better"]),
        legal_basis=Text(row["legal_basis"]),
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
        change_reason=Text(row["change_reason"]),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def by_key(promises: Sequence[Promise]) -> dict[int, Promise]:
    return {promise.key: promise for promise in promises}
