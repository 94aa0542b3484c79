"""Yearly figures as rows of open data."""

from collections.abc import Iterator
from datetime import date

from complaints.counting import counts
from core.row_security import organisation_context
from indicators.definitions import definitions_of
from indicators.sources import figures
from organisations.models import Organisation

HEADINGS = (
    "year",
    "organisation",
    "group",
    "indicator",
    "breakdown",
    "state",
    "value",
    "unit",
    "definition_version",
)
# Of a figure that the Network does not ask for in the year.
UNDEFINED = 1


def plain(value: float) -> str:
    """12, 94.2: no grouping, a point, no idle decimals."""
    return str(int(value)) if float(value).is_integer() else str(value)


def rows(
    organisation: Organisation, year: int, cut_off: date | None = None
) -> Iterator[tuple[str, ...]]:
    """One row a value; a count of nothing is 0, a rate of nothing is not applicable."""
    with organisation_context(organisation.pk):
        found = list(figures(counts(organisation, year, cut_off)))
    versions = {code: version.number for code, version in definitions_of(year).items()}
    for code, value in found:
        applies = value.value is not None
        yield (
            str(year),
            organisation.code,
            organisation.group.code,
            code,
            value.breakdown,
            "value" if applies else "not_applicable",
            plain(value.value) if value.value is not None else "",
            value.unit,
            str(versions.get(code, UNDEFINED)),
        )
