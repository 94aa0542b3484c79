"""The register as a file: one row a case, under the headings that an import reads again."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.models import Case
from complaints.register_columns import HEADINGS, OVERTURNED
from core.errors import NotAllowedError
from core.row_security import organisation_context
from core.spreadsheet import XLSX_ROWS, Cell, Sheet, too_many_rows, write_csv, write_xlsx
from organisations.models import Organisation

CASES_A_TIME = 500


def row(case: Case) -> tuple[Cell, ...]:
    """A case under `HEADINGS`: days and codes."""
    return (
        case.number,
        case.received_on,
        timezone.localdate(case.registered_at),
        case.acknowledged_on,
        case.qualified_on,
        case.answered_on,
        case.closed_on,
        case.channel,
        case.nature,
        case.language,
        case.admissibility,
        case.inadmissibility_ground_id,
        case.outcome,
        case.finding,
        case.type,
        " ".join(case.norms),
        case.service.code if case.service else "",
        case.stage,
        case.department.code if case.department else "",
        case.subject,
        case.text,
        case.complainant.name,
        case.complainant.email,
        case.extended_until,
        case.reopened_count,
        second_line(case),
    )


def second_line(case: Case) -> str:
    """The body's code, with `:overturned` where it set our answer aside."""
    if case.second_line is None:
        return ""
    code = case.second_line.code
    return f"{code}{OVERTURNED}" if case.second_line_overturned else code


def rows(organisation: Organisation, keys: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    """The cases of these keys, in their order; each handful in a transaction of its own.

    A file that streams is written after the request's transaction, and so outside its organisation.
    """
    for start in range(0, len(keys), CASES_A_TIME):
        some = keys[start : start + CASES_A_TIME]
        with organisation_context(organisation.pk):
            cases = (
                Case.objects.for_organisation(organisation)
                .with_names()
                .select_related("service", "second_line")
                .in_bulk(some)
            )
        yield from (row(cases[key]) for key in some if key in cases)


def csv_lines(organisation: Organisation, keys: Sequence[int]) -> Iterator[bytes]:
    return write_csv(HEADINGS, rows(organisation, keys))


def workbook(organisation: Organisation, keys: Sequence[int], *, is_demo: bool) -> BytesIO:
    """A file to be read from its beginning; refused for more cases than a sheet has rows."""
    if len(keys) >= XLSX_ROWS:
        raise NotAllowedError(too_many_rows())
    file = BytesIO()
    write_workbook(file, organisation, keys, is_demo=is_demo)
    file.seek(0)
    return file


def write_workbook(
    file: IO[bytes], organisation: Organisation, keys: Sequence[int], *, is_demo: bool
) -> None:
    sheet = Sheet(pgettext("sheet", "Register"), HEADINGS, rows(organisation, keys))
    note = _("Demonstration: invented figures") if is_demo else ""
    title = _("Register of complaints")
    write_xlsx(file, [sheet], title=title, author=str(organisation.name), note=note)
