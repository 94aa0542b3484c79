from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import translation

from complaints.models import Case
from core.pages import MOST_COUNTED, Count, Page, count, page_of, pager
from tests.factories.complaints import make_case

TODAY = date(2026, 11, 20)


@pytest.fixture
def cases(inside):
    """Seven cases; three of them were received on the same day."""
    days = [0, 1, 1, 1, 2, 3, 4]
    return [make_case(inside, received_on=TODAY - timedelta(days=day)) for day in days]


def walk(order, *, forward=True):
    """The keys of all pages of two, in order; and back again."""
    page = page_of(Case.objects.all(), order, size=2)
    found = [[row.pk for row in page.rows]]
    while page.after:
        page = page_of(Case.objects.all(), order, after=page.after, size=2)
        found.append([row.pk for row in page.rows])
    back = [found[-1]]
    while page.before:
        page = page_of(Case.objects.all(), order, before=page.before, size=2)
        back.append([row.pk for row in page.rows])
    return found, back


@pytest.mark.parametrize("order", ["-received_on", "received_on"])
def test_pages_hold_each_row_once_and_lead_back(cases, order):
    sign = "-" if order.startswith("-") else ""
    expected = list(Case.objects.order_by(order, f"{sign}pk").values_list("pk", flat=True))

    found, back = walk(order)

    assert [key for page in found for key in page] == expected
    assert [len(page) for page in found] == [2, 2, 2, 1]
    assert back[-1] == found[0]


def test_first_page_has_nothing_before_and_last_nothing_after(cases):
    first = page_of(Case.objects.all(), "received_on", size=4)
    last = page_of(Case.objects.all(), "received_on", after=first.after, size=4)

    assert (first.before, last.after) == ("", "")
    assert last.before != ""


def test_going_back_to_fewer_rows_than_a_page_gives_the_whole_first_page(cases):
    first = page_of(Case.objects.all(), "received_on", size=3)
    second = page_of(Case.objects.all(), "received_on", after=first.after, size=3)
    # A page of another size begins elsewhere: only two rows lie before it.
    token = page_of(Case.objects.all(), "received_on", size=2).after

    page = page_of(Case.objects.all(), "received_on", before=token, size=3)

    assert [row.pk for row in page.rows] == [row.pk for row in first.rows]
    assert second.before


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "~",
        "2026-13-01~1",
        "2026-11-20~",
        "2026-11-20~-1",
        "2026-11-20~0",
        f"2026-11-20~{2**63}",
    ],
)
def test_token_that_says_nothing_gives_the_first_page(cases, token):
    first = page_of(Case.objects.all(), "received_on", size=2)

    for side in ("after", "before"):
        assert page_of(Case.objects.all(), "received_on", size=2, **{side: token}) == first


@pytest.mark.parametrize("token", ["2026-11-20T10:00:00~1", "2026-11-20~1", "nonsense~1"])
def test_moment_without_time_zone_gives_the_first_page(cases, token):
    first = page_of(Case.objects.all(), "registered_at", size=2)

    assert page_of(Case.objects.all(), "registered_at", after=token, size=2) == first


def test_moments_are_pages_too(cases):
    first = page_of(Case.objects.all(), "-registered_at", size=4)
    second = page_of(Case.objects.all(), "-registered_at", after=first.after, size=4)

    assert {row.pk for row in [*first.rows, *second.rows]} == {case.pk for case in cases}


def test_count_is_exact_up_to_a_thousand(cases):
    assert count(Case.objects.all()) == Count(7)
    assert str(Count(7)) == "7"
    assert str(Count(MOST_COUNTED)) == "1,000"
    assert str(Count(MOST_COUNTED + 1)) == "more than 1,000"


def test_page_that_holds_all_rows_counts_them(cases, django_assert_num_queries):
    rows = Case.objects.all()
    whole, part = (page_of(rows, "received_on", size=size) for size in (7, 2))
    beyond = page_of(rows, "received_on", after=f"{TODAY.isoformat()}~{cases[0].pk}")

    with django_assert_num_queries(0):
        assert count(rows, whole) == Count(7)
    assert (count(rows, part), list(beyond.rows), count(rows, beyond)) == (Count(7), [], Count(7))


def test_count_is_said_in_the_readers_way():
    with translation.override("fr"):
        assert str(Count(1000)) == "1\u00a0000"


def test_pager_keeps_the_filters():
    query = QueryDict("q=a+b&after=old&status=open")

    links = pager(Page([], before="", after="2026-11-20~3"), query)

    assert links.previous_url == ""
    assert links.next_url == "?q=a+b&status=open&after=2026-11-20~3"
