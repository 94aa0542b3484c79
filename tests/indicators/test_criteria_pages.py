"""The pages of the criteria: what an organisation declares, and what the Network sees of it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from core.row_security import organisation_context
from indicators.criteria import declare
from indicators.models import Criterion, CriterionStatus
from indicators.reference import load_criteria
from tests.factories.complaints import make_case
from tests.factories.indicators import CriterionFactory

LANGUAGES = ("nl", "fr", "de", "en")


@pytest.fixture
def listed(db):
    load_criteria()


@pytest.fixture
def network(client, member, bosa):
    return member(client, "network_coordinator", organisation=bosa)


def ours(code):
    return reverse("indicators:own_criterion", args=["fin", code])


def said(**changed):
    last = CriterionStatus.objects.first()
    sent = {"met": "met", "since": "1-5-2019", "evidence": "https://fin.example/form"}
    return {**sent, "seen": last.pk if last else 0, **changed}


def words(**changed):
    given = {f"name_{code}": "Anonymous complaints are read" for code in LANGUAGES}
    return {**given, "status": "", "source": "The circular", **changed}


def test_the_page_shows_what_is_declared_beside_what_is_counted(client, member, fin, listed):
    member(client, "reader")
    with organisation_context(fin.pk):
        declare(Criterion.objects.get(code="B"), fin, by=None, met="met", since=date(2019, 5, 1))

    page = client.get(reverse("indicators:own_criteria", args=["fin"])).text

    assert "since 1 May 2019" in page
    assert "No member has the role of coordinator." in page
    assert page.count("Still to be completed by the Network coordinator") == 6
    assert "met, of 8 that are known" in page


def test_a_coordinator_declares_and_the_history_stays(client, member, fin, listed):
    membership = member(client, "coordinator")

    client.post(ours("B"), said(met="not_met", since="", evidence=""))
    client.post(ours("B"), said())

    status = CriterionStatus.objects.first()
    assert (status.met, status.since, status.declared_by) == (
        "met",
        date(2019, 5, 1),
        membership.user,
    )
    page = client.get(ours("B")).text
    assert "https://fin.example/form" in page
    assert page.count('<time datetime="') == 2


def test_a_declaration_sent_twice_is_one(client, member, fin, listed):
    member(client, "coordinator")
    sent = said()

    for _click in range(2):
        assert client.post(ours("B"), sent).status_code == 302

    assert CriterionStatus.objects.count() == 1


def test_who_declares_on_an_old_page_learns_of_the_other_declaration(client, member, fin, listed):
    member(client, "coordinator")
    old = said(met="not_met")
    client.post(ours("B"), said())

    response = client.post(ours("B"), old)

    assert response.status_code == 409
    assert "has been changed since the page was shown" in response.text
    assert CriterionStatus.objects.get().met == "met"


def test_a_declaration_carries_the_numbers_of_its_day(client, member, fin, inside, listed):
    member(client, "manager")
    last = timezone.localdate().year - 1
    make_case(fin, at=timezone.make_aware(timezone.datetime(last, 3, 3, 12)))

    client.post(ours("E"), said(met="partly", evidence=""))

    proved = CriterionStatus.objects.get().proved
    assert (proved["count"], proved["of"], proved["year"]) == (0, 1, last)
    assert f"0 of 1 complaints of {last} were acknowledged." in client.get(ours("E")).text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"since": ""}, "Say since when."),
        ({"since": "1-5-2199"}, "This day lies in the future."),
        ({"evidence": ""}, "Say what shows it."),
        ({"met": ""}, "Choose an answer"),
        ({"met": "perhaps"}, "Select a valid choice"),
    ],
)
def test_a_declaration_says_since_when_and_what_shows_it(
    client, member, fin, listed, changed, told
):
    member(client, "coordinator")

    page = client.post(ours("B"), said(**changed))

    assert told in page.text
    assert not CriterionStatus.objects.exists()


def test_a_reader_reads_and_does_not_declare(client, member, fin, listed):
    member(client, "reader")

    assert "Where do we stand?" not in client.get(ours("B")).text
    assert client.post(ours("B"), said()).status_code == 403


def test_a_line_without_words_cannot_be_declared(client, member, fin, listed):
    member(client, "coordinator")

    assert "Where do we stand?" not in client.get(ours("I")).text
    assert client.post(ours("I"), said()).status_code == 409
    assert client.get(ours("nothing")).status_code == 404


def test_what_is_to_be_verified_is_a_note_for_the_network(client, member, fin, network, listed):
    note = "Named as one of the 14 by two sources"
    assert note in client.get(reverse("indicators:criterion", args=["A"])).text

    member(client, "coordinator")

    shown = client.get(ours("A")).text
    assert "Drawn up from public sources" in shown
    assert note not in shown


def test_the_network_completes_a_line(client, network, listed):
    address = reverse("indicators:criterion_words", args=["I"])

    client.post(address, words(seen=1))

    line = Criterion.objects.get(code="I")
    assert (line.name["fr"], line.is_known, line.revision) == (
        "Anonymous complaints are read",
        True,
        2,
    )
    assert "Anonymous complaints are read" in client.get(reverse("indicators:criteria")).text


def test_whoever_is_late_learns_of_the_other_words(client, network, listed):
    address = reverse("indicators:criterion_words", args=["I"])
    client.post(address, words(seen=1))

    assert client.post(address, words(seen=1)).status_code == 409


def test_the_network_adds_a_line(client, network, listed):
    address = reverse("indicators:criterion_new")
    assert "-----" not in client.get(address).text

    client.post(address, words(code="P7", kind="practice"))

    added = Criterion.objects.get(code="P7")
    assert (added.kind, added.position) == ("practice", 22)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"code": "A"}, "Another line has this code."),
        ({"code": "overview"}, "Another line has this code."),
        ({"code": "P 7"}, "Use letters and digits without spaces."),
        ({"name_fr": ""}, "Write it in Dutch and in French at least."),
        ({"kind": ""}, "Choose an answer"),
    ],
)
def test_a_line_that_cannot_be_is_refused(client, network, listed, changed, told):
    given = words(code="P7", kind="practice") | changed

    page = client.post(reverse("indicators:criterion_new"), given)

    assert told in page.text
    assert Criterion.objects.count() == 21


def test_the_network_reads_declarations_and_their_numbers(client, network, bosa, fin, listed):
    always = Criterion.objects.get(code="E")
    with organisation_context(fin.pk):
        declare(always, fin, by=None, met="partly", since=date(2020, 1, 1), evidence="A procedure")

    page = client.get(reverse("indicators:criterion", args=["E"])).text

    assert "A procedure" in page
    assert "No complaint of" in page
    assert "Not declared" in page


def test_the_overview_tells_how_many_had_the_approach(client, network, bosa, fin, listed):
    approach = Criterion.objects.get(kind="approach")
    today = timezone.localdate()
    with organisation_context(fin.pk):
        declare(approach, fin, by=None, met="met", since=date(today.year - 1, 1, 1))

    page = client.get(reverse("indicators:criteria_overview"))

    assert [(row.year, row.count, row.of) for row in page.context["years"]] == [
        (today.year - 1, 1, 2),
        (today.year, 1, 2),
    ]
    assert "22 of the 45 organisations" in page.text
    assert "6 lines of the list are still to be completed" in page.text


def test_the_overview_says_when_nobody_has_declared(client, network):
    CriterionFactory(kind="approach")

    page = client.get(reverse("indicators:criteria_overview")).text

    assert "No organisation has declared yet" in page
