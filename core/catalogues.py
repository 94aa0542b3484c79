"""Translations: compiled without gettext's programs, and compared with the texts of the source."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Text and context of a message, as a catalogue finds it again.
Key = tuple[str, str | None]


def compile_catalogues(folder: Path) -> int:
    """Write the .mo file of every .po file that is younger; return how many."""
    compiled = 0
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        draft = target.with_suffix(".unfinished")
        with draft.open("wb") as file:
            write_mo(file, read(source))
        draft.rename(target)
        compiled += 1
    return compiled


def read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name, domain=source.stem)


def faults(source: Path, wanted: set[Key]) -> Iterator[str]:
    """What keeps the catalogue from saying everything: missing, untranslated, doubtful, or with wrong placeholders."""
    catalogue = read(source)
    for text, context in sorted(wanted, key=str):
        message = catalogue.get(text, context)
        if message is None:
            yield f"missing: {text!r}"
            continue
        parts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if not all(parts):
            yield f"not translated: {text!r}"
        elif message.fuzzy:
            yield f"doubtful: {text!r}"
        else:
            yield from (f"{error}: {text!r}" for error in message.check(catalogue))


def texts_of_source(project: Path, folders: list[str]) -> set[Key]:
    """Every text that the source asks gettext for."""
    found: set[Key] = set()
    for folder in folders:
        for path in sorted((project / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".svg"} and "migrations" not in path.parts:
                found.update(_texts(path))
    return found


def _texts(path: Path) -> Iterator[Key]:
    content = path.read_text()
    if path.suffix != ".py":
        # What a template keeps is no Python: its indentation means nothing.
        lines = templatize(content, origin=str(path)).splitlines()
        content = "\n".join(line.lstrip() for line in lines)
    for _, text, _, context in extract("python", BytesIO(content.encode()), KEYWORDS):
        yield (text[0] if isinstance(text, tuple | list) else text), context
