"""What is counted, and in which words: the Network adds, words anew and retires indicators.

A definition lasts, its versions never change: what was attested keeps the words it was attested by.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import NotAllowedError
from indicators.enums import CampaignStatus, Dimension, Happening, Origin, Section
from indicators.models import (
    Campaign,
    Indicator,
    IndicatorVersion,
    Measurement,
    Submission,
    SubmissionChange,
)
from indicators.models.definitions import FIRST_YEAR
from indicators.tables import part_names
from organisations.models import User

SECTIONS = list(Section)
HALVES = ("numerator", "denominator")


def definitions_of(year: int) -> Mapping[str, IndicatorVersion]:
    """By code, what is asked for the year, as it was defined then; in the order of a report."""
    asked = Indicator.objects.asked_in(year)
    valid = IndicatorVersion.objects.valid_in(year).filter(indicator__in=asked)
    found = sorted(valid.select_related("indicator"), key=place_in_report)
    return {version.indicator.code: version for version in found}


def place_in_report(version: IndicatorVersion) -> tuple[int, int, str]:
    indicator = version.indicator
    return SECTIONS.index(Section(indicator.section)), indicator.position, indicator.code


def attested_until() -> int | None:
    """The last year of which an organisation has attested its figures."""
    attested = Submission.objects.exclude(attested_at=None)
    found: int | None = attested.aggregate(last=Max("campaign__year"))["last"]
    return found


def first_free_year(indicator: Indicator | None = None) -> int:
    """From when on a new wording may hold: after every year already attested, not before the last one."""
    attested = attested_until()
    earliest = FIRST_YEAR if attested is None else attested + 1
    if indicator is None:
        return earliest
    begun = indicator.versions.aggregate(last=Max("first_year"))["last"] or FIRST_YEAR
    return max(earliest, begun)


def collected_until(indicator: Indicator) -> int:
    """The last year that a begun campaign asks for it: it cannot end before."""
    begun = Campaign.objects.exclude(status=CampaignStatus.PREPARED)
    asked = begun.filter(year__gte=indicator.collected_since)
    return max(
        asked.aggregate(last=Max("year"))["last"] or indicator.collected_since,
        indicator.collected_since,
    )


@transaction.atomic
def add_indicator(
    *, by: User | None, code: str, section: str, first_year: int, **wording: Any
) -> Indicator:
    """One that organisations declare: what the register counts is part of the application.

    Those who have begun the figures of that year are asked for it too, and their history says so.
    """
    if Indicator.objects.filter(code=code).exists():
        raise NotAllowedError(_("Another indicator has this code."))
    waiting = _locked_from(first_year)
    if first_year < first_free_year():
        raise NotAllowedError(_("Figures of this year are attested already."))
    others = Indicator.objects.filter(section=section)
    indicator = Indicator.objects.create(
        code=code,
        section=section,
        origin=Origin.DECLARED,
        collected_since=first_year,
        position=(others.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    version = IndicatorVersion.objects.create(
        indicator=indicator, number=1, first_year=first_year, made_by=by, **wording
    )
    _ask_for_parts(version, waiting)
    _tell(waiting, version, before="", by=by)
    return indicator


@transaction.atomic
def revise(
    indicator: Indicator,
    *,
    by: User | None,
    first_year: int,
    seen: int | None = None,
    **wording: Any,
) -> IndicatorVersion:
    """Another version from a year on; figures of that year that nobody attested yet follow it.

    Their history says so: whoever is about to attest them has seen another definition.
    `seen`: the number of the version that stood on the page.
    """
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    waiting = _locked_from(first_year)
    last = row.versions.latest("number")
    if seen not in (None, last.number):
        raise NotAllowedError(_("This definition has been changed since the page was shown."))
    if row.last_year is not None and first_year > row.last_year:
        raise NotAllowedError(_("This indicator is not asked for in that year any more."))
    if first_year < first_free_year(row):
        raise NotAllowedError(_("Figures of this year are attested already."))
    version = IndicatorVersion.objects.create(
        indicator=row, number=last.number + 1, first_year=first_year, made_by=by, **wording
    )
    figures = Measurement.objects.filter(indicator=row, submission__in=waiting)
    concerned = list(figures.values_list("submission", flat=True).distinct().order_by())
    figures.update(definition=version)
    if row.origin == Origin.DECLARED:
        _ask_for_parts(version, concerned)
    _tell(concerned, version, before=str(last.number), by=by)
    return version


def _locked_from(first_year: int) -> list[int]:
    """Submissions of that year and later: what is being attested now is attested, or waits."""
    later = Submission.objects.filter(campaign__year__gte=first_year).order_by("pk")
    return list(later.select_for_update(of=("self",)).values_list("pk", flat=True))


def parts_of(definition: IndicatorVersion, names: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The rows of a figure that is declared: its total, and what it is divided into."""
    parts = [""]
    for dimension in definition.breakdowns:
        codes = HALVES if dimension == Dimension.PART else names[dimension]
        parts += [f"{dimension}={code}" for code in codes]
    return parts


def _ask_for_parts(version: IndicatorVersion, submissions: Collection[int]) -> None:
    """They get the rows that the figure has now, and keep none that it has no longer."""
    parts = parts_of(version, part_names())
    rows = Measurement.objects.filter(
        indicator=version.indicator_id, submission__in=list(submissions)
    )
    rows.exclude(breakdown__in=parts).delete()
    known = set(rows.values_list("submission_id", "breakdown"))
    Measurement.objects.bulk_create(
        Measurement(
            submission_id=pk, indicator=version.indicator, definition=version, breakdown=part
        )
        for pk in submissions
        for part in parts
        if (pk, part) not in known
    )


def _tell(
    submissions: Collection[int], version: IndicatorVersion, *, before: str, by: User | None
) -> None:
    code = version.indicator.code
    told = {"old": {code: before}, "new": {code: str(version.number)}}
    SubmissionChange.objects.bulk_create(
        SubmissionChange(submission_id=pk, by=by, happening=Happening.REDEFINED, **told)
        for pk in submissions
    )


@transaction.atomic
def retire(indicator: Indicator, *, last_year: int | None) -> Indicator:
    """Asked for until that year, it included; without a year it is asked for again."""
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if last_year is not None and last_year < collected_until(row):
        raise NotAllowedError(_("Figures of a later year are being collected already."))
    row.last_year = last_year
    row.save(update_fields=["last_year"])
    return row
