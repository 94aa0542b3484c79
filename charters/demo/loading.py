"""Charters of the demonstration: FIN published twice, INAMI in consultation, BOSA just begun."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe
from uuid import uuid4

from django.utils import timezone

from charters.contents import as_json, contents_of
from charters.demo import bosa, fin, inami
from charters.demo.plans import spaced
from charters.demo.writing import Writer, begin, moment, somebody
from charters.enums import Audience, ChangeCode, CharterStatus, Topic
from charters.hours_block import hours_block
from charters.models import (
    Commitment,
    Consultation,
    Edition,
    Opinion,
    ReviewComment,
)
from charters.papers import make_papers
from charters.publishing import UNTIL_REVIEW, keep_promises
from charters.reviewing import quoted
from core.row_security import organisation_context
from organisations.enums import Role
from organisations.models import Organisation, User

# How many days before the load.
FIN_BEGUN, FIN_FIRST, FIN_SECOND = 520, 425, 215
INAMI_BEGUN, INAMI_REVIEWED, CONSULTED_SINCE, CONSULTED_FOR = 60, 17, 9, 30
BOSA_BEGUN = 6


def load_fin() -> None:
    """Two editions: one promise stricter, one retired, one new, each with its reason."""
    writer = begin(Organisation.objects.get(code="FIN"), moment(FIN_BEGUN))
    texts = {**fin.TEXTS, Topic.WEBSITE: fin.WEBSITE_OF_FIRST}
    writer.texts(texts, not_ours={})
    writer.at = moment(FIN_BEGUN - 21)
    made = {plan.key: writer.add(plan) for plan in fin.FIRST}
    writer.at = moment(FIN_BEGUN - 35)
    writer.wishes(fin.WISHES)
    publish(writer, FIN_FIRST)

    writer.at = moment(FIN_SECOND + 40)
    writer.move(ChangeCode.BEGUN, CharterStatus.DRAFT)
    writer.change_text(Topic.WEBSITE, fin.TEXTS[Topic.WEBSITE])
    writer.at = moment(FIN_SECOND + 30)
    writer.change(made["acknowledged"], fin.ACKNOWLEDGED_IN_FIVE)
    writer.retire(made["brochures"], fin.WHY_NO_BROCHURES)
    writer.add(fin.CALL_BACK)
    publish(writer, FIN_SECOND)
    # By the worker, where one runs; those of the edition in force first.
    for edition in writer.charter.editions.order_by("-number"):
        make_papers.defer(edition_id=edition.pk)


def publish(writer: Writer, days_ago: int) -> Edition:
    """Sent for review, approved ten days later, then published and in force at once."""
    charter, approver = writer.charter, somebody(writer.charter.organisation, Role.APPROVER)
    writer.at = moment(days_ago + 14)
    writer.move(ChangeCode.SUBMITTED, CharterStatus.IN_REVIEW)
    writer.at = moment(days_ago + 4)
    writer.move(ChangeCode.APPROVED, CharterStatus.APPROVED, by=approver)
    writer.at = moment(days_ago)
    number = charter.editions.count() + 1
    contents = contents_of(charter)
    edition = Edition.objects.create(
        organisation=charter.organisation,
        charter=charter,
        number=number,
        languages=charter.languages,
        in_force_from=timezone.localdate(writer.at),
        contents=as_json(contents),
        hours=hours_block(charter.organisation, timezone.localdate(writer.at)),
        published_at=writer.at,
        published_by=approver,
        approved_by=approver,
    )
    keep_promises(edition, contents)
    told = {"number": number, "in_force_from": edition.in_force_from.isoformat()}
    charter.review_due = edition.in_force_from + UNTIL_REVIEW
    writer.move(ChangeCode.PUBLISHED, CharterStatus.PUBLISHED, by=approver, told=told)
    return edition


def load_inami() -> None:
    """A draft that colleagues have read and that customers are asked about."""
    organisation = Organisation.objects.get(code="INAMI")
    writer = begin(organisation, moment(INAMI_BEGUN))
    writer.texts(inami.TEXTS, not_ours=inami.NOT_OURS)
    writer.at = moment(INAMI_BEGUN - 20)
    made = {plan.key: writer.add(plan) for plan in inami.PROMISES}
    writer.wishes(inami.WISHES)
    writer.at = moment(INAMI_REVIEWED)
    writer.move(ChangeCode.SUBMITTED, CharterStatus.IN_REVIEW)
    for remark in inami.REMARKS:
        write_remark(writer, remark, made)
    consultation = consult(writer)
    with organisation_context(organisation.pk):
        for sent in inami.OPINIONS:
            keep(consultation, sent, made, writer.by)


def write_remark(writer: Writer, remark: inami.Remark, made: dict[str, Commitment]) -> None:
    commitment = made.get(remark.promise)
    resolved = {}
    if remark.resolution:
        resolved = {
            "resolved_by": writer.by,
            "resolved_at": moment(remark.days_ago - 2),
            "resolution": remark.resolution,
        }
    ReviewComment.objects.create(
        charter=writer.charter,
        topic=remark.topic,
        commitment=commitment,
        paragraph=remark.paragraph,
        language=remark.language,
        quoted=quoted(
            writer.charter,
            remark.topic,
            commitment,
            paragraph=remark.paragraph,
            language=remark.language,
        ),
        text=remark.said,
        written_by=User.objects.get(email=remark.by),
        written_at=moment(remark.days_ago),
        **resolved,
    )


def consult(writer: Writer) -> Consultation:
    begun = moment(CONSULTED_SINCE)
    opens_on = timezone.localdate(begun)
    return Consultation.objects.create(
        organisation=writer.charter.organisation,
        charter=writer.charter,
        audience=Audience.PUBLIC,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=CONSULTED_FOR),
        introduction=inami.INTRODUCTION,
        languages=writer.charter.languages,
        contents=as_json(contents_of(writer.charter)),
        token=token_urlsafe(32),
        begun_by=writer.by,
        begun_at=begun,
    )


def keep(
    consultation: Consultation, sent: inami.Sent, made: dict[str, Commitment], manager: User
) -> None:
    """What one customer sent, with what the organisation has answered so far."""
    at, together = moment(sent.days_ago), uuid4()
    answers = sent.answers or {}
    said = {**{key: sent.said.get(key, "") for key in sent.useful}, "": sent.whole}
    for key, text in said.items():
        if not key and not text:
            continue
        answer = spaced(answers.get(key, ""), sent.language)
        Opinion.objects.create(
            organisation=consultation.organisation,
            consultation=consultation,
            sent=together,
            commitment=made.get(key),
            useful=sent.useful.get(key),
            text=text,
            language=sent.language,
            given_at=at,
            answer=answer,
            answered_by=manager if answer else None,
            answered_at=moment(sent.days_ago - 1) if answer else None,
        )


def load_bosa() -> None:
    """Three texts and two promises; German is still to come."""
    writer = begin(Organisation.objects.get(code="BOSA"), moment(BOSA_BEGUN))
    writer.texts(bosa.TEXTS, not_ours={})
    for plan in bosa.PROMISES:
        writer.add(plan)
