"""How wide words are in our typeface, for drawings whose lines are broken before any browser sees them.

The advances are those of Source Sans 3, in thousandths of the size, for the signs from space to
tilde; a letter with an accent is as wide as the one without.
"""

import unicodedata
from functools import lru_cache

FIRST_SIGN = ord(" ")
# fmt: off
REGULAR = (
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497,
    497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727,
    647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555,
    496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303,
    241, 303, 497,
)
SEMIBOLD = (
    200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513, 513, 513,
    513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745,
    657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500, 549, 516, 563, 462, 564,
    507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324,
    255, 324, 513,
)
# fmt: on
# Of a sign that the table lacks: as wide as a broad letter, so that nothing runs over.
UNKNOWN = 665
# What a browser without our typeface may need more.
MARGIN = 1.02


@lru_cache(maxsize=1024)
def _advance(sign: str, *, bold: bool) -> int:
    base = unicodedata.normalize("NFKD", sign)[0]
    place = ord(base) - FIRST_SIGN
    table = SEMIBOLD if bold else REGULAR
    return table[place] if 0 <= place < len(table) else UNKNOWN


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is, in the unit of the size."""
    return sum(_advance(sign, bold=bold) for sign in text) * size * MARGIN / 1000


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that fit; a word wider than the room is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    # Not at a space that holds together, as before a per cent.
    for word in filter(None, text.split(" ")):
        joined = f"{line} {word}" if line else word
        if width(joined, size, bold=bold) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        *pieces, line = _pieces(word, room, size, bold=bold)
        lines += pieces
    return [*lines, line] if line else lines


def _pieces(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    pieces: list[str] = []
    while width(word, size, bold=bold) > room:
        end = next(
            (n for n in range(len(word), 1, -1) if width(f"{word[:n]}-", size, bold=bold) <= room),
            1,
        )
        pieces.append(f"{word[:end]}-")
        word = word[end:]
    return [*pieces, word]
