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


@dataclass(frozen=True)
class Fact:
    """One line of a version of a record; empty where nothing was filled in."""

    label: str
    value: str
    # Of the value, where it is not that of the page.
    language: str = ""
    differs: bool = False


@dataclass(frozen=True)
class Version:
    """A record as it stood at some time, or as somebody sent it, for the 409 page."""

    title: str
    facts: Sequence[Fact]


class NotAllowedError(Exception):
    """The record's state no longer allows this; the page becomes a 409 that says what happened meanwhile."""

    happened: Sequence[Happening] = ()
    # What the reader had, and what stands now.
    versions: Sequence[Version] = ()
    back_url: str = ""
