"""The same cases made by the verbs and brought in by a file are the same cases."""

import random
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.utils import timezone

from complaints import handling, reference
from complaints.enums import Acknowledged, ComplaintType, Finding, Nature
from complaints.forwarding import Elsewhere, forward
from complaints.intake import Person, Submission, register
from complaints.models import (
    Case,
    Complainant,
    Event,
    HandlingRules,
    InadmissibilityGround,
    NumberCounter,
    RegisterFile,
)
from complaints.register_import import Reading, bring_in
from tests.complaints.register_files import as_csv
from tests.factories.organisations import DepartmentFactory, UserFactory
from tests.factories.processes import ServiceFactory

CASES = 200
# What comes with letters or tells where a row came from.
ELSEWHERE = ("id", "register_file_id", "tracking_hash", "forwarded_to")


def at(day, hour=12):
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())


class Invented:
    """A case of chance: the row that tells it, and the verbs that make it."""

    def __init__(self, chance, organisation, services, departments):
        self.chance = chance
        self.organisation = organisation
        self.nature = chance.choice(["complaint"] * 4 + ["question", "notification", "compliment"])
        self.received = date(2026, 1, 5) + timedelta(days=chance.randrange(200))
        self.registered = self.received + timedelta(days=chance.choice([0, 0, 1, 3]))
        self.channel = chance.choice(["web", "email", "telephone", "counter"])
        self.language = chance.choice(["fr", "nl", "de"])
        self.service = chance.choice([None, *services])
        self.department = chance.choice([None, *departments])
        self.person = chance.choice(
            [Person(), Person(name="Zoë van den Berg", email="zoe@invented.example")]
        )
        self.row = {
            "received_on": self.received.isoformat(),
            "registered_on": self.registered.isoformat(),
            "channel": self.channel,
            "nature": self.nature,
            "language": self.language,
            "admissibility": "pending" if self.nature == "complaint" else "",
            "service": self.service.code if self.service else "",
            "department": self.department.code if self.department else "",
            "stage": chance.choice(["", "deliver"]),
            "subject": f"Remboursement nº {chance.randrange(1000)}",
            "text": "Já čekám; «\\t» \t\net toujours rien \\N",
            "complainant_name": self.person.name,
            "complainant_email": self.person.email,
        }
        self.verbs = []
        self.day = self.registered
        self.invent()

    def later(self, most):
        self.day += timedelta(days=self.chance.randrange(most))
        return self.day

    def does(self, verb, day, **values):
        self.verbs.append((verb, day, values))

    def tells(self, **values):
        self.row |= {name: str(value) for name, value in values.items()}

    def invent(self):
        chance = self.chance
        if chance.random() < 0.15:
            until = self.received + timedelta(days=90)
            self.does(handling.extend, self.received, until=until, reason="")
            self.tells(extended_until=until)
        if chance.random() < 0.8:
            self.does("acknowledge", self.later(4))
            self.tells(acknowledged_on=self.day)
        fate = chance.random()
        if fate < 0.1:
            self.leaves()
        elif fate < 0.2 and self.nature == "complaint":
            self.refused()
        elif fate < 0.9:
            self.handled()

    def leaves(self):
        day = self.later(9)
        if self.chance.random() < 0.5:
            self.does(handling.withdraw, day)
            self.tells(outcome="withdrawn", closed_on=day)
        else:
            self.does(forward, day, to=Elsewhere(name=""))
            self.tells(outcome="forwarded", closed_on=day)

    def refused(self):
        day = self.later(9)
        ground = InadmissibilityGround.objects.get(pk="anonymous")
        self.does(handling.qualify, day, nature=self.nature, ground=ground)
        self.tells(
            qualified_on=day,
            closed_on=day,
            admissibility="inadmissible",
            inadmissibility_ground="anonymous",
            outcome="inadmissible",
        )

    def handled(self):
        chance, is_complaint = self.chance, self.nature == "complaint"
        self.does(handling.qualify, self.later(5), nature=self.nature)
        self.tells(qualified_on=self.day, admissibility="admissible" if is_complaint else "")
        if chance.random() < 0.1:
            self.leaves()
        elif chance.random() < 0.8:
            finding = chance.choice(Finding.values) if is_complaint else ""
            self.does(handling.answer, self.later(60), body="Oui.", finding=finding)
            self.tells(answered_on=self.day, finding=finding)
            if chance.random() < 0.8:
                self.closed(finding)

    def closed(self, finding):
        founded = finding in ("founded", "partly_founded")
        norms = ["legality", "equality"] if founded else []
        kind = self.chance.choice(ComplaintType.values) if finding else ""
        self.does(handling.close, self.later(9), type=kind, norms=norms)
        self.tells(closed_on=self.day, outcome="answered", type=kind, norms=" ".join(norms))

    def make(self, by):
        case = register(
            self.organisation,
            Submission(
                channel=self.channel,
                nature=self.nature,
                language=self.language,
                letter_language=self.language,
                received_on=self.received,
                subject=self.row["subject"],
                text=self.row["text"],
                person=self.person,
                service=self.service,
                stage=self.row["stage"],
                department=self.department,
            ),
            by=by,
            at=at(self.registered, 8),
            tell=False,
        )
        for verb, day, values in self.verbs:
            if verb == "acknowledge":
                self.acknowledge(case, at(day), by)
                continue
            tells = {} if verb is handling.close else {"tell": False}
            verb(case, by=by, at=at(day), **tells, **values)

    def acknowledge(self, case, moment, by):
        how = Acknowledged.ORAL if self.channel in ("telephone", "counter") else None
        if how is None and self.person.email:
            how = Acknowledged.LETTER
        elif how is None:
            how = Acknowledged.CONFIRMATION if self.channel == "web" else ""
        handling.acknowledge(case, by=by, how=how, at=moment, tell=False)


def everything(organisation):
    """What stands in the tables, but for keys, letters, and when it was recorded."""
    cases = list(Case.objects.for_organisation(organisation).order_by("number").values())
    keys = {case["id"]: case["number"] for case in cases}
    events = Event.objects.filter(organisation=organisation).order_by("happened_at", "pk")
    with connection.cursor() as cursor:
        cursor.execute(
            "select number, vector::text from complaints_casesearch search"
            " join complaints_case on search.case_id = complaints_case.id"
            " where search.organisation_id = %s order by 1",
            [organisation.pk],
        )
        vectors = cursor.fetchall()
    return {
        "cases": [{n: v for n, v in case.items() if n not in ELSEWHERE} for case in cases],
        "complainants": sorted(
            str({n: keys.get(v, v) if n == "case_id" else v for n, v in row.items() if n != "id"})
            for row in Complainant.objects.values()
        ),
        "events": {
            number: [
                (event.code, event.happened_at, event.by_id, event.old, event.new)
                for event in events
                if event.case_id == key
            ]
            for key, number in keys.items()
        },
        "vectors": vectors,
        "counters": list(NumberCounter.objects.values("year", "last")),
    }


@pytest.mark.django_db
def test_two_hundred_cases_are_the_same_by_verbs_and_by_import(
    inside, django_assert_max_num_queries
):
    reference.load_inadmissibility_grounds()
    reference.load_norms_of_conduct()
    HandlingRules.objects.create(organisation=inside)
    chance = random.Random(4)  # noqa: S311 - the same cases each time
    services = [ServiceFactory(organisation=inside, department=None) for _ in range(3)]
    departments = [DepartmentFactory(organisation=inside) for _ in range(2)]
    invented = [Invented(chance, inside, services, departments) for _ in range(CASES)]
    by = UserFactory()
    with transaction.atomic():
        for one in invented:
            one.make(by)
        made = everything(inside)
        transaction.set_rollback(True)

    row = RegisterFile(organisation=inside, name="cases.csv", size=1, language="en")
    reading = Reading(inside)
    with django_assert_max_num_queries(70):
        bring_in(reading, BytesIO(as_csv(*(one.row for one in invented))), row, by=by)

    found = everything(inside)
    assert reading.findings.errors == []
    assert len(found["cases"]) == CASES
    assert {len(found[name]) for name in ("complainants", "events", "vectors")} == {CASES}
    assert sum(case["nature"] == Nature.COMPLAINT for case in found["cases"]) > CASES / 3
    for name, rows in made.items():
        assert found[name] == rows, name
