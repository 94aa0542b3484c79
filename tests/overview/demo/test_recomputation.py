"""Every yearly figure of the three registers, computed again from rows read with plain SQL.

Nothing here is shared with the code that counts: the state of a case at a cut-off is found by
playing its events forward (there, later events are undone), and each definition is written out
once more, in Python, from the words of the design.
"""

import csv
import json
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection

from complaints.exports import HEADINGS
from complaints.exports import rows as exported_rows
from core.row_security import organisation_context
from organisations.models import Organisation
from tests.overview.demo.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

REGISTERS = ("FIN", "INAMI", "BOSA")
YEARS = (2024, 2025, 2026)
BRUSSELS = ZoneInfo("Europe/Brussels")
DAYS = (
    "received_on",
    "acknowledged_on",
    "acknowledgement_due",
    "first_answered_on",
    "answered_on",
    "answer_due",
    "qualified_on",
    "closed_on",
)


def read(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Register:
    """The events of an organisation's cases, in the order in which they happened."""

    def __init__(self, code):
        self.code = code
        self.organisation = Organisation.objects.get(code=code)
        with organisation_context(self.organisation.pk):
            events = read(
                "select case_id, id, code, happened_at, new::text from complaints_event"
                " where organisation_id = %s order by happened_at, id",
                [self.organisation.pk],
            )
            self.numbers = {
                row["id"]: row["number"]
                for row in read(
                    "select id, number from complaints_case where organisation_id = %s",
                    [self.organisation.pk],
                )
            }
        self.histories = defaultdict(list)
        for event in events:
            self.histories[event["case_id"]].append(event)

    def at(self, day):
        """Each case as it stood at the end of a day in Brussels."""
        moment = datetime.combine(day, time.max, tzinfo=BRUSSELS)
        return {key: state(history, moment) for key, history in self.histories.items()}


def state(history, moment):
    found = dict.fromkeys(("second_line_id", "second_line_overturned", "inadmissibility_ground_id"))
    answered = None
    for event in history:
        new = json.loads(event["new"])
        if event["code"] == "answer":
            answered = event["happened_at"]
        if event["code"] == "received" or event["happened_at"] <= moment:
            found |= new
        elif event["code"] == "close" and answered is not None and answered <= moment:
            # The analysis of an answer counts from that answer on.
            found |= {name: new[name] for name in ("type", "norms") if name in new}
    return found | {
        name: date.fromisoformat(found[name]) if found.get(name) else None for name in DAYS
    }


def is_complaint(case):
    return case["nature"] == "complaint"


def is_admissible(case):
    return is_complaint(case) and case["admissibility"] == "admissible"


def is_undecided(case):
    return is_complaint(case) and case["admissibility"] == "pending"


def share(numerator, denominator):
    if not denominator:
        return None
    return (Decimal(100 * numerator) / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)


def percentile(lengths, part):
    """Between the two nearest values, in proportion."""
    if not lengths:
        return None
    ordered = sorted(lengths)
    place = (len(ordered) - 1) * part
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 1)


def recomputed(register, year):
    """Code and breakdown to value; a part that is absent is zero, None does not apply."""
    cut_off = min(date(year, 12, 31), TODAY)
    states = register.at(cut_off)
    cases = [
        case
        for case in states.values()
        if case["received_on"].year == year and case["received_on"] <= cut_off
    ]
    complaints = [case for case in cases if is_complaint(case)]
    admissible = [case for case in cases if is_admissible(case)]
    inadmissible = [case for case in complaints if case["admissibility"] == "inadmissible"]
    undecided = [case for case in cases if is_undecided(case)]
    away = [case for case in undecided if case["outcome"] in ("forwarded", "withdrawn")]
    founded = [case for case in admissible if case["finding"] == "founded"]
    values = {
        ("requests_received", ""): len(cases),
        ("complaints_received", ""): len(complaints),
        ("complaints_admissible", ""): len(admissible),
        ("complaints_inadmissible", ""): len(inadmissible),
        ("complaints_pending_admissibility", ""): len(undecided) - len(away),
        ("complaints_founded_by_type", ""): len(founded),
        ("reopened", ""): sum(case["reopened_count"] > 0 for case in complaints),
        ("second_line", ""): sum(bool(case["second_line_id"]) for case in complaints),
        ("suggestions_taken_up", ""): sum(
            case["nature"] == "suggestion" and case["decision"] == "taken_up" for case in cases
        ),
    }
    for outcome in ("forwarded", "withdrawn"):
        number = sum(case["outcome"] == outcome for case in away)
        values[f"complaints_{outcome}", ""] = number
    for finding in ("founded", "partly_founded", "unfounded", "no_opinion", ""):
        number = sum(case["finding"] == finding for case in admissible)
        values[f"complaints_{finding or 'without_finding'}", ""] = number
    for code, rows, dimension, column in (
        ("requests_received", cases, "nature", "nature"),
        ("requests_received", cases, "channel", "channel"),
        ("requests_received", cases, "language", "language"),
        ("complaints_received", complaints, "channel", "channel"),
        ("complaints_received", complaints, "language", "language"),
        ("complaints_inadmissible", inadmissible, "ground", "inadmissibility_ground_id"),
        ("complaints_founded_by_type", founded, "type", "type"),
    ):
        for part, number in Counter(case[column] or "not_classified" for case in rows).items():
            values[code, f"{dimension}={part}"] = number
    norms = Counter(norm for case in admissible for norm in case["norms"] or [])
    values["norms_not_respected", ""] = norms.total()
    values |= {("norms_not_respected", f"norm={norm}"): n for norm, n in norms.items()}
    values["second_line", "result=overturned"] = sum(
        bool(case["second_line_id"] and case["second_line_overturned"]) for case in complaints
    )
    before = date(year - 1, 12, 31)
    values["open_at_start", ""] = still_open(register.at(before), before)
    values["open_at_end", ""] = still_open(states, cut_off)
    return values | times(complaints, admissible, cut_off) | actions(register, year, cut_off)


def times(complaints, admissible, cut_off):
    passed = cut_off if cut_off < TODAY else TODAY - timedelta(1)
    kept = [case for case in admissible if case["outcome"] not in ("forwarded", "withdrawn")]
    values = {}
    for code, rows, done, due in (
        ("acknowledged_in_time", complaints, "acknowledged_on", "acknowledgement_due"),
        ("answered_in_time", kept, "first_answered_on", "answer_due"),
    ):
        owed = [case for case in rows if case[due] and (case[done] or case[due] <= passed)]
        in_time = sum(case[done] is not None and case[done] <= case[due] for case in owed)
        values[code, ""] = share(in_time, len(owed))
        values[code, "part=numerator"] = in_time
        values[code, "part=denominator"] = len(owed)
    for code, rows, done in (
        ("days_to_acknowledge", complaints, "acknowledged_on"),
        ("days_to_answer", admissible, "first_answered_on"),
    ):
        lengths = [(case[done] - case["received_on"]).days for case in rows if case[done]]
        values[f"{code}_median", ""] = percentile(lengths, 0.5)
        values[f"{code}_p90", ""] = percentile(lengths, 0.9)
    return values


def still_open(states, day):
    return sum(
        is_complaint(case) and case["received_on"] <= day and case["status"] != "closed"
        for case in states.values()
    )


def actions(register, year, cut_off):
    planned = read(
        "select id from processes_action where organisation_id = %s"
        " and created_on between %s and %s",
        [register.organisation.pk, date(year, 1, 1), cut_off],
    )
    last = {
        row["action_id"]: row["move"]
        for row in read(
            "select action_id, move from processes_actionchange"
            " where happened_on <= %s and move <> '' order by happened_on, id",
            [cut_off],
        )
    }
    done = sum(last.get(row["id"]) == "finish" for row in planned)
    return {
        ("improvement_actions", ""): len(planned),
        ("improvement_actions", "state=done"): done,
    }


@pytest.mark.parametrize("code", REGISTERS)
@pytest.mark.parametrize("year", YEARS)
def test_every_figure_equals_what_the_rows_say(code, year):
    register = Register(code)
    out = StringIO()

    call_command("yearly_figures", code.lower(), str(year), stdout=out)

    expected = recomputed(register, year)
    rows = list(csv.DictReader(StringIO(out.getvalue())))
    given = {
        (row["indicator"], row["breakdown"]): Decimal(row["value"])
        if row["state"] == "value"
        else None
        for row in rows
    }
    assert {key for key, value in expected.items() if value} <= set(given)
    differing = {
        key: (value, expected.get(key, 0))
        for key, value in given.items()
        if (value is None) != (expected.get(key, 0) is None)
        or (value is not None and value != Decimal(str(expected.get(key, 0))))
    }
    assert differing == {}
    assert sum(row["value"] not in ("", "0") for row in rows) >= 30


@pytest.mark.parametrize("code", REGISTERS)
def test_the_exported_cases_say_what_their_events_say(code):
    register = Register(code)
    states = register.at(TODAY)
    with organisation_context(register.organisation.pk):
        exported = [
            dict(zip(HEADINGS, row, strict=True))
            for row in exported_rows(register.organisation, list(states))
        ]

    by_number = {register.numbers[key]: case for key, case in states.items()}

    assert len(exported) == len(by_number)
    for row in exported:
        case = by_number[row["number"]]
        for name in ("received_on", "acknowledged_on", "qualified_on", "answered_on", "closed_on"):
            assert row[name] == case[name], (row["number"], name)
        for name in ("channel", "nature", "language", "outcome", "finding", "type"):
            assert (row[name] or "") == (case[name] or ""), (row["number"], name)
        assert (row["norms"] or "").split() == list(case["norms"] or [])
