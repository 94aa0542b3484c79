"""A charter as it is read, in one language: what page, paper, preview and consultation draw.

`document` is pure: it turns a `Contents` into texts, and knows in which language each of them is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import translation
from django.utils.safestring import SafeString

from charters.contents import Contents, Promise
from charters.enums import TOPICS_OF_PART, Part, Topic
from charters.metric_words import figure_of, metric_words, target_words
from core.rich_text import html_of
from core.texts import FALLBACK, Text

ICON_OF_TOPIC: dict[Topic, str] = {
    Topic.WELCOME: "home",
    Topic.SITUATION: "organisation",
    Topic.PURPOSE: "user",
    Topic.REFERRAL: "forward",
    Topic.WEBSITE: "web",
    Topic.OPENING_HOURS: "clock",
    Topic.TELEPHONE: "telephone",
    Topic.CHANNELS: "email",
    Topic.MAIL: "letter",
    Topic.SERVICES: "lines",
    Topic.REPLY_TIMES: "question",
    Topic.PAYMENT: "card",
    Topic.COUNTERS: "counter",
    Topic.DATA_REUSE: "link",
    Topic.QUALITY_CONTROL: "chart",
    Topic.REDRESS: "return",
    Topic.EXPECTATIONS: "check",
}
# These close the charter, in places of their own.
CLOSING = (Topic.REDRESS, Topic.EXPECTATIONS)
# On the leaflet, on the poster and at the head of the page.
MOST_HIGHLIGHTS = 10


@dataclass(frozen=True)
class Phrase:
    """A short text; `lang` is its language where that is not the document's, for the attribute."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Passage:
    """A long text as elements of a page; `lang` as of a `Phrase`."""

    html: SafeString
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True)
class ReadPromise:
    """A commitment in words; `key` is that of the lasting one."""

    key: int
    number: int
    topic: Topic
    text: Phrase
    explanation: Passage
    # The big number and what it counts; both empty where there is none.
    figure: str
    figure_unit: str
    # Both empty where it is not measured.
    target: str
    metric: str
    service_code: str
    service: Phrase
    groups: tuple[Phrase, ...]
    legal_basis: Phrase
    valid_from: date | None
    valid_until: date | None

    @property
    def anchor(self) -> str:
        return f"promise-{self.key}"

    @property
    def icon(self) -> str:
        return ICON_OF_TOPIC[self.topic]


@dataclass(frozen=True)
class ReadOffer:
    """A service, and what it gives."""

    code: str
    name: Phrase
    result: Phrase


@dataclass(frozen=True)
class ReadTopic:
    """What is said on a subject, then what is promised on it."""

    topic: Topic
    title: str
    text: Passage
    promises: tuple[ReadPromise, ...] = ()
    services: tuple[ReadOffer, ...] = ()
    applies: bool = True
    reason: Phrase = Phrase("")

    @property
    def anchor(self) -> str:
        return f"topic-{self.topic}"

    @property
    def icon(self) -> str:
        return ICON_OF_TOPIC[self.topic]

    @property
    def is_empty(self) -> bool:
        return self.applies and not (self.text or self.promises or self.services)


@dataclass(frozen=True)
class ReadPart:
    """One of the five parts; only those with something to read are there."""

    part: Part
    number: int
    title: str
    topics: tuple[ReadTopic, ...]

    @property
    def anchor(self) -> str:
        return f"part-{self.part}"

    @property
    def promises(self) -> list[ReadPromise]:
        return [promise for topic in self.topics for promise in topic.promises]

    @property
    def left_out(self) -> list[ReadTopic]:
        """Subjects that have nothing to do with the organisation, each with the reason."""
        return [topic for topic in self.topics if not topic.applies]


@dataclass(frozen=True)
class LegalBasis:
    """A regulation, and the numbers of the promises that rest on it."""

    title: Phrase
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Document:
    """The whole charter in one language; `language` is that of the document, not of the page around it."""

    language: str
    languages: tuple[str, ...]
    organisation: Phrase
    parts: tuple[ReadPart, ...]
    expectations: tuple[Phrase, ...]
    expectations_text: Passage
    redress: Passage
    legal_bases: tuple[LegalBasis, ...]

    @cached_property
    def promises(self) -> tuple[ReadPromise, ...]:
        return tuple(promise for part in self.parts for promise in part.promises)

    @property
    def measured_count(self) -> int:
        return sum(bool(promise.metric) for promise in self.promises)

    @cached_property
    def highlights(self) -> tuple[ReadPromise, ...]:
        """Ten promises that stand for all: of each subject in turn, those with a number first."""
        return highlights(self.promises, MOST_HIGHLIGHTS)


def shown_language(languages: Sequence[str], wanted: str) -> str:
    """The wanted language where the charter has it; else Dutch or French, which every charter has."""
    return next(code for code in (wanted, *FALLBACK) if code in languages)


def document(contents: Contents, language: str) -> Document:
    """The charter in this language, or in Dutch where it is not written in it."""
    chosen = shown_language(contents.languages, language)
    with translation.override(chosen):
        return _document(contents, chosen)


def _document(contents: Contents, language: str) -> Document:
    parts = (
        ReadPart(part, number, str(part.label), _topics(contents, part, language))
        for number, part in enumerate(Part, start=1)
    )
    shown = tuple(part for part in parts if part.topics)
    return Document(
        language=language,
        languages=contents.languages,
        organisation=phrase(contents.organisation, language),
        parts=shown,
        expectations=tuple(phrase(wish.text, language) for wish in contents.expectations),
        expectations_text=passage(contents.text_on(Topic.EXPECTATIONS).text, language),
        redress=passage(contents.text_on(Topic.REDRESS).text, language),
        legal_bases=_legal_bases(promise for part in shown for promise in part.promises),
    )


def _topics(contents: Contents, part: Part, language: str) -> tuple[ReadTopic, ...]:
    found = (
        _topic(contents, topic, language) for topic in TOPICS_OF_PART[part] if topic not in CLOSING
    )
    return tuple(topic for topic in found if not topic.is_empty)


def _topic(contents: Contents, topic: Topic, language: str) -> ReadTopic:
    said = contents.text_on(topic)
    offers = contents.services if topic == Topic.SERVICES else ()
    return ReadTopic(
        topic=topic,
        title=str(topic.label),
        text=passage(said.text if said.applies else Text(), language),
        promises=tuple(_promise(one, language) for one in contents.promises_on(topic)),
        services=tuple(
            ReadOffer(offer.code, phrase(offer.name, language), phrase(offer.result, language))
            for offer in offers
        ),
        applies=said.applies,
        reason=phrase(Text() if said.applies else said.reason, language),
    )


def _promise(promise: Promise, language: str) -> ReadPromise:
    figure, unit = figure_of(promise)
    return ReadPromise(
        key=promise.key,
        number=promise.number,
        topic=promise.topic,
        text=phrase(promise.text, language),
        explanation=passage(promise.explanation, language),
        figure=figure,
        figure_unit=unit,
        target=target_words(promise) if promise.is_measured else "",
        metric=metric_words(promise) if promise.is_measured else "",
        service_code=promise.service_code,
        service=phrase(promise.service_name, language),
        groups=tuple(phrase(group, language) for group in promise.groups),
        legal_basis=phrase(promise.legal_basis, language),
        valid_from=promise.valid_from,
        valid_until=promise.valid_until,
    )


def phrase(text: Text, language: str) -> Phrase:
    words, found = _said(text, language)
    return Phrase(words, "" if found == language else found)


def passage(text: Text, language: str) -> Passage:
    words, found = _said(text, language)
    return Passage(html_of(words), "" if found == language else found)


def _said(text: Text, language: str) -> tuple[str, str]:
    """In this language, or in the nearest there is."""
    found = next((code for code in (language, *FALLBACK) if text.get(code)), language)
    return text.get(found, ""), found


def _legal_bases(promises: Iterable[ReadPromise]) -> tuple[LegalBasis, ...]:
    """In the order in which the promises come to them."""
    numbers: dict[Phrase, list[int]] = {}
    for promise in promises:
        if promise.legal_basis:
            numbers.setdefault(promise.legal_basis, []).append(promise.number)
    return tuple(LegalBasis(title, tuple(sorted(found))) for title, found in numbers.items())


def highlights(promises: Sequence[ReadPromise], most: int) -> tuple[ReadPromise, ...]:
    """Of each subject in turn, those with a number first; in their order."""
    by_topic: dict[Topic, list[ReadPromise]] = {}
    for promise in sorted(promises, key=lambda one: (not one.figure, not one.metric, one.number)):
        by_topic.setdefault(promise.topic, []).append(promise)
    rounds = sorted(
        (not promise.figure, place, promise.number, promise)
        for found in by_topic.values()
        for place, promise in enumerate(found)
    )
    chosen = [promise for *_order, promise in rounds[:most]]
    return tuple(sorted(chosen, key=lambda one: one.number))
