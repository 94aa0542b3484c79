"""The columns of a file of services: how each is written, read back, compared and stored.

An export holds exactly what an import reads, so that a file that comes back as it went changes
nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from core.sorting import sort_key
from core.spreadsheet import XLSX_CUT, Cell, SpreadsheetError, parse_day
from core.text_fields import plain
from core.texts import Text
from organisations.models import Department, Organisation, Place
from processes.contacts import check_contact, whole_link
from processes.enums import ContactChannel, DurationUnit, PaymentMeans, ServiceStatus
from processes.models import CustomerGroup, LifeEvent, Service, ServiceDocument
from processes.publishing import Channel, Document, store_channels, store_documents

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TEXTS = (
    "name",
    "for_whom",
    "result",
    "conditions",
    "cost",
    "appeal",
    "legal_basis",
    "words",
)
LONGEST, LONGEST_LINE = 10_000, 300
GREATEST_NUMBER = 32_767
MOST_ROWS = 40
SEPARATOR = " | "
CUT = "[…]"
ESCAPED = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
PIECE = re.compile(r"((?:\\.?|[^|\\])*)(?:\||$)")

Value = Any


def in_one_line(text: str) -> str:
    return " ".join(plain(text).split())


@dataclass(frozen=True)
class Lookup:
    """Rows by code, and by name in any language; neither capitals nor accents count."""

    error: StrOrPromise
    rows: Mapping[str, Any]

    @classmethod
    def of(cls, error: StrOrPromise, rows: Iterable[Any]) -> "Lookup":
        found: dict[str, Any] = {}
        codes: dict[str, Any] = {}
        for row in rows:
            codes[sort_key(row.code)] = row
            for name in row.name.values():
                if name:
                    found.setdefault(sort_key(name), row)
        return cls(error, found | codes)

    def find(self, text: str) -> Any:
        row = self.rows.get(sort_key(text))
        if row is None:
            raise SpreadsheetError(self.error % {"text": text[:50]})
        return row


@dataclass(frozen=True)
class Lists:
    """What a file may name."""

    departments: Lookup
    places: Lookup
    groups: Lookup
    events: Lookup


def lists_of(organisation: Organisation) -> Lists:
    return Lists(
        Lookup.of(
            gettext_lazy("No department has the code or name “%(text)s”."),
            Department.objects.for_organisation(organisation),
        ),
        Lookup.of(
            gettext_lazy("No place has the code or name “%(text)s”."),
            Place.objects.for_organisation(organisation),
        ),
        Lookup.of(
            gettext_lazy("No customer group has the code or name “%(text)s”."),
            CustomerGroup.objects.for_organisation(organisation),
        ),
        Lookup.of(
            gettext_lazy("No life event has the code or name “%(text)s”."),
            LifeEvent.objects.all(),
        ),
    )


@dataclass(frozen=True)
class Column:
    """A heading; `read` gives the value of a service, `parse` that of a cell, `cell` writes one."""

    heading: str
    hint: StrOrPromise
    read: Callable[[Service], Value]
    parse: Callable[[str, Lists], Value]
    store: Callable[[Service, Value], None]
    cell: Callable[[Value], Cell] = field(default=lambda value: value)
    # Stored once the service has a key.
    is_late: bool = False

    def said(self, value: Value) -> str:
        """A value for the list of changes."""
        cell = self.cell(value)
        return "" if cell is None else str(cell)


# ── Texts, codes, numbers, days ──────────────────────────


def text_column(name: str, code: str) -> Column:
    is_long = Service._meta.get_field(name).long  # type: ignore[union-attr]
    most = LONGEST if is_long else LONGEST_LINE
    tidy = (lambda text: plain(text).strip()) if is_long else in_one_line

    def parse(text: str, _lists: Lists) -> str:
        found = tidy(text)
        if len(found) > most:
            raise SpreadsheetError(
                _("The text is longer than %(most)d characters.") % {"most": most}
            )
        if len(text) >= XLSX_CUT and text.endswith(CUT):
            raise SpreadsheetError(_("The text was cut when it was written. Use CSV."))
        return found

    def store(service: Service, value: str) -> None:
        texts = {**getattr(service, name), code: value}
        setattr(service, name, Text({key: text for key, text in texts.items() if text}))

    return Column(
        f"{name}_{code}",
        gettext_lazy("text; words: one a line") if name == "words" else gettext_lazy("text"),
        lambda service: tidy(getattr(service, name).get(code, "")),
        parse,
        store,
    )


def attribute(name: str) -> Callable[[Service, Value], None]:
    def store(service: Service, value: Value) -> None:
        setattr(service, name, value)

    return store


def one_of(choices: type[TextChoices], text: str) -> str:
    code = text.strip().casefold()
    if code not in choices.values:
        raise SpreadsheetError(
            _("“%(text)s” is unknown here. Write one of these: %(codes)s.")
            % {"text": text[:50], "codes": ", ".join(choices.values)}
        )
    return code


def choice_column(name: str, choices: type[TextChoices], default: str) -> Column:
    return Column(
        name,
        ", ".join(choices.values),
        lambda service: str(getattr(service, name)),
        lambda text, _lists: one_of(choices, text) if text else default,
        attribute(name),
    )


def number_column(name: str) -> Column:
    def parse(text: str, _lists: Lists) -> int | None:
        if not text:
            return None
        if re.fullmatch(r"-\d+([.,]\d+)?", text):
            raise SpreadsheetError(_("A time is not negative. Write 0 or more."))
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise SpreadsheetError(_("Write the time as a whole number."))
        if int(text) > GREATEST_NUMBER:
            raise SpreadsheetError(_("This time is too long. Choose a larger unit."))
        return int(text)

    hint = gettext_lazy("whole number, empty for none")
    return Column(name, hint, lambda service: getattr(service, name), parse, attribute(name))


def day_column(name: str) -> Column:
    def parse(text: str, _lists: Lists) -> date | None:
        return parse_day(text) if text else None

    hint = gettext_lazy("day, such as 2026-03-31")
    return Column(name, hint, lambda service: getattr(service, name), parse, attribute(name))


def source_column() -> Column:
    most = Service._meta.get_field("source").max_length or 0

    def parse(text: str, _lists: Lists) -> str:
        found = in_one_line(text)
        if len(found) > most:
            raise SpreadsheetError(
                _("The text is longer than %(most)d characters.") % {"most": most}
            )
        return found

    return Column(
        "source",
        gettext_lazy("text"),
        lambda service: in_one_line(service.source),
        parse,
        attribute("source"),
    )


# ── What a service points at ─────────────────────────────


def department_column() -> Column:
    return Column(
        "department",
        gettext_lazy("code, or name in any language"),
        lambda service: service.department,
        lambda text, lists: lists.departments.find(text) if text else None,
        attribute("department"),
        lambda department: department.code if department else "",
    )


def several(text: str) -> list[str]:
    """Codes or names apart by `|` or line ends, each once."""
    return list(dict.fromkeys(part for raw in re.split(r"[|\n]", text) if (part := raw.strip())))


def related_column(name: str, list_of: Callable[[Lists], Lookup]) -> Column:
    def store(service: Service, value: frozenset[Any]) -> None:
        getattr(service, name).set(value)

    return Column(
        name,
        gettext_lazy("codes or names, apart by |"),
        lambda service: frozenset(getattr(service, name).all()) if service.pk else frozenset(),
        lambda text, lists: frozenset(list_of(lists).find(part) for part in several(text)),
        store,
        lambda rows: SEPARATOR.join(sorted(row.code for row in rows)),
        is_late=True,
    )


def payment_column() -> Column:
    order = list(PaymentMeans.values)

    def parse(text: str, _lists: Lists) -> list[str]:
        return sorted({one_of(PaymentMeans, part) for part in several(text)}, key=order.index)

    return Column(
        "payment_means",
        SEPARATOR.join(order),
        lambda service: sorted(service.payment_means, key=order.index),
        parse,
        attribute("payment_means"),
        SEPARATOR.join,
    )


# ── Rows of a service, one a line ────────────────────────


def written(pieces: Sequence[str]) -> str:
    """The pieces of a row in one line, apart by `|`."""
    said = list(pieces)
    while said and not said[-1]:
        said.pop()
    return SEPARATOR.join("".join(ESCAPED.get(sign, sign) for sign in piece) for piece in said)


def pieces_of(line: str, number: int) -> list[str]:
    found = [
        re.sub(r"\\([\\|n])", lambda sign: "\n" if sign[1] == "n" else sign[1], raw).strip()
        for raw in PIECE.findall(line)
    ]
    # The pattern finds an empty piece at the end of each line.
    while found and not found[-1]:
        found.pop()
    if len(found) > number:
        raise SpreadsheetError(
            _("“%(line)s” has more than %(number)d parts. A | in a text is written \\|.")
            % {"line": line[:50], "number": number}
        )
    for piece in found:
        if len(piece) > LONGEST_LINE:
            raise SpreadsheetError(
                _("The text is longer than %(most)d characters.") % {"most": LONGEST_LINE}
            )
    return [in_one_line(piece) for piece in found] + [""] * (number - len(found))


def lines_of(text: str) -> list[str]:
    lines = [line for line in plain(text).split("\n") if line.strip(" |")]
    if len(lines) > MOST_ROWS:
        raise SpreadsheetError(_("There are more than %(most)d lines.") % {"most": MOST_ROWS})
    return lines


def text_of(pieces: Sequence[str]) -> Text:
    return Text({code: piece for code, piece in zip(LANGUAGES, pieces, strict=True) if piece})


def tidied(text: Text) -> Text:
    return text_of([in_one_line(text.get(code, "")) for code in LANGUAGES])


def said_in(text: Text) -> list[str]:
    return [text.get(code, "") for code in LANGUAGES]


def documents_of(service: Service) -> list[Document]:
    rows = service.documents.all() if service.pk else []
    return [Document(tidied(row.name), row.known, tidied(row.known_from)) for row in rows]


def documents_column(heading: str, *, known: bool) -> Column:
    number = len(LANGUAGES) * (2 if known else 1)

    def parse(text: str, _lists: Lists) -> tuple[Document, ...]:
        found = []
        for line in lines_of(text):
            pieces = pieces_of(line, number)
            name = text_of(pieces[: len(LANGUAGES)])
            if not name:
                raise SpreadsheetError(_("“%(line)s” names nothing.") % {"line": line[:50]})
            where = text_of(pieces[len(LANGUAGES) :]) if known else Text()
            found.append(Document(name, known, where))
        return tuple(found)

    def store(service: Service, value: tuple[Document, ...]) -> None:
        others = ServiceDocument.objects.filter(service=service).exclude(known=known)
        kept = [Document(row.name, row.known, row.known_from) for row in others]
        store_documents(service, sorted([*kept, *value], key=lambda row: row.known))

    def cell(rows: tuple[Document, ...]) -> str:
        return "\n".join(
            written([*said_in(row.name), *(said_in(row.known_from) if known else [])])
            for row in rows
        )

    return Column(
        heading,
        gettext_lazy("one a line: nl | fr | de | en, then from where: nl | fr | de | en")
        if known
        else gettext_lazy("one a line: nl | fr | de | en"),
        lambda service: tuple(row for row in documents_of(service) if row.known == known),
        parse,
        store,
        cell,
        is_late=True,
    )


def channels_column() -> Column:
    def read(service: Service) -> tuple[Channel, ...]:
        rows = service.channels.all() if service.pk else []
        return tuple(
            Channel(row.channel, in_one_line(row.contact), tidied(row.hours)) for row in rows
        )

    def parse(text: str, _lists: Lists) -> tuple[Channel, ...]:
        found = []
        for line in lines_of(text):
            code, contact, *hours = pieces_of(line, 2 + len(LANGUAGES))
            channel = one_of(ContactChannel, code)
            contact = whole_link(channel, contact)
            try:
                check_contact(channel, contact)
            except ValidationError as error:
                told = f"“{contact[:50]}”. {error.messages[0]}"
                raise SpreadsheetError(told) from error
            found.append(Channel(channel, contact, text_of(hours)))
        return tuple(found)

    def cell(rows: tuple[Channel, ...]) -> str:
        return "\n".join(written([row.channel, row.contact, *said_in(row.hours)]) for row in rows)

    return Column(
        "channels",
        gettext_lazy("one a line: channel | contact | hours in nl | fr | de | en"),
        read,
        parse,
        store_channels,
        cell,
        is_late=True,
    )


CODE = "code"
COLUMNS: tuple[Column, ...] = (
    *(text_column("name", code) for code in LANGUAGES),
    choice_column("status", ServiceStatus, ServiceStatus.DRAFT),
    department_column(),
    related_column("customer_groups", lambda lists: lists.groups),
    related_column("life_events", lambda lists: lists.events),
    *(text_column(name, code) for name in TEXTS[1:] for code in LANGUAGES),
    documents_column("documents", known=False),
    documents_column("known_data", known=True),
    payment_column(),
    number_column("announced_amount"),
    choice_column("announced_unit", DurationUnit, DurationUnit.WORKING_DAYS),
    number_column("legal_amount"),
    choice_column("legal_unit", DurationUnit, DurationUnit.CALENDAR_DAYS),
    channels_column(),
    related_column("places", lambda lists: lists.places),
    number_column("appeal_amount"),
    choice_column("appeal_unit", DurationUnit, DurationUnit.CALENDAR_DAYS),
    source_column(),
    day_column("valid_from"),
    day_column("valid_until"),
)
BY_HEADING = {column.heading: column for column in COLUMNS}
HEADINGS = (CODE, *BY_HEADING)
