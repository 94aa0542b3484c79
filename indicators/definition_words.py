"""A definition as people read it: its facts, and what differs between two versions of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.db.models import Field
from django.utils.text import capfirst

from core.errors import Fact
from core.texts import Text
from indicators.enums import Dimension, Section
from indicators.models import Indicator, IndicatorVersion

TEXTS = ("name", "explanation", "formula", "numerator", "denominator")
PLAIN = ("unit", "parts_unit", "better", "breakdowns", "source")


@dataclass(frozen=True)
class Difference:
    """What a fact said before and what it says now; the language where it is a text."""

    label: str
    old: str
    new: str
    language: str = ""


@dataclass(frozen=True)
class Told:
    """A version in the history of its indicator: the words it changed."""

    version: IndicatorVersion
    differences: list[Difference]


@dataclass(frozen=True)
class Entry:
    """An indicator in a list: as it reads now, and whether it read otherwise before."""

    indicator: Indicator
    version: IndicatorVersion
    history: list[Told]

    @property
    def facts(self) -> list[Fact]:
        return facts_of(self.version)


@dataclass(frozen=True)
class SectionOf:
    """The indicators of one part of a report."""

    code: str
    heading: str
    entries: list[Entry]


def label(name: str) -> str:
    column = cast("Field[Any, Any]", IndicatorVersion._meta.get_field(name))
    return capfirst(str(column.verbose_name))


def breakdowns_in_words(version: IndicatorVersion) -> str:
    """Without the halves of a share, which stand for themselves."""
    found = (Dimension(code) for code in version.breakdowns)
    words = ", ".join(one.within for one in found if one != Dimension.PART)
    return capfirst(words)


def plain_in_words(version: IndicatorVersion, name: str) -> str:
    if name == "breakdowns":
        return breakdowns_in_words(version)
    if name == "source":
        return version.source
    shown: str = getattr(version, f"get_{name}_display")()
    return shown


def facts_of(version: IndicatorVersion) -> list[Fact]:
    """What stands below its name and explanation, in the reader's language; what is empty is left out."""
    texts = {name: getattr(version, name) for name in ("formula", "numerator", "denominator")}
    found = [
        *(Fact(label(name), str(text), text.shown_language) for name, text in texts.items()),
        *(Fact(label(name), plain_in_words(version, name)) for name in PLAIN if name != "source"),
    ]
    return [fact for fact in found if fact.value]


def differences(old: IndicatorVersion, new: IndicatorVersion) -> list[Difference]:
    found = [*_texts_beside(old, new), *_plain_beside(old, new)]
    return [one for one in found if one.old != one.new]


def _texts_beside(old: IndicatorVersion, new: IndicatorVersion) -> Iterator[Difference]:
    for name in TEXTS:
        before: Text = getattr(old, name)
        after: Text = getattr(new, name)
        for code, language in settings.LANGUAGES:
            title = f"{label(name)} ({language})"
            yield Difference(title, before.get(code, ""), after.get(code, ""), code)


def _plain_beside(old: IndicatorVersion, new: IndicatorVersion) -> Iterator[Difference]:
    for name in PLAIN:
        yield Difference(label(name), plain_in_words(old, name), plain_in_words(new, name))


def history_of(versions: Iterable[IndicatorVersion]) -> list[Told]:
    """Newest first, each with what it changed of the one before; `versions` newest first too."""
    found = list(versions)
    before = [*found[1:], None]
    return [
        Told(version, differences(old, version) if old else [])
        for version, old in zip(found, before, strict=True)
    ]


def entry_of(indicator: Indicator) -> Entry:
    """Needs its versions read with it."""
    newest, *_others = told = history_of(indicator.versions.all())
    return Entry(indicator, newest.version, told)


def by_section(indicators: Iterable[Indicator]) -> list[SectionOf]:
    """In the order of a report; a part without indicators is left out."""
    entries = [entry_of(indicator) for indicator in indicators]
    found = [
        SectionOf(
            section.value,
            str(section.label),
            [entry for entry in entries if entry.indicator.section == section],
        )
        for section in Section
    ]
    return [section for section in found if section.entries]
