import pytest
from django.utils.translation import override

from processes import durations
from processes.durations import Duration, add_up
from processes.models import Agreement, Service, StepVersion


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (0, "working_days", "at once"),
        (1, "minutes", "1 minute"),
        (15, "minutes", "15 minutes"),
        (1, "hours", "1 hour"),
        (3, "working_days", "3 working days"),
        (1, "calendar_days", "1 calendar day"),
        (1500, "calendar_days", "1,500 calendar days"),
        (2, "months", "2 months"),
    ],
)
def test_a_duration_in_words(amount, unit, words):
    assert str(Duration(amount, unit)) == words


def test_a_duration_is_no_negative_number_and_of_a_known_unit():
    with pytest.raises(ValueError, match="negative"):
        Duration(-1, "hours")
    with pytest.raises(ValueError, match="years"):
        Duration(1, "years")


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        ((3, "working_days"), (2, "working_days"), True),
        ((2, "working_days"), (2, "working_days"), False),
        ((1, "hours"), (45, "minutes"), True),
        ((60, "minutes"), (1, "hours"), False),
        ((30, "working_days"), (1, "calendar_days"), None),
        ((1, "months"), (20, "calendar_days"), None),
        ((48, "hours"), (1, "working_days"), None),
    ],
)
def test_durations_are_compared_where_they_can_be(one, other, longer):
    assert Duration(*one).is_longer_than(Duration(*other)) is longer


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ([], ""),
        ([(15, "minutes"), (20, "minutes")], "35 minutes"),
        ([(1, "hours"), (30, "minutes")], "1 hour and 30 minutes"),
        ([(60, "minutes"), (60, "minutes")], "2 hours"),
        (
            [(2, "calendar_days"), (7, "working_days"), (3, "working_days")],
            "10 working days and 2 calendar days",
        ),
        (
            [(15, "minutes"), (1, "months"), (5, "working_days"), (2, "calendar_days")],
            "1 month, 5 working days, 2 calendar days and 15 minutes",
        ),
        ([(0, "working_days"), (5, "minutes")], "5 minutes"),
        ([(0, "working_days")], "at once"),
    ],
)
def test_durations_add_up_by_kind(added, words):
    assert add_up(Duration(*one) for one in added).words == words


def test_what_has_no_duration_is_counted_and_said():
    total = add_up([Duration(3, "working_days"), None, None])

    assert (total.without, total.without_words) == (2, "2 steps without a duration")
    assert str(total) == "3 working days; 2 steps without a duration"
    assert str(add_up([None])) == "1 step without a duration"
    assert add_up([Duration(3, "working_days")]).without_words == ""


def test_durations_are_read_from_their_rows():
    step = StepVersion(expected_amount=1, expected_unit="hours", maximal_unit="months")
    service = Service(announced_amount=5, legal_amount=30)

    assert durations.expected(step) == Duration(1, "hours")
    assert durations.maximal(step) is None
    assert durations.announced(service) == Duration(5, "working_days")
    assert durations.legal(service) == Duration(30, "calendar_days")
    assert durations.agreed(Agreement(amount=2)) == Duration(2, "working_days")


def test_thousands_are_parted_as_the_reader_does():
    with override("fr"):
        assert str(Duration(1500, "months")).startswith("1\u00a0500")
