from datetime import date

import html5lib
import pytest
from crispy_forms.layout import Div
from django import forms
from django.template import Context, Template
from django.utils import translation

from core.forms import DayField, MultipleFileField, PageForm

PAGE = Template("{% load crispy_forms_tags %}{% crispy form %}")


class StoryForm(PageForm):
    submit_label = "Send"
    other_submits = (("preview", "Preview"),)
    cancel_url = "/en/back/"

    kind = forms.ChoiceField(
        choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect, label="Kind"
    )
    tags = forms.MultipleChoiceField(
        choices=[("x", "X"), ("y", "Y")], widget=forms.CheckboxSelectMultiple, help_text="Any"
    )
    service = forms.ChoiceField(choices=[("", "…"), ("s", "S")], help_text="Which one")
    day = DayField()
    text = forms.CharField(widget=forms.Textarea, error_messages={"required": "Tell the story."})
    nickname = forms.CharField(required=False)
    agreed = forms.BooleanField(label="Agreed")
    files = MultipleFileField(required=False)
    seen = forms.CharField(widget=forms.HiddenInput)


class PartsForm(PageForm):
    layout = (Div("name", css_class="two-fields"),)

    name = forms.CharField()
    token = forms.CharField(widget=forms.HiddenInput)


def shown(form):
    """The form as a tree; raises where it is not valid HTML."""
    html = PAGE.render(Context({"form": form, "csrf_token": "t"}))
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(f'<!doctype html><html lang="en"><title>t</title>{html}</html>')


def words(tag):
    return " ".join("".join(tag.itertext()).split())


def ids(tree):
    return [tag.get("id") for tag in tree.iter() if tag.get("id")]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_form_is_one_post_form_with_its_buttons():
    tree = shown(StoryForm())
    form = tree.find(".//form")

    assert form.get("method") == "post"
    assert form.get("enctype") == "multipart/form-data"
    assert [tag.tag for tag in tree.iter() if tag.get("novalidate") is not None] == ["form"]
    assert [(b.get("name"), words(b)) for b in tree.iter("button")] == [
        ("save", "Send"),
        ("preview", "Preview"),
    ]
    assert tree.find(".//a").get("href") == "/en/back/"


def test_fresh_form_has_no_summary():
    assert shown(StoryForm()).find(".//*[@role='alert']") is None


def test_summary_links_to_the_first_control_of_each_field():
    tree = shown(StoryForm({}))
    summary = tree.find(".//*[@role='alert']")

    assert words(summary.find("h2")) == "Look at 7 answers again"
    assert [(a.get("href"), words(a)) for a in summary.iter("a")] == [
        ("#id_kind_0", "Choose an answer to “Kind”."),
        ("#id_tags_0", "Choose an answer to “Tags”."),
        ("#id_service", "Choose an answer to “Service”."),
        ("#id_day", "Fill in “Day”."),
        ("#id_text", "Tell the story."),
        ("#id_agreed", "Tick “Agreed”."),
    ]
    assert words(summary.findall(".//li")[-1]) == "Fill in “Seen”."
    assert {a.get("href")[1:] for a in summary.iter("a")} <= set(ids(tree))


def test_every_description_exists_and_no_id_stands_twice():
    tree = shown(StoryForm({}))
    named = [tag.get("aria-describedby") for tag in tree.iter() if tag.get("aria-describedby")]

    assert {name for names in named for name in names.split()} <= set(ids(tree))
    assert len(ids(tree)) == len(set(ids(tree)))


def test_wrong_field_says_so_to_a_screen_reader():
    tree = shown(StoryForm({}))
    text = tree.find(".//textarea")

    assert text.get("aria-invalid") == "true"
    assert text.get("aria-describedby") == "id_text_error"
    assert tree.find(".//fieldset[@id='div_id_tags']").get("aria-describedby") == (
        "id_tags_helptext id_tags_error"
    )


def test_label_hint_and_error_stand_before_the_control():
    field = shown(StoryForm({})).find(".//div[@id='div_id_service']")

    assert [tag.tag for tag in field] == ["label", "div", "div", "select"]
    assert [words(tag) for tag in field][:3] == [
        "Service",
        "Which one",
        "Choose an answer to “Service”.",
    ]


def test_groups_have_a_legend_and_a_label_for_each_choice():
    group = shown(StoryForm()).find(".//fieldset[@id='div_id_kind']")

    assert words(group.find("legend")) == "Kind"
    assert [(label.get("for"), words(label)) for label in group.iter("label")] == [
        ("id_kind_0", "One"),
        ("id_kind_1", "Two"),
    ]


def test_optional_fields_say_so_and_no_star_is_drawn():
    tree = shown(StoryForm())
    optional = [words(label) for label in tree.iter("label") if "optional" in words(label)]

    assert optional == ["Nickname (optional)", "Files (optional)"]
    assert "*" not in words(tree.find(".//form"))


def test_layout_keeps_hidden_fields():
    tree = shown(PartsForm())

    assert tree.find(".//div[@class='two-fields']//input").get("name") == "name"
    assert tree.find(".//input[@name='token']").get("type") == "hidden"


@pytest.mark.parametrize(
    "typed", ["7-12-2026", "07/12/2026", "7.12.2026", "2026-12-07", " 7-12-2026 "]
)
@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_day_is_read_as_people_here_write_it(typed, language):
    with translation.override(language):
        assert DayField().clean(typed) == date(2026, 12, 7)


@pytest.mark.parametrize("typed", ["12-31-2026", "tomorrow", "7-12-26", "7-12-0202", "31-11-2026"])
def test_day_that_is_none_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="day-month-year"):
        DayField().clean(typed)


def test_day_is_shown_again_as_it_was_typed_or_written():
    assert 'value="7/12/26"' in str(StoryForm({"day": "7/12/26"})["day"])
    assert 'value="07-12-2026"' in str(StoryForm(initial={"day": date(2026, 12, 7)})["day"])


def test_several_files_come_as_a_list():
    assert MultipleFileField(required=False).clean([]) == []
