"""A comparison as a file: the rows of the page as CSV and XLSX, its chart as SVG, the page as PDF."""

from collections.abc import Iterator
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _

from core.drawing import chart_file
from core.pdf import render_pdf
from core.spreadsheet import Cell, Sheet, write_csv, write_xlsx
from indicators.comparison import View
from indicators.comparison_tables import headings_of, rows_of
from organisations.models import Organisation


def csv_lines(view: View) -> Iterator[bytes]:
    return write_csv(headings_of(view.table), rows_of(view.table))


def about(view: View, demo: str) -> Iterator[list[Cell]]:
    """What the numbers do not say: who reported, the breaks, how it is reckoned."""
    yield [_("What is compared"), view.title]
    for said in view.said:
        yield [_("Who is compared"), said]
    for note in view.notes:
        yield [_("Break"), f"{note.letter} {note.year}: {note.words}".strip()]
    for one in view.explanations:
        for text in one.texts:
            yield [one.name, text]
    for line in view.method:
        yield [_("How it is reckoned"), line]
    if demo:
        yield [_("Note"), demo]


def workbook(view: View, *, demo: str) -> IO[bytes]:
    file = BytesIO()
    sheets = [
        Sheet(_("Comparison"), headings_of(view.table), rows_of(view.table)),
        Sheet(_("About these figures"), [_("Subject"), _("Text")], about(view, demo)),
    ]
    write_xlsx(file, sheets, title=view.title)
    file.seek(0)
    return file


def svg(view: View, number: int, *, source: str) -> bytes:
    """One of the view's charts; beyond the last, the last."""
    return chart_file(view.charts[min(number, len(view.charts) - 1)], source=source)


def pdf(view: View, organisation: Organisation, *, language: str, demo_loaded: bool) -> bytes:
    context = {"view": view, "organisation": organisation, "demo_loaded": demo_loaded}
    return render_pdf("indicators/print/comparison.html", context, language=language)
