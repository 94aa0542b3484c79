from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from charters import inventory, reference
from charters.models import Edition, EditionCommitment, Regulation
from core.errors import NotAllowedError
from core.texts import Text
from tests.factories.charters import CharterFactory, CommitmentFactory, RegulationFactory
from tests.factories.organisations import MembershipFactory, in_four_languages
from tests.pages import assert_only_for, page

DAY = date(2026, 11, 2)
OBLIGES = Text(nl="Antwoord binnen een maand.", fr="Répondre dans le mois.")


def coordinator_of(organisation):
    return MembershipFactory(organisation=organisation, roles=["network_coordinator"])


@pytest.fixture
def coordinator(client, bosa):
    """Signed in: she who keeps the regulations of the Network."""
    membership = coordinator_of(bosa)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def publish():
    """`publish(charter, number=1, in_force_from=day, commitments=[…])` makes an edition with these promises."""

    def make(charter, *, number, in_force_from, commitments):
        edition = Edition.objects.create(
            organisation=charter.organisation,
            charter=charter,
            number=number,
            languages=charter.languages,
            in_force_from=in_force_from,
            contents={},
            published_at=timezone.now(),
        )
        for place, commitment in enumerate(commitments, start=1):
            EditionCommitment.objects.create(
                edition=edition,
                commitment=commitment,
                number=place,
                topic=commitment.topic,
                metric=commitment.metric,
                regulation=commitment.regulation,
            )
        return edition

    return make


# ── Which ones bear ──────────────────────────────────────


def test_what_bears_on_a_subject_is_of_the_network_or_its_own(fin, bosa):
    ours = RegulationFactory(code="A", organisation=fin, topics=["mail"])
    shared = RegulationFactory(code="B", topics=["mail", "website"])
    RegulationFactory(code="C", organisation=bosa, topics=["mail"])
    RegulationFactory(code="D", topics=["website"])
    RegulationFactory(code="E", topics=["mail"], repealed_on=DAY)
    later = RegulationFactory(code="F", topics=["mail"], repealed_on=DAY + timedelta(days=1))

    assert list(inventory.bearing_on(fin, "mail", DAY)) == [shared, later, ours]


# ── What is done with one ────────────────────────────────


def test_an_added_regulation_is_to_be_verified_and_remembers_who_added_it(fin):
    manager = MembershipFactory(organisation=fin).user

    added = inventory.add(fin, by=manager, code="TAX", title=Text(nl="Wet", fr="Loi"))

    change = added.changes.get()
    assert added.verification == "to_verify"
    assert (change.by, change.old, change.new["title"]) == (
        manager,
        {},
        {"nl": "Wet", "fr": "Loi"},
    )


def test_another_text_is_to_be_verified_again(bosa):
    someone = coordinator_of(bosa).user
    regulation = RegulationFactory()
    checked = inventory.check(regulation, by=someone, on=DAY)

    changed = inventory.change(checked, by=someone, obliges=OBLIGES)

    assert (checked.verification, checked.checked_by, checked.checked_on) == (
        "verified",
        someone,
        DAY,
    )
    assert (changed.verification, changed.checked_by, changed.checked_on) == (
        "to_verify",
        None,
        None,
    )
    change = changed.changes.first()
    assert (change.old["obliges"], change.new["obliges"]) == ({}, dict(OBLIGES))
    assert change.old["checked_on"] == "2026-11-02"


@pytest.mark.parametrize(
    "fields", [{"topics": ["mail"]}, {"certainty": "read in full"}, {"code": "NEW"}]
)
def test_what_the_text_does_not_say_leaves_it_verified(bosa, fields):
    someone = coordinator_of(bosa).user
    regulation = inventory.check(RegulationFactory(), by=someone, on=DAY)

    changed = inventory.change(regulation, by=someone, **fields)

    assert changed.verification == "verified"
    assert changed.revision == regulation.revision + 1


def test_the_same_once_more_is_no_change(bosa):
    regulation = RegulationFactory(topics=["website", "mail"])

    inventory.change(regulation, by=None, title=regulation.title, topics=["mail", "website"])

    assert not regulation.changes.exists()
    regulation.refresh_from_db()
    assert regulation.revision == 1


def test_a_doubt_sets_it_back(bosa):
    someone = coordinator_of(bosa).user
    regulation = inventory.check(RegulationFactory(), by=someone, on=DAY)

    doubted = inventory.doubt(regulation, by=someone)

    assert (doubted.verification, doubted.checked_by) == ("to_verify", None)


def test_the_slower_one_is_told_what_stands_now(bosa):
    someone = coordinator_of(bosa).user
    regulation = RegulationFactory(obliges=in_four_languages("Answer."))
    inventory.change(regulation, by=someone, seen=1, obliges=in_four_languages("Answer soon."))

    with pytest.raises(NotAllowedError) as caught:
        inventory.change(regulation, by=someone, seen=1, obliges=in_four_languages("Answer well."))

    sent, now = caught.value.versions
    differing = {fact.label: fact.value for fact in sent.facts if fact.differs}
    assert sorted(differing.values()) == sorted(in_four_languages("Answer well.").values())
    assert set(in_four_languages("Answer soon.").values()) <= {fact.value for fact in now.facts}
    assert [line.who for line in caught.value.happened] == [str(someone)]
    assert caught.value.back_url == reverse("charters:regulation", args=[regulation.pk])


def test_a_text_that_changed_meanwhile_is_not_verified(bosa):
    someone = coordinator_of(bosa).user
    regulation = RegulationFactory()
    inventory.change(regulation, by=someone, obliges=OBLIGES)

    with pytest.raises(NotAllowedError):
        inventory.check(regulation, by=someone, on=DAY, seen=1)

    regulation.refresh_from_db()
    assert regulation.verification == "to_verify"


# ── What rests on it ─────────────────────────────────────


def test_charters_touched_are_published_ones(fin, bosa, publish):
    regulation = RegulationFactory()
    charter = CharterFactory(organisation=fin)
    first = CommitmentFactory(charter=charter, regulation=regulation)
    second = CommitmentFactory(charter=charter, regulation=regulation)
    publish(charter, number=1, in_force_from=DAY - timedelta(days=100), commitments=[first])
    resting_on_nothing = CommitmentFactory(charter=charter)
    promised = [first, second, resting_on_nothing]
    current = publish(charter, number=2, in_force_from=DAY, commitments=promised)
    publish(charter, number=3, in_force_from=DAY + timedelta(days=1), commitments=[first])
    draft = CharterFactory(organisation=bosa)
    CommitmentFactory(charter=draft, regulation=regulation)

    touched = list(inventory.editions_touched(regulation, DAY))

    assert [(edition, edition.promise_count) for edition in touched] == [(current, 2)]
    assert inventory.charters_touched(DAY) == {regulation.pk: 1}
    assert inventory.promises_resting(fin) == {regulation.pk: 2}
    assert list(inventory.resting_on(regulation, fin)) == [first, second]


def test_a_published_charter_is_touched_whatever_its_working_text_names_since(fin, publish):
    old, other = RegulationFactory.create_batch(2)
    promise = CommitmentFactory(charter=CharterFactory(organisation=fin), regulation=old)
    published = publish(promise.charter, number=1, in_force_from=DAY, commitments=[promise])

    promise.regulation = other
    promise.save()

    assert list(inventory.editions_touched(old, DAY)) == [published]
    assert list(inventory.editions_touched(other, DAY)) == []
    assert inventory.charters_touched(DAY) == {old.pk: 1}


def test_regulations_of_earlier_editions_are_known_by_the_titles_they_kept(fin, bosa, publish):
    """What a promise names today counts only where the edition named it too, or where no title is known."""
    act, moved, decree = RegulationFactory.create_batch(3)
    RegulationFactory(organisation=bosa, title=decree.title)
    charter = CharterFactory(organisation=fin)
    titles = {
        "same": (act, act.title),
        "another since": (moved, act.title),
        "in one language": (None, {"fr": decree.title["fr"]}),
        "renamed since": (decree, {"nl": "Een oude naam"}),
        "none then": (act, {}),
    }
    rows = {
        name: CommitmentFactory(charter=charter, regulation=now)
        for name, (now, _title) in titles.items()
    }
    edition = Edition.objects.create(
        organisation=fin,
        charter=charter,
        number=1,
        languages=charter.languages,
        in_force_from=DAY,
        contents={
            "promises": [
                {"key": rows[name].pk, "legal_basis": title}
                for name, (_now, title) in titles.items()
            ]
        },
        published_at=timezone.now(),
    )
    for place, row in enumerate(rows.values(), start=1):
        EditionCommitment.objects.create(
            edition=edition, commitment=row, number=place, topic=row.topic, metric=row.metric
        )
    migration = import_module("charters.migrations.0007_regulations_of_earlier_editions")

    with connection.cursor() as cursor:
        cursor.execute(migration.REGULATIONS_OF_EARLIER_EDITIONS)

    found = dict(edition.commitments.values_list("commitment", "regulation"))
    assert {name: found[row.pk] for name, row in rows.items()} == {
        "same": act.pk,
        "another since": act.pk,
        "in one language": decree.pk,
        "renamed since": decree.pk,
        "none then": None,
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        edition.commitments.update(regulation=None)


# ── The reference list ───────────────────────────────────


def test_reference_list_is_to_be_verified(db):
    count = reference.load_regulations()

    found = {row.code: row for row in Regulation.objects.all()}
    access = found["L1994-04-11"]
    assert (count.new, len(found)) == (20, 20)
    assert {row.verification for row in found.values()} == {"to_verify"}
    assert access.title == Text(
        nl="Wet betreffende de openbaarheid van bestuur",
        fr="Loi relative à la publicité de l'administration",
    )
    assert access.title.shown_language == "nl"
    assert (access.limit_amount, access.limit_unit) == (30, "calendar_days")
    assert set(access.obliges) == {"nl", "fr", "de", "en"}
    assert access.topics == ["website", "mail", "reply_times", "redress"]
    assert [code for code, row in found.items() if row.limit_amount] == [
        "EU2016-679",
        "L1994-04-11",
        "L1995-04-11",
    ]


def test_reference_list_loaded_again_changes_nothing(db):
    reference.load_regulations()

    count = reference.load_regulations()

    assert (count.new, count.changed, count.unchanged, count.kept) == (0, 0, 20, 0)


def test_what_the_network_corrected_stays(bosa):
    someone = coordinator_of(bosa).user
    reference.load_regulations()
    corrected, checked, outdated = Regulation.objects.all()[:3]
    inventory.change(corrected, by=someone, obliges=OBLIGES)
    inventory.check(checked, by=someone, on=DAY)
    Regulation.objects.filter(pk=outdated.pk).update(articles="1")

    count = reference.load_regulations()

    for row in (corrected, checked, outdated):
        row.refresh_from_db()
    assert (count.new, count.changed, count.unchanged, count.kept) == (0, 1, 17, 2)
    assert corrected.obliges == OBLIGES
    assert (checked.verification, checked.checked_by) == ("verified", someone)
    assert (outdated.articles, outdated.revision) == ("", 2)
    assert outdated.changes.get().by is None


def test_an_organisations_own_text_may_carry_the_code_of_the_list(fin):
    own = RegulationFactory(organisation=fin, code="CE-19")

    reference.load_regulations()

    own.refresh_from_db()
    assert own.title["en"] == "Regulation CE-19"
    assert Regulation.objects.filter(code="CE-19").count() == 2


# ── Pages of the Network ─────────────────────────────────


@pytest.mark.parametrize("name", ["overview:network", "charters:regulations"])
def test_network_pages_are_for_the_network_coordinator(client, bosa, name):
    assert_only_for(client, bosa, {"network_coordinator"}, reverse(name))


def test_the_role_opens_nothing_in_another_organisation(client, fin, bosa):
    client.force_login(coordinator_of(fin).user)

    assert client.get(reverse("overview:network")).status_code == 404
    assert reverse("overview:network") not in client.get(page("overview:my_work", fin)).text


def test_who_belongs_to_two_organisations_opens_them_all_the_same(client, fin, bosa):
    membership = MembershipFactory(organisation=fin, roles=["reader"])
    MembershipFactory(organisation=bosa, user=membership.user, roles=["network_coordinator"])
    client.force_login(membership.user)

    assert "Charters in force" in client.get(reverse("overview:network")).text


def test_menu_leads_to_the_network(client, coordinator, bosa):
    text = client.get(page("overview:my_work", bosa)).text

    assert reverse("overview:network") in text
    assert reverse("charters:regulations") in text


def test_home_of_the_network_counts_what_is_to_be_verified(client, coordinator, fin, publish, bosa):
    inventory.check(RegulationFactory(), by=coordinator.user, on=DAY)
    RegulationFactory()
    RegulationFactory(organisation=bosa)
    charter = CharterFactory(organisation=fin)
    publish(charter, number=2, in_force_from=timezone.localdate(), commitments=[])

    text = client.get(reverse("overview:network")).text

    assert "2 texts on which charters rest. 1 is to be verified." in text
    assert "FPS Finance" in text
    assert "Edition 2, in force since" in text


def test_the_network_adds_a_regulation(client, coordinator):
    answers = {
        "code": "L2030-01-01",
        "title_nl": "Wet van later",
        "title_fr": "Loi future",
        "obliges_nl": "Antwoorden.",
        "obliges_fr": "Répondre.",
        "limit_amount": "20",
        "limit_unit": "working_days",
        "topics": ["mail", "website"],
        "link": "https://www.example.be/wet",
    }

    response = client.post(reverse("charters:regulation_new"), answers, follow=True)

    added = Regulation.objects.get()
    assert (added.organisation, added.code, added.limit_amount) == (None, "L2030-01-01", 20)
    assert added.topics == ["mail", "website"]
    assert added.title == Text(nl="Wet van later", fr="Loi future")
    assert "It is to be verified." in response.text
    assert '<h1 lang="nl">Wet van later</h1>' in response.text
    assert "20 working days" in response.text
    assert "Added the regulation" in response.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("link", "javascript:alert(1)", "Write the whole link"),
        ("link", "ftp://example.be/wet", "Write the whole link"),
        ("limit_amount", "soon", "Write the time as a whole number."),
        ("limit_amount", "0", "Write a number of 1 or more, or nothing."),
        ("limit_amount", "40000", "This time is too long."),
        ("code", "taken", "Another regulation has this code."),
        ("title_nl", "", "Fill in “Title ("),
        ("topics", "weather", "weather"),
        ("obliges_fr", "x" * 10_001, "10000"),
    ],
)
def test_bad_input_is_refused_at_its_place(client, coordinator, field, value, said):
    RegulationFactory(code="TAKEN")
    answers = {
        "code": "L2030",
        "title_nl": "Wet",
        "title_fr": "Loi",
        "obliges_nl": "Antwoorden.",
        "obliges_fr": "Répondre.",
        "limit_unit": "months",
        field: value,
    }

    response = client.post(reverse("charters:regulation_new"), answers)

    assert field in response.context["form"].errors
    assert said in response.text
    assert Regulation.objects.count() == 1


def test_the_network_corrects_and_verifies(client, coordinator):
    regulation = RegulationFactory(
        obliges=in_four_languages("Answer."), certainty="article not read"
    )
    address = reverse("charters:regulation", args=[regulation.pk])
    assert "article not read" in client.get(address).text

    form = client.get(reverse("charters:regulation_edit", args=[regulation.pk])).context["form"]
    answers = {name: form[name].value() for name in form.fields}
    answers = {name: value for name, value in answers.items() if value is not None}
    changed = answers | {"obliges_en": "Answer within a month.", "repealed_on": "31-12-2030"}
    client.post(reverse("charters:regulation_edit", args=[regulation.pk]), changed)
    check = reverse("charters:regulation_check", args=[regulation.pk])
    text = client.post(check, {"checked_on": "2-11-2026", "seen": "2"}, follow=True).text

    regulation.refresh_from_db()
    assert regulation.obliges["en"] == "Answer within a month."
    assert regulation.repealed_on == date(2030, 12, 31)
    assert (regulation.checked_by, regulation.checked_on) == (coordinator.user, DAY)
    assert f"by {coordinator.user}, 2 November 2026" in text
    assert "article not read" not in text
    assert "Verified the regulation" in text
    assert "Changed the regulation" in text
    assert "What it obliges to, in plain words (English)" in text


def test_a_day_to_come_is_no_day_of_verification(client, coordinator):
    regulation = RegulationFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)

    address = reverse("charters:regulation_check", args=[regulation.pk])
    text = client.post(address, {"checked_on": f"{tomorrow:%d-%m-%Y}", "seen": "1"}).text

    assert "This day lies in the future." in text
    regulation.refresh_from_db()
    assert regulation.verification == "to_verify"


def test_a_verified_text_can_be_doubted(client, coordinator):
    regulation = inventory.check(RegulationFactory(), by=coordinator.user, on=DAY)

    address = reverse("charters:regulation_check", args=[regulation.pk])
    text = client.post(address, {"seen": "2", "doubt": "1"}, follow=True).text

    regulation.refresh_from_db()
    assert regulation.verification == "to_verify"
    assert "Set it back: to be verified again" in text


def test_the_slower_editor_gets_both_versions(client, coordinator):
    regulation = RegulationFactory(obliges=in_four_languages("Answer."))
    address = reverse("charters:regulation_edit", args=[regulation.pk])
    form = client.get(address).context["form"]
    answers = {name: form[name].value() for name in form.fields}
    answers = {name: value for name, value in answers.items() if value is not None}
    inventory.change(regulation, by=coordinator.user, obliges=in_four_languages("Answer soon."))

    response = client.post(address, answers | {"obliges_en": "Answer well."})

    assert response.status_code == 409
    assert "Answer well." in response.text
    assert "Answer soon." in response.text
    regulation.refresh_from_db()
    assert regulation.obliges["en"] == "Answer soon."


def test_list_of_the_network_holds_no_text_of_an_organisation(client, coordinator, bosa):
    shared = RegulationFactory(topics=["mail"])
    own = RegulationFactory(organisation=bosa)

    text = client.get(reverse("charters:regulations")).text

    assert str(shared.title) in text
    assert str(own.title) not in text
    assert client.get(reverse("charters:regulation", args=[own.pk])).status_code == 404


def test_list_is_narrowed_by_a_sentence(client, coordinator):
    mail = RegulationFactory(topics=["mail"])
    nothing = RegulationFactory()
    checked = inventory.check(RegulationFactory(topics=["mail"]), by=coordinator.user, on=DAY)
    address = reverse("charters:regulations")

    def shown(query):
        return {row for row, _number in client.get(address + query).context["rows"]}

    assert shown("?state=verified") == {checked}
    assert shown("?topic=mail") == {mail, checked}
    assert shown("?topic=none") == {nothing}
    assert shown("?topic=weather") == {mail, nothing, checked}
    assert "No regulation fits this" in client.get(address + "?topic=website").text


def test_charters_touched_are_named_with_their_organisation(client, coordinator, fin, publish):
    regulation = RegulationFactory()
    charter = CharterFactory(organisation=fin)
    promise = CommitmentFactory(charter=charter, regulation=regulation)
    publish(charter, number=1, in_force_from=timezone.localdate(), commitments=[promise])
    promise.text = in_four_languages("A working text.")
    promise.save()

    text = client.get(reverse("charters:regulation_charters", args=[regulation.pk])).text

    assert "FPS Finance" in text
    assert "1 promise rests on it" in text
    assert "A working text." not in text


# ── Pages of an organisation ─────────────────────────────


def test_every_member_reads_what_is_known_to_the_organisation(client, fin, bosa, member):
    member(client, "reader")
    own = RegulationFactory(organisation=fin)
    shared = RegulationFactory()
    RegulationFactory(organisation=bosa)

    response = client.get(page("charters:own_regulations", fin))

    assert [row for row, _number in response.context["rows"]] == [own, shared]
    assert "Add a regulation" not in response.text
    record = client.get(page("charters:own_regulation", fin, shared.pk)).text
    assert "Kept by the Network, for every organisation" in record
    assert "Change the regulation" not in record


def test_only_managers_keep_the_organisations_own(client, fin):
    own = RegulationFactory(organisation=fin)

    for name in ("own_regulation_edit", "own_regulation_check"):
        assert_only_for(client, fin, {"manager"}, page(f"charters:{name}", fin, own.pk))
    assert_only_for(client, fin, {"manager"}, page("charters:own_regulation_new", fin))


def test_a_manager_adds_one_of_the_own_field(client, fin, member):
    manager = member(client, "manager")
    answers = {
        "code": "WIB92",
        "title_nl": "Wetboek van de inkomstenbelastingen",
        "title_fr": "Code des impôts sur les revenus",
        "obliges_nl": "Antwoorden.",
        "obliges_fr": "Répondre.",
        "limit_unit": "months",
    }

    client.post(page("charters:own_regulation_new", fin), answers)

    added = Regulation.objects.get()
    assert (added.organisation, added.changes.get().by) == (fin, manager.user)


def test_a_text_of_the_network_is_not_changed_by_an_organisation(client, fin, member):
    member(client, "manager")
    shared = RegulationFactory()

    for name in ("own_regulation_edit", "own_regulation_check"):
        assert client.get(page(f"charters:{name}", fin, shared.pk)).status_code == 404
        assert client.post(page(f"charters:{name}", fin, shared.pk), {}).status_code == 404


def test_the_record_lists_our_promises_that_rest_on_it(client, fin, bosa, member):
    member(client, "reader")
    shared = RegulationFactory()
    ours = CommitmentFactory(charter=CharterFactory(organisation=fin), regulation=shared)
    theirs = CommitmentFactory(
        charter=CharterFactory(organisation=bosa),
        regulation=shared,
        text=in_four_languages("Secret of another"),
    )

    text = client.get(page("charters:own_regulation", fin, shared.pk)).text

    assert str(ours.text) in text
    assert str(theirs.text) not in text


def test_the_history_is_never_changed(bosa):
    regulation = RegulationFactory()
    inventory.change(regulation, by=coordinator_of(bosa).user, obliges=OBLIGES)

    for act in (lambda: regulation.changes.update(by=None), regulation.changes.all().delete):
        with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
            act()
