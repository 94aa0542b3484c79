import re
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string

from core.lettering import width
from core.texts import Text
from organisations.models import Department
from processes import drawing
from processes.enums import Actor, Stage
from processes.models import HandOver, Step, StepVersion
from processes.outline import outline
from processes.support import Flag, Missing

COLLECTION = Department(pk=1, name=Text(en="Collection"))
CONTACT = Department(pk=2, name=Text(en="Contact centre"))
POINTS = re.compile(r"[MLQ ]+")


class Steps:
    """Steps that stand in no database, numbered as they are added."""

    def __init__(self):
        self.all = []

    def add(self, stage, actor, name="Step", **fields):
        number = len(self.all) + 1
        if "question" in fields:
            fields["question"] = Text(en=fields["question"])
        row = StepVersion(
            pk=number,
            step=Step(pk=100 + number),
            stage=stage,
            position=number,
            actor=actor,
            name=Text(en=name),
            **fields,
        )
        self.all.append(row)
        return row


@pytest.fixture
def steps():
    """Two stages, three actors, seven steps."""
    found = Steps()
    found.add(
        Stage.RECEIVE,
        Actor.CUSTOMER,
        "Ask",
        question="How?",
        expected_amount=1,
        expected_unit="hours",
    )
    found.add(Stage.RECEIVE, Actor.FRONT_OFFICE, "Note", department=CONTACT, question="How?")
    found.add(
        Stage.RECEIVE, Actor.CUSTOMER, "Complete", expected_amount=30, expected_unit="minutes"
    )
    found.add(
        Stage.DELIVER,
        Actor.BACK_OFFICE,
        "Examine",
        department=COLLECTION,
        expected_amount=5,
        maximal_amount=10,
    )
    found.add(
        Stage.DELIVER,
        Actor.BACK_OFFICE,
        "Decide",
        department=COLLECTION,
        maximal_amount=2,
        ending="decision",
        informs_on_appeal=True,
    )
    found.add(
        Stage.DELIVER,
        Actor.OTHER_ORGANISATION,
        "Pay",
        partner="The bank",
        expected_amount=2,
        expected_unit="calendar_days",
    )
    found.add(Stage.FOLLOW_UP, Actor.FRONT_OFFICE, "Tell", department=CONTACT)
    return found.all


def hand_over(giver, taker, what=""):
    return HandOver(giver=giver, taker=taker, what=Text(en=what))


def test_stages_carry_their_steps_questions_and_sums(steps):
    told = outline(steps, [])

    assert [column.label for column in told.columns] == [
        "Orient",
        "Receive",
        "Deliver",
        "Follow up",
    ]
    assert [[card.number for card in column.cards] for column in told.columns] == [
        [],
        ["2.1", "2.2", "2.3"],
        ["3.1", "3.2", "3.3"],
        ["4.1"],
    ]
    receive, deliver = told.columns[1:3]
    assert receive.questions == ["How?"]
    assert str(receive.expected) == "1 hour and 30 minutes; 1 step without a duration"
    assert str(deliver.expected) == "5 working days and 2 calendar days; 1 step without a duration"
    assert deliver.maximal.words == "12 working days"
    assert told.expected.words == "5 working days, 2 calendar days, 1 hour and 30 minutes"
    assert told.expected.without == 3
    assert [str(actor.label) for actor in told.actors] == [
        "customer",
        "front office",
        "back office",
        "other organisation",
    ]


def test_a_card_tells_who_when_and_how_it_ends(steps):
    cards = outline(steps, []).cards

    assert [card.done_by for card in cards][3:6] == [
        "back office, Collection",
        "back office, Collection",
        "other organisation, The bank",
    ]
    assert cards[3].times == "5 working days, at most 10"
    assert cards[4].times == "at most 2 working days"
    assert cards[1].times == ""
    assert (cards[4].ending, cards[4].appeal) == (
        "a reasoned decision",
        "with information on appeal",
    )


def test_times_of_different_units_are_both_said_in_full():
    found = Steps()
    row = found.add(
        Stage.ORIENT, Actor.CUSTOMER, expected_amount=1, maximal_amount=9, maximal_unit="months"
    )

    [card] = outline([row], []).cards

    assert card.times == "1 working day, at most 9 months"


def test_a_step_passes_on_to_the_next_one_where_nothing_is_written_down(steps):
    told = outline(steps, [hand_over(steps[3], steps[6], "the file")])

    assert [(one.giver.name, one.taker.name, one.what) for one in told.passes] == [
        ("Ask", "Note", ""),
        ("Note", "Complete", ""),
        ("Complete", "Examine", ""),
        ("Examine", "Tell", "the file"),
        ("Decide", "Pay", ""),
        ("Pay", "Tell", ""),
    ]
    assert [one.taker.name for one in told.cards[3].passes] == ["Tell"]
    assert [one.giver.name for one in told.cards[6].receives_from] == ["Examine", "Pay"]


def test_a_line_is_drawn_where_other_hands_take_over_or_it_is_written_down(steps):
    told = outline(steps, [])
    assert [one.is_drawn for one in told.passes] == [True, True, True, False, True, True]

    told = outline(steps, [hand_over(steps[3], steps[4])])
    assert all(one.is_drawn for one in told.passes)


def test_departments_of_one_actor_are_other_hands():
    found = Steps()
    for department in (COLLECTION, COLLECTION, CONTACT):
        found.add(Stage.DELIVER, Actor.BACK_OFFICE, department=department)

    assert [one.is_drawn for one in outline(found.all, []).passes] == [False, True]


def test_flags_stand_on_their_card(steps):
    flag = Flag(Missing.MAXIMAL_DURATION, "No agreement supports it.", (103,))

    told = outline(steps, [], [flag])

    assert [card.name for card in told.cards if card.flags] == ["Complete"]
    assert "no agreement" in [words.text for words in drawing.for_page(told).words]


def crossing(steps):
    """Lines of every sort: forward, backward, far, within a stage, there and back."""
    pairs = [(0, 3), (0, 6), (3, 1), (6, 0), (5, 3), (2, 6), (6, 5), (5, 0), (1, 0)]
    return [hand_over(steps[giver], steps[taker], "the file") for giver, taker in pairs]


def corners(path):
    numbers = [float(part) for part in POINTS.split(path) if part]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def overlaps(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


LAYOUTS = [((1, 1, 1, 1), 220), ((1, 2, 3, 1), 200), ((1, 1, 2, 1), 160)]


@pytest.mark.parametrize(("slots", "slot_width"), LAYOUTS)
def test_cards_stand_in_their_band_and_apart(steps, slots, slot_width):
    told = outline(steps, crossing(steps))

    drawn = drawing.draw(told, slots=slots, slot_width=slot_width)

    assert len(drawn.boxes) == len(told.actors)
    assert len(drawn.cards) == len(steps)
    assert not any(overlaps(one, other) for one, other in combinations(drawn.cards, 2))
    for card in drawn.cards:
        inside = [
            band
            for band in drawn.boxes
            if band.y < card.y and card.y + card.height < band.y + band.height
        ]
        assert len(inside) == 1
        assert card.x + card.width < drawn.width
    assert drawn.boxes[-1].y + drawn.boxes[-1].height < drawn.height


@pytest.mark.parametrize(("slots", "slot_width"), LAYOUTS)
def test_lines_go_across_and_down_and_never_through_a_card(steps, slots, slot_width):
    told = outline(steps, crossing(steps))

    drawn = drawing.draw(told, slots=slots, slot_width=slot_width)

    assert len(drawn.strokes) == sum(one.is_drawn for one in told.passes) + 2  # the legend's
    for stroke in drawn.strokes:
        found = corners(stroke.path)
        for (x, y), (to_x, to_y) in pairwise(found):
            assert x == to_x or y == to_y
            left, right = sorted((x, to_x))
            top, bottom = sorted((y, to_y))
            assert left >= 0
            assert right <= drawn.width
            for card in drawn.cards:
                through_x = left < card.x + card.width - 1 and right > card.x + 1
                through_y = top < card.y + card.height - 1 and bottom > card.y + 1
                assert not (through_x and through_y), (stroke.path, card)


@pytest.mark.parametrize(
    "name", ["Pay", "Recognise the incapacity for work " * 4, "Arbeidsongeschiktheid" * 4]
)
def test_words_of_a_card_fit_it(name):
    found = Steps()
    found.add(Stage.DELIVER, Actor.CUSTOMER, name, expected_amount=3, maximal_amount=4)

    drawn = drawing.for_page(outline(found.all, []))

    [card] = drawn.cards
    inside = [
        words
        for words in drawn.words
        if card.y < words.y < card.y + card.height and words.x > card.x
    ]
    assert name.split()[0][:3] in inside[1].text
    for words in inside:
        style = words.style
        assert words.x + width(words.text, style.size, bold=style.is_bold) <= card.x + card.width
    assert max(words.y for words in inside) < card.y + card.height


def test_a_map_without_steps_is_drawn_with_its_four_stages():
    drawn = drawing.for_page(outline([], []))

    texts = [words.text for words in drawn.words]
    assert [text for text in texts if text[1:3] == ". "] == [
        "1. Orient",
        "2. Receive",
        "3. Deliver",
        "4. Follow up",
    ]
    assert texts.count("No step in this stage yet") == 4


@pytest.mark.parametrize("sheet", [(396, 240), (273, 160)])
def test_the_drawing_fits_its_sheet_and_can_be_read(steps, sheet):
    drawn, scale = drawing.for_sheet(outline(steps, crossing(steps)), *sheet)

    assert drawn.width * scale <= sheet[0] + 0.01
    assert drawn.height * scale <= sheet[1] + 0.01
    assert scale * 14 > drawing.SMALLEST_TEXT


def test_many_steps_on_a_small_sheet_say_the_least():
    found = Steps()
    for stage in Stage:
        for actor in Actor:
            for _ in range(2):
                found.add(stage, actor, "Something that is done", ending="product")

    told = outline(found.all, [])

    large, _scale = drawing.for_sheet(told, 1200, 800)
    small, _scale = drawing.for_sheet(told, 200, 120)
    assert any("Ends with" in words.text for words in large.words)
    assert not any("Ends with" in words.text for words in small.words)


def test_the_picture_uses_no_style_and_no_local_numbers(steps):
    steps[0].name = Text(en="<b>Ask & wait</b>")
    drawn = drawing.for_page(outline(steps, []))

    shown = render_to_string(
        "processes/_drawing.html",
        {"drawing": drawn, "label": "Map", "width": drawn.width, "height": drawn.height},
    )

    assert "style=" not in shown
    assert "class=" not in shown
    assert "&lt;b&gt;Ask &amp; wait&lt;/b&gt;" in shown
    assert f'viewBox="0 0 {drawn.width} {drawn.height}"' in shown
    assert 'role="img" aria-label="Map"' in shown
