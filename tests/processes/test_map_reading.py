from datetime import date, timedelta
from io import BytesIO

import html5lib
import pytest
from django.utils import timezone
from pypdf import PdfReader

from core.texts import Text
from organisations.enums import Role
from processes.enums import Actor, Ending, MapStatus, Stage
from processes.models import Agreement, HandOver, Map, StepVersion
from tests.factories.organisations import DepartmentFactory, in_four_languages
from tests.factories.processes import ActionFactory, MapFactory, ServiceFactory, make_step
from tests.pages import assert_only_for, page, queries_of


@pytest.fixture
def department(fin):
    return DepartmentFactory(organisation=fin, name=in_four_languages("Collection"))


@pytest.fixture
def service(fin, department):
    return ServiceFactory(
        organisation=fin,
        department=department,
        name=in_four_languages("Tax refund"),
        announced_amount=30,
        announced_unit="calendar_days",
    )


@pytest.fixture
def drawn(service, department):
    """A map of four steps by three actors, with a hand-over."""
    found = MapFactory(service=service, number=1)
    make_step(found, stage=Stage.RECEIVE, name="Ask", actor=Actor.CUSTOMER, channel="online",
              question=Text(en="Has it arrived?"), expected_amount=15, expected_unit="minutes")  # fmt: skip
    examine = make_step(
        found, name="Examine", department=department, expected_amount=5, maximal_amount=10,
        risk=Text(en="The account is closed."), description=Text(en="The file is read.")
    )  # fmt: skip
    pay = make_step(
        found, name="Pay", actor=Actor.OTHER_ORGANISATION, partner="The bank", maximal_amount=3,
        ending=Ending.PRODUCT, receives=Text(en="The money"),
    )  # fmt: skip
    make_step(found, stage=Stage.FOLLOW_UP, name="Tell", actor=Actor.FRONT_OFFICE)
    HandOver.objects.create(giver=examine, taker=pay, what=Text(en="an order to pay"))
    return found


def step_of(of_map, name):
    return next(step for step in of_map.steps.all() if step.name["en"] == name)


def agreement(of_map, *names, **fields):
    organisation = of_map.service.organisation
    defaults = {
        "giver_partner": "The bank",
        "taker_department": of_map.service.department,
        "what": in_four_languages("Transfers"),
        "amount": 2,
    }
    found = Agreement.objects.create(organisation=organisation, **(defaults | fields))
    found.steps.set([step_of(of_map, name).step for name in names])
    return found


def redrawn(of_map, *, status=MapStatus.DRAFT, **fields):
    """The next version, with the same lasting steps."""
    found = MapFactory(
        service=of_map.service,
        number=of_map.number + 1,
        status=status,
        in_force_from=None if status == MapStatus.DRAFT else "2026-03-01",
        **fields,
    )
    for step in of_map.steps.all():
        step.pk, step.map = None, found
        step.save(force_insert=True)
    return found


def words(response):
    tree = html5lib.parse(response.text, namespaceHTMLElements=False)
    return " ".join(" ".join(tree.find(".//main").itertext()).split())


# The map in force


def test_every_member_reads_the_map_in_force(client, fin, member, drawn):
    member(client, "reader")

    response = client.get(page("processes:map", fin, drawn.service.pk))

    told = words(response)
    assert "Tax refund" in told
    assert "Version 1, in force from 1 January 2024" in told
    assert "2.1 Ask Customer · online · 15 minutes" in told
    assert "3.1 Examine Back office, Collection · 5 working days, at most 10" in told
    assert "an order to pay, to 3.2 Pay (other organisation, The bank)" in told
    assert "The file is read." in told
    assert "The account is closed." in told
    assert "Ends with the product or service" in told
    assert "Announced to the customer: 30 calendar days." in told
    assert "In all, one step after the other 5 working days and 15 minutes 2 steps without" in told
    assert "Change the map" not in told


def test_the_drawing_says_what_it_is_and_stands_beside_its_text(client, fin, member, drawn):
    member(client, "reader")

    text = client.get(page("processes:map", fin, drawn.service.pk)).text

    assert (
        'role="img" aria-label="Process map of Tax refund; the same stands below as text"' in text
    )
    assert text.count("<svg xmlns") == 1
    assert f'id="step-{step_of(drawn, "Pay").step_id}"' in text


def test_what_is_missing_stands_above_and_at_its_step(client, fin, member, drawn):
    member(client, "reader")
    pay = step_of(drawn, "Pay")

    text = client.get(page("processes:map", fin, drawn.service.pk)).text

    sentence = (
        "“Pay” may take 3 working days at most and rests on The bank,"
        " without an agreement that is valid today."
    )
    assert text.count(sentence) == 2
    assert f'<a href="#step-{pay.step_id}">Step 3.2</a>' in text
    assert "The service does not say where one can appeal." in text

    agreement(drawn, "Pay")
    assert sentence not in client.get(page("processes:map", fin, drawn.service.pk)).text


def test_agreements_and_open_improvements_of_the_steps_are_shown(client, fin, member, drawn):
    member(client, "reader")
    agreement(drawn, "Pay", review_due=date(2020, 1, 1))
    agreement(drawn, what=in_four_languages("Of no step"))
    step = step_of(drawn, "Examine").step
    ActionFactory(organisation=fin, step=step, title="Read faster")
    ActionFactory(
        organisation=fin, step=step, title="Long done", state="done", done_on="2026-01-01"
    )

    told = words(client.get(page("processes:map", fin, drawn.service.pk)))

    assert "Transfers The bank to Collection 2 working days 3.2 Pay Review overdue" in told
    assert "Of no step" not in told
    assert "Read faster 3.1 Examine" in told
    assert "Long done" not in told


def test_a_service_without_a_map_says_what_to_do(client, fin, member, service):
    member(client, "reader")
    told = words(client.get(page("processes:map", fin, service.pk)))
    assert "No map in force yet" in told
    assert "A manager of the organisation can draw it" in told

    member(client, "manager")
    assert "Change the map" in words(client.get(page("processes:map", fin, service.pk)))
    MapFactory(service=service, status=MapStatus.DRAFT, in_force_from=None)
    assert "Go on with the draft" in words(client.get(page("processes:map", fin, service.pk)))


def test_maps_are_read_by_members_alone(client, fin, drawn):
    for url in (
        page("processes:map", fin, drawn.service.pk),
        page("processes:map_version", fin, drawn.service.pk, 1),
        page("processes:map_changes", fin, drawn.service.pk),
        page("processes:agreements", fin),
    ):
        assert_only_for(client, fin, Role.values, url)


# Versions


def test_a_past_version_says_when_it_was_in_force_and_not_what_is_missing_today(
    client, fin, member, drawn
):
    member(client, "reader")
    Map.objects.filter(pk=drawn.pk).update(status=MapStatus.PAST, in_force_until="2026-02-28")
    redrawn(drawn, status=MapStatus.IN_FORCE)

    told = words(client.get(page("processes:map_version", fin, drawn.service.pk, 1)))

    assert "Version 1, in force from 1 January 2024 until 28 February 2026" in told
    assert "What is missing" not in told
    assert "What version 2 changed" in told


def test_a_draft_is_shown_to_those_who_write_it(client, fin, member, drawn):
    redrawn(drawn)
    url = page("processes:map_version", fin, drawn.service.pk, 2)

    member(client, "reader")
    assert client.get(url).status_code == 404
    assert "Draft of version 2" not in client.get(page("processes:map", fin, drawn.service.pk)).text
    assert (
        client.get(f"{page('processes:map_pdf', fin, drawn.service.pk)}?version=2").status_code
        == 404
    )
    member(client, "manager")
    assert "Draft of version 2" in client.get(url).text


def test_changes_of_a_draft_stand_side_by_side(client, fin, member, drawn, department):
    member(client, "manager")
    draft = redrawn(drawn)
    examine = step_of(draft, "Examine")
    examine.name = in_four_languages("Examine at once")
    examine.expected_amount, examine.department = 2, None
    examine.save()
    StepVersion.objects.filter(map=draft, name__en="Tell").delete()
    make_step(draft, name="Check", position=3)
    StepVersion.objects.filter(pk=step_of(draft, "Ask").pk).update(stage=Stage.ORIENT)

    told = words(client.get(page("processes:map_changes", fin, drawn.service.pk)))

    assert "From version 1, in force, to the draft of version 2" in told
    assert "Steps added 3.3 Check" in told
    assert "Steps removed 4.1 Tell" in told
    assert "1.1 Ask Ask What Before After Place on the map 2.1, Receive 1.1, Orient" in told
    assert "Name of the step Examine Examine at once" in told
    assert "Name of the step (Nederlands) Examine nl Examine at once nl" in told
    assert "Department Collection –" in told
    assert "Expected duration 5 working days 2 working days" in told
    # The draft hands over nothing by name any more.
    assert "Hands over Pay: an order to pay –" in told
    assert "In all 5 working days and 15 minutes" in told


def test_an_adopted_version_is_held_against_the_one_before(client, fin, member, drawn):
    member(client, "reader")
    Map.objects.filter(pk=drawn.pk).update(status=MapStatus.PAST, in_force_until="2026-02-28")
    redrawn(drawn, status=MapStatus.IN_FORCE)
    HandOver.objects.all().delete()

    told = words(client.get(page("processes:map_changes", fin, drawn.service.pk) + "?version=2"))

    assert "From version 1 to version 2" in told
    assert "Nothing changed" in told
    first = client.get(page("processes:map_changes", fin, drawn.service.pk) + "?version=1")
    assert "Nothing to compare yet" in words(first)
    unknown = client.get(page("processes:map_changes", fin, drawn.service.pk) + "?version=x")
    assert unknown.status_code == 404


def test_a_step_that_changed_places_is_moved_and_its_neighbours_are_not(client, fin, member, drawn):
    member(client, "manager")
    HandOver.objects.all().delete()
    make_step(drawn, name="Close")
    draft = redrawn(drawn)
    for name, position in (("Close", 1), ("Examine", 2), ("Pay", 3)):
        StepVersion.objects.filter(pk=step_of(draft, name).pk).update(position=position)

    told = words(client.get(page("processes:map_changes", fin, drawn.service.pk)))

    assert "Place on the map 3.3, Deliver 3.1, Deliver" in told
    assert told.count("Place on the map") == 1


# Paper


@pytest.mark.parametrize(("size", "width"), [("a3", 420), ("a4", 297)])
def test_the_map_as_pdf_hangs_on_a_wall_and_is_read_as_text(
    client, fin, member, drawn, size, width
):
    member(client, "reader")
    agreement(drawn, "Pay")

    response = client.get(f"{page('processes:map_pdf', fin, drawn.service.pk)}?size={size}")

    assert response["Content-Type"] == "application/pdf"
    pdf = PdfReader(BytesIO(response.content))
    first = pdf.pages[0]
    assert round(float(first.mediabox.width) / 72 * 25.4) == width
    assert float(first.mediabox.width) > float(first.mediabox.height)
    on_the_wall = " ".join(first.extract_text().split())
    assert "Tax refund" in on_the_wall
    assert "Version 1, in force from 1 January 2024" in on_the_wall
    for words_of_the_map in ("1. Orient", "3.2 · The bank", "Examine", "no agreement"):
        assert (words_of_the_map in on_the_wall) == (words_of_the_map != "no agreement")
    rest = " ".join(" ".join(one.extract_text() for one in pdf.pages[1:]).split())
    assert "3.1 Examine" in rest
    assert "an order to pay, to 3.2 Pay" in rest
    assert "The bank to Collection" in rest
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_pdf_of_an_unknown_size_or_of_no_map_is_not_found(client, fin, member, drawn):
    member(client, "reader")
    url = page("processes:map_pdf", fin, drawn.service.pk)

    assert client.get(f"{url}?size=a0").status_code == 404
    assert client.get(f"{url}?version=9").status_code == 404
    bare = ServiceFactory(organisation=fin)
    assert client.get(page("processes:map_pdf", fin, bare.pk)).status_code == 404


# Agreements


def typed(drawn, **changed):
    return {
        "giver_partner": "The bank",
        "taker_department": drawn.service.department_id,
        "what_nl": "Overschrijvingen",
        "what_fr": "Virements",
        "amount": "2",
        "unit": "working_days",
        f"steps_{drawn.service_id}": [step_of(drawn, "Pay").step_id],
    } | changed


def test_an_agreement_is_made_and_supports_its_steps(client, fin, member, drawn):
    member(client, "manager")

    response = client.post(page("processes:agreement_new", fin), typed(drawn), follow=True)

    told = words(response)
    assert "The agreement is saved." in told
    assert "Overschrijvingen The bank to Collection 2 working days Pay Tax refund always" in told
    row = Agreement.objects.get()
    assert [step.pk for step in row.steps.all()] == [step_of(drawn, "Pay").step_id]
    assert "rests on The bank" not in client.get(page("processes:map", fin, drawn.service.pk)).text


def test_an_agreement_is_changed(client, fin, member, drawn):
    member(client, "manager")
    row = agreement(drawn, "Pay", "Examine")
    url = page("processes:agreement", fin, row.pk)
    assert client.get(url).text.count("checked") == 2

    steps = {f"steps_{drawn.service_id}": [step_of(drawn, "Tell").step_id]}
    client.post(url, typed(drawn, amount="4", valid_until="31-12-2027", **steps))

    row.refresh_from_db()
    assert (row.amount, row.valid_until) == (4, date(2027, 12, 31))
    assert [step.pk for step in row.steps.all()] == [step_of(drawn, "Tell").step_id]


@pytest.mark.parametrize(
    ("changed", "field", "error"),
    [
        ({"giver_partner": ""}, "giver_department", "Choose a department, or name another organisation below."),
        ({"taker_partner": "A bank"}, "taker_partner", "Choose a department, or name another organisation: not both."),
        ({"amount": "-2"}, "amount", "A duration is not negative. Write 0 or more."),
        ({"amount": "soon"}, "amount", "Write the duration as a whole number."),
        ({"amount": "99999"}, "amount", "This duration is too long. Choose a larger unit."),
        ({"what_fr": ""}, "what_fr", "Fill in “What is given (Français)”."),
        ({"valid_from": "2-1-2026", "valid_until": "1-1-2026"}, "valid_until", "The end lies before the beginning."),
        ({"reviewed_on": "1-1-2100"}, "reviewed_on", "This day lies in the future."),
        ({"reviewed_on": "1-2-2026", "review_due": "1-2-2026"}, "review_due", "The next review comes after the last one."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_its_field(client, fin, member, drawn, changed, field, error):
    member(client, "manager")

    response = client.post(page("processes:agreement_new", fin), typed(drawn, **changed))

    assert response.context["form"].errors == {field: [error]}
    assert error in words(response)
    assert not Agreement.objects.exists()


def test_a_department_makes_no_agreement_with_itself(client, fin, member, drawn):
    member(client, "manager")
    itself = {"giver_partner": "", "giver_department": drawn.service.department_id}

    response = client.post(page("processes:agreement_new", fin), typed(drawn, **itself))

    assert "A department needs no agreement with itself." in words(response)


def test_departments_and_steps_of_others_are_no_choice(client, fin, other, member, drawn):
    member(client, "manager")
    theirs = DepartmentFactory(organisation=other)
    step = make_step(MapFactory(service=ServiceFactory(organisation=other)), name="Theirs")

    shown = client.get(page("processes:agreement_new", fin)).text
    response = client.post(
        page("processes:agreement_new", fin),
        typed(drawn, taker_department=theirs.pk, **{f"steps_{drawn.service_id}": [step.step_id]}),
    )

    assert "Theirs" not in shown
    assert set(response.context["form"].errors) == {"taker_department", f"steps_{drawn.service_id}"}


def test_steps_are_offered_below_their_service_as_the_map_in_force_calls_them(
    client, fin, member, drawn
):
    member(client, "manager")
    draft = redrawn(drawn)
    renamed = step_of(draft, "Pay")
    renamed.name = in_four_languages("Pay more quickly")
    renamed.save()
    make_step(draft, name="Only drafted")

    told = words(client.get(page("processes:agreement_new", fin)))

    assert "Steps of “Tax refund” that rest on it" in told
    assert "Deliver: Pay Deliver: Only drafted" in told
    assert "Pay more quickly" not in told


def test_agreements_are_edited_by_managers(client, fin, drawn):
    row = agreement(drawn, "Pay")

    assert_only_for(client, fin, ["manager"], page("processes:agreement", fin, row.pk))
    assert_only_for(client, fin, ["manager"], page("processes:agreement_new", fin))


def test_agreements_of_another_organisation_are_unseen(client, fin, other, member, drawn):
    agreement(drawn, "Pay")
    member(client, "reader", organisation=other)

    assert "No agreement yet" in words(client.get(page("processes:agreements", other)))


def test_the_list_says_which_agreement_is_to_be_reviewed_or_over(client, fin, member, drawn):
    member(client, "reader")
    yesterday = timezone.localdate() - timedelta(1)
    agreement(drawn, what=in_four_languages("Sound"))
    agreement(drawn, what=in_four_languages("Forgotten"), review_due=yesterday)
    agreement(drawn, what=in_four_languages("Over"), valid_until=yesterday, review_due=yesterday)

    told = words(client.get(page("processes:agreements", fin)))

    assert told.index("Forgotten") < told.index("Sound") < told.index("Over")
    assert told.count("Review overdue") == 1


# As many queries for a large map as for a small one


def grow(drawn, number):
    other = DepartmentFactory(organisation=drawn.service.organisation)
    step = make_step(drawn, name=f"More {number}", department=other, maximal_amount=3)
    HandOver.objects.create(giver=step, taker=step_of(drawn, "Pay"), what=Text(en="it"))
    row = agreement(drawn, "Pay", f"More {number}", giver_partner="", giver_department=other)
    ActionFactory(organisation=drawn.service.organisation, step=step.step, agreement=row)


@pytest.mark.parametrize(
    "name", ["processes:map", "processes:map_changes", "processes:agreements", "processes:agreement_new"]
)  # fmt: skip
def test_queries_do_not_grow_with_the_map(client, fin, member, drawn, name):
    member(client, "manager")
    redrawn(drawn)
    of_service = name in ("processes:map", "processes:map_changes")
    url = page(name, fin, drawn.service.pk) if of_service else page(name, fin)
    grow(drawn, 1)
    client.get(url)
    with_one = queries_of(client, url)

    grow(drawn, 2)
    grow(drawn, 3)

    assert queries_of(client, url) == with_one
