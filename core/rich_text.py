"""A text with a small marking: paragraphs, lists, emphasis and links; everything else is read as words.

What people type is kept as they typed it; the marks become elements where it is shown.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import nh3
from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.text_fields import LinesField

LONGEST = 10_000
# Longer excerpts make a message that nobody reads.
LONGEST_QUOTE = 60
ELEMENTS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK = re.compile(r"(https?://|mailto:|tel:)[^\s/?#]", re.IGNORECASE)
LINK_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)")
# What a browser would read as the beginning of an element or a comment; “< 5 days” is none.
TAG = re.compile(r"<[/!?]?[a-z][^<>\n]*>?|<!--", re.IGNORECASE)
BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
NUMBERED = re.compile(r" {0,3}(?P<number>[0-9]{1,9})(?=[.)] )")


class Marking(MarkdownIt):
    """The rules that our texts know, and no others."""

    def __init__(self) -> None:
        super().__init__("zero", {"breaks": True, "maxNesting": 10})
        self.enable(["list", "emphasis", "link", "newline", "escape"])

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name that the parser calls
        return LINK.match(url) is not None


MARKING = Marking()


@lru_cache(maxsize=1024)
def html_of(text: str) -> SafeString:
    """The text as elements of a page, cleaned."""
    cleaned = nh3.clean(
        MARKING.render(_dates_kept(text)),
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return mark_safe(cleaned.strip())  # noqa: S308 - cleaned just above


def plain_of(text: str) -> str:
    """The words alone: a line for each paragraph and each item of a list."""
    inline = (token for token in MARKING.parse(_dates_kept(text)) if token.type == "inline")
    return "\n".join("".join(_words(token.children or ())) for token in inline)


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        yield " " if token.type in {"softbreak", "hardbreak"} else token.content


def _dates_kept(text: str) -> str:
    """“1. Januar” begins no list: only lines counted on from 1 do."""
    lines = text.splitlines()
    numbers = [(at, found) for at, line in enumerate(lines) if (found := NUMBERED.match(line))]
    counts = [int(found["number"]) for _at, found in numbers]
    for place, (at, found) in enumerate(numbers):
        follows = place > 0 and counts[place - 1] == counts[place] - 1
        goes_on = place + 1 < len(counts) and counts[place + 1] == counts[place] + 1
        if not follows and not (counts[place] == 1 and goes_on):
            lines[at] = f"{lines[at][: found.end()]}\\{lines[at][found.end() :]}"
    return "\n".join(lines)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs as they were typed, in order; a list without empty lines in it is one."""
    blocks = BETWEEN_PARAGRAPHS.split(text.replace("\r\n", "\n").strip())
    return [block.strip("\n") for block in blocks if block.strip()]


class RichTextField(LinesField):
    """Keeps the marking as it is typed; refuses what would be lost or is dangerous, and says what it is."""

    def __init__(self, *, is_needed_later: bool = False, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **kwargs})
        # May be left empty now, and is not marked as optional all the same.
        self.is_needed_later = is_needed_later
        self.error_messages["too_long"] = _(
            "This text has %(length)s characters; %(most)s fit. Shorten it, or divide it over several subjects."
        )
        self.error_messages["tag"] = _(
            "Leave out “%(tag)s”: a text is written without HTML. For emphasis, lists and links there are signs of their own."
        )
        self.error_messages["link"] = _(
            "The link “%(link)s” cannot be used. Begin it with https://, mailto: or tel:."
        )
        self.error_messages["link_is_empty"] = _(
            "A link leads nowhere. Write its address between the brackets, beginning with https://."
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut a pasted text off without a word."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def run_validators(self, value: str) -> None:
        length, most = len(value), self.max_length or LONGEST
        if length > most:
            facts = {"length": _grouped(length), "most": _grouped(most)}
            raise ValidationError(self.error_messages["too_long"], "too_long", facts)
        super().run_validators(value)
        if tag := TAG.search(value):
            raise ValidationError(self.error_messages["tag"], "tag", {"tag": _quoted(tag[0])})
        for link in LINK_TARGET.findall(value):
            if not link:
                raise ValidationError(self.error_messages["link_is_empty"], "link_is_empty")
            if not LINK.match(link):
                facts = {"link": _quoted(link)}
                raise ValidationError(self.error_messages["link"], "link", facts)


def _grouped(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def _quoted(text: str) -> str:
    return Truncator(text).chars(LONGEST_QUOTE)
