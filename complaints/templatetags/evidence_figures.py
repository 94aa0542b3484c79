"""A figure of the evidence page as it is drawn: in the table, on a card, in the list of services."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.evidence_words import Figure
from core.templatetags.ui import leading

register = template.Library()


# A page draws hundreds: escaped here, since `format_html` would take longer than all the rest.
@register.filter
def drawn(figure: Figure) -> SafeString:
    """A small number is said to be hidden: on paper beside the one on the screen, or altogether."""
    return mark_safe(hidden(figure) + shown(figure))  # noqa: S308 - every text is escaped


def hidden(figure: Figure) -> str:
    if not (figure.is_hidden or figure.is_small):
        return ""
    on_paper = " on-paper" if figure.is_small else ""
    what = f"{leading(figure.what)} " if figure.what else ""
    return f'<span class="ev-hidden{on_paper}">{escape(what + pgettext("number", "hidden"))}</span>'


def shown(figure: Figure) -> str:
    if figure.is_hidden or not figure.text:
        return ""
    text = escape(figure.text)
    if figure.url:
        text = f'<a href="{escape(figure.url)}">{text}</a>'
    if figure.note:
        text += f' <span class="sub">{escape(_("of %(n)s") % {"n": figure.note})}</span>'
    return f'<span class="on-screen">{text}</span>' if figure.is_small else f"<span>{text}</span>"
