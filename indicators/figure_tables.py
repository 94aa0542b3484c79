"""The figures of a submission as people read them: by section, beside the register and beside another year or version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.templatetags.ui import number, percent
from indicators.asked import Key, Words, in_report_order, unit_of
from indicators.asking import number_of
from indicators.enums import Dimension, Section, Unit, ValueState
from indicators.models import IndicatorVersion, Measurement
from indicators.submitting import differs, key_of, said_of


@dataclass(frozen=True)
class Line:
    """A figure or a part of one, in words."""

    label: str
    value: str
    computed: str
    # In another year or version; empty where it stood nowhere.
    before: str
    has_changed: bool
    # From what the register gives.
    differs: bool
    reason: str
    is_part: bool
    # Above the first part along a dimension.
    heading: str
    evidence_count: int | None
    evidence_hash: str


@dataclass
class Shown:
    """An indicator with its lines, the total first."""

    definition: IndicatorVersion
    lines: list[Line] = field(default_factory=list)


@dataclass
class Part:
    """A section of the report."""

    section: Section
    indicators: list[Shown] = field(default_factory=list)


def written(value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    return percent(float(value)) if unit == Unit.PERCENT else number(float(value))


def value_of(row: Measurement) -> str:
    """The number, or why there is none."""
    value = number_of(row)
    if value is None:
        return str(ValueState(row.state).label)
    return written(value, unit_of(row.definition, row.breakdown))


def shown(
    rows: Iterable[Measurement], words: Words, before: Mapping[Key, Measurement] | None = None
) -> list[Part]:
    parts: list[Part] = []
    last = None
    for row in in_report_order(list(rows)):
        section = Section(row.indicator.section)
        if not parts or parts[-1].section != section:
            parts.append(Part(section))
        if not last or last.indicator_id != row.indicator_id:
            parts[-1].indicators.append(Shown(row.definition))
            last = None
        heading = _heading(row, last)
        line = _line(row, words, heading, (before or {}).get(key_of(row)))
        parts[-1].indicators[-1].lines.append(line)
        last = row
    return parts


def _heading(row: Measurement, last: Measurement | None) -> str:
    dimension = row.breakdown.partition("=")[0]
    earlier = last.breakdown.partition("=")[0] if last else ""
    return str(Dimension(dimension).label) if dimension and dimension != earlier else ""


def _line(row: Measurement, words: Words, heading: str, other: Measurement | None) -> Line:
    value, before = value_of(row), value_of(other) if other else ""
    return Line(
        label=words.part(row.definition, row.breakdown) or str(row.definition.name),
        value=value,
        computed=written(row.computed, unit_of(row.definition, row.breakdown)),
        before=before,
        has_changed=bool(other) and value != before,
        differs=differs(row, said_of(row)),
        reason=row.reason,
        is_part=bool(row.breakdown),
        heading=heading,
        evidence_count=row.evidence_count,
        evidence_hash=row.evidence_hash,
    )


def only(parts: Sequence[Part], *, changed: bool) -> list[tuple[str, Line]]:
    """The lines that changed, or those that differ from the register, each with what it is called."""
    return [
        (str(one.definition.name), line)
        for part in parts
        for one in part.indicators
        for line in one.lines
        if (line.has_changed if changed else line.differs)
    ]
