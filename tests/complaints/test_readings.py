from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.enums import ReadingKind
from complaints.models import Reading
from complaints.readings import leave_trace
from core.row_security import organisation_context
from organisations.enums import Role
from tests.factories.complaints import make_case
from tests.factories.organisations import MembershipFactory
from tests.pages import assert_only_for, page, queries_of


@pytest.fixture
def reader(fin):
    return MembershipFactory(organisation=fin, user__name="Omar Personnage")


def read(membership, kind, *cases):
    with organisation_context(membership.organisation_id):
        leave_trace(membership, kind, cases)


def shown(client, organisation, query=""):
    response = client.get(page("complaints:readings", organisation) + query)
    return [
        (str(row.user), row.kind, row.case and row.case.number) for row in response.context["rows"]
    ]


def test_trace_is_for_the_data_protection_officer(client, fin):
    assert_only_for(client, fin, {Role.DATA_PROTECTION_OFFICER}, page("complaints:readings", fin))


def test_trace_names_who_and_which_number_and_nothing_of_the_case(client, fin, member, reader):
    member(client, "data_protection_officer")
    case = make_case(fin, subject="Parcel lost")
    read(reader, ReadingKind.RECORD, case)
    read(reader, ReadingKind.NAME_SEARCH, None)

    text = client.get(page("complaints:readings", fin)).text

    assert shown(client, fin) == [
        ("Omar Personnage", "name_search", None),
        ("Omar Personnage", "record", case.number),
    ]
    assert case.number in text
    assert "no single case" in text
    for secret in ("Parcel lost", "Marie Inventée"):
        assert secret not in text


def test_filters(client, fin, member, reader):
    member(client, "data_protection_officer")
    other = MembershipFactory(organisation=fin, user__name="Nadia Modèle")
    case = make_case(fin)
    read(reader, ReadingKind.RECORD, case)
    read(other, ReadingKind.FILE, case)
    with organisation_context(fin.pk):
        last_year = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=366)
        Reading.objects.filter(kind=ReadingKind.FILE).update(hour=last_year)

    assert [row[1] for row in shown(client, fin, "?kind=file")] == ["file"]
    assert [row[0] for row in shown(client, fin, f"?user={reader.user_id}")] == ["Omar Personnage"]
    assert [row[1] for row in shown(client, fin, "?period=this_year")] == ["record"]
    assert [row[1] for row in shown(client, fin, f"?period={last_year.year}")] == ["file"]
    assert [row[1] for row in shown(client, fin)] == ["record", "file"]


def test_filter_that_is_not_understood_is_left_out_and_told(client, fin, member, reader):
    member(client, "data_protection_officer")
    read(reader, ReadingKind.RECORD, make_case(fin))

    response = client.get(page("complaints:readings", fin) + "?kind=x&after=y")

    assert len(response.context["rows"]) == 1
    assert "is left out: What was read." in response.text


def test_other_organisations_traces_are_not_shown(client, fin, other, member):
    member(client, "data_protection_officer")
    read(MembershipFactory(organisation=other), ReadingKind.RECORD, make_case(other))

    response = client.get(page("complaints:readings", fin))

    assert response.context["rows"] == []
    assert "No reading answers to this sentence" in response.text


def test_long_trace_comes_in_pages_with_as_many_queries(client, fin, member, reader):
    member(client, "data_protection_officer")
    url = page("complaints:readings", fin)
    read(reader, ReadingKind.RECORD, make_case(fin))
    queries_of(client, url)
    with_one = queries_of(client, url)
    read(reader, ReadingKind.RECORD, *(make_case(fin) for _number in range(26)))

    first = client.get(url)
    second = client.get(url + first.context["page"].next_url)

    assert queries_of(client, url) == with_one
    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 2)
