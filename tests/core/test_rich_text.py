import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template

from core.rich_text import RichTextField, html_of, paragraphs_of, plain_of
from core.texts import Text

MARKED = """Write to us **within 10 days**, *or call*.

- by post
- by [e-mail](mailto:info@fin.example)

1. read
2. decide

See [our site](https://fin.example/a?b=1&c=2)."""


def test_marking_becomes_paragraphs_lists_emphasis_and_links():
    assert html_of(MARKED) == (
        "<p>Write to us <strong>within 10 days</strong>, <em>or call</em>.</p>\n"
        '<ul>\n<li>by post</li>\n<li>by <a href="mailto:info@fin.example">e-mail</a></li>\n</ul>\n'
        "<ol>\n<li>read</li>\n<li>decide</li>\n</ol>\n"
        '<p>See <a href="https://fin.example/a?b=1&amp;c=2">our site</a>.</p>'
    )


def test_plain_words_stand_without_their_marks():
    assert plain_of(MARKED) == (
        "Write to us within 10 days, or call.\nby post\nby e-mail\nread\ndecide\nSee our site."
    )


def test_paragraphs_are_counted_as_they_were_typed():
    assert paragraphs_of("One\nand on\r\n\r\n- a\n- b\n\n \n\nLast ") == [
        "One\nand on",
        "- a\n- b",
        "Last",
    ]
    assert paragraphs_of("") == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,a)",
        "[x](//elsewhere.example)",
        "[x](/complaints)",
    ],
)
def test_what_is_no_marking_is_shown_as_words(text):
    shown = html_of(text)

    assert shown.startswith("<p>")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<a" not in shown


@pytest.mark.parametrize("text", ["31. Dezember 2026", "1. Januar 2027 gilt es", "2. und 15. Mai"])
def test_german_day_begins_no_list(text):
    assert html_of(text) == f"<p>{text}</p>"
    assert plain_of(text) == text


def test_list_with_empty_lines_between_is_one_list():
    assert html_of("1. a\n\n2. b\n\n3. c").count("<ol") == 1


def test_filter_shows_the_text_in_the_reader_s_language():
    page = Template("{{ text|rich }}")

    assert page.render(Context({"text": Text(nl="**Ja**")})) == "<p><strong>Ja</strong></p>"


@pytest.mark.parametrize("text", ["", "2 < 5 days, a > b", MARKED, "x" * 10_000])
def test_field_keeps_the_text_as_it_was_typed(text):
    assert RichTextField(required=False).clean(text) == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Look: <script>alert(1)</script>", "Leave out “<script>”"),
        ("<b onclick=x", "Leave out “<b onclick=x”"),
        ("[here](javascript:alert(1))", "The link “javascript:alert(1” cannot be used."),
        ("[here](java&#115;cript:x)", "The link “java&#115;cript:x” cannot be used."),
        ("[here](www.fin.example)", "Begin it with https://, mailto: or tel:."),
        ("[here]()", "A link leads nowhere."),
        ("x" * 200_000, "This text has 200,000 characters; 10,000 fit."),
    ],
)
def test_field_refuses_and_says_why(text, says):
    with pytest.raises(ValidationError) as refusal:
        RichTextField().clean(text)

    assert says in refusal.value.messages[0]
    assert len(refusal.value.messages) == 1


def test_browser_does_not_cut_a_pasted_text_off():
    assert "maxlength" not in RichTextField().widget.attrs
