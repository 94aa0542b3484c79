"""Comparing organisations over years: quartiles, who reported, the constant sample, mergers, breaks.

Pure functions over values that were read before. Missing is not zero, and what does not apply is
not missing. Nothing here ranks anybody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import ceil, floor

from indicators.figures import rate_of

# Of fewer values quartiles would be the values of single organisations.
LEAST_FOR_QUARTILES = 5
PER_TRANSACTIONS = 10_000
QUARTERS = tuple(Decimal(part) / 4 for part in (1, 2, 3))
ONE_DECIMAL = Decimal("0.1")


class Standing(StrEnum):
    """What is known of an organisation in a year."""

    VALUE = "value"
    NOT_APPLICABLE = "not_applicable"
    NOT_PROVIDED = "not_provided"
    # A member of that year's campaign whose figures nobody attested.
    NOT_ATTESTED = "not_attested"
    # The number is known, what it is to be divided by is not.
    NO_BASE = "no_base"
    # Not in the Network that year.
    ABSENT = "absent"


MISSING = frozenset({Standing.NOT_PROVIDED, Standing.NOT_ATTESTED, Standing.NO_BASE})


@dataclass(frozen=True)
class Value:
    """A number, or why there is none; of a share also what it is a share of."""

    standing: Standing
    number: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_known(self) -> bool:
        return self.standing == Standing.VALUE and self.number is not None


NOTHING = Value(Standing.ABSENT)


class Adding(StrEnum):
    """How values of several organisations become one."""

    SUM = "sum"
    # Numerators over denominators, never a mean of shares.
    RATIO = "ratio"
    # Medians and percentiles cannot be added.
    NEVER = "never"


@dataclass(frozen=True)
class Rule:
    """`times`: 100 for a share in per cent, 10,000 for a number per so many transactions."""

    adding: Adding
    times: int = 100


@dataclass(frozen=True)
class Track:
    """An organisation over the years: its value in each, and the group it belonged to then."""

    code: str
    values: Mapping[int, Value]
    groups: Mapping[int, str] = field(default_factory=dict)
    # The code of the organisation that took over its tasks, and the first year without it.
    successor: str = ""
    ended: int | None = None
    # Those whose numbers are added to its own, where that was asked.
    joined: Sequence[str] = ()

    def in_year(self, year: int) -> Value:
        return self.values.get(year, NOTHING)

    def is_member(self, year: int) -> bool:
        return self.in_year(year).standing != Standing.ABSENT

    @property
    def group(self) -> str:
        """The last one."""
        return self.groups[max(self.groups)] if self.groups else ""


# ── Quartiles ────────────────────────────────────────────


@dataclass(frozen=True)
class Quartiles:
    n: int
    least: Decimal
    low: Decimal
    median: Decimal
    high: Decimal
    most: Decimal


def quantile(numbers: Sequence[Decimal], share: Decimal) -> Decimal:
    """Interpolated linearly between neighbours, both ends included, as PostgreSQL's `percentile_cont`.

    (Hyndman and Fan's type 7; the inclusive quartiles of a spreadsheet.)
    """
    ordered = sorted(numbers)
    place = share * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def quartiles(numbers: Sequence[Decimal]) -> Quartiles | None:
    """None of too few."""
    if len(numbers) < LEAST_FOR_QUARTILES:
        return None
    low, median, high = (quantile(numbers, share) for share in QUARTERS)
    return Quartiles(len(numbers), min(numbers), low, median, high, max(numbers))


def resting_on(numbers: Sequence[Decimal], secret: Sequence[bool]) -> tuple[bool, bool, bool]:
    """Of low, median and high: does one of the values it was taken of stand among the `secret` ones?

    Of few values a quartile is the value of one organisation, or lies between those of two.
    """
    ordered = sorted(zip(numbers, secret, strict=True))
    places = [share * (len(ordered) - 1) for share in QUARTERS]
    low, median, high = (
        ordered[floor(place)][1] or ordered[ceil(place)][1] if ordered else False
        for place in places
    )
    return low, median, high


# ── Many organisations as one ────────────────────────────


def rounded(number: Decimal) -> Decimal:
    """To one decimal, halves up, as every figure is written."""
    return number.quantize(ONE_DECIMAL, ROUND_HALF_UP)


def ratio(numerator: Decimal, denominator: Decimal, times: int) -> Value:
    """A share, or a number per so many; of nothing it does not apply."""
    if not denominator:
        return Value(Standing.NOT_APPLICABLE, None, numerator, denominator)
    number = (
        rate_of(numerator, denominator)
        if times == 100  # noqa: PLR2004 - per cent
        else rounded(numerator * times / denominator)
    )
    return Value(Standing.VALUE, number, numerator, denominator)


def whole(values: Iterable[Value], rule: Rule) -> Value:
    """Of those that are known; nothing where they cannot be added, or where nobody was there."""
    there = [value for value in values if value.standing != Standing.ABSENT]
    known = [value for value in there if value.is_known]
    if not there or rule.adding == Adding.NEVER:
        return NOTHING
    if not known:
        return Value(Standing.NOT_PROVIDED)
    if rule.adding == Adding.SUM:
        return Value(Standing.VALUE, sum((value.number or Decimal() for value in known), Decimal()))
    halves = [one for one in known if one.numerator is not None and one.denominator is not None]
    if not halves:
        return Value(Standing.NOT_PROVIDED)
    return ratio(
        sum((one.numerator or Decimal() for one in halves), Decimal()),
        sum((one.denominator or Decimal() for one in halves), Decimal()),
        rule.times,
    )


@dataclass(frozen=True)
class Reported:
    """Of so many members, who gave a number, for whom it does not apply, and who is missing."""

    given: int
    not_applicable: int
    missing: Sequence[str]

    @property
    def members(self) -> int:
        return self.answered + len(self.missing)

    @property
    def answered(self) -> int:
        return self.given + self.not_applicable


def reported(tracks: Iterable[Track], year: int) -> Reported:
    found = {track.code: track.in_year(year) for track in tracks if track.is_member(year)}
    return Reported(
        sum(value.is_known for value in found.values()),
        sum(value.standing == Standing.NOT_APPLICABLE for value in found.values()),
        sorted(code for code, value in found.items() if value.standing in MISSING),
    )


def compared_years(tracks: Sequence[Track], years: Iterable[int]) -> list[int]:
    """Those of which anybody gave a number: a year without any compares nothing."""
    return [year for year in years if any(track.in_year(year).is_known for track in tracks)]


def constant_sample(tracks: Sequence[Track], years: Iterable[int]) -> list[Track]:
    """Those with a number in every year that is compared."""
    compared = compared_years(tracks, years)
    return [
        track
        for track in tracks
        if compared and all(track.in_year(year).is_known for year in compared)
    ]


# ── Mergers ──────────────────────────────────────────────


def predecessors(tracks: Iterable[Track]) -> dict[str, list[str]]:
    """Of each successor those that went up in it, directly or through others."""
    after = {track.code: track.successor for track in tracks if track.successor}
    found: dict[str, list[str]] = {}
    for code in after:
        last, seen = code, {code}
        while (following := after.get(last)) and following not in seen:
            seen.add(following)
            last = following
        if last != code:
            found.setdefault(last, []).append(code)
    return found


def joined(tracks: Sequence[Track], years: Sequence[int], rule: Rule) -> list[Track]:
    """Each successor with the sum of its predecessors in the years before; these no longer stand apart.

    Where one of them gave no number, that year's sum is unknown. What cannot be added stays as it is.
    """
    if rule.adding == Adding.NEVER:
        return list(tracks)
    by_code = {track.code: track for track in tracks}
    before = {
        successor: codes
        for successor, codes in predecessors(tracks).items()
        if successor in by_code
    }
    gone = {code for codes in before.values() for code in codes}
    return [
        _with(track, [by_code[code] for code in before.get(track.code, ())], years, rule)
        for track in tracks
        if track.code not in gone
    ]


def _with(track: Track, earlier: Sequence[Track], years: Sequence[int], rule: Rule) -> Track:
    if not earlier:
        return track
    values: dict[int, Value] = {}
    for year in years:
        present = [one for one in (track, *earlier) if one.is_member(year)]
        if present:
            values[year] = _together([one.in_year(year) for one in present], rule)
    return replace(track, values=values, joined=[one.code for one in earlier])


def _together(values: Sequence[Value], rule: Rule) -> Value:
    """The sum of all; not known where one of them is not, or is a share of nobody knows what."""
    if len(values) == 1:
        return values[0]
    missing = next((value for value in values if value.standing in MISSING), None)
    if missing:
        return Value(missing.standing)
    if rule.adding == Adding.RATIO and any(
        value.is_known and None in (value.numerator, value.denominator) for value in values
    ):
        return Value(Standing.NO_BASE)
    if not any(value.is_known for value in values):
        return Value(Standing.NOT_APPLICABLE)
    return whole(values, rule)


# ── Breaks ───────────────────────────────────────────────


class BreakKind(StrEnum):
    """Why the years before are not simply comparable, in the order in which breaks are told."""

    MEANING = "meaning"
    MERGER = "merger"
    GROUP = "group"
    MISSING = "missing"


@dataclass(frozen=True, order=True)
class Break:
    """From `year` on something is different: for everyone, or for one organisation."""

    year: int
    kind: BreakKind
    # Empty for a definition, which holds for everyone.
    code: str = ""
    # Of a merger those that went up in it; of a group the one before and the one after.
    others: tuple[str, ...] = ()


def breaks(
    tracks: Sequence[Track], years: Sequence[int], changes_of_meaning: Iterable[int]
) -> list[Break]:
    """Every break within the years, in their order; the first year breaks with nothing."""
    found = [Break(year, BreakKind.MEANING) for year in set(changes_of_meaning) & set(years[1:])]
    found += _mergers(tracks, years)
    compared = compared_years(tracks, years)
    for track in tracks:
        found += _changes_of_group(track, years)
        found += _gaps(track, compared)
    order = list(BreakKind)
    return sorted(found, key=lambda one: (one.year, order.index(one.kind), one.code))


def _mergers(tracks: Sequence[Track], years: Sequence[int]) -> Iterator[Break]:
    """At the first of the years without the predecessor; none where its numbers were added."""
    together: dict[tuple[int, str], list[str]] = {}
    for track in tracks:
        ended = track.ended
        first = next((year for year in years if ended is not None and year >= ended), None)
        if track.successor and first is not None and first != years[0]:
            together.setdefault((first, track.successor), []).append(track.code)
    for (year, successor), codes in together.items():
        yield Break(year, BreakKind.MERGER, successor, tuple(sorted(codes)))


def _changes_of_group(track: Track, years: Sequence[int]) -> Iterator[Break]:
    before = ""
    for year in years:
        group = track.groups.get(year, "")
        if group and before and group != before:
            yield Break(year, BreakKind.GROUP, track.code, (before, group))
        before = group or before


def _gaps(track: Track, compared: Sequence[int]) -> Iterator[Break]:
    """Where a member that gives numbers in other years begins to be missing."""
    if not any(track.in_year(year).is_known for year in compared):
        return
    was_missing = False
    for year in compared:
        is_missing = track.in_year(year).standing in MISSING
        if is_missing and not was_missing:
            yield Break(year, BreakKind.MISSING, track.code)
        was_missing = is_missing
