"""The pages of a map's draft: what a manager sees, types and sends, and what is refused beside the field."""

from datetime import date

import pytest
from django.utils import timezone

from core.texts import Text
from processes import mapping
from processes.enums import Actor, Stage
from processes.models import Map, StepVersion
from tests.factories.organisations import DepartmentFactory, MembershipFactory, UserFactory
from tests.factories.processes import MapFactory, ServiceFactory, make_step
from tests.pages import assert_only_for, page, queries_of


@pytest.fixture
def service(fin):
    return ServiceFactory(organisation=fin)


@pytest.fixture
def colleague(fin):
    return MembershipFactory(organisation=fin, user=UserFactory(name="Bram Bedacht")).user


@pytest.fixture
def draft(service, colleague):
    return mapping.begin_draft(service, by=colleague)


@pytest.fixture
def manager(client, member):
    return member(client, "manager")


def add(draft, name, stage=Stage.DELIVER, **fields):
    return mapping.add_step(
        draft,
        by=None,
        stage=stage,
        name=Text({"nl": f"{name} nl", "fr": f"{name} fr", "en": name}),
        **{"actor": Actor.BACK_OFFICE} | fields,
    )


def typed(**answers):
    """What the form of a step sends at the least."""
    return {
        "name_nl": "Indienen",
        "name_fr": "Introduire",
        "actor": "customer",
        "expected_unit": "working_days",
        "maximal_unit": "working_days",
        **answers,
    }


def new_page(service, stage="deliver"):
    return page("processes:step_new", service.organisation, service.pk, stage)


def step_page(step, name="processes:step"):
    service = step.map.service
    return page(name, service.organisation, service.pk, step.pk)


def draft_page(service):
    return page("processes:map_draft", service.organisation, service.pk)


def standing(service, stage=Stage.DELIVER):
    steps = StepVersion.objects.filter(map__service=service, map__status="draft", stage=stage)
    return [(step.name["nl"], step.position) for step in steps]


# ── Who, and from nothing ────────────────────────────────


@pytest.mark.parametrize("name", ["map_draft", "map_adopt", "map_discard"])
def test_managers_alone_edit_a_map(client, fin, draft, name):
    add(draft, "File")

    assert_only_for(client, fin, ["manager"], page(f"processes:{name}", fin, draft.service_id))


@pytest.mark.parametrize("name", ["step", "step_remove"])
def test_managers_alone_edit_a_step(client, fin, draft, name):
    step = add(draft, "File")

    assert_only_for(client, fin, ["manager"], step_page(step, f"processes:{name}"))


def test_a_draft_is_begun_by_a_button(client, fin, service, manager):
    assert "No draft yet" in client.get(draft_page(service)).text

    response = client.post(page("processes:map_begin", fin, service.pk), follow=True)

    text = response.text
    assert [stage in text for stage in ("1. Orient", "2. Receive", "3. Deliver", "4. Follow up")]
    assert text.count("No step yet") == 4
    assert Map.objects.get().begun_by == manager.user


def test_a_draft_beside_a_map_in_force_says_so(client, fin, manager):
    in_force = MapFactory(service__organisation=fin, in_force_from="2025-03-01")
    make_step(in_force, name="File")
    text = client.get(draft_page(in_force.service)).text
    assert "A draft begins as a copy of the map in force since 1 March 2025" in text

    client.post(page("processes:map_begin", fin, in_force.service_id))

    text = client.get(draft_page(in_force.service)).text
    assert "Version 2, beside the map in force since 1 March 2025" in text
    assert "File" in text


def test_beginning_twice_says_who_was_faster(client, fin, service, draft, manager):
    response = client.post(page("processes:map_begin", fin, service.pk))

    assert response.status_code == 409
    assert "already has a draft" in response.text
    assert "Bram Bedacht" in response.text


# ── Adding ───────────────────────────────────────────────


def test_after_a_step_comes_the_next_of_the_same_stage(client, service, draft, manager):
    response = client.post(new_page(service), typed(stage_of="receive"), follow=True)

    assert response.redirect_chain == [(new_page(service, "receive"), 302)]
    assert "“Indienen” is added." in response.text
    assert '<option value="receive" selected>' in response.text
    assert standing(service, Stage.RECEIVE) == [("Indienen", 1)]


def test_the_last_step_leads_back_to_the_map(client, service, draft, manager):
    response = client.post(new_page(service), typed(stage_of="deliver", finish="1"))

    assert response.url == draft_page(service)


def test_steps_are_added_in_the_middle_one_after_the_other(client, service, draft, manager):
    add(draft, "First")
    add(draft, "Last")
    place = new_page(service) + "?position=2"
    assert 'name="position" value="2"' in client.get(place).text

    first = client.post(place, typed(stage_of="deliver", position="2", name_nl="Tweede"))
    assert first.url == new_page(service) + "?position=3"
    client.post(first.url, typed(stage_of="deliver", position="3", name_nl="Derde"))

    assert standing(service) == [("First nl", 1), ("Tweede", 2), ("Derde", 3), ("Last nl", 4)]


def test_a_place_counts_for_its_own_stage_alone(client, service, draft, manager):
    add(draft, "Find", stage=Stage.ORIENT)

    client.post(new_page(service), typed(stage_of="orient", position="1"))

    assert standing(service, Stage.ORIENT) == [("Find nl", 1), ("Indienen", 2)]


def test_everything_a_step_says_is_kept(client, fin, service, draft, manager):
    department = DepartmentFactory(organisation=fin)
    answers = typed(
        stage_of="deliver",
        name_de="Einreichen",
        actor="other_organisation",
        partner="Bank",
        department=department.pk,
        channel="counter",
        expected_amount="0",
        maximal_amount="3",
        description_nl="Wat",
        question_fr="Qui ?",
        risk_de="Risiko",
        receives_en="A receipt",
        ending="decision",
        informs_on_appeal="on",
    )

    client.post(new_page(service), answers)

    step = draft.steps.get()
    assert step.name == {"nl": "Indienen", "fr": "Introduire", "de": "Einreichen"}
    assert (step.partner, step.department, step.channel) == ("Bank", department, "counter")
    assert (step.expected_amount, step.maximal_amount) == (0, 3)
    assert (step.description, step.question) == ({"nl": "Wat"}, {"fr": "Qui ?"})
    assert (step.risk, step.receives) == ({"de": "Risiko"}, {"en": "A receipt"})
    assert (step.ending, step.informs_on_appeal) == ("decision", True)


def test_few_fields_come_first_and_the_first_has_the_focus(client, service, draft, manager):
    text = client.get(new_page(service)).text

    first, _folded, _rest = text.partition('<details class="folded"')
    focused = [control for control in first.split("<") if "autofocus" in control]
    assert ['name="name_nl"' in control for control in focused] == [True]
    names = ["name_nl", "name_fr", "stage_of", "actor", "partner", "expected_amount"]
    assert [f'id="id_{name}"' in first for name in names] == [True] * len(names)
    assert text.count('<details class="folded">') == 7


def test_an_unknown_stage_is_not_found(client, service, draft, manager):
    assert client.get(new_page(service, "arrive")).status_code == 404


def test_without_a_draft_a_new_step_leads_to_where_one_is_begun(client, service, manager):
    assert client.get(new_page(service)).url == draft_page(service)


# ── What is wrong is said beside the field ───────────────


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"name_nl": ""}, "name_nl", "Fill in “Name of the step (Nederlands)”."),
        ({"name_fr": " "}, "name_fr", "Fill in “Name of the step (Français)”."),
        ({"expected_amount": "-1"}, "expected_amount", "A duration is not negative."),
        ({"maximal_amount": "-3"}, "maximal_amount", "A duration is not negative."),
        ({"expected_amount": "some"}, "expected_amount", "as a whole number"),
        ({"expected_amount": "99999"}, "expected_amount", "Choose a larger unit."),
        (
            {"expected_amount": "5", "maximal_amount": "4"},
            "maximal_amount",
            "shorter than the expected one: 5 working days.",
        ),
        (
            {
                "expected_amount": "2",
                "expected_unit": "hours",
                "maximal_amount": "90",
                "maximal_unit": "minutes",
            },
            "maximal_amount",
            "shorter than the expected one: 2 hours.",
        ),
        ({"actor": "other_organisation"}, "partner", "Name the other organisation."),
        ({"partner": "Bank"}, "partner", "Who does the step is not"),
        ({"actor": ""}, "actor", "Choose an answer to “Who does it”."),
        ({"department": "0"}, "department", "Choose a department of your own organisation."),
        ({"stage_of": "receive", "ending": "product"}, "ending", "Only a step of the stage"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client, service, draft, manager, answers, field, sentence
):
    sent = typed(**{"stage_of": "deliver", "risk_nl": "Een lang verhaal", **answers})

    text = client.post(new_page(service), sent).text

    beside = text.partition(f'id="id_{field}_error"')[2].partition("</div></div>")[0]
    assert sentence in beside.replace("&quot;", '"')
    assert "Een lang verhaal" in text
    for name, value in answers.items():
        if name.endswith("amount"):
            assert f'name="{name}" value="{value}"' in text
    assert draft.steps.count() == 0


def test_a_department_of_another_organisation_is_refused(client, other, service, draft, manager):
    theirs = DepartmentFactory(organisation=other)

    text = client.post(new_page(service), typed(stage_of="deliver", department=theirs.pk)).text

    assert "Choose a department of your own organisation." in text
    assert draft.steps.count() == 0


def test_durations_of_different_kinds_are_not_compared(client, service, draft, manager):
    answers = {"expected_amount": "40", "maximal_amount": "2", "maximal_unit": "months"}

    client.post(new_page(service), typed(stage_of="deliver", **answers))

    assert draft.steps.get().expected_amount == 40


# ── Changing ─────────────────────────────────────────────


def changed(step, **answers):
    return typed(seen=step.revision, **answers)


def test_a_step_is_changed_and_hands_over(client, draft, service, manager):
    first, second, third = (add(draft, name) for name in "ABC")
    assert "Deliver: C" in client.get(step_page(first)).text

    response = client.post(step_page(first), changed(first, hands_over=[third.pk]), follow=True)

    first.refresh_from_db()
    assert "“Indienen” is saved." in response.text
    assert (first.name["fr"], first.actor, first.revision) == ("Introduire", "customer", 2)
    assert [link.taker for link in first.hands_over.all()] == [third]
    assert "checked" in client.get(step_page(first)).text
    assert second.hands_over.count() == 0


def test_a_circular_hand_over_is_refused_by_name_beside_the_field(client, draft, manager):
    first, second, third = (add(draft, name) for name in "ABC")
    mapping.set_hand_overs(first, by=None, to=[second])

    response = client.post(step_page(third), changed(third, hands_over=[first.pk]))

    beside = response.text.partition('id="id_hands_over_error"')[2].partition("</fieldset>")[0]
    assert "The hand-overs run in a circle: “A” – “B” – “C” – “A”." in beside
    assert "checked" in beside
    assert third.hands_over.count() == 0


def test_a_hand_over_to_a_step_removed_meanwhile_is_told(client, draft, manager):
    first, second, _third = (add(draft, name) for name in "ABC")
    pk = second.pk
    mapping.remove_step(second, by=None)

    text = client.post(step_page(first), changed(first, hands_over=[pk])).text

    assert "no longer on the map" in text


def test_a_step_outside_deliver_is_asked_for_no_end(client, draft, manager):
    text = client.get(step_page(add(draft, "A", stage=Stage.ORIENT))).text

    assert "id_ending" not in text


# ── Moving and removing ──────────────────────────────────


def test_a_step_is_moved_by_a_button(client, service, draft, manager):
    add(draft, "A")
    step = add(draft, "B")
    assert 'value="deliver:1">Up' in client.get(draft_page(service)).text

    sent = {"seen": 1, "place": "follow_up:1"}
    response = client.post(step_page(step, "processes:step_move"), sent, follow=True)

    assert response.redirect_chain[0][0] == f"{draft_page(service)}?moved={step.pk}"
    assert "“B” now stands in Follow up, at place 1." in response.text
    assert standing(service) == [("A nl", 1)]
    assert standing(service, Stage.FOLLOW_UP) == [("B nl", 1)]


def test_cards_offer_the_moves_there_are(client, service, draft, manager):
    add(draft, "A", stage=Stage.ORIENT)
    text = client.get(draft_page(service)).text
    assert 'value="receive:1">To “Receive”' in text
    assert ">Up<" not in text
    assert ">Down<" not in text

    add(draft, "B", stage=Stage.ORIENT)
    add(draft, "C", stage=Stage.FOLLOW_UP)
    text = client.get(draft_page(service)).text

    assert 'value="orient:2">Down' in text
    assert 'value="orient:1">Up' in text
    assert 'value="deliver:1">To “Deliver”' in text


@pytest.mark.parametrize("sent", [{}, {"seen": 1}, {"seen": 1, "place": "arrive:1"}])
def test_a_move_that_did_not_arrive_whole_is_told(client, service, draft, manager, sent):
    step = add(draft, "A")

    text = client.post(step_page(step, "processes:step_move"), sent, follow=True).text

    assert "did not arrive whole" in text
    assert standing(service) == [("A nl", 1)]


def test_a_step_is_removed_after_a_second_look(client, service, draft, manager):
    step = add(draft, "A")
    add(draft, "B")
    url = step_page(step, "processes:step_remove")
    assert "Remove “A”" in client.get(url).text

    response = client.post(url, {"seen": 1}, follow=True)

    assert "“A” is removed." in response.text
    assert standing(service) == [("B nl", 1)]


# ── Somebody was faster ──────────────────────────────────


def test_a_change_of_a_step_changed_meanwhile_shows_both_versions(
    client, draft, manager, colleague
):
    step = add(draft, "A", description=Text({"nl": "Kort"}))
    seen = changed(step, description_nl="Mijn lange tekst")
    mapping.change_step(step, by=colleague, description=Text({"nl": "Haar tekst"}))

    response = client.post(step_page(step), seen)

    assert response.status_code == 409
    text = response.text
    assert "What you sent" in text
    assert "What stands now" in text
    assert '<dd lang="nl">Mijn lange tekst</dd>' in text
    assert '<dd lang="nl">Haar tekst</dd>' in text
    assert "Bram Bedacht" in text
    assert draft_page(draft.service) in text
    assert draft.steps.get().description == {"nl": "Haar tekst"}


def test_a_step_moved_while_a_colleague_removed_it_shows_its_last_contents(
    client, draft, manager, colleague
):
    step = add(draft, "A")
    url = step_page(step, "processes:step_move")
    mapping.change_step(step, by=colleague, question=Text({"nl": "Waar moet ik zijn?"}))
    mapping.remove_step(StepVersion.objects.get(pk=step.pk), by=colleague)

    response = client.post(url, {"seen": 1, "place": "orient:1"})

    assert response.status_code == 409
    text = response.text
    assert "This step has been removed from the draft meanwhile." in text
    assert "What you saw" in text
    assert "What stood there last" in text
    assert "Waar moet ik zijn?" in text
    assert "Step removed" in text
    assert "Bram Bedacht" in text


@pytest.mark.parametrize("name", ["step", "step_remove"])
def test_the_page_of_a_step_removed_meanwhile_says_so(client, draft, manager, colleague, name):
    step = add(draft, "A")
    url = step_page(step, f"processes:{name}")
    mapping.remove_step(step, by=colleague)

    shown, sent = client.get(url), client.post(url, typed(seen=1, name_nl="Mijn naam"))

    assert (shown.status_code, sent.status_code) == (409, 409)
    assert "What stood there last" in shown.text
    assert ("Mijn naam" in sent.text) == (name == "step")


def test_nothing_sent_for_a_step_removed_meanwhile_is_answered_all_the_same(client, draft, manager):
    step = add(draft, "A")
    url = step_page(step)
    mapping.remove_step(step, by=None)

    assert client.post(url, {}).status_code == 409


def test_what_was_typed_for_a_draft_that_came_into_force_is_shown(client, draft, manager):
    step = add(draft, "A")
    url = step_page(step)
    mapping.adopt(draft, by=None, day=timezone.localdate())

    response = client.post(url, typed(seen=1, name_nl="Mijn naam"))

    assert response.status_code == 409
    assert "changed no more" in response.text
    assert "Mijn naam" in response.text


def test_what_was_typed_for_a_draft_given_up_is_shown(client, service, manager, colleague):
    draft = mapping.begin_draft(service, by=colleague)
    mapping.discard(draft, by=colleague)

    response = client.post(new_page(service), typed(stage_of="deliver", name_nl="Mijn naam"))

    assert response.status_code == 409
    assert "given up meanwhile" in response.text
    assert "Mijn naam" in response.text


# ── Into force, or given up ──────────────────────────────


def adoption(**answers):
    return {"in_force_from": "5-1-2026", **answers}


def test_the_first_map_comes_into_force(client, fin, service, draft, manager):
    add(draft, "A")
    url = page("processes:map_adopt", fin, service.pk)
    text = client.get(url).text
    assert "What this map leaves open" in text
    assert "ends neither with the product nor with a reasoned decision" in text
    assert "reason_nl" not in text

    response = client.post(url, adoption())

    draft.refresh_from_db()
    assert response.status_code == 302
    assert (draft.status, draft.in_force_from) == ("in_force", date(2026, 1, 5))
    assert draft.adopted_by == manager.user


def test_a_later_map_says_why_it_changed(client, fin, manager):
    before = MapFactory(service__organisation=fin)
    make_step(before)
    mapping.begin_draft(before.service, by=None)
    url = page("processes:map_adopt", fin, before.service_id)

    refused = client.post(url, adoption()).text
    client.post(url, adoption(reason_fr="Plus rapide"))

    assert "Say why the map changes" in refused.partition('id="id_reason_nl_error"')[2]
    assert Map.objects.in_force().get().reason == {"fr": "Plus rapide"}


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("1-1-2199", "This day lies in the future."),
        ("31-12-2023", "came into force on a later day."),
        ("soon", "day-month-year"),
        ("", "Fill in “In force from”."),
    ],
)
def test_a_day_that_does_not_fit_is_refused(client, fin, manager, day, sentence):
    before = MapFactory(service__organisation=fin, in_force_from="2024-01-01")
    make_step(before)
    mapping.begin_draft(before.service, by=None)
    url = page("processes:map_adopt", fin, before.service_id)

    text = client.post(url, adoption(in_force_from=day, reason_nl="Sneller")).text

    assert sentence in text.partition('id="id_in_force_from_error"')[2]
    assert "Sneller" in text
    assert Map.objects.in_force().get() == before


def test_an_empty_draft_does_not_come_into_force(client, fin, service, draft, manager):
    url = page("processes:map_adopt", fin, service.pk)

    assert "The draft has no step yet" in client.get(url).text
    assert client.post(url, adoption()).status_code == 200
    assert not Map.objects.in_force().exists()


def test_a_circle_keeps_the_map_from_coming_into_force(client, fin, service, draft, manager):
    first, second, _third = (add(draft, name) for name in "ABC")
    mapping.set_hand_overs(first, by=None, to=[second])
    mapping.move_step(first, by=None, stage=Stage.DELIVER, position=3)

    text = client.post(page("processes:map_adopt", fin, service.pk), adoption()).text

    assert "The hand-overs run in a circle" in text


def test_a_draft_is_given_up(client, fin, service, draft, manager):
    add(draft, "A")
    url = page("processes:map_discard", fin, service.pk)
    assert "The draft holds 1 step." in client.get(url).text

    response = client.post(url, follow=True)

    assert "The draft is given up." in response.text
    assert not Map.objects.exists()
    assert client.get(url).status_code == 302


def test_pages_ask_as_often_for_three_steps_as_for_one(client, fin, service, draft, manager):
    first = add(draft, "A", department=DepartmentFactory(organisation=fin))
    urls = [
        draft_page(service),
        new_page(service),
        step_page(first),
        page("processes:map_adopt", fin, service.pk),
    ]
    with_one = [queries_of(client, url) for url in urls]
    for name in "BC":
        step = add(draft, name, department=DepartmentFactory(organisation=fin))
        mapping.set_hand_overs(first, by=None, to=[step])

    assert [queries_of(client, url) for url in urls] == with_one
