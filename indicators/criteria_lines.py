"""The list of complaints management as pages show it: each line with its state, its evidence and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext

from indicators.enums import CriterionKind, Met
from indicators.models import Criterion, CriterionStatus
from indicators.proofs import Proof, proof_of, proofs_of
from organisations.models import Organisation

SIGNS = {
    Met.MET: ("disc-tick", "kept"),
    Met.PARTLY: ("ring-half", "soon"),
    Met.NOT_MET: ("cross", "late"),
}


@dataclass(frozen=True)
class State:
    """A sign, a word and a tone; none of them says it alone."""

    sign: str
    label: str
    tone: str


def state_of(status: CriterionStatus | None) -> State:
    if status is None:
        return State("ring-empty", pgettext("state of a criterion", "not declared"), "calm")
    met = Met(status.met)
    sign, tone = SIGNS[met]
    return State(sign, str(met.label), tone)


@dataclass(frozen=True)
class Declared:
    """What somebody declared, and what the register said that day."""

    status: CriterionStatus
    state: State
    proved: Proof | None


def declared(status: CriterionStatus) -> Declared:
    return Declared(
        status, state_of(status), proof_of(status.proved) if status.proved is not None else None
    )


@dataclass(frozen=True)
class Line:
    """A line of the list for one organisation; `proof` is what the register says today."""

    criterion: Criterion
    state: State
    status: CriterionStatus | None
    proof: Proof | None


@dataclass(frozen=True)
class Part:
    """The lines of one kind."""

    code: str
    heading: str
    lines: list[Line]
    # Of its lines: met, and written down at all.
    met: int
    known: int


def heading(kind: CriterionKind) -> str:
    return {
        CriterionKind.APPROACH: pgettext("part of the list", "Minimum approach"),
        CriterionKind.CRITERION: pgettext("part of the list", "Criteria of the circular"),
        CriterionKind.PRACTICE: pgettext("part of the list", "Practices"),
    }[kind]


def line_of(
    criterion: Criterion, statuses: Mapping[int, CriterionStatus], proofs: Mapping[str, Proof]
) -> Line:
    status = statuses.get(criterion.pk)
    return Line(criterion, state_of(status), status, proofs.get(criterion.proof))


def parts_of(lines: Iterable[Line]) -> list[Part]:
    found = list(lines)
    parts = []
    for kind in CriterionKind:
        there = [line for line in found if line.criterion.kind == kind]
        met = sum(line.status is not None and line.status.met == Met.MET for line in there)
        known = sum(line.criterion.is_known for line in there)
        parts.append(Part(kind.value, heading(kind), there, met, known))
    return [part for part in parts if part.lines]


def own_parts(organisation: Organisation) -> list[Part]:
    """Where an organisation stands; needs its context."""
    standing = CriterionStatus.objects.for_organisation(organisation).standing()
    statuses = {status.criterion_id: status for status in standing}
    proofs = proofs_of(organisation)
    return parts_of(line_of(one, statuses, proofs) for one in Criterion.objects.all())


@dataclass(frozen=True)
class Standing:
    """One organisation's states, a column each."""

    organisation: Organisation
    states: list[State]


def standings(
    organisations: Iterable[Organisation],
    criteria: Iterable[Criterion],
    statuses: Iterable[CriterionStatus],
) -> list[Standing]:
    """Organisations by criteria, from what they declared last; never from their cases."""
    found = {(status.organisation_id, status.criterion_id): status for status in statuses}
    columns = list(criteria)
    return [
        Standing(one, [state_of(found.get((one.pk, column.pk))) for column in columns])
        for one in organisations
    ]
