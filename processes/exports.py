"""The catalogue as a file: one row a service, under the headings that an import reads again."""

from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.spreadsheet import Cell, Sheet, write_csv, write_xlsx
from organisations.models import Organisation
from processes.catalogue_columns import COLUMNS, HEADINGS
from processes.querysets import ServiceQuerySet

SERVICES_A_TIME = 200


def rows(services: ServiceQuerySet) -> Iterator[tuple[Cell, ...]]:
    """Each service under `HEADINGS`: days, codes and texts."""
    for service in services.with_parts().iterator(SERVICES_A_TIME):
        yield (service.code, *(column.cell(column.read(service)) for column in COLUMNS))


def csv_lines(services: ServiceQuerySet) -> Iterator[bytes]:
    return write_csv(HEADINGS, rows(services))


def workbook(organisation: Organisation, services: ServiceQuerySet, *, is_demo: bool) -> BytesIO:
    """A file to be read from its beginning."""
    file = BytesIO()
    sheet = Sheet(pgettext("sheet", "Services"), HEADINGS, rows(services))
    note = _("Demonstration: invented figures") if is_demo else ""
    write_xlsx(file, [sheet], title=_("Services"), author=str(organisation.name), note=note)
    file.seek(0)
    return file
