"""The paragraphs of a Word file.

Files that come from outside are hostile until read: wrong types, compression bombs, entities and
texts without end give a `WordFileError` that says what is wrong, in the reader's language.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
# Of one part with text in it: a book has two or three.
MAX_XML_BYTES = 20 * 1024 * 1024
MAX_PARTS = 2_000

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAIN_PART = "word/document.xml"
# Declares entities; no office program writes one.
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
HEADING_STYLE = re.compile(r"(heading \d|title|subtitle)\b", re.IGNORECASE)
LIST_STYLE = re.compile(r"list (bullet|number|paragraph)\b", re.IGNORECASE)
SPACES = re.compile(r"[ \t\u00a0]+")
WORDS = {"t": None, "tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": ""}
# A Word file repeats the text of a drawing for older programs.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class WordFileError(ValueError):
    """What is wrong with a file, for people."""


@dataclass(frozen=True)
class WordText:
    """A paragraph: its words, and what it is."""

    text: str
    is_heading: bool = False
    is_item: bool = False


def read_word_file(file: IO[bytes], name: str) -> list[WordText]:
    """The paragraphs that have words in them, in the order of the file, tables cell by cell."""
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise WordFileError(
            _("%(name)s is larger than %(most)d MB. Take the pictures out, or paste the text.")
            % {"name": name, "most": MAX_FILE_BYTES // 1024**2}
        )
    if data.startswith(OLD_OFFICE):
        raise WordFileError(
            _("%(name)s is an old or protected Word file. Save it as .docx, without a password.")
            % {"name": name}
        )
    if not data.startswith(ZIP):
        raise WordFileError(_("%(name)s is no Word file. Save it as .docx.") % {"name": name})
    document = _opened(data, name)
    return [found for paragraph in _paragraphs(document) if (found := _read(paragraph)).text]


def _opened(data: bytes, name: str) -> Document:
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            _check_parts(parts, name)
        return docx.Document(BytesIO(data))
    except WordFileError:
        raise
    except Exception as error:  # python-docx raises whatever a broken file leads to
        raise WordFileError(
            _("%(name)s is not a readable Word file. Open it in Word and save it as .docx.")
            % {"name": name}
        ) from error


def _check_parts(parts: zipfile.ZipFile, name: str) -> None:
    """Refuse what is no Word file, would not fit in memory once unpacked, or declares entities."""
    found = parts.infolist()
    if MAIN_PART not in {part.filename for part in found}:
        raise WordFileError(_("%(name)s is no Word file. Save it as .docx.") % {"name": name})
    texts = [part for part in found if part.filename.endswith((".xml", ".rels"))]
    if (
        len(found) > MAX_PARTS
        or sum(part.file_size for part in found) > MAX_UNPACKED_BYTES
        or any(part.file_size > MAX_XML_BYTES for part in texts)
    ):
        raise WordFileError(
            _("%(name)s is too large once unpacked. Divide it, or paste the text.") % {"name": name}
        )
    for part in texts:
        if any(sign in parts.read(part) for sign in DOCTYPES):
            raise WordFileError(
                _("%(name)s declares entities, which no Word file needs. It is not opened.")
                % {"name": name}
            )


def _paragraphs(document: Document) -> Iterator[WordParagraph]:
    for element in document.element.body.iter(qn("w:p")):
        if not any(parent.tag == FALLBACK for parent in element.iterancestors()):
            yield WordParagraph(element, document._body)  # noqa: SLF001 - what it reads styles by


def _read(paragraph: WordParagraph) -> WordText:
    text = "".join(_words(paragraph._p))  # noqa: SLF001 - insertions stand deeper than `text` looks
    lines = (SPACES.sub(" ", line).strip() for line in text.splitlines())
    style = (paragraph.style.name if paragraph.style else None) or ""
    return WordText(
        text="\n".join(line for line in lines if line),
        is_heading=HEADING_STYLE.match(style) is not None,
        is_item=LIST_STYLE.match(style) is not None or _is_numbered(paragraph),
    )


def _words(element: Any) -> Iterable[str]:
    """What is read of a paragraph, what was inserted and not yet accepted included."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag == qn("w:p") or child.tag == FALLBACK:
            continue
        kind = child.tag.rpartition("}")[2]
        if kind in WORDS:
            yield (child.text or "") if kind == "t" else WORDS[kind] or ""
        elif kind not in {"pPr", "rPr", "del", "drawing", "pict", "AlternateContent"}:
            yield from _words(child)


def _is_numbered(paragraph: WordParagraph) -> bool:
    properties = paragraph._p.pPr  # noqa: SLF001 - there is no other way to ask
    return properties is not None and properties.numPr is not None
