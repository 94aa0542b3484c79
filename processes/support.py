"""What a map promises and nothing holds up: times that rest on others without an agreement, a
Deliver without its end, a decision or a service silent on appeal, agreements nobody reviewed.

Pure: from rows already read. Of a step its department is read; of an agreement its steps,
departments included.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.templatetags.ui import day_plain
from processes import durations
from processes.enums import Actor, Ending, Stage
from processes.models import Agreement, Service, StepVersion

# What lies between the request and the result: the announced time counts these.
WITHIN_THE_ANNOUNCED_TIME = (Stage.RECEIVE, Stage.DELIVER)


class Missing(StrEnum):
    """What a flag is about."""

    ANNOUNCED_TIME = "announced_time"
    MAXIMAL_DURATION = "maximal_duration"
    LONGER_AGREEMENT = "longer_agreement"
    ENDING = "ending"
    INFORMATION_ON_APPEAL = "information_on_appeal"
    APPEAL = "appeal"
    REVIEW = "review"


# On the card of a step, where there is room for a few words.
IN_SHORT = {
    Missing.ANNOUNCED_TIME: gettext_lazy("no agreement"),
    Missing.MAXIMAL_DURATION: gettext_lazy("no agreement"),
    Missing.LONGER_AGREEMENT: gettext_lazy("agreement gives more time"),
    Missing.ENDING: gettext_lazy("no end"),
    Missing.INFORMATION_ON_APPEAL: gettext_lazy("silent on appeal"),
    Missing.APPEAL: gettext_lazy("silent on appeal"),
    Missing.REVIEW: gettext_lazy("agreement to be reviewed"),
}


@dataclass(frozen=True)
class Flag:
    """What is missing, in words, and where: at lasting steps (`step_pks`), in a stage, or else at the service."""

    code: Missing
    words: str
    step_pks: tuple[int, ...] = ()
    stage: str = ""
    agreement_pk: int | None = None

    @property
    def in_short(self) -> str:
        return str(IN_SHORT[self.code])

    def is_at(self, step: StepVersion) -> bool:
        return step.step_id in self.step_pks


def flags(
    service: Service,
    steps: Sequence[StepVersion],
    agreements: Iterable[Agreement],
    *,
    today: date,
) -> list[Flag]:
    """What is flagged on a map of the service, in the order of its steps; first what concerns the service."""
    listing = _by_step(agreements)
    return [
        *_of_the_announced_time(service, steps, listing, today),
        *_of_appeal(service),
        *_of_deliver(steps),
        *(flag for step in steps for flag in _of_a_step(service, step, listing, today)),
        *_of_reviews(steps, listing, today),
    ]


def rests_on(service: Service, step: StepVersion) -> str:
    """The other department or organisation that does the step, in words; empty where it is the service's own."""
    if step.actor == Actor.CUSTOMER:
        return ""
    if step.actor == Actor.OTHER_ORGANISATION:
        return step.partner or _("another organisation")
    others = step.department_id and service.department_id
    return str(step.department) if others and step.department_id != service.department_id else ""


def is_valid(agreement: Agreement, day: date) -> bool:
    begun = agreement.valid_from is None or agreement.valid_from <= day
    return begun and (agreement.valid_until is None or agreement.valid_until >= day)


def _by_step(agreements: Iterable[Agreement]) -> dict[int, list[Agreement]]:
    found: dict[int, list[Agreement]] = {}
    for agreement in agreements:
        for step in agreement.steps.all():
            found.setdefault(step.pk, []).append(agreement)
    return found


def _supporting(
    step: StepVersion, listing: dict[int, list[Agreement]], today: date
) -> list[Agreement]:
    return [one for one in listing.get(step.step_id, []) if is_valid(one, today)]


def _of_the_announced_time(
    service: Service,
    steps: Sequence[StepVersion],
    listing: dict[int, list[Agreement]],
    today: date,
) -> Iterator[Flag]:
    announced = durations.announced(service)
    bare = [
        step
        for step in steps
        if step.stage in WITHIN_THE_ANNOUNCED_TIME
        and rests_on(service, step)
        and not _supporting(step, listing, today)
    ]
    if announced is None or not bare:
        return
    whom = ", ".join(dict.fromkeys(rests_on(service, step) for step in bare))
    text = ngettext(
        "The announced time of %(duration)s rests on %(whom)s, for one step without an agreement that is valid today.",
        "The announced time of %(duration)s rests on %(whom)s, for %(n)s steps without an agreement that is valid today.",
        len(bare),
    )
    words = text % {"duration": announced, "whom": whom, "n": len(bare)}
    yield Flag(Missing.ANNOUNCED_TIME, words, tuple(step.step_id for step in bare))


def _of_appeal(service: Service) -> Iterator[Flag]:
    if not str(service.appeal):
        yield Flag(Missing.APPEAL, _("The service does not say where one can appeal."))


def _of_deliver(steps: Sequence[StepVersion]) -> Iterator[Flag]:
    delivering = [step for step in steps if step.stage == Stage.DELIVER]
    if any(step.ending for step in delivering):
        return
    words = _("The stage Deliver ends neither with the product nor with a reasoned decision.")
    yield Flag(Missing.ENDING, words, stage=Stage.DELIVER)


def _of_a_step(
    service: Service,
    step: StepVersion,
    listing: dict[int, list[Agreement]],
    today: date,
) -> Iterator[Flag]:
    here = (step.step_id,)
    if step.ending == Ending.DECISION and not step.informs_on_appeal:
        words = _("“%(step)s” ends with a decision and does not say where and when to appeal.")
        yield Flag(Missing.INFORMATION_ON_APPEAL, words % {"step": step}, here)
    maximal, whom = durations.maximal(step), rests_on(service, step)
    if maximal is None or not whom:
        return
    facts = {"step": step, "duration": maximal, "whom": whom}
    supporting = _supporting(step, listing, today)
    if not supporting:
        words = _(
            "“%(step)s” may take %(duration)s at most and rests on %(whom)s, without an agreement that is valid today."
        )
        ended = [one.valid_until for one in listing.get(step.step_id, []) if one.valid_until]
        if past := [day for day in ended if day < today]:
            words = _(
                "“%(step)s” may take %(duration)s at most and rests on %(whom)s, whose agreement ended on %(day)s."
            )
            facts["day"] = day_plain(max(past))
        yield Flag(Missing.MAXIMAL_DURATION, words % facts, here)
    elif all(durations.agreed(one).is_longer_than(maximal) for one in supporting):
        shortest = min(supporting, key=lambda one: durations.agreed(one).size)
        words = _(
            "“%(step)s” may take %(duration)s at most; the agreement with %(whom)s gives %(agreed)s."
        )
        facts["agreed"] = durations.agreed(shortest)
        yield Flag(Missing.LONGER_AGREEMENT, words % facts, here, agreement_pk=shortest.pk)


def _of_reviews(
    steps: Sequence[StepVersion], listing: dict[int, list[Agreement]], today: date
) -> Iterator[Flag]:
    places: dict[Agreement, list[int]] = {}
    for step in steps:
        for agreement in _supporting(step, listing, today):
            places.setdefault(agreement, []).append(step.step_id)
    for agreement, step_pks in places.items():
        if agreement.review_due and agreement.review_due < today:
            words = _("The agreement “%(what)s” was to be reviewed by %(day)s.") % {
                "what": agreement,
                "day": day_plain(agreement.review_due),
            }
            yield Flag(Missing.REVIEW, words, tuple(step_pks), agreement_pk=agreement.pk)
