from decimal import Decimal

import pytest
from django.core.management import call_command

from indicators.models import PublishedFigure
from indicators.published import PUBLISHED, load_published_figures
from organisations.models import SecondLineBody
from organisations.reference import read_rows

pytestmark = pytest.mark.django_db


def test_every_line_of_the_sources_is_carried_over_exactly():
    count = load_published_figures()

    lines = read_rows(PUBLISHED)
    carried = ("value", "unit", "source", "certainty", "note")
    stored = PublishedFigure.objects.values_list("year", "line", *carried)
    assert count.new == len(lines) == 39
    assert sorted(stored) == sorted(
        (
            int(line["year"]),
            int(line["line"]),
            Decimal(line["value"]),
            *(line[name] for name in carried[1:]),
        )
        for line in lines
    )


def test_names_of_the_sources_become_codes_where_one_means_the_same():
    load_published_figures()

    found = {
        (indicator, breakdown): value
        for indicator, breakdown, value in PublishedFigure.objects.of_network()
        .filter(year=2014)
        .values_list("indicator", "breakdown", "value")
    }
    assert found["complaints_founded_by_type", "type=conduct"] == 351
    assert found["complaints_founded_by_type", "type=quality"] == 1611
    assert found["complaints_founded_by_type", "type=handling"] == 1992
    assert found["complaints_founded_by_type", "type=complaint_handling"] == 22
    assert found["requests_received", ""] == 10844
    assert found["requests_received", "nature=question"] == 1347
    assert found["complaints_received", ""] == 9895
    assert found["pending_change_vs_previous_year", ""] == 564


def test_the_second_line_has_the_code_of_its_body():
    call_command("load_reference_data", verbosity=0)

    bodies = set(PublishedFigure.objects.filter(line=2).values_list("subject", flat=True))
    assert bodies == {"FED_OMB"}
    assert SecondLineBody.objects.filter(code="FED_OMB").exists()


def test_a_second_loading_changes_nothing():
    load_published_figures()

    again = load_published_figures()

    assert (again.new, again.changed, again.unchanged) == (0, 0, 39)
