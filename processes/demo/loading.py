"""The demonstration's services and maps, made by the verbs that people use."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from core.texts import Text
from organisations.enums import Role
from organisations.models import Department, Membership, Organisation, Place, User
from processes import finding, mapping
from processes.demo.details import DETAILS, INVENTED, Details
from processes.demo.maps import (
    MAPS,
    REFUND_DRAFT_FASTER,
    REFUND_DRAFT_NEW,
    REFUND_DRAFT_REMOVED,
    AgreementOf,
    MapOf,
    StepOf,
)
from processes.demo.services import SERVICES
from processes.demo.words import WORDS
from processes.enums import ContactChannel, NewsStatus, ServiceStatus
from processes.models import (
    Agreement,
    CustomerGroup,
    LifeEvent,
    Map,
    News,
    Service,
    ServiceChannel,
    ServiceDocument,
    StepVersion,
)

REVIEWED_EVERY = timedelta(days=365)


def load_services() -> None:
    for code, services in SERVICES.items():
        organisation = Organisation.objects.get(code=code)
        departments = departments_of(organisation)
        for service_code, (department, name) in services.items():
            service = Service(
                organisation=organisation,
                code=service_code,
                status=ServiceStatus.PUBLISHED,
                department=departments[department],
                words=WORDS[code][service_code],
            )
            service.named(name)
            service.save()
            if details := DETAILS.get((code, service_code)):
                describe(service, details)
            finding.index(service)


def departments_of(organisation: Organisation) -> dict[str, Department]:
    return {row.code: row for row in Department.objects.for_organisation(organisation)}


def describe(service: Service, details: Details) -> None:
    """Give a service its public texts."""
    service.for_whom, service.result = details.for_whom, details.result
    service.conditions, service.cost, service.appeal = (
        details.conditions,
        details.cost,
        details.appeal,
    )
    service.payment_means = list(details.payment_means)
    if details.announced:
        service.announced_amount, service.announced_unit = details.announced
    service.source = INVENTED
    service.save()
    service.customer_groups.set(
        CustomerGroup.objects.filter(organisation=None, code__in=details.groups)
    )
    service.life_events.set(LifeEvent.objects.filter(code__in=details.life_events))
    if any(way.channel == ContactChannel.COUNTER for way in details.ways):
        service.places.set(Place.objects.for_organisation(service.organisation))
    for position, document in enumerate(details.documents, start=1):
        ServiceDocument.objects.create(
            service=service,
            position=position,
            name=document.name,
            known=bool(document.known_from),
            known_from=document.known_from,
        )
    for position, way in enumerate(details.ways, start=1):
        ServiceChannel.objects.create(
            service=service,
            position=position,
            channel=way.channel,
            contact=way.contact,
            hours=way.hours,
        )


def load_maps(in_force_from: date) -> None:
    for plan in MAPS:
        organisation = Organisation.objects.get(code=plan.organisation)
        service = Service.objects.get(organisation=organisation, code=plan.service)
        manager = manager_of(organisation)
        draft = mapping.begin_draft(service, by=manager)
        steps = draw(draft, plan, manager)
        mapping.adopt(draft, by=manager, day=in_force_from)
        for agreement in plan.agreements:
            agree(organisation, agreement, steps, in_force_from)
        tell(service, manager)
    improve_refund()


def manager_of(organisation: Organisation) -> User:
    members = Membership.objects.for_organisation(organisation).with_role(Role.MANAGER)
    return members.select_related("user").order_by("pk")[0].user


def draw(draft: Map, plan: MapOf, by: User) -> dict[str, StepVersion]:
    steps = {step.key: add(draft, step, by) for step in plan.steps}
    for giver, takers in plan.hand_overs.items():
        mapping.set_hand_overs(steps[giver], by=by, to=[steps[taker] for taker in takers])
    return steps


def add(draft: Map, step: StepOf, by: User, *, position: int | None = None) -> StepVersion:
    departments = departments_of(draft.service.organisation)
    expected, maximal = step.expected or (None, ""), step.maximal or (None, "")
    units: dict[str, Any] = {
        name: unit
        for name, unit in (("expected_unit", expected[1]), ("maximal_unit", maximal[1]))
        if unit
    }
    return mapping.add_step(
        draft,
        by=by,
        stage=step.stage,
        position=position,
        name=step.name,
        actor=step.actor,
        partner=step.partner,
        department=departments.get(step.department),
        channel=step.channel,
        question=step.question,
        expected_amount=expected[0],
        maximal_amount=maximal[0],
        risk=step.risk,
        receives=step.receives,
        ending=step.ending,
        informs_on_appeal=step.informs_on_appeal,
        **units,
    )


def agree(
    organisation: Organisation,
    plan: AgreementOf,
    steps: dict[str, StepVersion],
    valid_from: date,
) -> None:
    departments = departments_of(organisation)
    giver, taker = departments.get(plan.giver), departments.get(plan.taker)
    amount, unit = plan.within
    reviewed_on = timezone.localdate() - REVIEWED_EVERY / 2
    agreement = Agreement.objects.create(
        organisation=organisation,
        giver_department=giver,
        giver_partner="" if giver else plan.giver,
        taker_department=taker,
        taker_partner="" if taker else plan.taker,
        what=plan.what,
        amount=amount,
        unit=unit,
        valid_from=valid_from,
        reviewed_on=reviewed_on,
        review_due=reviewed_on + REVIEWED_EVERY,
    )
    agreement.steps.set([steps[key].step for key in plan.steps])


def improve_refund() -> None:
    """A draft beside the map in force: the customer is told at once, and nothing waits for the bank."""
    service = Service.objects.get(organisation__code="FIN", code="refund")
    manager = manager_of(service.organisation)
    names = {step.key: step.name for plan in MAPS for step in plan.steps}
    draft = mapping.begin_draft(service, by=manager)

    def found(key: str) -> StepVersion:
        return draft.steps.get(name=names[key])

    for key, (expected, maximal) in REFUND_DRAFT_FASTER.items():
        mapping.change_step(
            found(key),
            by=manager,
            expected_amount=expected[0],
            expected_unit=expected[1],
            maximal_amount=maximal[0],
            maximal_unit=maximal[1],
        )
    mapping.remove_step(found(REFUND_DRAFT_REMOVED), by=manager)
    after = found("returned")
    add(draft, REFUND_DRAFT_NEW, manager, position=after.position)


def tell(service: Service, by: User) -> None:
    """Something that has been told, so that the page of news is not empty."""
    News.objects.create(
        service=service,
        title=Text(
            nl="Langer bereikbaar per telefoon",
            fr="Joignable plus longtemps par téléphone",
            de="Länger telefonisch erreichbar",
            en="Longer telephone hours",
        ),
        text=Text(
            nl="Op dinsdag nemen wij de telefoon op tot 18 uur. Dit bericht is verzonnen.",
            fr="Le mardi, nous décrochons jusqu’à 18 h. Ce message est inventé.",
            de="Dienstags sind wir bis 18 Uhr telefonisch erreichbar. Diese Nachricht ist erfunden.",
            en="On Tuesdays we answer the telephone until 18.00. This message is invented.",
        ),
        changes_on=timezone.localdate() - timedelta(days=60),
        status=NewsStatus.SENT,
        written_by=by,
        sent_at=timezone.now() - timedelta(days=75),
    )
