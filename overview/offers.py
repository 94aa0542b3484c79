"""What the public pages tell of a service: where to go, whom to call, what to bring, how it goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines import Calendar
from core.texts import Text
from organisations.enums import HoursKind
from organisations.hours import Hours, State, hours_of, kinds_of, state_at
from organisations.models import Organisation, Place
from organisations.time_limits import calendars_of
from processes import durations
from processes.durations import Duration
from processes.enums import ContactChannel, MapStatus, PaymentMeans, Stage
from processes.models import CustomerGroup, Service, ServiceChannel, ServiceDocument, StepVersion


class Opening(NamedTuple):
    """The place of a service that is open now, or else the one that opens first."""

    place: Place
    state: State
    # By telephone, where nobody can go there.
    by_telephone: bool
    others: int


@dataclass(frozen=True)
class Offer:
    """A service among those found."""

    service: Service
    opening: Opening | None
    telephone: str
    email: str
    is_online: bool
    documents: Sequence[ServiceDocument]

    @property
    def is_about(self) -> Text:
        """What the customer receives says best what it is."""
        return self.service.result if str(self.service.result) else self.service.for_whom


def offers(services: Sequence[Service], moment: datetime) -> list[Offer]:
    """In as many queries whatever their number; in none without a service."""
    if not services:
        return []
    today = timezone.localtime(moment).date()
    visited = Place.objects.valid_on(today).with_hours()
    places = _by_service(services, visited.annotate(service_id=F("service")))
    channels = _by_service(services, ServiceChannel.objects.all())
    documents = _by_service(services, ServiceDocument.objects.filter(known=False))
    calendars = calendars_of({place.organisation_id for of in places.values() for place in of})

    def offer(service: Service) -> Offer:
        holders = [*places[service.pk], service.organisation]
        reached = channels[service.pk]
        return Offer(
            service=service,
            opening=_opening(places[service.pk], moment, calendars),
            telephone=_contact(reached, ContactChannel.TELEPHONE, holders, "telephone"),
            email=_contact(reached, ContactChannel.EMAIL, holders, "email"),
            is_online=any(row.channel == ContactChannel.ONLINE for row in reached),
            documents=documents[service.pk],
        )

    return [offer(service) for service in services]


def _by_service(services: Iterable[Service], rows: QuerySet[Any]) -> Mapping[int, list[Any]]:
    """What belongs to each service, by its key: for a dozen, a fraction of what prefetching takes."""
    found: dict[int, list[Any]] = {service.pk: [] for service in services}
    for row in rows.filter(service_id__in=list(found)):
        found[row.service_id].append(row)
    return found


def _opening(
    places: Iterable[Place], moment: datetime, calendars: Mapping[int, Calendar]
) -> Opening | None:
    found = [
        Opening(
            place,
            state_at(place, kind, moment, calendars[place.organisation_id]),
            by_telephone=kind == HoursKind.TELEPHONE,
            others=0,
        )
        for place in places
        for kind in kinds_of(place)[:1]
    ]
    if not found:
        return None
    return min(found, key=_soonest)._replace(others=len(found) - 1)


def _soonest(opening: Opening) -> tuple[bool, bool, float]:
    state = opening.state
    next_opening = state.next_opening
    return (
        not state.is_open,
        next_opening is None,
        next_opening.timestamp() if next_opening else 0.0,
    )


def _contact(
    channels: Iterable[ServiceChannel],
    wanted: ContactChannel,
    holders: Iterable[Place | Organisation],
    name: str,
) -> str:
    """Of the service, else of one of its places, else of the organisation."""
    of_service = [row.contact for row in channels if row.channel == wanted]
    known = [*of_service, *(getattr(one, name) for one in holders)]
    return next(filter(None, known), "")


@dataclass(frozen=True)
class StepTold:
    """A step of the process as customers read it."""

    step: StepVersion
    expected: Duration | None
    maximal: Duration | None


@dataclass(frozen=True)
class StageTold:
    stage: Stage
    steps: Sequence[StepTold]


@dataclass(frozen=True)
class Article:
    """Everything the page of a service tells."""

    service: Service
    customer_groups: Sequence[CustomerGroup]
    channels: Sequence[ServiceChannel]
    # As the page of the organisation shows them.
    places: Sequence[tuple[Place, list[Hours]]]
    documents: Sequence[ServiceDocument]
    known: Sequence[ServiceDocument]
    stages: Sequence[StageTold]

    @property
    def sections(self) -> list[tuple[str, str]]:
        """What the page holds, by the ids of its headings."""
        service = self.service
        known = {
            "what": (str(service.result), _("What you receive")),
            "who": (self.customer_groups or str(service.for_whom), _("For whom")),
            "conditions": (str(service.conditions), _("Conditions")),
            "documents": (self.documents or self.known, _("Documents")),
            "cost": (str(service.cost) or self.payment_means, _("What it costs")),
            "time": (self.has_times, _("How long it takes")),
            "reach": (self.channels, _("How to reach us")),
            "places": (self.places, _("Where you can go")),
            "steps": (self.stages, _("How it goes")),
            "appeal": (self.has_appeal, _("You do not agree with the decision")),
            "law": (str(service.legal_basis), _("Legal basis")),
            "tell": (True, _("Tell us how it went")),
        }
        return [(place, label) for place, (is_told, label) in known.items() if is_told]

    @property
    def announced(self) -> Duration | None:
        return durations.announced(self.service)

    @property
    def legal(self) -> Duration | None:
        return durations.legal(self.service)

    @property
    def appeal_within(self) -> Duration | None:
        return durations.of(self.service.appeal_amount, self.service.appeal_unit)

    @property
    def payment_means(self) -> list[str]:
        return [str(PaymentMeans(code).label) for code in self.service.payment_means]

    @property
    def has_times(self) -> bool:
        return self.announced is not None or self.legal is not None

    @property
    def has_appeal(self) -> bool:
        return bool(str(self.service.appeal)) or self.appeal_within is not None


def article(service: Service, moment: datetime) -> Article:
    today = timezone.localtime(moment).date()
    places = list(service.places.valid_on(today).with_hours())
    calendars = calendars_of({place.organisation_id for place in places})
    documents = list(service.documents.all())
    return Article(
        service=service,
        customer_groups=list(service.customer_groups.all()),
        channels=list(service.channels.all()),
        places=[
            (place, hours_of(place, moment, calendars[place.organisation_id])) for place in places
        ],
        documents=[row for row in documents if not row.known],
        known=[row for row in documents if row.known],
        stages=_stages(service),
    )


def _stages(service: Service) -> list[StageTold]:
    """The steps of the map in force; none without one."""
    steps = StepVersion.objects.filter(
        map__service=service, map__status=MapStatus.IN_FORCE
    ).order_by("position")
    steps = steps.defer("description", "risk", "receives")
    told = [StepTold(step, durations.expected(step), durations.maximal(step)) for step in steps]
    return [
        StageTold(stage, of_stage)
        for stage in Stage
        if (of_stage := [one for one in told if one.step.stage == stage])
    ]
