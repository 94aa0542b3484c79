"""Beginning a charter, choosing its languages, writing its texts: what is kept, refused, recorded."""

import pytest

from charters import drafting
from charters.enums import ChangeCode, Topic
from charters.models import Charter, CharterText
from core.errors import NotAllowedError
from tests.factories.charters import CharterFactory, CharterTextFactory, CommitmentFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(fin):
    return MembershipFactory(organisation=fin, roles=["manager"]).user


@pytest.fixture
def charter(fin, manager):
    return drafting.begin(fin, by=manager, languages=["de"])


def test_charter_begins_with_what_customers_can_do(fin, manager):
    charter = drafting.begin(fin, by=manager, languages=["en"])

    assert charter.languages == ["nl", "fr", "en"]
    (row,) = charter.texts.all()
    assert row.topic == Topic.REDRESS
    assert set(row.text) == {"nl", "fr", "de", "en"}
    assert "does not suspend appeal periods" in row.text["en"]
    (change,) = charter.changes.all()
    assert (change.code, change.by) == (ChangeCode.BEGUN, manager)
    assert change.new == {"languages": ["nl", "fr", "en"]}


def test_organisation_has_one_charter(charter, fin, manager):
    with pytest.raises(NotAllowedError) as refusal:
        drafting.begin(fin, by=manager)

    assert str(refusal.value) == "This organisation already has a charter."
    assert [line.who for line in refusal.value.happened] == [str(manager)]
    assert Charter.objects.count() == 1


def test_languages_are_chosen_beside_dutch_and_french(charter, manager):
    drafting.choose_languages(charter, by=manager, languages=["en"], seen=["nl", "fr", "de"])

    charter.refresh_from_db()
    assert charter.languages == ["nl", "fr", "en"]
    change = charter.changes.first()
    assert change.code == ChangeCode.LANGUAGES
    assert (change.old, change.new) == (
        {"languages": ["nl", "fr", "de"]},
        {"languages": ["nl", "fr", "en"]},
    )


def test_same_languages_again_are_no_change(charter, manager):
    drafting.choose_languages(charter, by=manager, languages=["de"])

    assert charter.changes.count() == 1


def test_languages_chosen_by_someone_else_meanwhile_are_shown(charter, manager):
    drafting.choose_languages(charter, by=manager, languages=[])

    with pytest.raises(NotAllowedError) as refusal:
        drafting.choose_languages(charter, by=manager, languages=["en"], seen=["nl", "fr", "de"])

    sent, now = refusal.value.versions
    assert [fact.value for fact in sent.facts] == ["Dutch, French, English"]
    assert [fact.value for fact in now.facts] == ["Dutch, French"]
    charter.refresh_from_db()
    assert charter.languages == ["nl", "fr"]


def test_text_is_saved_with_who_and_what(charter, manager):
    row = drafting.save_text(
        charter, "welcome", by=manager, text={"nl": " Welkom ", "fr": ""}, seen=0
    )

    row.refresh_from_db()
    assert (row.text, row.revision) == ({"nl": "Welkom"}, 1)
    change = charter.changes.first()
    assert (change.code, change.topic, change.by) == (ChangeCode.TOPIC, "welcome", manager)
    assert change.old == {"revision": 0, "text": {}, "applies": True, "reason": {}}
    assert change.new == {"revision": 1, "text": {"nl": "Welkom"}, "applies": True, "reason": {}}


def test_languages_that_are_not_sent_stay(charter, manager):
    drafting.save_text(charter, "welcome", by=manager, text={"nl": "Welkom", "en": "Welcome"})

    row = drafting.save_text(charter, "welcome", by=manager, text={"nl": "", "fr": "Bienvenue"})

    assert row.text == {"fr": "Bienvenue", "en": "Welcome"}
    assert row.revision == 2


def test_same_text_again_is_no_change(charter, manager):
    drafting.save_text(charter, "welcome", by=manager, text={"nl": "Welkom"})
    drafting.save_text(charter, "welcome", by=manager, text={"nl": "Welkom"}, seen=1)
    drafting.save_text(charter, "situation", by=manager, text={"nl": ""}, seen=0)

    assert charter.texts.get(topic="welcome").revision == 1
    assert not charter.texts.filter(topic="situation").exists()
    assert charter.changes.filter(code=ChangeCode.TOPIC).count() == 1


def test_slower_editor_is_shown_both_versions_and_nothing_is_overwritten(charter, fin, manager):
    colleague = MembershipFactory(organisation=fin, roles=["manager"]).user
    drafting.save_text(charter, "welcome", by=manager, text={"nl": "Eerst", "fr": "Un"}, seen=0)
    drafting.save_text(charter, "welcome", by=colleague, text={"nl": "Sneller"}, seen=1)

    with pytest.raises(NotAllowedError) as refusal:
        drafting.save_text(charter, "welcome", by=manager, text={"nl": "Trager"}, seen=1)

    assert str(refusal.value) == "This text has been changed since the page was shown."
    assert [line.who for line in refusal.value.happened] == [str(colleague)]
    sent, now = refusal.value.versions
    assert [(fact.label, fact.value, fact.differs) for fact in sent.facts] == [
        ("Text (Nederlands)", "Trager", True),
        ("Text (Français)", "Un", False),
    ]
    assert [fact.value for fact in now.facts] == ["Sneller", "Un"]
    assert refusal.value.back_url == f"/en/o/{fin.slug}/charters/topics/welcome/"
    assert charter.texts.get(topic="welcome").text == {"nl": "Sneller", "fr": "Un"}


def test_two_who_begin_a_text_at_once(charter, manager):
    drafting.save_text(charter, "welcome", by=manager, text={"nl": "A"}, seen=0)

    with pytest.raises(NotAllowedError):
        drafting.save_text(charter, "welcome", by=manager, text={"nl": "B"}, seen=0)


@pytest.mark.parametrize("status", ["approved", "published"])
def test_text_that_is_approved_no_longer_changes(fin, manager, status):
    charter = CharterFactory(organisation=fin, status=status)

    with pytest.raises(NotAllowedError) as refusal:
        drafting.save_text(charter, "welcome", by=manager, text={"nl": "Typed in vain"})

    assert str(refusal.value) == f"The charter is {status}: its texts no longer change."
    sent, _now = refusal.value.versions
    assert [fact.value for fact in sent.facts] == ["Typed in vain"]
    with pytest.raises(NotAllowedError):
        drafting.choose_languages(charter, by=manager, languages=[])
    assert not CharterText.objects.exists()


def test_text_in_review_may_still_change(fin, manager):
    charter = CharterFactory(organisation=fin, status="in_review")

    drafting.save_text(charter, "welcome", by=manager, text={"nl": "Welkom"})

    assert charter.texts.get().text == {"nl": "Welkom"}


def test_redress_is_never_emptied(charter, manager):
    with pytest.raises(NotAllowedError, match="always says what customers can do"):
        drafting.save_text(charter, "redress", by=manager, text={"fr": " "})

    assert set(charter.texts.get().text) == {"nl", "fr", "de", "en"}


def test_element_may_not_apply_for_a_reason(charter, manager):
    row = drafting.save_text(
        charter, "counters", by=manager, text={}, applies=False, reason={"nl": "Geen loketten"}
    )

    assert (row.applies, row.reason) == (False, {"nl": "Geen loketten"})


def test_what_every_organisation_says_always_applies(charter, manager):
    with pytest.raises(NotAllowedError, match="applies to every organisation"):
        drafting.save_text(charter, "welcome", by=manager, text={}, applies=False)


def test_element_with_commitments_applies(charter, manager):
    CommitmentFactory(charter=charter, topic="counters")

    with pytest.raises(NotAllowedError, match="There are commitments on this subject"):
        drafting.save_text(charter, "counters", by=manager, text={}, applies=False)


def test_text_of_another_subject_does_not_outdate_this_one(charter, manager):
    CharterTextFactory(charter=charter, topic="situation")

    drafting.save_text(charter, "welcome", by=manager, text={"nl": "Welkom"}, seen=0)

    assert charter.texts.get(topic="welcome").revision == 1
