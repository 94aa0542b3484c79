import re
from datetime import UTC, date, datetime
from pathlib import Path

import html5lib
import pytest
import time_machine
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from core.icons import ICONS, SIGNS
from core.templatetags import ui

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MONDAY = date(2026, 12, 7)
EVENING = datetime(2026, 10, 22, 17, 42, tzinfo=UTC)
# The typeface has no signs for these.
MISSING_IN_TYPEFACE = ("\u202f", "\u2011")


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def strictly(html: str):
    """The page as a tree; raises where it is not valid HTML."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nl", "maandag 7 december 2026"),
        ("fr", "lundi 7 décembre 2026"),
        ("de", "Montag, 7. Dezember 2026"),
        ("en", "Monday 7 December 2026"),
    ],
)
def test_day_is_written_out_in_the_readers_language(language, written):
    with translation.override(language):
        assert ui.day(MONDAY) == written


def test_first_of_the_month_is_ordinal_in_french_alone():
    first = date(2026, 12, 1)

    with translation.override("fr"):
        assert ui.day_plain(first) == "1er décembre 2026"
        assert ui.day_plain(date(2026, 12, 11)) == "11 décembre 2026"
    with translation.override("nl"):
        assert ui.day_plain(first) == "1 december 2026"


@time_machine.travel("2026-11-23 10:00+01:00")
@pytest.mark.parametrize(
    ("value", "written"),
    [(MONDAY, "7 décembre"), (date(2027, 1, 4), "4 janvier 2027"), (None, "")],
)
def test_short_day_has_the_year_when_it_is_another(value, written):
    with translation.override("fr"):
        assert ui.day_short(value) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nl", "donderdag 22 oktober 2026, 19.42\u00a0uur"),
        ("fr", "jeudi 22 octobre 2026, 19\u00a0h\u00a042"),
        ("de", "Donnerstag, 22. Oktober 2026, 19.42\u00a0Uhr"),
        ("en", "Thursday 22 October 2026, 19:42"),
    ],
)
def test_moment_is_told_in_brussels_time(language, written):
    with translation.override(language):
        assert ui.moment(EVENING) == written


@time_machine.travel("2026-11-23 10:00+01:00")
def test_short_moment_leaves_this_year_out():
    with translation.override("fr"):
        assert ui.moment_short(EVENING) == "22 octobre, 19\u00a0h\u00a042"


@time_machine.travel("2026-11-23 10:00+01:00")
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "in 1 day"),
        (MONDAY, "in 14 days"),
        (date(2026, 11, 22), "1 day late"),
        (date(2026, 11, 2), "21 days late"),
        (EVENING, "32 days late"),
        (None, ""),
    ],
)
def test_days_from_now(value, written):
    with translation.override("en"):
        assert ui.days_from_now(value) == written


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("fr", 1052, "1\u00a0052"),
        ("nl", 22806, "22\u00a0806"),
        ("de", 1234567, "1\u00a0234\u00a0567"),
        ("en", 22806, "22,806"),
        ("fr", 4.25, "4,2"),
        ("fr", None, ""),
    ],
)
def test_number(language, value, written):
    with translation.override(language):
        assert ui.number(value) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("nl", "94,0\u00a0%"), ("fr", "94,0\u00a0%"), ("de", "94,0\u00a0%"), ("en", "94.0%")],
)
def test_percent_has_one_decimal_always(language, written):
    with translation.override(language):
        assert ui.percent(94) == written


@pytest.mark.parametrize(
    ("language", "value", "long", "short"),
    [
        ("fr", 94, "94,0\u00a0%", "94\u00a0%"),
        ("nl", 1250.5, "1\u00a0250,5\u00a0%", "1\u00a0250,5\u00a0%"),
        ("en", 1250, "1,250.0%", "1,250%"),
    ],
)
def test_percent_parts_thousands_and_has_a_short_form(language, value, long, short):
    with translation.override(language):
        assert (ui.percent(value), ui.percent_short(value)) == (long, short)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sign_that_the_typeface_lacks(language):
    with translation.override(language):
        words = [
            ui.day(MONDAY),
            ui.moment(EVENING),
            ui.number(1234567.5),
            ui.percent(94.2),
            ui.size_of_file(5_000_000),
        ]

    assert not [word for word in words if any(sign in word for sign in MISSING_IN_TYPEFACE)]


def test_drawings_are_hidden_from_screen_readers():
    for name in ICONS:
        assert 'aria-hidden="true"' in ui.icon(name)


def test_state_tag_escapes_its_words():
    for sign in SIGNS:
        assert "&lt;b&gt;" in ui.state_tag(sign, "<b>", "late")


def test_every_icon_that_a_template_names_exists():
    named = {
        (path.name, name)
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', path.read_text())
    }

    assert named
    assert {(path, name) for path, name in named if name not in ICONS} == set()


def test_panel_is_a_slot():
    html = rendered('{% panel title=title tone="stone" %}<p>in</p>{% endpanel %}', title="A & B")

    assert html == '<section class="panel panel-stone"><h2>A &amp; B</h2><p>in</p></section>'


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/fr/track/?number=FIN-1&x=%C3%A9", "/nl/track/?number=FIN-1&x=%C3%A9"),
        ("/fr/no/such/page/", "/nl/no/such/page/"),
        ("/nowhere/", "/nl/"),
    ],
)
def test_other_language_keeps_page_and_query(path, wanted):
    with translation.override("fr"):
        links = ui.language_links(Context({"request": RequestFactory().get(path)}))

    assert [link["url"] for link in links if link["code"] == "nl"] == [wanted]
    assert [link["code"] for link in links if link["current"]] == ["fr"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["403", "403_csrf", "404", "409", "429"])
def test_error_page_needs_no_context(language, page):
    with translation.override(language):
        tree = strictly(render_to_string(f"{page}.html", {}))

    assert tree.get("lang") == language
    assert len(tree.findall(".//h1")) == 1


def test_conflict_page_says_who_did_what_when():
    line = {"what": "Answer sent", "who": "Anaïs Exemple", "when": EVENING}
    refusal = {"happened": [line], "back_url": "/en/back/"}

    with time_machine.travel("2026-11-23 10:00+01:00"), translation.override("en"):
        tree = strictly(render_to_string("409.html", {"refusal": refusal}))

    words = " ".join("".join(tree.find(".//ol[@class='thread history']").itertext()).split())
    assert words == "22 October, 19:42 Answer sent Anaïs Exemple"
    assert tree.find(".//main//a").get("href") == "/en/back/"


def test_page_of_a_broken_server_looks_nothing_up():
    source = Path(settings.BASE_DIR, "templates/500.html").read_text()
    tree = strictly(render_to_string("500.html"))

    assert set(re.findall(r"{% (\w+)", source)) == {"brand_mark"}
    assert [tag.get("lang") for tag in tree.findall(".//h2")] == ["fr", "de", "en"]
    for link in tree.findall(".//link"):
        assert Path(settings.STATIC_SOURCE, link.get("href").removeprefix("/static/")).exists()


def test_style_sheets_name_only_files_that_exist():
    for sheet in Path(settings.STATIC_SOURCE).rglob("*.css"):
        for name in re.findall(r'url\("(?!data:)([^"]+)"\)', sheet.read_text()):
            assert (sheet.parent / name).exists()


def test_a_piece_drawn_once_stands_wherever_it_is_named():
    text = "{% draw as piece %}<b>{{ word }}</b>{% enddraw %}[{{ piece }}|{{ piece }}]"
    drawn = Template(text).render(Context({"word": "<i>"}))

    assert drawn == "[<b>&lt;i&gt;</b>|<b>&lt;i&gt;</b>]"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/fr/o/fin/complaints/?q=a/b", "/nl/o/fin/complaints/?q=a/b"),
        ("/fr/nowhere/", "/nl/nowhere/"),
        ("/", "/nl/"),
        ("/health/", "/nl/"),
    ],
)
def test_the_same_page_in_another_language(path, found):
    assert ui.path_in_language(path, "nl") == found
