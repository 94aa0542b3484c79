"""The page of evidence: its numbers against a count of its own, what is hidden from whom, where links lead."""

import random
import re
from datetime import date, datetime, timedelta
from statistics import median
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from complaints import handling
from complaints.enums import Admissibility, Finding, Nature
from complaints.evidence import (
    ALL,
    EVERYTHING,
    Period,
    evidence_of,
    last_twelve_months,
    of_services,
    weakest,
    year_of,
)
from complaints.evidence_words import Teller
from complaints.forms.once import fresh_token
from complaints.forms.public import STAMP_SALT
from complaints.models import Case
from core.row_security import organisation_context
from organisations.enums import Role
from processes.enums import MapStatus, Stage
from tests.factories.complaints import make_case
from tests.factories.processes import MapFactory, ServiceFactory, make_step
from tests.pages import page

TODAY = date(2026, 3, 5)
LAST_YEAR = Period(
    date(2025, 1, 1), date(2025, 12, 31), date(2024, 1, 1), date(2024, 12, 31), is_whole=True
)
CLOSED_ROLES = (Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.NETWORK_COORDINATOR)


@pytest.fixture(autouse=True)
def on_a_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(datetime(2026, 3, 5, 15, tzinfo=timezone.get_default_timezone())):
        yield


@pytest.fixture
def refund(inside):
    return ServiceFactory(organisation=inside, code="REFUND")


@pytest.fixture
def steps(refund):
    """Two steps of Deliver, one of Orient, and one that the map no longer shows."""
    past = MapFactory(service=refund, status=MapStatus.PAST, in_force_until="2025-01-01")
    gone = make_step(past, stage=Stage.RECEIVE, name="Stamp")
    now = MapFactory(service=refund, number=2)
    return {
        "search": make_step(now, stage=Stage.ORIENT, name="Search").step,
        "check": make_step(now, stage=Stage.DELIVER, name="Check").step,
        "pay": make_step(now, stage=Stage.DELIVER, name="Pay").step,
        "stamp": gone.step,
    }


def unstored(organisation, service, **fields):
    """A case as a row, without the events of the verbs."""
    values = {
        "organisation": organisation,
        "service": service,
        "channel": "web",
        "nature": Nature.COMPLAINT,
        "language": "fr",
        "letter_language": "fr",
        "received_on": date(2025, 6, 2),
        "subject": "Retard",
        "text": "J'attends.",
        **fields,
    }
    if values["nature"] == Nature.COMPLAINT:
        values.setdefault("admissibility", Admissibility.ADMISSIBLE)
    return Case(**values)


def stored(organisation, service, *, number=1, **fields):
    Case.objects.bulk_create(unstored(organisation, service, **fields) for _ in range(number))


@pytest.fixture
def many(inside, refund, steps):
    """Four hundred cases of every sort over three years, and others of another service."""
    chosen = random.Random(3)  # noqa: S311 - the same cases every time
    stages = {"search": "orient", "check": "deliver", "pay": "deliver", "stamp": "receive"}
    cases = []
    for _ in range(400):
        received = date(2024, 1, 1) + timedelta(days=chosen.randrange(795))
        nature = chosen.choice([Nature.COMPLAINT] * 4 + [Nature.COMPLIMENT, Nature.SUGGESTION])
        step = chosen.choice([*steps, None, None])
        fields = {"received_on": received, "nature": nature, "step": steps.get(step)}
        fields["stage"] = stages[step] if step else chosen.choice(["", *Stage.values])
        fields["confidential"] = chosen.random() < 0.1
        if nature == Nature.COMPLAINT:
            fields["admissibility"] = chosen.choice(["admissible"] * 5 + ["pending"])
            if fields["admissibility"] == "admissible" and chosen.random() < 0.8:
                fields["finding"] = chosen.choice(Finding.values)
                fields["first_answered_on"] = received + timedelta(days=chosen.randrange(90))
        cases.append(unstored(inside, refund, **fields))
    Case.objects.bulk_create(cases)
    stored(inside, ServiceFactory(organisation=inside), number=3)
    return refund


def counted(service, first, last, where, finding=""):
    """A count of its own: every row in Python."""
    cases = [
        case for case in Case.objects.filter(service=service) if first <= case.received_on <= last
    ]
    cases = [case for case in cases if where(case)]
    complaints = [case for case in cases if case.nature == "complaint"]
    wanted = {"": Case, "founded": ("founded", "partly_founded")}.get(finding, (finding,))
    if finding:
        complaints = [case for case in complaints if case.finding in wanted]
    days = [
        (case.first_answered_on - case.received_on).days
        for case in complaints
        if case.first_answered_on and case.admissibility == "admissible"
    ]
    return {
        "complaints": len(complaints),
        "concluded": sum(case.finding != "" for case in complaints),
        "founded": sum(case.finding in ("founded", "partly_founded") for case in complaints),
        "answered": len(days),
        "compliments": sum(case.nature == "compliment" for case in cases),
        "suggestions": sum(case.nature == "suggestion" for case in cases),
        "days": median(days) if days else None,
    }


def row(evidence, stage, step=ALL):
    (found,) = [row for row in evidence.rows if row.key == (stage, step)]
    return found


def lies(stage, step):
    """Whether a case belongs to a row."""

    def where(case):
        if (stage, step) == EVERYTHING:
            return True
        return case.stage == stage and step in (ALL, case.step_id)

    return where


# ── The numbers ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("finding", ["", "founded", "unfounded", "no_opinion"])
@pytest.mark.parametrize(
    "period",
    [LAST_YEAR, year_of(2026, TODAY), last_twelve_months(TODAY)],
    ids=["year", "this year", "12 months"],
)
def test_every_number_equals_a_count_in_python(many, period, finding):
    evidence = evidence_of(many, period, finding)

    wrong = []
    for found in evidence.rows:
        where = lies(*found.key)
        now = counted(many, period.first, period.last, where, finding)
        before = counted(many, period.before_first, period.before_last, where, finding)
        if (vars(found.now), vars(found.before)) != (now, before):
            wrong.append((found.key, vars(found.now), now))
    assert wrong == []
    assert evidence.everything.now.complaints > 0


def test_rows_follow_the_map_and_keep_a_step_that_has_left_it(many, steps):
    evidence = evidence_of(many, LAST_YEAR)

    assert [[row.name for row in stage.rows] for stage in evidence.stages] == [
        ["Search", ""],
        ["Stamp", ""],
        ["Check", "Pay", ""],
        [""],
    ]
    assert row(evidence, "receive", steps["stamp"].pk).version is None


def test_numbers_are_counted_in_one_statement(many, django_assert_num_queries):
    # The steps as the maps show them, the cases.
    with django_assert_num_queries(2):
        evidence_of(many, LAST_YEAR)


def test_step_that_moved_to_another_stage_takes_its_cases_along(inside, refund, steps):
    stored(inside, refund, number=7, step=steps["check"], stage=Stage.DELIVER)
    now = refund.maps.in_force().get()
    now.steps.filter(step=steps["check"]).update(stage=Stage.RECEIVE, position=9)

    evidence = evidence_of(refund, LAST_YEAR)

    assert row(evidence, "receive").now.complaints == 7
    assert row(evidence, "deliver").now.complaints == 0


def test_cases_of_a_service_without_a_map_count_in_their_stages(inside, refund):
    stored(inside, refund, number=6, stage=Stage.DELIVER)
    stored(inside, refund, number=2)

    evidence = evidence_of(refund, LAST_YEAR)

    assert not evidence.has_map
    assert row(evidence, "deliver", None).now.complaints == 6
    assert evidence.no_stage.now.complaints == 2


def test_periods():
    leap = date(2028, 2, 29)

    assert year_of(2025, TODAY) == LAST_YEAR
    assert year_of(2026, TODAY) == Period(
        date(2026, 1, 1), TODAY, date(2025, 1, 1), date(2025, 3, 5), is_whole=False
    )
    assert year_of(2028, leap).before_last == date(2027, 2, 28)
    assert last_twelve_months(TODAY) == Period(
        date(2025, 3, 6), TODAY, date(2024, 3, 6), date(2025, 3, 5), is_whole=False
    )


def test_weakest_stage_has_the_most_founded_complaints(inside, refund):
    stored(inside, refund, number=9, stage=Stage.ORIENT)
    stored(inside, refund, number=6, stage=Stage.DELIVER, finding=Finding.PARTLY_FOUNDED)
    stored(inside, refund, number=8, stage=Stage.RECEIVE, finding=Finding.UNFOUNDED)

    assert weakest(evidence_of(refund, LAST_YEAR)).stage == Stage.DELIVER


def test_without_a_founded_complaint_the_stage_with_most_complaints_is_named(inside, refund):
    stored(inside, refund, number=9, stage=Stage.ORIENT)
    stored(inside, refund, number=6, stage=Stage.DELIVER)

    assert weakest(evidence_of(refund, LAST_YEAR)).stage == Stage.ORIENT


# ── At once ──────────────────────────────────────────────────────────────────────────────────


def test_public_complaint_counts_at_once_and_on_its_step_when_staff_choose_it(
    client, fin, refund, steps, member
):
    answers = {
        "nature": "complaint",
        "subject": "Remboursement en retard",
        "text": "J'attends depuis trois mois.",
        "who": "anonymous",
        "letter_language": "fr",
        "service": refund.pk,
        "token": fresh_token(),
        "started": signing.dumps(int(timezone.now().timestamp()) - 60, salt=STAMP_SALT),
    }
    assert client.post(reverse("complaints:file", args=[fin.slug]), answers).status_code == 303
    coordinator = member(client, Role.COORDINATOR)

    def numbers():
        text = client.get(page("complaints:evidence", fin, refund.pk)).context
        return {
            (line.kind, line.name): int(line.complaints.text)
            for line in text["lines"]
            if line.complaints.text != "0"
        }

    assert numbers() == {("stage", "No stage yet"): 1, ("all", "The whole service"): 1}

    with organisation_context(fin.pk):
        case = Case.objects.get(service=refund)
        handling.place(case, by=coordinator.user, service=refund, step=steps["pay"])

    assert numbers() == {
        ("stage", "Deliver"): 1,
        ("step", "Pay"): 1,
        ("all", "The whole service"): 1,
    }


# ── The page ─────────────────────────────────────────────────────────────────────────────────


def shown(client, organisation, service, **query):
    return client.get(page("complaints:evidence", organisation, service.pk), query)


def test_page_names_the_stage_to_look_at_and_marks_it(client, inside, refund, steps, member):
    member(client, Role.READER)
    stored(inside, refund, number=7, step=steps["pay"], stage="deliver", finding="founded")
    stored(inside, refund, number=5, step=steps["pay"], stage="deliver", finding="unfounded")
    stored(inside, refund, number=20, stage="orient", finding="unfounded")

    text = shown(client, inside, refund, year="2025").text

    assert "Most founded complaints: Deliver, 7 of 12." in text
    marked = re.findall(r'<li class="here">.*?<h2>(.*?)<span', text, re.DOTALL)
    assert marked == ["3. Deliver"]


def test_table_has_the_same_numbers_as_the_picture(client, inside, many, member):
    member(client, Role.READER)

    context = shown(client, inside, many, year="2025").context
    lines = {(line.kind, line.name): line for line in context["lines"]}
    deliver = lines["stage", "Deliver"]
    numbers = counted(many, date(2025, 1, 1), date(2025, 12, 31), lies("deliver", ALL))

    assert deliver.complaints.text == str(numbers["complaints"])
    assert deliver.founded.text == str(numbers["founded"])
    assert deliver.share.note == str(numbers["concluded"])
    assert deliver.share.text == f"{100 * numbers['founded'] / numbers['concluded']:.1f}%"
    assert deliver.days.note == str(numbers["answered"])
    assert context["columns"][2].total == deliver


def test_each_number_opens_its_cases(client, inside, many, member):
    member(client, Role.COORDINATOR)
    links = 0
    for query in ({"year": "2025"}, {"year": "12_months", "finding": "unfounded"}, {}):
        for line in shown(client, inside, many, **query).context["lines"]:
            for figure in (line.complaints, line.founded, line.compliments, line.suggestions):
                if figure.url:
                    links += 1
                    listed = client.get(figure.url)
                    assert listed.context["form"].ignored == []
                    assert str(listed.context["count"].number) == figure.text, figure.url
    assert links > 60


def test_reader_opens_what_a_reader_may_see(client, inside, refund, member):
    member(client, Role.READER)
    stored(inside, refund, number=6, stage="deliver")
    stored(inside, refund, number=2, stage="deliver", confidential=True)

    context = shown(client, inside, refund, year="2025").context
    (deliver,) = [line for line in context["lines"] if line.name == "Deliver"]

    assert deliver.complaints.text == "8"
    assert client.get(deliver.complaints.url).context["count"].number == 6


def test_trend_says_more_fewer_or_as_many(client, inside, refund, member):
    member(client, Role.READER)
    stored(inside, refund, number=3, stage="orient")
    stored(inside, refund, number=2, stage="receive", received_on=date(2024, 5, 2))

    lines = shown(client, inside, refund, year="2025").context["lines"]
    trends = {line.name: line.trend.text for line in lines if line.kind == "stage"}

    assert trends == {
        "Orient": "more than the 0 before",
        "Receive": "fewer than the 2 before",
        "Deliver": "as many as before (0)",
        "Follow up": "as many as before (0)",
        "No stage yet": "as many as before (0)",
    }


def test_heat_grows_with_the_numbers(refund, inside, steps):
    stored(inside, refund, number=16, step=steps["pay"], stage="deliver")

    def heat():
        teller = Teller(evidence_of(refund, LAST_YEAR), opens=True, slug="fin", period="2025")
        line = teller.line(row(teller.evidence, "deliver", steps["pay"].pk), "", "step")
        return line.heat, teller.legend

    assert heat() == (2, ["0–4", "5–14", "15–29", "30–59", "60 and more"])
    stored(inside, refund, number=700, step=steps["check"], stage="deliver")
    assert heat() == (0, ["0–49", "50–149", "150–299", "300–599", "600 and more"])


def test_address_that_is_not_understood_is_said(client, inside, refund, member):
    member(client, Role.READER)

    response = shown(client, inside, refund, year="1850", finding="dubious")

    assert response.status_code == 200
    assert "is left out: Period, Finding." in response.text


def test_service_of_another_organisation_does_not_exist(client, inside, other, member):
    member(client, *Role.values)
    theirs = ServiceFactory(organisation=other)

    assert shown(client, inside, theirs).status_code == 404
    assert shown(client, other, theirs).status_code == 404


# ── Small numbers ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", CLOSED_ROLES)
def test_who_does_not_open_the_cases_sees_no_small_number_and_no_link(
    client, inside, many, member, role
):
    member(client, role)

    response = shown(client, inside, many, year="2025")
    main = response.text[
        response.text.index("ev-map") : response.text.index('aria-labelledby="how"')
    ]

    numbers = [
        int(figure.text)
        for line in response.context["lines"]
        for figure in (line.complaints, line.founded, line.compliments, line.suggestions)
        if figure.text
    ]
    assert numbers
    assert not {1, 2, 3, 4} & set(numbers)
    assert "hidden" in main
    assert "<a " not in main
    assert "on-screen" not in main
    assert "because you do not open the cases" in response.text


def test_hidden_numbers_cannot_be_computed_from_the_totals(client, inside, refund, steps, member):
    member(client, Role.ADMINISTRATOR)
    stored(inside, refund, number=3, step=steps["pay"], stage="deliver")
    stored(inside, refund, number=20, step=steps["check"], stage="deliver")
    stored(inside, refund, number=30, stage="deliver")

    lines = shown(client, inside, refund, year="2025").context["lines"]

    told = {
        line.name: line.complaints.text for line in lines if line.complaints.text not in ("", "0")
    }
    assert told == {"Deliver": "53", "no step yet": "30", "The whole service": "53"}


def test_who_does_not_open_the_cases_chooses_among_years_alone(client, inside, many, member):
    member(client, Role.ADMINISTRATOR)

    response = shown(client, inside, many, year="12_months", finding="founded")

    assert response.context["form"].chosen == "2026"
    assert response.context["form"].finding_chosen == ""
    assert response.context["form"].ignored == ["Period", "Finding"]
    assert '<option value="12_months"' not in response.text
    assert all(line.trend.is_hidden for line in response.context["lines"])


def test_stage_is_not_named_by_a_hidden_number(client, inside, refund, member):
    member(client, Role.ADMINISTRATOR)
    stored(inside, refund, number=3, stage="deliver", finding="founded")
    stored(inside, refund, number=30, stage="orient", finding="unfounded")

    text = shown(client, inside, refund, year="2025").text

    assert "Too few complaints to name a stage." in text
    assert 'class="here' not in text


def test_small_numbers_are_not_printed(client, inside, refund, steps, member):
    member(client, Role.COORDINATOR)
    stored(inside, refund, number=3, step=steps["pay"], stage="deliver")

    text = shown(client, inside, refund, year="2025").text
    card = re.search(r"<h3[^>]*>Pay</h3>.*?</li>", text, re.DOTALL).group()

    assert re.search(r'<span class="on-screen"><a href="[^"]+">3 complaints</a>', card)
    assert '<span class="ev-hidden on-paper">complaints: hidden</span>' in card
    assert "ev-small" in card


# ── Overview, register ───────────────────────────────────────────────────────────────────────


def test_overview_counts_each_service(client, inside, many, member):
    member(client, Role.READER)
    stored(inside, None, number=9)

    found = of_services(inside, LAST_YEAR)
    response = client.get(page("complaints:evidence_overview", inside), {"year": "2025"})

    numbers = counted(many, date(2025, 1, 1), date(2025, 12, 31), lambda _case: True)
    (line,) = [line for line in response.context["services"] if str(line.name) == str(many)]
    assert line.complaints.text == str(numbers["complaints"])
    assert line.founded.text == str(numbers["founded"])
    assert sorted(one.complaints for one in found) == sorted([3, numbers["complaints"]])
    assert parse_qs(urlsplit(line.url).query) == {"year": ["2025"]}
    assert client.get(line.url).context["form"].chosen == "2025"


def test_overview_hides_small_numbers(client, inside, refund, member):
    member(client, Role.ADMINISTRATOR)
    stored(inside, refund, number=4)

    response = client.get(page("complaints:evidence_overview", inside), {"year": "2025"})

    (line,) = response.context["services"]
    assert line.complaints.is_hidden
    assert line.without_step.is_hidden


def test_overview_without_services_says_what_comes(client, inside, member):
    member(client, Role.READER)

    assert "No service yet" in client.get(page("complaints:evidence_overview", inside)).text


def test_register_is_filtered_by_service_stage_and_step(client, inside, refund, steps, member):
    member(client, Role.READER)
    on_step = make_case(inside, service=refund, subject="On a step")
    handling.place(on_step, by=None, service=refund, step=steps["pay"])
    loose = make_case(inside, service=refund, stage="deliver", subject="In a stage")
    other = make_case(inside, stage="deliver", subject="Elsewhere")
    nowhere = make_case(inside, service=refund, subject="Nowhere")

    def listed(**query):
        response = client.get(page("complaints:list", inside), query)
        return {case.pk for case, _due in response.context["rows"]}

    assert listed(service="REFUND") == {on_step.pk, loose.pk, nowhere.pk}
    assert listed(where="deliver") == {on_step.pk, loose.pk, other.pk}
    assert listed(service="REFUND", where="deliver") == {on_step.pk, loose.pk}
    assert listed(service="REFUND", where="deliver-none") == {loose.pk}
    assert listed(service="REFUND", where=steps["pay"].pk) == {on_step.pk}
    assert listed(service="REFUND", where="none") == {nowhere.pk}


def test_step_of_another_service_is_not_understood_by_the_register(
    client, inside, refund, steps, member
):
    member(client, Role.READER)
    make_case(inside)

    response = client.get(page("complaints:list", inside), {"where": steps["pay"].pk})

    assert "is left out: Stage or step." in response.text


def test_register_says_which_finding_it_shows(client, inside, refund, member):
    member(client, Role.READER)
    stored(inside, refund, number=2, finding="founded")
    stored(inside, refund, finding="partly_founded")
    stored(inside, refund, finding="unfounded")

    def found(finding):
        return client.get(page("complaints:list", inside), {"finding": finding, "status": "any"})

    assert found("founded").context["count"].number == 3
    assert "founded or partly founded" in found("founded").text
    assert found("unfounded").context["count"].number == 1
    assert "with the finding “unfounded”" in found("unfounded").text
