"""The figures and their definitions for programs: which rows are asked for, and how they are written.

Nothing here is translated: data have no language, texts of definitions stand in all four.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import translation

from core.spreadsheet import Cell, Sheet, csv_for_machines, write_xlsx
from core.texts import Text
from indicators.definitions import place_in_report
from indicators.exports import HEADINGS
from indicators.models import IndicatorVersion
from indicators.published import Shown, Wanted, public_figures, state_of_public
from organisations.models import DemoLoad

# Of what the files hold and say of themselves: another one whenever the program changes that.
VERSION = "1.0.1"
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Beyond so many values of a filter, the whole file is the better question.
MOST_VALUES = 100
CODE = r"^[A-Z][A-Z0-9_]{0,29}$"
INDICATOR = r"^[a-z][a-z0-9_]{0,59}$"
PARAMETERS = frozenset({"year", "organisation", "indicator", "demo"})
TITLE = Text(
    nl="Jaarlijkse indicatoren van het klachtenmanagement van de federale overheid",
    fr="Indicateurs annuels de la gestion des plaintes de l’administration fédérale",
    de="Jährliche Indikatoren des Beschwerdemanagements der föderalen Verwaltung",
    en="Yearly indicators of complaints management of the federal administration",
)
DEMO_NOTE = "Demonstration figures, invented. Cijfers van een demonstratie, verzonnen. Chiffres de démonstration, fictifs."
TEXTS = ("name", "explanation", "formula", "numerator", "denominator", "reason")
LANGUAGES = ("nl", "fr", "de", "en")
FACTS = (
    "indicator",
    "section",
    "origin",
    "collected_since",
    "last_year",
    "version",
    "first_year",
    "changes_meaning",
    "unit",
    "parts_unit",
    "better",
    "breakdowns",
)
DEFINITION_COLUMNS = (*FACTS, *(f"{name}_{code}" for name in TEXTS for code in LANGUAGES), "source")


class FilterError(ValueError):
    """A question that these doors do not understand, in words for whoever wrote the program."""

    def __init__(self, parameter: str, said: str) -> None:
        self.parameter = parameter
        super().__init__(said)


@dataclass(frozen=True)
class Question:
    """Which rows are asked for."""

    wanted: Wanted = field(default_factory=Wanted)
    with_demo: bool = False


def question_of(query: QueryDict) -> Question:
    """Read the parameters of an address. Raises FilterError for one that is unknown or malformed."""
    for name in query:
        if name not in PARAMETERS:
            raise FilterError(name, "This parameter is not known.")
        if len(query.getlist(name)) > MOST_VALUES:
            raise FilterError(name, f"More than {MOST_VALUES} values: take the whole file.")
    demo = query.getlist("demo") or ["0"]
    if demo not in (["0"], ["1"]):
        raise FilterError("demo", "Write 0 or 1, once.")
    return Question(
        Wanted(
            years=tuple(_year(text) for text in query.getlist("year")),
            subjects=_codes(query, "organisation", CODE),
            indicators=_codes(query, "indicator", INDICATOR),
        ),
        with_demo=demo == ["1"],
    )


def _year(text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise FilterError("year", f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return int(text)


def _codes(query: QueryDict, name: str, pattern: str) -> tuple[str, ...]:
    found = tuple(query.getlist(name))
    if any(not re.fullmatch(pattern, text) for text in found):
        raise FilterError(name, f"Write a code of the form {pattern}.")
    return found


# ── Figures ──────────────────────────────────────────────


def holds_inventions(question: Question) -> bool:
    """While demonstration data are loaded, what campaigns gave is invented: only who asks gets it."""
    return question.with_demo and DemoLoad.objects.exists()


def rows(question: Question) -> Iterator[tuple[Cell, ...]]:
    """Under `HEADINGS`, in the order of year, organisation, indicator and breakdown."""
    quoted_only = DemoLoad.objects.exists() and not question.with_demo
    return map(as_row, public_figures(question.wanted, quoted_only=quoted_only))


def as_row(figure: Shown) -> tuple[Cell, ...]:
    return (
        figure.year,
        figure.subject,
        figure.group,
        figure.indicator,
        figure.breakdown,
        figure.state,
        _number(figure),
        figure.unit,
        figure.version,
    )


def _number(figure: Shown) -> int | float | None:
    if figure.value is None:
        return None
    whole = int(figure.value)
    return whole if whole == figure.value else float(figure.value)


def figures_as_json(question: Question) -> dict[str, Any]:
    return {
        "licence": settings.OPEN_DATA_LICENCE,
        "definitions": f"{settings.SITE_URL}/open-data/definitions.json",
        "invented": holds_inventions(question),
        "figures": [dict(zip(HEADINGS, row, strict=True)) for row in rows(question)],
    }


def figures_as_csv(question: Question) -> bytes:
    return b"".join(csv_for_machines(HEADINGS, rows(question)))


def figures_as_workbook(question: Question) -> bytes:
    """Numbers are numbers, whatever language the spreadsheet is set to."""
    file = BytesIO()
    sheet = Sheet("indicators", HEADINGS, rows(question))
    note = DEMO_NOTE if holds_inventions(question) else ""
    # One file for every reader: the sheet of the note has one name.
    with translation.override("en"):
        write_xlsx(file, [sheet], title=TITLE["en"], note=note)
    return file.getvalue()


WRITERS: Mapping[str, Callable[[Question], bytes]] = {
    "csv": figures_as_csv,
    "json": lambda question: json.dumps(figures_as_json(question), ensure_ascii=False).encode(),
    "xlsx": figures_as_workbook,
}


@lru_cache(maxsize=6)
def written(kind: str, question: Question, state: str) -> bytes:  # noqa: ARG001 - in this state
    """A file of figures; the last few are kept for as long as nothing behind them changes."""
    return WRITERS[kind](question)


# ── Definitions ──────────────────────────────────────────


def definitions() -> list[IndicatorVersion]:
    """Every version, in the order of a report, the first one first."""
    found = IndicatorVersion.objects.select_related("indicator").order_by("number")
    return sorted(found, key=place_in_report)


def definition_rows() -> Iterator[tuple[Cell, ...]]:
    """Under `DEFINITION_COLUMNS`."""
    for version in definitions():
        facts = _of_indicator(version) | _of_version(version)
        yield (
            *(_cell(facts[name]) for name in FACTS),
            *(facts[name][code] for name in TEXTS for code in LANGUAGES),
            version.source,
        )


def _cell(fact: Any) -> Cell:
    if isinstance(fact, bool):
        return str(fact).lower()
    return " ".join(fact) if isinstance(fact, list) else fact


def definitions_as_json() -> dict[str, Any]:
    indicators: dict[str, dict[str, Any]] = {}
    for version in definitions():
        facts = indicators.setdefault(
            version.indicator.code, _of_indicator(version) | {"versions": []}
        )
        facts["versions"].append(_of_version(version))
    return {"licence": settings.OPEN_DATA_LICENCE, "definitions": list(indicators.values())}


def _of_indicator(version: IndicatorVersion) -> dict[str, Any]:
    indicator = version.indicator
    return {
        "indicator": indicator.code,
        "section": indicator.section,
        "origin": indicator.origin,
        "collected_since": indicator.collected_since,
        "last_year": indicator.last_year,
    }


def _of_version(version: IndicatorVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "first_year": version.first_year,
        "changes_meaning": version.changes_meaning,
        "unit": version.unit,
        "parts_unit": version.parts_unit,
        "better": version.better,
        "breakdowns": version.breakdowns,
        **{name: _in_languages(getattr(version, name)) for name in TEXTS},
        "source": version.source,
    }


def _in_languages(text: Mapping[str, str]) -> dict[str, str]:
    return {code: text.get(code, "") for code in LANGUAGES}


# ── What stands behind an answer ─────────────────────────


def state_tag(address: str = "") -> str:
    """Another one as soon as anything changed that the answer at this address is made of."""
    parts = address, VERSION, settings.SITE_URL, settings.OPEN_DATA_LICENCE, *state_of_public()
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
