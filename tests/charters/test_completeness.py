"""What a charter lacks: in which languages, of which subject, and what of it bars publication."""

from dataclasses import replace

import pytest

from charters.completeness import completeness
from charters.contents import Contents, Offer, Promise, TopicText, Wish
from charters.enums import ELEMENTS, Metric, Part, Topic
from core.texts import Text
from tests.factories.organisations import in_four_languages

TEXTS = (Topic.WELCOME, Topic.SITUATION, Topic.PURPOSE, Topic.REDRESS)


def promise(number=1, topic=Topic.REPLY_TIMES, **further):
    text = further.pop("text", in_four_languages("An answer in 30 days."))
    explanation = further.pop("explanation", Text())
    return Promise(number, number, topic, text, explanation, **further)


def whole(**further):
    """A charter in two languages that lacks nothing."""
    says = in_four_languages("Something.")
    contents = Contents(
        organisation=in_four_languages("FIN"),
        languages=("nl", "fr"),
        texts=tuple(TopicText(topic, says) for topic in (*TEXTS, *ELEMENTS)),
        promises=(promise(topic=Topic.SERVICES),),
        expectations=(Wish(1, says),),
        services=(),
    )
    return replace(contents, **further)


def with_text(contents, topic, **values):
    texts = {one.topic: one for one in contents.texts}
    texts[topic] = replace(texts.get(topic, TopicText(topic, Text())), **values)
    return replace(contents, texts=tuple(texts.values()))


def sentences(gaps):
    return [str(gap) for gap in gaps]


def test_whole_charter_lacks_nothing():
    state = completeness(whole())

    assert state.gaps == ()
    assert state.is_publishable
    assert state.next_task is None
    assert state.ready_count == len(Topic) == 17
    assert [part.ready_count for part in state.parts] == [3, 2, 4, 5, 3]
    assert all(part.is_ready for part in state.parts)


def test_empty_charter_says_what_bars_it_subject_by_subject():
    state = completeness(whole(texts=(), promises=(), expectations=()))

    assert sentences(state.barring) == [
        "No commitment yet: a charter makes at least one",
        "Welcome: nothing said yet",
        "Who we are: nothing said yet",
        "Purpose, and for whom: nothing said yet",
        "Referral to the right service: nothing said yet",
        "A maintained website: nothing said yet",
        "Opening hours, reception and digital offer: nothing said yet",
        "Reachable by telephone: nothing said yet",
        "Several channels, electronic ones included: nothing said yet",
        "Handling of mail: nothing said yet",
        "Reply times for information and requests: nothing said yet",
        "Means of payment: nothing said yet",
        "Business counters: nothing said yet",
        "Maximal reuse of data: nothing said yet",
        "Quality control: nothing said yet",
        "When a promise is not kept: nothing said yet",
    ]
    assert sentences(gap for gap in state.gaps if not gap.bars) == [
        "What we do for you: nothing said yet",
        "What we expect of you: nothing said yet",
    ]
    assert state.next_task.topic == Topic.WELCOME
    assert not any(task.is_begun for task in state.tasks)


def test_text_missing_in_a_language_of_the_charter_bars_publication():
    contents = with_text(whole(), Topic.WELCOME, text=Text(nl="Welkom", de="Willkommen", fr="  "))

    state = completeness(contents)

    assert sentences(state.barring) == ["Welcome: missing in French"]
    task = state.task(Topic.WELCOME)
    assert task.languages == (("nl", True), ("fr", False))
    assert (task.is_begun, task.is_ready, task.part) == (True, False, Part.WELCOME)


def test_languages_not_chosen_are_not_missed():
    contents = with_text(whole(), Topic.WELCOME, text=Text(nl="Welkom", fr="Bienvenue"))

    assert completeness(contents).is_publishable
    in_four = replace(contents, languages=("nl", "fr", "de", "en"))
    assert sentences(completeness(in_four).barring) == ["Welcome: missing in German, English"]
    assert [(code, len(tasks)) for code, tasks in completeness(in_four).lacking] == [
        ("de", 1),
        ("en", 1),
    ]


def test_commitment_is_enough_to_say_something_about_an_element():
    contents = with_text(whole(), Topic.TELEPHONE, text=Text())
    assert sentences(completeness(contents).barring) == ["Reachable by telephone: nothing said yet"]

    telephone = promise(2, topic=Topic.TELEPHONE)

    state = completeness(replace(contents, promises=(*contents.promises, telephone)))
    assert state.is_publishable
    assert state.task(Topic.TELEPHONE).promises == (telephone,)


def test_commitment_without_a_language_is_named_by_its_number():
    short = promise(4, text=Text(nl="Antwoord binnen 30 dagen"), explanation=Text(nl="a", fr="b"))

    gaps = completeness(whole(promises=(short,))).barring

    assert [(str(gap), gap.topic, gap.commitment, gap.languages) for gap in gaps] == [
        ("Commitment 4: missing in French", Topic.REPLY_TIMES, 4, ("fr",))
    ]


@pytest.mark.parametrize(
    ("further", "sentence"),
    [
        ({"explanation": Text(fr="Parce que")}, "Commitment 1, explanation: missing in Dutch"),
        ({"change_reason": Text(nl="Want")}, "Commitment 1, why it changes: missing in French"),
        (
            {"metric": Metric.YEARLY_FIGURE},
            "Commitment 1, name of the figure: missing in Dutch, French",
        ),
    ],
)
def test_what_stands_beside_a_commitment_is_read_too(further, sentence):
    made = replace(promise(), **further)

    assert sentences(completeness(whole(promises=(made,))).barring) == [sentence]


def test_element_that_does_not_apply_says_why_in_each_language():
    contents = with_text(
        whole(), Topic.COUNTERS, applies=False, text=Text(), reason=Text(nl="Geen loketten.")
    )
    assert sentences(completeness(contents).barring) == [
        "Business counters: why it does not apply: missing in French"
    ]

    contents = with_text(contents, Topic.COUNTERS, reason=Text(nl="Geen.", fr="Aucun."))

    assert completeness(contents).is_publishable
    assert completeness(contents).task(Topic.COUNTERS).applies is False


def test_element_that_does_not_apply_has_no_commitments():
    contents = with_text(
        whole(promises=(promise(topic=Topic.COUNTERS),)),
        Topic.COUNTERS,
        applies=False,
        reason=in_four_languages("None."),
    )

    assert sentences(completeness(contents).barring) == [
        "Business counters: said not to apply, although there are commitments"
    ]


def test_charter_without_a_commitment_is_not_published():
    state = completeness(with_text(whole(promises=()), Topic.SERVICES, text=Text(nl="a", fr="b")))

    assert sentences(state.barring) == ["No commitment yet: a charter makes at least one"]


def test_expectation_lacks_a_language():
    state = completeness(whole(expectations=(Wish(7, Text(nl="Wees op tijd")),)))

    assert [(str(gap), gap.expectation) for gap in state.barring] == [
        ("Expectation 1: missing in French", 7)
    ]


def test_no_expectation_is_a_gap_that_bars_nothing():
    state = completeness(whole(expectations=()))

    assert state.is_publishable
    assert sentences(state.gaps) == ["What we expect of you: nothing said yet"]
    assert state.next_task.topic == Topic.EXPECTATIONS


def test_service_of_the_catalogue_without_a_language_bars_nothing():
    offer = Offer("tax", Text(nl="Belasting"), Text())

    state = completeness(whole(services=(offer,)))

    assert sentences(state.gaps) == ["Service “Belasting”: missing in French"]
    assert state.is_publishable


def test_next_task_bars_publication_before_it_does_not():
    contents = with_text(
        whole(services=(Offer("a", Text(nl="A"), Text()),)), Topic.REDRESS, text=Text()
    )

    state = completeness(contents)

    assert state.next_task.topic == Topic.REDRESS
    assert state.after(Topic.WELCOME).topic == Topic.SERVICES
    assert state.after(Topic.SERVICES).topic == Topic.REDRESS
    assert state.after(Topic.REDRESS).topic == Topic.SERVICES
