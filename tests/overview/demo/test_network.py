"""The demonstration's Network: invented figures that hold together, and a campaign that runs."""

from collections import Counter, defaultdict

import pytest

from indicators.checks import questions
from indicators.models import (
    Campaign,
    CriterionStatus,
    Measurement,
    PublishedFigure,
    Submission,
)
from tests.overview.demo.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def values_of(year):
    """Organisation to its figures, by indicator and breakdown."""
    found = defaultdict(dict)
    rows = Measurement.objects.in_force().filter(submission__campaign__year=year)
    for code, indicator, breakdown, value in rows.values_list(
        "submission__organisation__code", "indicator__code", "breakdown", "value"
    ):
        found[code][indicator, breakdown] = value
    return found


def test_years_of_which_figures_were_published_are_not_invented():
    published = set(PublishedFigure.objects.of_network().values_list("year", flat=True))

    invented = list(Campaign.objects.order_by("year").values_list("year", flat=True))

    assert not published & set(invented)
    assert invented == [2021, 2022, 2024, TODAY.year - 1]


@pytest.mark.parametrize("year", [2021, 2022, 2024, 2025])
def test_no_invented_figure_contradicts_another(year):
    asked = {
        code: [question.sentence for question in questions(values, None)]
        for code, values in values_of(year).items()
    }

    assert len(asked) > 20
    assert {code: sentences for code, sentences in asked.items() if sentences} == {}


def test_two_organisations_gave_nothing_in_a_published_year():
    campaign = Campaign.objects.get(year=2024)

    given = campaign.submissions.in_force().count()

    assert given == campaign.members.count() - 2


def test_the_campaign_of_last_year_is_in_every_state():
    running = Submission.objects.filter(campaign__year=TODAY.year - 1)
    states = dict(running.values_list("organisation__code", "status"))

    assert {code: states[code] for code in ("FIN", "INAMI", "BOSA")} == {
        "FIN": "in_preparation",
        "INAMI": "submitted",
        "BOSA": "attested",
    }
    assert set(Counter(states.values())) == {"in_preparation", "submitted", "returned", "attested"}


def test_figures_of_the_three_registers_are_counted_in_them():
    counted = Submission.objects.filter(from_register=True)

    assert set(counted.values_list("organisation__code", flat=True)) == {"FIN", "INAMI", "BOSA"}
    received = Measurement.objects.get(
        submission__in=counted,
        submission__organisation__code="FIN",
        indicator__code="complaints_received",
        breakdown="",
    )
    assert received.computed > 50
    assert (received.evidence_count, len(received.evidence_hash)) == (received.computed, 64)


def test_most_criteria_are_declared_and_every_declaration_says_it_is_invented():
    rows = CriterionStatus.objects.standing()

    assert {row.met for row in rows} == {"met", "partly", "not_met"}
    assert {row.evidence.split()[0] for row in rows} == {"Verzonnen"}
    assert all((row.since is None) == (row.met == "not_met") for row in rows)
