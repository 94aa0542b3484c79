"""A comparison in words: values, reasons why there is none, breaks, and who reported."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.templatetags.ui import number, percent, percent_short
from indicators.compared import Compared, Measure
from indicators.comparing import Break, BreakKind, Reported, Standing, Track, Value, rounded
from indicators.enums import Unit
from indicators.models import IndicatorVersion

DASH = "–"
# In a sentence so many are named; the others are counted.
MOST_NAMED = 6


def names_of(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """A, B and C; a long list ends in how many others there are."""
    if len(names) > most + 1:
        left = len(names) - most
        others = ngettext("%(n)s other", "%(n)s others", left) % {"n": number(left)}
        names = [*names[:most], others]
    return str(get_text_list(list(names), _("and")))


def sorted_names(compared: Compared, codes: Iterable[str]) -> list[str]:
    return sorted((compared.name(code) for code in codes), key=str.casefold)


class Figure:
    """How the values of one comparison are written."""

    def __init__(self, compared: Compared, name: str, base_name: str) -> None:
        self.name = name
        self.base_name = base_name
        self.is_percent = (
            compared.asked.measure == Measure.SHARE or compared.definition.unit == Unit.PERCENT
        ) and compared.asked.measure != Measure.PER
        self.compared = compared

    @property
    def most(self) -> float:
        return 100 if self.is_percent else 0

    def write(self, value: Decimal | float | None) -> str:
        """With one decimal, halves up: as the files hold it."""
        if value is None:
            return DASH
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        written = float(rounded(exact))
        return percent(written) if self.is_percent else number(written)

    def tick(self, value: float) -> str:
        """Along an axis: no idle decimals."""
        return percent_short(value) if self.is_percent else number(value)

    @property
    def subject(self) -> str:
        """What is compared: the figure, and what it is measured in."""
        asked = self.compared.asked
        if asked.measure == Measure.PER:
            return _("%(figure)s per 10,000 service transactions") % {"figure": self.name}
        if asked.measure == Measure.SHARE:
            words = _("%(figure)s, in %% of %(base)s")
            return words % {"figure": self.name, "base": self.base_name}
        return self.name

    @property
    def measured(self) -> str:
        """What is compared, with its unit where the words do not say it already."""
        if self.compared.asked.measure != Measure.VALUE:
            return self.subject
        words = _("%(what)s, %(unit)s")
        return words % {"what": self.subject, "unit": self.unit}

    @property
    def unit(self) -> str:
        asked = self.compared.asked
        if asked.measure == Measure.PER:
            return _("per 10,000 service transactions")
        if self.is_percent:
            return _("in per cent")
        return str(Unit(self.compared.definition.unit).label)

    def basis(self, value: Value) -> str:
        """What a share rests on."""
        if value.numerator is None or value.denominator is None:
            return ""
        words = pgettext("3 of 10", "%(numerator)s of %(denominator)s")
        return words % {
            "numerator": number(float(value.numerator)),
            "denominator": number(float(value.denominator)),
        }


def reason(value: Value, compared: Compared) -> str:
    """Why there is no number; nothing where there is one."""
    if value.is_known:
        return ""
    if value.standing == Standing.ABSENT:
        return DASH
    no_base = (
        _("no transactions given")
        if compared.asked.measure == Measure.PER
        else _("denominator not given")
    )
    return {
        Standing.NOT_APPLICABLE: _("not applicable"),
        Standing.NOT_PROVIDED: _("not provided"),
        Standing.NOT_ATTESTED: _("not attested"),
        Standing.NO_BASE: no_base,
    }.get(value.standing, DASH)


# ── Who reported ─────────────────────────────────────────


def who_reported(compared: Compared, found: Reported, tracks: Sequence[Track], year: int) -> str:
    """62 of 65 organisations; who is missing, and why."""
    said = ngettext(
        "For %(year)s, %(given)s of %(members)s organisations reported.",
        "For %(year)s, %(given)s of %(members)s organisations reported.",
        found.answered,
    ) % {"year": year, "given": number(found.answered), "members": number(found.members)}
    if found.not_applicable:
        said += " " + ngettext(
            "For %(n)s of them the figure does not apply.",
            "For %(n)s of them the figure does not apply.",
            found.not_applicable,
        ) % {"n": number(found.not_applicable)}
    standings = {track.code: track.in_year(year).standing for track in tracks}
    sentences: Mapping[Standing, Callable[[], str]] = {
        Standing.NOT_ATTESTED: lambda: _("Not attested: %(names)s."),
        Standing.NOT_PROVIDED: lambda: _("Not provided: %(names)s."),
        Standing.NO_BASE: lambda: (
            _("Without service transactions: %(names)s.")
            if compared.asked.measure == Measure.PER
            else _("Without denominator: %(names)s.")
        ),
    }
    for standing, sentence in sentences.items():
        codes = [code for code in found.missing if standings[code] == standing]
        if codes:
            said += " " + sentence() % {"names": names_of(sorted_names(compared, codes))}
    return said


# ── Breaks ───────────────────────────────────────────────


def break_words(one: Break, compared: Compared) -> str:
    """A break as a sentence of the list below the table."""
    if one.kind == BreakKind.MEANING:
        return _meaning(one, compared)
    name = compared.name(one.code)
    if one.kind == BreakKind.MERGER:
        merged = names_of(sorted_names(compared, one.others))
        return ngettext(
            "%(merged)s went up in %(name)s.",
            "%(merged)s went up in %(name)s.",
            len(one.others),
        ) % {"merged": merged, "name": name}
    if one.kind == BreakKind.GROUP:
        before, after = (compared.group_name(code) for code in one.others)
        words = _("%(name)s passed from the group “%(before)s” to “%(after)s”.")
        return words % {"name": name, "before": before, "after": after}
    return _("%(name)s gave no figure.") % {"name": name}


def _meaning(one: Break, compared: Compared) -> str:
    versions = [version for year, version in compared.changes_of_meaning if year == one.year]
    return " ".join(map(change_in_words, versions)) or _("What is counted changed.")


def change_in_words(version: IndicatorVersion) -> str:
    """A version that counts something else, and why it does."""
    words = _("What “%(name)s” counts changed (version %(number)s).")
    said = words % {"name": str(version.name), "number": version.number}
    return f"{said} {version.reason}" if str(version.reason) else said


def short_break(year: int, found: Sequence[Break], compared: Compared) -> str:
    """The breaks of a year in a few words, above the dashed line."""
    said = []
    for one in found:
        if one.kind == BreakKind.MEANING:
            said.append(_("what is counted changed"))
        elif one.kind == BreakKind.MERGER:
            merged = names_of(sorted_names(compared, one.others), 2)
            words = {"merged": merged, "name": compared.name(one.code)}
            said.append(_("%(merged)s in %(name)s") % words)
        elif one.kind == BreakKind.GROUP:
            said.append(_("%(name)s in another group") % {"name": compared.name(one.code)})
    missing = [one.code for one in found if one.kind == BreakKind.MISSING]
    if missing:
        names = names_of(sorted_names(compared, missing), 2)
        said.append(_("without %(names)s") % {"names": names})
    return _("%(year)s: %(what)s") % {"year": year, "what": "; ".join(said)}
