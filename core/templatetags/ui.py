"""Tags and filters that every template knows: drawings, states, days and numbers in words."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core import forms
from core.icons import ICONS, SIGNS
from core.rich_text import html_of

register = template.Library()
NO_BREAK = "\u00a0"
KILO = 1024
CLOCKS = {
    "fr": f"{{hour}}{NO_BREAK}h{NO_BREAK}{{minute:02}}",
    "nl": f"{{hour}}.{{minute:02}}{NO_BREAK}uur",
    "de": f"{{hour}}.{{minute:02}}{NO_BREAK}Uhr",
}
ACCOUNT_LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
}


# A list draws the same few signs in each of its rows.
@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: int = 20) -> SafeString:
    """A drawing beside words; hidden from screen readers."""
    return format_html(
        '<svg class="i" viewBox="0 0 20 20" width="{0}" height="{0}" fill="none"'
        ' stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"'
        ' aria-hidden="true" focusable="false">{1}</svg>',
        size,
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawing
    )


@register.simple_tag
@lru_cache(maxsize=256)
def state_tag(sign: str, label: str, tone: str = "calm") -> SafeString:
    """A state: sign and word; the tone is calm, busy, soon, held, kept or late."""
    return format_html(
        '<span class="tag t-{}"><svg viewBox="0 0 14 14" width="14" height="14" fill="none"'
        ' stroke="currentColor" stroke-width="1.8" aria-hidden="true" focusable="false">{}</svg>'
        " <span>{}</span></span>",
        tone,
        mark_safe(SIGNS[sign]),  # noqa: S308 - our own drawing
        label,
    )


@register.simple_tag
def brand_mark(colour: str = "#15232d", size: int = 38) -> SafeString:
    """A thread that makes a loop and ends in a yellow knot."""
    return format_html(
        '<svg viewBox="0 0 40 40" width="{0}" height="{0}" fill="none" aria-hidden="true"'
        ' focusable="false"><path d="M3 33c8 0 9-4 9-11a12 12 0 1 1 12 12" stroke="{1}"'
        ' stroke-width="4.5" stroke-linecap="round"/><circle cx="24" cy="34" r="4.5"'
        ' fill="#ffc93c" stroke="{1}" stroke-width="2"/></svg>',
        size,
        colour,
    )


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[dict[str, Any]]:
    """The same page in each language, with its query."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    return [
        {
            "code": code,
            "name": name,
            "url": path_in_language(path, code),
            "current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]


@register.filter
def path_in_language(path: str, code: str) -> str:
    """The page in another language: addresses differ in their first word alone."""
    _root, first, *rest = path.split("/")
    return "/".join(["", code, *rest]) if first in dict(settings.LANGUAGES) else f"/{code}/"


class Drawing(template.Node):
    """What stands between the tags, drawn once and kept under a name."""

    def __init__(self, nodes: template.NodeList, name: str) -> None:
        self.nodelist = nodes
        self.name = name

    def render(self, context: Context) -> SafeString:
        context[self.name] = self.nodelist.render(context)
        return mark_safe("")


@register.tag
def draw(parser: template.base.Parser, token: template.base.Token) -> Drawing:
    """`{% draw as menu %}…{% enddraw %}`: for a piece that stands twice on a page."""
    _tag, _as, name = token.split_contents()
    nodes = parser.parse(["enddraw"])
    parser.delete_first_token()
    return Drawing(nodes, name)


@register.filter
def leading(text: object) -> str:
    """With the colon that leads to what follows; French parts it from the word."""
    return f"{text}{NO_BREAK}:" if get_language() == "fr" else f"{text}:"


@register.filter
def within(text: object) -> str:
    """A name as it stands within a sentence: German alone keeps its capital."""
    name, language = str(text), getattr(text, "lang", "") or get_language()
    return name if language == "de" else name[:1].lower() + name[1:]


@register.filter
def error_lines(form: BaseForm) -> list[tuple[str, str]]:
    """For the error summary. Our forms say which answer is missing; of others the label says it."""
    if isinstance(form, forms.PageMixin):
        return form.summary
    labels = {forms.first_control(bound): str(bound.label) for bound in form.visible_fields()}
    return [
        (target, f"{labels[target]} – {text}" if target and labels[target] not in text else text)
        for target, text in forms.error_lines(form)
    ]


@register.filter
def in_our_words(form: BaseForm) -> BaseForm:
    """A form of the sign-in library: our labels and errors, and no placeholder that repeats them."""
    for name, field in form.fields.items():
        field.label = ACCOUNT_LABELS.get(name, field.label)
        # A form that was sent has drawn its labels before.
        form[name].label = field.label or ""
        field.widget.attrs.pop("placeholder", None)
        forms.say_what_is_missing(name, field)
        for error in form.errors[name].as_data() if name in form.errors else ():
            if error.code == "required":
                error.message = field.error_messages["required"]
    return form


@register.simple_block_tag
def panel(content: str, *, title: str, tone: str = "") -> SafeString:
    """A box for something that can be acted on, quoted or carried away."""
    return format_html(
        '<section class="panel {}"><h2>{}</h2>{}</section>',
        f"panel-{tone}" if tone else "",
        title,
        content,
    )


def local(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


# A list writes the same few days in each of its rows.
@lru_cache(maxsize=4096)
def day_in_words(found: date, pattern: str, language: str | None) -> str:
    """A day in the language that is active: French writes `1er décembre`, German `7. Dezember`."""
    text = date_format(found, pattern)
    if language == "de":
        return text.replace(f"{found.day} ", f"{found.day}. ", 1)
    return text.replace("1 ", "1er ", 1) if language == "fr" and found.day == 1 else text


@register.filter
def day_plain(value: date | datetime | None) -> str:
    """7 décembre 2026."""
    if value is None:
        return ""
    return day_in_words(local(value), "j F Y", get_language())


@register.filter
def day(value: date | datetime | None) -> str:
    """lundi 7 décembre 2026."""
    if value is None:
        return ""
    comma = "," if get_language() == "de" else ""
    return f"{date_format(local(value), 'l')}{comma} {day_plain(value)}"


@register.filter
def day_short(value: date | datetime | None, today: date | None = None) -> str:
    """7 décembre, with the year when it is not this one; a long list says once what today is."""
    if value is None:
        return ""
    found = local(value)
    pattern = "j F" if found.year == (today or timezone.localdate()).year else "j F Y"
    return day_in_words(found, pattern, get_language())


def clock(value: datetime) -> str:
    """19 h 42."""
    written = CLOCKS.get(get_language() or "en", "{hour}:{minute:02}")
    return written.format(hour=value.hour, minute=value.minute)


@register.filter
def moment(value: datetime | None) -> str:
    """jeudi 22 octobre 2026, 19 h 42."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return f"{day(here)}, {clock(here)}"


@register.filter
def moment_short(value: datetime | None) -> str:
    """22 octobre, 19 h 42, with the year when it is not this one."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return f"{day_short(here)}, {clock(here)}"


@register.filter
def days_from_now(value: date | datetime | None, today: date | None = None) -> str:
    """in 14 days · today · 2 days late."""
    if value is None:
        return ""
    days = (local(value) - (today or timezone.localdate())).days
    if days == 0:
        return gettext("today")
    if days > 0:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": number(days)}
    return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": number(-days)}


@register.filter
def tone_of_due(value: date | None, today: date | None = None) -> str:
    """`late`, `soon` for today, or nothing."""
    if value is None:
        return ""
    today = today or timezone.localdate()
    return "late" if value < today else "soon" if value == today else ""


@register.filter
def number(value: float | None) -> str:
    """1 052 · 94,2: thousands apart by a no-break space, as all three languages write them here; in English by a comma."""
    if value is None:
        return ""
    whole = float(value).is_integer()
    text = f"{value:,.0f}" if whole else f"{value:,.1f}"
    if get_language() == "en":
        return text
    return text.replace(",", NO_BREAK).replace(".", ",")


@register.filter
def percent(value: float | None) -> str:
    """94,2 %: one decimal always, so that columns align."""
    if value is None:
        return ""
    text = f"{value:,.1f}"
    if get_language() == "en":
        return f"{text}%"
    return text.replace(",", NO_BREAK).replace(".", ",") + NO_BREAK + "%"


def percent_short(value: float) -> str:
    """94 %: without an idle decimal, as along an axis."""
    return f"{number(value)}{'' if get_language() == 'en' else NO_BREAK}%"


@register.filter
def unlocalized(value: float) -> str:
    """A number as an SVG attribute reads it."""
    return f"{value:g}"


@register.filter
def beginning(text: str, length: int) -> str:
    """A long text up to the last whole word that fits."""
    if len(text) <= length:
        return text
    cut = text[:length]
    return f"{cut[: max(cut.rfind(' '), cut.rfind(chr(10)))].rstrip()}{NO_BREAK}…"


@register.filter
def rich(text: object) -> SafeString:
    """A text with our small marking, as paragraphs, lists, emphasis and links."""
    return html_of(str(text))


@register.filter
def unbroken(text: str) -> SafeString:
    """A number with hyphens stays on one line."""
    return format_html('<span class="nowrap">{}</span>', text)


@register.filter
def breaks_at_sign(text: str) -> SafeString:
    """An e-mail address that is too long for its column breaks after the sign, not in a word."""
    name, sign, host = text.rpartition("@")
    return format_html("{}{}<wbr>{}", name, sign, host) if sign else format_html("{}", text)


@register.filter
def host(address: str) -> str:
    """Where an address leads, in short: `news.belgium.be`."""
    return (urlsplit(address).hostname or address).removeprefix("www.").rstrip(".")


@register.filter
def size_of_file(value: int) -> str:
    """182 kB."""
    kilobytes = max(1, round(value / KILO))
    if kilobytes < KILO:
        return f"{number(kilobytes)}{NO_BREAK}kB"
    return f"{number(round(kilobytes / KILO, 1))}{NO_BREAK}MB"
