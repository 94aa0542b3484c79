"""What changed between two texts of a charter, word by word and promise by promise.

Pure: from two `Contents`. A promise is the same one in both where its lasting commitment is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from charters.contents import Contents, Promise, by_key
from charters.enums import Topic
from charters.metric_words import metric_words, target_words
from core.rich_text import plain_of
from core.templatetags.ui import day_plain
from core.texts import Text, language_name
from processes.enums import Stage

WORD = re.compile(r"\s+|[^\s]+")
SAME, ADDED, REMOVED = "same", "added", "removed"
# Words left standing on either side of a change in a long text; the rest is a dash.
AROUND = 12
SKIPPED = "…"


@dataclass(frozen=True)
class Span:
    """Some words: the same in both, added, or removed."""

    kind: str
    words: str


@dataclass(frozen=True)
class TextChange:
    """A text that changed in one language, as spans in reading order."""

    language: str
    spans: tuple[Span, ...]
    # What the text is, where several stand together.
    label: str = ""

    @property
    def language_name(self) -> str:
        return language_name(self.language)


@dataclass(frozen=True)
class FactChange:
    """A fact of a promise in words, as it was and as it is; '' for nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class PromiseChange:
    before: Promise
    after: Promise
    facts: tuple[FactChange, ...]
    texts: tuple[TextChange, ...]

    @property
    def reason(self) -> Text:
        return self.after.change_reason


@dataclass(frozen=True)
class Retired:
    promise: Promise
    reason: Text


@dataclass(frozen=True)
class TopicChange:
    topic: Topic
    texts: tuple[TextChange, ...]
    facts: tuple[FactChange, ...] = ()


@dataclass(frozen=True)
class Differences:
    """Everything that a reader of the earlier text does not know yet."""

    added: tuple[Promise, ...]
    changed: tuple[PromiseChange, ...]
    retired: tuple[Retired, ...]
    topics: tuple[TopicChange, ...]
    wishes: tuple[TextChange, ...]
    facts: tuple[FactChange, ...]

    def __bool__(self) -> bool:
        return bool(
            self.added or self.changed or self.retired or self.topics or self.wishes or self.facts
        )


def differences(
    before: Contents, after: Contents, reasons: Mapping[int, Text] | None = None
) -> Differences:
    """`reasons` say why a commitment was retired, by its key."""
    old, new = by_key(before.promises), by_key(after.promises)
    # In a language that is new, everything would be: it is named once.
    languages = [code for code in after.languages if code in before.languages]
    both = [(old[key], promise) for key, promise in new.items() if key in old]
    changes = (_promise(one, other, languages) for one, other in both)
    return Differences(
        added=tuple(promise for key, promise in new.items() if key not in old),
        changed=tuple(change for change in changes if change.facts or change.texts),
        retired=tuple(
            Retired(promise, (reasons or {}).get(key, Text()))
            for key, promise in old.items()
            if key not in new
        ),
        topics=tuple(_topics(before, after, languages)),
        wishes=tuple(_wishes(before, after, languages)),
        facts=tuple(_of_whole(before, after)),
    )


# ── Word by word ─────────────────────────────────────────


def spans(old: str, new: str) -> tuple[Span, ...]:
    """Whole words; of a long passage that stayed, its ends."""
    left, right = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    found: list[Span] = []
    for code, *(a, b, c, d) in matcher.get_opcodes():
        if code == "equal":
            found.append(Span(SAME, "".join(left[a:b])))
            continue
        if a < b:
            found.append(Span(REMOVED, "".join(left[a:b])))
        if c < d:
            found.append(Span(ADDED, "".join(right[c:d])))
    joined = _joined(found)
    last = len(joined) - 1
    return tuple(
        _shortened(span, is_first=place == 0, is_last=place == last)
        for place, span in enumerate(joined)
    )


def _joined(found: Sequence[Span]) -> list[Span]:
    """A blank that stayed between two changed words belongs to them: else every word stands alone."""
    result: list[Span] = []
    removed = added = ""
    for place, span in enumerate(found):
        inside = (
            span.kind == SAME
            and not span.words.strip()
            and (removed or added)
            and place + 1 < len(found)
        )
        if span.kind == SAME and not inside:
            result += _changed(removed, added)
            removed = added = ""
            result.append(span)
        else:
            removed += span.words if span.kind != ADDED else ""
            added += span.words if span.kind != REMOVED else ""
    return result + _changed(removed, added)


def _changed(removed: str, added: str) -> list[Span]:
    found = [Span(REMOVED, removed), Span(ADDED, added)]
    return [span for span in found if span.words.strip()]


def _shortened(span: Span, *, is_first: bool, is_last: bool) -> Span:
    words = WORD.findall(span.words)
    kept = AROUND * 2
    if span.kind != SAME or len(words) <= kept * 2:
        return span
    head, tail = "".join(words[:kept]).rstrip(), "".join(words[-kept:]).lstrip()
    if is_first:
        return Span(SAME, f"{SKIPPED} {tail}")
    if is_last:
        return Span(SAME, f"{head} {SKIPPED}")
    return Span(SAME, f"{head} {SKIPPED} {tail}")


def _texts(
    old: Text, new: Text, languages: Iterable[str], label: str = "", *, marked: bool = False
) -> Iterator[TextChange]:
    """`marked` texts are compared by their words alone."""
    for code in languages:
        pair = [text.get(code, "") for text in (old, new)]
        one, other = (plain_of(text) for text in pair) if marked else pair
        if one != other:
            yield TextChange(code, spans(one, other), label)


# ── Promise by promise ───────────────────────────────────


def _promise(before: Promise, after: Promise, languages: Sequence[str]) -> PromiseChange:
    texts = [
        *_texts(before.text, after.text, languages, _("Promise")),
        *_texts(before.explanation, after.explanation, languages, _("Explanation"), marked=True),
    ]
    facts = (
        FactChange(label, old, new)
        for (label, old), (_label, new) in zip(_facts(before), _facts(after), strict=True)
        if old != new
    )
    return PromiseChange(before, after, tuple(facts), tuple(texts))


def _facts(promise: Promise) -> list[tuple[str, str]]:
    groups = ", ".join(map(str, promise.groups)) or _("everyone")
    stage = capfirst(Stage(promise.stage).label) if promise.stage else ""
    return [
        (_("Subject"), str(promise.topic.label)),
        (_("Stage"), str(stage)),
        (_("For which service"), str(promise.service_name) or _("all services")),
        (_("Who benefits"), groups),
        (_("How it is measured"), metric_words(promise)),
        (_("Target"), target_words(promise) if promise.is_measured else ""),
        (_("Legal basis"), str(promise.legal_basis)),
        (_("Valid from"), day_plain(promise.valid_from)),
        (_("Valid until"), day_plain(promise.valid_until)),
    ]


# ── The rest ─────────────────────────────────────────────


def _topics(before: Contents, after: Contents, languages: Sequence[str]) -> Iterator[TopicChange]:
    for topic in Topic:
        old, new = before.text_on(topic), after.text_on(topic)
        texts = [
            *_texts(old.text, new.text, languages, marked=True),
            *_texts(old.reason, new.reason, languages, _("Why it does not apply")),
        ]
        facts = []
        if old.applies != new.applies:
            words = [_("applies") if one.applies else _("does not apply") for one in (old, new)]
            facts.append(FactChange(_("Subject"), *words))
        if texts or facts:
            yield TopicChange(topic, tuple(texts), tuple(facts))


def _wishes(before: Contents, after: Contents, languages: Sequence[str]) -> Iterator[TextChange]:
    old = {wish.key: wish.text for wish in before.expectations}
    new = {wish.key: wish.text for wish in after.expectations}
    for key in [*old, *(key for key in new if key not in old)]:
        yield from _texts(old.get(key, Text()), new.get(key, Text()), languages)


def _of_whole(before: Contents, after: Contents) -> Iterator[FactChange]:
    for label, names in (
        (
            _("Languages"),
            [[language_name(code) for code in one.languages] for one in (before, after)],
        ),
        (_("Services"), [[str(offer.name) for offer in one.services] for one in (before, after)]),
    ):
        old, new = names
        gone = [name for name in old if name not in new]
        come = [name for name in new if name not in old]
        if gone or come:
            yield FactChange(label, ", ".join(gone), ", ".join(come))
