"""The side menu of members: what their roles open, with counts of what waits."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.models import Case
from complaints.permissions import can_read, can_see_readings
from organisations.enums import Role
from organisations.middleware import MemberRequest

# Counting stops here: beyond it nobody reads the number.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Entry:
    """A line of the menu."""

    label: str
    url: str
    icon: str
    current: bool
    count: int | None = None


def open_count(request: MemberRequest) -> int:
    return Case.objects.visible_to(request.membership).open()[:MOST_COUNTED].count()


def groups(request: MemberRequest) -> list[tuple[str | None, list[Entry]]]:
    """Entries in groups, each with a heading or none."""
    membership, slug = request.membership, request.organisation.slug
    match = request.resolver_match
    app = match.app_name if match else ""

    def entry(label: str, name: str, icon: str, count: int | None = None) -> Entry:
        here = bool(match and (match.view_name == name or app == name.partition(":")[0]))
        if name.startswith("overview:") or name in ("complaints:readings", "complaints:list"):
            here = bool(match and match.view_name == name)
        if name == "complaints:list":
            here = app == "complaints" and bool(match and match.view_name != "complaints:readings")
        return Entry(label, reverse(name, args=[slug]), icon, here, count)

    work = [entry(_("My work"), "overview:my_work", "home")]
    if can_read(membership):
        label = pgettext("menu", "Register")
        work.append(entry(label, "complaints:list", "register", open_count(request)))
        work.append(entry(_("Indicators"), "indicators:current", "chart"))
    work.append(entry(_("Services"), "processes:services", "process"))
    found: list[tuple[str | None, list[Entry]]] = [(None, work)]
    second = []
    if can_see_readings(membership):
        second.append(entry(_("Trace of readings"), "complaints:readings", "lock"))
    second.append(entry(_("Letters sent"), "organisations:outbox", "letter")) if membership.has(
        Role.COORDINATOR
    ) else None
    if membership.has(Role.ADMINISTRATOR):
        second.append(entry(_("Settings"), "organisations:settings", "settings"))
    if second:
        found.append((_("Organisation"), second))
    return found
