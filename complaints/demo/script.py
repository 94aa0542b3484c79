"""One case of the demonstration on paper: when it arrives, and the verb of each step after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from complaints import handling
from complaints.demo.courses import ANALYSES
from complaints.demo.placing import SPREADS, step_for
from complaints.demo.words import OVERTURNED, UPHELD, Misdirected, Pen, Theme, Told
from complaints.enums import Acknowledged, Channel, Finding, Move, Nature
from complaints.forwarding import Elsewhere, forward
from complaints.intake import Submission, register
from complaints.models import Case, Cause, InadmissibilityGround
from complaints.moving import local_day
from core.deadlines import Calendar, Limit
from organisations.enums import LimitKind
from organisations.models import Organisation, User
from processes.models import Service
from processes.models import Step as StepOfMap

OFFICE_OPENS = time(8, 30)
MINUTES_OF_OFFICE = 490
DAYS_TO_REPLY = 15
USUAL_DAYS = 30
NIGHTLY = time(2, 15)


@dataclass
class Cast:
    """Who acts in one organisation, with what, and when."""

    organisation: Organisation
    rng: Random
    today: date
    calendar: Calendar
    coordinator: User
    handlers: Sequence[User]
    services: dict[str, Service]
    steps: dict[tuple[str, str], StepOfMap]
    causes: dict[Theme, Cause]
    limits: dict[str, Limit]
    grounds: dict[str, InadmissibilityGround]
    pauses_while_waiting: bool
    # Drawn without putting back, so that the proportions hold.
    languages: list[str] = field(default_factory=list)
    # By language: complaints not yet told; each is told once before one is told again.
    untold: dict[str, list[Told]] = field(default_factory=dict)

    @property
    def days_to_answer(self) -> int:
        limit = self.limits.get(LimitKind.ANSWER)
        return limit.amount if limit else USUAL_DAYS

    def last_working_day(self, day: date) -> date:
        while not self.calendar.is_open(day):
            day -= timedelta(days=1)
        return day


@dataclass
class Story:
    """A case as it will be played: its first step makes the case."""

    organisation: Organisation
    steps: list[Step] = field(default_factory=list)
    case: Case = field(init=False)


@dataclass(frozen=True)
class Step:
    at: datetime
    do: Callable[[Story, datetime], object]


@dataclass(frozen=True)
class Written:
    """What the complainant writes, filled in."""

    subject: str
    text: str
    language: str
    service: str = ""
    theme: Theme = Theme.DELAY
    misdirected: Misdirected | None = None


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=timezone.get_default_timezone())


class Script:
    """Writes the steps of one story, each at a moment of office hours after the one before."""

    def __init__(self, cast: Cast, written: Written, pen: Pen, received_on: date) -> None:
        self.cast = cast
        self.rng = cast.rng
        self.written = written
        self.pen = pen
        self.received_on = received_on
        self.story = Story(cast.organisation)
        self.clock = moment(received_on, time.min)
        self.handler = self.rng.choice(cast.handlers)
        self.can_be_written_to = True

    @property
    def today(self) -> date:
        """The day of the last step."""
        return local_day(self.clock)

    def in_office(self, day: date) -> datetime:
        open_day = self.cast.calendar.next_open_day(max(day, self.today))
        at = moment(open_day, OFFICE_OPENS) + timedelta(
            minutes=self.rng.randrange(MINUTES_OF_OFFICE)
        )
        if at <= self.clock:
            at = self.clock + timedelta(minutes=self.rng.randint(5, 30))
        return at

    def at_home(self, day: date) -> datetime:
        """When people write: from seven in the morning to ten at night; today, just after midnight."""
        if day == self.cast.today:
            return moment(day, time.min) + timedelta(minutes=self.rng.randint(1, 50))
        at = moment(day, time(7)) + timedelta(minutes=self.rng.randrange(900))
        return max(at, self.clock + timedelta(minutes=5))

    def step(self, at: datetime, do: Callable[[Story, datetime], object]) -> None:
        self.clock = at
        self.story.steps.append(Step(at, do))

    def arrive(
        self, submission: Submission, at: datetime, *, by: User | None, acknowledge: str
    ) -> None:
        person = submission.person
        self.can_be_written_to = bool(person.email or person.address)

        def do(story: Story, at: datetime) -> None:
            story.case = register(
                story.organisation,
                submission,
                by=by,
                acknowledge=acknowledge,
                at=at,
                tell=False,
            )

        self.step(at, do)

    def arrive_from(self, other: Story, at: datetime) -> None:
        """The case that another organisation has forwarded."""

        def do(story: Story, _at: datetime) -> None:
            number = other.case.forwarded_to.rpartition(" ")[2]
            cases = Case.objects.for_organisation(story.organisation)
            story.case = cases.select_related("organisation").get(number=number)

        self.step(at, do)

    def acknowledge(self, day: date) -> None:
        if self.can_be_written_to:
            self.step(
                self.in_office(day),
                lambda story, at: handling.acknowledge(
                    story.case,
                    by=self.cast.coordinator,
                    how=Acknowledged.LETTER,
                    at=at,
                    tell=False,
                ),
            )

    def qualify(
        self,
        day: date,
        nature: str = Nature.COMPLAINT,
        *,
        ground: InadmissibilityGround | None = None,
    ) -> None:
        self.step(
            self.in_office(day),
            lambda story, at: handling.qualify(
                story.case,
                by=self.cast.coordinator,
                nature=nature,
                ground=ground,
                at=at,
                tell=False,
            ),
        )

    def requalify(self, day: date, nature: str, *, close: bool) -> None:
        reason = self.because(Move.REQUALIFY)
        self.step(
            self.in_office(day),
            lambda story, at: handling.requalify(
                story.case,
                by=self.cast.coordinator,
                nature=nature,
                close=close,
                reason=reason,
                at=at,
                tell=False,
            ),
        )

    def assign(self, day: date) -> None:
        self.step(
            self.in_office(day),
            lambda story, at: handling.assign(
                story.case,
                by=self.cast.coordinator,
                handler=self.handler,
                department=story.case.department,
                at=at,
            ),
        )

    def link(self, other: Script) -> None:
        """Found when the case is qualified: somebody complained of the same before."""
        self.story.steps.append(
            Step(
                self.story.steps[1].at + timedelta(minutes=2),
                lambda story, at: handling.link(
                    story.case, other.story.case, by=self.cast.coordinator, at=at
                ),
            )
        )

    def place(self) -> None:
        """On the map of its service, where there is one, soon after it was qualified."""
        service = self.written.service
        spread = SPREADS.get((self.cast.organisation.code, service))
        if spread is None:
            return
        days = (self.received_on, self.cast.today)
        step = step_for(self.rng, self.cast.steps, spread, service, days)
        if step is None:
            return

        def do(story: Story, at: datetime) -> None:
            case = story.case
            if (case.step_id, case.service_id) != (step.pk, step.service_id):
                handling.place(
                    case,
                    by=self.cast.coordinator,
                    service=self.cast.services[service],
                    step=step,
                    at=at,
                )

        self.step(self.clock + timedelta(minutes=3), do)

    def note(self, day: date) -> None:
        text = self.rng.choice(self.pen.notes)
        self.step(
            self.in_office(day),
            lambda story, at: handling.note(story.case, by=self.handler, text=text, at=at),
        )

    def ask(self, day: date, *, by: User | None = None) -> None:
        body = self.rng.choice(self.pen.questions)
        self.step(
            self.in_office(day),
            lambda story, at: handling.ask(
                story.case, by=by or self.handler, body=body, at=at, tell=False
            ),
        )

    def reply(self, day: date, text: str) -> None:
        self.step(
            self.at_home(day),
            lambda story, at: handling.reply(
                story.case, by=None, channel=Channel.WEB, text=text, at=at
            ),
        )

    def no_reply(self) -> None:
        """The nightly job gives up waiting."""
        day = self.today + timedelta(days=DAYS_TO_REPLY + 1)
        self.step(moment(day, NIGHTLY), lambda story, at: handling.stop_waiting(story.case, at=at))

    def extend(self, day: date) -> None:
        reason = self.because(Move.EXTEND)
        later = timedelta(days=self.rng.choice((14, 21, 30)))

        def do(story: Story, at: datetime) -> None:
            if story.case.answer_due:
                handling.extend(
                    story.case,
                    by=self.cast.coordinator,
                    until=story.case.answer_due + later,
                    reason=reason,
                    at=at,
                    tell=False,
                )

        self.step(self.in_office(day), do)

    def propose(self, day: date, body: str, *, finding: str = "", decision: str = "") -> None:
        self.step(
            self.in_office(day),
            lambda story, at: handling.propose(
                story.case, by=self.handler, body=body, finding=finding, decision=decision, at=at
            ),
        )

    def return_proposal(self, day: date) -> None:
        reason = self.because(Move.RETURN_PROPOSAL)
        self.step(
            self.in_office(day),
            lambda story, at: handling.return_proposal(
                story.case, by=self.cast.coordinator, reason=reason, at=at
            ),
        )

    def answer(self, day: date, body: str, *, finding: str = "", decision: str = "") -> None:
        self.step(
            self.in_office(day),
            lambda story, at: handling.answer(
                story.case,
                by=self.cast.coordinator,
                body=body,
                finding=finding,
                decision=decision,
                at=at,
                tell=False,
            ),
        )

    def close(self, day: date, *, finding: str, remedy: str) -> None:
        analysis = ANALYSES[self.written.theme]
        founded = finding in (Finding.FOUNDED, Finding.PARTLY_FOUNDED)
        norms = list(analysis.norms[: self.rng.randint(1, len(analysis.norms))]) if founded else []
        cause = self.cast.causes.get(self.written.theme) if founded else None
        reason = self.because(Move.CLOSE) if founded and self.rng.choice((True, False)) else ""
        self.step(
            self.in_office(day),
            lambda story, at: handling.close(
                story.case,
                by=self.cast.coordinator,
                type=analysis.type if finding else "",
                norms=norms,
                cause=cause,
                remedy=remedy,
                reason=reason,
                at=at,
            ),
        )

    def reopen(self, day: date) -> None:
        reason = self.because(Move.REOPEN)
        self.step(
            self.in_office(day),
            lambda story, at: handling.reopen(
                story.case, by=self.cast.coordinator, reason=reason, at=at, tell=False
            ),
        )

    def forward(self, day: date, to: Elsewhere) -> None:
        reason = self.because(Move.FORWARD)
        self.step(
            self.in_office(day),
            lambda story, at: forward(
                story.case, by=self.cast.coordinator, to=to, reason=reason, at=at, tell=False
            ),
        )

    def withdraw(self, day: date) -> None:
        reason = self.because(Move.WITHDRAW)
        self.step(
            self.in_office(day),
            lambda story, at: handling.withdraw(
                story.case, by=self.cast.coordinator, reason=reason, at=at, tell=False
            ),
        )

    def second_line(self, day: date, kind: str, *, overturned: bool | None = None) -> None:
        body = self.cast.organisation.second_line
        reason = self.because(kind if overturned is None else OVERTURNED if overturned else UPHELD)
        if body is None:
            return
        self.step(
            self.in_office(day),
            lambda story, at: handling.record_second_line(
                story.case,
                by=self.cast.coordinator,
                body=body,
                kind=kind,
                overturned=overturned,
                reason=reason,
                at=at,
            ),
        )

    def make_confidential(self, day: date) -> None:
        reason = self.because(Move.CONFIDENTIAL)
        self.step(
            self.in_office(day),
            lambda story, at: handling.set_confidential(
                story.case, by=self.cast.coordinator, confidential=True, reason=reason, at=at
            ),
        )

    def because(self, move: str) -> str:
        return self.rng.choice(self.pen.because[move])
