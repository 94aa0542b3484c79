"""What the public does not see: small numbers, and what would give them away.

Numbers of people below the Network's threshold are hidden, zero excepted. Around them as little as
can be found is hidden too, so that no sum gives one back: over the parts of a figure, over figures
that always add up, over organisations, groups and the Network, and from one year's end to the next
one's start. A rate goes with its halves, a median with the number of complaints it was taken of.
What was shown before counts as known, and what was hidden stays so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from core.hidden_cells import Cells, Rule, at_least, hide, total_of
from indicators.checks import BY_TYPE, FOUNDED, NOT_MORE, RECEIVED, REQUESTS, SOME_OF, SUMS
from indicators.enums import Dimension, Unit, ValueState
from indicators.figures import DENOMINATOR, GROUP, NETWORK, NUMERATOR, OTHER_HALF, Figure

# Year, subject, indicator, breakdown.
Key = tuple[int, str, str, str]
# Indicator and breakdown, within one subject and year.
Name = tuple[str, str]

# Organisations and what they plan are nobody's secret; days and shares follow their base.
COUNTED = frozenset(Unit) - {Unit.PERCENT, Unit.DAYS, Unit.ORGANISATIONS, Unit.ACTIONS}
OPEN_AT_START, OPEN_AT_END = "open_at_start", "open_at_end"
CHAINED = {OPEN_AT_START, OPEN_AT_END}
# The complaints that a length in days was measured on.
MEASURED_ON = {
    "days_to_acknowledge_median": RECEIVED,
    "days_to_acknowledge_p90": RECEIVED,
    "days_to_answer_median": "complaints_admissible",
    "days_to_answer_p90": "complaints_admissible",
}
ALWAYS_EQUAL: tuple[tuple[Name, Name], ...] = (
    ((FOUNDED, ""), (BY_TYPE, "")),
    ((RECEIVED, ""), (REQUESTS, f"{Dimension.NATURE}=complaint")),
)
NORMS = "norms_not_respected"
# What it costs to hide a number: the Network's last, zeros rather not.
COST_OF_NETWORK, COST_OF_GROUP, COST_OF_ORGANISATION = 400, 6, 1
COST_OF_TOTAL, COST_OF_PART, COST_OF_ZERO = 60, 10, 30


@dataclass(frozen=True)
class Seen:
    """A figure as the public got it before."""

    figure: Figure
    is_hidden: bool


@dataclass(frozen=True)
class Hidden:
    """Figures to hide; those of them that what was published before gives away all the same."""

    keys: set[Key]
    given_away: set[Key]


def is_counted(figure: Figure) -> bool:
    """Is it a number of people's messages, that hiding is about?"""
    return (
        figure.state == ValueState.VALUE
        and figure.value is not None
        and figure.unit in COUNTED
        and figure.value == int(figure.value)
    )


def hidden_figures(figures: Sequence[Figure], smallest: int, before: Iterable[Seen] = ()) -> Hidden:
    """What to hide of one year's figures, of organisations, groups and the Network together.

    `before`: what the public has seen already: of this year, where it is corrected, and the stock of
    the years beside it. The same figures are hidden in whatever order they come.
    """
    cells = Cells()
    figures = sorted(figures, key=attrgetter("key"))
    known = (one for one in before if is_counted(one.figure))
    seen = {one.figure.key: one for one in sorted(known, key=lambda one: one.figure.key)}
    old = _places(cells, (one.figure for one in seen.values()))
    for key, place in old.items():
        (cells.hidden if seen[key].is_hidden else cells.shown).add(place)
    unchanged = {
        figure.key: old[figure.key]
        for figure in figures
        if figure.key in seen and seen[figure.key].figure.value == figure.value
    }
    counted = [figure for figure in figures if is_counted(figure)]
    new = unchanged | _places(cells, (one for one in counted if one.key not in unchanged))
    groups = {figure.key: figure.group for figure in counted}
    groups_before = {key: one.figure.group for key, one in seen.items()}
    table, table_before = _Table(cells, new, groups), _Table(cells, old, groups_before)
    beside = _Table(cells, old | new, groups_before | groups)
    rules = [*table.rules(), *table_before.rules(), *beside.chains()]
    outcome = hide(cells, list(dict.fromkeys(rules)), smallest)
    keys = {key for key, place in new.items() if place in outcome.hidden}
    keys |= set(_following(figures, keys))
    return Hidden(keys, {key for key, place in new.items() if place in outcome.given_away})


def _places(cells: Cells, figures: Iterable[Figure]) -> dict[Key, int]:
    return {figure.key: cells.add(int(figure.value or 0), _cost(figure)) for figure in figures}


def _cost(figure: Figure) -> int:
    cost = COST_OF_PART if figure.breakdown else COST_OF_TOTAL
    if not figure.value:
        cost += COST_OF_ZERO
    else:
        cost += int(figure.value).bit_length()
    if figure.subject == NETWORK:
        return cost * COST_OF_NETWORK
    return cost * (COST_OF_GROUP if figure.subject.startswith(GROUP) else COST_OF_ORGANISATION)


def _following(figures: Iterable[Figure], hidden: Collection[Key]) -> Iterator[Key]:
    """Rates whose halves are hidden, lengths in days whose base is."""
    for figure in figures:
        year, subject, indicator, _breakdown = figure.key
        if figure.unit == Unit.PERCENT:
            bases: Iterable[Key] = (
                (year, subject, indicator, half) for half in (NUMERATOR, DENOMINATOR)
            )
        elif figure.unit == Unit.DAYS and indicator in MEASURED_ON:
            bases = ((year, subject, MEASURED_ON[indicator], ""),)
        else:
            continue
        if any(base in hidden for base in bases):
            yield figure.key


class _Table:
    """The rules that hold between the numbers of one publication.

    A rule that the numbers break is left out: whoever reckons with it is led astray.
    """

    def __init__(self, cells: Cells, places: Mapping[Key, int], groups: Mapping[Key, str]) -> None:
        self.numbers = cells.numbers
        self.places = places
        self.groups = groups

    def rules(self) -> Iterator[Rule]:
        subjects: dict[tuple[int, str], dict[Name, int]] = defaultdict(dict)
        for (year, subject, indicator, breakdown), place in self.places.items():
            subjects[year, subject][indicator, breakdown] = place
        for found in subjects.values():
            yield from self._parts(found)
            yield from self._sums(found)
            yield from self._bounds(found)
        yield from self._over_organisations()

    def chains(self) -> Iterator[Rule]:
        """What is open at the end of a year is open at the start of the next."""
        for (year, subject, indicator, breakdown), start in self.places.items():
            end = self.places.get((year - 1, subject, OPEN_AT_END, breakdown))
            if indicator == OPEN_AT_START and end is not None:
                yield from self._equal([start], [end])

    def _parts(self, found: Mapping[Name, int]) -> Iterator[Rule]:
        along: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (indicator, breakdown), place in found.items():
            dimension, sign, _code = breakdown.partition("=")
            if sign and dimension != Dimension.PART:
                along[indicator, dimension].append(place)
        for (indicator, dimension), parts in along.items():
            total = found.get((indicator, ""))
            if total is None:
                continue
            if dimension in SOME_OF:
                for part in parts:
                    yield from self._no_more([part], [total])
            else:
                yield from self._adding_up(total, parts)

    def _sums(self, found: Mapping[Name, int]) -> Iterator[Rule]:
        for total_code, codes in SUMS.items():
            total = found.get((total_code, ""))
            parts = [found[code, ""] for code in codes if (code, "") in found]
            if total is not None and parts:
                yield from self._adding_up(total, parts)
        for one, other in ALWAYS_EQUAL:
            if one in found and other in found:
                yield from self._equal([found[one]], [found[other]])

    def _bounds(self, found: Mapping[Name, int]) -> Iterator[Rule]:
        for part, whole, _words in NOT_MORE:
            if part in found and whole in found:
                yield from self._no_more([found[part]], [found[whole]])
        founded = [
            found[code, ""]
            for code in (FOUNDED, "complaints_partly_founded")
            if (code, "") in found
        ]
        for (indicator, breakdown), place in found.items():
            if breakdown == NUMERATOR and (indicator, DENOMINATOR) in found:
                yield from self._no_more([place], [found[indicator, DENOMINATOR]])
            elif indicator == RECEIVED and breakdown and (REQUESTS, breakdown) in found:
                yield from self._no_more([place], [found[REQUESTS, breakdown]])
            elif indicator == NORMS and breakdown and founded:
                yield from self._no_more([place], founded)

    def _over_organisations(self) -> Iterator[Rule]:
        members: dict[tuple[int, str, str], dict[str, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for key, place in self.places.items():
            year, subject, indicator, breakdown = key
            if subject == NETWORK or subject.startswith(GROUP):
                continue
            # Half a rate goes into no sum.
            other = OTHER_HALF.get(breakdown)
            if other is None or (year, subject, indicator, other) in self.places:
                members[year, indicator, breakdown][self.groups[key]].append(place)
        for (year, indicator, breakdown), of_groups in members.items():
            everyone: list[int] = []
            for group, places in of_groups.items():
                total = self.places.get((year, GROUP + group, indicator, breakdown))
                if total is not None:
                    yield from self._equal([total], places)
                everyone += places if total is None else [total]
            network = self.places.get((year, NETWORK, indicator, breakdown))
            if network is not None:
                yield from self._equal([network], everyone)

    def _amount(self, places: Iterable[int]) -> int:
        return sum(self.numbers[place] for place in places)

    def _equal(self, total: Sequence[int], parts: Sequence[int]) -> Iterator[Rule]:
        if total != parts and self._amount(total) == self._amount(parts):
            yield total_of(total[0], parts)

    def _adding_up(self, total: int, parts: Sequence[int]) -> Iterator[Rule]:
        """Where a part was not provided, the others are no more than the total."""
        if self._amount(parts) == self.numbers[total]:
            yield total_of(total, parts)
        else:
            yield from self._no_more(parts, [total])

    def _no_more(self, parts: Sequence[int], wholes: Sequence[int]) -> Iterator[Rule]:
        if self._amount(parts) <= self._amount(wholes):
            yield at_least(wholes, parts)
