"""What is known of every organisation before anybody signs in: read from the data files beside this module."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction

from core.texts import Text
from organisations.models import (
    Group,
    Organisation,
    PublicHoliday,
    SecondLineBody,
    TimeLimit,
)

FOLDER = Path(__file__).parent / "reference"

Record = TypeVar("Record", bound=models.Model)
Row = Mapping[str, str]


@dataclass
class Count:
    """What loading one file did."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    # Left as people corrected them here, whatever the file says.
    kept: int = 0


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(row: Row, name: str) -> Text:
    """The columns `name_nl`, `name_fr` … as one text; empty ones are left out."""
    found = {code: row.get(f"{name}_{code}", "") for code, _language in settings.LANGUAGES}
    return Text({code: text for code, text in found.items() if text})


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def bring_in_step(record: models.Model, values: Mapping[str, Any], count: Count) -> None:
    """Give the record these values; save and count it if that changes anything."""
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, values[name])
    if record._state.adding:  # noqa: SLF001 - documented by Django
        count.new += 1
        record.save()
    elif changed:
        count.changed += 1
        record.save(update_fields=changed)
    else:
        count.unchanged += 1


def load(model: type[Record], key: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Count:
    """One record per key, with the values of the file; records that the file does not name stay."""
    manager = model._default_manager  # noqa: SLF001 - documented by Django
    known = {getattr(record, key): record for record in manager.all()}
    count = Count()
    for value, values in rows:
        bring_in_step(known.get(value) or model(**{key: value}), values, count)
    return count


def load_groups() -> Count:
    rows = read_rows(FOLDER / "groups.csv")
    return load(Group, "code", ((row["code"], {"name": texts(row, "name")}) for row in rows))


def load_second_line_bodies() -> Count:
    plain = ("scope", "basis", "source", "certainty")
    rows = read_rows(FOLDER / "second_line_bodies.csv")
    return load(
        SecondLineBody,
        "code",
        (
            (row["code"], {"name": texts(row, "name"), **{name: row[name] for name in plain}})
            for row in rows
        ),
    )


def load_public_holidays() -> Count:
    rows = read_rows(FOLDER / "public_holidays.csv")
    return load(
        PublicHoliday,
        "rule",
        (
            (
                row["rule"],
                {
                    "name": texts(row, "name"),
                    "scope": row["scope"],
                    "valid_from": day(row["valid_from"]),
                    "valid_until": day(row["valid_until"]),
                },
            )
            for row in rows
        ),
    )


def acronyms(row: Row) -> Text:
    """German and English use the French acronym where they have none of their own."""
    found = texts(row, "acronym")
    french = found.get("fr", "")
    return Text({"de": french, "en": french, **found} if french else found)


def load_organisations() -> Count:
    """Contact, description and rules are the organisation's own: they are not in the file and stay."""
    groups = dict(Group.objects.values_list("code", "pk"))
    bodies = dict(SecondLineBody.objects.values_list("code", "pk"))
    rows = read_rows(FOLDER / "organisations.csv")

    def values(row: Row) -> dict[str, Any]:
        named = Organisation()
        named.named(texts(row, "name"))
        return {
            "name": named.name,
            "sort_keys": named.sort_keys,
            "acronym": acronyms(row),
            "type": row["type"],
            "group_id": groups[row["group"]],
            "second_line_id": bodies.get(row["second_line"]),
            "valid_from": day(row["valid_from"]),
            "valid_until": day(row["valid_until"]),
            "coordinates_network": row["coordinates_network"] == "yes",
            "source": row["source"],
            "certainty": row["certainty"],
        }

    known = {organisation.code: organisation for organisation in Organisation.objects.all()}
    count = Count()
    for row in rows:
        organisation = known.setdefault(row["code"], Organisation(code=row["code"]))
        bring_in_step(organisation, values(row), count)
    for row in rows:
        if row["successor"]:
            bring_in_step(known[row["code"]], {"successor_id": known[row["successor"]].pk}, Count())
    return count


@transaction.atomic
def load_time_limits() -> Count:
    """Published limits. A row that an administrator made is never touched, nor is a period they ended."""
    organisations = {organisation.code: organisation for organisation in Organisation.objects.all()}
    count = Count()
    for row in read_rows(FOLDER / "time_limits.csv"):
        organisation = organisations[row["organisation"]]
        own = TimeLimit.objects.for_organisation(organisation).filter(kind=row["kind"])
        values = {"amount": int(row["amount"]), "unit": row["unit"], "note": row["note"]}
        if published := own.filter(source=row["source"]).first():
            bring_in_step(published, values, count)
        elif own.exists():
            count.unchanged += 1
        else:
            limit = TimeLimit(organisation=organisation, kind=row["kind"], source=row["source"])
            limit.valid_from, limit.valid_until = day(row["valid_from"]), day(row["valid_until"])
            bring_in_step(limit, values, count)
    return count
