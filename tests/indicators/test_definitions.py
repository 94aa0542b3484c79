"""The definitions of the start, and what the Network makes of them."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.errors import NotAllowedError
from core.texts import Text
from indicators import exports
from indicators.definitions import add_indicator, definitions_of, retire, revise
from indicators.enums import Dimension, Origin, Section
from indicators.models import Indicator, IndicatorVersion, Submission, SubmissionChange
from indicators.reference import FOLDER, load_indicators
from indicators.sources import SOURCES
from organisations.reference import read_rows
from tests.factories.indicators import (
    CampaignFactory,
    IndicatorFactory,
    MeasurementFactory,
    SubmissionFactory,
)
from tests.factories.organisations import in_four_languages

TEXTS = ("name", "explanation", "formula")


def test_every_figure_of_the_register_is_defined(definitions):
    counted = Indicator.objects.filter(origin=Origin.REGISTER)

    assert set(counted.values_list("code", flat=True)) == set(SOURCES)


def test_each_definition_of_the_start_is_written_in_four_languages(definitions):
    codes = {code for code, _name in settings.LANGUAGES}

    for version in IndicatorVersion.objects.all():
        assert [set(getattr(version, name)) for name in TEXTS] == [codes] * 3, version.name
        version.full_clean(exclude=["made_by"])


def test_a_rate_says_what_is_divided_by_what(definitions):
    rates = IndicatorVersion.objects.filter(unit="percent").select_related("indicator")

    found = {rate.indicator.code: (rate.parts_unit, rate.breakdowns) for rate in rates}

    assert found == {
        "acknowledged_in_time": ("complaints", [Dimension.PART]),
        "answered_in_time": ("complaints", [Dimension.PART]),
        "satisfaction": ("answers", [Dimension.PART]),
    }
    assert all(len(rate.numerator) == len(rate.denominator) == 4 for rate in rates)


def test_loading_again_leaves_every_version_alone(definitions):
    before = list(IndicatorVersion.objects.values_list("pk", "made_at"))

    count = load_indicators()

    assert (count.new, count.unchanged) == (0, len(read_rows(FOLDER / "indicators.csv")))
    assert list(IndicatorVersion.objects.values_list("pk", "made_at")) == before


def wording(**changed):
    texts = {
        name: Text(in_four_languages(f"The {name}")) for name in ("name", "explanation", "formula")
    }
    return {**texts, "unit": "complaints", **changed}


def attested(year, *indicators):
    """A submission of the year, attested with these figures."""
    submission = SubmissionFactory(campaign=CampaignFactory(year=year))
    for indicator in indicators:
        MeasurementFactory(submission=submission, indicator=indicator)
    Submission.objects.filter(pk=submission.pk).update(
        status="attested", attested_at=timezone.now(), in_force=True
    )
    return submission


def test_definitions_of_a_year_stand_in_the_order_of_a_report(
    definitions, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = definitions_of(2025)

    sections = [version.indicator.section for version in found.values()]
    assert sections == sorted(sections, key=list(Section).index)
    assert list(found)[:2] == ["requests_received", "complaints_received"]
    assert found["complaints_received"].name["fr"] == "Plaintes reçues"


def test_a_year_has_the_version_that_was_valid_then(db):
    indicator = IndicatorFactory(code="appeals")

    revise(indicator, by=None, first_year=2024, **wording(changes_meaning=True))

    found = {year: definitions_of(year)["appeals"].number for year in (2023, 2024, 2025)}
    assert found == {2023: 1, 2024: 2, 2025: 2}


def test_what_is_retired_is_not_asked_for_any_more(db):
    indicator = IndicatorFactory(code="appeals")

    retire(indicator, last_year=2024)

    assert [year for year in (2024, 2025) if "appeals" in definitions_of(year)] == [2024]
    retire(indicator, last_year=None)
    assert "appeals" in definitions_of(2025)


def test_a_wording_changes_no_year_that_somebody_attested(db):
    indicator = IndicatorFactory()
    attested(2025, indicator)

    with pytest.raises(NotAllowedError):
        revise(indicator, by=None, first_year=2025, **wording())
    with pytest.raises(NotAllowedError):
        add_indicator(by=None, code="appeals", section="customers", first_year=2025, **wording())

    assert revise(indicator, by=None, first_year=2026, **wording()).number == 2


def test_figures_in_preparation_follow_the_new_wording_and_attested_ones_do_not(db):
    indicator = IndicatorFactory()
    old = attested(2024, indicator).measurements.get()
    begun = MeasurementFactory(
        submission=SubmissionFactory(campaign=CampaignFactory(year=2025)), indicator=indicator
    )

    version = revise(indicator, by=None, first_year=2025, **wording())

    old.refresh_from_db()
    begun.refresh_from_db()
    assert (old.definition.number, begun.definition) == (1, version)


def test_two_people_do_not_word_the_same_version_anew(db):
    indicator = IndicatorFactory()
    revise(indicator, by=None, first_year=2026, seen=1, **wording())

    with pytest.raises(NotAllowedError):
        revise(indicator, by=None, first_year=2026, seen=1, **wording())


def test_versions_begin_one_after_the_other(db):
    indicator = IndicatorFactory()
    revise(indicator, by=None, first_year=2026, **wording())

    with pytest.raises(NotAllowedError):
        revise(indicator, by=None, first_year=2025, **wording())


def test_nothing_ends_before_a_year_that_is_being_collected(db):
    indicator = IndicatorFactory()
    CampaignFactory(year=2025)
    CampaignFactory(year=2026, status="prepared")

    with pytest.raises(NotAllowedError):
        retire(indicator, last_year=2024)

    assert retire(indicator, last_year=2025).last_year == 2025


def test_nothing_is_worded_anew_after_its_last_year(db):
    indicator = IndicatorFactory(last_year=2025)

    with pytest.raises(NotAllowedError):
        revise(indicator, by=None, first_year=2026, **wording())


def test_an_added_indicator_stands_last_in_its_section(db):
    IndicatorFactory(section="customers", position=4)

    added = add_indicator(
        by=None, code="appeals", section="customers", first_year=2026, **wording()
    )

    assert (added.position, added.origin, added.collected_since) == (5, "declared", 2026)
    assert added.versions.get().name["nl"] == "The name nl"
    with pytest.raises(NotAllowedError):
        add_indicator(by=None, code="appeals", section="customers", first_year=2026, **wording())


def rows_of(submission, code):
    rows = submission.measurements.filter(indicator__code=code).order_by("pk")
    return list(rows.values_list("breakdown", "state", "definition__number"))


def test_an_indicator_added_later_is_asked_of_those_who_have_begun(db):
    before, begun, later = (
        SubmissionFactory(campaign=CampaignFactory(year=year)) for year in (2024, 2025, 2026)
    )

    add_indicator(
        by=None,
        code="appeals",
        section="customers",
        first_year=2025,
        breakdowns=["language"],
        **wording(),
    )

    languages = [f"language={code}" for code in ("fr", "nl", "de", "en")]
    asked = [(part, "not_provided", 1) for part in ("", *languages)]
    assert rows_of(before, "appeals") == []
    assert rows_of(begun, "appeals") == rows_of(later, "appeals") == asked
    told = SubmissionChange.objects.values_list("submission", "happening", "new").order_by("pk")
    assert list(told) == [(one.pk, "redefined", {"appeals": "1"}) for one in (begun, later)]


def test_what_is_attested_is_asked_nothing_more(db):
    submission = SubmissionFactory(campaign=CampaignFactory(year=2024))
    Submission.objects.filter(pk=submission.pk).update(
        status="attested", attested_at=timezone.now(), in_force=True
    )

    add_indicator(by=None, code="appeals", section="customers", first_year=2025, **wording())

    assert rows_of(submission, "appeals") == []


def test_a_figure_that_becomes_a_share_gets_its_halves_and_loses_its_parts(db):
    submission = SubmissionFactory(campaign=CampaignFactory(year=2025))
    added = add_indicator(
        by=None,
        code="appeals",
        section="customers",
        first_year=2025,
        breakdowns=["language"],
        **wording(),
    )
    submission.measurements.filter(breakdown="").update(state="value", declared=7)

    share = wording() | {"unit": "percent", "parts_unit": "complaints", "breakdowns": ["part"]}
    revise(added, by=None, first_year=2025, **share)

    assert rows_of(submission, "appeals") == [
        ("", "value", 2),
        ("part=numerator", "not_provided", 2),
        ("part=denominator", "not_provided", 2),
    ]


def test_the_yearly_page_stands_without_definitions_too(client, member, fin):
    member(client, "reader")

    page = client.get(reverse("indicators:year", args=["fin", 2025]))

    assert "answered_in_time" in page.text


def test_the_exported_version_is_the_one_of_the_year(fin, definitions):
    answered = Indicator.objects.get(code="answered_in_time")
    rate = answered.versions.get()
    texts = {name: getattr(rate, name) for name in TEXTS}
    revise(answered, by=None, first_year=2025, unit="percent", **texts)

    found = {
        (row[0], row[-1])
        for year in (2024, 2025)
        for row in exports.rows(fin, year)
        if row[3] == "answered_in_time"
    }

    assert found == {("2024", "1"), ("2025", "2")}
