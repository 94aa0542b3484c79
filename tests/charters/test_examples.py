"""What others promise: whole in four languages, with a source, on subjects of ours."""

from charters.enums import Topic
from charters.examples import examples, examples_on
from charters.guidance import GUIDES
from charters.redress import REDRESS
from core.rich_text import RichTextField, html_of


def test_every_example_stands_in_four_languages_with_its_source():
    for example in examples():
        assert set(example.by) == set(example.text) == {"nl", "fr", "de", "en"}
        assert example.source.startswith(("http://", "https://"))
        assert example.topics


def test_examples_stand_under_their_subjects():
    assert [str(example.text) for example in examples_on("referral")] == [
        "Whoever needs another service is directed to the one that is competent."
    ]
    assert len(examples_on("telephone")) == 3
    assert examples_on("welcome") == []


def test_each_subject_is_explained():
    assert set(GUIDES) == set(Topic)
    assert all(guide.brief and guide.explains and guide.asks for guide in GUIDES.values())


def test_redress_says_the_three_ways_in_each_language():
    assert set(REDRESS) == {"nl", "fr", "de", "en"}
    for text in REDRESS.values():
        assert RichTextField().clean(text) == text
        shown = html_of(text)
        assert shown.count("<strong>") == 2
        assert shown.count("<li>") == 2
        assert shown.count("<a href=") == 1
