"""What people write in the demonstration, and what organisations answer; one bank a language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# What the second line said: keys of `Pen.because`, beside the moves and the ways to get there.
OVERTURNED, UPHELD = "overturned", "upheld"


class Theme(StrEnum):
    """What a complaint is about; reasons, type and norms of its answer follow from it."""

    DELAY = "delay"
    SILENCE = "silence"
    TONE = "tone"
    WAITING = "waiting"
    WEBSITE = "website"
    INFORMATION = "information"
    LOST = "lost"
    MISTAKE = "mistake"
    LANGUAGE = "language"
    ACCESS = "access"
    REASONS = "reasons"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Told:
    """A complaint about a service. Words in braces are filled in: weeks, minutes, month, town."""

    service: str
    theme: Theme
    subject: str
    text: str


@dataclass(frozen=True)
class Request:
    """Anything that is no complaint."""

    nature: str
    service: str
    subject: str
    text: str


@dataclass(frozen=True)
class Misdirected:
    """A complaint that reached the wrong organisation: `to` is one of this register, else outside."""

    reached: str
    to: str
    outside: str
    subject: str
    text: str
    theme: Theme = Theme.DELAY


@dataclass(frozen=True)
class Voice:
    """What people write in one language; by organisation, or by ground of inadmissibility."""

    complaints: Mapping[str, Sequence[Told]]
    requests: Mapping[str, Sequence[Request]]
    refused: Mapping[str, tuple[str, str]]
    misdirected: Sequence[Misdirected]
    replies: Sequence[str]
    months: Sequence[str]  # all twelve
    towns: Sequence[str]


@dataclass(frozen=True)
class Pen:
    """What organisations write in one language."""

    opening: str
    findings: Mapping[str, str]
    # Where the complaint is right, and where it is not.
    reasons: Mapping[Theme, tuple[str, str]]
    for_the_rest: str
    no_opinion: Sequence[str]
    remedies: Mapping[str, str]
    # By nature, for a suggestion by decision.
    answers: Mapping[str, Sequence[str]]
    questions: Sequence[str]
    notes: Sequence[str]
    # By move or happening: the reason that is kept as an internal note.
    because: Mapping[str, Sequence[str]]
