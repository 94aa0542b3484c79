"""A charter that exists as a text: brought in, cut into paragraphs, and placed in the form by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from charters import drafting, promising
from charters.changes import locked_for_editing
from charters.enums import Placement, Topic
from charters.models import (
    Charter,
    Commitment,
    Expectation,
    ImportedParagraph,
    ImportedText,
)
from core.errors import NotAllowedError
from core.rich_text import RichTextField, paragraphs_of
from core.texts import Text
from core.word_files import WordText
from organisations.models import User

# A charter is some ten pages; more than this is another kind of document.
MAX_PARAGRAPHS = 1_000
MAX_CHARACTERS = 200_000
LONGEST_PARAGRAPH = 10_000
LONGEST_PROMISE = 300
LONGEST_HEADING = 80

BULLET = re.compile(r"\s*(?:[•‣▪◦●·*–—-]|o(?=\s))\s+(?=\S)")
NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")
MARKED_HEADING = re.compile(r"#{1,6}\s+")
BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
ENDS_A_SENTENCE = (".", ";", ",", ":", "?", "!", "…")
ITEM = "- "


# ── Cutting ──────────────────────────────────────────────


def cut(text: str) -> list[WordText]:
    """The paragraphs of a pasted text: between empty lines, or line by line where there are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    by_line = BETWEEN_PARAGRAPHS.search(text) is None
    found: list[WordText] = []
    for block in BETWEEN_PARAGRAPHS.split(text):
        found += _cut_block([line for line in block.split("\n") if line.strip()], by_line=by_line)
    return found


def _cut_block(lines: Sequence[str], *, by_line: bool) -> list[WordText]:
    """A line that was broken off goes on with the next; an item of a list stands alone."""
    found: list[WordText] = []
    for line in lines:
        words = " ".join(line.split())
        if bullet := BULLET.match(line) or NUMBERED.match(line):
            found.append(WordText(" ".join(line[bullet.end() :].split()), is_item=True))
        elif by_line or not found:
            heading = MARKED_HEADING.match(words)
            said = words[heading.end() :] if heading else words
            found.append(WordText(said, is_heading=bool(heading)))
        else:
            last = found[-1]
            found[-1] = WordText(f"{last.text} {words}", last.is_heading, last.is_item)
    return [_looked_at(one) for one in found]


def _looked_at(found: WordText) -> WordText:
    """A short line that ends no sentence is a heading."""
    looks_like_one = len(found.text) <= LONGEST_HEADING and not found.text.endswith(ENDS_A_SENTENCE)
    is_heading = found.is_heading or (looks_like_one and not found.is_item)
    return WordText(found.text, is_heading, found.is_item)


def fault_of(paragraphs: Sequence[WordText]) -> str:
    """Why these cannot be laid beside the form; empty where they can."""
    if not paragraphs:
        return _("There are no words in it.")
    if len(paragraphs) > MAX_PARAGRAPHS:
        said = _("There are more than %(most)d paragraphs. Bring in one part at a time.")
        return said % {"most": MAX_PARAGRAPHS}
    longest = max(paragraphs, key=lambda one: len(one.text))
    if len(longest.text) > LONGEST_PARAGRAPH:
        said = _(
            "The paragraph “%(beginning)s…” is longer than %(most)d characters. "
            "Divide it with an empty line."
        )
        return said % {"beginning": longest.text[:40], "most": LONGEST_PARAGRAPH}
    if sum(len(one.text) for one in paragraphs) > MAX_CHARACTERS:
        said = _("The text is longer than %(most)d characters. Bring in one part at a time.")
        return said % {"most": MAX_CHARACTERS}
    return ""


@transaction.atomic
def bring_in(
    charter: Charter, *, by: User | None, name: str, language: str, paragraphs: Sequence[WordText]
) -> ImportedText:
    """Lay a text beside the form; nothing of the charter changes yet."""
    locked_for_editing(charter)
    if fault := fault_of(paragraphs):
        raise NotAllowedError(fault)
    imported = ImportedText.objects.create(
        organisation=charter.organisation,
        charter=charter,
        name=name[:150],
        language=language,
        brought_by=by,
    )
    ImportedParagraph.objects.bulk_create(
        ImportedParagraph(
            organisation=charter.organisation,
            imported=imported,
            position=position,
            text=f"{ITEM}{one.text}" if one.is_item and not one.is_heading else one.text,
            is_heading=one.is_heading,
        )
        for position, one in enumerate(paragraphs, start=1)
    )
    return imported


@transaction.atomic
def discard(imported: ImportedText) -> None:
    """Put a text away; what was placed stays where it is."""
    imported.delete()


# ── Placing ──────────────────────────────────────────────


@dataclass(frozen=True)
class Target:
    """Where paragraphs go; `onto` is the first one of those that they are laid onto."""

    placement: Placement
    topic: str = ""
    onto: Commitment | Expectation | None = None


def whole_sections(
    paragraphs: Sequence[ImportedParagraph], chosen: Iterable[int]
) -> list[ImportedParagraph]:
    """What was chosen, in order: a heading stands for all that is not yet placed below it."""
    keys, found, below = set(chosen), [], False
    for paragraph in paragraphs:
        if paragraph.is_heading:
            below = paragraph.pk in keys
        is_open = paragraph.placement == Placement.OPEN
        if paragraph.pk in keys or (below and is_open):
            found.append(paragraph)
    return found


@transaction.atomic
def place(
    imported: ImportedText, chosen: Sequence[int], target: Target, *, by: User | None
) -> list[ImportedParagraph]:
    """Put the paragraphs where they belong. Headings of what becomes promises or wishes are left out.

    Raises ValidationError where the words do not fit there, and NotAllowedError where somebody has
    placed one of them meanwhile.
    """
    charter = locked_for_editing(imported.charter)
    every = list(imported.paragraphs.select_for_update(of=("self",)))
    rows = whole_sections(every, chosen)
    if any(row.placement != Placement.OPEN for row in rows) or len(rows) < len(set(chosen)):
        raise NotAllowedError(_("One of these paragraphs has been placed meanwhile."))
    if target.placement == Placement.LEFT_OUT:
        _store(rows, Placement.LEFT_OUT)
    elif target.placement == Placement.TEXT:
        _append(charter, rows, Topic(target.topic), imported.language, by)
    else:
        headings = [row for row in rows if row.is_heading]
        # Who ticks headings alone means their own words.
        single = [row for row in rows if not row.is_heading] or headings
        _make_each(charter, single, target, imported.language, by)
        _store([row for row in headings if row not in single], Placement.LEFT_OUT)
    return rows


def _store(
    rows: Sequence[ImportedParagraph],
    placement: Placement,
    *,
    topic: str = "",
    commitment: Commitment | None = None,
    expectation: Expectation | None = None,
) -> None:
    for row in rows:
        row.placement, row.topic = placement, topic
        row.commitment, row.expectation = commitment, expectation
        row.save(update_fields=["placement", "topic", "commitment", "expectation"])


def _append(
    charter: Charter,
    rows: Sequence[ImportedParagraph],
    topic: Topic,
    language: str,
    by: User | None,
) -> None:
    """At the end of the text, in the language of the import; items of a list follow one another."""
    held = charter.texts.filter(topic=topic).first()
    blocks = [said] if (said := held.text.get(language) if held else "") else []
    text = _joined([*blocks, *(_as_text(row) for row in rows)])
    RichTextField().clean(text)
    drafting.save_text(charter, topic, by=by, text=Text({language: text}))
    _store(rows, Placement.TEXT, topic=topic)


def _as_text(row: ImportedParagraph) -> str:
    return f"**{row.text}**" if row.is_heading else row.text


def _joined(blocks: Sequence[str]) -> str:
    text = ""
    for block in blocks:
        follows = block.startswith(ITEM) and text.rpartition("\n")[2].startswith(ITEM)
        text += f"{'' if not text else chr(10) if follows else chr(10) * 2}{block}"
    return text


def _make_each(
    charter: Charter,
    rows: Sequence[ImportedParagraph],
    target: Target,
    language: str,
    by: User | None,
) -> None:
    for row in rows:
        if len(_as_line(row)) > LONGEST_PROMISE:
            said = _(
                "“%(beginning)s…” is longer than %(most)d characters. A promise and an expectation "
                "are one sentence: place it as text, and write the promise in the form."
            )
            facts = {"beginning": row.text[:40], "most": LONGEST_PROMISE}
            raise ValidationError(said % facts)
    if target.onto is not None:
        _lay_onto(rows, target, language, by)
        return
    for row in rows:
        text = Text({language: _as_line(row)})
        if target.placement == Placement.COMMITMENT:
            made = promising.add_commitment(charter, by=by, topic=Topic(target.topic), text=text)
            _store([row], Placement.COMMITMENT, topic=target.topic, commitment=made)
        else:
            wish = promising.add_expectation(charter, by=by, text=text)
            _store([row], Placement.EXPECTATION, expectation=wish)


def _as_line(row: ImportedParagraph) -> str:
    """A promise is one plain line."""
    return " ".join(row.text.removeprefix(ITEM).split())


# ── In a second language ─────────────────────────────────


def still_untranslated(imported: ImportedText) -> tuple[list[Commitment], list[Expectation]]:
    """What says nothing in the language of the import yet, in the order of the charter."""
    charter, language = imported.charter, imported.language
    order = {topic.value: place for place, topic in enumerate(Topic)}
    commitments = [
        row for row in charter.commitments.standing() if row.text and not row.text.get(language)
    ]
    commitments.sort(key=lambda row: (order[row.topic], row.position, row.pk))
    wishes = [row for row in charter.expectations.all() if row.text and not row.text.get(language)]
    return commitments, wishes


def _lay_onto(
    rows: Sequence[ImportedParagraph],
    target: Target,
    language: str,
    by: User | None,
) -> None:
    """The first paragraph onto the target, the others onto what follows it in the charter."""
    commitments, wishes = still_untranslated(rows[0].imported)
    those: Sequence[Commitment | Expectation] = (
        commitments if isinstance(target.onto, Commitment) else wishes
    )
    keys = [row.pk for row in those]
    if target.onto is None or target.onto.pk not in keys:
        raise NotAllowedError(_("It has been translated, or taken away, meanwhile."))
    following = those[keys.index(target.onto.pk) :][: len(rows)]
    if len(following) < len(rows):
        said = _("You ticked more paragraphs than there are left to translate from there on.")
        raise ValidationError(said)
    for row, onto in zip(rows, following, strict=True):
        text = Text({**onto.text, language: _as_line(row)})
        if isinstance(onto, Commitment):
            promising.change_commitment(onto, by=by, text=text)
            _store([row], Placement.COMMITMENT, topic=onto.topic, commitment=onto)
        else:
            promising.change_expectation(onto, by=by, text=text)
            _store([row], Placement.EXPECTATION, expectation=onto)


# ── Undoing ──────────────────────────────────────────────


@transaction.atomic
def undo(paragraph: ImportedParagraph, *, by: User | None) -> bool:
    """Open again. False where what was made of it was changed since, and stays as it is."""
    imported = paragraph.imported
    charter = locked_for_editing(imported.charter)
    row = imported.paragraphs.select_for_update(of=("self",)).get(pk=paragraph.pk)
    undone = True
    if row.placement == Placement.TEXT:
        undone = _take_out(charter, row, imported.language, by)
    elif row.commitment is not None:
        undone = _take_back_promise(row.commitment, row, imported.language, by)
    elif row.expectation is not None:
        undone = _take_back_wish(row.expectation, row, imported.language, by)
    _store([row], Placement.OPEN)
    return undone


def _take_out(charter: Charter, row: ImportedParagraph, language: str, by: User | None) -> bool:
    held = charter.texts.filter(topic=row.topic).first()
    text = (held.text.get(language) if held else "") or ""
    without = _without(text, _as_text(row))
    if held is None or without is None:
        return False
    # Redress is never empty; its paragraph stays until others stand there.
    if not without and held.topic == Topic.REDRESS:
        return False
    drafting.save_text(charter, held.topic, by=by, text={language: without})
    return True


def _without(text: str, block: str) -> str | None:
    """The text without its last block that is this one, or item of a list; None without any."""
    paragraphs = paragraphs_of(text)
    for place in range(len(paragraphs) - 1, -1, -1):
        if paragraphs[place] == block:
            return "\n\n".join([*paragraphs[:place], *paragraphs[place + 1 :]])
        lines = paragraphs[place].split("\n")
        if block.startswith(ITEM) and block in lines:
            lines.remove(block)
            paragraphs[place] = "\n".join(lines)
            return "\n\n".join(paragraphs)
    return None


def _take_back_promise(
    commitment: Commitment, row: ImportedParagraph, language: str, by: User | None
) -> bool:
    """Retired where nothing else is said of it; else its text in this language goes."""
    if commitment.is_retired or commitment.text.get(language) != _as_line(row):
        return False
    if others := Text({code: said for code, said in commitment.text.items() if code != language}):
        promising.change_commitment(commitment, by=by, text=others)
    else:
        promising.retire_commitment(commitment, by=by, reason=Text())
    return True


def _take_back_wish(
    wish: Expectation, row: ImportedParagraph, language: str, by: User | None
) -> bool:
    if wish.text.get(language) != _as_line(row):
        return False
    if others := Text({code: said for code, said in wish.text.items() if code != language}):
        promising.change_expectation(wish, by=by, text=others)
    else:
        promising.remove_expectation(wish, by=by)
    return True


# ── Read ─────────────────────────────────────────────────


def texts_beside(charter: Charter) -> list[ImportedText]:
    """With `left`, how many paragraphs are not yet placed."""
    is_open = Q(paragraphs__placement=Placement.OPEN)
    texts = ImportedText.objects.filter(charter=charter, organisation=charter.organisation)
    return list(texts.annotate(left=Count("paragraphs", filter=is_open)))


def paragraphs_of_text(imported: ImportedText) -> list[ImportedParagraph]:
    return list(imported.paragraphs.select_related("commitment"))
