"""Two people at one charter: what the slower one is told, with both versions of the text."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.enums import ChangeCode, Topic
from charters.models import Charter, CharterChange
from core.errors import Fact, Happening, NotAllowedError, Version
from core.texts import language_name

LANGUAGES = dict(settings.LANGUAGES)
# As many lines as tell who was faster.
MOST_LINES = 5
Contents = Mapping[str, Any]


class TextChangedError(NotAllowedError):
    """Someone else was faster: the text is no longer as the page showed it, or no longer to be changed."""


def text_conflict(
    charter: Charter,
    topic: str,
    *,
    sent: Contents,
    seen: int | None = None,
    because: NotAllowedError | None = None,
) -> TextChangedError:
    """The refusal for the text on a subject: what was sent, what stands now, who was faster."""
    text = str(because) if because else _("This text has been changed since the page was shown.")
    refusal = TextChangedError(text)
    changes = charter.changes.filter(code=ChangeCode.TOPIC, topic=topic)
    if seen is not None:
        changes = changes.filter(new__revision__gt=seen)
    refusal.happened = because.happened if because else told(changes.select_related("by"))
    row = charter.texts.filter(topic=topic).first()
    now: Contents = (
        {"text": row.text, "applies": row.applies, "reason": row.reason} if row else EMPTY
    )
    refusal.versions = side_by_side(
        (_("What you sent"), {**now, **sent, "text": {**now["text"], **sent["text"]}}),
        (_("What stands now"), now),
        charter.languages,
    )
    slug = charter.organisation.slug
    refusal.back_url = reverse("charters:topic", args=[slug, Topic(topic).value])
    return refusal


EMPTY: Contents = {"text": {}, "applies": True, "reason": {}}


def languages_conflict(charter: Charter, *, sent: Sequence[str]) -> TextChangedError:
    refusal = TextChangedError(_("The languages have been chosen anew since the page was shown."))
    changes = charter.changes.filter(code=ChangeCode.LANGUAGES).select_related("by")
    refusal.happened = told(changes)[:1]
    refusal.versions = [
        Version(title, [Fact(_("Languages"), ", ".join(map(language_name, codes)))])
        for title, codes in (
            (_("What you sent"), sent),
            (_("What stands now"), charter.languages),
        )
    ]
    refusal.back_url = reverse("charters:languages", args=[charter.organisation.slug])
    return refusal


def told(changes: Any) -> list[Happening]:
    rows: list[CharterChange] = list(changes[:MOST_LINES])
    return [
        Happening(change.get_code_display(), str(change.by or _("automatic")), change.at)
        for change in rows
    ]


def side_by_side(
    first: tuple[str, Contents], second: tuple[str, Contents], languages: Sequence[str]
) -> list[Version]:
    """Each version under its title; what is empty in both is left out."""
    facts = [(title, read(held, languages)) for title, held in (first, second)]
    keys = [key for key in facts[0][1] if any(held[key] for _title, held in facts)]
    return [
        Version(
            title,
            [
                Fact(*_named(key, held[key]), differs=len({each[key] for _t, each in facts}) > 1)
                for key in keys
            ],
        )
        for title, held in facts
    ]


def _named(key: tuple[str, str], value: str) -> tuple[str, str, str]:
    label, code = key
    return label, value, code


def read(held: Contents, languages: Sequence[str]) -> dict[tuple[str, str], str]:
    """Label and language of each fact, in the order of the page, with what it says; '' for nothing."""
    facts = {
        (_("Text (%(language)s)") % {"language": LANGUAGES[code]}, code): held["text"].get(code, "")
        for code in languages
    }
    facts[_("Applies to us"), ""] = "" if held["applies"] else _("no")
    for code in languages:
        label = _("Why it does not apply (%(language)s)") % {"language": LANGUAGES[code]}
        facts[label, code] = held["reason"].get(code, "")
    return facts
