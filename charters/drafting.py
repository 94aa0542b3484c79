"""Writing the texts of a charter: begun once, in its languages, subject by subject.

Every verb locks the charter. A page says which revision of a text it showed (`seen`, 0 where there was
none); where a colleague was faster, the refusal shows both versions.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from charters.changes import happenings, locked_for_editing, record
from charters.conflicts import languages_conflict, text_conflict
from charters.enums import ELEMENTS, ChangeCode, Topic
from charters.models import Charter, CharterText
from charters.redress import REDRESS
from core.errors import NotAllowedError
from core.texts import Text
from organisations.models import Organisation, User

# A federal organisation writes to its customers in these, whatever it chooses beside them.
ALWAYS = ("nl", "fr")
Contents = dict[str, Any]


@transaction.atomic
def begin(
    organisation: Organisation, *, by: User | None, languages: Sequence[str] = ALWAYS
) -> Charter:
    """The charter of an organisation, with what it says of redress; every organisation has one."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    there = Charter.objects.for_organisation(organisation).first()
    if there is not None:
        refusal = NotAllowedError(_("This organisation already has a charter."))
        refusal.happened = happenings(there, since=None)[:1]
        raise refusal
    chosen = in_order(languages)
    charter = Charter.objects.create(organisation=organisation, languages=chosen, begun_by=by)
    CharterText.objects.create(charter=charter, topic=Topic.REDRESS, text=Text(REDRESS))
    record(charter, ChangeCode.BEGUN, by=by, new={"languages": chosen})
    return charter


@transaction.atomic
def choose_languages(
    charter: Charter,
    *,
    by: User | None,
    languages: Sequence[str],
    seen: Sequence[str] | None = None,
) -> Charter:
    """Dutch and French, and these; what was written in another one is kept, and no longer asked."""
    locked = locked_for_editing(charter)
    old, chosen = locked.languages, in_order(languages)
    if seen is not None and in_order(seen) != old:
        raise languages_conflict(locked, sent=chosen)
    if chosen != old:
        locked.languages = chosen
        locked.save(update_fields=["languages"])
        record(
            locked, ChangeCode.LANGUAGES, by=by, old={"languages": old}, new={"languages": chosen}
        )
    return locked


@transaction.atomic
def save_text(
    charter: Charter,
    topic: str,
    *,
    by: User | None,
    text: Mapping[str, str],
    applies: bool = True,
    reason: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> CharterText:
    """What the charter says on a subject; a language that `text` does not name stays as it is."""
    sent = {"text": dict(text), "applies": applies, "reason": dict(reason or {})}
    try:
        locked = locked_for_editing(charter)
    except NotAllowedError as refusal:
        raise text_conflict(charter, topic, sent=sent, because=refusal) from refusal
    row = locked.texts.filter(topic=topic).first() or CharterText(
        charter=locked, topic=Topic(topic), revision=0
    )
    if seen not in (None, row.revision):
        raise text_conflict(locked, topic, sent=sent, seen=seen)
    old = contents(row)
    row.text = merged(row.text, text)
    row.applies, row.reason = applies, merged(row.reason, reason or {})
    if contents(row) == old:
        return row
    _check(locked, row)
    row.revision += 1
    row.save()
    record(locked, ChangeCode.TOPIC, by=by, topic=topic, old=old, new=contents(row))
    return row


def _check(charter: Charter, row: CharterText) -> None:
    """Redress is always said; an element with commitments applies."""
    missing = [code for code in charter.languages if not row.text.get(code)]
    if row.topic == Topic.REDRESS and missing:
        raise NotAllowedError(
            _("A charter always says what customers can do when a promise is not kept.")
        )
    if row.applies:
        return
    if row.topic not in ELEMENTS:
        raise NotAllowedError(_("This subject applies to every organisation."))
    if charter.commitments.standing().filter(topic=row.topic).exists():
        raise NotAllowedError(
            _("There are commitments on this subject: it applies. Retire them first.")
        )


def contents(row: CharterText) -> Contents:
    """The text with its revision, as a change keeps it."""
    return {
        "revision": row.revision,
        "text": dict(row.text),
        "applies": row.applies,
        "reason": dict(row.reason),
    }


def merged(old: Text, new: Mapping[str, str]) -> Text:
    """In the order of the languages, without empty ones."""
    both = {**old, **{code: text.strip() for code, text in new.items()}}
    return Text({code: both[code] for code, _name in settings.LANGUAGES if both.get(code)})


def in_order(languages: Sequence[str]) -> list[str]:
    wanted = {*ALWAYS, *languages}
    return [code for code in ("nl", "fr", "de", "en") if code in wanted]
