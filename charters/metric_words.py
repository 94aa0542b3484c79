"""How a promise is measured, in words and as the one number that papers print large.

In the active language; pages and papers activate the language of the text beside it.
"""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import get_language, npgettext, pgettext
from django.utils.translation import gettext as _

from charters.contents import Promise
from charters.enums import WITH_LIMIT, Better, Metric
from core.deadlines import Unit
from core.templatetags.ui import NO_BREAK
from processes.durations import in_words


class Figure(NamedTuple):
    """The number of a promise and the words below it; both empty where nothing is counted."""

    number: str
    unit: str


def figure_of(promise: Promise) -> Figure:
    """20 · working days."""
    if promise.metric in WITH_LIMIT:
        return _figure_of_limit(promise)
    if promise.metric == Metric.ANSWERED_IN_LANGUAGE:
        return Figure(share(promise.target), pgettext("below a number", "in your language"))
    if promise.metric == Metric.FOUNDED_ON_NORM:
        return Figure(share(promise.target), pgettext("below a number", "founded at most"))
    if promise.metric == Metric.YEARLY_FIGURE and promise.figure_target is not None:
        return _figure_of_year(promise.figure_target, str(promise.figure_unit))
    return Figure("", "")


def target_words(promise: Promise) -> str:
    """95 % within 20 working days; that it is not measured, where nothing is."""
    if promise.metric == Metric.YEARLY_FIGURE:
        return figure_target_words(promise)
    if promise.metric == Metric.NONE or promise.target is None:
        return str(Metric.NONE.label)
    facts = {"share": share(promise.target), "norm": promise.norm_name}
    if promise.metric == Metric.ANSWERED_IN_LANGUAGE:
        return _("%(share)s in the complainant's language") % facts
    if promise.metric == Metric.FOUNDED_ON_NORM:
        return _("at most %(share)s founded on “%(norm)s”") % facts
    if promise.amount == 0:
        return _("%(share)s on the same day") % facts
    return _("%(share)s within %(time)s") % {**facts, "time": time_words(promise)}


def figure_target_words(promise: Promise) -> str:
    """At least 80 per cent: of a figure typed in once a year."""
    if promise.figure_target is None:
        return _("no target")
    figure = _figure_of_year(promise.figure_target, str(promise.figure_unit))
    amount = f"{figure.number}{NO_BREAK}{figure.unit}" if figure.unit else figure.number
    if promise.figure_better == Better.LOWER:
        return _("at most %(amount)s") % {"amount": amount}
    return _("at least %(amount)s") % {"amount": amount}


def metric_words(promise: Promise) -> str:
    """Complaints answered within 20 working days."""
    if promise.metric == Metric.FOUNDED_ON_NORM:
        return _("share of complaints founded on “%(norm)s”") % {"norm": promise.norm_name}
    if promise.metric == Metric.YEARLY_FIGURE and promise.figure_name:
        return _("%(figure)s, typed in once a year") % {"figure": promise.figure_name}
    if promise.metric in WITH_LIMIT:
        return _limit_words(promise)
    return str(promise.metric.label)


def _limit_words(promise: Promise) -> str:
    acknowledges = promise.metric == Metric.ACKNOWLEDGED_WITHIN
    if promise.amount == 0:
        return (
            _("complaints acknowledged on the same day")
            if acknowledges
            else _("complaints answered on the same day")
        )
    text = (
        _("complaints acknowledged within %(time)s")
        if acknowledges
        else _("complaints answered within %(time)s")
    )
    return text % {"time": time_words(promise)}


def time_words(promise: Promise) -> str:
    """20 working days; empty without a limit."""
    return "" if promise.amount is None else in_words(promise.amount, promise.unit)


def share(value: Decimal | None) -> str:
    """95 %, with a decimal only where there is one."""
    if value is None:
        return ""
    sign = "%" if get_language() == "en" else f"{NO_BREAK}%"
    return plain_number(value) + sign


def plain_number(value: Decimal) -> str:
    """1 052 · 4,25: as many decimals as are needed."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    if get_language() == "en":
        return text
    return text.replace(",", NO_BREAK).replace(".", ",")


def _figure_of_year(target: Decimal, unit: str) -> Figure:
    if unit.startswith("%"):
        return Figure(share(target), unit.removeprefix("%").strip())
    return Figure(plain_number(target), unit)


def _figure_of_limit(promise: Promise) -> Figure:
    if promise.amount is None:
        return Figure("", "")
    if promise.amount == 0:
        return Figure("0", pgettext("below a number", "days: the same day"))
    return Figure(plain_number(Decimal(promise.amount)), _unit_below(promise.amount, promise.unit))


def _unit_below(amount: int, unit: str) -> str:
    if unit == Unit.WORKING_DAYS:
        return npgettext("below a number", "working day", "working days", amount)
    if unit == Unit.CALENDAR_DAYS:
        return npgettext("below a number", "calendar day", "calendar days", amount)
    return npgettext("below a number", "month", "months", amount)
