"""Files for programs: their form, what they leave out, and how they are fetched."""

import csv
import re
import zipfile
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from django.test import Client

from indicators.exports import HEADINGS
from indicators.models import Indicator
from organisations.models import DemoLoad, Organisation
from tests.factories.indicators import IndicatorVersionFactory, PublishedFigureFactory
from tests.factories.organisations import OrganisationFactory, in_four_languages

pytestmark = pytest.mark.django_db


@pytest.fixture
def quoted(definitions):
    return [
        PublishedFigureFactory(),
        PublishedFigureFactory(year=2014, value=9895),
        PublishedFigureFactory(year=2023, value="14.5", indicator="uses_a_day", unit="uses"),
    ]


def fetched(path, **headers):
    return Client().get(f"/open-data/{path}", headers=headers)


def content(answer):
    return b"".join(answer) if answer.streaming else answer.content


def test_the_csv_is_after_rfc_4180_with_a_point(quoted):
    text = content(fetched("indicators.csv")).decode("utf-8")

    assert text.startswith(",".join(HEADINGS) + "\r\n")
    assert not text.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert [(row["year"], row["value"]) for row in rows] == [
        ("2014", "9895"),
        ("2015", "8870"),
        ("2023", "14.5"),
    ]
    assert text.count("\n") == text.count("\r\n") == 4


def records_of(text):
    """The grammar of RFC 4180, section 2, and nothing beside it."""
    field = r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))'
    found, place, record = [], 0, []
    while place < len(text):
        match = re.compile(field).match(text, place)
        quoted, plain = match.groups()
        record.append(plain if quoted is None else quoted.replace('""', '"'))
        place = match.end()
        if text[place : place + 1] == ",":
            place += 1
            continue
        assert text[place : place + 2] == "\r\n", text[place - 20 : place + 20]
        place += 2
        found.append(record)
        record = []
    assert len({len(one) for one in found}) == 1
    return found


def test_what_needs_quotes_has_them_and_nothing_is_added(definitions):
    """A formula in a text stays as it was worded: programs run none."""
    odd = '=1+1, "so to say";\r\nand a line\nmore \u2019'
    first = Indicator.objects.get(code="complaints_received").versions.get()
    IndicatorVersionFactory(indicator=first.indicator, number=2, formula={"fr": odd})

    headings, *rows = records_of(content(fetched("definitions.csv")).decode("utf-8"))

    lines = [dict(zip(headings, row, strict=True)) for row in rows]
    (line,) = [
        one for one in lines if (one["indicator"], one["version"]) == ("complaints_received", "2")
    ]
    assert line["formula_fr"] == odd
    told = fetched("definitions.json").json()["definitions"]
    (versions,) = [one["versions"] for one in told if one["indicator"] == "complaints_received"]
    assert versions[1]["formula"]["fr"] == odd
    assert len(rows) == sum(len(one["versions"]) for one in told)


def test_the_workbook_keeps_its_numbers_from_the_readers_settings(quoted):
    """A number without a type, with a point, as the format demands; French and English write it as they do."""
    with zipfile.ZipFile(BytesIO(content(fetched("indicators.xlsx")))) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    cells = {one.get("r"): one for one in sheet.iter() if one.tag.endswith("}c")}

    values = {
        place: "".join(cell.itertext()) for place, cell in cells.items() if cell.get("t") is None
    }
    assert not [one for one in sheet.iter() if one.tag.endswith("}f")]
    # Years and values; texts have a type of their own.
    assert {place: values[place] for place in ("A2", "G2", "G4")} == {
        "A2": "2014",
        "G2": "9895",
        "G4": "14.5",
    }
    assert {place[0] for place in values} == {"A", "G"}


def test_csv_json_and_workbook_hold_the_same(quoted):
    rows = list(csv.DictReader(StringIO(content(fetched("indicators.csv")).decode())))
    figures = fetched("indicators.json").json()["figures"]
    page = openpyxl.load_workbook(BytesIO(content(fetched("indicators.xlsx")))).worksheets[0]

    def written(cell):
        return "" if cell is None else str(cell)

    of_json = [{name: written(value) for name, value in one.items()} for one in figures]
    headings, *lines = page.iter_rows(values_only=True)
    of_book = [dict(zip(headings, map(written, line), strict=True)) for line in lines]
    assert rows == of_json == of_book
    # Numbers are numbers, whatever language the spreadsheet is set to.
    assert isinstance(lines[0][HEADINGS.index("value")], int)


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("year=2014", [2014]),
        ("year=2014&year=2023", [2014, 2023]),
        ("indicator=uses_a_day", [2023]),
        ("organisation=FED_NETWORK&year=2015", [2015]),
        ("organisation=NOBODY", []),
    ],
)
def test_filters_narrow(quoted, query, years):
    figures = fetched(f"indicators.json?{query}").json()["figures"]

    assert [figure["year"] for figure in figures] == years


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("year=20x4", "year"),
        ("year=", "year"),
        ("organisation=fin", "organisation"),
        ("indicator=drop%20table", "indicator"),
        ("demo=2", "demo"),
        ("colour=red", "colour"),
        ("&".join(["year=2014"] * 101), "year"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_json(quoted, query, parameter):
    answer = fetched(f"indicators.csv?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


def test_what_is_unchanged_is_not_sent_again(quoted):
    first = fetched("indicators.json")

    again = fetched("indicators.json", if_none_match=first["ETag"])
    PublishedFigureFactory(year=2016)
    later = fetched("indicators.json", if_none_match=first["ETag"])

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert later.status_code == 200
    assert later["ETag"] != first["ETag"]


def test_the_mark_follows_everything_that_an_answer_is_made_of(quoted, settings):
    """And is weak: two workbooks of the same figures differ by when they were written."""
    coordinator = OrganisationFactory(code="BOSA", coordinates_network=True)
    marks = [fetched("catalogue.jsonld")["ETag"]]

    Organisation.objects.filter(pk=coordinator.pk).update(name=in_four_languages("Renamed"))
    marks.append(fetched("catalogue.jsonld")["ETag"])
    settings.OPEN_DATA_LICENCE = "https://example.org/another"
    marks.append(fetched("catalogue.jsonld")["ETag"])
    Indicator.objects.filter(code="complaints_received").update(last_year=2030)
    Indicator.objects.filter(code="satisfaction").update(last_year=2031)
    marks.append(fetched("definitions.json")["ETag"])
    Indicator.objects.filter(code="complaints_received").update(last_year=2031)
    Indicator.objects.filter(code="satisfaction").update(last_year=2030)
    marks.append(fetched("definitions.json")["ETag"])

    assert len(set(marks)) == 5
    assert all(mark.startswith('W/"') for mark in marks)


def test_the_workbook_is_the_same_for_readers_of_every_language(quoted):
    DemoLoad.objects.create(pk=1, seed=1)

    names = [
        openpyxl.load_workbook(
            BytesIO(fetched("indicators.xlsx?demo=1", accept_language=language).content)
        ).sheetnames
        for language in ("de", "fr")
    ]

    assert names == [["indicators", "Note"]] * 2


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_any_page_may_fetch_it(quoted, method):
    answer = getattr(Client(), method)("/open-data/indicators.json")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.status_code == (204 if method == "options" else 200)


def test_nobody_writes_here(quoted):
    assert Client().post("/open-data/indicators.json").status_code == 405


def test_inventions_of_a_demonstration_are_told_to_whoever_asks(quoted):
    DemoLoad.objects.create(pk=1, seed=1)

    silent = fetched("indicators.json").json()
    asked = fetched("indicators.json?demo=1").json()

    assert (silent["invented"], asked["invented"]) == (False, True)


def test_definitions_carry_versions_and_four_languages(definitions):
    found = fetched("definitions.json").json()["definitions"]
    rows = list(csv.DictReader(StringIO(content(fetched("definitions.csv")).decode())))

    received = next(one for one in found if one["indicator"] == "complaints_received")
    (version,) = received["versions"]
    assert set(version["name"]) == {"nl", "fr", "de", "en"}
    assert version["name"]["nl"] == "Ontvangen klachten"
    line = next(row for row in rows if row["indicator"] == "complaints_received")
    assert (line["version"], line["name_fr"]) == ("1", "Plaintes reçues")
    assert len(rows) == sum(len(one["versions"]) for one in found)


def test_people_are_led_to_the_page_that_explains(quoted):
    answer = fetched("", accept_language="fr")

    assert answer.status_code == 302
    assert answer["Location"] == "/fr/indicators/open-data/"
