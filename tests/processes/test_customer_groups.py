import pytest

from core.texts import Text
from processes import reference
from processes.models import CustomerGroup, LifeEvent
from tests.factories.processes import CustomerGroupFactory
from tests.pages import assert_only_for, page, queries_of

LANGUAGES = {"nl", "fr", "de", "en"}


def typed(**changed):
    return {
        "code": "STARTERS",
        "kind": "company",
        "name_nl": "Starters",
        "name_fr": "Starters et indépendants débutants",
        "needs_fr": "Savoir par où commencer.",
        "channels": ["telephone", "online"],
        **changed,
    }


def shared():
    return CustomerGroup.objects.get(organisation=None, code="citizens")


@pytest.fixture
def groups(db):
    reference.load_customer_groups()


def test_every_member_reads_the_shared_groups_and_the_organisations_own(
    client, fin, other, member, groups
):
    CustomerGroupFactory(organisation=fin, code="OWN")
    CustomerGroupFactory(organisation=other, code="FOREIGN")
    member(client, "reader")

    text = client.get(page("processes:customer_groups", fin)).text

    assert "Group OWN" in text
    names = ["Citizens", "Companies", "Institutions and associations", "Colleagues"]
    assert sorted(names, key=text.index) == names
    assert "FOREIGN" not in text
    assert "Add a customer group" not in text


def test_groups_are_edited_by_managers_and_administrators(client, fin):
    own = CustomerGroupFactory(organisation=fin)
    urls = [
        page("processes:customer_group_new", fin),
        page("processes:customer_group", fin, own.pk),
    ]

    for url in urls:
        assert_only_for(client, fin, ["manager", "administrator"], url)


def test_a_group_is_added_and_changed(client, fin, member):
    member(client, "manager")

    client.post(page("processes:customer_group_new", fin), typed())
    group = CustomerGroup.objects.get(organisation=fin)
    client.post(
        page("processes:customer_group", fin, group.pk), typed(name_nl="Beginners", channels=[])
    )

    assert (group.kind, group.channels) == ("company", ["telephone", "online"])
    assert group.channel_names == ["online", "telephone"]
    group.refresh_from_db()
    assert (group.name["nl"], group.needs["fr"], group.channels) == (
        "Beginners",
        "Savoir par où commencer.",
        [],
    )


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name_fr": ""}, "Fill in “Name (Français)”."),
        ({"kind": ""}, "Choose an answer to “Part of”."),
        ({"code": "Citizens"}, "Another customer group has this code."),
        ({"code": "own"}, "Another customer group has this code."),
        ({"channels": ["pigeon"]}, "Select a valid choice."),
    ],
)
def test_a_group_refuses_bad_input(client, fin, member, groups, changed, error):
    member(client, "manager")
    CustomerGroupFactory(organisation=fin, code="OWN")

    response = client.post(page("processes:customer_group_new", fin), typed(**changed))

    # Once in the summary, once beside the field.
    assert response.text.count(error) == 2
    assert CustomerGroup.objects.filter(organisation=fin).count() == 1


def test_shared_groups_and_those_of_others_are_not_changed(client, fin, other, member, groups):
    member(client, "manager", "administrator")
    foreign = CustomerGroupFactory(organisation=other)

    for group in (shared(), foreign):
        url = page("processes:customer_group", fin, group.pk)
        assert client.get(url).status_code == client.post(url, typed()).status_code == 404
    text = client.get(page("processes:customer_groups", fin)).text
    assert f'href="{page("processes:customer_group", fin, shared().pk)}"' not in text
    assert shared().name["en"] == "Citizens"


def test_list_asks_as_often_for_one_group_as_for_three(client, fin, member):
    member(client, "manager")
    url = page("processes:customer_groups", fin)
    CustomerGroupFactory(organisation=fin)
    one_row = queries_of(client, url)
    CustomerGroupFactory.create_batch(2, organisation=fin)

    assert queries_of(client, url) == one_row


# ── Lists of every catalogue ──────────────────────────────────


def test_lists_are_in_four_languages_and_loaded_once(db):
    assert (reference.load_customer_groups().new, reference.load_life_events().new) == (4, 17)

    again = reference.load_customer_groups(), reference.load_life_events()

    assert [(count.new, count.changed) for count in again] == [(0, 0), (0, 0)]
    rows = [*CustomerGroup.objects.all(), *LifeEvent.objects.all()]
    assert all(set(row.name) == LANGUAGES for row in rows)
    assert LifeEvent.objects.first().code == "birth"


def test_a_segment_with_the_code_of_a_shared_group_stays(fin):
    own = CustomerGroupFactory(organisation=fin, code="citizens", name=Text(nl="Eigen"))

    reference.load_customer_groups()
    reference.load_customer_groups()

    own.refresh_from_db()
    assert own.name == Text(nl="Eigen")
    assert CustomerGroup.objects.filter(organisation=None).count() == 4
