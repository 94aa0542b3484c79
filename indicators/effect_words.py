"""The effect of an improvement in words, numbers, a chart and the same numbers as a table."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.control_chart import ControlChart, Mark, Names, Value, control_chart
from core.templatetags.ui import day_plain, number, percent
from indicators.effects import (
    FEWEST_CASES,
    FEWEST_MONTHS,
    LEVEL,
    Effect,
    Point,
    Side,
    Summary,
    Verdict,
)
from processes.enums import ExpectedFigure
from processes.models import Action

SIDES = {
    Side.BEFORE: gettext_lazy("before"),
    Side.BETWEEN: gettext_lazy("in between"),
    Side.AFTER: gettext_lazy("after"),
}
DATES = {
    "planned": gettext_lazy("planned"),
    "started": gettext_lazy("started"),
    "done": gettext_lazy("done"),
}
TONES = {Verdict.LESS: "kept", Verdict.MORE: "late"}
SIGNS = {Verdict.LESS: "check", Verdict.MORE: "triangle"}
SMALLEST_CHANCE = 0.001


@dataclass(frozen=True)
class Stat:
    """One side of the comparison, in large."""

    label: str
    value: str
    basis: str


@dataclass(frozen=True)
class Line:
    """A month of the table."""

    month: str
    value: str
    n: str
    limits: str
    side: str
    remark: str


@dataclass(frozen=True)
class Told:
    """Everything that the page shows of an effect."""

    headline: str
    sentence: str
    tone: str
    sign: str
    stats: Sequence[Stat]
    remarks: Sequence[str]
    chart: ControlChart | None
    lines: Sequence[Line]
    columns: tuple[str, str]


def told(action: Action, effect: Effect) -> Told:
    return Told(
        headline=headline(effect),
        sentence=sentence(effect),
        tone=TONES.get(effect.verdict, "calm"),
        sign=SIGNS.get(effect.verdict, "info"),
        stats=stats(action, effect),
        remarks=remarks(effect),
        chart=chart(action, effect) if effect.points else None,
        lines=[line(effect.figure, point) for point in effect.points],
        columns=columns(effect.figure),
    )


def headline(effect: Effect) -> str:
    """The finding in a few words."""
    if effect.verdict == Verdict.LESS:
        return {
            ExpectedFigure.COMPLAINTS: _("Fewer complaints, and more than chance"),
            ExpectedFigure.FOUNDED_SHARE: _("Fewer founded complaints, and more than chance"),
            ExpectedFigure.DAYS_TO_ANSWER: _("Answered sooner, and more than chance"),
        }[ExpectedFigure(effect.figure)]
    if effect.verdict == Verdict.MORE:
        return {
            ExpectedFigure.COMPLAINTS: _("More complaints, and more than chance"),
            ExpectedFigure.FOUNDED_SHARE: _("More founded complaints, and more than chance"),
            ExpectedFigure.DAYS_TO_ANSWER: _("Answered later, and more than chance"),
        }[ExpectedFigure(effect.figure)]
    return {
        Verdict.CHANCE: _("No more than chance"),
        Verdict.NOT_DONE: _("The change is not done yet"),
        Verdict.TOO_FEW_MONTHS: _("Too early to say"),
        Verdict.TOO_FEW_CASES: _("Too few complaints to say"),
    }[effect.verdict]


def sentence(effect: Effect) -> str:
    """What can be said, in one or two plain sentences."""
    before, after = (in_words(effect.figure, side.value) for side in (effect.before, effect.after))
    if effect.verdict == Verdict.NOT_DONE:
        return _(
            "The months so far are what the change will be compared with."
            " The effect is measured from the first whole month after it is recorded as done."
        )
    if effect.verdict == Verdict.TOO_FEW_MONTHS:
        return too_few_months(effect)
    if effect.verdict == Verdict.TOO_FEW_CASES:
        n = effect.before.n + effect.after.n
        return ngettext(
            "%(n)s complaint before and after together: at least %(fewest)s are needed to tell an"
            " effect from chance.",
            "%(n)s complaints before and after together: at least %(fewest)s are needed to tell an"
            " effect from chance.",
            n,
        ) % {"n": number(n), "fewest": FEWEST_CASES}
    found = {"before": before, "after": after, "chance": chance_in_words(effect.chance or 0)}
    if effect.verdict == Verdict.CHANCE:
        return (
            _(
                "Before the change %(before)s, after it %(after)s. If nothing had changed, a"
                " difference this great would still arise %(chance)s: it does not show that the"
                " change made a difference."
            )
            % found
        )
    return (
        _(
            "Before the change %(before)s, after it %(after)s. If nothing had changed, a"
            " difference this great would arise %(chance)s."
        )
        % found
    )


def too_few_months(effect: Effect) -> str:
    """Of the side that is the shorter."""
    if effect.before.months < FEWEST_MONTHS:
        months = effect.before.months
        words = ngettext(
            "The register knows %(n)s whole month before the change; at least %(fewest)s are needed.",
            "The register knows %(n)s whole months before the change; at least %(fewest)s are needed.",
            months,
        )
    else:
        months = effect.after.months
        words = ngettext(
            "%(n)s whole month has passed since the change; at least %(fewest)s are needed.",
            "%(n)s whole months have passed since the change; at least %(fewest)s are needed.",
            months,
        )
    return words % {"n": number(months), "fewest": FEWEST_MONTHS}


def chance_in_words(chance: float) -> str:
    """In 3 of 100 comparisons (p = 0.031)."""
    if chance < SMALLEST_CHANCE:
        small = number_format(SMALLEST_CHANCE, 3)
        return _("in fewer than 1 of 1,000 comparisons (p < %(p)s)") % {"p": small}
    p = number_format(chance, 3)
    if chance < LEVEL / 5:
        return _("in fewer than 1 of 100 comparisons (p = %(p)s)") % {"p": p}
    return _("in %(n)s of 100 comparisons (p = %(p)s)") % {"n": round(100 * chance), "p": p}


def in_words(figure: str, value: float | None) -> str:
    """4.2 complaints a month, 12.5% founded, a median of 18 days."""
    if value is None:
        return _("no figure")
    if figure == ExpectedFigure.FOUNDED_SHARE:
        return _("%(share)s founded") % {"share": percent(value)}
    if figure == ExpectedFigure.DAYS_TO_ANSWER:
        return _("a median of %(days)s days to the answer") % {"days": number(value)}
    shown = round(value, 1)
    words = ngettext(
        "%(number)s complaint a month", "%(number)s complaints a month", 1 if shown == 1 else 2
    )
    return words % {"number": number(shown)}


def plain(figure: str, value: float | None) -> str:
    if value is None:
        return "–"
    return percent(value) if figure == ExpectedFigure.FOUNDED_SHARE else number(round(value, 1))


def stats(action: Action, effect: Effect) -> list[Stat]:
    found = [
        Stat(
            _("Before the change"),
            plain(effect.figure, effect.before.value),
            basis(effect, effect.before),
        ),
    ]
    if effect.verdict != Verdict.NOT_DONE:
        found.append(
            Stat(
                _("After the change"),
                plain(effect.figure, effect.after.value),
                basis(effect, effect.after),
            )
        )
    if action.expected_value is not None:
        expected = float(action.expected_value)
        found.append(Stat(_("Expected"), plain(effect.figure, expected), reached(effect, expected)))
    return found


def basis(effect: Effect, side: Summary) -> str:
    """What the figure is, and out of how much."""
    months = ngettext("%(n)s month", "%(n)s months", side.months) % {"n": number(side.months)}
    words = {
        ExpectedFigure.COMPLAINTS: _("complaints a month; n = %(n)s in %(months)s"),
        ExpectedFigure.FOUNDED_SHARE: _(
            "founded or partly founded; %(hits)s of %(n)s with a finding, in %(months)s"
        ),
        ExpectedFigure.DAYS_TO_ANSWER: _(
            "days to the first answer, the median; n = %(n)s in %(months)s"
        ),
    }[ExpectedFigure(effect.figure)]
    return words % {"n": number(side.n), "hits": number(side.hits), "months": months}


def reached(effect: Effect, expected: float) -> str:
    """Whether the figure came as far as was hoped, whichever way that lies."""
    before, after = effect.before.value, effect.after.value
    if effect.verdict in (Verdict.NOT_DONE, Verdict.TOO_FEW_MONTHS, Verdict.TOO_FEW_CASES):
        return _("cannot be said yet")
    if before is None or after is None:
        return _("cannot be said yet")
    is_reached = after <= expected if expected <= before else after >= expected
    return _("reached") if is_reached else _("not reached")


def remarks(effect: Effect) -> list[str]:
    found = []
    if effect.figure != ExpectedFigure.COMPLAINTS and effect.unanswered:
        found.append(
            ngettext(
                "%(n)s complaint of these months waits for its answer and does not count yet.",
                "%(n)s complaints of these months wait for their answer and do not count yet.",
                effect.unanswered,
            )
            % {"n": number(effect.unanswered)}
        )
    return found


def chart(action: Action, effect: Effect) -> ControlChart:
    first = effect.points[0].month
    return control_chart(
        finding(action, effect),
        subtitle(effect),
        [
            Value(
                date_format(point.month, "N Y"),
                point.value,
                point.low,
                point.high,
                is_signal=point.is_outside or point.is_run,
            )
            for point in effect.points
        ],
        centre=effect.centre,
        marks=[Mark(place(first, day), mark_label(name, day)) for name, day in effect.dates],
        names=Names(
            _("average before: %(value)s") % {"value": plain(effect.figure, effect.centre)},
            _("upper limit"),
            _("lower limit"),
        ),
    )


def finding(action: Action, effect: Effect) -> str:
    """The title of the chart: what it shows, as far as it shows something."""
    before, after = (in_words(effect.figure, side.value) for side in (effect.before, effect.after))
    if effect.before.value is None:
        return str(capfirst(action.get_figure_display()))
    if effect.after.value is None:
        return _("So far: %(before)s") % {"before": before}
    return _("Before: %(before)s. After: %(after)s") % {"before": before, "after": after}


def subtitle(effect: Effect) -> str:
    first, last = effect.points[0].month, effect.points[-1].month
    months = {"first": date_format(first, "F Y"), "last": date_format(last, "F Y")}
    words = {
        ExpectedFigure.COMPLAINTS: _("Complaints received in each month, %(first)s to %(last)s"),
        ExpectedFigure.FOUNDED_SHARE: _(
            "Share founded or partly founded of those with a finding, in per cent, by month of receipt, %(first)s to %(last)s"
        ),
        ExpectedFigure.DAYS_TO_ANSWER: _(
            "Median of the days to the first answer, by month of receipt, %(first)s to %(last)s"
        ),
    }[ExpectedFigure(effect.figure)]
    return words % months


def mark_label(name: str, day: date) -> str:
    return _("%(what)s: %(day)s") % {"what": DATES[name], "day": day_plain(day)}


def place(first: date, day: date) -> float:
    """In months since the first: the fifteenth of the third is 2.5."""
    whole = (day.year - first.year) * 12 + day.month - first.month
    return whole + (day.day - 1) / monthrange(day.year, day.month)[1]


def columns(figure: str) -> tuple[str, str]:
    """The headings of value and n."""
    return {
        ExpectedFigure.COMPLAINTS: (_("Complaints"), ""),
        ExpectedFigure.FOUNDED_SHARE: (_("Share founded"), _("With a finding")),
        ExpectedFigure.DAYS_TO_ANSWER: (_("Median of days"), _("Answered")),
    }[ExpectedFigure(figure)]


def line(figure: str, point: Point) -> Line:
    limits = ""
    if point.low is not None and point.high is not None:
        limits = _("%(low)s to %(high)s") % {
            "low": plain(figure, point.low),
            "high": plain(figure, point.high),
        }
    remark = ""
    if point.is_outside:
        remark = _("outside the limits: to be understood")
    elif point.is_run:
        remark = _("one of seven or more on one side of the average")
    return Line(
        capfirst(date_format(point.month, "F Y")),
        plain(figure, point.value),
        number(point.n),
        limits,
        str(SIDES[point.side]),
        remark,
    )
