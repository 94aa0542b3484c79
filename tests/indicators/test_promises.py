"""What was measured of promises, against a count made case by case."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from charters.contents import from_json
from charters.models import YearlyFigure
from complaints.models import Case
from core.deadlines import Limit, deadline
from indicators.promise_counts import Share, in_force_from_to
from indicators.promises import results
from organisations.models import ClosedDay, NormOfConduct
from organisations.time_limits import calendar_of
from tests.factories.charters import CharterFactory, CommitmentFactory, EditionFactory
from tests.factories.organisations import in_four_languages as said
from tests.factories.processes import ServiceFactory

TODAY = date(2026, 11, 18)
LANGUAGE = {"metric": "answered_in_language", "amount": None, "target": 90}


@pytest.fixture
def charter(inside):
    return CharterFactory(organisation=inside)


@pytest.fixture
def norms(db):
    codes = ("courtesy", "speed", "clarity")
    return [
        NormOfConduct.objects.create(code=code, name=said(code), position=place)
        for place, code in enumerate(codes, start=90)
    ]


def publish(charter, number=1, since="2024-01-01", **fields):
    return EditionFactory(charter=charter, number=number, in_force_from=since, **fields)


def made(organisation, received_on, **fields):
    """A complaint that was answered by what its dates say; not saved."""
    given = {
        "organisation": organisation,
        "channel": "web",
        "nature": "complaint",
        "language": "fr",
        "letter_language": "fr",
        "received_on": received_on,
        "subject": "…",
        "text": "…",
        "admissibility": "admissible",
        "status": "in_handling",
    } | fields
    if answered := given.get("first_answered_on"):
        given |= {"answered_on": answered, "status": "answered", "type": "attitude"}
        given.setdefault("finding", "unfounded")
    return Case(**given)


def keep(*cases):
    Case.objects.bulk_create(cases)


def shares(edition, day=TODAY):
    """By key of the promise and year."""
    edition.refresh_from_db()
    return {
        (one.promise.key, year.year): year.share
        for one in results(edition, day)
        for year in one.years
    }


def judged(edition, day=TODAY):
    edition.refresh_from_db()
    return {
        (one.promise.key, year.year): year.is_kept
        for one in results(edition, day)
        for year in one.years
    }


# ── One by one ───────────────────────────────────────────


def test_an_answer_in_time_counts_and_one_too_late_does_not(charter, inside):
    promise = CommitmentFactory(charter=charter, amount=10, unit="calendar_days", target=50)
    edition = publish(charter)
    # Due on Wednesday 15 January 2025.
    keep(
        *(
            made(inside, date(2025, 1, 5), first_answered_on=date(2025, 1, day))
            for day in (5, 14, 15, 16, 20)
        )
    )

    assert shares(edition)[promise.pk, 2025] == Share(3, 5)
    assert judged(edition)[promise.pk, 2025] is True
    assert shares(edition)[promise.pk, 2026] == Share(0, 0)
    assert judged(edition)[promise.pk, 2026] is None


def test_what_is_open_counts_once_its_time_has_passed(charter, inside):
    promise = CommitmentFactory(charter=charter, amount=10, unit="calendar_days")
    edition = publish(charter)
    # Due on Wednesday 18 November, that is today, and on the day before.
    keep(made(inside, date(2026, 11, 8)), made(inside, date(2026, 11, 7)))

    assert shares(edition)[promise.pk, 2026] == Share(0, 1)
    assert shares(edition, TODAY + timedelta(days=1))[promise.pk, 2026] == Share(0, 2)


def test_a_limit_that_ends_on_a_closed_day_ends_on_the_next_open_one(charter, inside):
    promise = CommitmentFactory(charter=charter, amount=10, unit="calendar_days")
    edition = publish(charter)
    ClosedDay.objects.create(organisation=inside, day=date(2025, 3, 13), name=said("Bridge"))
    keep(made(inside, date(2025, 3, 3), first_answered_on=date(2025, 3, 14)))

    assert shares(edition)[promise.pk, 2025] == Share(1, 1)


def test_only_complaints_that_could_be_examined_are_answered(charter, inside):
    answered = CommitmentFactory(charter=charter, amount=5)
    known = CommitmentFactory(charter=charter, metric="acknowledged_within", amount=5)
    edition = publish(charter)
    day = date(2025, 6, 2)
    keep(
        made(inside, day, nature="question", admissibility=""),
        made(inside, day, admissibility="pending"),
        made(inside, day, status="closed", closed_on=day, outcome="forwarded"),
        made(inside, day, acknowledged_on=day + timedelta(days=1)),
    )

    found = shares(edition)
    assert found[answered.pk, 2025] == Share(0, 1)
    assert found[known.pk, 2025] == Share(1, 3)


def test_the_language_of_answers(charter, inside):
    promise = CommitmentFactory(charter=charter, **LANGUAGE)
    edition = publish(charter)
    day = date(2025, 6, 2)
    keep(
        made(inside, day, first_answered_on=day),
        made(inside, day, first_answered_on=day, language="en"),
        made(inside, day, language="en"),
    )

    assert shares(edition)[promise.pk, 2025] == Share(1, 2)


def test_the_share_founded_on_a_norm_is_to_stay_small(charter, inside, norms):
    norm, other, _third = norms
    promise = CommitmentFactory(
        charter=charter, metric="founded_on_norm", amount=None, norm=norm, target=20
    )
    edition = publish(charter)
    day = date(2025, 6, 2)
    keep(
        made(inside, day, first_answered_on=day, finding="founded", norms=[norm.pk, other.pk]),
        made(inside, day, first_answered_on=day, finding="partly_founded", norms=[norm.pk]),
        made(inside, day, first_answered_on=day, finding="founded", norms=[other.pk]),
        *(made(inside, day, first_answered_on=day) for _number in range(7)),
        made(inside, day),
    )

    assert shares(edition)[promise.pk, 2025] == Share(2, 10)
    assert judged(edition)[promise.pk, 2025] is True
    keep(made(inside, day, first_answered_on=day, finding="founded", norms=[norm.pk]))
    assert judged(edition)[promise.pk, 2025] is False


def test_figures_typed_in_are_told_and_judged(charter):
    lower = {"metric": "yearly_figure", "amount": None, "target": None, "figure_better": "lower"}
    promise = CommitmentFactory(charter=charter, figure_target=Decimal(4), **lower)
    aimless = CommitmentFactory(charter=charter, **lower)
    CommitmentFactory(charter=charter, metric="none", amount=None, target=None)
    edition = publish(charter)
    for commitment in (promise, aimless):
        for year, value in ((2024, 1), (2025, "4.5"), (2026, 4)):
            YearlyFigure.objects.create(commitment=commitment, year=year, value=value)

    found = results(edition, TODAY)

    assert [one.promise.key for one in found] == [promise.pk, aimless.pk]
    assert [(year.year, year.figure.value, year.is_kept) for year in found[0].years] == [
        (2026, Decimal(4), True),
        (2025, Decimal("4.5"), False),
    ]
    assert [year.is_kept for year in found[1].years] == [None, None]


# ── The promise of the day ───────────────────────────────


def test_each_case_is_held_against_the_edition_of_its_day(charter, inside):
    promise = CommitmentFactory(charter=charter, amount=30)
    publish(charter)
    promise.amount = 10
    promise.save()
    edition = publish(charter, 2, "2025-07-01")
    keep(
        made(inside, date(2025, 6, 30), first_answered_on=date(2025, 7, 20)),
        made(inside, date(2025, 7, 1), first_answered_on=date(2025, 7, 21)),
        made(inside, date(2026, 7, 1), first_answered_on=date(2026, 7, 3)),
    )

    found = {year.year: year for year in results(edition, TODAY)[0].years}

    assert (found[2025].share, found[2025].has_changed) == (Share(1, 2), True)
    assert (found[2026].share, found[2026].has_changed) == (Share(1, 1), False)


def test_a_case_of_a_day_without_the_promise_counts_for_nothing(charter, inside):
    old = CommitmentFactory(charter=charter, amount=30)
    publish(charter, 1, "2025-03-01")
    new = CommitmentFactory(charter=charter, amount=30)
    edition = publish(charter, 2, "2025-07-01")
    keep(
        *(
            made(inside, date(2025, month, 3), first_answered_on=date(2025, month, 4))
            for month in (2, 4, 8)
        )
    )

    found = shares(edition)
    assert found[old.pk, 2025] == Share(2, 2)
    assert found[new.pk, 2025] == Share(1, 1)


def test_a_withdrawn_edition_counts_for_its_days(charter):
    def moment(month, day):
        return timezone.make_aware(datetime(2025, month, day, 15))

    first = publish(charter, 1, date(2024, 1, 1))
    second = publish(charter, 2, date(2025, 3, 1), withdrawn_at=moment(5, 1))
    third = publish(charter, 3, date(2025, 6, 1), withdrawn_at=moment(5, 15))
    days = date(2025, 1, 1), date(2025, 12, 31)

    assert in_force_from_to([third, first, second], *days) == [
        (date(2025, 1, 1), date(2025, 2, 28), first),
        (date(2025, 3, 1), date(2025, 4, 30), second),
        (date(2025, 5, 1), date(2025, 5, 14), first),
        (date(2025, 5, 15), date(2025, 5, 31), first),
        (date(2025, 6, 1), date(2025, 12, 31), first),
    ]


def test_a_promise_holds_between_its_days_for_its_service_and_stage(charter, inside):
    service = ServiceFactory(organisation=inside, code="S/1")
    promise = CommitmentFactory(
        charter=charter,
        amount=30,
        service=service,
        stage="receive",
        valid_from=date(2025, 2, 1),
        valid_until=date(2025, 3, 31),
    )
    edition = publish(charter)
    here = {"service": service, "stage": "receive"}
    day = date(2025, 2, 10)
    keep(
        made(inside, day, first_answered_on=day, **here),
        made(inside, day, first_answered_on=day, service=service),
        made(inside, day, first_answered_on=day, stage="receive"),
        made(inside, date(2025, 1, 31), first_answered_on=day, **here),
        made(inside, date(2025, 4, 1), first_answered_on=date(2025, 4, 2), **here),
        made(inside, date(2025, 3, 31), first_answered_on=date(2025, 4, 2), **here),
    )

    assert shares(edition)[promise.pk, 2025] == Share(2, 2)


def test_cases_of_another_organisation_count_for_nobody_else(charter, inside, bosa):
    promise = CommitmentFactory(charter=charter, amount=30)
    edition = publish(charter)
    keep(made(inside, date(2025, 2, 1)))

    assert shares(edition)[promise.pk, 2025] == Share(0, 1)


def test_few_complaints_are_hidden():
    assert [Share(0, whole).is_hidden for whole in (0, 1, 4, 5)] == [False, True, True, False]


# ── All together ─────────────────────────────────────────


def test_a_hundred_promises_are_what_a_count_case_by_case_gives(charter, inside, norms):
    chance = random.Random(7)  # noqa: S311 - examples, nothing secret
    services = ServiceFactory.create_batch(2, organisation=inside)
    metrics = ["answered_within"] * 4 + ["acknowledged_within"] * 4
    metrics += ["answered_in_language", "founded_on_norm"]
    for _number in range(100):
        metric = chance.choice(metrics)
        CommitmentFactory(
            charter=charter,
            metric=metric,
            amount=chance.choice([0, 1, 5, 6, 7, 20, 45]) if "within" in metric else None,
            unit=chance.choice(["working_days", "calendar_days", "months"]),
            norm=chance.choice(norms) if metric == "founded_on_norm" else None,
            service=chance.choice([None, None, *services]),
            stage=chance.choice(["", "", "receive", "deliver"]),
            valid_until=chance.choice([None, None, date(2025, 9, 30)]),
        )
    first = publish(charter, 1, date(2025, 2, 15))
    for one in charter.commitments.filter(metric="answered_within")[:9]:
        one.amount = chance.choice([3, 9])
        one.save()
    charter.commitments.filter(metric="acknowledged_within").first().delete()
    second = publish(charter, 2, date(2026, 3, 1))
    keep(*(_any_case(chance, inside, services, norms) for _number in range(600)))

    found = shares(second)

    assert found == _case_by_case([first, second], inside)
    assert sum(share.whole for share in found.values()) > 5000


def _any_case(chance, organisation, services, norms):
    received = date(2025, 1, 1) + timedelta(days=chance.randrange((TODAY - date(2025, 1, 1)).days))

    def after(most):
        day = received + timedelta(days=chance.randrange(most))
        return day if day <= TODAY and chance.random() < 0.8 else None

    fields = {
        "language": chance.choice(["fr", "nl", "en"]),
        "service": chance.choice([None, *services]),
        "stage": chance.choice(["", "orient", "receive", "deliver"]),
        "acknowledged_on": after(12),
    }
    nature = chance.choice(["complaint", "complaint", "question"])
    if nature == "question":
        return made(organisation, received, nature=nature, admissibility="", **fields)
    if answered := after(60):
        finding = chance.choice(["founded", "partly_founded", "unfounded"])
        named = chance.sample(norms, 2) if finding != "unfounded" else []
        fields |= {
            "first_answered_on": answered,
            "finding": finding,
            "norms": [one.pk for one in named],
        }
    return made(organisation, received, **fields)


def _case_by_case(editions, organisation):
    """Slowly: for each promise and year, each case, with the promise of its day."""
    calendar = calendar_of(organisation)
    told = [(edition.in_force_from, contents_of_edition(edition)) for edition in editions]
    _since, last = told[-1]
    found = {
        (key, year): [0, 0]
        for key, one in last.items()
        for year in (2025, 2026)
        if one.metric != "none"
    }
    for case in Case.objects.filter(organisation=organisation, nature="complaint"):
        held = [promises for since, promises in told if since <= case.received_on]
        for key, one in (held[-1] if held else {}).items():
            count = found.get((key, case.received_on.year))
            if count is None or (one.valid_until and case.received_on > one.valid_until):
                continue
            if one.service_code and (not case.service or case.service.code != one.service_code):
                continue
            if one.stage and case.stage != one.stage:
                continue
            kept = _is_kept(case, one, calendar)
            if kept is not None:
                count[0] += kept
                count[1] += 1
    return {key: Share(*count) for key, count in found.items()}


def contents_of_edition(edition):
    return {one.key: one for one in from_json(edition.contents).promises}


def _is_kept(case, promise, calendar):
    """None: it does not count."""
    if promise.metric == "answered_in_language":
        return case.letter_language == case.language if case.first_answered_on else None
    if promise.metric == "founded_on_norm":
        return promise.norm in case.norms if case.finding else None
    answers = promise.metric == "answered_within"
    done = case.first_answered_on if answers else case.acknowledged_on
    due = deadline(case.received_on, Limit(promise.amount, promise.unit), calendar).due
    if done is None:
        return False if due < TODAY else None
    return done <= due


def test_promises_are_counted_in_one_statement_whatever_their_number(
    charter, inside, django_assert_num_queries
):
    CommitmentFactory(charter=charter)
    edition = publish(charter)
    keep(made(inside, date(2025, 2, 1)))
    # Editions, holidays, closed days, cases; figures are asked for where some are promised.
    with django_assert_num_queries(4):
        results(edition, TODAY)
    for number in range(20):
        CommitmentFactory(charter=charter, amount=number)
    second = publish(charter, 2, date(2025, 5, 1))

    with django_assert_num_queries(4):
        results(second, TODAY)
