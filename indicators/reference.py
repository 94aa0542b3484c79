"""What every installation counts at the start, read from the data files beside this module."""

from pathlib import Path

from django.db import transaction

from indicators.models import Criterion, Indicator, IndicatorVersion
from organisations.reference import Count, Row, bring_in_step, read_rows, texts

FOLDER = Path(__file__).parent / "reference"


@transaction.atomic
def load_indicators() -> Count:
    """Indicators that are missing, with their first version; those that are there are the Network's."""
    rows = read_rows(FOLDER / "indicators.csv")
    known = set(Indicator.objects.values_list("code", flat=True))
    missing = [row for row in rows if row["code"] not in known]
    made = Indicator.objects.bulk_create(indicator_of(row) for row in missing)
    IndicatorVersion.objects.bulk_create(
        first_version(indicator, row) for indicator, row in zip(made, missing, strict=True)
    )
    return Count(new=len(missing), unchanged=len(rows) - len(missing))


def indicator_of(row: Row) -> Indicator:
    return Indicator(
        code=row["code"],
        section=row["section"],
        position=int(row["position"]),
        origin=row["origin"],
        collected_since=int(row["collected_since"]),
    )


def first_version(indicator: Indicator, row: Row) -> IndicatorVersion:
    named = ("name", "explanation", "formula", "numerator", "denominator")
    return IndicatorVersion(
        indicator=indicator,
        number=1,
        first_year=indicator.collected_since,
        breakdowns=row["breakdowns"].split(),
        **{name: texts(row, name) for name in named},
        **{name: row[name] for name in ("unit", "parts_unit", "better", "source")},
    )


@transaction.atomic
def load_criteria() -> Count:
    """The list of complaints management; a line that the Network has worded itself is left alone."""
    known = {criterion.code: criterion for criterion in Criterion.objects.all()}
    count = Count()
    for row in read_rows(FOLDER / "criteria.csv"):
        criterion = known.get(row["code"]) or Criterion(code=row["code"])
        if criterion.revision > 1:
            count.kept += 1
            continue
        plain = {name: row[name] for name in ("kind", "proof", "status", "source")}
        named = {name: texts(row, name) for name in ("name", "explanation")}
        bring_in_step(criterion, {**plain, **named, "position": int(row["position"])}, count)
    return count
