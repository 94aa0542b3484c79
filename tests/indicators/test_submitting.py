"""The figures of an organisation: begun from the register, declared, submitted, returned, attested, corrected."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from complaints import handling
from complaints.models import Case
from complaints.reference import load_inadmissibility_grounds, load_norms_of_conduct
from core.errors import NotAllowedError
from core.row_security import organisation_context
from indicators import collecting, submitting, telling
from indicators import definitions as definitions_module
from indicators.asking import asked_of
from indicators.enums import SUBMITTING, SubmissionStatus
from indicators.figures import read_figures
from indicators.models import Measurement, PublicRelease, Submission
from indicators.recounting import recounted
from indicators.reference import load_indicators
from indicators.submission_history import history_of
from indicators.submitting import Said, last_change
from organisations.models import Letter
from tests.complaints.test_numbering import at_once
from tests.factories.complaints import make_case
from tests.factories.indicators import (
    CampaignFactory,
    CampaignMemberFactory,
    IndicatorFactory,
    MeasurementFactory,
    SubmissionFactory,
)
from tests.factories.organisations import MembershipFactory, UserFactory
from tests.indicators.test_counting import answered, at

REQUESTS = ("requests_received", "")
FOUNDED = ("complaints_founded", "")
TRANSACTIONS = ("service_transactions", "")


@pytest.fixture
def definitions(db):
    load_indicators()
    load_norms_of_conduct()
    load_inadmissibility_grounds()


@pytest.fixture
def campaign(fin, definitions):
    return CampaignMemberFactory(campaign=CampaignFactory(), organisation=fin).campaign


@pytest.fixture
def by(db):
    return UserFactory(name="Anke Verzonnen")


@pytest.fixture
def submission(campaign, fin, by):
    """Of a register with two complaints, one of them founded."""
    with organisation_context(fin.pk):
        answered(fin, by, at(3, 1), "founded")
        make_case(fin, at=at(5, 1))
    return submitting.begin(campaign, fin, by=by)


def row(submission, key):
    code, breakdown = key
    return submission.measurements.get(indicator__code=code, breakdown=breakdown)


def declared(submission, by, **said):
    figures = {(code, ""): one for code, one in said.items()}
    return submitting.declare(submission, figures, by=by, seen=last_change(submission))


def brought_to(submission, status, by):
    """By the verbs themselves."""
    seen = lambda: last_change(submission)  # noqa: E731
    if status == SubmissionStatus.DROPPED:
        submitting.drop_correction(submission, by=by, seen=seen())
    elif status != SubmissionStatus.IN_PREPARATION:
        submitting.submit(submission, by=by, seen=seen())
    if status == SubmissionStatus.RETURNED:
        submitting.send_back(submission, by=by, seen=seen(), remarks="Look again.")
    if status == SubmissionStatus.ATTESTED:
        submitting.attest(submission, by=by, seen=seen())
    submission.refresh_from_db()
    return submission


def test_begun_from_the_register_each_figure_stands_with_its_evidence(submission):
    founded = row(submission, FOUNDED)
    rate = row(submission, ("days_to_acknowledge_median", ""))

    assert (founded.computed, founded.value, founded.state) == (1, 1, "value")
    assert (founded.evidence_count, len(founded.evidence_hash)) == (1, 64)
    assert (rate.computed, rate.state) == (None, "not_applicable")
    assert row(submission, TRANSACTIONS).state == "not_provided"
    assert row(submission, ("requests_received", "nature=complaint")).value == 2
    assert row(submission, ("satisfaction", "part=denominator")).computed is None
    assert submission.from_register
    assert not submission.measurements.filter(indicator__origin="campaign").exists()
    assert list(submission.changes.values_list("happening", "by__name")) == [
        ("begun", "Anke Verzonnen")
    ]


def test_begun_without_a_register_everything_is_to_be_given(campaign, fin, by):
    submission = submitting.begin(campaign, fin, by=by)

    assert not submission.from_register
    rows = submission.measurements
    assert set(rows.values_list("state", "computed", "evidence_hash")) == {
        ("not_provided", None, "")
    }
    assert rows.filter(indicator__code="requests_received").count() > 10


def test_begun_once(submission, campaign, fin, by):
    with pytest.raises(NotAllowedError, match="begun already") as refused:
        submitting.begin(campaign, fin, by=by)

    assert refused.value.happened[0].who == "Anke Verzonnen"


def test_who_does_not_take_part_gives_nothing(campaign, bosa, by):
    with pytest.raises(NotAllowedError):
        submitting.begin(campaign, bosa, by=by)


def test_definitions_of_the_year_are_asked(campaign, fin, by):
    campaign.year = 2024
    campaign.save()
    IndicatorFactory(code="new_one", collected_since=2025)
    IndicatorFactory(code="old_one", last_year=2024)

    submission = submitting.begin(campaign, fin, by=by)

    asked = set(submission.measurements.values_list("indicator__code", flat=True))
    assert asked & {"new_one", "old_one"} == {"old_one"}


@pytest.mark.parametrize(
    ("key", "said", "wrong"),
    [
        (TRANSACTIONS, Said("value", Decimal(5)), ""),
        (TRANSACTIONS, Said("not_applicable"), ""),
        (TRANSACTIONS, Said("value"), "Write the number"),
        (TRANSACTIONS, Said("not_provided", Decimal(5)), "Keep one of the two"),
        (REQUESTS, Said("value"), ""),
        (REQUESTS, Said("value", Decimal(2)), ""),
        (REQUESTS, Said("value", Decimal(3)), "The register gives 2"),
        (REQUESTS, Said("value", Decimal(3), "One on paper"), ""),
        (REQUESTS, Said("not_provided"), "The register gives 2"),
        (REQUESTS, Said("not_provided", None, "Not ours"), ""),
    ],
)
def test_what_may_be_said_of_a_figure(submission, by, key, said, wrong):
    seen = last_change(submission)
    if wrong:
        with pytest.raises(NotAllowedError, match=wrong):
            submitting.declare(submission, {key: said}, by=by, seen=seen)
        return
    submitting.declare(submission, {key: said}, by=by, seen=seen)

    found = row(submission, key)
    number = None if said.state != "value" else said.declared or found.computed
    assert (found.state, found.value, found.reason) == (said.state, number, said.reason)


def test_what_changes_is_kept_with_what_was(submission, by):
    changed = declared(
        submission,
        by,
        requests_received=Said("value", Decimal(3), "One on paper"),
        service_transactions=Said("not_provided"),
    )

    last = submission.changes.first()
    assert (changed, last.happening) == (1, "declared")
    assert (last.old, last.new) == ({"requests_received:": "2"}, {"requests_received:": "3"})


def test_a_number_as_the_register_gives_it_needs_no_mention(submission, by):
    assert declared(submission, by, requests_received=Said("value", Decimal(2), "…")) == 0
    assert row(submission, REQUESTS).declared is None


def test_two_fill_in_different_figures(submission, by):
    seen = last_change(submission)
    submitting.declare(submission, {TRANSACTIONS: Said("value", Decimal(9))}, by=by, seen=seen)
    submitting.declare(submission, {REQUESTS: Said("value", Decimal(3), "…")}, by=by, seen=seen)

    assert (row(submission, TRANSACTIONS).value, row(submission, REQUESTS).value) == (9, 3)


def test_two_fill_in_the_same_figure_and_the_second_sees_both(submission, by):
    seen = last_change(submission)
    submitting.declare(submission, {TRANSACTIONS: Said("value", Decimal(9))}, by=by, seen=seen)

    with pytest.raises(NotAllowedError, match="Others have changed") as refused:
        submitting.declare(submission, {TRANSACTIONS: Said("value", Decimal(8))}, by=by, seen=seen)

    sent, now = refused.value.versions
    assert ([fact.value for fact in sent.facts], [fact.value for fact in now.facts]) == (
        ["8"],
        ["9"],
    )
    assert refused.value.happened[0].who == "Anke Verzonnen"
    assert row(submission, TRANSACTIONS).value == 9


def test_two_fill_in_the_same_page_and_each_changes_another_figure(submission, by):
    seen = last_change(submission)
    untouched = {TRANSACTIONS: Said("not_provided"), REQUESTS: Said("value")}
    first = untouched | {TRANSACTIONS: Said("value", Decimal(9))}
    second = untouched | {REQUESTS: Said("value", Decimal(3), "One on paper")}
    submitting.declare(submission, first, by=by, seen=seen)

    assert submitting.declare(submission, second, by=by, seen=seen) == 1

    assert (row(submission, TRANSACTIONS).value, row(submission, REQUESTS).value) == (9, 3)


def test_a_reason_of_ones_own_is_never_dropped_in_silence(submission, by):
    paper = partial(Said, "value", Decimal(3))
    declared(submission, by, requests_received=paper("On paper"))
    seen = last_change(submission)
    declared(submission, by, requests_received=Said("value", Decimal(4), "Two on paper"))

    with pytest.raises(NotAllowedError, match="Others have changed"):
        submitting.declare(submission, {REQUESTS: paper("By telephone")}, by=by, seen=seen)


def test_a_reminder_does_not_stop_whoever_is_about_to_submit(submission, by):
    seen = last_change(submission)
    submission.changes.create(happening="reminded")

    submitting.submit(submission, by=by, seen=seen)

    assert Submission.objects.get().status == "submitted"


def test_nobody_attests_figures_that_were_defined_anew_since_they_looked(submission, by):
    brought_to(submission, "submitted", by)
    seen = last_change(submission)
    indicator = row(submission, REQUESTS).indicator
    last = indicator.versions.latest("number")
    words = {name: getattr(last, name) for name in ("name", "explanation", "formula", "unit")}

    version = definitions_module.revise(indicator, by=by, first_year=2025, **words)

    assert row(submission, REQUESTS).definition == version
    with pytest.raises(NotAllowedError, match="have changed") as refused:
        submitting.attest(submission, by=by, seen=seen)
    assert refused.value.happened[0].what == "Definition changed"
    (line, *_others) = history_of([submission])
    assert [(one.label, one.before, one.after) for one in line.figures] == [
        ("Requests received", "1", "2")
    ]
    submitting.attest(submission, by=by, seen=last_change(submission))


def test_computed_again_follows_the_register_and_leaves_what_was_said(submission, fin, by):
    declared(
        submission,
        by,
        requests_received=Said("value", Decimal(3), "One on paper"),
        complaints_founded=Said("value", Decimal(2), "Two letters"),
    )
    with organisation_context(fin.pk):
        answered(fin, by, at(6, 1), "founded")

    submitting.compute(submission, by=by)

    # The third is the one that was on paper: it needs no mention any more.
    requests, founded = row(submission, REQUESTS), row(submission, FOUNDED)
    assert (requests.computed, requests.declared, requests.reason) == (3, None, "")
    assert (founded.computed, founded.declared, founded.reason) == (2, None, "")
    assert row(submission, ("requests_received", "nature=complaint")).computed == 3
    assert submission.changes.first().new["requests_received:nature=complaint"] == "3"


def test_a_register_that_was_brought_in_later_is_found(campaign, fin, by):
    submission = submitting.begin(campaign, fin, by=by)
    declared(submission, by, requests_received=Said("value", Decimal(7)))
    with organisation_context(fin.pk):
        make_case(fin, at=at(5, 1))

    submitting.compute(submission, by=by)

    submission.refresh_from_db()
    requests = row(submission, REQUESTS)
    assert submission.from_register
    assert (requests.computed, requests.declared, requests.value) == (1, 7, 7)
    with pytest.raises(NotAllowedError, match="reason is still missing"):
        submitting.submit(submission, by=by, seen=last_change(submission))


STEPS = {
    SubmissionStatus.SUBMITTED: submitting.submit,
    SubmissionStatus.RETURNED: partial(submitting.send_back, remarks="Look again."),
    SubmissionStatus.ATTESTED: submitting.attest,
    SubmissionStatus.DROPPED: submitting.drop_correction,
}


@pytest.fixture
def correction(submission, by):
    """Of figures that are attested."""
    brought_to(submission, "attested", by)
    return submitting.begin_correction(submission, by=by, reason="Counted twice.")


@pytest.mark.parametrize("status", SubmissionStatus.values)
@pytest.mark.parametrize("after", STEPS)
def test_every_step_from_every_state(correction, by, after, status):
    brought_to(correction, status, by)

    if SUBMITTING.allows(after, status):
        STEPS[after](correction, by=by, seen=last_change(correction))
        correction.refresh_from_db()
        assert correction.status == after
        assert correction.changes.first().happening == after
    else:
        with pytest.raises(NotAllowedError):
            STEPS[after](correction, by=by, seen=last_change(correction))
        correction.refresh_from_db()
        assert correction.status == status


@pytest.mark.parametrize("after", STEPS)
def test_a_step_from_an_old_page_is_refused(correction, by, after):
    starts = next(status for status in SubmissionStatus.values if SUBMITTING.allows(after, status))
    brought_to(correction, starts, by)
    old = last_change(correction) - 1

    with pytest.raises(NotAllowedError, match="have changed") as refused:
        STEPS[after](correction, by=by, seen=old)

    assert len(refused.value.happened) == 1
    correction.refresh_from_db()
    assert correction.status == starts


CHANGES = {
    "declare": lambda found, by: declared(found, by, service_transactions=Said("not_applicable")),
    "compute": lambda found, by: submitting.compute(found, by=by),
    "answer": lambda found, by: answered_with(found, by, {"jump:a::1": "So it was."}),
}


def answered_with(submission, by, answers, seen=None):
    seen = last_change(submission) if seen is None else seen
    return submitting.answer(submission, answers, by=by, seen=seen)


@pytest.mark.parametrize("status", SubmissionStatus.values)
@pytest.mark.parametrize("verb", CHANGES)
def test_figures_change_while_they_are_prepared(correction, by, verb, status):
    brought_to(correction, status, by)

    if status in {"in_preparation", "returned"}:
        CHANGES[verb](correction, by)
        assert correction.changes.count() > 1
    else:
        with pytest.raises(NotAllowedError, match="no longer change"):
            CHANGES[verb](correction, by)


def test_submitting_tells_the_approver(submission, fin, by):
    approver = MembershipFactory(organisation=fin, roles=["approver"])
    MembershipFactory(organisation=fin, roles=["coordinator"])

    submitting.submit(submission, by=by, seen=last_change(submission), comment="All counted.")

    with organisation_context(fin.pk):
        letter = Letter.objects.get(purpose="yearly_figures")
    assert letter.email == approver.user.email
    assert "/indicators/2025/attestation/" in letter.text
    submission.refresh_from_db()
    assert (submission.comment, submission.submitted_by) == ("All counted.", by)


def test_returning_tells_those_who_prepare(submission, fin, by, run_jobs):
    manager = MembershipFactory(organisation=fin, roles=["manager"])
    brought_to(submission, "submitted", by)

    submitting.send_back(
        submission, by=by, seen=last_change(submission), remarks="Where are the norms?"
    )
    run_jobs()

    with organisation_context(fin.pk):
        letter = Letter.objects.get(email=manager.user.email)
    assert "Where are the norms?" in letter.text
    submission.refresh_from_db()
    assert submission.remarks == "Where are the norms?"


@pytest.mark.parametrize(("due", "is_late"), [(date(2099, 1, 1), False), (date(2026, 1, 20), True)])
def test_a_late_submission_is_taken_and_marked(submission, by, due, is_late):
    submission.campaign.due_on = due
    submission.campaign.status = "closed"
    submission.campaign.save()

    submitting.submit(submission, by=by, seen=last_change(submission))

    submission.refresh_from_db()
    assert (submission.status, submission.is_late) == ("submitted", is_late)


def test_what_was_in_time_is_not_late_because_it_was_returned(submission, by):
    submission.campaign.due_on = date(2099, 1, 1)
    submission.campaign.save()
    brought_to(submission, "returned", by)
    submission.campaign.due_on = date(2026, 1, 20)
    submission.campaign.save()

    submitting.submit(submission, by=by, seen=last_change(submission))

    submission.refresh_from_db()
    assert not submission.is_late


def test_an_answer_holds_for_the_numbers_it_explains(submission, by):
    declared(submission, by, complaints_founded=Said("value", Decimal(5), "Counted by hand"))
    asked = {one.question.code: one for one in asked_of(submission, submitting.rows_of(submission))}
    key = asked["not_more"].question.key
    answered_with(submission, by, {key: "They came in the year before."})

    again = {one.question.key: one for one in asked_of(submission, submitting.rows_of(submission))}
    assert again[key].answer == "They came in the year before."
    declared(submission, by, complaints_founded=Said("value", Decimal(6), "Counted by hand"))
    other = asked_of(submission, submitting.rows_of(submission))
    assert {one.answer for one in other} == {""}
    submitting.submit(submission, by=by, seen=last_change(submission))
    assert not submission.answers.exists()


def test_attested_figures_never_change(submission, by):
    brought_to(submission, "attested", by)

    assert (submission.in_force, submission.attested_by) == (True, by)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        submission.measurements.update(declared=1)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(comment="…")


def test_a_correction_counts_once_it_is_attested_and_the_old_version_stays(submission, by):
    declared(submission, by, requests_received=Said("value", Decimal(3), "One on paper"))
    brought_to(submission, "attested", by)

    copy = submitting.begin_correction(submission, by=by, reason="One letter was counted twice.")
    assert (copy.version, copy.status, row(copy, REQUESTS).value) == (2, "in_preparation", 3)
    declared(copy, by, requests_received=Said("value"))
    before = requests_in_force()
    brought_to(copy, "attested", by)

    assert (before, requests_in_force()) == ([3], [2])
    assert row(submission, REQUESTS).value == 3
    submission.refresh_from_db()
    assert not submission.in_force


def requests_in_force():
    found = read_figures(Measurement.objects.in_force())
    return [one.value for one in found if (one.indicator, one.breakdown) == REQUESTS]


def test_one_correction_at_a_time_and_only_of_what_counts(submission, by):
    with pytest.raises(NotAllowedError):
        submitting.begin_correction(submission, by=by, reason="…")
    brought_to(submission, "attested", by)
    submitting.begin_correction(submission, by=by, reason="…")

    with pytest.raises(NotAllowedError, match="begun already"):
        submitting.begin_correction(submission, by=by, reason="…")


def test_a_correction_is_as_late_as_the_figures_it_corrects(submission, by):
    submission.campaign.due_on = date(2099, 1, 1)
    submission.campaign.save()
    brought_to(submission, "attested", by)
    submission.campaign.due_on = date(2026, 1, 20)
    submission.campaign.save()

    copy = submitting.begin_correction(submission, by=by, reason="Counted twice.")
    brought_to(copy, "submitted", by)

    assert not copy.is_late


def test_what_was_attested_stays_in_force_when_its_correction_is_dropped(
    submission, correction, by
):
    declared(correction, by, requests_received=Said("value", Decimal(3), "One on paper"))

    brought_to(correction, "dropped", by)

    submission.refresh_from_db()
    assert (submission.in_force, correction.in_force) == (True, False)
    assert requests_in_force() == [2]
    assert list(Submission.objects.standing()) == [submission]
    # It stays as it was left, and its number is not given again.
    assert row(correction, REQUESTS).value == 3
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        correction.measurements.update(declared=1)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Submission.objects.filter(pk=correction.pk).update(status="in_preparation")
    again = submitting.begin_correction(submission, by=by, reason="Another reason.")
    assert (again.version, row(again, REQUESTS).value) == (3, 2)


def test_the_first_figures_of_a_year_are_not_dropped(submission, by):
    with pytest.raises(NotAllowedError, match="not dropped"):
        submitting.drop_correction(submission, by=by, seen=last_change(submission))
    with pytest.raises(DatabaseError, match="only_a_correction"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(status="dropped")


def test_nobody_is_reminded_of_a_correction_that_was_dropped(submission, correction, fin, by):
    MembershipFactory(organisation=fin, roles=["coordinator"])
    brought_to(correction, "dropped", by)
    member = submission.campaign.members.select_related("campaign", "organisation").get()

    with organisation_context(fin.pk):
        assert telling.remind(member, at=at(4, 1, 2026)) == 0


def test_two_answer_different_questions(submission, by):
    seen = last_change(submission)
    answered_with(submission, by, {"one": "First.", "two": ""}, seen)
    answered_with(submission, by, {"one": "", "two": "Second."}, seen)

    found = dict(submission.answers.values_list("question", "text"))
    assert found == {"one": "First.", "two": "Second."}


def test_an_answer_taken_away_by_others_is_not_put_back(submission, by):
    answered_with(submission, by, {"one": "First."})
    seen = last_change(submission)
    answered_with(submission, by, {"one": ""}, seen)
    answered_with(submission, by, {"one": "First.", "two": "Second."}, seen)

    assert dict(submission.answers.values_list("question", "text")) == {"two": "Second."}


def test_two_answer_the_same_question_and_the_second_sees_both(submission, by):
    declared(submission, by, complaints_founded=Said("value", Decimal(5), "Counted by hand"))
    asked = asked_of(submission, submitting.rows_of(submission))
    key = next(one.question.key for one in asked if one.question.code == "not_more")
    seen = last_change(submission)
    answered_with(submission, by, {key: "Of last year."}, seen)

    with pytest.raises(NotAllowedError, match="Others have answered") as refused:
        answered_with(submission, by, {key: "Of next year."}, seen)

    sent, now = refused.value.versions
    assert [fact.value for fact in sent.facts] == ["Of next year."]
    assert [fact.value for fact in now.facts] == ["Of last year."]
    # The same words are no contradiction.
    answered_with(submission, by, {key: "Of last year."}, seen)


@pytest.mark.django_db(transaction=True)
def test_what_is_attested_while_the_year_is_published_is_public():
    """Whichever comes first, the public figures hold both."""
    load_indicators()
    campaign = CampaignFactory(status="closed")
    one, two = [SubmissionFactory(campaign=campaign) for _ in range(2)]
    for submission in (one, two):
        MeasurementFactory(submission=submission, indicator__code=f"n_{submission.pk}")
        submitting.submit(submission, by=None, seen=0)
    verbs = [
        lambda: submitting.attest(one, by=None, seen=last_change(one)),
        lambda: submitting.attest(two, by=None, seen=last_change(two)),
        lambda: collecting.publish(campaign, by=None, seen=campaign.revision),
    ]

    at_once(lambda n: verbs[n](), 3)

    public = PublicRelease.objects.filter(campaign=campaign).latest("number")
    assert public.versions == {one.organisation.code: 1, two.organisation.code: 1}


@pytest.mark.parametrize("change", ["nothing", "a case more", "another case"])
def test_what_the_register_would_tell_otherwise_now(submission, fin, by, change):
    with organisation_context(fin.pk):
        if change != "nothing":
            make_case(fin, at=at(6, 1))
        if change == "another case":
            case = Case.objects.get(received_on=date(2025, 5, 1))
            handling.requalify(case, by=by, nature="question", at=at(5, 20))

    found = {one.label: one for one in recounted(submission, submitting.rows_of(submission))}

    if change == "nothing":
        assert found == {}
        return
    requests = found["Requests received"]
    assert (requests.computed, requests.now, requests.has_other_cases) == ("2", "3", False)
    complaints = found["Complaints received"]
    assert complaints.has_other_cases == (change == "another case")
    submitting.compute(submission, by=by)
    assert recounted(submission, submitting.rows_of(submission)) == []


def test_a_register_that_came_later_is_told_of(campaign, fin, by):
    submission = submitting.begin(campaign, fin, by=by)
    before = recounted(submission, submitting.rows_of(submission))
    with organisation_context(fin.pk):
        make_case(fin, at=at(5, 1))

    after = recounted(submission, submitting.rows_of(submission))

    assert (before, {one.computed for one in after}) == ([], {""})


def test_the_year_before_is_compared_with(campaign, fin, by, definitions):
    earlier = SubmissionFactory(campaign=CampaignFactory(year=2024), organisation=fin)
    this = submitting.begin(campaign, fin, by=by)
    declared(this, by, requests_received=Said("value", Decimal(200)))
    Measurement.objects.create(
        submission=earlier,
        indicator=row(this, REQUESTS).indicator,
        definition=row(this, REQUESTS).definition,
        state="value",
        declared=100,
    )

    before_attested = asked_of(this, submitting.rows_of(this))
    Submission.objects.filter(pk=earlier.pk).update(
        status="attested", attested_at=timezone.now(), in_force=True
    )

    assert [one.question.code for one in before_attested] == []
    assert [one.question.sentence for one in asked_of(this, submitting.rows_of(this))] == [
        "Requests received: 200, after 100 the year before."
    ]
