"""The history of a case in words: an event's codes, ids and dates as a sentence of the reader's language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet, TextChoices
from django.utils.translation import gettext as _

from complaints.enums import (
    Acknowledged,
    Admissibility,
    Channel,
    ComplaintType,
    Decision,
    EventCode,
    Finding,
    Nature,
    Remedy,
    SecondLine,
)
from complaints.models import Case, Cause, Event, InadmissibilityGround
from complaints.moving import who
from complaints.placing import name_of
from core.templatetags.ui import day_plain
from organisations.models import Department, NormOfConduct, SecondLineBody, User
from processes.enums import Stage
from processes.models import Service, Step

# Which rows the columns of an event name by their key.
NAMED: dict[str, type[Model]] = {
    "handler_id": User,
    "department_id": Department,
    "cause_id": Cause,
    "second_line_id": SecondLineBody,
    "inadmissibility_ground_id": InadmissibilityGround,
    "norms": NormOfConduct,
    "service_id": Service,
    "step_id": Step,
}

TOLD_OF_EVENTS = (
    "case",
    "code",
    "happened_at",
    "old",
    "new",
    "by__name",
    "by__email",
    "note__text",
)

Names = Mapping[str, Mapping[Any, Any]]


@dataclass(frozen=True)
class Line:
    """One line of the history: what was done, the facts that changed, who, when, and the reason."""

    event: int
    what: str
    facts: Sequence[str]
    who: str
    when: datetime
    reason: str
    is_note: bool


def history_of(case: Case, step: Step | None = None) -> list[Line]:
    """Everything that happened to the case, newest first; `step` is its own where that is read already."""
    named = case.events.select_related("by", "note").only(*TOLD_OF_EVENTS)
    events = list(named.order_by("-happened_at", "-pk"))
    names = names_in(events, at_hand(case, step, events))
    lines, nature = [], ""
    for event in reversed(events):
        nature = event.new.get("nature", nature)
        lines.append(line(event, names, nature))
    return lines[::-1]


def last_event(history: Iterable[Line]) -> int | None:
    """The newest by key: one that is recorded late lies further back."""
    return max((line.event for line in history), default=None)


def line(event: Event, names: Names, nature: str) -> Line:
    """`nature` is that of the case after the event, which names it only where it changed."""
    return Line(
        event=event.pk,
        what=str(EventCode(event.code).label),
        facts=facts(event, names, nature),
        who=who(event),
        when=event.happened_at,
        reason=event.note.text if event.note else "",
        is_note=event.code == EventCode.NOTED,
    )


def at_hand(case: Case, step: Step | None, events: Iterable[Event]) -> Names:
    """The rows that the case names itself, and who made the events: most histories name no others."""
    rows: dict[str, list[Any]] = {
        "handler_id": [case.handler, *(event.by for event in events)],
        "department_id": [case.department],
        "cause_id": [case.cause],
        "second_line_id": [case.second_line],
        "inadmissibility_ground_id": [case.inadmissibility_ground],
        "service_id": [case.service],
        "step_id": [step],
    }
    return {
        column: {row.pk: row for row in found if row is not None} for column, found in rows.items()
    }


def names_in(events: Iterable[Event], known: Names) -> Names:
    """The rows that the events name: those known, and the others at most one query a kind."""
    keys: dict[str, set[Any]] = {column: set() for column in NAMED}
    for event in events:
        for values in (event.old, event.new):
            for column, found in keys.items():
                value = values.get(column)
                found.update(value if isinstance(value, list) else [value] if value else [])
    names = {}
    for column, model in NAMED.items():
        names[column] = dict(known.get(column, {}))
        if missing := keys[column] - names[column].keys():
            names[column].update(rows_of(model).in_bulk(missing))
    return names


def rows_of(model: type[Model]) -> QuerySet[Any]:
    """A step has its name from the maps."""
    return Step.objects.named() if model is Step else model._default_manager.all()  # noqa: SLF001


def facts(event: Event, names: Names, nature: str) -> list[str]:
    """What changed, each fact on its own, in the order in which people tell it."""
    if event.code == EventCode.RECEIVED:
        sentences = [TOLD[column](event, names) for column in ("channel", "answer_due")]
    else:
        sentences = [tell(event, names) for column, tell in TOLD.items() if column in event.new]
    if event.code == EventCode.QUALIFIED and "nature" not in event.new and nature:
        sentences.insert(0, str(Nature(nature).label))
    return [sentence for sentence in sentences if sentence]


def _day(text: str | None) -> str:
    return day_plain(date.fromisoformat(text)) if text else ""


def _label_of(column: str, choices: type[TextChoices]) -> Callable[[Event, Names], str]:
    def fact(event: Event, _names: Names) -> str:
        value = event.new.get(column)
        return str(choices(value).label) if value in choices.values else ""

    return fact


def _name_of(column: str) -> Callable[[Event, Names], str]:
    def fact(event: Event, names: Names) -> str:
        return str(names[column].get(event.new[column], ""))

    return fact


def _nature(event: Event, _names: Names) -> str:
    old, new = event.old.get("nature"), event.new["nature"]
    if old not in Nature.values:
        return str(Nature(new).label)
    return _("from %(old)s to %(new)s") % {"old": Nature(old).label, "new": Nature(new).label}


def _handler(event: Event, names: Names) -> str:
    old = names["handler_id"].get(event.old.get("handler_id"))
    new = names["handler_id"].get(event.new["handler_id"])
    if new and old:
        return _("from %(old)s to %(new)s") % {"old": old, "new": new}
    if new:
        return _("to %(name)s") % {"name": new}
    return _("no longer to %(name)s") % {"name": old} if old else ""


def _step(event: Event, names: Names) -> str:
    if event.new["step_id"] is None:
        return _("no step yet")
    return name_of(names["step_id"].get(event.new["step_id"]))


def _norms(event: Event, names: Names) -> str:
    found = [names["norms"].get(code) for code in event.new["norms"]]
    words = ", ".join(str(norm) for norm in found if norm)
    return _("norms not respected: %(norms)s") % {"norms": words} if words else ""


def _cause(event: Event, names: Names) -> str:
    cause = names["cause_id"].get(event.new["cause_id"])
    return _("cause: %(cause)s") % {"cause": cause} if cause else ""


def _remedy(event: Event, _names: Names) -> str:
    value = event.new["remedy"]
    if value not in Remedy.values:
        return ""
    return _("remedy: %(remedy)s") % {"remedy": Remedy(value).label}


def _overturned(event: Event, _names: Names) -> str:
    return {
        True: _("our answer was overturned"),
        False: _("our answer was upheld"),
    }.get(event.new["second_line_overturned"], "")


def _confidential(event: Event, _names: Names) -> str:
    if event.new["confidential"]:
        return _("seen by coordinators and the handler alone")
    return _("seen by everyone who reads the register")


def _answer_due(event: Event, _names: Names) -> str:
    old, new = _day(event.old.get("answer_due")), _day(event.new.get("answer_due"))
    if old and new:
        return _("answer due date moved from %(old)s to %(new)s") % {"old": old, "new": new}
    if new and event.code == EventCode.RECEIVED:
        return _("answer due on %(day)s") % {"day": new}
    if new:
        return _("the clock runs again: answer due on %(day)s") % {"day": new}
    return _("the clock stands still") if old else ""


TOLD: dict[str, Callable[[Event, Names], str]] = {
    "channel": _label_of("channel", Channel),
    "acknowledged_by": _label_of("acknowledged_by", Acknowledged),
    "nature": _nature,
    "admissibility": _label_of("admissibility", Admissibility),
    "inadmissibility_ground_id": _name_of("inadmissibility_ground_id"),
    "handler_id": _handler,
    "department_id": _name_of("department_id"),
    "service_id": _name_of("service_id"),
    "stage": _label_of("stage", Stage),
    "step_id": _step,
    "finding": _label_of("finding", Finding),
    "decision": _label_of("decision", Decision),
    "type": _label_of("type", ComplaintType),
    "norms": _norms,
    "cause_id": _cause,
    "remedy": _remedy,
    "second_line_id": _name_of("second_line_id"),
    "second_line_kind": _label_of("second_line_kind", SecondLine),
    "second_line_overturned": _overturned,
    "confidential": _confidential,
    "answer_due": _answer_due,
}
