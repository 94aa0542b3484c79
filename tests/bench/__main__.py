"""`make bench`: measure the product at three sizes, print one table, and write it to DATA_DIR/bench.

`SIZE=50k make bench` measures the smallest alone. Run by hand: no timing is ever asserted in the test suite.
"""

import argparse
import json
import os
import subprocess
import sys
from datetime import UTC, datetime

from config.environment import data_dir
from core.embedded_postgres import EmbeddedPostgres
from tests.bench.server import environment
from tests.platform.installation import PROJECT

SIZES = ("50k", "200k", "1M")
# Its cases are as many at every size; the other one grows.
STEADY = "secsoc"
NETWORK_RATIO = 1.2
FLOOR_MS, SUBMISSION_MS, PDF_RATIO, STORED_STEPS, MOST_GROWTH = 15, 100, 1.15, 1.5, 1.2
COLUMNS = (
    "page",
    "organisation",
    "p50",
    "p95",
    "queries",
    "bytes",
    "× floor",
    "× SQL",
    "growth",
    "aim",
    "",
)


def in_steps_of_floor(row):
    most = 2 if row["organisation"] == STEADY else 3
    return f"≤ {most} × floor", row["p50"] <= most * row["floor"]


# Kind of page to its aim in words, and whether the row meets it.
AIMS = {
    "floor": lambda row: (f"≤ {FLOOR_MS} ms", row["p50"] <= FLOOR_MS),
    "list": in_steps_of_floor,
    "public": lambda row: ("≤ 2 × floor", row["p50"] <= 2 * row["floor"]),
    "stored": lambda row: (f"≤ {STORED_STEPS} × floor", row["p50"] <= STORED_STEPS * row["floor"]),
    "counting": lambda row: (
        "≤ SQL + 2 × floor",
        row["p50"] <= row["sql"] + 2 * row["floor"],
    ),
    "pdf": lambda row: (
        f"≤ {PDF_RATIO} × WeasyPrint",
        row["p50"] <= PDF_RATIO * row["weasyprint"],
    ),
    "network": lambda row: (
        f"≤ {NETWORK_RATIO} × SQL",
        row["p50"] <= NETWORK_RATIO * row["sql"],
    ),
    "import": lambda row: ("≥ ⅓ of the rate of COPY", row["p50"] <= 3 * row["sql"]),
    "submission": lambda row: (f"p95 ≤ {SUBMISSION_MS} ms", row["p95"] <= SUBMISSION_MS),
}


def growth_of(row, smallest):
    """How much slower than on the smallest database, for the organisation that stays as it is.

    Each time is taken in floors of its own moment, since a machine is not as quick all day.
    """
    before = next(
        (
            one
            for one in smallest
            if (one["page"], one["organisation"]) == (row["page"], row["organisation"])
        ),
        None,
    )
    if before is None or before is row or row["organisation"] != STEADY:
        return None
    return (row["p50"] / row["floor"]) / (before["p50"] / before["floor"])


def line_of(row, smallest):
    """The cells of a row; the last one says what it misses."""
    beside = row.get("sql") or row.get("weasyprint")
    growth = growth_of(row, smallest)
    aim, is_met = AIMS[row["aim"]](row) if row["aim"] else ("", True)
    misses = [] if is_met else ["misses its aim"]
    if growth and growth > MOST_GROWTH:
        misses.append(f"grows more than {MOST_GROWTH} ×")

    def ratio(value):
        return f"{row['p50'] / value:.2f}" if value else ""

    return [
        row["page"],
        row["organisation"],
        f"{row['p50']:.1f}",
        f"{row['p95']:.1f}",
        str(row.get("queries", "")),
        str(row.get("bytes", "")),
        ratio(row.get("floor")),
        ratio(beside),
        f"{growth:.2f}" if growth else "",
        aim,
        " · ".join(misses),
    ]


def table_of(results):
    """One table; a line above the rows of each size says how busy the machine was."""
    smallest = results[0]["rows"]
    lines = [[line_of(row, smallest) for row in result["rows"]] for result in results]
    every = [COLUMNS, *(line for part in lines for line in part)]
    widths = [max(len(line[column]) for line in every) for column in range(len(COLUMNS))]

    def printed(line):
        cells = [
            cell.rjust(width) if 2 <= column <= 8 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    text = [printed(COLUMNS)]
    for result, part in zip(results, lines, strict=True):
        before, after = result["load"]
        cores = os.cpu_count()
        text.append(
            f"\n{result['size']} cases (load {before:.1f} before, {after:.1f} after, {cores} cores)"
        )
        text += map(printed, part)
    return "\n".join(text) + "\n"


def results_of(sizes, folder, cluster, only):
    found = []
    for size in sizes:
        shared = environment(folder, cluster, f"bench_{size.lower()}")
        subprocess.run(
            [sys.executable, "-m", "tests.bench.measure", size, str(cluster.data_dir), only],
            cwd=PROJECT,
            env=os.environ | shared,
            check=True,
        )
        found.append(json.loads((folder / f"{size}.json").read_text()))
    return found


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES, help="50k, 200k or 1M; all three")
    parser.add_argument("--only", default="", help="pages whose name matches this")
    options = parser.parse_args()
    cluster = EmbeddedPostgres(data_dir())
    folder = data_dir() / "bench"
    folder.mkdir(parents=True, exist_ok=True, mode=0o711)
    with cluster.in_use():
        results = results_of(options.sizes, folder, cluster, options.only)
    table = table_of(results)
    name = f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S}"
    (folder / f"{name}.txt").write_text(table)
    (folder / f"{name}.json").write_text(json.dumps(results, indent=1))
    print(table)
    print(f"Written to {folder / name}.txt and .json")


if __name__ == "__main__":
    main()
