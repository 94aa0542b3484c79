"""A database of a size: 45 organisations, their catalogue, and three years of cases, always the same.

Rows are copied as the back-up role: COPY FROM is refused under row-level security. The role holds
the application's own rights on the tables, since being exempt from policies gives none.
"""

import ast
import hashlib
import itertools
import json
import random
from datetime import date, timedelta
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from psycopg import sql

from complaints.enums import Channel, ComplaintType, Finding, Nature, Outcome, Remedy, Status
from complaints.models import (
    Case,
    CaseLetter,
    Cause,
    Complainant,
    Event,
    InadmissibilityGround,
    Message,
    NumberCounter,
    Pause,
)
from complaints.moving import COUNTED
from complaints.querysets import NOTHING_DUE
from complaints.words import name_key, surname_key
from core.sorting import sort_key
from core.word_forms import SEARCH_CONFIGURATIONS
from organisations.enums import LimitKind
from organisations.models import (
    Department,
    Group,
    Letter,
    Membership,
    NormOfConduct,
    Organisation,
    SecondLineBody,
    TimeLimit,
    User,
)
from processes.enums import Actor, Stage
from processes.finding import index_missing
from processes.models import CustomerGroup, LifeEvent, Map, Service, Step, StepVersion
from tests.bench.charters import write_charters
from tests.bench.words import OPENINGS, STEMS, Writer

SIZES = {"50k": 50_000, "200k": 200_000, "1M": 1_000_000}
SEED = 2027
# The same number of cases at every size; and a tenth of all.
STEADY, STEADY_CASES, LARGEST = "SECSOC", 20_000, "FIN"
ORGANISATIONS = 45
SERVICES, MAPPED_ONE_IN, STEPS_A_STAGE = 5_000, 4, 3
DEPARTMENTS, HANDLERS, CAUSES = 8, 6, 12
DAYS = 3 * 365
# Cases written in one transaction: checks of keys wait until its end.
BATCH = 10_000
LIMITS = {LimitKind.ACKNOWLEDGEMENT: 14, LimitKind.ANSWER: 30}
NULL = r"\N"
LANGUAGES = {"nl": 50, "fr": 42, "de": 8}
NATURES = {
    Nature.COMPLAINT: 55,
    Nature.QUESTION: 20,
    Nature.NOTIFICATION: 10,
    Nature.SUGGESTION: 8,
    Nature.COMPLIMENT: 7,
}
CHANNELS = {
    Channel.WEB: 45,
    Channel.EMAIL: 25,
    Channel.TELEPHONE: 12,
    Channel.LETTER: 10,
    Channel.COUNTER: 6,
    Channel.FORWARDED: 2,
}
FINDINGS = {
    Finding.FOUNDED: 34,
    Finding.PARTLY_FOUNDED: 18,
    Finding.UNFOUNDED: 40,
    Finding.NO_OPINION: 8,
}
FIRST_NAMES = [
    "Lies",
    "Jan",
    "Marie",
    "Ahmed",
    "Sofie",
    "Luc",
    "Fatima",
    "Pieter",
    "Anne",
    "Thomas",
    "Leila",
    "Koen",
    "Julie",
    "Marc",
    "Nadia",
]
SURNAMES = "Peeters Janssens Dubois Maes Lambert Jacobs Mertens Dupont Willems Claes Goossens Wouters Lejeune Van den Berg De Smet Benali Schmitz Nowak El Amrani Van Damme"
THINGS = {
    "nl": ("Aanvraag", "Verlenging", "Afschrift", "Wijziging", "Stopzetting"),
    "fr": ("Demande", "Prolongation", "Copie", "Modification", "Fin"),
    "de": ("Antrag", "Verlängerung", "Abschrift", "Änderung", "Beendigung"),
    "en": ("Application", "Renewal", "Copy", "Change", "End"),
}
OF = {"nl": "van", "fr": "de", "de": "von", "en": "of"}


def as_text(value):
    """A value as COPY reads it; no text here holds a tab or a line break."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False).replace("\\", "\\\\")
    if isinstance(value, (list, tuple)):
        return "{" + ",".join(value) + "}"
    return str(value)


class Table:
    """Rows to be copied; a column that a row does not name gets the default of its field."""

    def __init__(self, model):
        fields = model._meta.concrete_fields
        now = timezone.now().isoformat()
        self.model = model
        self.blank = {
            field.column: now if field.has_db_default() else as_text(field.get_default())
            for field in fields
        }
        self.lines = []
        # Only reference data may stand in a table that is new.
        self.last = 0

    def add(self, **values):
        self.last += 1
        row = self.blank | {name: as_text(value) for name, value in values.items()}
        row["id"] = str(self.last)
        self.lines.append("\t".join(row.values()))
        assert len(row) == len(self.blank), values
        return self.last

    def write(self, database):
        columns = sql.SQL(", ").join(map(sql.Identifier, self.blank))
        table = sql.Identifier(self.model._meta.db_table)
        with database.cursor().copy(
            sql.SQL("copy {} ({}) from stdin").format(table, columns)
        ) as copy:
            copy.write("".join(f"{line}\n" for line in self.lines))
        self.lines.clear()

    def free_keys(self, database):
        """The next key is the one after the last row."""
        database.execute(
            "select setval(pg_get_serial_sequence(%s, 'id'), %s)",
            [self.model._meta.db_table, max(self.last, 1)],
        )


def chosen(chance, weights):
    return chance.choices(list(weights), list(weights.values()))[0]


def in_languages(make):
    return {language: make(language) for language in THINGS}


class Office:
    """What the cases of one organisation point at."""

    def __init__(self, organisation):
        self.pk = organisation.pk
        self.code = organisation.code
        self.departments = []
        self.handlers = []
        self.causes = []
        # Key of a service to its steps, as key and stage; those asked for most come first.
        self.services = []
        self.numbers = {}

    def next_number(self, year):
        self.numbers[year] = self.numbers.get(year, 0) + 1
        return f"{self.code}-{year}-{self.numbers[year]:05d}"

    def service(self, chance):
        """Few services get most of the cases."""
        return self.services[int(len(self.services) ** chance.random()) - 1]


class Catalogue:
    """Departments, people, causes, and services with their maps."""

    def __init__(self, chance, today):
        self.chance = chance
        self.first_day = today - timedelta(days=DAYS)
        self.writer = Writer(chance)
        self.tables = {
            model: Table(model)
            for model in (
                User,
                Department,
                Membership,
                Cause,
                Service,
                Service.customer_groups.through,
                Service.life_events.through,
                Map,
                Step,
                StepVersion,
            )
        }
        self.groups = list(CustomerGroup.objects.values_list("pk", flat=True))
        self.life_events = list(LifeEvent.objects.values_list("pk", flat=True))

    def add(self, model, **values):
        return self.tables[model].add(**values)

    def office(self, organisation):
        office = Office(organisation)
        slug = organisation.slug
        for number in range(1, DEPARTMENTS + 1):
            name = in_languages(lambda language, n=number: f"{THINGS[language][0]} {n}")
            key = self.add(Department, organisation_id=office.pk, code=f"D{number}", name=name)
            office.departments.append(key)
        people = ["coordinator", *(f"handler{number}" for number in range(1, HANDLERS + 1))]
        for name in people:
            roles = ["coordinator", "handler"] if name == "coordinator" else ["handler"]
            user = self.add(
                User, password="!", email=f"{name}@{slug}.example", name=f"{name.title()} {slug}"
            )
            self.add(Membership, organisation_id=office.pk, user_id=user, roles=roles)
            office.handlers.append(user)
        for number in range(1, CAUSES + 1):
            office.causes.append(self.add(Cause, organisation_id=office.pk, name=f"Cause {number}"))
        return office

    def service(self, office, number):
        """Every fourth has a map in force; the most asked for of each organisation too."""
        noun = {language: self.writer.noun(language) for language in OPENINGS}
        noun["en"] = noun["nl"]
        kind = self.chance.randrange(len(THINGS["nl"]))
        name = in_languages(
            lambda language: f"{THINGS[language][kind]} {OF[language]} {noun[language]}"
        )
        said = in_languages(lambda language: f"{noun[language]} {THINGS[language][kind]}")
        first = {language: self.writer.sentence(OPENINGS, language) for language in OPENINGS}
        key = self.add(
            Service,
            organisation_id=office.pk,
            code=f"S{number}",
            name=name,
            sort_keys={code: sort_key(text) for code, text in name.items()},
            status="published",
            department_id=self.chance.choice(office.departments),
            for_whom=first,
            result={language: self.writer.noun(language) for language in STEMS},
            words=said,
            announced_amount=self.chance.randrange(5, 60),
        )
        for through, column, known in (
            (Service.customer_groups.through, "customergroup_id", self.groups),
            (Service.life_events.through, "lifeevent_id", self.life_events),
        ):
            if known:
                self.add(through, service_id=key, **{column: self.chance.choice(known)})
        is_mapped = not office.services or number % MAPPED_ONE_IN == 0
        office.services.append((key, self.map(office, key) if is_mapped else []))

    def map(self, office, service):
        key = self.add(
            Map, service_id=service, number=1, status="in_force", in_force_from=self.first_day
        )
        steps = []
        for stage, position in itertools.product(Stage.values, range(1, STEPS_A_STAGE + 1)):
            step = self.add(Step, organisation_id=office.pk, service_id=service)
            self.add(
                StepVersion,
                map_id=key,
                step_id=step,
                stage=stage,
                position=position,
                name={language: self.writer.noun(language) for language in OPENINGS},
                actor=Actor.values[(position + len(steps)) % len(Actor.values)],
                partner="Partner",
                description={
                    language: self.writer.sentence(OPENINGS, language) for language in OPENINGS
                },
                expected_amount=self.chance.randrange(1, 20),
                maximal_amount=self.chance.randrange(20, 60),
                department_id=self.chance.choice(office.departments),
            )
            steps.append((step, stage))
        return steps

    def write(self, database):
        for table in self.tables.values():
            table.write(database)
            table.free_keys(database)


class Register:
    """Cases with all that belongs to them, written as they were received: the organisations mixed."""

    def __init__(self, chance, today):
        self.chance = chance
        self.today = DAYS
        first = today - timedelta(days=DAYS)
        self.days = [(first + timedelta(days=number)).isoformat() for number in range(2 * DAYS)]
        self.writer = Writer(chance)
        models = (Case, Complainant, Event, Message, Pause, Letter, CaseLetter)
        self.tables = {model: Table(model) for model in models}
        self.grounds = list(InadmissibilityGround.objects.values_list("pk", flat=True))
        self.norms = list(NormOfConduct.objects.values_list("pk", flat=True))
        self.bodies = list(SecondLineBody.objects.values_list("pk", flat=True))
        # Nothing of an event may differ from what the application would have written.
        self.unset = {
            name: Case._meta.get_field(name.removesuffix("_id")).get_default() for name in COUNTED
        }

    def add(self, model, **values):
        return self.tables[model].add(**values)

    def write(self, database):
        for table in self.tables.values():
            table.write(database)

    def free_keys(self, database):
        for table in self.tables.values():
            table.free_keys(database)

    def case(self, office, day):
        Course(self, office, day).run()


class Course:
    """One case from its receipt to where it stands today; what would come later has not happened."""

    def __init__(self, register, office, day):
        self.register = register
        self.chance = register.chance
        self.office = office
        self.day = day
        self.moves = 0
        self.key = register.tables[Case].last + 1
        self.state = dict(register.unset)
        self.others = {}
        self.language = chosen(self.chance, LANGUAGES)
        self.coordinator = office.handlers[0]

    def on(self, day):
        return self.register.days[day]

    def happens(self, code, day, by, **new):
        """Note it and take it on, unless it lies in the future."""
        if day > self.register.today:
            return False
        state = self.state
        changed = [name for name, value in new.items() if state[name] != value]
        old = {name: state[name] for name in changed}
        state.update(new)
        if code == "received":
            changed = [name for name in COUNTED if state[name] is not None]
            old = dict.fromkeys(changed)
        self.moves += 1
        self.register.add(
            Event,
            organisation_id=self.office.pk,
            case_id=self.key,
            code=code,
            happened_at=f"{self.on(day)} 00:{self.moves:02d}:00+01",
            recorded_at=f"{self.on(day)} 00:{self.moves:02d}:00+01",
            by_id=by,
            old=old,
            new={name: state[name] for name in changed},
        )
        return True

    def run(self):
        self.received()
        ended = self.leaves_early()
        if not ended and self.qualified():
            self.handled()
        self.write()

    def received(self):
        chance = self.chance
        nature, channel = chosen(chance, NATURES), chosen(chance, CHANNELS)
        service, steps = self.office.service(chance) if chance.random() < 0.7 else (None, [])
        step, stage = chance.choice(steps) if steps and chance.random() < 0.6 else (None, "")
        if not stage and chance.random() < 0.3:
            stage = chance.choice(Stage.values)
        self.is_complaint = nature == Nature.COMPLAINT
        self.happens(
            "received",
            self.day,
            None if channel == Channel.WEB else self.coordinator,
            status=str(Status.RECEIVED),
            nature=str(nature),
            channel=str(channel),
            language=self.language,
            letter_language=self.language,
            admissibility="pending" if self.is_complaint else "",
            service_id=service,
            step_id=step,
            stage=stage,
            received_on=self.on(self.day),
            acknowledgement_due=self.on(self.day + LIMITS[LimitKind.ACKNOWLEDGEMENT]),
            answer_due=self.on(self.day + LIMITS[LimitKind.ANSWER]),
            confidential=chance.random() < 0.02,
        )
        self.day += 0 if channel == Channel.WEB else int(chance.expovariate(1 / 3))
        if self.happens(
            "acknowledge",
            self.day,
            self.coordinator,
            acknowledged_on=self.on(self.day),
            acknowledged_by="letter",
        ):
            self.letter("acknowledgement")

    def leaves_early(self):
        """Forwarded or withdrawn before anything is decided."""
        dice = self.chance.random()
        if dice > 0.05:
            return False
        day = self.day + self.chance.randrange(1, 6)
        outcome = Outcome.FORWARDED if dice < 0.03 else Outcome.WITHDRAWN
        self.closes("forward" if dice < 0.03 else "withdraw", day, outcome)
        return True

    def closes(self, code, day, outcome, **new):
        return self.happens(
            code,
            day,
            self.coordinator,
            status=str(Status.CLOSED),
            outcome=str(outcome),
            closed_on=self.on(day),
            **new,
        )

    def qualified(self):
        self.day += 1 + int(self.chance.expovariate(1 / 4))
        if self.is_complaint and self.chance.random() < 0.08:
            self.closes(
                "qualify",
                self.day,
                Outcome.INADMISSIBLE,
                qualified_on=self.on(self.day),
                admissibility="inadmissible",
                inadmissibility_ground_id=self.chance.choice(self.register.grounds),
            )
            return False
        return self.happens(
            "qualify",
            self.day,
            self.coordinator,
            status=str(Status.IN_HANDLING),
            qualified_on=self.on(self.day),
            admissibility="admissible" if self.is_complaint else "",
        )

    def handled(self):
        chance, office = self.chance, self.office
        self.day += chance.randrange(3)
        handler = chance.choice(office.handlers)
        self.happens(
            "assign",
            self.day,
            self.coordinator,
            handler_id=handler,
            department_id=chance.choice(office.departments),
        )
        if chance.random() < 0.15 and not self.asked(handler):
            return
        self.day += 1 + int(chance.lognormvariate(2.6, 0.8))
        if not self.answered():
            return
        self.day += int(chance.expovariate(1 / 6))
        if not self.analysed():
            return
        if chance.random() < 0.03:
            self.reopened()

    def asked(self, handler):
        """A question, and its reply; False while the reply has not come."""
        self.day += self.chance.randrange(1, 5)
        asked = self.day
        if not self.happens("ask", asked, handler, status=str(Status.WAITING)):
            return True
        self.day += self.chance.randrange(1, 14)
        has_replied = self.happens("reply", self.day, None, status=str(Status.IN_HANDLING))
        self.register.add(
            Pause,
            organisation_id=self.office.pk,
            case_id=self.key,
            asked_on=self.on(asked),
            replied_on=self.on(self.day) if has_replied else None,
        )
        if has_replied:
            self.register.add(
                Message,
                organisation_id=self.office.pk,
                case_id=self.key,
                channel="email",
                text=self.register.writer.text(self.language),
                arrived_at=f"{self.on(self.day)} 00:30:00+01",
            )
        else:
            self.others |= {"waiting_from": "in_handling", "waiting_until": self.on(asked + 15)}
        return has_replied

    def answered(self):
        finding = chosen(self.chance, FINDINGS) if self.is_complaint else ""
        is_suggestion = self.state["nature"] == Nature.SUGGESTION
        answered_on = self.on(self.day)
        done = self.happens(
            "answer",
            self.day,
            self.coordinator,
            status=str(Status.ANSWERED),
            finding=str(finding),
            decision=self.chance.choice(("taken_up", "not_taken_up")) if is_suggestion else "",
            answered_on=answered_on,
            first_answered_on=self.state["first_answered_on"] or answered_on,
        )
        if done:
            self.letter("answer")
        return done

    def analysed(self):
        new = {}
        chance = self.chance
        if self.is_complaint:
            is_founded = self.state["finding"] in (Finding.FOUNDED, Finding.PARTLY_FOUNDED)
            new = {
                "type": chance.choice(ComplaintType.values),
                "norms": [chance.choice(self.register.norms)] if is_founded else [],
                "cause_id": chance.choice(self.office.causes),
                "remedy": chance.choice(Remedy.values),
            }
        return self.closes("close", self.day, Outcome.ANSWERED, **new)

    def reopened(self):
        self.day += self.chance.randrange(3, 60)
        if not self.happens(
            "reopen",
            self.day,
            self.coordinator,
            status=str(Status.IN_HANDLING),
            finding="",
            decision="",
            type="",
            remedy="",
            outcome="",
            norms=[],
            answered_on=None,
            closed_on=None,
            reopened_on=self.on(min(self.day, self.register.today)),
            reopened_count=1,
        ):
            return
        if self.is_complaint:
            self.happens(
                "second_line",
                self.day,
                self.coordinator,
                second_line_id=self.chance.choice(self.register.bodies),
                second_line_kind="referred",
                second_line_on=self.on(self.day),
            )
        self.day += self.chance.randrange(3, 30)
        if self.answered():
            self.analysed()

    def letter(self, purpose):
        office = self.office
        moment = f"{self.on(self.day)} 00:40:00+01"
        key = self.register.add(
            Letter,
            organisation_id=office.pk,
            purpose=purpose,
            channel="email",
            status="sent",
            language=self.language,
            recipient="Invented person",
            email="person@bench.example",
            subject=self.register.writer.subject(self.language),
            text=self.register.writer.text(self.language),
            message_id=f"<{self.key}.{purpose}@bench.example>",
            written_by_id=self.coordinator,
            written_at=moment,
            sent_at=moment,
        )
        self.register.add(
            CaseLetter,
            organisation_id=office.pk,
            case_id=self.key,
            letter_id=key,
            purpose=purpose,
        )

    def next_due(self):
        state = self.state
        if state["status"] in (Status.ANSWERED, Status.CLOSED):
            return NOTHING_DUE
        if state["reopened_on"]:
            reopened = date.fromisoformat(state["reopened_on"])
            return reopened + timedelta(days=LIMITS[LimitKind.ANSWER])
        return state["answer_due"] if state["acknowledged_on"] else state["acknowledgement_due"]

    def write(self):
        chance, writer = self.chance, self.register.writer
        state = self.state
        self.register.add(
            Case,
            organisation_id=self.office.pk,
            number=self.office.next_number(state["received_on"][:4]),
            registered_at=f"{state['received_on']} 00:01:00+01",
            subject=writer.subject(self.language),
            text=writer.text(self.language),
            next_due=self.next_due(),
            forwarded_to="Elsewhere" if state["outcome"] == Outcome.FORWARDED else "",
            **state,
            **self.others,
        )
        name = ""
        if chance.random() < 0.9:
            surname = chance.choice(NAMES)
            name = f"{chance.choice(FIRST_NAMES)} {surname}{chance.choice(SUFFIXES)}"
        self.register.add(
            Complainant,
            organisation_id=self.office.pk,
            case_id=self.key,
            name=name,
            name_key=name_key(name),
            surname_key=surname_key(name),
            email=f"person{self.key}@bench.example" if name and chance.random() < 0.8 else "",
        )


NAMES = SURNAMES.split()
# Some thousands of surnames out of few.
SUFFIXES = ["", *(f"-{name}" for name in NAMES), *(name.lower() for name in NAMES)]


def shares(codes, total):
    """How many cases each organisation has."""
    found = {STEADY: STEADY_CASES, LARGEST: total // 10}
    others = [code for code in codes if code not in found]
    rest, weight = total - sum(found.values()), sum(1 / (n + 3) for n in range(len(others)))
    for number, code in enumerate(others):
        found[code] = int(rest / (number + 3) / weight)
    found[others[-1]] += total - sum(found.values())
    return found


def days_of_receipt(chance, cases):
    """Fewer at the weekend."""
    days = []
    for _ in range(cases):
        day = chance.randrange(DAYS + 1)
        if day % 7 < 2 and chance.random() < 0.7:
            day = min(day + 2, DAYS)
        days.append(day)
    return days


def complete_organisations():
    """As many as the Network has, each with both time limits."""
    group = Group.objects.first()
    for number in range(ORGANISATIONS - Organisation.objects.count()):
        organisation = Organisation(code=f"BENCH_{number}", type="OIP", group=group)
        organisation.named(in_languages(lambda _language, n=number: f"Invented {n}"))
        organisation.save()
    for organisation in Organisation.objects.all():
        known = set(
            TimeLimit.objects.filter(organisation=organisation).values_list("kind", flat=True)
        )
        for kind, amount in LIMITS.items():
            if kind not in known:
                TimeLimit.objects.create(
                    organisation=organisation, kind=kind, amount=amount, unit="calendar_days"
                )


VECTORS = """
    insert into complaints_casesearch (case_id, organisation_id, vector)
    select id, organisation_id, to_tsvector({configuration}, subject || ' ' || text)
        || array_to_tsvector(array['organisation' || organisation_id])
    from complaints_case where id > %s and language = %s
"""


def write_batch(register, database, after):
    """The cases after the one with this key, and their vectors."""
    register.write(database)
    for language, configuration in SEARCH_CONFIGURATIONS.items():
        statement = sql.SQL(VECTORS).format(configuration=sql.Literal(configuration))
        database.execute(statement, [after, language])
    database.commit()


def fill(database, total, say):
    """Everything but what the migrations and the reference data brought."""
    chance, today = random.Random(SEED), timezone.localdate()
    complete_organisations()
    catalogue = Catalogue(chance, today)
    organisations = list(Organisation.objects.order_by("pk"))
    offices = {one.code: catalogue.office(one) for one in organisations}
    for number in range(SERVICES):
        catalogue.service(offices[organisations[number % len(organisations)].code], number)
    catalogue.write(database)
    database.commit()
    say(f"{index_missing()} services can be found")
    write_charters(chance, [STEADY, LARGEST])
    say("charters are published")
    received = [
        (day, code)
        for code, cases in shares(sorted(offices), total).items()
        for day in days_of_receipt(random.Random(f"{SEED} {code}"), cases)
    ]
    received.sort()
    register = Register(chance, today)
    for number in range(0, total, BATCH):
        after = register.tables[Case].last
        for day, code in received[number : number + BATCH]:
            register.case(offices[code], day)
        write_batch(register, database, after)
        say(f"{register.tables[Case].last} cases")
    register.free_keys(database)
    counters = Table(NumberCounter)
    for office in offices.values():
        for year, last in office.numbers.items():
            counters.add(organisation_id=office.pk, year=year, last=last)
    counters.write(database)
    counters.free_keys(database)
    database.commit()


def fingerprint(size):
    """What the data were made by, and when: days count from the day of the building."""
    here = Path(__file__).parent
    # As Python reads it: neither comments nor layout change the data.
    code = [
        ast.dump(ast.parse((here / name).read_text()))
        for name in ("charters.py", "data.py", "words.py")
    ]
    digest = hashlib.sha256("".join(code).encode()).hexdigest()[:16]
    return f"{size} {digest} {timezone.localdate():%Y-%W}"


def is_built(address, size):
    try:
        with psycopg.connect(address) as database:
            found = database.execute(
                "select shobj_description(oid, 'pg_database') from pg_database"
                " where datname = current_database()"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return found[0] == fingerprint(size)


def build(cluster, name, size, say):
    """Make the database of this size, unless it is there; Django's settings name it."""
    backup = cluster.url(name, user="backup")
    if is_built(backup, size):
        return
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_reference_data", verbosity=0)
    with psycopg.connect(backup) as database:
        fill(database, SIZES[size], say)
        database.autocommit = True
        database.execute("vacuum (analyze)")
        database.execute(
            sql.SQL("comment on database {} is {}").format(
                sql.Identifier(name), sql.Literal(fingerprint(size))
            )
        )
    connection.close()
