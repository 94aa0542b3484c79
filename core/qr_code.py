"""An address as a square that a telephone reads, drawn with the rest of a page."""

from dataclasses import dataclass
from typing import Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

# Free modules around the square, without which it is not read.
QUIET = 4


@dataclass(frozen=True)
class QrCode:
    """The dark modules as the path of an SVG drawing of so many units on each side."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    moves = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return QrCode(len(rows), "".join(moves))
