from datetime import datetime, timedelta

import html5lib
import pytest
import time_machine
from django.utils import timezone

from complaints import handling
from complaints.enums import Acknowledged, Channel, Nature, ReadingKind
from complaints.intake import Person
from complaints.models import Cause, HandlingRules, Reading
from core.row_security import organisation_context
from organisations.enums import Role
from tests.factories.complaints import make_case
from tests.factories.organisations import (
    DepartmentFactory,
    MembershipFactory,
    UserFactory,
    in_four_languages,
)
from tests.pages import assert_only_for, page, queries_of

# A Wednesday.
NOW = timezone.make_aware(datetime(2026, 11, 18, 10))
READS = {Role.READER, Role.HANDLER, Role.COORDINATOR, Role.MANAGER, Role.APPROVER}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False):
        yield


def listed(client, organisation, query=""):
    """The subjects of the list, in order."""
    response = client.get(page("complaints:list", organisation) + query)
    assert response.status_code == 200
    return [case.subject for case, _due in response.context["rows"]]


def received(days_ago, subject, organisation, **submission):
    return make_case(
        organisation,
        at=NOW - timedelta(days=days_ago),
        acknowledge=Acknowledged.ORAL,
        subject=subject,
        **submission,
    )


def in_handling(case, handler=None, department=None, **qualified):
    with organisation_context(case.organisation_id):
        handling.qualify(case, by=None, nature=case.nature, tell=False, **qualified)
        handling.assign(case, by=None, handler=handler, department=department)
    return case


def closed(case):
    with organisation_context(case.organisation_id):
        handling.withdraw(case, by=None, tell=False)
    return case


def test_register_is_for_those_who_read_cases(client, fin):
    assert_only_for(client, fin, READS, page("complaints:list", fin))


def test_open_cases_come_by_due_date_and_all_by_receipt(client, fin, member):
    member(client, "reader")
    received(50, "late", fin)
    received(1, "new", fin)
    received(20, "between", fin)
    closed(received(30, "closed", fin))

    assert listed(client, fin) == ["late", "between", "new"]
    assert listed(client, fin, "?status=any") == ["new", "between", "closed", "late"]
    assert listed(client, fin, "?sort=received") == ["new", "between", "late"]
    assert listed(client, fin, "?status=any&sort=due") == ["new", "between", "closed", "late"]


def test_row_says_who_what_and_by_when(client, fin, member):
    member(client, "reader")
    omar = MembershipFactory(organisation=fin, roles=["handler"], user__name="Omar").user
    department = DepartmentFactory(organisation=fin, name=in_four_languages("Recovery"))
    case = in_handling(received(43, "Parcel lost", fin), omar, department)

    text = client.get(page("complaints:list", fin)).text

    for words in (case.number, "Parcel lost", "Marie Inventée", "Omar", "Recovery", "Online form"):
        assert words in text
    assert "In handling" in text
    assert "16 November" in text
    assert "2 days late" in text


def test_due_date_in_words(client, fin, member):
    member(client, "reader")
    HandlingRules.objects.create(organisation=fin, pauses_while_waiting=True)
    with organisation_context(fin.pk):
        asked = received(5, "asked", fin)
        handling.ask(asked, by=None, body="Which?", tell=False)
        answered = in_handling(received(9, "answered", fin))
        handling.answer(answered, by=None, body="Yes", finding="founded", tell=False)
    make_case(fin, subject="not acknowledged", at=NOW - timedelta(days=1))
    closed(received(3, "closed", fin))

    rows = client.get(page("complaints:list", fin) + "?status=any").context["rows"]
    said = {case.subject: (due.day, due.words) for case, due in rows}

    assert said == {
        "asked": ("paused", "the clock stands still"),
        "answered": ("18 November", "answered"),
        "not acknowledged": ("1 December", "acknowledgement: in 13 days"),
        "closed": ("18 November", "closed"),
    }


def test_organisation_without_limits_says_so(client, bosa, member):
    member(client, "reader", organisation=bosa)
    make_case(bosa)

    assert "no limit set" in client.get(page("complaints:list", bosa)).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?nature=suggestion", ["idea"]),
        ("?status=received", ["new", "idea"]),
        ("?status=in_handling", ["assigned"]),
        ("?status=to_assign", ["new", "idea"]),
        ("?status=closed", ["closed"]),
        ("?status=any&period=month", ["new", "idea", "assigned"]),
        ("?status=any&period=this_year", ["new", "idea", "assigned"]),
        ("?status=any&period=last_year", ["closed"]),
        ("?status=any&period=2025", ["closed"]),
        ("?channel=telephone", ["new"]),
        ("?language=nl", ["idea"]),
        ("?department=REC", ["assigned"]),
        ("?handler=me", ["assigned"]),
        ("?handler=nobody", ["new", "idea", "closed"]),
        ("?status=open&due=late", []),
        ("?status=open&handler=nobody&nature=suggestion&language=nl", ["idea"]),
    ],
)
def test_filters(client, fin, member, query, expected):
    me = member(client, "handler")
    department = DepartmentFactory(organisation=fin, code="REC")
    received(1, "new", fin, channel=Channel.TELEPHONE)
    received(2, "idea", fin, nature=Nature.SUGGESTION, language="nl")
    in_handling(received(3, "assigned", fin), me.user, department)
    closed(received(400, "closed", fin))

    assert sorted(listed(client, fin, query)) == sorted(expected)


def test_handler_is_chosen_by_name_also_after_leaving(client, fin, member):
    member(client, "reader")
    gone = MembershipFactory(organisation=fin, roles=["handler"], is_active=False)
    in_handling(received(2, "of the one who left", fin), gone.user)
    in_handling(received(3, "of another", fin), UserFactory())

    assert listed(client, fin, f"?handler={gone.user_id}") == ["of the one who left"]


def test_late_and_due_this_week(client, fin, member):
    member(client, "reader")
    received(50, "late", fin)
    received(38, "due on Friday", fin)
    received(20, "due later", fin)

    assert listed(client, fin, "?status=open&due=late") == ["late"]
    assert listed(client, fin, "?status=open&due=week") == ["late", "due on Friday"]


def test_waiting_is_a_view(client, fin, inside, member):
    member(client, "reader")
    received(1, "new", fin)
    handling.ask(received(2, "asked", fin), by=None, body="Which?", tell=False)

    assert listed(client, fin, "?status=waiting") == ["asked"]


@pytest.mark.parametrize(
    ("query", "current"),
    [
        ("", "Open"),
        ("?status=open", "Open"),
        ("?due=week&status=open", "Due this week"),
        ("?status=to_assign&nature=&q=", "Without handler"),
        ("?status=waiting", "Waiting for the complainant"),
        ("?status=any", "All"),
        ("?status=any&nature=complaint", None),
    ],
)
def test_view_that_the_sentence_says_is_marked(client, fin, member, query, current):
    member(client, "reader")

    tree = html5lib.parse(
        client.get(page("complaints:list", fin) + query).text, namespaceHTMLElements=False
    )
    views = next(nav for nav in tree.iter("nav") if nav.get("aria-label") == "Views")
    marked = [link.text for link in views.iter("a") if link.get("aria-current")]

    assert marked == ([current] if current else [])


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("?status=nonsense", "Status"),
        ("?status=any&nature=x", "Nature"),
        ("?status=any&handler=x", "Handler"),
        ("?status=any&period=1066", "Period"),
        ("?status=any&cause=999", "Cause"),
        ("?status=any&q=" + "a" * 201, "Words"),
    ],
)
def test_filter_that_is_not_understood_is_left_out_and_told(client, fin, member, query, label):
    member(client, "reader")
    received(1, "open", fin)

    response = client.get(page("complaints:list", fin) + query)

    assert [case.subject for case, _due in response.context["rows"]] == ["open"]
    assert f"is left out: {label}." in response.text
    assert "Error:" not in response.text


def test_each_control_of_the_sentence_has_a_label(client, fin, member):
    member(client, "reader")

    tree = html5lib.parse(
        client.get(page("complaints:list", fin)).text, namespaceHTMLElements=False
    )
    sentence = next(form for form in tree.iter("form") if form.get("class") == "sentence")
    labelled = {label.get("for") for label in sentence.iter("label")}
    controls = [one for one in sentence.iter() if one.tag in ("select", "input")]

    assert {one.get("id") for one in controls if one.get("type") != "hidden"} == labelled


def test_number_leads_to_its_case_whatever_its_state(client, fin, member):
    member(client, "reader")
    case = closed(received(3, "closed", fin))

    for words in (case.number, f" {case.number.lower()} "):
        response = client.get(page("complaints:list", fin), {"q": words})
        assert response.url == page("complaints:detail", fin, case.pk)
    assert Reading.objects.count() == 0


def test_number_of_another_organisation_or_of_none_finds_nothing(client, fin, other, member):
    member(client, "reader")
    elsewhere = make_case(other)

    for number in (elsewhere.number, "FIN-2026-99999"):
        response = client.get(page("complaints:list", fin), {"q": number})
        assert response.status_code == 200
        assert response.context["rows"] == []


def test_confidential_number_does_not_lead_a_reader_to_its_case(client, fin, member):
    case = received(3, "secret", fin, confidential=True)
    member(client, "reader")

    assert client.get(page("complaints:list", fin), {"q": case.number}).status_code == 200


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("plaintes", ["plainte déposée"]),
        ("DEPOSEES", ["plainte déposée"]),
        ("klacht", ["Klachten over wachttijd"]),
        ("beschwerden", ["Beschwerde"]),
        ("les plaintes", ["plainte déposée"]),
        ("inventée", ["Beschwerde", "Klachten over wachttijd", "plainte déposée"]),
        ("Marie INVENTEE", ["Beschwerde", "Klachten over wachttijd", "plainte déposée"]),
        ("nothing of the kind", []),
    ],
)
def test_words_find_other_forms_and_names(client, fin, member, words, found):
    membership = member(client, "reader")
    received(3, "plainte déposée", fin, text="Rien.")
    closed(received(2, "Klachten over wachttijd", fin, language="nl", text="Niets."))
    received(1, "Beschwerde", fin, language="de", text="Nichts.")

    response = client.get(page("complaints:list", fin), {"q": words})

    assert [case.subject for case, _due in response.context["rows"]] == found
    with organisation_context(fin.pk):
        traces = Reading.objects.values_list("user", "kind", "case")
        assert list(traces) == [(membership.user_id, ReadingKind.NAME_SEARCH, None)]


def test_words_and_filters_go_together(client, fin, member):
    member(client, "reader")
    received(3, "parcel lost", fin, language="fr")
    received(3, "parcel found", fin, language="nl")

    assert listed(client, fin, "?q=parcel&language=nl") == ["parcel found"]


def test_cases_of_one_cause(client, fin, inside, member):
    member(client, "reader")
    cause = Cause.objects.create(organisation=fin, name="Closed account")
    received(1, "other", fin)
    case = in_handling(received(3, "of the cause", fin))
    handling.answer(case, by=None, body="Yes", finding="founded", tell=False)
    handling.close(case, by=None, norms=["legality"], cause=cause)

    response = client.get(page("complaints:list", fin) + f"?status=any&cause={cause.pk}")

    assert [row.subject for row, _due in response.context["rows"]] == ["of the cause"]
    assert "Only cases with the cause “Closed account”." in response.text


def test_confidential_cases_are_for_coordinators_and_their_handler(client, fin, member):
    handler = MembershipFactory(organisation=fin, roles=["handler"])
    in_handling(received(3, "secret", fin, confidential=True), handler.user)

    for membership, expected in (
        (handler, ["secret"]),
        (MembershipFactory(organisation=fin, roles=["handler"]), []),
        (MembershipFactory(organisation=fin, roles=["manager"]), []),
        (MembershipFactory(organisation=fin, roles=["coordinator"]), ["secret"]),
    ):
        client.force_login(membership.user)
        assert listed(client, fin) == expected


def test_other_organisations_are_never_listed(client, fin, other, member):
    member(client, "coordinator")
    make_case(other, subject="theirs")
    received(1, "ours", fin)

    assert listed(client, fin, "?status=any") == ["ours"]


def test_pages_lead_on_and_back_with_their_filters(client, fin, member):
    member(client, "reader")
    for number in range(27):
        received(1, f"case {number}", fin)
    url = page("complaints:list", fin)

    first = client.get(url + "?status=any&language=fr")
    second = client.get(url + first.context["page"].next_url)
    again = client.get(url + second.context["page"].previous_url)

    assert [len(one.context["rows"]) for one in (first, second, again)] == [25, 2, 25]
    assert "language=fr" in first.context["page"].next_url
    assert str(second.context["count"]) == "27"
    assert second.context["page"].next_url == ""
    assert [case.pk for case, _due in again.context["rows"]] == [
        case.pk for case, _due in first.context["rows"]
    ]


def test_token_that_says_nothing_shows_the_first_page(client, fin, member):
    member(client, "reader")
    received(1, "case", fin)

    assert listed(client, fin, "?after=nonsense&before=~") == ["case"]


def test_empty_register_says_what_to_do(client, fin, member):
    member(client, "reader")

    text = client.get(page("complaints:list", fin)).text

    assert "No case answers to this sentence" in text
    assert "?status=any" in text


@pytest.mark.parametrize(
    ("role", "drawn"),
    [
        ("reader", set()),
        ("manager", {"complaints:export_csv"}),
        ("coordinator", {"complaints:export_csv", "complaints:intake"}),
    ],
)
def test_only_what_the_role_may_do_is_drawn(client, fin, member, role, drawn):
    member(client, role)
    received(1, "case", fin)

    text = client.get(page("complaints:list", fin)).text

    doors = {"complaints:export_csv", "complaints:intake"}
    assert {name for name in doors if page(name, fin) in text} == drawn


def test_queries_stay_the_same_with_more_rows(client, fin, member):
    handler = member(client, "coordinator").user
    department = DepartmentFactory(organisation=fin)
    url = page("complaints:list", fin)
    in_handling(received(1, "one", fin), handler, department)
    queries_of(client, url)
    with_one = queries_of(client, url)
    for number in range(2):
        in_handling(
            received(1, f"more {number}", fin, person=Person(name=f"Person {number}")),
            UserFactory(),
            DepartmentFactory(organisation=fin),
        )

    assert queries_of(client, url) == with_one


def test_period_begins_with_the_oldest_case(client, fin, member):
    member(client, "reader")
    received(0, "now", fin)
    received(700, "old", fin)

    form = client.get(page("complaints:list", fin)).context["form"]

    periods = [value for value, _label in form.fields["period"].choices]
    assert [value for value in periods if value.isdigit()] == ["2026", "2025", "2024"]
