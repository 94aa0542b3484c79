"""Tables out, that no spreadsheet runs; tables in, whoever made them."""

import csv
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from core import spreadsheet
from core.spreadsheet import (
    Sheet,
    SpreadsheetError,
    csv_for_machines,
    parse_day,
    read_table,
    write_csv,
    write_xlsx,
)

FORMULAS = ["=1+1", "+32 2 000 00 00", "-1", "@SUM(A1)", "\tx", "\rx", "'=1+1", "''+1"]
HARMLESS = [
    "a=1",
    "1-2",
    "'s avonds",
    "",
    "é",
    'say "yes"',
    "a;b",
    "a,b",
    "two\nlines",
    "x@y.example",
]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read_rows(file, name):
    return read_table(file, name).rows


def csv_text(*rows, headings=("a",)):
    return b"".join(write_csv(headings, rows)).decode("utf-8-sig")


# Writing CSV


def test_csv_for_people_opens_in_a_belgian_spreadsheet():
    found = b"".join(write_csv(["number", gettext_lazy("Date")], [["2026-0001", date(2026, 3, 5)]]))

    assert found == b"\xef\xbb\xbfnumber;Date\r\n2026-0001;2026-03-05\r\n"


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_text_that_would_run_gets_an_apostrophe(text):
    written = csv_text([text])

    [[cell]] = list(csv.reader(StringIO(written, newline=""), delimiter=";"))[1:]
    assert cell == f"'{text}"


def test_csv_heading_is_guarded_too():
    assert csv_text(headings=["=A"]) == "'=A\r\n"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (-5, "-5"),
        (12, "12"),
        (-1.5, "-1,5"),
        (Decimal("76.40"), "76,40"),
        (True, "1"),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 14, 30), "2026-03-05 14:30"),
        (datetime(2026, 7, 5, 22, 30, tzinfo=UTC), "2026-07-06 00:30"),
        (gettext_lazy("Yes"), "Yes"),
    ],
)
def test_csv_cell_of_each_kind(cell, expected):
    assert csv_text([cell, "x"], headings=["a", "b"]).splitlines()[1] == f"{expected};x"


def test_csv_for_machines_follows_the_rfc():
    rows = [['say "yes", now', -1.5, date(2026, 3, 5)], ["=1+1", None, 3]]

    assert b"".join(csv_for_machines(["text", "value", "day"], rows)) == (
        b"text,value,day\r\n"
        b'"say ""yes"", now",-1.5,2026-03-05\r\n'
        b"=1+1,,3\r\n"
    )  # fmt: skip


def test_csv_comes_in_pieces_while_rows_are_made():
    made = []

    def rows():
        for number in range(2000):
            made.append(number)
            yield [number]

    pieces = write_csv(["n"], rows())
    next(pieces)
    next(pieces)

    assert len(made) < 1000


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2)
    )
)
def test_csv_is_read_back_as_it_was_written(rows):
    written = b"".join(write_csv(["a", "b"], rows))

    found = [list(row.values.values()) for row in read_rows(BytesIO(written), "x.csv")]

    stripped = [[text.strip() for text in row] for row in rows]
    assert found == [row for row in stripped if any(row)]


# Writing XLSX


def workbook(*sheets, **more):
    out = BytesIO()
    write_xlsx(out, sheets, **more)
    return openpyxl.load_workbook(BytesIO(out.getvalue()))


def test_xlsx_cells_keep_their_kind():
    row = ["=1+1", -5, 1.5, date(2026, 3, 5), datetime(2026, 7, 5, 22, 30, tzinfo=UTC), True, None]
    book = workbook(Sheet("Cases", list("abcdefg"), [row]))

    [cells] = book["Cases"].iter_rows(min_row=2)
    assert [cell.value for cell in cells] == [
        "=1+1", -5, 1.5, datetime(2026, 3, 5), datetime(2026, 7, 6, 0, 30), True, None,
    ]  # fmt: skip
    assert [cell.data_type for cell in cells] == ["s", "n", "n", "d", "d", "b", "n"]
    assert cells[3].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("text", FORMULAS + HARMLESS[:3])
def test_xlsx_text_is_never_a_formula(text):
    out = BytesIO()
    write_xlsx(out, [Sheet("A", ["a"], [[text]])])

    with zipfile.ZipFile(out) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (10**16, "10000000000000000"),
        (Decimal("12.5"), 12.5),
        (float("inf"), "inf"),
        (date(1831, 7, 21), "1831-07-21"),
        ("x" * 40_000, "x" * 32_763 + " […]"),
        (gettext_lazy("Yes"), "Yes"),
        ("http://example.org", "http://example.org"),
    ],
)
def test_xlsx_cell_that_a_workbook_cannot_hold_as_it_is(cell, expected):
    assert workbook(Sheet("A", ["a"], [[cell]]))["A"]["A2"].value == expected


def test_xlsx_headings_are_bold_and_stay_in_sight():
    page = workbook(Sheet("A", ["number", "a long heading of a column"], [["x", "y" * 300]]))["A"]

    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold is True
    assert page["A2"].font.bold is False
    assert page.auto_filter.ref == "A1:B2"
    assert page.column_dimensions["B"].width > page.column_dimensions["A"].width


def test_xlsx_says_title_author_and_note():
    book = workbook(
        Sheet("Cases", ["a"], []), title="Register", author="BOSA", note="Invented figures"
    )

    assert (book.properties.title, book.properties.creator) == ("Register", "BOSA")
    assert book.sheetnames == ["Cases", "Note"]
    assert book["Note"]["A1"].value == "Invented figures"


def test_xlsx_sheet_names_are_made_acceptable():
    long = "Requests: received / answered [2026] per service"
    book = workbook(*(Sheet(name, [], []) for name in (long, long, "", "note")), note="N")

    assert book.sheetnames == [
        "Requests  received   answered",
        "Requests  received   answered 2",
        "1",
        "note",
        "Note 2",
    ]


def test_xlsx_goes_to_a_path_too(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [Sheet("A", ["a"], [["b"]])])

    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["A"]["A2"].value == "b"


def test_xlsx_with_more_rows_than_a_sheet_holds_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "XLSX_ROWS", 3)

    with pytest.raises(SpreadsheetError, match="2 rows at most"):
        write_xlsx(BytesIO(), [Sheet("A", ["a"], [["b"]] * 3)])


# Reading


def rows_of(data, name="x.csv"):
    return [(row.line, row.values) for row in read_rows(BytesIO(data), name)]


@pytest.mark.parametrize(
    "data",
    [
        "naam;dag\nRené;5/3/2026\n".encode("utf-8-sig"),
        "naam;dag\r\nRené;5/3/2026\r\n".encode(),
        "naam,dag\nRené,5/3/2026".encode("cp1252"),
        "naam\tdag\nRené\t5/3/2026\n".encode("utf-16"),
        '"naam";"dag"\n"René";"5/3/2026"\n'.encode(),
        "sep=;\r\nnaam;dag\r\nRené;5/3/2026\r\n".encode("cp1252"),
        '"sep=|"\nnaam|dag\nRené|5/3/2026\n'.encode(),
        "naam;dag\rRené;5/3/2026\r".encode(),
        "\n;\n naam ;dag;\nRené; 5/3/2026 ;\n".encode(),
    ],
)
def test_csv_of_each_kind_is_read(data):
    [(_line, values)] = rows_of(data)

    assert values == {"naam": "René", "dag": "5/3/2026"}


def test_line_is_the_row_number_that_a_spreadsheet_shows():
    data = b'number;text\n1;"two\nlines"\n\n2;\n;;\n3;x\n'

    assert rows_of(data) == [
        (2, {"number": "1", "text": "two\nlines"}),
        (4, {"number": "2", "text": ""}),
        (6, {"number": "3", "text": "x"}),
    ]


def test_line_that_names_the_delimiter_is_not_counted():
    assert rows_of(b"sep=;\r\na;b\r\n1;2,5\r\n") == [(2, {"a": "1", "b": "2,5"})]


@pytest.mark.parametrize("start", ["a;b\r\n1;é\r\n".encode(), "\ufeffa;b\r\n1;2\r\n".encode()])
def test_line_in_another_encoding_is_named_and_nothing_is_read_wrong(start):
    data = start + b"2;x\r\n" + "3;réclamation\r\n".encode("cp1252") + b"4;y\r\n"

    rows = read_rows(BytesIO(data), "x.csv")

    assert [next(rows).line, next(rows).line] == [2, 3]
    with pytest.raises(SpreadsheetError, match="Line 4: The line is written in another encoding"):
        next(rows)


@pytest.mark.parametrize("text", ["œuvre", "5 €", "Łódź", "Ελλάδα", "naïef"])
def test_utf_8_is_told_from_windows_1252_by_every_sign(text):
    assert rows_of(f"a\n{text}\n".encode()) == [(2, {"a": text})]


def test_quoted_heading_does_not_choose_the_delimiter():
    assert rows_of(b'"a;b;c",d\n1,2\n') == [(2, {"a;b;c": "1", "d": "2"})]


def test_headings_are_known_though_there_are_no_rows():
    table = read_table(BytesIO(b"number;text\n"), "x.csv")

    assert table.headings == ("number", "text")
    assert list(table.rows) == []


def test_cells_beyond_the_headings_are_told():
    [row] = read_rows(BytesIO(b"a;b\n1;2;;3\n"), "x.csv")

    assert row.surplus == ("3",)


def xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (0.9, "0%", "90 %"),
        (0.942, "0.0%", "94.2 %"),
        (0.07, "0.00%", "7 %"),
        (1, "0%", "100 %"),
        (0.9, "0.0", "0.9"),
        ("90 %", "0%", "90 %"),
    ],
)
def test_xlsx_share_is_read_as_it_is_shown(value, shown_as, text):
    book = openpyxl.Workbook()
    book.active.append(["share"])
    book.active.append([value])
    book.active["A2"].number_format = shown_as
    out = BytesIO()
    book.save(out)

    assert rows_of(out.getvalue(), "x.xlsx") == [(2, {"share": text})]


def test_xlsx_cells_become_texts():
    data = xlsx(
        ["number", "day", "moment", "whole", "part", "yes", "none", "hour"],
        [],
        [
            "2026-1",
            date(2026, 3, 5),
            datetime(2026, 3, 5, 14, 30),
            3.0,
            1.5,
            True,
            None,
            time(9, 30),
        ],
    )

    assert rows_of(data, "x.xlsx") == [
        (3, {
            "number": "2026-1", "day": "2026-03-05", "moment": "2026-03-05T14:30",
            "whole": "3", "part": "1.5", "yes": "1", "none": "", "hour": "09:30:00",
        }),
    ]  # fmt: skip


def changed(data, *, without=(), **parts):
    """A workbook with parts replaced, added or left out."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts and name not in without:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


BOOK = xlsx(["a"], ["b"])
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
)


def sheet_of(cells):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    start = f'<worksheet xmlns="{space}"><dimension ref="A1:A9"/><sheetData>'
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    return changed(BOOK, **{SHEET: f"{start}{head}{cells}"})


def test_xlsx_whole_number_has_no_decimals():
    data = sheet_of('<row r="4"><c r="A4"><v>3.0</v></c></row></sheetData></worksheet>')

    assert rows_of(data) == [(4, {"a": "3"})]


def test_xlsx_that_breaks_off_says_so():
    data = sheet_of('<row r="2"><c r="A2"><v>3</v></c></row><row')

    with pytest.raises(SpreadsheetError, match="not a readable XLSX"):
        rows_of(data, "x.xlsx")


def test_xlsx_dates_counted_from_1904_are_the_days_that_are_seen():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["day"])
    book.active.append([date(2026, 3, 5)])
    out = BytesIO()
    book.save(out)

    assert rows_of(out.getvalue()) == [(2, {"day": "2026-03-05"})]


def test_xlsx_line_breaks_of_windows_come_back():
    texts = ["one\r\ntwo", "a\ttab", "_x000D_", "under_x_score"]
    out = BytesIO()
    write_xlsx(out, [Sheet("A", ["a"], [[f"<{text}>"] for text in texts])])
    # As a spreadsheet writes it, each text once for the whole workbook.
    shared = BytesIO()
    with xlsxwriter.Workbook(shared) as book:
        book.add_worksheet().write_column(0, 0, ["a", "one\r\ntwo"])

    assert [values["a"] for _line, values in rows_of(out.getvalue())] == [f"<{t}>" for t in texts]
    assert rows_of(shared.getvalue()) == [(2, {"a": "one\r\ntwo"})]


def test_xlsx_first_visible_sheet_is_read_and_the_others_are_named():
    book = openpyxl.Workbook()
    book.active.append(["codes"])
    book.active.sheet_state = "hidden"
    for name in ("2025", "2026", "Blad3"):
        book.create_sheet(name)
    book["2025"].append(["a"])
    book["2025"].append(["b"])
    book["2026"].append(["a"])
    out = BytesIO()
    book.save(out)

    table = read_table(BytesIO(out.getvalue()), "x.xlsx")

    assert [row.values for row in table.rows] == [{"a": "b"}]
    assert table.unread == ("2026",)


def test_xlsx_merged_cells_are_named():
    book = openpyxl.Workbook()
    for row in (["a", "b"], [1, 2], [None, 3]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    out = BytesIO()
    book.save(out)

    with pytest.raises(SpreadsheetError, match="Line 2: Cells A2:A3 are merged"):
        rows_of(out.getvalue())


def test_xlsx_row_beyond_every_sheet_is_refused_at_once():
    data = sheet_of('<row r="99999999999"><c r="A9"><v>3</v></c></row></sheetData></worksheet>')

    with pytest.raises(SpreadsheetError, match="There are more than"):
        rows_of(data)


def test_csv_line_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_LINE", 1000)

    with pytest.raises(SpreadsheetError, match="neither CSV nor XLSX"):
        rows_of(b"a" + b";" * 2000)


def test_xlsx_is_known_by_its_bytes_not_its_name():
    assert rows_of(xlsx(["a"], ["b"]), "x.csv") == [(2, {"a": "b"})]


def test_our_own_workbook_is_read_back():
    out = BytesIO()
    write_xlsx(out, [Sheet("A", ["a", "b"], [["=1+1", date(2026, 3, 5)]] * 1200)], note="N")

    found = rows_of(out.getvalue())

    assert len(found) == 1200
    assert found[-1] == (1201, {"a": "=1+1", "b": "2026-03-05"})


# Files that should not be read


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.bin is empty"),
        (b"\n \n;;\n", "x.bin is empty"),
        (b"%PDF-1.7\n\x00\x01\x02", "neither CSV nor XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or protected Excel"),
        (b"\xff\xfea", "neither CSV nor XLSX"),
        (b"a;b;a\n", "column a: This heading stands there twice"),
        (b"a;;b\n", "Line 1: Column 2 has no heading"),
        (b";".join([b"h%d" % n for n in range(201)]), "more than 200 columns"),
        (b'a;b\n1;2\n"3;4\n', "Line 3: The line cannot be read"),
        (b'a;b\n1;"2"x\n', "Line 2: The line cannot be read"),
        (b"a\n" + b"x" * 100_001, "Line 2, column a: The text is longer than 100000"),
        (b"PK\x03\x04 and then nothing", "not a readable XLSX"),
        (BOOK[:-100], "not a readable XLSX"),
        (changed(BOOK, **{"xl/vbaProject.bin": "x"}), "contains macros"),
        (changed(BOOK, without=["xl/workbook.xml"]), "neither CSV nor XLSX"),
        (changed(BOOK, **{SHEET: "<worksheet><sheetData><row>"}), "not a readable XLSX"),
        (changed(BOOK, without=[SHEET]), "not a readable XLSX|is empty"),
        (changed(BOOK, **{SHEET: LAUGHS}), "not a readable XLSX"),
        (changed(BOOK, **{f"xl/extra{n}": "x" for n in range(600)}), "too large once unpacked"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_file_that_cannot_be_read_says_why(data, message):
    with pytest.raises(SpreadsheetError) as caught:
        rows_of(data, "x.bin")

    assert any(part in str(caught.value) for part in message.split("|"))


def test_file_over_the_limit_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_FILE_BYTES", 1024**2)

    with pytest.raises(SpreadsheetError, match="larger than 1 MB"):
        rows_of(b"a\n" * 1024**2)


def test_bomb_is_refused_before_it_goes_off(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_UNPACKED_BYTES", 1024**2)
    bomb = changed(BOOK, **{"xl/media/bomb": b"\0" * 1024**2})

    assert len(bomb) < 20_000
    with pytest.raises(SpreadsheetError, match="too large once unpacked"):
        rows_of(bomb)


def test_table_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 3)

    with pytest.raises(SpreadsheetError, match="Line 4: There are more than 3 lines"):
        rows_of(b"a\n1\n2\n3\n4\n")


def test_sheet_that_claims_to_be_huge_is_read_as_it_is():
    claim = zipfile.ZipFile(BytesIO(BOOK)).read(SHEET).decode()
    claim = claim.replace('<dimension ref="A1:A2"', '<dimension ref="A1:XFD1048576"')

    assert "XFD1048576" in claim
    assert rows_of(changed(BOOK, **{SHEET: claim})) == [(2, {"a": "b"})]


def test_result_of_a_formula_is_read():
    cells = (
        '<c r="A2"><f>1+1</f><v>2</v></c>',
        '<c r="A3" t="str"><f>IF(B3="","",B3)</f><v></v></c><c r="B3"><v>1</v></c>',
        '<c r="A4" t="str"><f t="shared" si="0"/><v>x</v></c>',
    )
    rows = "".join(f'<row r="{n}">{cell}</row>' for n, cell in enumerate(cells, start=2))
    data = sheet_of(f"{rows}</sheetData></worksheet>")

    assert [(line, values["a"]) for line, values in rows_of(data)] == [(2, "2"), (3, ""), (4, "x")]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B7"><f>1+1</f></c>',
        '<c r="B7" s="3"><f t="shared" ref="B7:B9" si="0">A7&amp;"x"</f><v/></c>',
        '<c s="3" r="B7"><f t="shared" si="0"/><v></v></c>',
    ],
)
def test_formula_without_its_result_is_named(cell):
    data = sheet_of(f'<row r="7"><c r="A7"><v>1</v></c>{cell}</row></sheetData></worksheet>')

    with pytest.raises(SpreadsheetError, match="Line 7: The formula in cell B7 has no result"):
        rows_of(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_a_clear_error(data):
    for start in (b"", b"PK\x03\x04", b"a;b\n"):
        with suppress(SpreadsheetError):
            assert all(row.values for row in read_rows(BytesIO(start + data), "x"))


# Dates


@pytest.mark.parametrize(
    "text",
    ["2026-03-05", "2026-3-5", "5/3/2026", "05/03/2026", "05-03-2026", "5.3.2026", " 05.03.2026 ",
     "2026-03-05T14:30", "2026-03-05 14:30:00", "5/03/2026 9:30", "05-03-2026 00:00:00",
     "5/3/26", "05-03-26", "05.03.26", "5/03/26 14:30"],
)  # fmt: skip
def test_day_as_a_belgian_spreadsheet_writes_it(text):
    assert parse_day(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "year"),
    [("1/1/00", 2000), ("1/1/68", 2068), ("1/1/69", 1969), ("31-12-99", 1999)],
)
def test_year_of_two_digits(text, year):
    assert parse_day(text).year == year


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("5/3/126", "is no date"),
        ("26-03-05-26", "is no date"),
        ("5/3/0026", "is the year right"),
        ("31/02/26", "does not exist"),
        ("31/02/2026", "does not exist"),
        ("2026-13-01", "does not exist"),
        ("0000-01-01", "does not exist"),
        ("2026-02-29", "does not exist"),
        ("5/3-2026", "is no date"),
        ("5 March 2026", "is no date"),
        ("45000", "is no date"),
        ("", "is no date"),
        ("0202-03-05", "is the year right"),
        ("5/3/2206", "is the year right"),
    ],
)
def test_day_that_cannot_be_told_is_refused(text, message):
    with pytest.raises(SpreadsheetError, match=message):
        parse_day(text)


def test_error_gets_its_place_later():
    with pytest.raises(SpreadsheetError) as caught:
        parse_day("31/2/26")

    placed = caught.value.at(7, "received_on")
    assert (placed.line, placed.column) == (7, "received_on")
    assert str(placed) == "Line 7, column received_on: “31/2/26” does not exist."
