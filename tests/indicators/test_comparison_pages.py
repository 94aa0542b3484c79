"""The comparison as the Network coordinator sees it: a Network with a merger, a new definition and a gap."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import html5lib
import openpyxl
import pypdf
import pytest
from django.urls import reverse
from django.utils import translation
from scipy import stats

from core.drawing import STYLES
from indicators.models import Campaign, CheckAnswer, Indicator, Submission
from organisations.models import DemoLoad
from tests.factories.indicators import (
    CampaignFactory,
    CampaignMemberFactory,
    IndicatorFactory,
    IndicatorVersionFactory,
    MeasurementFactory,
    SubmissionFactory,
)
from tests.factories.organisations import GroupFactory, MembershipFactory, OrganisationFactory
from tests.house.markup import words_in

pytestmark = pytest.mark.django_db
YEARS = (2021, 2022, 2023, 2024)
# In time, of so many, per year; None: not attested.
GIVEN = {
    "PREDECESSOR": {2021: (8, 10), 2022: (9, 10)},
    "SUCCESSOR": {2021: (30, 40), 2022: (30, 40), 2023: (35, 50), 2024: (40, 50)},
    "ALWAYS": {2021: (50, 100), 2022: (50, 100), 2023: (60, 100), 2024: (70, 100)},
    "SILENT": {2021: (5, 10), 2022: (6, 10), 2023: None, 2024: (7, 10)},
    "FIFTH": dict.fromkeys(YEARS, (90, 100)),
    "FAR": dict.fromkeys(YEARS, (200, 1000)),
}


@pytest.fixture
def network(bosa):
    return MembershipFactory(organisation=bosa, roles=["network_coordinator"])


@pytest.fixture
def scene(network):
    """Answered in time, of six organisations in four years."""
    GroupFactory(code="IPSS")
    indicator = IndicatorFactory(code="answered_in_time", section="time", version=None)
    wording = {"indicator": indicator, "unit": "percent", "parts_unit": "complaints"}
    first = IndicatorVersionFactory(**wording)
    second = IndicatorVersionFactory(
        **wording, number=2, first_year=2024, changes_meaning=True, reason={"en": "Pauses count."}
    )
    successor = OrganisationFactory(code="SUCCESSOR")
    organisations = {code: OrganisationFactory(code=code) for code in GIVEN if code != "SUCCESSOR"}
    organisations["SUCCESSOR"] = successor
    old = organisations["PREDECESSOR"]
    old.valid_until, old.successor = date(2022, 12, 31), successor
    old.save()
    for year in YEARS:
        campaign = CampaignFactory(year=year)
        for code, values in GIVEN.items():
            if year not in values:
                continue
            if values[year] is None:
                CampaignMemberFactory(campaign=campaign, organisation=organisations[code])
                continue
            hits, of = values[year]
            definition = second if year == 2024 else first
            submission = SubmissionFactory(
                campaign=campaign,
                organisation=organisations[code],
                comment="A strike stopped the counters." if code == "FAR" else "",
            )
            given = {"": Decimal(100 * hits) / of, "part=numerator": hits, "part=denominator": of}
            for breakdown, value in given.items():
                MeasurementFactory(
                    submission=submission,
                    indicator=indicator,
                    definition=definition,
                    breakdown=breakdown,
                    declared=value,
                )
            answer(submission, "answered_in_time", "answered_in_time_by_telephone")
            attest(submission)
    return organisations


def attest(submission):
    Submission.objects.filter(pk=submission.pk).update(
        status="attested", attested_at="2025-03-01T10:00Z", in_force=True
    )


def answer(submission, *codes):
    """What was said when the checks asked about these figures."""
    for code in codes:
        CheckAnswer.objects.create(
            submission=submission, question=f"jump:{code}::ab12", text=f"As {code}."
        )


@pytest.fixture
def look(client, network, scene):
    """The page's tree for a query."""
    client.force_login(network.user)

    def get(query="", name="comparison"):
        return client.get(f"{reverse(f'indicators:{name}')}?{query}")

    return get


def table_of(response):
    """Each line: its first cell, then what stands under each heading."""
    tree = html5lib.parse(response.text, namespaceHTMLElements=False)
    table = next(one for one in tree.iter("table") if "comparison" in one.get("class", ""))
    for one in table.iter("span"):
        if one.get("class") in ("sub", "break-letter"):
            tail = one.tail
            one.clear()
            one.tail = tail
    rows = [
        [words_in(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")
    ]
    return rows[0], {row[0]: row[1:] for row in rows[1:]}


def test_table_gives_every_value_and_says_why_there_is_none(look):
    headings, lines = table_of(look())

    assert [one[:4] for one in headings[1:]] == ["2021", "2022", "2023", "2024"]
    assert lines["SILENT"] == ["50.0%", "60.0%", "not attested", "70.0%"]
    assert lines["PREDECESSOR"] == ["80.0%", "90.0%", "–", "–"]
    assert lines["Organisations that reported"] == ["6 of 6", "6 of 6", "4 of 5", "5 of 5"]
    # (8 + 30 + 50 + 5 + 90 + 200) of (10 + 40 + 100 + 10 + 100 + 1000)
    assert lines["The Network"][0] == "30.4%"
    assert lines["Median of the organisations"][0] == "62.5%"
    assert lines["Lower quartile"][:3] == ["50.0%", "52.5%", "–"]


def test_breaks_are_named_and_drawn(look):
    page = look()

    assert "PREDECESSOR went up in SUCCESSOR." in page.text
    assert "What “Name of answered_in_time” counts changed (version 2). Pauses count." in page.text
    assert "SILENT gave no figure." in page.text
    assert "2023: PREDECESSOR in SUCCESSOR; without SILENT" in page.text
    assert "2024: what is counted changed" in page.text
    assert page.text.count('stroke-dasharray="4 4"') >= 4


def test_constant_sample_leaves_out_and_names(look):
    page = look("sample=constant")
    _headings, lines = table_of(page)

    assert lines["Organisations that reported"] == ["4 of 4"] * 4
    assert set(lines) >= {"ALWAYS", "FIFTH", "FAR", "SUCCESSOR"}
    assert not {"SILENT", "PREDECESSOR"} & set(lines)
    assert "Left out: PREDECESSOR and SILENT." in page.text


def test_predecessors_are_added_where_asked(look):
    page = look("mergers=merged&sample=constant")
    _headings, lines = table_of(page)

    # (8 + 30) of (10 + 40)
    assert lines["SUCCESSOR"] == ["76.0%", "78.0%", "70.0%", "80.0%"]
    assert "SUCCESSOR: in the years before, with the numbers of PREDECESSOR." in page.text
    assert "went up in" not in page.text


def test_funnel_points_out_who_lies_outside_with_its_comment(look):
    page = look("show=funnel&organisation=FAR")
    _headings, lines = table_of(page)

    # Of 1,000 with (40 + 70 + 7 + 90 + 200) of 1,260.
    assert lines["FAR"][:3] == ["1,000", "200", "20.0%"]
    assert lines["FAR"][-1].lower() == "outside, lower"
    assert "A strike stopped the counters." in page.text


def test_limits_beside_a_point_equal_an_independent_computation(look):
    """Around 407 of 1,260; Spiegelhalter's interpolation from SciPy's binomial distribution."""
    _headings, lines = table_of(look("show=funnel"))

    def limit(share, n, rate=407 / 1260):
        r = stats.binom.ppf(share, n, rate)
        above = (stats.binom.cdf(r, n, rate) - share) / stats.binom.pmf(r, n, rate)
        return f"{100 * min(1, max(0, (r - above) / n)):.1f}%"

    for name, n in (("FAR", 1000), ("ALWAYS", 100), ("SUCCESSOR", 50)):
        assert lines[name][3] == f"{limit(0.025, n)} to {limit(0.975, n)}"
        assert lines[name][4] == f"{limit(0.001, n)} to {limit(0.999, n)}"


def test_a_file_of_invented_figures_says_so_in_its_name(look):
    honest = look("", "comparison_csv")["Content-Disposition"]
    DemoLoad.objects.create(pk=1, seed=1)

    assert "demo" not in honest
    assert 'filename="demo-' in look("", "comparison_csv")["Content-Disposition"]


def test_an_answer_about_another_figure_explains_nothing(look):
    page = look("show=funnel")

    assert "As answered_in_time." in page.text
    assert "As answered_in_time_by_telephone." not in page.text


def test_a_half_is_rounded_up_on_the_page_as_in_its_files(look, scene):
    """1 of 16 is 6.25 per cent."""
    submission = SubmissionFactory(
        campaign=Campaign.objects.get(year=2024), organisation=OrganisationFactory(code="HALF")
    )
    indicator = Indicator.objects.get(code="answered_in_time")
    for breakdown, value in (("", "6.3"), ("part=numerator", 1), ("part=denominator", 16)):
        MeasurementFactory(
            submission=submission, indicator=indicator, breakdown=breakdown, declared=value
        )
    attest(submission)
    query = "show=funnel&of=chosen&organisation=HALF"

    page = look(query)
    _headings, lines = table_of(page)
    (_head, row) = csv.reader(
        StringIO(look(query, "comparison_csv").getvalue().decode("utf-8-sig")), delimiter=";"
    )

    assert lines["HALF"][2] == "6.3%"
    assert row[4] == "6,3"
    assert "Chosen organisations 6.3%" in page.text


def test_quartiles_of_one_year(look):
    _headings, lines = table_of(look("show=quartiles&last=2022"))

    assert lines["The Network"] == ["6 of 6", "20.0%", "52.5%", "67.5%", "86.3%", "90.0%"]


def test_one_group_and_chosen_organisations(look, scene):
    _headings, lines = table_of(look("of=chosen&organisation=FAR&organisation=ALWAYS"))

    assert [name for name in lines if name.isupper()] == ["ALWAYS", "FAR"]
    assert "Chosen organisations" in lines


def test_exports_equal_the_page(look):
    query = "sample=constant&first=2022&organisation=FAR"
    headings, lines = table_of(look(query))

    rows = list(
        csv.reader(
            StringIO(look(query, "comparison_csv").getvalue().decode("utf-8-sig")), delimiter=";"
        )
    )
    sheet = openpyxl.load_workbook(BytesIO(look(query, "comparison_xlsx").getvalue())).worksheets[0]
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    paper = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(BytesIO(look(query, "comparison_pdf").content)).pages
    )

    assert [one for one in rows[0] if one.isdecimal()] == [one[:4] for one in headings[1:]]
    for row, of_sheet in zip(rows[1:], cells[1:], strict=True):
        shown = lines[row[0]]
        values, of_sheet_values = row[2::3], of_sheet[2::3]
        if "of" in shown[0]:
            assert values == shown
            continue
        assert [f"{float(one.replace(',', '.')):.1f}%" if one else "–" for one in values] == shown
        assert [
            f"{float(one):.1f}%" if one is not None else "–" for one in of_sheet_values
        ] == shown
        assert all(value in paper for value in shown)
    assert rows[0][2:5] == ["2022", "2022, numerator", "2022, denominator"]
    far = next(row for row in rows if row[0] == "FAR")
    assert far[2:5] == ["20", "200", "1000"]


def test_limits_of_a_funnel_are_numbers_in_its_files(look):
    _headings, lines = table_of(look("show=funnel"))

    workbook = openpyxl.load_workbook(BytesIO(look("show=funnel", "comparison_xlsx").getvalue()))
    headings, *rows = workbook.worksheets[0].iter_rows(values_only=True)

    assert headings[5:7] == ("95 of 100 by chance: from", "95 of 100 by chance: to")
    far = next(row for row in rows if row[0] == "FAR")
    assert f"{far[5]:.1f}% to {far[6]:.1f}%" == lines["FAR"][3]
    assert f"{far[7]:.1f}% to {far[8]:.1f}%" == lines["FAR"][4]
    assert far[9].lower() == lines["FAR"][5].lower()


def test_svg_is_the_chart_of_the_view(look):
    response = look("show=funnel", "comparison_svg")

    texts = [
        "".join(text.itertext())
        for text in ET.fromstring(response.content).iter()  # noqa: S314 - our own
        if text.tag.endswith("text")
    ]
    assert response["Content-Type"] == "image/svg+xml"
    assert "FAR" in texts
    assert any("differ from the whole by more than chance" in text for text in texts)


@pytest.mark.parametrize("chart", ["1", "99", "9" * 5000, "-1", "x", "²"])
def test_the_drawing_of_a_chart_that_is_not_there_is_another(look, chart):
    assert look(f"chart={chart}", "comparison_svg")["Content-Type"] == "image/svg+xml"


def test_what_an_address_asks_in_vain_is_told(look):
    page = look("figure=nothing&first=1999&organisation=NOBODY&show=dance")

    assert page.status_code == 200
    assert "Part of the address was not understood and is left out" in page.text


def test_a_measure_that_a_figure_does_not_allow_is_told(look):
    found = look("figure=answered_in_time&measure=per")

    assert "This figure cannot be compared per 10,000 service transactions" in found.text
    assert '<option value="value" selected>' in found.text
    assert "cannot be compared" not in look("figure=answered_in_time").text


def test_of_nobody_nothing_is_counted(look):
    found = look("of=chosen")

    assert "No organisation is chosen that belonged to the Network in these years." in found.text
    assert "0 of 0" not in found.text
    drawing = ET.fromstring(look("of=chosen", "comparison_svg").content)  # noqa: S314 - our own
    drawn = [text.strip() for text in drawing.itertext() if text.strip()]
    assert "no figures" in drawn
    assert not {"0/0", "0 of 0"}.intersection(drawn)


def test_a_year_before_anybody_or_after_the_last_has_no_whole(look):
    _heading, lines = table_of(look("of=chosen&organisation=PREDECESSOR"))

    assert lines["Chosen organisations"] == ["80.0%", "90.0%", "–", "–"]


def test_a_number_of_an_earlier_year_names_it(look):
    chart = look("organisation=PREDECESSOR&organisation=ALWAYS", "comparison_svg").text

    assert "PREDECESSOR, 2022: 90.0%" in chart
    assert "ALWAYS 70.0%" in chart


def test_who_is_chosen_beyond_the_lines_is_named(look, monkeypatch):
    everyone = "&".join(f"organisation={code}" for code in GIVEN)
    assert "Not drawn as lines" not in look(everyone).text
    monkeypatch.setattr("indicators.comparison.MOST_LINES", 5)

    assert "Not drawn as lines, but in the table: SUCCESSOR." in look(everyone).text
    assert "Not drawn as lines" not in look(f"{everyone}&show=funnel").text


def test_medians_by_group_are_those_of_the_organisations(client, network):
    indicator = IndicatorFactory(code="days_to_answer_median", version=None)
    IndicatorVersionFactory(indicator=indicator, unit="days")
    campaign = CampaignFactory(year=2024)
    for code, days in zip("ABCDE", (10, 20, 30, 40, 50), strict=True):
        organisation = OrganisationFactory(code=code)
        submission = SubmissionFactory(campaign=campaign, organisation=organisation)
        MeasurementFactory(submission=submission, indicator=indicator, declared=days)
        attest(submission)
    client.force_login(network.user)

    address = reverse("indicators:comparison") + "?figure=days_to_answer_median&of=groups"
    found = client.get(address)

    _headings, lines = table_of(found)
    assert lines["The Network"] == ["–"]
    assert lines["C"] == ["30"]
    assert "Median of the organisations 30" in found.text


def test_one_who_reported_is_told_in_the_singular(look):
    with translation.override("fr"):
        found = look("of=chosen&organisation=ALWAYS&organisation=SILENT&last=2023")

    assert "Pour 2023, 1 organisation sur 2 a communiqué ses chiffres." in found.text


def test_years_in_the_wrong_order_are_turned(look):
    headings, _lines = table_of(look("first=2024&last=2022"))

    assert [one[:4] for one in headings[1:]] == ["2022", "2023", "2024"]


def test_no_line_leads_over_a_year_without_a_collection(client, network):
    indicator = IndicatorFactory(code="reopened")
    one = OrganisationFactory(code="ONE")
    for year in (2020, 2021, 2023, 2024):
        submission = SubmissionFactory(campaign=CampaignFactory(year=year), organisation=one)
        MeasurementFactory(submission=submission, indicator=indicator, declared=year - 2000)
        attest(submission)
    client.force_login(network.user)

    svg = client.get(reverse("indicators:comparison_svg") + "?figure=reopened").content
    headings, _lines = table_of(client.get(reverse("indicators:comparison") + "?figure=reopened"))

    drawing = ET.fromstring(svg)  # noqa: S314 - our own
    texts = ["".join(one.itertext()) for one in drawing.iter() if one.tag.endswith("text")]
    lines = [
        one.get("d")
        for one in drawing.iter()
        if one.get("stroke") == STYLES[0].colour and one.get("fill") == "none"
    ]
    assert headings[1:] == ["2020", "2021", "2023", "2024"]
    assert [text for text in texts if text.isdecimal() and len(text) == 4] == [
        str(year) for year in range(2024, 2019, -1)
    ]
    assert "no figures" in texts
    assert [line.count("L") for line in lines] == [1, 1]


def test_sums_of_others_are_not_told_as_a_change(client, network):
    """40 of two organisations, then 30 of one: of the constant sample it is 10 more."""
    indicator = IndicatorFactory(code="reopened")
    one, two = OrganisationFactory(code="ONE"), OrganisationFactory(code="TWO")
    for year, values in ((2023, {one: 20, two: 20}), (2024, {one: 30})):
        campaign = CampaignFactory(year=year)
        for organisation, value in values.items():
            submission = SubmissionFactory(campaign=campaign, organisation=organisation)
            MeasurementFactory(submission=submission, indicator=indicator, declared=value)
            attest(submission)
    client.force_login(network.user)
    url = reverse("indicators:comparison") + "?figure=reopened"

    everyone, same = client.get(url).text, client.get(f"{url}&sample=constant").text

    assert "Name of reopened: 30 in 2024" in everyone
    assert "from 40 in 2023" not in everyone
    assert "Name of reopened: from 20 in 2023 to 30 in 2024" in same


def test_without_a_campaign_nothing_is_compared(client, network):
    client.force_login(network.user)

    page = client.get(reverse("indicators:comparison"))

    assert "Nothing to compare yet" in page.text
    assert client.get(reverse("indicators:comparison_csv")).status_code == 404
