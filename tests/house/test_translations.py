"""The interface is complete in Dutch, French and German, with the same placeholders."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from config.settings.base import LOCALE_PATHS

LANGUAGES = ("nl", "fr", "de")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\[[a-z_]+\]")
BLOCK = re.compile(r"{%\s*blocktrans\w*.*?%}", re.DOTALL)
TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"


def catalogue(language):
    path = LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    missing = [
        message.id
        for message in catalogue(language)
        if message.id and (message.fuzzy or not all(forms(message.string)))
    ]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_original(language):
    differing = []
    for message in catalogue(language):
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        text = forms(message.string)[-1]
        if set(PLACEHOLDER.findall(text)) != wanted:
            differing.append((message.id, text))

    assert differing == []


def test_catalogues_hold_the_same_messages():
    ids = {
        language: {(m.context, forms(m.id)) for m in catalogue(language) if m.id}
        for language in LANGUAGES
    }

    assert ids["nl"] == ids["fr"] == ids["de"]


def test_block_translations_are_trimmed():
    untrimmed = [
        path.relative_to(TEMPLATES)
        for path in sorted(TEMPLATES.rglob("*.html"))
        if any("trimmed" not in tag for tag in BLOCK.findall(path.read_text("utf-8")))
    ]

    assert untrimmed == []
