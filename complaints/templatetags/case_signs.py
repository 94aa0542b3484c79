"""Status and channel of a case: a sign and a word, the same in a list and on the record."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from complaints.enums import Channel, Status
from core.templatetags.ui import icon, state_tag

register = template.Library()

# Status to sign and tone.
STATES = {
    Status.RECEIVED: ("ring-empty", "calm"),
    Status.WAITING: ("ring-pause", "soon"),
    Status.IN_HANDLING: ("ring-half", "busy"),
    Status.PROPOSED: ("ring-three-quarters", "held"),
    Status.ANSWERED: ("disc-tick", "kept"),
    Status.CLOSED: ("disc-dash", "calm"),
}


@register.simple_tag
def case_state(value: str) -> SafeString:
    return state_in_words(value, get_language())


@register.simple_tag
def case_channel(value: str) -> SafeString:
    return channel_in_words(value, get_language())


# A list draws the same few in each of its rows; the language is the active one.
@lru_cache(maxsize=64)
def state_in_words(value: str, _language: str | None) -> SafeString:
    status = Status(value)
    sign, tone = STATES[status]
    return state_tag(sign, capfirst(str(status.label)), tone)


@lru_cache(maxsize=64)
def channel_in_words(value: str, _language: str | None) -> SafeString:
    channel = Channel(value)
    sign = "forward" if channel == Channel.FORWARDED else channel.value
    return format_html("{} {}", icon(sign), capfirst(str(channel.label)))
