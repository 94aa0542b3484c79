"""What was published before there was a register here: quoted with its source, never mended."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from complaints.enums import ComplaintType, Nature
from indicators.enums import Dimension
from indicators.models import PublishedFigure
from organisations.reference import Count, Row, bring_in_step, read_rows

PUBLISHED = Path(__file__).parent / "reference" / "published_figures.csv"
FOUNDED_BY_TYPE = "complaints_founded_by_type"
# Names of the sources to indicator and breakdown; a name that means nothing of ours stays.
NAMES: Mapping[str, tuple[str, str]] = {
    "founded_type_conduct_official": (
        FOUNDED_BY_TYPE,
        f"{Dimension.TYPE}={ComplaintType.CONDUCT}",
    ),
    "founded_type_quality_product_service": (
        FOUNDED_BY_TYPE,
        f"{Dimension.TYPE}={ComplaintType.QUALITY}",
    ),
    "founded_type_handling_procedure": (
        FOUNDED_BY_TYPE,
        f"{Dimension.TYPE}={ComplaintType.HANDLING}",
    ),
    "founded_type_complaint_handling": (
        FOUNDED_BY_TYPE,
        f"{Dimension.TYPE}={ComplaintType.COMPLAINT_HANDLING}",
    ),
    "requests_via_procedure": ("requests_received", ""),
    "information_requests_via_procedure": (
        "requests_received",
        f"{Dimension.NATURE}={Nature.QUESTION}",
    ),
}
# Bodies of the second line by the code they have here.
SUBJECTS: Mapping[str, str] = {"FEDERAL_OMBUDSMAN": "FED_OMB"}


@transaction.atomic
def load_published_figures() -> Count:
    """One row a figure; rows that the file does not name stay."""
    known = {
        (row.year, row.subject, row.indicator, row.breakdown): row
        for row in PublishedFigure.objects.all()
    }
    count = Count()
    for line in read_rows(PUBLISHED):
        key = year, subject, indicator, breakdown = key_of(line)
        record = known.get(key) or PublishedFigure(
            year=year, subject=subject, indicator=indicator, breakdown=breakdown
        )
        values = {
            "line": int(line["line"]),
            "value": Decimal(line["value"]),
            **{name: line[name] for name in ("unit", "source", "certainty", "note")},
        }
        bring_in_step(record, values, count)
    return count


def key_of(line: Row) -> tuple[int, str, str, str]:
    """Year, subject, indicator and breakdown of a line, by the codes used here."""
    indicator, breakdown = NAMES.get(line["indicator"], (line["indicator"], ""))
    subject = SUBJECTS.get(line["organisation"], line["organisation"])
    return int(line["year"]), subject, indicator, breakdown
