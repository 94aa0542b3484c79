"""The cases behind the figures: as many as are counted, and a hash that anyone can make again."""

from collections import defaultdict
from datetime import date
from hashlib import sha256

import pytest

from complaints.counting import CONDITIONS, cases_behind, counts
from complaints.models import Case
from complaints.reference import load_inadmissibility_grounds, load_norms_of_conduct
from indicators.evidence import evidence_of, keeps_register
from indicators.sources import figures
from organisations.models import NormOfConduct
from tests.factories.complaints import make_case
from tests.indicators.test_counting import YEAR, answered, at, officer

__all__ = ["officer"]


def hash_of(cases):
    numbers = sorted(case.number for case in cases)
    return sha256("".join(f"{number}\n" for number in numbers).encode()).hexdigest()


@pytest.fixture
def register(fin, officer):
    load_norms_of_conduct()
    load_inadmissibility_grounds()
    norms = list(NormOfConduct.objects.values_list("code", flat=True))
    kinds = defaultdict(list)
    for finding, closing in (
        ("founded", {"norms": norms[:2], "type": "conduct"}),
        ("founded", {"norms": norms[1:2]}),
        ("unfounded", {}),
    ):
        kinds[finding].append(answered(fin, officer, at(3, 1), finding, **closing))
    kinds["new"].append(make_case(fin, at=at(12, 30)))
    kinds["earlier"].append(make_case(fin, at=at(12, 30, YEAR - 1)))
    # As the counter wrote them.
    return {kind: [Case.objects.get(pk=case.pk) for case in cases] for kind, cases in kinds.items()}


def test_evidence_is_the_hash_of_the_numbers_one_a_line(fin, register):
    found = evidence_of(fin, YEAR)

    of_year = register["founded"] + register["unfounded"] + register["new"]
    everything = found.of("requests_received", "")
    assert (everything.count, everything.digest) == (4, hash_of(of_year))
    founded = found.of("complaints_founded", "")
    assert (founded.count, founded.digest) == (2, hash_of(register["founded"]))
    assert found.of("complaints_founded_by_type", "type=conduct").digest == hash_of(
        register["founded"][:1]
    )
    assert found.of("norms_not_respected", "").digest == hash_of(register["founded"])
    assert found.of("answered_in_time", "").digest == hash_of(
        register["founded"] + register["unfounded"]
    )
    assert found.of("open_at_start", "").digest == hash_of(register["earlier"])


def test_evidence_of_nothing_and_of_what_is_no_case(fin, register):
    found = evidence_of(fin, YEAR)

    nothing = found.of("complaints_partly_founded", "")
    assert (nothing.count, nothing.digest) == (0, sha256(b"").hexdigest())
    assert found.of("improvement_actions", "") is None


def test_evidence_counts_what_the_figures_count(fin, register):
    found = counts(fin, YEAR)
    behind = cases_behind(fin, YEAR)

    assert {name: behind[name, "", ""].count for name in CONDITIONS if found.totals[name]} == {
        name: number for name, number in found.totals.items() if number
    }
    assert {key: one.count for key, one in behind.items() if key[1]} == dict(found.breakdowns)
    evidence = evidence_of(fin, YEAR)
    for code, value in figures(found):
        counted = evidence.of(code, value.breakdown)
        if counted and value.unit in {"requests", "complaints"}:
            assert counted.count == value.value, (code, value.breakdown)


def test_evidence_stands_as_at_the_cut_off(fin, register):
    early = evidence_of(fin, YEAR, date(YEAR, 3, 5))

    assert early.of("complaints_founded", "").count == 0
    assert early.of("complaints_received", "").count == 3


def test_an_organisation_keeps_its_register_here_once_it_has_a_case(fin, inside):
    before = keeps_register(fin)
    make_case(fin)

    assert (before, keeps_register(fin)) == (False, True)
