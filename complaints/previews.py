"""A letter as it will leave, before it leaves."""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from django.db import transaction

from complaints.models import Case
from organisations.models import Letter, User


def letter_of(
    case: Case, verb: Callable[..., None], *, by: User, told: Mapping[str, Any]
) -> Letter | None:
    """The letter that a move would send: the move is made, its letter read, and all of it taken back.

    So nothing can differ between what is shown and what leaves.
    """
    with transaction.atomic():
        verb(copy(case), by=by, tell=False, **told)
        row = case.letters.select_related("letter").order_by("-pk").first()
        transaction.set_rollback(True)
    return row.letter if row else None
