"""What was said of a charter while it was written: remarks of colleagues, opinions of customers, summed up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from charters.contents import Promise, from_json
from charters.models import Charter, Commitment, Consultation, Opinion, ReviewComment
from core.texts import Text

# Of each consultation, the approver reads the last comments beside the numbers; the others on its page.
MOST_QUOTED = 10


@dataclass(frozen=True)
class PromiseOpinions:
    """How many customers find one commitment useful, as it stood in the consultation, and how many wrote."""

    key: int
    number: int
    text: Text
    useful: int
    not_useful: int
    comments: int


@dataclass(frozen=True)
class Comment:
    """What a customer wrote, and the promise it is about; None: on the whole."""

    opinion: Opinion
    promise: Promise | None


@dataclass(frozen=True)
class ConsultationSummary:
    """One consultation: how many customers answered, and what they say."""

    consultation: Consultation
    # Sendings of the form, each of which may hold many opinions.
    senders: int
    # Those on which somebody said something, in their order.
    promises: tuple[PromiseOpinions, ...]
    comments: int
    # Comments that nobody has answered.
    unanswered: int
    # The last comments, the last one first.
    quoted: tuple[Comment, ...]


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


def summaries(consultations: Sequence[Consultation]) -> list[ConsultationSummary]:
    """Of several consultations of one organisation, whose context is open; counted by the database."""
    opinions = Opinion.objects.filter(consultation__in=consultations).order_by()
    senders = dict(
        opinions.values("consultation")
        .annotate(number=Count("sent", distinct=True))
        .values_list("consultation", "number")
    )
    counts: dict[int, dict[int | None, Counts]] = defaultdict(dict)
    counted = opinions.values_list("consultation", "commitment").annotate(**COUNTED)
    for consultation, commitment, *numbers in counted:
        counts[consultation][commitment] = Counts(*numbers)
    quoted: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in _last_comments(opinions):
        quoted[opinion.consultation_id].append(opinion)
    return [
        _summed_up(one, senders.get(one.pk, 0), counts[one.pk], quoted[one.pk])
        for one in consultations
    ]


class Counts(NamedTuple):
    """What was said of one commitment, or of the whole."""

    useful: int
    not_useful: int
    comments: int
    unanswered: int


WRITTEN = ~Q(text="")
COUNTED = {
    "useful_count": Count("pk", filter=Q(useful=True)),
    "not_useful_count": Count("pk", filter=Q(useful=False)),
    "comments_count": Count("pk", filter=WRITTEN),
    "unanswered_count": Count("pk", filter=WRITTEN & Q(answer="")),
}


def _last_comments(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    newest_first = (F("given_at").desc(), F("pk").desc())
    place = Window(RowNumber(), partition_by="consultation", order_by=newest_first)
    return (
        opinions.filter(WRITTEN)
        .annotate(place=place)
        .filter(place__lte=MOST_QUOTED)
        .order_by("place")
    )


def _summed_up(
    consultation: Consultation,
    senders: int,
    counts: Mapping[int | None, Counts],
    quoted: Iterable[Opinion],
) -> ConsultationSummary:
    promises = from_json(consultation.contents).promises
    return ConsultationSummary(
        consultation=consultation,
        senders=senders,
        promises=tuple(
            PromiseOpinions(one.key, one.number, one.text, *counts[one.key][:3])
            for one in promises
            if one.key in counts
        ),
        comments=sum(one.comments for one in counts.values()),
        unanswered=sum(one.unanswered for one in counts.values()),
        quoted=tuple(with_promises(quoted, promises)),
    )


def with_promises(opinions: Iterable[Opinion], promises: Iterable[Promise]) -> list[Comment]:
    """Each comment with what it is about, as that stood in the consultation."""
    found = {promise.key: promise for promise in promises}
    return [Comment(one, found.get(one.commitment_id or 0)) for one in opinions]


# ── Comment by comment ───────────────────────────────────


def comments_on(consultation: Consultation) -> QuerySet[Opinion]:
    """What customers wrote, with who answered."""
    return Opinion.objects.filter(WRITTEN, consultation=consultation).select_related("answered_by")
