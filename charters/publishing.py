"""From draft to published edition: who sends, returns, approves and publishes, and what that leaves behind.

Every verb locks the charter. Approval and publication say up to which change the reader knew the
texts (`seen`); where they have changed since, the refusal tells what and by whom.
"""

from collections.abc import Mapping
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.changes import happenings, last_text_change, locked, record
from charters.completeness import completeness
from charters.contents import Contents, as_json, contents_of
from charters.enums import LIFECYCLE, ChangeCode, CharterMove, CharterStatus
from charters.hours_block import hours_block
from charters.models import Charter, Commitment, Edition, EditionCommitment
from charters.papers import make_papers
from core.errors import NotAllowedError
from core.texts import Text
from organisations.models import User

# An edition is looked at again when it has been in force for so long.
UNTIL_REVIEW = relativedelta(years=1)
AFTER = {
    CharterMove.SUBMIT: (CharterStatus.IN_REVIEW, ChangeCode.SUBMITTED),
    CharterMove.RETURN: (CharterStatus.DRAFT, ChangeCode.RETURNED),
    CharterMove.APPROVE: (CharterStatus.APPROVED, ChangeCode.APPROVED),
    CharterMove.PUBLISH: (CharterStatus.PUBLISHED, ChangeCode.PUBLISHED),
    CharterMove.BEGIN: (CharterStatus.DRAFT, ChangeCode.BEGUN),
}


@transaction.atomic
def submit(charter: Charter, *, by: User | None, remark: str = "") -> Charter:
    """Colleagues read it, and the approver decides; the texts may still change."""
    found = _locked_for(charter, CharterMove.SUBMIT)
    return _moved(found, CharterMove.SUBMIT, by=by, remark=remark)


@transaction.atomic
def return_to_draft(charter: Charter, *, by: User | None, remark: str) -> Charter:
    """Back to its writers, with what is asked of them."""
    found = _locked_for(charter, CharterMove.RETURN)
    return _moved(found, CharterMove.RETURN, by=by, remark=remark)


@transaction.atomic
def approve(charter: Charter, *, by: User | None, seen: int, remark: str = "") -> Charter:
    """The head of the organisation says yes to the texts as they were shown; they change no more."""
    found = _locked_for(charter, CharterMove.APPROVE, seen=seen)
    _check_complete(found, contents_of(found))
    return _moved(found, CharterMove.APPROVE, by=by, remark=remark)


@transaction.atomic
def publish(charter: Charter, *, by: User | None, seen: int, in_force_from: date) -> Edition:
    """An edition that never changes, with its promises; its papers are made by a job."""
    found = _locked_for(charter, CharterMove.PUBLISH, seen=seen)
    contents = contents_of(found)
    _check_complete(found, contents)
    before = found.editions.first()
    if before is not None and in_force_from < before.in_force_from:
        raise NotAllowedError(_("The edition before it comes into force on a later day."))
    approval = found.changes.filter(code=ChangeCode.APPROVED).first()
    now = timezone.now()
    edition = Edition.objects.create(
        organisation=found.organisation,
        charter=found,
        number=before.number + 1 if before else 1,
        languages=found.languages,
        in_force_from=in_force_from,
        contents=as_json(contents),
        hours=hours_block(found.organisation, timezone.localdate(now)),
        published_at=now,
        published_by=by,
        approved_by=approval.by if approval else None,
    )
    keep_promises(edition, contents)
    found.review_due = in_force_from + UNTIL_REVIEW
    _moved(found, CharterMove.PUBLISH, by=by, edition=edition)
    make_papers.defer(edition_id=edition.pk)
    return edition


def keep_promises(edition: Edition, contents: Contents) -> None:
    """What the edition will be held to, one row a promise."""
    working = Commitment.objects.filter(pk__in=[promise.key for promise in contents.promises])
    regulations = dict(working.values_list("pk", "regulation"))
    EditionCommitment.objects.bulk_create(
        EditionCommitment(
            edition=edition,
            commitment_id=promise.key,
            number=promise.number,
            topic=promise.topic,
            metric=promise.metric,
            amount=promise.amount,
            unit=promise.unit,
            norm=promise.norm,
            target=promise.target,
            figure_target=promise.figure_target,
            figure_better=promise.figure_better,
            regulation_id=regulations[promise.key],
        )
        for promise in contents.promises
    )


@transaction.atomic
def begin_edition(charter: Charter, *, by: User | None) -> Charter:
    """The texts of the last edition open again; what says why a promise changes begins anew."""
    found = _locked_for(charter, CharterMove.BEGIN)
    found.commitments.standing().exclude(change_reason=Text()).update(change_reason=Text())
    return _moved(found, CharterMove.BEGIN, by=by)


@transaction.atomic
def keep_for_another_year(charter: Charter, *, by: User | None) -> Charter:
    """Looked at again, and found good: the edition in force stays as it is."""
    found = _locked_for(charter, CharterMove.BEGIN)
    old = found.review_due
    found.review_due = timezone.localdate() + UNTIL_REVIEW
    if old is None or old < found.review_due:
        found.save(update_fields=["review_due"])
        new = {"review_due": found.review_due.isoformat()}
        record(found, ChangeCode.REVIEWED, by=by, new=new)
    return found


@transaction.atomic
def withdraw(edition: Edition, *, by: User | None, reason: Mapping[str, str]) -> Edition:
    """The public is told that it holds no longer, and why; texts and papers stay."""
    charter = locked(edition.charter)
    found = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if found.withdrawn_at is not None:
        refusal = NotAllowedError(_("This edition is withdrawn already."))
        refusal.happened = happenings(charter, since=None)[:1]
        raise refusal
    found.withdrawn_at, found.withdrawn_by = timezone.now(), by
    found.withdrawal_reason = Text({code: text for code, text in reason.items() if text})
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record(charter, ChangeCode.WITHDRAWN, by=by, new={"number": found.number})
    return found


# ── What every step checks and leaves ────────────────────


def _locked_for(charter: Charter, move: CharterMove, *, seen: int | None = None) -> Charter:
    found = locked(charter)
    refusal = None
    if not LIFECYCLE.allows(move, found.status):
        refusal = NotAllowedError(
            _("The charter is %(status)s now.") % {"status": found.get_status_display()}
        )
        refusal.happened = happenings(found, since=None)[:1]
    elif seen is not None and seen != last_text_change(found):
        refusal = NotAllowedError(_("The text has changed since this page was shown."))
        refusal.happened = happenings(found, since=seen)
    if refusal:
        refusal.back_url = reverse("charters:home", args=[found.organisation.slug])
        raise refusal
    return found


def _check_complete(charter: Charter, contents: Contents) -> None:
    barring = completeness(contents).barring
    if barring:
        refusal = NotAllowedError(_("The charter is not complete: %(gap)s.") % {"gap": barring[0]})
        refusal.back_url = reverse("charters:home", args=[charter.organisation.slug])
        raise refusal


def _moved(
    charter: Charter,
    move: CharterMove,
    *,
    by: User | None,
    remark: str = "",
    edition: Edition | None = None,
) -> Charter:
    old = charter.status
    charter.status, code = AFTER[move]
    charter.save(update_fields=["status", "review_due"])
    new: dict[str, object] = {"status": str(charter.status)}
    if edition is not None:
        new |= {"number": edition.number, "in_force_from": edition.in_force_from.isoformat()}
    record(charter, code, by=by, old={"status": old}, new=new, remark=remark)
    return charter
