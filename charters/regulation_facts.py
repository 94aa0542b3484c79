"""What a regulation says: as a change keeps it, and as people read it, alone or two versions side by side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from charters.enums import Topic, Verification
from charters.models import Regulation, RegulationChange
from core.deadlines import Unit
from core.errors import Fact, Version
from core.templatetags.ui import day_plain
from core.texts import Text
from processes.durations import in_words

TEXTS = ("title", "kind", "obliges", "limits")
# What the source says; another value makes it to be verified again.
SAYS = (
    "title",
    "kind",
    "dated",
    "obliges",
    "articles",
    "limits",
    "limit_amount",
    "limit_unit",
    "link",
    "source",
    "repealed_on",
)
# What a person fills in.
FIELDS = ("code", *SAYS, "certainty", "topics")
# One fact: neither says anything without the other.
LIMIT = {"limit_amount", "limit_unit"}
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
Held = Mapping[str, Any]


def kept(name: str, value: Any) -> Any:
    """A value of a field as JSON holds it."""
    if name in TEXTS:
        return {code: text for code, text in value.items() if text}
    if name == "topics":
        return [topic for topic in Topic.values if topic in value]
    return value.isoformat() if isinstance(value, date) else value


def held(regulation: Regulation) -> dict[str, Any]:
    """The whole regulation, and whether it is verified."""
    values = {name: kept(name, getattr(regulation, name)) for name in FIELDS}
    return {
        **values,
        "verification": str(regulation.verification),
        "checked_by": regulation.checked_by_id,
        "checked_on": kept("checked_on", regulation.checked_on),
        "revision": regulation.revision,
    }


# ── In words ─────────────────────────────────────────────


def days_in_words(text: str) -> str:
    """`2013-03-14` within a text, as the reader writes a day."""
    return ISO_DAY.sub(_in_words, text)


def _in_words(found: re.Match[str]) -> str:
    try:
        return day_plain(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def limit_in_words(amount: int | None, unit: str) -> str:
    return "" if amount is None else in_words(amount, unit)


def facts_of(regulation: Regulation) -> list[Fact]:
    """What stands beside the duty itself, in the reader's language; what is empty is left out."""
    plain = held(regulation)
    found = [
        text_fact("kind", regulation.kind),
        Fact(label("dated"), _value("dated", plain)),
        Fact(label("articles"), regulation.articles),
        text_fact("limits", regulation.limits),
        Fact(label("limit_amount"), _value("limit_amount", plain)),
        Fact(label("topics"), _value("topics", plain)),
        Fact(label("repealed_on"), _value("repealed_on", plain)),
    ]
    return [fact for fact in found if fact.value]


def text_fact(name: str, text: Text) -> Fact:
    return Fact(label(name), str(text), text.shown_language)


def label(name: str) -> str:
    column = cast("Field[Any, Any]", Regulation._meta.get_field(name))
    return capfirst(str(column.verbose_name))


def read(held: Held) -> dict[tuple[str, str], str]:
    """Label and language of each fact of what is held, in the order of the page; '' for nothing."""
    facts: dict[tuple[str, str], str] = {}
    for name in ("code", *SAYS, "topics", "certainty"):
        if name not in held or name == "limit_unit":
            continue
        if name in TEXTS:
            for code, language in settings.LANGUAGES:
                facts[f"{label(name)} ({language})", code] = held[name].get(code, "")
        else:
            facts[label(name), ""] = _value(name, held)
    return facts


def _value(name: str, held: Held) -> str:
    if name == "limit_amount":
        return limit_in_words(held[name], held.get("limit_unit") or Unit.CALENDAR_DAYS)
    if name == "topics":
        return " · ".join(str(Topic(topic).label) for topic in held[name] if topic in Topic.values)
    return days_in_words(str(held[name] or "")) if name != "source" else str(held[name])


def side_by_side(versions: Sequence[tuple[str, Held]]) -> list[Version]:
    """Each version under its title; what is empty in all of them is left out."""
    found = [(title, read(held)) for title, held in versions]
    rows = [key for key in found[0][1] if any(facts[key] for _title, facts in found)]
    differing = {key for key in rows if len({facts[key] for _title, facts in found}) > 1}
    return [
        Version(title, [Fact(key[0], facts[key], key[1], differs=key in differing) for key in rows])
        for title, facts in found
    ]


# ── Its history ──────────────────────────────────────────


@dataclass(frozen=True)
class Difference:
    """A fact before and after a change."""

    label: str
    old: str
    new: str
    language: str = ""


@dataclass(frozen=True)
class Line:
    """A change, for the history of the page."""

    change: RegulationChange
    what: str
    differences: Sequence[Difference]


def deed(change: RegulationChange) -> str:
    """What was done, in a few words."""
    if not change.old:
        return _("added the regulation")
    if set(change.new) & set(FIELDS):
        if change.new.get("verification") == Verification.TO_VERIFY:
            return _("changed the regulation: to be verified again")
        return _("changed the regulation")
    if change.new.get("verification") == Verification.TO_VERIFY:
        return _("set it back: to be verified again")
    return _("verified the regulation")


def line(change: RegulationChange) -> Line:
    return Line(change, deed(change), differences(change) if change.old else [])


def differences(change: RegulationChange) -> list[Difference]:
    before, after = read(change.old), read(change.new)
    return [
        Difference(label, old, after.get((label, language), ""), language)
        for (label, language), old in before.items()
        if old != after.get((label, language), "")
    ]
