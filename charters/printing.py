"""The papers of a charter, each in one language: the charter itself, a leaflet, a poster.

Made of one `Contents` and what stands beside it; equal input gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charters.contents import Contents
from charters.enums import Paper, Part, Topic
from charters.hours_block import read_hours
from charters.models import Edition
from charters.reading import Document, Phrase, document
from core.pdf import render_pdf
from core.qr_code import qr_code
from core.rich_text import plain_of

TEMPLATES = {
    Paper.CHARTER: "charters/print/charter.html",
    Paper.LEAFLET: "charters/print/leaflet.html",
    Paper.POSTER: "charters/print/poster.html",
}
# Where the parts stand on the thread of the cover, in millimetres.
FIRST_STOP, BETWEEN_STOPS = 214, 15
# What fits on a leaflet beside ten promises: signs of text.
MOST_WISHES, MOST_REDRESS = 600, 420
# From so many signs on, promises are set in smaller type.
DENSITIES = ((180, "tiny"), (110, "dense"))


@dataclass(frozen=True)
class Issue:
    """Which text is printed: an edition, or the working text where it has no number."""

    slug: str
    number: int | None = None
    in_force_from: date | None = None
    hours: Mapping[str, Any] = field(default_factory=dict)
    is_demo: bool = False


def issue_of(edition: Edition, *, is_demo: bool) -> Issue:
    """The edition's organisation was read with it."""
    return Issue(
        edition.organisation.slug, edition.number, edition.in_force_from, edition.hours, is_demo
    )


def paper(paper: Paper, contents: Contents, issue: Issue, language: str) -> bytes:
    """A paper in one of the languages of the charter."""
    with translation.override(language):
        context = context_of(contents, issue, language)
    return render_pdf(TEMPLATES[paper], context, language=language)


def context_of(contents: Contents, issue: Issue, language: str) -> dict[str, object]:
    read = document(contents, language)
    path = reverse("overview:charter", args=[issue.slug])
    redress = plain_of(contents.text_on(Topic.REDRESS).text.in_language(language))
    edition = (
        _("edition %(number)s") % {"number": issue.number} if issue.number else _("working text")
    )
    return {
        "title": " · ".join([_("Customer charter"), str(read.organisation), edition]),
        "edition": edition,
        "organisation": {"name": contents.organisation},
        "document": read,
        "issue": issue,
        "stops": _stops(read),
        "hours": read_hours(issue.hours, language),
        "other_languages": in_languages(
            [code for code in contents.languages if code != read.language]
        ),
        "address": settings.SITE_URL.rstrip("/").partition("://")[2] + path,
        "qr": qr_code(settings.SITE_URL.rstrip("/") + path),
        "wishes": _fitting(read.expectations, MOST_WISHES),
        "short_redress": redress if len(redress) <= MOST_REDRESS else "",
        "density": _density(read),
        "demo_loaded": issue.is_demo,
    }


def _stops(read: Document) -> list[tuple[int, str]]:
    """The parts on the thread of the cover; the welcome is the cover itself."""
    titles = [part.title for part in read.parts if part.part != Part.WELCOME]
    return [(FIRST_STOP + BETWEEN_STOPS * place, title) for place, title in enumerate(titles)]


def _density(read: Document) -> str:
    longest = max((len(promise.text.text) for promise in read.highlights), default=0)
    return next((name for signs, name in DENSITIES if longest >= signs), "roomy")


def _fitting(phrases: Sequence[Phrase], most: int) -> list[Phrase]:
    """From the beginning, as many as fit."""
    chosen: list[Phrase] = []
    for one in phrases:
        if sum(len(other.text) for other in chosen) + len(one.text) > most:
            break
        chosen.append(one)
    return chosen


def in_languages(codes: Sequence[str]) -> str:
    """In French, in German and in English."""
    names = {
        "nl": pgettext("written in a language", "in Dutch"),
        "fr": pgettext("written in a language", "in French"),
        "de": pgettext("written in a language", "in German"),
        "en": pgettext("written in a language", "in English"),
    }
    return get_text_list([names[code] for code in codes], _("and")) if codes else ""
