"""What changed between two versions of a map: steps that came, went, moved or say something else.

Pure: from two outlines. A step is the same one in both versions when its lasting step is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.templatetags.ui import leading
from core.texts import Text
from processes.durations import Total
from processes.enums import Stage
from processes.models import StepVersion
from processes.outline import Card, Outline

TEXTS = ("name", "description", "question", "risk", "receives")


@dataclass(frozen=True)
class Difference:
    """A field of a step, as it was and as it is; '' for nothing. `language` is that of both, if not the reader's."""

    label: str
    old: str
    new: str
    language: str = ""


@dataclass(frozen=True)
class Pair:
    """A step that stands on both versions, and is not the same or not in the same place."""

    before: Card
    after: Card
    is_moved: bool
    differences: list[Difference]

    @property
    def old_place(self) -> str:
        return place(self.before)

    @property
    def new_place(self) -> str:
        return place(self.after)


@dataclass(frozen=True)
class Sums:
    """Expected and maximal durations of a stage, or of the whole, in both versions."""

    label: str
    expected: tuple[Total, Total]
    maximal: tuple[Total, Total]

    @property
    def is_changed(self) -> bool:
        return len(set(self.expected)) > 1 or len(set(self.maximal)) > 1


@dataclass(frozen=True)
class Changes:
    added: list[Card]
    removed: list[Card]
    pairs: list[Pair]
    sums: list[Sums]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.pairs)


def place(card: Card) -> str:
    """2.1, Receive."""
    return f"{card.number}, {Stage(card.step.stage).label}"


def compare(before: Outline, after: Outline) -> Changes:
    old = {card.step.step_id: card for card in before.cards}
    new = {card.step.step_id: card for card in after.cards}
    moved = set(_moved(before, after))
    pairs = [
        Pair(old[key], card, key in moved, list(differences(old[key], card)))
        for key, card in new.items()
        if key in old
    ]
    stages = [
        Sums(one.label, (one.expected, other.expected), (one.maximal, other.maximal))
        for one, other in zip(before.columns, after.columns, strict=True)
    ]
    whole = Sums(_("In all"), (before.expected, after.expected), (before.maximal, after.maximal))
    return Changes(
        added=[card for key, card in new.items() if key not in old],
        removed=[card for key, card in old.items() if key not in new],
        pairs=[pair for pair in pairs if pair.is_moved or pair.differences],
        sums=[*stages, whole],
    )


def _moved(before: Outline, after: Outline) -> Iterator[int]:
    """Steps in another stage, and the fewest whose move explains the new order within a stage."""
    for old, new in zip(before.columns, after.columns, strict=True):
        old_keys = [card.step.step_id for card in old.cards]
        new_keys = [card.step.step_id for card in new.cards]
        left = [key for key in old_keys if key in new_keys]
        right = [key for key in new_keys if key in old_keys]
        matcher = SequenceMatcher(None, left, right, autojunk=False)
        kept = {
            key for block in matcher.get_matching_blocks() for key in left[block.a :][: block.size]
        }
        yield from (key for key in right if key not in kept)
        others = {card.step.step_id for column in before.columns for card in column.cards}
        yield from (key for key in new_keys if key not in old_keys and key in others)


def differences(before: Card, after: Card) -> Iterator[Difference]:
    """Field by field, in the order of the form."""
    yield from _of_text("name", before.step, after.step)
    for name, old, new in (
        ("actor", before.actor, after.actor),
        ("partner", before.step.partner, after.step.partner),
        ("department", str(before.step.department or ""), str(after.step.department or "")),
        ("channel", before.channel, after.channel),
        ("expected_amount", str(before.expected or ""), str(after.expected or "")),
        ("maximal_amount", str(before.maximal or ""), str(after.maximal or "")),
    ):
        if old != new:
            yield Difference(label(name), old, new)
    for name in TEXTS[1:]:
        yield from _of_text(name, before.step, after.step)
    yield from _of_the_end(before, after)
    yield from _of_hand_overs(before, after)


def label(name: str) -> str:
    field = StepVersion._meta.get_field(name)
    return capfirst(str(getattr(field, "verbose_name", name)))


def _of_text(name: str, before: StepVersion, after: StepVersion) -> Iterator[Difference]:
    old: Text = getattr(before, name)
    new: Text = getattr(after, name)
    for code, language in settings.LANGUAGES:
        was, now = old.get(code, ""), new.get(code, "")
        if was != now:
            is_read = code == get_language()
            words = label(name) if is_read else f"{label(name)} ({language})"
            yield Difference(words, was, now, "" if is_read else code)


def _of_the_end(before: Card, after: Card) -> Iterator[Difference]:
    if before.ending != after.ending:
        yield Difference(label("ending"), before.ending, after.ending)
    old, new = before.step.informs_on_appeal, after.step.informs_on_appeal
    if old != new:
        words = {True: _("yes"), False: _("no")}
        yield Difference(label("informs_on_appeal"), words[old], words[new])


def _of_hand_overs(before: Card, after: Card) -> Iterator[Difference]:
    """Only what is written down; that a step goes on to the next one is no change of the step."""
    old, new = _handed_over(before), _handed_over(after)
    if old.keys() != new.keys() or any(old[key][1] != new[key][1] for key in old):
        yield Difference(_("Hands over"), _lines(list(old.values())), _lines(list(new.values())))


def _handed_over(card: Card) -> dict[int, tuple[str, str]]:
    return {
        one.taker.step.step_id: (one.taker.name, one.what) for one in card.passes if one.is_named
    }


def _lines(found: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{leading(name)} {what}" if what else name for name, what in found)
