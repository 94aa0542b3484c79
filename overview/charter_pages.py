"""What the public pages of a charter are made of: an edition, its papers, what of it is alive today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charters import papers
from charters.contents import from_json
from charters.enums import Paper
from charters.models import Edition, EditionDocument
from charters.printing import in_languages
from charters.querysets import EditionQuerySet
from charters.reading import Document, document, shown_language
from organisations.models import Organisation
from processes.models import Service

ADDRESSES = {
    Paper.CHARTER: "overview:charter_edition_pdf",
    Paper.LEAFLET: "overview:charter_edition_leaflet",
    Paper.POSTER: "overview:charter_edition_poster",
}


def editions_of(organisation: Organisation) -> EditionQuerySet:
    """The newest first, without their texts."""
    found = Edition.objects.for_organisation(organisation).in_short()
    return found.order_by("-number")


def in_force(editions: Sequence[Edition], day: date) -> Edition | None:
    """As `EditionQuerySet.in_force_on`, of those that were read already."""
    begun = [
        edition
        for edition in editions
        if edition.in_force_from <= day and edition.withdrawn_at is None
    ]
    return max(begun, key=lambda one: (one.in_force_from, one.number), default=None)


@dataclass(frozen=True)
class PaperLink:
    """A stored paper, in the language of the page or in the one that takes its place."""

    paper: Paper
    url: str
    size: int
    pages: int
    language: str


@dataclass(frozen=True)
class CharterPage:
    """An edition as the page shows it on a day."""

    edition: Edition
    editions: Sequence[Edition]
    in_force: Edition | None
    document: Document
    papers: Sequence[PaperLink]
    papers_are_coming: bool
    # Codes of the services that have a page today.
    offered: frozenset[str]
    now: datetime

    @property
    def is_in_force(self) -> bool:
        return self.in_force is not None and self.edition.pk == self.in_force.pk

    @property
    def is_to_come(self) -> bool:
        return self.edition.in_force_from > timezone.localdate(self.now)

    @property
    def others(self) -> list[Edition]:
        return [edition for edition in self.editions if edition.pk != self.edition.pk]

    @property
    def is_in_another_language(self) -> bool:
        return self.document.language != get_language()

    @cached_property
    def languages(self) -> str:
        """In Dutch, in French and in German."""
        return in_languages(self.edition.languages)

    @property
    def language_shown(self) -> str:
        """In Dutch."""
        return in_languages([self.document.language])

    @property
    def name(self) -> str:
        """As search engines and bookmarks call it."""
        with translation.override(self.document.language):
            name, number = self.document.organisation, self.edition.number
            return _("Customer charter of %(name)s, edition %(number)s") % {
                "name": name,
                "number": number,
            }

    @property
    def canonical(self) -> str:
        return self.address_in(self.document.language)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        return [(code, self.address_in(code)) for code in self.edition.languages]

    @property
    def languages_to_choose(self) -> list[tuple[str, str, str]]:
        """Code, address and own name of each language of the charter."""
        names = dict(settings.LANGUAGES)
        return [(code, url, str(names[code])) for code, url in self.alternates]

    def address_in(self, language: str) -> str:
        """The edition in force has the address that stays."""
        slug = self.edition.organisation.slug
        with translation.override(language):
            if self.is_in_force:
                return reverse("overview:charter", args=[slug])
            return reverse("overview:charter_edition", args=[slug, self.edition.number])


def charter_page(
    organisation: Organisation, editions: Sequence[Edition], shown: Edition, now: datetime
) -> CharterPage:
    """The texts of the edition are read here; the organisation is that of the request."""
    shown.organisation = organisation
    today = timezone.localdate(now)
    services = Service.objects.for_organisation(organisation).published(today)
    links = paper_links(shown)
    return CharterPage(
        edition=shown,
        editions=editions,
        in_force=in_force(editions, today),
        document=document_of(shown, get_language() or ""),
        papers=links,
        papers_are_coming=not links and papers.is_being_made(shown),
        offered=frozenset(services.values_list("code", flat=True)),
        now=now,
    )


def document_of(edition: Edition, wanted: str) -> Document:
    """The edition in this language, or in the one that takes its place."""
    return _document(edition, edition.published_at, shown_language(edition.languages, wanted))


# An edition never changes, so what was made of it once is good as long as the process lives;
# its texts are then not even read. A key alone may be given anew in a database made anew.
@lru_cache(maxsize=128)
def _document(edition: Edition, _published_at: datetime, language: str) -> Document:
    return document(from_json(edition.contents), language)


@dataclass(frozen=True)
class Links:
    """Where the texts of an edition lead to today, in the reader's language."""

    # Codes of the services that have a page.
    offered: frozenset[str]
    services_url: str
    # Empty where nothing can be filed about a promise.
    file_url: str
    # Empty where nothing is measured any more, or yet.
    results_url: str


def article_of(page: CharterPage, *, accepts_complaints: bool) -> SafeString:
    """The edition as elements of the page."""
    organisation = page.edition.organisation
    file_url = reverse("complaints:file", args=[organisation.slug])
    links = Links(
        offered=page.offered,
        services_url=f"{organisation.get_absolute_url()}services/",
        file_url=file_url if accepts_complaints and page.is_in_force else "",
        results_url=_results_url(organisation) if page.is_in_force else "",
    )
    return _article(page.edition, page.edition.published_at, page.document.language, links)


def _results_url(organisation: Organisation) -> str:
    return reverse("overview:charter_results", args=[organisation.slug])


@lru_cache(maxsize=128)
def _article(edition: Edition, published_at: datetime, language: str, links: Links) -> SafeString:
    context = {
        "document": _document(edition, published_at, language),
        "offered": links.offered,
        "services_url": links.services_url,
        "file_url": links.file_url,
        "results_url": links.results_url,
    }
    with translation.override(language):
        return render_to_string("overview/public/_charter_article.html", context)


def paper_links(edition: Edition) -> list[PaperLink]:
    """Those that are made, in the reader's language where the edition has it."""
    language = shown_language(edition.languages, get_language() or "")
    rows = {row.paper: row for row in edition.documents.filter(language=language)}
    return [
        PaperLink(
            paper,
            reverse(ADDRESSES[paper], args=[edition.organisation.slug, edition.number]),
            row.size,
            row.pages,
            row.language,
        )
        for paper in Paper
        if (row := rows.get(paper))
    ]


def stored(edition: Edition, paper: Paper) -> EditionDocument | None:
    """The paper in the reader's language, or in the one that takes its place."""
    language = shown_language(edition.languages, get_language() or "")
    return edition.documents.filter(paper=paper, language=language).first()
