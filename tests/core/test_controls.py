import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from core.controls import ControlRenderer

CHOICES = [("a", "A & a"), ("b", gettext_lazy("Save"))]


@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput({"class": 'w "short"', "required": True, "disabled": False}),
        forms.TextInput({"placeholder": gettext_lazy("Save"), "title": mark_safe("a &amp; b")}),
        forms.NumberInput({"min": 0}),
        forms.EmailInput(),
        forms.PasswordInput(),
        forms.HiddenInput(),
        forms.DateInput(),
        forms.TimeInput(),
        forms.CheckboxInput(),
        forms.FileInput(),
        forms.Textarea({"rows": 3}),
        forms.RadioSelect(choices=CHOICES),
        forms.CheckboxSelectMultiple(choices=CHOICES),
        forms.Select(choices=CHOICES),
    ],
)
@pytest.mark.parametrize("value", [None, "", "a", "<b> & 'c'\nd", 7, mark_safe("<i>")])
def test_control_is_drawn_as_django_does(widget, value):
    drawn = [
        widget.render("field", value, {"id": "id_field"}, renderer=renderer)
        for renderer in (ControlRenderer(), DjangoTemplates())
    ]

    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_single_choice_is_drawn_as_django_does(widget):
    drawn = []
    for renderer in (ControlRenderer(), DjangoTemplates()):
        form = forms.Form({"kind": "b"}, renderer=renderer)
        form.fields["kind"] = forms.ChoiceField(choices=CHOICES, widget=widget)
        drawn.append([(choice.tag(), choice.tag(wrap_label=True)) for choice in form["kind"]])

    assert drawn[0] == drawn[1]
