"""Consultations: a draft shown to customers between two days; they say what it is worth, we answer.

The draft is kept as it stood when the consultation began. Its address holds a token that nobody can
guess: whoever has it may read and answer, without an account. When it is over, the addresses of those
who were invited and the letters to them are emptied; opinions hold no address.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from charters.changes import locked_for_editing
from charters.contents import as_json, contents_of
from charters.enums import Audience
from charters.models import (
    Charter,
    Consultation,
    ConsultationInvitation,
    Opinion,
)
from core.errors import Fact, NotAllowedError, Version
from core.rich_text import plain_of
from core.templatetags.ui import day_plain
from core.texts import Text
from organisations import outbox
from organisations.models import Letter, Organisation, User

INVITATION = "consultation"
# 256 random bits.
TOKEN_BYTES = 32


class Phase(StrEnum):
    """Where a consultation stands on a day."""

    TO_COME = "to_come"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Said:
    """What one sender says, of one commitment or (None) of the whole."""

    commitment: int | None
    useful: bool | None
    text: str = ""


class ConsultationClosedError(NotAllowedError):
    """Nobody is asked any more."""


class AnsweredMeanwhileError(NotAllowedError):
    """A colleague was faster: the page showed another answer than the one that stands now."""


def phase(consultation: Consultation, day: date) -> Phase:
    if consultation.closed_at is not None or day > consultation.closes_on:
        return Phase.CLOSED
    return Phase.TO_COME if day < consultation.opens_on else Phase.OPEN


def public_address(consultation: Consultation, language: str) -> str:
    """The page that is handed out, in this language."""
    slug = consultation.organisation.slug
    with translation.override(language):
        path = reverse("charters:consult", args=[slug, consultation.token])
    return f"{settings.SITE_URL}{path}"


def asking_everyone(organisation: Organisation, day: date) -> Consultation | None:
    """The consultation that anyone may take part in on this day: for a link from public pages."""
    running = Consultation.objects.filter(
        organisation=organisation,
        audience=Audience.PUBLIC,
        opens_on__lte=day,
        closes_on__gte=day,
        closed_at=None,
    )
    return running.select_related("organisation").first()


# ── Asking ───────────────────────────────────────────────


@transaction.atomic
def begin(
    charter: Charter,
    *,
    by: User | None,
    audience: str,
    opens_on: date,
    closes_on: date,
    introduction: Mapping[str, str],
) -> Consultation:
    """Keep the draft as it stands now, under an address of its own."""
    charter = locked_for_editing(charter)
    return Consultation.objects.create(
        organisation=charter.organisation,
        charter=charter,
        audience=audience,
        opens_on=opens_on,
        closes_on=closes_on,
        introduction=Text(introduction),
        languages=list(charter.languages),
        contents=as_json(contents_of(charter)),
        token=secrets.token_urlsafe(TOKEN_BYTES),
        begun_by=by,
    )


@transaction.atomic
def invite(
    consultation: Consultation, *, emails: Iterable[str], language: str, by: User | None
) -> int:
    """Write to those who were not invited yet; how many they are."""
    found = _locked(consultation)
    now = timezone.now()
    if phase(found, timezone.localdate(now)) == Phase.CLOSED:
        raise ConsultationClosedError(_("This consultation is closed: nobody is invited any more."))
    known = {email.casefold() for email in found.invitations.values_list("email", flat=True)}
    new = {email.casefold(): email for email in emails if email.casefold() not in known}
    subject, text = letter_for(found, language)
    for email in new.values():
        letter = outbox.write(
            found.organisation,
            purpose=INVITATION,
            language=language,
            recipient="",
            email=email,
            address="",
            subject=subject,
            text=text,
            by=by,
            at=now,
        )
        ConsultationInvitation.objects.create(
            organisation=found.organisation,
            consultation=found,
            email=email,
            language=language,
            letter=letter,
        )
        outbox.queue(letter, at=now)
    return len(new)


def letter_for(consultation: Consultation, language: str) -> tuple[str, str]:
    """Subject and text of an invitation, as the page that sends it shows them too."""
    organisation = consultation.organisation
    with translation.override(language):
        subject = _("What do you think of our customer charter?")
        dates = _("You can answer from %(first)s to %(last)s. You need no account.") % {
            "first": day_plain(consultation.opens_on),
            "last": day_plain(consultation.closes_on),
        }
        link = _("Read the draft and say what you think of it here:\n%(link)s") % {
            "link": public_address(consultation, language)
        }
        privacy = _(
            "We use your address for this question alone, and erase it when the consultation is over."
        )
        introduction = plain_of(consultation.introduction.in_language(language))
        parts = [introduction, dates, link, privacy, str(organisation.name)]
    return subject, "\n\n".join(part for part in parts if part)


# ── What customers say ───────────────────────────────────


@transaction.atomic
def give(consultation: Consultation, *, sent: UUID, language: str, said: Iterable[Said]) -> None:
    """Keep what one form says. Sent again it replaces itself, until somebody has answered to it."""
    found = _locked(consultation)
    if phase(found, timezone.localdate()) != Phase.OPEN:
        raise ConsultationClosedError(_("Nobody is asked at this moment."))
    before = Opinion.objects.filter(consultation=found, sent=sent)
    if before.exclude(answer="").exists():
        return
    before.delete()
    Opinion.objects.bulk_create(
        Opinion(
            organisation=found.organisation,
            consultation=found,
            sent=sent,
            commitment_id=one.commitment,
            useful=one.useful,
            text=one.text,
            language=language,
        )
        for one in said
        if one.text or one.useful is not None
    )


# ── What the organisation says ───────────────────────────


@transaction.atomic
def answer(opinion: Opinion, *, by: User, text: str, seen: str = "") -> Opinion:
    """Answer to a comment, on the page that customers read; `seen` is the answer that stood there."""
    found = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    _check_seen({_("Answer"): (seen, found.answer, text, "")})
    found.answer, found.answered_by, found.answered_at = text, by, timezone.now()
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    return found


@transaction.atomic
def tell_outcome(
    consultation: Consultation, *, outcome: Mapping[str, str], seen: Mapping[str, str]
) -> Consultation:
    """Say on the same page what becomes of the opinions; `seen` are the texts that stood there."""
    found = _locked(consultation)
    names = dict(settings.LANGUAGES)
    _check_seen(
        {
            str(names[code]): (seen.get(code, ""), found.outcome.get(code, ""), text, code)
            for code, text in outcome.items()
        }
    )
    found.outcome = Text({**found.outcome, **outcome})
    found.outcome_at = timezone.now()
    found.save(update_fields=["outcome", "outcome_at"])
    return found


def _check_seen(texts: Mapping[str, tuple[str, str, str, str]]) -> None:
    """By label: what the page showed, what stands now, what was sent, its language."""
    if all(seen == now for seen, now, _sent, _code in texts.values()):
        return
    refusal = AnsweredMeanwhileError(_("A colleague has written here meanwhile."))

    def facts(which: int) -> list[Fact]:
        return [
            Fact(label, told[which], told[3], differs=told[1] != told[2])
            for label, told in texts.items()
        ]

    refusal.versions = [
        Version(_("What you sent"), facts(2)),
        Version(_("What stands now"), facts(1)),
    ]
    raise refusal


# ── The end ──────────────────────────────────────────────


@transaction.atomic
def close(consultation: Consultation, *, at: datetime) -> None:
    """Nobody answers any more; the addresses and the letters to them are emptied. Done again, nothing changes."""
    found = _locked(consultation)
    invitations = ConsultationInvitation.objects.filter(consultation=found)
    outbox.empty(Letter.objects.filter(pk__in=invitations.values("letter")))
    invitations.update(email="")
    if found.closed_at is None:
        found.closed_at = at
        found.save(update_fields=["closed_at"])


def to_close(organisation: Organisation, day: date) -> QuerySet[Consultation]:
    """Those whose last day has passed and whose addresses are still there."""
    over = Q(closes_on__lt=day, closed_at=None)
    return Consultation.objects.filter(over, organisation=organisation)


def _locked(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=consultation.pk)
