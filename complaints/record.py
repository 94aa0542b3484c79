"""What the page of a case and its file tell: when it is due and why, its facts, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from complaints.clock import answer_deadline
from complaints.enums import (
    BEFORE_ANSWER,
    Admissibility,
    Channel,
    ComplaintType,
    Decision,
    Finding,
    Nature,
    Outcome,
    Purpose,
    Remedy,
    SecondLine,
)
from complaints.models import Attachment, Case, CaseLetter, Message
from complaints.placing import name_of
from complaints.tracking import without_code
from core.deadlines import Deadline
from core.templatetags.ui import day_plain, days_from_now, tone_of_due
from organisations.enums import LetterChannel, LetterStatus
from organisations.models import NormOfConduct
from processes.enums import Stage
from processes.models import Step

# What an exchange tells of a letter.
OF_LETTERS = (
    "case",
    "purpose",
    "letter__status",
    "letter__channel",
    "letter__language",
    "letter__text",
    "letter__written_at",
    "letter__sent_at",
    "letter__written_by__name",
    "letter__written_by__email",
)


@dataclass(frozen=True)
class DuePanel:
    """One date in large, what it means, and the steps that lead to it."""

    title: str
    day: date | None
    words: str
    tone: str = ""
    deadline: Deadline | None = None
    acknowledge_by: date | None = None
    starts: str = ""
    starts_on: date | None = None


def due_panel(case: Case) -> DuePanel:
    """Before the answer its due date; afterwards what became of it."""
    if case.status in BEFORE_ANSWER:
        return open_panel(case)
    if case.answered_on:
        return DuePanel(_("Answered on"), case.answered_on, kept_or_not(case))
    return DuePanel(_("Closed on"), case.closed_on, capfirst(label(Outcome, case.outcome)))


def open_panel(case: Case) -> DuePanel:
    deadline = answer_deadline(case)
    acknowledge_by = None if case.acknowledged_on else case.acknowledgement_due
    if deadline is None:
        title, day, words = _("Answer"), None, _("No limit set")
    elif deadline.due is None:
        title, day = _("The clock stands still"), None
        words = _("until the complainant replies")
    else:
        title, day, words = _("Answer by"), deadline.due, days_from_now(deadline.due)
    again = case.reopened_on
    return DuePanel(
        title,
        day,
        words,
        tone_of_due(day),
        deadline,
        acknowledge_by,
        starts=_("Reopened")
        if again
        else _("Received: %(channel)s") % {"channel": label(Channel, case.channel)},
        starts_on=again or case.received_on,
    )


def kept_or_not(case: Case) -> str:
    """How the first answer lies to its due date; a later one is not measured."""
    if case.answer_due is None or case.answered_on is None:
        return ""
    if case.answered_on != case.first_answered_on:
        return _("answered again after a reopening")
    late = (case.answered_on - case.answer_due).days
    due = {"due": day_plain(case.answer_due), "days": late}
    if late <= 0:
        return _("in time: it was due on %(due)s") % due
    return (
        ngettext(
            "%(days)d day late: it was due on %(due)s",
            "%(days)d days late: it was due on %(due)s",
            late,
        )
        % due
    )


@dataclass(frozen=True)
class Fact:
    """A line of the summary."""

    label: str
    value: str
    url: str = ""


def label(choices: type[TextChoices], code: str) -> str:
    """The word for a code, empty for none; `get_…_display` would translate every other choice too."""
    return str(choices(code).label) if code else ""


def facts(case: Case, step: Step | None) -> list[Fact]:
    """The summary: what is known, and nothing that is empty; `step` is the one of `shown_step`."""
    found = [*who_wrote(case), *what_about(case, step), *what_was_found(case)]
    return [fact for fact in found if fact.value]


def who_wrote(case: Case) -> list[Fact]:
    person = case.complainant
    languages = dict(settings.LANGUAGES)
    return [
        Fact(_("Complainant"), person.name or capfirst(_("anonymous"))),
        Fact(_("On behalf of"), person.on_behalf_of),
        Fact(_("E-mail address"), person.email, f"mailto:{person.email}"),
        Fact(_("Telephone"), person.telephone, f"tel:{person.telephone.replace(' ', '')}"),
        Fact(_("Postal address"), person.address),
        Fact(_("Language"), languages.get(case.language, case.language)),
        Fact(
            _("Language of letters"),
            languages.get(case.letter_language, "")
            if case.letter_language != case.language
            else "",
        ),
    ]


def what_about(case: Case, step: Step | None) -> list[Fact]:
    return [
        Fact(_("Received on"), day_plain(case.received_on)),
        Fact(_("Brought in from the file"), case.register_file.name if case.register_file else ""),
        Fact(_("Channel"), capfirst(label(Channel, case.channel))),
        Fact(pgettext("catalogue", "Service"), str(case.service or "")),
        Fact(_("Promise not kept, in the complainant's view"), str(case.commitment or "")),
        Fact(_("Stage"), capfirst(label(Stage, case.stage))),
        Fact(_("Step"), name_of(step)),
        Fact(_("Department"), str(case.department or "")),
        Fact(_("Handler"), str(case.handler or "")),
        Fact(_("Forwarded to"), case.forwarded_to),
    ]


def what_was_found(case: Case) -> list[Fact]:
    norms = NormOfConduct.objects.filter(pk__in=case.norms) if case.norms else ()
    return [
        Fact(_("Ground of inadmissibility"), str(case.inadmissibility_ground or "")),
        Fact(_("Proposed finding"), capfirst(label(Finding, case.proposed_finding))),
        Fact(_("Proposed decision"), capfirst(label(Decision, case.proposed_decision))),
        Fact(_("Finding"), capfirst(label(Finding, case.finding))),
        Fact(_("Decision"), capfirst(label(Decision, case.decision))),
        Fact(_("Type"), capfirst(label(ComplaintType, case.type))),
        Fact(_("Norms not respected"), ", ".join(str(norm) for norm in norms)),
        Fact(_("Cause"), str(case.cause or "")),
        Fact(_("Remedy"), capfirst(label(Remedy, case.remedy))),
        Fact(_("Second line"), second_line(case)),
    ]


def second_line(case: Case) -> str:
    if case.second_line is None:
        return ""
    words = {
        True: _("%(body)s: it overturned our answer"),
        False: _("%(body)s: it upheld our answer"),
        None: _("%(body)s: it asked us for information")
        if case.second_line_kind == SecondLine.ASKED
        else _("%(body)s: the complainant went there"),
    }[case.second_line_overturned]
    return words % {"body": case.second_line}


@dataclass(frozen=True)
class Exchange:
    """Something that was said: by them, by us, or a draft that has not left."""

    side: str
    title: str
    at: datetime | None
    on: date
    details: Sequence[str]
    text: str
    language: str = ""
    files: Sequence[Attachment] = ()
    letter: CaseLetter | None = None

    @property
    def place_in_time(self) -> tuple[date, float]:
        return self.on, self.at.timestamp() if self.at else 0


def exchanges(case: Case) -> list[Exchange]:
    """The first text, what was answered to it and by whom, oldest first; drafts last."""
    files: dict[int | None, list[Attachment]] = {}
    for attachment in case.attachments.all():
        files.setdefault(attachment.message_id, []).append(attachment)
    said = [first_text(case, files.get(None, []))]
    said += [
        of_message(case, message, files.get(message.pk, [])) for message in case.messages.all()
    ]
    letters = case.letters.select_related("letter__written_by").only(*OF_LETTERS)
    said += [of_letter(row) for row in letters]
    return sorted(said, key=lambda one: (one.side == "draft", one.place_in_time))


def complainant_of(case: Case) -> str:
    return case.complainant.name or _("The complainant, who stayed anonymous")


def first_text(case: Case, files: Sequence[Attachment]) -> Exchange:
    registered_on = timezone.localdate(case.registered_at)
    return Exchange(
        side="in",
        title=complainant_of(case),
        at=case.registered_at if registered_on == case.received_on else None,
        on=case.received_on,
        details=[label(Channel, case.channel)],
        text=case.text,
        language=case.language,
        files=files,
    )


def of_message(case: Case, message: Message, files: Sequence[Attachment]) -> Exchange:
    return Exchange(
        side="in",
        title=complainant_of(case),
        at=message.arrived_at,
        on=timezone.localdate(message.arrived_at),
        details=[label(Channel, message.channel)],
        text=message.text,
        language=case.language,
        files=files,
    )


def of_letter(row: CaseLetter) -> Exchange:
    letter = row.letter
    is_draft = letter.status == LetterStatus.DRAFT
    moment = letter.sent_at or letter.written_at
    title = capfirst(label(Purpose, row.purpose))
    if is_draft and row.purpose == Purpose.ANSWER:
        title = _("Proposed answer")
    details = [] if is_draft else [label(LetterChannel, letter.channel)]
    return Exchange(
        side="draft" if is_draft else "out",
        title=title,
        at=moment,
        on=timezone.localdate(moment),
        details=[
            *([str(letter.written_by)] if letter.written_by else []),
            *details,
            _("not yet sent") if is_draft else label(LetterStatus, letter.status),
        ],
        text=without_code(letter.text),
        language=letter.language,
        letter=row,
    )


def nature_in_words(case: Case) -> list[str]:
    """`complaint`, and for one whether it may be examined."""
    words = [str(capfirst(Nature(case.nature).label))]
    if case.admissibility:
        words.append(label(Admissibility, case.admissibility))
    return words
