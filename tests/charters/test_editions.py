"""From draft to published edition, as writers and the approver see it; what is published never changes."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from charters import changes, promising, publishing
from charters.contents import contents_of, from_json
from charters.enums import ELEMENTS, ChangeCode, CharterStatus, Paper, Topic
from charters.models import Charter, Edition, EditionCommitment, EditionDocument
from core.errors import NotAllowedError
from tests.factories.charters import (
    CharterFactory,
    CharterTextFactory,
    CommitmentFactory,
    ExpectationFactory,
)
from tests.factories.organisations import MembershipFactory, in_four_languages
from tests.pages import assert_only_for, page, words

pytestmark = pytest.mark.django_db

WRITTEN = (Topic.WELCOME, Topic.SITUATION, Topic.PURPOSE, Topic.REDRESS, *ELEMENTS)
TODAY = timezone.localdate


@pytest.fixture
def charter(fin):
    """In Dutch and French; it lacks nothing."""
    found = CharterFactory(organisation=fin, languages=("nl", "fr"))
    for topic in WRITTEN:
        CharterTextFactory(charter=found, topic=topic)
    CommitmentFactory(charter=found)
    ExpectationFactory(charter=found)
    changes.record(found, ChangeCode.BEGUN, by=None)
    return found


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def manager(client, fin):
    membership = MembershipFactory(organisation=fin, roles=["manager"])
    client.force_login(membership.user)
    return membership.user


@pytest.fixture
def approver(client, fin):
    membership = MembershipFactory(organisation=fin, roles=["approver"])
    client.force_login(membership.user)
    return membership.user


def seen(charter):
    return changes.last_text_change(charter)


def submitted(charter):
    return publishing.submit(charter, by=None)


def approved(charter, by=None):
    return publishing.approve(submitted(charter), by=by, seen=seen(charter))


def published(charter, day=None, by=None):
    approved(charter, by)
    return publishing.publish(charter, by=by, seen=seen(charter), in_force_from=day or TODAY())


def day_typed(day):
    return f"{day:%d-%m-%Y}"


# ── The verbs ────────────────────────────────────────────


def test_publication_leaves_an_edition_with_its_promises_and_asks_for_papers(charter, approver):
    contents = contents_of(charter)

    edition = published(charter, by=approver)

    charter.refresh_from_db()
    assert (charter.status, charter.review_due.year) == ("published", TODAY().year + 1)
    assert (edition.number, edition.languages) == (1, ["nl", "fr"])
    assert from_json(edition.contents) == contents
    assert (edition.approved_by, edition.published_by) == (approver, approver)
    promise = edition.commitments.get()
    assert (promise.metric, promise.amount, promise.target) == ("answered_within", 30, 90)
    job = ProcrastinateJob.objects.get(task_name__endswith="make_papers")
    assert job.args == {"edition_id": edition.pk}


def test_publishing_twice_makes_one_edition(charter):
    approved(charter)
    known = seen(charter)

    publishing.publish(charter, by=None, seen=known, in_force_from=TODAY())
    with pytest.raises(NotAllowedError):
        publishing.publish(charter, by=None, seen=known, in_force_from=TODAY())

    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("draft", {"submit"}),
        ("in_review", {"return", "approve"}),
        ("approved", {"return", "publish"}),
        ("published", {"begin"}),
    ],
)
def test_each_step_starts_from_its_own_states_alone(charter, status, allowed):
    known = seen(charter)
    steps = {
        "submit": lambda: publishing.submit(charter, by=None),
        "return": lambda: publishing.return_to_draft(charter, by=None, remark="Again."),
        "approve": lambda: publishing.approve(charter, by=None, seen=known),
        "publish": lambda: publishing.publish(charter, by=None, seen=known, in_force_from=TODAY()),
        "begin": lambda: publishing.begin_edition(charter, by=None),
    }
    done = set()
    for name, step in steps.items():
        Charter.objects.update(status=status)
        try:
            step()
        except NotAllowedError:
            continue
        done.add(name)

    assert done == allowed


def test_edition_two_leaves_edition_one_as_it_was(charter):
    first = published(charter)
    kept = Edition.objects.values().get(pk=first.pk)
    promised = list(first.commitments.values())
    publishing.begin_edition(charter, by=None)
    commitment = charter.commitments.get()
    promising.retire_commitment(commitment, by=None, reason={"nl": "Vervangen.", "fr": "Remplacé."})
    CommitmentFactory(charter=charter, amount=20)

    second = published(charter)

    assert second.number == 2
    assert Edition.objects.values().get(pk=first.pk) == kept
    assert list(EditionCommitment.objects.filter(edition=first).values()) == promised


def test_new_edition_asks_anew_why_a_promise_changes(charter):
    charter.commitments.update(change_reason=in_four_languages("Faster."))
    edition = published(charter)

    publishing.begin_edition(charter, by=None)

    assert charter.commitments.get().change_reason == {}
    assert from_json(edition.contents).promises[0].change_reason["nl"]


# ── The database itself refuses ──────────────────────────


@pytest.mark.parametrize("row", ["edition", "promise", "paper"])
def test_what_was_published_is_neither_changed_nor_deleted(charter, row):
    edition = published(charter)
    paper = EditionDocument.objects.create(
        edition=edition,
        paper=Paper.CHARTER,
        language="nl",
        path="charters/x.pdf",
        size=1,
        sha256="0" * 64,
        pages=1,
    )
    rows, changed = {
        "edition": (Edition.objects.filter(pk=edition.pk), {"contents": {}}),
        "promise": (EditionCommitment.objects.filter(edition=edition), {"amount": 99}),
        "paper": (EditionDocument.objects.filter(pk=paper.pk), {"sha256": "1" * 64}),
    }[row]
    before = list(rows.values())

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)

    assert list(rows.values()) == before


def test_an_edition_is_withdrawn_once(charter, approver):
    edition = published(charter)

    publishing.withdraw(edition, by=approver, reason={"nl": "Fout.", "fr": "Erreur."})

    edition.refresh_from_db()
    assert (edition.withdrawn_by, edition.withdrawal_reason["fr"]) == (approver, "Erreur.")
    with pytest.raises(NotAllowedError):
        publishing.withdraw(edition, by=approver, reason={"nl": "Nog eens."})
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(withdrawn_at=None)


# ── Sending for review ───────────────────────────────────


def test_manager_sends_an_incomplete_text_and_reads_what_is_missing(client, fin, charter, manager):
    charter.texts.filter(topic="welcome").delete()
    url = page("charters:submission", fin)

    assert "Welcome: nothing said yet" in client.get(url).text
    client.post(url, {"remark": "Look at the figures."})

    charter.refresh_from_db()
    assert charter.status == CharterStatus.IN_REVIEW
    assert charter.changes.first().remark == "Look at the figures."


# ── The approver's page ──────────────────────────────────


def test_approver_reads_everything_on_one_page_and_approves(client, fin, charter, approver):
    published(charter)
    publishing.begin_edition(charter, by=None)
    commitment = charter.commitments.get()
    commitment.text = in_four_languages("We answer within 20 days.")
    commitment.amount, commitment.change_reason = 20, in_four_languages("More staff.")
    commitment.save()
    submitted(charter)
    url = page("charters:approval", fin)

    shown = client.get(url)

    assert "What changes from edition 1" in shown.text
    assert "More staff." in shown.text
    assert re.search(r"<del>.*?30", shown.text, re.DOTALL)
    assert re.search(r"<ins>.*?20", shown.text, re.DOTALL)
    assert "No colleague has remarked on this text." in shown.text
    assert "Customers were not consulted on this text." in shown.text
    client.post(url, {"seen": seen(charter), "remark": ""})
    charter.refresh_from_db()
    assert charter.status == CharterStatus.APPROVED


def test_approver_returns_it_with_a_reason_alone(client, fin, charter, approver):
    submitted(charter)
    url = page("charters:approval", fin)

    bare = client.post(url, {"seen": seen(charter), "remark": "", "return": "1"})

    assert "Say what should change before you can approve it." in bare.text
    client.post(url, {"seen": seen(charter), "remark": "Shorter.", "return": "1"})
    charter.refresh_from_db()
    assert charter.status == CharterStatus.DRAFT
    assert charter.changes.first().remark == "Shorter."


def test_outdated_page_of_the_approver_is_answered_with_what_changed(
    client, fin, charter, approver
):
    submitted(charter)
    known = seen(charter)
    changes.record(charter, ChangeCode.TOPIC, by=approver, topic="welcome")

    answer = client.post(page("charters:approval", fin), {"seen": known, "remark": ""})

    assert answer.status_code == 409
    assert "The text has changed since this page was shown." in answer.text
    assert "changed a text" in answer.text
    charter.refresh_from_db()
    assert charter.status == CharterStatus.IN_REVIEW


def test_the_slower_of_two_approvers_is_told(client, fin, charter, approver):
    submitted(charter)
    known = seen(charter)
    other = MembershipFactory(organisation=fin, roles=["approver"]).user
    publishing.approve(charter, by=other, seen=known)

    answer = client.post(page("charters:approval", fin), {"seen": known, "remark": ""})

    assert answer.status_code == 409
    assert str(other) in answer.text
    assert charter.changes.filter(code=ChangeCode.APPROVED).count() == 1


# ── Publication ──────────────────────────────────────────


def test_text_missing_in_one_language_bars_publication_and_what_was_typed_stays(
    client, fin, charter, approver
):
    approved(charter)
    charter.texts.filter(topic="welcome").update(text={"nl": "Welkom."})
    day = day_typed(TODAY() + timedelta(days=9))

    answer = client.post(
        page("charters:publication", fin), {"seen": seen(charter), "in_force_from": day}
    )

    assert "Welcome: missing in French." in words(answer)
    assert f'value="{day}"' in answer.text
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("31-12-2020", "This day is past."),
        ("", "Choose the day from which it is in force."),
        ("tomorrow", "Write the day as day-month-year"),
    ],
)
def test_day_that_is_none_is_refused_at_its_place(client, fin, charter, approver, day, said):
    approved(charter)

    answer = client.post(
        page("charters:publication", fin), {"seen": seen(charter), "in_force_from": day}
    )

    assert said in answer.text
    assert not Edition.objects.exists()


def test_second_click_on_publish_is_told_of_the_first(client, fin, charter, approver):
    approved(charter)
    url = page("charters:publication", fin)
    sent = {"seen": seen(charter), "in_force_from": day_typed(TODAY())}

    first, second = client.post(url, sent), client.post(url, sent)

    assert first["Location"] == page("charters:edition", fin, 1)
    assert second.status_code == 409
    assert "published an edition" in second.text
    assert Edition.objects.count() == 1


def test_approved_text_goes_back_to_its_writers(client, fin, charter, approver):
    approved(charter)
    sent = {"seen": seen(charter), "in_force_from": "", "remark": "A typo.", "return": "1"}

    client.post(page("charters:publication", fin), sent)

    charter.refresh_from_db()
    assert charter.status == CharterStatus.DRAFT
    assert not Edition.objects.exists()


# ── Editions ─────────────────────────────────────────────


def test_list_says_which_edition_is_in_force(client, fin, charter, manager):
    published(charter)
    publishing.begin_edition(charter, by=None)
    published(charter, TODAY() + timedelta(days=30))

    text = words(client.get(page("charters:editions", fin)))

    assert text.index("Edition 2") < text.index("not in force yet") < text.index("Edition 1")
    assert "in force" in text[text.index("Edition 1") :]


def test_edition_shows_its_papers_with_their_hash(client, fin, charter, manager):
    edition = published(charter, by=manager)
    url = page("charters:edition", fin, 1)
    assert "The papers are being made." in client.get(url).text
    EditionDocument.objects.create(
        edition=edition,
        paper=Paper.CHARTER,
        language="fr",
        path="charters/x.pdf",
        size=2048,
        sha256="ab" * 32,
        pages=7,
    )

    shown = client.get(url)

    assert "ab" * 32 in shown.text
    assert "French" in shown.text
    assert str(manager) in shown.text


def give_up(edition):
    """The job has tried as often as it may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_jobs set status = 'failed' where args ->> 'edition_id' = %s",
            [str(edition.pk)],
        )


def jobs_of(edition):
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="make_papers")
    return jobs.filter(args={"edition_id": edition.pk}, status="todo").count()


def test_papers_that_could_not_be_made_are_asked_for_again(client, fin, charter, manager):
    edition = published(charter, by=manager)
    give_up(edition)
    url = page("charters:edition", fin, 1)

    shown = words(client.get(url))
    asked = client.post(page("charters:edition_papers", fin, 1), follow=True)

    assert "These papers could not be made Charter (Dutch) Charter (French) Leaflet" in shown
    assert "Have them made again" in shown
    assert "being made" not in shown
    assert "The papers are asked for." in asked.text
    assert "The papers are being made." in asked.text
    assert jobs_of(edition) == 1


def test_papers_that_are_being_made_are_not_asked_for_twice(client, fin, charter, manager):
    edition = published(charter, by=manager)

    asked = client.post(page("charters:edition_papers", fin, 1), follow=True)

    assert "Nothing was asked for" in asked.text
    assert jobs_of(edition) == 1


def test_only_managers_have_papers_made_again(client, fin, charter, approver):
    edition = published(charter)
    give_up(edition)

    shown = words(client.get(page("charters:edition", fin, 1)))
    refused = client.post(page("charters:edition_papers", fin, 1))

    assert "A manager can have them made again." in shown
    assert refused.status_code == 403
    assert jobs_of(edition) == 0


def test_a_lost_file_is_said_to_be_lost_and_not_made_anew(client, fin, charter, manager, media):
    edition = published(charter, by=manager)
    give_up(edition)
    for kind in Paper:
        for language in edition.languages:
            path = f"{kind}-{language}.pdf"
            (media / path).write_bytes(b"%PDF")
            edition.documents.create(
                paper=kind, language=language, path=path, size=4, sha256="ab" * 32, pages=1
            )
    (media / "poster-fr.pdf").unlink()

    shown = client.get(page("charters:edition", fin, 1))
    client.post(page("charters:edition_papers", fin, 1))

    assert shown.text.count("The file is lost.") == 1
    assert "Put the files back from a back-up" in shown.text
    assert "could not be made" not in shown.text
    assert jobs_of(edition) == 0


def test_comparison_tells_added_retired_and_changed_to_one_who_knows_neither(
    client, fin, charter, manager
):
    gone = CommitmentFactory(charter=charter, topic="telephone", text=in_four_languages("We ring."))
    published(charter)
    publishing.begin_edition(charter, by=None)
    promising.retire_commitment(gone, by=None, reason=in_four_languages("Nobody rings now."))
    CommitmentFactory(charter=charter, topic="website", text=in_four_languages("News every day."))
    charter.texts.filter(topic="welcome").update(text=in_four_languages("About our welcome."))
    url = page("charters:comparison", fin)

    text = words(client.get(f"{url}?from=1&to=draft"))

    assert "Promises added" in text
    assert "News every day." in text
    assert "Promises that are no longer made" in text
    assert "Nobody rings now." in text
    assert "added: our" in text
    assert re.search(r"added: \d\. News every day\.", text)
    assert re.search(r"removed: \d\. We ring\.", text)
    assert client.get(f"{url}?from=1&to=1").text.count("<ins") == 0
    assert client.get(f"{url}?from=7&to=draft").status_code == 404


def test_withdrawal_asks_for_the_reason_in_each_language(client, fin, charter, approver):
    edition = published(charter)
    url = page("charters:withdrawal", fin, 1)

    half = client.post(url, {"reason_nl": "Fout.", "reason_fr": ""})
    assert "why it is withdrawn: the public reads it." in half.text
    client.post(url, {"reason_nl": "Fout.", "reason_fr": "Erreur."})

    edition.refresh_from_db()
    assert edition.withdrawal_reason == {"nl": "Fout.", "fr": "Erreur."}
    assert "Fout." in client.get(page("charters:edition", fin, 1), {}).text


def test_facts_that_changed_are_told_to_who_does_not_see_colours(client, fin, charter, manager):
    one = charter.commitments.get()
    published(charter)
    publishing.begin_edition(charter, by=None)
    one.amount = 20
    one.save()

    text = words(client.get(page("charters:comparison", fin) + "?from=1&to=draft"))

    assert "removed: 90% within 30 calendar days" in text
    assert "added: 90% within 20 calendar days" in text


def test_withdrawal_says_what_holds_after_it(client, fin, charter, approver):
    def told(number):
        return words(client.get(page("charters:withdrawal", fin, number)))

    published(charter)
    assert "No edition is in force then." in told(1)
    publishing.begin_edition(charter, by=None)
    published(charter)
    publishing.begin_edition(charter, by=None)
    published(charter, TODAY() + timedelta(days=10))

    assert "nothing changes in what holds today" in told(1)
    assert "Edition 2 stays in force." in told(1)
    assert "Edition 1 is in force again." in told(2)
    assert "Edition 3 does not come into force." in told(3)
    assert "Edition 2 stays in force." in told(3)


def test_a_day_of_the_first_edition_bounds_the_next(charter):
    published(charter, TODAY() + timedelta(days=10))
    publishing.begin_edition(charter, by=None)
    approved(charter)

    with pytest.raises(NotAllowedError):
        publishing.publish(charter, by=None, seen=seen(charter), in_force_from=TODAY())


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("submission", {"manager"}),
        ("approval", {"approver"}),
        ("publication", {"approver"}),
    ],
)
def test_pages_of_the_workflow_open_for_their_roles(client, fin, charter, name, roles):
    assert_only_for(client, fin, roles, page(f"charters:{name}", fin))


def test_manager_begins_a_new_edition(client, fin, charter, manager):
    published(charter)

    client.post(page("charters:new_edition", fin))

    charter.refresh_from_db()
    assert charter.status == CharterStatus.DRAFT
