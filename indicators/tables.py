"""The yearly figures as people read them: sections, rows with their parts, the two sums."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from complaints.counting import Counts
from complaints.enums import Channel, ComplaintType, Nature
from complaints.models import InadmissibilityGround
from core.templatetags.ui import number, percent
from indicators.definitions import DEFINITIONS
from indicators.sources import NOT_CLASSIFIED, SOURCES, Value
from organisations.models import NormOfConduct

LANGUAGE_NAMES = {
    "fr": gettext_lazy("French"),
    "nl": gettext_lazy("Dutch"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
}
SECTIONS = (
    (gettext_lazy("What came in"), ("requests_received", "complaints_received")),
    (
        gettext_lazy("Admissibility"),
        (
            "complaints_admissible",
            "complaints_inadmissible",
            "complaints_pending_admissibility",
            "complaints_forwarded",
            "complaints_withdrawn",
        ),
    ),
    (
        gettext_lazy("Findings"),
        (
            "complaints_founded",
            "complaints_partly_founded",
            "complaints_unfounded",
            "complaints_no_opinion",
            "complaints_without_finding",
            "complaints_founded_by_type",
            "norms_not_respected",
        ),
    ),
    (
        gettext_lazy("Time"),
        (
            "acknowledged_in_time",
            "answered_in_time",
            "days_to_acknowledge_median",
            "days_to_acknowledge_p90",
            "days_to_answer_median",
            "days_to_answer_p90",
        ),
    ),
    (
        gettext_lazy("Stock and what followed"),
        ("open_at_start", "open_at_end", "reopened", "second_line", "suggestions_taken_up"),
    ),
    (
        gettext_lazy("What is improved"),
        ("improvement_actions",),
    ),
)
DIMENSIONS = {
    "nature": gettext_lazy("By nature"),
    "channel": gettext_lazy("By channel"),
    "language": gettext_lazy("By language"),
    "ground": gettext_lazy("By ground"),
    "type": gettext_lazy("By type"),
    "norm": gettext_lazy("By norm"),
    "result": gettext_lazy("By result"),
    "state": gettext_lazy("By state"),
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
        "nature": {choice.value: str(choice.label).capitalize() for choice in Nature},
        "channel": {choice.value: str(choice.label).capitalize() for choice in Channel},
        "language": {code: str(name) for code, name in LANGUAGE_NAMES.items()},
        "type": {choice.value: str(choice.label).capitalize() for choice in ComplaintType}
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


def row_of(code: str, counts: Counts, names: Mapping[str, Mapping[str, str]]) -> Row:
    values = SOURCES[code](counts)
    total, *others = values
    breakdowns: dict[str, Breakdown] = {}
    for value in others:
        dimension, _sign, part = value.breakdown.partition("=")
        if dimension == "part":
            continue
        heading = str(DIMENSIONS[dimension])
        row = Row(names[dimension].get(part, part), written(value), amount=value.value)
        breakdowns.setdefault(dimension, Breakdown(heading, [])).parts.append(row)
    definition = DEFINITIONS[code]
    return Row(
        str(definition.name),
        written(total),
        str(definition.explanation),
        basis_of(code, values, counts),
        total.value,
        list(breakdowns.values()),
    )


def rows_of(counts: Counts) -> Mapping[str, Row]:
    """Every figure of the year, by its code."""
    names = part_names()
    return {code: row_of(code, counts, names) for _heading, codes in SECTIONS for code in codes}


def sections(rows: Mapping[str, Row]) -> list[Section]:
    """Every figure of the year, in the order of a report."""
    return [Section(str(heading), [rows[code] for code in codes]) for heading, codes in SECTIONS]


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
