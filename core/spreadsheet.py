"""Rows to CSV and XLSX that no spreadsheet runs as formulas, and CSV or XLSX to rows.

Files that come from outside are hostile until read: wrong types, macros, compression bombs and
tables without end give a `SpreadsheetError` that says where and what, in the reader's language.
"""

import codecs
import csv
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO, TextIOWrapper
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import IO, Any, Self

import openpyxl
import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

Cell = StrOrPromise | int | float | Decimal | date | None

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ROWS_A_CHUNK = 500

XLSX_ROWS = 1_048_576
XLSX_TEXT = 32_767
XLSX_SHEET_NAME = 31
# A spreadsheet counts days from 1900 and keeps 15 digits; the rest is written as text.
XLSX_FIRST_YEAR, XLSX_EXACT_BELOW = 1900, 10**15
XLSX_CUT = XLSX_TEXT - 4
WIDEST, NARROWEST, TYPICAL_WIDTH = 60, 8, 10

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_SHARED_TEXT_BYTES = 128 * 1024 * 1024
MAX_PARTS = 500
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 100_000
MAX_LINE = 4_000_000
BLOCK = 1024 * 1024
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

ZIP, OLD_OFFICE, UTF16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"
# "é" and "’" in UTF-8; in Windows-1252 these bytes say "Ã©" and "â€™", which nobody writes.
UTF8_SIGN = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
UNDECODED = re.compile(r"[\udc80-\udcff]")
DELIMITERS = ";,\t"
# The first line of some CSV files tells a spreadsheet what stands between cells.
TOLD_DELIMITER = re.compile(r'"?sep=([;,\t|])"?\s*', re.IGNORECASE)
CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
ISO_DAY = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:[T ]{CLOCK})?")
BELGIAN_DAY = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d{{2}})(?: {CLOCK})?")
# A year of two digits, as POSIX reads it: 69 to 99 lie in the century before.
SHORT_YEAR, FIRST_OF_1900S = 2, 69

# Control characters stand escaped in a workbook, such as the _x000D_ of a line break of Windows.
ESCAPED = re.compile(r"_x00([01][0-9A-F]|5F)_", re.IGNORECASE)
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,99}?ref="([A-Z]+(\d+):[A-Z]+\d+)"')
# A formula without its result; that of a text may well be empty.
NOT_COMPUTED = re.compile(
    rb'<(?:\w+:)?c(?![^<>]{0,200}\st="str")\s[^<>]{0,200}?\br="([A-Z]+)(\d+)"[^<>]{0,200}>\s*'
    rb"<(?:\w+:)?f\b[^<>]{0,200}(?:/>|>[^<]{0,9000}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
LONGEST_SIGN = 20_000


class SpreadsheetError(ValueError):
    """What is wrong with a file, for people; with the line and the column where that is known.

    `line` is the row number that a spreadsheet shows (the headings stand on line 1), `column` the
    heading of the column.
    """

    def __init__(self, message: str, *, line: int | None = None, column: str = "") -> None:
        self.message = message
        self.line = line
        self.column = column
        super().__init__(message)

    def __str__(self) -> str:
        values = {"line": self.line, "column": self.column, "message": self.message}
        if self.line and self.column:
            return _("Line %(line)d, column %(column)s: %(message)s") % values
        if self.line:
            return _("Line %(line)d: %(message)s") % values
        return self.message

    def at(self, line: int, column: str) -> Self:
        """The same error, with its place."""
        return type(self)(self.message, line=line, column=column)


# Writing


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, its headings, its rows in order."""

    name: StrOrPromise
    headings: Sequence[StrOrPromise]
    rows: Iterable[Sequence[Cell]]


def write_csv(headings: Sequence[StrOrPromise], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A table for people, as a Belgian spreadsheet opens it: UTF-8 with BOM, `;`, decimal comma.

    A text that a spreadsheet would run as a formula gets a leading apostrophe, which `read_table`
    takes away again. Numbers stay numbers, dates are `YYYY-MM-DD`, moments local time.
    """
    table = chain([headings], rows)
    lines = ([_guarded(_as_text(cell, decimal=",")) for cell in row] for row in table)
    yield b"\xef\xbb\xbf"
    yield from _csv_chunks(lines, delimiter=";")


def csv_for_machines(
    headings: Sequence[StrOrPromise], rows: Iterable[Sequence[Cell]]
) -> Iterator[bytes]:
    """A table for programs, after RFC 4180: UTF-8 without BOM, comma, decimal point, nothing added."""
    table = chain([headings], rows)
    lines = ([_as_text(cell, decimal=".")[1] for cell in row] for row in table)
    yield from _csv_chunks(lines, delimiter=",")


def _csv_chunks(lines: Iterator[list[str]], *, delimiter: str) -> Iterator[bytes]:
    while chunk := list(islice(lines, ROWS_A_CHUNK)):
        text = StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(chunk)
        yield text.getvalue().encode()


def _as_text(cell: Cell, *, decimal: str) -> tuple[bool, str]:
    """A cell as it stands in a CSV, and whether it is text rather than a number or a date."""
    if cell is None:
        return False, ""
    if isinstance(cell, datetime):
        return False, _local(cell).isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return False, cell.isoformat()
    if isinstance(cell, bool):
        return False, str(int(cell))
    if isinstance(cell, int | float | Decimal):
        return False, str(cell).replace(".", decimal)
    return True, str(cell)


def _guarded(cell: tuple[bool, str]) -> str:
    is_text, text = cell
    return f"'{text}" if is_text and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text; with apostrophes before it, so that one can be told."""
    return text.lstrip("'").startswith(FORMULA_STARTS)


def _local(moment: datetime) -> datetime:
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def write_xlsx(
    target: str | Path | IO[bytes],
    sheets: Iterable[Sheet],
    *,
    title: StrOrPromise = "",
    author: StrOrPromise = "",
    note: StrOrPromise = "",
) -> None:
    """Write a workbook, row by row, to a path or a binary file.

    Texts are never formulas; dates are dates; headings are bold and stay in sight. A `note` (such
    as the line that says the figures are invented) stands on a last sheet of its own. A text too
    long for a cell is cut and ends in `[…]`. Raises SpreadsheetError for more rows than a sheet
    holds.
    """
    path = str(target) if isinstance(target, Path) else target
    with xlsxwriter.Workbook(path, {"constant_memory": True, "in_memory": False}) as book:
        book.set_properties({"title": str(title), "author": str(author)})
        formats = {
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        names: set[str] = set()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_sheet_name(sheet.name, names)), sheet, formats)
        if note:
            page = book.add_worksheet(_sheet_name(_("Note"), names))
            page.set_column(0, 0, WIDEST)
            page.write_string(0, 0, str(note), formats["heading"])


def too_many_rows() -> str:
    said = _("A workbook holds %(most)d rows at most. Choose a shorter period, or CSV.")
    return said % {"most": XLSX_ROWS - 1}


def _write_sheet(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    page.freeze_panes(1, 0)
    widths = [NARROWEST] * len(sheet.headings)
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, str(heading), formats["heading"])
        widths[column] = max(widths[column], len(str(heading)) + 2)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last >= XLSX_ROWS:
            raise SpreadsheetError(too_many_rows())
        for column, cell in enumerate(row):
            length = _write_cell(page, (last, column), cell, formats)
            widths[column] = max(widths[column], length + 2)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(width, WIDEST))
    if widths:
        page.autofilter(0, 0, last, len(widths) - 1)


def _write_cell(page: Any, place: tuple[int, int], cell: Cell, formats: Mapping[str, Any]) -> int:
    """Write one cell; how many characters wide it is."""
    if isinstance(cell, bool):
        page.write_boolean(*place, cell)
    elif isinstance(cell, int | float | Decimal) and _is_exact(cell):
        page.write_number(*place, cell)
    elif isinstance(cell, datetime) and cell.year >= XLSX_FIRST_YEAR:
        page.write_datetime(*place, _local(cell), formats["moment"])
    elif isinstance(cell, date) and cell.year >= XLSX_FIRST_YEAR:
        page.write_datetime(*place, cell, formats["date"])
    elif text := _as_text(cell, decimal=",")[1]:
        page.write_string(*place, text if len(text) <= XLSX_TEXT else f"{text[:XLSX_CUT]} […]")
        return len(text.partition("\n")[0])
    return 0 if cell is None else TYPICAL_WIDTH


def _is_exact(number: float | Decimal) -> bool:
    if isinstance(number, int):
        return abs(number) < XLSX_EXACT_BELOW
    return isfinite(number)


def _sheet_name(name: StrOrPromise, taken: set[str]) -> str:
    """A name that a workbook accepts: short, without its forbidden signs, and the only one."""
    base = re.sub(r"[\[\]:*?/\\]", " ", str(name)).strip(" '")[:XLSX_SHEET_NAME].strip(" '") or "1"
    found, number = base, 1
    while found.casefold() in taken:
        number += 1
        suffix = f" {number}"
        found = base[: XLSX_SHEET_NAME - len(suffix)] + suffix
    taken.add(found.casefold())
    return found


# Reading


@dataclass(frozen=True)
class Row:
    """A row of a table: its line (the row number a spreadsheet shows) and its texts by heading.

    Every heading has a text, empty where the cell is; dates are ISO, numbers have a decimal point.
    `surplus` holds what stands beyond the last heading: a sign that the row was cut wrongly. A row
    that `is_short` has fewer cells than there are headings: the last ones are empty, or stand on
    the next line.
    """

    line: int
    values: dict[str, str]
    surplus: tuple[str, ...] = ()
    is_short: bool = False


@dataclass(frozen=True)
class Table:
    """A table that was opened: its headings in order, and its rows, read as they are asked for.

    `unread` names the other visible sheets of the workbook that hold something.
    """

    headings: tuple[str, ...]
    rows: Iterator[Row]
    unread: tuple[str, ...] = ()


def read_table(file: IO[bytes], name: str) -> Table:
    """Open a CSV file (UTF-8, UTF-16 or Windows-1252; `;`, `,` or tab) or an XLSX, its first visible sheet.

    What a file is, its first bytes say; `name` serves the messages. The first line that is not
    empty holds the headings; empty rows are passed over. Raises SpreadsheetError here for a file
    that cannot be read and for headings that are missing or doubled; while rows are read, for more
    of them, or longer texts, than are taken.
    """
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise SpreadsheetError(
            _("%(name)s is larger than %(most)d MB. Divide it into several files.")
            % {"name": name, "most": MAX_FILE_BYTES // 1024**2}
        )
    if data.startswith(OLD_OFFICE):
        raise SpreadsheetError(
            _("%(name)s is an old or protected Excel file. Save it as .xlsx or CSV, unprotected.")
            % {"name": name}
        )
    if data.startswith(ZIP):
        return _workbook_table(data, name)
    return _table(_numbered(_csv_cells(data, name)), name)


def _numbered(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """With the row number of each line; no sheet has more of them, though they be empty."""
    for line, cells in enumerate(lines, start=1):
        if line > XLSX_ROWS:
            raise _too_many(line)
        yield line, cells


def _too_many(line: int) -> SpreadsheetError:
    said = _("There are more than %(most)d lines. Divide the file.")
    return SpreadsheetError(said % {"most": MAX_ROWS}, line=line)


def _table(
    lines: Iterator[tuple[int, list[str]]], name: str, unread: tuple[str, ...] = ()
) -> Table:
    for line, cells in lines:
        texts = [cell.strip() for cell in cells]
        if any(texts):
            while not texts[-1]:
                texts.pop()
            headings = tuple(texts)
            _check_headings(headings, line)
            return Table(headings, _rows(lines, headings), unread)
    raise SpreadsheetError(_("%(name)s is empty.") % {"name": name})


def _check_headings(headings: Sequence[str], line: int) -> None:
    if len(headings) > MAX_COLUMNS:
        raise SpreadsheetError(
            _("There are more than %(most)d columns.") % {"most": MAX_COLUMNS}, line=line
        )
    for place, heading in enumerate(headings, start=1):
        if not heading:
            raise SpreadsheetError(
                _("Column %(number)d has no heading.") % {"number": place}, line=line
            )
        if heading in headings[: place - 1]:
            raise SpreadsheetError(_("This heading stands there twice."), line=line, column=heading)


def _rows(lines: Iterator[tuple[int, list[str]]], headings: tuple[str, ...]) -> Iterator[Row]:
    for line, cells in lines:
        texts = [cell.strip() for cell in cells]
        if not any(texts):
            continue
        if line > MAX_ROWS:
            raise _too_many(line)
        for heading, text in zip(headings, texts, strict=False):
            if len(text) > MAX_CELL:
                raise SpreadsheetError(
                    _("The text is longer than %(most)d characters.") % {"most": MAX_CELL},
                    line=line,
                    column=heading,
                )
        surplus = tuple(text for text in texts[len(headings) :] if text)
        missing = len(headings) - len(texts)
        texts += [""] * missing
        yield Row(line, dict(zip(headings, texts, strict=False)), surplus, is_short=missing > 0)


def _csv_cells(data: bytes, name: str) -> Iterator[list[str]]:
    encoding = _encoding_of(data, name)

    def lines() -> Iterator[str]:
        """Decoded as they are read: the whole text would take several times the file."""
        text = TextIOWrapper(BytesIO(data), encoding, errors="surrogateescape", newline="")
        while line := text.readline(MAX_LINE):
            if len(line) == MAX_LINE:
                raise _no_table(name)
            yield line

    told = TOLD_DELIMITER.fullmatch(next(lines(), ""))
    if told:
        return _without_guards(csv.reader(islice(lines(), 1, None), delimiter=told[1], strict=True))
    first = next((line for line in lines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    delimiter = max(DELIMITERS, key=bare.count)
    # A file with one column has none; ";" then harms least, as a comma may stand in a text.
    return _without_guards(csv.reader(lines(), delimiter=delimiter, strict=True))


def _without_guards(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    line = 0
    while True:
        line += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SpreadsheetError(
                _("The line cannot be read; is a quotation mark missing?"), line=line
            ) from error
        if any(map(UNDECODED.search, cells)):
            said = _("The line is written in another encoding than the others. Save all as UTF-8.")
            raise SpreadsheetError(said, line=line)
        yield [text[1:] if text.startswith("'") and _is_formula(text) else text for text in cells]


def _encoding_of(data: bytes, name: str) -> str:
    """UTF-8 where anything of it is there: a line that is no UTF-8 is then an error, not other signs."""
    if data.startswith(UTF16):
        if _is_text(data, "utf-16"):
            return "utf-16"
    elif b"\0" not in data:
        if _is_text(data, "utf-8") or data.startswith(UTF8_MARK) or UTF8_SIGN.search(data):
            return "utf-8-sig"
        if _is_text(data, "cp1252"):
            return "cp1252"
    raise _no_table(name)


def _is_text(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), BLOCK):
            if "\0" in decoder.decode(data[start : start + BLOCK]):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _no_table(name: str) -> SpreadsheetError:
    return SpreadsheetError(_("%(name)s is neither CSV nor XLSX.") % {"name": name})


def _workbook_table(data: bytes, name: str) -> Table:
    broken = SpreadsheetError(_("%(name)s is not a readable XLSX file.") % {"name": name})
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            _check_parts(parts, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            pages: list[Any] = book.worksheets
            page, *others = [page for page in pages if page.sheet_state == "visible"] or pages
            unread = tuple(other.title for other in others if _holds_something(other))
            with page._get_source() as source:  # noqa: SLF001 - the sheet as it is written
                _refuse_what_looks_empty(source)
    except SpreadsheetError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file leads to
        raise broken from error
    # Never the size that a file claims for its sheet, nor the empty rows before one of any number.
    rows = page.iter_rows(max_row=XLSX_ROWS + 1, max_col=MAX_COLUMNS + 1)
    return _table(_numbered(_sheet_cells(rows, broken)), name, unread)


def _sheet_cells(rows: Iterator[tuple[Any, ...]], broken: SpreadsheetError) -> Iterator[list[str]]:
    while True:
        try:
            # openpyxl warns of what it leaves out (drop-down lists, colours), which is no fault here.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                chunk = list(islice(rows, ROWS_A_CHUNK))
        except Exception as error:  # as above
            raise broken from error
        if not chunk:
            return
        for row in chunk:
            is_empty = all(cell.value is None for cell in row)
            yield [] if is_empty else [_cell_text(cell) for cell in row]


def _holds_something(page: Any) -> bool:
    rows = page.iter_rows(max_row=ROWS_A_CHUNK, max_col=MAX_COLUMNS, values_only=True)
    return any(cell is not None for row in rows for cell in row)


def _refuse_what_looks_empty(source: IO[bytes]) -> None:
    """Formulas whose result is not in the file, and merged cells, of which only the first holds something."""
    kept = b""
    while block := source.read(BLOCK):
        text = kept + block
        if found := NOT_COMPUTED.search(text):
            column, line = (part.decode() for part in found.groups())
            said = _(
                "The formula in cell %(cell)s has no result in the file. Open the file in a"
                " spreadsheet and save it again, or write values in place of formulas."
            )
            raise SpreadsheetError(said % {"cell": f"{column}{line}"}, line=int(line))
        if found := MERGED.search(text):
            cells, line = (part.decode() for part in found.groups())
            said = _(
                "Cells %(cells)s are merged: only the first of them holds something. Undo that."
            )
            raise SpreadsheetError(said % {"cells": cells}, line=int(line))
        kept = text[-LONGEST_SIGN:]


def _check_parts(parts: zipfile.ZipFile, name: str) -> None:
    """Refuse what is no workbook, carries macros, or would not fit in memory once unpacked."""
    sizes = {part.filename: part.file_size for part in parts.infolist()}
    if "xl/workbook.xml" not in sizes:
        raise SpreadsheetError(_("%(name)s is neither CSV nor XLSX.") % {"name": name})
    if any(part.casefold().endswith("vbaproject.bin") for part in sizes):
        raise SpreadsheetError(
            _("%(name)s contains macros. Save it as .xlsx without macros.") % {"name": name}
        )
    shared = sizes.get("xl/sharedStrings.xml", 0)
    too_large = sum(sizes.values()) > MAX_UNPACKED_BYTES or shared > MAX_SHARED_TEXT_BYTES
    if too_large or len(parts.infolist()) > MAX_PARTS:
        raise SpreadsheetError(
            _("%(name)s is too large once unpacked. Divide it into several files.") % {"name": name}
        )


def _cell_text(cell: Any) -> str:
    """What the cell holds as a person would type it: a share of 0.9 shown as 90 % is `90 %`."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format)
    if isinstance(value, datetime):
        # A day alone is midnight to a workbook.
        return value.isoformat(timespec="minutes").removesuffix("T00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    return ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), str(value))


def _number_text(value: float, shown_as: str) -> str:
    if "%" in shown_as:
        return f"{(Decimal(repr(value)) * 100).normalize():f} %"
    is_part = isinstance(value, float) and not value.is_integer()
    return str(value) if is_part else str(int(value))


def parse_day(text: str) -> date:
    """A date as a Belgian spreadsheet writes it: `2026-03-05`, `5/3/2026`, `05-03-26`, `5.3.2026`.

    Excel in French writes years of two digits in Belgium, unless it is set otherwise. A time behind
    the date is left out. Raises SpreadsheetError for a day that does not exist, and for anything else.
    """
    text = text.strip()
    if match := ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := BELGIAN_DAY.fullmatch(text):
        day, month, year = (int(match[group]) for group in (1, 3, 4))
        if len(match[4]) == SHORT_YEAR:
            year += 1900 if year >= FIRST_OF_1900S else 2000
    else:
        raise SpreadsheetError(
            _("“%(text)s” is no date. Write it as 2026-03-31 or 31/03/2026.") % {"text": text[:50]}
        )
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise SpreadsheetError(_("“%(text)s” does not exist.") % {"text": text}) from error
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise SpreadsheetError(_("“%(text)s”: is the year right?") % {"text": text})
    return found
