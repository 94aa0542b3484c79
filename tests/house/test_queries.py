"""A page asks the database as often for three rows as for one."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from charters import consulting, drafting, inventory, promising, reviewing
from charters.changes import record
from charters.consulting import Said
from charters.enums import ChangeCode
from charters.models import (
    Charter,
    Commitment,
    Consultation,
    Edition,
    EditionCommitment,
    EditionDocument,
    Regulation,
)
from complaints import handling
from complaints.attachments import check
from complaints.enums import Channel, FileState, Finding, Nature, Purpose, ReadingKind
from complaints.models import Case, HandlingRules, RegisterFile
from complaints.origins import plan_from_case
from complaints.readings import leave_trace
from complaints.tracking import issue_code
from core.row_security import organisation_context
from core.texts import Text
from indicators.criteria import declare
from indicators.definitions import revise
from indicators.models import (
    Campaign,
    CampaignMember,
    CheckAnswer,
    Criterion,
    Indicator,
    Report,
    Submission,
)
from indicators.releasing import refresh
from organisations import joining
from organisations.enums import HoursKind, LetterStatus, Role
from organisations.models import (
    HoursException,
    Letter,
    LetterTemplate,
    LetterTry,
    OpeningHours,
    Organisation,
)
from processes import finding, improving
from processes.enums import ActionMove
from processes.models import Action, Service
from tests.factories.charters import (
    CharterFactory,
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
    PublishedFigureFactory,
    SubmissionFactory,
)
from tests.factories.organisations import (
    ClosedDayFactory,
    DepartmentFactory,
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    SecondLineBodyFactory,
    TimeLimitFactory,
    UserFactory,
    in_four_languages,
)
from tests.factories.processes import (
    ActionFactory,
    CustomerGroupFactory,
    MapFactory,
    ServiceFactory,
    make_step,
)
from tests.pages import page, queries_of

TODAY = timezone.localdate


def handler(organisation):
    department = DepartmentFactory(organisation=organisation)
    return MembershipFactory(organisation=organisation, roles=[Role.HANDLER], department=department)


def cases(membership, number):
    """A case of each sort that a list may show, each with people, service and department of its own."""
    organisation = membership.organisation
    for _ in range(2):
        service = ServiceFactory(
            organisation=organisation, department=DepartmentFactory(organisation=organisation)
        )
        make_case(organisation, service=service, subject=f"Received {number}")
        case = make_case(organisation, service=service, acknowledge="oral")
        someone = handler(organisation)
        handling.qualify(case, by=membership.user, nature=Nature.COMPLAINT, tell=False)
        handling.assign(
            case, by=membership.user, handler=someone.user, department=someone.department
        )
    own = make_case(organisation)
    handling.qualify(own, by=membership.user, nature=Nature.COMPLAINT, tell=False)
    handling.assign(own, by=membership.user, handler=membership.user, department=None)
    answered = make_case(organisation)
    handling.qualify(answered, by=membership.user, nature=Nature.COMPLAINT, tell=False)
    propose = {"by": membership.user, "body": "You are right.", "finding": Finding.FOUNDED}
    handling.propose(answered, **propose)
    if number % 2:
        handling.answer(answered, tell=False, **propose)


def readings(membership, number):
    reader = handler(membership.organisation)
    leave_trace(reader, ReadingKind.RECORD, [make_case(membership.organisation)])


def register_files(membership, number):
    for user in (handler(membership.organisation).user, None):
        RegisterFile.objects.create(
            organisation=membership.organisation,
            user=user,
            name=f"register {number}.csv",
            size=1,
            language="en",
            state=FileState.IMPORTED,
            findings={"rows": 2, "bad_rows": 1},
        )


def letters(membership, number):
    """One that left, one that was refused twice, one for the post."""
    common = {
        "organisation": membership.organisation,
        "purpose": Purpose.ANSWER,
        "language": "fr",
        "recipient": MARIE.name,
        "email": MARIE.email,
        "subject": "Notre réponse",
        "text": "Vous avez raison.",
        "written_at": timezone.now(),
    }
    Letter.objects.create(**common, status=LetterStatus.SENT, sent_at=timezone.now())
    failed = Letter.objects.create(**common, status=LetterStatus.FAILED)
    for _ in range(2):
        LetterTry.objects.create(
            organisation=membership.organisation, letter=failed, succeeded=False, error="OSError"
        )


def members(membership, number):
    handler(membership.organisation)
    former = handler(membership.organisation)
    former.is_active = False
    former.save()
    joining.invite(
        membership.organisation,
        email=f"new{number}@service.example",
        roles=[Role.READER],
        by=UserFactory(),
    )


def departments(membership, number):
    DepartmentFactory(organisation=membership.organisation)


def closed_days(membership, number):
    ClosedDayFactory(
        organisation=membership.organisation, day=TODAY() + timedelta(days=60 + number)
    )


def places(membership, number):
    place = PlaceFactory(organisation=membership.organisation)
    for kind in HoursKind:
        OpeningHours.objects.create(
            place=place, kind=kind, weekday=TODAY().weekday(), opens="0:00", closes="23:59"
        )
    HoursException.objects.create(
        place=place, first=TODAY(), last=TODAY(), reason=in_four_languages(f"Works {number}")
    )


def limits(membership, number):
    begins = date(2190 + number, 1, 1)
    membership.organisation.timelimit_set.filter(valid_until=None).update(
        valid_until=begins - timedelta(days=1)
    )
    TimeLimitFactory(organisation=membership.organisation, valid_from=begins)


def services(membership, number):
    ServiceFactory(
        organisation=membership.organisation,
        department=DepartmentFactory(organisation=membership.organisation),
    )


def customer_groups(membership, number):
    CustomerGroupFactory(organisation=membership.organisation, channels=["online", "counter"])


def improvements(membership, number):
    """In each column of the board, each on a service and with an owner of its own; one of the case."""
    organisation, case = membership.organisation, Case.objects.get(subject="The one")
    for moves in ((), (ActionMove.START,), (ActionMove.FINISH,)):
        service = ServiceFactory(organisation=organisation)
        step = make_step(MapFactory(service=service)).step
        action = plan_from_case(
            case,
            by=membership.user,
            title=f"Improvement {number}",
            owner=handler(organisation).user,
            due_on=TODAY(),
            service=service,
            step=step,
        )
        for move in moves:
            improving.move(action, move, by=membership.user)
    own = ActionFactory(organisation=organisation, owner=membership.user, figure="complaints")
    Action.objects.filter(pk=own.pk).update(due_on=TODAY() - timedelta(days=number))


def history_of_improvement(membership, number):
    """Changes of everything that a change names."""
    organisation = membership.organisation
    action, _new = Action.objects.get_or_create(
        title="The improvement",
        organisation=organisation,
        defaults={"owner": membership.user, "due_on": TODAY(), "created_on": TODAY()},
    )
    step = make_step(MapFactory(service__organisation=organisation)).step
    somebody = handler(organisation).user
    improving.change(action, by=somebody, owner=somebody, step=step, note=f"Reason {number}")


def of_the_improvement(membership):
    found = Action.objects.get(title="The improvement")
    return page("indicators:action", membership.organisation, found.pk)


def templates(membership, number):
    LetterTemplate.objects.create(
        organisation=membership.organisation,
        purpose=list(Purpose)[number],
        subject={"fr": "Votre message"},
        body={"fr": "Bonjour."},
    )


def memberships(membership, number):
    MembershipFactory(user=membership.user)


def organisations(membership, number):
    """Of a group and with a second line of its own; and one that ended, with a successor."""
    fresh = OrganisationFactory(
        group=GroupFactory(code=f"GROUP{number}"),
        second_line=SecondLineBodyFactory(code=f"BODY{number}"),
        email="plaintes@service.example",
    )
    TimeLimitFactory(organisation=fresh)
    finding.index(ServiceFactory(organisation=fresh))
    OrganisationFactory(valid_until=date(2020, 1, 1), successor=fresh)


def published_years(membership, number):
    """A year that was published, with its organisation's comment, and a quoted one."""
    campaign = CampaignFactory(year=2015 + number)
    organisation = membership.organisation
    for one in (organisation, OrganisationFactory(group=GroupFactory(code=f"YEAR{number}"))):
        submission = SubmissionFactory(campaign=campaign, organisation=one, comment="New form.")
        for breakdown in ("", f"channel={number}"):
            MeasurementFactory(
                submission=submission, indicator=complaints_received(), breakdown=breakdown
            )
        submission.status, submission.in_force = "attested", True
        submission.attested_at = timezone.now()
        submission.save()
    campaign.status, campaign.published_at = "published", timezone.now()
    campaign.save()
    refresh(campaign)
    PublishedFigureFactory(year=2010 + number, subject="FED_NETWORK")
    second = SecondLineBodyFactory(code=f"SECOND{number}")
    PublishedFigureFactory(year=2010 + number, subject=second.code, line=2)


def complaints_received():
    """The one indicator of these years."""
    found = Indicator.objects.filter(code="complaints_received").first()
    return found or IndicatorFactory(code="complaints_received", section="came_in")


def exchanges(membership, number):
    """Everything that gathers on one case: letters, replies with files, notes, cases beside it."""
    organisation = membership.organisation
    case = Case.objects.get(subject="The one")
    colleague = handler(organisation).user
    handling.note(case, by=colleague, text="Look at the account.")
    handling.ask(case, by=colleague, body="Which account?", tell=False)
    files = [check(f"{number}-{part}.txt", b"proof") for part in range(2)]
    handling.reply(case, by=None, channel=Channel.WEB, text="This one.", files=files)
    row = case.letters.order_by("-pk").first()
    LetterTry.objects.create(
        organisation=organisation, letter_id=row.letter_id, succeeded=False, error="OSError"
    )
    handling.link(case, make_case(organisation), by=colleague)


def staff(name):
    return lambda membership: page(name, membership.organisation)


def of_the_case(name):
    return lambda membership: page(
        name, membership.organisation, Case.objects.get(subject="The one").pk
    )


def public(name, query=""):
    return lambda _membership: reverse(name) + query


def of_the_organisation(name):
    return lambda membership: reverse(name, args=[membership.organisation.slug])


def steps_with_cases(membership, number):
    """A step on the map of one service and one that has left it, each with a case."""
    organisation = membership.organisation
    service = Service.objects.filter(organisation=organisation, code="MAPPED").first()
    service = service or ServiceFactory(organisation=organisation, code="MAPPED")
    past = MapFactory(service=service, number=2 * number, status="past")
    make_step(past)
    current = service.maps.in_force().first() or MapFactory(service=service, number=1)
    make_step(current)
    for step in service.steps.all():
        case = make_case(organisation, service=service)
        handling.place(case, by=membership.user, service=service, step=step)


def of_the_mapped_service(membership):
    service = Service.objects.get(organisation=membership.organisation, code="MAPPED")
    return page("complaints:evidence", membership.organisation, service.pk)


def regulations(membership, number):
    """Of the Network and its own, each with promises; one of each with a history."""
    organisation = membership.organisation
    Organisation.objects.filter(pk=organisation.pk).update(coordinates_network=True)
    charter, _new = Charter.objects.get_or_create(organisation=organisation)
    theirs = CharterFactory(organisation__group=GroupFactory())
    for owner in (None, organisation):
        the_one = Regulation.objects.filter(code="THE-ONE", organisation=owner).first()
        the_one = the_one or RegulationFactory(code="THE-ONE", organisation=owner)
        somebody = handler(organisation).user
        fresh = RegulationFactory(organisation=owner)
        inventory.check(fresh, by=somebody, on=TODAY())
        inventory.change(the_one, by=somebody, articles=f"art. {number}")
        for regulation in (the_one, fresh):
            CommitmentFactory(charter=charter, regulation=regulation)
    published = Edition.objects.create(
        organisation=theirs.organisation,
        charter=theirs,
        number=1,
        languages=theirs.languages,
        in_force_from=TODAY(),
        contents={},
        published_at=timezone.now(),
    )
    shared = Regulation.objects.of_network().get(code="THE-ONE")
    promise = CommitmentFactory(charter=theirs, regulation=shared)
    EditionCommitment.objects.create(
        edition=published,
        commitment=promise,
        number=1,
        topic=promise.topic,
        metric=promise.metric,
        regulation=shared,
    )


def charter_in_writing(membership, number):
    """Texts, promises on services, wishes, regulations; changed by the reader and by others."""
    organisation = membership.organisation
    charter, _new = Charter.objects.get_or_create(organisation=organisation)
    if number == 1:
        record(charter, ChangeCode.BEGUN, by=membership.user)
    service = ServiceFactory(organisation=organisation, status="published")
    subject = ["welcome", "telephone", "mail"][number - 1]
    text = Text(nl=f"Tekst {number}", fr=f"Texte {number}")
    drafting.save_text(charter, subject, by=handler(organisation).user, text=text)
    regulation = RegulationFactory(topics=["reply_times"])
    promise = CommitmentFactory(charter=charter, service=service, regulation=regulation)
    promise.customer_groups.add(CustomerGroupFactory(organisation=organisation))
    record(charter, ChangeCode.COMMITMENT_ADDED, by=handler(organisation).user, commitment=promise)
    ExpectationFactory(charter=charter)


def promises(membership, number):
    """Promises on services of others without agreement, contradicting, vague, retired; with figures and wishes."""
    organisation = membership.organisation
    charter, _new = Charter.objects.get_or_create(organisation=organisation)
    measured = charter.commitments.filter(metric="yearly_figure").first()
    if measured is None:
        once_a_year = {"metric": "yearly_figure", "amount": None, "target": None}
        measured = CommitmentFactory(charter=charter, **once_a_year)
    somebody = handler(organisation).user
    promising.type_figure(measured, by=somebody, year=2020 + number, value=Decimal(number))
    service = ServiceFactory(organisation=organisation)
    make_step(MapFactory(service=service), actor="other_organisation", partner=f"Bank {number}")
    law = RegulationFactory(limit_amount=10)
    vague = Text(nl="Zo snel mogelijk.")
    promise = CommitmentFactory(
        charter=charter, service=service, regulation=law, owner=somebody, text=vague, amount=number
    )
    promise.customer_groups.add(CustomerGroupFactory(organisation=organisation))
    gone = CommitmentFactory(charter=charter)
    promising.retire_commitment(gone, by=handler(organisation).user)
    reviewing.remark(charter, by=somebody, text="Shorter.", topic="", commitment=measured)
    ExpectationFactory(charter=charter)


def said_of_the_draft(membership, number):
    """Remarks open and dealt with; customers who comment on promises and on the whole, some answered."""
    organisation = membership.organisation
    charter, _new = Charter.objects.get_or_create(organisation=organisation)
    somebody = handler(organisation).user
    promise = CommitmentFactory(charter=charter)
    reviewing.remark(charter, by=somebody, text="Shorter.", topic="", commitment=promise)
    dealt_with = reviewing.remark(charter, by=somebody, text="Longer.", topic="welcome")
    reviewing.resolve(dealt_with, by=handler(organisation).user, resolution="Done.")
    days = {"opens_on": TODAY(), "closes_on": TODAY() + timedelta(days=number)}
    asked = {"audience": "public", "introduction": in_four_languages("What do you think?")}
    newest = consulting.begin(charter, by=somebody, **days, **asked)
    oldest = charter.consultations.earliest("pk")
    for one in {oldest, newest}:
        for commitment in (promise.pk, None):
            said = [Said(commitment, useful=None, text=f"Opinion {number}")]
            consulting.give(one, sent=uuid4(), language="fr", said=said)
        for opinion in one.opinions.filter(commitment=promise):
            consulting.answer(opinion, by=somebody, text="We look at it.")
    emails = [f"customer{number}@visitor.test"]
    consulting.invite(oldest, emails=emails, language="nl", by=somebody)


def of_the_consultation(membership):
    oldest = Consultation.objects.filter(organisation=membership.organisation).earliest("pk")
    return page("charters:consultation", membership.organisation, oldest.pk)


def of_the_public_consultation(membership):
    oldest = Consultation.objects.filter(organisation=membership.organisation).earliest("pk")
    return page("charters:consult", membership.organisation, oldest.token)


def of_the_promise(name):
    def address(membership):
        found = Commitment.objects.get(
            organisation=membership.organisation, metric="yearly_figure", retired_at=None
        )
        return page(name, membership.organisation, found.pk)

    return address


def of_the_subject(membership):
    return page("charters:topic", membership.organisation, "reply_times")


def of_the_regulation(membership):
    found = Regulation.objects.get(code="THE-ONE", organisation=membership.organisation)
    return page("charters:own_regulation", membership.organisation, found.pk)


def editions(membership, number):
    """One more promise, edition and paper; the working text waits for its approval."""
    organisation = membership.organisation
    charter, _new = Charter.objects.get_or_create(organisation=organisation)
    Charter.objects.filter(pk=charter.pk).update(status="in_review")
    promise = CommitmentFactory(
        charter=charter,
        service=ServiceFactory(organisation=organisation),
        regulation=RegulationFactory(),
    )
    promise.customer_groups.add(CustomerGroupFactory(organisation=organisation))
    edition = EditionFactory(charter=charter, number=number)
    EditionCommitment.objects.create(
        edition=edition, commitment=promise, number=1, topic=promise.topic, metric=promise.metric
    )
    # Each edition has one, and the first one more.
    papers = {(1, ("nl", "fr", "de")[number - 1]), (number, "nl")}
    for of, language in papers:
        EditionDocument.objects.create(
            edition=charter.editions.get(number=of),
            paper="charter",
            language=language,
            path=f"{of}-{language}.pdf",
            size=1,
            sha256="0" * 64,
            pages=1,
        )


def of_the_first_edition(membership):
    return page("charters:edition", membership.organisation, 1)


def of_the_network(name):
    def address(_membership):
        found = Regulation.objects.of_network().get(code="THE-ONE")
        return reverse(name, args=[found.pk])

    return address


def definitions(membership, number):
    """Of two parts of the report, one with a second wording of another author."""
    organisation = membership.organisation
    Organisation.objects.filter(pk=organisation.pk).update(coordinates_network=True)
    the_one = Indicator.objects.filter(code="the_one").first()
    the_one = the_one or IndicatorFactory(code="the_one", section="time")
    for indicator in (the_one, IndicatorFactory()):
        fields = ("name", "explanation", "formula", "unit")
        words = {name: getattr(indicator.versions.first(), name) for name in fields}
        author = handler(organisation).user
        revise(indicator, by=author, first_year=2020 + number, **words)


def compared(membership, number):
    """Far from the others, with a comment and an answer; one of a group of its own, two of our group."""
    organisation = membership.organisation
    Organisation.objects.filter(pk=organisation.pk).update(coordinates_network=True)
    indicator = Indicator.objects.filter(code="the_rate").first()
    indicator = indicator or IndicatorFactory(code="the_rate", version__unit="percent")
    campaign = Campaign.objects.filter(year=2025).first() or CampaignFactory(
        status="published", published_at=timezone.now()
    )
    CampaignMember.objects.get_or_create(
        campaign=campaign, organisation=organisation, defaults={"group": organisation.group}
    )
    fresh = GroupFactory(code=f"GROUP{number}")
    for hits, group in ((10, fresh), (90, organisation.group), (80, organisation.group)):
        submission = SubmissionFactory(
            campaign=campaign, organisation=OrganisationFactory(group=group), comment="A strike."
        )
        for breakdown, value in (("", hits), ("part=numerator", hits), ("part=denominator", 100)):
            MeasurementFactory(
                submission=submission, indicator=indicator, breakdown=breakdown, declared=value
            )
        CheckAnswer.objects.create(submission=submission, question="jump the_rate", text="Yes.")
        Submission.objects.filter(pk=submission.pk).update(
            status="attested", attested_at=timezone.now(), in_force=True
        )


def of_the_definition(_membership):
    return reverse("indicators:definition", args=["the_one"])


def criteria(membership, number):
    """A line of each kind, declared twice by us and once by another organisation."""
    organisation = membership.organisation
    Organisation.objects.filter(pk=organisation.pk).update(coordinates_network=True)
    the_one = Criterion.objects.filter(code="one").first()
    the_one = the_one or CriterionFactory(code="one", proof="acknowledged")
    for line in (the_one, CriterionFactory(kind="approach"), CriterionFactory(kind="practice")):
        for _ in range(2):
            author = handler(organisation).user
            said = {"met": "met", "since": date(2020, 1, number), "evidence": f"Page {number}"}
            declare(line, organisation, by=author, **said)
    other = OrganisationFactory(group=GroupFactory())
    with organisation_context(other.pk):
        declare(the_one, other, by=None, met="not_met")


def of_the_criterion(_membership):
    return reverse("indicators:criterion", args=["one"])


def of_our_criterion(membership):
    return page("indicators:own_criterion", membership.organisation, "one")


def reports_made(membership, number):
    """A report of the Network and one of ours, of a year whose figures are attested."""
    organisation = membership.organisation
    Organisation.objects.filter(pk=organisation.pk).update(coordinates_network=True)
    campaign = CampaignFactory(year=2020 + number, status="published", published_at=timezone.now())
    submission = SubmissionFactory(campaign=campaign, organisation=organisation)
    Submission.objects.filter(pk=submission.pk).update(
        status="attested", attested_at=timezone.now(), in_force=True
    )
    made = {"status": "ready", "path": "one.pdf", "size": 8, "sha256": "ab" * 32, "pages": 1}
    made |= {"campaign": campaign, "language": "fr", "made_at": timezone.now()}
    made["asked_by"] = UserFactory()
    Report.objects.create(kind="network", **made)
    Report.objects.create(kind="organisation", organisation=organisation, **made)


PAGES = {
    "reports": (public("indicators:reports"), reports_made),
    "report asked for": (public("indicators:report_new"), reports_made),
    "our reports": (staff("indicators:own_reports"), reports_made),
    "public reports": (public("indicators:public_reports"), reports_made),
    "our criteria": (staff("indicators:own_criteria"), criteria),
    "our criterion": (of_our_criterion, criteria),
    "criteria": (public("indicators:criteria"), criteria),
    "criterion": (of_the_criterion, criteria),
    "criteria over the years": (public("indicators:criteria_overview"), criteria),
    "comparison": (public("indicators:comparison", "?figure=the_rate"), compared),
    "own comparison": (
        lambda one: page("indicators:own_comparison", one.organisation) + "?figure=the_rate",
        compared,
    ),
    "funnel": (public("indicators:comparison", "?figure=the_rate&show=funnel"), compared),
    "definitions": (public("indicators:definitions"), definitions),
    "definition": (of_the_definition, definitions),
    "glossary of figures": (public("indicators:public_definitions"), definitions),
    "charter": (staff("charters:home"), charter_in_writing),
    "subject of the charter": (of_the_subject, charter_in_writing),
    "history of the charter": (staff("charters:history"), charter_in_writing),
    "commitments": (staff("charters:commitments"), promises),
    "commitment added": (staff("charters:commitment_new"), promises),
    "commitment": (of_the_promise("charters:commitment"), promises),
    "figures of a commitment": (of_the_promise("charters:commitment_figures"), promises),
    "editions": (staff("charters:editions"), editions),
    "edition": (of_the_first_edition, editions),
    "what changed in the charter": (staff("charters:comparison"), editions),
    "approval of the charter": (staff("charters:approval"), editions),
    "preview of the charter": (staff("charters:preview"), editions),
    "public charter": (of_the_organisation("overview:charter"), editions),
    "results of the charter": (of_the_organisation("overview:charter_results"), editions),
    "remarks": (staff("charters:remarks"), said_of_the_draft),
    "consultations": (staff("charters:consultations"), said_of_the_draft),
    "consultation": (of_the_consultation, said_of_the_draft),
    "consultation for customers": (of_the_public_consultation, said_of_the_draft),
    "regulations": (staff("charters:own_regulations"), regulations),
    "regulation": (of_the_regulation, regulations),
    "regulations of the Network": (public("charters:regulations"), regulations),
    "regulation of the Network": (of_the_network("charters:regulation"), regulations),
    "charters touched": (of_the_network("charters:regulation_charters"), regulations),
    "the Network": (public("overview:network"), regulations),
    "register": (staff("complaints:list"), cases),
    "register, searched": (lambda m: staff("complaints:list")(m) + "?q=remboursements", cases),
    "my work": (staff("overview:my_work"), cases),
    "readings": (staff("complaints:readings"), readings),
    "register files": (staff("complaints:register_files"), register_files),
    "outbox": (staff("organisations:outbox"), letters),
    "members": (staff("organisations:members"), members),
    "departments": (staff("organisations:departments"), departments),
    "closed days": (staff("complaints:closed_days"), closed_days),
    "places": (staff("organisations:places"), places),
    "time limits": (staff("organisations:time_limits"), limits),
    "settings": (staff("organisations:settings"), members),
    "letter templates": (staff("complaints:letter_templates"), templates),
    "services": (staff("processes:services"), services),
    "customer groups": (staff("processes:customer_groups"), customer_groups),
    "improvements": (staff("processes:actions"), improvements),
    "improvements, as a list": (
        lambda m: staff("processes:actions")(m) + "?view=list",
        improvements,
    ),
    "improvements in my work": (staff("overview:my_work"), improvements),
    "improvements of a case": (of_the_case("complaints:detail"), improvements),
    "improvement planned": (staff("processes:action_new"), improvements),
    "improvement": (of_the_improvement, history_of_improvement),
    "evidence": (of_the_mapped_service, steps_with_cases),
    "evidence of services": (staff("complaints:evidence_overview"), services),
    "step of the case": (of_the_case("complaints:place"), services),
    "intake": (staff("complaints:intake"), services),
    "workplace": (public("overview:workplace"), memberships),
    "menu of organisations": (staff("overview:my_work"), memberships),
    "home": (public("overview:home"), organisations),
    "figures": (public("indicators:public"), published_years),
    "figures of organisations": (public("indicators:public"), organisations),
    "figures of an organisation": (
        of_the_organisation("indicators:public_organisation"),
        published_years,
    ),
    "chart": (
        lambda _m: reverse("indicators:embedded_chart", args=["complaints_received"]),
        published_years,
    ),
    "figures, open data": (public("open_data:figures_json"), published_years),
    "organisations": (public("overview:organisation_list"), organisations),
    "finder": (public("overview:find", "?q=service"), organisations),
    "contact": (public("overview:contact"), organisations),
    "privacy": (public("overview:privacy"), organisations),
    "complaints explained": (public("overview:complaints_explained"), organisations),
    "organisation": (of_the_organisation("overview:organisation"), services),
    "organisation, places": (of_the_organisation("overview:organisation"), places),
    "public form": (of_the_organisation("complaints:file"), services),
    "tracking": (public("complaints:tracked_case"), exchanges),
    "record": (of_the_case("complaints:detail"), exchanges),
    "assignment": (of_the_case("complaints:assign"), exchanges),
    "answer": (of_the_case("complaints:answer"), exchanges),
}


# A row for every kind of letter, with own words or without.
ALWAYS_AS_LONG = {"letter templates"}


@pytest.mark.parametrize("name", PAGES)
def test_queries_of_one_row_and_of_three(client, member, inside, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path
    address, grow = PAGES[name]
    membership = member(client, *Role.values)
    MembershipFactory(user=membership.user)
    HandlingRules.objects.create(organisation=inside)
    the_one = make_case(inside, acknowledge="oral", subject="The one")
    handling.qualify(the_one, by=membership.user, nature=Nature.COMPLAINT, tell=False)
    opens = {"number": the_one.number, "code": issue_code(the_one)}
    assert client.post(reverse("complaints:track"), opens).status_code == 302
    grow(membership, 1)
    # The first reading of the hour leaves its trace, which later ones need not.
    short = client.get(address(membership)).text
    with_one = queries_of(client, address(membership))

    grow(membership, 2)
    grow(membership, 3)
    long = client.get(address(membership)).text

    assert len(long) > len(short) or name in ALWAYS_AS_LONG
    assert queries_of(client, address(membership)) == with_one
