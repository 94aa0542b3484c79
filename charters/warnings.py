"""What a careful reader would ask about the promises of a charter; none of it bars publication."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from charters.contents import Contents, Promise
from charters.enums import WITH_LIMIT, Better, Metric, Topic
from charters.metric_words import metric_words, target_words, time_words
from charters.models import Charter, Commitment, Regulation
from charters.spans import KIND_OF_METRIC, is_surely_shorter
from charters.wording import has_number, vague_words
from core.deadlines import Limit
from core.texts import Text, language_name
from organisations.enums import LimitKind
from organisations.models import Organisation, TimeLimit
from processes.durations import in_words
from processes.enums import Stage
from processes.models import Agreement, Map, StepVersion
from processes.support import WITHIN_THE_ANNOUNCED_TIME, is_valid, rests_on


class WarningCode(TextChoices):
    """In few words, as a list says it."""

    NO_NUMBER = "no_number", pgettext_lazy("warning", "no number")
    CONTRADICTION = "contradiction", pgettext_lazy("warning", "contradicts another one")
    STRICTER_THAN_RULE = "stricter_than_rule", pgettext_lazy("warning", "stricter than the rule")
    LONGER_THAN_LAW = "longer_than_law", pgettext_lazy("warning", "longer than the law")
    NO_AGREEMENT = "no_agreement", pgettext_lazy("warning", "no agreement")
    VAGUE = "vague", pgettext_lazy("warning", "vague words")


Sentence = Callable[[], str]


@dataclass(frozen=True)
class Warning:  # noqa: A001 - the word that people read
    """Something to look at in a promise; `promise` and `other` are keys of commitments.

    Its sentence is made where it is read: lists count warnings more often than they tell them.
    """

    code: WarningCode
    promise: int
    say: Sentence = field(compare=False, repr=False)
    other: int | None = None

    @property
    def sentence(self) -> str:
        return self.say()


@dataclass(frozen=True)
class Bare:
    """A step on the map of a service that rests on others, without an agreement that is valid today."""

    stage: Stage
    step: Text
    whom: str


@dataclass(frozen=True)
class Facts:
    """What the promises are held against: rules, laws and maps of the day."""

    rules: Mapping[LimitKind, Limit] = field(default_factory=dict)
    # The time that the legal basis of a commitment gives, by key of the commitment.
    laws: Mapping[int, Limit] = field(default_factory=dict)
    # By code of the service.
    bare: Mapping[str, tuple[Bare, ...]] = field(default_factory=dict)


def warnings_of(contents: Contents, facts: Facts, topic: Topic | None = None) -> list[Warning]:
    """In the order of the promises, of all or of one subject; of one promise, in the order of the codes."""
    contradicted = _contradicted(contents.promises)
    promises = contents.promises_on(topic) if topic else contents.promises
    return [
        warning
        for promise in promises
        for warning in _of_promise(promise, contents, facts, contradicted.get(promise.key))
    ]


def by_promise(warnings: Iterable[Warning]) -> dict[int, list[Warning]]:
    found: dict[int, list[Warning]] = defaultdict(list)
    for warning in warnings:
        found[warning.promise].append(warning)
    return dict(found)


def _of_promise(
    promise: Promise, contents: Contents, facts: Facts, other: Promise | None
) -> Iterator[Warning]:
    sentences = (
        (WarningCode.NO_NUMBER, _no_number(promise, contents.languages)),
        (WarningCode.CONTRADICTION, _contradiction(promise, other)),
        (WarningCode.STRICTER_THAN_RULE, _stricter_than_rule(promise, facts)),
        (WarningCode.LONGER_THAN_LAW, _longer_than_law(promise, facts)),
        (WarningCode.NO_AGREEMENT, _no_agreement(promise, facts)),
        (WarningCode.VAGUE, _vague(promise, contents.languages)),
    )
    for code, sentence in sentences:
        if sentence:
            about = other.key if other and code == WarningCode.CONTRADICTION else None
            yield Warning(code, promise.key, sentence, about)


# ── Its own words ────────────────────────────────────────


def _no_number(promise: Promise, languages: tuple[str, ...]) -> Sentence | None:
    if promise.is_measured or _counts(promise, languages):
        return None
    return lambda: _(
        "There is no number in this promise, and nothing measures it. Say how long, how often or"
        " in how many cases, or choose how it is measured."
    )


def _counts(promise: Promise, languages: tuple[str, ...]) -> bool:
    """A text that is not written yet says nothing about the promise."""
    texts = [(promise.text[code], code) for code in languages if promise.text.get(code)]
    return not texts or any(has_number(text, code) for text, code in texts)


def _vague(promise: Promise, languages: tuple[str, ...]) -> Sentence | None:
    found = [
        (word, code) for code in languages for word in vague_words(promise.text.get(code, ""), code)
    ]
    if not found:
        return None
    return lambda: _said_vaguely(found)


def _said_vaguely(found: Sequence[tuple[str, str]]) -> str:
    words = ", ".join(
        _("“%(word)s” (%(language)s)") % {"word": word, "language": language_name(code)}
        for word, code in found
    )
    text = ngettext(
        "%(words)s can mean anything. Say how long, how often or how much instead.",
        "%(words)s can mean anything. Say how long, how often or how much instead.",
        len(found),
    )
    return text % {"words": words}


# ── Beside another promise ───────────────────────────────


def _contradicted(promises: Iterable[Promise]) -> dict[int, Promise]:
    """By key, the first other promise that says something else about the same: of its own subject before others."""
    alike: dict[tuple[str, ...], list[Promise]] = defaultdict(list)
    for promise in promises:
        if promise.is_measured:
            alike[_subject(promise)].append(promise)
    found: dict[int, Promise] = {}
    for group in alike.values():
        for one in group:
            in_order = sorted(group, key=lambda other: other.topic != one.topic)
            others = (other for other in in_order if other is not one and _contradict(one, other))
            if (other := next(others, None)) is not None:
                found[one.key] = other
    return found


def _subject(promise: Promise) -> tuple[str, ...]:
    """What a promise is about, beside for whom: only promises about the same can contradict.

    The register measures the same complaints whatever the subject a promise stands under; a figure
    that is typed in is that of its subject.
    """
    if promise.metric != Metric.YEARLY_FIGURE:
        return ("", promise.metric, promise.norm)
    name = next((promise.figure_name[code] for code in sorted(promise.figure_name)), "")
    return (promise.topic, promise.metric, name.casefold())


def _contradict(one: Promise, other: Promise) -> bool:
    """Whether a reader to whom both apply cannot tell which holds.

    They can where the narrower promise is the stricter one (a service that is quicker than the
    others), and where the longer time goes with the higher share (80 % in 10 days, all in 30).
    Under two subjects they see two matters, unless both promises hold for exactly the same.
    """
    if _said(one) == _said(other) or not _overlap(one, other):
        return False
    if one.topic != other.topic and _scope(one) != _scope(other):
        return False
    for narrow, wide in ((one, other), (other, one)):
        if _lies_within(narrow, wide) and _is_as_strict(narrow, wide):
            return False
    return not (_is_a_tier(one, other) or _is_a_tier(other, one))


def _said(promise: Promise) -> tuple[object, ...]:
    if promise.metric in WITH_LIMIT:
        return (promise.amount, promise.unit, promise.target)
    if promise.metric == Metric.YEARLY_FIGURE:
        return (promise.figure_target, promise.figure_better)
    return (promise.target,)


def _scope(promise: Promise) -> tuple[object, ...]:
    """For which service, stage and customers it holds."""
    return (promise.service_code, promise.stage, _groups(promise))


NOBODY_IN_PARTICULAR: frozenset[tuple[tuple[str, str], ...]] = frozenset()


def _groups(promise: Promise) -> frozenset[tuple[tuple[str, str], ...]]:
    if not promise.groups:
        return NOBODY_IN_PARTICULAR
    return frozenset(tuple(sorted(group.items())) for group in promise.groups)


def _overlap(one: Promise, other: Promise) -> bool:
    """For some customer, service and day both apply; what is left open holds for all."""
    for mine, yours in (
        (one.service_code, other.service_code),
        (one.stage, other.stage),
    ):
        if mine and yours and mine != yours:
            return False
    groups, others = _groups(one), _groups(other)
    if groups and others and not groups & others:
        return False
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: Promise, other: Promise) -> bool:
    return bool(one.valid_until and other.valid_from and one.valid_until < other.valid_from)


def _lies_within(narrow: Promise, wide: Promise) -> bool:
    """Applies to part of what the other applies to."""
    groups, others = _groups(narrow), _groups(wide)
    parts = (
        not wide.service_code or narrow.service_code == wide.service_code,
        not wide.stage or narrow.stage == wide.stage,
        not others or (bool(groups) and groups <= others),
    )
    return all(parts) and _scope(narrow) != _scope(wide)


def _is_as_strict(one: Promise, other: Promise) -> bool:
    """At least; of two times, only where that is certain."""
    if one.metric == Metric.YEARLY_FIGURE:
        return _figure_is_as_strict(one, other)
    if one.target is None or other.target is None:
        return False
    if one.metric == Metric.FOUNDED_ON_NORM:
        return one.target <= other.target
    if one.metric not in WITH_LIMIT:
        return one.target >= other.target
    return one.target >= other.target and (
        limit_of(one) == limit_of(other) or _is_shorter(one, other)
    )


def _figure_is_as_strict(one: Promise, other: Promise) -> bool:
    if one.figure_target is None or other.figure_target is None:
        return False
    if one.figure_better != other.figure_better:
        return False
    if one.figure_better == Better.LOWER:
        return one.figure_target <= other.figure_target
    return one.figure_target >= other.figure_target


def _is_a_tier(soon: Promise, late: Promise) -> bool:
    """Most soon, and nearly all somewhat later."""
    if soon.target is None or late.target is None:
        return False
    return _is_shorter(soon, late) and soon.target < late.target


def _is_shorter(one: Promise, other: Promise) -> bool:
    mine, yours = limit_of(one), limit_of(other)
    return mine is not None and yours is not None and is_surely_shorter(mine, yours)


def limit_of(promise: Promise) -> Limit | None:
    """The time that a promise gives; None where it gives none."""
    if promise.metric not in WITH_LIMIT or promise.amount is None:
        return None
    return _limit(promise.amount, promise.unit)


# A charter gives the same few times again and again.
@lru_cache(maxsize=512)
def _limit(amount: int, unit: str) -> Limit:
    return Limit(amount, unit)


def _contradiction(promise: Promise, other: Promise | None) -> Sentence | None:
    return (lambda: _said_otherwise(promise, other)) if other else None


def _said_otherwise(promise: Promise, other: Promise) -> str:
    if other.topic != promise.topic:
        return _(
            "Promise %(number)s, under “%(subject)s”, is measured on the same complaints and says"
            " %(other)s, this one %(this)s. A customer cannot tell which one holds."
        ) % {
            "number": other.number,
            "subject": other.topic.label,
            "other": target_words(other),
            "this": target_words(promise),
        }
    return _(
        "Promise %(number)s says something else about the same: %(other)s there, %(this)s here."
        " A customer cannot tell which one holds."
    ) % {
        "number": other.number,
        "other": target_words(other),
        "this": target_words(promise),
    }


# ── Beside rules, laws and maps ──────────────────────────


def _stricter_than_rule(promise: Promise, facts: Facts) -> Sentence | None:
    kind, mine = KIND_OF_METRIC.get(promise.metric), limit_of(promise)
    rule = facts.rules.get(kind) if kind else None
    if mine is None or rule is None or not is_surely_shorter(mine, rule):
        return None
    return lambda: (
        _(
            "This promises %(promised)s; your own rule gives %(rule)s. Due dates and reminders follow"
            " the rule: change it too, or give the promise more time."
        )
        % {"promised": metric_words(promise), "rule": in_words(rule.amount, rule.unit)}
    )


def _longer_than_law(promise: Promise, facts: Facts) -> Sentence | None:
    mine, law = limit_of(promise), facts.laws.get(promise.key)
    if mine is None or law is None or not is_surely_shorter(law, mine):
        return None
    return lambda: (
        _(
            "The legal basis gives %(law)s, this promises %(promised)s: “%(title)s”. A promise may be"
            " quicker than the law, not slower."
        )
        % {
            "law": in_words(law.amount, law.unit),
            "promised": time_words(promise),
            "title": promise.legal_basis,
        }
    )


# Whether a language is used or a norm respected rests on nobody else's time.
IN_TIME = WITH_LIMIT | {Metric.YEARLY_FIGURE, Metric.NONE}


def _no_agreement(promise: Promise, facts: Facts) -> Sentence | None:
    bare = facts.bare.get(promise.service_code, ()) if promise.metric in IN_TIME else ()
    stages = STAGES_BEFORE.get(promise.stage, WITHIN_THE_ANNOUNCED_TIME)
    here = [one for one in bare if one.stage in stages]
    return (lambda: _said_to_rest(promise, here)) if here else None


def _said_to_rest(promise: Promise, here: Sequence[Bare]) -> str:
    text = ngettext(
        "On its map, “%(service)s” rests on %(whom)s for one step, without an agreement that is"
        " valid today: nothing holds this promise up.",
        "On its map, “%(service)s” rests on %(whom)s for %(n)s steps, without an agreement that is"
        " valid today: nothing holds this promise up.",
        len(here),
    )
    whom = ", ".join(dict.fromkeys(one.whom for one in here))
    return text % {"service": promise.service_name, "whom": whom, "n": len(here)}


# The stages whose steps a promise rests on; of one on delivery, or on no stage, all up to the result.
STAGES_BEFORE: Mapping[str, tuple[Stage, ...]] = {
    Stage.ORIENT: (Stage.ORIENT,),
    Stage.RECEIVE: (Stage.RECEIVE,),
    Stage.FOLLOW_UP: (Stage.FOLLOW_UP,),
}


# ── Read from the database ───────────────────────────────

OF_A_STEP = (
    "stage",
    "name",
    "actor",
    "partner",
    "step_id",
    "department__name",
    "department__code",
    "map__service__code",
    "map__service__department_id",
)


def facts_for(charter: Charter, contents: Contents) -> Facts:
    """Of today, for these promises, in as many queries whatever their number."""
    today = timezone.localdate()
    return Facts(
        rules=rules_of(charter.organisation),
        laws=_laws(contents, today),
        bare=_bare(charter, contents, today),
    )


def rules_of(organisation: Organisation) -> dict[LimitKind, Limit]:
    """Today's time limits for complaints."""
    limits = TimeLimit.objects.for_organisation(organisation).valid_on(timezone.localdate())
    rows = limits.values_list("kind", "amount", "unit")
    return {LimitKind(kind): Limit(amount, unit) for kind, amount, unit in rows}


def _laws(contents: Contents, today: date) -> dict[int, Limit]:
    resting = [one.key for one in contents.promises if one.legal_basis and limit_of(one)]
    if not resting:
        return {}
    laws = Regulation.objects.in_force(today).exclude(limit_amount=None)
    named = Commitment.objects.filter(pk__in=resting, regulation__in=laws).order_by()
    rows = named.values_list("pk", "regulation__limit_amount", "regulation__limit_unit")
    return {key: Limit(amount or 0, unit) for key, amount, unit in rows}


def _bare(charter: Charter, contents: Contents, today: date) -> dict[str, tuple[Bare, ...]]:
    timed = (one for one in contents.promises if one.metric in IN_TIME)
    services = {promise.service_code for promise in timed if promise.service_code}
    if not services:
        return {}
    maps = Map.objects.for_organisation(charter.organisation).in_force()
    steps = StepVersion.objects.filter(map__in=maps.filter(service__code__in=services))
    # What a step rests on, and no more: a map holds long texts.
    told = steps.select_related("department", "map__service").only(*OF_A_STEP)
    resting = [step for step in told if rests_on(step.map.service, step)]
    supported = _supported({step.step_id for step in resting}, today)
    found: dict[str, list[Bare]] = defaultdict(list)
    for step in resting:
        if step.step_id not in supported:
            service = step.map.service
            found[service.code].append(Bare(Stage(step.stage), step.name, rests_on(service, step)))
    return {code: tuple(bare) for code, bare in found.items()}


def _supported(steps: set[int], today: date) -> set[int]:
    links = Agreement.steps.through.objects.filter(step__in=steps).select_related("agreement")
    return {link.step_id for link in links if is_valid(link.agreement, today)}
