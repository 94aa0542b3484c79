"""One organisation's attested and published year, read back out of every page and every format.

Each format is read as what it is: pages as HTML, CSV by its own delimiter and decimal sign, XLSX by
the types of its cells, JSON as JSON, PDF by the text that its pages hold. What is found is compared
with what was attested, typed below by hand.
"""

import csv
import re
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import html5lib
import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from core.pdf import render_pdf_from_html
from indicators.models import Indicator, PublicFigure, Submission
from indicators.releasing import refresh
from indicators.report_printing import html_of
from organisations.models import Group
from tests.factories.indicators import CampaignFactory, MeasurementFactory, SubmissionFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.house.markup import words_in

pytestmark = pytest.mark.django_db
YEAR = 2025
NOT_PROVIDED, NOT_APPLICABLE, HIDDEN = "not_provided", "not_applicable", "hidden"
# Of the organisation itself: a whole number, a share, a median, a small number, and two without any.
ATTESTED = {
    "complaints_received": Decimal(1234),
    "answered_in_time": Decimal("94.3"),
    "days_to_answer_median": Decimal("12.5"),
    "second_line": Decimal(3),
    "suggestions_taken_up": NOT_PROVIDED,
    "satisfaction": NOT_APPLICABLE,
}
# What everyone else gets of it.
PUBLIC = ATTESTED | {"second_line": HIDDEN}
# 94.25 by the halves: attested, and rounded, half up.
HALVES = {"part=numerator": 754, "part=denominator": 800}
OTHERS = {"complaints_received": (2000, 3000), "second_line": (40, 90)}
SAID = {
    "en": {
        "not provided": NOT_PROVIDED,
        "not applicable": NOT_APPLICABLE,
        "hidden": HIDDEN,
    },
    "fr": {
        "non communiqué": NOT_PROVIDED,
        "sans objet": NOT_APPLICABLE,
        "masqué": HIDDEN,
    },
}


def read(text, language):
    """A number as that language writes it, or why there is none."""
    text = text.strip()
    if text.lower() in SAID[language]:
        return SAID[language][text.lower()]
    plain = re.sub(r"[\s\u00a0\u202f%]", "", text)
    plain = plain.replace(",", "") if language == "en" else plain.replace(",", ".")
    return Decimal(plain)


@pytest.fixture
def scene(fin, definitions):
    """Three organisations of a group; what the first one gives is read everywhere."""
    group = Group.objects.get_or_create(code="OIP", defaults={"name": {"en": "Group"}})[0]
    campaign = CampaignFactory(year=YEAR, status="published", published_at="2026-07-01T10:00Z")
    rows = {row.code: row for row in Indicator.objects.all()}

    def give(organisation, values, halves=()):
        submission = SubmissionFactory(
            campaign=campaign,
            organisation=organisation,
            from_register=False,
            submitted_at="2026-03-01T10:00Z",
        )
        for code, value in values.items():
            is_number = not isinstance(value, str)
            MeasurementFactory(
                submission=submission,
                indicator=rows[code],
                state="value" if is_number else value,
                declared=value if is_number else None,
            )
        for part, value in dict(halves).items():
            MeasurementFactory(
                submission=submission,
                indicator=rows["answered_in_time"],
                breakdown=part,
                declared=value,
            )
        Submission.objects.filter(pk=submission.pk).update(
            status="attested", in_force=True, attested_at="2026-04-20T10:00Z"
        )

    type(fin).objects.filter(pk=fin.pk).update(group=group)
    fin.refresh_from_db()
    give(fin, ATTESTED, HALVES)
    for place in (0, 1):
        other = OrganisationFactory(code=f"OTHER_{place}", group=group)
        give(other, {code: numbers[place] for code, numbers in OTHERS.items()})
    refresh(campaign)
    campaign.refresh_from_db()
    return campaign


@pytest.fixture
def own(client, fin, scene):
    """Somebody of the organisation, signed in."""
    client.force_login(MembershipFactory(organisation=fin, roles=["reader"]).user)
    return client


@pytest.fixture
def network(client, bosa, scene):
    client.force_login(MembershipFactory(organisation=bosa, roles=["network_coordinator"]).user)
    return client


def in_language(name, language, *args):
    return re.sub(r"^/[a-z]{2}/", f"/{language}/", reverse(f"indicators:{name}", args=args))


def tree_of(response):
    assert response.status_code == 200
    return html5lib.parse(response.text, namespaceHTMLElements=False)


def names_of(language):
    found = Indicator.objects.filter(code__in=ATTESTED).prefetch_related("versions")
    return {row.code: plain(row.versions.all()[0].name[language]) for row in found}


def plain(text):
    """With one kind of space."""
    return " ".join(text.split())


def lines_of(tree):
    """Of every row of a table its first words, and those of its first cell after them."""
    for row in tree.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("th", "td")]
        for part in [one for cell in cells for one in cell.iter() if one.get("class") == "sub"]:
            part.clear()
        if len(cells) > 1:
            yield plain(words_in(cells[0])), plain(words_in(cells[1]))


def content(response):
    assert response.status_code == 200
    return response.getvalue() if response.streaming else response.content


def table_of(rows, key="indicator"):
    """Totals of the organisation, by indicator: number or state."""
    return {
        row[key]: row["value"] if row["state"] == "value" else row["state"]
        for row in rows
        if row["organisation"] == "FIN" and not row["breakdown"] and row[key] in ATTESTED
    }


def of_csv(response, delimiter, decimal):
    text = content(response).decode("utf-8-sig")
    found = table_of(csv.DictReader(StringIO(text, newline=""), delimiter=delimiter))
    return {
        code: value
        if value in {NOT_PROVIDED, NOT_APPLICABLE, HIDDEN}
        else Decimal(value.replace(decimal, "."))
        for code, value in found.items()
    }


def of_workbook(response):
    page = openpyxl.load_workbook(BytesIO(content(response))).worksheets[0]
    headings, *lines = page.iter_rows(values_only=True)
    found = table_of(
        {name: "" if cell is None else cell for name, cell in zip(headings, line, strict=True)}
        for line in lines
    )
    for value in found.values():
        assert isinstance(value, int | float) or value in {NOT_PROVIDED, NOT_APPLICABLE, HIDDEN}
    return {code: as_decimal(value) for code, value in found.items()}


def as_decimal(value):
    return Decimal(str(value)) if isinstance(value, int | float) else value


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_organisations_own_page_and_files_hold_what_was_attested(own, language):
    place = "fin", YEAR
    tree = tree_of(own.get(in_language("submission_version", language, *place, 1)))
    shown = dict(lines_of(tree))

    names = names_of(language)
    assert {code: read(shown[names[code]], language) for code in ATTESTED} == ATTESTED
    csv_file = own.get(in_language("submission_csv", language, *place))
    assert of_csv(csv_file, ";", ",") == ATTESTED
    assert of_workbook(own.get(in_language("submission_xlsx", language, *place))) == ATTESTED


@pytest.mark.parametrize("language", ["en", "fr"])
def test_public_pages_hold_it_but_for_what_is_hidden(client, scene, language):
    tree = tree_of(client.get(in_language("public_organisation", language, "fin")))
    tables = [one for one in tree.iter("table") if "figures" in one.get("class", "")]
    shown = dict(line for table in tables for line in lines_of(table))

    names = names_of(language)
    assert {code: read(shown[names[code]], language) for code in PUBLIC} == PUBLIC
    for code, value in PUBLIC.items():
        address = in_language("embedded_chart", language, code) + "?organisation=FIN"
        ((year, cell),) = list(lines_of(tree_of(client.get(address))))[1:]
        assert (year, read(cell, language)) == (str(YEAR), value)


def test_open_data_hold_the_same_in_each_format(client, scene):
    figures = client.get("/open-data/indicators.json").json()["figures"]
    of_json = {code: as_decimal(value) for code, value in table_of(figures).items()}

    assert of_csv(client.get("/open-data/indicators.csv"), ",", ".") == PUBLIC
    assert of_workbook(client.get("/open-data/indicators.xlsx")) == PUBLIC
    assert of_json == PUBLIC


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_comparison_and_each_of_its_files_hold_what_was_attested(network, fin, language):
    """The Network reads every attested number, the small one too."""
    for code, value in ATTESTED.items():
        query = f"?figure={code}&of=chosen&organisation=FIN"
        tree = tree_of(network.get(in_language("comparison", language) + query))
        table = next(one for one in tree.iter("table") if "comparison" in one.get("class", ""))
        name = plain(short_name(fin, language))

        def file(kind, query=query):
            return network.get(in_language(f"comparison_{kind}", language) + query)

        text = content(file("csv")).decode("utf-8-sig")
        row = next(row for row in csv.reader(StringIO(text), delimiter=";") if row[0] == name)
        book = openpyxl.load_workbook(BytesIO(content(file("xlsx")))).worksheets[0]
        line = next(row for row in book.iter_rows(values_only=True) if row[0] == name)
        of_table = dict(lines_of(table))[name]

        assert read(of_table, language) == value
        if isinstance(value, Decimal):
            assert Decimal(row[2].replace(",", ".")) == value
            assert Decimal(str(line[2])) == value
        else:
            assert read(row[2], language) == read(line[2], language) == value


def test_the_paper_of_a_comparison_holds_what_was_attested(network, fin):
    name = spaced(short_name(fin, "fr"))
    for code in ("complaints_received", "answered_in_time", "second_line", "suggestions_taken_up"):
        query = f"?figure={code}&of=chosen&organisation=FIN"

        paper = words_on(network.get(in_language("comparison_pdf", "fr") + query))

        # In a row of its own: the name, the group below it, and the value of the one year.
        row = re.search(rf"^{name}\n[^\n]*\n([^\n]*)$", paper, re.MULTILINE)
        assert row, paper
        assert read(row[1], "fr") == ATTESTED[code]


@pytest.mark.parametrize("language", ["fr"])
def test_the_public_report_holds_it_but_for_what_is_hidden(scene, fin, language):
    html = html_of(scene, None, language, date(2026, 7, 1))
    pdf = render_pdf_from_html(html, language=language)
    paper = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    # The last page of its own: those before it list many organisations.
    of_fin = re.split(rf"^{spaced(short_name(fin, language))}$", paper, flags=re.MULTILINE)[-1]
    # Its table stands below its headlines; a group of few has no median beside them.
    table = of_fin.partition(f" {YEAR}\n")[2]
    for code, name in names_of(language).items():
        row = re.search(rf"^{spaced(name)} (.+)$", table, re.MULTILINE)
        assert row, of_fin
        assert read(row[1], language) == PUBLIC[code]


def words_on(response):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content(response))).pages)


def short_name(organisation, language):
    with translation.override(language):
        return str(organisation.short_name)


def spaced(text):
    """A pattern of the words, whichever space parts them on paper."""
    return r"\s*".join(map(re.escape, text.split()))


def test_what_is_hidden_is_hidden_because_it_is_small_and_another_keeps_it_so(scene):
    """Else the tests above would find nothing hidden anywhere."""
    hidden = PublicFigure.objects.filter(is_hidden=True, indicator="second_line")

    assert set(hidden.values_list("subject", flat=True)) == {"FIN", "OTHER_0"}
