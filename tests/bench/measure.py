"""Measure every page on the database of one size; `python -m tests.bench` calls it once a size."""

import json
import math
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

import django
import psycopg

from core.embedded_postgres import EmbeddedPostgres
from tests.bench import figures, imports, reports
from tests.bench.server import Browser, served
from tests.bench.visitors import CLIENTS, send_all

UNMEASURED, REQUESTS = 5, 30
LANGUAGE = "fr"
NETWORK_YEAR = "figures of a year, whole Network"
SUBMISSION = f"public submission, {CLIENTS} clients"


@dataclass(frozen=True)
class Page:
    """`aim` is a key of AIMS in `__main__`; without a member the page is public."""

    name: str
    path: str
    aim: str = ""
    member: str = ""


def say(text):
    print(time.strftime("%H:%M:%S"), text, flush=True)


def percentile(values, share):
    """The smallest value that so large a share does not exceed."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


class Landmarks:
    """Records of an organisation that pages are measured on."""

    def __init__(self, database, code):
        self.database = database
        self.code = code
        (self.organisation,) = self.row(
            "select id from organisations_organisation where code = %s", code
        )
        # Much has happened to it.
        (self.case,) = self.row(
            "select case_id from complaints_event where organisation_id = %s"
            " group by case_id order by count(*) desc, case_id desc limit 1",
            self.organisation,
        )
        cases = "from complaints_case where organisation_id = %s"
        (count,) = self.row(f"select count(*) {cases}", self.organisation)
        received_on, key = self.row(
            f"select received_on, id {cases} order by received_on desc, id desc offset %s limit 1",
            self.organisation,
            count * 2 // 3,
        )
        self.deep = f"{received_on.isoformat()}~{key}"
        self.service, self.service_code = self.row(
            "select s.id, s.code from complaints_case c join processes_service s on s.id = service_id"
            " where c.organisation_id = %s group by 1, 2 order by count(*) desc limit 1",
            self.organisation,
        )

    def row(self, statement, *values):
        return self.database.execute(statement, values).fetchone()


def pages_of_members(landmarks, today):
    """What members open, of one organisation."""
    from tests.bench.words import COMMON_WORDS, RARE_WORD

    slug = landmarks.code.lower()
    home = f"/{LANGUAGE}/o/{slug}/"
    register = f"{home}complaints/"
    four = {"nature": "complaint", "status": "closed", "language": "fr", "department": "D3"}

    def filtered(**filters):
        return f"{register}?{urlencode(filters)}"

    found = [
        ("floor", f"{home}floor/", "floor"),
        ("my work", home, "list"),
        ("register, unfiltered", filtered(status="any"), "list"),
        ("register, four filters", filtered(**four), "list"),
        ("register, deep page", filtered(status="any", after=landmarks.deep), "list"),
        ("search, one rare word", filtered(q=RARE_WORD), "list"),
        ("search, two common words", filtered(q=COMMON_WORDS[LANGUAGE]), "list"),
        ("record page", f"{register}{landmarks.case}/", "list"),
        ("yearly figures, last year", f"{home}indicators/{today.year - 1}/", "counting"),
        ("yearly figures, this year", f"{home}indicators/{today.year}/", "counting"),
        ("evidence of a service", f"{register}evidence/{landmarks.service}/", "counting"),
        ("process map", f"{home}processes/services/{landmarks.service}/map/", ""),
        ("task list of the charter", f"{home}charters/", "list"),
        ("subject of the charter", f"{home}charters/topics/reply_times/", "list"),
        ("commitments", f"{home}charters/commitments/", "list"),
    ]
    return [Page(name, path, aim, slug) for name, path, aim in found]


def papers(landmarks):
    slug = landmarks.code.lower()
    made = f"/{LANGUAGE}/o/{slug}/processes/services/{landmarks.service}/map/map.pdf"
    charter = f"/{LANGUAGE}/o/{slug}/charters/preview/charter.pdf"
    return [
        Page("process map, PDF made", made, "pdf", slug),
        Page("charter, PDF made", charter, "pdf", slug),
    ]


def public_pages(landmarks):
    slug = landmarks.code.lower()
    find = f"/{LANGUAGE}/find/"
    service = f"/{LANGUAGE}/organisations/{slug}/services/{landmarks.service_code}/"
    # One word that hundreds of services share, and one that is misspelt.
    words = urlencode({"q": "prolongation pasport"})
    return [
        Page("public home", f"/{LANGUAGE}/", "public"),
        Page("finder", f"{find}?{words}", "public"),
        Page("service page", service, "public"),
        Page("public form", f"/{LANGUAGE}/organisations/{slug}/complaints/new/", "public"),
        Page("charter", f"/{LANGUAGE}/organisations/{slug}/charter/", "public"),
        Page(
            "results of the charter", f"/{LANGUAGE}/organisations/{slug}/charter/results/", "public"
        ),
        Page("charter, stored PDF", f"/{LANGUAGE}/organisations/{slug}/charter.pdf", "stored"),
        *(Page(*told) for told in figures.public_addresses(LANGUAGE, slug)),
    ]


def statements_of(client, path):
    """The SQL of a page, as the application sends it once everything is warm."""
    from django.db import connection

    found = []

    def note(execute, statement, values, many, context):
        found.append((statement, values))
        return execute(statement, values, many, context)

    client.get(path)
    with connection.execute_wrapper(note):
        answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return found


def milliseconds_of(statements):
    """One transaction with the same statements, read to their end; nothing of it stays."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        started = time.perf_counter()
        for statement, values in statements:
            cursor.execute(statement, values)
            if cursor.description:
                cursor.fetchall()
        elapsed = (time.perf_counter() - started) * 1000
        transaction.set_rollback(True)
    return elapsed


def html_of(client, path):
    """The finished page that WeasyPrint gets."""
    from core import pdf

    with patch.object(pdf, "render_pdf_from_html", wraps=pdf.render_pdf_from_html) as made:
        client.get(path)
    return made.call_args.args[0]


def milliseconds_of_weasyprint(html):
    """The same page, fetching its style sheets as the application does."""
    from weasyprint import HTML

    from core import pdf

    started = time.perf_counter()
    page = HTML(string=html, base_url=pdf._static_address(), url_fetcher=pdf._static_files())
    page.write_pdf(pdf_variant="pdf/a-2a")
    return (time.perf_counter() - started) * 1000


@dataclass
class Bench:
    """One server, and who is signed in to it."""

    address: str
    clients: dict
    floors: dict

    def measure(self, page):
        """The page, the floor and the page's SQL in turn, so that all three meet the same machine."""
        client = self.clients[page.member]
        statements = statements_of(client, page.path)
        compare = self.beside(page, client, statements)
        floor_path = self.floors[page.member or next(name for name in self.floors if name)]
        member = page.member or next(name for name in self.clients if name)
        session = self.clients[member].cookies["sessionid"].value
        visitor = Browser(self.address, session if page.member else "")
        signed_in = Browser(self.address, session)
        times = {"page": [], "floor": [], "beside": []}
        size = 0
        for number in range(UNMEASURED + REQUESTS):
            elapsed, size = visitor.get(page.path)
            taken = {"page": elapsed, "floor": signed_in.get(floor_path)[0], "beside": compare()}
            if number >= UNMEASURED:
                for name, value in taken.items():
                    times[name].append(value)
        visitor.close()
        signed_in.close()
        row = {
            "page": page.name,
            "organisation": page.member,
            "aim": page.aim,
            "p50": statistics.median(times["page"]),
            "p95": percentile(times["page"], 0.95),
            "queries": len(statements),
            "bytes": size,
            "floor": statistics.median(times["floor"]),
            "weasyprint" if page.aim == "pdf" else "sql": statistics.median(times["beside"]),
        }
        say(f"{page.name} {page.member}: {row['p50']:.1f} ms, floor {row['floor']:.1f} ms")
        return row

    def beside(self, page, client, statements) -> Callable[[], float]:
        if page.aim == "pdf":
            html = html_of(client, page.path)
            return lambda: milliseconds_of_weasyprint(html)
        return lambda: milliseconds_of(statements)


def submissions(address, slugs):
    """The row of the public form, sent by many at once."""
    times = send_all(address, slugs)
    say(f"public submission: p95 {percentile(times, 0.95):.1f} ms of {len(times)}")
    return {
        "page": SUBMISSION,
        "organisation": "",
        "aim": "submission",
        "p50": statistics.median(times),
        "p95": percentile(times, 0.95),
    }


def figures_of_network(year):
    """A year's figures of every organisation, one after the other, beside the statements they take.

    Once each: a whole Network at a million cases takes long enough to be measured well.
    """
    from django.db import connection

    from indicators.exports import rows
    from organisations.models import Organisation

    organisations = list(Organisation.objects.select_related("group"))
    found = []

    def note(execute, statement, values, many, context):
        found.append((statement, values))
        return execute(statement, values, many, context)

    def counted():
        started = time.perf_counter()
        for organisation in organisations:
            list(rows(organisation, year))
        return (time.perf_counter() - started) * 1000

    counted()
    with connection.execute_wrapper(note):
        counted()
    # What opens a savepoint or names the organisation is the application's, not the count's.
    statements = [one for one in found if one[0].lstrip().lower().startswith(("with", "select"))]
    taken = [(counted(), milliseconds_of(statements)) for _each in range(3)]
    elapsed, sql = (statistics.median(column) for column in zip(*taken, strict=True))
    say(f"{NETWORK_YEAR}: {elapsed:.0f} ms, its SQL {sql:.0f} ms")
    return {
        "page": NETWORK_YEAR,
        "organisation": "",
        "aim": "network",
        "p50": elapsed,
        "p95": max(one for one, _sql in taken),
        "queries": len(statements),
        "sql": sql,
    }


def signed_in(slug):
    """A client of Django's, in this process, whose session the server knows too."""
    from django.test import Client

    from organisations.models import User

    client = Client(headers={"host": "127.0.0.1", "x-forwarded-for": "203.0.113.1"})
    if slug:
        client.force_login(User.objects.get(email=f"coordinator@{slug}.example"))
    return client


def measured(folder, backup, only):
    from django.utils import timezone

    from organisations.models import Organisation
    from tests.bench.data import LARGEST, STEADY

    with psycopg.connect(backup) as database:
        landmarks = [Landmarks(database, code) for code in (STEADY, LARGEST)]
    figures.publish_years(say)
    today = timezone.localdate()
    pages = [page for one in landmarks for page in pages_of_members(one, today)]
    pages += [*public_pages(landmarks[0]), *papers(landmarks[0])]
    floors = {page.member: page.path for page in pages if page.aim == "floor"}
    rows = []
    with served(folder) as address:
        clients = {slug: signed_in(slug) for slug in ("", *floors)}
        bench = Bench(address, clients, floors)
        rows = [bench.measure(page) for page in pages if re.search(only, page.name)]
        if re.search(only, NETWORK_YEAR):
            rows.append(figures_of_network(today.year - 1))
        if re.search(only, SUBMISSION):
            slugs = [one.slug for one in Organisation.objects.valid_on(timezone.localdate())]
            rows.append(submissions(address, slugs))
    if re.search(only, imports.NAME):
        largest = Organisation.objects.get(code=LARGEST)
        rows.append(imports.measure(largest, backup, say))
    if re.search(only, reports.NAME):
        rows.append(reports.measure(milliseconds_of_weasyprint, say))
    return rows


def main(size, cluster_folder, only=""):
    """Build the database unless it is there, measure, and write the rows beside the data."""
    folder = Path(os.environ["DATA_DIR"])
    cluster = EmbeddedPostgres(Path(cluster_folder))
    django.setup()

    from tests.bench import data

    name = f"bench_{size.lower()}"
    data.build(cluster, name, size, say)
    load = os.getloadavg()[0]
    rows = measured(folder, cluster.url(name, user="backup"), only)
    found = {"size": size, "load": [load, os.getloadavg()[0]], "rows": rows}
    (folder / f"{size}.json").write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
