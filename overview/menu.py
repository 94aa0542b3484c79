"""The side menu of members: what their roles open, with counts of what waits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.models import Case
from complaints.permissions import can_read, can_see_readings
from organisations.middleware import MemberRequest
from organisations.models import Membership
from organisations.permissions import (
    can_administer,
    can_coordinate_network,
    can_edit_places,
    can_see_outbox,
)

# Counting stops here: beyond it nobody reads the number.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Entry:
    """A line of the menu."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int | None = None
    # Where else its pages stand: a page belongs to the highest app it reads.
    also: str = ""


def open_count(request: MemberRequest) -> int:
    return Case.objects.visible_to(request.membership).open()[:MOST_COUNTED].count()


def groups(request: MemberRequest) -> list[tuple[str | None, list[Entry]]]:
    """Entries in groups, each with a heading or none."""
    membership, slug = request.membership, request.organisation.slug

    def entry(label: str, name: str, icon: str, count: int | None = None) -> Entry:
        return Entry(label, reverse(name, args=[slug]), icon, count=count)

    work = [entry(_("My work"), "overview:my_work", "home")]
    if can_read(membership):
        label = pgettext("menu", "Register")
        work.append(entry(label, "complaints:list", "register", open_count(request)))
        work.append(entry(_("Indicators"), "indicators:current", "chart"))
    work.append(entry(_("Charter"), "charters:home", "document"))
    work += [
        entry(_("Services"), "processes:services", "process"),
        entry(_("Evidence"), "complaints:evidence_overview", "lines"),
    ]
    if can_read(membership):
        improvements = entry(_("Improvements"), "processes:actions", "check")
        records = reverse("indicators:action", args=[slug, 0]).removesuffix("0/")
        work.append(replace(improvements, also=records))
    second = []
    if can_see_readings(membership):
        second.append(entry(_("Trace of readings"), "complaints:readings", "lock"))
    if can_see_outbox(membership):
        second.append(entry(_("Letters sent"), "organisations:outbox", "letter"))
    if can_administer(membership):
        second.append(entry(_("Settings"), "organisations:settings", "settings"))
    elif can_edit_places(membership):
        second.append(entry(_("Places and hours"), "organisations:places", "counter"))
    parts = [
        (None, work),
        (_("Organisation"), second),
        (_("Network"), network_entries(membership)),
    ]
    here = nearest(request.path, [one for _heading, entries in parts for one in entries])
    return [(heading, marked(entries, here)) for heading, entries in parts if entries]


def network_entries(membership: Membership) -> list[Entry]:
    """In their addresses stands no organisation."""
    if not can_coordinate_network(membership):
        return []
    return [
        Entry(pgettext("menu of the Network", "Overview"), reverse("overview:network"), "home"),
        Entry(_("Campaigns"), reverse("indicators:campaigns"), "clock"),
        Entry(_("Comparison"), reverse("indicators:comparison"), "chart"),
        Entry(_("Reports"), reverse("indicators:reports"), "document"),
        Entry(_("Definitions"), reverse("indicators:definitions"), "lines"),
        Entry(_("Criteria"), reverse("indicators:criteria"), "check"),
        Entry(_("Regulations"), reverse("charters:regulations"), "info"),
        Entry(_("Settings of the Network"), reverse("indicators:network_settings"), "settings"),
    ]


def nearest(path: str, entries: Sequence[Entry]) -> str:
    """The address of the entry that the page stands below; below the first one, everything does."""
    first, *others = entries
    if path == first.url:
        return first.url
    places = {place: entry.url for entry in others for place in (entry.url, entry.also) if place}
    found = max((place for place in places if path.startswith(place)), key=len, default="")
    return places.get(found, "")


def marked(entries: Sequence[Entry], here: str) -> list[Entry]:
    return [replace(entry, current=entry.url == here) for entry in entries]
