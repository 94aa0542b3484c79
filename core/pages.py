"""Pages of long lists: found by the last row shown, never by skipping rows, and never fully counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import BigAutoField, DateTimeField, Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.templatetags.ui import number

PAGE_SIZE = 25
# Counting stops here: beyond it nobody reads the number, and it costs the whole list.
MOST_COUNTED = 1000
# Between the sort value and the primary key of a token; in neither.
SEPARATOR = "~"
GREATEST_KEY = BigAutoField.MAX_BIGINT

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, and the tokens of the pages beside it ('' where there is none)."""

    rows: Sequence[Row]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Pager:
    """The links below a list, as `components/pager.html` prints them."""

    previous_url: str
    next_url: str
    count_text: str = ""


def pager(page: Page[Any], query: QueryDict, count_text: str = "") -> Pager:
    """Links to the pages beside, with the filters of this one."""

    def link(name: str, token: str) -> str:
        if not token:
            return ""
        parameters = query.copy()
        for other in ("after", "before"):
            parameters.pop(other, None)
        parameters[name] = token
        return f"?{parameters.urlencode()}"

    return Pager(link("before", page.before), link("after", page.after), count_text)


@dataclass(frozen=True)
class Count:
    """A number that is exact up to `MOST_COUNTED`."""

    number: int

    @property
    def is_exact(self) -> bool:
        return self.number <= MOST_COUNTED

    def __str__(self) -> str:
        if self.is_exact:
            return number(self.number)
        return _("more than %(number)s") % {"number": number(MOST_COUNTED)}


def count(rows: QuerySet[Any], page: Page[Any] | None = None) -> Count:
    """How many rows there are, without reading more than is told; `page` knows it when it holds them all."""
    if page is not None and page.rows and not (page.before or page.after):
        return Count(len(page.rows))
    return Count(rows.order_by()[: MOST_COUNTED + 1].count())


def page_of(
    rows: QuerySet[Row], order: str, *, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> Page[Row]:
    """The rows after or before a token, by `order` (`next_due`, `-received_on`) and primary key.

    The field of `order` is a date or a moment, never null. An unknown token gives the first page.
    """
    descending = order.startswith("-")
    field = order.removeprefix("-")
    earlier = _beside(rows, field, before, forward=descending)
    if earlier is not None:
        found = list(_sorted(earlier, field, descending=not descending)[: size + 1])
        # Fewer rows than fill a page: that is the first page.
        if len(found) > size:
            kept = found[:size][::-1]
            return Page(kept, before=_token(kept[0], field), after=_token(kept[-1], field))
    later = _beside(rows, field, after, forward=not descending)
    found = list(
        _sorted(rows if later is None else later, field, descending=descending)[: size + 1]
    )
    kept = found[:size]
    return Page(
        kept,
        before=_token(kept[0], field) if kept and later is not None else "",
        after=_token(kept[-1], field) if len(found) > size else "",
    )


def _sorted(rows: QuerySet[Row], field: str, *, descending: bool) -> QuerySet[Row]:
    sign = "-" if descending else ""
    return rows.order_by(f"{sign}{field}", f"{sign}pk")


def _token(row: Model, field: str) -> str:
    return f"{getattr(row, field).isoformat()}{SEPARATOR}{row.pk}"


def _beside(rows: QuerySet[Row], field: str, token: str, *, forward: bool) -> QuerySet[Row] | None:
    """The rows with greater (or smaller) values than the token's; None for a token that says nothing."""
    text, _separator, key = token.partition(SEPARATOR)
    is_moment = isinstance(rows.model._meta.get_field(field), DateTimeField)
    try:
        value = datetime.fromisoformat(text) if is_moment else date.fromisoformat(text)
        pk = int(key)
    except ValueError:
        return None
    if (isinstance(value, datetime) and value.tzinfo is None) or not 0 < pk <= GREATEST_KEY:
        return None
    side = "gt" if forward else "lt"
    # The first condition alone is one range of the index; the second takes out the ties before.
    return rows.filter(
        Q(**{f"{field}__{side}e": value}),
        Q(**{f"{field}__{side}": value}) | Q(**{f"pk__{side}": pk}),
    )
