"""What was measured of the promises of a charter, in the last full year and in the running one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from charters.contents import Promise, from_json
from charters.enums import WITH_SHARE, Better, Metric
from charters.models import Edition, YearlyFigure
from indicators.promise_counts import PER_CENT, Counted, Share, count


@dataclass(frozen=True)
class YearResult:
    """What a year gave for one promise: counted in the register, or typed in; neither where there is none yet."""

    year: int
    # Goes on: what is counted so far.
    is_running: bool
    share: Share | None = None
    figure: YearlyFigure | None = None
    # None where nothing can be held against a target, or the year goes on.
    is_kept: bool | None = None
    # Another edition promised something else in this year.
    has_changed: bool = False


@dataclass(frozen=True)
class PromiseResult:
    """A promise of the edition in force, with the last full year and the running one."""

    promise: Promise
    years: tuple[YearResult, ...]


def results(edition: Edition, day: date) -> list[PromiseResult]:
    """Of each promise of the edition that is measured, in its order; its organisation was read."""
    contents = from_json(edition.contents)
    measured = [promise for promise in contents.promises if promise.is_measured]
    years = (day.year, day.year - 1)
    counted = count(edition, measured, date(years[-1], 1, 1), day)
    figures = _figures(measured, years)
    return [
        PromiseResult(
            promise,
            tuple(_of_year(promise, year, day, counted, figures) for year in years),
        )
        for promise in measured
    ]


def _figures(
    promises: Iterable[Promise], years: Sequence[int]
) -> dict[tuple[int, int], YearlyFigure]:
    keys = [promise.key for promise in promises if promise.metric == Metric.YEARLY_FIGURE]
    rows = YearlyFigure.objects.filter(commitment__in=keys, year__in=years)
    return {(row.commitment_id, row.year): row for row in rows}


def _of_year(
    promise: Promise,
    year: int,
    day: date,
    counted: Counted,
    figures: Mapping[tuple[int, int], YearlyFigure],
) -> YearResult:
    is_running = year == day.year
    if promise.metric not in WITH_SHARE:
        figure = figures.get((promise.key, year))
        return YearResult(year, is_running, figure=figure, is_kept=_reaches(promise, figure))
    share = counted.shares[promise.key, year]
    is_judged = not (is_running or share.is_empty or share.is_hidden)
    return YearResult(
        year,
        is_running,
        share=share,
        is_kept=_keeps(promise, share) if is_judged else None,
        has_changed=(promise.key, year) in counted.changed,
    )


def _keeps(promise: Promise, share: Share) -> bool:
    """Whole numbers: nothing is rounded on the way to a yes or a no."""
    reached, aimed = share.part * PER_CENT, (promise.target or 0) * share.whole
    return reached <= aimed if promise.metric == Metric.FOUNDED_ON_NORM else reached >= aimed


def _reaches(promise: Promise, figure: YearlyFigure | None) -> bool | None:
    if figure is None or promise.figure_target is None:
        return None
    if promise.figure_better == Better.LOWER:
        return figure.value <= promise.figure_target
    return figure.value >= promise.figure_target
