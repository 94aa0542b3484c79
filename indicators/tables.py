"""The yearly figures as people read them: sections, rows with their parts, the two sums."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from complaints.counting import Counts
from complaints.enums import Channel, ComplaintType, Nature
from complaints.models import InadmissibilityGround
from core.templatetags.ui import number, percent
from indicators.enums import Dimension
from indicators.enums import Section as SectionCode
from indicators.models import IndicatorVersion
from indicators.sources import NOT_CLASSIFIED, SOURCES, Value
from organisations.models import NormOfConduct

LANGUAGE_NAMES = {
    "fr": gettext_lazy("French"),
    "nl": gettext_lazy("Dutch"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
}
HEADLINES = (
    "complaints_received",
    "complaints_founded",
    "acknowledged_in_time",
    "answered_in_time",
)


@dataclass(frozen=True)
class Row:
    """A figure or a part of one, as it is printed."""

    label: str
    value: str
    explanation: str = ""
    basis: str = ""
    amount: float | None = None
    breakdowns: list["Breakdown"] = field(default_factory=list)
    # Of the indicator; a part of a figure has none.
    code: str = ""


@dataclass(frozen=True)
class Breakdown:
    """The parts of a figure along one dimension."""

    heading: str
    parts: list[Row]


@dataclass(frozen=True)
class Section:
    heading: str
    rows: list[Row]


def part_names() -> Mapping[str, Mapping[str, str]]:
    """The words for the codes of each dimension."""
    return {
        "nature": {choice.value: capfirst(str(choice.label)) for choice in Nature},
        "channel": {choice.value: capfirst(str(choice.label)) for choice in Channel},
        "language": {code: str(name) for code, name in LANGUAGE_NAMES.items()},
        "type": {choice.value: capfirst(str(choice.label)) for choice in ComplaintType}
        | {NOT_CLASSIFIED: _("Not classified")},
        "ground": {row.code: str(row.name) for row in InadmissibilityGround.objects.all()},
        "norm": {row.code: str(row.name) for row in NormOfConduct.objects.all()},
        "result": {"overturned": _("Answer overturned")},
        "state": {"done": _("Done")},
    }


def written(value: Value) -> str:
    if value.value is None:
        return _("not applicable")
    return percent(value.value) if value.unit == "percent" else number(value.value)


def basis_of(code: str, values: list[Value], counts: Counts) -> str:
    """The numerator and denominator of a rate, the n of a median."""
    halves = {v.breakdown: v.value or 0 for v in values if v.breakdown.startswith("part=")}
    if halves:
        return _("%(numerator)s of %(denominator)s complaints") % {
            "numerator": number(halves["part=numerator"]),
            "denominator": number(halves["part=denominator"]),
        }
    if code.startswith("days_to_"):
        n = counts.totals[code.rpartition("_")[0] + ":n"]
        return ngettext("n = %(n)s complaint", "n = %(n)s complaints", n) % {"n": number(n)}
    return ""


def row_of(
    code: str,
    counts: Counts,
    names: Mapping[str, Mapping[str, str]],
    definition: IndicatorVersion | None,
) -> Row:
    values = SOURCES[code](counts)
    total, *others = values
    breakdowns: dict[str, Breakdown] = {}
    for value in others:
        dimension, _sign, part = value.breakdown.partition("=")
        if dimension == Dimension.PART:
            continue
        heading = str(Dimension(dimension).label)
        row = Row(names[dimension].get(part, part), written(value), amount=value.value)
        breakdowns.setdefault(dimension, Breakdown(heading, [])).parts.append(row)
    return Row(
        str(definition.name if definition else "") or code,
        written(total),
        str(definition.explanation) if definition else "",
        basis_of(code, values, counts),
        total.value,
        list(breakdowns.values()),
        code,
    )


def rows_of(counts: Counts, definitions: Mapping[str, IndicatorVersion]) -> Mapping[str, Row]:
    """Every figure that the register gives of the year, by its code."""
    names = part_names()
    return {code: row_of(code, counts, names, definitions.get(code)) for code in SOURCES}


def sections(rows: Mapping[str, Row], definitions: Mapping[str, IndicatorVersion]) -> list[Section]:
    """What is asked for and counted here, in the order of a report."""
    found: dict[str, list[Row]] = {}
    for code, definition in definitions.items():
        if code in rows:
            found.setdefault(definition.indicator.section, []).append(rows[code])
    return [Section(str(SectionCode(code).label), there) for code, there in found.items()]


def headlines(rows: Mapping[str, Row]) -> list[Row]:
    return [rows[code] for code in HEADLINES]


def sums(counts: Counts) -> list[str]:
    """The two sums that always hold, written out with their figures."""
    totals = counts.totals
    received = _(
        "%(received)s received = %(admissible)s admissible + %(inadmissible)s inadmissible +"
        " %(pending)s not yet decided + %(forwarded)s forwarded + %(withdrawn)s withdrawn"
    ) % {
        "received": number(totals["complaints_received"]),
        "admissible": number(totals["complaints_admissible"]),
        "inadmissible": number(totals["complaints_inadmissible"]),
        "pending": number(totals["complaints_pending_admissibility"]),
        "forwarded": number(totals["complaints_forwarded"]),
        "withdrawn": number(totals["complaints_withdrawn"]),
    }
    admissible = _(
        "%(admissible)s admissible = %(founded)s founded + %(partly)s partly founded +"
        " %(unfounded)s unfounded + %(none)s no opinion + %(without)s without finding"
    ) % {
        "admissible": number(totals["complaints_admissible"]),
        "founded": number(totals["complaints_founded"]),
        "partly": number(totals["complaints_partly_founded"]),
        "unfounded": number(totals["complaints_unfounded"]),
        "none": number(totals["complaints_no_opinion"]),
        "without": number(totals["complaints_without_finding"]),
    }
    return [received, admissible]
