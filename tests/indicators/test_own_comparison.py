"""An organisation beside its group: nothing of the others but quartiles and what is published."""

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import html5lib
import openpyxl
import pytest
from pypdf import PdfReader

from indicators.models import Campaign, PublicFigure, Submission
from indicators.releasing import refresh
from organisations.models import Organisation
from tests.factories.indicators import (
    CampaignFactory,
    IndicatorFactory,
    IndicatorVersionFactory,
    MeasurementFactory,
    SubmissionFactory,
)
from tests.factories.organisations import OrganisationFactory
from tests.house.markup import words_in
from tests.pages import assert_only_for, page

pytestmark = pytest.mark.django_db
READS = {"reader", "handler", "coordinator", "manager", "approver"}
OTHERS = ("SECRET_A", "SECRET_B", "SECRET_C", "SECRET_D")


def attested(organisation, campaign, indicator, **values):
    submission = SubmissionFactory(campaign=campaign, organisation=organisation)
    for breakdown, value in values.items():
        MeasurementFactory(
            submission=submission,
            indicator=indicator,
            breakdown="" if breakdown == "total" else f"part={breakdown}",
            declared=value,
        )
    attest(submission)


def attest(submission):
    Submission.objects.filter(pk=submission.pk).update(
        status="attested", attested_at="2025-03-01T10:00Z", in_force=True
    )


def published(year):
    return CampaignFactory(year=year, status="published", published_at="2025-05-01T10:00Z")


def public(campaign, code, indicator, *, is_hidden=False, **values):
    for part, value in values.items():
        PublicFigure.objects.create(
            campaign=campaign,
            subject=code,
            group="FPS_AND_DEFENCE",
            indicator=indicator.code,
            breakdown=f"part={part}",
            state="value",
            value=value,
            is_hidden=is_hidden,
            unit="complaints",
            definition_version=1,
        )


@pytest.fixture
def rate():
    indicator = IndicatorFactory(code="answered_in_time", section="time", version=None)
    IndicatorVersionFactory(indicator=indicator, unit="percent", parts_unit="complaints")
    return indicator


@pytest.fixture
def others(fin):
    return [OrganisationFactory(code=code) for code in OTHERS]


@pytest.fixture
def look(client, fin, member):
    member(client, "reader")
    return lambda query="": client.get(f"{page('indicators:own_comparison', fin)}?{query}")


def rows_of(response):
    tree = html5lib.parse(response.text, namespaceHTMLElements=False)
    table = next(one for one in tree.iter("table") if "comparison" in one.get("class", ""))
    rows = [
        [words_in(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")
    ]
    return rows[1:]


def lines_of(response):
    return {row[0]: row[1:] for row in rows_of(response)}


def test_only_those_who_see_figures(client, fin):
    assert_only_for(client, fin, READS, page("indicators:own_comparison", fin))


def test_own_values_stand_beside_rounded_quartiles_of_the_group(look, fin, others, rate):
    campaign = published(2024)
    values = [(80, 100), (70, 100), (50, 100), (333, 1000), (90, 100)]
    for organisation, (hits, of) in zip([fin, *others], values, strict=True):
        share = round(100 * hits / of, 1)
        attested(organisation, campaign, rate, total=share, numerator=hits, denominator=of)

    found = look()

    lines = lines_of(found)
    assert lines["FPS Finance"] == ["80.0%80 of 100"]
    # Of 33.3, 50, 70, 80, 90.
    assert lines["Lower quartile of the group"] == ["50%"]
    assert lines["Median of the group"] == ["70%"]
    assert lines["Upper quartile of the group"] == ["80%"]
    assert "SECRET" not in found.text
    assert "33.3" not in found.text


def test_a_group_of_four_has_no_quartiles(look, fin, others, rate):
    campaign = published(2024)
    for organisation in [fin, *others[:3]]:
        attested(organisation, campaign, rate, total=50, numerator=1, denominator=2)

    assert lines_of(look())["Median of the group"] == ["–"]


def test_of_a_campaign_that_is_not_published_only_the_own_figures_count(look, fin, others, rate):
    campaign = CampaignFactory(year=2024, status="closed")
    for organisation in [fin, *others]:
        attested(organisation, campaign, rate, total=50, numerator=1, denominator=2)

    lines = lines_of(look())

    assert lines["FPS Finance"] == ["50.0%1 of 2"]
    assert lines["Median of the group"] == ["–"]


def test_figures_that_nobody_may_see_yet_are_no_page(look, others, rate):
    attested(others[0], CampaignFactory(year=2024, status="closed"), rate, total=50)

    assert "Nothing to compare yet" in look().text


def test_small_numbers_of_people_are_not_told_by_quartiles(look, fin, others):
    campaign = published(2024)
    count = IndicatorFactory(code="reopened")
    for organisation, value in zip([fin, *others], (9, 3, 0, 1, 2), strict=True):
        attested(organisation, campaign, count, total=value)

    lines = lines_of(look("figure=reopened"))

    assert lines["Median of the group"] == ["fewer than 5"]
    assert lines["Lower quartile of the group"] == ["fewer than 5"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "svg", "pdf"])
def test_no_quartile_gives_away_what_the_public_does_not_see(client, look, fin, others, kind):
    """3 is small, and 47 hidden so that it cannot be subtracted: of five, the lower quartile is 47."""
    campaign = published(2024)
    count = IndicatorFactory(code="reopened")
    for organisation, value in zip([fin, *others], (100, 3, 47, 80, 90), strict=True):
        attested(organisation, campaign, count, total=value)
    refresh(campaign)
    hidden = set(PublicFigure.objects.filter(is_hidden=True).values_list("subject", flat=True))
    assert hidden == {"SECRET_A", "SECRET_B"}

    found = look("figure=reopened")
    file = client.get(page(f"indicators:own_comparison_{kind}", fin) + "?figure=reopened")

    lines = lines_of(found)
    assert lines["Lower quartile of the group"] == ["hidden"]
    assert lines["Median of the group"] == ["80"]
    assert lines["Upper quartile of the group"] == ["90"]
    assert "A quartile that rests on a number hidden from the public" in found.text
    assert not re.search(
        r"\b(47|46|48)\b", re.sub(r"<svg.*?</svg>", "", found.text, flags=re.DOTALL)
    )
    assert "47" not in words_of(kind, file)


def words_of(kind, response):
    """Every text of a file."""
    content = response.getvalue()
    if kind == "csv":
        return content.decode("utf-8-sig")
    if kind == "xlsx":
        sheets = openpyxl.load_workbook(BytesIO(content)).worksheets
        return " ".join(
            str(cell)
            for sheet in sheets
            for row in sheet.iter_rows(values_only=True)
            for cell in row
        )
    if kind == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    found = ET.fromstring(content)  # noqa: S314 - our own
    return " ".join("".join(one.itertext()) for one in found.iter() if one.tag.endswith("text"))


def test_a_small_number_that_is_hidden_keeps_its_quartile_hidden(look, fin, others):
    campaign = published(2024)
    count = IndicatorFactory(code="reopened")
    for organisation, value in zip([fin, *others], (9, 3, 0, 1, 2), strict=True):
        attested(organisation, campaign, count, total=value)
    refresh(campaign)

    lines = lines_of(look("figure=reopened"))

    assert lines["Median of the group"] == ["hidden"]


def test_a_quartile_of_shares_is_as_secret_as_what_they_are_shares_of(look, fin, others):
    campaign = published(2024)
    admissible, founded = (
        IndicatorFactory(code=code) for code in ("complaints_admissible", "complaints_founded")
    )
    values = [(5000, 2500), (200, 60), (300, 70), (400, 4), (500, 100)]
    for organisation, (of, hits) in zip([fin, *others], values, strict=True):
        submission = SubmissionFactory(campaign=campaign, organisation=organisation)
        MeasurementFactory(submission=submission, indicator=admissible, declared=of)
        MeasurementFactory(submission=submission, indicator=founded, declared=hits)
        attest(submission)
    refresh(campaign)

    lines = lines_of(look("figure=complaints_founded&measure=share"))

    # 1 %, 20 %, 23.3 %, 30 %, 50 %: hidden are the 4 and one more.
    hidden = set(PublicFigure.objects.filter(is_hidden=True).values_list("subject", flat=True))
    places = {"SECRET_D": "low", "SECRET_B": "median", "SECRET_A": "high"}
    told = {
        "low": lines["Lower quartile of the group"][0],
        "median": lines["Median of the group"][0],
        "high": lines["Upper quartile of the group"][0],
    }
    expected = {"low": "20%", "median": "23%", "high": "30%"}
    assert "SECRET_C" in hidden
    assert told == expected | {places[one]: "hidden" for one in hidden & places.keys()}
    assert "hidden" in told.values()


def test_funnel_shows_others_without_names_and_only_where_both_halves_are_public(
    look, fin, others, rate
):
    campaign = published(2024)
    for organisation in [fin, *others]:
        attested(organisation, campaign, rate, total=50, numerator=50, denominator=100)
    public(campaign, "SECRET_A", rate, numerator=40, denominator=100)
    public(campaign, "SECRET_B", rate, numerator=60, denominator=100)
    public(campaign, "SECRET_C", rate, is_hidden=True, numerator=2, denominator=100)
    public(campaign, "SECRET_D", rate, numerator=60)

    found = look("show=funnel")

    assert "The funnel shows 3 organisations, of all groups" in found.text
    assert "150 of 300" in found.text
    assert "SECRET" not in found.text
    rows = rows_of(found)
    assert [row[:4] for row in rows] == [
        ["FPS FinanceFederal public services", "100", "50", "50.0%"],
        ["Another organisation", "100", "60", "60.0%"],
        ["Another organisation", "100", "40", "40.0%"],
    ]


def test_who_stands_nowhere_in_the_funnel_is_not_named(look, fin, others, rate):
    campaign = published(2024)
    for organisation in [fin, *others]:
        attested(organisation, campaign, rate, total=50, numerator=50, denominator=100)
    public(campaign, "SECRET_A", rate, numerator=40, denominator=100)
    public(campaign, "SECRET_B", rate, numerator=0, denominator=0)

    found = look("show=funnel")

    assert "SECRET" not in found.text
    assert rows_of(found)[-1] == ["Another organisation", *["–"] * 5, "not applicable"]


def test_an_organisation_that_is_missing_is_not_named(look, fin, others, rate):
    for year in (2023, 2024):
        campaign = published(year)
        given = [fin, *others] if year == 2023 else [fin, *others[1:]]
        for organisation in given:
            attested(organisation, campaign, rate, total=50, numerator=1, denominator=2)
        campaign.members.get_or_create(organisation=others[0], group=fin.group)

    found = look()

    assert Campaign.objects.count() == 2
    assert Organisation.objects.filter(code="SECRET_A").exists()
    assert "SECRET" not in found.text


def test_files_hold_the_own_view(client, fin, member, others, rate):
    member(client, "reader")
    attested(fin, published(2024), rate, total=80, numerator=8, denominator=10)

    lines = client.get(page("indicators:own_comparison_csv", fin)).getvalue().decode("utf-8-sig")

    assert lines.splitlines()[1] == "FPS Finance;;80;8;10"
