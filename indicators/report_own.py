"""What stands in an organisation's own yearly report: its figures, what it said of them, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from core.charts import BarChart
from core.templatetags.ui import day_plain, leading
from indicators.asking import asked_of
from indicators.enums import Met, Section
from indicators.models import (
    Campaign,
    Criterion,
    CriterionStatus,
    Measurement,
    Submission,
)
from indicators.proofs import proofs_of
from indicators.report_contents import IN_SHORT
from indicators.report_figures import in_unit
from indicators.report_parts import (
    Chapter,
    Definition,
    Reading,
    Said,
    Stat,
    Told,
    beside_the_group,
    definitions_in_words,
    figure_chapter,
    findings_of,
    read,
    said,
    stats_of,
    told_of,
)
from organisations.models import Organisation
from processes.enums import ActionState
from processes.models import Action


@dataclass(frozen=True)
class Difference:
    """A figure that was declared otherwise than the register counts it."""

    label: str
    computed: str
    declared: str
    reason: str


@dataclass(frozen=True)
class Standing:
    """A criterion, and where the organisation stands on it."""

    name: Said
    state: str
    since: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Improvement:
    title: str
    state: str
    due: str


@dataclass(frozen=True)
class OwnReport:
    """The whole report in one language, in the order of its pages."""

    year: int
    organisation: Organisation
    group: str
    submission: Submission
    stats: Sequence[Stat]
    findings: BarChart | None
    told: Sequence[Told]
    chapters: Sequence[Chapter]
    questions: Sequence[Told]
    differences: Sequence[Difference]
    criteria: Sequence[Standing]
    improvements: Sequence[Improvement]
    definitions: Sequence[tuple[str, Sequence[Definition]]]


def own_report(campaign: Campaign, organisation: Organisation) -> OwnReport:
    """In the language that is active; of the version of its figures that counts."""
    submission = campaign.submissions.in_force().get(organisation=organisation)
    member = campaign.members.select_related("group").get(organisation=organisation)
    reading = read(campaign, organisation)
    return OwnReport(
        year=campaign.year,
        organisation=organisation,
        group=str(member.group),
        submission=submission,
        stats=stats_of(reading, organisation.code, IN_SHORT),
        findings=findings_of(reading, organisation.code),
        told=list(told_of(submission)),
        chapters=list(chapters(reading, organisation.code, member.group.code)),
        questions=list(answered(submission)),
        differences=list(differences(reading, submission)),
        criteria=list(criteria(organisation)),
        improvements=list(improvements(organisation, campaign.year)),
        definitions=definitions_in_words(reading.names),
    )


def chapters(reading: Reading, code: str, group: str) -> Iterator[Chapter]:
    for section in Section:
        chapter = figure_chapter(reading, section, code)
        if chapter is not None:
            codes = reading.names.in_tables(section)
            table = beside_the_group(
                reading,
                codes,
                subject=code,
                group=group,
                years=reading.years,
                caption=_("Over the years, and beside the group"),
            )
            yield replace(chapter, tables=[table])


def answered(submission: Submission) -> Iterator[Told]:
    """What the checks asked of the figures, with what the organisation said to it."""
    rows = submission.measurements.select_related("indicator", "definition")
    for one in asked_of(submission, rows):
        if one.answer:
            yield Told(one.question.sentence, one.answer)


def differences(reading: Reading, submission: Submission) -> Iterator[Difference]:
    rows = Measurement.objects.filter(
        submission=submission, computed__isnull=False, declared__isnull=False
    ).exclude(reason="")
    for row in rows.select_related("indicator", "definition"):
        unit = row.definition.unit
        dimension, _sign, part = row.breakdown.partition("=")
        label = reading.names.of(row.indicator.code)
        if name := reading.names.parts.get(dimension, {}).get(part):
            label = f"{leading(label)} {name}"
        if row.computed is not None and row.declared is not None and row.computed != row.declared:
            yield Difference(
                label, in_unit(row.computed, unit), in_unit(row.declared, unit), row.reason
            )


def criteria(organisation: Organisation) -> Iterator[Standing]:
    """Those that are written down; what is not declared yet says so, or what the register says of it."""
    rows = CriterionStatus.objects.for_organisation(organisation).standing()
    standing = {row.criterion_id: row for row in rows}
    proofs = proofs_of(organisation)
    for one in Criterion.objects.known():
        row = standing.get(one.pk)
        if row:
            since = _("since %(day)s") % {"day": day_plain(row.since)} if row.since else ""
            yield Standing(said(one.name), str(Met(row.met).label), since, row.evidence)
        elif one.proof:
            said_here = proofs[one.proof].sentence
            yield Standing(said(one.name), _("answered by the register"), evidence=said_here)
        else:
            yield Standing(said(one.name), _("not declared"))


def improvements(organisation: Organisation, year: int) -> Iterator[Improvement]:
    """Those that were planned or done in the year."""
    rows = Action.objects.filter(organisation=organisation)
    rows = rows.filter(created_on__year=year) | rows.filter(done_on__year=year)
    for row in rows.order_by("created_on", "pk"):
        if row.done_on:
            day = _("done on %(day)s") % {"day": day_plain(row.done_on)}
        else:
            day = _("due on %(day)s") % {"day": day_plain(row.due_on)}
        # That it is done is said once, with its day.
        state = "" if row.done_on and row.state == ActionState.DONE else row.get_state_display()
        yield Improvement(row.title, state, day)
