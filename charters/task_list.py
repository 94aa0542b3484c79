"""The task list of a charter: where it stands, what is said on each subject, what comes next."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charters.completeness import Completeness, Task
from charters.contents import Contents, Promise
from charters.enums import CharterMove, CharterStatus, Part, Topic
from charters.guidance import guide_to
from charters.metric_words import target_words
from charters.models import Charter, Edition
from charters.permissions import can_edit_charter, can_move_charter
from charters.warnings import Warning, by_promise  # noqa: A004 - the word that people read
from core.rich_text import html_of, paragraphs_of, plain_of
from core.templatetags.ui import beginning, day_plain
from core.texts import language_name
from organisations.models import Membership

LANGUAGES = dict(settings.LANGUAGES)
# As much of a text as fits below its title.
BRIEF = 90
# Single subjects are named up to here; of more, their number is told.
MOST_NAMED = 4


@dataclass(frozen=True)
class Step:
    """A stage on the way to publication; `state` is done, here or empty."""

    label: str
    detail: str
    state: str


@dataclass(frozen=True)
class Row:
    """A subject in the list: what is said there so far, and in which language that is."""

    task: Task
    about: str
    language: str = ""
    warnings: int = 0


@dataclass(frozen=True)
class PartRows:
    number: int
    part: Part
    rows: tuple[Row, ...]
    ready_count: int
    state: str


@dataclass(frozen=True)
class Next:
    """What this member does next: a subject, or a page of the way to publication."""

    sentence: str
    label: str = ""
    topic: str = ""
    route: str = ""
    is_post: bool = False


@dataclass(frozen=True)
class Notice:
    """A line of what stands between the draft and its publication."""

    sentence: str
    topic: str = ""
    # Commitments are looked at together, not under one subject.
    about_commitments: bool = False
    bars: bool = True


# ── Where it stands ──────────────────────────────────────


def steps(charter: Charter, edition: Edition | None) -> list[Step]:
    order = [CharterStatus.DRAFT, CharterStatus.IN_REVIEW, CharterStatus.APPROVED]
    # An approved text waits for its publication; a published one waits for nothing.
    place = {status: at for at, status in enumerate(order)}
    here = {CharterStatus.APPROVED: 3, CharterStatus.PUBLISHED: 4}.get(
        CharterStatus(charter.status), place.get(CharterStatus(charter.status), 0)
    )
    languages = ngettext("in %(n)s language", "in %(n)s languages", len(charter.languages))
    published = (
        _("edition %(number)s, in force from %(day)s")
        % {"number": edition.number, "day": day_plain(edition.in_force_from)}
        if edition and charter.status == CharterStatus.PUBLISHED
        else languages % {"n": len(charter.languages)}
    )
    told = (
        (pgettext("step of a charter", "Draft"), _("subject by subject")),
        (pgettext("step of a charter", "Review"), _("colleagues read and remark")),
        (pgettext("step of a charter", "Approval"), _("by the head of the organisation")),
        (pgettext("step of a charter", "Publication"), published),
    )
    return [
        Step(label, detail, "done" if at < here else "here" if at == here else "")
        for at, (label, detail) in enumerate(told)
    ]


def next_step(charter: Charter, state: Completeness, membership: Membership) -> Next:
    """One thing to do, by the state of the charter and the roles of the reader."""
    if charter.status == CharterStatus.PUBLISHED:
        if not can_move_charter(membership, CharterMove.BEGIN):
            return Next(_("The edition in force is published. Nothing is being changed."))
        return Next(
            _("The edition in force stays as it is. To change the text, begin a new edition."),
            str(CharterMove.BEGIN.label),
            route="charters:new_edition",
            is_post=True,
        )
    if charter.status == CharterStatus.APPROVED:
        if not can_move_charter(membership, CharterMove.PUBLISH):
            return Next(_("The text is approved. The head of the organisation publishes it."))
        return Next(
            _("The text is approved. Choose the day from which it holds."),
            str(CharterMove.PUBLISH.label),
            route="charters:publication",
        )
    return _next_of_writing(charter, state, membership)


def _next_of_writing(charter: Charter, state: Completeness, membership: Membership) -> Next:
    in_review = charter.status == CharterStatus.IN_REVIEW
    if in_review and can_move_charter(membership, CharterMove.APPROVE):
        return Next(
            _(
                "The text waits for your approval: what is missing, what changes and what was said of it stand on one page."
            ),
            _("Look at it and decide"),
            route="charters:approval",
        )
    task = state.next_task
    if not can_edit_charter(membership):
        return Next(_("Read the subjects and say what you think of them."))
    if task and (state.barring or not in_review):
        return Next(
            _("%(gap)s.") % {"gap": _first_gap(task)},
            _("Go on with “%(subject)s”") % {"subject": task.topic.label},
            topic=task.topic,
        )
    if in_review:
        return Next(_("Everything is said. The head of the organisation approves the text."))
    return Next(
        _("Everything is said. Colleagues read it before it is approved."),
        str(CharterMove.SUBMIT.label),
        route="charters:submission",
    )


def _first_gap(task: Task) -> str:
    barring = [gap for gap in task.gaps if gap.bars]
    return str((barring or list(task.gaps))[0])


# ── Subject by subject ───────────────────────────────────


def parts(contents: Contents, state: Completeness, warned: Collection[int] = ()) -> list[PartRows]:
    """`warned` holds the key of a commitment once for each warning about it."""
    warnings = Counter(warned)
    here = state.next_task
    return [
        PartRows(
            number,
            part.part,
            tuple(
                Row(
                    task,
                    *_about(contents, task),
                    sum(warnings[promise.key] for promise in task.promises),
                )
                for task in part.tasks
            ),
            part.ready_count,
            "done" if part.is_ready else "here" if here and here.part == part.part else "",
        )
        for number, part in enumerate(state.parts, start=1)
    ]


def _about(contents: Contents, task: Task) -> tuple[str, str]:
    """What is said on the subject in a few words, and the language of these words ('' for the page's)."""
    if not task.applies:
        return _("Does not apply to us"), ""
    counts = list(_counts(contents, task))
    if counts:
        return " · ".join(counts), ""
    text = contents.text_on(task.topic).text
    if words := plain_of(str(text)).replace("\n", " "):
        return beginning(words, BRIEF), text.shown_language
    return str(guide_to(task.topic).brief), ""


def _counts(contents: Contents, task: Task) -> Iterator[str]:
    if task.topic == Topic.SERVICES and (services := len(contents.services)):
        yield ngettext("%(n)s service", "%(n)s services", services) % {"n": services}
    if task.topic == Topic.EXPECTATIONS and (wishes := len(contents.expectations)):
        yield ngettext("%(n)s expectation", "%(n)s expectations", wishes) % {"n": wishes}
    if number := len(task.promises):
        yield ngettext("%(n)s commitment", "%(n)s commitments", number) % {"n": number}
    if open_ones := sum(not promise.is_measured for promise in task.promises):
        yield ngettext("%(n)s not measured", "%(n)s not measured", open_ones) % {"n": open_ones}


# ── Before publication ───────────────────────────────────


def notices(contents: Contents, state: Completeness, warned: Collection[int] = ()) -> list[Notice]:
    return [
        *(Notice(f"{gap}", gap.topic) for gap in state.of_whole),
        *_unsaid(state),
        *_in_languages(state),
        *_of_commitments(contents, warned),
    ]


def _unsaid(state: Completeness) -> Iterator[Notice]:
    barring = [gap for gap in state.unsaid if gap.bars]
    named = barring if len(barring) <= MOST_NAMED else []
    yield from (Notice(str(gap), gap.topic) for gap in named)
    if barring and not named:
        sentence = ngettext(
            "%(n)s subject: nothing said yet", "%(n)s subjects: nothing said yet", len(barring)
        )
        yield Notice(sentence % {"n": len(barring)}, barring[0].topic)
    yield from (Notice(str(gap), gap.topic, bars=False) for gap in state.unsaid if not gap.bars)


def _in_languages(state: Completeness) -> Iterator[Notice]:
    for code, tasks in state.lacking:
        sentence = ngettext(
            "%(language)s is missing in %(n)s subject",
            "%(language)s is missing in %(n)s subjects",
            len(tasks),
        )
        facts = {"language": capfirst(language_name(code)), "n": len(tasks)}
        bars = any(gap.bars and code in gap.languages for task in tasks for gap in task.gaps)
        yield Notice(sentence % facts, tasks[0].topic, bars=bars)


def _of_commitments(contents: Contents, warned: Collection[int]) -> Iterator[Notice]:
    unmeasured = sum(not promise.is_measured for promise in contents.promises)
    if unmeasured:
        sentence = ngettext(
            "%(n)s commitment is not measured: nobody will see whether it is kept",
            "%(n)s commitments are not measured: nobody will see whether they are kept",
            unmeasured,
        )
        yield Notice(sentence % {"n": unmeasured}, about_commitments=True, bars=False)
    if warned:
        number = len(set(warned))
        sentence = ngettext(
            "%(n)s commitment has a warning", "%(n)s commitments have a warning", number
        )
        yield Notice(sentence % {"n": number}, about_commitments=True, bars=False)


# ── On the page of a subject ─────────────────────────────


@dataclass(frozen=True)
class PromiseRow:
    """A commitment in the list of its subject, with what it aims at in words."""

    promise: Promise
    words: str
    warnings: tuple[Warning, ...]


@dataclass(frozen=True)
class Reading:
    """The text as it will read in one language, paragraph by paragraph."""

    code: str
    name: str
    paragraphs: tuple[SafeString, ...]


def promise_rows(task: Task, warnings: Collection[Warning]) -> list[PromiseRow]:
    found = by_promise(warnings)
    return [
        PromiseRow(promise, target_words(promise), tuple(found.get(promise.key, ())))
        for promise in task.promises
    ]


def readings(contents: Contents, topic: Topic) -> list[Reading]:
    """Of the languages in which something is written."""
    text = contents.text_on(topic).text
    return [
        Reading(code, LANGUAGES[code], tuple(map(html_of, paragraphs_of(text[code]))))
        for code in contents.languages
        if text.get(code)
    ]


def is_redress_said(state: Completeness) -> bool:
    return state.task(Topic.REDRESS).is_ready


def neighbours(topic: str) -> Sequence[Topic | None]:
    """The subjects before and after, in the order of the form."""
    order = list(Topic)
    at = order.index(Topic(topic))
    return [order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None]
