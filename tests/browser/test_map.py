"""A manager maps a service from nothing, by keyboard alone and without script; then moves cards with one."""

from django.utils import timezone

from core.texts import Text
from organisations.enums import Role
from processes import mapping
from processes.enums import Actor, Stage
from processes.models import Map, StepVersion
from tests.browser.test_coordinator import presses, signs_in_by_keyboard, skips_to_content, types
from tests.factories.organisations import MembershipFactory, UserFactory
from tests.factories.processes import ServiceFactory

ACTORS, STAGES = list(Actor), list(Stage)
# Stage, who does it, Dutch, French, working days.
STEPS = [
    (Stage.ORIENT, Actor.CUSTOMER, "Datum opzoeken", "Chercher la date", ""),
    (Stage.ORIENT, Actor.FRONT_OFFICE, "Uitleg geven", "Expliquer", "1"),
    (Stage.RECEIVE, Actor.CUSTOMER, "Rekening opgeven", "Donner le compte", ""),
    (Stage.DELIVER, Actor.OTHER_ORGANISATION, "Uitbetalen", "Payer", "5"),
    (Stage.DELIVER, Actor.BACK_OFFICE, "Beslissen", "Décider", "20"),
    (Stage.FOLLOW_UP, Actor.FRONT_OFFICE, "Bericht sturen", "Annoncer", "2"),
]
# Keys of one step beside those of its words.
MOST_KEYS = 16


def a_manager(fin, name="Anke Verzonnen"):
    return MembershipFactory(
        organisation=fin, user=UserFactory(name=name), roles=[Role.MANAGER]
    ).user


def standing(service, stage):
    steps = StepVersion.objects.filter(map__service=service, map__status="draft", stage=stage)
    return [step.name["nl"] for step in steps]


def draft_of(fin, service):
    return f"/nl/o/fin/processes/services/{service.pk}/map/draft/"


def downs(person, number):
    for _ in range(number):
        person.page.keyboard.press("ArrowDown")
    return number


def writes_a_step(person, step, here):
    """From the first field, where the focus is, to the key that sends; gives the keys beside the words."""
    stage, actor, dutch, french, days = step
    assert person.is_on("#id_name_nl")
    keys = types(person, dutch, "Tab", french, "Tab")
    assert person.is_on("#id_stage_of")
    keys += downs(person, STAGES.index(stage) - STAGES.index(here))
    keys += types(person, "Tab") + downs(person, 1 + ACTORS.index(actor)) + types(person, "Tab")
    if actor == Actor.OTHER_ORGANISATION:
        types(person, "Bank")
    keys += types(person, "Tab", days)
    assert person.is_on("#id_expected_amount")
    return keys


def maps_all(person):
    here = Stage.ORIENT
    for step in STEPS[:-1]:
        keys = writes_a_step(person, step, here)
        with person.page.expect_navigation():
            keys += types(person, "Enter")
        person.looks()
        assert keys <= MOST_KEYS
        assert f"“{step[2]}”" in person.page.inner_text(".banner")
        assert person.page.input_value("#id_stage_of") == step[0]
        here = step[0]
    writes_a_step(person, STEPS[-1], here)
    presses(person, "button[name=finish]", most=12)


def test_a_service_is_mapped_from_nothing_by_keyboard_without_script(visit, fin):
    service = ServiceFactory(organisation=fin, name=Text({"nl": "Terugbetaling"}))
    person = visit(script=False)
    signs_in_by_keyboard(person, a_manager(fin))
    person.goes_to(draft_of(fin, service))
    presses(person, "main button[type=submit]", most=30)
    skips_to_content(person)
    presses(person, "main a[href$='/new/orient/']", most=8)

    maps_all(person)
    stands_as_written(service)
    moves_down_and_adopts(person, fin, service)


def stands_as_written(service):
    assert standing(service, Stage.ORIENT) == ["Datum opzoeken", "Uitleg geven"]
    assert standing(service, Stage.DELIVER) == ["Uitbetalen", "Beslissen"]
    assert standing(service, Stage.FOLLOW_UP) == ["Bericht sturen"]
    paying = StepVersion.objects.get(name__nl="Uitbetalen")
    assert (paying.actor, paying.partner, paying.expected_amount) == (
        "other_organisation",
        "Bank",
        5,
    )


def moves_down_and_adopts(person, fin, service):
    paying = StepVersion.objects.get(name__nl="Uitbetalen")
    skips_to_content(person)
    person.tabs_to(f"#step-{paying.pk} summary", most=40)
    types(person, "Enter")
    presses(person, f"#step-{paying.pk} button[value='deliver:2']", most=2)
    assert standing(service, Stage.DELIVER) == ["Beslissen", "Uitbetalen"]
    assert person.is_on(f"#step-{paying.pk} summary")

    person.goes_to(draft_of(fin, service))
    skips_to_content(person)
    presses(person, "main a[href$='/adoption/']", most=8)
    skips_to_content(person)
    presses(person, "button[name=save]", most=8)
    in_force = Map.objects.get(service=service)
    assert (in_force.status, in_force.in_force_from) == ("in_force", timezone.localdate())


def a_draft(fin, service, by):
    draft = mapping.begin_draft(service, by=by)
    return [
        mapping.add_step(
            draft, by=by, stage=Stage.DELIVER, name=Text({"nl": name}), actor=Actor.BACK_OFFICE
        )
        for name in ("Lezen", "Beslissen", "Schrijven")
    ]


def opens_the_draft(visit, fin, service, by):
    person = visit()
    person.signs_in(by)
    person.goes_to(draft_of(fin, service))
    return person


def is_sent(person):
    """What the block does is sent to the server as a move."""
    return person.page.expect_response(lambda answer: answer.url.endswith("/place/"))


def hears(person):
    return person.page.inner_text("[data-map-says]")


def test_cards_are_dragged(visit, fin):
    service = ServiceFactory(organisation=fin)
    manager = a_manager(fin)
    first, *_others = a_draft(fin, service, manager)
    person = opens_the_draft(visit, fin, service, manager)

    with is_sent(person):
        person.page.drag_and_drop(f"#step-{first.pk} h3", "[data-stage=follow_up] h2")
    person.page.wait_for_selector(f"[data-stage=follow_up] #step-{first.pk} [data-grab]:focus")

    assert standing(service, Stage.DELIVER) == ["Beslissen", "Schrijven"]
    assert standing(service, Stage.FOLLOW_UP) == ["Lezen"]
    assert "“Lezen”" in hears(person)
    person.looks()


def test_cards_are_grabbed_moved_and_dropped_by_keys(visit, fin):
    service = ServiceFactory(organisation=fin)
    manager = a_manager(fin)
    _first, second, _third = a_draft(fin, service, manager)
    person = opens_the_draft(visit, fin, service, manager)
    page, handle = person.page, f"#step-{second.pk} [data-grab]"
    page.focus(handle)

    types(person, "Space")
    assert page.get_attribute(handle, "aria-pressed") == "true"
    page.keyboard.press("ArrowDown")
    assert "3" in hears(person)
    page.keyboard.press("Escape")
    assert page.get_attribute(handle, "aria-pressed") == "false"
    assert standing(service, Stage.DELIVER) == ["Lezen", "Beslissen", "Schrijven"]

    types(person, "Space")
    page.keyboard.press("ArrowLeft")
    person.looks()
    with is_sent(person):
        types(person, "Enter")
    page.wait_for_selector(f"[data-stage=receive] {handle}:focus")
    assert standing(service, Stage.RECEIVE) == ["Beslissen"]
    person.looks()


def test_a_card_dropped_while_a_colleague_removed_it_shows_both_versions(visit, fin):
    service = ServiceFactory(organisation=fin)
    manager, colleague = a_manager(fin), a_manager(fin, "Bram Bedacht")
    first, *_others = a_draft(fin, service, manager)
    person = opens_the_draft(visit, fin, service, manager)
    pk = first.pk
    mapping.remove_step(first, by=colleague)

    person.expected_status = 409
    with person.page.expect_navigation():
        person.page.drag_and_drop(f"#step-{pk} h3", "[data-stage=orient] h2")

    person.looks()
    assert "Bram Bedacht" in person.page.inner_text("main")
    assert person.page.locator(".versions section").count() == 2
    person.clicks("main a.btn-primary")
    assert person.page.url.endswith("/map/draft/")


def test_every_other_page_of_a_draft_is_looked_at(visit, fin):
    service = ServiceFactory(organisation=fin)
    manager = a_manager(fin)
    first, second, third = a_draft(fin, service, manager)
    mapping.set_hand_overs(first, by=manager, to=[third])
    person = visit("fr-BE")
    person.signs_in(manager)
    draft = draft_of(fin, service)

    for place in (
        "steps/new/deliver/",
        f"steps/{first.pk}/",
        f"steps/{second.pk}/removal/",
        "adoption/",
        "removal/",
    ):
        person.goes_to(draft + place)
    person.goes_to(f"{draft}steps/{third.pk}/")
    person.page.click("summary:has(~ #div_id_hands_over)")
    person.page.check("#id_hands_over_0")
    person.fills(expected_amount="-4")
    person.clicks("button[name=save]")
    assert person.page.input_value("#id_expected_amount") == "-4"
    assert person.page.locator("#id_expected_amount_error").count() == 1
