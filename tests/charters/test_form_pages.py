"""The guided form as its users see it: task list, subjects, languages, history, two people at once."""

import re

import pytest

from charters import drafting, reviewing
from charters.enums import Topic
from charters.models import Charter, CharterText
from tests.factories.charters import (
    CharterFactory,
    CharterTextFactory,
    CommitmentFactory,
    ExpectationFactory,
    RegulationFactory,
)
from tests.factories.organisations import MembershipFactory, PlaceFactory, in_four_languages
from tests.factories.processes import ServiceFactory
from tests.pages import assert_only_for, page, queries_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client, fin):
    membership = MembershipFactory(organisation=fin, roles=["manager"])
    client.force_login(membership.user)
    return membership.user


@pytest.fixture
def charter(fin, manager):
    """In Dutch and French, begun by the manager."""
    return drafting.begin(fin, by=manager)


def panel(response, heading):
    """What stands from this heading to the end of its section."""
    text = response.text
    start = text.index(heading)
    return words_of(text[start : text.index("</section>", start)])


def words_of(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def texts(charter, **values):
    """What the browser sends for a subject: empty where nothing is typed."""
    sent = {f"text_{code}": "" for code in charter.languages}
    return sent | {"seen": "0"} | values


# ── Beginning ────────────────────────────────────────────


def test_without_a_charter_the_page_says_what_it_is(client, fin, manager):
    response = client.get(page("charters:home", fin))

    assert "What your organisation promises its customers" in words(response)
    assert f'action="{page("charters:begin", fin)}"' in response.text


def test_reader_finds_no_charter_and_no_button(client, fin):
    client.force_login(MembershipFactory(organisation=fin, roles=["reader"]).user)

    response = client.get(page("charters:home", fin))

    assert "A manager of your organisation can begin it." in words(response)
    assert "Begin the charter" not in response.text


def test_charter_is_begun_in_the_languages_chosen(client, fin, manager):
    response = client.post(page("charters:begin", fin), {"languages": ["de"]}, follow=True)

    charter = Charter.objects.get()
    assert (charter.organisation, charter.languages) == (fin, ["nl", "fr", "de"])
    assert "The charter is begun." in words(response)
    assert "1 of 17 subjects ready" in words(response)


def test_begin_is_for_managers(client, fin):
    assert_only_for(client, fin, {"manager"}, page("charters:begin", fin), method="post")


def test_unknown_language_is_refused_on_the_page(client, fin, manager):
    response = client.post(page("charters:begin", fin), {"languages": ["it"]})

    assert not Charter.objects.exists()
    assert "error" in response.text


def test_second_beginning_says_that_there_is_a_charter(client, fin, charter):
    response = client.post(page("charters:begin", fin))

    assert response.status_code == 409
    assert "This organisation already has a charter." in words(response)


# ── The task list ────────────────────────────────────────


def test_task_list_of_a_charter_just_begun(client, fin, charter):
    text = words(client.get(page("charters:home", fin)))

    assert "1. Welcome, situation and purpose 0 of 3 ready" in text
    assert "5. Follow-up 1 of 3 ready" in text
    assert "When a promise is not kept Have we not kept a commitment?" in text
    assert "15 subjects: nothing said yet" not in text
    assert "14 subjects: nothing said yet needed" in text
    assert "No commitment yet: a charter makes at least one needed" in text
    assert "What customers can do when a promise is not kept is said" in text
    assert "Go on with “Welcome”" in text
    assert "Nothing bars publication" not in text


def test_task_list_follows_what_is_written(client, fin, charter):
    CharterTextFactory(charter=charter, topic="welcome", text={"nl": "Welkom bij **ons**"})
    CommitmentFactory(charter=charter, topic="reply_times", metric="none", target=None, amount=None)
    CharterTextFactory(
        charter=charter,
        topic="counters",
        text={},
        applies=False,
        reason={"nl": "Geen", "fr": "Aucun"},
    )

    response = client.get(page("charters:home", fin))

    text = words(response)
    assert "Welcome Welkom bij ons NL Nederlands FR français missing Begun" in text
    assert "1 commitment · 1 not measured" in text
    assert "Business counters Does not apply to us" in text
    assert "Does not apply" in text
    assert "French is missing in 1 subject" in text
    assert "1 commitment is not measured: nobody will see whether it is kept" in text
    assert "2 of 5 ready" in text


def test_whole_charter_is_sent_for_review(client, fin, charter):
    for topic in Topic:
        if topic != Topic.REDRESS:
            CharterTextFactory(charter=charter, topic=topic)
    CommitmentFactory(charter=charter, topic="services")
    ExpectationFactory(charter=charter)

    text = words(client.get(page("charters:home", fin)))

    assert "17 of 17 subjects ready" in text
    assert "Nothing bars publication" in text
    assert "Everything is said. Colleagues read it before it is approved." in text
    assert "Send for review" in text


@pytest.mark.parametrize(
    ("status", "step", "sentence"),
    [
        ("in_review", "Review", "Go on with"),
        ("approved", "Publication", "The head of the organisation publishes it."),
        ("published", None, "To change the text, begin a new edition."),
    ],
)
def test_task_list_says_where_the_text_stands(client, fin, charter, status, step, sentence):
    Charter.objects.update(status=status)

    response = client.get(page("charters:home", fin))

    here = re.findall(r'<li class="here" aria-current="step"><b>(.*?)</b>', response.text)
    assert here == ([step] if step else [])
    assert sentence in words(response)


def test_approver_is_shown_the_way_to_approval(client, fin, charter):
    Charter.objects.update(status="in_review")
    client.force_login(MembershipFactory(organisation=fin, roles=["approver"]).user)

    text = words(client.get(page("charters:home", fin)))

    assert "The text waits for your approval" in text


def test_task_list_costs_the_same_with_more_in_it(client, fin, charter):
    CharterTextFactory(charter=charter, topic="welcome")
    CommitmentFactory(charter=charter)
    ExpectationFactory(charter=charter)
    ServiceFactory(organisation=fin, status="published")
    few = queries_of(client, page("charters:home", fin))
    for topic in ("situation", "telephone", "mail"):
        CharterTextFactory(charter=charter, topic=topic)
        CommitmentFactory(charter=charter)
        ExpectationFactory(charter=charter)
        ServiceFactory(organisation=fin, status="published")

    assert queries_of(client, page("charters:home", fin)) == few


# ── One subject ──────────────────────────────────────────


def test_subject_shows_what_helps_to_write_it(client, fin, charter):
    RegulationFactory(
        topics=["telephone"], obliges=in_four_languages("Answer when it rings."), code="TEL"
    )
    RegulationFactory(topics=["mail"], title=in_four_languages("About letters"))

    response = client.get(page("charters:topic", fin, "telephone"))

    assert "how quickly someone answers" in words(response)
    assert "Within how many seconds or rings is a call answered?" in words(response)
    assert "FPS Justice" in panel(response, "What others promise")
    assert "engagements_du_service_public_federal_spf_justice" in response.text
    assert "Answer when it rings." in panel(response, "Regulation that bears on it")
    assert "About letters" not in response.text
    assert 'lang="nl"' in response.text
    assert "Text (Français)" in response.text
    assert "Text (Deutsch)" not in response.text


def test_text_is_saved_and_the_next_subject_shown(client, fin, charter, manager):
    sent = texts(charter, text_nl="Welkom", text_fr="Bienvenue")

    response = client.post(page("charters:topic", fin, "welcome"), sent, follow=True)

    assert response.redirect_chain == [(page("charters:topic", fin, "situation"), 302)]
    assert "“Welcome” is saved." in words(response)
    row = charter.texts.get(topic="welcome")
    assert row.text == {"nl": "Welkom", "fr": "Bienvenue"}
    assert charter.changes.first().by == manager


def test_text_begun_is_not_marked_as_optional_in_the_other_language(client, fin, charter):
    CharterTextFactory(charter=charter, topic="mail", text={"nl": "Brieven"})

    assert "Text (Français) (optional)" not in words(
        client.get(page("charters:topic", fin, "mail"))
    )
    untouched = words(client.get(page("charters:topic", fin, "website")))
    assert "Text (Français) (optional)" in untouched


def test_half_a_text_is_saved_too_and_said_to_lack_a_language(client, fin, charter):
    sent = texts(charter, text_nl="Welkom", finish="1")

    response = client.post(page("charters:topic", fin, "welcome"), sent, follow=True)

    assert response.redirect_chain == [(page("charters:home", fin), 302)]
    assert "“Welcome” is saved. 1 thing is missing there." in words(response)
    assert charter.texts.get(topic="welcome").text == {"nl": "Welkom"}


@pytest.mark.parametrize(
    ("topic", "button", "place"),
    [
        ("telephone", "commitment", "/en/o/fin/charters/commitments/new/?topic=telephone"),
        ("expectations", "expectation", "/en/o/fin/charters/expectations/new/"),
    ],
)
def test_text_is_saved_before_a_promise_is_added(client, fin, charter, topic, button, place):
    sent = texts(charter, text_nl="Eerst bewaren", **{button: "1"})

    response = client.post(page("charters:topic", fin, topic), sent)

    assert response["Location"] == place
    assert charter.texts.get(topic=topic).text == {"nl": "Eerst bewaren"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<script>alert(1)</script>", "Leave out “<script>”"),
        ("[x](javascript:alert(1))", "The link “javascript:alert(1” cannot be used."),
        ("x" * 200_000, "This text has 200,000 characters; 10,000 fit."),
    ],
)
def test_bad_text_is_refused_at_its_field_and_stays_typed(client, fin, charter, text, says):
    sent = texts(charter, text_nl="Goed", text_fr=text)

    response = client.post(page("charters:topic", fin, "welcome"), sent)

    assert response.status_code == 200
    form = response.context["form"]
    assert set(form.errors) == {"text_fr"}
    assert says in form.errors["text_fr"][0]
    assert form["text_nl"].value() == "Goed"
    assert form["text_fr"].value() == text
    assert "<script>alert" not in response.text
    assert not charter.texts.filter(topic="welcome").exists()


def test_redress_cannot_be_emptied(client, fin, charter):
    sent = texts(charter, seen="1", text_nl="Klaag bij ons")

    response = client.post(page("charters:topic", fin, "redress"), sent)

    assert list(response.context["form"].errors) == ["text_fr"]
    assert "Write it in French too." in words(response)
    assert charter.texts.get().revision == 1


def test_subject_that_does_not_apply_asks_why(client, fin, charter):
    url = page("charters:topic", fin, "counters")
    refused = client.post(url, texts(charter, not_applying="on"))
    assert refused.context["form"].errors == {
        "reason_nl": ["Say why it does not apply, in one line."]
    }

    client.post(url, texts(charter, not_applying="on", reason_nl="Geen bedrijven"))

    row = charter.texts.get(topic="counters")
    assert (row.applies, row.reason) == (False, {"nl": "Geen bedrijven"})


def test_subject_with_commitments_applies(client, fin, charter):
    CommitmentFactory(charter=charter, topic="counters")
    sent = texts(charter, not_applying="on", reason_nl="Geen bedrijven")

    response = client.post(page("charters:topic", fin, "counters"), sent)

    assert "There are commitments on this subject: it applies." in words(response)
    assert not charter.texts.filter(topic="counters").exists()


def test_commitments_of_the_subject_stand_below_it_with_their_warnings(client, fin, charter):
    CommitmentFactory(
        charter=charter,
        topic="telephone",
        text=in_four_languages("Someone answers as soon as possible"),
        metric="none",
        amount=None,
        target=None,
    )
    CommitmentFactory(charter=charter, topic="mail", text=in_four_languages("A letter in 5 days"))

    response = client.get(page("charters:topic", fin, "telephone"))

    section = panel(response, 'id="commitments"')
    assert "Someone answers as soon as possible" in section
    assert "There is no number in this promise" in section
    assert "A letter in 5 days" not in response.text


def test_services_come_from_the_catalogue(client, fin, charter):
    ServiceFactory(
        organisation=fin, name=in_four_languages("Tax return on line"), status="published"
    )

    response = client.get(page("charters:topic", fin, "services"))

    assert "Tax return on line" in panel(response, 'id="services"')


def test_hours_come_from_the_places(client, fin, charter):
    PlaceFactory(organisation=fin, name=in_four_languages("Counter of Ghent"))

    hours = panel(client.get(page("charters:topic", fin, "opening_hours")), 'id="places"')

    assert "Counter of Ghent" in hours
    assert "they may change without a new edition" in hours
    assert 'id="places"' not in client.get(page("charters:topic", fin, "mail")).text


def test_expectations_are_weighed_against_commitments(client, fin, charter):
    ExpectationFactory(charter=charter, text=in_four_languages("Bring your reference"))
    CommitmentFactory(charter=charter)
    CommitmentFactory(charter=charter)

    section = panel(client.get(page("charters:topic", fin, "expectations")), 'id="expectations"')

    assert "Bring your reference" in section
    assert "1 expectation, 2 commitments in the whole charter." in section


def test_reader_reads_and_does_not_write(client, fin, charter):
    CharterTextFactory(charter=charter, topic="welcome", text={"nl": "Welkom **hier**"})
    client.force_login(MembershipFactory(organisation=fin, roles=["reader"]).user)
    url = page("charters:topic", fin, "welcome")

    response = client.get(url)

    assert "<strong>hier</strong>" in response.text
    assert "<textarea" not in response.text
    assert client.post(url, texts(charter)).status_code == 403


def test_subject_that_is_none_and_charter_that_is_none(client, fin, manager):
    assert client.get(page("charters:topic", fin, "welcome")).status_code == 404
    CharterFactory(organisation=fin)
    assert client.get(page("charters:topic", fin, "weather")).status_code == 404


def test_approved_text_is_shown_without_a_form(client, fin, charter):
    Charter.objects.update(status="approved")

    response = client.get(page("charters:topic", fin, "redress"))

    assert "The charter is approved: its texts no longer change." in words(response)
    assert "<textarea" not in response.text
    assert "Komen wij een engagement niet na?" in words(response)


def test_open_remarks_stand_below_the_text(client, fin, charter, manager):
    colleague = MembershipFactory(organisation=fin, roles=["reader"]).user
    reviewing.remark(charter, by=colleague, text="Too long for me.", topic="redress", paragraph=2)
    reviewing.remark(charter, by=colleague, text="Elsewhere.", topic="mail")

    section = panel(client.get(page("charters:topic", fin, "redress")), 'id="remarks"')

    assert "Too long for me." in section
    assert "Elsewhere." not in section
    assert "Remarks of colleagues 2 open" in words(client.get(page("charters:home", fin)))


def test_reviewer_remarks_on_a_paragraph_of_what_is_read(client, fin, charter):
    client.force_login(MembershipFactory(organisation=fin, roles=["reader"]).user)

    response = client.get(page("charters:topic", fin, "redress"))

    assert "Remark on paragraph 4 (Français)" in words(response)
    address = page("charters:remark_new", fin)
    assert f"{address}?topic=redress&amp;paragraph=4&amp;language=fr" in response.text


# ── Several people ───────────────────────────────────────


def test_second_editor_is_warned_that_a_colleague_has_the_page_open(client, fin, charter, manager):
    url = page("charters:topic", fin, "welcome")
    assert "may be writing too" not in words(client.get(url))
    colleague = MembershipFactory(organisation=fin, roles=["manager"]).user
    client.force_login(colleague)

    warned = words(client.get(url))

    assert f"{manager} opened this page" in warned
    assert "Nothing is overwritten" in warned
    client.post(url, texts(charter, text_nl="Klaar"))
    client.force_login(manager)
    text = words(client.get(url))
    assert "may be writing too" not in text
    assert f"Last changed by {colleague}" in text


def test_slower_editor_gets_both_versions_and_loses_no_word(client, fin, charter, manager):
    colleague = MembershipFactory(organisation=fin, roles=["manager"]).user
    drafting.save_text(charter, "welcome", by=colleague, text={"nl": "Van de collega"}, seen=0)

    response = client.post(
        page("charters:topic", fin, "welcome"), texts(charter, text_nl="Lang getypt")
    )

    assert response.status_code == 409
    text = words(response)
    assert "This text has been changed since the page was shown." in text
    assert "Lang getypt" in text
    assert "Van de collega" in text
    assert str(colleague) in text
    assert charter.texts.get(topic="welcome").text == {"nl": "Van de collega"}


def test_text_typed_while_the_charter_was_approved_is_given_back(client, fin, charter):
    Charter.objects.update(status="approved")

    response = client.post(
        page("charters:topic", fin, "welcome"), texts(charter, text_nl="Lang getypt")
    )

    assert response.status_code == 409
    assert "Lang getypt" in words(response)
    assert not CharterText.objects.filter(topic="welcome").exists()


def test_who_comes_back_sees_what_others_changed(client, fin, charter):
    colleague = MembershipFactory(organisation=fin, roles=["manager"]).user
    drafting.save_text(charter, "telephone", by=colleague, text={"nl": "Wij nemen op"})

    section = panel(client.get(page("charters:home", fin)), 'id="meanwhile"')

    assert f"Changed a text · Reachable by telephone {colleague}, " in section
    client.force_login(colleague)
    assert 'id="meanwhile"' not in client.get(page("charters:home", fin)).text


# ── Languages, history ───────────────────────────────────


def test_languages_are_chosen_and_left_again(client, fin, charter):
    url = page("charters:languages", fin)
    assert_chosen = lambda codes: Charter.objects.get().languages == codes  # noqa: E731

    client.post(url, {"languages": ["de", "en"], "seen": "nl fr"})
    assert assert_chosen(["nl", "fr", "de", "en"])
    response = client.post(url, {"seen": "nl fr de en"}, follow=True)

    assert assert_chosen(["nl", "fr"])
    assert "The languages are saved." in words(response)
    assert client.post(url, {"languages": ["en"], "seen": "nl fr de"}).status_code == 409


def test_languages_are_for_managers(client, fin):
    CharterFactory(organisation=fin)

    assert_only_for(client, fin, {"manager"}, page("charters:languages", fin))


def test_text_of_a_language_left_is_kept(client, fin, charter):
    CharterTextFactory(charter=charter, topic="welcome", text={"nl": "W", "en": "Kept"})

    sent = texts(charter, seen="1", text_nl="Welkom", text_fr="Bienvenue")
    client.post(page("charters:topic", fin, "welcome"), sent)

    assert charter.texts.get(topic="welcome").text == {
        "nl": "Welkom",
        "fr": "Bienvenue",
        "en": "Kept",
    }


def test_history_shows_who_changed_what_before_and_after(client, fin, charter, manager):
    drafting.save_text(charter, "welcome", by=manager, text={"nl": "Eerste woord"})
    drafting.save_text(charter, "welcome", by=manager, text={"nl": "Tweede woord"})
    drafting.choose_languages(charter, by=manager, languages=["de"])

    response = client.get(page("charters:history", fin))

    found = [
        (line.what, line.subject, [(one.old, one.new) for one in line.wordings])
        for line in response.context["lines"]
    ]
    assert found == [
        ("chose the languages", "", [("Dutch, French", "Dutch, French, German")]),
        ("changed a text", "Welcome", [("Eerste woord", "Tweede woord")]),
        ("changed a text", "Welcome", [("", "Eerste woord")]),
        ("began a new edition", "", []),
    ]
    assert words(response).count(str(manager)) >= 4


def test_long_history_is_read_in_pages(client, fin, charter, manager):
    for number in range(30):
        drafting.save_text(charter, "welcome", by=manager, text={"nl": f"Versie {number}"})

    response = client.get(page("charters:history", fin))

    assert len(response.context["lines"]) == 25
    older = client.get(page("charters:history", fin) + response.context["page"].next_url)
    assert len(older.context["lines"]) == 6


def test_history_costs_the_same_with_more_in_it(client, fin, charter, manager):
    drafting.save_text(charter, "welcome", by=manager, text={"nl": "1"})
    few = queries_of(client, page("charters:history", fin))
    for number in range(3):
        drafting.save_text(charter, "mail", by=manager, text={"nl": f"{number}"})

    assert queries_of(client, page("charters:history", fin)) == few
