"""The Network's yearly report made beside WeasyPrint's own time on the same page, of invented figures."""

import statistics
import time
from datetime import date
from io import BytesIO

import pikepdf
from django.db import transaction

from tests.bench.figures import collect

NAME = "yearly report of the Network"
# Before any year that the database holds a campaign of.
YEARS, SEED, TIMES = (2012, 2013, 2014), 1, 3
LANGUAGE = "fr"


def network():
    """Every organisation, with attested figures of some years; gives the last campaign."""
    from indicators.demo.network import Invention
    from indicators.reference import load_indicators

    load_indicators()
    invention = Invention(SEED, date(YEARS[-1] + 1, 1, 1))
    return [collect(invention, year) for year in YEARS][-1]


def timed(act):
    started = time.perf_counter()
    found = act()
    return (time.perf_counter() - started) * 1000, found


def measure(milliseconds_of_weasyprint, say):
    """The row of the table; nothing of it stays."""
    from core.pdf import render_pdf_from_html
    from indicators.report_printing import html_of

    taken, beside = [], []
    with transaction.atomic():
        campaign = network()
        for _each in range(TIMES):
            read, html = timed(lambda: html_of(campaign, None, LANGUAGE, date(YEARS[-1] + 1, 7, 1)))
            made, pdf = timed(lambda page=html: render_pdf_from_html(page, language=LANGUAGE))
            taken.append(read + made)
            beside.append(milliseconds_of_weasyprint(html))
        transaction.set_rollback(True)
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    elapsed, alone = statistics.median(taken), statistics.median(beside)
    say(f"{NAME}: {pages} pages in {elapsed:.0f} ms, WeasyPrint alone {alone:.0f} ms")
    return {
        "page": f"{NAME}, {pages} pages",
        "organisation": "",
        "aim": "pdf",
        "p50": elapsed,
        "p95": max(taken),
        "bytes": len(pdf),
        "weasyprint": alone,
    }
