"""How a page's form lays out its fields, beyond one below the other."""

from typing import Any

from crispy_forms.layout import Div
from crispy_forms.utils import TEMPLATE_PACK
from django.forms import BaseForm, ChoiceField
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.functional import Promise


class Folded(Div):  # type: ignore[misc]
    """Fields that few need, below a line that opens them; open where one of them is answered or wrong."""

    def __init__(self, title: str | Promise, *fields: Any) -> None:
        super().__init__(*fields)
        self.title = title

    def render(
        self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        names = [pointer.name for pointer in self.get_field_names()]
        facts = {"title": self.title, "fields": fields, "is_open": is_answered(form, names)}
        return render_to_string("components/folded.html", facts)


def is_answered(form: BaseForm, names: list[str]) -> bool:
    return any(form[name].errors or says_something(form[name]) for name in names)


def says_something(bound: BoundField) -> bool:
    """A choice that must be made always has an answer, and says nothing by it."""
    must_choose = bound.field.required and isinstance(bound.field, ChoiceField)
    return bool(bound.value()) and not must_choose
