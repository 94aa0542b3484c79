"""The changes of a charter in words: for its history, and for whoever wrote while others did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from charters.enums import CHANGES_TEXT, ChangeCode, Topic
from charters.models import Charter, CharterChange
from core.texts import language_name
from organisations.models import User

LANGUAGES = dict(settings.LANGUAGES)
# As many as a reader wants to be told before the history itself is quicker.
MOST_TOLD = 6


@dataclass(frozen=True)
class Wording:
    """A text before and after, in one language."""

    label: str
    language: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One change: what, on which subject, who, when, and the texts it changed."""

    what: str
    by: str
    at: datetime
    topic: str = ""
    subject: str = ""
    subject_language: str = ""
    remark: str = ""
    wordings: Sequence[Wording] = ()


def told(change: CharterChange) -> Line:
    """A change whose `by` and `commitment` were read."""
    is_on_text = change.code == ChangeCode.TOPIC
    promise = change.commitment
    return Line(
        change.get_code_display(),
        str(change.by or _("automatic")),
        change.at,
        topic=change.topic,
        subject=str(promise or (Topic(change.topic).label if change.topic else "")),
        subject_language=promise.text.shown_language if promise else "",
        remark=change.remark,
        wordings=_wordings(change.old, change.new) if is_on_text else _chosen(change),
    )


def _wordings(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Wording]:
    found = []
    for name, label in (("text", ""), ("reason", _("Why it does not apply"))):
        before, after = old.get(name, {}), new.get(name, {})
        for code, language in LANGUAGES.items():
            if before.get(code, "") == after.get(code, ""):
                continue
            title = f"{label} ({language})" if label else str(language)
            found.append(Wording(title, code, before.get(code, ""), after.get(code, "")))
    return found


def _chosen(change: CharterChange) -> list[Wording]:
    if change.code != ChangeCode.LANGUAGES:
        return []
    before, after = (
        ", ".join(map(language_name, held.get("languages", ())))
        for held in (change.old, change.new)
    )
    return [Wording(_("Languages"), "", before, after)]


def last_on(charter: Charter, topic: str) -> Line | None:
    """The last change of the text on a subject."""
    changes = charter.changes.filter(code=ChangeCode.TOPIC, topic=topic)
    change = changes.select_related("by", "commitment").first()
    return told(change) if change else None


def since_my_last(charter: Charter, user: User) -> list[Line]:
    """What others changed in the texts since this user last did; nothing for who never wrote."""
    changes = charter.changes.filter(code__in=CHANGES_TEXT)
    mine = changes.filter(by=user).values_list("pk", flat=True).first()
    if mine is None:
        return []
    others = changes.filter(pk__gt=mine).select_related("by", "commitment")
    return [told(change) for change in others[:MOST_TOLD]]
