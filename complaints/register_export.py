"""The register as a file that an import reads again: all of it, or the cases received in a year."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from complaints import exports
from complaints.models import Case
from complaints.querysets import CaseQuerySet
from core.row_security import organisation_context
from organisations.models import Organisation


def cases(organisation: Organisation, year: int | None) -> CaseQuerySet:
    """In the order of their receipt; confidential ones too: this is the whole register."""
    found = Case.objects.for_organisation(organisation)
    if year is not None:
        found = found.filter(received_on__year=year)
    return found.order_by("received_on", "pk")


def keys_of(organisation: Organisation, year: int | None) -> list[int]:
    return list(cases(organisation, year).values_list("pk", flat=True))


def years_of(organisation: Organisation) -> list[int]:
    """Those in which something was received, the latest first: read from the two ends."""
    days = Case.objects.for_organisation(organisation).order_by("received_on")
    first, last = days.values_list("received_on").first(), days.values_list("received_on").last()
    return list(range(last[0].year, first[0].year - 1, -1)) if first and last else []


def write(organisation: Organisation, path: Path, year: int | None, *, is_demo: bool) -> int:
    """Write the file, readable by its owner alone, and whole before it has its name; how many cases."""
    with organisation_context(organisation.pk):
        keys = keys_of(organisation, year)
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
