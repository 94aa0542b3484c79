"""The evidence as its page tells it: figures with their links, heat, trend, and the stage to look at.

A small number is not told to those who may not open the cases, and to nobody on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from complaints.enums import Nature
from complaints.evidence import (
    ALL,
    EVERYTHING,
    Evidence,
    Key,
    Period,
    Row,
    ServiceCount,
    weakest,
)
from complaints.placing import NO_STAGE, WITHOUT_STEP
from core.small_numbers import SMALLEST_SHOWN
from core.templatetags.ui import day_plain, number, percent
from processes.enums import Actor, ContactChannel, Stage
from processes.models import StepVersion

# From how many complaints on a cell is warmer, for steps of fewer than six hundred; ten times that beyond.
WARMER = (5, 15, 30, 60)
COLDEST = 0
NATURES = {
    "complaints": Nature.COMPLAINT,
    "founded": Nature.COMPLAINT,
    "compliments": Nature.COMPLIMENT,
    "suggestions": Nature.SUGGESTION,
}
# What is counted on a card, where its number is hidden.
WHAT = {
    "complaints": gettext_lazy("complaints"),
    "founded": gettext_lazy("founded"),
    "compliments": gettext_lazy("compliments"),
}


@dataclass(frozen=True)
class Figure:
    """A number in words; a small one is shown on the screen alone, or not at all."""

    text: str
    url: str = ""
    is_small: bool = False
    is_hidden: bool = False
    # Of how many, for a share or a median; what is counted, where that is not said beside it.
    note: str = ""
    what: StrOrPromise = ""


@dataclass(frozen=True)
class Line:
    """A row of the table, and the card of a step."""

    name: str
    language: str
    kind: str
    complaints: Figure
    founded: Figure
    share: Figure
    compliments: Figure
    suggestions: Figure
    days: Figure
    trend: Figure
    heat: int
    said: list[Figure]
    # Who does it, and through which channel.
    done_by: list[str]

    @property
    def is_step(self) -> bool:
        return self.kind in ("step", "past")


@dataclass(frozen=True)
class Column:
    """A stage of the picture."""

    number: int
    total: Line
    lines: list[Line]
    is_weakest: bool
    questions: list[str]


@dataclass(frozen=True)
class ServiceLine:
    """A line of the overview."""

    name: object
    url: str
    complaints: Figure
    founded: Figure
    compliments: Figure
    without_step: Figure


@dataclass(frozen=True)
class Teller:
    """Who is told: `opens` says whether the cases may be opened, `period` is as the register says it."""

    evidence: Evidence
    opens: bool
    slug: str
    period: str

    @cached_property
    def scale(self) -> int:
        """Ten times the steps of the legend, until the warmest of them means something."""
        most = max(row.now.complaints for row in self.evidence.rows if row.step != ALL)
        scale = 1
        while most >= 10 * WARMER[-1] * scale:
            scale *= 10
        return scale

    def columns(self) -> list[Column]:
        found = self.weakest()
        columns = []
        for place, stage in enumerate(self.evidence.stages, start=1):
            asked = [row.version.question for row in stage.rows if row.version]
            total = self.line(stage.total, str(capfirst(Stage(stage.total.stage).label)), "stage")
            columns.append(
                Column(
                    place,
                    total,
                    [self.line(row, *self.name(row)) for row in stage.rows],
                    found is stage.total,
                    list(dict.fromkeys(str(question) for question in asked if question)),
                )
            )
        return columns

    def name(self, row: Row) -> tuple[str, str]:
        """What a row is called, and what it is."""
        if row.step is None:
            return _("no step yet"), "none"
        return row.name, "step" if row.version else "past"

    @property
    def no_stage(self) -> Line:
        return self.line(self.evidence.no_stage, _("No stage yet"), "stage")

    @property
    def everything(self) -> Line:
        return self.line(self.evidence.everything, _("The whole service"), "all")

    def line(self, row: Row, name: str, kind: str) -> Line:
        now = row.now
        shown = row.version.name.shown_language if row.version else ""
        share, days = "", ""
        if now.concluded:
            share = percent(100 * now.founded / now.concluded)
        if now.days is not None:
            days = number(round(now.days, 1))
        counted = {column: self.count(row, column) for column in NATURES}
        return Line(
            name=name,
            language=shown,
            kind=kind,
            **counted,
            share=self.figure(row, share, "founded", "concluded", note=number(now.concluded)),
            days=self.figure(row, days, "answered", note=number(now.answered)),
            trend=self.trend(row),
            heat=self.heat(row),
            said=self.said(row, counted),
            done_by=done_by(row.version) if row.version else [],
        )

    def heat(self, row: Row) -> int:
        """How warm the cell is; a hidden number must not be told by its colour."""
        if not self.opens and (row.key, "complaints") in self.evidence.small:
            return COLDEST
        return sum(row.now.complaints >= bound * self.scale for bound in WARMER)

    def count(self, row: Row, column: str) -> Figure:
        value: int = getattr(row.now, column)
        url = self.url(row.key, column) if self.opens and value else ""
        return self.figure(row, number(value), column, url=url)

    def said(self, row: Row, counted: Mapping[str, Figure]) -> list[Figure]:
        """The numbers of a card, each with its word."""
        now, founded = row.now, _("none founded")
        if now.founded:
            founded = ngettext("%(n)s founded", "%(n)s founded", now.founded)
        words = {
            "complaints": ngettext("%(n)s complaint", "%(n)s complaints", now.complaints),
            "founded": founded,
            "compliments": ngettext("%(n)s compliment", "%(n)s compliments", now.compliments),
        }
        if self.opens and not now.compliments:
            del words["compliments"]
        return [
            replace(
                counted[column],
                text=text % {"n": counted[column].text} if counted[column].text else "",
                what=WHAT[column],
            )
            for column, text in words.items()
        ]

    def figure(self, row: Row, text: str, *columns: str, url: str = "", note: str = "") -> Figure:
        is_small = any((row.key, column) in self.evidence.small for column in columns)
        if is_small and not self.opens:
            return Figure("", is_hidden=True)
        return Figure(text, url, is_small, note=note)

    def trend(self, row: Row) -> Figure:
        """Beside the period before. Days of a year that is not over are not told to those who may not
        open the cases: taken from the whole year, they would tell the rest of it."""
        now, before = row.now.complaints, row.before.complaints
        if now > before:
            words = _("more than the %(number)s before")
        elif now < before:
            words = _("fewer than the %(number)s before")
        else:
            words = _("as many as before (%(number)s)")
        text = words % {"number": number(before)}
        if not self.evidence.period.is_whole:
            return Figure(text, is_small=True) if self.opens else Figure("", is_hidden=True)
        return self.figure(row, text, "complaints", "before_complaints")

    def url(self, key: Key, column: str) -> str:
        """The register with the cases of a cell, as far as the reader may see them."""
        stage, step = key
        where = {None: f"{stage}{WITHOUT_STEP}", ALL: stage or NO_STAGE}.get(step, str(step))
        of_service = self.urls_of_service[column]
        return of_service if key == EVERYTHING else f"{of_service}&where={where}"

    @cached_property
    def urls_of_service(self) -> Mapping[str, str]:
        """Column to the register with all its cases of the service."""
        register = reverse("complaints:list", args=[self.slug])
        found = {}
        for column, nature in NATURES.items():
            finding = self.evidence.finding if nature == Nature.COMPLAINT else ""
            asked = {
                "status": "any",
                "nature": nature,
                "service": self.evidence.service.code,
                "period": self.period,
                "finding": "founded" if column == "founded" else finding,
            }
            query = urlencode({name: value for name, value in asked.items() if value})
            found[column] = f"{register}?{query}"
        return found

    def weakest(self) -> Row | None:
        """The stage to look at; none that only a hidden number could name."""
        row = weakest(self.evidence)
        needed = ("founded", "complaints") if row and row.now.founded else ("complaints",)
        if row is None or self.opens:
            return row
        small = any((row.key, column) in self.evidence.small for column in needed)
        return None if small else row

    @property
    def weakest_is_small(self) -> bool:
        """Is it named by a number that paper does not show?"""
        row = self.weakest()
        needed = ("founded", "complaints") if row and row.now.founded else ("complaints",)
        return bool(row) and any((row.key, name) in self.evidence.small for name in needed)  # type: ignore[union-attr]

    def finding_of_page(self) -> str:
        """The rule by which a stage is marked, and what it gives."""
        row = self.weakest()
        if row is None:
            if self.evidence.everything.now.complaints and not self.opens:
                return _("Too few complaints to name a stage.")
            if self.evidence.no_stage.now.complaints:
                return _("No complaint lies in a stage yet: choose the step of each on its page.")
            return _("No complaint in this period.")
        told = {
            "stage": capfirst(Stage(row.stage).label),
            "founded": number(row.now.founded),
            "complaints": number(row.now.complaints),
        }
        if row.now.founded:
            return _("Most founded complaints: %(stage)s, %(founded)s of %(complaints)s.") % told
        return (
            ngettext(
                "No complaint of a stage is founded so far. Most complaints: %(stage)s, %(complaints)s.",
                "No complaint of a stage is founded so far. Most complaints: %(stage)s, %(complaints)s.",
                row.now.complaints,
            )
            % told
        )

    @property
    def legend(self) -> list[str]:
        """From and up to how many complaints each colour stands."""
        bounds = [0, *(bound * self.scale for bound in WARMER)]
        pairs = zip(bounds, [bound - 1 for bound in bounds[1:]], strict=False)
        ranges = [f"{number(first)}–{number(last)}" for first, last in pairs]
        return [*ranges, _("%(number)s and more") % {"number": number(bounds[-1])}]


def done_by(version: StepVersion) -> list[str]:
    """Who does a step, and through which channel."""
    channel = ContactChannel(version.channel).label if version.channel else ""
    words = [capfirst(Actor(version.actor).label), version.partner, channel]
    return [str(word) for word in words if word]


def lines_of_table(teller: Teller, columns: Sequence[Column]) -> list[Line]:
    """The same numbers as in the picture, and the cases that lie in no stage."""
    lines = [line for column in columns for line in (column.total, *column.lines)]
    return [*lines, teller.no_stage, teller.everything]


def days_compared(period: Period) -> Mapping[str, str]:
    """The two periods, written out."""
    return {
        "first": day_plain(period.first),
        "last": day_plain(period.last),
        "before_first": day_plain(period.before_first),
        "before_last": day_plain(period.before_last),
    }


def service_line(found: ServiceCount, *, opens: bool, slug: str, query: str) -> ServiceLine:
    def figure(value: int, rest: int = 0) -> Figure:
        is_small = any(0 < part < SMALLEST_SHOWN for part in (value, rest))
        if is_small and not opens:
            return Figure("", is_hidden=True)
        return Figure(number(value), is_small=is_small)

    url = reverse("complaints:evidence", args=[slug, found.service.pk])
    return ServiceLine(
        name=found.service.name,
        url=f"{url}?{query}",
        complaints=figure(found.complaints),
        founded=figure(found.founded),
        compliments=figure(found.compliments),
        # The others lie on a step: neither part may be small.
        without_step=figure(found.without_step, rest=found.complaints - found.without_step),
    )
