from decimal import Decimal

import pytest

from indicators.figures import of_groups, of_network, read_figures
from indicators.models import Measurement
from tests.factories.indicators import (
    CampaignFactory,
    IndicatorFactory,
    IndicatorVersionFactory,
    MeasurementFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


def a_rate(code, unit="percent"):
    indicator = IndicatorFactory(code=code, version=None)
    IndicatorVersionFactory(indicator=indicator, unit=unit, parts_unit="complaints")
    return indicator


def measured(submission, indicator, **values):
    for breakdown, value in values.items():
        MeasurementFactory(
            submission=submission,
            indicator=indicator,
            breakdown="" if breakdown == "total" else f"part={breakdown}",
            declared=value,
        )


def test_a_rate_of_the_network_is_the_rate_of_its_sums():
    campaign = CampaignFactory()
    rate = a_rate("answered_in_time")
    measured(SubmissionFactory(campaign=campaign), rate, total=100, numerator=10, denominator=10)
    measured(SubmissionFactory(campaign=campaign), rate, total=50, numerator=45, denominator=90)

    found = {
        figure.breakdown: figure for figure in of_network(read_figures(Measurement.objects.all()))
    }

    assert found[""].value == Decimal("55.0")
    assert (found["part=numerator"].value, found["part=denominator"].value) == (55, 100)
    assert {figure.organisations for figure in found.values()} == {2}


def test_half_a_rate_goes_into_no_sum():
    campaign = CampaignFactory()
    rate = a_rate("answered_in_time")
    measured(SubmissionFactory(campaign=campaign), rate, total=50, numerator=45, denominator=90)
    measured(SubmissionFactory(campaign=campaign), rate, total=80, numerator=40)
    measured(SubmissionFactory(campaign=campaign), rate, total=10, denominator=500)

    found = {
        figure.breakdown: (figure.value, figure.organisations)
        for figure in of_network(read_figures(Measurement.objects.all()))
    }

    assert found == {
        "": (Decimal("50.0"), 1),
        "part=numerator": (45, 1),
        "part=denominator": (90, 1),
    }


def test_counts_add_up_by_group_and_a_median_does_not():
    campaign = CampaignFactory()
    count = a_rate("complaints_received", unit="complaints")
    median = a_rate("days_to_answer_median", unit="days")
    submissions = SubmissionFactory.create_batch(2, campaign=campaign)
    for number, submission in enumerate(submissions, start=1):
        measured(submission, count, total=number)
        measured(submission, median, total=number)

    found = of_groups(read_figures(Measurement.objects.all()))

    by_group = {figure.subject: (figure.indicator, figure.value) for figure in found}
    assert {indicator for indicator, _value in by_group.values()} == {"complaints_received"}
    assert sum(value for _indicator, value in by_group.values()) == 3


def test_what_is_not_provided_is_not_zero():
    campaign = CampaignFactory()
    count = a_rate("complaints_received", unit="complaints")
    measured(SubmissionFactory(campaign=campaign), count, total=7)
    MeasurementFactory(
        submission=SubmissionFactory(campaign=campaign),
        indicator=count,
        state="not_provided",
        declared=None,
    )

    (found,) = of_network(read_figures(Measurement.objects.all()))

    assert (found.value, found.organisations) == (7, 1)
