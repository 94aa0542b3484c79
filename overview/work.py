"""A member's tasks: each says what is to be done, with what, and by when; the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charters.duties import Duty, duties
from complaints.due_words import end_of_week
from complaints.enums import EventCode, Move, Status
from complaints.models import Case, CaseLetter
from complaints.next_steps import label, next_move, waits_for
from complaints.permissions import can_read
from complaints.querysets import NOTHING_DUE
from core.pages import Count, count
from core.templatetags.ui import day_short, days_from_now
from indicators.duties import duties_of
from organisations.enums import LetterChannel, LetterStatus, Role
from organisations.models import Letter, Membership
from processes.enums import ActionState
from processes.models import Action
from processes.querysets import ActionQuerySet

# Cases of one stretch, since the register lists the rest; letters and improvements.
MOST_TASKS, MOST_OTHERS = 15, 25
# Cases that are read at once: in most organisations all that wait, whatever stretch they stand in.
MOST_READ = 3 * MOST_TASKS
ONE_DAY = timedelta(days=1)
# Moves for which what the complainant replied changes what is to be done.
EXAMINING = {Move.QUALIFY, Move.PROPOSE, Move.ANSWER}


@dataclass(frozen=True)
class Task:
    """Verb first, then number and matter, then the day."""

    verb: str
    url: str
    number: str
    about: str
    when: str
    tone: str = ""


@dataclass(frozen=True)
class TaskGroup:
    """Tasks of one stretch of time; `more_url` leads to the rest."""

    title: str
    until: str
    tasks: Sequence[Task]
    state: str = ""
    more_url: str = ""


@dataclass(frozen=True)
class Stretch:
    """Days under one heading, both included; `query` finds them in the register."""

    title: str
    first: date
    last: date
    query: str
    until: str = ""
    state: str = ""

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def stretches(today: date) -> list[Stretch]:
    """Late, today, this week, later, without due date."""
    sunday = end_of_week(today)
    last_day = pgettext("this week", "until %(day)s") % {"day": date_format(sunday, "l j")}
    this_week, still_open = "due=week&status=open", "status=open"
    return [
        Stretch(_("Late"), date.min, today - ONE_DAY, "due=late&status=open", state="late"),
        Stretch(_("Today"), today, today, this_week, date_format(today, "l j"), "here"),
        Stretch(_("This week"), today + ONE_DAY, sunday, this_week, last_day),
        Stretch(_("Later"), sunday + ONE_DAY, NOTHING_DUE - ONE_DAY, still_open),
        Stretch(_("Without due date"), NOTHING_DUE, NOTHING_DUE, still_open),
    ]


def task_groups(membership: Membership, today: date) -> list[TaskGroup]:
    """The tasks of each stretch; a stretch without tasks is left out."""
    register = reverse("complaints:list", args=[membership.organisation.slug])
    days = stretches(today)
    reads = can_read(membership)
    letters = letter_tasks(membership) if reads else []
    cases = most_urgent(membership, days) if reads else [[] for _stretch in days]
    actions = list(open_actions(membership))
    others = [*duties(membership, today), *duties_of(membership, today)]
    groups = []
    for stretch, due in zip(days, cases, strict=True):
        tasks = [case_task(membership, case, register, today) for case in due[:MOST_TASKS]]
        if stretch.holds(today):
            tasks = letters + tasks
        tasks += [action_task(action, today) for action in actions if stretch.holds(action.due_on)]
        tasks += [duty_task(duty, today) for duty in others if stretch.holds(duty.due)]
        more_url = f"{register}?{stretch.query}" if len(due) > MOST_TASKS else ""
        if tasks:
            groups.append(TaskGroup(stretch.title, stretch.until, tasks, stretch.state, more_url))
    return groups


def open_actions(membership: Membership) -> ActionQuerySet:
    """The open improvements that the member owns, whatever their role, by due date."""
    owned = Action.objects.for_organisation(membership.organisation).owned_by(membership.user_id)
    shown = ("title", "state", "due_on", "organisation__code", "service__name")
    rows = owned.open().select_related("service", "organisation").only(*shown)
    return rows.order_by("due_on", "pk")[:MOST_OTHERS]


def action_task(action: Action, today: date) -> Task:
    verb = {
        ActionState.PLANNED: pgettext("task", "Start the improvement"),
        ActionState.UNDER_WAY: pgettext("task", "Finish the improvement"),
    }[ActionState(action.state)]
    when, tone = due_words(action.due_on, today)
    return Task(
        verb, action.get_absolute_url(), action.title, str(action.service or ""), when, tone
    )


def duty_task(duty: Duty, today: date) -> Task:
    when, tone = due_words(duty.due, today)
    return Task(duty.verb, duty.url, duty.about, "", when, tone)


def most_urgent(membership: Membership, days: Sequence[Stretch]) -> list[list[Case]]:
    """The cases with something to do for the member: of each stretch those shown, and one more if there is."""
    cases = Case.objects.visible_to(membership).open().filter(waits_for(membership))
    cases = cases.as_tasks().order_by("next_due", "pk")
    ahead = list(cases[:MOST_READ])
    found = []
    for stretch in days:
        due = [case for case in ahead if stretch.holds(case.next_due)]
        may_hold_more = len(ahead) == MOST_READ and ahead[-1].next_due <= stretch.last
        if may_hold_more and len(due) <= MOST_TASKS:
            ahead = list(cases.filter(next_due__gte=stretch.first)[:MOST_READ])
            due = [case for case in ahead if stretch.holds(case.next_due)]
        found.append(due)
    return found


def case_task(membership: Membership, case: Case, register: str, today: date) -> Task:
    move = next_move(membership, case)
    verb = label(move, case) if move else ""
    if move in EXAMINING and case.last_event == EventCode.REPLIED:  # type: ignore[attr-defined]
        verb = _("Read the reply and go on")
    elif move in EXAMINING and case.last_event == EventCode.WAITING_ENDED:  # type: ignore[attr-defined]
        verb = _("No reply came: go on with what is known")
    when, tone = due_words(case.next_due, today)
    return Task(verb, f"{register}{case.pk}/", case.number or "", case.subject, when, tone)


def due_words(due: date, today: date) -> tuple[str, str]:
    if due == NOTHING_DUE:
        return pgettext("task", "no due date"), ""
    if due < today:
        return days_from_now(due, today), "late"
    if due == today:
        return pgettext("task", "last day"), "soon"
    if due <= end_of_week(today):
        return date_format(due, "l j"), ""
    return day_short(due, today), ""


def letter_tasks(membership: Membership) -> list[Task]:
    """Letters that were refused, that may have left, or that wait for the post."""
    letters = Letter.objects.for_organisation(membership.organisation).needing_someone()
    if not (membership.has(Role.COORDINATOR) and letters.exists()):
        return []
    rows = CaseLetter.objects.filter(
        organisation=membership.organisation_id,
        letter__in=letters,
        case__in=Case.objects.visible_to(membership),
    )
    shown = ("letter__status", "letter__channel", "letter__subject", "case__number")
    found = rows.select_related("letter", "case").only(*shown).order_by("letter")[:MOST_OTHERS]
    return [letter_task(membership, row) for row in found]


def letter_task(membership: Membership, row: CaseLetter) -> Task:
    slug = membership.organisation.slug
    url = reverse("complaints:letter", args=[slug, row.case_id, row.letter_id])
    letter = row.letter
    verb, when, tone = {
        LetterStatus.FAILED: (_("Send the letter again"), _("not sent"), "late"),
        LetterStatus.SENDING: (_("Check whether the letter left"), _("may have left"), "soon"),
    }.get(LetterStatus(letter.status), (_("Print and post the letter"), _("for the post"), ""))
    if letter.channel == LetterChannel.POST:
        verb = _("Print and post the letter")
    return Task(verb, url, row.case.number or "", letter.subject, when, tone)


def task_count(groups: Sequence[TaskGroup]) -> int | None:
    """How many tasks there are; None where a group holds more than it shows."""
    if any(group.more_url for group in groups):
        return None
    return sum(len(group.tasks) for group in groups)


@dataclass(frozen=True)
class Figure:
    """A line of the register this morning, and where its cases are listed."""

    label: str
    number: Count
    url: str


def this_morning(membership: Membership, today: date) -> list[Figure]:
    """What the register holds now, for those who read it."""
    if not can_read(membership):
        return []
    cases = Case.objects.visible_to(membership)
    first = today.replace(month=1, day=1)
    url = reverse("complaints:list", args=[membership.organisation.slug])
    return [
        Figure(_("Open cases"), count(cases.open()), f"{url}?status=open"),
        Figure(_("Without handler"), count(cases.without_handler()), f"{url}?status=to_assign"),
        Figure(
            _("Waiting for the complainant"),
            count(cases.filter(status=Status.WAITING)),
            f"{url}?status=waiting",
        ),
        Figure(
            _("Received since 1 January"),
            count(cases.received_between(first, today)),
            f"{url}?status=any&period=this_year",
        ),
    ]
