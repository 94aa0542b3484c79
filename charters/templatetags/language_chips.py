"""In which languages something is said: a list draws the same few sets in each of its rows."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def language_chips(languages: Iterable[tuple[str, bool]]) -> SafeString:
    """Each code with whether it is there."""
    return _drawn(tuple(languages), get_language())


@lru_cache(maxsize=512)
def _drawn(languages: tuple[tuple[str, bool], ...], _reader: str | None) -> SafeString:
    return render_to_string("components/language_chips.html", {"languages": languages})
