"""A register of 100,000 cases brought in, against COPY of the same rows into the same tables.

Both are undone: what is timed ends with every check of keys that a commit would make.
"""

import csv
import io
import random
import tempfile
import time
from datetime import date, timedelta
from io import BytesIO

import psycopg
from django.db import connection, transaction

from tests.bench.words import Writer

CASES = 100_000
NAME = f"import of {CASES} cases"
SEED = 11
# In the order in which their keys are made.
TABLES = {
    "complaints_registerfile": "id = (select max(file) from imported_keys)",
    "complaints_case": "id in (select id from imported_keys)",
    "complaints_complainant": "case_id in (select id from imported_keys)",
    "complaints_event": "case_id in (select id from imported_keys)",
    "complaints_casesearch": "case_id in (select id from imported_keys)",
}


def register_file(today):
    """As an organisation might bring it: three years, most of it answered and closed."""
    from complaints.register_columns import HEADINGS

    chance = random.Random(SEED)
    writer = Writer(chance)
    text = io.StringIO()
    rows = csv.DictWriter(text, HEADINGS, delimiter=";", restval="")
    rows.writeheader()
    for number in range(CASES):
        rows.writerow(row(chance, writer, number, today))
    return text.getvalue().encode()


def row(chance, writer, number, today):
    received = today - timedelta(days=chance.randrange(100, 1100))
    told = received + timedelta(days=chance.randrange(3))
    decided = told + timedelta(days=chance.randrange(5))
    answered = decided + timedelta(days=chance.randrange(40))
    is_complaint = chance.random() < 0.6
    language = chance.choice(["nl", "fr", "de"])
    found = {
        "received_on": received.strftime("%d/%m/%Y"),
        "acknowledged_on": told.isoformat(),
        "channel": chance.choice(["web", "email", "telephone", "letter"]),
        "nature": "complaint" if is_complaint else chance.choice(["question", "compliment"]),
        "language": language,
        "subject": writer.subject(language),
        "text": writer.text(language),
        "complainant_name": f"Invented Person{number % 977}",
        "complainant_email": f"person{number}@bench.example",
        "admissibility": "pending" if is_complaint else "",
    }
    if chance.random() < 0.9:
        end = (answered + timedelta(days=chance.randrange(9))).isoformat()
        found |= {"qualified_on": decided.isoformat(), "answered_on": answered.isoformat()}
        found |= {"closed_on": end, "outcome": "answered"}
        if is_complaint:
            finding = chance.choice(["founded", "partly_founded", "unfounded"])
            norms = "legality equality" if finding != "unfounded" else ""
            found |= {"admissibility": "admissible", "finding": finding, "norms": norms}
    return found


def brought_in(organisation, data):
    """Milliseconds of the import, and its rows as COPY reads them; nothing of it stays."""
    from complaints.models import RegisterFile
    from complaints.register_import import Reading, bring_in
    from core.row_security import organisation_context

    file = RegisterFile(organisation=organisation, name="register.csv", size=1, language="en")
    with transaction.atomic(), connection.cursor() as cursor:
        started = time.perf_counter()
        bring_in(Reading(organisation), BytesIO(data), file, by=None)
        cursor.execute("set constraints all immediate")
        elapsed = (time.perf_counter() - started) * 1000
        with organisation_context(organisation.pk):
            copied = copied_rows(cursor, file.pk)
        transaction.set_rollback(True)
    return elapsed, copied


def copied_rows(cursor, file):
    cursor.execute(
        "create temporary table imported_keys on commit drop as"
        " select id, register_file_id as file from complaints_case where register_file_id = %s",
        [file],
    )
    found = {}
    for table, condition in TABLES.items():
        found[table] = tempfile.TemporaryFile()  # noqa: SIM115 - read by the caller
        with cursor.copy(f"copy (select * from {table} where {condition}) to stdout") as rows:
            for block in rows:
                found[table].write(block)
    return found


def copied(backup, rows):
    """Milliseconds of COPY as the role that no policy holds."""
    with psycopg.connect(backup) as database:
        started = time.perf_counter()
        for table, file in rows.items():
            file.seek(0)
            with database.cursor().copy(f"copy {table} from stdin") as target:
                while block := file.read(1 << 20):
                    target.write(block)
        database.execute("set constraints all immediate")
        elapsed = (time.perf_counter() - started) * 1000
        database.rollback()
    return elapsed


def measure(organisation, backup, say):
    """The row of the table: how long the import takes, beside COPY."""
    data = register_file(date.today())
    elapsed, rows = brought_in(organisation, data)
    beside = copied(backup, rows)
    say(f"{NAME}: {elapsed / 1000:.1f} s, COPY {beside / 1000:.1f} s")
    connection.close()
    with psycopg.connect(backup, autocommit=True) as database:
        for table in TABLES:
            database.execute(f"vacuum (analyze) {table}")
    return {
        "page": NAME,
        "organisation": organisation.slug,
        "aim": "import",
        "p50": elapsed,
        "p95": elapsed,
        "sql": beside,
    }
