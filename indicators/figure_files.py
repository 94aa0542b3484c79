"""The figures of a submission as a file, and from a file: with the headings of the open data, all or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.spreadsheet import (
    Cell,
    Row,
    Sheet,
    SpreadsheetError,
    Table,
    read_table,
    write_csv,
    write_xlsx,
)
from core.text_fields import plain
from indicators import exports
from indicators.asked import Key, in_report_order, unit_of
from indicators.asking import number_of
from indicators.enums import ValueState
from indicators.models import CampaignMember, Measurement, Submission
from indicators.submitting import Said, as_kept, key_of, problem, said_of
from indicators.typed_numbers import NumberError, read_number

REASON = "reason"
# Told, never asked: which cases stood behind what the register gave.
EVIDENCE = ("cases", "sha256")
HEADINGS = (*exports.HEADINGS, REASON, *EVIDENCE)
NEEDED = ("year", "organisation", "indicator", "breakdown", "state", "value")
# More lines of errors nobody reads, and more lines than this no year has.
MOST_ERRORS = 200
MOST_LINES = 10_000
LONGEST_REASON = 500
LONGEST_SHOWN = 60


# ── Out ──────────────────────────────────────────────────


def lines(submission: Submission, rows: Iterable[Measurement]) -> Iterator[list[Cell]]:
    """What counts of each figure, and why it is something else than the register gives."""
    member = CampaignMember.objects.select_related("group").filter(
        campaign=submission.campaign_id, organisation=submission.organisation_id
    )
    group = next((one.group.code for one in member), "")
    for row in in_report_order(list(rows)):
        value = number_of(row)
        yield [
            submission.campaign.year,
            submission.organisation.code,
            group,
            row.indicator.code,
            row.breakdown,
            row.state,
            _plain(value),
            unit_of(row.definition, row.breakdown),
            row.definition.number,
            row.reason,
            row.evidence_count,
            row.evidence_hash,
        ]


def _plain(value: Decimal | None) -> Cell:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value


def as_csv(submission: Submission, rows: Iterable[Measurement]) -> Iterator[bytes]:
    return write_csv(HEADINGS, lines(submission, rows))


def as_xlsx(submission: Submission, rows: Iterable[Measurement], *, note: str = "") -> BytesIO:
    file = BytesIO()
    name = _("Yearly figures %(year)s") % {"year": submission.campaign.year}
    write_xlsx(
        file,
        [Sheet(name, HEADINGS, lines(submission, rows))],
        title=f"{name} · {submission.organisation.code}",
        author=str(submission.organisation.name),
        note=note,
    )
    file.seek(0)
    return file


# ── In ───────────────────────────────────────────────────


@dataclass
class Plan:
    """What a file says of the figures, or what is wrong with it; with an error, nothing is stored."""

    said: dict[Key, Said] = field(default_factory=dict)
    errors: list[SpreadsheetError] = field(default_factory=list)
    # Figures that would be something else than now.
    changed: int = 0


def read(file: IO[bytes], name: str, submission: Submission, rows: Iterable[Measurement]) -> Plan:
    """Every error with its line and column; nothing is guessed."""
    plan = Plan()
    try:
        table = read_table(file, name)
    except SpreadsheetError as error:
        plan.errors.append(error)
        return plan
    plan.errors += _errors_of_headings(table)
    if plan.errors:
        return plan
    found = _Lines(submission, {key_of(row): row for row in rows}, plan)
    try:
        for line in table.rows:
            found.take(line)
    except SpreadsheetError as error:
        plan.errors.append(error)
    found.finish()
    return plan


def _errors_of_headings(table: Table) -> Iterator[SpreadsheetError]:
    for heading in NEEDED:
        if heading not in table.headings:
            yield SpreadsheetError(_("This column is missing."), line=1, column=heading)
    for heading in table.headings:
        if heading not in HEADINGS:
            yield SpreadsheetError(
                _("This column is not known."), line=1, column=heading[:LONGEST_SHOWN]
            )


class _Lines:
    """The lines of a file as they are read, held against the submission."""

    def __init__(self, submission: Submission, rows: Mapping[Key, Measurement], plan: Plan) -> None:
        self.submission, self.rows, self.plan = submission, rows, plan
        self.codes = {code for code, _breakdown in rows}
        self.places: dict[Key, int] = {}
        # Of another year or organisation: what stands there, its first line, and how often.
        self.strange: dict[tuple[str, str], list[int]] = {}

    def take(self, line: Row) -> None:
        if line.line > MOST_LINES:
            words = _("There are more than %(most)d lines. Divide the file.")
            raise SpreadsheetError(words % {"most": MOST_LINES}, line=line.line)
        if line.surplus:
            words = _("The line has more cells than there are headings.")
            self.plan.errors.append(SpreadsheetError(words, line=line.line))
            return
        if self._is_strange(line):
            return
        try:
            key = self._key(line)
            said = self._said(line, self.rows[key])
        except SpreadsheetError as error:
            self.plan.errors.append(error)
            return
        self.plan.said[key] = said
        self.plan.changed += as_kept(self.rows[key], said) != said_of(self.rows[key])

    def _is_strange(self, line: Row) -> bool:
        """Of last year, or of another organisation: said once, not for each of a hundred lines."""
        expected = {
            "year": str(self.submission.campaign.year),
            "organisation": self.submission.organisation.code,
        }
        for column, right in expected.items():
            given = line.values[column].strip()
            if given.upper() != right:
                self.strange.setdefault((column, given), []).append(line.line)
                return True
        return False

    def _key(self, line: Row) -> Key:
        key = line.values["indicator"], line.values["breakdown"]
        if key[0] not in self.codes:
            said = _("“%(code)s” is no indicator that is asked for in %(year)s.")
            told = {"code": key[0][:LONGEST_SHOWN], "year": self.submission.campaign.year}
            raise SpreadsheetError(said % told, line=line.line, column="indicator")
        if key not in self.rows:
            said = _("“%(code)s” is no part of this indicator.")
            told = {"code": key[1][:LONGEST_SHOWN]}
            raise SpreadsheetError(said % told, line=line.line, column="breakdown")
        if key in self.places:
            said = _("This figure stands on line %(line)d already.")
            raise SpreadsheetError(
                said % {"line": self.places[key]}, line=line.line, column="indicator"
            )
        self.places[key] = line.line
        return key

    def _said(self, line: Row, row: Measurement) -> Said:
        unit = unit_of(row.definition, row.breakdown)
        self._check(line, "unit", unit)
        self._check(line, "definition_version", str(row.definition.number))
        state, text = line.values["state"], line.values["value"]
        if state not in ValueState.values:
            words = _("“%(state)s” is no state. Write value, not_provided or not_applicable.")
            raise SpreadsheetError(
                words % {"state": state[:LONGEST_SHOWN]}, line=line.line, column="state"
            )
        if state == ValueState.VALUE and not text:
            words = _("There is no number. A formula needs its result beside it.")
            raise SpreadsheetError(words, line=line.line, column="value")
        try:
            number = read_number(text, unit) if text else None
        except NumberError as error:
            raise SpreadsheetError(str(error), line=line.line, column="value") from error
        reason = " ".join(plain(line.values.get(REASON, "")).split())
        if len(reason) > LONGEST_REASON:
            words = _("The reason is longer than %(most)d signs.") % {"most": LONGEST_REASON}
            raise SpreadsheetError(words, line=line.line, column=REASON)
        said = Said(state, number, reason)
        wrong = problem(row, said)
        if wrong:
            contradicts = state != ValueState.VALUE and number is not None
            column = "value" if contradicts else REASON
            raise SpreadsheetError(wrong, line=line.line, column=column)
        return said

    @staticmethod
    def _check(line: Row, column: str, right: str) -> None:
        given = line.values.get(column, "")
        if given and given != right:
            said = _("“%(given)s” stands here, but %(right)s is asked.")
            told = {"given": given[:LONGEST_SHOWN], "right": right}
            raise SpreadsheetError(said % told, line=line.line, column=column)

    def finish(self) -> None:
        for (column, given), places in self.strange.items():
            self.plan.errors.append(
                SpreadsheetError(
                    self._stranger(column, given, places), line=places[0], column=column
                )
            )
        if not self.plan.said and not self.plan.errors:
            self.plan.errors.append(SpreadsheetError(_("The file holds no figures.")))
        self.plan.errors.sort(key=lambda error: error.line or 0)

    def _stranger(self, column: str, given: str, places: list[int]) -> str:
        told: dict[str, object] = {"given": given[:LONGEST_SHOWN]}
        if not given and column == "year":
            said = _("The year is missing.")
        elif not given:
            said = _("The organisation is missing.")
        elif column == "year":
            said = _("This is a figure of “%(given)s”; those of %(right)s are asked.")
            told["right"] = self.submission.campaign.year
        else:
            said = _("This is a figure of “%(given)s”; yours are those of %(right)s.")
            told["right"] = self.submission.organisation.code
        more = len(places) - 1
        if not more:
            return said % told
        also = ngettext("%(n)d more line says the same.", "%(n)d more lines say the same.", more)
        return f"{said % told} {also % {'n': more}}"
