"""The definitions of the start, and what the Network makes of them."""

from django.conf import settings

from indicators.enums import Dimension, Origin
from indicators.models import Indicator, IndicatorVersion
from indicators.reference import FOLDER, load_indicators
from indicators.sources import SOURCES
from organisations.reference import read_rows

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
