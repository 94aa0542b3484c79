"""What the charter asks of its people: a text to decide on, to publish, to mend, to look at again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charters.enums import ChangeCode, CharterMove, CharterStatus
from charters.models import Charter
from charters.permissions import can_edit_charter, can_move_charter
from core.templatetags.ui import day_plain
from organisations import outbox
from organisations.enums import Role
from organisations.models import Letter, Membership

# So long before the day of review it is asked for.
AHEAD = timedelta(days=30)
REVIEW = "charter_review"
# Nobody has said in which language they want to be written to: both.
LETTER_LANGUAGES = ("nl", "fr")


@dataclass(frozen=True)
class Duty:
    """Verb first, then what it is about, where it is done, and by when."""

    verb: str
    about: str
    url: str
    due: date


def duties(membership: Membership, today: date) -> list[Duty]:
    """Of this member, by their roles; one query for those who may do nothing about a charter."""
    if not membership.has(Role.MANAGER, Role.APPROVER):
        return []
    charter = Charter.objects.for_organisation(membership.organisation).first()
    if charter is None:
        return []
    slug = membership.organisation.slug
    about = _("Customer charter")
    found = []
    if waits_for_approval(charter, membership):
        url = reverse("charters:approval", args=[slug])
        found.append(Duty(pgettext("task", "Approve the charter, or return it"), about, url, today))
    if waits_for_publication(charter, membership):
        url = reverse("charters:publication", args=[slug])
        found.append(Duty(pgettext("task", "Publish the charter"), about, url, today))
    home = reverse("charters:home", args=[slug])
    if was_returned(charter, membership):
        found.append(
            Duty(pgettext("task", "Mend the charter that was returned"), about, home, today)
        )
    if is_review_due(charter, today) and can_edit_charter(membership):
        due = charter.review_due or today
        found.append(Duty(pgettext("task", "Look at the charter again"), about, home, due))
    return found


def waits_for_approval(charter: Charter, membership: Membership) -> bool:
    return charter.status == CharterStatus.IN_REVIEW and can_move_charter(
        membership, CharterMove.APPROVE
    )


def waits_for_publication(charter: Charter, membership: Membership) -> bool:
    return charter.status == CharterStatus.APPROVED and can_move_charter(
        membership, CharterMove.PUBLISH
    )


def was_returned(charter: Charter, membership: Membership) -> bool:
    if charter.status != CharterStatus.DRAFT or not can_edit_charter(membership):
        return False
    steps = (ChangeCode.BEGUN, ChangeCode.SUBMITTED, ChangeCode.RETURNED)
    last = charter.changes.filter(code__in=steps).first()
    return last is not None and last.code == ChangeCode.RETURNED


def is_review_due(charter: Charter, today: date) -> bool:
    """Soon or already; a new edition that is being written is the review."""
    is_published = charter.status == CharterStatus.PUBLISHED
    return is_published and charter.review_due is not None and charter.review_due <= today + AHEAD


def remind(charter: Charter, *, at: datetime) -> int:
    """Write to the managers once an edition; gives the number of letters."""
    edition = charter.editions.in_short().first()
    if edition is None or not is_review_due(charter, timezone.localdate(at)):
        return 0
    organisation = charter.organisation
    told = Letter.objects.filter(organisation=organisation, purpose=REVIEW)
    if told.filter(written_at__gt=edition.published_at).exists():
        return 0
    managers = Membership.objects.for_organisation(organisation).with_role(Role.MANAGER)
    active = managers.active().select_related("user")
    for membership in active:
        user = membership.user
        letter = outbox.write(
            organisation,
            purpose=REVIEW,
            language=LETTER_LANGUAGES[0],
            recipient=str(user),
            email=user.email,
            address="",
            subject=_in_both(lambda: _("The charter is due for its yearly review")),
            text=_in_both(lambda: _text(charter, edition.number), between="\n\n· · ·\n\n"),
            by=None,
            at=at,
        )
        outbox.queue(letter, at=at)
    return len(active)


def _in_both(said: Callable[[], str], *, between: str = " · ") -> str:
    """The same in Dutch and in French."""
    parts = []
    for language in LETTER_LANGUAGES:
        with translation.override(language):
            parts.append(said())
    return between.join(parts)


def _text(charter: Charter, number: int) -> str:
    path = reverse("charters:home", args=[charter.organisation.slug])
    said = _(
        "Edition %(number)s of the customer charter of %(organisation)s is to be looked at again by"
        " %(day)s: what was promised, what was kept, what customers said of it. You find it at"
        " %(address)s"
    )
    return said % {
        "number": number,
        "organisation": charter.organisation.name,
        "day": day_plain(charter.review_due),
        "address": f"{settings.SITE_URL}{path}",
    }
