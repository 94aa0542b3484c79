"""The columns of a register file: what stands in each, and how a cell of it is read.

An export writes what an import reads, so that a register goes out and comes in as it was.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from complaints.enums import (
    Admissibility,
    Channel,
    ComplaintType,
    Finding,
    Nature,
    Outcome,
)
from complaints.models import InadmissibilityGround
from core.sorting import sort_key
from core.spreadsheet import XLSX_TEXT, SpreadsheetError, parse_day
from core.word_forms import SEARCH_CONFIGURATIONS
from organisations.models import Department, NormOfConduct, Organisation, SecondLineBody
from processes.enums import Stage
from processes.models import Service

LONGEST_NUMBER, LONGEST_SUBJECT, LONGEST_NAME, LONGEST_EMAIL = 40, 200, 150, 254
# No register of complaints is older; the year is then a slip.
FIRST_YEAR = 1990
MOST_REOPENED = 50
OVERTURNED = ":overturned"
CUT = "[…]"
LANGUAGES = tuple(SEARCH_CONFIGURATIONS)
BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
COUNT = re.compile(r"\d{1,6}")
OWN_NUMBER = re.compile(r"([A-Za-z][A-Za-z0-9_]*)-(\d{4})-(\d+)")
QUOTED = 50
# What a spreadsheet shows where a formula went wrong; a CSV has it in the language of its writer.
WENT_WRONG = re.compile(
    r"#(?:N/A|N/B|NV|DIV/0!|DEEL/0!|(?:NAME|NAAM|NOM)\?|(?:REF|VERW|BEZUG|VALUE|WAARDE|VALEUR|WERT"
    r"|NULL|LEEG|NUL|NUM|GETAL|NOMBRE|ZAHL)!)"
)

Value = Any
Reader = Callable[[str], Value]


@dataclass(frozen=True)
class Column:
    """A heading, and what its cells hold, for people."""

    heading: str
    hint: StrOrPromise
    required: bool = False


def codes(choices: Iterable[str]) -> str:
    return " · ".join(choices)


# In this order; an export writes them all, an import takes what is there.
COLUMNS = (
    Column(
        "number",
        gettext_lazy("the number the case has, in any form; left empty, the register gives one"),
    ),
    Column("received_on", gettext_lazy("day of receipt: 2026-03-31 or 31/03/2026"), required=True),
    Column("registered_on", gettext_lazy("left empty, the day of receipt")),
    Column("acknowledged_on", gettext_lazy("day of the acknowledgement of receipt")),
    Column(
        "qualified_on",
        gettext_lazy(
            "day on which admissibility was decided; left empty, the day of the acknowledgement,"
            " or else of the registration"
        ),
    ),
    Column("answered_on", gettext_lazy("day of the answer")),
    Column("closed_on", gettext_lazy("day of closing; then “outcome” is filled in too")),
    Column("channel", codes(Channel.values), required=True),
    Column("nature", codes(Nature.values), required=True),
    Column("language", codes(LANGUAGES), required=True),
    Column(
        "admissibility",
        gettext_lazy("for a complaint: pending · admissible · inadmissible; empty for the rest"),
    ),
    Column("inadmissibility_ground", gettext_lazy("code of the ground, if inadmissible")),
    Column("outcome", codes(Outcome.values)),
    Column("finding", codes(Finding.values)),
    Column("type", codes(ComplaintType.values)),
    Column("norms", gettext_lazy("codes of the norms not respected, with a space between them")),
    Column("service", gettext_lazy("code or name, in any language, of a service of the catalogue")),
    Column("stage", codes(Stage.values)),
    Column("department", gettext_lazy("code or name, in any language, of a department")),
    Column(
        "subject",
        gettext_lazy("a line that says what it is about, 200 characters at most"),
        required=True,
    ),
    Column("text", gettext_lazy("what the person wrote or said")),
    Column("complainant_name", gettext_lazy("left empty, the case is anonymous")),
    Column("complainant_email", gettext_lazy("e-mail address")),
    Column("extended_until", gettext_lazy("new due date, where the time limit was extended")),
    Column("reopened_count", gettext_lazy("how often the case was reopened")),
    Column(
        "second_line",
        gettext_lazy("code of the body; with “:overturned” where it overturned the answer"),
    ),
)
HEADINGS = tuple(column.heading for column in COLUMNS)
REQUIRED = frozenset(column.heading for column in COLUMNS if column.required)


class Named:
    """Rows of a list by code, and by name in any language; neither capitals nor accents count."""

    def __init__(self, unknown: StrOrPromise, rows: Iterable[Any]) -> None:
        self.unknown = unknown
        self.codes: dict[str, int] = {}
        self.names: dict[str, set[int]] = {}
        for row in rows:
            self.codes[sort_key(row.code)] = row.pk
            for name in filter(None, row.name.values()):
                self.names.setdefault(sort_key(name), set()).add(row.pk)

    def key_of(self, text: str) -> int:
        wanted = sort_key(text)
        if wanted in self.codes:
            return self.codes[wanted]
        found = self.names.get(wanted, set())
        if len(found) > 1:
            said = _("More than one is called “%(text)s”: write the code.")
            raise SpreadsheetError(said % {"text": text[:QUOTED]})
        if not found:
            raise SpreadsheetError(str(self.unknown) % {"text": text[:QUOTED]})
        return next(iter(found))


@dataclass(frozen=True)
class Lists:
    """What the cells of an organisation's file may name, today."""

    organisation: str
    others: frozenset[str]
    services: Named
    departments: Named
    grounds: frozenset[str]
    norms: frozenset[str]
    bodies: Mapping[str, int]
    today: date


def lists_of(organisation: Organisation) -> Lists:
    known = frozenset(Organisation.objects.values_list("code", flat=True))
    return Lists(
        organisation=organisation.code,
        others=known - {organisation.code},
        services=Named(
            gettext_lazy("No service of your catalogue has the code or name “%(text)s”."),
            Service.objects.for_organisation(organisation).only("code", "name"),
        ),
        departments=Named(
            gettext_lazy("No department has the code or name “%(text)s”."),
            Department.objects.for_organisation(organisation).only("code", "name"),
        ),
        grounds=frozenset(InadmissibilityGround.objects.values_list("pk", flat=True)),
        norms=frozenset(NormOfConduct.objects.values_list("pk", flat=True)),
        bodies=dict(SecondLineBody.objects.values_list("code", "pk")),
        today=timezone.localdate(),
    )


# Readers of cells: each gives what an empty cell means too, or raises SpreadsheetError.


def readers(lists: Lists) -> list[tuple[str, Reader]]:
    """How to read each column, in the order of `HEADINGS`."""
    past = past_day(lists.today)
    found: dict[str, Reader] = {
        "number": number(lists),
        "received_on": needed(past),
        "registered_on": past,
        "acknowledged_on": past,
        "qualified_on": past,
        "answered_on": past,
        "closed_on": past,
        "channel": needed(one_of(Channel.values)),
        "nature": needed(one_of(Nature.values)),
        "language": needed(one_of(LANGUAGES)),
        "admissibility": one_of(Admissibility.values),
        "inadmissibility_ground": one_of(lists.grounds),
        "outcome": one_of(Outcome.values),
        "finding": one_of(Finding.values),
        "type": one_of(ComplaintType.values),
        "norms": norms(lists.norms),
        "service": named(lists.services),
        "stage": one_of(Stage.values),
        "department": named(lists.departments),
        "subject": needed(one_line(LONGEST_SUBJECT)),
        "text": whole_text,
        "complainant_name": one_line(LONGEST_NAME),
        "complainant_email": email,
        "extended_until": day,
        "reopened_count": count,
        "second_line": second_line(lists.bodies),
    }
    return [(heading, found[heading]) for heading in HEADINGS]


def needed(read: Reader) -> Reader:
    def reader(text: str) -> Value:
        if not text:
            raise SpreadsheetError(_("The cell is empty; every case has this."))
        return read(text)

    return reader


def day(text: str) -> date | None:
    if not text:
        return None
    found = parse_day(text)
    if found.year < FIRST_YEAR:
        raise SpreadsheetError(_("“%(text)s”: is the year right?") % {"text": text})
    return found


def past_day(today: date) -> Reader:
    """A day that has come; the same few hundred days stand in all the rows of a file."""

    @cache
    def reader(text: str) -> date | None:
        found = day(text)
        if found and found > today:
            raise SpreadsheetError(_("“%(text)s” lies in the future.") % {"text": text})
        return found

    return reader


def one_of(known: Iterable[str]) -> Reader:
    """A code of a closed list; in capitals it is the same."""
    allowed = {code.lower(): code for code in known}

    def reader(text: str) -> str:
        if not text:
            return ""
        code = allowed.get(text.lower())
        if code is None:
            raise SpreadsheetError(
                _("“%(text)s” is not known here. Known: %(codes)s.")
                % {"text": text[:QUOTED], "codes": ", ".join(sorted(allowed.values()))}
            )
        return code

    return reader


def norms(known: frozenset[str]) -> Reader:
    read = one_of(known)

    def reader(text: str) -> tuple[str, ...]:
        found = tuple(read(word) for word in text.split())
        for code in found:
            if found.count(code) > 1:
                raise SpreadsheetError(_("“%(text)s” stands there twice.") % {"text": code})
        return found

    return reader


def named(rows: Named) -> Reader:
    @cache
    def reader(text: str) -> int | None:
        return rows.key_of(text) if text else None

    return reader


def written(text: str) -> str:
    if WENT_WRONG.fullmatch(text):
        raise SpreadsheetError(_("“%(text)s”: here a formula went wrong.") % {"text": text})
    return text


def longest(text: str, most: int) -> str:
    if len(text) > most:
        raise SpreadsheetError(
            _("The text is %(length)d characters long; %(most)d are allowed.")
            % {"length": len(text), "most": most}
        )
    return text


def in_one_line(text: str) -> str:
    """Without breaks: one would end a line of a letter's heading."""
    return BREAKS.sub(" ", text)


def one_line(most: int) -> Reader:
    def reader(text: str) -> str:
        return longest(in_one_line(written(text)), most)

    return reader


def whole_text(text: str) -> str:
    if len(text) == XLSX_TEXT and text.endswith(CUT):
        raise SpreadsheetError(
            _("A workbook has cut this text. Bring the whole of it as CSV, or shorten it.")
        )
    if "\x00" in text:
        raise SpreadsheetError(_("The text holds a sign that cannot be stored."))
    return written(text)


def email(text: str) -> str:
    # Not repeated in the sentence: it is personal data.
    try:
        if text:
            validate_email(text)
    except ValidationError as error:
        raise SpreadsheetError(_("This is no e-mail address.")) from error
    return longest(text, LONGEST_EMAIL)


def number(lists: Lists) -> Reader:
    read = one_line(LONGEST_NUMBER)

    def reader(text: str) -> str | None:
        if not text:
            return None
        found: str = read(text)
        form = OWN_NUMBER.fullmatch(found)
        if form and form[1].upper() in lists.others:
            raise SpreadsheetError(
                _("“%(number)s” is a number of %(code)s. Is this the file of another organisation?")
                % {"number": found, "code": form[1].upper()}
            )
        return found

    return reader


def count(text: str) -> int:
    if not text:
        return 0
    if not COUNT.fullmatch(text):
        said = _("“%(text)s” is no number of times: write 0, 1, 2 …")
        raise SpreadsheetError(said % {"text": text[:QUOTED]})
    if int(text) > MOST_REOPENED:
        said = _("%(number)s times is more than can be: %(most)d at most.")
        raise SpreadsheetError(said % {"number": text, "most": MOST_REOPENED})
    return int(text)


def second_line(bodies: Mapping[str, int]) -> Reader:
    """The key of the body, and whether it overturned the answer: True, or not told."""
    read = one_of(bodies)

    def reader(text: str) -> tuple[int | None, bool | None]:
        if not text:
            return None, None
        code, is_overturned = text, None
        if text.lower().endswith(OVERTURNED) and text.lower() != OVERTURNED:
            code, is_overturned = text[: -len(OVERTURNED)], True
        return bodies[read(code)], is_overturned

    return reader


def labels(choices: type[TextChoices], counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts by code as counts by name, in the order of the list."""
    return [(str(choices(code).label), counted[code]) for code in choices.values if code in counted]
