"""A register as an organisation might have kept it in a spreadsheet, and its figures counted by hand.

Nothing of the product is used here: rows are invented, written as a Belgian spreadsheet writes them,
and counted from the words of the design.
"""

import csv
import io
import random
from collections import Counter
from datetime import date, datetime, timedelta

import openpyxl

HEADINGS = [
    "number",
    "received_on",
    "registered_on",
    "acknowledged_on",
    "qualified_on",
    "answered_on",
    "closed_on",
    "channel",
    "nature",
    "language",
    "admissibility",
    "inadmissibility_ground",
    "outcome",
    "finding",
    "type",
    "norms",
    "service",
    "stage",
    "department",
    "subject",
    "text",
    "complainant_name",
    "complainant_email",
    "extended_until",
    "reopened_count",
    "second_line",
]
DAYS = [heading for heading in HEADINGS if heading.endswith(("_on", "_until"))]
FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y 0:00")
CHANNELS = ("web", "email", "letter", "telephone", "counter", "forwarded")
NATURES = ("complaint",) * 6 + ("question", "notification", "suggestion", "compliment")
FINDINGS = ("founded", "partly_founded", "unfounded", "no_opinion", "")
TYPES = ("conduct", "quality", "handling", "complaint_handling", "")
NORMS = ("legality", "equality", "impartiality", "courtesy", "active_information")
GROUNDS = ("anonymous", "not_competent", "older_than_one_year")
# Code, and the ways in which a file names it.
SERVICES = {"REFUND": ("REFUND", "remboursement", "Terugbetaling"), "": ("",)}
DEPARTMENTS = {"REC": ("rec", "Réception", "Onthaal"), "": ("",)}
SUBJECTS = (
    "Remboursement en retard depuis « trois mois » – à l’aide",
    'Geen "antwoord"; niets sinds Pasen: € 25 te veel',
    "=SOMME(A1:A9) était dans votre lettre",
    "-50 € sur mon compte",
    "Unverständliches Schreiben, Straße Nr. 5",
    "'s Avonds is er niemand aan het loket",
)
TEXTS = (
    "Première ligne ;\r\ndeuxième ligne, « œuvre » à 5 €.",
    'Ik wacht al drie weken.\n\nMet "vriendelijke" groeten; dank u.',
    "@ votre service, +32 2 000 00 00",
    "",
)
NAMES = ("Zoë Inventée", "Jan van Verzonnen; zoon", "Müller-Erfunden, Straßenmeister", "")


class Invented:
    """Rows with days as days; how they are written is chosen later."""

    def __init__(self, seed, number, prefix):
        self.chance = random.Random(seed)  # noqa: S311 - the same rows each time
        self.prefix = prefix
        self.rows = [self.row(place) for place in range(number)]

    def some(self, choices):
        return self.chance.choice(choices)

    def row(self, place):
        received = date(2024, 1, 1) + timedelta(days=self.chance.randrange(731))
        row = dict.fromkeys(HEADINGS, "") | {"received_on": received, "reopened_count": 0}
        row |= {
            "number": self.number(place, received),
            "channel": self.some(CHANNELS),
            "nature": self.some(NATURES),
            "language": self.some(("fr", "nl", "nl", "de", "en")),
            "service": self.some([*SERVICES]),
            "department": self.some([*DEPARTMENTS]),
            "stage": self.some(("", "orient", "receive", "deliver", "follow_up")),
            "subject": self.some(SUBJECTS),
            "text": self.some(TEXTS),
            "complainant_name": self.some(NAMES),
        }
        if row["complainant_name"] and self.chance.random() < 0.6:
            row["complainant_email"] = f"person{place}@invented.example"
        registered = self.after(received, 4)
        if registered > received or self.chance.random() < 0.3:
            row["registered_on"] = registered
        told = self.after(registered, 16)
        if self.chance.random() < 0.8:
            row["acknowledged_on"] = told
        if self.chance.random() < 0.1:
            row["extended_until"] = received + timedelta(days=90)
        self.fate(row, told)
        if self.chance.random() < 0.04:
            row["second_line"] = self.some(("FED_OMB", "FED_OMB:overturned"))
        return row

    def number(self, place, received):
        form = self.chance.random()
        if form < 0.2:
            return f"{received.year}/{place}"
        # Among those that the register would give itself.
        own = form < 0.3 and place < 200
        return f"{self.prefix}-{received.year}-{place + 3:05d}" if own else ""

    def after(self, day, most):
        return day + timedelta(days=self.chance.randrange(most))

    def fate(self, row, told):
        is_complaint = row["nature"] == "complaint"
        row["admissibility"] = "pending" if is_complaint else ""
        chance = self.chance.random()
        if chance < 0.08:
            self.leaves(row, told, *(() if is_complaint else ("not_a_complaint",)))
        elif chance < 0.18 and is_complaint:
            decided = self.after(told, 20)
            row |= {"admissibility": "inadmissible", "outcome": "inadmissible"}
            row |= {"inadmissibility_ground": self.some(GROUNDS), "closed_on": decided}
            row["qualified_on"] = self.some((decided, ""))
        elif chance < 0.92:
            self.handled(row, told)

    def leaves(self, row, day, *others):
        row |= {"outcome": self.some(("forwarded", "withdrawn", *others))}
        row["closed_on"] = self.after(day, 20)

    def handled(self, row, told):
        is_complaint = row["nature"] == "complaint"
        decided = self.after(told, 12)
        if is_complaint:
            row["admissibility"] = "admissible"
            row["qualified_on"] = self.some((decided, decided, ""))
        if self.chance.random() < 0.1:
            if self.chance.random() < 0.5:
                self.leaves(row, decided)
            return
        answered = row["answered_on"] = self.after(decided, 70)
        if is_complaint:
            row |= {"finding": self.some(FINDINGS), "type": self.some(TYPES)}
            if row["finding"] in ("founded", "partly_founded"):
                row["norms"] = " ".join(self.chance.sample(NORMS, self.chance.randrange(3)))
        if self.chance.random() < 0.8:
            row |= {"outcome": "answered", "closed_on": self.after(answered, 40)}
            row["reopened_count"] = self.some((0,) * 12 + (1, 2))


def with_defaults(rows, prefix):
    """The rows after the defaults of the design: numbers, days that follow."""
    given = {row["number"] for row in rows}
    last = Counter()
    found = []
    for row in rows:
        whole = dict(row)
        year = row["received_on"].year
        while not whole["number"]:
            last[year] += 1
            candidate = f"{prefix}-{year}-{last[year]:05d}"
            whole["number"] = "" if candidate in given else candidate
        whole["registered_on"] = row["registered_on"] or row["received_on"]
        if not row["qualified_on"] and row["admissibility"] in ("admissible", "inadmissible"):
            whole["qualified_on"] = row["acknowledged_on"] or whole["registered_on"]
        found.append(whole)
    return found


def written(row, chance):
    """As people fill in a sheet: days in many forms, names instead of codes, capitals."""
    told = dict(row)
    for heading in DAYS:
        if row[heading]:
            told[heading] = row[heading].strftime(chance.choice(FORMS))
    told["service"] = chance.choice(SERVICES[row["service"]])
    told["department"] = chance.choice(DEPARTMENTS[row["department"]])
    told["channel"] = chance.choice((row["channel"], row["channel"].capitalize()))
    told["reopened_count"] = row["reopened_count"] or chance.choice(("", "0"))
    return told


def as_csv(rows, seed):
    """Windows-1252 with semicolons, every cell that needs it in quotation marks."""
    chance = random.Random(seed)  # noqa: S311 - the same file each time
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, delimiter=";")
    writer.writeheader()
    writer.writerows(written(row, chance) for row in rows)
    return text.getvalue().encode("cp1252")


def as_xlsx(rows, seed):
    """Days as days, or as text, whichever the writer of the cell liked."""
    chance = random.Random(seed)  # noqa: S311 - the same file each time
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for row in rows:
        told = written(row, chance)
        for heading in DAYS:
            if row[heading] and chance.random() < 0.7:
                told[heading] = datetime.combine(row[heading], datetime.min.time())
        book.active.append([told[heading] for heading in HEADINGS])
        for cell in book.active[book.active.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# The count


def working_days_after(day, number, closed):
    while number:
        day += timedelta(days=1)
        number -= is_open(day, closed)
    return day


def is_open(day, closed):
    return day.weekday() < 5 and day not in closed


def next_open(day, closed):
    while not is_open(day, closed):
        day += timedelta(days=1)
    return day


def percentile(lengths, part):
    if not lengths:
        return None
    ordered = sorted(lengths)
    place = (len(ordered) - 1) * part
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 1)


def by(day, cut_off):
    return bool(day) and day <= cut_off


class Count:
    """The figures of a year as at its last day, of rows after the defaults."""

    def __init__(self, rows, year, closed=frozenset(), acknowledge=10, answer=40):
        self.end = date(year, 12, 31)
        self.closed, self.acknowledge, self.answer = closed, acknowledge, answer
        self.all = rows
        self.rows = [row for row in rows if row["received_on"].year == year]
        self.complaints = [row for row in self.rows if row["nature"] == "complaint"]
        decided = [row for row in self.complaints if by(row["qualified_on"], self.end)]
        self.admissible = [row for row in decided if row["admissibility"] == "admissible"]
        self.inadmissible = [row for row in decided if row["admissibility"] == "inadmissible"]
        self.values = {}
        self.count()
        self.count_answers()
        self.count_times()

    def set(self, code, value, breakdown=""):
        self.values[code, breakdown] = value

    def split(self, code, rows, dimension, column):
        for part, number in Counter(row[column] or "not_classified" for row in rows).items():
            self.set(code, number, f"{dimension}={part}")

    def count(self):
        undecided = [
            row
            for row in self.complaints
            if row not in self.admissible and row not in self.inadmissible
        ]
        away = [
            row
            for row in undecided
            if by(row["closed_on"], self.end) and row["outcome"] in ("forwarded", "withdrawn")
        ]
        self.set("requests_received", len(self.rows))
        for column in ("nature", "channel", "language"):
            self.split("requests_received", self.rows, column, column)
        self.set("complaints_received", len(self.complaints))
        for column in ("channel", "language"):
            self.split("complaints_received", self.complaints, column, column)
        self.set("complaints_admissible", len(self.admissible))
        self.set("complaints_inadmissible", len(self.inadmissible))
        self.split("complaints_inadmissible", self.inadmissible, "ground", "inadmissibility_ground")
        self.set("complaints_pending_admissibility", len(undecided) - len(away))
        for outcome in ("forwarded", "withdrawn"):
            number = sum(row["outcome"] == outcome for row in away)
            self.set(f"complaints_{outcome}", number)
        before = date(self.end.year - 1, 12, 31)
        for code, day in (("open_at_start", before), ("open_at_end", self.end)):
            self.set(code, sum(is_open_on(row, day) for row in self.all))

    def count_answers(self):
        answered = [row for row in self.admissible if by(row["answered_on"], self.end)]
        found = Counter(row["finding"] for row in answered)
        found[""] += len(self.admissible) - len(answered)
        for finding in FINDINGS:
            self.set(f"complaints_{finding or 'without_finding'}", found[finding])
        founded = [row for row in answered if row["finding"] == "founded"]
        self.set("complaints_founded_by_type", len(founded))
        self.split("complaints_founded_by_type", founded, "type", "type")
        norms = Counter(norm for row in answered for norm in row["norms"].split())
        self.set("norms_not_respected", norms.total())
        for norm, number in norms.items():
            self.set("norms_not_respected", number, f"norm={norm}")
        # Days of which a file says nothing: the last one that is known.
        reopened = [row for row in self.complaints if row["reopened_count"]]
        self.set("reopened", sum(by(last(row, ended=True), self.end) for row in reopened))
        second = [row for row in self.complaints if row["second_line"] and by(last(row), self.end)]
        self.set("second_line", len(second))
        overturned = sum(row["second_line"].endswith(":overturned") for row in second)
        self.set("second_line", overturned, "result=overturned")

    def count_times(self):
        kept = [
            row
            for row in self.admissible
            if not (by(row["closed_on"], self.end) and row["outcome"] in ("forwarded", "withdrawn"))
        ]
        for code, rows, column, due in (
            ("acknowledged_in_time", self.complaints, "acknowledged_on", self.acknowledgement_due),
            ("answered_in_time", kept, "answered_on", self.answer_due),
        ):
            owed = [row for row in rows if by(row[column], self.end) or due(row) <= self.end]
            in_time = [row for row in owed if by(row[column], min(due(row), self.end))]
            self.set(code, len(in_time), "part=numerator")
            self.set(code, len(owed), "part=denominator")
        for code, rows, column in (
            ("days_to_acknowledge", self.complaints, "acknowledged_on"),
            ("days_to_answer", self.admissible, "answered_on"),
        ):
            done = [row for row in rows if by(row[column], self.end)]
            lengths = [(row[column] - row["received_on"]).days for row in done]
            self.set(f"{code}_median", percentile(lengths, 0.5))
            self.set(f"{code}_p90", percentile(lengths, 0.9))

    def acknowledgement_due(self, row):
        return working_days_after(row["received_on"], self.acknowledge, self.closed)

    def answer_due(self, row):
        due = row["extended_until"] or row["received_on"] + timedelta(days=self.answer)
        return next_open(due, self.closed)


def is_open_on(row, day):
    return (
        row["nature"] == "complaint" and row["received_on"] <= day and not by(row["closed_on"], day)
    )


def last(row, *, ended=False):
    if ended and (row["answered_on"] or row["closed_on"]):
        return row["answered_on"] or row["closed_on"]
    names = ("received_on", "acknowledged_on", "qualified_on", "answered_on", "closed_on")
    return max(row[name] for name in names if row[name])
