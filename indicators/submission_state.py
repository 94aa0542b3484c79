"""Where a submission stands: the steps on its way, what each section still lacks, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.templatetags.ui import day_plain, number
from indicators.asking import Asked
from indicators.enums import Section, SubmissionStatus, ValueState
from indicators.models import Measurement, Submission
from indicators.permissions import can_attest, can_prepare_figures
from indicators.submitting import differs, said_of
from organisations.models import Membership


@dataclass(frozen=True)
class Step:
    """Of the stepper: done, here, or to come."""

    label: str
    detail: str
    state: str


@dataclass(frozen=True)
class SectionState:
    """What a section holds, and what is still to be looked at in it."""

    section: Section
    figures: int
    lacking: int
    differing: int
    # Questions without an answer.
    open_count: int

    @property
    def is_ready(self) -> bool:
        return not self.lacking and not self.open_count


@dataclass(frozen=True)
class Next:
    """What to do now, and why; without an address there is nothing to do for this reader."""

    sentence: str
    label: str = ""
    url: str = ""


ORDER = [SubmissionStatus.IN_PREPARATION, SubmissionStatus.SUBMITTED, SubmissionStatus.ATTESTED]


def steps(submission: Submission) -> list[Step]:
    """A submission that was returned is being prepared again."""
    status = submission.status
    if status == SubmissionStatus.RETURNED:
        status = SubmissionStatus.IN_PREPARATION
    here = ORDER.index(SubmissionStatus(status))
    details = [
        _("returned with remarks") if submission.status == SubmissionStatus.RETURNED else "",
        day_plain(submission.submitted_at) if here > 0 else "",
        day_plain(submission.attested_at),
    ]
    labels = (
        pgettext("step of figures", "In preparation"),
        pgettext("step of figures", "Submitted"),
        pgettext("step of figures", "Attested"),
    )
    last = len(ORDER) - 1
    return [
        Step(
            label,
            details[place],
            "done" if place < here or place == here == last else "here" if place == here else "",
        )
        for place, label in enumerate(labels)
    ]


def sections(rows: Iterable[Measurement], asked: Sequence[Asked]) -> list[SectionState]:
    by_section: dict[str, list[Measurement]] = {}
    section_of: dict[str, str] = {}
    for row in rows:
        by_section.setdefault(row.indicator.section, []).append(row)
        section_of[row.indicator.code] = row.indicator.section
    open_in = [section_of.get(one.question.figure[0]) for one in asked if not one.answer]
    return [
        SectionState(
            section,
            figures=len(by_section[section]),
            lacking=sum(row.state == ValueState.NOT_PROVIDED for row in by_section[section]),
            differing=sum(differs(row, said_of(row)) for row in by_section[section]),
            open_count=open_in.count(section),
        )
        for section in Section
        if section in by_section
    ]


def next_step(
    submission: Submission,
    membership: Membership,
    found: Sequence[SectionState],
    asked: Sequence[Asked],
) -> Next:
    place = [submission.organisation.slug, submission.campaign.year]
    if submission.status == SubmissionStatus.ATTESTED:
        return Next(_("The figures are attested and do not change any more."))
    if submission.status == SubmissionStatus.SUBMITTED:
        if can_attest(membership):
            url = reverse("indicators:attestation", args=place)
            return Next(_("The figures wait for you."), _("Look at them and decide"), url)
        return Next(_("The head of the organisation attests them, or hands them back."))
    if not can_prepare_figures(membership):
        return Next(_("The figures are being prepared."))
    return _next_of_preparers(place, found, asked)


def _next_of_preparers(
    place: list[object], found: Sequence[SectionState], asked: Sequence[Asked]
) -> Next:
    lacking = next((one for one in found if one.lacking), None)
    still_open = sum(not one.answer for one in asked)
    if lacking is not None and lacking.lacking == lacking.figures:
        url = reverse("indicators:submission_figures", args=[*place, lacking.section])
        words = _("Nothing is filled in yet under “%(section)s”.")
        return Next(words % {"section": lacking.section.label}, _("Fill in the figures"), url)
    if still_open:
        words = ngettext(
            "%(n)s question asks for an explanation.",
            "%(n)s questions ask for an explanation.",
            still_open,
        )
        url = reverse("indicators:submission_questions", args=place)
        return Next(words % {"n": number(still_open)}, _("Answer the questions"), url)
    total = sum(one.lacking for one in found)
    words = _("Everything is filled in.")
    if total:
        counted = ngettext(
            "%(n)s figure is marked as not provided.",
            "%(n)s figures are marked as not provided.",
            total,
        )
        words = counted % {"n": number(total)}
    return Next(words, _("Go on to submit"), reverse("indicators:submission_sending", args=place))
