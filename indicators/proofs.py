"""What the register itself says of a criterion, in numbers: one function per proof.

Each reads the organisation's own rows, within its context; a declaration keeps the numbers of its day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.enums import Nature
from complaints.models import Case
from core.templatetags.ui import number
from indicators.enums import RegisterProof
from indicators.models import Campaign, Criterion, Submission
from organisations.enums import Role
from organisations.models import Membership, Organisation


@dataclass(frozen=True)
class Proof:
    """So many of so many, on a day; of a year where one was counted. `of` is 0 where nothing can be said."""

    code: str
    count: int
    of: int
    on: date
    year: int | None = None

    @property
    def says_yes(self) -> bool:
        return self.of > 0 and self.count == self.of

    @property
    def says_nothing(self) -> bool:
        return self.of == 0

    @property
    def sentence(self) -> str:
        return SENTENCES[RegisterProof(self.code)](self)

    def kept(self) -> dict[str, Any]:
        """As a declaration stores it."""
        return {**asdict(self), "on": self.on.isoformat()}


def proof_of(stored: Mapping[str, Any]) -> Proof:
    """What a declaration kept."""
    return Proof(**{**stored, "on": date.fromisoformat(stored["on"])})


# ── Counting ─────────────────────────────────────────────


def complaints_of_last_year(organisation: Organisation, today: date) -> dict[str, int]:
    """Of the last year that is over: how many complaints, and of how many what."""
    year = today.year - 1
    received = Case.objects.for_organisation(organisation).received_between(
        date(year, 1, 1), date(year, 12, 31)
    )
    found: dict[str, int] = received.filter(nature=Nature.COMPLAINT).aggregate(
        registered=Count("pk"),
        numbered=Count("number", distinct=True),
        acknowledged=Count("pk", filter=Q(acknowledged_on__isnull=False)),
    )
    return found


def coordinators(organisation: Organisation) -> int:
    own = Membership.objects.for_organisation(organisation).active()
    return own.with_role(Role.COORDINATOR).count()


def attested_last(organisation: Organisation) -> tuple[int, int | None]:
    """Whether the figures of the last begun campaign it takes part in are attested, and its year."""
    begun = Campaign.objects.begun().filter(members__organisation=organisation)
    last = begun.order_by("-year").first()
    if last is None:
        return 0, None
    attested = Submission.objects.for_organisation(organisation).in_force()
    return attested.filter(campaign=last).count(), last.year


def proofs_of(organisation: Organisation) -> dict[str, Proof]:
    """All of them; needs the organisation's context. Four statements at most."""
    today = timezone.localdate()
    found, year = complaints_of_last_year(organisation, today), today.year - 1
    designated = coordinators(organisation)
    attested, campaign = attested_last(organisation)
    registered = found["registered"]
    proofs = [
        Proof(RegisterProof.REGISTERED, registered, registered, today, year),
        Proof(RegisterProof.UNIQUE_NUMBER, found["numbered"], registered, today, year),
        Proof(RegisterProof.ACKNOWLEDGED, found["acknowledged"], registered, today, year),
        Proof(RegisterProof.COORDINATOR, designated, max(designated, 1), today),
        Proof(RegisterProof.FIGURES_GIVEN, attested, int(campaign is not None), today, campaign),
    ]
    return {proof.code: proof for proof in proofs}


def proof_for(criterion: Criterion, organisation: Organisation) -> Proof | None:
    return proofs_of(organisation)[criterion.proof] if criterion.proof else None


# ── In words ─────────────────────────────────────────────


def _registered(proof: Proof) -> str:
    if proof.says_nothing:
        return _("No complaint of %(year)s stands in the register.") % {"year": proof.year}
    text = ngettext(
        "%(n)s complaint of %(year)s stands in the register.",
        "%(n)s complaints of %(year)s stand in the register.",
        proof.count,
    )
    return text % {"n": number(proof.count), "year": proof.year}


def _numbered(proof: Proof) -> str:
    if proof.says_nothing:
        return _registered(proof)
    text = _("%(n)s of %(of)s complaints of %(year)s have a number that no other has.")
    return text % {"n": number(proof.count), "of": number(proof.of), "year": proof.year}


def _acknowledged(proof: Proof) -> str:
    if proof.says_nothing:
        return _registered(proof)
    text = _("%(n)s of %(of)s complaints of %(year)s were acknowledged.")
    return text % {"n": number(proof.count), "of": number(proof.of), "year": proof.year}


def _coordinator(proof: Proof) -> str:
    if not proof.count:
        return _("No member has the role of coordinator.")
    text = ngettext(
        "%(n)s member has the role of coordinator.",
        "%(n)s members have the role of coordinator.",
        proof.count,
    )
    return text % {"n": number(proof.count)}


def _figures_given(proof: Proof) -> str:
    if proof.says_nothing:
        return _("No collection of yearly figures has begun yet.")
    if proof.count:
        return _("The figures of %(year)s are attested.") % {"year": proof.year}
    return _("The figures of %(year)s are not attested yet.") % {"year": proof.year}


SENTENCES: Mapping[RegisterProof, Callable[[Proof], str]] = {
    RegisterProof.REGISTERED: _registered,
    RegisterProof.UNIQUE_NUMBER: _numbered,
    RegisterProof.ACKNOWLEDGED: _acknowledged,
    RegisterProof.COORDINATOR: _coordinator,
    RegisterProof.FIGURES_GIVEN: _figures_given,
}
