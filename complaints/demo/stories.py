"""From a course to a story: how a case goes, step by step."""

from collections.abc import Callable
from datetime import date, timedelta

from complaints.demo.arrivals import VOICES, arrive
from complaints.demo.courses import REMEDIES, Course
from complaints.demo.script import Cast, Script
from complaints.enums import Finding, Nature, Outcome
from complaints.forwarding import Elsewhere
from complaints.models import InadmissibilityGround
from organisations.models import Organisation

NOTED_SHARE = 0.15
# The coordinator answers the rest without laying it before anybody.
TO_A_HANDLER = (Nature.COMPLAINT, Nature.SUGGESTION)
# Of the time to answer: the earliest, the latest and the most common day.
IN_TIME = (0.3, 0.88, 0.65)
# What is no complaint is answered sooner.
SOON = (0.05, 0.6, 0.2)
TOO_LATE = (1.08, 1.6)
EXTENDED_AT, EXTENDED_BY = 0.8, 0.3


def whole(cast: Cast, course: Course, received_on: date) -> Script:
    """A case from its receipt to the end of its course, today or long after."""
    script = arrive(cast, course, received_on)
    ROUTES[course.outcome](script, course)
    return script


def after(script: Script, fewest: int, most: int) -> date:
    return script.today + timedelta(days=script.rng.randint(fewest, most))


def examined(script: Script, course: Course) -> None:
    """Qualified, assigned, perhaps asked about, answered and closed."""
    if course.nature not in TO_A_HANDLER:
        script.handler = script.cast.coordinator
    waited = 0
    asks_first = course.asked and script.rng.choice((True, False))
    if asks_first:
        waited = exchange(script, course, after(script, 1, 3))
    admit(script, course)
    if course.made_confidential:
        script.make_confidential(after(script, 0, 2))
    if script.rng.random() < NOTED_SHARE:
        script.note(after(script, 1, 4))
    if course.asked and not asks_first:
        waited = exchange(script, course, after(script, 1, 4))
    if course.extended:
        days = int(script.cast.days_to_answer * EXTENDED_AT) + waited
        script.extend(script.received_on + timedelta(days=days))
    finish(script, course, answer_day(script, course, waited))
    go_on(script, course)


def admit(script: Script, course: Course) -> None:
    """Taken for a complaint at first where the course says so."""
    script.qualify(after(script, 1, 5), Nature.COMPLAINT if course.qualified else course.nature)
    if course.qualified and course.nature != Nature.COMPLAINT:
        script.requalify(after(script, 1, 3), course.nature, close=False)
    script.place()
    if course.nature in TO_A_HANDLER:
        script.assign(script.today)


def exchange(script: Script, course: Course, day: date) -> int:
    """A question and its reply, or none; the calendar days that went by."""
    if not script.can_be_written_to:
        return 0
    script.ask(day)
    asked_on = script.today
    if course.replied:
        replies = VOICES[script.written.language].replies
        script.reply(after(script, 1, 11), script.rng.choice(replies))
    else:
        script.no_reply()
    return (script.today - asked_on).days


def answer_day(script: Script, course: Course, waited: int) -> date:
    if course.late:
        share = script.rng.uniform(*TOO_LATE)
    else:
        share = script.rng.triangular(*(IN_TIME if course.finding else SOON))
    if course.extended:
        share += EXTENDED_BY
    days = int(script.cast.days_to_answer * share)
    if script.cast.pauses_while_waiting:
        days += waited
    return script.received_on + timedelta(days=days)


def finish(script: Script, course: Course, day: date, *, finding: str = "") -> None:
    """The answer, laid before the coordinator first where another handles the case, and the closing."""
    finding = finding or course.finding
    remedy = script.rng.choice(REMEDIES[Finding(finding)]) if finding else ""
    lay_before(script, course, day, finding=finding, remedy=remedy)
    script.answer(
        day,
        answer_text(script, course, finding, remedy),
        finding=finding,
        decision=course.decision,
    )
    script.close(after(script, 0, 8), finding=finding, remedy=remedy)


def lay_before(script: Script, course: Course, day: date, *, finding: str, remedy: str) -> None:
    if script.handler == script.cast.coordinator:
        return
    body = answer_text(script, course, finding, remedy)
    script.propose(
        day - timedelta(days=script.rng.randint(1, 4)),
        body,
        finding=finding,
        decision=course.decision,
    )
    if course.returned:
        script.return_proposal(script.today + timedelta(days=1))
        script.propose(
            script.today + timedelta(days=1), body, finding=finding, decision=course.decision
        )


def answer_text(script: Script, course: Course, finding: str, remedy: str) -> str:
    pen, written = script.pen, script.written
    if not finding:
        words = script.rng.choice(pen.answers[course.decision or course.nature])
        return words.format(subject=written.subject)
    wrong, right = pen.reasons[written.theme]
    because = {
        Finding.FOUNDED: wrong,
        Finding.PARTLY_FOUNDED: f"{wrong} {pen.for_the_rest}",
        Finding.UNFOUNDED: right,
        Finding.NO_OPINION: script.rng.choice(pen.no_opinion),
    }[Finding(finding)]
    parts = [
        pen.opening.format(subject=written.subject),
        f"{pen.findings[finding]} {because}",
        pen.remedies[remedy],
    ]
    return "\n\n".join(part for part in parts if part)


def go_on(script: Script, course: Course) -> None:
    """What comes after the closing of a few cases."""
    if course.reopened:
        script.reopen(after(script, 6, 25))
        again = script.rng.choice((Finding.FOUNDED, Finding.PARTLY_FOUNDED))
        finish(script, course, after(script, 8, 25), finding=again)
    if course.second_line:
        script.second_line(after(script, 10, 40), course.second_line)
        if course.overturned is not None:
            script.second_line(
                after(script, 50, 100), course.second_line, overturned=course.overturned
            )


def refused(script: Script, course: Course) -> None:
    ground: InadmissibilityGround = script.cast.grounds[course.ground]
    script.qualify(after(script, 1, 6), ground=ground)
    if course.reopened:
        script.reopen(after(script, 4, 20))
        script.qualify(after(script, 1, 4))
        script.assign(script.today)
        finish(script, course, after(script, 8, 25), finding=Finding.UNFOUNDED)


def forwarded(script: Script, course: Course) -> None:
    misdirected = script.written.misdirected
    if course.qualified:
        admit(script, course)
    to = Elsewhere(name=misdirected.outside if misdirected else "")
    if misdirected and misdirected.to:
        to = Elsewhere(organisation=Organisation.objects.get(code=misdirected.to))
    script.forward(after(script, 1, 4), to)


def withdrawn(script: Script, course: Course) -> None:
    if course.qualified:
        admit(script, course)
    script.withdraw(after(script, 1, 9))


def not_a_complaint(script: Script, course: Course) -> None:
    if course.qualified:
        script.qualify(after(script, 1, 4))
        script.assign(script.today)
    script.requalify(after(script, 1, 4), course.nature, close=True)


ROUTES: dict[str, Callable[[Script, Course], None]] = {
    Outcome.ANSWERED: examined,
    Outcome.INADMISSIBLE: refused,
    Outcome.FORWARDED: forwarded,
    Outcome.WITHDRAWN: withdrawn,
    Outcome.NOT_A_COMPLAINT: not_a_complaint,
}


def taken_over(cast: Cast, course: Course, sender: Script) -> Script:
    """What becomes of a case that another organisation has forwarded at the end of its script."""
    script = Script(cast, sender.written, sender.pen, sender.today)
    script.can_be_written_to = sender.can_be_written_to
    script.arrive_from(sender.story, sender.clock + timedelta(minutes=1))
    examined(script, course)
    return script
