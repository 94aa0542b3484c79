"""What an improvement brought: its figure before and after, month by month, and whether that is chance.

The months before are the whole months that ended before the action started (or was done, where no
start was recorded), the months after those that began once it was done; twelve of each at most, the
running month left out. What lies between belongs to neither.

The chart is Shewhart's control chart (*Economic Control of Quality of Manufactured Product*, 1931),
its centre and limits taken from the months before: a c-chart for complaints a month, a p-chart for
shares, individuals and moving ranges for the median of days (Montgomery, *Introduction to
Statistical Quality Control*, chapters 6 and 7). Points to be understood are those that the NHS calls
special cause in *Making data count*: one outside the limits, or seven in a row on one side of the
centre. The verdict does not rest on the chart but on one two-sided test of the months before
against those after (`chance`), at the level of 5 %.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from statistics import fmean, median

from complaints.monthly import Month, month_of, monthly, months_later
from indicators.chance import two_counts, two_samples, two_shares
from processes.enums import ExpectedFigure
from processes.models import Action

MOST_MONTHS = 12
# Fewer months on one side, or fewer cases on both together, tell nothing.
FEWEST_MONTHS = 5
FEWEST_CASES = 10
LEVEL = 0.05
SIGMAS = 3
# Three standard deviations, estimated by the mean moving range of two: 3 / 1.128.
OF_MOVING_RANGE = 2.66
RUN = 7


class Side(StrEnum):
    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"


class Verdict(StrEnum):
    """What can be said of a difference."""

    NOT_DONE = "not_done"
    TOO_FEW_MONTHS = "too_few_months"
    TOO_FEW_CASES = "too_few_cases"
    CHANCE = "chance"
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True)
class Point:
    """A month on the chart; `value` None where it has no case to measure, limits where none are known."""

    month: date
    side: Side
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    is_outside: bool = False
    is_run: bool = False


@dataclass(frozen=True)
class Summary:
    """The figure over the months of one side: `n` cases, for a share `hits` of them."""

    months: int
    n: int
    value: float | None
    hits: int = 0


@dataclass(frozen=True)
class Effect:
    """The figure of an action before and after; `chance` is the probability, None where too little is known."""

    figure: str
    before: Summary
    after: Summary
    verdict: Verdict
    chance: float | None
    points: Sequence[Point]
    centre: float | None
    # Complaints of the months looked at that wait for their first answer.
    unanswered: int
    # Action's dates by name, those that lie on the chart.
    dates: Sequence[tuple[str, date]] = field(default=())


def effect_of(action: Action, today: date) -> Effect:
    """Needs the context of the organisation; the action has a figure."""
    begin = action.started_on or action.done_on or today
    running = month_of(today)
    first = months_later(month_of(begin), -MOST_MONTHS)
    last = months_later(running, -1)
    if action.done_on:
        last = min(last, months_later(first_after(action.done_on), MOST_MONTHS - 1))
    scope = {"step": action.step_id} if action.step_id else {"service": action.service_id}
    months = monthly(
        action.organisation,
        first,
        last,
        stage="" if action.step_id else action.stage,
        **scope,
    )
    sides = [side_of(month.first, begin, action.done_on) for month in months]
    found = measured(action, list(zip(months, sides, strict=True)))
    dates = (
        ("planned", action.created_on),
        ("started", action.started_on),
        ("done", action.done_on),
    )
    shown = [
        (name, day)
        for name, day in dates
        if day and months and months[0].first <= day < months_later(months[-1].first, 1)
    ]
    return replace(found, dates=shown)


def first_after(done_on: date) -> date:
    """The first month that lies wholly after the change."""
    return done_on if done_on.day == 1 else months_later(month_of(done_on), 1)


def side_of(month: date, begin: date, done_on: date | None) -> Side:
    if months_later(month, 1) <= begin:
        return Side.BEFORE
    return Side.AFTER if done_on and month >= first_after(done_on) else Side.BETWEEN


def measured(action: Action, sided: Sequence[tuple[Month, Side]]) -> Effect:
    before = [month for month, side in sided if side == Side.BEFORE]
    after = [month for month, side in sided if side == Side.AFTER]
    points, centre = MEASURES[ExpectedFigure(action.figure)].chart(sided, before)
    summaries = (summary(action.figure, before), summary(action.figure, after))
    chance = None
    verdict = lacking(action, *summaries)
    if verdict is None:
        chance = MEASURES[ExpectedFigure(action.figure)].chance(before, after)
        verdict = verdict_of(chance, *summaries)
    return Effect(
        action.figure,
        *summaries,
        verdict,
        chance,
        points=with_runs(points, centre),
        centre=centre,
        unanswered=sum(month.unanswered for month, _side in sided),
    )


def lacking(action: Action, before: Summary, after: Summary) -> Verdict | None:
    """Why nothing can be said yet."""
    if action.done_on is None:
        return Verdict.NOT_DONE
    if min(before.months, after.months) < FEWEST_MONTHS:
        return Verdict.TOO_FEW_MONTHS
    no_value = before.value is None or after.value is None
    return Verdict.TOO_FEW_CASES if no_value or before.n + after.n < FEWEST_CASES else None


def verdict_of(chance: float, before: Summary, after: Summary) -> Verdict:
    if chance >= LEVEL:
        return Verdict.CHANCE
    return Verdict.LESS if (after.value or 0) < (before.value or 0) else Verdict.MORE


def summary(figure: str, months: Sequence[Month]) -> Summary:
    """Complaints a month, a percentage, or the median of days, over all these months."""
    if figure == ExpectedFigure.COMPLAINTS:
        n = sum(month.complaints for month in months)
        return Summary(len(months), n, n / len(months) if months else None)
    if figure == ExpectedFigure.FOUNDED_SHARE:
        n = sum(month.concluded for month in months)
        hits = sum(month.founded for month in months)
        return Summary(len(months), n, 100 * hits / n if n else None, hits)
    days = days_in(months)
    return Summary(len(months), len(days), median(days) if days else None)


def days_in(months: Sequence[Month]) -> list[int]:
    return [day for month in months for day in month.days]


# One chart and one test a figure

Sided = Sequence[tuple[Month, Side]]
Charted = tuple[list[Point], float | None]


def c_chart(sided: Sided, before: Sequence[Month]) -> Charted:
    """Counts: the mean of the months before, and three times its square root to each side."""
    points = [Point(month.first, side, month.complaints, month.complaints) for month, side in sided]
    if len(before) < FEWEST_MONTHS:
        return points, None
    centre = fmean(month.complaints for month in before)
    spread = SIGMAS * sqrt(centre)
    return [limited(point, centre - spread, centre + spread) for point in points], centre


def p_chart(sided: Sided, before: Sequence[Month]) -> Charted:
    """Shares, in per cent: the share of all months before; limits wider where fewer were concluded."""
    points = [
        Point(
            month.first,
            side,
            100 * month.founded / month.concluded if month.concluded else None,
            month.concluded,
        )
        for month, side in sided
    ]
    n = sum(month.concluded for month in before)
    if len(before) < FEWEST_MONTHS or not n:
        return points, None
    share = sum(month.founded for month in before) / n

    def within(point: Point) -> Point:
        if not point.n:
            return point
        spread = SIGMAS * sqrt(share * (1 - share) / point.n)
        return limited(point, 100 * (share - spread), min(100.0, 100 * (share + spread)))

    return [within(point) for point in points], 100 * share


def x_chart(sided: Sided, before: Sequence[Month]) -> Charted:
    """Medians of days, one a month: their mean before, and 2.66 mean moving ranges to each side."""
    points = [Point(month.first, side, month.median_days, len(month.days)) for month, side in sided]
    values = [month.median_days for month in before if month.median_days is not None]
    if len(values) < FEWEST_MONTHS:
        return points, None
    centre = fmean(values)
    spread = OF_MOVING_RANGE * fmean(abs(one - next_one) for one, next_one in pairwise(values))
    return [limited(point, centre - spread, centre + spread) for point in points], centre


def limited(point: Point, low: float, high: float) -> Point:
    """None of the figures falls below zero."""
    low = max(0.0, low)
    outside = point.value is not None and not low <= point.value <= high
    return replace(point, low=low, high=high, is_outside=outside)


def with_runs(points: Sequence[Point], centre: float | None) -> list[Point]:
    """Seven in a row on one side; a point on the centre, or without a value, neither counts nor breaks."""
    if centre is None:
        return list(points)
    runs: list[list[int]] = []
    last_side = None
    for place, point in enumerate(points):
        if point.value is None or point.value == centre:
            continue
        is_above = point.value > centre
        if is_above != last_side:
            runs.append([])
        runs[-1].append(place)
        last_side = is_above
    in_run = {place for run in runs if len(run) >= RUN for place in run}
    return [replace(point, is_run=place in in_run) for place, point in enumerate(points)]


def chance_of_counts(before: Sequence[Month], after: Sequence[Month]) -> float:
    counts = [sum(month.complaints for month in side) for side in (before, after)]
    return two_counts(counts[0], len(before), counts[1], len(after))


def chance_of_shares(before: Sequence[Month], after: Sequence[Month]) -> float:
    hits = [sum(month.founded for month in side) for side in (before, after)]
    n = [sum(month.concluded for month in side) for side in (before, after)]
    return two_shares(hits[0], n[0], hits[1], n[1])


def chance_of_days(before: Sequence[Month], after: Sequence[Month]) -> float:
    return two_samples(days_in(before), days_in(after))


@dataclass(frozen=True)
class Measure:
    """How a figure is drawn, and tested."""

    chart: Callable[[Sided, Sequence[Month]], Charted]
    chance: Callable[[Sequence[Month], Sequence[Month]], float]


MEASURES = {
    ExpectedFigure.COMPLAINTS: Measure(c_chart, chance_of_counts),
    ExpectedFigure.FOUNDED_SHARE: Measure(p_chart, chance_of_shares),
    ExpectedFigure.DAYS_TO_ANSWER: Measure(x_chart, chance_of_days),
}
