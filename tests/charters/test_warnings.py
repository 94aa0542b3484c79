from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from charters.contents import Contents, Promise, contents_of
from charters.enums import Better, Metric, Topic
from charters.warnings import Bare, Facts, WarningCode, by_promise, facts_for, warnings_of
from core.deadlines import Limit, Unit
from core.texts import Text
from organisations.enums import LimitKind
from processes.enums import Actor, Stage
from processes.models import Agreement
from tests.factories.charters import CharterFactory, CommitmentFactory, RegulationFactory
from tests.factories.organisations import DepartmentFactory
from tests.factories.processes import MapFactory, ServiceFactory, make_step

CODES = ("nl", "fr", "de", "en")
RULES = {
    LimitKind.ACKNOWLEDGEMENT: Limit(10, Unit.WORKING_DAYS),
    LimitKind.ANSWER: Limit(30, Unit.CALENDAR_DAYS),
}


def said(**texts):
    return Text(texts)


def promise(key=1, **fields):
    """Sound by itself: an answer in 30 days, as the rule has it."""
    given = {
        "number": key,
        "topic": Topic.REPLY_TIMES,
        "text": said(
            nl="U krijgt antwoord binnen 30 dagen.",
            fr="Vous recevez une réponse dans les 30 jours.",
            de="Sie erhalten innerhalb von 30 Tagen eine Antwort.",
            en="You get an answer within 30 days.",
        ),
        "explanation": Text(),
        "metric": Metric.ANSWERED_WITHIN,
        "amount": 30,
        "unit": Unit.CALENDAR_DAYS,
        "target": Decimal(95),
    }
    return Promise(key=key, **(given | fields))


def found(*promises, facts=None, languages=CODES):
    contents = Contents(Text(), languages, (), promises, (), ())
    return warnings_of(contents, facts or Facts(rules=RULES))


def codes(*promises, **how):
    return [(warning.promise, warning.code) for warning in found(*promises, **how)]


SOUND = [
    promise(1),
    promise(
        2,
        topic=Topic.MAIL,
        metric=Metric.ACKNOWLEDGED_WITHIN,
        amount=10,
        unit=Unit.WORKING_DAYS,
        target=Decimal(98),
    ),
    promise(3, metric=Metric.ANSWERED_IN_LANGUAGE, amount=None, target=Decimal(100)),
    promise(4, metric=Metric.FOUNDED_ON_NORM, norm="courtesy", amount=None, target=Decimal(5)),
    promise(
        5,
        topic=Topic.TELEPHONE,
        metric=Metric.YEARLY_FIGURE,
        figure_name=said(en="Waiting time"),
        figure_target=Decimal(4),
        figure_better=Better.LOWER,
        amount=None,
        target=None,
    ),
    promise(6, topic=Topic.WEBSITE, metric=Metric.NONE, amount=None, target=None),
    # Not measured here, and said in words.
    promise(
        7,
        topic=Topic.DATA_REUSE,
        text=said(nl="U vertelt het ons maar één keer."),
        metric=Metric.NONE,
        amount=None,
        target=None,
    ),
    # Nearly all within the time of the rule, and every one a little later.
    promise(8, amount=45, target=Decimal(100)),
    promise(9, topic=Topic.SERVICES, service_code="S1", legal_basis=said(en="The law")),
]


def test_nothing_is_said_of_a_sound_charter():
    facts = Facts(rules=RULES, laws={9: Limit(4, Unit.MONTHS)}, bare={"S2": ()})

    assert found(*SOUND, facts=facts) == []


def unmeasured(text, key=1, **fields):
    given = {"metric": Metric.NONE, "amount": None, "target": None, "text": Text(text)}
    return promise(key, **(given | fields))


def test_a_promise_without_a_number_that_nothing_measures():
    friendly = unmeasured({"en": "We are friendly.", "nl": "Wij zijn vriendelijk."})

    (warning,) = found(friendly)

    assert (warning.code, warning.promise, warning.other) == (WarningCode.NO_NUMBER, 1, None)
    assert warning.sentence.startswith("There is no number in this promise")


def test_a_promise_not_written_yet_is_not_blamed_for_its_number():
    assert codes(unmeasured({})) == []
    # English is not a language of this charter.
    assert codes(unmeasured({"en": "We are friendly."}), languages=("nl", "fr")) == []


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("nl", "Wij antwoorden zo snel mogelijk.", "“zo snel mogelijk” (Dutch)"),
        ("fr", "Nous répondons dès que possible.", "“dès que possible” (French)"),
        ("de", "Wir antworten so schnell wie möglich.", "“so schnell wie möglich” (German)"),
        ("en", "We answer as soon as possible.", "“as soon as possible” (English)"),
    ],
)
def test_vague_words_are_named_with_their_language(language, text, word):
    vague = promise(text=Text({language: text}))

    (warning,) = found(vague)

    assert warning.code == WarningCode.VAGUE
    assert warning.sentence.startswith(word)


def test_two_promises_contradict():
    warnings = found(promise(1), promise(2, amount=20))

    contradicting = [one for one in warnings if one.code == WarningCode.CONTRADICTION]
    assert [(one.promise, one.other) for one in contradicting] == [(1, 2), (2, 1)]
    assert contradicting[0].sentence == (
        "Promise 2 says something else about the same: 95% within 20 calendar days there,"
        " 95% within 30 calendar days here. A customer cannot tell which one holds."
    )


SERVICE = {"service_code": "S1"}
CITIZENS, COMPANIES = said(en="Citizens"), said(en="Companies")
LANGUAGE = {"metric": Metric.ANSWERED_IN_LANGUAGE, "amount": None}
NORM = {"metric": Metric.FOUNDED_ON_NORM, "amount": None, "norm": "courtesy"}
FIGURE = {
    "metric": Metric.YEARLY_FIGURE,
    "amount": None,
    "target": None,
    "figure_name": said(en="Waiting time"),
    "figure_target": Decimal(4),
    "figure_better": Better.LOWER,
}
CONTRADICTING = {
    "another target": ({}, {"target": Decimal(80)}),
    "units that nobody can compare": ({"unit": Unit.MONTHS, "amount": 1}, {}),
    "a service gets more time than all": ({}, SERVICE | {"amount": 45}),
    "groups that share some": (
        {"groups": (CITIZENS, COMPANIES)},
        {"groups": (CITIZENS,), "amount": 45},
    ),
    "languages": (LANGUAGE, LANGUAGE | {"target": Decimal(80)}),
    "norms": (NORM, NORM | {"target": Decimal(5)}),
    "figures": (FIGURE, FIGURE | {"figure_target": Decimal(10)}),
    "figures one way and the other": (FIGURE, FIGURE | {"figure_better": Better.HIGHER}),
}
AGREEING = {
    "said twice": ({}, {}),
    "another metric": ({}, {"metric": Metric.ACKNOWLEDGED_WITHIN, "amount": 20}),
    "two services": (SERVICE, {"service_code": "S2", "amount": 45}),
    "two stages": ({"stage": "receive"}, {"stage": "deliver", "amount": 45}),
    "two groups": ({"groups": (CITIZENS,)}, {"groups": (COMPANIES,), "amount": 45}),
    "one after the other": (
        {"valid_until": date(2026, 12, 31)},
        {"valid_from": date(2027, 1, 1), "amount": 45},
    ),
    "a service is quicker than all": ({"amount": 60}, SERVICE),
    "a service has the higher share": ({"target": Decimal(80)}, SERVICE),
    "most soon, nearly all later": ({}, {"amount": 60, "target": Decimal(99)}),
    "two norms": (NORM, NORM | {"norm": "speed", "target": Decimal(5)}),
    "two figures": (FIGURE, FIGURE | {"figure_name": said(en="Calls"), "figure_target": None}),
    "a stricter figure of a service": (FIGURE, FIGURE | SERVICE | {"figure_target": Decimal(2)}),
}


@pytest.mark.parametrize("case", CONTRADICTING)
def test_what_contradicts(case):
    one, other = CONTRADICTING[case]

    assert [
        code for _key, code in codes(promise(1, **one), promise(2, **other), facts=Facts())
    ] == [
        WarningCode.CONTRADICTION,
        WarningCode.CONTRADICTION,
    ]


@pytest.mark.parametrize("case", AGREEING)
def test_what_does_not_contradict(case):
    one, other = AGREEING[case]

    assert codes(promise(1, **one), promise(2, **other), facts=Facts()) == []


MAIL = {"topic": Topic.MAIL}
ACROSS = {
    "another time": ({}, {"amount": 20}),
    "another share": ({}, {"target": Decimal(80)}),
    "the same service": (SERVICE, SERVICE | {"amount": 20}),
    "another share in the language": (LANGUAGE, LANGUAGE | {"target": Decimal(80)}),
    "another share on a norm": (NORM, NORM | {"target": Decimal(3)}),
}
APART = {
    "said twice": ({}, {}),
    "soon for most, later for nearly all": ({}, {"amount": 10, "target": Decimal(80)}),
    "one service and all": ({}, SERVICE | {"amount": 45}),
    "two services": (SERVICE, {"service_code": "S2", "amount": 20}),
    "one stage and all": ({}, {"stage": Stage.DELIVER, "amount": 45}),
    "some customers and all": ({}, {"groups": (CITIZENS,), "amount": 45}),
    "customers that are shared in part": (
        {"groups": (CITIZENS,)},
        {"groups": (CITIZENS, COMPANIES), "amount": 45},
    ),
    "two measures": ({}, LANGUAGE),
    "two norms": (NORM, NORM | {"norm": "speed", "target": Decimal(3)}),
    # What is typed in under another subject is another figure, even by the same name.
    "figures": (FIGURE, FIGURE | {"figure_target": Decimal(8)}),
}


@pytest.mark.parametrize("case", ACROSS)
def test_what_is_measured_on_the_same_complaints_contradicts_under_two_subjects(case):
    one, other = ACROSS[case]

    assert codes(promise(1, **one), promise(2, **MAIL, **other), facts=Facts()) == [
        (1, WarningCode.CONTRADICTION),
        (2, WarningCode.CONTRADICTION),
    ]


@pytest.mark.parametrize("case", APART)
def test_what_does_not_contradict_under_two_subjects(case):
    one, other = APART[case]

    assert codes(promise(1, **one), promise(2, **MAIL, **other), facts=Facts()) == []


def test_a_contradiction_under_another_subject_names_that_subject():
    here, there = found(promise(1), promise(2, amount=20, **MAIL), facts=Facts())

    assert here.sentence == (
        "Promise 2, under “Handling of mail”, is measured on the same complaints and says 95%"
        " within 20 calendar days, this one 95% within 30 calendar days. A customer cannot tell"
        " which one holds."
    )
    assert "under “Reply times for information and requests”" in there.sentence


def test_of_several_contradictions_the_one_of_the_same_subject_is_told():
    first, *_others = found(
        promise(1), promise(2, amount=20, **MAIL), promise(3, amount=10), facts=Facts()
    )

    assert (first.promise, first.other) == (1, 3)


def test_a_promise_stricter_than_the_rule():
    (warning,) = found(promise(amount=10, unit=Unit.WORKING_DAYS))

    assert warning.code == WarningCode.STRICTER_THAN_RULE
    assert warning.sentence.startswith(
        "This promises complaints answered within 10 working days; your own rule gives"
        " 30 calendar days."
    )


def test_rules_are_compared_only_with_their_kind_and_where_that_is_certain():
    assert codes(promise(amount=20, unit=Unit.WORKING_DAYS)) == []
    assert codes(promise(amount=40)) == []
    assert codes(promise(amount=3), facts=Facts()) == []
    only_answers = Facts(rules={LimitKind.ANSWER: Limit(30, Unit.CALENDAR_DAYS)})
    soon = promise(metric=Metric.ACKNOWLEDGED_WITHIN, amount=1, unit=Unit.WORKING_DAYS)
    assert codes(soon, facts=only_answers) == []


def test_a_promise_longer_than_its_legal_basis():
    law = Facts(laws={1: Limit(30, Unit.CALENDAR_DAYS)})
    slow = promise(amount=60, legal_basis=said(en="Act on access to documents"))

    (warning,) = found(slow, facts=law)

    assert warning.code == WarningCode.LONGER_THAN_LAW
    assert warning.sentence == (
        "The legal basis gives 30 calendar days, this promises 60 calendar days: “Act on access"
        " to documents”. A promise may be quicker than the law, not slower."
    )
    assert codes(promise(), facts=law) == []
    assert codes(promise(amount=1, unit=Unit.MONTHS), facts=law) == []


BARE = {"S1": (Bare(Stage.DELIVER, said(en="Check"), "the bank"),)}


def test_a_promise_on_a_service_that_rests_on_others_without_agreement():
    about = promise(service_code="S1", service_name=said(en="Refunds"))

    (warning,) = found(about, facts=Facts(bare=BARE))

    assert warning.code == WarningCode.NO_AGREEMENT
    assert warning.sentence == (
        "On its map, “Refunds” rests on the bank for one step, without an agreement that is valid"
        " today: nothing holds this promise up."
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"service_code": "S2"},
        {},
        {"service_code": "S1", "stage": "receive"},
        {"service_code": "S1", **LANGUAGE},
    ],
)
def test_agreements_bear_only_on_times_of_that_service_and_stage(fields):
    assert codes(promise(**fields), facts=Facts(bare=BARE)) == []


def test_warnings_stand_in_the_order_of_the_promises():
    vague = promise(1, text=said(en="We answer as soon as possible."), amount=3)

    found_codes = codes(vague, promise(2))

    assert found_codes == [
        (1, WarningCode.CONTRADICTION),
        (1, WarningCode.STRICTER_THAN_RULE),
        (1, WarningCode.VAGUE),
        (2, WarningCode.CONTRADICTION),
    ]
    assert list(by_promise(found(vague, promise(2)))) == [1, 2]


# ── Facts of the day ─────────────────────────────────────


@pytest.fixture
def charter(fin):
    return CharterFactory(organisation=fin)


def test_the_rules_in_force_are_read(charter):
    assert facts(charter).rules == {
        LimitKind.ACKNOWLEDGEMENT: Limit(10, Unit.WORKING_DAYS),
        LimitKind.ANSWER: Limit(40, Unit.CALENDAR_DAYS),
    }


def test_the_limits_of_legal_bases_are_read_while_they_are_in_force(charter):
    act = RegulationFactory(limit_amount=30)
    repealed = RegulationFactory(limit_amount=15, repealed_on=date(2020, 1, 1))
    silent = RegulationFactory()
    here, *_others = [
        CommitmentFactory(charter=charter, regulation=law) for law in (act, repealed, silent)
    ]
    CommitmentFactory(charter=charter, regulation=act, retired_at=timezone.now())

    assert facts(charter).laws == {here.pk: Limit(30, Unit.CALENDAR_DAYS)}


def facts(charter):
    return facts_for(charter, contents_of(charter))


def doubts(charter):
    contents = contents_of(charter)
    return warnings_of(contents, facts_for(charter, contents))


@pytest.fixture
def resting(charter):
    """A promise on a service of which the bank does a step."""
    department = DepartmentFactory(organisation=charter.organisation)
    service = ServiceFactory(organisation=charter.organisation, code="S1", department=department)
    drawn = MapFactory(service=service)
    make_step(drawn, name="Ask", department=department)
    step = make_step(drawn, name="Check", actor=Actor.OTHER_ORGANISATION, partner="The bank")
    CommitmentFactory(charter=charter, service=service)
    return step


def test_steps_that_rest_on_others_are_read(charter, resting):
    (bare,) = facts(charter).bare["S1"]

    assert (bare.stage, str(bare.step), bare.whom) == (Stage.DELIVER, "Check", "The bank")
    assert [one.code for one in doubts(charter)] == [
        WarningCode.STRICTER_THAN_RULE,
        WarningCode.NO_AGREEMENT,
    ]


@pytest.mark.parametrize(("until", "holds"), [(None, True), (date(2020, 1, 1), False)])
def test_an_agreement_holds_a_promise_up_while_it_is_valid(charter, resting, until, holds):
    agreement = Agreement.objects.create(
        organisation=charter.organisation,
        giver_partner="The bank",
        taker_partner="Us",
        what=Text(en="An answer"),
        amount=3,
        valid_until=until,
    )
    agreement.steps.add(resting.step)

    assert ("S1" in facts(charter).bare) is not holds


def test_a_sound_working_text_has_no_warnings(charter):
    CommitmentFactory(charter=charter, amount=40)
    CommitmentFactory(
        charter=charter, topic="mail", metric="acknowledged_within", amount=10, unit="working_days"
    )

    assert doubts(charter) == []


def test_facts_are_read_in_as_many_queries_for_three_as_for_one(
    charter, resting, django_assert_num_queries
):
    def add():
        service = ServiceFactory(organisation=charter.organisation)
        make_step(MapFactory(service=service), actor=Actor.OTHER_ORGANISATION, partner="X")
        law = RegulationFactory(limit_amount=30)
        CommitmentFactory(charter=charter, service=service, regulation=law)

    add()
    contents = contents_of(charter)
    with django_assert_num_queries(4):
        facts_for(charter, contents)
    add()
    add()
    contents = contents_of(charter)
    with django_assert_num_queries(4):
        facts_for(charter, contents)


def test_what_no_promise_can_be_held_against_is_not_asked_for(charter, django_assert_num_queries):
    CommitmentFactory(charter=charter)
    contents = contents_of(charter)

    with django_assert_num_queries(1):
        facts_for(charter, contents)


def test_what_a_promise_says_in_other_words_stays_the_same_warning():
    spaced = replace(promise(), text=said(en="We  answer as\u00a0soon as possible."))

    assert [one.code for one in found(spaced)] == [WarningCode.VAGUE]
