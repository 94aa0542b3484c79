"""Reports are asked for, made by a job, and kept as files; the Network's own texts between their figures."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pikepdf
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from charters.papers import write_whole
from core.errors import NotAllowedError
from core.pdf import render_pdf_from_html
from core.texts import Text
from indicators.enums import CampaignStatus, ReportKind, ReportPart, ReportStatus
from indicators.models import Campaign, Report, ReportText, Submission
from indicators.querysets import CampaignQuerySet
from indicators.report_printing import html_of
from organisations.models import Organisation, User

TASK = "indicators.make_report"
UNDER_WAY = (ReportStatus.WAITING, ReportStatus.IN_PROGRESS)
# Tries after the first one; a report is waited for, so they come soon.
TRIES = 2
# Of a hundred, as they were measured: the style of every element takes a quarter of the time, the
# pages two quarters, the file the last one.
BEGUN, WRITTEN_AS_HTML, STYLED, LAID_OUT, WRITTEN = 1, 5, 25, 70, 98
# Steps in the log of WeasyPrint that end one of these.
STEPS = {"Step 4": 15, "Step 5": STYLED, "Step 6": LAID_OUT}
# The browser asks every two seconds; more is of no use to anybody.
PAGES_BETWEEN = 5
PAGES_BESIDE_ORGANISATIONS = 30


@transaction.atomic
def ask_for_report(
    campaign: Campaign, *, by: User | None, language: str, organisation: Organisation | None = None
) -> Report:
    """The report that is being made already, if there is one; else a row first, then its job."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if not has_figures(locked, organisation):
        raise NotAllowedError(_("There are no attested figures of this year yet."))
    kind = ReportKind.NETWORK if organisation is None else ReportKind.ORGANISATION
    same = Report.objects.filter(
        campaign=locked, kind=kind, organisation=organisation, language=language
    )
    for report in same.filter(status__in=UNDER_WAY):
        if is_at_work(report):
            return report
        report.status = ReportStatus.FAILED
        report.save(update_fields=["status"])
    report = Report.objects.create(
        campaign=locked, kind=kind, organisation=organisation, language=language, asked_by=by
    )
    make_report.defer(report_id=report.pk)
    return report


def has_figures(campaign: Campaign, organisation: Organisation | None) -> bool:
    return with_figures(organisation).filter(pk=campaign.pk).exists()


def with_figures(organisation: Organisation | None = None) -> CampaignQuerySet:
    """The years that a report can be made of, the newest first."""
    attested = Submission.objects.in_force()
    if organisation is not None:
        attested = attested.for_organisation(organisation)
    return Campaign.objects.filter(pk__in=attested.values("campaign")).order_by("-year")


def is_at_work(report: Report) -> bool:
    """Whether a job still stands behind a report that is not made: the queue gives up in the end."""
    return ProcrastinateJob.objects.filter(
        task_name=TASK, args__report_id=report.pk, status__in=("todo", "doing")
    ).exists()


@app.task(
    name=TASK,
    queue="papers",
    retry=RetryStrategy(max_attempts=TRIES, wait=5),
    pass_context=True,
)
def make_report(context: JobContext, *, report_id: int) -> None:
    """No transaction is around it: how far it is, everybody sees at once."""
    report = Report.objects.select_related("campaign", "organisation").get(pk=report_id)
    if report.status in (ReportStatus.READY, ReportStatus.FAILED):
        return
    if context.job.attempts > TRIES:  # it keeps ending its worker
        _tell(report, report.progress, status=ReportStatus.FAILED)
        return
    try:
        make(report)
    except Exception:
        is_last = context.job.attempts >= TRIES
        status = ReportStatus.FAILED if is_last else ReportStatus.WAITING
        _tell(report, 0, status=status)
        raise


def make(report: Report) -> None:
    """Done again after a worker was ended, it begins anew; under the name of a file is never half of one."""
    _tell(report, BEGUN, status=ReportStatus.IN_PROGRESS)
    made_at = timezone.now()
    html = html_of(
        report.campaign, report.organisation, report.language, timezone.localdate(made_at)
    )
    _tell(report, WRITTEN_AS_HTML)
    expected = _expected_pages(report)
    with progress_of_layout(lambda progress: _tell(report, progress), expected):
        pdf = render_pdf_from_html(html, language=report.language)
    _tell(report, WRITTEN)
    path = f"reports/{report.campaign.year}/{name_of(report, with_key=True)}"
    write_whole(Path(settings.MEDIA_ROOT) / path, pdf)
    with pikepdf.open(BytesIO(pdf)) as read:
        report.pages = len(read.pages)
    report.path, report.size = path, len(pdf)
    report.sha256 = hashlib.sha256(pdf).hexdigest()
    report.made_at = made_at
    _tell(report, 100, status=ReportStatus.READY)


def _tell(report: Report, progress: int, *, status: ReportStatus | None = None) -> None:
    report.progress = progress
    if status:
        report.status = status
    report.save(update_fields=["progress", "status", "path", "size", "sha256", "pages", "made_at"])


def step_in_words(progress: int) -> str:
    """What the job is at."""
    if progress < BEGUN:
        return _("It begins in a moment.")
    if progress < WRITTEN_AS_HTML:
        return _("The figures are being read.")
    return (
        _("The pages are being laid out.")
        if progress < LAID_OUT
        else _("The file is being written.")
    )


def _expected_pages(report: Report) -> int:
    """As many as the last one had; of the first one, what its organisations need."""
    before = Report.objects.filter(kind=report.kind, pages__isnull=False).exclude(pk=report.pk)
    last = before.filter(organisation=report.organisation_id).first()
    if last and last.pages:
        return last.pages
    if report.organisation_id:
        return PAGES_BESIDE_ORGANISATIONS
    return PAGES_BESIDE_ORGANISATIONS + report.campaign.members.count()


def _so_far(record: logging.LogRecord, expected: int) -> int:
    """How far a line of WeasyPrint's log says that it is."""
    step = STEPS.get(record.msg[: len("Step 4")], 0)
    page = record.args[0] if isinstance(record.args, tuple) and record.args else 0
    if step != STYLED or not isinstance(page, int) or page % PAGES_BETWEEN:
        return step
    return round(STYLED + (LAID_OUT - STYLED) * min(1.0, page / expected))


@contextmanager
def progress_of_layout(tell: Callable[[int], None], expected: int) -> Iterator[None]:
    """While WeasyPrint works in this thread; its log is where it says what it does."""

    class Listener(logging.Handler):
        highest = WRITTEN_AS_HTML

        def emit(self, record: logging.LogRecord) -> None:
            progress = _so_far(record, expected) if record.thread == thread else 0
            # Pages are laid out again for their numbers in the contents: that goes no way back.
            if progress > self.highest:
                self.highest = progress
                tell(progress)

    thread = threading.get_ident()
    log, listener = logging.getLogger("weasyprint.progress"), Listener()
    level, propagates = log.level, log.propagate
    log.addHandler(listener)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.setLevel(level)
        log.propagate = propagates


def path_of(report: Report) -> Path:
    return Path(settings.MEDIA_ROOT) / report.path


def name_of(report: Report, *, with_key: bool = False) -> str:
    """For whoever saves it; the report was read with its campaign and its organisation."""
    whose = report.organisation.slug if report.organisation else "network"
    parts = [whose, str(report.campaign.year), report.language]
    return f"{'-'.join([*parts, str(report.pk)] if with_key else parts)}.pdf"


def public_reports() -> list[Report]:
    """The last report of the Network in each language of each published year; one made before is no public one."""
    rows = Report.objects.filter(
        campaign__status=CampaignStatus.PUBLISHED,
        kind=ReportKind.NETWORK,
        status=ReportStatus.READY,
        made_at__gte=F("campaign__published_at"),
    )
    found: dict[tuple[int, str], Report] = {}
    for row in rows.select_related("campaign", "organisation").order_by("-campaign__year", "-pk"):
        found.setdefault((row.campaign.year, row.language), row)
    return list(found.values())


@transaction.atomic
def write_text(
    campaign: Campaign, part: ReportPart, *, text: Mapping[str, str], seen: int | None = None
) -> ReportText:
    """What the Network says in a part of a year's report; `seen`: the revision its writer read."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    row = ReportText.objects.filter(campaign=campaign, part=part).first() or ReportText(
        campaign=campaign, part=part, revision=0
    )
    if seen not in (None, row.revision):
        raise NotAllowedError(
            _("Somebody changed this text since you opened it. Copy yours, and look at theirs.")
        )
    row.text = Text({code: words for code, words in text.items() if words})
    row.revision += 1
    row.save()
    return row
