"""Remarks of colleagues: made on a paragraph of a draft, dealt with in a word, summed up for the approver."""

import pytest

from charters import opinions, reviewing
from charters.models import ReviewComment
from core.errors import NotAllowedError
from tests.factories.charters import CharterFactory, CharterTextFactory, CommitmentFactory
from tests.factories.organisations import MembershipFactory, UserFactory, in_four_languages
from tests.pages import assert_only_for, page, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter(fin):
    charter = CharterFactory(organisation=fin)
    text = in_four_languages("First.\n\nSecond.")
    CharterTextFactory(charter=charter, topic="telephone", text=text)
    return charter


@pytest.fixture
def reader(client, fin):
    membership = MembershipFactory(organisation=fin, roles=["reader"])
    client.force_login(membership.user)
    return membership.user


def remark(charter, **given):
    values = {"by": UserFactory(), "text": "Say it shorter.", "topic": "telephone"}
    return reviewing.remark(charter, **(values | given))


# ── Making a remark ──────────────────────────────────────


def test_any_colleague_remarks_on_a_paragraph(client, charter, reader):
    url = page("charters:remark_new", charter.organisation)
    url += "?topic=telephone&paragraph=2&language=nl"

    shown = client.get(url)
    response = client.post(url, {"text": "Until when?"})

    assert "Second." in shown.text
    assert "First." not in shown.text
    made = ReviewComment.objects.get()
    assert (made.topic, made.paragraph, made.language) == ("telephone", 2, "nl")
    assert (made.text, made.written_by) == ("Until when?", reader)
    assert made.quoted == reviewing.at(charter.texts.get().text["nl"], 2)
    assert response["Location"] == page("charters:topic", charter.organisation, "telephone")


def test_remark_on_a_commitment_quotes_its_promise(client, charter, reader):
    commitment = CommitmentFactory(charter=charter, topic="mail")
    url = f"{page('charters:remark_new', charter.organisation)}?commitment={commitment.pk}"

    client.post(url, {"text": "Thirty is long."})

    made = ReviewComment.objects.get()
    assert (made.commitment, made.topic, made.quoted) == (
        commitment,
        "mail",
        commitment.text["en"],
    )


def test_subject_is_asked_where_the_address_names_none(client, charter, reader):
    url = page("charters:remark_new", charter.organisation)

    refused = client.post(f"{url}?topic=nonsense&paragraph=x", {"text": "Shorter."})
    client.post(url, {"topic": "welcome", "text": "Shorter."})

    assert "Choose an answer to “Subject”." in refused.text
    assert ReviewComment.objects.get().topic == "welcome"


def test_empty_remark_is_refused_at_its_place(client, charter, reader):
    url = f"{page('charters:remark_new', charter.organisation)}?topic=telephone"

    response = client.post(url, {"text": " "})

    assert "Say what you would change, or what you miss." in response.text
    assert not ReviewComment.objects.exists()


def test_commitment_of_another_organisation_does_not_exist(client, charter, reader):
    other = CommitmentFactory()
    url = page("charters:remark_new", charter.organisation)

    assert client.get(f"{url}?commitment={other.pk}").status_code == 404
    assert client.get(f"{url}?commitment=x").status_code == 404


@pytest.mark.parametrize("status", ["approved", "published"])
def test_texts_that_no_longer_change_take_no_remarks(client, charter, reader, status):
    charter.status = status
    charter.save()
    url = f"{page('charters:remark_new', charter.organisation)}?topic=telephone"

    assert "take no more remarks" in client.get(url).text
    assert client.post(url, {"text": "Too late."}).status_code == 409
    assert not ReviewComment.objects.exists()


# ── Dealing with it ──────────────────────────────────────


def test_a_manager_notes_what_was_done(client, charter):
    made = remark(charter)
    manager = MembershipFactory(organisation=charter.organisation, roles=["manager"])
    client.force_login(manager.user)
    url = page("charters:remark", charter.organisation, made.pk)

    empty = client.post(url, {"resolution": ""})
    client.post(url, {"resolution": "Taken over."})

    assert "Say in a word what was done with the remark." in empty.text
    made.refresh_from_db()
    assert (made.resolution, made.resolved_by) == ("Taken over.", manager.user)
    assert list(opinions.open_remarks(charter)) == []


def test_author_withdraws_a_remark_and_other_readers_do_not(client, charter, reader):
    own, other = remark(charter, by=reader), remark(charter)
    urls = [page("charters:remark", charter.organisation, one.pk) for one in (own, other)]

    statuses = [client.post(url, {"resolution": "Seen."}).status_code for url in urls]

    assert statuses == [302, 403]
    assert "What was done with it" not in client.get(urls[1]).text


def test_a_remark_is_dealt_with_once(charter):
    made, first = remark(charter), UserFactory()
    reviewing.resolve(made, by=first, resolution="Taken over.")

    with pytest.raises(NotAllowedError) as refusal:
        reviewing.resolve(made, by=UserFactory(), resolution="Left as it is.")

    assert [line.what for line in refusal.value.happened] == ["Taken over."]
    made.refresh_from_db()
    assert made.resolved_by == first


def test_page_says_that_the_words_were_changed_since(client, charter, reader):
    made = remark(charter, paragraph=1, language="nl")
    url = page("charters:remark", charter.organisation, made.pk)
    before = client.get(url).text
    row = charter.texts.get()
    row.text = in_four_languages("Other.\n\nSecond.")
    row.save()

    assert "have been changed since" not in before
    assert "have been changed since" in client.get(url).text


def test_list_shows_those_to_deal_with_and_those_dealt_with(client, charter, reader):
    reviewing.resolve(remark(charter, text="Old."), by=reader, resolution="Done so.")
    remark(charter, text="New.")
    url = page("charters:remarks", charter.organisation)

    waiting, done = client.get(url).text, client.get(f"{url}?state=resolved").text

    assert ("New." in waiting, "Old." in waiting) == (True, False)
    assert ("New." in done, "Old." in done, "Done so." in done) == (False, True, True)


def test_remarks_of_a_place_are_found(charter):
    commitment = CommitmentFactory(charter=charter, topic="telephone")
    on_text, on_promise = remark(charter), remark(charter, commitment=commitment)
    reviewing.resolve(remark(charter), by=UserFactory(), resolution="Done.")

    assert list(opinions.remarks_on(charter, "telephone")) == [on_text]
    assert list(opinions.remarks_on(charter, "telephone", commitment)) == [on_promise]
    assert list(opinions.remarks_on(charter, "mail")) == []


def test_every_member_reads_remarks(client, fin, charter):
    everyone = [
        "administrator",
        "approver",
        "coordinator",
        "data_protection_officer",
        "handler",
        "manager",
        "network_coordinator",
        "reader",
    ]
    assert_only_for(client, fin, everyone, page("charters:remarks", fin))


def test_list_asks_as_often_for_three_as_for_one(client, charter, reader):
    url = page("charters:remarks", charter.organisation)
    remark(charter)
    one = queries_of(client, url)
    for _ in range(2):
        remark(charter, commitment=CommitmentFactory(charter=charter))

    assert queries_of(client, url) == one
