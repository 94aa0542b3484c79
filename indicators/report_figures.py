"""Figures as a report looks them up and writes them: one index, one way to write each unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from core.templatetags.ui import NO_BREAK, number, percent, percent_short
from indicators import comparing
from indicators.enums import Section, Unit, ValueState
from indicators.figures import DENOMINATOR, NUMERATOR, Figure, rate_of

WHOLE = Decimal(1)
# Of fewer, a change in per cent says more than they do.
FEW = 20
# As published: the number is known and not shown.
HIDDEN = "hidden"
HIDDEN_WORD = pgettext_lazy("a number too small to show", "hidden")


@dataclass(frozen=True)
class Share:
    """A part of a whole, where both are figures: made here, since nobody is asked for it."""

    code: str
    section: Section
    name: StrOrPromise
    part: str
    whole: str
    # A figure in time is better higher; a share says nothing by itself.
    basis: StrOrPromise


SHARES = (
    Share(
        "share_admissible",
        Section.ADMISSIBILITY,
        gettext_lazy("Share admissible"),
        "complaints_admissible",
        "complaints_received",
        gettext_lazy("of the complaints received"),
    ),
    Share(
        "share_founded",
        Section.FINDINGS,
        gettext_lazy("Share founded"),
        "complaints_founded",
        "complaints_admissible",
        gettext_lazy("of the admissible complaints"),
    ),
)


@dataclass(frozen=True)
class Spread:
    """How a figure lies over the organisations that gave it, so rounded that it tells of no single one."""

    low: Decimal
    median: Decimal
    high: Decimal
    n: int
    unit: str
    # Of numbers of people, smaller ones are not told.
    smallest: int
    # Does the median rest on a number that the public does not get? In a small group it would give it away.
    is_secret: bool = False

    def written(self, value: Decimal) -> str:
        if self.unit == Unit.PERCENT:
            return percent_short(float(value))
        if self.unit != Unit.DAYS and 0 < value < self.smallest:
            return f"<{NO_BREAK}{self.smallest}"
        return number(float(value))

    @property
    def in_words(self) -> str:
        if self.is_secret:
            return str(HIDDEN_WORD)
        return self.written(self.median)


@dataclass(frozen=True)
class Shelf:
    """Every figure of a report, found by year, subject, indicator and breakdown."""

    found: Mapping[tuple[int, str, str, str], Figure]
    # The numbers that medians are taken of: those that are too small to be shown count there too.
    behind: Mapping[tuple[int, str, str, str], Figure]
    # The organisations with figures in each year, by their codes, with their group then.
    reporting: Mapping[int, Mapping[str, str]]
    smallest: int
    # Year, organisation and indicator of numbers that the public does not get.
    secret: Collection[tuple[int, str, str]] = ()

    @classmethod
    def of(
        cls,
        own: Iterable[Figure],
        shown: Iterable[Figure],
        smallest: int,
        secret: Collection[tuple[int, str, str]] = (),
    ) -> Shelf:
        """`own`: what organisations gave; `shown`: what the report may show of them and of their sums."""
        behind = _with_shares(own)
        reporting: dict[int, dict[str, str]] = {}
        for figure in behind.values():
            reporting.setdefault(figure.year, {})[figure.subject] = figure.group
        return cls(_with_shares(shown), behind, reporting, smallest, secret)

    def get(self, year: int, subject: str, code: str, breakdown: str = "") -> Figure | None:
        return self.found.get((year, subject, code, breakdown))

    def value(self, year: int, subject: str, code: str, breakdown: str = "") -> Decimal | None:
        figure = self.get(year, subject, code, breakdown)
        return figure.value if figure else None

    def written(self, year: int, subject: str, code: str, breakdown: str = "") -> str:
        return written(self.get(year, subject, code, breakdown))

    def spread(self, year: int, code: str, group: str | None = None) -> Spread | None:
        """Over every organisation, or over those of a group; None where they are too few."""
        found = [
            figure
            for subject, of_group in self.reporting.get(year, {}).items()
            if group in (None, of_group)
            and (figure := self.behind.get((year, subject, code, "")))
            and figure.value is not None
        ]
        numbers = [one.value for one in found if one.value is not None]
        quartiles = comparing.quartiles(numbers)
        if quartiles is None:
            return None
        # Of the whole Network a rounded quartile tells of no single organisation.
        secret = [group is not None and self._is_secret(one) for one in found]
        _low, is_secret, _high = comparing.resting_on(numbers, secret)
        low, median, high = (
            value.quantize(WHOLE, ROUND_HALF_UP)
            for value in (quartiles.low, quartiles.median, quartiles.high)
        )
        return Spread(low, median, high, len(found), found[0].unit, self.smallest, is_secret)

    def _is_secret(self, figure: Figure) -> bool:
        share = next((one for one in SHARES if one.code == figure.indicator), None)
        codes = (share.part, share.whole) if share else (figure.indicator,)
        return any((figure.year, figure.subject, code) in self.secret for code in codes)

    def basis(self, year: int, subject: str, code: str) -> str:
        """The numerator and the denominator of a rate, or of a share."""
        share = next((one for one in SHARES if one.code == code), None)
        halves = (
            (self.get(year, subject, share.part), self.get(year, subject, share.whole))
            if share
            else tuple(self.get(year, subject, code, half) for half in (NUMERATOR, DENOMINATOR))
        )
        if not all(half and half.value is not None for half in halves):
            return ""
        top, bottom = (written(half) for half in halves)
        return _("%(numerator)s of %(denominator)s") % {"numerator": top, "denominator": bottom}


def _with_shares(figures: Iterable[Figure]) -> dict[tuple[int, str, str, str], Figure]:
    found = {figure.key: figure for figure in figures}
    return found | {one.key: one for one in _shares(found)}


def _shares(found: Mapping[tuple[int, str, str, str], Figure]) -> Iterable[Figure]:
    for (year, subject, code, breakdown), whole in found.items():
        for share in SHARES:
            if breakdown or code != share.whole:
                continue
            part = found.get((year, subject, share.part, ""))
            value = None
            if part is not None and part.value is not None and whole.value is not None:
                value = rate_of(part.value, whole.value)
            state: str = ValueState.NOT_APPLICABLE if value is None else ValueState.VALUE
            if part is None or ValueState.NOT_PROVIDED in (part.state, whole.state):
                state = ValueState.NOT_PROVIDED
            elif HIDDEN in (part.state, whole.state):
                state = HIDDEN
            yield Figure(
                year,
                subject,
                whole.group,
                share.code,
                "",
                state,
                value,
                Unit.PERCENT,
                whole.version,
                whole.organisations,
            )


def written(figure: Figure | None) -> str:
    """A number in its unit, or why there is none."""
    if figure is None:
        return "–"
    if figure.value is not None:
        return in_unit(figure.value, figure.unit)
    if figure.state in ValueState.values:
        return str(ValueState(figure.state).label)
    return str(HIDDEN_WORD)


def in_unit(value: Decimal | float, unit: str) -> str:
    return percent(float(value)) if unit == Unit.PERCENT else number(float(value))


def change(before: Figure | None, now: Figure | None) -> str:
    """+ 12 % since 2022 · + 1.4 points since 2022 · + 3 days since 2022; nothing where one of them is missing."""
    if before is None or now is None or before.value is None or now.value is None:
        return ""
    difference = float(now.value - before.value)
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    if now.unit == Unit.PERCENT:
        changed = points(abs(difference))
    elif now.unit == Unit.DAYS:
        changed = days(abs(difference))
    elif before.value < FEW:
        changed = number(abs(difference))
    else:
        changed = percent(abs(difference) / float(before.value) * 100)
    since = _("since %(year)s") % {"year": before.year}
    return f"{sign}{NO_BREAK}{changed} {since.replace(' ', NO_BREAK)}"


def points(value: float) -> str:
    words = ngettext("%(n)s percentage point", "%(n)s percentage points", plural_of(value))
    return words % {"n": number(value)}


def days(value: float) -> str:
    words = ngettext("%(n)s day", "%(n)s days", plural_of(value))
    return words % {"n": number(value)}


def plural_of(value: float) -> int:
    """Of 0.5 and 1.5 there is a plural, but in French, where it begins at two."""
    return int(value) if value.is_integer() or get_language() == "fr" else 2
