"""What is done with the yearly figures of an organisation: begun, declared, submitted, returned, attested, corrected.

Every verb locks the submission. What is sent from a page says up to which change its reader knew the
figures (`seen`); where they have changed since, the refusal tells what and by whom. The database
freezes what is attested: that status is the last thing written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.counting import counts
from core.errors import Fact, NotAllowedError, Version
from core.errors import Happening as Line
from core.row_security import organisation_context
from indicators import telling
from indicators.asked import Asked, Key, Words, asked_of
from indicators.asking import asked_of as questions_of
from indicators.asking import number_of
from indicators.enums import SUBMITTING, CampaignStatus, Happening, SubmissionStatus, ValueState
from indicators.evidence import Evidence, evidence_of, keeps_register
from indicators.models import (
    Campaign,
    CampaignMember,
    CheckAnswer,
    Measurement,
    Submission,
    SubmissionChange,
)
from indicators.releasing import refresh
from indicators.sources import figures
from indicators.tasks import tell_of_return
from indicators.typed_numbers import typed
from organisations.models import Organisation, User

MOST_TOLD = 20
CHANGES_FIGURES = frozenset({Happening.COMPUTED, Happening.BROUGHT_IN, Happening.DECLARED})
FILLED = (
    "definition",
    "state",
    "computed",
    "declared",
    "reason",
    "evidence_count",
    "evidence_hash",
)


@dataclass(frozen=True)
class Said:
    """What the organisation declares of one figure; without a number, what was computed counts."""

    state: str
    declared: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True)
class Told:
    """What the register gives for a submission, and the cases behind it."""

    values: Mapping[Key, Decimal | None]
    evidence: Evidence


def differs(row: Measurement, said: Said) -> bool:
    """Is something else said than what the register gives?"""
    if row.computed is None:
        return False
    return said.state != ValueState.VALUE or said.declared not in (None, row.computed)


def problem(row: Measurement, said: Said) -> str:
    """Why this cannot be said of the figure; empty where it can."""
    if said.state != ValueState.VALUE and said.declared is not None:
        return _("A number stands here, and “%(state)s” is chosen. Keep one of the two.") % {
            "state": ValueState(said.state).label
        }
    if said.state == ValueState.VALUE and said.declared is None and row.computed is None:
        return _("Write the number, or say that it is not provided or not applicable.")
    if differs(row, said) and not said.reason:
        return _("The register gives %(number)s. Say why it is something else.") % {
            "number": typed(row.computed)
        }
    return ""


def said_of(row: Measurement) -> Said:
    return Said(row.state, row.declared, row.reason)


def key_of(row: Measurement) -> Key:
    return row.indicator.code, row.breakdown


def name_of(key: Key) -> str:
    """As the history keeps it."""
    return ":".join(key)


def word_of(row: Measurement) -> str:
    """What counts of a figure: its number, or its state."""
    value = number_of(row)
    return row.state if value is None else typed(value)


def rows_of(submission: Submission) -> list[Measurement]:
    """Every figure, with what it is."""
    rows = submission.measurements.select_related(
        "indicator", "definition", "definition__indicator"
    )
    return list(rows.order_by("pk"))


def last_change(submission: Submission) -> int:
    """What a page carries as `seen`: its reader knows the submission up to here. A reminder changes nothing."""
    changes = submission.changes.exclude(happening=Happening.REMINDED)
    found: int | None = changes.aggregate(last=Max("pk"))["last"]
    return found or 0


# ── Begun, computed ──────────────────────────────────────


@transaction.atomic
def begin(campaign: Campaign, organisation: Organisation, *, by: User | None) -> Submission:
    """A row for every figure of the year, with what the register gives where it is kept here."""
    # Two who begin at once: the second one finds the first.
    members = CampaignMember.objects.select_for_update(of=("self",)).select_related("campaign")
    member = members.filter(campaign=campaign, organisation=organisation).first()
    if member is None or member.campaign.status == CampaignStatus.PREPARED:
        raise NotAllowedError(_("No figures of this year are asked of the organisation."))
    begun = Submission.objects.filter(campaign=campaign, organisation=organisation).first()
    if begun is not None:
        raise refusal(begun, _("The figures of this year are begun already."))
    submission = Submission.objects.create(campaign=campaign, organisation=organisation)
    _compute(submission)
    _record(submission, Happening.BEGUN, by=by)
    return submission


@transaction.atomic
def compute(submission: Submission, *, by: User | None) -> Submission:
    """Once more from the register as it is now; what was declared stays beside it."""
    found = _locked_for_change(submission)
    before = {key_of(row): word_of(row) for row in rows_of(found)}
    _compute(found)
    after = {key_of(row): word_of(row) for row in rows_of(found)}
    _record(found, Happening.COMPUTED, by=by, before=before, after=after)
    return found


def told_by_register(organisation: Organisation, campaign: Campaign) -> Told | None:
    """None where no register is kept here."""
    with organisation_context(organisation.pk):
        if not keeps_register(organisation):
            return None
        counted = counts(organisation, campaign.year, campaign.cut_off)
        values = {
            (code, value.breakdown): None if value.value is None else Decimal(str(value.value))
            for code, value in figures(counted)
        }
        return Told(values, evidence_of(organisation, campaign.year, campaign.cut_off))


def _compute(submission: Submission) -> None:
    """Bring the rows in step with the definitions and with the register."""
    told = told_by_register(submission.organisation, submission.campaign)
    submission.from_register = told is not None
    submission.computed_at = timezone.now() if told else None
    submission.save(update_fields=["from_register", "computed_at"])
    known = {key_of(row): row for row in rows_of(submission)}
    added: list[Measurement] = []
    kept: list[Measurement] = []
    for one in asked_of(submission.organisation, submission.campaign):
        row = known.pop(one.key, None)
        (added if row is None else kept).append(_filled(row or _row(submission, one), one, told))
    Measurement.objects.bulk_create(added)
    Measurement.objects.bulk_update(kept, FILLED)
    # What is no longer asked for.
    Measurement.objects.filter(pk__in=[row.pk for row in known.values()]).delete()


def _row(submission: Submission, one: Asked) -> Measurement:
    return Measurement(
        submission=submission, indicator=one.definition.indicator, breakdown=one.breakdown
    )


def _filled(row: Measurement, one: Asked, told: Told | None) -> Measurement:
    """As the register tells; what people said of the figure stays, unless it is the same now."""
    is_counted = told is not None and one.key in told.values
    was_said = row.declared is not None or bool(row.reason)
    row.definition = one.definition
    row.computed = told.values[one.key] if told and is_counted else None
    behind = told.evidence.of(*one.key) if told and is_counted else None
    row.evidence_count = behind.count if behind else None
    row.evidence_hash = behind.digest if behind else ""
    if row.declared is not None and row.declared == row.computed:
        row.declared, row.reason = None, ""
    if is_counted and not was_said:
        row.state = ValueState.NOT_APPLICABLE if row.computed is None else ValueState.VALUE
    elif row.state == ValueState.VALUE and number_of(row) is None:
        row.state = ValueState.NOT_PROVIDED
    return row


# ── Declared, answered ───────────────────────────────────


@transaction.atomic
def declare(
    submission: Submission,
    said: Mapping[Key, Said],
    *,
    by: User | None,
    seen: int,
    happening: Happening = Happening.DECLARED,
) -> int:
    """What the organisation says of these figures; gives how many of them changed.

    Others may change other figures meanwhile, also of the same page; of the same ones, the refusal
    shows both.
    """
    found = _locked_for_change(submission)
    rows = {key_of(row): row for row in rows_of(found)}
    known = {key: one for key, one in said.items() if key in rows}
    changed = {
        key: one
        for key, one in _meant(found, seen, rows, known).items()
        if said_of(rows[key]) != as_kept(rows[key], one)
    }
    before = {key: word_of(rows[key]) for key in changed}
    for key, one in changed.items():
        wrong = problem(rows[key], one)
        if wrong:
            raise refusal(found, wrong)
        kept = as_kept(rows[key], one)
        rows[key].state, rows[key].declared, rows[key].reason = (
            kept.state,
            kept.declared,
            kept.reason,
        )
    if not changed:
        return 0
    Measurement.objects.bulk_update([rows[key] for key in changed], ["state", "declared", "reason"])
    after = {key: word_of(rows[key]) for key in changed}
    _record(found, happening, by=by, before=before, after=after, all_told=True)
    return len(changed)


def as_kept(row: Measurement, said: Said) -> Said:
    """The same number as the register gives needs no mention."""
    if said.declared is not None and said.declared == row.computed:
        return Said(said.state)
    return said if differs(row, said) or row.computed is None else Said(said.state)


@transaction.atomic
def answer(
    submission: Submission, answers: Mapping[str, str], *, by: User | None, seen: int
) -> Submission:
    """What the organisation says to what the checks ask; an empty text takes an answer away.

    An answer that the sender left as it stood on the page leaves alone what others wrote meanwhile;
    where both wrote, the refusal shows both.
    """
    found = _locked_for_change(submission)
    before = dict(found.answers.values_list("question", "text"))
    on_page = before | _answers_on_page(found, seen)
    changed = {
        question: text
        for question, text in answers.items()
        if text not in (before.get(question, ""), on_page.get(question, ""))
    }
    both = [one for one in changed if before.get(one, "") != on_page.get(one, "")]
    if both:
        error = refusal(found, _("Others have answered the same question meanwhile."), since=seen)
        error.versions = _beside_answers(found, {one: changed[one] for one in both})
        raise error
    for question, text in changed.items():
        if text:
            found.answers.update_or_create(question=question, defaults={"text": text})
        else:
            found.answers.filter(question=question).delete()
    if changed:
        old = {question: before.get(question, "") for question in changed}
        _record(found, Happening.ANSWERED, by=by, old=old, new=changed)
    return found


def _answers_on_page(submission: Submission, seen: int) -> dict[str, str]:
    """Of the answers that changed since the page was shown, what stood on it."""
    later = submission.changes.filter(pk__gt=seen, happening=Happening.ANSWERED)
    found: dict[str, str] = {}
    # The newest first: what the first of them replaced stood on the page.
    for change in later:
        found |= change.old
    return found


def _beside_answers(submission: Submission, sent: Mapping[str, str]) -> Sequence[Version]:
    """What was sent, and what stands now, of the same questions."""
    asked = {one.question.key: one for one in questions_of(submission, rows_of(submission))}
    known = [(asked[key], text) for key, text in sent.items() if key in asked]
    return [
        Version(
            _("What you sent"),
            [Fact(one.question.sentence, text, differs=True) for one, text in known],
        ),
        Version(
            _("What stands now"),
            [Fact(one.question.sentence, one.answer, differs=True) for one, _text in known],
        ),
    ]


# ── Submitted, returned, attested ────────────────────────


@transaction.atomic
def submit(submission: Submission, *, by: User | None, seen: int, comment: str = "") -> Submission:
    """To the approver and to the Network; after the day on which figures are due it is marked late."""
    found = _locked_for(submission, SubmissionStatus.SUBMITTED, seen=seen)
    rows = rows_of(found)
    without_reason = [row for row in rows if differs(row, said_of(row)) and not row.reason]
    if without_reason:
        raise refusal(
            found, _("Where a figure differs from the register, a reason is still missing.")
        )
    asked = {one.question.key for one in questions_of(found, rows)}
    found.answers.exclude(question__in=asked).delete()
    now = timezone.now()
    # What was returned, or is corrected, had been given before: it is as late as it was then.
    if found.submitted_at is None and not found.is_correction:
        found.is_late = timezone.localdate(now) > found.campaign.due_on
    found.status, found.remarks, found.comment = SubmissionStatus.SUBMITTED, "", comment
    found.submitted_at, found.submitted_by = now, by
    found.save(
        update_fields=[
            "status",
            "remarks",
            "comment",
            "submitted_at",
            "submitted_by",
            "is_late",
        ]
    )
    _record(found, Happening.SUBMITTED, by=by, remarks=comment)
    with organisation_context(found.organisation_id):
        telling.submitted(found, at=now)
    return found


@transaction.atomic
def send_back(
    submission: Submission, *, by: User | None, seen: int, remarks: str, back_url: str = ""
) -> Submission:
    """By the Network coordinator or by the approver; the preparers go on with it, and are told by a job."""
    found = _locked_for(submission, SubmissionStatus.RETURNED, seen=seen, back_url=back_url)
    found.status, found.remarks = SubmissionStatus.RETURNED, remarks
    found.save(update_fields=["status", "remarks"])
    _record(found, Happening.RETURNED, by=by, remarks=remarks)
    tell_of_return.defer(organisation_id=found.organisation_id, submission_id=found.pk)
    return found


@transaction.atomic
def attest(submission: Submission, *, by: User | None, seen: int) -> Submission:
    """The head of the organisation answers for the figures as they were shown; they never change again."""
    found = _locked_for(submission, SubmissionStatus.ATTESTED, seen=seen)
    # Whether it is published must not change meanwhile: its public figures would lack these.
    campaign = Campaign.objects.select_for_update(no_key=True).get(pk=found.campaign_id)
    versions = Submission.objects.filter(
        campaign=found.campaign_id, organisation=found.organisation_id, in_force=True
    )
    versions.update(in_force=False)
    _record(found, Happening.ATTESTED, by=by)
    found.status, found.in_force = SubmissionStatus.ATTESTED, True
    found.attested_at, found.attested_by = timezone.now(), by
    found.save(update_fields=["status", "in_force", "attested_at", "attested_by"])
    if campaign.status == CampaignStatus.PUBLISHED:
        # Late, or corrected: the public sees it at once, and that it changed.
        refresh(campaign)
    return found


@transaction.atomic
def begin_correction(submission: Submission, *, by: User | None, reason: str) -> Submission:
    """Another version, with what was attested; that one stays in force until this one is attested too."""
    found = _locked(submission)
    others = Submission.objects.filter(
        campaign=found.campaign_id, organisation=found.organisation_id
    )
    newest = others.standing().order_by("-version")[0]
    if not found.in_force or newest.status != SubmissionStatus.ATTESTED:
        raise refusal(newest, _("A correction of these figures is begun already."))
    # The number of one that was dropped is not given again.
    last = others.aggregate(last=Max("version"))["last"]
    copy = Submission.objects.create(
        campaign=found.campaign,
        organisation=found.organisation,
        version=last + 1,
        from_register=found.from_register,
        computed_at=found.computed_at,
        comment=found.comment,
        reason=reason,
        is_late=found.is_late,
    )
    rows = rows_of(found)
    for row in rows:
        row.pk, row.submission = None, copy
    Measurement.objects.bulk_create(rows)
    CheckAnswer.objects.bulk_create(
        CheckAnswer(submission=copy, question=one.question, text=one.text)
        for one in found.answers.all()
    )
    _record(copy, Happening.CORRECTION, by=by, remarks=reason)
    return copy


@transaction.atomic
def drop_correction(submission: Submission, *, by: User | None, seen: int) -> Submission:
    """What was attested before goes on to count; the correction stays readable as it was left."""
    found = _locked_for(submission, SubmissionStatus.DROPPED, seen=seen)
    if not found.is_correction:
        raise refusal(found, _("The first figures of a year are not dropped."))
    _record(found, Happening.DROPPED, by=by)
    found.status = SubmissionStatus.DROPPED
    found.save(update_fields=["status"])
    return found


# ── What every verb checks and leaves ────────────────────


def _locked(submission: Submission) -> Submission:
    """Read anew and locked until the transaction ends."""
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("campaign", "organisation").get(pk=submission.pk)


def _locked_for_change(submission: Submission) -> Submission:
    found = _locked(submission)
    if not found.can_change:
        raise refusal(
            found,
            _("The figures are %(status)s: they no longer change here.")
            % {"status": found.get_status_display()},
        )
    return found


def _locked_for(
    submission: Submission, after: SubmissionStatus, *, seen: int, back_url: str = ""
) -> Submission:
    found = _locked(submission)
    if not SUBMITTING.allows(after, found.status):
        said = _("The figures are %(status)s now.") % {"status": found.get_status_display()}
        raise refusal(found, said, back_url=back_url)
    if seen != last_change(found):
        said = _("The figures have changed since this page was shown.")
        raise refusal(found, said, since=seen, back_url=back_url)
    return found


def _meant(
    submission: Submission, seen: int, rows: Mapping[Key, Measurement], said: Mapping[Key, Said]
) -> Mapping[Key, Said]:
    """What is sent, without the figures that others changed since and the sender left as they stood."""
    on_page: dict[str, str] = {}
    # The newest first: what the first of them replaced stood on the page.
    for change in submission.changes.filter(pk__gt=seen, happening__in=CHANGES_FIGURES):
        on_page |= change.old
    touched = {
        key: one
        for key, one in said.items()
        if name_of(key) in on_page and as_kept(rows[key], one) != said_of(rows[key])
    }
    left = {
        key
        for key, one in touched.items()
        if _sent_word(rows[key], one) == on_page[name_of(key)]
        and one.reason in ("", rows[key].reason)
    }
    if touched.keys() - left:
        found = refusal(
            submission, _("Others have changed the same figures meanwhile."), since=seen
        )
        found.versions = _beside(rows, said)
        raise found
    return {key: one for key, one in said.items() if key not in left}


def _sent_word(row: Measurement, said: Said) -> str:
    """As the history keeps it."""
    if said.state != ValueState.VALUE:
        return said.state
    return typed(row.computed if said.declared is None else said.declared)


def _beside(rows: Mapping[Key, Measurement], said: Mapping[Key, Said]) -> Sequence[Version]:
    """What was sent, and what stands now, of the figures in which they differ."""
    words = Words()
    sent, stands = [], []
    for key, one in said.items():
        row = rows[key]
        if as_kept(row, one) == said_of(row):
            continue
        label = words.of(row.definition, row.breakdown)
        sent.append(Fact(label, _as_text(row, one), differs=True))
        stands.append(Fact(label, _as_text(row, said_of(row)), differs=True))
    return [Version(_("What you sent"), sent), Version(_("What stands now"), stands)]


def _as_text(row: Measurement, said: Said) -> str:
    if said.state != ValueState.VALUE:
        text = str(ValueState(said.state).label)
    else:
        text = typed(row.computed if said.declared is None else said.declared)
    return f"{text} ({said.reason})" if said.reason else text


def refusal(
    submission: Submission, said: str, *, since: int | None = None, back_url: str = ""
) -> NotAllowedError:
    """With what changed since the reader's page, or the last that happened."""
    error = NotAllowedError(said)
    changes = submission.changes.select_related("by")
    changes = changes[:1] if since is None else changes.filter(pk__gt=since)[:MOST_TOLD]
    error.happened = [
        Line(
            capfirst(str(change.get_happening_display())),
            str(change.by or pgettext("by whom", "automatic")),
            change.at,
        )
        for change in changes
    ]
    place = [submission.organisation.slug, submission.campaign.year]
    error.back_url = back_url or reverse("indicators:submission", args=place)
    return error


def _record(
    submission: Submission,
    happening: Happening,
    *,
    by: User | None,
    before: Mapping[Key, str] | None = None,
    after: Mapping[Key, str] | None = None,
    old: Mapping[str, str] | None = None,
    new: Mapping[str, str] | None = None,
    remarks: str = "",
    all_told: bool = False,
) -> None:
    """`before` and `after`: of figures; those that stayed are left out, unless all are to be told."""
    told_before, told_after = dict(old or {}), dict(new or {})
    for key, word in (after or {}).items():
        earlier = (before or {}).get(key, "")
        if all_told or word != earlier:
            told_before[name_of(key)], told_after[name_of(key)] = earlier, word
    SubmissionChange.objects.create(
        submission=submission,
        by=by,
        happening=happening,
        old=told_before,
        new=told_after,
        remarks=remarks,
    )
