"""What figures contradict: questions in plain words, with the numbers. They ask, they bar nothing.

Pure: of a submission and of what was published, the same questions are asked.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2s

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from complaints.enums import Channel, ComplaintType, Nature
from core.templatetags.ui import number, percent
from indicators.enums import Dimension
from indicators.figures import DENOMINATOR, NUMERATOR, rate_of
from indicators.sources import LANGUAGES

Key = tuple[str, str]
# Indicator code and breakdown to the number; None, or absent, where none was given.
Values = Mapping[Key, Decimal | None]

# A change is asked about that is larger than half of what was, and not small.
JUMP_SHARE, JUMP_LEAST = Decimal("0.5"), 20
DAYS_OF_YEAR = 365
HUNDRED = Decimal(100)

RECEIVED = "complaints_received"
STANDARD = "complaints_received_standard_procedure"
REQUESTS = "requests_received"
ADMISSIBLE = "complaints_admissible"
FOUNDED = "complaints_founded"
BY_TYPE = "complaints_founded_by_type"
PER_DAY = "average_use_of_procedure_per_day"
# Published for groups, in per cent of the whole.
SHARE_OF = "share_of_"

# A total, and what always adds up to it.
SUMS: Mapping[str, tuple[str, ...]] = {
    RECEIVED: (
        ADMISSIBLE,
        "complaints_inadmissible",
        "complaints_pending_admissibility",
        "complaints_forwarded",
        "complaints_withdrawn",
    ),
    ADMISSIBLE: (
        FOUNDED,
        "complaints_partly_founded",
        "complaints_unfounded",
        "complaints_no_opinion",
        "complaints_without_finding",
    ),
}
# Dimensions whose codes are known: all of them must be there before their sum says something.
CODES: Mapping[str, Collection[str]] = {
    Dimension.NATURE: Nature.values,
    Dimension.CHANNEL: Channel.values,
    Dimension.LANGUAGE: LANGUAGES,
    Dimension.TYPE: ComplaintType.values,
}
# Parts that are not all of it.
SOME_OF = {Dimension.RESULT, Dimension.STATE}
APART = {Dimension.PART}
# What is part of something else is not more than it.
NOT_MORE: tuple[tuple[Key, Key, StrOrPromise], ...] = (
    (
        (FOUNDED, ""),
        (RECEIVED, ""),
        gettext_lazy("%(part)s complaints founded of %(whole)s received."),
    ),
    (
        (ADMISSIBLE, ""),
        (RECEIVED, ""),
        gettext_lazy("%(part)s complaints admissible of %(whole)s received."),
    ),
    (
        (STANDARD, ""),
        (RECEIVED, ""),
        gettext_lazy(
            "%(part)s complaints by the standard procedure, but %(whole)s received in all ways."
        ),
    ),
    (
        (RECEIVED, ""),
        (REQUESTS, ""),
        gettext_lazy("%(part)s complaints, but %(whole)s requests of every nature."),
    ),
    (
        ("reopened", ""),
        (RECEIVED, ""),
        gettext_lazy("%(part)s complaints examined again of %(whole)s received."),
    ),
    (
        ("second_line", ""),
        (RECEIVED, ""),
        gettext_lazy("%(part)s complaints reached the second line of %(whole)s received."),
    ),
    (
        ("answered_in_time", DENOMINATOR),
        (ADMISSIBLE, ""),
        gettext_lazy("%(part)s answers were due, but only %(whole)s complaints are admissible."),
    ),
    (
        ("acknowledged_in_time", DENOMINATOR),
        (RECEIVED, ""),
        gettext_lazy("%(part)s acknowledgements were due, but only %(whole)s complaints came in."),
    ),
    (
        ("suggestions_taken_up", ""),
        (REQUESTS, "nature=suggestion"),
        gettext_lazy("%(part)s suggestions taken up of %(whole)s received."),
    ),
    (
        ("organisations_reporting", ""),
        ("organisations_in_network", ""),
        gettext_lazy("%(part)s organisations reported of %(whole)s in the Network."),
    ),
)


@dataclass(frozen=True)
class Question:
    """A contradiction, or something that is seldom so: which check, of which figure, in words."""

    code: str
    figure: Key
    sentence: str
    # What it asks about: other numbers are another question.
    numbers: tuple[Decimal, ...] = ()

    @property
    def key(self) -> str:
        """By which an answer finds it again, as long as the numbers stay."""
        told = " ".join(format(n.normalize(), "f") for n in self.numbers)
        mark = blake2s(told.encode(), digest_size=3).hexdigest()
        return ":".join((self.code, *self.figure, mark))


def questions(
    values: Values,
    before: Values | None,
    *,
    names: Mapping[str, str] | None = None,
    percentages: Collection[str] = (),
) -> list[Question]:
    """Of the figures of one year; `before`: those of the year before, where there are any.

    `names`: what the indicators are called. `percentages`: those in per cent, beside the rates.
    """
    found = Figures(values, names or {})
    asked = [
        *_sums(found),
        *_parts(found),
        *_by_type(found),
        *_not_more(found),
        *_rates(found, percentages),
        *_percentiles(found),
        *_standard_procedure(found),
        *_per_day(found),
    ]
    return asked + list(_jumps(found, Figures(before or {}, names or {}), percentages))


class Figures:
    """The numbers that were given, and what they are called."""

    def __init__(self, values: Values, names: Mapping[str, str]) -> None:
        self.numbers = {key: value for key, value in values.items() if value is not None}
        self.asked = values.keys()
        self.names = names

    def get(self, code: str, breakdown: str = "") -> Decimal | None:
        return self.numbers.get((code, breakdown))

    def name(self, code: str) -> str:
        return self.names.get(code) or code.replace("_", " ").capitalize()

    def is_share(self, code: str, percentages: Collection[str]) -> bool:
        """In per cent: it is said to be, or has a denominator."""
        is_known = code in percentages or code.startswith(SHARE_OF)
        return is_known or self.get(code, DENOMINATOR) is not None

    def along(self, code: str) -> dict[str, list[Key]]:
        """The parts of a figure by dimension, given or not."""
        parts: dict[str, list[Key]] = {}
        for key in self.asked:
            dimension, sign, _part = key[1].partition("=")
            if key[0] == code and sign:
                parts.setdefault(dimension, []).append(key)
        return parts

    @property
    def codes(self) -> list[str]:
        return list(dict.fromkeys(code for code, _breakdown in self.asked))


def _said(value: Decimal) -> str:
    return number(float(value))


def _total(parts: list[Decimal]) -> Decimal:
    return sum(parts, Decimal())


def _sums(found: Figures) -> Iterator[Question]:
    """The two sums that always hold."""
    for code, parts in SUMS.items():
        total, given = found.get(code), [found.get(part) for part in parts]
        known = [value for value in given if value is not None]
        if total is None or len(known) < len(parts) or _total(known) == total:
            continue
        sentence = _("%(name)s: %(total)s, but its parts add up to %(sum)s (%(parts)s).") % {
            "name": found.name(code),
            "total": _said(total),
            "sum": _said(_total(known)),
            "parts": " + ".join(_said(value) for value in known),
        }
        yield Question("sum", (code, ""), sentence, (total, *known))


def _parts(found: Figures) -> Iterator[Question]:
    """Along each dimension the parts add up to the total; of some of them, none is more than it."""
    for code in found.codes:
        total = found.get(code)
        if total is None:
            continue
        for dimension, keys in found.along(code).items():
            known = [found.numbers[key] for key in keys if key in found.numbers]
            if dimension in APART or not known:
                continue
            complete = _is_complete(dimension, keys, found)
            sum_of = _total(known)
            if sum_of == total or (sum_of < total and not complete):
                continue
            sentence = _("%(name)s: %(total)s, but %(dimension)s it adds up to %(sum)s.") % {
                "name": found.name(code),
                "total": _said(total),
                "dimension": Dimension(dimension).within,
                "sum": _said(sum_of),
            }
            yield Question("parts", (code, f"{dimension}="), sentence, (total, *known))


def _is_complete(dimension: str, keys: list[Key], found: Figures) -> bool:
    if dimension in SOME_OF or any(key not in found.numbers for key in keys):
        return False
    there = {breakdown.partition("=")[2] for _code, breakdown in keys}
    return there >= set(CODES.get(dimension, ()))


def _by_type(found: Figures) -> Iterator[Question]:
    """What is founded has one type, or none yet."""
    founded, total = found.get(FOUNDED), found.get(BY_TYPE)
    keys = found.along(BY_TYPE).get(Dimension.TYPE, [])
    if total is None and _is_complete(Dimension.TYPE, keys, found):
        total = _total([found.numbers[key] for key in keys])
    if founded is not None and total is not None and founded != total:
        sentence = _("%(founded)s complaints founded, but by type they add up to %(sum)s.") % {
            "founded": _said(founded),
            "sum": _said(total),
        }
        yield Question("by_type", (BY_TYPE, ""), sentence, (founded, total))


def _not_more(found: Figures) -> Iterator[Question]:
    for part_key, whole_key, words in NOT_MORE:
        part, whole = found.get(*part_key), found.get(*whole_key)
        if part is not None and whole is not None and part > whole:
            sentence = str(words) % {"part": _said(part), "whole": _said(whole)}
            yield Question("not_more", part_key, sentence, (part, whole))


def _rates(found: Figures, percentages: Collection[str]) -> Iterator[Question]:
    """A share is not above a hundred, and follows from its numerator and denominator."""
    for code in found.codes:
        share = found.get(code)
        above, below = found.get(code, NUMERATOR), found.get(code, DENOMINATOR)
        if not found.is_share(code, percentages):
            continue
        name = found.name(code)
        if above is not None and below is not None and above > below:
            words = _("%(name)s: the numerator %(numerator)s is more than the denominator %(of)s.")
            sentence = words % {"name": name, "numerator": _said(above), "of": _said(below)}
            yield Question("numerator", (code, NUMERATOR), sentence, (above, below))
        elif share is not None and share > HUNDRED:
            words = _("%(name)s: %(share)s is more than the whole.")
            sentence = words % {"name": name, "share": percent(float(share))}
            yield Question("share", (code, ""), sentence, (share,))
        elif share is not None and above is not None and below is not None:
            yield from _reckoned(code, name, share, above, below)


def _reckoned(
    code: str, name: str, share: Decimal, above: Decimal, below: Decimal
) -> Iterator[Question]:
    right = rate_of(above, below)
    if right is None or right == share:
        return
    sentence = _("%(name)s: %(share)s, but %(numerator)s of %(of)s are %(right)s.") % {
        "name": name,
        "share": percent(float(share)),
        "numerator": _said(above),
        "of": _said(below),
        "right": percent(float(right)),
    }
    yield Question("rate", (code, ""), sentence, (share, above, below))


def _percentiles(found: Figures) -> Iterator[Question]:
    """Nine in ten take no less than half of them."""
    for measured in ("days_to_acknowledge", "days_to_answer"):
        median, most = found.get(f"{measured}_median"), found.get(f"{measured}_p90")
        if median is not None and most is not None and median > most:
            words = _("%(name)s: %(most)s days, which is less than the median of %(median)s.")
            sentence = words % {
                "name": found.name(f"{measured}_p90"),
                "most": _said(most),
                "median": _said(median),
            }
            yield Question("percentile", (f"{measured}_p90", ""), sentence, (median, most))


def _standard_procedure(found: Figures) -> Iterator[Question]:
    """Where requests are complaints or questions alone: what is no question is a complaint."""
    requests, asked = found.get(REQUESTS), found.get(REQUESTS, f"{Dimension.NATURE}=question")
    complaints = found.get(STANDARD)
    others = {key for key in found.numbers if key[0] == REQUESTS and key[1].startswith("nature=")}
    if requests is None or asked is None or complaints is None or len(others) > 1:
        return
    if requests - asked != complaints:
        sentence = _(
            "%(requests)s requests − %(questions)s information requests = %(rest)s, but"
            " %(complaints)s complaints by the standard procedure are given: a difference of"
            " %(difference)s."
        ) % {
            "requests": _said(requests),
            "questions": _said(asked),
            "rest": _said(requests - asked),
            "complaints": _said(complaints),
            "difference": _said(abs(requests - asked - complaints)),
        }
        yield Question("standard", (STANDARD, ""), sentence, (requests, asked, complaints))


def _per_day(found: Figures) -> Iterator[Question]:
    """An average that its total does not give."""
    average = found.get(PER_DAY)
    code = REQUESTS if found.get(REQUESTS) is not None else RECEIVED
    total = found.get(code)
    if average is None or total is None:
        return
    reckoned = (total / DAYS_OF_YEAR).quantize(Decimal("0.1"))
    if abs(reckoned - average) <= Decimal("0.5"):
        return
    sentence = _(
        "An average of %(average)s uses a day cannot be reproduced: %(name)s, %(total)s, over"
        " %(days)s days is %(reckoned)s a day."
    ) % {
        "average": _said(average),
        "name": found.name(code),
        "total": _said(total),
        "days": DAYS_OF_YEAR,
        "reckoned": _said(reckoned),
    }
    yield Question("per_day", (PER_DAY, ""), sentence, (average, total))


def _jumps(found: Figures, before: Figures, percentages: Collection[str]) -> Iterator[Question]:
    """Totals that are far from those of the year before."""
    for key, value in found.numbers.items():
        earlier = before.numbers.get(key)
        if key[1] or earlier is None:
            continue
        change = abs(value - earlier)
        if change >= JUMP_LEAST and change > JUMP_SHARE * earlier:
            is_share = found.is_share(key[0], percentages)
            sentence = _("%(name)s: %(now)s, after %(before)s the year before.") % {
                "name": found.name(key[0]),
                "now": percent(float(value)) if is_share else _said(value),
                "before": percent(float(earlier)) if is_share else _said(earlier),
            }
            yield Question("jump", key, sentence, (value, earlier))
