"""A form in parts, each with its heading."""

from typing import Any

from crispy_forms.layout import Div
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.functional import Promise


class Part(Div):  # type: ignore[misc]
    """Some fields below a heading, and a note after them."""

    def __init__(self, title: str | Promise, *fields: Any, note: str = "") -> None:
        super().__init__(*fields)
        self.title = title
        self.note = note

    def render(
        self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        facts = {"title": self.title, "fields": fields, "note": self.note}
        return render_to_string("complaints/public/_form_part.html", facts)
