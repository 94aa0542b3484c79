"""What the charter asks of its people: in their work, and by letter once a year."""

from datetime import timedelta

import pytest
from django.utils import timezone

from charters import publishing
from charters.changes import last_text_change
from charters.duties import duties, remind
from charters.enums import Topic
from charters.models import Charter
from core.row_security import organisation_context
from organisations.models import Letter
from tests.factories.charters import CharterFactory, CharterTextFactory, CommitmentFactory
from tests.factories.organisations import MembershipFactory, in_four_languages
from tests.pages import page


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


def test_an_edition_found_good_stays_for_another_year(client, charter, fin, member):
    publish(charter)
    due = timezone.localdate() + timedelta(days=3)
    Charter.objects.filter(pk=charter.pk).update(review_due=due)
    manager = member(client, "manager")
    home = page("charters:home", fin)
    assert "It stays as it is" in client.get(home).text

    client.post(page("charters:review", fin))

    charter.refresh_from_db()
    assert charter.review_due > due + timedelta(days=300)
    assert charter.changes.first().code == "reviewed"
    assert verbs(manager) == []
    assert "It stays as it is" not in client.get(home).text


def test_nothing_published_has_nothing_to_look_at_again(client, charter, fin, member):
    member(client, "manager")

    assert client.post(page("charters:review", fin)).status_code == 409
    charter.refresh_from_db()
    assert charter.review_due is None
