"""Lists that every register uses, read from the data files beside this module."""

from pathlib import Path

from complaints.models import InadmissibilityGround
from organisations.models import NormOfConduct
from organisations.reference import Count, load, read_rows, texts

FOLDER = Path(__file__).parent / "reference"


def load_inadmissibility_grounds() -> Count:
    rows = read_rows(FOLDER / "inadmissibility_grounds.csv")
    return load(
        InadmissibilityGround,
        "code",
        (
            (
                row["code"],
                {"name": texts(row, "name"), "seen_at": row["seen_at"], "position": position},
            )
            for position, row in enumerate(rows, start=1)
        ),
    )


def load_norms_of_conduct() -> Count:
    rows = read_rows(FOLDER / "norms_of_conduct.csv")
    return load(
        NormOfConduct,
        "code",
        (
            (
                row["code"],
                {
                    "name": texts(row, "name"),
                    "source": texts(row, "source"),
                    "position": int(row["position"]),
                },
            )
            for row in rows
        ),
    )
