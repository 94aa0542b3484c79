"""The verbs of a map's draft: what they store, what they refuse, and who was faster."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from complaints.models import Case
from core.errors import NotAllowedError
from core.texts import Text
from processes import mapping
from processes.conflicts import StepChangedError
from processes.enums import Actor, MapChangeCode, Stage
from processes.hand_overs import find_circle, flow
from processes.models import Map, MapChange, Step, StepVersion
from tests.factories.complaints import make_case
from tests.factories.organisations import DepartmentFactory, MembershipFactory, UserFactory
from tests.factories.processes import MapFactory, ServiceFactory, make_step

WHY = Text({"nl": "Sneller", "fr": "Plus rapide"})


@pytest.fixture
def by(fin):
    return MembershipFactory(organisation=fin, user=UserFactory(name="Anke Verzonnen")).user


@pytest.fixture
def draft(fin, by):
    return mapping.begin_draft(ServiceFactory(organisation=fin), by=by)


def add(draft, by, name, stage=Stage.DELIVER, **fields):
    names = Text({"nl": f"{name} nl", "fr": f"{name} fr", "en": name})
    return mapping.add_step(
        draft, by=by, stage=stage, name=names, **{"actor": Actor.BACK_OFFICE} | fields
    )


def standing(of_map, stage=Stage.DELIVER):
    """Names with their places."""
    return [(str(step), step.position) for step in of_map.steps.filter(stage=stage)]


def changes(of_map):
    return list(of_map.changes.order_by("pk").values_list("code", flat=True))


# ── The map ──────────────────────────────────────────────


def test_the_first_draft_is_empty(fin, by):
    draft = mapping.begin_draft(ServiceFactory(organisation=fin), by=by)

    assert (draft.number, draft.is_draft, draft.begun_by, draft.steps.count()) == (1, True, by, 0)
    assert changes(draft) == [MapChangeCode.BEGUN]


def test_a_later_draft_copies_the_map_in_force_on_the_same_lasting_steps(fin, by):
    in_force = MapFactory(service__organisation=fin)
    first = make_step(in_force, name="File", revision=7, partner="Bank")
    second = make_step(in_force, name="Decide")
    third = make_step(in_force, name="Send")
    mapped = first.hands_over.create(taker=third, what=Text({"nl": "dossier"}))

    draft = mapping.begin_draft(in_force.service, by=by)

    copied, other, last = draft.steps.all()
    assert draft.number == 2
    assert (copied.step_id, copied.partner, copied.revision) == (first.step_id, "Bank", 1)
    assert (other.step_id, last.step_id) == (second.step_id, third.step_id)
    assert {copied.pk, other.pk, last.pk} & {first.pk, second.pk, third.pk} == set()
    link = copied.hands_over.get()
    assert (link.taker, link.what) == (last, {"nl": "dossier"})
    assert mapped.pk != link.pk
    assert list(in_force.steps.all()) == [first, second, third]


def test_a_second_draft_is_refused_and_says_who_began_the_first(draft):
    with pytest.raises(NotAllowedError, match="already has a draft") as refusal:
        mapping.begin_draft(draft.service, by=None)

    assert [line.who for line in refusal.value.happened] == ["Anke Verzonnen"]


def test_the_first_map_comes_into_force_without_a_reason(draft, by):
    add(draft, by, "File")

    mapping.adopt(draft, by=by, day=date(2026, 1, 5))

    draft.refresh_from_db()
    assert (draft.status, draft.in_force_from, draft.adopted_by) == (
        "in_force",
        date(2026, 1, 5),
        by,
    )
    assert changes(draft)[-1] == MapChangeCode.ADOPTED


def test_a_new_map_replaces_the_one_before(fin, by):
    before = MapFactory(service__organisation=fin, in_force_from="2025-01-01")
    make_step(before)
    draft = mapping.begin_draft(before.service, by=by)

    mapping.adopt(draft, by=by, day=date(2026, 3, 1), reason={**WHY, "de": " "})

    before.refresh_from_db()
    draft.refresh_from_db()
    assert (before.status, before.in_force_until) == ("past", date(2026, 2, 28))
    assert (draft.status, draft.reason) == ("in_force", WHY)


@pytest.mark.parametrize(
    ("day", "reason", "sentence"),
    [
        (date(2024, 12, 31), WHY, "on a later day"),
        (date(2026, 3, 1), None, "Say why"),
        (date(2026, 3, 1), Text({"nl": " "}), "Say why"),
    ],
)
def test_an_adoption_that_does_not_fit_is_refused(fin, by, day, reason, sentence):
    before = MapFactory(service__organisation=fin, in_force_from="2025-01-01")
    make_step(before)
    draft = mapping.begin_draft(before.service, by=by)

    with pytest.raises(NotAllowedError, match=sentence):
        mapping.adopt(draft, by=by, day=day, reason=reason)

    assert Map.objects.in_force().get() == before


def test_no_map_comes_into_force_tomorrow(draft, by):
    add(draft, by, "Decide")
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(NotAllowedError, match="today or on an earlier day"):
        mapping.adopt(draft, by=by, day=tomorrow, reason=WHY)


def test_an_empty_map_does_not_come_into_force(draft, by):
    with pytest.raises(NotAllowedError, match="without steps"):
        mapping.adopt(draft, by=by, day=timezone.localdate())


def test_a_map_in_force_is_changed_no_more(fin, by):
    step = make_step(MapFactory(service__organisation=fin))

    for verb in (
        lambda: add(step.map, by, "Late"),
        lambda: mapping.change_step(step, by=by, partner="Bank"),
        lambda: mapping.move_step(step, by=by, stage=Stage.ORIENT, position=1),
        lambda: mapping.remove_step(step, by=by),
        lambda: mapping.set_hand_overs(step, by=by, to=[]),
        lambda: mapping.adopt(step.map, by=by, day=timezone.localdate()),
        lambda: mapping.discard(step.map, by=by),
    ):
        with pytest.raises(StepChangedError, match="changed no more"):
            verb()

    assert standing(step.map) == [("Step", 1)]


def test_a_draft_given_up_leaves_a_line_on_the_map_in_force_and_no_stray_steps(fin, by):
    in_force = MapFactory(service__organisation=fin)
    lasting = make_step(in_force).step
    draft = mapping.begin_draft(in_force.service, by=by)
    add(draft, by, "Only here")

    mapping.discard(draft, by=by)

    assert list(Map.objects.all()) == [in_force]
    assert list(Step.objects.all()) == [lasting]
    line = in_force.changes.get()
    assert (line.code, line.by, len(line.old["steps"])) == (MapChangeCode.DISCARDED, by, 2)


# ── Steps ────────────────────────────────────────────────


def test_a_step_is_added_at_the_end_or_at_its_place(draft, by):
    first = add(draft, by, "File")
    add(draft, by, "Send")
    add(draft, by, "Decide", position=2)
    add(draft, by, "Find", stage=Stage.ORIENT, position=9)

    assert standing(draft) == [("File", 1), ("Decide", 2), ("Send", 3)]
    assert standing(draft, Stage.ORIENT) == [("Find", 1)]
    assert first.step.organisation_id == draft.service.organisation_id
    line = MapChange.objects.get(step=first.step)
    assert (line.code, line.by, line.old) == (MapChangeCode.ADDED, by, {})
    assert (line.new["name"]["en"], line.new["actor"]) == ("File", "back_office")


def test_a_step_is_changed_with_a_line_of_both_versions(draft, by):
    step = add(draft, by, "File", partner="Bank")

    mapping.change_step(step, by=by, seen=1, name=Text({"nl": "Indienen"}), partner="")

    step.refresh_from_db()
    line = draft.changes.first()
    assert (str(step), step.partner, step.revision) == ("Indienen", "", 2)
    assert (line.code, line.old["partner"], line.new["name"]) == (
        MapChangeCode.CHANGED,
        "Bank",
        {"nl": "Indienen"},
    )


def test_a_change_of_nothing_leaves_no_line(draft, by):
    step = add(draft, by, "File")

    mapping.change_step(step, by=by, seen=1, partner="")

    step.refresh_from_db()
    assert (step.revision, changes(draft)) == (1, ["begun", "added"])


def test_a_department_of_another_organisation_is_refused(draft, by, other):
    department = DepartmentFactory(organisation=other)

    with pytest.raises(NotAllowedError, match="another organisation"):
        add(draft, by, "File", department=department)


def test_an_unknown_field_is_a_fault_of_the_caller(draft, by):
    with pytest.raises(TypeError, match="colour"):
        add(draft, by, "File", colour="red")


@pytest.mark.parametrize(
    ("stage", "position", "delivered", "oriented"),
    [
        (Stage.DELIVER, 1, "BAC", "X"),
        (Stage.DELIVER, 2, "ABC", "X"),
        (Stage.DELIVER, 3, "ACB", "X"),
        (Stage.DELIVER, 99, "ACB", "X"),
        (Stage.DELIVER, -4, "BAC", "X"),
        (Stage.ORIENT, 1, "AC", "BX"),
        (Stage.ORIENT, 2, "AC", "XB"),
    ],
)
def test_a_step_is_moved_and_places_stay_without_gaps(
    draft, by, stage, position, delivered, oriented
):
    add(draft, by, "A")
    step = add(draft, by, "B")
    add(draft, by, "C")
    add(draft, by, "X", stage=Stage.ORIENT)

    mapping.move_step(step, by=by, stage=stage, position=position, seen=1)

    assert standing(draft) == list(zip(delivered, range(1, 4), strict=False))
    assert standing(draft, Stage.ORIENT) == list(zip(oriented, range(1, 3), strict=False))
    step.refresh_from_db()
    stays = (stage, position) == (Stage.DELIVER, 2)
    assert (step.revision, draft.changes.filter(code="moved").count()) == (
        (1, 0) if stays else (2, 1)
    )


def test_a_move_leaves_the_pages_of_its_neighbours_valid(draft, by):
    first = add(draft, by, "A")
    second = add(draft, by, "B")

    mapping.move_step(second, by=by, stage=Stage.DELIVER, position=1)
    mapping.change_step(first, by=by, seen=1, partner="Bank")

    assert standing(draft) == [("B", 1), ("A", 2)]


def test_a_removed_step_closes_the_gap_and_lasts_for_the_cases_on_it(fin, by, inside):
    in_force = MapFactory(service__organisation=fin)
    lasting = make_step(in_force, name="A").step
    make_step(in_force, name="B")
    case = make_case(fin, service=in_force.service)
    Case.objects.filter(pk=case.pk).update(step=lasting, stage=Stage.DELIVER)
    draft = mapping.begin_draft(in_force.service, by=by)

    mapping.remove_step(draft.steps.get(step=lasting), by=by, seen=1)

    assert standing(draft) == [("B", 1)]
    assert standing(in_force) == [("A", 1), ("B", 2)]
    assert Case.objects.get().step == lasting
    line = draft.changes.first()
    assert (line.code, line.step, line.old["name"]["en"]) == (MapChangeCode.REMOVED, lasting, "A")


# ── Hand-overs ───────────────────────────────────────────


@pytest.mark.parametrize(
    ("links", "circle"),
    [
        ({}, []),
        ({1: [2], 2: [3]}, []),
        ({1: [2, 3], 2: [3], 3: []}, []),
        ({1: [1]}, [1]),
        ({1: [2], 2: [1]}, [1, 2]),
        ({1: [2], 2: [3, 4], 3: [], 4: [2]}, [2, 4]),
        ({5: [6], 1: [2], 2: [3], 3: [1]}, [1, 2, 3]),
    ],
)
def test_a_circle_is_found(links, circle):
    assert find_circle(links) == circle


def test_a_circle_is_found_in_a_long_map():
    links = {number: [number + 1] for number in range(5000)}

    assert find_circle(links) == []
    assert len(find_circle(links | {5000: [0]})) == 5001


def test_a_step_that_names_nobody_passes_on_to_the_next():
    assert flow([4, 2, 9], {4: {9}}) == {4: {9}, 2: [9], 9: []}


def test_hand_overs_are_set_and_keep_what_is_handed_over(draft, by):
    first, second, third = (add(draft, by, name) for name in "ABC")

    mapping.set_hand_overs(first, by=by, to=[third], what={third.pk: Text({"nl": "dossier"})})
    mapping.set_hand_overs(first, by=by, to=[second, third], seen=2)

    found = {link.taker: link.what for link in first.hands_over.all()}
    assert found == {second: {}, third: {"nl": "dossier"}}
    first.refresh_from_db()
    line = draft.changes.first()
    assert (first.revision, line.code) == (3, MapChangeCode.CHANGED)
    assert line.new["hands_over"] == [second.step_id, third.step_id]


def test_a_circle_of_hand_overs_is_refused_by_name(draft, by):
    first, second, third = (add(draft, by, name) for name in "ABC")
    mapping.set_hand_overs(first, by=by, to=[second])

    with pytest.raises(mapping.CircleError, match="“A” – “B” – “C” – “A”"):
        mapping.change_step(third, by=by, hands_over=[first], partner="Bank")

    third.refresh_from_db()
    assert (third.partner, third.revision, third.hands_over.count()) == ("", 1, 0)


def test_a_circle_that_a_move_made_is_refused_when_the_map_is_to_come_into_force(draft, by):
    first, second, _third = (add(draft, by, name) for name in "ABC")
    mapping.set_hand_overs(first, by=by, to=[second])
    mapping.move_step(first, by=by, stage=Stage.DELIVER, position=3)

    with pytest.raises(mapping.CircleError, match="circle"):
        mapping.adopt(draft, by=by, day=timezone.localdate())


def test_a_step_hands_over_within_its_map_alone(draft, by, fin):
    step = add(draft, by, "A")
    elsewhere = make_step(MapFactory(service__organisation=fin))

    for taker in (step, elsewhere):
        with pytest.raises(NotAllowedError, match="other steps of the same map"):
            mapping.set_hand_overs(step, by=by, to=[taker])


# ── Somebody was faster ──────────────────────────────────


@pytest.fixture
def colleague(fin):
    return MembershipFactory(organisation=fin, user=UserFactory(name="Bram Bedacht")).user


def facts(version):
    return {fact.label: fact.value for fact in version.facts}


def test_a_change_of_what_changed_meanwhile_shows_both_versions(draft, by, colleague):
    step = add(draft, by, "File", partner="Bank")
    mapping.change_step(step, by=colleague, seen=1, partner="Post", expected_amount=3)

    with pytest.raises(StepChangedError, match="changed since") as refusal:
        mapping.change_step(step, by=by, seen=1, partner="Notary", question=Text({"nl": "Wie?"}))

    sent, now = refusal.value.versions
    label = "Which other organisation"
    assert (sent.title, facts(sent)[label]) == ("What you sent", "Notary")
    assert (now.title, facts(now)[label]) == ("What stands now", "Post")
    assert facts(sent)["Question the customer asks here (Nederlands)"] == "Wie?"
    assert facts(now)["Expected duration"] == "3 working days"
    assert [fact.label for fact in now.facts if fact.differs] == [
        label,
        "Expected duration",
        "Question the customer asks here (Nederlands)",
    ]
    assert [(line.what, line.who) for line in refusal.value.happened] == [
        ("Step changed", "Bram Bedacht")
    ]
    assert refusal.value.back_url.endswith(f"/{draft.service_id}/map/draft/")
    step.refresh_from_db()
    assert (step.partner, step.revision) == ("Post", 2)


def test_a_move_of_what_was_removed_meanwhile_shows_its_last_contents(draft, by, colleague):
    step = add(draft, by, "File")
    other = add(draft, by, "Send")
    mapping.change_step(step, by=colleague, partner="Post", hands_over=[other])
    mapping.remove_step(StepVersion.objects.get(pk=step.pk), by=colleague)

    with pytest.raises(StepChangedError, match="removed") as refusal:
        mapping.move_step(step, by=by, stage=Stage.ORIENT, position=1, seen=1)

    seen, last = refusal.value.versions
    assert (seen.title, facts(seen)["Which other organisation"]) == ("What you saw", "")
    assert (last.title, facts(last)["Which other organisation"]) == (
        "What stood there last",
        "Post",
    )
    assert facts(last)["Hands over to"] == "Send"
    assert [(line.what, line.who) for line in refusal.value.happened] == [
        ("Step removed", "Bram Bedacht")
    ]
    assert standing(draft, Stage.ORIENT) == []


def test_a_step_of_a_draft_given_up_meanwhile_is_still_shown(fin, by, colleague):
    in_force = MapFactory(service__organisation=fin)
    make_step(in_force, name="File")
    draft = mapping.begin_draft(in_force.service, by=by)
    pk = draft.steps.get().pk
    mapping.discard(draft, by=colleague)

    step = mapping.find_step(in_force.service, pk)
    with pytest.raises(StepChangedError, match="given up") as refusal:
        mapping.change_step(step, by=by, seen=1, partner="Bank")

    sent, last = refusal.value.versions
    assert facts(sent)["Which other organisation"] == "Bank"
    assert facts(last)["Name of the step (English)"] == "File"
    assert [line.who for line in refusal.value.happened] == ["Bram Bedacht"]


def test_a_removed_step_is_found_as_it_last_stood(draft, by):
    step = add(draft, by, "File", partner="Bank")
    mapping.remove_step(step, by=by)

    found = mapping.find_step(draft.service, draft.changes.first().old["pk"])

    assert (str(found), found.partner, found.map) == ("File", "Bank", draft)
    with pytest.raises(StepChangedError):
        mapping.check_there(found)
    assert mapping.find_step(draft.service, 0) is None


def test_a_draft_given_up_meanwhile_takes_no_step(draft, by):
    mapping.discard(draft, by=by)
    draft.pk = 1_000_000

    with pytest.raises(StepChangedError, match="given up"):
        add(draft, by, "Late")
