"""The register as a file that an import reads again: all of it, or the cases received in a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.db.models import Count
from django.db.models.functions import ExtractYear

from complaints import exports
from complaints.models import Case
from complaints.querysets import CaseQuerySet
from core.row_security import organisation_context
from organisations.models import Organisation


def of_year(cases: CaseQuerySet, year: int | None) -> CaseQuerySet:
    """Those received in the year, or all, in the order of their receipt."""
    if year is not None:
        cases = cases.filter(received_on__year=year)
    return cases.order_by("received_on", "pk")


@dataclass(frozen=True)
class Received:
    """A year, and how many cases were received in it."""

    year: int
    cases: int


def years_of(cases: CaseQuerySet) -> list[Received]:
    """The latest first."""
    counted = (
        cases.order_by()
        .annotate(year=ExtractYear("received_on"))
        .values_list("year")
        .annotate(number=Count("pk"))
        .order_by("-year")
    )
    return [Received(year, number) for year, number in counted]


def write(organisation: Organisation, path: Path, year: int | None, *, is_demo: bool) -> int:
    """Write the file, readable by its owner alone, and whole before it has its name; how many cases."""
    with organisation_context(organisation.pk):
        # Confidential ones too: this is the whole register.
        cases = of_year(Case.objects.for_organisation(organisation), year)
        keys = list(cases.values_list("pk", flat=True))
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        try:
            fill(draft, organisation, keys, path.suffix.lower(), is_demo=is_demo)
            draft.close()
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    return len(keys)


def fill(
    file: IO[bytes], organisation: Organisation, keys: Sequence[int], suffix: str, *, is_demo: bool
) -> None:
    if suffix == ".xlsx":
        exports.write_workbook(file, organisation, keys, is_demo=is_demo)
        return
    for chunk in exports.csv_lines(organisation, keys):
        file.write(chunk)
