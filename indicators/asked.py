"""The figures that a year asks of each organisation: every indicator, and its parts, in the order of a report."""

from collections import defaultdict
from dataclasses import dataclass

from complaints.counting import Counts, last_day
from indicators.definitions import definitions_of, parts_of
from indicators.enums import Dimension, Origin, Section
from indicators.figures import DENOMINATOR, NUMERATOR, PART
from indicators.models import Campaign, IndicatorVersion, Measurement
from indicators.sources import figures
from indicators.tables import part_names
from organisations.models import Organisation

Key = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """A figure or a part of one, and what it means in that year."""

    definition: IndicatorVersion
    breakdown: str

    @property
    def key(self) -> Key:
        return self.definition.indicator.code, self.breakdown


def unit_of(definition: IndicatorVersion, breakdown: str) -> str:
    return definition.parts_unit if breakdown.startswith(PART) else definition.unit


def asked_of(organisation: Organisation, campaign: Campaign) -> list[Asked]:
    """Every row of a submission. The parts of what a register counts are those that it counts."""
    of_register: dict[str, list[str]] = {}
    for code, value in figures(_nothing_counted(organisation, campaign)):
        of_register.setdefault(code, []).append(value.breakdown)
    names = part_names()
    rows = []
    for code, definition in definitions_of(campaign.year).items():
        if definition.indicator.origin == Origin.CAMPAIGN:
            continue
        parts = of_register.get(code) or parts_of(definition, names)
        rows += [Asked(definition, part) for part in parts]
    return rows


def _nothing_counted(organisation: Organisation, campaign: Campaign) -> Counts:
    """What an empty register gives: every part, without a number."""
    day = last_day(campaign.year, campaign.cut_off)
    none: defaultdict[tuple[str, str], float | None] = defaultdict(lambda: None)
    return Counts(organisation, campaign.year, day, defaultdict(int), {}, none, 0, 0)


# ── In words ─────────────────────────────────────────────


class Words:
    """What figures and their parts are called; reads the lists of parts once."""

    def __init__(self) -> None:
        self.names = part_names()

    def part(self, definition: IndicatorVersion, breakdown: str) -> str:
        """Empty for the total."""
        dimension, _sign, code = breakdown.partition("=")
        if dimension == Dimension.PART:
            words = {NUMERATOR: definition.numerator, DENOMINATOR: definition.denominator}
            return str(words[breakdown]) or code
        return self.names.get(dimension, {}).get(code, code)

    def of(self, definition: IndicatorVersion, breakdown: str) -> str:
        """The figure, and the part of it."""
        name, part = str(definition.name), self.part(definition, breakdown)
        return f"{name} · {part}" if part else name


def in_report_order(rows: list[Measurement]) -> list[Measurement]:
    """By section, indicator, and then the order in which the parts were made."""
    sections = list(Section)

    def place(row: Measurement) -> tuple[int, int, str, int]:
        one = row.indicator
        return sections.index(Section(one.section)), one.position, one.code, row.pk

    return sorted(rows, key=place)
