"""Consultations: a draft shown to customers between two days, what they say, what is answered, the end."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from charters import consulting, opinions
from charters.consulting import Phase, Said
from charters.contents import from_json
from charters.models import Consultation, ConsultationInvitation, Opinion
from charters.tasks import close_consultations
from core.errors import NotAllowedError
from core.row_security import organisation_context
from organisations.models import Letter
from tests.factories.charters import CharterFactory, CharterTextFactory, CommitmentFactory
from tests.factories.organisations import MembershipFactory, UserFactory, in_four_languages
from tests.pages import assert_only_for, page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def charter(fin):
    charter = CharterFactory(organisation=fin)
    CharterTextFactory(charter=charter, topic="welcome")
    return charter


@pytest.fixture
def commitment(charter):
    return CommitmentFactory(charter=charter, text=in_four_languages("An answer in 30 days."))


@pytest.fixture
def manager(client, fin):
    membership = MembershipFactory(organisation=fin, roles=["manager"])
    client.force_login(membership.user)
    return membership.user


@pytest.fixture
def inside(fin):
    with organisation_context(fin.pk):
        yield


def begin(charter, first=0, last=14, **given):
    values = {
        "by": None,
        "audience": "public",
        "opens_on": TODAY() + timedelta(first),
        "closes_on": TODAY() + timedelta(last),
        "introduction": in_four_languages("What do you think?"),
    }
    return consulting.begin(charter, **(values | given))


@pytest.fixture
def consultation(charter, commitment, inside):
    return begin(charter)


def address(consultation, route="consult"):
    slug = consultation.organisation.slug
    return reverse(f"charters:{route}", args=[slug, consultation.token])


def say(client, consultation, **answers):
    given = {"token": str(uuid4())} | answers
    return client.post(address(consultation), given)


# ── Beginning ────────────────────────────────────────────


def test_manager_begins_one_and_gets_an_address_to_hand_out(client, charter, commitment, manager):
    url = page("charters:consultation_new", charter.organisation)
    introductions = {f"introduction_{code}": f"Ask {code}" for code in charter.languages}
    days = {"opens_on": f"{TODAY():%d-%m-%Y}", "closes_on": f"{TODAY() + timedelta(21):%d-%m-%Y}"}

    response = client.post(url, {"audience": "invited", **days, **introductions}, follow=True)

    begun = Consultation.objects.get()
    assert (begun.audience, begun.begun_by, begun.languages) == (
        "invited",
        manager,
        charter.languages,
    )
    assert len(begun.token) == 43
    assert consulting.public_address(begun, "fr") in response.text
    commitment.text = in_four_languages("Changed.")
    commitment.save()
    assert from_json(begun.contents).promises[0].text["nl"] != "Changed."


def test_form_brings_words_in_each_language_and_refuses_what_is_wrong(client, charter, manager):
    url = page("charters:consultation_new", charter.organisation)
    yesterday = TODAY() - timedelta(1)

    shown = client.get(url).text
    past = client.post(url, {"audience": "public", "opens_on": f"{yesterday:%d-%m-%Y}"})
    turned = client.post(
        url,
        {
            "opens_on": f"{TODAY() + timedelta(3):%d-%m-%Y}",
            "closes_on": f"{TODAY():%d-%m-%Y}",
            "introduction_nl": "<script>alert(1)</script>",
        },
    )

    assert shown.count("This is a draft of our customer charter") >= 1
    assert "This day has passed." in past.text
    assert "The last day lies before the first one." in turned.text
    assert "a text is written without HTML" in turned.text
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("status", ["approved", "published"])
def test_customers_are_asked_while_texts_can_change(client, charter, manager, status):
    charter.status = status
    charter.save()

    assert (
        "can still change"
        in client.get(page("charters:consultation_new", charter.organisation)).text
    )
    with pytest.raises(NotAllowedError):
        begin(charter)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(1, 2, Phase.TO_COME), (0, 0, Phase.OPEN), (-2, -1, Phase.CLOSED)],
)
def test_phase_follows_the_days(charter, first, last, expected):
    assert consulting.phase(begin(charter, first, last), TODAY()) == expected


def test_public_pages_find_the_one_that_asks_everyone(charter, inside):
    begin(charter, 1, 5)
    begin(charter, audience="invited")
    assert consulting.asking_everyone(charter.organisation, TODAY()) is None

    running = begin(charter)

    assert consulting.asking_everyone(charter.organisation, TODAY()) == running


# ── Inviting ─────────────────────────────────────────────


def test_invitations_leave_in_the_customers_language_and_only_once(client, consultation, manager):
    url = page("charters:consultation_invite", consultation.organisation, consultation.pk)
    addresses = "one@visitor.test\ntwo@visitor.test; ONE@visitor.test"

    client.post(url, {"emails": addresses, "language": "fr"})
    response = client.post(url, {"emails": addresses, "language": "nl"}, follow=True)

    letters = Letter.objects.order_by("pk")
    assert [(letter.language, letter.status) for letter in letters] == [("fr", "queued")] * 2
    link = consulting.public_address(consultation, "fr")
    assert "/fr/organisations/fin/charter/consultation/" in link
    assert all(link in letter.text for letter in letters)
    assert {one.email.lower() for one in consultation.invitations.all()} == {
        "one@visitor.test",
        "two@visitor.test",
    }
    assert "All of them had been invited already." in response.text


def test_addresses_that_are_none_are_named(client, consultation, manager):
    url = page("charters:consultation_invite", consultation.organisation, consultation.pk)

    response = client.post(url, {"emails": "good@visitor.test, bad, worse@", "language": "fr"})
    many = "\n".join(f"n{number}@visitor.test" for number in range(201))
    too_many = client.post(url, {"emails": many, "language": "fr"})

    assert "These are no e-mail addresses: bad, worse@" in response.text
    assert "Send at most 200 at a time." in too_many.text
    assert not Letter.objects.exists()


# ── What customers say ───────────────────────────────────


def test_customer_reads_the_draft_and_says_what_it_is_worth(client, consultation, commitment):
    shown = client.get(address(consultation))
    response = say(
        client,
        consultation,
        **{f"useful_{commitment.pk}": "no", f"text_{commitment.pk}": "Too long."},
        whole="Clear.",
    )

    assert "An answer in 30 days." in shown.text
    assert "What do you think?" in shown.text
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Location"] == address(consultation, "consult_thanks")
    assert "has received it" in client.get(response["Location"]).text
    said = Opinion.objects.values_list("commitment", "useful", "text", "language")
    assert sorted(said, key=str) == sorted(
        [(commitment.pk, False, "Too long.", "en"), (None, None, "Clear.", "en")], key=str
    )


def test_the_same_form_sent_twice_is_one_opinion(client, consultation, commitment):
    token = str(uuid4())
    name = f"useful_{commitment.pk}"

    for answer in ("yes", "yes", "no"):
        say(client, consultation, token=token, **{name: answer})

    assert list(Opinion.objects.values_list("useful", flat=True)) == [False]


def test_what_was_answered_is_not_replaced(consultation, commitment):
    sent, said = uuid4(), [Said(commitment.pk, useful=True, text="Good.")]
    consulting.give(consultation, sent=sent, language="fr", said=said)
    consulting.answer(Opinion.objects.get(), by=UserFactory(), text="Noted.")

    other = [Said(commitment.pk, useful=False, text="Bad.")]
    consulting.give(consultation, sent=sent, language="fr", said=other)

    assert list(Opinion.objects.values_list("text", "answer")) == [("Good.", "Noted.")]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Say of at least one promise whether it is useful"),
        ({"whole": "x" * 4001}, "4000"),
        ({"whole": "Good.", "homepage": "spam"}, "must stay empty"),
        ({"whole": "Good.", "token": "none"}, "did not arrive whole"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(client, consultation, answers, sentence):
    response = say(client, consultation, **answers)

    assert sentence in response.text
    assert not Opinion.objects.exists()


def test_a_script_is_shown_as_words(client, consultation, manager):
    say(client, consultation, whole="<script>alert(1)</script>")

    url = page("charters:consultation", consultation.organisation, consultation.pk)

    text = client.get(url).text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text


def test_one_network_sends_so_many_an_hour(client, consultation, settings):
    cache.clear()
    for _ in range(settings.SUBMISSIONS_PER_HOUR):
        assert say(client, consultation, whole="Good.").status_code == 302

    response = say(client, consultation, whole="Once more, kept here.")

    assert response.status_code == 429
    assert "Once more, kept here." in response.text
    assert Opinion.objects.count() == settings.SUBMISSIONS_PER_HOUR
    cache.clear()


def test_nobody_answers_before_or_after(client, charter, commitment, inside):
    early, late = begin(charter, 1, 2), begin(charter, -2, -1)

    shown = [client.get(address(one)).text for one in (early, late)]
    statuses = [say(client, one, whole="Good.").status_code for one in (early, late)]

    assert "You can answer soon" in shown[0]
    assert "An answer in 30 days." not in shown[0]
    assert "This consultation is over" in shown[1]
    assert statuses == [410, 410]
    assert not Opinion.objects.exists()


def test_token_of_another_organisation_or_none_finds_nothing(client, consultation):
    CharterFactory()
    wrong = reverse("charters:consult", args=["fin", "x" * 43])

    assert client.get(wrong).status_code == 404
    other = MembershipFactory().organisation.slug
    elsewhere = reverse("charters:consult", args=[other, consultation.token])
    assert client.get(elsewhere).status_code == 404


# ── Reading, answering, the outcome ──────────────────────


def test_answers_and_outcome_stand_on_the_public_page(client, consultation, commitment, manager):
    consulting.give(
        consultation, sent=uuid4(), language="fr", said=[Said(commitment.pk, None, "Trop long.")]
    )
    consulting.give(
        consultation, sent=uuid4(), language="fr", said=[Said(None, None, "Not answered.")]
    )
    opinion = Opinion.objects.get(commitment=commitment)
    organisation = consultation.organisation

    answered = {"text": "We shorten it.", "seen": ""}
    client.post(page("charters:opinion", organisation, opinion.pk), answered)
    outcome = {f"outcome_{code}": f"Outcome {code}" for code in consultation.languages}
    client.post(page("charters:consultation_outcome", organisation, consultation.pk), outcome)

    public = client.get(address(consultation)).text
    assert all(words in public for words in ("Trop long.", "We shorten it.", "Outcome en"))
    assert "Not answered." not in public


def test_colleague_who_was_faster_is_not_overwritten(client, consultation, manager):
    consulting.give(consultation, sent=uuid4(), language="fr", said=[Said(None, None, "Long.")])
    opinion = Opinion.objects.get()
    consulting.answer(opinion, by=UserFactory(), text="We shorten it.")
    consulting.tell_outcome(consultation, outcome={"nl": "Korter"}, seen={})
    organisation = consultation.organisation

    late = {"text": "It stays.", "seen": ""}
    answer = client.post(page("charters:opinion", organisation, opinion.pk), late)
    outcome = {f"outcome_{code}": "Same" for code in consultation.languages}
    told = client.post(
        page("charters:consultation_outcome", organisation, consultation.pk), outcome
    )

    assert (answer.status_code, told.status_code) == (409, 409)
    assert "We shorten it." in answer.text
    assert "It stays." in answer.text
    opinion.refresh_from_db()
    consultation.refresh_from_db()
    assert (opinion.answer, consultation.outcome["nl"]) == ("We shorten it.", "Korter")


def test_opinions_are_summed_up_for_the_approver(consultation, charter, commitment):
    other = CommitmentFactory(charter=charter)
    for useful, text in ((True, ""), (False, "Too long."), (False, "")):
        said = [Said(commitment.pk, useful, text), Said(None, None, "Fine." if useful else "")]
        consulting.give(consultation, sent=uuid4(), language="fr", said=said)

    summary = opinions.summary(charter)

    [one] = summary.consultations
    [promise] = one.promises
    assert (promise.key, promise.useful, promise.not_useful) == (commitment.pk, 1, 2)
    assert promise.key != other.pk
    assert promise.comments == 1
    assert [(said.opinion.text, said.promise and said.promise.key) for said in one.quoted] == [
        ("Too long.", commitment.pk),
        ("Fine.", None),
    ]
    assert (summary.senders, summary.comments, one.unanswered) == (3, 2, 2)


def test_the_approver_reads_the_last_comments_of_each_consultation(charter, commitment, inside):
    for consultation in (begin(charter), begin(charter)):
        for number in range(12):
            said = [Said(None, None, f"Comment {number}.")]
            consulting.give(consultation, sent=uuid4(), language="fr", said=said)

    for one in opinions.summary(charter).consultations:
        assert [said.opinion.text for said in one.quoted] == [
            f"Comment {number}." for number in range(11, 1, -1)
        ]
        assert (one.comments, one.senders) == (12, 12)


def test_comments_are_read_page_by_page(client, fin, consultation, commitment, manager):
    for number in range(30):
        said = [Said(commitment.pk if number % 3 else None, None, f"Comment no. {number};")]
        consulting.give(consultation, sent=uuid4(), language="fr", said=said)
    answered = Opinion.objects.get(text="Comment no. 29;")
    consulting.answer(answered, by=manager, text="Thank you.")
    url = page("charters:consultation", fin, consultation.pk)

    def shown(query=""):
        found = client.get(url + query).text
        return [int(number) for number in re.findall(r"Comment no. (\d+);</p>", found)], found

    first, text = shown()
    following = re.search(r'href="(\?after=[^"]+)" rel="next"', text)[1]

    assert first == [*range(29, 4, -1)]
    assert shown(following)[0] == [4, 3, 2, 1, 0]
    assert shown("?about=whole")[0] == [*range(27, -1, -3)]
    assert shown(f"?about={commitment.pk}")[0] == [one for one in range(29, -1, -1) if one % 3]
    assert shown("?show=unanswered")[0] == [*range(28, 3, -1)]
    assert shown("?about=99999999999999999999999")[0] == first


def test_who_opens_what(client, fin, consultation, commitment):
    consulting.give(consultation, sent=uuid4(), language="fr", said=[Said(None, None, "Long.")])
    url = page("charters:consultation", fin, consultation.pk)
    assert_only_for(client, fin, ["manager", "approver"], url)

    answering = page("charters:opinion", fin, Opinion.objects.get().pk)
    assert_only_for(client, fin, ["manager"], answering)


# ── The end ──────────────────────────────────────────────


def test_closing_forgets_whom_it_asked_and_keeps_what_they_said(client, consultation, manager):
    consulting.invite(consultation, emails=["one@visitor.test"], language="fr", by=manager)
    consulting.give(consultation, sent=uuid4(), language="fr", said=[Said(None, None, "Long.")])

    client.post(page("charters:consultation_close", consultation.organisation, consultation.pk))

    letter = Letter.objects.get()
    assert (letter.email, letter.subject, letter.text, letter.status) == ("", "", "", "draft")
    assert ConsultationInvitation.objects.get().email == ""
    assert Opinion.objects.get().text == "Long."
    assert "This consultation is over" in client.get(address(consultation)).text
    with pytest.raises(NotAllowedError):
        consulting.invite(consultation, emails=["two@visitor.test"], language="fr", by=None)


def test_night_closes_those_whose_last_day_has_passed(charter, commitment, inside):
    over, running = begin(charter, -3, 0), begin(charter)
    for one in (over, running):
        consulting.invite(one, emails=["one@visitor.test"], language="nl", by=None)
    Consultation.objects.filter(pk=over.pk).update(closes_on=TODAY() - timedelta(1))

    close_consultations(timestamp=0)
    close_consultations(timestamp=0)

    over.refresh_from_db()
    running.refresh_from_db()
    assert (over.closed_at is not None, running.closed_at) == (True, None)
    emails = ConsultationInvitation.objects.order_by("pk").values_list("email", flat=True)
    assert list(emails) == ["", "one@visitor.test"]
