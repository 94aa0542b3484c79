"""The third wall: with every other one taken away, the database still keeps organisations apart."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse  # noqa: TID251 - views of these tests
from django.urls import path
from django.utils import timezone

from complaints.models import Attachment, Case, Complainant, Event, Message, Note
from config.urls import urlpatterns as urls_of_the_house
from core.row_security import organisation_context
from organisations.models import Department, Letter
from tests.factories.complaints import make_case
from tests.factories.organisations import MembershipFactory
from tests.house.test_tables import PROTECTED
from tests.house.world import build

PARTS = [Case, Complainant, Event, Message, Note, Attachment, Letter]


@pytest.fixture
def theirs(bosa, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return build(bosa)


@pytest.fixture
def their_values(theirs):
    """A row of each part, as its owner sees it."""
    with organisation_context(theirs.organisation.pk):
        return {model: model.objects.values().first() for model in PARTS}


def number(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def rows_seen():
    return {table for table in PROTECTED if number(f"select count(*) from {table}")}  # noqa: S608 - our own names


def test_without_a_context_nothing_is_seen(theirs):
    assert rows_seen() == set()


def test_in_another_context_nothing_is_seen(theirs, fin):
    with organisation_context(fin.pk):
        assert rows_seen() == set()


def test_in_its_own_context_an_organisation_sees_its_rows(theirs):
    with organisation_context(theirs.organisation.pk):
        assert Case.objects.count() == 1
        assert rows_seen() >= {model._meta.db_table for model in PARTS}


def test_a_context_ends_with_its_block(theirs):
    with organisation_context(theirs.organisation.pk):
        pass

    assert rows_seen() == set()


def test_a_context_ends_with_an_error_too(theirs):
    with pytest.raises(ZeroDivisionError), organisation_context(theirs.organisation.pk):
        raise ZeroDivisionError

    assert rows_seen() == set()


@pytest.mark.parametrize("model", PARTS)
def test_nothing_of_another_organisation_is_changed_or_deleted(their_values, fin, model):
    with organisation_context(fin.pk):
        assert model.objects.update(organisation=fin) == 0
        assert model.objects.all()._raw_delete("default") == 0

    with organisation_context(their_values[model]["organisation_id"]):
        assert model.objects.filter(pk=their_values[model]["id"]).exists()


@pytest.mark.parametrize("model", PARTS)
def test_nothing_is_put_into_another_organisation(their_values, fin, model):
    values = {**their_values[model], "id": None}

    with (
        pytest.raises(DatabaseError, match="row-level security"),
        organisation_context(fin.pk),
        transaction.atomic(),
    ):
        model.objects.bulk_create([model(**values)])


def test_a_row_is_not_moved_to_another_organisation(theirs, fin):
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        organisation_context(theirs.organisation.pk),
        transaction.atomic(),
    ):
        Case.objects.filter(pk=theirs.case.pk).update(organisation=fin)


def test_a_part_is_not_tied_to_a_case_of_another_organisation(theirs, fin):
    """A foreign key alone would look past the policy."""
    note = Note(organisation=fin, case_id=theirs.case.pk, text="Ours", written_at=timezone.now())

    with pytest.raises(DatabaseError, match="same_organisation"):
        save_at_once(note)


def save_at_once(row):
    """As at the end of a transaction, when keys are looked at."""
    with organisation_context(row.organisation_id):
        row.save()
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")


@pytest.mark.parametrize(
    "change",
    [lambda events: events.update(code="closed"), lambda events: events._raw_delete("default")],
)
def test_what_happened_stays_as_it_was(theirs, change):
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        organisation_context(theirs.organisation.pk),
        transaction.atomic(),
    ):
        change(Event.objects.all())


def writes_and_raises(request, slug):
    Department.objects.create(organisation=request.organisation, code="LOST", name={})
    raise ZeroDivisionError


def writes_and_answers_with_an_error(request, slug):
    Department.objects.create(organisation=request.organisation, code="LOST", name={})
    return HttpResponse(status=500)


def shows_all_cases(request, slug=None):
    """A view whose author forgot the scoped queryset."""
    return HttpResponse(" ".join(Case.objects.values_list("subject", flat=True)))


urlpatterns = [
    *urls_of_the_house,
    path("o/<slug:slug>/raises/", writes_and_raises),
    path("o/<slug:slug>/answers/", writes_and_answers_with_an_error),
    path("o/<slug:slug>/cases/", shows_all_cases),
    path("cases/", shows_all_cases),
]


@pytest.fixture
def careless_views(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize("place", ["raises", "answers"])
def test_a_request_that_fails_leaves_nothing_behind(client, fin, member, careless_views, place):
    member(client, "handler")
    client.raise_request_exception = False

    assert client.get(f"/o/fin/{place}/").status_code == 500

    assert not Department.objects.filter(code="LOST").exists()


def test_a_view_without_scoped_queryset_shows_one_organisation(
    client, fin, theirs, member, careless_views
):
    make_case(fin, subject="Ours")
    member(client, "handler")

    assert client.get("/o/fin/cases/").text == "Ours"
    assert client.get("/cases/").text == ""


@pytest.mark.django_db(transaction=True)
def test_the_context_of_a_request_ends_with_it(client, bosa, fin, member, careless_views):
    """In transactions of their own, as on a real server."""
    make_case(fin, subject="Ours")
    make_case(bosa, subject="Theirs")
    us = member(client, "handler")
    MembershipFactory(user=us.user, organisation=bosa)
    client.raise_request_exception = False

    said = [
        client.get(place).text
        for place in ("/o/fin/cases/", "/cases/", "/o/bosa/cases/", "/cases/")
    ]
    client.get("/o/bosa/raises/")

    assert said == ["Ours", "", "Theirs", ""]
    assert client.get("/cases/").text == ""
    assert rows_seen() == set()
    assert not Department.objects.filter(code="LOST").exists()
