"""Templates: each one used, short, and without style or script of its own."""

import re
from pathlib import Path

import allauth
import crispy_bootstrap5

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "templates"
TEMPLATES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
APPS = (
    "config",
    "core",
    "organisations",
    "processes",
    "charters",
    "complaints",
    "indicators",
    "overview",
)
# Templates of libraries that ours stand before, and one that allauth asks for and does not have.
LIBRARIES = [Path(package.__path__[0]) / "templates" for package in (allauth, crispy_bootstrap5)]
OF_ALLAUTH = {"account/password_reset_help_text.html"}
# Django asks for these by itself.
OF_DJANGO = {"403.html", "403_csrf.html", "404.html", "500.html"}
MOST_LINES = 120
STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["'{]""", re.IGNORECASE)
SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE)


def name_of(path):
    return path.relative_to(FOLDER).as_posix()


def holding(pattern):
    return [name_of(path) for path in TEMPLATES if pattern.search(path.read_text("utf-8"))]


def texts():
    """Where a template may be named: in our code, and in other templates."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            yield None, path.read_text("utf-8")
    for path in TEMPLATES:
        yield path, path.read_text("utf-8")


def test_every_template_is_used():
    said = list(texts())
    unused = [
        name_of(path)
        for path in TEMPLATES
        if name_of(path) not in OF_DJANGO | OF_ALLAUTH
        and not any((folder / name_of(path)).exists() for folder in LIBRARIES)
        and not any(f'"{name_of(path)}"' in text for where, text in said if where != path)
    ]

    assert unused == []


def test_templates_are_short():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in TEMPLATES}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_nothing_is_declared_safe():
    """A mail is plain text: nothing of it is read as HTML."""
    found = holding(re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"))

    assert [name for name in found if not name.endswith(".txt")] == []


def test_no_style_in_templates():
    assert holding(STYLE) == []
    assert holding(re.compile(r"<style", re.IGNORECASE)) == []


def test_no_script_in_templates():
    assert holding(HANDLER) == []
    assert holding(SCRIPT) == []


def test_every_link_leads_somewhere():
    assert holding(re.compile(r"""href=(["'])(#|javascript:[^"']*)?\1""")) == []
