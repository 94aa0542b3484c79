"""What figures contradict is asked in words; what agrees is passed in silence."""

from decimal import Decimal

import pytest

from indicators.checks import Question, questions
from indicators.sources import LANGUAGES

# Of the whole Network, as they were published.
PUBLISHED = {
    2014: {
        ("organisations_in_network", ""): 65,
        ("organisations_reporting", ""): 62,
        ("requests_received", ""): 10844,
        ("requests_received", "nature=question"): 1347,
        ("complaints_received", ""): 9895,
        ("complaints_received_standard_procedure", ""): 9533,
        ("complaints_founded", ""): 3976,
        ("complaints_founded_by_type", "type=conduct"): 351,
        ("complaints_founded_by_type", "type=quality"): 1611,
        ("complaints_founded_by_type", "type=handling"): 1992,
        ("complaints_founded_by_type", "type=complaint_handling"): 22,
    },
    2015: {
        ("organisations_in_network", ""): 67,
        ("organisations_reporting", ""): 65,
        ("complaints_received", ""): 8870,
        ("complaints_received_standard_procedure", ""): 8766,
    },
    2023: {
        ("complaints_received", ""): 22806,
        ("complaints_founded", ""): 6447,
        ("average_use_of_procedure_per_day", ""): 14,
        ("improvement_actions", ""): 101,
    },
}
# A year of an organisation in which everything agrees.
SOUND = {
    ("requests_received", ""): 20,
    ("requests_received", "nature=complaint"): 10,
    ("requests_received", "nature=question"): 6,
    ("requests_received", "nature=notification"): 0,
    ("requests_received", "nature=suggestion"): 3,
    ("requests_received", "nature=compliment"): 1,
    ("complaints_received", ""): 10,
    ("complaints_received_standard_procedure", ""): 9,
    ("complaints_admissible", ""): 8,
    ("complaints_inadmissible", ""): 1,
    ("complaints_pending_admissibility", ""): 1,
    ("complaints_forwarded", ""): 0,
    ("complaints_withdrawn", ""): 0,
    ("complaints_founded", ""): 4,
    ("complaints_partly_founded", ""): 1,
    ("complaints_unfounded", ""): 2,
    ("complaints_no_opinion", ""): 0,
    ("complaints_without_finding", ""): 1,
    ("complaints_founded_by_type", ""): 4,
    ("complaints_founded_by_type", "type=conduct"): 1,
    ("complaints_founded_by_type", "type=quality"): 2,
    ("complaints_founded_by_type", "type=handling"): 0,
    ("complaints_founded_by_type", "type=complaint_handling"): 0,
    ("complaints_founded_by_type", "type=not_classified"): 1,
    ("answered_in_time", ""): "85.7",
    ("answered_in_time", "part=numerator"): 6,
    ("answered_in_time", "part=denominator"): 7,
    ("days_to_answer_median", ""): "12.5",
    ("days_to_answer_p90", ""): 30,
    ("second_line", ""): 2,
    ("second_line", "result=overturned"): 1,
    ("suggestions_taken_up", ""): 2,
}


def values(given):
    return {key: None if one is None else Decimal(str(one)) for key, one in given.items()}


def asked(given, before=None, **words):
    found = questions(values(given), values(before) if before else None, **words)
    return [one.sentence for one in found]


def changed(**parts):
    """The sound year with other numbers: `complaints_founded=12`, `requests_received__channel_web=3`."""
    found = dict(SOUND)
    for name, value in parts.items():
        code, sign, breakdown = name.partition("__")
        found[code, breakdown.replace("_", "=", 1) if sign else ""] = value
    return found


def test_published_contradiction_of_2014_is_said_in_words():
    assert asked(PUBLISHED[2014]) == [
        (
            "10,844 requests − 1,347 information requests = 9,497, but 9,533 complaints by the"
            " standard procedure are given: a difference of 36."
        )
    ]


def test_published_figures_of_2015_pass():
    assert asked(PUBLISHED[2015], PUBLISHED[2014]) == []


def test_published_average_of_2023_cannot_be_reproduced():
    assert asked(PUBLISHED[2023], names={"complaints_received": "Complaints received"}) == [
        (
            "An average of 14 uses a day cannot be reproduced: Complaints received, 22,806, over 365"
            " days is 62.5 a day."
        )
    ]


def test_a_year_that_agrees_is_passed():
    assert asked(SOUND, SOUND) == []


@pytest.mark.parametrize(
    ("parts", "sentences"),
    [
        (
            {"complaints_withdrawn": 2},
            ["Complaints received: 10, but its parts add up to 12 (8 + 1 + 1 + 0 + 2)."],
        ),
        (
            {"complaints_unfounded": 3},
            ["Complaints admissible: 8, but its parts add up to 9 (4 + 1 + 3 + 0 + 1)."],
        ),
        (
            {"requests_received__nature_compliment": 0},
            ["Requests received: 20, but by nature it adds up to 19."],
        ),
        (
            {"complaints_founded_by_type__type_handling": 3},
            ["Complaints founded by type: 4, but by type it adds up to 7."],
        ),
        (
            {"complaints_founded_by_type": 5, "complaints_founded_by_type__type_handling": 1},
            ["4 complaints founded, but by type they add up to 5."],
        ),
        (
            {"complaints_received_standard_procedure": 11},
            ["11 complaints by the standard procedure, but 10 received in all ways."],
        ),
        (
            {"answered_in_time": 80},
            ["Answered in time: 80.0%, but 6 of 7 are 85.7%."],
        ),
        (
            {"answered_in_time__part_numerator": 9},
            ["Answered in time: the numerator 9 is more than the denominator 7."],
        ),
        (
            {"answered_in_time": 120, "answered_in_time__part_numerator": None},
            ["Answered in time: 120.0% is more than the whole."],
        ),
        (
            {"days_to_answer_p90": 10},
            ["Days to answer p90: 10 days, which is less than the median of 12.5."],
        ),
        (
            {"second_line__result_overturned": 3},
            ["Second line: 2, but by result it adds up to 3."],
        ),
        ({"suggestions_taken_up": 4}, ["4 suggestions taken up of 3 received."]),
        # What is not given contradicts nothing.
        ({"complaints_forwarded": None, "complaints_withdrawn": 5}, []),
        ({"complaints_received__channel_web": 4}, []),
        (
            {"complaints_received__channel_web": 11},
            ["Complaints received: 10, but by channel it adds up to 11."],
        ),
    ],
)
def test_what_contradicts_is_asked(parts, sentences):
    assert asked(changed(**parts)) == sentences


def test_twelve_founded_of_ten_received():
    found = asked({("complaints_received", ""): 10, ("complaints_founded", ""): 12})

    assert found == ["12 complaints founded of 10 received."]


def test_complaints_are_not_more_than_requests():
    found = asked({("requests_received", ""): 9, ("complaints_received", ""): 10})

    assert found == ["10 complaints, but 9 requests of every nature."]


def test_more_reporting_than_there_are():
    found = asked({("organisations_in_network", ""): 65, ("organisations_reporting", ""): 66})

    assert found == ["66 organisations reported of 65 in the Network."]


@pytest.mark.parametrize(
    ("now", "before", "is_asked"),
    [
        (100, 100, False),
        (150, 100, False),
        (151, 100, True),
        (49, 100, True),
        (50, 100, False),
        # Small numbers leap without meaning.
        (22, 3, False),
        (23, 3, True),
        (0, 20, True),
        (20, 0, True),
    ],
)
def test_a_jump_is_asked_about(now, before, is_asked):
    key = ("improvement_actions", "")

    found = asked({key: now}, {key: before})

    assert found == (
        [f"Improvement actions: {now}, after {before} the year before."] if is_asked else []
    )


def test_a_jump_of_a_share_is_told_in_per_cent():
    found = asked(
        {("satisfaction", ""): 90}, {("satisfaction", ""): "41.5"}, percentages={"satisfaction"}
    )

    assert found == ["Satisfaction: 90.0%, after 41.5% the year before."]


def test_parts_do_not_jump():
    key = ("requests_received", "channel=web")

    assert asked({key: 400}, {key: 100}) == []


def test_a_share_of_the_network_is_not_above_a_hundred():
    assert asked({("share_of_complaints_received", ""): 153}) == [
        "Share of complaints received: 153.0% is more than the whole."
    ]
    assert asked({("satisfaction", ""): 101}, percentages={"satisfaction"}) == [
        "Satisfaction: 101.0% is more than the whole."
    ]


def test_a_language_more_is_no_contradiction_as_long_as_all_add_up():
    parts = {("requests_received", f"language={code}"): 5 for code in LANGUAGES}

    assert asked({("requests_received", ""): 20, **parts}) == []


def test_other_numbers_are_another_question():
    def key(*numbers):
        figure = ("complaints_founded", "")
        return Question("not_more", figure, "", tuple(map(Decimal, numbers))).key

    assert key("12", "10") == key("12.0", "10")
    assert key("12", "10") != key("13", "10")
    assert key("12", "10").startswith("not_more:complaints_founded::")
