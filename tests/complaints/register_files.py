"""Register files as tests write them."""

import csv
import io

from complaints.register_columns import HEADINGS

MINIMAL = {
    "received_on": "2026-03-02",
    "channel": "email",
    "nature": "complaint",
    "language": "fr",
    "admissibility": "pending",
    "subject": "Remboursement en retard",
    "text": "J'attends depuis trois mois.",
}
ANSWERED = {
    **MINIMAL,
    "admissibility": "admissible",
    "qualified_on": "2026-03-04",
    "answered_on": "2026-03-20",
}
CLOSED = {
    **ANSWERED,
    "closed_on": "2026-03-25",
    "outcome": "answered",
    "finding": "founded",
    "type": "handling",
    "norms": "legality equality",
}
INADMISSIBLE = {
    **MINIMAL,
    "admissibility": "inadmissible",
    "inadmissibility_ground": "anonymous",
    "qualified_on": "2026-03-04",
    "closed_on": "2026-03-04",
    "outcome": "inadmissible",
}


def as_csv(*rows, headings=HEADINGS, delimiter=";", encoding="utf-8"):
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, delimiter=delimiter, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)
