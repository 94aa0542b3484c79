"""What befell the figures of a year, in words: who, when, and which numbers became which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import pgettext

from indicators.asked import Words
from indicators.enums import Happening, ValueState
from indicators.models import IndicatorVersion, Submission, SubmissionChange
from indicators.submitting import CHANGES_FIGURES

# Beyond so many nobody reads on; a file or a register may change all of them.
MOST_FIGURES = 60


@dataclass(frozen=True)
class Became:
    """A figure before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One thing that was done."""

    what: str
    by: str
    at: datetime
    version: int
    remarks: str
    figures: Sequence[Became]
    # Of them, so many are not told.
    more: int


def history_of(submissions: Sequence[Submission]) -> list[Line]:
    """The newest first."""
    changes = SubmissionChange.objects.filter(submission__in=submissions).select_related("by")
    versions = {one.pk: one.version for one in submissions}
    valid = IndicatorVersion.objects.filter(measurement__submission__in=submissions).distinct()
    definitions = {one.indicator.code: one for one in valid.select_related("indicator")}
    words = Words()
    return [
        _line(change, versions[change.submission_id], definitions, words)
        for change in changes.order_by("-pk")
    ]


def _line(
    change: SubmissionChange,
    version: int,
    definitions: Mapping[str, IndicatorVersion],
    words: Words,
) -> Line:
    is_told = change.happening in CHANGES_FIGURES or change.happening == Happening.REDEFINED
    told = list(change.new.items()) if is_told else []
    figures = [
        Became(_label(name, definitions, words), _word(change.old.get(name, "")), _word(after))
        for name, after in told[:MOST_FIGURES]
    ]
    return Line(
        capfirst(str(Happening(change.happening).label)),
        str(change.by or pgettext("by whom", "automatic")),
        change.at,
        version,
        change.remarks,
        figures,
        len(told) - len(figures),
    )


def _label(name: str, definitions: Mapping[str, IndicatorVersion], words: Words) -> str:
    code, _sign, breakdown = name.partition(":")
    definition = definitions.get(code)
    return words.of(definition, breakdown) if definition else name


def _word(text: str) -> str:
    return str(ValueState(text).label) if text in ValueState.values else text
