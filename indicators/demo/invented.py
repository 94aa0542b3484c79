"""Invented figures of a year, in which the sums hold; drawn from a seed, of no real organisation's doing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from indicators.figures import DENOMINATOR, NUMERATOR, rate_of

Key = tuple[str, str]
CHANNELS = {
    "web": 0.46,
    "email": 0.31,
    "letter": 0.09,
    "telephone": 0.08,
    "counter": 0.02,
    "forwarded": 0.04,
}
LANGUAGES = {"nl": 0.53, "fr": 0.43, "de": 0.02, "en": 0.02}
NATURES = {"question": 0.5, "notification": 0.22, "suggestion": 0.12, "compliment": 0.16}
FINDINGS = ("complaints_founded", "complaints_partly_founded", "complaints_unfounded")
TYPES = {"conduct": 0.14, "quality": 0.34, "handling": 0.44, "complaint_handling": 0.03}
# Of the complaints of a year.
TO_SECOND_LINE, REOPENED = 0.03, 0.04
# Complaints of a year, in the middle of what an organisation of the group is given.
SIZES = {
    "FPS_AND_DEFENCE": 620,
    "PPS": 60,
    "IPSS": 540,
    "OIP": 130,
    "FSI": 28,
    "POLICE": 900,
}


@dataclass(frozen=True)
class Codes:
    """What the reference lists hold."""

    grounds: Sequence[str]
    norms: Sequence[str]


def size_of(random: Random, group: str) -> int:
    return max(6, round(SIZES.get(group, 100) * random.lognormvariate(0, 0.7)))


def split(random: Random, total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Divide a number over codes, near their weights; nothing is lost."""
    found = dict.fromkeys(weights, 0)
    drawn = random.choices(list(weights), list(weights.values()), k=total) if total else []
    for code in drawn:
        found[code] += 1
    return found


def by(code: str, dimension: str, counts: Mapping[str, int]) -> dict[Key, Decimal | None]:
    return {(code, f"{dimension}={part}"): Decimal(number) for part, number in counts.items()}


def rate(random: Random, code: str, of: int, share: float) -> dict[Key, Decimal | None]:
    """A rate with its halves, so many of so many."""
    reached = sum(random.random() < share for _each in range(of))
    return {
        (code, ""): rate_of(reached, of),
        (code, NUMERATOR): Decimal(reached),
        (code, DENOMINATOR): Decimal(of),
    }


def totals(counts: Mapping[str, int]) -> dict[Key, Decimal | None]:
    return {(code, ""): Decimal(number) for code, number in counts.items()}


def days(random: Random, code: str, of: int, median: float) -> dict[Key, Decimal | None]:
    """Median and ninetieth percentile; of nothing there is none."""
    middle = Decimal(round(2 * median * random.uniform(0.8, 1.25))) / 2
    slow = Decimal(round(float(middle) * random.uniform(1.6, 2.6)))
    return {
        (f"{code}_median", ""): middle if of else None,
        (f"{code}_p90", ""): max(slow, middle) if of else None,
    }


def year_of(random: Random, size: int, codes: Codes, open_before: int) -> dict[Key, Decimal | None]:
    """Every figure of an organisation with about so many complaints; None: not applicable."""
    complaints = max(1, round(size * random.uniform(0.82, 1.2)))
    others = split(random, round(complaints * random.uniform(0.25, 0.6)), NATURES)
    course = split(
        random,
        complaints,
        {
            "complaints_admissible": random.uniform(0.8, 0.9),
            "complaints_inadmissible": 0.09,
            "complaints_pending_admissibility": 0.01,
            "complaints_forwarded": 0.03,
            "complaints_withdrawn": 0.02,
        },
    )
    admissible = course["complaints_admissible"]
    found = split(
        random,
        admissible,
        dict(zip(FINDINGS, (random.uniform(0.28, 0.46), 0.12, 0.38), strict=True))
        | {"complaints_no_opinion": 0.04, "complaints_without_finding": 0.02},
    )
    open_after = course["complaints_pending_admissibility"] + found["complaints_without_finding"]
    values: dict[Key, Decimal | None] = {}
    for rows in (
        arrived(random, complaints, others),
        totals(course),
        by(
            "complaints_inadmissible",
            "ground",
            spread(random, course["complaints_inadmissible"], codes.grounds),
        ),
        totals(found),
        of_founded(random, found, codes),
        rate(random, "acknowledged_in_time", complaints, random.uniform(0.78, 0.99)),
        rate(random, "answered_in_time", admissible, random.uniform(0.6, 0.96)),
        days(random, "days_to_acknowledge", complaints, 2.5),
        days(random, "days_to_answer", admissible, 19),
        totals({"open_at_start": open_before, "open_at_end": open_after}),
        what_followed(random, complaints, others),
    ):
        values |= rows
    return values


def arrived(
    random: Random, complaints: int, others: Mapping[str, int]
) -> dict[Key, Decimal | None]:
    """Complaints and everything else that was received, along the same dimensions."""
    values = totals(
        {
            "requests_received": complaints + sum(others.values()),
            "complaints_received": complaints,
            "complaints_received_standard_procedure": round(complaints * random.uniform(0.9, 1)),
        }
    )
    values |= by("requests_received", "nature", {"complaint": complaints, **others})
    for dimension, weights in (("channel", CHANNELS), ("language", LANGUAGES)):
        of_complaints = split(random, complaints, weights)
        beside = split(random, sum(others.values()), weights)
        together = {code: number + beside[code] for code, number in of_complaints.items()}
        values |= by("complaints_received", dimension, of_complaints)
        values |= by("requests_received", dimension, together)
    return values


def spread(random: Random, total: int, codes: Iterable[str]) -> dict[str, int]:
    """Over a reference list, its first codes oftener than its last."""
    return split(random, total, {code: 1 / place for place, code in enumerate(codes, start=1)})


def of_founded(random: Random, found: Mapping[str, int], codes: Codes) -> dict[Key, Decimal | None]:
    founded = found["complaints_founded"]
    named = founded + found["complaints_partly_founded"]
    norms = spread(random, named + round(named * random.uniform(0, 0.3)), codes.norms)
    types = split(random, founded, {**TYPES, "not_classified": 0.05})
    return {
        **totals({"complaints_founded_by_type": founded}),
        **by("complaints_founded_by_type", "type", types),
        **totals({"norms_not_respected": sum(norms.values())}),
        **by("norms_not_respected", "norm", norms),
    }


def what_followed(
    random: Random, complaints: int, others: Mapping[str, int]
) -> dict[Key, Decimal | None]:
    second_line = sum(random.random() < TO_SECOND_LINE for _each in range(complaints))
    actions = random.randint(0, 9)
    return {
        **totals(
            {
                "reopened": sum(random.random() < REOPENED for _each in range(complaints)),
                "second_line": second_line,
                "suggestions_taken_up": random.randint(0, others["suggestion"]),
                "improvement_actions": actions,
                "service_transactions": complaints * random.randint(300, 2500),
            }
        ),
        ("second_line", "result=overturned"): Decimal(random.randint(0, second_line)),
        ("improvement_actions", "state=done"): Decimal(random.randint(0, actions)),
        **rate(random, "satisfaction", random.randint(40, 900), random.uniform(0.55, 0.9)),
    }
