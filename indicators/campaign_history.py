"""What befell a campaign, in words: who did it, when, and what became what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import pgettext

from core.templatetags.ui import day_plain
from indicators.models import Campaign, CampaignChange
from indicators.submission_history import Became
from organisations.models import Group, Organisation

DAYS = ("cut_off", "opens_on", "due_on")


@dataclass(frozen=True)
class Line:
    """One thing that was done, and with whom."""

    what: str
    by: str
    at: datetime
    organisation: Organisation | None
    changes: Sequence[Became]


def history_of(campaign: Campaign) -> list[Line]:
    """The newest first."""
    groups = {row.code: str(row.name) for row in Group.objects.all()}
    return [
        Line(
            capfirst(change.get_happening_display()),
            str(change.by or pgettext("by whom", "automatic")),
            change.at,
            change.organisation,
            list(_changes(change, groups)),
        )
        for change in campaign.changes.select_related("by", "organisation")
    ]


def _changes(change: CampaignChange, groups: Mapping[str, str]) -> Iterator[Became]:
    for name in dict.fromkeys([*change.old, *change.new]):
        before, after = change.old.get(name, ""), change.new.get(name, "")
        if name == "group":
            yield Became("", groups.get(before, before), groups.get(after, after))
        elif name in DAYS:
            yield Became(
                _label(name),
                day_plain(date.fromisoformat(before)),
                day_plain(date.fromisoformat(after)),
            )
        else:
            # Longer texts: that they changed says enough.
            yield Became(_label(name), "", "")


def _label(name: str) -> str:
    return capfirst(str(Campaign._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
