"""The history of a charter, and how a verb begins: the charter locked, its texts still open to change."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from charters.enums import CHANGES_TEXT, EDITABLE, ChangeCode
from charters.models import Charter, CharterChange, Commitment
from core.errors import Happening, NotAllowedError
from organisations.models import User


def locked(charter: Charter) -> Charter:
    """Read anew and locked until the transaction ends."""
    charters = Charter.objects.select_for_update(of=("self",)).select_related("organisation")
    return charters.get(pk=charter.pk)


def locked_for_editing(charter: Charter) -> Charter:
    """As `locked`. Raises NotAllowedError where the charter is approved or published."""
    found = locked(charter)
    if found.status not in EDITABLE:
        refusal = NotAllowedError(
            _("The charter is %(status)s: its texts no longer change.")
            % {"status": found.get_status_display()}
        )
        refusal.happened = happenings(found, since=None)[:1]
        raise refusal
    return found


def record(
    charter: Charter,
    code: ChangeCode,
    *,
    by: User | None,
    topic: str = "",
    commitment: Commitment | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    remark: str = "",
) -> CharterChange:
    return CharterChange.objects.create(
        charter=charter,
        code=code,
        topic=topic,
        commitment=commitment,
        by=by,
        old=old or {},
        new=new or {},
        remark=remark,
    )


def last_text_change(charter: Charter) -> int:
    """What a page carries as `seen`: its reader knows the texts up to here; 0 before any change."""
    changes = charter.changes.filter(code__in=CHANGES_TEXT)
    return changes.aggregate(last=Max("pk"))["last"] or 0


def happenings(charter: Charter, *, since: int | None) -> list[Happening]:
    """How the texts changed after the change `since`, or all that was done; the newest first, for the 409 page."""
    changes = charter.changes.select_related("by")
    if since is not None:
        changes = changes.filter(pk__gt=since, code__in=CHANGES_TEXT)
    return [
        Happening(change.get_code_display(), str(change.by or ""), change.at)
        for change in changes[:20]
    ]
