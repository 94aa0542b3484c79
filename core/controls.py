"""Controls of forms, drawn at once: Django renders three templates for each input, and a form holds dozens."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = "django/forms/widgets"
# What is an input and nothing else.
INPUTS = frozenset(
    f"{FOLDER}/{name}.html"
    for name in (
        "checkbox",
        "checkbox_option",
        "date",
        "email",
        "hidden",
        "number",
        "password",
        "radio_option",
        "text",
        "time",
    )
)
TEXTAREA = f"{FOLDER}/textarea.html"


class ControlRenderer(DjangoTemplates):
    """Draws the common controls as Django's templates do, and leaves the others to these."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == TEXTAREA:
            return textarea(context["widget"])
        if template_name in INPUTS and not context["widget"].get("wrap_label"):
            return single_input(context["widget"])
        return super().render(template_name, context, request)


def single_input(widget: Mapping[str, Any]) -> SafeString:
    given = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        given["value"] = widget["value"]
    return mark_safe(f"<input{written(given)}{written(widget['attrs'])}>")  # noqa: S308 - escaped


def textarea(widget: Mapping[str, Any]) -> SafeString:
    attrs = written({"name": widget["name"], **widget["attrs"]})
    return format_html("<textarea{}>\n{}</textarea>", attrs, widget["value"] or "")


def written(attrs: Mapping[str, Any]) -> SafeString:
    """In their order; one that is True stands alone, one that is False does not stand."""
    parts = [
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    ]
    return mark_safe("".join(parts))  # noqa: S308 - each value is escaped
