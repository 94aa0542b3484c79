"""The refusals that a verb may raise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """One line of what happened to a record meanwhile, for the 409 page."""

    what: str
    who: str
    when: datetime


class NotAllowedError(Exception):
    """The record's state no longer allows this; the page becomes a 409 that says what happened meanwhile."""

    happened: Sequence[Happening] = ()
    back_url: str = ""
