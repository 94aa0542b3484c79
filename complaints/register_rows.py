"""A row of a register file as a case: its values, and what in them contradicts itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from complaints.enums import NAMES_NORMS, Admissibility, Nature, Outcome
from complaints.register_columns import HEADINGS, Reader
from core.spreadsheet import Row, SpreadsheetError
from core.templatetags.ui import day_plain

LONGEST_EXTENSION_YEARS = 5
DECIDED = frozenset({Admissibility.ADMISSIBLE, Admissibility.INADMISSIBLE})
# Outcomes of a case that was never answered.
WITHOUT_ANSWER = frozenset(
    {Outcome.INADMISSIBLE, Outcome.FORWARDED, Outcome.WITHDRAWN, Outcome.NOT_A_COMPLAINT}
)


@dataclass(slots=True)
class Entry:
    """What a row says, in the order of `HEADINGS`, with the days that follow where it says none."""

    number: str | None
    received_on: date
    registered_on: date
    acknowledged_on: date | None
    qualified_on: date | None
    answered_on: date | None
    closed_on: date | None
    channel: str
    nature: str
    language: str
    admissibility: str
    inadmissibility_ground: str
    outcome: str
    finding: str
    type: str
    norms: tuple[str, ...]
    service: int | None
    stage: str
    department: int | None
    subject: str
    text: str
    complainant_name: str
    complainant_email: str
    extended_until: date | None
    reopened_count: int
    second_line: tuple[int | None, bool | None]
    line: int = 0
    # The day of qualification is one that the file does not tell.
    assumes_qualification: bool = False

    @property
    def is_complaint(self) -> bool:
        return self.nature == Nature.COMPLAINT

    @property
    def ended_on(self) -> date | None:
        """The day of the answer, or of a closing without one."""
        return self.answered_on or self.closed_on


@dataclass(frozen=True)
class Rule:
    """What no row may say: the column to look at, those it is compared with, and the sentence."""

    column: str
    others: Sequence[str]
    is_broken: Callable[[Entry], bool]
    sentence: StrOrPromise

    def said(self, entry: Entry) -> str:
        days = {name: getattr(entry, name) for name in (self.column, *self.others)}
        written = {
            name: day_plain(value) for name, value in days.items() if isinstance(value, date)
        }
        return str(self.sentence) % written if "%(" in str(self.sentence) else str(self.sentence)


def lies_before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def too_far(entry: Entry) -> bool:
    until = entry.extended_until
    return until is not None and until.year - entry.received_on.year > LONGEST_EXTENSION_YEARS


RULES = (
    Rule(
        "registered_on",
        ["received_on"],
        lambda row: lies_before(row.registered_on, row.received_on),
        gettext_lazy("Registered before it was received, on %(received_on)s."),
    ),
    Rule(
        "acknowledged_on",
        ["received_on"],
        lambda row: lies_before(row.acknowledged_on, row.received_on),
        gettext_lazy("Acknowledged before it was received, on %(received_on)s."),
    ),
    Rule(
        "acknowledged_on",
        ["answered_on"],
        lambda row: lies_before(row.answered_on, row.acknowledged_on),
        gettext_lazy("Acknowledged after it was answered, on %(answered_on)s."),
    ),
    Rule(
        "acknowledged_on",
        ["closed_on", "answered_on"],
        lambda row: row.answered_on is None and lies_before(row.closed_on, row.acknowledged_on),
        gettext_lazy("Acknowledged after it was closed, on %(closed_on)s."),
    ),
    Rule(
        "qualified_on",
        ["received_on"],
        lambda row: lies_before(row.qualified_on, row.received_on),
        gettext_lazy("Qualified before it was received, on %(received_on)s."),
    ),
    Rule(
        "answered_on",
        ["received_on"],
        lambda row: lies_before(row.answered_on, row.received_on),
        gettext_lazy("Answered before it was received, on %(received_on)s."),
    ),
    Rule(
        "answered_on",
        ["qualified_on", "received_on", "acknowledged_on", "registered_on"],
        lambda row: (
            not row.assumes_qualification
            and not lies_before(row.answered_on, row.received_on)
            and lies_before(row.answered_on, row.qualified_on)
        ),
        gettext_lazy("Answered before it was qualified, on %(qualified_on)s."),
    ),
    Rule(
        "closed_on",
        ["received_on"],
        lambda row: lies_before(row.closed_on, row.received_on),
        gettext_lazy("Closed before it was received, on %(received_on)s."),
    ),
    Rule(
        "closed_on",
        ["answered_on"],
        lambda row: lies_before(row.closed_on, row.answered_on),
        gettext_lazy("Closed before it was answered, on %(answered_on)s."),
    ),
    Rule(
        "closed_on",
        ["qualified_on", "answered_on", "received_on"],
        lambda row: (
            not row.assumes_qualification
            and row.answered_on is None
            and not lies_before(row.closed_on, row.received_on)
            and lies_before(row.closed_on, row.qualified_on)
        ),
        gettext_lazy("Closed before it was qualified, on %(qualified_on)s."),
    ),
    # The day that is assumed is the one of the acknowledgement, which is compared above, or this.
    Rule(
        "qualified_on",
        ["registered_on", "acknowledged_on", "answered_on", "closed_on", "received_on"],
        lambda row: (
            row.assumes_qualification
            and row.acknowledged_on is None
            and not lies_before(row.ended_on, row.received_on)
            and lies_before(row.ended_on, row.qualified_on)
        ),
        gettext_lazy(
            "The cell is empty, so the day of registration counts, %(registered_on)s; but the case"
            " had ended before. Fill in the day on which admissibility was decided."
        ),
    ),
    Rule(
        "extended_until",
        ["received_on"],
        lambda row: row.extended_until is not None and row.extended_until <= row.received_on,
        gettext_lazy("The new due date does not lie after the day of receipt, %(received_on)s."),
    ),
    Rule(
        "extended_until",
        ["received_on"],
        too_far,
        gettext_lazy("More than five years after the day of receipt: is the year right?"),
    ),
    Rule(
        "admissibility",
        ["nature"],
        lambda row: row.is_complaint and not row.admissibility,
        gettext_lazy("A complaint is “pending”, “admissible” or “inadmissible”."),
    ),
    Rule(
        "admissibility",
        ["nature"],
        lambda row: not row.is_complaint and bool(row.admissibility),
        gettext_lazy("Only a complaint has this; here the nature is another one."),
    ),
    Rule(
        "inadmissibility_ground",
        ["admissibility"],
        lambda row: (
            row.admissibility == Admissibility.INADMISSIBLE and not row.inadmissibility_ground
        ),
        gettext_lazy("An inadmissible complaint names its ground."),
    ),
    Rule(
        "inadmissibility_ground",
        ["admissibility"],
        lambda row: (
            row.admissibility != Admissibility.INADMISSIBLE and bool(row.inadmissibility_ground)
        ),
        gettext_lazy("There is a ground, but “admissibility” does not say “inadmissible”."),
    ),
    Rule(
        "outcome",
        ["admissibility"],
        lambda row: (
            row.admissibility == Admissibility.INADMISSIBLE and row.outcome != Outcome.INADMISSIBLE
        ),
        gettext_lazy("An inadmissible complaint is closed: the outcome is “inadmissible”."),
    ),
    Rule(
        "outcome",
        ["admissibility"],
        lambda row: (
            row.outcome == Outcome.INADMISSIBLE and row.admissibility != Admissibility.INADMISSIBLE
        ),
        gettext_lazy("The outcome is “inadmissible”, but “admissibility” does not say so."),
    ),
    Rule(
        "outcome",
        ["closed_on"],
        lambda row: row.closed_on is not None and not row.outcome,
        gettext_lazy("The case is closed, but its outcome is missing."),
    ),
    Rule(
        "closed_on",
        ["outcome"],
        lambda row: bool(row.outcome) and row.closed_on is None,
        gettext_lazy("There is an outcome, but not the day of closing."),
    ),
    Rule(
        "answered_on",
        ["outcome"],
        lambda row: row.outcome == Outcome.ANSWERED and row.answered_on is None,
        gettext_lazy("The outcome is “answered”, but the day of the answer is missing."),
    ),
    Rule(
        "outcome",
        ["answered_on", "admissibility"],
        lambda row: (
            row.answered_on is not None
            and row.outcome in WITHOUT_ANSWER
            and row.admissibility != Admissibility.INADMISSIBLE
        ),
        gettext_lazy("The case was answered on %(answered_on)s: the outcome says otherwise."),
    ),
    Rule(
        "outcome",
        ["nature"],
        lambda row: row.is_complaint and row.outcome == Outcome.NOT_A_COMPLAINT,
        gettext_lazy("The nature is “complaint”, the outcome “not_a_complaint”."),
    ),
    Rule(
        "answered_on",
        ["admissibility"],
        lambda row: row.answered_on is not None and row.admissibility == Admissibility.PENDING,
        gettext_lazy("Answered, while admissibility is still “pending”."),
    ),
    Rule(
        "answered_on",
        ["admissibility"],
        lambda row: row.answered_on is not None and row.admissibility == Admissibility.INADMISSIBLE,
        gettext_lazy("An inadmissible complaint has no answer; the letter that says so closes it."),
    ),
    Rule(
        "qualified_on",
        ["admissibility"],
        lambda row: row.qualified_on is not None and row.admissibility == Admissibility.PENDING,
        gettext_lazy("There is a day of qualification, while admissibility is still “pending”."),
    ),
    Rule(
        "finding",
        ["nature", "admissibility"],
        lambda row: bool(row.finding) and row.admissibility != Admissibility.ADMISSIBLE,
        gettext_lazy("Only an admissible complaint has a finding."),
    ),
    Rule(
        "finding",
        ["answered_on"],
        lambda row: bool(row.finding) and row.answered_on is None,
        gettext_lazy("There is a finding, but the day of the answer is missing."),
    ),
    Rule(
        "norms",
        ["finding"],
        lambda row: bool(row.norms) and row.finding not in NAMES_NORMS,
        gettext_lazy("Norms are named where the finding is “founded” or “partly_founded”."),
    ),
    Rule(
        "type",
        ["nature"],
        lambda row: bool(row.type) and not row.is_complaint,
        gettext_lazy("Only a complaint has a type."),
    ),
    Rule(
        "type",
        ["nature", "answered_on"],
        lambda row: bool(row.type) and row.is_complaint and row.answered_on is None,
        gettext_lazy("There is a type, but the day of the answer is missing."),
    ),
)


def read_entry(
    row: Row, readers: Sequence[tuple[str, Reader]], errors: list[SpreadsheetError]
) -> Entry | None:
    """The row as an entry; None where a cell is wrong, after `errors` has got all that is."""
    values = []
    wrong = set()
    for heading, read in readers:
        try:
            values.append(read(row.values.get(heading, "")))
        except SpreadsheetError as error:
            errors.append(error.at(row.line, heading))
            wrong.add(heading)
            values.append(EMPTY.get(heading, ""))
    if row.surplus:
        said = _("Something stands beyond the last heading; is a quotation mark missing?")
        errors.append(SpreadsheetError(said, line=row.line))
    entry = Entry(*values)
    entry.line = row.line
    complete(entry)
    errors += faults(entry, wrong)
    return None if errors else entry


EMPTY: dict[str, object] = {
    **{heading: None for heading in HEADINGS if heading.endswith(("_on", "_until"))},
    "number": None,
    "norms": (),
    "service": None,
    "department": None,
    "reopened_count": 0,
    "second_line": (None, None),
}


def complete(entry: Entry) -> None:
    """Fill in the days that follow from others."""
    entry.registered_on = entry.registered_on or entry.received_on
    if entry.qualified_on is None and entry.admissibility in DECIDED:
        entry.qualified_on = entry.acknowledged_on or entry.registered_on
        entry.assumes_qualification = True


def faults(entry: Entry, wrong: set[str]) -> Iterator[SpreadsheetError]:
    """What contradicts itself; what follows from a cell that cannot be read is left out."""
    for rule in RULES:
        if wrong and (rule.column in wrong or wrong.intersection(rule.others)):
            continue
        if rule.is_broken(entry):
            yield SpreadsheetError(rule.said(entry), line=entry.line, column=rule.column)
