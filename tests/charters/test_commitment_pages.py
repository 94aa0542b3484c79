"""The pages of promises and expectations: what is drawn, kept, refused at its place, and remarked."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from charters import promising
from charters.contents import as_json, contents_of
from charters.enums import CharterStatus
from charters.models import Commitment, Edition, Expectation, YearlyFigure
from core.texts import Text
from tests.factories.charters import (
    CharterFactory,
    CharterTextFactory,
    CommitmentFactory,
    ExpectationFactory,
    RegulationFactory,
)
from tests.factories.organisations import MembershipFactory, UserFactory, in_four_languages
from tests.factories.processes import CustomerGroupFactory, ServiceFactory


@pytest.fixture
def charter(fin):
    return CharterFactory(organisation=fin)


@pytest.fixture
def manager(client, fin):
    user = UserFactory(name="Anke Verzonnen")
    found = MembershipFactory(organisation=fin, user=user, roles=["manager"])
    client.force_login(found.user)
    return found


def url(name, *args):
    return reverse(f"charters:{name}", args=["fin", *args])


def answers(**changed):
    """A sound promise, as the form sends it."""
    given = {
        "text_nl": "U krijgt antwoord binnen 40 dagen.",
        "text_fr": "Vous recevez une réponse dans les 40 jours.",
        "topic": "reply_times",
        "metric": "answered_within",
        "amount": "40",
        "unit": "calendar_days",
        "target": "95",
    }
    return given | changed


def errors(response):
    """Each field in error with its sentence, as the page shows them."""
    found = re.findall(
        r'id="id_(\w+)_error" class="invalid-feedback">.*?<p>(.*?)</p>', response.text, re.DOTALL
    )
    return dict(found)


# ── The list ─────────────────────────────────────────────


def test_a_long_list_is_shown_part_by_part(client, charter, manager):
    early = CommitmentFactory.create_batch(2, charter=charter, topic="website")
    late = CommitmentFactory.create_batch(49, charter=charter, topic="mail")

    def shown(query=""):
        page = client.get(url("commitments") + query).text
        return [
            int(key) for key in re.findall(r'<li class="commitment" id="commitment-(\d+)"', page)
        ]

    assert shown() == [one.pk for one in early]
    assert shown("?part=reception") == [one.pk for one in late]
    assert shown("?part=all") == [one.pk for one in [*early, *late]]
    # Nothing is promised there, or it is no part: the first one.
    assert shown("?part=services") == shown("?part=nonsense") == shown()
    early[0].delete()
    assert shown() == [one.pk for one in [early[1], *late]]


def test_what_is_looked_at_is_not_divided_into_parts(client, charter, manager):
    vague = [
        CommitmentFactory(charter=charter, topic=topic, text=in_four_languages("asap, in 3 days"))
        for topic in ("website", "mail")
    ]
    CommitmentFactory.create_batch(49, charter=charter, topic="mail")

    page = client.get(url("commitments") + "?warning=vague").text

    assert [f'id="commitment-{one.pk}"' in page for one in vague] == [True, True]


def test_a_promise_moved_in_a_long_list_is_shown_with_its_part(client, charter, manager):
    rows = CommitmentFactory.create_batch(51, charter=charter, topic="mail")

    response = client.post(url("commitment_move", rows[0].pk), {"place": 2, "seen": 1})

    assert response["Location"] == f"{url('commitments')}?part=reception#commitment-{rows[0].pk}"


# ── Adding and changing ──────────────────────────────────


def test_a_commitment_is_added_with_all_it_holds(client, charter, manager, fin):
    service, group = ServiceFactory(organisation=fin), CustomerGroupFactory(organisation=fin)
    law = RegulationFactory()

    response = client.post(
        url("commitment_new"),
        answers(
            explanation_fr="- par lettre\n- par **courriel**",
            service=service.pk,
            stage="deliver",
            customer_groups=[group.pk],
            target="97,5",
            regulation=law.pk,
            owner=manager.user.pk,
            valid_from="1-1-2027",
            valid_until="31-12-2028",
        ),
    )

    made = Commitment.objects.get()
    assert response["Location"] == url("commitment", made.pk)
    assert made.text == {
        "nl": "U krijgt antwoord binnen 40 dagen.",
        "fr": "Vous recevez une réponse dans les 40 jours.",
    }
    assert made.explanation == {"fr": "- par lettre\n- par **courriel**"}
    assert (made.service, made.stage, made.regulation) == (service, "deliver", law)
    assert (made.metric, made.amount, made.unit) == ("answered_within", 40, "calendar_days")
    assert (made.target, made.owner) == (Decimal("97.5"), manager.user)
    assert (made.valid_from, made.valid_until) == (date(2027, 1, 1), date(2028, 12, 31))
    assert list(made.customer_groups.all()) == [group]


def test_the_form_asks_in_the_languages_of_the_charter(client, charter, manager):
    charter.languages = ["nl", "fr"]
    charter.save()
    one = CommitmentFactory(charter=charter, text=in_four_languages("Binnen 40 dagen"))

    page = client.get(url("commitment", one.pk)).text
    client.post(url("commitment", one.pk), answers(seen=1, text_nl="Anders, binnen 40 dagen."))

    assert 'name="text_fr"' in page
    assert 'name="text_de"' not in page
    one.refresh_from_db()
    assert (one.text["nl"], one.text["de"]) == ("Anders, binnen 40 dagen.", "Binnen 40 dagen de")


def test_the_form_begins_with_the_subject_it_was_opened_from(client, charter, manager):
    page = client.get(url("commitment_new") + "?topic=mail").text

    assert '<option value="mail" selected>' in page
    assert '<optgroup label="Being received">' in page
    # Nothing is promised under the welcome.
    assert '<option value="welcome"' not in page


def test_saving_and_going_on_shows_what_was_remarked_on_the_one_before(client, charter, manager):
    vague = answers(text_nl="Zo snel mogelijk, binnen 40 dagen.", next="1")

    response = client.post(url("commitment_new"), vague, follow=True)

    made = Commitment.objects.get()
    assert response.redirect_chain == [
        (url("commitment_new") + f"?topic=reply_times&after={made.pk}", 302)
    ]
    assert "Saved as number 1" in response.text
    assert "“zo snel mogelijk” (Dutch) can mean anything." in response.text


REFUSED = {
    "a target of 120 %": ({"target": "120"}, {"target": "A target is at most 100 per cent."}),
    "a target below nothing": ({"target": "-5"}, {"target": "A target is not negative."}),
    "an end before the start": (
        {"valid_from": "1-6-2027", "valid_until": "1-5-2027"},
        {"valid_until": "The end lies before the beginning."},
    ),
    "no time": ({"amount": ""}, {"amount": "Say within how many days or months."}),
    "a time in words": ({"amount": "veertig"}, {"amount": "Write the time as a whole number."}),
    "a time that is too long": (
        {"amount": "99999"},
        {"amount": "This time is too long. Choose a larger unit."},
    ),
    "no target": ({"target": ""}, {"target": "Write the target in per cent, for example 95."}),
    "no norm": (
        {"metric": "founded_on_norm"},
        {"norm": "Choose the norm on which complaints are counted."},
    ),
    "a figure without a name": (
        {"metric": "yearly_figure"},
        {"figure_name_nl": "Name the figure, in one language at least."},
    ),
    "no text at all": (
        {"text_nl": "", "text_fr": " "},
        {"text_nl": "Write the promise, in one language at least."},
    ),
    "a subject without promises": (
        {"topic": "welcome"},
        {"topic": "Select a valid choice. welcome is not one of the available choices."},
    ),
    "a script": (
        {"explanation_nl": "<script>alert(1)</script>"},
        {
            "explanation_nl": "Leave out “&lt;script&gt;”: a text is written without HTML."
            " For emphasis, lists and links there are signs of their own."
        },
    ),
    "a script in the promise": (
        {"text_fr": "<script>alert(1)</script>"},
        {"text_fr": "Leave out “&lt;script&gt;”: a sentence is written without HTML."},
    ),
    "a link that runs": (
        {"explanation_fr": "[ici](javascript:alert(1))"},
        {
            "explanation_fr": "The link “javascript:alert(1” cannot be used. Begin it with"
            " https://, mailto: or tel:."
        },
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_at_its_place(client, charter, manager, case):
    changed, expected = REFUSED[case]

    response = client.post(url("commitment_new"), answers(**changed))

    assert errors(response) == expected
    assert not Commitment.objects.exists()


def test_a_target_that_does_not_belong_to_the_measure_is_refused_too_where_it_is_wrong(
    client, charter, manager
):
    response = client.post(url("commitment_new"), answers(metric="none", target="120"))

    assert errors(response) == {"target": "A target is at most 100 per cent."}


def test_a_very_long_promise_is_refused_and_kept_on_the_page(client, charter, manager):
    response = client.post(url("commitment_new"), answers(text_nl="x" * 200_000))

    assert errors(response) == {
        "text_nl": "This is one sentence of 300 characters at most. Move the rest elsewhere."
    }
    assert "x" * 200_000 in response.text


def test_what_belongs_to_another_measure_is_left_aside(client, charter, manager):
    sent = answers(metric="none", figure_name_nl="Wachttijd", amount="40")

    client.post(url("commitment_new"), sent)

    made = Commitment.objects.get()
    assert (made.metric, made.amount, made.target, made.figure_name) == ("none", None, None, {})


def test_a_subject_that_does_not_apply_takes_no_promise(client, charter, manager):
    CharterTextFactory(charter=charter, topic="payment", applies=False)

    response = client.post(url("commitment_new"), answers(topic="payment"))

    assert errors(response) == {
        "topic": "The charter says that this does not apply: nothing is promised on it."
    }


def test_only_what_the_organisation_has_can_be_chosen(client, charter, manager, bosa):
    strange = {
        "service": ServiceFactory(organisation=bosa).pk,
        "regulation": RegulationFactory(organisation=bosa).pk,
        "owner": MembershipFactory(organisation=bosa).user_id,
        "customer_groups": CustomerGroupFactory(organisation=bosa).pk,
    }

    response = client.post(url("commitment_new"), answers(**strange))

    assert set(errors(response)) == set(strange)


def test_an_outdated_page_is_answered_with_both_versions(client, charter, manager):
    one = CommitmentFactory(charter=charter)
    promising.change_commitment(one, by=manager.user, text={"nl": "Eerst, binnen 40 dagen."})

    response = client.post(
        url("commitment", one.pk), answers(seen=1, text_nl="Later, in 40 dagen.")
    )

    assert response.status_code == 409
    for said in ("Anke Verzonnen", "Later, in 40 dagen.", "Eerst, binnen 40 dagen."):
        assert said in response.text
    one.refresh_from_db()
    assert one.text == {"nl": "Eerst, binnen 40 dagen."}


def test_a_form_without_its_revision_is_sent_again(client, charter, manager):
    one = CommitmentFactory(charter=charter)

    response = client.post(url("commitment", one.pk), answers())

    assert "The form did not arrive whole. Send it once more." in response.text
    one.refresh_from_db()
    assert one.revision == 1


def test_a_second_editor_is_warned(client, charter, manager, fin):
    one = CommitmentFactory(charter=charter)
    client.get(url("commitment", one.pk))
    client.force_login(MembershipFactory(organisation=fin, roles=["manager"]).user)

    page = client.get(url("commitment", one.pk)).text

    assert "Anke Verzonnen opened this page" in page


# ── Reasons ──────────────────────────────────────────────


def published(charter):
    return Edition.objects.create(
        organisation=charter.organisation,
        charter=charter,
        number=1,
        languages=charter.languages,
        in_force_from="2026-01-01",
        contents=as_json(contents_of(charter)),
        published_at="2026-01-01T08:00:00Z",
    )


def as_sent(commitment, **changed):
    texts = {f"text_{code}": text for code, text in commitment.text.items()}
    return answers(**texts, seen=commitment.revision, amount="30", target="90") | changed


def test_what_the_last_edition_promised_otherwise_changes_with_a_reason(client, charter, manager):
    one = CommitmentFactory(charter=charter)
    published(charter)

    response = client.post(url("commitment", one.pk), as_sent(one, target="80"))
    reason = "The last edition promised it otherwise. Say why it changes, in one language."
    assert errors(response) == {"change_reason_nl": reason}

    client.post(
        url("commitment", one.pk), as_sent(one, target="80", change_reason_fr="Moins de monde.")
    )
    one.refresh_from_db()
    assert (one.target, one.change_reason) == (80, {"fr": "Moins de monde."})


def test_what_the_last_edition_promised_as_well_needs_no_reason(client, charter, manager):
    one = CommitmentFactory(charter=charter)
    published(charter)

    client.post(url("commitment", one.pk), as_sent(one, owner=manager.user.pk))

    one.refresh_from_db()
    assert (one.owner, one.change_reason) == (manager.user, {})


def test_a_commitment_of_no_edition_is_asked_for_no_reason(client, charter, manager):
    published(charter)
    one = CommitmentFactory(charter=charter)

    assert "change_reason" not in client.get(url("commitment", one.pk)).text


# ── Remarked ─────────────────────────────────────────────


def test_what_is_worth_a_second_look_stands_beside_the_form_and_in_the_list(
    client, charter, manager
):
    strict = CommitmentFactory(charter=charter, amount=5, text=Text(nl="Binnen 5 dagen."))
    sentence = "This promises complaints answered within 5 calendar days; your own rule gives 40"

    beside = client.get(url("commitment", strict.pk)).text
    listed = client.get(url("commitments")).text

    assert sentence in beside
    assert sentence in listed
    assert "Worth a second look" in beside


def test_a_sound_commitment_is_told_to_be_so(client, charter, manager):
    sound = CommitmentFactory(charter=charter, amount=40)

    assert "Nothing to remark on this promise." in client.get(url("commitment", sound.pk)).text
    assert "?warning=" not in client.get(url("commitments")).text


def test_the_list_narrows_to_what_is_to_be_looked_at(client, charter, manager):
    CommitmentFactory(charter=charter, amount=40, text=Text(nl="Binnen 40 dagen."))
    vague = Text(nl="Wij helpen u graag.")
    CommitmentFactory(charter=charter, metric="none", amount=None, target=None, text=vague)

    page = client.get(url("commitments") + "?warning=no_number").text

    assert "Wij helpen u graag." in page
    assert "Binnen 40 dagen." not in page
    assert (
        client.get(url("commitments") + "?warning=invented").text.count('class="commitment"') == 2
    )


def test_the_list_counts_and_names_owner_and_target(client, charter, manager):
    CommitmentFactory(charter=charter, owner=manager.user, amount=40, target=Decimal("97.5"))

    page = client.get(url("commitments")).text

    for said in ("Anke Verzonnen", "97.5% within 40 calendar days", "1 commitment."):
        assert said in page


# ── Order, retirement ────────────────────────────────────


def test_buttons_move_a_commitment_within_its_subject(client, charter, manager):
    first, second = CommitmentFactory(charter=charter), CommitmentFactory(charter=charter)

    response = client.post(url("commitment_move", second.pk), {"place": 1, "seen": 1}, follow=True)

    places = [response.text.index(f'id="commitment-{row.pk}"') for row in (second, first)]
    assert places == sorted(places)
    assert "The commitment has been moved." in response.text
    refused = client.post(url("commitment_move", second.pk), {"place": "up"}, follow=True)
    assert "The form did not arrive whole." in refused.text


def test_a_published_commitment_is_retired_with_a_reason(client, charter, manager):
    one = CommitmentFactory(charter=charter)
    published(charter)

    refused = client.post(url("commitment_retire", one.pk), {"seen": 1})
    assert errors(refused) == {
        "reason_nl": "The last edition promises it. Say why it is retired, in one language."
    }

    page = client.post(
        url("commitment_retire", one.pk), {"seen": 1, "reason_nl": "Vervangen."}, follow=True
    ).text
    assert "by Anke Verzonnen" in page
    assert "Vervangen." in page

    read = client.get(url("commitment", one.pk)).text
    assert "Take it up again" in read
    client.post(url("commitment_restore", one.pk), {"seen": 2})
    one.refresh_from_db()
    assert not one.is_retired


def test_an_unpublished_commitment_is_retired_without_a_reason(client, charter, manager):
    one = CommitmentFactory(charter=charter)

    client.post(url("commitment_retire", one.pk), {"seen": 1})

    one.refresh_from_db()
    assert one.is_retired


# ── Who reads, and when ──────────────────────────────────


def test_members_read_what_managers_write(client, charter, fin):
    one = CommitmentFactory(charter=charter, target=90)
    client.force_login(MembershipFactory(organisation=fin, roles=["reader"]).user)

    page = client.get(url("commitment", one.pk)).text
    listed = client.get(url("commitments")).text

    assert str(one) in page
    assert "<form" not in page.split("<main", 1)[1]
    assert "Add a commitment" not in listed
    assert client.post(url("commitment", one.pk), answers(seen=1)).status_code == 403


def test_an_approved_charter_is_read_and_not_written(client, charter, manager):
    one = CommitmentFactory(charter=charter)
    charter.status = CharterStatus.APPROVED
    charter.save()

    page = client.get(url("commitment", one.pk)).text

    assert "The charter is approved: its texts no longer change." in page
    assert 'name="text_nl"' not in page
    assert client.post(url("commitment", one.pk), answers(seen=1)).status_code == 409
    assert client.get(url("commitment_new"))["Location"] == url("commitments")


def test_without_a_charter_the_list_leads_to_its_beginning(client, fin, manager):
    assert client.get(url("commitments"))["Location"] == url("home")
    assert client.get(url("commitment_new")).status_code == 404


# ── Figures of the years ─────────────────────────────────


@pytest.fixture
def measured(charter):
    return CommitmentFactory(
        charter=charter,
        metric="yearly_figure",
        amount=None,
        target=None,
        figure_name=Text(en="Waiting time"),
        figure_unit=Text(en="minutes"),
        figure_target=Decimal("4.5"),
        figure_better="lower",
    )


def test_a_figure_of_a_year_is_typed_in_and_replaced(client, charter, manager, measured):
    place = url("commitment_figures", measured.pk)

    client.post(place, {"year": "2025", "value": "3,75", "source": "Survey of spring"})
    page = client.get(place).text
    assert "at most 4.5\u00a0minutes" in page
    assert "Survey of spring" in page
    again = client.get(place + "?year=2025").text
    assert re.search(r'name="seen" value="3.75"', again)

    client.post(place + "?year=2025", {"year": "2025", "value": "4", "seen": "3.75"})
    assert YearlyFigure.objects.get().value == 4
    assert client.post(place, {"year": "2025", "value": "5"}).status_code == 409


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"year": "2199", "value": "3"}, {"year": "This year has not begun yet."}),
        ({"year": "twenty", "value": "3"}, {"year": "Write the year in four digits."}),
        (
            {"year": "2025", "value": "three"},
            {"value": "Write the figure as a number, for example 4,5."},
        ),
    ],
)
def test_a_wrong_figure_is_refused_at_its_place(client, charter, manager, measured, sent, expected):
    response = client.post(url("commitment_figures", measured.pk), sent)

    assert errors(response) == expected
    assert not YearlyFigure.objects.exists()


def test_a_promise_measured_otherwise_has_no_page_of_figures(client, charter, manager):
    one = CommitmentFactory(charter=charter)

    assert client.get(url("commitment_figures", one.pk))["Location"] == url("commitment", one.pk)


# ── Expectations ─────────────────────────────────────────


def test_expectations_are_written_one_after_the_other(client, charter, manager):
    response = client.post(
        url("expectation_new"), {"text_nl": "Geef uw nummer.", "next": "1"}, follow=True
    )
    client.post(url("expectation_new"), {"text_fr": "Prévenez-nous."})

    assert response.redirect_chain == [(url("expectation_new"), 302)]
    assert [row.text for row in charter.expectations.all()] == [
        {"nl": "Geef uw nummer."},
        {"fr": "Prévenez-nous."},
    ]
    listed = client.get(url("commitments")).text
    assert "2 expectations" in listed
    assert "A charter asks less of customers than it promises them." in listed


def test_an_expectation_without_words_is_refused(client, charter, manager):
    response = client.post(url("expectation_new"), {"text_nl": " "})

    assert errors(response) == {"text_nl": "Write what you ask, in one language at least."}


def test_an_expectation_is_changed_moved_and_removed(client, charter, manager):
    first = ExpectationFactory(charter=charter, position=1, text=Text(nl="Eerste"))
    second = ExpectationFactory(charter=charter, position=2, text=Text(nl="Tweede"))

    client.post(url("expectation", first.pk), {"text_nl": "Anders", "seen": 1})
    client.post(url("expectation_move", second.pk), {"place": 1, "seen": 1})
    assert [str(row) for row in charter.expectations.all()] == ["Tweede", "Anders"]

    asked = client.get(url("expectation_remove", first.pk)).text
    assert "Anders" in asked
    client.post(url("expectation_remove", first.pk), {"seen": 2})
    assert [str(row) for row in charter.expectations.all()] == ["Tweede"]


def test_a_removed_expectation_is_answered_with_what_was_sent(client, charter, manager):
    wish = ExpectationFactory(charter=charter)
    promising.remove_expectation(wish, by=manager.user)

    response = client.post(url("expectation", wish.pk), {"text_nl": "Mijn zin.", "seen": 1})

    assert response.status_code == 409
    assert "This expectation has been removed meanwhile." in response.text
    assert "Mijn zin." in response.text
    assert client.get(url("expectation", wish.pk)).status_code == 404
    assert client.post(url("expectation", wish.pk + 1000), {}).status_code == 404
    assert not Expectation.objects.exists()


def test_what_the_form_needs_is_not_called_optional(client, charter, manager):
    page = client.get(url("commitment_new")).text

    for name in ("text_nl", "amount", "unit", "target", "norm", "figure_better"):
        label = re.search(rf'<label for="id_{name}".*?</label>', page, re.DOTALL)[0]
        assert "optional" not in label
    # What the program sends without a unit is counted in working days.
    sent = answers(amount="60")
    del sent["unit"]
    client.post(url("commitment_new"), sent)
    assert Commitment.objects.get().unit == "working_days"
