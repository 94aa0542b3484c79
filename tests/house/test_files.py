"""No registry, no machine, no foreign host in the tree."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = {".py", ".toml", ".lock", ".html", ".css", ".js", ".txt", ".md", ".po", ".csv", ""}
# However a registry of packages is named: an option, or an address of its index or its files.
REGISTRIES = re.compile(r"index-url|://[^\s\"']*(?:registry\.|/simple/|/packages/)", re.IGNORECASE)


def tracked(*folders):
    listed = subprocess.run(
        ["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_registry_address_in_any_file():
    here = Path(__file__).resolve()
    found = [
        path
        for path in tracked()
        if path.suffix in TEXT and path != here and REGISTRIES.search(path.read_text("utf-8"))
    ]

    assert found == []


def test_no_template_or_style_sheet_loads_from_elsewhere():
    loads = re.compile(
        r"""(?:<script|<link|<img|@import|url\()[^>)]*(?:https?:)?//(?!www\.w3\.org)"""
    )
    found = [
        path
        for path in tracked("templates", "static/css", "static/js")
        if loads.search(path.read_text("utf-8"))
    ]

    assert found == []
