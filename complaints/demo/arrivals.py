"""How a case of the demonstration arrives: who writes what, through which channel, and who takes it in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from complaints.demo import dutch, english, french, german
from complaints.demo.attached import enclosed
from complaints.demo.complainants import ANONYMOUS, invent
from complaints.demo.courses import ANALYSES, Course
from complaints.demo.script import Cast, Script, Written
from complaints.demo.words import Pen, Theme, Told, Voice
from complaints.enums import Acknowledged, Channel, ComplainantKind, Nature, Outcome
from complaints.intake import Person, Submission
from organisations.enums import LimitKind

VOICES: dict[str, Voice] = {
    "fr": french.VOICE,
    "nl": dutch.VOICE,
    "de": german.VOICE,
    "en": english.VOICE,
}
PENS: dict[str, Pen] = {"fr": french.PEN, "nl": dutch.PEN, "de": german.PEN}
NATIONAL = ("nl", "fr")
# Of thirty cases in a row.
LANGUAGES = ("nl",) * 14 + ("fr",) * 13 + ("de",) * 2 + ("en",)
CHANNELS: dict[str, float] = {
    Channel.WEB: 44,
    Channel.EMAIL: 24,
    Channel.LETTER: 11,
    Channel.TELEPHONE: 12,
    Channel.COUNTER: 5,
    Channel.FORWARDED: 4,
}
ORAL = (Channel.TELEPHONE, Channel.COUNTER)
KINDS: dict[str, float] = {
    ComplainantKind.PERSON: 84,
    ComplainantKind.COMPANY: 10,
    ComplainantKind.ON_BEHALF: 6,
}
ANONYMOUS_SHARE = 0.03
ENCLOSED_SHARE = 0.07
LATE_INTAKE_SHARE = 0.3
CONFIDENTIAL_SHARE = 0.2
# Where no limit is set, nobody hurries.
USUAL_DAYS_TO_ACKNOWLEDGE = 5

Choice = TypeVar("Choice")


def pick(rng: Random, weights: Mapping[Choice, float]) -> Choice:
    return rng.choices(list(weights), list(weights.values()))[0]


def arrive(
    cast: Cast, course: Course, received_on: date, *, channel: str = "", unseen: bool = False
) -> Script:
    """A script whose first step is the receipt of the case; `unseen`: nobody has acknowledged it yet."""
    rng = cast.rng
    written = write(cast, course, received_on)
    channel = channel or channel_for(rng, course)
    if channel not in (Channel.WEB, Channel.EMAIL):
        received_on = cast.last_working_day(received_on)
    person = person_for(rng, course, written.language, channel)
    letter_language = written.language if written.language in PENS else rng.choice(NATIONAL)
    script = Script(cast, written, PENS[letter_language], received_on)
    submission = Submission(
        channel=channel,
        nature=course.arrives_as,
        language=written.language,
        letter_language=letter_language,
        received_on=received_on,
        subject=written.subject,
        text=written.text,
        person=person,
        service=cast.services.get(written.service),
        stage=ANALYSES[written.theme].stage if written.service else "",
        confidential=written.theme == Theme.TONE and rng.random() < CONFIDENTIAL_SHARE,
        files=[enclosed(rng, written.language)] if rng.random() < ENCLOSED_SHARE else [],
    )
    if unseen:
        script.arrive(submission, script.at_home(received_on), by=None, acknowledge="")
    elif channel == Channel.WEB or (channel == Channel.EMAIL and rng.choice((True, False))):
        by_itself(script, submission)
    elif channel in ORAL:
        orally(script, submission)
    else:
        by_staff(script, submission)
    return script


def by_itself(script: Script, submission: Submission) -> None:
    """The form and the mailbox acknowledge at once; without an address, the confirmation page does."""
    how = Acknowledged.LETTER if submission.person.email else Acknowledged.CONFIRMATION
    script.arrive(submission, script.at_home(submission.received_on), by=None, acknowledge=how)


def orally(script: Script, submission: Submission) -> None:
    script.arrive(
        submission,
        script.in_office(submission.received_on),
        by=script.cast.coordinator,
        acknowledge=Acknowledged.ORAL,
    )


def by_staff(script: Script, submission: Submission) -> None:
    """In time as a rule; else taken in late, or taken in and then forgotten for a while."""
    rng, received_on = script.rng, submission.received_on
    limit = script.cast.limits.get(LimitKind.ACKNOWLEDGEMENT)
    most = limit.amount if limit else USUAL_DAYS_TO_ACKNOWLEDGE
    prompt = received_on + timedelta(days=min(rng.choice((0, 0, 1, 2, 3)), most))
    late = received_on + timedelta(days=most + rng.randint(1, 6))
    is_late, forgotten = rng.random() < LATE_INTAKE_SHARE, rng.choice((True, False))
    written_to = bool(submission.person.email or submission.person.address)
    at_once = Acknowledged.LETTER if written_to and not (is_late and forgotten) else ""
    day = late if is_late and not forgotten else prompt
    script.arrive(
        submission, script.in_office(day), by=script.cast.coordinator, acknowledge=at_once
    )
    if written_to and not at_once:
        script.acknowledge(late)


def channel_for(rng: Random, course: Course) -> str:
    if course.ground == "oral":
        return Channel.TELEPHONE
    if course.ground == "anonymous":
        return Channel.WEB
    return pick(rng, CHANNELS)


def person_for(rng: Random, course: Course, language: str, channel: str) -> Person:
    anonymous = course.ground == "anonymous" or (
        rng.random() < ANONYMOUS_SHARE and not course.asked and channel != Channel.EMAIL
    )
    return ANONYMOUS if anonymous else invent(rng, language, channel, pick(rng, KINDS))


def write(cast: Cast, course: Course, received_on: date) -> Written:
    """Words that fit the course, in a language that has some."""
    language = next_language(cast)
    found = told(cast, course, language)
    if not found:
        language = cast.rng.choice(NATIONAL)
        found = told(cast, course, language)
    return fill(cast.rng, cast.rng.choice(found), received_on)


def next_language(cast: Cast) -> str:
    if not cast.languages:
        cast.languages += cast.rng.sample(LANGUAGES, len(LANGUAGES))
    return cast.languages.pop()


def told(cast: Cast, course: Course, language: str) -> Sequence[Written]:
    voice, code = VOICES[language], cast.organisation.code
    if course.ground:
        words = voice.refused.get(course.ground)
        return [Written(*words, language)] if words else []
    if course.nature != Nature.COMPLAINT:
        return [
            Written(one.subject, one.text, language, service=one.service)
            for one in voice.requests[code]
            if one.nature == course.nature
        ]
    if course.outcome == Outcome.FORWARDED:
        return [
            Written(one.subject, one.text, language, theme=one.theme, misdirected=one)
            for one in voice.misdirected
            if one.reached == code and bool(one.to) == course.forwarded_here
        ]
    if course.about:
        return [
            as_written(one, language)
            for one in voice.complaints[code]
            if one.service == course.about
        ]
    return [next_complaint(cast, language)]


def next_complaint(cast: Cast, language: str) -> Written:
    """Each is told once before one is told again."""
    left = cast.untold.setdefault(language, [])
    if not left:
        left += VOICES[language].complaints[cast.organisation.code]
        cast.rng.shuffle(left)
    return as_written(left.pop(), language)


def as_written(one: Told, language: str) -> Written:
    return Written(one.subject, one.text, language, service=one.service, theme=one.theme)


def fill(rng: Random, written: Written, received_on: date) -> Written:
    voice = VOICES[written.language]
    words = {
        "weeks": rng.randint(5, 16),
        "minutes": rng.choice((25, 35, 40, 45, 50, 55, 70)),
        "month": voice.months[(received_on.month - 1 - rng.randint(2, 4)) % 12],
        "town": rng.choice(voice.towns),
    }
    return replace(
        written,
        subject=written.subject.format_map(words),
        text=written.text.format_map(words),
    )
