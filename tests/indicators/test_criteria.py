"""The list of complaints management: what the register proves, what organisations declare, how it went."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from core.errors import NotAllowedError
from core.row_security import organisation_context
from core.texts import Text
from indicators.criteria import (
    Since,
    add_criterion,
    approach_over_years,
    course_of,
    declare,
    stood_at,
    word,
)
from indicators.models import Criterion, CriterionStatus, Submission
from indicators.proofs import proof_of, proofs_of
from indicators.reference import load_criteria
from organisations.models import Organisation
from tests.complaints.test_numbering import at_once
from tests.factories.complaints import make_case
from tests.factories.indicators import CampaignFactory, CriterionFactory, SubmissionFactory
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    in_four_languages,
)

LAST_YEAR = timezone.localdate().year - 1


@pytest.fixture
def listed(db):
    load_criteria()


@pytest.fixture
def approach(listed):
    return Criterion.objects.get(kind="approach")


def of_last_year(organisation, **given):
    at = datetime(LAST_YEAR, 3, 3, 12, tzinfo=timezone.get_default_timezone())
    return make_case(organisation, at=at, **given)


def test_the_list_knows_eight_of_fourteen_criteria(listed):
    circular = Criterion.objects.filter(kind="criterion")

    assert (circular.count(), circular.known().count()) == (14, 8)
    assert [line.code for line in circular if not line.is_known] == list("IJKLMN")
    assert Criterion.objects.filter(kind="practice").known().count() == 6
    for line in Criterion.objects.known():
        assert len(line.name) == len(line.explanation) == 4
        assert line.status, line.code


def test_a_line_that_the_network_worded_is_left_alone(listed):
    line = Criterion.objects.get(code="I")
    words = {"name": in_four_languages("Anonymity"), "explanation": {}, "status": "", "source": ""}
    word(line, seen=1, **{**words, "name": Text(words["name"]), "explanation": Text()})

    count = load_criteria()

    assert (count.new, count.changed, count.unchanged, count.kept) == (0, 0, 20, 1)
    line.refresh_from_db()
    assert line.is_known


def test_a_line_is_not_worded_over_a_colleague(listed):
    line = Criterion.objects.get(code="I")
    words = {"name": Text(nl="x"), "explanation": Text(), "status": "", "source": ""}
    word(line, seen=1, **words)

    with pytest.raises(NotAllowedError):
        word(line, seen=1, **words)


def test_a_new_line_stands_last_and_has_a_code_of_its_own(listed):
    added = add_criterion(code="P7", kind="practice", name=Text(nl="Nieuw"))

    assert Criterion.objects.last() == added
    with pytest.raises(NotAllowedError):
        add_criterion(code="P7", kind="practice", name=Text(nl="Nieuw"))


def test_the_register_proves_what_it_holds(fin, inside):
    of_last_year(fin, acknowledge="oral")
    of_last_year(fin)
    of_last_year(fin, nature="suggestion")
    make_case(fin)
    MembershipFactory(organisation=fin, roles=["coordinator", "handler"])
    MembershipFactory(organisation=fin, roles=["coordinator"], is_active=False)

    found = proofs_of(fin)

    assert {code: (proof.count, proof.of) for code, proof in found.items()} == {
        "registered": (2, 2),
        "unique_number": (2, 2),
        "acknowledged": (1, 2),
        "coordinator": (1, 1),
        "figures_given": (0, 0),
    }
    assert found["acknowledged"].sentence == f"1 of 2 complaints of {LAST_YEAR} were acknowledged."
    assert [code for code, proof in found.items() if proof.says_yes] == [
        "registered",
        "unique_number",
        "coordinator",
    ]


def test_an_empty_register_proves_nothing(fin, inside):
    found = proofs_of(fin)

    assert found["registered"].says_nothing
    assert found["unique_number"].sentence == (
        f"No complaint of {LAST_YEAR} stands in the register."
    )
    assert found["coordinator"].sentence == "No member has the role of coordinator."
    assert not found["coordinator"].says_yes
    assert found["figures_given"].sentence == "No collection of yearly figures has begun yet."


def test_figures_are_given_once_those_of_the_last_campaign_are_attested(fin, inside):
    for year in (2024, 2025):
        submission = SubmissionFactory(campaign=CampaignFactory(year=year), organisation=fin)
    CampaignFactory(year=2026, status="prepared")

    before = proofs_of(fin)["figures_given"]
    Submission.objects.filter(pk=submission.pk).update(
        status="attested", attested_at=timezone.now(), in_force=True
    )
    after = proofs_of(fin)["figures_given"]

    assert (before.says_yes, before.sentence) == (
        False,
        "The figures of 2025 are not attested yet.",
    )
    assert (after.says_yes, after.sentence) == (True, "The figures of 2025 are attested.")


def test_proofs_are_counted_in_few_statements(fin, inside, django_assert_num_queries):
    for _number in range(3):
        of_last_year(fin)

    with django_assert_num_queries(4, exact=False):
        proofs_of(fin)


def test_a_declaration_keeps_what_the_register_said_then(fin, inside, listed):
    of_last_year(fin, acknowledge="oral")
    of_last_year(fin)
    always = Criterion.objects.get(code="E")

    status = declare(always, fin, by=None, met="partly", since=date(2020, 1, 1))
    of_last_year(fin)

    assert proof_of(status.proved).sentence == (
        f"1 of 2 complaints of {LAST_YEAR} were acknowledged."
    )


def test_the_same_said_on_another_day_counts_the_register_again(fin, inside, listed):
    form = Criterion.objects.get(code="B")
    for _click in range(2):
        declare(form, fin, by=None, met="not_met")
    with time_machine.travel(timezone.now() + timedelta(1)):
        declare(form, fin, by=None, met="not_met")

    assert CriterionStatus.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_declare_once_and_add_one_line():
    line, organisation = CriterionFactory(code="Z"), OrganisationFactory()

    def both(_n):
        with organisation_context(organisation.pk):
            declare(line, organisation, by=None, met="not_met")
        try:
            add_criterion(code="P7", kind="practice", name=Text(nl="Nieuw"))
        except NotAllowedError as error:
            return str(error)
        return ""

    told = at_once(both, 3)

    assert CriterionStatus.objects.count() == 1
    assert sorted(told) == ["", *["Another line has this code."] * 2]


def test_what_was_declared_stays(fin, inside, listed):
    form = Criterion.objects.get(code="B")
    first = declare(form, fin, by=None, met="not_met")

    declare(form, fin, by=None, met="met", since=date(2026, 1, 1), evidence="On the website")

    assert CriterionStatus.objects.standing().get().met == "met"
    assert CriterionStatus.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        CriterionStatus.objects.filter(pk=first.pk).update(met="met")


def test_nobody_declares_what_is_not_written_down(fin, inside, listed):
    with pytest.raises(NotAllowedError):
        declare(Criterion.objects.get(code="I"), fin, by=None, met="not_met")
    with pytest.raises(NotAllowedError):
        declare(Criterion.objects.get(code="B"), fin, by=None, met="met")


def statuses(*rows):
    """Declarations of one organisation, in their order: state, since, declared."""
    return [
        CriterionStatus(
            pk=number,
            organisation_id=1,
            met=met,
            since=since and date.fromisoformat(since),
            declared_at=datetime.fromisoformat(f"{declared}T12:00+00:00"),
        )
        for number, (met, since, declared) in enumerate(rows, start=1)
    ]


@pytest.mark.parametrize(
    ("rows", "course"),
    [
        ([("met", "2015-01-01", "2020-05-05")], [("2015-01-01", "met")]),
        # The first day is corrected, later and earlier.
        (
            [("met", "2015-01-01", "2020-05-05"), ("met", "2018-01-01", "2020-05-06")],
            [("2018-01-01", "met")],
        ),
        (
            [("met", "2015-01-01", "2020-05-05"), ("met", "2013-01-01", "2020-05-06")],
            [("2013-01-01", "met")],
        ),
        # It was lost, and found again.
        (
            [
                ("met", "2015-01-01", "2015-05-05"),
                ("not_met", None, "2018-05-05"),
                ("met", "2020-01-01", "2020-05-05"),
            ],
            [("2015-01-01", "met"), ("2018-05-05", "not_met"), ("2020-01-01", "met")],
        ),
        # It never was as first said.
        (
            [("met", "2015-01-01", "2015-05-05"), ("partly", "2014-01-01", "2018-05-05")],
            [("2014-01-01", "partly")],
        ),
        ([], []),
    ],
)
def test_declarations_make_a_course(rows, course):
    assert course_of(statuses(*rows)) == [
        Since(date.fromisoformat(day), met) for day, met in course
    ]


def test_a_course_tells_the_state_on_a_day():
    course = [Since(date(2015, 1, 1), "met"), Since(date(2018, 5, 5), "not_met")]

    found = [stood_at(course, date(year, 12, 31)) for year in (2014, 2015, 2017, 2018)]

    assert found == ["", "met", "met", "not_met"]


def test_each_year_counts_who_had_the_approach_of_those_that_existed(approach, bosa):
    old = OrganisationFactory(valid_until=date(2016, 6, 30))
    young = OrganisationFactory(valid_from=date(2016, 7, 1))
    for organisation, since in ((old, 2014), (bosa, 2015), (young, 2017)):
        with organisation_context(organisation.pk):
            declare(approach, organisation, by=None, met="met", since=date(since, 12, 31))

    found = approach_over_years(
        Organisation.objects.all(), CriterionStatus.objects.all(), date(2017, 12, 31)
    )

    assert [(row.year, row.count, row.of) for row in found] == [
        (2014, 1, 2),
        (2015, 2, 2),
        (2016, 1, 2),
        (2017, 2, 2),
    ]


def test_without_declarations_there_are_no_years(approach, bosa):
    with organisation_context(bosa.pk):
        declare(approach, bosa, by=None, met="not_met")

    assert approach_over_years([bosa], CriterionStatus.objects.all(), date(2026, 1, 1)) == []


def test_a_line_without_words_is_not_known(db):
    assert not CriterionFactory(name=Text()).is_known
