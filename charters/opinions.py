"""What was said of a charter while it was written: remarks of colleagues, opinions of customers, summed up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from charters.contents import Promise, from_json
from charters.models import Charter, Commitment, Consultation, Opinion, ReviewComment
from core.texts import Text


@dataclass(frozen=True)
class PromiseOpinions:
    """What customers say of one commitment, as it stood in the consultation."""

    key: int
    number: int
    text: Text
    useful: int
    not_useful: int
    # Those who wrote something.
    comments: tuple[Opinion, ...]

    @property
    def answers(self) -> int:
        return self.useful + self.not_useful


@dataclass(frozen=True)
class ConsultationSummary:
    """One consultation: how many customers answered, and what they say."""

    consultation: Consultation
    # Sendings of the form, each of which may hold many opinions.
    senders: int
    # Those on which somebody said something, in their order.
    promises: tuple[PromiseOpinions, ...]
    # Comments on the whole.
    on_the_whole: tuple[Opinion, ...]
    # Comments that nobody has answered.
    unanswered: int

    @property
    def comments(self) -> int:
        return len(self.on_the_whole) + sum(len(one.comments) for one in self.promises)


@dataclass(frozen=True)
class OpinionSummary:
    """What the approver reads before saying yes; of the text being written, not of earlier editions."""

    open_remarks: tuple[ReviewComment, ...]
    resolved_remarks: tuple[ReviewComment, ...]
    # The last one first.
    consultations: tuple[ConsultationSummary, ...]

    @property
    def senders(self) -> int:
        return sum(one.senders for one in self.consultations)

    @property
    def comments(self) -> int:
        return sum(one.comments for one in self.consultations)


def remarks_of(charter: Charter) -> QuerySet[ReviewComment]:
    """Every remark, with the people and the commitment that its line names."""
    remarks = ReviewComment.objects.filter(charter=charter)
    return remarks.select_related("written_by", "resolved_by", "commitment")


def open_remarks(charter: Charter) -> QuerySet[ReviewComment]:
    """Those that nobody has dealt with yet."""
    return remarks_of(charter).filter(resolved_at=None)


def remarks_on(
    charter: Charter, topic: str, commitment: Commitment | None = None
) -> QuerySet[ReviewComment]:
    """Remarks to deal with on the text of a subject, or on one of its commitments."""
    return open_remarks(charter).filter(topic=topic, commitment=commitment)


def summary(charter: Charter) -> OpinionSummary:
    """Remarks and opinions since the last edition, in as many queries whatever their number."""
    last = charter.editions.aggregate(at=Max("published_at"))["at"]
    since = Q(written_at__gt=last) | Q(resolved_at=None) if last else Q()
    remarks = list(remarks_of(charter).filter(since))
    consultations = charter.consultations.all()
    if last:
        consultations = consultations.filter(begun_at__gt=last)
    return OpinionSummary(
        open_remarks=tuple(remark for remark in remarks if remark.resolved_at is None),
        resolved_remarks=tuple(remark for remark in remarks if remark.resolved_at),
        consultations=tuple(summaries(list(consultations))),
    )


def summaries(consultations: list[Consultation]) -> list[ConsultationSummary]:
    """Of several consultations of one organisation, whose context is open."""
    found: dict[int, list[Opinion]] = defaultdict(list)
    opinions = Opinion.objects.filter(consultation__in=consultations)
    for opinion in opinions.select_related("answered_by"):
        found[opinion.consultation_id].append(opinion)
    return [summed_up(one, found[one.pk]) for one in consultations]


def summed_up(consultation: Consultation, opinions: list[Opinion]) -> ConsultationSummary:
    """Pure: what these opinions say of the draft that was shown."""
    by_commitment: dict[int | None, list[Opinion]] = defaultdict(list)
    for opinion in opinions:
        by_commitment[opinion.commitment_id].append(opinion)
    return ConsultationSummary(
        consultation=consultation,
        senders=len({opinion.sent for opinion in opinions}),
        promises=tuple(
            _of_promise(promise, by_commitment[promise.key])
            for promise in from_json(consultation.contents).promises
            if promise.key in by_commitment
        ),
        on_the_whole=tuple(opinion for opinion in by_commitment[None] if opinion.text),
        unanswered=sum(bool(opinion.text and not opinion.answer) for opinion in opinions),
    )


def _of_promise(promise: Promise, opinions: list[Opinion]) -> PromiseOpinions:
    return PromiseOpinions(
        key=promise.key,
        number=promise.number,
        text=promise.text,
        useful=sum(opinion.useful is True for opinion in opinions),
        not_useful=sum(opinion.useful is False for opinion in opinions),
        comments=tuple(opinion for opinion in opinions if opinion.text),
    )
