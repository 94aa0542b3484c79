"""From draft to edition: who does what, what it leaves, and what can never change again."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from charters import drafting, promising, publishing
from charters.changes import last_text_change
from charters.contents import contents_of, from_json
from charters.duties import duties, remind
from charters.enums import CharterStatus, Paper, Topic
from charters.models import CharterChange, Edition, EditionCommitment, EditionDocument
from core.errors import NotAllowedError
from core.row_security import organisation_context
from organisations.models import Letter
from tests.factories.charters import CharterFactory, CharterTextFactory, CommitmentFactory
from tests.factories.organisations import MembershipFactory, UserFactory, in_four_languages


@pytest.fixture
def charter(fin):
    """Every subject written, one promise: nothing bars its publication."""
    found = CharterFactory(organisation=fin)
    for topic in Topic:
        CharterTextFactory(charter=found, topic=topic, text=in_four_languages(f"About {topic}."))
    CommitmentFactory(charter=found)
    return found


@pytest.fixture
def approver(fin):
    return MembershipFactory(organisation=fin, roles=["approver"])


def publish(charter, by=None, day=None):
    publishing.submit(charter, by=by)
    publishing.approve(charter, by=by, seen=last_text_change(charter))
    return publishing.publish(
        charter,
        by=by,
        seen=last_text_change(charter),
        in_force_from=day or timezone.localdate(),
    )


def refused(statement):
    with pytest.raises(DatabaseError, match=r"never changed|withdrawn once"), transaction.atomic():
        statement()


def test_edition_holds_the_texts_and_promises_of_its_day(charter, approver):
    edition = publish(charter, approver.user)

    charter.refresh_from_db()
    assert charter.status == CharterStatus.PUBLISHED
    assert charter.review_due == timezone.localdate().replace(year=timezone.localdate().year + 1)
    assert (edition.number, edition.published_by, edition.approved_by) == (
        1,
        approver.user,
        approver.user,
    )
    assert from_json(edition.contents) == contents_of(charter)
    promise = edition.commitments.get()
    assert (promise.metric, promise.amount, promise.unit, promise.target) == (
        "answered_within",
        30,
        "calendar_days",
        90,
    )


def test_second_edition_leaves_the_first_as_it_was(charter):
    first = publish(charter)
    before = Edition.objects.values().get(pk=first.pk)
    publishing.begin_edition(charter, by=None)
    commitment = charter.commitments.get()
    promising.change_commitment(commitment, by=None, amount=20)

    second = publish(charter)

    assert Edition.objects.values().get(pk=first.pk) == before
    assert second.number == 2
    assert [one.amount for one in EditionCommitment.objects.order_by("edition_id")] == [30, 20]


def test_what_was_published_is_final_in_the_database(charter):
    edition = publish(charter)
    document = EditionDocument.objects.create(
        edition=edition, paper=Paper.CHARTER, language="nl", path="a", size=1, sha256="0", pages=1
    )
    rows = Edition.objects.filter(pk=edition.pk)

    refused(lambda: rows.update(number=9))
    refused(lambda: rows.update(contents={}))
    refused(lambda: rows._raw_delete(rows.db))
    refused(lambda: edition.commitments.update(amount=99))
    refused(lambda: EditionDocument.objects.filter(pk=document.pk).update(sha256="1"))
    refused(lambda: CharterChange.objects.update(remark="other"))


def test_withdrawal_says_why_and_happens_once(charter, approver):
    edition = publish(charter)

    publishing.withdraw(edition, by=approver.user, reason={"nl": "Fout", "fr": "Erreur"})

    edition.refresh_from_db()
    assert edition.withdrawal_reason == {"nl": "Fout", "fr": "Erreur"}
    with pytest.raises(NotAllowedError, match="withdrawn already"):
        publishing.withdraw(edition, by=None, reason={"nl": "Nog eens"})
    refused(lambda: Edition.objects.filter(pk=edition.pk).update(withdrawn_at=None))
    assert not Edition.objects.in_force_on(timezone.localdate()).exists()


def test_approval_of_an_outdated_page_says_what_changed(charter, approver):
    publishing.submit(charter, by=None)
    seen = last_text_change(charter)
    writer = UserFactory(name="Tom Testman")
    drafting.save_text(charter, Topic.WELCOME, by=writer, text={"nl": "Anders."})

    with pytest.raises(NotAllowedError) as refusal:
        publishing.approve(charter, by=approver.user, seen=seen)

    assert [(line.what, line.who) for line in refusal.value.happened] == [
        ("changed a text", "Tom Testman")
    ]
    charter.refresh_from_db()
    assert charter.status == CharterStatus.IN_REVIEW


@pytest.mark.parametrize("language", ["nl", "de"])
def test_text_missing_in_one_language_bars_approval(charter, language):
    row = charter.texts.get(topic=Topic.WELCOME)
    del row.text[language]
    row.save()
    publishing.submit(charter, by=None)

    with pytest.raises(NotAllowedError, match="Welcome: missing in"):
        publishing.approve(charter, by=None, seen=last_text_change(charter))


def test_second_click_on_publish_makes_no_second_edition(charter):
    publish(charter)

    with pytest.raises(NotAllowedError, match="The charter is published now"):
        publishing.publish(
            charter,
            by=None,
            seen=last_text_change(charter),
            in_force_from=timezone.localdate(),
        )

    assert charter.editions.count() == 1


def test_edition_does_not_come_into_force_before_the_one_before(charter):
    later = timezone.localdate() + timedelta(days=40)
    publish(charter, day=later)
    publishing.begin_edition(charter, by=None)

    with pytest.raises(NotAllowedError, match="on a later day"):
        publish(charter, day=timezone.localdate())


def test_approved_text_changes_no_more(charter):
    publishing.submit(charter, by=None)
    publishing.approve(charter, by=None, seen=last_text_change(charter))

    with pytest.raises(NotAllowedError, match="no longer change"):
        drafting.save_text(charter, Topic.WELCOME, by=None, text={"nl": "Anders."})


def test_new_edition_asks_anew_why_a_promise_changes(charter):
    charter.commitments.update(change_reason=in_four_languages("Because"))
    publish(charter)

    publishing.begin_edition(charter, by=None)

    assert charter.commitments.get().change_reason == {}


# What it asks of people


def verbs(membership):
    return [duty.verb for duty in duties(membership, timezone.localdate())]


def test_each_step_is_a_task_of_who_takes_it(charter, fin, approver):
    manager = MembershipFactory(organisation=fin, roles=["manager"])
    reader = MembershipFactory(organisation=fin, roles=["reader"])
    publishing.submit(charter, by=None)
    assert verbs(approver) == ["Approve the charter, or return it"]
    publishing.return_to_draft(charter, by=approver.user, remark="Shorter")
    assert (verbs(approver), verbs(manager)) == ([], ["Mend the charter that was returned"])
    publishing.submit(charter, by=None)
    publishing.approve(charter, by=None, seen=last_text_change(charter))
    assert (verbs(approver), verbs(manager), verbs(reader)) == (["Publish the charter"], [], [])


def test_review_is_asked_for_a_month_before_and_told_once(charter, fin):
    manager = MembershipFactory(organisation=fin, roles=["manager"])
    publish(charter)
    charter.refresh_from_db()
    assert verbs(manager) == []

    charter.review_due = timezone.localdate() + timedelta(days=29)
    charter.save()
    assert verbs(manager) == ["Look at the charter again"]
    with organisation_context(fin.pk):
        assert remind(charter, at=timezone.now()) == 1
        assert remind(charter, at=timezone.now()) == 0
        letter = Letter.objects.get(purpose="charter_review")
    assert letter.email == manager.user.email
    assert f"/o/{fin.slug}/charters/" in letter.text


def test_day_in_force_is_kept(charter):
    assert publish(charter, day=date(2199, 1, 1)).in_force_from == date(2199, 1, 1)
