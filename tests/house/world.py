"""Two organisations with one of everything: what a guard needs to see what must not leak."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from charters import consulting, promising, reviewing
from charters.consulting import Said
from charters.models import Charter, Commitment, ImportedText
from charters.papers import write_whole
from complaints import handling
from complaints.attachments import check
from complaints.enums import Channel, FileState, Nature
from complaints.models import Case, Cause, HandlingRules, RegisterFile
from core.row_security import organisation_context
from core.texts import Text
from indicators.criteria import declare
from indicators.models import Campaign, Indicator, Report
from organisations.enums import Role
from organisations.models import (
    HoursException,
    Invitation,
    Membership,
    OpeningHours,
    Organisation,
    TimeLimit,
)
from processes import mapping
from processes.enums import Actor, MapStatus, Stage
from processes.models import Agreement, Map, News, Service, StepVersion
from processes.subscribing import subscribe, token_of
from tests.factories.charters import (
    CharterFactory,
    CharterTextFactory,
    CommitmentFactory,
    EditionFactory,
    ExpectationFactory,
    RegulationFactory,
)
from tests.factories.complaints import MARIE, make_case
from tests.factories.indicators import (
    CampaignFactory,
    CriterionFactory,
    IndicatorFactory,
    MeasurementFactory,
    SubmissionFactory,
)
from tests.factories.organisations import (
    ClosedDayFactory,
    DepartmentFactory,
    MembershipFactory,
    PlaceFactory,
    TimeLimitFactory,
    UserFactory,
    in_four_languages,
)
from tests.factories.processes import ActionFactory, CustomerGroupFactory, ServiceFactory


@dataclass
class World:
    """One organisation's records, by the words that stand in addresses."""

    organisation: Organisation
    members: dict[str, Membership]
    case: Case
    keys: dict[str, dict[str, object]] = field(default_factory=dict)


def file_of_register(organisation, user):
    """One that was checked, with an error, and waits for a decision."""
    found = {"rows": 2, "bad_rows": 1, "error_count": 1, "errors": [[2, "nature", "?"]]}
    with organisation_context(organisation.pk):
        return RegisterFile.objects.create(
            organisation=organisation,
            user=user,
            name=f"register of {organisation.code}.csv",
            size=1,
            language="en",
            state=FileState.CHECKED,
            findings=found,
        )


def build(organisation: Organisation) -> World:
    """A member for each role, a case that has seen most moves, and a row of every kind."""
    members = {
        role: MembershipFactory(organisation=organisation, roles=[role]) for role in Role.values
    }
    department = DepartmentFactory(organisation=organisation)
    service = ServiceFactory(organisation=organisation, department=department)
    draft_step = mapping.add_step(
        mapping.begin_draft(service, by=None),
        by=None,
        stage=Stage.DELIVER,
        name=in_four_languages("Decide"),
        actor=Actor.BACK_OFFICE,
    )
    closed_day = ClosedDayFactory(
        organisation=organisation, day=timezone.localdate() + timedelta(90)
    )
    # The limits of now end where the later one begins.
    TimeLimit.objects.filter(organisation=organisation, valid_until=None).update(
        valid_until="2198-12-31"
    )
    limit = TimeLimitFactory(
        organisation=organisation, kind="acknowledgement", amount=3, valid_from="2199-01-01"
    )
    invitation = Invitation.objects.create(
        organisation=organisation,
        email="someone@service.example",
        roles=["reader"],
        token_hash=f"{organisation.code:0<64}",
        expires_on=timezone.localdate(),
    )
    action = ActionFactory(organisation=organisation, service=service, figure="complaints")
    HandlingRules.objects.get_or_create(organisation=organisation)
    coordinator = members[Role.COORDINATOR].user
    with organisation_context(organisation.pk):
        cause = Cause.objects.create(
            organisation=organisation, name=f"cause of {organisation.code}"
        )
        case = make_case(
            organisation,
            acknowledge="letter",
            service=service,
            subject=f"Secret of {organisation.code}",
            person=MARIE,
            files=[check("proof.txt", b"proof")],
        )
        handling.qualify(case, by=coordinator, nature=Nature.COMPLAINT, tell=False)
        handling.assign(
            case, by=coordinator, handler=members[Role.HANDLER].user, department=department
        )
        handling.note(case, by=coordinator, text=f"note of {organisation.code}")
        handling.ask(case, by=coordinator, body="Which account?", tell=False)
        handling.reply(case, by=None, channel=Channel.WEB, text="This one.")
        news = keys_of_news(service)
        letter = case.letters.select_related("letter").first()
        attachment = case.attachments.first()
    world = World(organisation, members, case)
    world.keys = {
        "complaints": {
            "pk": case.pk,
            "letter_pk": letter.letter_id,
            "attachment_pk": attachment.pk,
            "purpose": "answer",
            "closed_day_pk": closed_day.pk,
        },
        "organisations:member": {"pk": members[Role.READER].pk},
        "organisations:department": {"pk": department.pk},
        "organisations:place": keys_of_place(organisation),
        "organisations:invitation": {"pk": invitation.pk},
        "organisations:time_limit": {"pk": limit.pk},
        "organisations:letter": {"pk": letter.letter_id},
        "complaints:action_from_cause": {"pk": cause.pk},
        "complaints:closed_day": {"pk": closed_day.pk},
        "complaints:evidence": {"pk": service.pk},
        "complaints:letter_of_outbox": {"pk": letter.letter_id},
        "complaints:register_file": {"pk": file_of_register(organisation, coordinator).pk},
        "processes": {"pk": service.pk, "code": service.code, "token": news["token"]},
        "processes:service_part": {"part": "audience"},
        "processes:step": {"step_pk": draft_step.pk, "stage": Stage.DELIVER.value},
        "processes:agreement": {"pk": agreement_on(draft_step).pk},
        "processes:map_version": {"number": map_in_force(draft_step).number},
        "processes:news": {"news_pk": news["news_pk"]},
        "processes:action": {"pk": action.pk},
        "processes:customer_group": {"pk": CustomerGroupFactory(organisation=organisation).pk},
        **keys_of_charter(organisation, service),
        "overview:service": {"code": service.code},
        "indicators": {"year": timezone.localdate().year},
        "indicators:action": {"pk": action.pk},
        **keys_of_collection(organisation),
        **keys_of_criteria(organisation),
        **keys_of_reports(organisation),
        "indicators:definition": {"code": IndicatorFactory().code},
    }
    return world


def keys_of_collection(organisation: Organisation) -> dict[str, dict[str, object]]:
    """Figures of this year that were attested, and a correction of them that the Network returned."""
    year, now = timezone.localdate().year, timezone.now()
    campaign = Campaign.objects.filter(year=year).first() or CampaignFactory(year=year)
    attested = SubmissionFactory(campaign=campaign, organisation=organisation, submitted_at=now)
    figure = MeasurementFactory(submission=attested)
    attested.status, attested.attested_at, attested.in_force = "attested", now, True
    attested.save()
    correction = SubmissionFactory(
        campaign=campaign,
        organisation=organisation,
        version=2,
        status="returned",
        submitted_at=now,
        submitted_by=UserFactory(),
        reason="Counted twice.",
        remarks="Why?",
    )
    MeasurementFactory(submission=correction, indicator=figure.indicator)
    return {
        "indicators:submission": {"section": figure.indicator.section, "number": 2},
        "indicators:campaign": {"code": organisation.slug},
    }


def keys_of_reports(organisation: Organisation) -> dict[str, dict[str, object]]:
    """Figures of two years before, and reports on the last of them: the Network's and its own."""
    now = timezone.now()
    indicator = Indicator.objects.filter(code="complaints_received").first() or IndicatorFactory(
        code="complaints_received", section="came_in"
    )
    for year in (now.year - 2, now.year - 1):
        campaign = Campaign.objects.filter(year=year).first() or CampaignFactory(year=year)
        given = SubmissionFactory(campaign=campaign, organisation=organisation, submitted_at=now)
        MeasurementFactory(submission=given, indicator=indicator)
        given.status, given.attested_at, given.in_force = "attested", now, True
        given.save()
    path = f"reports/{organisation.slug}.pdf"
    write_whole(Path(settings.MEDIA_ROOT) / path, b"%PDF-1.7")
    made: dict[str, object] = {"path": path, "size": 8, "sha256": "ab" * 32, "pages": 1}
    made |= {"campaign": campaign, "language": "fr", "status": "ready", "made_at": now}
    of_network = Report.objects.create(kind="network", **made)
    own = Report.objects.create(kind="organisation", organisation=organisation, **made)
    of_year: dict[str, object] = {"year": campaign.year, "part": "foreword"}
    return {
        "indicators:report": {"pk": of_network.pk},
        "indicators:report_": of_year | {"chart": indicator.code},
        "indicators:own_report": {"pk": own.pk},
    }


def keys_of_criteria(organisation: Organisation) -> dict[str, dict[str, object]]:
    """A line of the list on which the organisation has declared where it stands."""
    line = CriterionFactory(proof="coordinator", status="to be verified", source="a report")
    with organisation_context(organisation.pk):
        declare(line, organisation, by=None, met="met", since=date(2020, 1, 1), evidence="A page")
    keys: dict[str, object] = {"code": line.code}
    return {"indicators:criterion": keys, "indicators:own_criterion": keys}


def keys_of_place(organisation: Organisation) -> dict[str, object]:
    """A place with hours, and days on which it keeps others."""
    place = PlaceFactory(organisation=organisation)
    OpeningHours.objects.create(
        place=place, kind="counter", weekday=0, opens="9:00", closes="12:00"
    )
    exception = HoursException.objects.create(place=place, first="2199-07-21", last="2199-07-31")
    return {"pk": place.pk, "exception_pk": exception.pk}


def agreement_on(step: StepVersion) -> Agreement:
    """What another organisation promised for a step."""
    agreement = Agreement.objects.create(
        organisation=step.step.organisation,
        giver_partner="The bank",
        taker_department=step.map.service.department,
        what=Text(nl="Overschrijvingen", fr="Virements"),
        amount=2,
    )
    agreement.steps.add(step.step)
    return agreement


def map_in_force(step: StepVersion) -> Map:
    """The map that a draft is to replace, with its step."""
    of_map = Map.objects.create(
        service=step.map.service,
        number=step.map.number + 1,
        status=MapStatus.IN_FORCE,
        in_force_from="2024-01-01",
    )
    StepVersion.objects.create(
        map=of_map,
        step=step.step,
        stage=step.stage,
        position=1,
        name=step.name,
        actor=Actor.OTHER_ORGANISATION,
        maximal_amount=1,
    )
    return of_map


def keys_of_news(service: Service) -> dict[str, object]:
    """A draft of a news, and someone who has asked for news of the service."""
    news = News.objects.create(service=service, title=Text(nl="Nieuws", fr="Nouvelle"))
    reader = subscribe(service, email="reader@visitor.test", language="fr", at=timezone.now())
    return {"news_pk": news.pk, "token": token_of(reader)}


def keys_of_charter(organisation: Organisation, service: Service) -> dict[str, dict[str, object]]:
    """A draft in four languages with a text, a promise on a service, and a wish."""
    charter = CharterFactory(organisation=organisation)
    CharterTextFactory(charter=charter, topic="welcome")
    commitment = CommitmentFactory(charter=charter, service=service)
    expectation = ExpectationFactory(charter=charter)
    imported = imported_beside(charter)
    own = RegulationFactory(organisation=organisation)
    edition = EditionFactory(charter=charter)
    return {
        "charters": {"topic": "welcome", "number": edition.number},
        "overview:charter_edition": {"number": edition.number},
        "charters:commitment": {"pk": commitment.pk},
        "charters:commitment_figures": {"pk": typed_once_a_year(charter).pk},
        "charters:expectation": {"pk": expectation.pk},
        **keys_of_opinions(charter, commitment),
        "charters:import": {"pk": imported.pk},
        "charters:regulation": {"pk": RegulationFactory().pk},
        "charters:own_regulation": {"pk": own.pk},
    }


def typed_once_a_year(charter: Charter) -> Commitment:
    """A promise measured by a figure that is typed in, with one year of it."""
    found: Commitment = CommitmentFactory(
        charter=charter,
        metric="yearly_figure",
        amount=None,
        target=None,
        figure_name=in_four_languages("Waiting time"),
    )
    somebody = MembershipFactory(organisation=charter.organisation).user
    promising.type_figure(found, by=somebody, year=2025, value=Decimal(4), source="Survey")
    return found


def keys_of_opinions(charter: Charter, commitment: Commitment) -> dict[str, dict[str, object]]:
    """A remark of a colleague; a consultation that runs, with a comment that was answered."""
    colleague = MembershipFactory(organisation=charter.organisation).user
    remark = reviewing.remark(charter, by=colleague, text="Say it shorter.", topic="welcome")
    today = timezone.localdate()
    with organisation_context(charter.organisation_id):
        consultation = consulting.begin(
            charter,
            by=colleague,
            audience="public",
            opens_on=today,
            closes_on=today,
            introduction=in_four_languages("What do you think?"),
        )
        said = [Said(commitment.pk, useful=False, text=f"Customer of {charter.organisation.code}")]
        consulting.give(consultation, sent=uuid4(), language="fr", said=said)
        opinion = consultation.opinions.get()
        consulting.answer(opinion, by=colleague, text="We look at it.")
    return {
        "charters:remark": {"pk": remark.pk},
        "charters:consult": {"pk": consultation.pk, "token": consultation.token},
        "charters:opinion": {"pk": opinion.pk},
    }


def imported_beside(charter: Charter) -> ImportedText:
    """A text laid beside the form, with a heading and a paragraph placed already."""
    with organisation_context(charter.organisation_id):
        imported = ImportedText.objects.create(
            organisation=charter.organisation,
            charter=charter,
            name=f"Charter of {charter.organisation.code}",
            language="nl",
        )
        for position, placement in enumerate(("open", "open", "left_out"), start=1):
            imported.paragraphs.create(
                organisation=charter.organisation,
                position=position,
                text=f"Paragraaf {position}",
                is_heading=position == 1,
                placement=placement,
            )
    return imported


def arguments(world: World, name: str, wanted: list[str]) -> dict[str, object]:
    """What to put into the address of this route for a record of this world."""
    known: dict[str, object] = {}
    for prefix, keys in sorted(world.keys.items(), key=lambda entry: len(entry[0])):
        if name.startswith(prefix):
            known |= keys
    known["slug"] = world.organisation.slug
    return {word: known[word] for word in wanted}
