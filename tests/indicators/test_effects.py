"""The effect of an improvement: months, sides, verdicts, chart and words, against counts made by hand."""

from datetime import date, timedelta
from statistics import fmean, median

import html5lib
import pytest
import time_machine
from scipy import stats

from complaints.models import Case
from complaints.monthly import monthly, months_later
from core.row_security import organisation_context
from indicators.effect_words import told
from indicators.effects import (
    FEWEST_CASES,
    Point,
    Side,
    Verdict,
    effect_of,
    with_runs,
)
from processes.enums import ActionState, ExpectedFigure, Stage
from tests.factories.processes import ActionFactory, MapFactory, ServiceFactory, make_step
from tests.pages import page, queries_of

TODAY = date(2026, 11, 18)
DONE = date(2026, 2, 1)
BEFORE = [months_later(date(2025, 2, 1), number) for number in range(12)]
AFTER = [months_later(DONE, number) for number in range(9)]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-18 10:00+01:00", tick=False):
        yield


@pytest.fixture
def service(inside):
    return ServiceFactory(organisation=inside)


def received(service, month, number, *, step=None, stage="", founded=0, days=None, **fields):
    """That many complaints of a month; the first are founded, all with these days are answered."""
    cases = []
    for place in range(number):
        answered = None if days is None else month + timedelta(days=days[place % len(days)])
        finding = "" if days is None else "founded" if place < founded else "unfounded"
        cases.append(
            Case(
                organisation=service.organisation,
                channel="web",
                nature="complaint",
                language="fr",
                letter_language="fr",
                received_on=month,
                subject="…",
                text="…",
                service=service,
                step=step,
                stage=stage,
                admissibility="admissible" if days is not None else "pending",
                status="answered" if days is not None else "received",
                first_answered_on=answered,
                answered_on=answered,
                finding=finding,
                **fields,
            )
        )
    Case.objects.bulk_create(cases)


def improvement(service, figure=ExpectedFigure.COMPLAINTS, **fields):
    fields = {"started_on": DONE, "done_on": DONE, "state": ActionState.DONE, **fields}
    return ActionFactory(
        organisation=service.organisation,
        service=service,
        figure=figure,
        created_on=date(2025, 12, 1),
        **fields,
    )


# The months


def test_months_are_counted_by_receipt_and_place(inside, service):
    step = make_step(MapFactory(service=service), stage=Stage.RECEIVE).step
    january, march = date(2026, 1, 1), date(2026, 3, 31)
    received(service, january, 3, step=step, stage="receive", founded=1, days=[4, 9, 2])
    received(service, january, 2, stage="receive")
    received(service, march, 4, stage="deliver", founded=4, days=[1])
    received(ServiceFactory(organisation=inside), january, 5)
    suggestion = {"nature": "suggestion", "admissibility": ""}
    received(service, january, 1)
    Case.objects.filter(pk=Case.objects.latest("pk").pk).update(**suggestion)

    def counted(**scope):
        return [
            (month.complaints, month.concluded, month.founded, month.unanswered, month.days)
            for month in monthly(inside, january, march, **scope)
        ]

    assert counted(step=step.pk) == [(3, 3, 1, 0, (2, 4, 9)), (0, 0, 0, 0, ()), (0, 0, 0, 0, ())]
    assert [row[0] for row in counted(service=service.pk, stage="receive")] == [5, 0, 0]
    assert [row[0] for row in counted(service=service.pk)] == [5, 0, 4]
    assert [row[0] for row in counted(stage="deliver")] == [0, 0, 4]
    assert [row[0] for row in counted()] == [10, 0, 4]


def test_partly_founded_is_founded_and_what_is_not_answered_waits(inside, service):
    january = date(2026, 1, 1)
    received(service, january, 2, days=[5])
    Case.objects.filter(finding="unfounded").update(finding="partly_founded")
    received(service, january, 1)
    Case.objects.filter(admissibility="pending").update(admissibility="admissible")

    (month,) = monthly(inside, january, january)

    assert (month.complaints, month.concluded, month.founded, month.unanswered) == (3, 2, 2, 1)


def test_months_before_the_register_was_kept_are_unknown(inside, service):
    received(service, date(2025, 6, 12), 1)

    months = monthly(inside, date(2025, 1, 1), date(2025, 8, 1))

    # June is known in part alone.
    assert [month.first for month in months] == [date(2025, 7, 1), date(2025, 8, 1)]
    assert monthly(inside, date(2024, 1, 1), date(2024, 8, 1)) == []


def test_without_any_case_there_are_no_months(inside):
    assert monthly(inside, date(2025, 1, 1), date(2025, 8, 1)) == []


def test_sides_leave_out_what_lies_between_and_the_running_month(inside, service):
    received(service, date(2024, 1, 1), 1)
    action = improvement(service, started_on=date(2025, 12, 10), done_on=date(2026, 2, 3))

    points = effect_of(action, TODAY).points

    sides = {
        side: [point.month for point in points if point.side == side]
        for side in (Side.BEFORE, Side.BETWEEN, Side.AFTER)
    }
    assert (sides[Side.BEFORE][0], sides[Side.BEFORE][-1]) == (date(2024, 12, 1), date(2025, 11, 1))
    assert sides[Side.BETWEEN] == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert (sides[Side.AFTER][0], sides[Side.AFTER][-1]) == (date(2026, 3, 1), date(2026, 10, 1))


def test_at_most_twelve_months_on_each_side(inside, service):
    received(service, date(2022, 1, 1), 1)
    action = improvement(service, started_on=date(2023, 12, 31), done_on=date(2024, 1, 31))

    effect = effect_of(action, TODAY)

    assert (effect.before.months, effect.after.months) == (12, 12)
    assert effect.points[-1].month == date(2025, 1, 1)


# What is said


def test_fewer_complaints_are_more_than_chance(inside, service):
    before = [9, 8, 11, 7, 10, 9, 12, 8, 9, 10, 7, 9]
    after = [4, 3, 5, 2, 4, 3, 4, 2, 3]
    for month, number in zip(BEFORE + AFTER, before + after, strict=True):
        received(service, month, number)

    effect = effect_of(improvement(service), TODAY)

    assert effect.verdict == Verdict.LESS
    assert (effect.before.n, effect.after.n) == (sum(before), sum(after))
    assert effect.before.value == pytest.approx(fmean(before))
    expected = stats.binomtest(sum(before), sum(before) + sum(after), 12 / 21).pvalue
    assert effect.chance == pytest.approx(expected, rel=1e-6)


def test_more_complaints_are_said_too(inside, service):
    for month in BEFORE:
        received(service, month, 3)
    for month in AFTER:
        received(service, month, 8)

    assert effect_of(improvement(service), TODAY).verdict == Verdict.MORE


def test_a_difference_may_be_chance(inside, service):
    before = [4, 3, 5, 4, 2, 4, 5, 3, 4, 4, 3, 5]
    after = [3, 4, 4, 2, 5, 3, 3, 4, 3]
    for month, number in zip(BEFORE + AFTER, before + after, strict=True):
        received(service, month, number)

    effect = effect_of(improvement(service), TODAY)

    assert effect.verdict == Verdict.CHANCE
    expected = stats.binomtest(sum(before), sum(before) + sum(after), 12 / 21).pvalue
    assert effect.chance == pytest.approx(expected, rel=1e-6)


def test_share_of_founded_complaints_by_fisher(inside, service):
    for month in BEFORE:
        received(service, month, 5, founded=4, days=[10])
    for month in AFTER:
        received(service, month, 5, founded=1, days=[10])

    effect = effect_of(improvement(service, ExpectedFigure.FOUNDED_SHARE), TODAY)

    assert effect.verdict == Verdict.LESS
    assert (effect.before.value, effect.after.value) == (80, 20)
    expected = stats.fisher_exact([[48, 12], [9, 36]]).pvalue
    assert effect.chance == pytest.approx(expected, rel=1e-6)


def test_days_to_answer_by_mann_and_whitney(inside, service):
    for month in BEFORE:
        received(service, month, 3, days=[20, 30, 41])
    for month in AFTER:
        received(service, month, 3, days=[9, 14, 33])

    effect = effect_of(improvement(service, ExpectedFigure.DAYS_TO_ANSWER), TODAY)

    days = [20, 30, 41] * 12, [9, 14, 33] * 9
    assert effect.verdict == Verdict.LESS
    assert (effect.before.value, effect.after.value) == (median(days[0]), median(days[1]))
    expected = stats.mannwhitneyu(*days, method="asymptotic").pvalue
    assert effect.chance == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize(
    ("done_on", "verdict"),
    [
        (date(2026, 5, 31), Verdict.LESS),
        (date(2026, 6, 2), Verdict.TOO_FEW_MONTHS),
        (date(2026, 11, 17), Verdict.TOO_FEW_MONTHS),
        (None, Verdict.NOT_DONE),
    ],
)
def test_five_months_are_needed(inside, service, done_on, verdict):
    for number in range(17):
        received(service, months_later(date(2025, 1, 1), number), 9)
    state = ActionState.DONE if done_on else ActionState.UNDER_WAY
    action = improvement(service, started_on=date(2026, 5, 15), done_on=done_on, state=state)

    effect = effect_of(action, TODAY)

    assert effect.verdict == verdict
    assert (effect.chance is None) == (verdict != Verdict.LESS)


def test_ten_complaints_are_needed(inside, service):
    received(service, BEFORE[0], FEWEST_CASES - 1)
    action = improvement(service)
    assert effect_of(action, TODAY).verdict == Verdict.TOO_FEW_CASES

    received(service, BEFORE[1], 1)
    assert effect_of(action, TODAY).verdict == Verdict.LESS


def test_no_answer_on_one_side_is_too_few(inside, service):
    received(service, BEFORE[0], 30, days=[5])
    received(service, AFTER[0], 30)

    effect = effect_of(improvement(service, ExpectedFigure.DAYS_TO_ANSWER), TODAY)

    assert (effect.verdict, effect.after.value) == (Verdict.TOO_FEW_CASES, None)


# The chart


def test_limits_of_counts_come_from_the_months_before(inside, service):
    before = [9, 8, 11, 7, 10, 9, 12, 8, 9, 10, 7, 8]
    for month, number in zip(BEFORE, before, strict=True):
        received(service, month, number)
    received(service, AFTER[3], 19)

    effect = effect_of(improvement(service), TODAY)

    assert effect.centre == 9
    assert {(point.low, point.high) for point in effect.points} == {(0, 18)}
    assert [point.month for point in effect.points if point.is_outside] == [AFTER[3]]


def test_limits_of_shares_are_wider_where_fewer_were_concluded(inside, service):
    for month in BEFORE:
        received(service, month, 4, founded=2, days=[5])
    received(service, AFTER[0], 100, founded=50, days=[5])

    points = effect_of(improvement(service, ExpectedFigure.FOUNDED_SHARE), TODAY).points

    small, great = points[0], points[12]
    assert (small.low, small.high) == (0, 100)
    assert (great.low, great.high) == pytest.approx((35, 65))
    assert (points[13].value, points[13].low) == (None, None)


def test_limits_of_days_come_from_moving_ranges(inside, service):
    medians = [20, 24, 22, 25, 21, 20, 26, 23, 22, 24, 20, 21]
    for month, days in zip(BEFORE, medians, strict=True):
        received(service, month, 1, days=[days])

    effect = effect_of(improvement(service, ExpectedFigure.DAYS_TO_ANSWER), TODAY)

    ranges = [abs(medians[i + 1] - medians[i]) for i in range(11)]
    assert effect.centre == pytest.approx(fmean(medians))
    assert effect.points[0].high == pytest.approx(fmean(medians) + 2.66 * fmean(ranges))
    assert effect.points[0].low == pytest.approx(fmean(medians) - 2.66 * fmean(ranges))


def test_seven_in_a_row_are_a_run():
    def runs(values):
        points = [
            Point(months_later(date(2025, 1, 1), place), Side.BEFORE, value, 1)
            for place, value in enumerate(values)
        ]
        return [place for place, point in enumerate(with_runs(points, 5)) if point.is_run]

    assert runs([6, 6, 6, 4, 4, 4, 4, 4, 4, 6]) == []
    assert runs([6, 4, 4, 4, 4, 4, 4, 4, 6]) == [1, 2, 3, 4, 5, 6, 7]
    # On the centre, or without a value: neither one more nor the end.
    assert runs([4, 4, 4, 5, None, 4, 4, 4, 4]) == [0, 1, 2, 5, 6, 7, 8]


def test_too_few_months_before_have_no_limits(inside, service):
    received(service, months_later(DONE, -4), 9)

    effect = effect_of(improvement(service), TODAY)

    assert effect.centre is None
    assert {(point.low, point.high) for point in effect.points} == {(None, None)}


# The page


@pytest.fixture
def less(inside, service):
    for month in BEFORE:
        received(service, month, 9)
    for month in AFTER:
        received(service, month, 3)
    return improvement(service, expected_value=4)


def test_page_says_whether_it_is_chance(client, inside, member, less):
    member(client, "reader")

    text = client.get(page("indicators:action", inside, less.pk)).text

    assert "Fewer complaints, and more than chance" in text
    assert "Before the change 9 complaints a month, after it 3 complaints a month." in text
    assert "in fewer than 1 of 1,000 comparisons (p &lt; 0.001)" in text
    assert "complaints a month; n = 108 in 12 months" in text
    assert ">reached<" in text


def test_page_draws_what_the_table_tells(client, inside, member, less):
    member(client, "reader")

    text = client.get(page("indicators:action", inside, less.pk)).text

    tree = html5lib.parse(text, namespaceHTMLElements=False)
    figure = next(tag for tag in tree.iter("figure") if "control" in tag.get("class", ""))
    drawing = "".join(
        "".join(tag.itertext()) for tag in figure.iter("{http://www.w3.org/2000/svg}text")
    )
    assert "planned: 1 December 2025" in drawing
    assert "started: 1 February 2026" in drawing
    assert "done: 1 February 2026" in drawing
    assert "average before: 9" in drawing
    circles = len(list(figure.iter("{http://www.w3.org/2000/svg}circle")))
    # The nine months after are a run on one side.
    assert circles == 12
    table = next(tag for tag in tree.iter("table") if "month by month" in "".join(tag.itertext()))
    rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")][1:]
    assert len(rows) == 21
    assert rows[0] == ["February 2025", "9", "0 to 18", "before", ""]
    assert rows[-1] == [
        "October 2026",
        "3",
        "0 to 18",
        "after",
        "one of seven or more on one side of the average",
    ]


def test_effect_is_for_those_who_see_figures(client, inside, member, less):
    member(client, "administrator")

    text = client.get(page("indicators:action", inside, less.pk)).text

    assert "Effect" not in text
    assert '<svg viewBox="0 0 760' not in text


def test_without_a_figure_nothing_is_measured(client, inside, member, service):
    member(client, "reader")
    action = improvement(service, figure="")

    text = client.get(page("indicators:action", inside, action.pk)).text

    assert "No figure was chosen for this improvement" in text


def test_without_any_month_nothing_is_drawn(client, inside, member, service):
    member(client, "reader")
    action = improvement(service)

    text = client.get(page("indicators:action", inside, action.pk)).text

    assert "holds no whole month to compare yet" in text


def test_what_waits_is_told(inside, service):
    received(service, BEFORE[0], 2, days=[5])
    received(service, AFTER[0], 3)
    Case.objects.filter(admissibility="pending").update(admissibility="admissible")
    action = improvement(service, ExpectedFigure.DAYS_TO_ANSWER)

    found = told(action, effect_of(action, TODAY))

    assert found.remarks == [
        "3 complaints of these months wait for their answer and do not count yet."
    ]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (
            {"done_on": None, "state": "under_way"},
            "The effect is measured from the first whole month after it is recorded as done.",
        ),
        ({"done_on": date(2026, 9, 1)}, "2 whole months have passed since the change"),
        (
            {"started_on": date(2025, 5, 1)},
            "The register knows 3 whole months before the change",
        ),
    ],
)
def test_what_is_missing_is_told(inside, service, state, said):
    received(service, BEFORE[0], 50)
    action = improvement(service, **state)

    assert said in told(action, effect_of(action, TODAY)).sentence


def test_expected_value_may_lie_above(inside, service):
    for month in BEFORE:
        received(service, month, 2)
    for month in AFTER:
        received(service, month, 9)

    found = {}
    for expected in (1, 8, 12):
        action = improvement(service, expected_value=expected)
        found[expected] = told(action, effect_of(action, TODAY)).stats[-1].basis

    assert found == {1: "not reached", 8: "reached", 12: "not reached"}


def test_cases_of_another_organisation_do_not_count(bosa, inside, service, less):
    with organisation_context(bosa.pk):
        received(ServiceFactory(organisation=bosa), BEFORE[0], 3)

    with organisation_context(inside.pk):
        assert effect_of(less, TODAY).before.n == 108


def test_one_statement_counts_all(client, inside, member, less, django_assert_num_queries):
    with django_assert_num_queries(1):
        effect_of(less, TODAY)

    member(client, "reader")
    url = page("indicators:action", inside, less.pk)
    few = queries_of(client, url)
    received(less.service, AFTER[0], 20)
    assert queries_of(client, url) == few
