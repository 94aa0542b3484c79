"""A service as search engines read it: schema.org in JSON-LD."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.texts import Text
from organisations.enums import HoursKind
from organisations.models import Place
from overview.charter_pages import CharterPage
from overview.offers import Article
from processes.enums import ContactChannel
from processes.models import Service, ServiceChannel

# Inside a script element only these could end it or begin another.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def address_of(service: Service) -> str:
    return reverse("overview:service", args=[service.organisation.slug, service.code])


def government_service(article: Article) -> SafeString:
    return data_block(_facts(article))


def data_block(facts: dict[str, Any]) -> SafeString:
    """What no browser executes."""
    text = json.dumps(facts, ensure_ascii=False).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 - JSON without a sign that ends the element
    )


def _facts(article: Article) -> dict[str, Any]:
    service, organisation = article.service, article.service.organisation
    description = service.result if str(service.result) else service.for_whom
    channels = [
        *map(_channel, article.channels),
        *(_place(place) for place, _hours in article.places),
    ]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "@id": absolute(address_of(service)),
            "url": absolute(address_of(service)),
            "identifier": service.code,
            "name": _text(service.name),
            "description": _text(description),
            "audience": _known({"@type": "Audience", "audienceType": _text(service.for_whom)}, 1),
            "areaServed": {"@type": "Country", "name": "BE"},
            "provider": {
                "@type": "GovernmentOrganization",
                "name": _text(organisation.name),
                "url": absolute(organisation.get_absolute_url()),
            },
            "availableChannel": channels,
        }
    )


def _channel(row: ServiceChannel) -> dict[str, Any]:
    names = {
        ContactChannel.ONLINE: "serviceUrl",
        ContactChannel.TELEPHONE: "servicePhone",
        ContactChannel.LETTER: "servicePostalAddress",
    }
    contact: dict[str, Any] = {"name": str(row.get_channel_display())}
    name = names.get(ContactChannel(row.channel))
    if name == "servicePhone":
        contact[name] = {"@type": "ContactPoint", "telephone": row.contact}
    elif name == "servicePostalAddress":
        contact[name] = {"@type": "PostalAddress", "streetAddress": row.contact}
    elif name and row.contact.startswith(("https://", "http://")):
        contact[name] = row.contact
    return {"@type": "ServiceChannel", **contact}


def _place(place: Place) -> dict[str, Any]:
    hours = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{DAYS[row.weekday]}",
            "opens": f"{row.opens:%H:%M}",
            "closes": f"{row.closes:%H:%M}",
        }
        for row in place.hours.all()
        if row.kind == HoursKind.COUNTER
    ]
    location = {
        "@type": "Place",
        "name": _text(place.name),
        "address": _text(place.address),
        "telephone": place.telephone,
        "openingHoursSpecification": hours,
    }
    return {"@type": "ServiceChannel", "serviceLocation": _known(location)}


def _text(text: Text) -> Any:
    """In the reader's language a plain string, in another one with its name."""
    value, language = str(text), text.shown_language
    if not value or language == get_language():
        return value
    return {"@value": value, "@language": language}


def _known(facts: dict[str, Any], besides: int = 0) -> dict[str, Any]:
    """Without what is empty; nothing at all where only `besides` names are left."""
    kept = {name: value for name, value in facts.items() if value}
    return kept if len(kept) > besides else {}


def charter_document(page: CharterPage) -> SafeString:
    """An edition of a charter, with its papers; nothing is said of whether it is kept."""
    edition, organisation = page.edition, page.edition.organisation
    facts = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": absolute(page.canonical),
        "url": absolute(page.canonical),
        "name": page.name,
        "inLanguage": page.document.language,
        "version": str(edition.number),
        "datePublished": timezone.localdate(edition.published_at).isoformat(),
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": _text(organisation.name),
            "url": absolute(organisation.get_absolute_url()),
        },
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": "application/pdf",
                "contentUrl": absolute(link.url),
                "contentSize": str(link.size),
                "inLanguage": link.language,
                "name": str(link.paper.label),
            }
            for link in page.papers
        ],
    }
    return data_block(_known(facts))
