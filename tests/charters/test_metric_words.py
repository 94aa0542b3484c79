from decimal import Decimal

import pytest
from django.utils import translation

from charters.contents import Promise
from charters.enums import Better, Metric, Topic
from charters.metric_words import Figure, figure_of, metric_words, share, target_words
from core.deadlines import Unit
from core.texts import Text

TARGET = Decimal(95)
WITHIN = {"metric": Metric.ANSWERED_WITHIN, "target": TARGET}
NORM = Text(en="Courtesy", fr="Courtoisie")


def promise(**fields):
    return Promise(
        key=1, number=1, topic=Topic.REPLY_TIMES, text=Text(), explanation=Text(), **fields
    )


CASES = {
    "answered": (
        WITHIN | {"amount": 20},
        ("20", "working days"),
        "95% within 20 working days",
        "complaints answered within 20 working days",
    ),
    "acknowledged, in one day": (
        {"metric": Metric.ACKNOWLEDGED_WITHIN, "target": TARGET, "amount": 1},
        ("1", "working day"),
        "95% within 1 working day",
        "complaints acknowledged within 1 working day",
    ),
    "the same day": (
        WITHIN | {"amount": 0},
        ("0", "days: the same day"),
        "95% on the same day",
        "complaints answered on the same day",
    ),
    "in months": (
        WITHIN | {"amount": 2, "unit": Unit.MONTHS},
        ("2", "months"),
        "95% within 2 months",
        "complaints answered within 2 months",
    ),
    "in the language": (
        {"metric": Metric.ANSWERED_IN_LANGUAGE, "target": Decimal("99.5")},
        ("99.5%", "in your language"),
        "99.5% in the complainant's language",
        "complaints answered in the complainant's language",
    ),
    "on a norm": (
        {"metric": Metric.FOUNDED_ON_NORM, "target": Decimal(5), "norm_name": NORM},
        ("5%", "founded at most"),
        "at most 5% founded on “Courtesy”",
        "share of complaints founded on “Courtesy”",
    ),
    "a figure": (
        {
            "metric": Metric.YEARLY_FIGURE,
            "figure_name": Text(en="Waiting time"),
            "figure_unit": Text(en="minutes"),
            "figure_target": Decimal("4.25"),
            "figure_better": Better.LOWER,
        },
        ("4.25", "minutes"),
        "at most 4.25\u00a0minutes",
        "Waiting time, typed in once a year",
    ),
    "a figure in per cent": (
        {
            "metric": Metric.YEARLY_FIGURE,
            "figure_name": Text(en="Letters"),
            "figure_unit": Text(en="% in time"),
            "figure_target": Decimal(95),
            "figure_better": Better.HIGHER,
        },
        ("95%", "in time"),
        "at least 95%\u00a0in time",
        "Letters, typed in once a year",
    ),
    "a figure without a target": (
        {"metric": Metric.YEARLY_FIGURE, "figure_name": Text(en="Calls")},
        ("", ""),
        "no target",
        "Calls, typed in once a year",
    ),
    "nothing": ({"metric": Metric.NONE}, ("", ""), "not measured", "not measured"),
}


@pytest.mark.parametrize("case", CASES)
def test_words_of_a_promise(case):
    fields, figure, target, metric = CASES[case]
    made = promise(**fields)

    found = (figure_of(made), target_words(made), metric_words(made))

    assert found == (Figure(*figure), target, metric)


def test_numbers_are_written_as_the_language_does():
    shown = Decimal("1234.5")
    made = promise(metric=Metric.YEARLY_FIGURE, figure_target=shown)

    with translation.override("fr"):
        assert (figure_of(made).number, share(TARGET)) == ("1\u00a0234,5", "95\u00a0%")
    with translation.override("en"):
        assert figure_of(made).number == "1,234.5"
