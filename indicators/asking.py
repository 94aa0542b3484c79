"""The questions that the figures of a submission raise, and what its organisation says to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.asked import Key
from indicators.checks import Question, Values, questions
from indicators.definitions import definitions_of
from indicators.enums import Unit, ValueState
from indicators.models import (
    Campaign,
    CheckAnswer,
    IndicatorVersion,
    Measurement,
    Submission,
)
from indicators.querysets import MeasurementQuerySet


@dataclass(frozen=True)
class Asked:
    """A question, and the explanation that was given; empty where none was."""

    question: Question
    answer: str


def number_of(row: Measurement) -> Decimal | None:
    """What counts, as the database generates it; also of rows that were changed since they were read."""
    if row.state != ValueState.VALUE:
        return None
    return row.computed if row.declared is None else row.declared


def values_of(rows: Iterable[Measurement]) -> Values:
    return {(row.indicator.code, row.breakdown): number_of(row) for row in rows}


def asked_of(submission: Submission, rows: Iterable[Measurement]) -> list[Asked]:
    """Of these rows of the submission; each of a figure the organisation can explain."""
    year = submission.campaign.year
    earlier = _stored(
        Measurement.objects.in_force().filter(
            submission__campaign__year=year - 1, submission__organisation=submission.organisation_id
        )
    )
    before = next(iter(earlier.values()), None)
    found = _questions(values_of(rows), before, definitions_of(year))
    answers = dict(submission.answers.values_list("question", "text"))
    return [Asked(question, answers.get(question.key, "")) for question in found]


def unanswered_of(campaign: Campaign) -> Mapping[int, int]:
    """How many questions each submission that is being worked on or was submitted leaves open."""
    year = campaign.year
    current = Measurement.objects.filter(submission__campaign=campaign)
    previous = Measurement.objects.in_force().filter(submission__campaign__year=year - 1)
    before = {organisation: values for (_pk, organisation), values in _stored(previous).items()}
    answered = set(
        CheckAnswer.objects.filter(submission__campaign=campaign).values_list(
            "submission_id", "question"
        )
    )
    definitions = definitions_of(year)
    return {
        pk: sum(
            (pk, question.key) not in answered
            for question in _questions(values, before.get(organisation), definitions)
        )
        for (pk, organisation), values in _stored(current).items()
    }


def _questions(
    values: Values, before: Values | None, definitions: Mapping[str, IndicatorVersion]
) -> list[Question]:
    names = {code: str(definition.name) for code, definition in definitions.items()}
    shares = {code for code, definition in definitions.items() if definition.unit == Unit.PERCENT}
    return questions(values, before, names=names, percentages=shares)


def _stored(rows: MeasurementQuerySet) -> dict[tuple[int, int], dict[Key, Decimal | None]]:
    """Submission and its organisation to the values, in one statement."""
    found: defaultdict[tuple[int, int], dict[Key, Decimal | None]] = defaultdict(dict)
    columns = ("submission_id", "submission__organisation_id", "indicator__code", "breakdown")
    for pk, organisation, code, breakdown, value in rows.order_by("pk").values_list(
        *columns, "value"
    ):
        found[pk, organisation][code, breakdown] = value
    return dict(found)
