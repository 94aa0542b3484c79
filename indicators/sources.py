"""Where each yearly figure comes from: one function per figure, the only reader of other apps here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from complaints.counting import Counts
from complaints.enums import Channel, ComplaintType, Nature
from complaints.models import InadmissibilityGround
from organisations.models import NormOfConduct
from processes.models import Action

LANGUAGES = ("fr", "nl", "de", "en")
NOT_CLASSIFIED = "not_classified"


@dataclass(frozen=True)
class Value:
    """One value of a figure: the total (no breakdown), a part of it, or a half of a rate.

    `value` is None where it does not apply: a rate without a denominator, a median of nothing.
    """

    breakdown: str
    value: float | None
    unit: str


def count_of(counts: Counts, code: str, unit: str) -> Value:
    return Value("", counts.totals[code], unit)


def parts(counts: Counts, code: str, dimension: str, codes: list[str], unit: str) -> list[Value]:
    """Every code of a dimension, those without a case as 0."""
    return [
        Value(f"{dimension}={part}", counts.breakdowns.get((code, dimension, part), 0), unit)
        for part in codes
    ]


def requests_received(counts: Counts) -> list[Value]:
    """Everything received in the year, by nature, channel and language."""
    code, unit = "requests_received", "requests"
    return [
        count_of(counts, code, unit),
        *parts(counts, code, "nature", Nature.values, unit),
        *parts(counts, code, "channel", Channel.values, unit),
        *parts(counts, code, "language", list(LANGUAGES), unit),
    ]


def complaints_received(counts: Counts) -> list[Value]:
    """Complaints received in the year, by channel and language."""
    code, unit = "complaints_received", "complaints"
    return [
        count_of(counts, code, unit),
        *parts(counts, code, "channel", Channel.values, unit),
        *parts(counts, code, "language", list(LANGUAGES), unit),
    ]


def complaints_inadmissible(counts: Counts) -> list[Value]:
    """Complaints that may not be examined, by ground."""
    code, unit = "complaints_inadmissible", "complaints"
    grounds = list(InadmissibilityGround.objects.values_list("code", flat=True))
    return [count_of(counts, code, unit), *parts(counts, code, "ground", grounds, unit)]


def complaints_founded_by_type(counts: Counts) -> list[Value]:
    """Founded complaints by the four federal types, and those not classified."""
    code, unit = "complaints_founded_by_type", "complaints"
    types = [*ComplaintType.values, NOT_CLASSIFIED]
    return [count_of(counts, code, unit), *parts(counts, code, "type", types, unit)]


def norms_not_respected(counts: Counts) -> list[Value]:
    """Founded and partly founded complaints by norm: one per case and norm."""
    norms = list(NormOfConduct.objects.values_list("code", flat=True))
    rows = parts(counts, "norms_not_respected", "norm", norms, "norms")
    return [Value("", sum(row.value or 0 for row in rows), "norms"), *rows]


def percentage(numerator: int, denominator: int) -> float:
    """One decimal, halves up, as people round: 1 of 16 is 6.3."""
    share = Decimal(100 * numerator) / Decimal(denominator)
    return float(share.quantize(Decimal("0.1"), ROUND_HALF_UP))


def rate(code: str) -> Callable[[Counts], list[Value]]:
    """A share in per cent with one decimal, its numerator and its denominator."""

    def source(counts: Counts) -> list[Value]:
        numerator = counts.totals[f"{code}:numerator"]
        denominator = counts.totals[f"{code}:denominator"]
        share = percentage(numerator, denominator) if denominator else None
        return [
            Value("", share, "percent"),
            Value("part=numerator", numerator, "complaints"),
            Value("part=denominator", denominator, "complaints"),
        ]

    return source


def total(code: str, unit: str = "complaints") -> Callable[[Counts], list[Value]]:
    """A count without breakdown."""

    def source(counts: Counts) -> list[Value]:
        return [count_of(counts, code, unit)]

    return source


def days(measured: str, percentile: str) -> Callable[[Counts], list[Value]]:
    """Calendar days from receipt: the median, or what nine in ten stay below."""

    def source(counts: Counts) -> list[Value]:
        length = counts.days[measured, percentile]
        return [Value("", None if length is None else round(length, 1), "days")]

    return source


def open_at_start(counts: Counts) -> list[Value]:
    """Complaints of any year not closed when the year began."""
    return [Value("", counts.open_at_start, "complaints")]


def open_at_end(counts: Counts) -> list[Value]:
    """Complaints of any year not closed at the cut-off."""
    return [Value("", counts.open_at_end, "complaints")]


def second_line(counts: Counts) -> list[Value]:
    """Complaints that reached the second line, and those where it overturned the answer."""
    return [
        count_of(counts, "second_line", "complaints"),
        Value("result=overturned", counts.totals["second_line:overturned"], "complaints"),
    ]


def improvement_actions(counts: Counts) -> list[Value]:
    """Actions planned in the year, and those of them that are done."""
    actions = Action.objects.for_organisation(counts.organisation)
    planned = actions.created_in(counts.year, counts.as_at)
    return [
        Value("", planned.count(), "actions"),
        Value("state=done", planned.done_by(counts.as_at).count(), "actions"),
    ]


SOURCES: dict[str, Callable[[Counts], list[Value]]] = {
    "requests_received": requests_received,
    "complaints_received": complaints_received,
    "complaints_admissible": total("complaints_admissible"),
    "complaints_inadmissible": complaints_inadmissible,
    "complaints_pending_admissibility": total("complaints_pending_admissibility"),
    "complaints_forwarded": total("complaints_forwarded"),
    "complaints_withdrawn": total("complaints_withdrawn"),
    "complaints_founded": total("complaints_founded"),
    "complaints_partly_founded": total("complaints_partly_founded"),
    "complaints_unfounded": total("complaints_unfounded"),
    "complaints_no_opinion": total("complaints_no_opinion"),
    "complaints_without_finding": total("complaints_without_finding"),
    "complaints_founded_by_type": complaints_founded_by_type,
    "norms_not_respected": norms_not_respected,
    "acknowledged_in_time": rate("acknowledged_in_time"),
    "answered_in_time": rate("answered_in_time"),
    "days_to_acknowledge_median": days("days_to_acknowledge", "median"),
    "days_to_acknowledge_p90": days("days_to_acknowledge", "p90"),
    "days_to_answer_median": days("days_to_answer", "median"),
    "days_to_answer_p90": days("days_to_answer", "p90"),
    "open_at_start": open_at_start,
    "open_at_end": open_at_end,
    "reopened": total("reopened"),
    "second_line": second_line,
    "suggestions_taken_up": total("suggestions_taken_up", "suggestions"),
    "improvement_actions": improvement_actions,
}


def figures(counts: Counts) -> Iterator[tuple[str, Value]]:
    """Every figure the register itself gives, in the order they are published."""
    for code, source in SOURCES.items():
        for value in source(counts):
            yield code, value
