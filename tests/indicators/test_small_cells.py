"""Somebody who holds everything that is published, and knows every sum, tries to recover small numbers.

The reckoning here shares no code with what hides: its own list of sums, exact elimination, and limits
passed on from sum to sum until nothing becomes narrower.
"""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import inf
from random import Random

import pytest

from indicators.demo.invented import Codes, size_of, year_of
from indicators.figures import Figure, of_groups, of_network
from indicators.small_cells import Seen, hidden_figures

GROUPS = {
    "FPS_AND_DEFENCE": 5,
    "IPSS": 4,
    "OIP": 3,
    "PPS": 2,
    "FSI": 3,
    "POLICE": 1,
}
ORGANISATIONS = {
    f"{group}_{number}": group for group, count in GROUPS.items() for number in range(count)
}
CODES = Codes([f"ground_{n}" for n in range(6)], [f"norm_{n}" for n in range(8)])
SMALLEST = 5
DIVIDED = ("nature=", "channel=", "language=", "ground=", "type=", "norm=")
NOT_COUNTED = {
    "acknowledged_in_time",
    "answered_in_time",
    "satisfaction",
    "days_to_acknowledge_median",
    "days_to_acknowledge_p90",
    "days_to_answer_median",
    "days_to_answer_p90",
}


def unit_of(indicator, breakdown):
    if indicator.startswith("days_to"):
        return "days"
    return "percent" if indicator in NOT_COUNTED and not breakdown else "complaints"


def network(year, seed, opened=None):
    """Invented figures of every organisation, its group and the Network."""
    given = []
    for code, group in ORGANISATIONS.items():
        random = Random(f"{seed} {code}")  # noqa: S311 - the same figures every time
        size = size_of(random, group)
        random = Random(f"{seed} {code} {year}")  # noqa: S311 - as above
        for (indicator, breakdown), value in year_of(
            random, size, CODES, (opened or {}).get(code, 0)
        ).items():
            unit = unit_of(indicator, breakdown)
            state = "not_applicable" if value is None else "value"
            given.append(Figure(year, code, group, indicator, breakdown, state, value, unit, 1))
    return with_sums(given)


def with_sums(given):
    return [*given, *of_groups(given), *of_network(given)]


def numbers_of(figures):
    return {
        one.key: int(one.value) for one in figures if one.value is not None and unit_is_count(one)
    }


def unit_is_count(figure):
    return figure.unit not in {"percent", "days"}


def sums_of(figures, groups):  # noqa: C901, PLR0912, PLR0915 - one list of everything that is known
    """Every sum that anyone knows of: (signs, is it a limit), by the keys of its cells."""
    numbers = numbers_of(figures)
    found = []

    def equal(total, parts):
        if total in numbers and parts and numbers[total] == sum(numbers[one] for one in parts):
            found.append(({total: -1} | dict.fromkeys(parts, 1), False))

    def no_more(part, whole):
        if part in numbers and whole in numbers:
            found.append(({whole: 1, part: -1}, True))

    subjects = {(year, subject) for year, subject, _indicator, _breakdown in numbers}
    for year, subject in subjects:
        own = {key[2:]: key for key in numbers if key[:2] == (year, subject)}
        parts = defaultdict(list)
        for (indicator, breakdown), key in own.items():
            if breakdown.startswith(DIVIDED):
                parts[indicator, breakdown.split("=")[0]].append(key)
            if breakdown in {"state=done", "result=overturned"}:
                no_more(key, own.get((indicator, "")))
        for (indicator, _dimension), keys in parts.items():
            if (indicator, "") in own:
                equal(own[indicator, ""], keys)

        def total(code, own=own):
            return own.get((code, ""))

        outcome = ("admissible", "inadmissible", "pending_admissibility", "forwarded", "withdrawn")
        finding = ("founded", "partly_founded", "unfounded", "no_opinion", "without_finding")
        equal(total("complaints_received"), [total(f"complaints_{one}") for one in outcome])
        equal(total("complaints_admissible"), [total(f"complaints_{one}") for one in finding])
        equal(total("complaints_founded_by_type"), [total("complaints_founded")])
        equal(total("complaints_received"), [own["requests_received", "nature=complaint"]])
        for code in ("reopened", "second_line", "complaints_received_standard_procedure"):
            no_more(total(code), total("complaints_received"))
        for code in ("acknowledged_in_time", "answered_in_time", "satisfaction"):
            no_more(own.get((code, "part=numerator")), own.get((code, "part=denominator")))
    across = defaultdict(lambda: defaultdict(list))
    for key in numbers:
        year, subject, indicator, breakdown = key
        if subject in groups:
            across[year, indicator, breakdown][groups[subject]].append(key)
    for (year, indicator, breakdown), members in across.items():
        totals = []
        for group, keys in members.items():
            total_of_group = (year, f"GROUP_{group}", indicator, breakdown)
            equal(total_of_group, keys)
            totals.append(total_of_group)
        equal((year, "FED_NETWORK", indicator, breakdown), totals)
    for key in numbers:
        if key[2] == "open_at_start":
            end = (key[0] - 1, key[1], "open_at_end", key[3])
            if end in numbers:
                equal(key, [end])
    return numbers, found


def recovered(figures, hidden, groups=ORGANISATIONS):
    """What elimination and limits say for certain of the hidden numbers."""
    numbers, sums = sums_of(figures, groups)
    unknown = {key for key in hidden if key in numbers}
    rows, limits = [], []
    for signs, is_limit in sums:
        row = {key: Fraction(sign) for key, sign in signs.items() if key in unknown}
        known = sum(sign * numbers[key] for key, sign in signs.items() if key not in unknown)
        if row:
            limits.append((row, known, is_limit))
            if not is_limit:
                rows.append(row | {"": Fraction(known)})
    return by_elimination(rows) | by_limits(limits, unknown)


def by_elimination(rows):
    """Sparse, exact: each cell that is left alone in a row of the echelon form."""
    echelon = {}
    for row in rows:
        left = reduced_by(row, echelon)
        cells = [key for key in left if key != ""]
        if not cells:
            continue
        pivot = min(cells)
        first = {key: value / left[pivot] for key, value in left.items()}
        for other, line in echelon.items():
            if pivot in line:
                echelon[other] = without(line, first, line[pivot])
        echelon[pivot] = first
    return {
        pivot: -row.get("", 0)
        for pivot, row in echelon.items()
        if all(key in {pivot, ""} for key in row)
    }


def reduced_by(row, echelon):
    for key in [one for one in row if one in echelon]:
        if key in row:
            row = without(row, echelon[key], row[key])
    return row


def without(line, row, factor):
    found = dict(line)
    for key, value in row.items():
        found[key] = found.get(key, 0) - factor * value
    return {key: value for key, value in found.items() if value or key == ""}


def by_limits(limits, unknown):
    """Nothing is below zero; what a sum leaves for a cell narrows it, and so on."""
    least, most = dict.fromkeys(unknown, 0), dict.fromkeys(unknown, inf)
    changed = True
    while changed:
        changed = False
        for row, known, is_limit in limits:
            for key, sign in row.items():
                others = [(one, by) for one, by in row.items() if one != key]
                # sign * key = -(known + others), or at least that.
                high = -known - sum(by * (least if by > 0 else most)[one] for one, by in others)
                low = -known - sum(by * (most if by > 0 else least)[one] for one, by in others)
                if is_limit:
                    high = inf
                bounds = (low, high) if sign > 0 else (-high, -low)
                if bounds[0] > least[key]:
                    least[key], changed = bounds[0], True
                if bounds[1] < most[key]:
                    most[key], changed = bounds[1], True
    return {key: least[key] for key in unknown if least[key] == most[key]}


@cache
def year_of_network(seed):
    """Figures, and what is hidden of them: reckoned once for all tests."""
    figures = network(2024, seed)
    return figures, hidden_figures(figures, SMALLEST)


def small_of(figures):
    return {key for key, number in numbers_of(figures).items() if 0 < number < SMALLEST}


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_recovered_from_a_year_of_the_network(seed):
    figures, found = year_of_network(seed)

    assert small_of(figures) <= found.keys
    assert found.given_away == set()
    assert recovered(figures, found.keys) == {}


def test_the_same_is_hidden_in_whatever_order_figures_come():
    figures = network(2025, 0)
    shuffled = list(figures)
    Random(1).shuffle(shuffled)  # noqa: S311 - no secret

    assert hidden_figures(shuffled, SMALLEST) == hidden_figures(figures, SMALLEST)


def test_the_one_who_tries_succeeds_where_small_numbers_alone_are_hidden():
    """Else the test above would prove nothing."""
    figures = network(2024, 1)

    assert recovered(figures, small_of(figures)) != {}


def test_zeros_are_shown_wherever_they_can_be():
    figures, found = year_of_network(1)
    hidden = found.keys

    zeros = {key for key, number in numbers_of(figures).items() if number == 0}
    assert len(zeros & hidden) < len(zeros) / 20


def test_little_else_is_hidden_and_hardly_anything_of_the_network():
    figures, found = year_of_network(0)

    of_network = {key for key in numbers_of(figures) if key[1] == "FED_NETWORK"}
    assert len(found.keys) < 2 * len(small_of(figures))
    assert len((found.keys & of_network) - small_of(figures)) < len(of_network) / 20


def test_a_rate_goes_with_its_halves_and_days_with_their_base():
    figures = [
        Figure(2024, "A", "PPS", "complaints_admissible", "", "value", Decimal(3), "complaints", 1),
        Figure(2024, "A", "PPS", "answered_in_time", "", "value", Decimal("66.7"), "percent", 1),
        Figure(
            2024,
            "A",
            "PPS",
            "answered_in_time",
            "part=numerator",
            "value",
            Decimal(2),
            "complaints",
            1,
        ),
        Figure(
            2024,
            "A",
            "PPS",
            "answered_in_time",
            "part=denominator",
            "value",
            Decimal(3),
            "complaints",
            1,
        ),
        Figure(2024, "A", "PPS", "days_to_answer_median", "", "value", Decimal(4), "days", 1),
        Figure(2024, "A", "PPS", "days_to_acknowledge_median", "", "value", Decimal(1), "days", 1),
    ]

    hidden = hidden_figures(figures, SMALLEST).keys

    shown = {figure.indicator for figure in figures if figure.key not in hidden}
    assert shown == {"days_to_acknowledge_median"}


def test_half_a_rate_is_no_part_of_the_sum_that_keeps_another_hidden():
    """Of three organisations one gave a numerator alone: the Network's is that of the two others."""

    def half(subject, part, number):
        return Figure(
            2024,
            subject,
            "PPS",
            "answered_in_time",
            f"part={part}",
            "value",
            Decimal(number),
            "complaints",
            1,
        )

    given = [
        half("A", "numerator", 3),
        half("A", "denominator", 40),
        half("B", "numerator", 30),
        half("B", "denominator", 60),
        half("C", "numerator", 50),
    ]
    figures = with_sums(given)

    hidden = hidden_figures(figures, SMALLEST).keys

    of_network = {one.breakdown: one.value for one in figures if one.subject == "FED_NETWORK"}
    assert of_network == {"part=numerator": 33, "part=denominator": 100}
    numerators = {key[1] for key in hidden if key[3] == "part=numerator"}
    # 33 of the Network less 30 of B would be 3.
    assert "A" in numerators
    assert numerators & {"B", "FED_NETWORK"}
    assert "C" not in numerators


def test_the_next_year_does_not_give_away_what_this_one_hid():
    """Its start is this year's end, and its groups may have other members."""
    before = network(2023, 4)
    hidden_before = hidden_figures(before, SMALLEST).keys
    ends = {one.subject: int(one.value) for one in before if one.indicator == "open_at_end"}
    now = network(2024, 4, opened=ends)
    moved = {"OIP_0": "IPSS"}
    now = with_sums(
        [
            replace(one, group=moved.get(one.subject, one.group))
            for one in now
            if one.subject in ORGANISATIONS
        ]
    )
    stock = [one for one in before if one.indicator == "open_at_end"]

    found = hidden_figures(now, SMALLEST, [Seen(one, one.key in hidden_before) for one in stock])

    assert found.given_away == set()
    numbers, sums = sums_of(now, ORGANISATIONS | moved)
    numbers_before, sums_before = sums_of(before, ORGANISATIONS)
    chained = [
        ({key: 1, (2023, key[1], "open_at_end", ""): -1}, False)
        for key in numbers
        if key[2] == "open_at_start"
    ]
    numbers |= numbers_before
    hidden = (hidden_before | found.keys) & set(numbers)
    rows = []
    for signs, is_limit in [*sums, *sums_before, *chained]:
        known = sum(sign * numbers[key] for key, sign in signs.items() if key not in hidden)
        row = {key: Fraction(sign) for key, sign in signs.items() if key in hidden}
        if row and not is_limit:
            rows.append(row | {"": Fraction(known)})
    assert by_elimination(rows) == {}


def test_a_correction_does_not_give_away_what_was_hidden():
    """Everything that did not change was seen before, shown or hidden."""
    first, found_first = year_of_network(1)
    hidden_first = found_first.keys
    corrected = "FPS_AND_DEFENCE_0"
    second = with_sums(
        [
            replace(one, value=one.value + 7)
            if one.subject == corrected
            and one.key[2:] in {("improvement_actions", ""), ("service_transactions", "")}
            else one
            for one in first
            if one.subject in ORGANISATIONS
        ]
    )

    found = hidden_figures(second, SMALLEST, [Seen(one, one.key in hidden_first) for one in first])

    values = {one.key: one.value for one in first}
    same = {one.key for one in second if one.value == values.get(one.key)}
    assert {key for key in hidden_first if key in same} <= found.keys
    assert {key for key in found.keys if key in same and key not in hidden_first} == set()
    assert recovered(second, found.keys) == {}
