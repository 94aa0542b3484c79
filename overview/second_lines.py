"""What each independent body examines, in four languages; their names are data."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.models import SecondLineBody

SCOPES: dict[str, Promise] = {
    "FED_OMB": _("The federal administrations: the general second line."),
    "OMB_PENS": _("Statutory pensions."),
    "COMITE_P": _("The police."),
    "APD": _("Personal data. The complaint is dated, signed, and in French, Dutch or German."),
    "COC": _("Personal data that the police use."),
    "COMITE_R": _("Data of the intelligence services."),
    "CADA": _("Access to administrative documents."),
    "CPCL": _("The laws on the use of languages."),
    "OMB_DG": _("Authorities of the German-speaking Community, which are not federal."),
    "OMB_WAL": _("Walloon and French Community authorities, which are not federal."),
    "OMB_VL": _("Flemish authorities, which are not federal."),
}


@dataclass(frozen=True)
class Body:
    """A body and what it examines; `language` where that is not in the reader's own."""

    body: SecondLineBody
    scope: str
    language: str = ""


def bodies() -> list[Body]:
    """In the order above; one that was added later keeps the English words of its row."""
    order = list(SCOPES)
    rows = sorted(
        SecondLineBody.objects.all(),
        key=lambda row: order.index(row.code) if row.code in SCOPES else len(order),
    )
    return [
        Body(row, str(SCOPES[row.code])) if row.code in SCOPES else Body(row, row.scope, "en")
        for row in rows
    ]
