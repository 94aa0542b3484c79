"""A service is described, published for everyone, and retracted; what finds it is kept in step."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowedError
from core.texts import Text
from processes import finding
from processes.completeness import completeness
from processes.enums import ServiceStatus
from processes.models import Service, ServiceChannel, ServiceDocument


@dataclass(frozen=True)
class Document:
    """A document that is asked, or data that the administration has, and from where."""

    name: Text
    known: bool = False
    known_from: Text = field(default_factory=Text)


@dataclass(frozen=True)
class Channel:
    """A way to reach the service."""

    channel: str
    contact: str = ""
    hours: Text = field(default_factory=Text)


@transaction.atomic
def publish(service: Service) -> bool:
    """Show the service to everyone; False where it was shown before, as after a second click."""
    locked = _locked(service)
    if locked.is_published:
        return False
    if barring := completeness(locked).barring:
        refusal = NotAllowedError(
            _("The service cannot be published yet. %(gap)s.") % {"gap": barring[0]}
        )
        keys = [locked.organisation.slug, locked.pk]
        refusal.back_url = reverse("processes:service", args=keys)
        raise refusal
    return _set_status(locked, ServiceStatus.PUBLISHED)


@transaction.atomic
def retract(service: Service) -> bool:
    """Take the service away from the public; False where it was a draft before."""
    locked = _locked(service)
    return locked.is_published and _set_status(locked, ServiceStatus.DRAFT)


def _locked(service: Service) -> Service:
    services = Service.objects.select_for_update(of=("self",)).select_related("organisation")
    return services.get(pk=service.pk)


def _set_status(service: Service, status: ServiceStatus) -> bool:
    service.status = status
    service.save(update_fields=["status"])
    finding.index(service)
    return True


@transaction.atomic
def store_documents(service: Service, documents: Sequence[Document]) -> None:
    """These documents and data in their order, instead of those there were."""
    service.documents.all().delete()
    ServiceDocument.objects.bulk_create(
        ServiceDocument(
            service=service,
            position=position,
            name=row.name,
            known=row.known,
            known_from=row.known_from,
        )
        for position, row in enumerate(documents, start=1)
    )


@transaction.atomic
def store_channels(service: Service, channels: Sequence[Channel]) -> None:
    """These channels in their order, instead of those there were."""
    service.channels.all().delete()
    ServiceChannel.objects.bulk_create(
        ServiceChannel(
            service=service,
            position=position,
            channel=row.channel,
            contact=row.contact,
            hours=row.hours,
        )
        for position, row in enumerate(channels, start=1)
    )
