"""The verbs of promises and expectations: what they store, what they refuse, and who was faster."""

from datetime import date
from decimal import Decimal

import pytest

from charters import promising
from charters.conflicts import TextChangedError
from charters.enums import ChangeCode, CharterStatus, Topic
from charters.models import Commitment, Expectation, YearlyFigure
from core.errors import NotAllowedError
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

TEXT = Text({"nl": "Binnen 30 dagen.", "fr": "Dans les 30 jours."})


@pytest.fixture
def by(fin):
    user = UserFactory(name="Anke Verzonnen")
    return MembershipFactory(organisation=fin, user=user, roles=["manager"]).user


@pytest.fixture
def charter(fin):
    return CharterFactory(organisation=fin)


def add(charter, by, topic=Topic.REPLY_TIMES, **fields):
    return promising.add_commitment(charter, by=by, **{"topic": topic, "text": TEXT} | fields)


def order(charter, topic=Topic.REPLY_TIMES):
    rows = charter.commitments.standing().filter(topic=topic).order_by("position", "pk")
    return list(rows.values_list("pk", flat=True))


def changes(charter):
    return list(charter.changes.order_by("pk").values_list("code", flat=True))


# ── Commitments ──────────────────────────────────────────


def test_a_commitment_is_added_at_the_end_of_its_subject(charter, by, fin):
    group = CustomerGroupFactory(organisation=fin)

    first = add(charter, by)
    second = add(
        charter,
        by,
        text={"nl": " Binnen 20 dagen. ", "en": ""},
        service=ServiceFactory(organisation=fin),
        customer_groups=[group],
        metric="answered_within",
        amount=20,
        unit="working_days",
        target=Decimal("95.0"),
        owner=by,
        valid_from=date(2026, 1, 1),
    )

    second.refresh_from_db()
    assert order(charter) == [first.pk, second.pk]
    assert (second.organisation, second.text) == (fin, {"nl": "Binnen 20 dagen."})
    assert list(second.customer_groups.all()) == [group]
    change = charter.changes.first()
    assert (change.code, change.commitment, change.by) == ("commitment_added", second, by)
    assert change.new["target"] == "95"
    assert change.new["valid_from"] == "2026-01-01"
    assert change.new["customer_groups"] == [group.pk]


def test_what_does_not_belong_to_the_metric_is_emptied(charter, by):
    one = add(charter, by, metric="answered_within", amount=20, target=Decimal(90))

    promising.change_commitment(
        one, by=by, metric="yearly_figure", amount=20, figure_name={"nl": "Wachttijd"}
    )

    one.refresh_from_db()
    assert (one.metric, one.amount, one.target) == ("yearly_figure", None, None)
    assert one.figure_name == {"nl": "Wachttijd"}
    promising.change_commitment(one, by=by, metric="none")
    one.refresh_from_db()
    assert one.figure_name == {}


def test_a_change_raises_the_revision_and_keeps_old_and_new(charter, by):
    one = add(charter, by)

    promising.change_commitment(one, by=by, seen=1, text={"nl": "Binnen 10 dagen."})

    one.refresh_from_db()
    assert (one.revision, one.text) == (2, {"nl": "Binnen 10 dagen."})
    change = charter.changes.first()
    assert (change.code, change.old["text"], change.new["text"]) == (
        ChangeCode.COMMITMENT,
        dict(TEXT),
        {"nl": "Binnen 10 dagen."},
    )


def test_saving_without_a_change_leaves_no_trace(charter, by):
    one = add(charter, by, metric="answered_within", amount=20, target=Decimal(90))

    promising.change_commitment(one, by=by, seen=1, text=TEXT, target=Decimal("90.0"))

    one.refresh_from_db()
    assert (one.revision, changes(charter)) == (1, ["commitment_added"])


def test_a_commitment_that_changes_its_subject_goes_to_the_end_of_it(charter, by):
    there = add(charter, by, Topic.MAIL)
    one = add(charter, by)

    promising.change_commitment(one, by=by, topic=Topic.MAIL)

    assert order(charter, Topic.MAIL) == [there.pk, one.pk]


def test_the_slower_editor_sees_both_versions(charter, by):
    one = add(charter, by)
    promising.change_commitment(one, by=by, seen=1, text={"nl": "Binnen 10 dagen."})

    with pytest.raises(TextChangedError) as refused:
        promising.change_commitment(one, by=by, seen=1, text={"nl": "Binnen 5 dagen."})

    assert str(refused.value) == "This commitment has been changed since the page was shown."
    sent, now = refused.value.versions
    assert (sent.title, now.title) == ("What you sent", "What stands now")
    promise = [(fact.value, fact.differs) for fact in sent.facts if fact.language == "nl"]
    assert promise == [("Binnen 5 dagen.", True)]
    assert [line.who for line in refused.value.happened] == ["Anke Verzonnen"]
    assert refused.value.back_url == f"/en/o/fin/charters/commitments/{one.pk}/"
    one.refresh_from_db()
    assert one.text == {"nl": "Binnen 10 dagen."}


@pytest.mark.parametrize("status", [CharterStatus.APPROVED, CharterStatus.PUBLISHED])
def test_promises_change_in_draft_and_in_review_only(charter, by, status):
    one, wish = add(charter, by), promising.add_expectation(charter, by=by, text=TEXT)
    charter.status = status
    charter.save()

    for verb in (
        lambda: add(charter, by),
        lambda: promising.change_commitment(one, by=by, text={"nl": "Anders."}),
        lambda: promising.retire_commitment(one, by=by),
        lambda: promising.move_commitment(one, by=by, place=1),
        lambda: promising.add_expectation(charter, by=by, text=TEXT),
        lambda: promising.change_expectation(wish, by=by, text={"nl": "Anders."}),
        lambda: promising.remove_expectation(wish, by=by),
    ):
        with pytest.raises(NotAllowedError, match="its texts no longer change"):
            verb()

    assert Commitment.objects.get().text == TEXT
    assert Expectation.objects.get().text == TEXT


def test_what_was_sent_to_a_closed_charter_is_shown_once_more(charter, by):
    one = add(charter, by)
    charter.status = CharterStatus.APPROVED
    charter.save()

    with pytest.raises(NotAllowedError) as refused:
        promising.change_commitment(one, by=by, text={"nl": "Mijn mooie zin."})

    (sent,) = refused.value.versions
    assert "Mijn mooie zin." in [fact.value for fact in sent.facts]


def test_a_commitment_is_retired_and_taken_up_again(charter, by):
    one, other = add(charter, by), add(charter, by)

    promising.retire_commitment(one, by=by, reason={"nl": "Vervangen."}, seen=1)

    one.refresh_from_db()
    assert (one.is_retired, one.retired_by, one.change_reason) == (True, by, {"nl": "Vervangen."})
    assert order(charter) == [other.pk]
    with pytest.raises(TextChangedError, match="has been retired meanwhile"):
        promising.change_commitment(one, by=by, seen=1, text={"nl": "Anders."})

    promising.restore_commitment(one, by=by, seen=2)

    assert order(charter) == [other.pk, one.pk]
    one.refresh_from_db()
    assert (one.is_retired, one.change_reason) == (False, {})
    assert changes(charter)[2:] == ["commitment_retired", "commitment_restored"]
    with pytest.raises(TextChangedError, match="taken up again meanwhile"):
        promising.restore_commitment(one, by=by, seen=3)


@pytest.mark.parametrize(("place", "expected"), [(1, "cab"), (2, "acb"), (9, "abc"), (0, "cab")])
def test_a_commitment_moves_within_its_subject(charter, by, place, expected):
    rows = {name: add(charter, by, text={"nl": name}) for name in "abc"}

    promising.move_commitment(rows["c"], by=by, place=place, seen=1)

    assert order(charter) == [rows[name].pk for name in expected]
    assert changes(charter)[3:] == ([] if expected == "abc" else ["commitment"])


def test_a_move_does_not_outdate_the_page_of_another_editor(charter, by):
    one, other = add(charter, by), add(charter, by)
    promising.move_commitment(other, by=by, place=1)

    promising.change_commitment(other, by=by, seen=1, text={"nl": "Anders."})

    assert order(charter) == [other.pk, one.pk]


def test_promises_are_made_under_elements_and_services_only(charter, by):
    with pytest.raises(NotAllowedError, match="No promises are made"):
        add(charter, by, Topic.WELCOME)


def test_nothing_is_promised_on_what_does_not_apply(charter, by):
    one = add(charter, by, Topic.PAYMENT)
    promising.retire_commitment(one, by=by)
    CharterTextFactory(charter=charter, topic=Topic.PAYMENT, applies=False)

    with pytest.raises(NotAllowedError, match="does not apply"):
        add(charter, by, Topic.PAYMENT)
    with pytest.raises(NotAllowedError, match="does not apply"):
        promising.restore_commitment(one, by=by)


@pytest.mark.parametrize("kind", ["service", "regulation", "owner", "customer_groups"])
def test_what_belongs_to_others_is_refused(charter, by, bosa, kind):
    strange = {
        "service": lambda: ServiceFactory(organisation=bosa),
        "regulation": lambda: RegulationFactory(organisation=bosa),
        "owner": lambda: MembershipFactory(organisation=bosa).user,
        "customer_groups": lambda: [CustomerGroupFactory(organisation=bosa)],
    }[kind]()

    with pytest.raises(NotAllowedError):
        add(charter, by, **{kind: strange})

    assert not Commitment.objects.exists()


def test_an_owner_who_left_stays_named(charter, by, fin):
    left = UserFactory()
    one = CommitmentFactory(charter=charter, owner=left)

    promising.change_commitment(one, by=by, owner=left, text={"nl": "Anders."})

    one.refresh_from_db()
    assert (one.owner, one.text) == (left, {"nl": "Anders."})


def test_only_fields_of_a_commitment_are_set(charter, by):
    with pytest.raises(TypeError, match="retired_at"):
        add(charter, by, retired_at="now")


# ── Expectations ─────────────────────────────────────────


def wishes(charter):
    return [str(row) for row in charter.expectations.all()]


def test_expectations_are_added_changed_moved_and_removed(charter, by):
    first, second, third = (
        promising.add_expectation(charter, by=by, text=in_four_languages(name)) for name in "abc"
    )

    promising.change_expectation(first, by=by, seen=1, text=in_four_languages("A"))
    promising.move_expectation(third, by=by, place=1)
    promising.remove_expectation(second, by=by, seen=1)

    assert wishes(charter) == ["c", "A"]
    assert changes(charter) == ["expectation"] * 6


def test_the_slower_editor_of_an_expectation_sees_both_versions(charter, by):
    wish = ExpectationFactory(charter=charter)
    promising.change_expectation(wish, by=by, seen=1, text={"nl": "Eerst."})

    with pytest.raises(TextChangedError) as refused:
        promising.change_expectation(wish, by=by, seen=1, text={"nl": "Later."})

    dutch = [
        [fact.value for fact in version.facts if fact.language == "nl"]
        for version in refused.value.versions
    ]
    assert dutch == [["Later."], ["Eerst."]]
    promising.remove_expectation(wish, by=by, seen=2)
    with pytest.raises(TextChangedError, match="removed meanwhile"):
        promising.change_expectation(wish, by=by, seen=2, text={"nl": "Later."})


def test_saving_an_expectation_without_a_change_leaves_no_trace(charter, by):
    wish = ExpectationFactory(charter=charter)

    promising.change_expectation(wish, by=by, seen=1, text=wish.text)
    promising.move_expectation(wish, by=by, place=1)

    assert changes(charter) in ([], ["expectation"])
    wish.refresh_from_db()
    assert wish.revision == 1


# ── Figures ──────────────────────────────────────────────


@pytest.fixture
def measured(charter):
    return CommitmentFactory(
        charter=charter, metric="yearly_figure", amount=None, target=None, figure_target=4
    )


def test_a_figure_is_typed_in_whatever_the_state_of_the_charter(charter, by, measured):
    charter.status = CharterStatus.PUBLISHED
    charter.save()

    promising.type_figure(measured, by=by, year=2025, value=Decimal("3.5"), source="Survey")

    figure = YearlyFigure.objects.get()
    assert (figure.commitment, figure.year, figure.value) == (measured, 2025, Decimal("3.50"))
    assert (figure.source, figure.typed_by) == ("Survey", by)
    assert charter.changes.get().new == {"year": 2025, "value": "3.5", "source": "Survey"}


def test_a_figure_is_replaced_by_who_has_seen_it(charter, by, measured):
    promising.type_figure(measured, by=by, year=2025, value=Decimal(3))

    with pytest.raises(TextChangedError) as refused:
        promising.type_figure(measured, by=by, year=2025, value=Decimal(4))
    promising.type_figure(measured, by=by, year=2025, value=Decimal(5), seen=Decimal(3))

    assert [line.who for line in refused.value.happened] == ["Anke Verzonnen"]
    assert YearlyFigure.objects.get().value == 5
    assert charter.changes.first().old["value"] == "3"


def test_a_promise_measured_otherwise_has_no_typed_figure(charter, by):
    with pytest.raises(NotAllowedError, match="not measured by a figure"):
        promising.type_figure(add(charter, by), by=by, year=2025, value=Decimal(3))
