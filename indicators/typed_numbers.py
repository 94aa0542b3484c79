"""Numbers as people here type them: a comma for a point, spaces between thousands; nothing guessed."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from core.templatetags.ui import number
from indicators.enums import Unit

MOST = 100_000_000
LONGEST_SHOWN = 30
# Whole units; of percentages and days one decimal is kept.
WITH_DECIMAL = frozenset({Unit.PERCENT, Unit.DAYS})
FORMULA_SIGNS = ("=", "@")
# No-break spaces, wide and narrow, as spreadsheets write them between thousands.
SPACES = dict.fromkeys((0x00A0, 0x202F, 0x2009), " ")
PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
SPACED = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
# The same sign twice parts thousands.
MILLIONS = re.compile(r"-?[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,})")
# 1.234 is 1234 in Brussels and 1,234 in London.
AMBIGUOUS = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")


class NumberError(ValueError):
    """What is wrong with a number, and how to write it, in the reader's language."""


def read_number(text: str, unit: str) -> Decimal:
    """The number meant; with one decimal at most where the unit has any, and with the sign of a percentage or without."""
    text = text.translate(SPACES).strip()
    if unit == Unit.PERCENT:
        text = text.removesuffix("%").rstrip()
    if text.startswith(FORMULA_SIGNS):
        raise NumberError(_("“%(text)s” is a formula. Write its result.") % _shown(text))
    if AMBIGUOUS.fullmatch(text) and not text.lstrip("-").startswith("0"):
        raise NumberError(_ambiguous(text, unit))
    found = _decimal(text)
    if found < 0:
        raise NumberError(_("“%(text)s” is negative. A figure is zero or more.") % _shown(text))
    if found > MOST:
        raise NumberError(
            _("“%(text)s” is beyond reason. The most that is taken is %(most)s.")
            % {**_shown(text), "most": number(MOST)}
        )
    if unit not in WITH_DECIMAL and found != found.to_integral_value():
        raise NumberError(_("“%(text)s” has a decimal, but this counts whole ones.") % _shown(text))
    if found != found.quantize(Decimal("0.1")):
        raise NumberError(_("“%(text)s” has more than one decimal. Round it.") % _shown(text))
    return found.quantize(Decimal("0.1"))


def _decimal(text: str) -> Decimal:
    if PLAIN.fullmatch(text) or SPACED.fullmatch(text):
        return Decimal(text.replace(" ", "").replace(",", "."))
    if GROUPED.fullmatch(text):
        thousands, decimal = (".", ",") if text.rfind(",") > text.rfind(".") else (",", ".")
        return Decimal(text.replace(thousands, "").replace(decimal, "."))
    if MILLIONS.fullmatch(text):
        return Decimal(re.sub(r"[.,]", "", text))
    raise NumberError(_("“%(text)s” is no number. Write it in figures.") % _shown(text))


def _ambiguous(text: str, unit: str) -> str:
    whole = re.sub(r"[.,]", "", text)
    if unit not in WITH_DECIMAL:
        words = _("“%(text)s” can be read in two ways. Write %(whole)s, without a point or comma.")
        return words % {**_shown(text), "whole": whole}
    first, _sign, last = text.replace(",", ".").partition(".")
    rounded = f"{first},{last[0]}"
    return _(
        "“%(text)s” can be read in two ways. Write %(whole)s without a point, or %(rounded)s with"
        " one decimal."
    ) % {**_shown(text), "whole": whole, "rounded": rounded}


def _shown(text: str) -> dict[str, str]:
    return {"text": text[:LONGEST_SHOWN]}


def typed(value: Decimal | None) -> str:
    """As it stands in a field: 12, or 94,2 as people here write it."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    return str(int(value)) if whole else str(value.quantize(Decimal("0.1"))).replace(".", ",")
