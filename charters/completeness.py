"""What a charter still lacks, by subject and language; pure, over its contents.

What bars publication is named here and nowhere else; warnings about commitments never bar it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from charters.contents import Contents, Offer, Promise
from charters.enums import ELEMENTS, PART_OF_TOPIC, TOPICS_OF_PART, Metric, Part, Topic
from core.texts import Text, language_name

LANGUAGES = dict(settings.LANGUAGES)
# Always said by the organisation itself; the redress text is brought by the form.
ALWAYS_WRITTEN = (Topic.WELCOME, Topic.SITUATION, Topic.PURPOSE, Topic.REDRESS)


Sentence = Callable[[], str]


@dataclass(frozen=True)
class Gap:
    """Something that is not said: in some languages, or not at all where none is named.

    Its sentence is made where it is read: a language begun last is missing in each commitment.
    """

    topic: Topic
    say: Sentence = field(compare=False, repr=False)
    languages: tuple[str, ...] = ()
    # The keys of what lacks it; None where the text of the subject does.
    commitment: int | None = None
    expectation: int | None = None
    bars: bool = True

    def __str__(self) -> str:
        return self.say()


@dataclass(frozen=True)
class Task:
    """How far a subject is, with each language of the charter and whether everything in it is there."""

    topic: Topic
    gaps: tuple[Gap, ...]
    languages: tuple[tuple[str, bool], ...]
    is_begun: bool
    applies: bool = True
    promises: tuple[Promise, ...] = ()

    @property
    def part(self) -> Part:
        return PART_OF_TOPIC[self.topic]

    @property
    def is_ready(self) -> bool:
        return not self.gaps


@dataclass(frozen=True)
class PartState:
    part: Part
    tasks: tuple[Task, ...]

    @property
    def ready_count(self) -> int:
        return sum(task.is_ready for task in self.tasks)

    @property
    def is_ready(self) -> bool:
        return all(task.is_ready for task in self.tasks)


@dataclass(frozen=True)
class Completeness:
    tasks: tuple[Task, ...]
    # What is missing in the charter as a whole.
    of_whole: tuple[Gap, ...] = ()

    @cached_property
    def parts(self) -> tuple[PartState, ...]:
        return tuple(
            PartState(part, tuple(task for task in self.tasks if task.topic in topics))
            for part, topics in TOPICS_OF_PART.items()
        )

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return (*self.of_whole, *(gap for task in self.tasks for gap in task.gaps))

    @property
    def barring(self) -> tuple[Gap, ...]:
        """What bars publication."""
        return tuple(gap for gap in self.gaps if gap.bars)

    @property
    def unsaid(self) -> tuple[Gap, ...]:
        """Subjects about which nothing is said at all."""
        return tuple(gap for task in self.tasks for gap in task.gaps if not gap.languages)

    @property
    def lacking(self) -> tuple[tuple[str, tuple[Task, ...]], ...]:
        """Each language in which something begun is missing, with the subjects where it is."""
        found = {
            code: tuple(
                task for task in self.tasks if any(code in gap.languages for gap in task.gaps)
            )
            for code in LANGUAGES
        }
        return tuple((code, tasks) for code, tasks in found.items() if tasks)

    @property
    def ready_count(self) -> int:
        return sum(task.is_ready for task in self.tasks)

    @property
    def is_publishable(self) -> bool:
        return not self.barring

    @property
    def next_task(self) -> Task | None:
        """The first subject that is not ready: what bars publication before what does not."""
        barred = (task for task in self.tasks if any(gap.bars for gap in task.gaps))
        open_ones = (task for task in self.tasks if task.gaps)
        return next(barred, None) or next(open_ones, None)

    def task(self, topic: str) -> Task:
        return next(task for task in self.tasks if task.topic == topic)

    def after(self, topic: str) -> Task | None:
        """The next subject that is not ready, in the order of the form; at its end, from the beginning."""
        at = list(Topic).index(Topic(topic))
        following = [*self.tasks[at + 1 :], *self.tasks[:at]]
        return next((task for task in following if task.gaps), None)


@dataclass(frozen=True)
class Said:
    """A text under a subject; `must` where it may not be silent in all languages.

    Its name is asked only where it lacks something: of most texts nobody needs it.
    """

    what: Sentence
    text: Text
    must: bool = False
    commitment: int | None = None
    expectation: int | None = None
    bars: bool = True

    def is_in(self, code: str) -> bool:
        return bool((self.text.get(code) or "").strip())

    @property
    def is_begun(self) -> bool:
        return any(self.is_in(code) for code in LANGUAGES)


@dataclass
class _Lacks:
    """What is looked at for one subject, and what was found missing."""

    topic: Topic
    languages: Sequence[str]
    texts: list[Said] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def look_at(self, said: Iterable[Said]) -> None:
        for one in said:
            if not (one.must or one.is_begun):
                continue
            self.texts.append(one)
            if missing := tuple(code for code in self.languages if not one.is_in(code)):
                sentence = partial(_missing, one, missing)
                held = (one.commitment, one.expectation, one.bars)
                self.gaps.append(Gap(self.topic, sentence, missing, *held))

    def say(self, sentence: Sentence, *, bars: bool = True) -> None:
        self.gaps.append(Gap(self.topic, sentence, bars=bars))

    def state_of_languages(self) -> tuple[tuple[str, bool], ...]:
        """A language is there where something is said and no text lacks it."""
        return tuple(
            (code, bool(self.texts) and all(said.is_in(code) for said in self.texts))
            for code in self.languages
        )


def _missing(said: Said, languages: Sequence[str]) -> str:
    names = ", ".join(map(language_name, languages))
    return _("%(what)s: missing in %(languages)s") % {"what": said.what(), "languages": names}


def completeness(contents: Contents) -> Completeness:
    return Completeness(
        tuple(task_on(contents, topic) for topic in Topic), tuple(_of_whole(contents))
    )


def _of_whole(contents: Contents) -> Iterator[Gap]:
    if not contents.promises:
        yield Gap(Topic.SERVICES, lambda: _("No commitment yet: a charter makes at least one"))


def task_on(contents: Contents, topic: Topic) -> Task:
    """How far one subject is."""
    lacks = _Lacks(topic, contents.languages)
    held = contents.text_on(topic)
    promises = contents.promises_on(topic)
    if held.applies:
        lacks.look_at([Said(lambda: str(topic.label), held.text)])
    else:
        lacks.look_at([Said(lambda: _why(topic), held.reason, must=True)])
        if promises:
            lacks.say(lambda: _although(topic))
    lacks.look_at(said for promise in promises for said in _of_promise(promise))
    if topic == Topic.EXPECTATIONS:
        lacks.look_at(_of_expectations(contents))
    if topic == Topic.SERVICES:
        lacks.look_at(_of_services(contents))
    if not lacks.texts:
        lacks.say(
            lambda: _("%(subject)s: nothing said yet") % {"subject": topic.label},
            bars=topic in ELEMENTS or topic in ALWAYS_WRITTEN,
        )
    return Task(
        topic,
        tuple(lacks.gaps),
        lacks.state_of_languages(),
        is_begun=any(said.is_begun for said in lacks.texts),
        applies=held.applies,
        promises=tuple(promises),
    )


def _why(topic: Topic) -> str:
    return _("%(subject)s: why it does not apply") % {"subject": topic.label}


def _although(topic: Topic) -> str:
    return _("%(subject)s: said not to apply, although there are commitments") % {
        "subject": topic.label
    }


def _of_promise(promise: Promise) -> Iterator[Said]:
    def named() -> str:
        return _("Commitment %(number)s") % {"number": promise.number}

    def part(name: str) -> Sentence:
        return lambda: _("%(commitment)s, %(part)s") % {"commitment": named(), "part": _(name)}

    has_figure = promise.metric == Metric.YEARLY_FIGURE
    yield Said(named, promise.text, must=True, commitment=promise.key)
    for name, text, must in (
        (gettext_noop("explanation"), promise.explanation, False),
        (gettext_noop("name of the figure"), promise.figure_name, has_figure),
        (gettext_noop("unit of the figure"), promise.figure_unit, False),
        (gettext_noop("why it changes"), promise.change_reason, False),
    ):
        if text or must:
            yield Said(part(name), text, must=must, commitment=promise.key)


def _of_expectations(contents: Contents) -> Iterator[Said]:
    for number, wish in enumerate(contents.expectations, start=1):
        yield Said(partial(_expectation, number), wish.text, must=True, expectation=wish.key)


def _expectation(number: int) -> str:
    return _("Expectation %(number)s") % {"number": number}


def _of_services(contents: Contents) -> Iterator[Said]:
    """Named in the catalogue, where another page repairs them: they bar nothing."""
    for offer in contents.services:
        yield Said(partial(_service, offer), offer.name, bars=False)


def _service(offer: Offer) -> str:
    return _("Service “%(name)s”") % {"name": offer.name}
