"""A charter as it is read in one language."""

from dataclasses import replace
from decimal import Decimal

import pytest

from charters.contents import Contents, Offer, Promise, TopicText, Wish, as_json, from_json
from charters.enums import Metric, Part, Topic
from charters.reading import document, highlights, shown_language
from core.texts import Text
from tests.factories.organisations import in_four_languages


def promise(number, **fields):
    values = {
        "key": 100 + number,
        "number": number,
        "topic": Topic.REPLY_TIMES,
        "text": Text(nl=f"Belofte {number}", fr=f"Promesse {number}"),
        "explanation": Text(),
    }
    return Promise(**(values | fields))


def contents(*promises, **fields):
    values = {
        "organisation": Text(nl="FOD Financiën", fr="SPF Finances"),
        "languages": ("nl", "fr"),
        "texts": (),
        "promises": promises,
        "expectations": (),
        "services": (),
    }
    return Contents(**(values | fields))


@pytest.mark.parametrize(
    ("languages", "wanted", "shown"),
    [
        (["nl", "fr"], "fr", "fr"),
        (["nl", "fr", "de"], "de", "de"),
        (["nl", "fr"], "en", "nl"),
        (["nl", "fr"], "", "nl"),
    ],
)
def test_a_charter_is_shown_in_the_wanted_language_or_in_dutch(languages, wanted, shown):
    assert shown_language(languages, wanted) == shown
    assert document(contents(languages=tuple(languages)), wanted).language == shown


def test_parts_and_subjects_stand_in_their_order_and_empty_ones_are_left_out():
    read = document(
        contents(
            promise(1, topic=Topic.TELEPHONE),
            promise(2),
            texts=(TopicText(Topic.WELCOME, Text(fr="Bienvenue", nl="Welkom")),),
        ),
        "fr",
    )

    assert [part.part for part in read.parts] == [Part.WELCOME, Part.RECEPTION, Part.SERVICES]
    assert [part.number for part in read.parts] == [1, 3, 4]
    assert str(read.parts[0].topics[0].text.html) == "<p>Bienvenue</p>"
    assert [one.text.text for one in read.promises] == ["Promesse 1", "Promesse 2"]


def test_a_text_missing_in_the_language_is_shown_in_another_one_that_is_named():
    read = document(
        contents(
            promise(1, text=Text(nl="Alleen hier"), legal_basis=Text(de="Ein Gesetz")),
            texts=(TopicText(Topic.WELCOME, Text(nl="Welkom")),),
        ),
        "fr",
    )

    shown = read.promises[0]
    assert (shown.text.text, shown.text.lang) == ("Alleen hier", "nl")
    assert shown.legal_basis.lang == "de"
    assert read.parts[0].topics[0].text.lang == "nl"


def test_metric_figure_and_target_are_said_in_the_language_of_the_document():
    measured = promise(
        1, metric=Metric.ANSWERED_WITHIN, amount=20, unit="working_days", target=Decimal(95)
    )
    read = document(contents(measured, promise(2), languages=("nl", "fr", "en")), "en")

    first, second = read.promises
    assert (first.figure, first.figure_unit) == ("20", "working days")
    assert first.target == "95% within 20 working days"
    assert (second.figure, second.target, second.metric) == ("", "", "")
    assert read.measured_count == 1


def test_a_subject_that_does_not_apply_keeps_its_reason():
    texts = (TopicText(Topic.PAYMENT, Text(), applies=False, reason=Text(fr="Tout est gratuit.")),)
    read = document(contents(texts=texts), "fr")

    part = read.parts[0]
    assert [topic.reason.text for topic in part.left_out] == ["Tout est gratuit."]


def test_wishes_redress_and_services_have_their_places():
    read = document(
        contents(
            texts=(TopicText(Topic.REDRESS, Text(fr="Écrivez-nous **d'abord**.")),),
            expectations=(Wish(1, Text(fr="Répondez.")),),
            services=(Offer("refund", Text(fr="Remboursement"), Text(fr="L'argent")),),
        ),
        "fr",
    )

    assert "<strong>" in read.redress.html
    assert [wish.text for wish in read.expectations] == ["Répondez."]
    assert [part.part for part in read.parts] == [Part.SERVICES]
    assert read.parts[0].topics[0].services[0].name.text == "Remboursement"


def test_a_regulation_stands_once_with_the_promises_that_rest_on_it():
    law = Text(in_four_languages("Act of 1994"))
    read = document(
        contents(promise(1, legal_basis=law), promise(2), promise(3, legal_basis=law)), "nl"
    )

    assert [basis.numbers for basis in read.legal_bases] == [(1, 3)]


def test_an_edition_kept_as_json_reads_the_same():
    whole = contents(
        promise(1, groups=(Text(nl="burgers"),), target=Decimal("95.5"), metric=Metric.NONE)
    )

    assert document(from_json(as_json(whole)), "nl") == document(whole, "nl")


def test_highlights_take_of_each_subject_in_turn_those_with_a_number():
    measured = {"metric": Metric.ACKNOWLEDGED_WITHIN, "amount": 5, "target": Decimal(90)}
    many = [promise(n, **measured) for n in range(1, 13)]
    other = [
        promise(13, topic=Topic.TELEPHONE),
        promise(14, topic=Topic.TELEPHONE, **measured),
        promise(15, topic=Topic.MAIL),
    ]
    read = document(contents(*many, *other), "nl").promises

    chosen = [one.number for one in highlights(read, 10)]

    assert chosen == [1, 2, 3, 4, 5, 6, 7, 8, 9, 14]
    assert [one.number for one in highlights(read, 3)] == [1, 2, 14]


def test_few_promises_are_all_highlights():
    read = document(contents(promise(1), promise(2)), "nl")

    assert [one.number for one in read.highlights] == [1, 2]
    assert replace(read, parts=()).highlights == ()
