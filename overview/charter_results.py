"""What was measured of the promises of the edition in force, as a page tells it: counted every quarter of an hour."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from charters.metric_words import plain_number
from charters.models import Edition
from charters.reading import Document, ReadPromise
from indicators.promises import PromiseResult, YearResult, results

# The register of a large organisation takes half a second to count.
SECONDS_KEPT = 15 * 60


@dataclass(frozen=True)
class Told:
    """The results as elements of the page, and when they were counted."""

    article: SafeString
    at: datetime


@dataclass(frozen=True)
class Figure:
    """What was typed in for a year, in words."""

    amount: str
    source: str


@dataclass(frozen=True)
class YearLine:
    """A year of one promise, with the figure that was typed in where nothing is counted."""

    result: YearResult
    figure: Figure | None


@dataclass(frozen=True)
class PromiseLine:
    """A promise as the charter writes it, with its years, the last one first."""

    promise: ReadPromise
    years: tuple[YearLine, ...]
    # The register does not know to which group a complainant belongs.
    is_of_some: bool


def told(edition: Edition, document: Document, charter_url: str) -> Told:
    """Of the edition in force, whose organisation was read. Needs the organisation's context."""
    key = f"charter-results:{edition.pk}:{edition.published_at.isoformat()}:{document.language}"
    kept: tuple[SafeString, datetime] | None = cache.get(key)
    if kept is None:
        with translation.override(document.language):
            kept = (_article(edition, document, charter_url), timezone.now())
        cache.set(key, kept, SECONDS_KEPT)
    return Told(*kept)


def _article(edition: Edition, document: Document, charter_url: str) -> SafeString:
    read = {promise.key: promise for promise in document.promises}
    lines = {
        result.promise.key: _line(result, read[result.promise.key])
        for result in results(edition, timezone.localdate())
    }
    parts = []
    for part in document.parts:
        topics = [
            (topic, [lines[promise.key] for promise in topic.promises if promise.key in lines])
            for topic in part.topics
        ]
        if found := [(topic, measured) for topic, measured in topics if measured]:
            parts.append((part, found))
    context = {"parts": parts, "charter_url": charter_url}
    return render_to_string("overview/public/_charter_results.html", context)


def _line(result: PromiseResult, read: ReadPromise) -> PromiseLine:
    promise = result.promise
    lines = []
    for year in result.years:
        figure = None
        if year.figure is not None:
            unit = str(promise.figure_unit)
            amount = plain_number(year.figure.value)
            figure = Figure(f"{amount} {unit}".strip(), year.figure.source)
        lines.append(YearLine(year, figure))
    counted = any(year.share is not None for year in result.years)
    return PromiseLine(read, tuple(lines), is_of_some=counted and bool(promise.groups))
