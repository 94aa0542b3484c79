"""What a charter of the demonstration is made of, in words that its three modules share."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from charters.enums import Better, Metric, Topic
from core.deadlines import Unit
from core.texts import Text

# A French sign stands apart from its word, on the same line; Dutch and German do so before a percentage.
SPACED = {
    "fr": (" :", " ;", " ?", " !", " %", "« ", " »"),
    "nl": (" %",),
    "de": (" %",),
}
NO_BREAK = "\u00a0"


def text(nl: str, fr: str, de: str = "", en: str = "") -> Text:
    said = {"nl": nl, "fr": fr, "de": de, "en": en}
    return Text({code: spaced(one, code) for code, one in said.items() if one})


def spaced(said: str, language: str) -> str:
    for sign in SPACED.get(language, ()):
        said = said.replace(sign, sign.replace(" ", NO_BREAK))
    return said


@dataclass(frozen=True)
class PromiseOf:
    """A commitment; `measure` holds what says how it is measured."""

    key: str
    topic: Topic
    text: Text
    metric: Metric = Metric.NONE
    measure: dict[str, Any] = field(default_factory=dict)
    explanation: Text = field(default_factory=Text)
    service: str = ""
    norm: str = ""
    regulation: str = ""
    groups: tuple[str, ...] = ()
    change_reason: Text = field(default_factory=Text)
    # Typed in for the years before the load, the latest first.
    figures: tuple[str, ...] = ()

    def changed(self, reason: Text, **changes: Any) -> Self:
        return replace(self, change_reason=reason, **changes)


def within(amount: int, unit: Unit, target: int) -> dict[str, Any]:
    return {"amount": amount, "unit": unit, "target": Decimal(target)}


def share(target: int) -> dict[str, Any]:
    return {"target": Decimal(target)}


IN_TIME = text("% op tijd", "% à temps", "% pünktlich", "% in time")
MINUTES = text("minuten", "minutes", "Minuten", "minutes")


def figure(
    name: Text, target: str, unit: Text = IN_TIME, better: Better = Better.HIGHER
) -> dict[str, Any]:
    return {
        "figure_name": name,
        "figure_unit": unit,
        "figure_target": Decimal(target),
        "figure_better": better,
    }
