"""Who else has a page of the charter open for writing: a warning, never a lock.

Kept in the shared cache for as long as a text is likely to be written; what is saved meanwhile is
compared when the other one saves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from organisations.models import User

# Half an hour without saving is a page that was left open.
SECONDS = 1800


@dataclass(frozen=True)
class Visitor:
    """Someone who opened the page, and when."""

    name: str
    at: datetime


def _key(charter: int, place: str) -> str:
    return f"charter-open:{charter}:{place}"


def _present(charter: int, place: str, now: datetime) -> dict[int, tuple[str, datetime]]:
    found: dict[int, tuple[str, datetime]] = cache.get(_key(charter, place)) or {}
    return {
        user: (name, at)
        for user, (name, at) in found.items()
        if (now - at).total_seconds() < SECONDS
    }


def arrive(charter: int, place: str, user: User) -> Sequence[Visitor]:
    """Say that this user writes here now; who else does, the last one first."""
    now = timezone.now()
    present = _present(charter, place, now)
    others = [Visitor(name, at) for key, (name, at) in present.items() if key != user.pk]
    present[user.pk] = (str(user), now)
    cache.set(_key(charter, place), present, SECONDS)
    return sorted(others, key=lambda visitor: visitor.at, reverse=True)


def leave(charter: int, place: str, user: User) -> None:
    """The user has saved."""
    present = _present(charter, place, timezone.now())
    if present.pop(user.pk, None) is not None:
        cache.set(_key(charter, place), present, SECONDS)
